"""Which days does a time expression name? Dates (ngày), months (tháng), quarters (quý), halves and years, singly or in lists.

A bare quarter or day and month belongs to the plan's year, which the caller knows. The first, middle and last point of a month
or year are those of Bộ luật Dân sự 2015, Điều 146.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, partial
from itertools import pairwise
from typing import Literal, NamedTuple

from corpus.spelling import bare
from ingest.grammar import day_lists
from ingest.grammar.period_shapes import JOINT, NUMERALS, SHAPES
from ingest.grammar.unmarked import either

Unit = Literal["day", "week", "month", "quarter", "half", "year"]
Days = tuple[date, date, Unit]


@dataclass(frozen=True, slots=True)
class Period:
    """``text[start:end]`` names the days from ``first`` to ``last``, both included.

    ``inferred`` says that the year is not printed with it; ``named`` that a word ("ngày", "quý") or a printed year shows that
    the figures are a time at all.
    """

    start: int
    end: int
    first: date
    last: date
    unit: Unit
    inferred: bool = False
    named: bool = True


def scan(text: str, year: int | None, careless: bool = False) -> tuple[Period, ...]:
    """Every time expression of ``text`` in order, none overlapping; dates that do not exist (31/2) are left out.

    A missing year is taken from the next expression of the same list ("quý III, quý IV năm 2026"), else it is ``year``; without
    either the expression is left out. ``careless`` also accepts words typed without marks.
    """
    read: list[Period] = []
    following: tuple[int, int] | None = None  # where the expression behind this one starts, and its printed year
    for found in reversed(_solar(text, _found(text, careless))):
        inherited = following[1] if following and JOINT.fullmatch(text, found.end, following[0]) else None
        known = found.year or inherited
        meant = known or year
        days = found.days(meant) if meant else None
        if days:
            named = found.named or known is not None or days[2] != "day"
            read.append(Period(found.start, found.end, *days, known is None, named))
        following = (found.start, known) if known else None
    return tuple(reversed(read))


def impossible(text: str) -> bool:
    """Whether the text names a day or month that does not exist, "31/2/2026"."""
    return any(found.days(found.year or _LEAP_YEAR) is None for found in _found(text, False))


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or ``None`` where there is none such."""
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] else None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def quarter(year: int, number: int, to: int | None = None) -> tuple[date, date]:
    """First and last day of a quarter, or of a run of quarters."""
    return date(year, 3 * number - 2, 1), month_end(year, 3 * (to or number))


class _Found(NamedTuple):
    """What may be a time: the year printed with it, whether a word stands before its figures, and its days in a year."""

    start: int
    end: int
    year: int | None
    named: bool
    days: Callable[[int], Days | None]


_LEAP_YEAR = 2024
_DASH = re.compile("[-–]")
_LUNAR = re.compile(r"\W*(?:(?i:âm\s+lịch|am\s+lich)|ÂL\b)")


@lru_cache(maxsize=2)
def _patterns(careless: bool) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(either(shape) if careless else shape, re.IGNORECASE) for name, shape in SHAPES.items()}


def _found(text: str, careless: bool) -> list[_Found]:
    found: list[_Found] = []
    taken = bytearray(len(text))
    for one in _shaped(text, careless):
        if not any(taken[one.start : one.end]):
            found.append(one)
            taken[one.start : one.end] = b"\x01" * (one.end - one.start)
    return sorted(found, key=lambda one: one.start)


def _solar(text: str, found: Sequence[_Found]) -> list[_Found]:
    """Without the days of the lunar calendar: "trước 10/3 âm lịch", and both of "từ 01/9 đến 15/9 (âm lịch)"."""
    kept: list[_Found] = []
    lunar: _Found | None = None  # the one behind, where it is of that calendar
    for one in reversed(found):
        if _LUNAR.match(text, one.end) or (lunar and JOINT.fullmatch(text, one.end, lunar.start)):
            lunar = one
        else:
            lunar = None
            kept.append(one)
    return kept[::-1]


def _shaped(text: str, careless: bool) -> Iterator[_Found]:
    """What has the shape of a time, lists first; what overlaps with an earlier one is no time of its own."""
    for one in day_lists.find(text, careless):
        yield _Found(one.start, one.end, one.year, True, partial(_listed_day, one.month, one.day))
    for name, pattern in _patterns(careless).items():
        for match in pattern.finditer(text):
            yield _Found(*match.span(), _printed_year(match), match[0][0].isalpha(), partial(_READERS[name], match))


