"""Which words of a passage made it an answer?"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from index.words import Word, folded, marked, read

# Words of one syllable that nearly every sentence has; they are shown only where a neighbour was asked for too.
_COMMON = frozenset(
    [
        *("và", "là", "của", "các", "những", "cho", "có", "được", "trong", "theo", "để", "về", "với", "từ", "tại", "này"),
        *("khi", "đó", "thì", "mà", "nào", "gì", "do", "bởi", "cũng", "đã", "sẽ", "bị", "ở"),
    ]
)
_PIECE = re.compile(r"[^\W_]+")


class _Syllable(NamedTuple):
    text: str
    start: int
    end: int


def highlights(query: str, text: str) -> list[tuple[int, int]]:
    """Where ``text`` (NFC) has words of ``query``: half-open ranges of code points, in order, none touching the next.

    Whole words are found, and neighbouring syllables whichever words they were cut into. A question without marks finds words
    with marks too.
    """
    plain = str if marked(query) else folded
    common = {plain(word) for word in _COMMON}
    asked, found = read(query), read(text)
    wanted = {plain(word.text) for word in asked} - common
    spans = [(word.start, word.end) for word in found if plain(word.text) in wanted]
    pairs = _pairs([plain(syllable) for word in asked for syllable in word.syllables], common)
    for left, right in pairwise(_syllables(found, text)):
        if (plain(left.text), plain(right.text)) in pairs:
            spans.append((left.start, right.end))
    return _merged(sorted(spans), text)


def _pairs(syllables: list[str], common: set[str]) -> set[tuple[str, str]]:
    return {pair for pair in pairwise(syllables) if not common.issuperset(pair)}


def _syllables(words: list[Word], text: str) -> list[_Syllable]:
    """The syllables with their own places; those of a document number or a date share the place of the whole."""
    placed = []
    for word in words:
        spans = [match.span() for match in _PIECE.finditer(text, word.start, word.end)]
        if len(spans) != len(word.syllables):
            spans = [(word.start, word.end)] * len(word.syllables)
        placed += [_Syllable(syllable, *span) for syllable, span in zip(word.syllables, spans, strict=True)]
    return placed


def _merged(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Overlapping ranges made one, and those with nothing but blanks between."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and not text[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
