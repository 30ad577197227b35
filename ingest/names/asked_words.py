"""The common words around the agencies of a question: what only looks like one, and what shows that one is meant."""

from __future__ import annotations

from corpus.spelling import Lexicon

COMPOUNDS = Lexicon(  # another word that the first one of a name may end: "cơ sở y tế", "cán bộ y tế", "chuyển đổi số"
    (
        "cơ sở", "trụ sở", "hồ sơ", "đổi số", "chỉ số", "ký số", "tế số", "hội số", "phủ số", "quyền số", "liệu số",
        "tầng số", "dân số", "một số", "hệ số", "tỷ số", "tham số", "mã số", "tổng số", "đa số", "cán bộ", "sơ bộ",
        "nội bộ", "toàn bộ", "đồng bộ", "tiến bộ", "cục bộ", "đảng bộ", "phân bộ", "văn bản", "địa bàn", "cơ bản",
        "phiên bản", "xuất bản", "nhiệm vụ", "dịch vụ", "chức vụ", "nghiệp vụ", "phục vụ", "mùa vụ", "thời vụ",
        "dự phòng", "đề phòng", "giải phóng", "quốc phòng", "văn phòng", "tiên phong", "tích cực", "tiêu cực",
        "kết cục", "tổng cục",
    )
)  # fmt: skip
NO_NAMES = Lexicon(  # words that begin like an agency's name: "sở hữu", "ban hành", "phòng chống"
    (
        "sở hữu", "sở thích", "sở tại", "sở dĩ", "sở trường", "sở nguyện", "sở giao dịch", "sở chỉ huy", "sở đoản",
        "sơ sinh", "sơ bộ", "sơ kết", "sơ cấp", "sơ khai", "sơ lược", "sơ yếu", "so sánh", "so với", "số lượng",
        "số hiệu", "số nhiệm", "số việc", "số văn", "số liệu", "số tiền", "số đo", "số kế", "số thứ", "số điện",
        "số người", "số hộ", "số hóa", "số ngày", "số tháng", "số năm", "số quý", "số sách", "số lần", "số lượt",
        "số đơn", "số công", "số cuối", "số đầu", "số phần", "số cơ", "số sở", "số này", "số kia", "số bản", "số dư",
        "số lao", "sổ tay", "sổ sách", "bộ phận", "bộ dữ", "bộ chỉ số", "bộ tiêu", "bộ thủ", "bộ hồ", "bộ câu",
        "bộ công cụ", "bộ tài liệu", "bộ quy", "bộ mã", "bộ nhận", "bộ máy", "bộ thiết", "bộ sản", "bộ luật", "bộ cơ",
        "bộ đội", "bộ môn", "bộ mặt", "bộ nhớ", "bổ sung", "ban hành", "ban đầu", "ban ngày",
        "ban đêm", "bản sao", "ban bố", "bản tin", "bản chất", "bản quyền", "bản thân", "bản mẫu", "bản vẽ",
        "bản cam", "bản kế", "ban giao", "bàn giao", "bán hàng", "bản làng", "ban tặng", "ban phát",
        "ban ra", "phòng chống", "phòng cháy", "phòng hộ", "phòng ngừa", "phòng học", "phòng họp",
        "phòng thủ", "phòng bệnh", "phòng dịch", "phòng trừ", "phong trào", "phong phú", "phong cách", "phong tục",
        "phòng khám", "phòng thí", "phòng ban", "phòng tránh", "phong tỏa",
        "phóng viên", "phòng khách", "phòng thờ", "phòng nghỉ", "phòng vệ", "phòng đơn", "cục bộ", "cục diện",
        "vụ việc", "vụ án", "vụ mùa", "vụ đông", "vụ xuân", "vụ hè", "vụ thu", "vụ lợi",
    )
)  # fmt: skip
NO_CAPITALS = frozenset(("bo", "ban", "vu", "cuc"))  # such words also with a capital: "Bộ Chỉ số …", "Ban Hành …"
SHAPES = Lexicon(  # how an agency's name begins, though nobody knows the agency
    ("sở", "bộ", "ban", "phòng", "cục", "vụ", "chi cục", "tổng cục", "trung tâm")
)  # fmt: skip
SMALL_SHAPES = Lexicon(("sở", "ban", "phòng", "chi cục", "trung tâm"))  # in a question without capitals
OWNED_SHAPES = Lexicon(("sở", "phòng", "chi cục"))  # those of them that "nhiệm vụ của …" is enough for
DUTY = Lexicon(  # what follows an agency in a question
    (
        "phải", "làm gì", "làm những", "làm việc", "chủ trì", "phối hợp", "có nhiệm vụ", "có những", "có trách nhiệm",
        "chịu trách nhiệm", "có việc", "có bao nhiêu", "được giao", "thực hiện", "phụ trách", "làm đầu mối",
        "đầu mối", "tham gia", "cần làm", "ban hành", "báo cáo", "triển khai", "đôn đốc", "leads", "lead", "must",
        "has", "have", "coordinates",
    )
)  # fmt: skip
OWNS = Lexicon(("của", "cho", "giao", "kế hoạch", "nhiệm vụ", "of", "by", "for"))  # what stands before one
STOPS = Lexicon(  # where its name ends
    (
        "phải", "làm", "chủ trì", "phối hợp", "có", "được", "thực hiện", "phụ trách", "chịu trách nhiệm", "tham gia",
        "cần", "ban hành", "báo cáo", "triển khai", "đôn đốc", "là", "gì", "nào", "những", "các", "trong", "theo",
        "với", "thì", "do", "đến", "khi", "về", "tại", "cho", "không", "bao nhiêu", "việc", "nhiệm vụ", "đã", "sẽ",
        "của", "trước", "sau", "năm", "tháng", "quý", "ngày", "hoàn thành", "hay", "hoặc", "ở", "từ", "để", "khác",
        "này", "đầu mối", "làm đầu mối", "thuộc", "quản lý", "nơi", "giữa", "leads", "lead", "must", "has", "have",
        "is", "are", "does", "do", "of", "in", "for", "plan", "tasks",
    )
)  # fmt: skip
COMMUNES = Lexicon(("xã", "phường", "đặc khu", "thị trấn", "commune", "ward"))
LABELS = {"commune": "xã", "ward": "phường"}
NOT_BEFORE_COMMUNES = frozenset(  # "hợp tác xã", "cấp xã", "từ xa", "địa phương", "tại xã …" (a place, no agency)
    (
        "tac", "tan", "lang", "cap", "cac", "moi", "nhung", "tung", "thi", "tu", "o", "tai", "thuoc", "ban", "dia",
        "doi", "giua", "vung", "in", "at", "cong", "song",
    )
)  # fmt: skip
NO_COMMUNES = frozenset(  # "xã hội", "xã nào", "phương án"
    (
        "hoi", "vien", "dao", "vung", "dac", "nong", "bien", "mien", "ngheo", "diem", "trong", "loai", "bai", "nay",
        "do", "kia", "nao", "tren", "moi", "thi", "phuong", "ngoai", "giao", "khac", "lien", "con", "an", "phap",
        "tien", "huong", "thuc", "cham", "trinh", "sai", "ngon", "dien", "xoi", "nhat", "cach", "gi", "hay", "hoac",
        "luan", "le", "khu", "xa",
    )
)  # fmt: skip
ENGLISH_GROUPS = {  # how people name in English whom the papers name by a group phrase
    "communes and wards": "Ủy ban nhân dân cấp xã", "wards and communes": "Ủy ban nhân dân cấp xã",
    "communes wards": "Ủy ban nhân dân cấp xã", "wards communes": "Ủy ban nhân dân cấp xã",
    "commune people s committees": "Ủy ban nhân dân cấp xã", "communal people s committees": "Ủy ban nhân dân cấp xã",
    "commune level people s committees": "Ủy ban nhân dân cấp xã", "communes": "Ủy ban nhân dân cấp xã",
    "people s committees of communes": "Ủy ban nhân dân cấp xã", "commune authorities": "Ủy ban nhân dân cấp xã",
    "localities": "các địa phương", "local authorities": "các địa phương",
    "provincial departments": "các sở, ban, ngành", "departments and agencies": "các sở, ban, ngành",
}  # fmt: skip
ASKED_BEFORE = frozenset(("which", "what", "many", "and"))  # "which communes": they are asked for
NO_NAME_BEFORE_COMMUNE = frozenset(("which", "what", "the", "each", "every", "a", "this", "that", "how", "many"))
