"""The cues of a question: the words that say each, in Vietnamese and English, without marks and in small letters."""

from __future__ import annotations

import re

_SOURCE = (
    r"\bnguon(?! (?:nhan luc|luc|goc|von|kinh phi|thu|tin)\b)|lam can cu giao|can cu giao|van ban giao|duoc giao (?:boi"
    r"|tu|theo)"
    r"|giao (?:boi|tu|theo)|lay \S+ lam|\bsources?\b|assigned by"
)
_PAPER = r"(?:ke hoach|van ban|chuong trinh|quyet dinh|thong bao|tai lieu)"
_DOCUMENTS = (
    rf"{_PAPER} nao|(?:bao nhieu|may) {_PAPER}"
    rf"|(?:cac|nhung|liet ke) {_PAPER} (?:do |nao |duoc |co |dang )?"
    r"(?:trien khai|thuc hien|can cu|thay the|vien dan|lay|nguon|ky\b|ban hanh|cu the hoa|nhac|ong|ba)"
    r"|\b(?:plans?|documents?|papers?) (?:that|which) (?:replac|cit|implement)"
    r"|\b(?:which|what|how many) (?:plans?|documents?|papers?|programmes?)\b|\bwhat (?:has |is )?(?:replac|implement"
    r"|supersed|cit)\w*"
)
_NOT = r"(?:khong|ko|chu khong|chua)(?: phai)?(?: la)?"
_EMPTY = r"(?:(?:khong|chua) (?:co|neu|ghi|in|ro|xac dinh)(?: ro)?|bo trong|de trong|thieu|without(?: an?)?|no|lacks?|lacking)"
_ALL = r"\b(?:danh sach|thong ke|tat ca|toan bo|moi|tong hop|cac|het)(?: cac| nhung| moi| loai)?"
_SHORT = r"(?<!gioi )\bthieu\b(?! (?:so|nhi|nien)\b(?! nao))"  # not "giới thiệu", "thiểu số"
_PART = r"(?<!thanh )(?<!bo )\bphan\b(?! (?:mem|cung|cap|quyen|loai|anh|tich|ung|thuong|cong|hoi))"  # not "phần mềm"
# "dời hạn", "đổi thời hạn": moved, whichever way
_MOVED_DAY = (
    r"(?<!khong )(?<!khong thay )\b(?:thay )?doi (?:lai )?(?:ngay |thoi )?(?:han|tien do)\b|\bthay doi (?:ve )?thoi gian\b"
)
# "không nhắc đến dữ liệu", "chưa đề cập", "không có chữ …": said of what a task speaks of
_SPEAKING = (
    r"(?:lien quan|dinh dang|dinh)(?: gi)? (?:den|toi)|(?:noi|nhac|dung) (?:den|toi|ve)|de cap|gan voi"
    r"|(?:co|chua) (?:chu|tu|cum tu)"
)
CUES: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "tasks": rf"nhiem vu|cong viec|^(?:cac |nhung )?viec (?:ve|lien quan)\b"
        rf"|{_ALL} viec\b|(?:bao nhieu|may|nhung) viec\b|viec (?:gi|nao)|dau viec"
        r"|\bgiao (?:cho )?(?:so|xa|phuong|ubnd|cong an|van phong) .{2,40}? (?:nhung )?gi\b"
        r"|\blam (?:nhung )?gi\b|(?:giao|yeu cau) (?:nhung )?gi\b"
        r"|\btasks?\b|\bduties\b|\bobligations?\b|to do\b",
        "documents": _DOCUMENTS,
        "source": _SOURCE,
        "lead": r"chu tri|phu trach|dau moi|dung ra|thuc hien chinh|cam trich"
        r"|\bleads?\b|\bled by\b|\bleading\b|\bin charge\b",
        "coordinating": r"phoi hop|tham gia|\bcoordinat\w*|\bsupport\w*|\binvolv\w*",
        "obliged": r"phai (?:lam|thuc hien|hoan thanh)|duoc giao|co (?:nhung )?(?:nhiem vu|viec)|trach nhiem|\bresponsible\b"
        r"|must do|\bmust (?:\S+ ){1,8}?do\b|has to do|have to do|assigned to|\bobliged\b",
        "by_name": r"dich danh|(?:neu|ghi|nhac|co) ten|by name|\bnam(?:ed|es|ing)\b|\btasks\b.{0,40}\bname\b|explicitly",
        "by_group": r"theo cum|qua cum|cum tu chung|giao chung|group phrases?|by group",
        "without_groups": r"\b(?:tru|khong tinh|khong ke|bo qua|bo|loai|ngoai)\b.{0,25}\b(?:cum(?: tu)?|giao chung)\b"
        r"(?!.{0,30}lien quan)",
        "with_groups": r"(?:ke ca|tinh ca|bao gom|gom ca|ca) (?:qua |theo |viec |nhiem vu |phan )*(?:cac )?(?:cum"
        r"|giao chung|chung)"
        r"|(?:count|includ)\w* (?:the )?(?:group|general|collective)",
        "unconditional": rf"(?:{_NOT}|bo|tru|loai|ngoai)\s.{{0,40}}lien quan(?! (?:gi )?(?:den|toi)\b)"
        r"|(?:without|not|except|excluding|no)\b.{0,40}(?:concerned|related|relevant|lien quan)",
        "all_of": r"dong thoi|ca (?:hai|ba|bon|\d)|all (?:of|three|two)",
        "detail": r"(?:bao nhieu|how many|how much)(?= (?!nhiem vu|viec|dau viec|cong viec|ke hoach|van ban|chuong trinh"
        r"|nhom|phu luc"
        r"|muc\b|tasks?\b|plans?\b|documents?\b|groups?\b|ngay|thang|lau)\w)|\b(?:la|dat) bao nhieu\b(?! ngay)"
        r"|\bbao nhieu(?= ?%)"
        r"|\b(?=(?!nhiem|viec|vu|hoach|ban|trinh|dinh|bao|lieu|vi|quan|phong|so|nganh|ai|ngay|thang|quy|han|nhom|muc"
        r"|phan|luc|khi|the)"
        r"[a-z]+ nao (?:duoc|phai|se|can|dat|co|la|nam|hoan))|(?=(?:chi tieu|muc tieu|ty le|so luong) .{0,60}\bla gi)",
        "done": r"(?<!neu )(?:da|duoc) (?:hoan thanh|lam xong|xong)\b|\b(?:is|are|already) (?:done|completed|finished)\b"
        r"|completed tasks|\b(?:lam|hoan thanh)(?: xong)? roi\b(?! (?:chua|khong))",
        "progress": r"chua (?:lam|hoan thanh|xong|thuc hien xong)|(?:tien do|ket qua) thuc hien (?:den dau|ra sao|the nao)"
        r"|(?:lam|thuc hien) (?:den dau|toi dau|xong chua)|\bnot (?:yet )?(?:done|finished|completed)\b|\bunfinished\b",
        "dated": r"ban hanh|\bky (?:ngay|sau|truoc|trong|tu|vao|den)\b|de ngay|\bissued\b|\bdated\b",
        "officer": r"\b(?:giam doc|chu tich|truong ban|chanh van phong|thu truong)\b(?=.{0,60}(?:la ai|ten gi|ten la))"
        r"|ai (?:la|lam) (?:giam doc|chu tich|truong ban|chanh van phong)|who is the (?:director|chairman|chairwoman|head)",
        "not_due": r"(?:chua|khong) (?:bi )?(?:den|toi|qua|tre|het) (?:thoi )?han\b|\b(?:con"
        r"|van) (?:trong )?(?:thoi )?han\b(?! (?:nop|gui|che))"
        r"|\btrong han\b|\bnot (?:yet )?(?:over)?due\b",
        "overdue": r"(?:(?<!chua )(?<!khong )(?<!chua bi )(?<!khong bi )(?:qua|tre|lo) han)"
        r"|(?<!chua )(?<!khong )(?<!bao gio )(?<!khi nao )(?<!sap )het han|cham (?:tien do|han)|\boverdue\b|\blate\b"
        r"|past due",
        "replaces": rf"thay the|\bthay (?:bang|cho) (?={_PAPER}|\d)|replac\w*|supersed\w*",
        "implements": r"\bcon cua\b|(?<!phi )(?<!gian )(?<!luc )trien khai|cu the hoa"  # not "kinh phí triển khai"
        r"|(?<!phi )(?<!gian )(?<!luc )(?<!do )thuc hien "
        r"(?=ke hoach|chuong trinh|nghi quyet|thong bao|\d|(?:nhung |cac )?van ban)"
        r"|implement\w*|carr(?:y|ies) out",
        "based_on": r"\b(?:ke hoach|van ban|chuong trinh) (?:cha|me|goc|cap tren) cua\b|can cu\b(?: vao| theo)?|dua tren"
        r"|based on",
        "amends": r"sua doi|\bamend\w*",
        "repeals": r"bai bo|huy bo|\brepeal\w*|\brevok\w*",
        "ends": r"(?:het|mat) hieu luc",
        "in_force": r"\bcon (?:hieu luc|duoc ap dung|ap dung|gia tri)\b|(?:het|mat) hieu luc (?:chua|khong|roi a)\b"
        r"|\b(?:bi|duoc) (?:thay the|bai bo|sua doi)[^,;]{0,12}\b(?:chua|khong)\b|\bin (?:force|effect)\b|\bstill valid\b"
        r"|\b(?:has|have|was|is) \S+ (?:been )?(?:replaced|repealed|superseded|amended|revoked)$",
        "attaches": r"dinh kem|gui kem|\battach\w*",
        "passive": r"\bthay bang\b"
        r"|\b(?:bi|duoc) (?:thay the|trien khai|cu the hoa|thuc hien|vien dan|can cu|nhac|bai bo|sua doi)"
        rf"|\b(?:bi|duoc) (?:{_PAPER} nao|\S+/\S+) (?:thay the|trien khai|cu the hoa|vien dan|bai bo|sua doi)"
        r"|(?:het|mat) hieu luc (?:theo|boi|do|vi)\b"
        r"|\b(?:replaced|superseded|implemented|cited|amended|repealed|used|carried out) (?:by|in)\b",
        "count": r"bao nhieu|may (?:nhiem vu|viec|cong viec|dau viec|nhom|ke hoach|van ban)|how many|number of"
        r"|(?<!ngay )\bdem (?:xem|so|giup|cac|nhung|ho)\b"
        r"|tong so (?:nhiem vu|viec)|so luong (?:nhiem vu|viec)",
        "coverage": r"\bda du\b|con thieu|(?<!gioi )thieu (?:nhung )?(?:gi|viec|nhiem vu|muc)\b|bao (?:phu|quat)"
        r"|phu het|day du chua"
        r"|chua co\b|chua (?:duoc )?(?:cu the hoa|trien khai)|bo sot|con sot|\bcover(?:s|ed|age)?\b"
        r"|\bmissing\b|\b(?:da |co |duoc ).{0,80}\bchua\b|co trong ke hoach",
        "missing": rf"{_SHORT}|bao (?:phu|quat)|phu het|day du chua"
        r"|chua co\b|chua (?:duoc )?(?:cu the|trien khai)|bo sot|con sot|\bmissing\b|not cover|uncovered|\bda du\b",
        "deliverable": r"(?:co )?(?:san pham|ket qua)(?: phai)?(?: co| dau ra)?(?: phai)?(?: la| gom)\b(?! (?:gi|nhung gi))"
        r"|\bdeliverables? (?:is|are)\b(?! (?:what|required|expected|needed|due|asked))",
        "what_product": r"(?:san pham|ket qua)(?: \w+){0,3} (?:la )?gi\b|(?:nop|ra|co) san pham (?:gi|nao)"
        r"|(?:phai|can) nop (?:nhung )?gi\b"
        r"|san pham (?:cua|cho) (?:nhiem vu|viec)|ket qua (?:can dat|cua viec|cua nhiem vu|cho viec)"
        r"|(?:what|which) (?:is the |are the )?(?:deliverables?|products?|outputs?)\b"
        r"|deliverables? of",
        "signed_on": r"\bngay ky\b|\bky (?:vao |tu |hom )?(?:ngay nao|khi nao|hom nao|bao gio|ngay may)\b",
        "starts": r"bat dau|\bstart\w*|\bbegin\w*",
        "only": rf"\bchi (?:la |lam |duoc |tham gia |o vai |dong vai (?:tro )?)*(?:phoi hop|chu tri)"
        rf"|phoi hop.{{0,40}}{_NOT} chu tri"
        rf"|{_NOT} chu tri.{{0,30}}phoi hop|only (?:as )?(?:an? |the )?(?:coordinat|support|lead)"
        r"|(?:coordinat|support)\w*(?: agency)? only|not (?:an? |the |as )*lead",
        "alone": r"\bchi (?=(?:so|ubnd|cong an|van phong|thanh tra|thue|ban) )[^,;]{3,60} chu tri\b"
        r"|\bchi (?:do|giao|co|rieng|moi)\b(?:(?!nguon|van ban|phoi hop).){3,60}\bchu tri\b"
        r"|\b(?:chu tri|lam|thuc hien|phu trach) (?:mot minh|doc lap)\b|\b(?:mot minh|doc lap)\b.{0,20}\bchu tri\b"
        r"|\bled only by\b|\bleads? alone\b|\balone leads?\b",
        "only_source": rf"chi (?:lay|co|dung|theo|duy nhat|mot|tu).{{0,40}}(?:nguon|van ban)|nguon (?:duy nhat|chi)|{_NOT} kem"
        r"|khong (?:co |lay |kem )?(?:nguon|van ban) (?:nao )?(?:khac )?(?:ngoai|tru)|chi (?:theo|tu|do|lay|dung|co) (?=\d)"
        r"|only .{0,40}\bsource|sole source|single source",
        "not_source": rf"{_NOT} (?:lay|co nguon|theo|dung|thuoc nguon|giao theo)|\bnot (?:from|sourced|based)",
        "no_deadline": rf"{_EMPTY} (?:thoi )?(?:han|deadlines?)(?! dieu chinh)|{_EMPTY} thoi gian(?! dieu chinh)",
        "no_lead": rf"{_EMPTY} (?:ten )?(?:(?:co quan|don vi|ai|nguoi|so|phong)(?: nao)? )?(?:la )?(?:chu tri|phu trach"
        rf"|dau moi|lead\w*)|{_EMPTY} (?:co quan|don vi|ai|nguoi)(?: nao)? (?:thuc hien|lam\b|nhan\b)"
        r"|(?:chua|khong) (?:duoc )?(?:phan cong|giao)(?: cu the)? (?:cho )?(?:ai|co quan nao|don vi nao)\b"
        r"|khong ai (?:chu tri|phu trach|nhan|lam)\b|(?:khong|chua) biet (?:do )?(?:ai|co quan nao|don vi nao) chu tri",
        "no_coordinating": rf"{_EMPTY} (?:(?:co quan|don vi|ai)(?: nao)? )?(?:phoi hop|coordinat\w*)",
        "no_deliverable": rf"{_EMPTY} (?:yeu cau )?(?:san pham|ket qua|deliverables?)",
        "no_adjusted": rf"{_EMPTY} (?:thoi )?(?:han|tien do|thoi gian) dieu chinh|"
        r"(?:chua|khong)(?: duoc| bi)? dieu chinh|khong ghi tien do dieu chinh|\bnot adjusted",
        "ongoing": r"thuong xuyen|lien tuc|\bongoing\b|\bcontinuous(?:ly)?\b",
        "signed": r"\bai (?:da |la nguoi |dung ra )?ky\b|nguoi ky|who signed|\bsigned by|signatory|signer"
        r"|\bky (?:boi|van ban|ke hoach|nhung|ten)|\bda ky\b",
        "who_is": r"\bla ai\b|\bwho is\b|chuc vu|chuc danh|giu chuc",
        "issued_by": r"\bla cua (?:tinh|co quan|don vi|so|xa|phuong|ai)\b"
        r"|ai (?:la nguoi |da )?ban hanh|(?:co quan|don vi) nao ban hanh|ngay (?:thang )?(?:nam )?ban hanh"
        r"|ban hanh (?:tu |vao |hom |luc )?(?:khi nao|ngay nao|bao gio|ngay bao nhieu|ngay may|nam nao|thang nao)"
        rf"|^\W*(?:{_PAPER}(?: so)? )?\d\S*/\S+ (?:la |ra |de |co )?ngay (?:nao|may|bao nhieu)\W*$"
        r"|who issued|issued by|(?:when|what date) (?:was|were|is) .{0,80}\b(?:issued|dated|promulgated)|issue date"
        r"|date of issue",
        "when": r"\bhan (?:moi |cu |ban dau |goc |dieu chinh )?cua\b"
        r"|\bhan (?=stt)|thoi han (?=stt|nhiem vu|viec)|deadline cua|thoi han cua|han (?:cuoi|chot)"
        r"|\b(?:bao gio|khi nao|luc nao)\b|(?:la|truoc|den|vao) (?:nhung "
        r"|cac )?ngay nao"
        r"|han (?:la )?(?:ngay |den )?(?:may|bao nhieu|bao lau|nao)\b|(?:ngay|thang|quy) (?:may|bao nhieu)\b"
        r"|deadlines? (?:of|for)|\bwhen\b|by what date|how long",
        "which_days": r"(?:nhung|cac) ngay nao|ngay nao (?:hang|moi|trong) (?:tuan|thang|quy|nam)"
        r"|\b(?:on|by|before) (?:which|what) (?:days?|dates?)\b",
        "narrative": r"\bloi van\b|\brunning text\b|\bnarrative\b",
        "tabled": r"(?:hai|2|ba|3|cac|nhung|moi) (?:phu luc|bang|danh muc)\b|\bannexes\b|\bin the tables?\b",
        "which_unit": r"(?:don vi|co quan|phong ban|phong|so|(?<!van )ban|nganh) nao\b(?! ban hanh)"
        r"|\bai (?:la |se |phai |dang |dung ra )?(?:chu tri|lam|lo|phu trach|thuc hien|dam nhan|dam nhiem|chiu"
        r"|duoc giao)|\bdo ai\b"
        r"|giao (?:cho )?ai\b|who (?:leads?|is (?:responsible|in charge|leading)|handles|does|runs|must|has to)"
        r"|which (?:agency|unit|department|office|body|division)",
        "which_helpers": r"(?:don vi|co quan|phong|so|ai|ban) (?:nao )?(?:cung )?(?:phoi hop|tham gia)"
        r"|phoi hop voi (?:ai|nhung ai|co quan nao|don vi nao|nhung)"
        r"|(?:which|what) (?:agenc|unit|department|office|bod)\w* (?:coordinate|support)s?\b"
        r"|who (?:coordinates|supports)|coordinating agenc\w+ (?:of|for)",
        "groups": r"nhung nhom|cac nhom|nhom nao|may nhom|bao nhieu nhom|chia (?:thanh|lam)"
        r"|\bgroups?\b(?! phrases?)|\bdivided\b",
        "sections": rf"noi (?:gi )?ve|noi gi|viet gi|neu gi|(?:muc|phan) (?:nao|gi|[ivx]+\b|\d)|{_PART}|what does .* say"
        r"|\bsections?\b|\bparts?\b",
        "adjusted": r"(?<!chua )(?<!khong )(?<!duoc )dieu chinh(?! chinh sach)|(?<!chua )(?<!khong )duoc dieu chinh"
        r"|\b(?:giu|y) nguyen (?:thoi )?(?:han|tien do)\b"
        rf"|rut ngan|gia han|tri hoan|{_MOVED_DAY}|\b(?:noi|gian) (?:thoi )?(?:han|tien do)\b|(?:lui|keo dai) thoi (?:han|gian)"
        r"|(?:lui|day) (?:lai|han|som|nhanh|tien do)|bi lui|len som|\badjusted\b|\bmoved\b|\brescheduled\b|brought forward"
        r"|postponed|(?:cham|muon|som) hon (?:so voi )?(?:(?:ke hoach|thoi gian|han|tien do) )?(?:ban dau|cu|goc|da giao|giao)",
        "moved": _MOVED_DAY,
        "earlier": r"som hon|day (?:som|nhanh|len)|len som|rut ngan|\bearlier\b|brought forward",
        "later": r"muon hon|cham hon|lui (?:lai|han|sang|den|thoi|tien)|bi lui|gia han|keo dai|tri hoan"
        r"|\b(?:noi|gian) (?:thoi )?(?:han|tien do)\b|\blater\b|postponed|delayed",
        "same": r"giu nguyen|y nguyen|khong (?:thay )?doi|nhu (?:cu|ban dau|ke hoach ban dau)|\bunchanged\b|same as|kept",
        "cites": r"vien dan|\bdan (?:den |toi |theo |so )?(?=\d)"
        r"|nhac (?:den|toi)|trich dan|dan chieu|\bcit(?:e|es|ing)\b|\bmentions?\b|refers? to",
        "joint": r"\bdong (?:chu tri|thoi chu tri)|\bchu tri cung|\bcung (?:chu tri|phoi hop|lam|thuc hien|tham gia)"
        r"|\bca\b.{2,60}\b(?:va|lan)\b|\bvua\b.{2,80}\bvua\b"
        r"|\bboth\b|\bjointly\b|\btogether\b",
        "compared": r"(?:han|ngay|thoi han|tien do).{0,90}khac nhau|khac nhau.{0,40}(?:han|thoi han|tien do)|khac (?:gi"
        r"|nhau) (?:ve )?(?:han|thoi)"
        r"|different deadlines?|deadlines? (?:\w+ )?differ",
        "negated": r"\bnao (?:thuoc|cua)\b.{3,60}\b(?:khong|chua) (?:co|duoc giao) (?:viec|nhiem vu)"
        r"|khong (?:do|lay|chu tri|phoi hop|giao|thuoc|lam|co trong|nam trong|phai)(?! (?:nhung|viec) gi)"
        r"|\b(?:khong|chua)(?: he)? (?:vien dan|dan chieu|trich dan|dan|trien khai|thay the|cu the hoa|can cu)\b(?! xuat)"
        rf"|\b(?:khong|ko|chua|chang)(?: he)? (?:{_SPEAKING})\b|\bkhong ve\b(?! (?:sinh|dich))"
        r"|\btru (?:mang|linh vuc|phan|khoi)\b|\bngoai (?!(?:vu|giao|ngu|khoa|thuong)\b).{2,40} ra\b(?! soat)|\bkhac ngoai\b"
        r"|\bunrelated\b"
        r"|\b(?:ngoai|tru) (?:viec|nhung|cac|ra|di|ke hoach|van ban)\b|\bnot\b|\bexcept\b|\bwithout\b",
        "monthly": r"(?:hang|moi|theo|tung) thang\b|monthly|every month|each month",
        "quarterly": r"(?:hang|moi|tung) quy\b(?! [ivx\d])|quarterly|every quarter|each quarter",
        "yearly": r"(?:hang|moi|tung) nam\b|yearly|annual|every year|each year",
        "provincial": r"ke hoach (?:cua )?tinh\b|provincial plan|province'?s plan",
    }.items()
}
