"""The common words around agency names: heads, verbs, and how the names of units begin."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.spelling import Lexicon, Word

HEADS = Lexicon(  # a head stands for his agency: "Giám đốc Sở Tư pháp", "Chủ tịch UBND tỉnh"
    (
        "thủ trưởng", "phó giám đốc", "giám đốc", "phó chủ tịch", "chủ tịch", "lãnh đạo", "cục trưởng", "chi cục trưởng",
        "chỉ huy trưởng", "bí thư", "trưởng", "người đứng đầu", "chánh", "tổng biên tập", "hiệu trưởng", "thường trực",
        "tổ trưởng",
    )
)  # fmt: skip
VERBS = Lexicon(  # where a cell goes on to say what the agency does: its part of the work
    (
        "phụ trách", "chịu trách nhiệm", "chủ trì", "phối hợp", "đầu mối", "làm đầu mối", "tham mưu", "tổng hợp", "theo dõi",
        "đôn đốc", "thực hiện", "triển khai", "hướng dẫn", "báo cáo", "xây dựng", "đối với", "cung cấp", "rà soát", "đề xuất",
        "ban hành", "tổ chức", "là", "có trách nhiệm", "có nhiệm vụ", "căn cứ", "trình", "kiểm tra", "giám sát", "thẩm định",
        "bố trí", "cử", "gửi", "phải", "về", "trong", "được", "khi", "theo", "để", "nếu", "chỉ", "quản lý", "do", "sẽ",
        "cần", "tiếp tục", "chủ động", "cho", "đã", "kịp thời", "làm", "vận hành", "nghiên cứu", "lập", "nào", "gì",
    )
)  # fmt: skip
DOES = Lexicon(  # the verbs among them that stand in no unit's name ("Trung tâm Trợ giúp …", "Phòng … theo dõi thi hành …")
    (
        "phụ trách", "chịu trách nhiệm", "chủ trì", "phối hợp", "làm đầu mối", "tham mưu", "có trách nhiệm", "có nhiệm vụ",
        "là", "căn cứ", "phải", "chủ động", "đôn đốc", "được", "sẽ", "cần", "tiếp tục", "đã", "kịp thời", "làm", "nào", "gì",
        "rà soát", "thực hiện", "triển khai", "báo cáo", "gửi", "để", "nếu", "khi", "trong",
    )
)  # fmt: skip
ROLES = Lexicon(("phụ trách", "chịu trách nhiệm", "chủ trì", "phối hợp", "làm đầu mối"))  # never the tail of a group phrase
UNITS = Lexicon(  # how the name of an inner unit begins
    (
        "phòng", "trung tâm", "chi cục", "văn phòng", "thanh tra", "bộ phận", "tổ", "đội", "trạm", "hạt", "chi bộ", "công đoàn",
        "bộ phận một cửa", "bộ phận tiếp nhận và trả kết quả",
        "khoa", "ban", "đảng ủy", "đoàn thanh niên", "cổng thông tin điện tử", "ban giám đốc", "thôn", "xóm",
        "ấp", "tổ dân phố", "khu phố",
    )
)  # fmt: skip
NO_UNITS = Lexicon(  # "Phòng, chống thiên tai" is no room, but the second half of a name
    ("phòng chống", "phòng cháy", "phòng ngừa", "phòng thủ", "phòng hộ", "phòng bệnh", "phòng dịch", "phòng trừ", "phòng vệ"),
    loose=True,
)
BODIES = Lexicon(  # how names begin that are agencies of their own, though the registry does not list them
    (
        "ban quản lý", "ban chỉ đạo", "ban chỉ huy", "trường", "bệnh viện", "viện", "học viện", "đại học", "công ty",
        "tổng công ty", "tập đoàn", "ngân hàng", "hội", "hiệp hội", "liên hiệp", "liên minh", "quỹ", "đài", "báo", "cục", "vụ",
        "tổng cục", "bộ", "sở", "tòa án", "viện kiểm sát", "ủy ban", "hội đồng", "đoàn", "kho bạc", "thuế", "hải quan",
        "bảo hiểm", "công an", "nhà xuất bản", "bảo tàng", "thư viện", "chi nhánh", "mặt trận", "nhà hát", "vườn quốc gia",
        "cơ quan", "thống kê", "bưu điện", "cảng vụ", "bộ tư lệnh", "hợp tác xã",
    )
)  # fmt: skip
IN_BRACKETS = Lexicon(  # what stands in brackets behind an agency and acts for it
    (
        "phòng", "trung tâm", "chi cục", "văn phòng", "thanh tra", "ban", "bộ phận", "tổ", "đội", "trạm", "hạt", "trường",
        "bệnh viện", "quỹ", "vườn", "bảo tàng", "thư viện", "cổng", "công an", "viện", "cục",
    )
)  # fmt: skip
OFFICES = Lexicon(("văn phòng", "thanh tra", "ban giám đốc", "đảng ủy", "công đoàn", "chi bộ", "đoàn thanh niên"))
JOINING = Lexicon(
    (
        "cùng với", "cùng", "với", "phối hợp với", "phối hợp cùng với", "phối hợp cùng", "phối hợp chặt chẽ với", "phối hợp",
        "có sự phối hợp của", "với sự phối hợp của", "sự phối hợp của",
    )
)  # fmt: skip
COORDINATING = Lexicon(("phối hợp", "tham gia"))  # what a cell says of those who join in
DIRECTING = Lexicon(("lãnh đạo", "chỉ đạo", "lãnh đạo chỉ đạo"), loose=True)  # a party committee, those whom it directs
LEADING = Lexicon(("chủ trì", "cơ quan chủ trì", "đơn vị chủ trì"))
ORDERED = Lexicon(
    ("đồng chí", "đề nghị", "kính đề nghị", "trân trọng đề nghị", "giao", "mời", "yêu cầu")
)  # "Đề nghị Tòa án nhân dân tối cao"
_COMRADE = ["đ", "c"]  # "đ/c Chánh Văn phòng"
BELONGING = Lexicon(("thuộc", "trực thuộc", "thuộc trực thuộc", "của"), loose=True)
LISTED = Lexicon(("các sở", "giám đốc các sở", "thủ trưởng các sở", "các bộ"))  # "Các sở: Tài chính, Nội vụ"


def ordered_end(words: Sequence[Word], i: int) -> int:
    """The index behind an order or "đồng chí" at word ``i``; ``i`` itself where none stands there."""
    return max(comrade_end(words, i), ORDERED.end(words, i))


def comrade_end(words: Sequence[Word], i: int) -> int:
    """The index behind "đ/c" at word ``i``; ``i`` itself where it does not stand there."""
    return i + 2 if [word.key for word in words[i : i + 2]] == _COMRADE else i
