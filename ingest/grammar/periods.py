"""Which days does a time expression name? Dates (ngày), months (tháng), quarters (quý), halves and years, singly or in lists.

A bare quarter or day and month belongs to the plan's year, which the caller knows. The first, middle and last point of a month
or year are those of Bộ luật Dân sự 2015, Điều 146.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from corpus.spelling import bare
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
    for name, match in reversed(_matches(text, careless)):
        printed = _printed_year(match)
        inherited = following[1] if following and _JOINT.fullmatch(text, match.end(), following[0]) else None
        meant = printed or inherited or year
        days = _READERS[name](match, meant) if meant else None
        if days and meant:
            named = bool(printed or inherited) or match[0][0].isalpha() or days[2] != "day"
            read.append(Period(match.start(), match.end(), *days, not (printed or inherited), named))
        known = printed or inherited
        following = (match.start(), known) if known else None
    return tuple(reversed(read))


def impossible(text: str) -> bool:
    """Whether the text names a day or month that does not exist, "31/2/2026"."""
    return any(_READERS[name](match, _printed_year(match) or 2024) is None for name, match in _matches(text, False))


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or ``None`` where there is none such."""
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] else None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def quarter(year: int, number: int, to: int | None = None) -> tuple[date, date]:
    """First and last day of a quarter, or of a run of quarters."""
    return date(year, 3 * number - 2, 1), month_end(year, 3 * (to or number))


# --- the shapes, each with a real example; an earlier one wins over a later where they overlap --------------------------------

_Y = r"(?P<year>(?:19|20)\d\d)(?!\d)"
# letters that a scan reads for figures: "Tháng l2", "1O/2026", "quý II I", "quý III/2O26" are no February, no January, …
_MISREAD = "lIOoSZB|"
_WHOLE = rf"(?![{_MISREAD}])"  # a figure ends here
_TRUE_YEAR = r"(?!\s?/\s?\d*[lIOo])"
_OF_YEAR = rf"(?:\s*(?:/|-|–|,?\s*năm\s)\s*{_Y}|\s+{_Y.replace('year', 'year2')})?"  # "/2026", " năm 2026", " 2026"
_POINT = r"(?:(?<!tuần )(?P<point>đầu|giữa|cuối)\s+)?"  # "tuần đầu tháng 6" is no first of June
_NO_SITTING = r"(?<!họp )(?<!lệ )"  # nor is "kỳ họp (thường lệ) giữa năm" the thirtieth
_MONTH = rf"\d{{1,2}}(?!\d|\s?/\s?\d{{1,2}}/){_WHOLE}{_TRUE_YEAR}"
_AND = r"\s*(?:,|;|và|-|–|\+|&)\s*"
_T = r"\bT\.?(?=\d{1,2}\b)"  # "T3-T11/2026"
_MORE_MONTHS = rf"(?:{_AND}(?:tháng\s*{_MONTH}|{_T}{_MONTH}|{_MONTH}(?=\s*(?:/|-|–|,|và|năm|$))))*"
_ROMAN = rf"(?:IV|I{{1,3}})(?!\w|\s[Il1|](?!\w|/\d{{1,2}}(?!\d))){_TRUE_YEAR}"
_QUARTER = rf"(?:{_ROMAN}|[1-4](?!\w){_TRUE_YEAR}|(?:một|hai|ba|tư|bốn)(?!\w))"
_QUY = r"(?:quý|quí|qúy)\s*"  # the last is a slip of the mark
_MORE_QUARTERS = rf"(?:{_AND}(?:{_QUY}{_QUARTER}|{_ROMAN}|[1-4](?=\s*(?:/|năm|[;.)]|$))))*"
_MONTH_RUN = re.compile(r"(\d{1,2})\s*[-–]\s*(?:tháng\s*|T)?(\d{1,2})", re.IGNORECASE)
_NUMERALS = ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")
_SPOKEN = "|".join(name for name in reversed(_NUMERALS) if name != "năm")  # "ngày … tháng năm 2026" is a blank date

_DM = r"(?P<day>\d{1,2})\s?/\s?(?P<month>\d{1,2})"
_DAY_WORD = rf"(?:ngày\s+)?(?<![\d/.,{_MISREAD}])"
_COUNTED = r"(?<!tuần )(?<!thứ )(?<!lần )(?<!đợt )"  # "tuần 2 tháng 4" is no second of April

