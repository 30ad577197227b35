"""The ordinal (STT) of a table row: as printed, and as it counts ("01" is 1, "1.2." the second under 1)."""

from __future__ import annotations

import re

_UNDER = r"(?:[IVXLC]{1,7}|[A-ZĐ])\."  # "I.1", "A.2"
_STT = re.compile(rf"^\W*(?P<stt>(?:{_UNDER})?\d{{1,4}}(?:\.\d{{1,3}})*(?:\.?[a-zđ])?|[a-zđ])\s*[.):]?\W*$")
_PARTS = re.compile(r"[A-ZĐ]+|\d+|[a-zđ]")
_BULLET = re.compile(r"^[-–—+•*]$")

Number = tuple[str, ...]
"""The parts of an ordinal: ("1", "2") for "1.2." and for "01.2"."""


def read(cell: str) -> str | None:
    """The ordinal without what stands around it: "1." is "1", "(2)" is "2", "a)" is "a"; ``None`` for anything else."""
    match = _STT.match(cell)
    return match["stt"] if match else None


def number(stt: str) -> Number:
    return tuple(part.lstrip("0") or "0" for part in _PARTS.findall(stt))


def count(one: Number) -> int | None:
    """The last part as a count; ``None`` for a letter."""
    return int(one[-1]) if one and one[-1].isdigit() else None


def previous(one: Number) -> Number:
    """The number before a counted one: ("1", "1") for ("1", "2")."""
    return (*one[:-1], str((count(one) or 0) - 1))


def is_letter(one: Number) -> bool:
    return len(one) == 1 and one[0].isalpha() and one[0].islower()


def is_under(lower: Number, upper: Number) -> bool:
    """ "1.2" stands under "1", "a" under every number."""
    return (len(lower) > len(upper) and lower[: len(upper)] == upper) or (is_letter(lower) and not is_letter(upper))


def is_bullet(cell: str) -> bool:
    return _BULLET.match(cell.strip()) is not None


class Run:
    """The ordinals met since the count began: it begins anew at 1 (or a) under a new group."""

    def __init__(self) -> None:
        self._group: object = None
        self._last: dict[Number, int] = {}
        self.taken: set[Number] = set()

    def enter(self, one: Number, group: object) -> tuple[bool, int]:
        """Whether the ordinal is there already, and how many are left out before it."""
        if self._is_anew(one, group):
            self._last, self.taken = {}, set()
        if not is_letter(one):
            self.taken = {other for other in self.taken if not is_letter(other)}
        double, here = one in self.taken, count(one)
        self._group = group
        self.taken.add(one)
        if here is None:
            return double, 0
        left_out = here - self._last.get(one[:-1], 0) - 1
        self._last[one[:-1]] = here
        return double, left_out

    def holds(self, one: Number, group: object) -> bool:
        return not self._is_anew(one, group) and one in self.taken

    def before(self, one: Number, group: object) -> str:
        """The ordinal of its level that ``one`` follows, "0" where it is the first."""
        last = 0 if self._is_anew(one, group) else self._last.get(one[:-1], 0)
        return ".".join((*one[:-1], str(last)))

    def _is_anew(self, one: Number, group: object) -> bool:
        return group is not self._group and (one in (("1",), ("a",)) or (one[-1] == "1" and one in self.taken))
