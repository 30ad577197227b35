"""Which of its own annexes does a document cite that the file does not hold? "phân công chi tiết tại Phụ lục II kèm theo"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.model import Notice
from ingest.extent import Extent
from ingest.grammar import numbers
from ingest.grammar.type_words import TYPE_WORDS
from ingest.paper.paragraphs import Paragraph
from ingest.paper.parts import Part

_NUMBER = r"(?:[IVX]{1,5}|\d{1,2})(?![\w.])"
_NUMBERS = rf"\s+(?:[Ss]ố\s+)?(?P<numbers>{_NUMBER}(?:\s*(?:,|và)\s*{_NUMBER})*)"
_WITH = r"\s+(?:ban\s+hành\s+)?(?:kèm\s+theo|đính\s+kèm|gửi\s+kèm)"
_ANNEX = re.compile(rf"(?i:phụ\s+lục)(?:{_NUMBERS})?(?P<with>{_WITH})?")  # "Phụ lục I, II kèm theo", "phụ lục đính kèm"
# whose annex it is, right behind: "của Nghị định …", "Thông tư số …"; "Kế hoạch này" is its own
_OF = re.compile(
    rf"(?:\s*(?:,|của|ban\s+hành|kèm\s+theo|thuộc|tại)\s*)*\s(?P<type>{TYPE_WORDS})(?P<own>\s+này)?", re.IGNORECASE
)
_CITING = re.compile(r"(?:tại|theo|trong|ở|xem|chi\s+tiết|\()\s*(?:các\s+)?$", re.IGNORECASE)
_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_ROMAN = {name: str(value) for value, name in enumerate(_NUMERALS, start=1)}


def missing_annexes(parts: Sequence[Part]) -> Iterator[Notice]:
    """One notice an annex that running text cites and no part of the file is."""
    held = {_key(part.number) for part in parts if part.kind == "annex"}
    told: set[str] = set()
    for part in parts:
        for piece in part.flow:
            if not isinstance(piece, Paragraph) or part.kind in ("head", "recipients", "signature"):
                continue
            for number, start, end in _cited(piece.extent):
                if not _is_held(number, held) and number not in told:
                    told.add(number)
                    named = f"Phụ lục {number}".strip()
                    message = f"{named} được dẫn trong văn bản nhưng không có trong tệp; việc giao trong đó chưa đọc được."
                    yield Notice("annex_missing", message, piece.extent.spans(start, end))


def _cited(words: Extent) -> Iterator[tuple[str, int, int]]:
    """(number or "", start, end) of each own annex that a paragraph cites."""
    text = words.text
    for found in _ANNEX.finditer(text):
        of = _OF.match(text, found.end())
        behind = next((number for number in numbers.find(text[found.end() : found.end() + 40])), None)
        if (of and not of["own"]) or (behind is not None and not (of and of["own"])):
            continue
        if not (found["with"] or (of and of["own"]) or _CITING.search(text[: found.start()])):
            continue  # a heading, or a word of a title
        if found["numbers"] is None and not found["with"]:
            continue  # "các phụ lục" in general
        for number in re.findall(_NUMBER, found["numbers"] or "") or [""]:
            yield number, found.start(), found.end()


def _is_held(number: str, held: set[str]) -> bool:
    return bool(held) if not number else _key(number) in held


def _key(number: str) -> str:
    return _ROMAN.get(number.upper(), number.lstrip("0"))
