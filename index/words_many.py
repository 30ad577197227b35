"""The words of many texts at once, for the building of an index: what ``index.words`` reads in a quarter of its time."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from index.segmenter import find
from index.segmenter_many import Truths, joins
from index.words import FIGURE_FOR_CODE, LINE, PROTECTED, Word, canonical, code, pieces_of, read, reader

_LONG = 8_000  # characters of a text that is read by itself, as all others would wait for it


class Reading(NamedTuple):
    """The words of a text in order, and its syllables."""

    words: list[str]
    syllables: list[str]


def read_many(texts: Sequence[str]) -> list[Reading]:
    """A reading for each text, equal to ``words`` and ``syllables`` of it."""
    found = _read_together([text if len(text) <= _LONG else "" for text in texts])
    return [one if len(text) <= _LONG else _read_alone(text) for text, one in zip(texts, found, strict=True)]


def _read_alone(text: str) -> Reading:
    words = read(text)
    return Reading([word.text for word in words], [syllable for word in words for syllable in word.syllables])


def _read_together(texts: Sequence[str]) -> list[Reading]:
    tokens: list[str] = []
    codes: dict[int, Word] = {}
    lengths: list[int] = []  # of the lines, in tokens
    ends: list[int] = []  # of the texts
    for text in texts:
        lengths += _add_lines(text, tokens, codes)
        ends.append(len(tokens))
    begins = np.flatnonzero(~_joins(tokens, lengths))
    words = np.concatenate([[0], np.searchsorted(begins, ends)]).tolist()
    places = [*begins.tolist(), len(tokens)]
    return [_reading(tokens, codes, places[first : last + 1]) for first, last in pairwise(words)]


def _add_lines(text: str, tokens: list[str], codes: dict[int, Word]) -> Iterator[int]:
    """Adds the tokens of a text, and which of them are a code, a date or an abbreviation; gives the length of each line."""
    plain = canonical(unicodedata.normalize("NFC", text))
    for line in LINE.finditer(plain):
        before, (start, end) = len(tokens), line.span()
        for match in PROTECTED.finditer(plain, start, end):
            tokens += find(plain, start, match.start())
            start = match.end()
            if match.lastgroup != "leader":
                codes[len(tokens)] = code(match)
            tokens.append(FIGURE_FOR_CODE if match.lastgroup != "leader" else "-")
        tokens += find(plain, start, end)
        if len(tokens) > before:
            yield len(tokens) - before


def _joins(tokens: Sequence[str], lengths: Sequence[int]) -> Truths:
    kinds = {kind: number for number, kind in enumerate(dict.fromkeys(tokens))}
    numbers = np.fromiter(map(kinds.__getitem__, tokens), dtype=np.int64, count=len(tokens))
    return joins(reader(), list(kinds), numbers, np.array(lengths, dtype=np.int64))


def _reading(tokens: Sequence[str], codes: Mapping[int, Word], places: Sequence[int]) -> Reading:
    """``places`` says where each word begins, and last where the text ends."""
    words: list[str] = []
    syllables: list[str] = []
    for start, end in pairwise(places):
        word, pieces = _word(*tokens[start:end])
        if start in codes:
            word, pieces = codes[start].text, codes[start].syllables
        if word:
            words.append(word)
            syllables += pieces
    return Reading(words, syllables)


@lru_cache(maxsize=1 << 16)
def _word(*tokens: str) -> tuple[str, tuple[str, ...]]:
    """The word that these tokens make, and its syllables; empty where they hold no letter or digit."""
    pieces = tuple(piece for token in tokens for piece in pieces_of(token))
    return "_".join(pieces), pieces
