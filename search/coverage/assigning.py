"""How surely does each child task take up each parent task, and which pairs together are the likeliest? (scipy's assignment)"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.coverage.likeness import Evidence, Grid

# Weights of the evidence: a logistic regression over made-up children and the samples, rounded. A pair far better than the
# next best of both its sides needs few words in common (a commune writes its own); one among equals needs many.
_HIGH, _LOW, _MEANING, _ABOVE_PARENTS, _ABOVE_CHILDREN = 4.0, 2.5, 2.5, 9.0, 4.0
_SOURCES, _DEADLINE, _FIGURES, _ORDER, _NAMES = 0.6, 2.0, 1.5, 2.0, 2.5
_COPIED = 1.0  # the sources and the deadline of one parent task alone: a child copies both cells from the row that it takes up
_NEUTRAL = {"sources": 0.4, "deadline": 0.3, "figures": 0.3, "order": 0.5}  # where evidence speaks neither for nor against
_BIAS = -5.6
_THRESHOLD = -1.2  # log odds below which nothing is claimed
_SECOND = 2.0  # a parent task so far behind the best of a child task is not what is meant, even if the best is taken
_BACKGROUND = 0.15  # how alike two tasks of one field are that have nothing to do with each other
_FAR = 0.4  # a lead over the next best beyond this says no more
_ANCHOR = 2.0  # log odds from which a pair is sure enough to tell the order of the rows
_ORDERED = 0.75  # share of anchor pairs in order from which the order of the rows is evidence


def in_order(odds: Grid) -> tuple[Grid, Grid | None]:
    """The odds with the order of the rows as further evidence, and that evidence; ``None`` where the child keeps no order."""
    order = _order(odds, assigned(odds))
    return (odds, None) if order is None else (odds + _weighted(order, "order", _ORDER), order)


def assigned(odds: Grid) -> list[tuple[int, int]]:
    """The one-to-one pairs with the greatest sum of odds above the threshold."""
    from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

    gain = np.where(odds > odds.max(axis=0) - _SECOND, np.clip(odds - _THRESHOLD, 0, None), 0)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if gain[i, j] > 0]


def odds_of(evidence: Evidence) -> Grid:
    """Log odds of every pair, order aside."""
    high, low = np.maximum(evidence.inward, evidence.outward), np.minimum(evidence.inward, evidence.outward)
    alike = 0.4 * high + 0.25 * low + 0.35 * evidence.meaning
    odds = _BIAS + _HIGH * high + _LOW * low + _MEANING * evidence.meaning
    odds += _ABOVE_PARENTS * _lead(alike, axis=0) + _ABOVE_CHILDREN * _lead(alike, axis=1)
    odds += _NAMES * evidence.names + _COPIED * _only_one(evidence)
    for name, grid, weight in (
        ("sources", evidence.sources, _SOURCES),
        ("deadline", evidence.deadline, _DEADLINE),
        ("figures", evidence.figures, _FIGURES),
    ):
        odds += _weighted(grid, name, weight)
    result: Grid = odds
    return result


def _only_one(evidence: Evidence) -> Grid:
    """1 where no other parent task has all the sources and the deadline of a child task."""
    same = (evidence.sources >= 1) & (evidence.deadline >= 1)
    result: Grid = (same & (same.sum(axis=0, keepdims=True) == 1)).astype(np.float32)
    return result


def _weighted(grid: Grid, name: str, weight: float) -> Grid:
    result: Grid = np.where(np.isnan(grid), 0, weight * (grid - _NEUTRAL[name])).astype(np.float32)
    return result


def _lead(alike: Grid, axis: int) -> Grid:
    """How far each value is above the best of the others along ``axis``, or below the best."""
    best = alike.max(axis=axis, keepdims=True)
    first = alike == best
    others = np.where(first & (np.cumsum(first, axis=axis) == 1), -1.0, alike)
    second = np.maximum(others.max(axis=axis, keepdims=True), _BACKGROUND)
    result: Grid = np.clip(np.where(first, alike - second, alike - best), -_FAR, _FAR).astype(np.float32)
    return result


def _order(odds: Grid, found: Sequence[tuple[int, int]]) -> Grid | None:
    """For every pair the share of sure pairs that stand on the same side of it in both papers; ``None`` where none is kept."""
    anchors = np.array([pair for pair in found if odds[pair] >= _ANCHOR], dtype=np.int32)
    if len(anchors) < 4:
        return None
    down, across = anchors[:, 0], anchors[:, 1]
    agree = np.sign(down[:, None] - down[None, :]) == np.sign(across[:, None] - across[None, :])
    if agree[np.triu_indices(len(anchors), 1)].mean() < _ORDERED:
        return None
    rows = np.sign(np.arange(odds.shape[0])[:, None] - down[None, :])
    columns = np.sign(np.arange(odds.shape[1])[:, None] - across[None, :])
    other = (rows[:, None, :] != 0) & (columns[None, :, :] != 0)
    agreeing = ((rows[:, None, :] == columns[None, :, :]) & other).sum(axis=2)
    result: Grid = (agreeing / np.maximum(other.sum(axis=2), 1)).astype(np.float32)
    return result


def probability(odds: float) -> float:
    return round(float(1 / (1 + np.exp(-odds))), 3)
