"""Which words of a question are those of print, or of the matter? In quotation marks, in brackets, behind "về"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.spelling import bare
from ingest.names import agencies

_IN_BRACKETS = re.compile(r"\((?P<words>[^()]{4,200})\)")
_QUOTED = re.compile(r"[“\"«](?P<words>[^“”\"«»]{2,300})[”\"»]")

_TOPIC = re.compile(
    r"\b(?:(?:noi|lien quan|nhac|de cap)\s+)?(?:ve(?: viec)?|lien quan (?:den|toi)|(?:nhac|noi) (?:den|toi)"
    r"|de cap(?: den| toi)?|co (?:chu|tu|cum tu)"
    r"|about|regarding|concerning|mention(?:s|ing)?)\b(?!\s+(?:dich|han|hang)\b)"
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """``start`` to ``end`` is what is read no further; empty for words in brackets, which may say more."""

    words: str
    start: int = 0
    end: int = 0


def quoted_in(left: str, english: bool) -> Quoted | None:
    found = _QUOTED.search(left)
    words = found["words"].strip() if found else ""
    if found and words.lower() not in {"liên quan", "lien quan"}:
        return Quoted(words, *found.span())
    return _in_brackets(left) if english else None


def _in_brackets(left: str) -> Quoted | None:
    """English with the words of print in brackets: "the cybersecurity centre (Trung tâm an ninh mạng)"."""
    found = _IN_BRACKETS.search(left)
    if found is None or found["words"].isascii() or agencies.find(found["words"]):
        return None
    return Quoted(found["words"])


def topic_at(left: str) -> int:
    """Where what stands behind "về", "liên quan đến", "about" begins; 0 without them."""
    found = _TOPIC.search(bare(left))
    return found.end() if found else 0
