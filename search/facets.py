"""Many tasks print the same: each filter is tried once on every distinct print, not on every task.

A *facet* is what a filter looks at (the sources, the deadlines, the place); tasks alike in it share a code. Places are
positions in ``Knowledge.records``.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cached_property
from heapq import merge
from typing import Any, Literal

from corpus.agencies import fold
from corpus.model import Task

Facet = Literal["spoken", "place", "sources", "deadlines", "lead", "coordinating", "product", "task"]
Holds = Callable[[Task], bool]
_FEW = 4  # a filter that leaves less than one in so many is looked up, not run through


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


class Grouped:
    """Positions grouped by key: ``codes`` by position, ``firsts`` and ``places`` by code."""

    def __init__(self, keys: Iterable[Any]) -> None:
        by_key: dict[Any, int] = {}
        self.codes: list[int] = []
        self.places: list[list[int]] = []
        for place, key in enumerate(keys):
            code = by_key.setdefault(key, len(by_key))
            if code == len(self.places):
                self.places.append([])
            self.places[code].append(place)
            self.codes.append(code)
        self.firsts = [places[0] for places in self.places]

    def among(self, places: Sequence[int], fitting: Sequence[int]) -> Sequence[int]:
        """Those of ``places`` (in order) that have one of the ``fitting`` codes."""
        count = sum(len(self.places[code]) for code in fitting)
        if count == len(self.codes):
            return places
        if isinstance(places, range) and len(places) == len(self.codes) and count * _FEW < len(places):
            return list(merge(*(self.places[code] for code in fitting)))
        fits = bytearray(len(self.places))
        for code in fitting:
            fits[code] = 1
        codes = self.codes
        return [place for place in places if fits[codes[place]]]
