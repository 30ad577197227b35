"""Where the words of a question stand in its candidates, all candidates at once in numpy.

A *half* is a run of 24 syllables; two neighbouring halves are the passage's best place if they hold most of the question.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np

from index.ranking.weighed import Asked, Ints, Table, Truths
from index.storage.forward import Rows

__all__ = ["Asked", "Found", "Ints", "Table", "Truths"]

_HALF = 24  # syllables
_HEAD, _TITLE = 30, 12  # syllables with which a passage begins; an article's title, where it stands there, has some nine
_NEAR = 6  # syllables between two that stand near each other
_STEPS = (1, 2, 3)  # how many matches apart two near ones may be
_RAREST = 3
_K1, _B, _B_OF_LONG = 1.2, 0.75, 0.3  # BM25; the last is kinder to long passages
_TINY = 1e-9


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
    def words_of_long(self) -> Table:
        return self._bm25(self._counts, self._asked.idf, _B_OF_LONG)

    @cached_property
    def told_words(self) -> Table:
        """BM25 by what is told, without the frame of the question."""
        return self._bm25(self._counts, self._asked.told_idf)

    @cached_property
    def told(self) -> Table:
        """Which share of what is told stands there."""
        return np.asarray((self._counts > 0) @ self._asked.told_idf / self._asked.told_total)

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
    def threes(self) -> Table:
        """Which share of the asked threes stands one after the other."""
        known, what = self._asked.triples, self._what
        held = np.zeros((len(self.lengths), len(known)), dtype=bool)
        if len(known) and len(what) > 2:
            number = self._asked.triple(what[:-2], what[1:-1], what[2:])
            place = np.minimum(np.searchsorted(known, number), len(known) - 1)
            together = (self._hit[2:] - self._hit[:-2] == 2) & (self._row[2:] == self._row[:-2]) & (known[place] == number)
            held[self._row[2:][together], place[together]] = True
        return np.asarray(held @ self._asked.triple_idf / (self._asked.triple_idf.sum() + _TINY))

    @cached_property
    def best_place(self) -> tuple[Table, Table, Table]:
        """The coverage, that of what is told, and that by pairs, of the two neighbouring halves that hold most of each."""
        halves = self.lengths // _HALF + 1
        ends = np.cumsum(halves)
        if not len(ends):
            return np.zeros(0), np.zeros(0), np.zeros(0)
        weights = np.stack([self._asked.idf / self._asked.total, self._asked.told_idf / self._asked.told_total], axis=1)
        words = self._in_halves(ends, self._row, self._at, self._what, weights)
        row, at, what = self._pairs
        pairs = self._in_halves(ends, row, at, what, self._asked.pair_idf[:, None] / self._asked.pair_total)
        most = [np.maximum.reduceat(held, ends - halves, axis=0) for held in (words, pairs)]
        return most[0][:, 0], most[0][:, 1], most[1][:, 0]

    def _in_halves(self, ends: Ints, row: Ints, at: Ints, what: Ints, weights: Table) -> Table:
        """The weights (one column each) held by each half together with the next one of the same passage."""
        starts = np.concatenate([[0], ends[:-1]])
        held = np.zeros((int(ends[-1]) + 1, len(weights)), dtype=bool)
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
        return self.share_of(self._asked.words)

    def share_of(self, words: Sequence[tuple[int, ...]]) -> Table:
        """The same of some of its words."""
        held, total = np.zeros(len(self.lengths)), _TINY
        for word in words:
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
        return np.asarray((self._early(_HEAD) > 0) @ self._asked.idf / self._asked.total)

    @cached_property
    def told_head(self) -> Table:
        return np.asarray((self._early(_HEAD) > 0) @ self._asked.told_idf / self._asked.told_total)

    @cached_property
    def title(self) -> Table:
        """Which share of what is told stands in the very first syllables."""
        return np.asarray((self._early(_TITLE) > 0) @ self._asked.told_idf / self._asked.told_total)

    @cached_property
    def title_asked(self) -> Table:
        """Which share of the very first syllables is told."""
        return np.asarray(self._early(_TITLE) @ self._asked.told / _TITLE)

    def head_of(self, words: Sequence[tuple[int, ...]]) -> Table:
        """Which share of some of its syllables stands at the beginning."""
        places = sorted({place for word in words for place in word if place >= 0})
        idf, unknown = self._asked.idf[places], sum(word.count(-1) for word in words) * self._asked.unknown_idf
        return np.asarray((self._early(_HEAD)[:, places] > 0) @ idf / (idf.sum() + unknown + _TINY))

    def _early(self, syllables: int) -> Table:
        early = self._at < syllables
        return self._table(self._row[early], self._what[early], len(self._asked.ids))

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

    def _bm25(self, counts: Table, weights: Table, b: float = _B) -> Table:
        room = _K1 * (1 - b + b * self.lengths[:, None] / self._mean)
        return np.asarray((counts * (_K1 + 1) / (counts + room)) @ weights)

    def _table(self, row: Ints, what: Ints, columns: int) -> Table:
        counts = np.bincount(row * columns + what, minlength=len(self.lengths) * columns)
        return counts.reshape(len(self.lengths), columns).astype(np.float64)