def _printed_year(match: re.Match[str]) -> int | None:
    parts = match.groupdict()
    printed = parts.get("year") or parts.get("year2")
    return (int(printed) + (2000 if len(printed) == 2 else 0)) if printed else None


def _listed_day(month: int, day: int, year: int) -> Days | None:
    found = day_of(year, month, day)
    return (found, found, "day") if found else None


def _read_day(match: re.Match[str], year: int) -> Days | None:
    day = day_of(year, int(match["month"]), int(match["day"]))
    return (day, day, "day") if day else None


def _read_days(match: re.Match[str], year: int) -> Days | None:
    first, last = (day_of(year, int(match["month"]), int(match[part])) for part in ("from", "day"))
    return (first, last, "day") if first and last and first <= last else None


def _read_half(match: re.Match[str], year: int) -> Days:
    first = match["half"].lower() in ("đầu", "dau")
    return (*(quarter(year, 1, 2) if first else quarter(year, 3, 4)), "half")


def _read_months(match: re.Match[str], year: int) -> Days | None:
    months = [int(figure) for figure in re.findall(r"\d+", match["months"])]
    if _ends_later(match, match["months"], months, 10) or not 1 <= min(months) <= max(months) <= 12:
        return None
    return _at_point(match, (date(year, min(months), 1), month_end(year, max(months)), "month"))


def _read_quarters(match: re.Match[str], year: int) -> Days | None:
    words = (bare(word) for word in re.findall(r"\w+", match["quarters"]))
    numbers = [_QUARTERS[word] for word in words if word in _QUARTERS]
    if _ends_later(match, match["quarters"], numbers, 4):
        return None
    return _at_point(match, (*quarter(year, min(numbers), max(numbers)), "quarter"))


def _ends_later(match: re.Match[str], listed: str, numbers: Sequence[int], late: int) -> bool:
    """ "Tháng 11-2", "Quý IV-I", "Quý IV, I": it ends in another year than it begins in, or is a slip; which, is not said.

    ``late`` is the first number that stands near the end of a year.
    """
    backwards = any(one > other for one, other in pairwise(numbers))
    return backwards and (_DASH.search(listed) is not None or (numbers[0] >= late and not _printed_year(match)))


def _read_spoken(match: re.Match[str], year: int) -> Days:
    said = bare(" ".join(match["spoken"].lower().split()))
    month = next(number for number, name in enumerate(NUMERALS, start=1) if bare(name) == said)
    return _at_point(match, (date(year, month, 1), month_end(year, month), "month"))


def _read_school(match: re.Match[str], year: int) -> Days | None:
    """A school year ends before 31 May."""
    first = int(match["from"])
    return (date(first, 9, 1), date(year, 5, 31), "year") if first < year else None


def _read_years(match: re.Match[str], year: int) -> Days | None:
    first = int(match["from"] or match["from2"])
    return (date(first, 1, 1), date(year, 12, 31), "year") if first <= year else None


def _read_year(match: re.Match[str], year: int) -> Days:
    return _at_point(match, (date(year, 1, 1), date(year, 12, 31), "year"))


_QUARTERS = {"i": 1, "1": 1, "mot": 1, "ii": 2, "2": 2, "hai": 2, "iii": 3, "3": 3, "ba": 3, "iv": 4, "4": 4, "tu": 4, "bon": 4}
_READERS: dict[str, Callable[[re.Match[str], int], Days | None]] = {
    "days": _read_days,
    **dict.fromkeys(("spelt", "slashed", "dashed"), _read_day),
    "half": _read_half,
    **dict.fromkeys(("months", "bare_month"), _read_months),
    **dict.fromkeys(("quarters", "bare_quarter"), _read_quarters),
    "spoken_month": _read_spoken,
    "school": _read_school,
    "years": _read_years,
    "year": _read_year,
}


def _at_point(match: re.Match[str], days: Days) -> Days:
    """The day that "đầu", "giữa" or "cuối" makes of a period; the middle of a year is the last day of June."""
    parts = match.groupdict()
    point = (parts.get("point") or parts.get("point2") or "").lower()
    first, last, unit = days
    if not point:
        return days
    if point[0] in "đd":
        return first, first, "day"
    if point[0] == "c":
        return last, last, "day"
    middle = date(first.year, 6, 30) if unit == "year" else first + timedelta(days=14 if unit == "month" else 45)
    return middle, middle, "day"
