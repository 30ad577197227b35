"""The words of many texts at once, for the building of an index: what ``index.text.words`` reads in a tenth of its time."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np

from index.storage.ragged import Ragged
from index.text.chunks import TOGETHER, Chunks, Spellings
from index.text.segmenter_many import Ints, joins
from index.text.words import LINE, canonical, reader

_HELD = 1 << 15  # chunks; some 15 MB


class Readings(NamedTuple):
    """Of texts in their order. ``words`` are divided by blanks; ``syllables`` are numbers in ``spellings``."""

    words: list[str]
    syllables: Ragged
    spellings: Spellings


class Reader:
    """Reads batch after batch. Not safe to share between threads."""

    def __init__(self) -> None:
        self._chunks = Chunks(reader())

    def read(self, texts: Sequence[str]) -> Readings:
        """Equal to ``words`` and ``syllables`` of each text."""
        if len(self._chunks) > _HELD:
            self._chunks = Chunks(reader())
        found = [LINE.findall(_steady(text)) for text in texts]
        numbers = self._numbers([line for lines in found for line in lines])
        return self._readings(numbers, np.cumsum(_lengths(found)))

    def _numbers(self, lines: Sequence[str]) -> Ragged:
        """The numbers of the chunks of each line."""
        rows, held = self._numbered([line.split() for line in lines]), self._chunks
        line = np.repeat(np.arange(len(lines)), rows.lengths)
        left, right = rows.values[:-1], rows.values[1:]
        linked = held.figures[left] & (held.closes[left] | held.opens[right]) & (line[:-1] == line[1:])
        if not linked.any():
            return rows
        again = np.flatnonzero(np.bincount(line[:-1][linked]))
        order = np.arange(len(lines))
        order[again] = len(lines) + np.arange(len(again))
        together = self._numbered([TOGETHER.findall(lines[place]) for place in again.tolist()])
        return Ragged.joined([rows, together]).taken(order)

    def _numbered(self, cut: Sequence[Sequence[str]]) -> Ragged:
        lengths = _lengths(cut)
        return Ragged.cut(self._chunks.numbers(chain.from_iterable(cut), int(lengths.sum())), lengths)

    def _readings(self, numbers: Ragged, ends_of_texts: Ints) -> Readings:
        held = self._chunks
        tokens = held.tokens.taken(numbers.values)
        ends = tokens.offsets[numbers.offsets]  # of the lines, in tokens, and where the first begins
        in_lines = np.diff(ends)
        goes_on = joins(reader(), held.kinds, tokens.values, in_lines[in_lines > 0])
        parts = held.parts.taken(tokens.values)
        words = np.repeat(np.cumsum(~goes_on), parts.lengths)  # of which word each part is
        begins = np.diff(words, prepend=-1) > 0
        printed = np.where(begins, held.begins[parts.values], held.goes_on[parts.values]).tolist()
        ends = parts.offsets[ends[_from_zero(ends_of_texts)]]  # of the texts, in parts
        syllables = held.syllables[parts.values]
        spelt = _from_zero(np.cumsum(syllables > 0))[ends]
        return Readings(
            ["".join(printed[start:end])[1:] for start, end in pairwise(ends.tolist())],
            Ragged.cut(syllables[syllables > 0], np.diff(spelt)),
            held.spellings,
        )


def _steady(text: str) -> str:
    """The one letter that is longer in lower case makes its whole text be read otherwise (``index.text.words``)."""
    return canonical(unicodedata.normalize("NFC", text)) if "İ" in text else text


def _lengths(rows: Sequence[Sequence[str]]) -> Ints:
    return np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))


def _from_zero(ends: Ints) -> Ints:
    return np.concatenate([[0], ends])
