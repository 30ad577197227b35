"""One value of a filter as typed: what it means, or in the asker's own words why it cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar, cast

from corpus.errors import InputError

T = TypeVar("T", bound=str)
Named = Callable[[str], str]  # a filter's name in the words of whoever asked: "due_after" → "--due-after"
_YEARS = range(1900, 2200)
_TRUE, _FALSE = ("true", "1", "on", "yes"), ("false", "0", "off", "no", "")


def option(name: str) -> str:
    """A filter on the command line: "--due-after"."""
    return "--" + name.replace("_", "-")


def parameter(name: str) -> str:
    """A filter in an address."""
    return f"Tham số {name}"


_FIELDS = {
    "due_after": "Hạn từ ngày", "due_before": "Hạn đến ngày", "at": "Tính đến ngày", "role": "Vai trò", "by": "Cách giao",
    "state": "Tình trạng",
}  # fmt: skip


def field(name: str) -> str:
    """A filter in a form."""
    return _FIELDS.get(name, parameter(name))


def parts(value: str, signs: str) -> Iterator[str]:
    """The values that stand in one, parted by any of the signs."""
    for sign in signs[1:]:
        value = value.replace(sign, signs[0])
    yield from (part.strip() for part in (value.split(signs[0]) if signs else [value]) if part.strip())


def truth(name: str, value: str, named: Named) -> bool:
    if value.lower() not in (*_TRUE, *_FALSE):
        raise InputError(f"{named(name)} nhận true hoặc false, không phải “{value}”.")
    return value.lower() in _TRUE


def union(name: str, value: str, choices: Mapping[str, frozenset[T]], named: Named) -> frozenset[T]:
    chosen: frozenset[T] = frozenset()
    for word in value.split(","):
        if word.strip() not in choices:
            told = ", ".join(choices)
            raise InputError(f"{named(name)} nhận {told} (có thể nhiều, cách nhau dấu phẩy), không phải “{word.strip()}”.")
        chosen |= choices[word.strip()]
    return chosen


def one_of(name: str, value: str, choices: Sequence[T], named: Named) -> T | None:
    if value and value not in choices:
        raise InputError(f"{named(name)} nhận {', '.join(choices)}, không phải “{value}”.")
    return cast(T, value) if value else None


def moved(value: str, named: Named) -> tuple[str, str] | None:
    before, arrow, after = (part.strip() for part in value.partition(">"))
    if value and not (before and arrow and after):
        raise InputError(f"{named('moved')} nhận hai kỳ hạn, ví dụ “Quý IV > Quý III”, không phải “{value}”.")
    return (before, after) if value else None


def day(name: str, value: str | None, named: Named) -> date | None:
    if not value:
        return None
    found = _day(value)
    if found is not None:
        return found
    raise InputError(f"{named(name)} nhận một ngày, ví dụ 2026-04-30 hoặc 30/4/2026, không phải “{value}”.")


def days(name: str, value: str, named: Named) -> tuple[date, date]:
    """The first and the last of some days: "2026-07-01 > 2026-09-30"."""
    match [_day(part) for part in value.split(">")]:
        case [date() as first, date() as last] if first <= last:
            return first, last
    raise InputError(f"{named(name)} nhận ngày đầu và ngày cuối, ví dụ “2026-07-01 > 2026-09-30”, không phải “{value}”.")


def _day(value: str) -> date | None:
    for shape in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            found = datetime.strptime(value.strip(), shape).date()
        except ValueError:
            continue
        if found.year in _YEARS:
            return found
    return None
