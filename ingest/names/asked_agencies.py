"""Which agencies does a question name? Marks and capitals may be missing, a letter may be wrong, a commune may stand for its
People's Committee; what only has the shape of an agency ("Sở Vũ trụ") is kept as ``unknown``, so that the answer can say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from difflib import SequenceMatcher

from corpus.agencies import fold, key, lookup, words
from corpus.agency_slips import mistyped
from corpus.phrase_words import scan
from corpus.spelling import bare
from ingest.names.asked_shapes import commune_at, english_group_at, shaped_at
from ingest.names.asked_words import COMPOUNDS
from ingest.names.mentions import Found, Named, Speech, agency_at, group_at, named, of_match
from ingest.names.naming import Issuer

_PROPER_ONLY = frozenset({"state", "steering", "enterprise"})  # "chính phủ", "ban chỉ đạo" in small letters are common words
_NOT_ALONE = frozenset({"outside", "village", "organisation", "commune", "staff", "district", "province"})
_NEVER = frozenset({"staff", "school", "village"})
_COMMON = frozenset(  # words of so many names that sharing them says nothing
    ("tinh", "xa", "huyen", "so", "bo", "ban", "phong", "cac", "uy", "hoi", "cap", "cuc", "nha", "nuoc", "thanh", "pho")
)
_LEVELS = ("central", "province", "district", "commune", "external")
_LONG_PHRASE = 20  # words
_NEAR, _ALIKE, _LEVEL, _COMMON_SHARE = 0.2, 0.8, 0.05, 0.3


def find(text: str) -> tuple[Named, ...]:
    """The agencies, offices and group phrases of a question, in order.

    The ``name`` of an agency is bare and its ``province`` apart ("STP Thái Nguyên" → "Sở Tư pháp", "Thái Nguyên"). ``unknown``
    is what the registry lacks; the held papers may still name it.
    """
    speech = Speech(text, words(text), Issuer("", None))
    mentions: list[Named] = []
    i = dull = 0  # up to word ``dull`` a long phrase stands that means nobody: it is not read again from each of its words
    while i < len(speech.words):
        group = group_at(speech, i) if i >= dull else None
        if group and not _is_meant(speech, i):
            dull = group.end if group.end > i + _LONG_PHRASE else dull
            group = None
        found = group or english_group_at(speech, i) or _found_at(speech, i)
        if found is not None:
            mentions.append(named(text, speech.words[i].start, replace(found, name=_bare(found))))
        i = max(found.end, i + 1) if found else i + 1
    return tuple(mentions)


def near(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Up to three of the ``known`` names most like ``name``, for "không có trong kho": by shared words, then by level."""
    scored = {one: _likeness(name, one) for one in dict.fromkeys(known)}
    close = sorted((one for one in scored if scored[one] >= _NEAR), key=lambda one: -scored[one])
    by_key = {fold(one): one for one in reversed(close)}  # one print of each name
    return tuple(sorted(by_key.values(), key=lambda one: -scored[one]))[:3]


def _likeness(wanted: str, given: str) -> float:
    """Up to 1; 0 where no word but a common one is shared and the letters differ. An unmarked word stands for a marked one."""
    own, other = key(wanted).split(), key(given).split()
    plain = {bare(word) for word in other}
    shared = {bare(word) for word in own if word in other or (word == bare(word) and word in plain)}
    alike = SequenceMatcher(None, fold(wanted), fold(given), autojunk=False).ratio()
    if not shared - _COMMON and alike < _ALIKE:
        return 0.0
    rare = len(shared - _COMMON) + _COMMON_SHARE * len(shared & _COMMON)
    whole = max(sum(bare(word) not in _COMMON for word in words) for words in (own, other)) or 1
    return max(rare / whole, alike if alike >= _ALIKE else 0.0) * 0.9 + 0.1 * alike - _LEVEL * _apart(wanted, given)


def _apart(one: str, other: str) -> int:
    """How many levels lie between two agencies; many where either is not known."""
    first, second = lookup(one), lookup(other)
    return abs(_LEVELS.index(first.level) - _LEVELS.index(second.level)) if first and second else len(_LEVELS)


def _bare(found: Found) -> str:
    """The name of an agency without the province, which stands apart."""
    if found.agency is None or found.province is None or found.agency.family == "enterprise":
        return found.name
    behind = re.search(rf"(?:,\s*|\s+)(?P<kind>tỉnh |thành phố )?{re.escape(found.province)}$", found.name, re.IGNORECASE)
    if behind is None:
        return found.name
    name = found.name[: behind.start()]
    if found.agency.level != "province" or found.agency.base == found.agency.name:
        return name
    return f"{name} {(behind['kind'] or 'tỉnh').strip().lower()}"


def _found_at(speech: Speech, i: int) -> Found | None:
    if _in_compound(speech, i):
        return None
    found, slip = agency_at(speech, i), mistyped(speech.text, speech.words, i)
    if found is not None and found.name != "Sở" and not (slip and slip.end > found.end):
        common = found.agency is not None and found.agency.family in _PROPER_ONLY and not speech.may_name(i)
        return None if common else found
    return commune_at(speech, i) or (of_match(slip, speech.issuer) if slip else None) or shaped_at(speech, i)


def _is_meant(speech: Speech, i: int) -> bool:
    """Whether a sentence means agencies: "các địa phương", "UBND cấp xã", "sở, ban, ngành", not "nhân dân, bản làng"."""
    found = scan(speech.text, speech.words, i)
    bodies = {part.body for part in found.parts} if found else set()
    if found is None or bodies <= _NEVER:
        return False
    said = any(piece.role in {"quantifier", "holder"} for piece in found.pieces)
    return said or (len(found.parts) > 1 and not bodies & _NOT_ALONE)


def _in_compound(speech: Speech, i: int) -> bool:
    """Whether word ``i`` ends another word: "cơ sở y tế", "cán bộ y tế", "chuyen doi so nong nghiep"."""
    word = speech.words[i]
    if i == 0 or not speech.blank(i) or speech.capital(i) or word.end - word.start > len(word.key):  # a code stands for itself
        return False
    return COMPOUNDS.end(speech.words, i - 1) == i + 1
