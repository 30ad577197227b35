"""A question as the ranker weighs it: its syllables, neighbours and threes, each by how rare it is in the index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from index.meaning import frames
from index.storage.forward import Forward

Table = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]
Place = TypeVar("Place", int, Ints)

_TINY = 1e-9


@dataclass(frozen=True)
class Asked:
    """A question by its known syllables. ``order`` has the position of each among ``ids``, -1 for one that no passage has;
    ``told`` says which of ``ids`` are more than the frame of the question."""

    ids: Ints
    idf: Table
    order: tuple[int, ...]
    words: tuple[tuple[int, ...], ...]
    told: Truths
    unknown_idf: float
    forward_size: int

    @classmethod
    def of(cls, forward: Forward, words: Sequence[Sequence[str]]) -> Asked:
        ids: dict[int, int] = {}
        places = []
        for word in words:
            known = [forward.id(syllable) for syllable in word]
            places.append(tuple(-1 if number is None else ids.setdefault(number, len(ids)) for number in known))
        told = np.zeros(len(ids), dtype=np.bool_)
        for word, held in zip(words, places, strict=True):
            told[[place for place in held if place >= 0]] |= not frames.asks(word)
        told |= not told.any()  # a question that is all frame
        idf = forward.idf(list(ids))
        order = tuple(place for word in places for place in word)
        unseen = forward.unseen_idf
        return cls(np.array(list(ids), dtype=np.int64), idf, order, tuple(places), told, unseen, forward.vocabulary)

    @cached_property
    def total(self) -> float:
        """The weight of all that was asked."""
        return float(self.idf.sum()) + self.order.count(-1) * self.unknown_idf + _TINY

    @cached_property
    def told_idf(self) -> Table:
        return np.where(self.told, self.idf, 0.0)

    @cached_property
    def told_total(self) -> float:
        return float(self.told_idf.sum()) + _TINY

    @cached_property
    def triples(self) -> Ints:
        """Three neighbours in the question, each once, as one ``triple`` number; in order."""
        threes = zip(self.order, self.order[1:], self.order[2:], strict=False)
        return np.unique(np.array([self.triple(*three) for three in threes if -1 not in three], dtype=np.int64))

    def triple(self, first: Place, second: Place, third: Place) -> Place:
        return (first * len(self.ids) + second) * len(self.ids) + third

    @cached_property
    def triple_idf(self) -> Table:
        size = max(len(self.ids), 1)
        first, second, third = self.triples // size**2, self.triples // size % size, self.triples % size
        return np.asarray(self.idf[first] + self.idf[second] + self.idf[third])

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
