"""What the assignment of whole tasks left over: parts of a split task, tasks that were merged, a matter that is given twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from corpus.model import Field, Task
from ingest.grammar import deadlines
from search.coverage.assigning import assigned, odds_of, probability
from search.coverage.likeness import Evidence, Grid, ParentTasks
from search.coverage.terms import clauses, terms, whole

_AT_MOST = 0.9  # what a pair of this second look is worth
_PART = 0.55  # share of a left-over child task's words that the parent task must have
_AS_GOOD = 0.1  # and no other parent task more than this beyond it
_NEW = 0.4  # and of those the share that no other child task has taken up
_JOINED = 0.5  # share of what is left of a child task that a further parent task must explain
_CLAUSE_WORDS = 5
_UNBOUND = 1.5  # log odds against a clause for a task that need not concern the child
_BETTER = 0.1  # by how much more of a clause a further parent task must have than those the child task has already
_SAID_ALONE = 0.2  # share of a parent task that a clause must say
_SAID = 0.25  # share of a parent task that a child task with others must say at least
_CLAUSE = 0.65  # how alike one clause of a child task and a parent task must be
_PHRASES = 3  # pairs of words that a further pair must share: single words are alike by chance
_LEFT = 0.2  # a child task with less left than this is explained already
_TWICE = 0.55  # share of a parent task that a child task must say for a matter that the parent gives twice
_HALF, _AS_IT_IS = 0.5, 0.9  # most of a parent task; what a scanner leaves of a clause
_TWICE_MEANING = 0.7
_TWICE_WORDS = 15  # in at least so many words: short titles are alike by chance


@dataclass(slots=True)
class Leftovers:
    """What the assignment left over."""

    parents: ParentTasks
    tasks: Sequence[Task]
    evidence: Evidence
    odds: Grid
    leaning: Grid
    children_of: dict[int, list[int]] = field(default_factory=dict)
    parents_of: dict[int, list[int]] = field(default_factory=dict)
    scores: dict[tuple[int, int], float] = field(default_factory=dict)
    left: dict[int, tuple[frozenset[str], float]] = field(default_factory=dict)

    def completed(self, found: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """The pairs found, the further parts of a split task, the further tasks of a merged one."""
        for pair in found:
            self._take(*pair, probability(float(self.odds[pair])))
        for j in range(len(self.tasks)):
            self._split(j)
        self._clauses(_parts, -np.inf)
        self._clauses(_phrases, 0.0)
        several = [j in self.parents_of and (bool(self._left(j)[1]) or bool(_parts(task))) for j, task in enumerate(self.tasks)]
        near = (self.evidence.outward >= _SAID) & (np.array(several)[None, :] | (self.evidence.outward >= _HALF))
        near[list(self.children_of)] = False
        for i, j in sorted(np.argwhere(near).tolist(), key=lambda pair: -self.odds[pair[0], pair[1]]):
            self._merge(i, j)
        yield from ((i, j) for i, children in self.children_of.items() for j in children)

    def _take(self, i: int, j: int, score: float | None = None) -> None:
        share = max(self.evidence.inward[i, j], self.evidence.outward[i, j])
        self.scores[i, j] = score if score is not None else round(min(float(share), _AT_MOST), 3)
        self.children_of.setdefault(i, []).append(j)
        self.parents_of.setdefault(j, []).append(i)
        self.left.pop(j, None)

    def _split(self, j: int) -> None:
        """Gives a child task left over to the parent task that it is one more part of."""
        if j in self.parents_of or not self.children_of:
            return
        inward = self.evidence.inward[:, j]
        fitting = [i for i in self.children_of if inward[i] >= max(_PART, inward.max() - _AS_GOOD)]
        i = max(fitting, key=lambda one: self.odds[one, j], default=None)
        if i is not None and self._adds(i, j):
            self._take(i, j)

    def _adds(self, i: int, j: int) -> bool:
        """Whether a child task says of a parent task what its other child tasks do not."""
        shared = terms(self.tasks[j].content.text) & terms(whole(self.parents.tasks[i]))
        taken = {term for other in self.children_of[i] for term in terms(whole(self.tasks[other]))}
        new = shared - taken
        return sum(" " in term for term in new) >= _PHRASES and self._weight(new) >= _NEW * self._weight(shared)

    def _clauses(self, parts: Callable[[Task], tuple[str, ...]], least: float) -> None:
        """Solves once more for the parent tasks left over and the clauses of child tasks that say several things."""
        said = [(j, part) for j, task in enumerate(self.tasks) for part in parts(task)]
        if not said:
            return
        evidence = self.parents.against([_alone(self.tasks[j], part) for j, part in said])
        leaning = self.leaning[:, [j for j, _ in said]]
        odds = odds_of(evidence) + np.where(leaning > 0, leaning, leaning - _UNBOUND)
        odds[evidence.outward < _SAID_ALONE] = -np.inf
        odds[self._closed()] = -np.inf  # only now: the odds of a clause fall by what says it better
        for at, (j, _) in enumerate(said):
            for i in self.parents_of.get(j, ()):
                odds[evidence.inward[:, at] < evidence.inward[i, at] + _BETTER, at] = -np.inf
        for i, at in assigned(odds):
            j, part = said[at]
            shared = terms(part) & terms(whole(self.parents.tasks[i]))
            if odds[i, at] >= least and sum(" " in term for term in shared) >= _PHRASES:
                self._take(i, j, probability(float(odds[i, at])))

    def _closed(self) -> list[int]:
        """The parent tasks that are matched, and those of running text beside a table: plans word such sentences alike."""
        tasks = self.parents.tasks
        listed = any(task.kind != "narrative" for task in tasks)
        return [i for i, task in enumerate(tasks) if i in self.children_of or (listed and task.kind == "narrative")]

    def _merge(self, i: int, j: int) -> None:
        """Gives a parent task left over to a child task that says it too."""
        if i not in self.children_of and j in self.parents_of and self._says(i, j):
            self._take(i, j)

    def _says(self, i: int, j: int) -> bool:
        return self._joined(i, j) or self._twice(i, j) or self._clause(i, j) or self._quoted(i, j)

    def _joined(self, i: int, j: int) -> bool:
        """Whether a parent task explains what the other parent tasks of a child task leave open."""
        left, weight = self._left(j)
        if not weight:
            return False
        shared = left & terms(whole(self.parents.tasks[i]))
        return sum(" " in term for term in shared) >= _PHRASES and self._weight(shared) >= _JOINED * weight

    def _left(self, j: int) -> tuple[frozenset[str], float]:
        """What the parent tasks of a child task leave open, and its weight: 0 where it is too little to ask for another."""
        if j not in self.left:
            content = terms(self.tasks[j].content.text)
            left = content.difference(*(terms(whole(self.parents.tasks[other])) for other in self.parents_of[j]))
            weight = self._weight(left)
            self.left[j] = left, weight if weight >= _LEFT * self._weight(content) else 0.0
        return self.left[j]

    def _twice(self, i: int, j: int) -> bool:
        """Whether a parent task says again what a child task has taken up."""
        alike = self.evidence.outward[i, j] >= _TWICE and self.evidence.meaning[i, j] >= _TWICE_MEANING
        if not alike or self.evidence.figures[i, j] == 0:
            return False
        said = terms(self.parents.tasks[i].content.text) & terms(whole(self.tasks[j]))
        return sum(" " not in term for term in said) >= _TWICE_WORDS

    def _clause(self, i: int, j: int) -> bool:
        """Whether a clause of a child task says a parent task, and none of those that it has already better."""
        parts = clauses(self.tasks[j].content.text)
        best = max((self._fit(i, part) for part in parts), default=0.0) if len(parts) > 1 else 0.0
        if best < _CLAUSE:
            return False
        said = next(part for part in parts if self._fit(i, part) == best)
        return all(self._fit(other, said) < best for other in self.parents_of[j])

    def _quoted(self, i: int, j: int) -> bool:
        """Whether a long clause of a parent task stands in a child task as it is, with most of the rest."""
        if self.evidence.outward[i, j] < _HALF:
            return False
        content = terms(self.tasks[j].content.text)
        return any(self._weight(part & content) >= _AS_IT_IS * weight for part, weight in self.parents.clauses(i))

    def _fit(self, i: int, clause: str) -> float:
        """The smaller of the shares that a clause and a parent task have in common."""
        content, said = terms(self.parents.tasks[i].content.text), terms(clause)
        shared = self._weight(content & said)
        return min(shared / max(self._weight(content), 1e-6), shared / max(self._weight(said), 1e-6))

    def _weight(self, found: Iterable[str]) -> float:
        return sum(self.parents.weight(term) for term in found)


def _parts(task: Task) -> tuple[str, ...]:
    """The clauses of a task that says several things; none where it says one."""
    found = tuple(part for part in clauses(task.content.text) if len(part.split()) >= _CLAUSE_WORDS)
    return found if len(found) > 1 else ()


def _phrases(task: Task) -> tuple[str, ...]:
    """The parts between commas of a duty in running text, which may string several together."""
    found = [part for clause in clauses(task.content.text) for part in clause.split(", ")] if task.kind == "narrative" else []
    return tuple(part for part in found if len(part.split()) >= _CLAUSE_WORDS)


def _alone(task: Task, part: str) -> Task:
    """A clause as if it were a task: with the time that it states itself, if any."""
    year = next((limit.due.year for limit in (task.deadline, task.adjusted_deadline) if limit and limit.due), None)
    inner = deadlines.find(part, year)
    limit = inner[0][2] if inner else task.effective_deadline
    return replace(task, content=Field(part, ()), deliverable=None, deadline=limit, adjusted_deadline=None)
