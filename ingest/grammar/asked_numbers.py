"""Which document numbers does a question name, however loosely they are typed?

"126-ctr/tu", "09 ctr tu", "17-TB", "KH 215", "ke hoach 215", "plan 215" all name documents that are known; a well-formed
number that nobody knows is named too, so that the answer can say that it is not held.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.grammar.number_grammar import TYPE_NAMES, find
from ingest.grammar.number_keys import Piece, folded, key, pieces
from ingest.grammar.unmarked import either


@dataclass(frozen=True, slots=True)
class AskedNumber:
    """A document number in a question; ``text[start:end]`` is how it was typed, the name of the type included.

    ``candidates`` are the known numbers that it may mean, as known: one where it is typed in full, several where it is not
    ("nghị quyết 68"), none where no known document bears it. ``number`` is the best reading of what was typed; only digits for
    an unknown "kế hoạch 1234".
    """

    start: int
    end: int
    number: str
    candidates: tuple[str, ...]


def find_in_question(text: str, known: Iterable[str]) -> tuple[AskedNumber, ...]:
    """Every document number in a question (NFC), in order.

    A reading in full wins over a short one, a longer one over a shorter. What is typed with marks must have the right ones.
    """
    typed = {piece.code for piece in pieces(text)}
    index = [one for one in map(_known, dict.fromkeys(known)) if one.codes and folded(one.codes[0]) in typed]
    hits = [*_spelt(text, index), *_well_formed(text), *_by_name(text, index)]
    hits.sort(key=lambda hit: (-hit.rank, hit.start - hit.end, hit.start))
    taken: dict[tuple[int, int], list[_Hit]] = {}
    for hit in hits:
        place = (hit.start, hit.end)
        if place in taken:
            taken[place].append(hit)
        elif all(hit.end <= start or hit.start >= end for start, end in taken):
            taken[place] = [hit]
    return tuple(_asked(place, taken[place]) for place in sorted(taken))


_EXACT, _FULL, _WELL_FORMED, _SHORT, _NAMED = 5, 4, 3, 2, 1  # ranks of a reading, best first


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    rank: int
    number: str
    candidate: str | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """``codes`` are the pieces of the number; ``kind`` is the place of the type among them, ``None`` where it has none."""

    number: str
    codes: tuple[str, ...]
    kind: int | None


@lru_cache(maxsize=1 << 16)
def _known(number: str) -> _Known:
    codes = tuple(piece.typed for piece in pieces(number))
    found = find(number)
    kind = found[0].type_code if found else None
    return _Known(number, codes, codes.index(kind) if kind in codes else None)


def _asked(place: tuple[int, int], hits: Sequence[_Hit]) -> AskedNumber:
    """The best reading of one place; looser readings of the same place are dropped, equal ones are all candidates."""
    best = [hit for hit in hits if hit.rank == hits[0].rank]
    candidates = tuple(dict.fromkeys(hit.candidate for hit in best if hit.candidate))
    return AskedNumber(*place, candidates[0] if len(candidates) == 1 else best[0].number, candidates)


# --- spelt, in full or without the organ -----------------------------------------------------------------------------------

_GAP = re.compile(r"[\s/\\|.\-\u2010-\u2015\u2212]{0,3}")  # what may stand between the pieces of one number
_TYPE_GAP = re.compile(either(r"[\s.\-]{0,3}(?:số\s*:?\s*)?"), re.IGNORECASE)  # between a type and its number
_SYLLABLES = frozenset({"da"})  # codes that are words too when typed without marks: "nhiệm vụ 5 da xong"
_ORGANS = frozenset({"tw", "tu", "du", "cp", "ttg", "ubnd", "hdnd", "bcd", "cqtt", "bnctu", "vptu"})


def _spelt(text: str, index: Sequence[_Known]) -> Iterator[_Hit]:
    typed = pieces(text)
    for known in index:
        for first, piece in enumerate(typed):
            if piece.means(known.codes[0]):
                yield from _from_number(text, typed[first:], known)
            elif known.kind is not None and piece.means(known.codes[known.kind]):
                yield from _from_type(text, typed[first : first + 3], known)


def _from_number(text: str, typed: Sequence[Piece], known: _Known) -> Iterator[_Hit]:
    """ "09 ctr tu", or "09-ctr" without the organ."""
    count = _common(text, typed, known.codes)
    start, end = typed[0].start, typed[count - 1].end
    if count == len(known.codes):
        typed_so = text[start:end]  # in lower case "da" may still be meant for ĐA
        rank = _EXACT if key(typed_so) == key(known.number) and not typed_so.islower() else _FULL
        yield _Hit(start, end, rank, known.number, known.number)
    elif known.kind is not None and count > known.kind and not _goes_on(text, typed, count):
        yield _Hit(start, end, _SHORT, text[start:end], known.number)


def _from_type(text: str, typed: Sequence[Piece], known: _Known) -> Iterator[_Hit]:
    """ "KH 215", "KH số 215", "NQ68"."""
    code, *rest = typed
    digits = next((piece for piece in rest if piece.code != "so"), None)
    if digits is None or not digits.means(known.codes[0]) or code.code in _SYLLABLES:
        return
    if _TYPE_GAP.fullmatch(text, code.end, digits.start) and not re.match(r"\s?/\s?\d", text[digits.end :]):
        yield _Hit(code.start, digits.end, _SHORT, digits.typed, known.number)


def _common(text: str, typed: Sequence[Piece], codes: Sequence[str]) -> int:
    """How many pieces of a known number are typed in a row."""
    count = 0
    for piece, code in zip(typed, codes, strict=False):
        if not piece.means(code) or (count and not _GAP.fullmatch(text, typed[count - 1].end, piece.start)):
            break
        count += 1
    return count


def _goes_on(text: str, typed: Sequence[Piece], count: int) -> bool:
    """Whether what looks like a number without its organ is another one ("215/KH-STP") or plain words ("5 da xong")."""
    last = typed[count - 1]
    if last.code in _SYLLABLES and text[typed[count - 2].end : last.start].isspace():
        return True
    if count == len(typed) or not _GAP.fullmatch(text, last.end, typed[count].start):
        return False
    return typed[count].code in _ORGANS or "/" in (gap := text[last.end : typed[count].start]) or gap.strip() == "-" == gap


# --- well formed, known or not ---------------------------------------------------------------------------------------------

# "CTR" → CTr, and where marks were left out "QD" → QĐ; of two codes with the same letters the one in capitals as typed wins.
_WRITTEN = {folded(code).upper(): code for code in TYPE_NAMES} | {code.upper(): code for code in TYPE_NAMES}


def _well_formed(text: str) -> Iterator[_Hit]:
    """Numbers of the printed grammar, also in lower case; what was in lower case gets its capitals and marks back."""
    printed = [found for found in find(text) if found.number]
    for found in printed:
        yield _Hit(found.start, found.end, _WELL_FORMED, found.canonical)
    for found in find("".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in text)):
        if found.number and all(found.end <= other.start or found.start >= other.end for other in printed):
            code = found.type_code or ""
            number = found.canonical.replace(code, _WRITTEN.get(code, code), 1) if code else found.canonical
            yield _Hit(found.start, found.end, _WELL_FORMED, number)


# --- by the name of the type -----------------------------------------------------------------------------------------------

_WORD_GAP = r"\s+"
_ANY: frozenset[str] = frozenset()
_ENGLISH = {
    "plan": "KH", "resolution": "NQ", "decision": "QĐ", "directive": "CT", "program": "CTr", "programme": "CTr", "notice": "TB",
    "report": "BC", "decree": "NĐ", "circular": "TT", "conclusion": "KL",
}  # fmt: skip
_TYPES = {
    name: frozenset({code}) for code, name in (*TYPE_NAMES.items(), *((code, name) for name, code in _ENGLISH.items()))
} | {
    "Quy định": frozenset({"QyĐ", "QĐ"}),  # the Party writes QĐ for both
    "Thông tri": frozenset({"TT"}),
    "Chương trình hành động": frozenset({"CTr"}),
    "Thông báo kết luận": frozenset({"TB"}),
    **dict.fromkeys(("Văn bản", "Công văn", "Luật", "document", "law", "act"), _ANY),
}
# "Đề án 06", "chương trình 661" are names of programmes as often as numbers: unknown ones count only with "số".
_PROGRAMMES = frozenset({"Đề án", "Dự án", "Chương trình", "Phương án", "Báo cáo", "report", "program", "programme", "act"})
_UNIT = (  # what a bare figure counts
    "năm|ngày|tháng|tuần|quý|giờ|phút|nhiệm vụ|nội dung|mục|điểm|phần|bước|người|xã|sở|tỉnh|đơn vị|days?|months?|years?|tasks?"
)


@lru_cache(maxsize=1)
def _name_pattern() -> re.Pattern[str]:
    """A type's name and digits that no unit follows: "kế hoạch 215", not "kế hoạch 5 năm"; group ``n<i>`` is the i-th name."""
    names = sorted(enumerate(_TYPES), key=lambda pair: -len(pair[1]))
    named = "|".join(rf"(?P<n{i}>{_WORD_GAP.join(map(either, name.split()))})" for i, name in names)
    said = either(r"(?:\s*(?P<said>số|no\.?|number)\s*:?)?")
    digits = r"\s*(?P<digits>\d{1,5})(?:/(?P<year>(?:19|20)\d\d))?(?![\w%/]|[-–.,]\w)"
    return re.compile(rf"(?<!\w)(?:{named}){said}{digits}(?!\s*(?:{either(_UNIT)})(?!\w))", re.IGNORECASE)


def _by_name(text: str, index: Sequence[_Known]) -> Iterator[_Hit]:
    names = list(_TYPES)
    for match in _name_pattern().finditer(text):
        name = names[int(next(group for group, part in match.groupdict().items() if part and group[1:].isdigit())[1:])]
        digits, year = match["digits"], match["year"]
        wanted = [known for known in index if _is_named(known, _TYPES[name], digits, year)]
        for known in wanted:
            yield _Hit(*match.span(), _SHORT, digits, known.number)
        if not wanted and (match["said"] or not (name in _PROGRAMMES or (len(digits) == 4 and digits[:2] in ("19", "20")))):
            yield _Hit(*match.span(), _NAMED, f"{digits}/{year}" if year else digits)


def _is_named(known: _Known, types: frozenset[str], digits: str, year: str | None) -> bool:
    if folded(known.codes[0]) != folded(digits) or (year and year not in known.codes[1:2]):
        return False
    return not types or (known.kind is not None and known.codes[known.kind].upper() in {code.upper() for code in types})
