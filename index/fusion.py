"""What the legs found, made one list: of each leg the share of its best, and their weighted sum."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.passages import Scored

Shares = npt.NDArray[np.float64]


class Candidate(NamedTuple):
    number: int
    score: float
    parts: dict[str, float]


def fused(
    legs: Mapping[str, Sequence[Scored]],
    weights: Mapping[str, float],
    limit: int,
    ids: Callable[[Sequence[int]], Sequence[str]],
) -> list[Candidate]:
    """The best of the sum, as many as ``limit`` at least where there are; ties by ``ids``. What scores nothing is left out."""
    numbers = np.unique(np.array([number for scored in legs.values() for number, _ in scored], dtype=np.int64))
    shares = {leg: _shares(numbers, scored) for leg, scored in legs.items()}
    scores = np.zeros(len(numbers))
    for leg, share in shares.items():
        scores += weights[leg] * share
    places = _best(scores, limit)
    columns = {leg: share[places].tolist() for leg, share in shares.items()}
    values = zip(*columns.values(), strict=True)
    parts = [dict(zip(columns, value, strict=True)) for value in values]
    found = [Candidate(*one) for one in zip(numbers[places].tolist(), scores[places].tolist(), parts, strict=True)]
    return _ties_by_id(found, ids)


def unsaid(legs: Mapping[str, Sequence[Scored]], weights: Mapping[str, float], depth: int, limit: int) -> dict[str, list[int]]:
    """For each leg the passages that others found, and that come among the first ``limit`` if it scores them high enough; those
    that may come first stand first.

    What a leg of ``depth`` passages did not find scores no more in it than its last, and nothing in one that found fewer. So
    most of the others' passages need no look (the threshold algorithm; Fagin, Lotem and Naor 2003).
    """
    numbers = np.unique(np.array([number for scored in legs.values() for number, _ in scored], dtype=np.int64))
    least, most = np.zeros(len(numbers)), np.zeros(len(numbers))
    open_: dict[str, npt.NDArray[np.bool_]] = {}
    for leg, scored in legs.items():
        share = _shares(numbers, scored)
        open_[leg] = np.ones(len(numbers), dtype=np.bool_)
        open_[leg][np.searchsorted(numbers, np.array([number for number, _ in scored], dtype=np.int64))] = False
        least += weights[leg] * share
        bound = share[~open_[leg]].min(initial=1.0) if len(scored) >= depth else 0.0
        most += weights[leg] * np.where(open_[leg], bound, share)
    enough = np.partition(least, -limit)[-limit] if limit < len(numbers) else 0.0
    promising = np.argsort(-most, kind="stable")
    promising = promising[most[promising] >= enough]
    return {leg: numbers[promising[is_open[promising]]].tolist() if legs[leg] else [] for leg, is_open in open_.items()}


def _shares(numbers: npt.NDArray[np.int64], scored: Sequence[Scored]) -> Shares:
    """Scores as shares of the best; what is below nothing counts as nothing, as does what was not found."""
    shares = np.zeros(len(numbers))
    if scored:
        found, scores = zip(*scored, strict=True)
        positive = np.maximum(np.array(scores, dtype=np.float64), 0)
        best = positive.max()
        if best > 0:
            shares[np.searchsorted(numbers, np.array(found, dtype=np.int64))] = positive / best
    return shares


def _best(scores: Shares, limit: int) -> npt.NDArray[np.int64]:
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
