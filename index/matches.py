"""Where the words of a question stand in its candidates, all candidates at once in numpy.

A *half* is a run of 24 syllables; two neighbouring halves are the passage's best place if they hold most of the question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from index.forward import Forward, Rows

Table = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

_HALF = 24  # syllables
_HEAD = 30  # syllables with which a passage begins
_NEAR = 6  # syllables between two that stand near each other
_STEPS = (1, 2, 3)  # how many matches apart two near ones may be
_RAREST = 3
_K1, _B = 1.2, 0.75  # BM25
_TINY = 1e-9


@dataclass(frozen=True)
class Asked:
    """A question by its known syllables. ``order`` has the position of each among ``ids``, -1 for one that no passage has."""

    ids: Ints
    idf: Table
    order: tuple[int, ...]
    words: tuple[tuple[int, ...], ...]
    unknown_idf: float
    forward_size: int

    @classmethod
    def of(cls, forward: Forward, words: Sequence[Sequence[str]]) -> Asked:
        ids: dict[int, int] = {}
        places = []
        for word in words:
            known = [forward.id(syllable) for syllable in word]
            places.append(tuple(-1 if number is None else ids.setdefault(number, len(ids)) for number in known))
        idf = forward.idf(list(ids))
        order = tuple(place for word in places for place in word)
        unseen = forward.unseen_idf
        return cls(np.array(list(ids), dtype=np.int64), idf, order, tuple(places), unseen, forward.vocabulary)

    @cached_property
    def total(self) -> float:
        """The weight of all that was asked."""
        return float(self.idf.sum()) + self.order.count(-1) * self.unknown_idf + _TINY

    @cached_property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Neighbours in the question, each once."""
        following = ((left, right) for left, right in pairwise(self.order) if -1 not in (left, right) and left != right)
        return tuple(dict.fromkeys(following))

    @cached_property
    def pair_number(self) -> Ints:
        """A square: the number of the pair (left, right), -1 where it was not asked."""
        square = np.full((len(self.ids), len(self.ids)), -1, dtype=np.int64)
        for number, (left, right) in enumerate(self.pairs):
            square[left, right] = number
        return square

    @cached_property
    def pair_idf(self) -> Table:
        return np.array([self.idf[left] + self.idf[right] for left, right in self.pairs], dtype=np.float64)

    @cached_property
    def pair_total(self) -> float:
        return float(self.pair_idf.sum()) + _TINY

    @cached_property
    def place_of(self) -> Ints:
        """For each syllable of the index its place in ``ids``, -1 where it was not asked."""
        places = np.full(self.forward_size, -1, dtype=np.int64)
        places[self.ids] = np.arange(len(self.ids))
        return places


