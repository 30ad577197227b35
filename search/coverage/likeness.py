"""How much does each child task look like each parent task? All pairs at once, as matrices parent × child.

Seven kinds of evidence, each 0 to 1, ``nan`` where one side states nothing: the words of the child found in the parent and the
other way round (one is high where a child narrows or splits, the other where it merges), the meaning (the bundled static
encoder), the sources, the deadline, the figures inside, names in quotation marks.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpus.model import Deadline, Task
from index.encoders.encoder import encoder
from ingest.grammar import numbers
from search.coverage.terms import clauses, figures, names, plain, share_of_common, terms, whole, words_of

if TYPE_CHECKING:
    from typing import Any

Grid = npt.NDArray[np.float32]
Vector = npt.NDArray[np.float32]
_LONG = 10  # words of a long clause
_UNSEEN = 0.5  # a term that the parent never uses counts as one that half a task of it uses


@dataclass(frozen=True, slots=True)
class Evidence:
    """One grid a kind, parent tasks down, child tasks across. ``inward`` is the share of the child's words that the parent task
    has, ``outward`` the share of the parent's words that the child task has."""

    inward: Grid
    outward: Grid
    meaning: Grid
    sources: Grid
    deadline: Grid
    figures: Grid
    names: Grid

    def columns(self, start: int, end: int) -> Evidence:
        """The evidence of some child tasks."""
        kinds = (self.inward, self.outward, self.meaning, self.sources, self.deadline, self.figures, self.names)
        return Evidence(*(grid[:, start:end] for grid in kinds))


class ParentTasks:
    """The tasks of one parent, prepared once: ``against(children)`` compares any number of child tasks with them."""

    def __init__(self, tasks: Sequence[Task], number: str | None = None) -> None:
        """``number`` is the parent's own: a child that gives it as the source of every task states no source of its own."""
        self.tasks, self._own = tuple(tasks), numbers.key(number) if number else None
        contents, wholes = [terms(task.content.text) for task in tasks], [terms(whole(task)) for task in tasks]
        counted = Counter(term for found in wholes for term in found)
        self._columns = {term: i for i, term in enumerate(counted)}
        self._size = len(tasks)
        self._known = {term: self._weight(term, count) for term, count in counted.items()}
        self._weights = np.array(list(self._known.values()), dtype=np.float32)
        self._contents, self._wholes = (self._grid(found).multiply(self._weights).tocsr() for found in (contents, wholes))
        self._totals = _total(np.asarray(self._contents.sum(axis=1)).ravel())
        self._names: dict[str, list[int]] = {}
        for i, task in enumerate(tasks):
            for name in names(whole(task)):
                self._names.setdefault(name, []).append(i)
        self._clauses: dict[int, list[tuple[frozenset[str], float]]] = {}

    def against(self, tasks: Sequence[Task]) -> Evidence:
        contents, wholes = [terms(task.content.text) for task in tasks], [terms(whole(task)) for task in tasks]
        totals = _total(self._all_weights(contents))
        inward = (self._wholes @ self._grid(contents).T).toarray() / totals[None, :]
        outward = (self._contents @ self._grid(wholes).T).toarray() / self._totals[:, None]
        return Evidence(
            inward.astype(np.float32),
            outward.astype(np.float32),
            self._meaning(tasks),
            _overlap([_sources(task, None) for task in self.tasks], [_sources(task, self._own) for task in tasks], union=True),
            _overlap([_times(task) for task in self.tasks], [_times(task) for task in tasks], union=False),
            _overlap([figures(whole(task)) for task in self.tasks], [figures(whole(task)) for task in tasks], union=False),
            self._named(tasks),
        )

    def _named(self, tasks: Sequence[Task]) -> Grid:
        """1 where a quoted name that one parent task alone has stands in a child task, less where several have it."""
        found = np.zeros((len(self.tasks), len(tasks)), dtype=np.float32)
        texts = [plain(whole(task)) for task in tasks] if self._names else []
        for name, having in self._names.items():
            for j in (j for j, text in enumerate(texts) if name in text):
                found[having, j] = np.maximum(found[having, j], 1 / len(having))
        return found

    @cached_property
    def _vectors(self) -> tuple[Grid, Grid]:
        return _vectors(self.tasks)

    def _meaning(self, tasks: Sequence[Task]) -> Grid:
        """The better of two cosines: of the contents, and of the contents with their products (a child may have no column)."""
        grids = [mine @ other.T for mine, other in zip(self._vectors, _vectors(tasks), strict=True)]
        better: Grid = np.clip(np.maximum(*grids), 0, 1)
        return better

    def clauses(self, i: int) -> list[tuple[frozenset[str], float]]:
        """The terms of the long clauses of a task, and what they count for together."""
        if i not in self._clauses:
            long = (terms(part) for part in clauses(self.tasks[i].content.text) if len(part.split()) >= _LONG)
            self._clauses[i] = [(part, sum(map(self.weight, part))) for part in long]
        return self._clauses[i]

    def weight(self, term: str) -> float:
        """What a term counts for among the tasks of this parent."""
        known = self._known.get(term)
        if known is None:
            known = self._known[term] = self._weight(term, _UNSEEN)
        return known

    def _weight(self, term: str, count: float) -> float:
        return share_of_common(term) * math.log(1 + self._size / count) + 0.05

    def _all_weights(self, found: Sequence[Iterable[str]]) -> Vector:
        return np.array([sum(self.weight(term) for term in one) for one in found], dtype=np.float32)

    def _grid(self, found: Sequence[Iterable[str]]) -> Any:
        """One row a task, one column a term of the parent; terms that it never uses are left out."""
        rows = [[self._columns[term] for term in one if term in self._columns] for one in found]
        return _indicator(rows, len(self._columns))


