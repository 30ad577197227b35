"""Which agencies are there, and under which names? The registry of ``agencies.toml``, and one reading of a name.

A name is read word by word: abbreviations are written out ("Sở KH&CN"), marks may be missing ("so tu phap"), the place behind
it is read apart ("Thuế tỉnh Thái Nguyên"). The longest known name wins, so "Sở Nông nghiệp và Môi trường" is one agency.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from corpus.abbreviations import is_code, words, written
from corpus.places import Place, province_of, read_place
from corpus.spelling import Word, bare, one_style, split_words

__all__ = ["Agency", "Match", "agencies", "expand", "fold", "key", "longest", "lookup", "province_of", "words"]

Level = Literal["central", "province", "commune", "external"]
_DATA = Path(__file__).with_name("agencies.toml")
_JOINT = re.compile(r"\s*(?:[,&.\-–'’]|và|,\s*và)?\s*", re.IGNORECASE)  # between the words of one name
_CLOSING = re.compile(r"\s*\)")
_NUMERAL = re.compile(r"\d{1,2}|[ivx]+")
_NOT_GOVERNMENT = frozenset({"số", "điện"})  # "chính phủ số", "chính phủ điện tử"


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency (cơ quan) of the registry. ``family`` is its kind of body (``so equivalent ban vertical party front …``).

    A name that ends in "tỉnh" or "xã" stands for the one of each province or commune. ``successors`` took over the work of an
    agency that ended on ``until``.
    """

    name: str
    level: Level
    family: str
    aliases: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    until: date | None = None

    @property
    def base(self) -> str:
        """The name without the place it leaves open: "Công an tỉnh" → "Công an"."""
        return _OPEN_PLACE.sub("", self.name)


_OPEN_PLACE = re.compile(r"(?<!Hợp tác) (?:tỉnh|xã)$")


class Match(NamedTuple):
    """A known name in a text, its place and a second name in brackets included: "Công nghiệp … Quân đội (Viettel)".

    ``end`` is the index behind its last word, ``stop`` the offset behind its last character; ``name`` is the canonical print.
    """

    agency: Agency
    end: int
    stop: int
    name: str
    place: Place | None


class _Spelling(NamedTuple):
    """One way to write an agency: its words, before which of them a joint ("và") may stand, whether a place must follow."""

    words: tuple[Word, ...]
    joints: tuple[bool, ...]
    place: Literal["province", "commune"] | None
    agency: Agency
    alias: str


def agencies() -> tuple[Agency, ...]:
    """Every agency of the registry, as listed."""
    return _registry()[0]


@lru_cache(maxsize=8192)
def lookup(name: str) -> Agency | None:
    """The agency that ``name`` names, whatever its spelling and place; ``None`` where the registry has none."""
    found = _whole(name)
    return found.agency if found else None


@lru_cache(maxsize=8192)
def key(name: str) -> str:
    """What two writings of one agency share: small letters, one spelling, no province ("STP Thái Nguyên" → "sở tư pháp").

    A commune keeps its name. An unknown name gives its words, abbreviations written out, "và" and punctuation left out.
    """
    found = _whole(name)
    if found is None:
        return " ".join(word.key for word in words(name))
    commune = found.place.commune if found.place else None
    return " ".join(word.key for word in split_words(f"{found.agency.name} {commune or ''}"))


def fold(name: str) -> str:
    """``key`` without marks: "so tu phap"."""
    return bare(key(name))


def expand(name: str) -> str:
    """The canonical print of a name: known agencies as the registry writes them, abbreviations in full, places kept."""
    name = " ".join(name.split())
    listed, pieces, last, i = words(name), [], 0, 0
    while i < len(listed):
        found = longest(name, listed, i)
        end = (
            found.end
            if found
            else next((j for j in range(i + 1, len(listed)) if listed[j].start != listed[i].start), len(listed))
        )
        said = found.name if found else written(name, listed[i:end])
        pieces += [name[last : listed[i].start], said]
        last, i = found.stop if found else listed[end - 1].end, end
    return one_style("".join(pieces) + name[last:])


def longest(text: str, listed: Sequence[Word], i: int) -> Match | None:
    """The longest known name that begins at word ``i`` of ``text``, with the place behind it."""
    for spelling in _registry()[1].get(listed[i].bare, ()):
        if _fits(text, listed, i, spelling):
            bare_end = i + len(spelling.words)
            end = _numbered(listed, bare_end)
            place = read_place(text, listed, end)
            if place and place.level == "province" and spelling.agency.level in {"commune", "central"}:
                place = None
            if _may_stand(listed, end, spelling, place):
                number = text[listed[bare_end].start : listed[end - 1].end] if end > bare_end else ""
                end = place.end if place else end
                found = Match(spelling.agency, end, listed[end - 1].end, _named(spelling, place, number), place)
                return _with_bracket(text, listed, found)
    return None


