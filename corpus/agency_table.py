"""The registry of agencies as ``agencies.toml`` lists it, and every way in which one may be written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from corpus.abbreviations import words
from corpus.places import PlaceLevel
from corpus.spelling import Word

Level = Literal["central", "province", "district", "commune", "external"]
OPEN_PLACE = re.compile(r"(?<!Hợp tác) (?:tỉnh|huyện|xã)$")
_LEVELS: dict[str, PlaceLevel] = {"tỉnh": "province", "huyện": "district", "xã": "commune"}
_DATA = Path(__file__).with_name("agencies.toml")


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency (cơ quan) of the registry. ``family`` is its kind of body (``so equivalent ban vertical party front …``).

    A name that ends in "tỉnh", "huyện" or "xã" stands for the one of each province, district or commune. ``successors`` took
    over the work of an agency that ended on ``until``; a ``conditional`` one is set up only in some provinces.
    """

    name: str
    level: Level
    family: str
    aliases: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    until: date | None = None
    conditional: bool = False

    @property
    def base(self) -> str:
        """The name without the place it leaves open: "Công an tỉnh" → "Công an"."""
        return OPEN_PLACE.sub("", self.name)


class Spelling(NamedTuple):
    """One way to write an agency: its words, before which of them a joint ("và") may stand, which place must follow."""

    words: tuple[Word, ...]
    joints: tuple[bool, ...]
    place: PlaceLevel | None
    agency: Agency
    alias: str


@cache
def agencies() -> tuple[Agency, ...]:
    """Every agency of the registry, as listed."""
    with _DATA.open("rb") as file:
        data = tomllib.load(file)
    return tuple(agency for section, table in data.items() for agency in _section(section, table))


@cache
def spellings() -> dict[str, tuple[Spelling, ...]]:
    """The spellings by their first word without marks, longest first."""
    index: dict[str, list[Spelling]] = {}
    for agency in agencies():
        for spelling in _spellings(agency):
            index.setdefault(spelling.words[0].bare, []).append(spelling)
    order = {first: sorted(found, key=lambda s: (-len(s.words), s.place is None)) for first, found in index.items()}
    return {first: tuple(found) for first, found in order.items()}


def _section(section: str, table: dict[str, Any]) -> Iterator[Agency]:
    successors, conditional = table.get("successors", {}), table.get("conditional", ())
    for name, aliases in table["names"].items():
        yield Agency(
            name,
            table["level"],
            table.get("family", section),
            tuple(aliases),
            tuple(successors.get(name, ())),
            table.get("until"),
            conditional is True or (conditional is not False and name in conditional),
        )


def _spellings(agency: Agency) -> Iterator[Spelling]:
    names: Iterable[str] = (agency.name, *agency.aliases)
    if agency.base.endswith(("Tỉnh ủy", "Tỉnh đoàn")):  # the party committee of a city
        names = (*names, agency.name.replace("Tỉnh", "Thành"))
    for name in names:
        spoken = name.split(" (")[0]
        base = OPEN_PLACE.sub("", spoken)
        place = _LEVELS[name.rpartition(" ")[2]] if base != spoken else None
        found = tuple(words(base))
        yield Spelling(found, tuple(word.gap.strip() != "" for word in found), place, agency, name)
