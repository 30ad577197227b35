"""The words that say what is asked, in Vietnamese and English, matched without marks and case.

A cue is a small pattern over the bare question; what only shapes the question and cues nothing is noise.
"""

from __future__ import annotations

import re

from corpus.spelling import bare
from ingest.unmarked import either

_SOURCE = (
    r"nguon|lam can cu giao|can cu giao|van ban giao|duoc giao (?:boi|tu|theo)|giao (?:boi|tu|theo)|lay \S+ lam"
    r"|\bsources?\b|assigned by"
)
_DOCUMENTS = (
    r"(?:ke hoach|van ban|chuong trinh|quyet dinh|thong bao|tai lieu) nao"
    r"|\b(?:which|what) (?:plans?|documents?|papers?)\b"
)
CUES: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "tasks": r"nhiem vu|cong viec|viec (?:gi|nao)|dau viec|lam (?:gi|nhung gi)"
        r"|\btasks?\b|\bduties\b|\bobligations?\b|to do\b",
        "documents": _DOCUMENTS,
        "source": _SOURCE,
        "lead": r"chu tri|phu trach|dau moi|chiu trach nhiem|thuc hien chinh"
        r"|\bleads?\b|\bled by\b|\bresponsible\b|\bin charge\b",
        "coordinating": r"phoi hop|tham gia|\bcoordinat\w*|\bsupport\w*",
        "obliged": r"phai (?:lam|thuc hien|hoan thanh)|duoc giao|co (?:nhung )?(?:nhiem vu|viec)|trach nhiem"
        r"|must do|has to do|assigned to",
        "by_name": r"dich danh|neu ten|ghi ten|by name|named",
        "by_group": r"theo cum|qua cum|group phrases?|by group",
        "all_of": r"dong thoi|ca (?:hai|ba|bon|\d)|all (?:of|three|two)",
        "overdue": r"qua han|tre han|cham tien do|\boverdue\b|\blate\b",
        "replaces": r"thay the|replac\w*",
        "implements": r"trien khai|cu the hoa|thuc hien (?=ke hoach|chuong trinh|nghi quyet|thong bao|\d)"
        r"|implement\w*|carr(?:y|ies) out",
        "based_on": r"can cu(?: vao| theo)?|dua tren|based on",
        "count": r"bao nhieu|may (?:nhiem vu|viec|cong viec)|how many|\bdem\b",
        "coverage": r"da du|con thieu|chua co|\bcovers?\b|\bcovered\b|missing from",
        "deliverable": r"(?:co )?(?:san pham|ket qua) (?:la|gom|dau ra la)|\bdeliverables? (?:is|are)\b",
        "starts": r"bat dau|\bstart\w*|\bbegin\w*",
        "only": r"\bonly\b|\bchi (?:la |lam |duoc )?phoi hop|phoi hop.{0,30}khong (?:phai )?chu tri",
        "ongoing": r"thuong xuyen|lien tuc|\bongoing\b|\bcontinuous(?:ly)?\b",
        "signed": r"\bai ky\b|nguoi ky|who signed|signed by|\bky (?:boi|van ban|ke hoach|nhung)|\bda ky\b",
        "who_is": r"\bla ai\b|\bwho is\b",
        "issued_by": r"ai (?:la nguoi )?ban hanh|(?:co quan|don vi) nao ban hanh|ban hanh (?:khi nao|ngay nao)"
        r"|who issued|issued by",
        "when": r"\bhan cua\b|thoi han cua|han cuoi|\b(?:bao gio|khi nao|luc nao)\b|(?:la|truoc|den|vao) ngay nao"
        r"|deadline (?:of|for)|\bwhen\b",
        "which_unit": r"(?:don vi|co quan|phong|so|ban) nao (?:chu tri|thuc hien|phu trach|lam|phai)"
        r"|\bai (?:chu tri|lam|phu trach)\b"
        r"|who (?:leads|is responsible)|which (?:agency|unit|department|office) (?:leads|is)",
        "groups": r"nhung nhom|cac nhom|nhom nao|may nhom|chia (?:thanh|lam)|\bgroups?\b|\bdivided\b",
        "sections": r"noi (?:gi )?ve|noi gi|(?:muc|phan) (?:nao|gi)|what does .* say|\bsections?\b",
        "adjusted": r"dieu chinh|rut ngan|\badjusted\b|\bmoved\b|\brescheduled\b|brought forward|postponed",
        "earlier": r"som hon|day (?:som|nhanh)|len som|rut ngan|\bearlier\b|brought forward",
        "later": r"muon hon|cham hon|lui (?:lai|han|sang|den)|\blater\b|postponed|delayed",
        "same": r"giu nguyen|y nguyen|khong (?:thay )?doi|nhu (?:cu|ban dau|ke hoach ban dau)|\bunchanged\b|same as",
        "cites": r"vien dan|nhac (?:den|toi)|trich dan|dan chieu|\bcit(?:e|es|ing)\b|\bmentions?\b|refers? to",
        "joint": r"\bcung (?:chu tri|phoi hop|lam|thuc hien|tham gia)|\bca\b.{2,60}\b(?:va|lan)\b"
        r"|\bboth\b|\bjointly\b|\btogether\b",
        "negated": r"khong (?:lay|chu tri|phoi hop|giao|thuoc|lam|co trong|nam trong|phai)(?! (?:nhung|viec) gi)"
        r"|\b(?:ngoai|tru) (?:viec|nhung|cac|ra|di|ke hoach|van ban)\b|\bnot\b|\bexcept\b|\bwithout\b",
        "monthly": r"(?:hang|moi) thang|monthly|every month",
        "quarterly": r"(?:hang|moi) quy|quarterly|every quarter",
        "yearly": r"(?:hang|moi) nam\b|yearly|annual|every year",
        "provincial": r"ke hoach (?:cua )?tinh\b|provincial plan|province'?s plan",
    }.items()
}
_ISSUED = re.compile(r"(?:ke hoach|chuong trinh|van ban) (?:cua|do)|plans? (?:of|by)|'s plan|\bplan of\b")
_NOISE = re.compile(
    either(
        r"(?<!\w)(?:những|các|của|là|gì|nào|trong|theo|cho|hãy|và|có|được|phải|làm|sẽ|đã|không|mấy|bao nhiêu|xin|hỏi"
        r"|tôi|em|anh|chị|cần|biết|liệt kê|tìm|cho biết|với|thì|tại|ở|từ|đơn vị|cơ quan|mình|lấy|giao|việc|nhiệm vụ"
        r"|kế hoạch|văn bản|chương trình|thế|đó|này|về|liên quan(?: đến| tới)?|ra sao|như thế nào|kể cả|cụ thể|hiện|còn"
        r"|đến|trước|sau|hạn|ngày|tháng|năm|ai"
    )
    + r"|the|of|for|is|are|does|do|which|what|who|a|an|in|to|as|its|it|uses?|using|list|show|me|tasks?|plans?|documents?|about"
    r"|and|by|with|on|at|that|this|under|from)(?!\w)",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"\b(?:the|which|what|who|when|is|are|does|of|for|task|tasks|plan|plans|list|how|many|lead|its|by|with|in)\b"
)


def cues_in(question: str) -> frozenset[str]:
    """The names of the cues that the question holds."""
    plain = bare(question)
    return frozenset(name for name, pattern in CUES.items() if pattern.search(plain))


def without_cues(words: str) -> str:
    """What stays of a text when the words that only shape the question are gone; marks are kept."""
    plain = bare(words)
    kept = list(words)
    shaping = [match for pattern in (*CUES.values(), _ISSUED) for match in pattern.finditer(plain)]
    for match in (*shaping, *_NOISE.finditer(words)):
        kept[match.start() : match.end()] = " " * (match.end() - match.start())
    return " ".join(word for word in "".join(kept).split() if any(c.isalnum() for c in word))


def language_of(question: str) -> str:
    """``en`` for a question in English words, names aside; else ``vi``."""
    return "en" if len(_ENGLISH.findall(question.lower())) >= 2 else "vi"
