"""The words of a text as they are said: "Sở KH&CN" is read as sở, khoa, học, công, nghệ."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from corpus.spelling import Word, bare, split_words

HIDDEN = "#"  # the key of a word inside a document number

_DATA = Path(__file__).with_name("abbreviations.toml")
_DASH = r"[\-–]"
_ORGAN = r"[a-zđ][\w&.]*"
_PARTY = rf"\d{{1,5}}[a-zđ]?\s?{_DASH}\s?[a-zđ]{{2,4}}\s?/\s?{_ORGAN}"  # "13-TB/CQTT"
_STATE = rf"/\s?(?:\d{{4}}/)?[a-zđ]{{2,5}}(?:\s?{_DASH}\s?{_ORGAN})+"  # "144/KH-UBND", "/KH-STP"
_NUMBERS = re.compile(rf"{_PARTY}|{_STATE}", re.IGNORECASE)  # their codes name no agency here
_JOINT = re.compile(r"\s*(?:[,&.\-–]|và)\s*|", re.IGNORECASE)  # "KH&CN", "VH, TT và DL", "GD-ĐT"
_VOWEL = re.compile(r"[aeiouy]")
_SMALL = frozenset({"vp", "tp"})
_MOST_WORDS = 4


def words(text: str) -> list[Word]:
    """The words of a text with abbreviations written out: the words of one abbreviation share its place in the text."""
    plain = split_words(text)
    numbers = (found.span() for found in _NUMBERS.finditer(text)) if "/" in text else iter(())
    start, end = next(numbers, (len(text), len(text)))
    spoken: list[Word] = []
    first = _first_words()
    i = 0
    while i < len(plain):
        word = plain[i]
        while word.start >= end and end < len(text):
            start, end = next(numbers, (len(text), len(text)))
        if start <= word.start < end:
            spoken.append(word._replace(key=HIDDEN, bare=HIDDEN))
            i += 1
            continue
        code = _code_at(text, plain, i) if word.bare in first else None
        if code:
            spoken += _said(code[0], plain[i : code[1]])
        else:
            spoken.append(word)
        i = code[1] if code else i + 1
    return spoken


def written(text: str, listed: Sequence[Word]) -> str:
    """The print of ``listed`` (the words of one place in ``text``), or what the abbreviation there stands for."""
    printed = text[listed[0].start : listed[-1].end]
    if listed[0].key == HIDDEN or len(listed) == 1:
        return printed
    return _codes().get(tuple(word.key for word in split_words(printed))) or _unmarked(printed) or printed


def is_code(text: str, plain: Sequence[Word], start: int, end: int) -> bool:
    """Whether the words are printed as a code: in capitals, or in small letters that are no syllable ("ubnd", never "tu").

    Between other words in capitals a short code is a syllable: "SỞ TƯ PHÁP".
    """
    part = plain[start:end]
    joined = "".join(word.bare for word in part)
    syllable = len(joined) < 4 and _VOWEL.search(joined) is not None
    if all(text[word.start : word.end].isupper() for word in part):
        return not (syllable and (_shouted(text, plain, start - 1, start) or _shouted(text, plain, end, end)))
    return joined in _SMALL or (len(joined) > 2 and not syllable)


def _shouted(text: str, plain: Sequence[Word], i: int, gap: int) -> bool:
    """Whether word ``i`` is an ordinary word in capitals, with only a blank before word ``gap``."""
    if not 0 <= i < len(plain) or not plain[gap].gap.isspace():
        return False
    word = plain[i]
    return len(word.key) > 1 and text[word.start : word.end].isupper() and word.bare not in _first_words()


def printed_first(word: str) -> frozenset[str]:
    """What stands first in print of each abbreviation whose words begin with ``word`` (no marks): "uy" → ub, ubnd, ubkt …"""
    return _printed(0).get(word, frozenset())


def printed_last(word: str) -> frozenset[str]:
    """What stands last of those that end in ``word``: "dao" → bcđ, bcd."""
    return _printed(-1).get(word, frozenset())


@cache
def _printed(place: Literal[0, -1]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for code, full in _codes().items():
        found.setdefault(_plain(full)[place].bare, set()).add(code[place].removeprefix("~"))
    return {word: frozenset(codes) for word, codes in found.items()}


def _said(full: str, part: Sequence[Word]) -> Iterator[Word]:
    for number, word in enumerate(_plain(full)):
        yield word._replace(start=part[0].start, end=part[-1].end, gap="" if number else part[0].gap)


@cache
def _plain(full: str) -> tuple[Word, ...]:
    return tuple(split_words(full))


def _code_at(text: str, plain: Sequence[Word], i: int) -> tuple[str, int] | None:
    """The longest abbreviation that begins at word ``i``: what it stands for, and the index behind it."""
    for end in range(min(i + _MOST_WORDS, len(plain)), i, -1):
        part = plain[i:end]
        if all(_JOINT.fullmatch(word.gap) for word in part[1:]):
            spelled = tuple(word.key for word in part)
            full = _codes().get(spelled) or _codes().get(tuple("~" + word for word in spelled))
            if full and is_code(text, plain, i, end):
                return full, end
    return None


def _unmarked(printed: str) -> str | None:
    return _codes().get(tuple("~" + word.key for word in split_words(printed)))


@cache
def _codes() -> dict[tuple[str, ...], str]:
    """Every grouping of an abbreviation's letters to its words; the words of one typed without marks begin with "~"."""
    with _DATA.open("rb") as file:
        listed = tomllib.load(file)["abbreviations"]
    codes: dict[tuple[str, ...], str] = {}
    for code, full in listed.items():
        for grouping in _groupings(code.lower().split("+")):
            codes[grouping] = full
            codes.setdefault(tuple("~" + bare(part) for part in grouping), full)
    return codes


@cache
def _first_words() -> frozenset[str]:
    return frozenset(bare(code[0].removeprefix("~")) for code in _codes())


def _groupings(parts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every way to write the parts together: kh+cn → (khcn,), (kh, cn)."""
    if not parts:
        yield ()
    for length in range(1, len(parts) + 1):
        yield from (("".join(parts[:length]), *rest) for rest in _groupings(parts[length:]))
