"""Which days do spoken words name, counted from today or said in English? "tuần này", "7 ngày tới", "30 April", "in Q3".

Typed with, without or with half their marks. What official papers write is in ``ingest.grammar.periods``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ingest.grammar.periods import Days, Period, Unit, day_of, month_end, quarter
from ingest.grammar.unmarked import either


def relative(text: str, today: date) -> Iterator[Period]:
    """Days, weeks (from Monday), months, quarters and years counted from ``today``; "cuối tháng" alone ends this month.

    "sắp đến hạn" is today and the seven days after it.
    """
    for pattern in _TURNS:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            step = 1 if parts.get("next") else -1 if parts.get("last") else 0
            days = _turn(_UNITS[match["unit"].lower()[:2]], today, step)
            yield _period(match, _at_end(parts.get("point"), days))
    for pattern in _AHEAD:
        for match in pattern.finditer(text):
            count = int(match["count"]) * _LENGTHS[match["unit"].lower()[:2]]
            yield _period(match, (today, today + timedelta(days=count), "week"))
    for match in _SOON.finditer(text):
        yield _period(match, (today, today + timedelta(days=_WEEK), "week"))
    for match in _DAY.finditer(text):
        day = today + timedelta(days=1 if match["next"] else -1 if match["last"] else 0)
        yield _period(match, (day, day, "day"))


def english(text: str, year: int) -> Iterator[Period]:
    """English and ISO dates, months, quarters, halves and years; ``year`` where none is said."""
    for pattern in _ENGLISH:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            days = _english_days(parts, int(parts["year"] or year))
            if days:
                yield _period(match, _at_end(parts.get("point"), days), inferred=not parts["year"])


def _period(match: re.Match[str], days: Days, inferred: bool = False) -> Period:
    return Period(match.start(), match.end(), *days, inferred)


def _at_end(point: str | None, days: Days) -> Days:
    """The first or last day of a period where the words ask for it ("cuối tháng này", "end of April")."""
    if not point:
        return days
    day = days[0] if _FIRST.match(point) else days[1]
    return day, day, "day"


_FIRST = re.compile(either("đầu") + "|(?:the )?(?:beginning|start)", re.IGNORECASE)

# --- counted from today ------------------------------------------------------------------------------------------------------

_UNITS: dict[str, Unit] = {
    "tu": "week", "we": "week", "th": "month", "mo": "month", "qu": "quarter", "nă": "year", "na": "year", "ye": "year",
}  # fmt: skip
_LENGTHS = {"ng": 1, "da": 1, "tu": 7, "we": 7, "th": 30, "mo": 30}  # in days, by the first two letters of the unit
_TURNS = (
    # "quý này", "tuần tới", "cuối tháng sau", "năm ngoái", but not "tháng trước ngày 15"
    re.compile(
        either(
            r"(?<!\w)(?:(?P<point>cuối|đầu)\s+)?(?P<unit>tuần|tháng|quý|năm)\s+"
            r"(?:này|nay|(?P<next>tới|sau|tiếp\s+theo)|(?P<last>ngoái|vừa\s+qua|trước(?!\s*(?:ngày|\d))))(?!\w|\s+\d)"
        ),
        re.IGNORECASE,
    ),
    # "cuối tháng", "trong quý", but not "cuối tháng 4"
    re.compile(
        either(r"(?<!\w)(?:(?P<point>cuối|đầu)\s+|(?<=trong\s)|(?<=hết\s))(?P<unit>tuần|tháng|quý)(?=\s*(?:[?.,;!)]|$))"),
        re.IGNORECASE,
    ),
    # "this quarter", "next month", "end of the week"
    re.compile(
        r"(?<!\w)(?:(?P<point>(?:the\s+)?(?:end|beginning|start)\s+of)\s+)?"
        r"(?:this|the|(?P<next>next|the\s+coming)|(?P<last>last|past|previous))\s+(?P<unit>week|month|quarter|year)(?!\w)",
        re.IGNORECASE,
    ),
)
_AHEAD = (
    # "trong 7 ngày tới", "2 tuần nữa"
    re.compile(
        either(r"(?<![\w/])(?P<count>\d{1,3})\s+(?P<unit>ngày|tuần|tháng)\s+(?:tới|nữa|tiếp\s+theo|sắp\s+tới)(?!\w)"),
        re.IGNORECASE,
    ),
    # "next 10 days", "within 2 weeks"
    re.compile(r"(?<!\w)(?:next|coming|within)\s+(?P<count>\d{1,3})\s+(?P<unit>days?|weeks?|months?)(?!\w)", re.IGNORECASE),
)
_WEEK = 7  # days that "sắp" means, as the lists of tasks have it (search.held.due.SOON)
_SOON = re.compile(  # "sắp đến hạn", "gần hết hạn", "due soon"
    either(r"(?<!\w)(?:(?:sắp|gần|chuẩn\s+bị)\s+(?:đến|tới|hết)\s+(?:thời\s+)?hạn|due\s+soon|upcoming)(?!\w)"), re.IGNORECASE
)
_DAY = re.compile(
    either(r"(?<!\w)(?:(?:ngày\s+)?hôm\s+nay|today|(?P<next>ngày\s+mai|tomorrow)|(?P<last>hôm\s+qua|yesterday))(?!\w)"),
    re.IGNORECASE,
)


def _turn(unit: Unit, today: date, step: int) -> Days:
    """The week, month, quarter or year of today, the one before (-1) or after (1)."""
    if unit == "week":
        monday = today + timedelta(days=7 * step - today.weekday())
        return monday, monday + timedelta(days=6), unit
    if unit == "month":
        year, month = divmod(12 * today.year + today.month - 1 + step, 12)
        return date(year, month + 1, 1), month_end(year, month + 1), unit
    if unit == "quarter":
        year, number = divmod(4 * today.year + (today.month - 1) // 3 + step, 4)
        return (*quarter(year, number + 1), unit)
    return date(today.year + step, 1, 1), date(today.year + step, 12, 31), unit


# --- in English --------------------------------------------------------------------------------------------------------------

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NAMES = {name.lower()[:3]: number for number, name in enumerate(_MONTHS, start=1)}
_MONTH = "(?P<month>" + "|".join(rf"{name[:3]}(?:{name[3:]})?" for name in _MONTHS) + r")(?!\w)"
# "may" is also a verb, and "máy" without marks: alone, a month needs such a word before it.
_ASKING = ("in", "by", "of", "before", "after", "until", "since", "from", "during", "to", "and")
_ASKED = "(?:" + "|".join(rf"(?<=\b{word}\s)" for word in _ASKING) + ")"
_POINT = r"(?:(?P<point>(?:the\s+)?(?:end|beginning|start)\s+of)\s+)?"
_YEAR = r"(?:,?\s+(?P<year>20\d\d)(?!\d))"
_ENGLISH = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![\d-])(?P<year>20\d\d)-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)",  # 2026-04-30
        rf"(?<![\w/])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}{_YEAR}?",  # 30 April 2026
        rf"(?<!\w){_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\w){_YEAR}?",  # April 30, 2026
        rf"(?<!\w){_POINT}{_MONTH}{_YEAR}",  # April 2026
        rf"(?<!\w)(?P<point>(?:the\s+)?(?:end|beginning|start)\s+of)\s+{_MONTH}(?P<year>)",  # end of April
        rf"{_ASKED}{_MONTH}(?P<year>)",  # in April
        rf"(?<!\w){_POINT}(?:the\s+)?(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th)\s+quarter(?:\s+of)?{_YEAR}?",
        rf"(?<!\w){_POINT}Q(?P<quarter>[1-4]){_YEAR}?(?!\w)",  # Q3 2026
        rf"(?<!\w)(?:the\s+)?(?P<half>first|second)\s+half(?:\s+of)?{_YEAR}?",
        rf"{_ASKED}(?P<year>20\d\d)(?![\d/-])",  # in 2026
    )
)
_ORDINALS = {"fi": 1, "1s": 1, "se": 2, "2n": 2, "th": 3, "3r": 3, "fo": 4, "4t": 4}


def _english_days(parts: dict[str, str | None], year: int) -> Days | None:
    """``None`` for a day that does not exist."""
    if number := parts.get("quarter"):
        return (*quarter(year, int(number)), "quarter")
    if ordinal := parts.get("ordinal"):
        return (*quarter(year, _ORDINALS[ordinal.lower()[:2]]), "quarter")
    if half := parts.get("half"):
        return (*(quarter(year, 1, 2) if half.lower() == "first" else quarter(year, 3, 4)), "half")
    name = parts.get("month")
    month = _NAMES[name.lower()[:3]] if name else int(parts.get("number") or 0)
    if not month:
        return date(year, 1, 1), date(year, 12, 31), "year"
    if parts.get("day") is None:
        return date(year, month, 1), month_end(year, month), "month"
    day = day_of(year, month, int(parts["day"] or 0))
    return (day, day, "day") if day else None
