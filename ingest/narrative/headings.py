"""What does a heading say of all that stands below it: aims and findings, which give nobody work, or the month of the work."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.grammar.deadline_clauses import scan
from ingest.paper.parts import Part

_AIMS = re.compile(
    r"(?i)^\W*(?:mục đích|mục tiêu|quan điểm|chỉ tiêu|phạm vi|đối tượng|nguyên tắc"
    r"|yêu cầu(?:\s+chung|\s+đặt ra|\s+cụ thể|\s*[,:]|\s*$|\s+và\s))"
)
_FINDINGS = re.compile(
    r"(?i)^\W*(?:căn cứ(?:\s+pháp lý|\s*$)|sự cần thiết|đánh giá|tình hình|kết quả|thực trạng|hiện trạng|dự báo|bối cảnh"
    r"|tồn tại|hạn chế|khó khăn|ưu điểm|nguyên nhân|bài học|đặc điểm|khái quát|giải thích từ ngữ)\b"
)
_WORK = re.compile(r"(?i)\b(?:nhiệm vụ|giải pháp|tổ chức thực hiện|trách nhiệm)\b")
# what may stand around the month of a heading: "Nhiệm vụ trọng tâm tháng 7 năm 2026", "II. Công tác quý III"
_AROUND = re.compile(
    r"(?:\x00|[\W\d_]|(?:[IVX]+|[A-ZĐ])\b|(?:các|những|nhiệm vụ|công tác|công việc|chương trình|kế hoạch|nội dung|hoạt động"
    r"|trọng tâm|chủ yếu|cụ thể|thực hiện|triển khai|trong|của|đề án|phụ lục|danh mục|bảng)\b)*+",
    re.IGNORECASE,
)
_LONGEST = 80  # characters of a heading that names a month
_ANY_YEAR = 2024
_PERIODS = frozenset({"month", "quarter", "half"})


def aims_at(text: str) -> re.Match[str] | None:
    """ "Mục tiêu: …", "YÊU CẦU": objectives."""
    return _AIMS.match(text)


def finds(text: str) -> bool:
    """ "Đánh giá tình hình", "Căn cứ": what was found."""
    return _FINDINGS.match(text) is not None


def gives_work(text: str) -> bool:
    """ "Mục tiêu, nhiệm vụ": whatever else it says."""
    return _WORK.search(text[:80]) is not None


def tells_only(part: Part) -> bool:
    """Whether a part stands under a heading of aims or findings."""
    over: Part | None = part
    while over is not None:
        if (aims_at(over.name) or finds(over.name)) and not gives_work(over.name):
            return True
        over = over.above
    return False


@lru_cache(maxsize=4096)
def period_in(heading: str) -> tuple[int, int] | None:
    """Where a heading that names nothing but a month, a quarter or a half year names it: "II. THÁNG 02/2026"."""
    clauses = scan(heading, _ANY_YEAR) if len(heading) <= _LONGEST else ()
    if len(clauses) != 1 or clauses[0].unit not in _PERIODS or clauses[0].kind in ("by", "from"):
        return None
    start, end = clauses[0].start, clauses[0].end
    return (start, end) if _AROUND.fullmatch(heading[:start] + "\x00" + heading[end:]) else None
