"""Which days does a question ask about? "trước 30/4", "han thang 4", "quý này", "tính đến ngày 01/5/2026", "in Q3".

Vietnamese with, without or with half its marks, and English. Dates of cited documents are no windows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from ingest import periods
from ingest.deadline_clauses import without_citations
from ingest.periods import Period, month_end, quarter
from ingest.unmarked import either

Sense = Literal["within", "before", "from", "as_of"]


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a question asks about, ``start`` and ``end`` included; ``None`` is open.

    ``words`` is ``text[start_pos:end_pos]``. ``sense`` is how they were asked for: ``before`` a limit ("trước 30/4": its day
    counts, as the papers' own "trước ngày 30/4" is due on that day), ``from`` a day on, ``as_of`` a day of reckoning ("tính đến
    ngày 01/5/2026", which asks how things stand, not what is due then), else ``within``.
    """

    start: date | None
    end: date | None
    start_pos: int
    end_pos: int
    words: str
    sense: Sense = "within"


def window(text: str, today: date, year: int) -> Window | None:
    """The time that a question (NFC) speaks of, or ``None``. ``year`` is meant where a month or quarter has none.

    Of several the one with the clearest words counts, then the first. A move between quarters ("từ Quý IV lên Quý III") and a
    cycle ("hằng tháng") are no windows.
    """
    plain = _MOVED.sub(_hidden, _EVERY.sub(_hidden, without_citations(text)))
    named = [*_relative(plain, today), *_english(plain, year), *_vietnamese(plain, year)]
    found = [_window(text, plain, period) for period in _without_overlaps(named)]
    found = list(_ranges(found, text))
    return max(found, key=lambda one: (_clarity(one, text), -one.start_pos), default=None)


_MOVED = re.compile(  # "từ Quý IV lên Quý III" asks about an adjustment
    either(r"(?:từ\s+)?(?:quý|tháng)\s*\w+(?:\s+năm\s+\d+)?\s+(?:lên|sang|xuống|về|thành)\s+(?:quý|tháng)\s*\w+|from Q\d to Q\d"), re.IGNORECASE
)
_EVERY = re.compile(either(r"(?:trước\s+)?ngày\s+\d+\s+(?:hằng|hàng|mỗi)\s+tháng|\d+/\d+\s+(?:hằng|hàng|mỗi)\s+năm"), re.IGNORECASE)


def _hidden(match: re.Match[str]) -> str:
    return "\x00" * len(match[0])


def _without_overlaps(named: Sequence[Period]) -> list[Period]:
    """The longest first, then in order of place."""
    kept: list[Period] = []
    for period in sorted(named, key=lambda one: one.start - one.end):
        if all(period.end <= other.start or period.start >= other.end for other in kept):
            kept.append(period)
    return sorted(kept, key=lambda one: one.start)


# --- what is asked of the period: the words before it ------------------------------------------------------------------------

_CUES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?<!\w)(?:{either(words)})\s*(?:the\s+)?$", re.IGNORECASE))
    for name, words in (
        ("as_of", r"tính\s+(?:đến|tới)(?:\s+hết)?|as\s+of|as\s+at|thời\s+điểm"),
        ("before", r"trước(?:\s+hạn)?|before|prior\s+to"),
        ("until", r"(?:chậm|muộn)\s+nhất(?:\s+(?:là|vào|đến))?|không\s+quá|(?:đến|tới)(?:\s+hết)?|hết|by|until|till|no\s+later\s+than|up\s+to"),
        ("after", r"sau|after"),
        ("from", r"(?:bắt\s+đầu\s+)?từ|kể\s+từ|bắt\s+đầu(?:\s+vào)?|from|since|starting(?:\s+(?:on|from))?"),
        ("in", r"(?:ngay\s+)?(?:trong|vào)|hạn|in|within|during|on|for|due|overdue"),
    )
)


def _window(text: str, plain: str, period: Period) -> Window:
    cue, start = next(
        ((name, match.start()) for name, pattern in _CUES if (match := pattern.search(plain[: period.start]))), (None, period.start)
    )
    base = Window(period.first, period.last, start, period.end, text[start : period.end])
    match cue:
        case "as_of":
            return replace(base, start=None, sense="as_of")
        case "before":
            limit = period.first if period.unit == "day" else period.first - timedelta(days=1)
            return replace(base, start=None, end=limit, sense="before")
        case "until":
            return replace(base, start=None, sense="before")
        case "after":
            return replace(base, start=period.last + timedelta(days=1), end=None, sense="from")
        case "from":
            return replace(base, end=None, sense="from")
        case _:
            return base


def _ranges(windows: Sequence[Window], text: str) -> Iterator[Window]:
    """ "từ 1/4 đến 30/4", "from April to June", "between 1/4 and 30/4", "tháng 4 và tháng 5": two that make one."""
    waiting: Window | None = None
    for one in windows:
        joined = waiting and _range(waiting, one, text)
        if waiting and not joined:
            yield waiting
        waiting = joined or one
    if waiting:
        yield waiting


_BETWEEN = re.compile(either(r"\s*(?:và|and|-|–|,|to)?\s*"), re.IGNORECASE)


def _range(one: Window, other: Window, text: str) -> Window | None:
    if one.start is None or other.end is None or other.end < one.start or not _BETWEEN.fullmatch(text, one.end_pos, other.start_pos):
        return None
    if one.sense not in ("from", "within") or other.sense not in ("before", "within"):
        return None
    return Window(one.start, other.end, one.start_pos, other.end_pos, text[one.start_pos : other.end_pos])


def _clarity(one: Window, text: str) -> int:
    """Words that ask for a time count more than a time in passing; a bare year is no more than part of a title."""
    cued = one.sense != "within" or re.match(r"\d", one.words) is None
    return 2 * (one.sense != "within") + cued


# --- the periods: in Vietnamese ------------------------------------------------------------------------------------------------

_YEAR_ASKED = re.compile(
    either(r"(?:trong|hết|cả|suốt|đến|trước|sau|từ|tính\s+đến|in|during|by|before|after|until|from|since|as of)(?:\s+hết)?\s+$"), re.IGNORECASE
)


def _vietnamese(text: str, year: int) -> Iterator[Period]:
    """A year counts only where it is asked for: "trong năm 2026", not "kế hoạch năm 2026"."""
    for period in periods.scan(text, year, careless=True):
        if period.unit != "year" or _YEAR_ASKED.search(text[: period.start]):
            yield period
