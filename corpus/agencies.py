"""Which agencies are there, and under which names? The registry of ``agencies.toml``, and one reading of a name.

A name is read word by word: abbreviations are written out ("Sở KH&CN"), marks may be missing ("so tu phap"), the place behind
it is read apart ("Thuế tỉnh Thái Nguyên"). The longest known name wins, so "Sở Nông nghiệp và Môi trường" is one agency.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from corpus.abbreviations import is_code, words, written
from corpus.agency_table import OPEN_PLACE, Agency, Spelling, agencies, spellings
from corpus.places import Place, PlaceLevel, province_of, read_place
from corpus.spelling import Word, bare, one_style, split_words

__all__ = ["Agency", "Match", "agencies", "expand", "fold", "key", "longest", "lookup", "province_of", "words"]

_JOINT = re.compile(r"\s*(?:[,&.\-–'’]|và|,\s*và)?\s*", re.IGNORECASE)  # between the words of one name
_CLOSING = re.compile(r"\s*\)")
_NUMERAL = re.compile(r"\d{1,2}|[ivx]+")
_NOT_GOVERNMENT = frozenset({"số", "điện"})  # "chính phủ số", "chính phủ điện tử"


class Match(NamedTuple):
    """A known name in a text, its place and a second name in brackets included: "Công nghiệp … Quân đội (Viettel)".

    ``end`` is the index behind its last word, ``stop`` the offset behind its last character; ``name`` is the canonical print.
    """

    agency: Agency
    end: int
    stop: int
    name: str
    place: Place | None


@lru_cache(maxsize=8192)
def lookup(name: str) -> Agency | None:
    """The agency that ``name`` names, whatever its spelling and place; ``None`` where the registry has none."""
    found = _whole(name)
    return found.agency if found else None


@lru_cache(maxsize=8192)
def key(name: str) -> str:
    """What two writings of one agency share: small letters, one spelling, no province ("STP Thái Nguyên" → "sở tư pháp").

    A commune or district keeps its name. An unknown name gives its words, abbreviations written out, without "và" and commas.
    """
    found = _whole(name)
    if found is None:
        return " ".join(word.key for word in words(name))
    local = found.place.local if found.place else None
    return " ".join(word.key for word in split_words(f"{found.agency.name} {local or ''}"))


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
    for spelling in spellings().get(listed[i].bare, ()):
        if _fits(text, listed, i, spelling):
            found = placed(text, listed, i + len(spelling.words), spelling)
            if found:
                return found
    return None


def placed(text: str, listed: Sequence[Word], end: int, spelling: Spelling) -> Match | None:
    """The match whose words end at ``end`` with its number, place and bracket; ``None`` where the place forbids it."""
    behind = _numbered(listed, end)
    place = read_place(text, listed, behind)
    if place and place.level != spelling.place and not _may_have(spelling.agency, place.level):
        place = None
    if not _may_stand(listed, behind, spelling, place):
        return None
    number = text[listed[end].start : listed[behind - 1].end] if behind > end else ""
    end = place.end if place else behind
    found = Match(spelling.agency, end, listed[end - 1].end, _named(spelling, place, number), place)
    return _with_bracket(text, listed, found)


def _may_have(agency: Agency, level: PlaceLevel) -> bool:
    """Whether a name that leaves no place open may have one behind it; else the words there are no part of it."""
    match level:
        case "province":
            return agency.level not in {"commune", "district", "central"}
        case "district":
            return agency.level == "district"
        case "commune":
            return True


def _numbered(listed: Sequence[Word], end: int) -> int:
    """Behind the number of one of several: "Thuế cơ sở 3", "Kho bạc Nhà nước khu vực VII"."""
    at = end + 2 if [word.key for word in listed[end : end + 2]] == ["khu", "vực"] else end
    several = listed[at - 1].key in {"vực", "sở"} and listed[at - 2].key in {"khu", "cơ"}
    numbered = several and at < len(listed) and listed[at].gap.isspace() and _NUMERAL.fullmatch(listed[at].key)
    return at + 1 if numbered else end


def _may_stand(listed: Sequence[Word], end: int, spelling: Spelling, place: Place | None) -> bool:
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


def _named(spelling: Spelling, place: Place | None, number: str = "") -> str:
    agency = spelling.agency
    city = spelling.alias.startswith("Thành") or " Thành " in spelling.alias  # "Văn phòng Thành ủy" keeps its print
    base = OPEN_PLACE.sub("", spelling.alias) if city else agency.base
    if agency.family == "enterprise" and spelling.alias != agency.name and place:  # "VNPT Thái Nguyên" is a branch
        return f"{OPEN_PLACE.sub('', spelling.alias)} {place.text}"
    if place is None and not number:
        return spelling.alias if city else agency.name
    bare_name = place is not None and agency.base != agency.name and place.text == place.province  # "Thuế Thái Nguyên"
    where = f"{'tỉnh ' if bare_name else ''}{place.text}" if place else ""
    return " ".join(part for part in (base, number, where) if part)


_DRAWN_UP = frozenset({"kế", "đề", "phương", "dự", "báo", "quy", "chương", "nội", "hồ"})  # kế hoạch, đề án, phương án, …


def _fits(text: str, listed: Sequence[Word], i: int, spelling: Spelling) -> bool:
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
    return not _draws_up(text, listed, i, end)


def _draws_up(text: str, listed: Sequence[Word], i: int, end: int) -> bool:
    """Whether a verb stands where a name could: "các đơn vị thuộc Sở xây dựng kế hoạch", the department's own."""
    if end >= len(listed) or listed[end].gap != " " or listed[end].key not in _DRAWN_UP or listed[end - 1].key != "dựng":
        return False
    return text[listed[i].start].isupper() and text[listed[end - 2].start].islower()
