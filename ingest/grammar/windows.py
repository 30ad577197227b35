"""Which days does a question ask about? "trước 30/4", "han thang 4", "quý này", "tính đến ngày 01/5/2026", "in Q3".

Vietnamese with, without or with half its marks, and English. The dates of cited documents are no windows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from ingest.grammar import periods
from ingest.grammar.deadline_clauses import without_citations
from ingest.grammar.periods import Period
from ingest.grammar.spoken_periods import english, relative
from ingest.grammar.unmarked import either

Sense = Literal["within", "before", "from", "as_of"]


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a question asks about, ``start`` and ``end`` included; ``None`` is open.

    ``words`` is ``text[start_pos:end_pos]``. ``sense`` is how they were asked for: ``before`` a limit ("trước 30/4": that day
    counts, for the papers' own "trước ngày 30/4" is due on it), ``from`` a day on, ``as_of`` a day of reckoning ("tính đến ngày
    01/5/2026", which asks how things stand, not what is due then), else ``within``.
    """

    start: date | None
    end: date | None
    start_pos: int
    end_pos: int
    words: str
    sense: Sense = "within"


def window(text: str, today: date, year: int) -> Window | None:
    """The time that a question (NFC) speaks of, or ``None``. ``year`` is meant where a month or quarter has none.

    Of several the first with a limit ("trước", "từ", "tính đến") counts, else the first. A move between quarters ("từ Quý IV
    lên Quý III") and a cycle ("trước ngày 20 hằng tháng") are no windows.
    """
    plain = _NO_WINDOW.sub(lambda match: "\x00" * len(match[0]), without_citations(text))
    named = _without_overlaps([*relative(plain, today), *english(plain, year), *_vietnamese(plain, year)])
    windows = list(_ranges([_window(text, plain, period) for period in named], text))
    return next((one for one in windows if one.sense != "within"), windows[0] if windows else None)


_NO_WINDOW = re.compile(
    either(
        r"(?:từ\s+)?(?:quý|tháng)\s*\w+(?:\s+năm\s+\d+)?\s+(?:lên|sang|xuống|về|thành)\s+(?:quý|tháng)\s*\w+|"
        r"ngày\s+\d+\s+(?:hằng|hàng|mỗi)\s+tháng|\d+/\d+\s+(?:hằng|hàng|mỗi)\s+năm|"
        r"(?<!\w)(?<!ngày\s)(?<!trước\s)(?<!đến\s)(?<!hạn\s)(?<!từ\s)(?<!sau\s)24/7(?!/)"  # round the clock
    )
    + r"|from\s+Q\d\s+to\s+Q\d",
    re.IGNORECASE,
)


def _without_overlaps(named: Sequence[Period]) -> list[Period]:
    """Where readings overlap the longest is right; in order of place."""
    kept: list[Period] = []
    for period in sorted(named, key=lambda one: one.start - one.end):
        if all(period.end <= other.start or period.start >= other.end for other in kept):
            kept.append(period)
    return sorted(kept, key=lambda one: one.start)


# --- what is asked of a period: the words before it --------------------------------------------------------------------------

_UNTIL = (
    r"(?:chậm|muộn)\s+nhất(?:\s+(?:là|vào|đến))?|không\s+quá|(?:đến|tới)(?:\s+hết)?|hết|by|until|till|no\s+later\s+than|up\s+to"
)
_CUES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?<!\w)(?:{either(words)})\s*(?:the\s+)?$", re.IGNORECASE))
    for name, words in (
        ("as_of", r"tính\s+(?:đến|tới)(?:\s+hết)?|as\s+(?:of|at)"),
        ("before", r"trước(?:\s+hạn)?|before|prior\s+to"),
        ("until", _UNTIL),
        ("after", r"sau|after"),
        ("from", r"(?:(?:bắt\s+đầu|kể)\s+)?từ|bắt\s+đầu(?:\s+vào)?|from|since|starting(?:\s+on)?"),
        ("in", r"(?:ngay\s+)?(?:trong|vào)|(?:đến\s+)?hạn|in|within|during|on"),
    )
)


def _window(text: str, plain: str, period: Period) -> Window:
    behind = plain[: period.start]
    cues = ((name, match.start()) for name, pattern in _CUES if (match := pattern.search(behind, max(0, period.start - 40))))
    cue, start = next(cues, (None, period.start))
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
        case "from" if period.unit == "day" and period.first < period.last:  # "từ ngày 10 đến 20/6"
            return base
        case "from":
            return replace(base, end=None, sense="from")
        case _:
            return base


def _ranges(windows: Sequence[Window], text: str) -> Iterator[Window]:
    """Two windows that make one: "từ 1/4 đến 30/4", "from April to June", "between 1/4 and 30/4"."""
    waiting: Window | None = None
    for one in windows:
        joined = _range(waiting, one, text) if waiting else None
        if waiting and not joined:
            yield waiting
        waiting = joined or one
    if waiting:
        yield waiting


_BETWEEN = re.compile(either(r"\s*(?:và|and|hoặc|hay|or|-|–|,|to)?\s*"), re.IGNORECASE)
_LISTED = re.compile(either(r"\s*(?:và|and|hoặc|hay|or|,)\s*"), re.IGNORECASE)
_OPENING = re.compile(either(r"(?:từ|giữa|from|between)\s+(?:the\s+)?$"), re.IGNORECASE)


def _range(one: Window, other: Window, text: str) -> Window | None:
    if one.start is None or other.end is None or other.end < one.start or one.sense == other.sense == "from":
        return None
    if other.sense == "as_of" or not _BETWEEN.fullmatch(text, one.end_pos, other.start_pos):
        return None
    apart = other.start is not None and one.end is not None and (other.start - one.end).days > 1
    if apart and _LISTED.fullmatch(text, one.end_pos, other.start_pos) and not _OPENING.search(text[: one.start_pos]):
        return None  # "tháng 4 và tháng 8" leaves out what is between
    return Window(one.start, other.end, one.start_pos, other.end_pos, text[one.start_pos : other.end_pos])


_YEAR_ASKED = re.compile(
    either(r"(?:trong|hết|cả|suốt|đến|trước|sau|từ|in|during|by|before|after|until|from|since|of)\s+$"), re.IGNORECASE
)


def _apart(text: str, year: int) -> Iterator[Period]:
    """The periods of a text; "tháng 4 và tháng 8" are two, since nothing between them is meant."""
    for period in periods.scan(text, year, careless=True):
        parts = [(period.start, period.end)]
        joint = _LISTED.search(text, period.start, period.end)
        if joint:
            parts = [(period.start, joint.start()), (joint.end(), period.end)]
        found = [one for start, end in parts for one in periods.scan(text[start:end], year, careless=True)]
        first, last = found[0] if found else period, found[-1] if found else period
        if len(found) < 2 or not (first.last and last.first) or (last.first - first.last).days <= 1:
            yield period
            continue
        yield replace(first, start=parts[0][0], end=parts[0][1])
        yield replace(last, start=parts[1][0], end=parts[1][1])


def _vietnamese(text: str, year: int) -> Iterator[Period]:
    """A year counts only where it is asked for: "trong năm 2026", not "kế hoạch năm 2026"."""
    for period in _apart(text, year):
        if period.unit != "year" or _YEAR_ASKED.search(text[: period.start]):
            yield period