def _vectors(tasks: Sequence[Task]) -> tuple[Grid, Grid]:
    """The vectors of the contents, and those of the contents with their products."""
    contents = [" ".join(word.key for word in words_of(task.content.text)) for task in tasks]
    return encoder().passages(contents), encoder().passages([whole(task) for task in tasks])


def _total(weights: Vector) -> Vector:
    return np.maximum(weights, 1e-6)


def _indicator(rows: Sequence[Sequence[int]], width: int) -> Any:
    """A sparse matrix of ones; scipy is loaded only where plans are compared."""
    from scipy import sparse  # type: ignore[import-untyped]

    lengths = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.fromiter((column for row in rows for column in row), dtype=np.int32, count=int(lengths[-1]))
    return sparse.csr_matrix((np.ones(len(columns), dtype=np.float32), columns, lengths), shape=(len(rows), width))


def _overlap(parents: Sequence[Iterable[Hashable]], children: Sequence[Iterable[Hashable]], *, union: bool) -> Grid:
    """What two sets share, of their union or of the smaller one; ``nan`` where one is empty."""
    known = {value: i for i, value in enumerate({value for one in (*parents, *children) for value in one})}
    one = _indicator([[known[value] for value in found] for found in parents], len(known))
    other = _indicator([[known[value] for value in found] for found in children], len(known))
    shared: Grid = (one @ other.T).toarray()
    sizes = np.asarray(one.sum(axis=1)).reshape(-1, 1), np.asarray(other.sum(axis=1)).reshape(1, -1)
    whole_size = sizes[0] + sizes[1] - shared if union else np.minimum(*sizes)
    stated = (sizes[0] > 0) & (sizes[1] > 0)
    result: Grid = np.where(stated, shared / np.maximum(whole_size, 1), np.nan).astype(np.float32)
    return result


def _sources(task: Task, own: str | None) -> frozenset[str]:
    return frozenset(numbers.key(source) for source in task.sources) - ({own} if own else set())


def _times(task: Task) -> frozenset[Hashable]:
    """The times that a task states, the original one included: a child may keep either."""
    return frozenset(time for deadline in (task.deadline, task.adjusted_deadline) if deadline for time in _time(deadline))


def _time(deadline: Deadline) -> Iterable[Hashable]:
    if deadline.due:
        yield "day", deadline.due
    elif deadline.start:
        yield "from", deadline.start
    elif deadline.recurrence:
        yield "cycle", deadline.recurrence
    elif deadline.kind in {"ongoing", "recurring"} or deadline.trigger:
        yield deadline.kind, (deadline.trigger or "").lower()
