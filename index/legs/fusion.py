"""What the legs found, made one list: of each leg the share of its best, and their weighted sum.

All in columns, a row for each leg: a hundred passages of each leg take 0.05 ms so, one by one 0.13.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.legs.scored import NOTHING, Numbers, Scored, Scores

Truths = npt.NDArray[np.bool_]
Names = Callable[[Numbers], Sequence[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Fused:
    """Passages by number, the best first, with their scores in 0 … 1 and what each leg gave to them."""

    numbers: Numbers
    scores: Scores
    parts: Mapping[str, Scores]

    def __len__(self) -> int:
        return len(self.numbers)

    def taken(self, places: Numbers | slice) -> Fused:
        return Fused(self.numbers[places], self.scores[places], {leg: part[places] for leg, part in self.parts.items()})


class Pool:
    """All that some leg found, side by side: a row for each leg, a column for each passage, by ascending number."""

    def __init__(self, legs: Mapping[str, Scored], weights: Mapping[str, float]) -> None:
        self._row = {leg: row for row, leg in enumerate(legs)}
        self._weights = [weights[leg] for leg in legs]
        found = list(legs.values())
        self._numbers = np.unique(np.concatenate([NOTHING.numbers, *(one.numbers for one in found)]))
        self._scores = np.zeros((len(found), len(self._numbers)))
        self._open = np.ones(self._scores.shape, dtype=np.bool_)
        for leg, one in legs.items():
            self.enter(leg, one)

    def enter(self, leg: str, scored: Scored) -> None:
        """What a leg says of passages that others had found; what is below nothing counts as nothing."""
        row, places = self._row[leg], self._numbers.searchsorted(scored.numbers)
        self._scores[row, places] = np.maximum(scored.scores, 0)
        self._open[row, places] = False

    def unsaid(self, depth: int, limit: int) -> dict[str, Numbers]:
        """For each leg the passages that others found, and that come among the first ``limit`` if it scores them high enough;
        those that may come first stand first.

        What a leg of ``depth`` passages did not find scores no more in it than its last, and nothing in one that found fewer.
        So most of the others' passages need no look (the threshold algorithm; Fagin, Lotem and Naor 2003).
        """
        shares, said = self._shares, ~self._open
        last = shares.min(axis=1, where=said, initial=1.0)
        last[said.sum(axis=1) < depth] = 0.0
        least = self._sum(shares)  # what is not said yet is nothing
        most = self._sum(np.where(said, shares, last[:, None]))
        enough = np.partition(least, -limit)[-limit] if 0 < limit < len(least) else 0.0
        promising = (-most).argsort(kind="stable")
        promising = promising[most[promising] >= enough]
        asked = {leg: promising[self._open[row, promising]] for leg, row in self._row.items() if said[row].any()}
        return {leg: self._numbers[places] for leg, places in asked.items()}

    def best(self, limit: int, ids: Names) -> Fused:
        """The best of the sum, as many as ``limit`` at least where there are; ties by ``ids``.

        What scores nothing is left out.
        """
        shares = self._shares
        total = self._sum(shares)
        places = _best(total, limit)
        parts = {leg: shares[row, places] for leg, row in self._row.items()}
        found = Fused(self._numbers[places], total[places], parts)
        tied = found.scores[1:] == found.scores[:-1]
        return found.taken(_ties_by_id(found, tied, ids)) if tied.any() else found

    @property
    def _shares(self) -> Scores:
        best = self._scores.max(axis=1, initial=0)
        return self._scores / np.where(best > 0, best, 1.0)[:, None]

    def _sum(self, shares: Scores) -> Scores:
        """Leg by leg: a product of matrices adds in an order of its own, and equals would differ."""
        total = np.zeros(len(self._numbers))
        for weight, share in zip(self._weights, shares, strict=True):
            total += weight * share
        return total


def _best(scores: Scores, limit: int) -> Numbers:
    """The places of the best, best first, with all that are as good as the last of them."""
    order = (-scores).argsort(kind="stable")
    order = order[: np.count_nonzero(scores > 0)]
    if len(order) <= limit:
        return order
    return order[: np.count_nonzero(scores >= scores[order[limit - 1]])]


def _ties_by_id(found: Fused, tied: Truths, ids: Names) -> Numbers:
    """The order in which equals stand by id; ``tied`` says which passages score as much as the one before."""
    order = np.arange(len(found))
    alike = np.flatnonzero(np.append(tied, False) | np.append(False, tied))
    named = dict(zip(alike.tolist(), ids(found.numbers[alike]), strict=True))
    order[alike] = sorted(named, key=lambda place: (-found.scores[place], named[place]))
    return order
