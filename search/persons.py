"""Persons in a question: the signers of the held papers, marks and one slip aside, and names that no paper signs with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from corpus.agency_slips import one_letter_off
from corpus.spelling import bare

_WORD = re.compile(r"[^\W\d_]+")
_SURNAMES = (
    "nguyen|tran|le|pham|hoang|huynh|phan|vu|vo|dang|bui|do|ho|ngo|duong|ly|dinh|dao|doan|trinh|mai|lam|luong|ha|cao|ta|trieu"
    "|nong|ma|vi|luu|chu|thai|to|quach|kieu|la|tong|giap|hua|tang|nghiem|bach|van"
)
_SURE = frozenset(
    ("nguyen", "tran", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "ngo", "duong", "trinh", "luong")
)
_TITLES = r"(?:ong|ba|dong chi|d/c|anh|chi|mr\.?|mrs\.?|ms\.?)"
_ASKED = r"(?:da |co |vua )?(?:ky|la ai|giu chuc|sign\w*|lam chuc|chuc vu)"
_STRANGER = re.compile(
    rf"\b(?:{_TITLES}\s+(?P<titled>[a-z]+(?:\s[a-z]+){{1,4}}?)|(?P<plain>(?:{_SURNAMES})(?:\s[a-z]+){{1,4}}?))\s+{_ASKED}\b"
    rf"|\b(?:signed by|ky boi|do)\s+(?:{_TITLES}\s+)?(?P<signing>(?:{_SURNAMES})(?:\s[a-z]+){{1,3}}?)(?=\s+ky\b|\W*$)"
)
_LEAST = 8  # letters of a name in which one may be wrong


def by_words(names: Iterable[str]) -> dict[str, frozenset[str]]:
    """Names by the same without marks: several names where marks would tell them apart."""
    found: dict[str, set[str]] = {}
    for name in names:
        found.setdefault(bare(name), set()).add(name)
    return {plain: frozenset(meant) for plain, meant in found.items()}


def named_persons(text: str, names: Mapping[str, frozenset[str]]) -> Iterator[tuple[int, int, frozenset[str]]]:
    """(start, end, names) of each person named in ``text``; ``names`` as ``by_words`` gives them."""
    words = [(found.start(), found.end(), bare(found.group())) for found in _WORD.finditer(text)]
    lengths = sorted({plain.count(" ") + 1 for plain in names}, reverse=True)
    taken = 0
    for length in lengths:
        for at in range(len(words) - length + 1):
            start, end = words[at][0], words[at + length - 1][1]
            meant = _meant(" ".join(word for _, _, word in words[at : at + length]), names)
            if meant and start >= taken:
                yield start, end, meant
                taken = end


def _meant(typed: str, names: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    """The names that are typed so, or with one letter wrong in a word."""
    if typed in names or len(typed) < _LEAST:
        return names.get(typed)
    first, last = typed.split(maxsplit=1)[0], typed.rsplit(maxsplit=1)[-1]
    close = (plain for plain in names if plain.startswith(first) or plain.endswith(last))
    return next((names[plain] for plain in close if one_letter_off(typed, plain)), None)


def unknown_person(text: str) -> tuple[int, int] | None:
    """Where a person stands whom the question asks about by name: "ông Trần Văn Bình ký …"."""
    for found in _STRANGER.finditer(bare(text)):
        place = next((found.span(name) for name in ("titled", "plain", "signing") if found[name]), None)
        if place and (found["titled"] or _is_written_as_name(text, text[slice(*place)])):
            return place
    return None


def _is_written_as_name(text: str, name: str) -> bool:
    """With capitals; in a text without any, a surname that is no other word."""
    if text.islower() or text.isupper():
        return bare(name.split(maxsplit=1)[0]) in _SURE
    return all(word[:1].isupper() for word in name.split())
