"""Predicates that give nobody anything to do, though somebody is named: liability, enactment, notice, praise, exhortation."""

from __future__ import annotations

import re

_LIABLE = re.compile(  # "chịu trách nhiệm trực tiếp, toàn diện trước Giám đốc Sở về …", with no work behind ";"
    r"(?i)^(?:(?:phải|trực tiếp|hoàn toàn|sẽ)\s+)*chịu trách nhiệm"
    r"(?:\s+(?:trực tiếp|toàn diện|chính|cao nhất|hoàn toàn|cá nhân),?)*"
    r"\s+(?:trước|về|nếu|thi hành|tổ chức thi hành)\b[^;]*$"
)
_ENACTING = re.compile(r"(?i)\bthi hành\s+(?:Quyết định|Nghị quyết|Chỉ thị|Quy định|Quy chế)\s+này\b")
_ANNOUNCED = re.compile(r"(?i)^thông báo\b.*\b(?:biết|để thực hiện)\b")  # "thông báo để các cơ quan biết, thực hiện"
_PRAISED = re.compile(r"(?i)^(?:đánh giá cao|ghi nhận|biểu dương|hoan nghênh|cảm ơn|chúc mừng)\b")
_STATING = re.compile(  # what somebody is, has or need not do: "có tư cách pháp nhân", "không phải trình lại dự thảo"
    r"(?i)^(?:không\s+(?:kiêm|quá|giữ|có|phải|cần|bắt\s+buộc|nhất\s+thiết|thuộc|áp\s+dụng|bao\s+gồm)|có\s+(?:tư\s+cách|con\s+dấu|tài\s+khoản|cơ\s+cấu|quyền)"
    r"|(?:bao\s+)?gồm|là\s+(?:cơ\s+quan|đơn\s+vị)\s+(?!chủ\s+trì|đầu\s+mối|thường\s+trực|chủ\s+lực)"
    r"|(?:làm\s+việc|hoạt\s+động)\s+theo|được\s|không\s[^,;]{0,60}\s(?:sẽ|thì|phải\s+chịu)\b|(?:sẽ\s+)?bị\s)"
)
_OF_A_YEAR = re.compile(
    r"(?i)^\W*(?:trong\s+|đến\s+|tính\s+đến\s+)?(?:năm|quý|tháng|ngày|6\s+tháng)\b[^,;.]{0,40}?\b(?P<year>20\d\d)\b"
)
_EARNESTLY = (
    "nghiêm túc|khẩn trương|chủ động|quyết liệt|tích cực|phối hợp|quan tâm|tập trung|tổ chức|triển khai|quán triệt|thực hiện|và"
)
_PAPER = "nội dung|nhiệm vụ|Kế hoạch|Chỉ thị|Chương trình|Thông báo|Công văn"
_EXHORTED = re.compile(  # "nghiêm túc, khẩn trương triển khai thực hiện các nội dung của Kế hoạch này./."
    rf"(?i)^(?:(?:{_EARNESTLY})(?:,\s*|\s+|(?=\W*$)))+"
    rf"(?:(?:tốt |các |những |đầy đủ |hiệu quả )*(?:{_PAPER})[^,;.]{{0,60}})?\W*$"
)
_EARNEST = re.compile(r"(?i)nghiêm túc|khẩn trương|quyết liệt")
_REPORTS = re.compile(r"(?i)\b(?:báo cáo|phản ánh|gửi|kiến nghị|thông tin về|trao đổi với|liên hệ)\b")


def is_hollow(predicate: str) -> bool:
    """Whether a predicate states no work: of a duty it is what stands from the verb on."""
    if any(found.match(predicate) for found in (_LIABLE, _ANNOUNCED, _PRAISED, _STATING)) or _ENACTING.search(predicate):
        return True
    return bool(_EXHORTED.match(predicate) and _EARNEST.search(predicate))


def is_past(sentence: str, year: int | None) -> bool:
    """Whether a sentence tells of a year before the plan's: "Trong năm 2025, Sở Y tế tổ chức 5 hội nghị"."""
    found = _OF_A_YEAR.match(sentence)
    return found is not None and year is not None and int(found["year"]) < year


def reports(predicate: str) -> bool:
    """Whether it orders a report: the one kind of work that a closing sentence gives."""
    return _REPORTS.search(predicate) is not None
