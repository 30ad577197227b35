"""What the legs found, made one list: of each leg the share of its best, and their weighted sum."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.passages import Scored

Numbers = npt.NDArray[np.int64]
Shares = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]


class Candidate(NamedTuple):
    number: int
    score: float
    parts: dict[str, float]


class Pool:
    """All that some leg found, side by side: a row for each passage, by ascending number, a column for each leg."""

    def __init__(self, legs: Mapping[str, Sequence[Scored]], weights: Mapping[str, float]) -> None:
        self._weights = weights
        found = {leg: _columns(scored) for leg, scored in legs.items()}
        self._numbers = np.unique(np.concatenate([_NO_NUMBERS, *(numbers for numbers, _ in found.values())]))
        self._scores = {leg: np.zeros(len(self._numbers)) for leg in legs}
        self._open = {leg: np.ones(len(self._numbers), dtype=np.bool_) for leg in legs}
        for leg, (numbers, scores) in found.items():
            self._enter(leg, numbers, scores)

    def enter(self, leg: str, scored: Sequence[Scored]) -> None:
        """What a leg says of passages that others had found."""
        self._enter(leg, *_columns(scored))

    def unsaid(self, depth: int, limit: int) -> dict[str, list[int]]:
        """For each leg the passages that others found, and that come among the first ``limit`` if it scores them high enough;
        those that may come first stand first.

        What a leg of ``depth`` passages did not find scores no more in it than its last, and nothing in one that found fewer.
        So most of the others' passages need no look (the threshold algorithm; Fagin, Lotem and Naor 2003).
        """
        least, most = np.zeros(len(self._numbers)), np.zeros(len(self._numbers))
        for leg, is_open in self._open.items():
            share, weight = self._share(leg), self._weights[leg]
            whole = len(share) - np.count_nonzero(is_open) >= depth
            least += weight * share
            most += weight * np.where(is_open, share[~is_open].min(initial=1.0) if whole else 0.0, share)
        enough = np.partition(least, -limit)[-limit] if limit < len(least) else 0.0
        promising = np.argsort(-most, kind="stable")
        promising = promising[most[promising] >= enough]
        asked = {leg: promising[is_open[promising]] for leg, is_open in self._open.items() if not is_open.all()}
        return {leg: self._numbers[places].tolist() for leg, places in asked.items()}

    def best(self, limit: int, ids: Callable[[Sequence[int]], Sequence[str]]) -> list[Candidate]:
        """The best of the sum, as many as ``limit`` at least where there are; ties by ``ids``.

        What scores nothing is left out.
        """
        shares = {leg: self._share(leg) for leg in self._scores}
        total = np.zeros(len(self._numbers))
        for leg, share in shares.items():
            total += self._weights[leg] * share
        places = _best(total, limit)
        columns = {leg: share[places].tolist() for leg, share in shares.items()}
        parts = [dict(zip(columns, value, strict=True)) for value in zip(*columns.values(), strict=True)]
        numbers, scores = self._numbers[places].tolist(), total[places].tolist()
        found = [Candidate(*one) for one in zip(numbers, scores, parts, strict=True)]
        return _ties_by_id(found, ids)

    def _enter(self, leg: str, numbers: Numbers, scores: Shares) -> None:
        places = np.searchsorted(self._numbers, numbers)
        self._scores[leg][places] = np.maximum(scores, 0)  # what is below nothing counts as nothing
        self._open[leg][places] = False

    def _share(self, leg: str) -> Shares:
        scores = self._scores[leg]
        best = scores.max(initial=0)
        return scores / best if best > 0 else scores


_NO_NUMBERS = np.zeros(0, dtype=np.int64)


def _columns(scored: Sequence[Scored]) -> tuple[Numbers, Shares]:
    numbers, scores = zip(*scored, strict=True) if scored else ((), ())
    return np.array(numbers, dtype=np.int64), np.array(scores, dtype=np.float64)


def _best(scores: Shares, limit: int) -> Numbers:
    """The places of the best, best first, with all that are as good as the last of them."""
    order = np.argsort(-scores, kind="stable")
    order = order[: np.count_nonzero(scores > 0)]
    if len(order) <= limit:
        return order
    return order[: np.searchsorted(-scores[order], -scores[order[limit - 1]], side="right")]


def _ties_by_id(found: list[Candidate], ids: Callable[[Sequence[int]], Sequence[str]]) -> list[Candidate]:
    tied = [one for one, other in pairwise(found) if one.score == other.score]
    if not tied:
        return found
    alike = {one.score for one in tied}
    numbers = [one.number for one in found if one.score in alike]
    named = dict(zip(numbers, ids(numbers), strict=True))
    return sorted(found, key=lambda one: (-one.score, named.get(one.number, "")))
