"""Which clauses of a deadline does a text hold, and where?

A cell may say several things, "Hoàn thành trước ngày 30/5/2026. Thường xuyên duy trì, nâng cấp"; each is one clause. The dates
of cited documents ("Kế hoạch số 63/KH-UBND ngày 11/02/2026") are blanked first: they are no deadlines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus.model import DeadlineKind, Recurrence
from ingest.grammar import deadline_cycles as cycles
from ingest.grammar import periods
from ingest.grammar.number_grammar import find as find_numbers
from ingest.grammar.periods import Period


@dataclass(frozen=True, slots=True)
class Clause:
    """One statement about time at ``text[start:end]``.

    ``first`` and ``last`` bound the days, ``strict`` says "trước" before a day, ``unit`` is the unit of the printed period.
    ``firm`` says that the words by themselves make it a deadline ("trước", "trong", "hằng tháng"), not just a date in a text.
    """

    start: int
    end: int
    kind: DeadlineKind
    first: date | None = None
    last: date | None = None
    strict: bool = False
    recurrence: Recurrence | None = None
    unit: periods.Unit | None = None
    inferred: bool = False
    firm: bool = False


def scan(text: str, year: int | None) -> tuple[Clause, ...]:
    """The clauses of ``text`` in order, none overlapping; events ("khi có yêu cầu") are not among them."""
    rest = without_citations(text)
    states = [*_done(rest), *_cyclic(rest)]
    rest = _blank(rest, ((clause.start, clause.end) for clause in states))
    dated = list(_joined(_dated(rest, year), rest))
    rest = _blank(rest, ((clause.start, clause.end) for clause in dated))
    ongoing = [Clause(*match.span(), "ongoing") for match in _ONGOING.finditer(rest)]
    return tuple(sorted([*states, *dated, *ongoing], key=lambda clause: clause.start))


def without_citations(text: str) -> str:
    """``text`` with cited numbers and the dates right after them blanked, of the same length."""
    return _blank(text, ((number.start, _citation_end(text, number.end)) for number in find_numbers(text)))


# "63/KH-UBND ngày 11/02/2026", "46-KH/TU, ngày 16/01/2026", "… ngày 14 tháng 5 năm 2024"
_CITED_DATE = re.compile(
    r"[\s,]*(?:ký\s+)?ngày\s+\d{1,2}(?:\s?[-/.]\s?\d{1,2}|\s+tháng\s+\d{1,2})(?:\s?[-/.]\s?\d{4}|\s+năm\s+\d{4})?",
    re.IGNORECASE,
)


def _citation_end(text: str, end: int) -> int:
    date_behind = _CITED_DATE.match(text, end)
    return date_behind.end() if date_behind else end


def _blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    kept: list[str] = []
    last = 0
    for start, end in sorted(spans):
        kept += (text[last:start], "\x00" * (end - max(start, last)))  # no blank: words on both sides must not meet
        last = max(last, end)
    return "".join((*kept, text[last:]))


# --- dates and periods -------------------------------------------------------------------------------------------------------

# What stands right before a period. "trước hết quý" does not occur; "chậm nhất trước ngày 30/4" is strict.
_BEFORE = r"(?:hoàn\s+thành\s+|xong\s+|chậm\s+nhất\s+(?:là\s+)?)*(?:trước|trưóc|truớc)(?:\s+(?:thời\s+)?(?:hạn|điểm))?"
_LATEST = r"(?:chậm|muộn)\s+nhất(?:\s+(?:là|vào|đến|trong|hết))*|không\s+(?:quá|muộn\s+hơn)|hạn\s+(?:cuối|chót)"
_UNTIL = rf"{_LATEST}|(?:đến|tới)(?:\s+hết)?|hết"
_FROM = r"(?:(?:bắt\s+đầu|áp\s+dụng|thực\s+hiện|triển\s+khai|kể|tính)\s+)?từ|bắt\s+đầu(?:\s+vào)?"
_SPAN_NAME = r"thời\s+(?:gian|hạn|điểm)[^.;:]{0,30}|hạn[^.;:]{0,20}"  # "Thời gian hoàn thành: …"
_IN = rf"(?:ngay\s+)?(?:trong|vào)|(?:hoàn\s+thành|xong|thực\s+hiện|{_SPAN_NAME})(?:\s+(?:ngay\s+)?(?:trong|vào))?"
_HOUR = r"\d{1,2}\s*(?:giờ|h|g|:)(?:\s*\d{1,2}(?:\s*phút|[’'′])?)?,?"  # "trước 17 giờ 00 ngày 21/8/2026", "trước 17h00' ngày …"
_CUES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?<![^\W_])(?:{words})\s*:?(?:\s*{_HOUR})?\s*$", re.IGNORECASE))
    for name, words in (("before", _BEFORE), ("until", _UNTIL), ("from", _FROM), ("after", "sau"), ("in", _IN))
)
_KIND_OF_UNIT: dict[periods.Unit, DeadlineKind] = {
    "day": "on",
    "week": "other",
    "month": "in_month",
    "quarter": "in_quarter",
    "half": "other",
    "year": "other",
}


# "đợt 1", "lần thứ hai", "giai đoạn II", "bước 3", "kỳ 1"
_COUNT = r"(?:\d{1,2}|[IVX]{1,4}|nhất|một|hai|ba|bốn|tư|năm|đầu|cuối)"
TURN = rf"\b(?:đợt|lần|giai\s+đoạn|bước|kỳ|vòng|phần)\s+(?:thứ\s+)?{_COUNT}\b(?!\s*/)"
_LABELLED = r"[^\W\d_][^;:.,\d\x00]{1,30}:\s"
# "Đợt 1: 30/6; đợt 2: 30/11", "Sơ kết: 30/6; tổng kết: 15/12", "30/6 và 31/12"
_ONLY_DAYS = re.compile(rf"(?:{_LABELLED}|[\x00\s.;,:()+–-]|và|hoặc|ngày|{TURN})*+", re.IGNORECASE)
# "trước ngày 25/3, 25/6 và 25/9", "trước 17h00 ngày 15/6 và 17h00 ngày 20/6": the cue is that of all
_LISTED = re.compile(rf"\s*(?:,|;|và|hoặc)\s*(?:{_HOUR}\s*)?", re.IGNORECASE)
_TO_NOW = re.compile(r"\s*(?:cho\s+)?đến\s+(?:nay|hiện\s+tại|thời\s+điểm\s+hiện)", re.IGNORECASE)  # what was, no limit
_CUES_FROM = re.compile(rf"(?<![^\W_])(?:{_FROM})\s*(?:ngày\s+)?\d{{1,2}}\s?/\s?\d{{1,2}}$", re.IGNORECASE)
_ACT = re.compile(
    r"(?:báo\s+cáo|sơ\s+kết|tổng\s+kết|nghiệm\s+thu|trình|ban\s+hành|gửi|bàn\s+giao|phê\s+duyệt|công\s+bố|họp)\s+$",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"\s*(?:[(.;]|$)")
_LISTED_BARE = re.compile(rf"(?:\s*\([^()]{{1,40}}\))?{_LISTED.pattern}", re.IGNORECASE)  # "15/6 (6 tháng), 15/12 (năm)"


def _dated(text: str, year: int | None) -> Iterator[Clause]:
    found = periods.scan(text, year)
    only = _ONLY_DAYS.fullmatch(_blank(text, ((period.start, period.end) for period in found))) is not None
    last = 0
    waiting: Clause | None = None  # further days may follow: "trước ngày 25/3, 25/6 và 25/9"
    for period in found:
        listed = _LISTED_BARE if not period.named and _CLOSED.match(text, period.end) else _LISTED
        if waiting and period.unit == "day" and listed.fullmatch(text, last, period.start):
            waiting = replace(waiting, end=period.end, last=max(waiting.last or period.last, period.last))
            last = period.end
            continue
        if waiting:
            yield waiting
        cue, start = _cue(text, last, period.start)
        said = period.named or cue or only or _is_said(text, last, period)
        clause = _clause(period, cue, start) if said and not (cue == "from" and _TO_NOW.match(text, period.end)) else None
        waiting = clause if cue in ("before", "until") and period.unit == "day" else None
        if clause and not waiting:
            yield clause
        last = period.end
    if waiting:
        yield waiting


def _is_said(text: str, last: int, period: Period) -> bool:
    """Whether a bare day is the end of "từ 15/5 - 30/6", or stands behind its work: "hoàn thành 30/6; báo cáo 05/7"."""
    before = text[max(last, period.start - 60) : period.start]
    run = last > 0 and before.strip() in ("-", "–") and _CUES_FROM.search(text, max(0, last - 60), last) is not None
    return run or (_ACT.search(before) is not None and _CLOSED.match(text, period.end) is not None)


def _cue(text: str, start: int, end: int) -> tuple[str | None, int]:
    """The name of the cue that ends at ``end`` and where it starts."""
    for name, pattern in _CUES:
        match = pattern.search(text, max(start, end - 60), end)
        if match:
            return name, match.start()
    return None, end


def _clause(period: Period, cue: str | None, start: int) -> Clause:
    base = Clause(start, period.end, "by", unit=period.unit, inferred=period.inferred, firm=cue is not None)
    match cue:
        case "before" if period.unit == "day":
            return replace(base, last=period.first, strict=True)
        case "before":
            return replace(base, last=period.first - timedelta(days=1))
        case "until":
            return replace(base, last=period.last)
        case "from" if period.unit == "day" and period.first < period.last:  # "từ ngày 10 đến 20/6"
            return replace(base, first=period.first, last=period.last)
        case "from":
            return replace(base, kind="from", first=period.first)
        case "after":
            return replace(base, kind="from", first=period.last + timedelta(days=1))
        case _:
            first = None if period.first == period.last else period.first
            return replace(base, kind=_KIND_OF_UNIT[period.unit], first=first, last=period.last)


def _joined(clauses: Iterable[Clause], text: str) -> Iterator[Clause]:
    """ "Từ ngày 11/9/2026 đến ngày 20/9/2026", "11/9 - 20/9/2026": two clauses that make one stretch of days.

    "Từ tháng 11 đến tháng 2" ends in another year than is printed, or is a slip: neither of its ends is a clause.
    """
    waiting: Clause | None = None
    for clause in clauses:
        bounds = _ends(waiting, clause, text) if waiting else None
        if waiting and bounds:
            waiting = _stretch(waiting, clause, *bounds) if bounds[0] <= bounds[1] else None
            continue
        if waiting:
            yield waiting
        waiting = clause
    if waiting:
        yield waiting


def _ends(one: Clause, other: Clause, text: str) -> tuple[date, date] | None:
    """The first and last day of the stretch that two clauses make, as printed; ``None`` where they make none."""
    first = one.first or (one.last if one.kind == "on" else None)
    between = text[one.end : other.start].strip(" ,\n")
    to = text[other.start : other.end].lstrip().lower().startswith(("đến", "tới", "hết")) and other.kind == "by" and not between
    listed = text.lstrip().startswith(("- ", "– "))  # "- 30/6/2026 - 30/9/2026": two items, no stretch
    dash = (
        between in ("-", "–") and not listed and other.kind == "on" and one.kind in ("on", "in_month", "from")
    )  # "05/2026 – 10/6/2026"
    return (first, other.last) if first and other.last and one.kind != "by" and (to or dash) else None


def _stretch(one: Clause, other: Clause, first: date, last: date) -> Clause:
    return replace(one, end=other.end, kind="by", first=first, last=last, inferred=one.inferred or other.inferred, firm=True)


# --- states ------------------------------------------------------------------------------------------------------------------

_DONE = re.compile(
    r"\W*(?:đã\s+(?:được\s+)?(?:cơ\s+bản\s+)?(?:hoàn\s+thành|hoàn\s+tất|kết\s+thúc|xong)|(?:hoàn\s+thành|xong)(?=\W*$))", re.I
)
_DONE_IN_PART = re.compile(r"\W*đã\s+(?:được\s+)?(?:thực\s+hiện|triển\s+khai|ban\s+hành|phê\s+duyệt)", re.IGNORECASE)
_ONGOING = re.compile(
    r"(?:thường|thuờng|thưòng)\s+xuyên(?:,\s*liên\s+tục)?|th(?:ường|\.|/)\s*xuyên|(?-i:\bTX\b)|liên\s+tục|(?:và\s+)?(?:các|những)\s+năm\s+(?:tiếp\s+theo|sau)|"
    r"(?:trong\s+)?suốt\s+(?:năm|quá\s+trình|thời\s+gian)|cả\s+năm|lâu\s+dài",
    re.IGNORECASE,
)


def _done(text: str) -> Iterator[Clause]:
    done = _DONE.match(text)
    if started := done or _DONE_IN_PART.match(text):
        yield Clause(*started.span(), "done", firm=done is not None)


def _cyclic(text: str) -> Iterator[Clause]:
    for cycle in cycles.scan(text):
        if cycle.possible:
            yield Clause(cycle.start, cycle.end, "recurring", recurrence=cycle.recurrence, firm=cycle.firm)
