"""Which cycles does a text state? "Định kỳ trước ngày 20 hằng tháng", "05/6 và 05/12 hàng năm", "06 tháng/lần"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Frequency, Recurrence
from ingest.grammar.periods import month_end


@dataclass(frozen=True, slots=True)
class Cycle:
    """A cycle stated at ``text[start:end]``.

    ``recurrence`` is ``None`` for a bare "định kỳ". ``firm`` says that the words make it a duty ("định kỳ", a named day), where
    "kế hoạch công tác hằng năm" only says what a plan is called. ``possible`` is false for a day or a step that cannot be, such
    as "ngày 32 hằng tháng".
    """

    start: int
    end: int
    recurrence: Recurrence | None
    firm: bool
    possible: bool = True


def scan(text: str) -> tuple[Cycle, ...]:
    """The cycles of ``text`` in order, none overlapping."""
    return tuple(sorted(_cycles(text), key=lambda cycle: cycle.start))


_EVERY = r"(?:hằng|hàng|mỗi|từng)"
_SIX = r"(?:0?6|sáu)\s+tháng"
_WHEN = r"(?:định\s+kỳ,?\s+)?(?:(?:chậm\s+nhất\s+)?(?:trước|vào|đến|là)\s+){0,3}(?:các\s+)?"
_UPTO = r"(?:(?:chậm\s+nhất\s+)?(?:là\s+)?(?:trước|vào|đến)\s+)(?:ngày\s+)?"
_AND = r"\s*(?:,|;|và|hoặc)\s*(?:trước\s+)?(?:ngày\s+)?"
_DATE = r"\d{1,2}(?:/|\s+tháng\s+)\d{1,2}"
_WORK = r"[^.;:\d]{0,80}?"  # what is done, between the cycle and its day
_LIMIT = r"(?<!\w)(?:trước|vào|chậm\s+nhất(?:\s+là)?)\s+"
_WEEKDAY = r"thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])"
_UNITS = r"ngày|tuần|tháng|quý|năm"
_COUNT = r"0?\d|12|một|hai|ba|bốn|sáu"
_REST = rf"(?:\s*(?:,|và)\s*(?:{_EVERY}\s+)?(?:{_SIX}|tuần|tháng|quý|năm)(?!\s+\d)){{0,4}}"  # "hằng quý, 6 tháng": the first
_FREQUENCIES: dict[str, Frequency] = {
    "ngày": "daily",
    "tuần": "weekly",
    "tháng": "monthly",
    "quý": "quarterly",
    "năm": "yearly",
}
_MONTHS_APART: dict[int, Frequency] = {1: "monthly", 3: "quarterly", 6: "half_yearly", 12: "yearly"}
_NUMERALS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "sáu": 6}

_CYCLES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # "định kỳ 6 tháng (trước ngày 15/6) và năm (trước ngày 15/12)": each with its day, which comes again every year
        rf"(?:định\s+kỳ,?\s+)?(?:{_EVERY}\s+)?{_SIX}\s*,?\s*\(?\s*{_UPTO}(?P<dates>{_DATE}\s*\)?\s*(?:,|;|và)*\s*(?:báo\s+cáo\s+)?"
        rf"(?:{_EVERY}\s+|cả\s+)?năm\s*,?\s*\(?\s*{_UPTO}{_DATE})\s*\)?",
        # "định kỳ hằng quý (trước ngày 15 của tháng cuối quý)", "trước ngày 10 tháng đầu quý sau"
        rf"(?:(?:định\s+kỳ,?\s+)?{_EVERY}\s+quý\s*,?\s*\(?\s*)?{_WHEN}(?:ngày\s+)?(?P<in_quarter>\d{{1,2}})\s+(?:của\s+)?tháng\s+"
        rf"(?P<place>đầu|cuối)(?:\s+cùng)?(?:\s+(?:của|mỗi|hằng|hàng|từng|một))*\s+quý(?:\s+sau|\s+(?:tiếp\s+theo|kế\s+tiếp))?\s*\)?",
        # "trước ngày 25 tháng 3, 6, 9, 12 hằng năm"
        rf"{_WHEN}ngày\s+(?P<day>\d{{1,2}})\s+(?:của\s+)?(?:các\s+)?tháng\s+(?P<months>\d{{1,2}}(?:{_AND}(?:tháng\s+)?\d{{1,2}}){{1,11}})"
        rf"\s*,?\s*{_EVERY}\s+năm",
        # "Định kỳ trước ngày 20 hằng tháng", "ngày 15 và 30 hằng tháng", "trước ngày 25 của tháng"
        rf"{_WHEN}ngày\s+(?P<days>\d{{1,2}}(?:{_AND}\d{{1,2}}(?!\s*/)){{0,12}})\s*,?\s*(?:(?:của\s+)?{_EVERY}\s+|của\s+)(?P<unit>tháng)",
        # "15 hằng tháng", "trước 25 hằng tháng"
        rf"{_WHEN}(?<![\d/.,])(?P<days>\d{{1,2}})\s+{_EVERY}\s+(?P<unit>tháng)",
        # "hằng tháng báo cáo kết quả (qua Văn phòng Tỉnh ủy) trước ngày 20"
        rf"(?:định\s+kỳ,?\s+)?{_EVERY}\s+(?P<unit>tháng){_WORK}{_LIMIT}ngày\s+(?P<days>\d{{1,2}})(?!\d|\s*/|\s+(?:của\s+)?tháng)",
        # "định kỳ hàng năm trước ngày 15 tháng 12", "hằng năm, trước ngày 10/12"
        rf"(?:định\s+kỳ,?\s+)?{_EVERY}\s+(?P<unit>năm){_WORK}{_LIMIT}ngày\s+(?P<dates>{_DATE})(?!\d|\s*[/.]\s*\d|\s*,?\s*năm\s+\d)",
        # "trước ngày 05/6 và 05/12 hàng năm", "ngày 15 tháng 12 hằng năm"
        rf"{_WHEN}(?:ngày\s+)?(?<![\d/])(?P<dates>{_DATE}(?:{_AND}{_DATE}){{0,12}})\s*,?\s*{_EVERY}\s+(?P<unit>năm)",
        # "tháng 6 và tháng 12 hằng năm", "quý IV hằng năm": the month itself has no place in a recurrence
        rf"{_WHEN}(?:tháng|quý)\s+[\dIV]+(?:\s*(?:,|và)\s*(?:(?:tháng|quý)\s+)?[\dIV]+){{0,12}}\s*,?\s*{_EVERY}\s+(?P<unit>năm)",
        # "mỗi 03 tháng", "định kỳ 06 tháng, năm"
        rf"(?:định\s+kỳ,?\s+(?:{_EVERY}\s+)?|{_EVERY}\s+)(?P<count>{_COUNT})\s+(?P<unit>tháng){_REST}",
        # "trước 16 giờ 30 hằng ngày", "trước 16h hằng ngày"
        rf"{_WHEN}(?P<hour>\d{{1,2}})\s*(?:giờ|h)(?:\s*\d{{2}}(?:\s*phút)?)?\s*,?\s*{_EVERY}\s+(?P<unit>ngày)",
        # "vào các ngày thứ Bảy hằng tuần"
        rf"{_WHEN}(?:ngày\s+)?(?:(?:sáng|chiều)\s+)?{_WEEKDAY}\s+{_EVERY}\s+(?P<unit>tuần)",
        # "Hằng năm", "định kỳ hằng quý, 6 tháng"
        rf"(?:định\s+kỳ,?\s+(?:{_EVERY}\s+)?|{_EVERY}\s+)(?P<unit>{_UNITS})(?!\w|\s+\d){_REST}",
        # a cell that is only "06 tháng, năm", "Quý, năm", "Tháng, quý, 6 tháng và năm": the first
        rf"\A\W*(?:(?P<count>0?6)\s+)?(?P<unit>tháng|quý)(?:\s*(?:,|và|/)\s*(?:{_SIX}|0?9\s+tháng|quý|(?:01\s+|một\s+|cả\s+)?năm)){{1,4}}\W*\Z",
        # "mỗi quý 01 lần"
        rf"(?:định\s+kỳ,?\s+)?{_EVERY}\s+(?P<unit>{_UNITS})\s+(?P<times>0?\d|một|hai|ba|bốn)\s+lần",
        # "2 lần/năm", "một lần trong quý"
        rf"(?P<times>\d|một|hai|ba|bốn)\s+lần\s*(?:/|trong|mỗi|một)\s*(?:(?P<count>\d+)\s+)?(?P<unit>{_UNITS})(?!\w)",
        # "06 tháng/lần", "quý/lần", "ba tháng một lần"
        rf"(?<!\w)(?:(?P<count>\d+|{_COUNT})\s+)?(?P<unit>{_UNITS})\s*(?:/|một|(?=0?1\s))\s*(?:0?1\s+)?lần",
        # "Định kỳ" without a cycle
        r"định\s+kỳ",
    )
)


def _cycles(text: str) -> Iterator[Cycle]:
    taken = bytearray(len(text))
    for pattern in _CYCLES:
        for match in pattern.finditer(text):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\x01" * len(match[0])
                parts = match.groupdict()
                recurrence = _recurrence(parts)
                named = bool(recurrence and (recurrence.days or recurrence.dates)) or "thứ" in match[0].lower()
                named = named or bool(parts.get("hour"))
                firm = named or match[0].lower().startswith("định")
                yield Cycle(*match.span(), recurrence, firm, recurrence is not None or not parts)


def _recurrence(parts: dict[str, str | None]) -> Recurrence | None:
    """``None`` where no cycle is stated, or an impossible day."""
    if place := parts.get("place"):
        return _in_quarter(int(parts["in_quarter"] or 0), first=place[0] in "đĐ")
    if months := parts.get("months"):
        return _dated([(int(month), int(parts["day"] or 0)) for month in re.findall(r"\d+", months)])
    if days := parts.get("days"):
        numbers = tuple(int(day) for day in re.findall(r"\d+", days))
        return Recurrence("monthly", days=numbers) if all(1 <= day <= 31 for day in numbers) else None
    if dates := parts.get("dates"):
        pairs = [(int(month), int(day)) for day, month in re.findall(r"(\d+)\D+?(\d+)", dates)]
        return _dated(pairs)
    unit = parts.get("unit")
    frequency = _frequency(unit.lower(), _figure(parts.get("count")), _figure(parts.get("times"))) if unit else None
    return Recurrence(frequency) if frequency else None


def _dated(pairs: list[tuple[int, int]]) -> Recurrence | None:
    return Recurrence("yearly", dates=tuple(pairs)) if all(_exists(*pair) for pair in pairs) else None


def _in_quarter(day: int, *, first: bool) -> Recurrence | None:
    """A day of the first or last month of each quarter, as the days of the year that it makes; none that a month lacks."""
    pairs = tuple((month, day) for month in range(1 if first else 3, 13, 3))
    return Recurrence("quarterly", dates=pairs) if all(_exists(*pair) for pair in pairs) else None


def _exists(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= month_end(2024, month).day


def _figure(words: str | None) -> int:
    if not words:
        return 1
    return _NUMERALS.get(words.lower()) or int(words)


def _frequency(unit: str, count: int, times: int) -> Frequency | None:
    """``times`` in ``count`` units: twice a year is half-yearly."""
    months = {"tháng": 1, "quý": 3, "năm": 12}.get(unit)
    if months is None or not times:
        return _FREQUENCIES[unit] if count == 1 else None
    return _MONTHS_APART.get(months * count // times)
