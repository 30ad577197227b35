"""Which place of a paper does a question name? "Phụ lục I và II", "mục III.2", "nhóm IV", "STT 7"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.spelling import bare

_NUMERAL = r"(?:[ivx]{1,5}|\d{1,2})"
_ANNEX = re.compile(
    rf"\b(?:phu luc|annex(?:es)?|appendix)\s+(?:so\s+)?(?P<first>{_NUMERAL})\b"
    rf"(?:\s*(?:,|va|and|&)\s*(?:phu luc\s+)?(?P<second>{_NUMERAL})\b)?"
)
_BOTH = re.compile(
    r"\b(?:nhiem vu|viec|dong|row|task)?\s*(?P<annex>[ivx]{1,5})\s*[-–]\s*(?P<stt>\d{1,3})\b(?!\s*[/%-])"
)  # "nhiệm vụ I-12"
_DOTTED = re.compile(  # "nhiệm vụ I.5", not "mục III.2"
    r"\b(?:nhiem vu|viec|dong|row|task|stt|han(?: dieu chinh)? cua)\s+(?P<annex>[ivx]{1,5})\.(?P<stt>\d{1,3})\b(?!\.)"
)
_STT = re.compile(
    r"\b(?:stt|so thu tu|nhiem vu so|viec so|muc so|dong so|(?:row|task|item)(?: (?:no\.?|number))?"
    r"|(?:nhiem vu|viec|(?<!hop )(?<!lao )dong)(?= \d{1,3} (?:trong|cua|o|tai|thuoc|phu luc)\b))\s*(?P<stt>\d{1,3})\b"
)
_GROUP = re.compile(rf"\b(?:nhom|group)\s+(?:so\s+|nhiem vu\s+)?(?P<label>{_NUMERAL})\b")
_SECTION = re.compile(
    r"\b(?:muc|phan|section|part)\s+(?:so\s+)?(?P<label>[ivx]{1,5}(?:\.\d{1,2}){0,2}|\d{1,2}(?:\.\d{1,2}){0,2})\b(?!\s*[/%])"
)


@dataclass(frozen=True, slots=True)
class Place:
    """``annexes`` in upper case, ``section`` a label as typed ("III.2") or ``None``; ``taken`` are the spans of the words."""

    annexes: tuple[str, ...] = ()
    stt: str | None = None
    group: str | None = None
    section: str | None = None
    taken: tuple[tuple[int, int], ...] = ()


def read_place(text: str) -> Place:
    plain = bare(text)
    both = _BOTH.search(plain) or _DOTTED.search(plain)
    if both:
        return Place((both["annex"].upper(),), both["stt"], taken=(both.span(),))
    annex, stt, group, section = (pattern.search(plain) for pattern in (_ANNEX, _STT, _GROUP, _SECTION))
    annexes = tuple(name.upper() for name in (annex["first"], annex["second"]) if name) if annex else ()
    label = section["label"].upper() if section else None
    grouped = group["label"].upper() if group else None
    if annexes and label and grouped is None and "." not in label:  # "mục II Phụ lục I" is a group of rows
        grouped, label = label, None
    taken = tuple(match.span() for match in (annex, stt, group, section) if match)
    return Place(annexes, stt["stt"] if stt else None, grouped, label, taken)
