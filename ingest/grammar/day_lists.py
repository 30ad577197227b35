"""Days in a list that share their month, "ngày 10, 20 và 30/6", or months that share their day, "ngày 15 tháng 3, 6 và 9"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.grammar.unmarked import either


@dataclass(frozen=True, slots=True)
class Member:
    """One day of a list, printed at ``text[start:end]``; ``year`` is ``None`` where the list prints none."""

    start: int
    end: int
    day: int
    month: int
    year: int | None


_AND = r"\s*(?:,|;|và|hoặc)\s*"
_YEAR = r"(?:\s*(?:/|,?\s*năm)\s*(?P<year>(?:19|20)\d\d)(?!\d))?"
_CLOSED = r"(?=\s*(?:[,;)/]|\.(?!\d)|và\b|hoặc\b|năm\b|$))"  # "tháng 3, 6 tháng 4" and "tháng 3, 20 xã" list no months
_LISTS = (
    # "ngày 15 và 30/6/2026", "ngày 15 và ngày 30 tháng 6", "các ngày 10, 20, 30/6", "trước 10, 20 và 30/6"
    rf"(?:ngày\s+|(?<=trước ))(?P<days>\d{{1,2}}(?:{_AND}(?:ngày\s+)?\d{{1,2}}){{1,12}})"
    rf"(?:\s?/\s?|\s+tháng\s+)(?P<month>\d{{1,2}})(?!\d){_YEAR}(?![\d/])",
    # "ngày 15 tháng 3, 6, 9 và 12/2026", "ngày 15 các tháng 3, 6"
    rf"ngày\s+(?P<day>\d{{1,2}})\s+(?:của\s+)?(?:các\s+)?tháng\s+"
    rf"(?P<months>\d{{1,2}}(?:{_AND}(?:tháng\s+)?\d{{1,2}}(?!\s?/\s?\d{{1,2}}(?!\d)){_CLOSED}){{1,12}}){_YEAR}",
)
_FIGURE = re.compile(r"\d{1,2}")


def find(text: str, careless: bool = False) -> Iterator[Member]:
    """The members of each list in order; ``careless`` also accepts words typed without marks."""
    for pattern in _patterns(careless):
        for found in pattern.finditer(text):
            yield from _members(found)


@lru_cache(maxsize=2)
def _patterns(careless: bool) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(either(shape) if careless else shape, re.IGNORECASE) for shape in _LISTS)


def _members(found: re.Match[str]) -> Iterator[Member]:
    """The first begins with the word before it, the last ends with the month or year that they share."""
    parts = found.groupdict()
    listed = "days" if parts.get("days") else "months"
    shared = int(parts.get("month") or parts.get("day") or 0)
    year = int(parts["year"]) if parts["year"] else None
    places = [figure.span() for figure in _FIGURE.finditer(found.string, *found.span(listed))]
    starts = [found.start(), *(start for start, _ in places[1:])]
    ends = [*(end for _, end in places[:-1]), found.end()]
    for (first, last), start, end in zip(places, starts, ends, strict=True):
        figure = int(found.string[first:last])
        day, month = (figure, shared) if listed == "days" else (shared, figure)
        yield Member(start, end, day, month, year)
