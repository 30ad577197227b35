"""Which agencies does a cell name, and which a sentence or a question? One grammar, two readers.

    cell    = item { (";" | line break | "- " | "1. " | "," | "và") item }
    item    = [label ":"] mention [ "(" sub-unit | remark ")" ] [ part of the work ]
    mention = group phrase | known agency | unit | anything else

The longest known name is taken first, so the commas and "và" inside "Sở Văn hóa, Thể thao và Du lịch" never divide. In a cell
nothing is lost: what is not understood is kept as ``unknown``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches

from corpus.agencies import fold, words
from corpus.phrase_words import scan
from ingest.cells import Stretch, named
from ingest.mention_words import DOES
from ingest.mentions import Found, Named, Speech, agency_at, group_at, unit_at
from ingest.naming import Issuer, issuer_of

__all__ = ["Named", "find", "near", "read"]

_BULLET = re.compile(r"\s*(?:[-–•+*]|\(?\d{1,2}[.)]|\(?[a-eđ]\))\s*(?=[^\W\d])")  # "- ", "1. ", "(2) ", "a) "
_NUMBER = re.compile(r"(?<![\w/.,(])(?=\d{1,2}[.)]\s+[^\W\d])")  # "… ICOR; 2. Thống kê tỉnh", "… 2. Sở Nội vụ"
_PROPER_ONLY = frozenset({"state", "steering", "enterprise"})  # "chính phủ", "ban chỉ đạo" in small letters are common words
_NOT_ALONE = frozenset({"outside", "village", "organisation", "commune", "staff", "district", "province"})
_NEVER = frozenset({"staff", "school", "village"})
_UNIT_HEADS = frozenset({"phòng", "trung", "chi"})  # Phòng, Trung tâm, Chi cục
_LONGEST_UNIT = 16


def read(cell: str, issuer: str | None = None) -> tuple[Named, ...]:
    """The mentions of a cell in order; ``issuer`` completes relative names ("Văn phòng Sở"). Empty for "", "-" and the like."""
    listed, speaker = words(cell), issuer_of(issuer)
    mentions: list[Named] = []
    for start, end in _stretches(cell):
        inside = [word for word in listed if start <= word.start < end]
        found = list(Stretch(Speech(cell, inside, speaker), end).read())
        if found and mentions and mentions[-1].part and _continues(cell, found, start):
            mentions[-1] = _extended(cell, mentions[-1], found)
        else:
            mentions += found
    return tuple(mentions)


def find(text: str) -> tuple[Named, ...]:
    """The agencies, offices and group phrases that running text or a question names; marks and capitals may be missing."""
    speech = Speech(text, words(text), Issuer("", None))
    mentions: list[Named] = []
    i = 0
    while i < len(speech.words):
        found = _in_sentence(speech, i)
        if found is not None:
            mentions.append(named(text, speech.words[i].start, found))
        i = max(found.end, i + 1) if found else i + 1
    return tuple(mentions)


def near(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Up to three of the ``known`` names that look most like ``name``, for "không có trong kho"."""
    spelled = {fold(one): one for one in known}
    wanted = fold(name)
    close = get_close_matches(wanted, spelled, n=3, cutoff=0.6)
    holding = [one for one in spelled if set(wanted.split()) <= set(one.split())]
    return tuple(spelled[one] for one in dict.fromkeys([*close, *holding]))[:3]


def _in_sentence(speech: Speech, i: int) -> Found | None:
    group = group_at(speech, i)
    if group and _is_meant(speech, i):
        return group
    found = agency_at(speech, i)
    if found is None:
        return _capital_unit(speech, i)
    common = found.agency is not None and found.agency.family in _PROPER_ONLY and not speech.may_name(i)
    return None if common or found.name == "Sở" else found


def _is_meant(speech: Speech, i: int) -> bool:
    """Whether a sentence means agencies: "các địa phương", "UBND cấp xã", "sở, ban, ngành", not "nhân dân, bản làng"."""
    found = scan(speech.text, speech.words, i)
    bodies = {part.body for part in found.parts} if found else set()
    if found is None or bodies <= _NEVER:
        return False
    said = any(piece.role in {"quantifier", "holder"} for piece in found.pieces)
    return said or (len(found.parts) > 1 and not bodies & _NOT_ALONE)


def _capital_unit(speech: Speech, i: int) -> Found | None:
    """A unit that a sentence names with capitals: "Phòng Xây dựng và Kiểm tra văn bản … phối hợp với …"."""
    if speech.words[i].key not in _UNIT_HEADS or not speech.capital(i) or speech.text.isupper():
        return None
    end = i + 1
    while end < min(len(speech.words), i + _LONGEST_UNIT) and not _ends_name(speech, i, end):
        end += 1
    return unit_at(speech, i, speech.words[end - 1].end) if end - i > 2 else None


def _ends_name(speech: Speech, i: int, end: int) -> bool:
    if DOES.at(speech.words, end) and end - i > 2 and not speech.capital(end):
        return True
    return " ".join(speech.words[end].gap.lower().split()) not in {"", "và", "-", "–"}


def _continues(cell: str, found: Sequence[Named], start: int) -> bool:
    """Whether a piece behind ";" still speaks of the part before it: nothing in it is known, no number or bullet opens it."""
    return all(one.kind == "unknown" for one in found) and not _BULLET.match(cell, start)


def _extended(cell: str, last: Named, found: Sequence[Named]) -> Named:
    more = " ".join(cell[found[0].start : found[-1].end].split())
    return replace(last, end=found[-1].end, part=f"{last.part}; {more}")


def _stretches(cell: str) -> Iterator[tuple[int, int]]:
    """The pieces between hard separators outside brackets; a bullet or number at the front is left out."""
    numbers = (found.start() for found in _NUMBER.finditer(cell) if not _in_brackets(cell, found.start()))
    cuts = sorted({0, *_hard_cuts(cell), *numbers})
    for start, end in zip(cuts, [*cuts[1:], len(cell)], strict=True):
        bullet = _BULLET.match(cell, start, end)
        yield (bullet.end() if bullet else start), end


def _hard_cuts(cell: str) -> Iterator[int]:
    depth = 0
    for i, letter in enumerate(cell):
        depth += (letter == "(") - (letter == ")" and depth > 0)
        if depth == 0 and letter in ";\n\r\u2028\t":
            yield i + 1


def _in_brackets(cell: str, at: int) -> bool:
    return cell.count("(", 0, at) > cell.count(")", 0, at)
