"""What a leg says of some passages, as two columns: arrays from the legs to the sum, for a question has no time for pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Passages by number, none twice, and their scores in one leg: more is better, comparable within one answer."""

    numbers: Numbers
    scores: Scores

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, float]]) -> Scored:
        numbers, scores = zip(*found, strict=True) if (found := list(pairs)) else ((), ())
        return cls(np.array(numbers, dtype=np.int64), np.array(scores, dtype=np.float64))

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[tuple[int, float]]:
        """As pairs."""
        return zip(self.numbers.tolist(), self.scores.tolist(), strict=True)

    def ordered(self, limit: int) -> Scored:
        """The best first, equals by number; no more than ``limit``."""
        order = np.lexsort((self.numbers, -self.scores))[:limit]
        return Scored(self.numbers[order], self.scores[order])

    def plus(self, more: Scored) -> Scored:
        """The same passages in the same order, each with what ``more``, which names some of them, adds to it."""
        order = self.numbers.argsort()
        scores = self.scores.copy()
        scores[order[self.numbers[order].searchsorted(more.numbers)]] += more.scores
        return Scored(self.numbers, scores)


NOTHING = Scored.of(())