class Found:
    """Where the question's syllables stand in the candidates. One entry of ``_row``, ``_at``, ``_what`` for each match."""

    def __init__(self, asked: Asked, rows: Rows, mean_length: float) -> None:
        self._asked, self.lengths, self._mean = asked, rows.lengths, mean_length
        what = asked.place_of[rows.tokens] if asked.forward_size else np.zeros(0, dtype=np.int64)
        self._hit = np.flatnonzero(what >= 0)
        self._what = what[self._hit]
        row = np.repeat(np.arange(len(rows.lengths)), rows.lengths)
        self._row = row[self._hit]
        starts = np.concatenate([[0], np.cumsum(rows.lengths)[:-1]])
        self._at = self._hit - starts[self._row]

    @cached_property
    def _counts(self) -> Table:
        """How often each asked syllable stands in each candidate."""
        return self._table(self._row, self._what, len(self._asked.ids))

    @cached_property
    def _pair_counts(self) -> Table:
        row, _, what = self._pairs
        return self._table(row, what, len(self._asked.pairs))

    @cached_property
    def _pairs(self) -> tuple[Ints, Ints, Ints]:
        """Candidate, place and number of each asked pair that stands together."""
        kept, number = self._following
        return self._row[1:][kept], self._at[1:][kept], number[kept]

    @cached_property
    def _following(self) -> tuple[Truths, Ints]:
        """For each match but the first: does it follow the one before as it was asked, and as which pair?"""
        number = self._asked.pair_number[self._what[:-1], self._what[1:]]
        together = (np.diff(self._hit) == 1) & (self._row[1:] == self._row[:-1])
        return together & (number >= 0), number

    @cached_property
    def words(self) -> Table:
        return self._bm25(self._counts, self._asked.idf)

    @cached_property
    def pairs(self) -> Table:
        return self._bm25(self._pair_counts, self._asked.pair_idf)

    @cached_property
    def coverage(self) -> Table:
        return np.asarray((self._counts > 0) @ self._asked.idf / self._asked.total)

    @cached_property
    def pair_coverage(self) -> Table:
        return np.asarray((self._pair_counts > 0) @ self._asked.pair_idf / self._asked.pair_total)

    @cached_property
    def near(self) -> Table:
        """Which share of the asked pairs stands near each other, in either order."""
        held = np.zeros((len(self.lengths), len(self._asked.pairs)), dtype=bool)
        for step in _STEPS:
            close = (self._row[step:] == self._row[:-step]) & (self._hit[step:] - self._hit[:-step] <= _NEAR)
            for left, right in ((self._what[:-step], self._what[step:]), (self._what[step:], self._what[:-step])):
                number = self._asked.pair_number[left, right]
                kept = close & (number >= 0)
                held[self._row[step:][kept], number[kept]] = True
        return np.asarray(held @ self._asked.pair_idf / self._asked.pair_total)

    @cached_property
    def best_place(self) -> tuple[Table, Table]:
        """The coverage, and that by pairs, of the two neighbouring halves that hold most."""
        halves = self.lengths // _HALF + 1
        ends = np.cumsum(halves)
        words = self._in_halves(ends, self._row, self._at, self._what, self._asked.idf)
        row, at, what = self._pairs
        pairs = self._in_halves(ends, row, at, what, self._asked.pair_idf)
        starts = ends - halves
        if not len(starts):
            return np.zeros(0), np.zeros(0)
        return np.maximum.reduceat(words, starts) / self._asked.total, np.maximum.reduceat(
            pairs, starts
        ) / self._asked.pair_total

    def _in_halves(self, ends: Ints, row: Ints, at: Ints, what: Ints, weights: Table) -> Table:
        """The weight held by each half together with the next one of the same passage."""
        starts = np.concatenate([[0], ends[:-1]])
        held = np.zeros((int(ends[-1]) + 1 if len(ends) else 1, len(weights)), dtype=bool)
        held[starts[row] + at // _HALF, what] = True
        both = held[:-1] | held[1:]
        both[ends - 1] = held[ends - 1]  # the last half of a passage stands alone
        return np.asarray(both @ weights)

    @cached_property
    def run(self) -> Table:
        """The most syllables that stand one after the other as they were asked."""
        longest = np.zeros(len(self.lengths))
        kept, _ = self._following
        at = np.arange(len(kept))
        broken = np.maximum.accumulate(np.where(kept, -1, at)) if len(at) else at
        np.maximum.at(longest, self._row[1:], np.where(kept, at - broken + 1, 0))
        return longest

    @cached_property
    def whole_words(self) -> Table:
        """Which share of the question's words stands there, a word of several syllables as a whole."""
        held, total = np.zeros(len(self.lengths)), _TINY
        for word in self._asked.words:
            weight = sum(self._asked.idf[place] if place >= 0 else self._asked.unknown_idf for place in word)
            total += weight
            if -1 not in word:
                held += weight * self._has(word)
        return held / total

    def _has(self, word: tuple[int, ...]) -> Truths:
        found = self._counts[:, word[0]] > 0
        for left, right in pairwise(word):
            number = self._asked.pair_number[left, right]
            found &= self._pair_counts[:, number] > 0 if number >= 0 else True
        return np.asarray(found)

    @cached_property
    def head(self) -> Table:
        early = self._at < _HEAD
        counts = self._table(self._row[early], self._what[early], len(self._asked.ids))
        return np.asarray((counts > 0) @ self._asked.idf / self._asked.total)

    @cached_property
    def missing(self) -> Table:
        """The weight of the rarest asked syllable that is not there."""
        return np.asarray(np.where(self._counts > 0, 0, self._asked.idf).max(axis=1, initial=0))

    @cached_property
    def rarest(self) -> Table:
        """Which share of the rarest asked syllables is there."""
        rare = np.argsort(-self._asked.idf, kind="stable")[:_RAREST]
        return np.asarray((self._counts[:, rare] > 0).sum(axis=1) / max(len(rare), 1))

    @cached_property
    def density(self) -> Table:
        return np.bincount(self._row, minlength=len(self.lengths)) / np.maximum(self.lengths, 1)

    def _bm25(self, counts: Table, weights: Table) -> Table:
        room = _K1 * (1 - _B + _B * self.lengths[:, None] / self._mean)
        return np.asarray((counts * (_K1 + 1) / (counts + room)) @ weights)

    def _table(self, row: Ints, what: Ints, columns: int) -> Table:
        counts = np.bincount(row * columns + what, minlength=len(self.lengths) * columns)
        return counts.reshape(len(self.lengths), columns).astype(np.float64)
