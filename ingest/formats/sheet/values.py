"""A value as its cell shows it: "1" and not "1.0", dates by day, month, year, percentages, leading zeros.

Decimal point and thousands comma are those of the number format itself; the language of the machine that shows a sheet is not
part of the file. Dates never take the month first, whatever the format says.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import ROUND_HALF_UP, Decimal

Value = str | bool | int | float | dt.datetime | dt.date | dt.time | dt.timedelta | None

# Colours, languages and conditions in brackets, fill and width marks: nothing of them is printed.
_SETTING = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]|[_*].")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_DIGITS = re.compile(r"[0#?][0#?,]*(?:\.([0#?]+))?")
_DATE_PART = re.compile(r'"[^"]*"|\\.|\[?[dmyhs]+\]?|AM/PM|A/P|.', re.IGNORECASE)
_LONGEST = 15  # a double holds so many digits


def shown(value: Value, number_format: str) -> str:
    """``number_format`` is the code of the cell ("General", "dd/mm/yyyy", "0.00%"); ``None`` shows nothing."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number(value, number_format)
        case dt.datetime() | dt.date():
            return _date(value, number_format)
        case dt.time():
            return value.strftime("%H:%M")
        case dt.timedelta():
            minutes = int(value.total_seconds() // 60)
            return f"{minutes // 60}:{minutes % 60:02d}"
    return str(value)


def _number(value: float, number_format: str) -> str:
    sections = number_format.split(";")
    section = sections[1] if value < 0 and len(sections) > 1 and sections[1] else sections[0]
    code = _SETTING.sub("", section)
    digits = _DIGITS.search(_LITERAL.sub("", code))
    if abs(value) >= 10**_LONGEST or not math.isfinite(value):
        return f"{value:.6g}"
    if "[<" in number_format or "[>" in number_format or digits is None or re.search(r"[eE/?]", _LITERAL.sub("", code)):
        return _general(value)
    size = abs(value) if section is not sections[0] else value
    spaced = _LITERAL.sub(lambda found: found[1] or found[2] or "", code)
    place = _DIGITS.search(spaced)
    words = _digits(size, digits)
    return f"{spaced[: place.start()]}{words}{spaced[place.end() :]}".strip() if place else words


def _digits(value: float, digits: re.Match[str]) -> str:
    """The number alone: rounded half up to the decimals of the format, with its leading zeros and thousands."""
    percent = 2 if digits.string.rstrip().endswith("%") else 0
    decimals = digits[1] or ""
    rounded = Decimal(repr(value)).scaleb(percent).quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    whole, _, rest = f"{abs(rounded):{',' if ',' in digits[0] else ''}f}".partition(".")
    whole = whole.rjust(len(re.sub(r"[^0]", "", digits[0].partition(".")[0])), "0")
    optional = len(decimals) - len(decimals.rstrip("#?"))
    rest = rest[: len(rest) - optional] + rest[len(rest) - optional :].rstrip("0") if optional else rest
    return ("-" if rounded < 0 else "") + whole + (f".{rest}" if rest else "")


def _general(value: float) -> str:
    """As "General" shows it, which has room for eleven signs."""
    return str(int(value)) if float(value).is_integer() else f"{value:.10g}"


def _date(value: dt.datetime | dt.date, number_format: str) -> str:
    parts = _DATE_PART.findall(_SETTING.sub("", number_format.split(";", 1)[0]))
    codes = _without_minutes([part.lower() for part in parts])
    if any(part[0] in '"\\' and any(letter.isalpha() for letter in part[1:]) for part in parts):
        return _spelled(value, parts, codes)
    days, months = _shown_part(codes, "d"), _shown_part(codes, "m")
    if not (days or months or _shown_part(codes, "y")):
        return f"{value.day}/{value.month}/{value.year}"
    american = bool(days and months) and codes.index(months) < codes.index(days)
    words = []
    if days:
        words.append(f"{value.day:02d}" if days == "dd" and not american else str(value.day))
    if months:
        words.append(f"{value.month:02d}" if months == "mm" and not american else str(value.month))
    if _shown_part(codes, "y"):
        words.append(str(value.year))
    clock = f" {value:%H:%M}" if isinstance(value, dt.datetime) and _shown_part(codes, "h") else ""
    return "/".join(words) + clock


def _shown_part(codes: list[str], letter: str) -> str:
    """The code of a part ("dd"), empty where it is not shown; "ddd" and "dddd" are names of weekdays."""
    return next((code for code in codes if code.startswith(letter) and not (letter == "d" and len(code) > 2)), "")


def _spelled(value: dt.datetime | dt.date, parts: list[str], codes: list[str]) -> str:
    """A format that carries words: "ngày "dd" tháng "mm" năm "yyyy."""
    numbers = {"d": value.day, "m": value.month, "y": value.year}
    words = []
    for part, code in zip(parts, codes, strict=True):
        if code[:1] in numbers and code.strip("dmy") == "":
            words.append(str(numbers[code[0]]).rjust(min(2, len(code)), "0"))
        else:
            words.append(part[1:].rstrip('"') if part[0] in '"\\' else part)
    return "".join(words)


def _without_minutes(codes: list[str]) -> list[str]:
    """ "m" behind an hour or before seconds is a minute, no month."""
    letters = [(i, code) for i, code in enumerate(codes) if code.strip("[]") and code.strip("[]")[0] in "dmyhs"]
    minutes = set()
    for place, (i, code) in enumerate(letters):
        before = letters[place - 1][1] if place else ""
        after = letters[place + 1][1] if place + 1 < len(letters) else ""
        if code.startswith("m") and (before.strip("[]").startswith("h") or after.startswith("s")):
            minutes.add(i)
    return ["" if i in minutes else code for i, code in enumerate(codes)]
