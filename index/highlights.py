"""Which words of a passage made it an answer?"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from index.text.words import Word, folded, marked, read

# Words of one syllable that nearly every sentence has; they are shown only where a neighbour was asked for too.
_COMMON = frozenset(
    [
        *("và", "là", "của", "các", "những", "cho", "có", "được", "trong", "theo", "để", "về", "với", "từ", "tại", "này"),
        *("khi", "đó", "thì", "mà", "nào", "gì", "do", "bởi", "cũng", "đã", "sẽ", "bị", "ở"),
    ]
)
_PIECE = re.compile(r"[^\W_]+")
_PASSAGES = 1 << 13  # kept cut into words: some 2 kB each


class _Asked(NamedTuple):
    """The words and the neighbouring syllables that are looked for, as ``plain`` writes those of a passage."""

    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    plain: Callable[[str], str]


class _Pieces(NamedTuple):
    """Words or syllables in order, and where each stands."""

    texts: tuple[str, ...]
    starts: array[int]
    ends: array[int]


class _Passage(NamedTuple):
    words: _Pieces
    syllables: _Pieces


def highlights(query: str, text: str) -> list[tuple[int, int]]:
    """Where ``text`` (NFC) has words of ``query``: half-open ranges of code points, in order, none touching the next.

    Whole words are found, and neighbouring syllables whichever words they were cut into. A question without marks finds words
    with marks too.
    """
    asked = _asked(query)
    (words, *words_at), (syllables, starts, ends) = _passage(text)
    plain = asked.plain
    spans = [(start, end) for word, start, end in zip(words, *words_at, strict=True) if plain(word) in asked.words]
    neighbours = enumerate(pairwise(map(plain, syllables)))
    spans += [(starts[place], ends[place + 1]) for place, pair in neighbours if pair in asked.pairs]
    return _merged(sorted(spans), text)


@lru_cache(maxsize=1 << 6)  # the same for every passage of an answer
def _asked(query: str) -> _Asked:
    plain = sys.intern if marked(query) else _without_marks
    common = {plain(word) for word in _COMMON}
    found = read(query)
    syllables = [plain(syllable) for word in found for syllable in word.syllables]
    pairs = frozenset(pair for pair in pairwise(syllables) if not common.issuperset(pair))
    return _Asked(frozenset(plain(word.text) for word in found) - common, pairs, plain)


_without_marks = lru_cache(maxsize=1 << 15)(folded)


@lru_cache(maxsize=_PASSAGES)  # cutting a passage into words costs ten times what looking through them does
def _passage(text: str) -> _Passage:
    words = read(text)
    return _Passage(_pieces((word.text, word.start, word.end) for word in words), _pieces(_syllables(words, text)))


def _pieces(placed: Iterable[tuple[str, int, int]]) -> _Pieces:
    texts, starts, ends = zip(*placed, strict=True) if (placed := list(placed)) else ((), (), ())
    return _Pieces(tuple(map(sys.intern, texts)), array("I", starts), array("I", ends))


def _syllables(words: list[Word], text: str) -> list[tuple[str, int, int]]:
    """The syllables with their own places; those of a document number or a date share the place of the whole."""
    syllables = [syllable for word in words for syllable in word.syllables]
    spans = [match.span() for match in _PIECE.finditer(text)]
    if len(spans) == len(syllables):  # a word has at least as many pieces as syllables, so here each has as many
        return [(syllable, *span) for syllable, span in zip(syllables, spans, strict=True)]
    return [placed for word in words for placed in _in_word(word, text)]


def _in_word(word: Word, text: str) -> list[tuple[str, int, int]]:
    spans = [match.span() for match in _PIECE.finditer(text, word.start, word.end)]
    if len(spans) != len(word.syllables):
        spans = [(word.start, word.end)] * len(word.syllables)
    return [(syllable, *span) for syllable, span in zip(word.syllables, spans, strict=True)]


def _merged(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Overlapping ranges made one, and those with nothing but blanks between."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and not text[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
