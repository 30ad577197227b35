"""What does a deadline (hạn) say? Cells and lines are read into ``Deadline``; what cannot be read is kept, never guessed at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal

from corpus.model import Deadline, DeadlineKind, Recurrence
from corpus.spelling import CAPITALS
from ingest.grammar import periods
from ingest.grammar.deadline_clauses import Clause, scan, without_citations
from ingest.grammar.deadline_turns import are_turns, milestones, turns_back
from ingest.grammar.deadline_words import describe, say_day

__all__ = ["Comparison", "compare", "describe", "find", "is_read", "milestones_of", "read", "say_day"]

Comparison = Literal["earlier", "later", "same", "kind_changed", "missing"]


def read(text: str, year: int | None) -> Deadline:
    """A deadline cell, or the value of a "Thời gian thực hiện:" line; ``raw`` is ``text`` trimmed.

    ``year`` is the plan's year, for quarters and months printed without one (then ``inferred`` is ``("year",)``). Of several
    clauses a dated one leads and a standing one goes to ``also``; of the dates of several steps the last is due. A period
    without a kind of its own (a year, a half) is ``other`` with its days; so are turns, from the first to the last: no one day
    of "đợt 1: trước 30/6; đợt 2: trước 30/11" is due (``ingest.grammar.deadline_turns``). The days of a cycle are as printed,
    "trước" or not, and ``strict_before`` stays false. Unread is ``other`` with neither days nor trigger, see ``is_read``.
    """
    raw = text.strip()
    clauses = sorted(scan(raw, year), key=_rank)
    unlikely = periods.impossible(without_citations(raw)) and not any(clause.last for clause in clauses)
    if unlikely or turns_back(raw, clauses):
        return Deadline(raw, "other")
    if not clauses:
        return Deadline(raw, "other", trigger=_trigger(raw))
    lead = clauses[0]
    same = [clause for clause in clauses if clause.kind == lead.kind]
    start, due = _bounds(same, clauses)
    found = milestones(raw, clauses, year) if lead.kind != "done" else ()
    turns = are_turns(raw, found)
    if turns:
        start, due = found[0].begins, found[-1].last
    return Deadline(
        raw,
        "other" if turns else lead.kind,
        start,
        due,
        strict_before=any(clause.strict and clause.last == due for clause in same),
        recurrence=lead.recurrence,
        also=next((clause.kind for clause in clauses if clause.kind != lead.kind and clause.kind in _STANDING), None),
        trigger=_trigger(raw) if lead.kind in ("recurring", "other") and not due else None,
        reporter=_reporter(raw) if lead.kind == "recurring" else None,
        inferred=("year",) if any(clause.inferred for clause in same) else (),
    )


def find(text: str, year: int | None) -> tuple[tuple[int, int, Deadline], ...]:
    """Deadlines inside running text or a product cell, as (start, end, deadline) with ``raw == text[start:end]``.

    Only what the words make a deadline: "trước ngày 15/4/2026", "trong tháng 4/2026", "định kỳ hằng quý", a standing duty at
    the head of a sentence. A year in a title ("giai đoạn 2026 - 2030") or a quality ("hoạt động thường xuyên") is none.
    """
    found = (clause for clause in scan(text, year) if _stands_alone(clause, text))
    return tuple((clause.start, clause.end, _single(clause, text)) for clause in found)


def milestones_of(text: str, year: int | None) -> tuple[date, ...]:
    """The last days of the turns or steps that a deadline names, in order: one for most, none where no day is named."""
    clauses = scan(text, year)
    done = any(clause.kind == "done" and clause.firm for clause in clauses)
    return () if done else tuple(turn.last for turn in milestones(text, clauses, year))


def is_read(deadline: Deadline) -> bool:
    """Whether the print was understood; an empty cell states nothing and leaves nothing unread."""
    stated = deadline.kind != "other" or deadline.due or deadline.start or deadline.trigger
    return bool(stated) or not deadline.raw.strip(" -–—.…/")


def compare(child: Deadline, parent: Deadline) -> Comparison:
    """How a child's deadline stands to its parent's.

    Days are compared as printed, a period by its last day: 30/8 against Quý III is earlier. Cycles of one frequency are
    compared by their day, an unnamed day being the end of the cycle. ``missing`` is a child without a time where the parent
    has one.
    """
    if not _states(child):
        return "missing" if _states(parent) else "same"
    one, other = _comparable(child), _comparable(parent)
    if one is None or other is None or one[0] != other[0]:
        return "kind_changed"
    if one[1] == other[1]:
        return "same"
    return "earlier" if one[1] < other[1] else "later"


# --- reading -----------------------------------------------------------------------------------------------------------------

_STANDING: tuple[DeadlineKind, ...] = ("ongoing", "recurring")
_RANKS: dict[DeadlineKind, int] = {
    "by": 1,
    "on": 3,
    "in_month": 4,
    "in_quarter": 5,
    "recurring": 6,
    "from": 7,
    "ongoing": 8,
    "other": 10,
}

# "khi có yêu cầu của cấp trên", "nếu có vướng mắc", "05 ngày làm việc kể từ ngày nhận", "đột xuất khi có yêu cầu"
_EVENT = re.compile(
    r"(?:đột\s+xuất|(?:tại\s+|trước\s+)?kỳ\s+họp|(?:ngay\s+)?(?:sau\s+|trước\s+)?khi\b|nếu\s+có|ngay\s+sau|"
    r"(?:trong\s+(?:thời\s+hạn|vòng)\s+)?\d+\s+(?:ngày|tuần|tháng|giờ)(?:\s+làm\s+việc)?,?\s+(?:(?:kể|tính)\s+từ|sau))[^.;()]*",
    re.IGNORECASE,
)
# "theo yêu cầu của Bộ", "theo tiến độ dự án": no day of their own
_FOLLOWS = re.compile(
    r"theo\s+(?:yêu\s+cầu|tiến\s+độ|quy\s+định|kế\s+hoạch|chỉ\s+đạo|hướng\s+dẫn|lộ\s+trình|đề\s+nghị|thông\s+báo)[^.;()]*", re.I
)
# "Trước Tết Nguyên đán 2027", "Rằm tháng Giêng", "10/3 âm lịch": days of another calendar
_LUNAR = re.compile(r"\btết\b|âm\s+lịch|(?-i:\bÂL\b)|\btháng\s+(?:giêng|chạp)\b|\brằm\s+tháng", re.IGNORECASE)
# "Sở Nội vụ báo cáo định kỳ hàng tháng"
_REPORTER = re.compile(
    r"(?!Định|Hằng|Hàng|Mỗi|Trước|Báo|Tổng)(?P<who>[^\W\d_a-zđ][^.;:]{2,80}?)\s+(?:tổng\s+hợp,?\s+)?báo\s+cáo(?!\w)"
)


def _rank(clause: Clause) -> int:
    """What leads in a cell: done, then days before periods before cycles before standing duties."""
    if clause.kind == "done":
        return 0 if clause.firm else 2
    if clause.kind == "recurring" and clause.recurrence is None:
        return 9
    return _RANKS[clause.kind]


def _bounds(same: Sequence[Clause], clauses: Sequence[Clause]) -> tuple[date | None, date | None]:
    """Start and due of the clauses of one kind; a "bắt đầu từ" beside them gives their start."""
    kind = same[0].kind
    lasts = [clause.last for clause in same if clause.last]
    firsts = [clause.first for clause in same if clause.first]
    if kind == "on" and len(lasts) > 1:
        firsts += lasts
    if kind in ("by", "recurring"):
        firsts += [clause.first for clause in clauses if clause.kind == "from" and clause.first]
    due = max(lasts, default=None)
    start = min(firsts, default=None)
    return (None if start and due and start > due else start), due


def _trigger(raw: str) -> str | None:
    match = _EVENT.search(raw) or _FOLLOWS.search(raw)
    said = match[0] if match else raw if _LUNAR.search(raw) else ""
    return " ".join(said.split()) or None


def _reporter(raw: str) -> str | None:
    match = _REPORTER.match(raw)
    return " ".join(match["who"].split()) if match else None


# --- deadlines in running text -----------------------------------------------------------------------------------------------

_HEAD = re.compile(r"(?:^|[.;:\n(•–-])[\s*]*$")  # nothing but a mark before it: the head of a sentence or item
_CARRIED_ON = re.compile(
    r"(?:tuyên\s+truyền|triển\s+khai|thực\s+hiện|duy\s+trì|kiểm\s+tra|rà\s+soát|cập\s+nhật|theo\s+dõi)\s+$", re.IGNORECASE
)
# "báo cáo Thường trực Tỉnh ủy hằng tuần", "báo cáo tình hình hằng ngày"; no "kế hoạch công tác và báo cáo hằng năm"
_REPORTED = re.compile(
    rf"(?:^|[\s,;])báo\s+cáo\s+(?:(?:về\s+)?(?:kết\s+quả|tình\s+hình|tiến\s+độ)|[{CAPITALS}])[^.;:]{{0,80}}$"
)
_CLAUSE_ENDS = re.compile(r"\s*(?:[.,;)/]|$|(?:về|cho|gửi|qua|trong|với)\b)")
_FORMER = re.compile(r"theo\s+kế\s+hoạch[^,;.]{0,40}$", re.IGNORECASE)  # "các nhiệm vụ theo kế hoạch hoàn thành trong quý III"


def _stands_alone(clause: Clause, text: str) -> bool:
    before = text[max(0, clause.start - 60) : clause.start]
    heads = _HEAD.search(before) is not None
    match clause.kind:
        case "by" | "from":
            return clause.unit != "year" or "hết" in text[clause.start : clause.end]
        case "ongoing":
            return heads or _CARRIED_ON.search(before) is not None
        case "done":
            return False
        case "other":
            within_one = clause.first and clause.last and clause.first.year == clause.last.year  # a span is part of a title
            return bool(within_one) and (heads or clause.firm)
        case "recurring" if clause.recurrence and _is_reported(clause, text):
            return True
        case _:
            return (heads or clause.firm) and not _FORMER.search(before)


def _is_reported(clause: Clause, text: str) -> bool:
    """Whether a report is to be made in a cycle that ends its clause."""
    before = text[max(0, clause.start - 120) : clause.start]
    return _REPORTED.search(before) is not None and _CLAUSE_ENDS.match(text, clause.end) is not None


def _single(clause: Clause, text: str) -> Deadline:
    return Deadline(
        text[clause.start : clause.end],
        clause.kind,
        clause.first,
        clause.last,
        strict_before=clause.strict,
        recurrence=clause.recurrence,
        inferred=("year",) if clause.inferred else (),
    )


# --- comparing ---------------------------------------------------------------------------------------------------------------


def _states(deadline: Deadline) -> bool:
    return deadline.kind != "other" or bool(deadline.due or deadline.start or deadline.trigger)


def _comparable(deadline: Deadline) -> tuple[str, int]:
    """What kind of limit it is, and its place among those of that kind."""
    if deadline.due and deadline.kind != "recurring":
        return "day", deadline.due.toordinal()
    if deadline.kind == "recurring":
        return _cycle(deadline.recurrence)
    if deadline.kind == "from" and deadline.start:
        return "from", deadline.start.toordinal()
    return (deadline.trigger or deadline.kind).lower(), 0


def _cycle(recurrence: Recurrence | None) -> tuple[str, int]:
    if recurrence is None:
        return "định kỳ", 0
    in_month = max(recurrence.days, default=31)
    in_year = max((31 * month + day for month, day in recurrence.dates), default=31 * 12 + 31)
    return recurrence.frequency, in_year if recurrence.frequency == "yearly" else in_month
