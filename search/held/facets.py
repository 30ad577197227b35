"""Many tasks print the same: each filter is tried once on every distinct print, not on every task.

A *facet* is what a filter looks at (the sources, the deadlines, the place); tasks alike in it share a code. Places are
positions in ``Knowledge.records``.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from typing import Literal

from corpus.agencies import fold
from corpus.model import Task
from search.binding.grouped import Grouped

Facet = Literal["spoken", "place", "sources", "deadlines", "lead", "coordinating", "product", "task"]
Holds = Callable[[Task], bool]


def _product(task: Task) -> str:
    return task.deliverable.text if task.deliverable else ""


_KEYS: dict[Facet, Callable[[Task], Hashable]] = {
    "spoken": lambda task: task.kind == "narrative",
    "place": lambda task: (task.annex, task.stt, task.group.label if task.group else None),
    "sources": lambda task: task.sources,
    "deadlines": lambda task: (task.deadline, task.adjusted_deadline),
    "lead": lambda task: all(mention.kind == "unknown" for mention in task.lead),
    "coordinating": lambda task: bool(task.coordinating),
    "product": _product,
}


class Facets:
    """The facets of some tasks, each made when it is first asked for."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        self._tasks = tasks
        self._made: dict[Facet, Grouped] = {}

    def filtered(self, places: Sequence[int], facet: Facet, holds: Holds) -> Sequence[int]:
        """Those of the places, in order, whose task passes."""
        if facet == "task":
            return [place for place in places if holds(self._tasks[place])]
        if facet not in self._made:
            self._made[facet] = Grouped(_KEYS[facet](task) for task in self._tasks)
        grouped = self._made[facet]
        fitting = [code for code, first in enumerate(grouped.firsts) if holds(self._tasks[first])]
        return grouped.among(places, fitting)

    def printing(self, places: Sequence[int], words: Sequence[str]) -> Sequence[int]:
        """Those of the places, in order, whose content, product or note holds every one of the words, marks aside."""
        wanted = [f" {fold(word)} " for word in words]
        prints = self._prints
        return [place for place in places if all(word in prints[place] for word in wanted)]

    @cached_property
    def _prints(self) -> list[str]:
        """A line a task, folded once: that takes a second for 100,000, looking through them some 0.03 s."""
        return [f" {fold(' '.join((task.content.text, _product(task), task.note or '')))} " for task in self._tasks]
