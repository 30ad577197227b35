"""One child plan against one parent: bindings, matches, differences and states, put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from search.binding.asked_agency import AskedAgency
from search.coverage.binding import Binding, binding, leaning
from search.coverage.grading import differences, extent
from search.coverage.likeness import Evidence, Grid, ParentTasks
from search.coverage.matching import Link, links
from search.coverage.model import CoverageRow, Extent, Match, Orphan
from search.coverage.pairing import Pairing, columns
from search.coverage.states import is_done, ranked, state
from search.held.knowledge import Record

_UNREAD = " Không đọc được nhiệm vụ nào trong kế hoạch con, nên không kết luận là thiếu."
_SPOKEN = " Giao trong lời văn: kế hoạch con không nhất thiết nhắc lại, cần người xem."
_ORGANISING = 8.0  # log odds: beside a table, what plans say in running text is how each organises itself, in the same words
_ITSELF = " Có thể chính kế hoạch con là kế hoạch được yêu cầu; hãy so ngày ban hành với hạn."
# "ban hành kế hoạch của cơ quan, địa phương mình", "xây dựng kế hoạch triển khai thực hiện"
_ASKS_FOR_A_PLAN = re.compile(r"(?:ban\s+hành|xây\s+dựng|lập)\s+(?:\S+\s+){0,2}kế\s+hoạch\b", re.IGNORECASE)
_NOT_EVEN_NEAR = 0.2  # below this a parent task is not worth showing beside a child task without a parent


class Parent:
    """The tasks of one parent, prepared once for any number of children."""

    def __init__(self, records: Sequence[Record], number: str | None) -> None:
        self.records, self.number = tuple(records), number
        self.tasks = ParentTasks([record.task for record in records], number)
        self.listed = any(record.task.kind != "narrative" for record in records)


@dataclass(frozen=True, slots=True)
class Child:
    """The tasks of one child plan and the agency that it is read for; ``known`` as in ``search.coverage.binding``."""

    records: tuple[Record, ...]
    asked: AskedAgency
    known: frozenset[str] | None


def compare(
    parent: Parent, child: Child, evidence: Evidence | None = None
) -> tuple[tuple[CoverageRow, ...], tuple[Orphan, ...]]:
    """The rows in the order of a report, and the child tasks without a parent; ``evidence`` where it was made for many."""
    tasks = [record.task for record in child.records]
    evidence = evidence or parent.tasks.against(tasks)
    bound = [binding(record, child.asked, child.known) for record in parent.records]
    found = links(parent.tasks, tasks, evidence, _leaning(parent, child, bound))
    rows = _Grader(parent, child, evidence, found).rows(bound)
    return ranked(rows), tuple(_orphans(parent, child, evidence, found))


def _leaning(parent: Parent, child: Child, bound: Sequence[Binding]) -> Grid:
    """What speaks for or against each pair before its words are read."""
    inclined = np.array([leaning(b, r.task.kind) for b, r in zip(bound, parent.records, strict=True)], dtype=np.float32)
    spoken = np.array([record.task.kind == "narrative" for record in parent.records]) & parent.listed
    told = np.array([record.task.kind == "narrative" for record in child.records], dtype=bool)
    result: Grid = (inclined[:, None] - _ORGANISING * np.outer(spoken, told)).astype(np.float32)
    return result


@dataclass(frozen=True, slots=True)
class _Grader:
    parent: Parent
    child: Child
    evidence: Evidence
    found: Sequence[Link]

    def rows(self, bound: Sequence[Binding]) -> list[CoverageRow]:
        by_parent: dict[int, list[Link]] = {}
        for link in self.found:
            by_parent.setdefault(link.parent, []).append(link)
        return [self._row(i, one, by_parent.get(i, [])) for i, one in enumerate(bound)]

    def _row(self, i: int, bound: Binding, found: Sequence[Link]) -> CoverageRow:
        record = self.parent.records[i]
        graded = [self._match(link, bound, found) for link in found]
        matches = sorted((match for match, _ in graded), key=lambda match: -match.score)
        spoken = record.task.kind == "narrative" and self.parent.listed
        certain = bool(self.child.records) and not spoken
        whole = bool(graded) and all(full == "full" for _, full in graded)
        reached = state(record.task, bound, matches, certain=certain, whole=whole)
        why = self._why(record, certain) if reached in {"not_covered", "not_covered_to_check"} else ""
        return CoverageRow(
            record, bound.binds, bound.role, bound.phrase, bound.rule + why, bound.confidence, reached, tuple(matches),
            is_done(record.task),
        )  # fmt: skip

    def _why(self, record: Record, certain: bool) -> str:
        """What a person should know of a task that was not found."""
        doubt = "" if certain else _SPOKEN if self.child.records else _UNREAD
        return doubt + (_ITSELF if _ASKS_FOR_A_PLAN.search(record.task.content.text) else "")

    def _match(self, link: Link, bound: Binding, together: Sequence[Link]) -> tuple[Match, Extent]:
        """The match, and its extent were the other parts of a split task not asked for."""
        pair = self._pairing(link, bound, together)
        graded = differences(pair)
        full = extent(pair, graded)
        match = Match(
            self.parent.records[link.parent], self.child.records[link.child], "partial" if pair.siblings else full, link.score,
            self._evidence(link), graded,
        )  # fmt: skip
        return match, full

    def _pairing(self, link: Link, bound: Binding, together: Sequence[Link]) -> Pairing:
        tasks = tuple(record.task for record in self.child.records)
        siblings = tuple(tasks[other.child] for other in together if other.child != link.child)
        others = tuple(
            self.parent.records[other.parent].task
            for other in self.found
            if other.child == link.child and other.parent != link.parent
        )
        return Pairing(
            self.parent.records[link.parent].task, tasks[link.child], columns(tasks[link.child], tasks), siblings, others,
            bound.role != "lead", bound.phrase if bound.role == "own_output" else None, self.parent.number,
        )  # fmt: skip

    def _evidence(self, link: Link) -> dict[str, float]:
        at = link.parent, link.child
        stated = {
            "words": max(self.evidence.inward[at], self.evidence.outward[at]),
            "meaning": self.evidence.meaning[at],
            "sources": self.evidence.sources[at],
            "deadline": self.evidence.deadline[at],
            "numbers": self.evidence.figures[at],
            "order": link.order,
        }
        return {name: round(float(value), 3) for name, value in stated.items() if not np.isnan(value)}


def _orphans(parent: Parent, child: Child, evidence: Evidence, found: Sequence[Link]) -> list[Orphan]:
    taken = {link.child for link in found}
    alike = 0.5 * np.maximum(evidence.inward, evidence.outward) + 0.5 * evidence.meaning
    orphans = []
    for j, record in enumerate(child.records):
        if j in taken:
            continue
        near = int(alike[:, j].argmax()) if len(parent.records) else -1
        orphan = Orphan(record)
        if near >= 0 and alike[near, j] >= _NOT_EVEN_NEAR:
            orphan = replace(orphan, nearest=parent.records[near], score=round(float(alike[near, j]), 3))
        orphans.append(orphan)
    return orphans
