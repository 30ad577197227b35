"""Which child task takes up which parent task? Solved for all pairs at once, then what is left over is looked at again.

First every child task gets at most one parent task and the other way round, so that the sum of what speaks for the pairs is
the greatest (the assignment problem); what does not speak for itself is left out. Then a child task that is left over may be
one more part of a parent task (split), and a parent task that is left over may stand in a child task that has one already
(merged, or a parent that says one thing twice).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.model import Task
from search.coverage.assigning import assigned, in_order, odds_of
from search.coverage.leftovers import Leftovers
from search.coverage.likeness import Evidence, Grid, ParentTasks


@dataclass(frozen=True, slots=True)
class Link:
    """Parent task ``parent`` and child task ``child`` by position; ``score`` 0 to 1; ``order`` ``nan`` where none is kept."""

    parent: int
    child: int
    score: float
    order: float = float("nan")


def links(parents: ParentTasks, tasks: Sequence[Task], evidence: Evidence, leaning: Grid) -> list[Link]:
    """The matches in the order of the child's tasks. ``leaning`` are log odds known beside the text."""
    if not leaning.size:
        return []
    odds, order = in_order(odds_of(evidence) + leaning)
    rest = Leftovers(parents, tasks, evidence, odds, leaning)
    pairs = sorted(rest.completed(assigned(odds)), key=lambda pair: (pair[1], -odds[pair]))
    places = [float(order[pair]) if order is not None else np.nan for pair in pairs]
    return [Link(*pair, rest.scores[pair], place) for pair, place in zip(pairs, places, strict=True)]