def _numbered(listed: Sequence[Word], end: int) -> int:
    """Behind the number of one of several: "Thuế cơ sở 3", "Kho bạc Nhà nước khu vực VII"."""
    at = end + 2 if [word.key for word in listed[end : end + 2]] == ["khu", "vực"] else end
    several = listed[at - 1].key in {"vực", "sở"} and listed[at - 2].key in {"khu", "cơ"}
    numbered = several and at < len(listed) and listed[at].gap.isspace() and _NUMERAL.fullmatch(listed[at].key)
    return at + 1 if numbered else end


def _may_stand(listed: Sequence[Word], end: int, spelling: _Spelling, place: Place | None) -> bool:
    """Whether the place behind a name is one that it can have, and must have where the name leaves it open."""
    level = place.level if place else None
    if level == "commune" and spelling.agency.level != "commune":
        return False
    if spelling.place and level != spelling.place:
        return False
    follows = listed[end].key if end < len(listed) else ""
    return not (spelling.agency.family == "state" and follows in _NOT_GOVERNMENT)


def _with_bracket(text: str, listed: Sequence[Word], found: Match) -> Match:
    """The match together with a bracket that names the same agency once more."""
    if found.end >= len(listed) or listed[found.end].gap.strip() != "(":
        return found
    again = longest(text, listed, found.end)
    closing = again and _CLOSING.match(text, again.stop)
    if not again or not closing or again.agency != found.agency:
        return found
    place = found.place or again.place
    name = found.agency.name if not place else found.name if found.place else again.name
    return Match(found.agency, again.end, closing.end(), name, place)


def _whole(name: str) -> Match | None:
    """The match that takes in all of ``name``; capitals behind a provincial agency are a place that no table has."""
    listed = words(name)
    found = longest(name, listed, 0) if listed else None
    if found is None or found.end == len(listed):
        return found
    rest = listed[found.end :]
    placed = len(rest) > 1 and all(word.gap == " " and name[word.start].isupper() for word in rest)
    return found if placed and found.place is None and found.agency.level == "province" else None


def _named(spelling: _Spelling, place: Place | None, number: str = "") -> str:
    agency = spelling.agency
    city = spelling.alias.startswith("Thành") or " Thành " in spelling.alias  # "Văn phòng Thành ủy" keeps its print
    base = _OPEN_PLACE.sub("", spelling.alias) if city else agency.base
    if agency.family == "enterprise" and spelling.alias != agency.name and place:  # "VNPT Thái Nguyên" is a branch
        return f"{_OPEN_PLACE.sub('', spelling.alias)} {place.text}"
    if place is None and not number:
        return spelling.alias if city else agency.name
    bare_name = place is not None and agency.base != agency.name and place.text == place.province  # "Thuế Thái Nguyên"
    where = f"{'tỉnh ' if bare_name else ''}{place.text}" if place else ""
    return " ".join(part for part in (base, number, where) if part)


def _fits(text: str, listed: Sequence[Word], i: int, spelling: _Spelling) -> bool:
    end = i + len(spelling.words)
    if len(spelling.words) == 1 and not is_code(text, listed, i, i + 1):
        return False  # "cat" is no Công an tỉnh
    if end > len(listed) or (end < len(listed) and listed[end].start == listed[end - 1].start):
        return False  # never a part of an abbreviation
    for n, known in enumerate(spelling.words):
        word = listed[i + n]
        if word.key != known.key and not (word.bare == known.bare and word.unmarked):
            return False
        joined = n > 0 and word.gap.strip() != ""
        if joined and not (spelling.joints[n] and _JOINT.fullmatch(word.gap)):
            return False
    return True


@cache
def _data() -> dict[str, Any]:
    with _DATA.open("rb") as file:
        return tomllib.load(file)


@cache
def _registry() -> tuple[tuple[Agency, ...], dict[str, tuple[_Spelling, ...]]]:
    """The agencies, and their spellings by first word without marks, longest first."""
    listed = tuple(agency for section, data in _data().items() for agency in _section(section, data))
    index: dict[str, list[_Spelling]] = {}
    for agency in listed:
        for spelling in _spellings(agency):
            index.setdefault(spelling.words[0].bare, []).append(spelling)
    order = {first: sorted(found, key=lambda s: (-len(s.words), s.place is None)) for first, found in index.items()}
    return listed, {first: tuple(found) for first, found in order.items()}


def _section(section: str, data: dict[str, Any]) -> Iterator[Agency]:
    successors = data.get("successors", {})
    for name, aliases in data["names"].items():
        family = data.get("family", section)
        yield Agency(name, data["level"], family, tuple(aliases), tuple(successors.get(name, ())), data.get("until"))


def _spellings(agency: Agency) -> Iterator[_Spelling]:
    names: Iterable[str] = (agency.name, *agency.aliases)
    if agency.base.endswith(("Tỉnh ủy", "Tỉnh đoàn")):  # the party committee of a city
        names = (*names, agency.name.replace("Tỉnh", "Thành"))
    for name in names:
        spoken = name.split(" (")[0]
        base = _OPEN_PLACE.sub("", spoken)
        place: Literal["province", "commune"] | None = None
        if base != spoken:
            place = "province" if name.endswith("tỉnh") else "commune"
        found = tuple(words(base))
        yield _Spelling(found, tuple(word.gap.strip() != "" for word in found), place, agency, name)