_SHAPES = {
    # "ngày 10-12/5/2026", "ngày 10 đến ngày 12/5"
    "days": rf"ngày\s+(?P<from>\d{{1,2}})\s*(?:-|–|đến(?:\s+ngày)?)\s*{_DM}(?:\s?/\s?{_Y})?(?![\d/])",
    # "ngày 15" of "trước ngày 15 và 30/6/2026", of "ngày 15 và ngày 30 tháng 6"
    "listed": r"ngày\s+(?P<day>\d{1,2})(?=\s*(?:,|;|và|hoặc)\s*(?:ngày\s+)?\d{1,2}"
    rf"(?:\s?/\s?|\s+tháng\s+)(?P<month>\d{{1,2}})(?!\d)(?:\s*(?:/|,?\s*năm)\s*{_Y})?)",
    # "ngày 08 tháng 4 năm 2026", "30 tháng 4"
    "spelt": rf"{_DAY_WORD}{_COUNTED}(?P<day>\d{{1,2}})\s+tháng\s+(?P<month>\d{{1,2}})(?!\d)(?:\s*(?:/|,?\s*năm)\s*{_Y})?",
    # "ngày 30/4/2026", "30/4", "15/4/⏎2026", "30/4/26"
    "slashed": rf"{_DAY_WORD}{_DM}(?:\s?/\s?(?P<year>(?:19|20)\d\d|\d\d))?(?![\d/]|\s?%)",
    # "01-10-1997", "30.4.2026", "30 - 6 - 2026"
    "dashed": rf"{_DAY_WORD}(?<!-)(?P<day>\d{{1,2}})(?P<mark>\s?-\s?|\.)(?P<month>\d{{1,2}})(?P=mark){_Y}",
    # "6 tháng đầu năm 2026", "nửa cuối năm"
    "half": rf"(?:(?:0?6|sáu)\s+tháng|nửa)\s+(?P<half>đầu|cuối)\s+(?:của\s+)?năm(?:\s+{_Y})?",
    # "tháng 4/2026", "tháng 4, tháng 5 năm 2026", "cuối tháng 4", "T4/2026", "T3-T11/2026"
    "months": rf"{_POINT}(?:tháng\s*|\bT\.?(?=\d{{1,2}}\s?(?:/|[-–]\s?T)))(?P<months>{_MONTH}{_MORE_MONTHS}){_OF_YEAR}",
    # "tháng Tư/2026", "tháng mười hai"
    "spoken_month": rf"(?<!\d ){_POINT}tháng\s+(?P<spoken>{_SPOKEN})(?!\w){_OF_YEAR}",
    # "quý III/2026", "quý III, quý IV năm 2026", "Q3 2026", "quý ba"
    "quarters": rf"{_POINT}(?:\b{_QUY}|\bQ\.?\s?)(?P<quarters>{_QUARTER}{_MORE_QUARTERS}){_OF_YEAR}",
    # "04/2026", "04-2026"
    "bare_month": rf"(?<![\d/.,{_MISREAD}-])(?<!quý )(?<!quí )(?<!qúy )"
    rf"(?P<months>1[0-2]|0?[1-9])(?:\s?/\s?|(?<=\d\d)-){_Y}(?![/-])",
    # "năm học 2026 - 2027"
    "school": rf"năm\s+học\s+(?P<from>20\d\d)\s*(?:-|–|/)\s*{_Y}",
    # "giai đoạn 2026 - 2030", "từ 2026 đến 2030", "các năm 2026, 2027 và 2028"
    "years": rf"(?:(?:giai\s+đoạn\s+|(?:các\s+)?năm\s+)?(?<![\d/.,-])(?P<from>20\d\d)\s*(?:-|–|đến(?:\s+năm)?)\s*"
    rf"|năm\s+(?P<from2>20\d\d)\s*(?:,|và)\s*(?:năm\s+)?(?:20\d\d\s*(?:,|và)\s*(?:năm\s+)?)*){_Y}(?![/-])",
    # "năm 2026", "cuối năm 2026", "cuối năm"; a cell that is only "2026"
    "year": rf"{_NO_SITTING}(?:{_POINT}năm\s+{_Y}|(?P<point2>đầu|giữa|cuối)\s+năm(?!\s*\d))"
    rf"|\A\s*{_Y.replace('year', 'year2')}\s*\Z",
}
# What may stand between members of a list whose last one has the year: "05/6 và 05/12/2026", "từ 11/9 đến hết năm 2026".
_JOINT = re.compile(r"\s*(?:,|;|và|hoặc|-|–|đến|tới)?\s*(?:trước|hết|từ)?\s*", re.IGNORECASE)


@lru_cache(maxsize=2)
def _patterns(careless: bool) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(either(shape) if careless else shape, re.IGNORECASE) for name, shape in _SHAPES.items()}


def _matches(text: str, careless: bool) -> list[tuple[str, re.Match[str]]]:
    found: list[tuple[str, re.Match[str]]] = []
    taken = bytearray(len(text))
    for name, pattern in _patterns(careless).items():
        for match in pattern.finditer(text):
            if not any(taken[match.start() : match.end()]):
                found.append((name, match))
                taken[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    return sorted(found, key=lambda pair: pair[1].start())


def _printed_year(match: re.Match[str]) -> int | None:
    parts = match.groupdict()
    printed = parts.get("year") or parts.get("year2")
    return (int(printed) + (2000 if len(printed) == 2 else 0)) if printed else None


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
    months = sorted(int(figure) for figure in re.findall(r"\d+", match["months"]))
    backwards = any(int(one) > int(other) for one, other in _MONTH_RUN.findall(match["months"]))
    if backwards or not 1 <= months[0] <= months[-1] <= 12:  # "tháng 11-2" ends in another year than it is printed with
        return None
    return _at_point(match, (date(year, months[0], 1), month_end(year, months[-1]), "month"))


def _read_quarters(match: re.Match[str], year: int) -> Days:
    words = (bare(word) for word in re.findall(r"\w+", match["quarters"]))
    numbers = sorted(_QUARTERS[word] for word in words if word in _QUARTERS)
    return _at_point(match, (*quarter(year, numbers[0], numbers[-1]), "quarter"))


def _read_spoken(match: re.Match[str], year: int) -> Days:
    said = bare(" ".join(match["spoken"].lower().split()))
    month = next(number for number, name in enumerate(_NUMERALS, start=1) if bare(name) == said)
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
    **dict.fromkeys(("listed", "spelt", "slashed", "dashed"), _read_day),
    "half": _read_half,
    **dict.fromkeys(("months", "bare_month"), _read_months),
    "quarters": _read_quarters,
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
