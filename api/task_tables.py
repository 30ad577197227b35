"""Tasks as the page shows them: by document, by place in it, in the annex's own columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from api import wording
from corpus.model import Deadline, Document
from ingest import deadlines
from search.citations import task_label
from search.knowledge import Knowledge, Record
from search.query import Match


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A source number (văn bản giao nhiệm vụ); ``address`` is ``None`` for a document that is not held."""

    number: str
    address: str | None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task. ``deadline`` is the effective one, ``first_deadline`` what it was before an adjustment."""

    stt: str
    content: str
    lead: str
    coordinating: str
    deliverable: str
    deadline: str
    first_deadline: str
    sources: tuple[SourceLink, ...]
    reason: str
    place: str
    address: str


@dataclass(frozen=True, slots=True)
class TaskPlace:
    """Tasks that stand under one heading."""

    heading: str
    rows: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True)
class TaskList:
    """The tasks of one document. ``columns`` are the optional columns that at least one row fills."""

    document: str
    name: str
    issued: str
    title: str
    address: str
    count: int
    columns: frozenset[str]
    places: tuple[TaskPlace, ...]


_OPTIONAL = ("lead", "coordinating", "deliverable", "deadline", "sources", "reason")


def task_lists(matches: Sequence[Match], knowledge: Knowledge) -> list[TaskList]:
    """One list a document, in the order of the matches."""
    linked = Links(knowledge)
    with_role = len({match.reach.role for match in matches if match.reach}) > 1
    return [
        _task_list(list(group), linked, with_role) for _, group in groupby(matches, key=lambda match: match.record.document.id)
    ]


def conditional_lists(matches: Sequence[Match], knowledge: Knowledge) -> list[tuple[str, list[TaskList]]]:
    """Uncertain tasks by the condition that they hang on: (condition, lists)."""
    by_condition: dict[str, list[Match]] = {}
    for match in matches:
        by_condition.setdefault(_condition(match), []).append(match)
    return [(condition, task_lists(chosen, knowledge)) for condition, chosen in by_condition.items()]


def _condition(match: Match) -> str:
    return match.reach.rule if match.reach else "Không nêu cơ quan chủ trì, phối hợp."


class Links:
    """Addresses of held documents by number, each looked up once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._found: dict[str, SourceLink] = {}

    def __call__(self, numbers: Iterable[str]) -> tuple[SourceLink, ...]:
        return tuple(self._found.get(number) or self._look_up(number) for number in numbers)

    def _look_up(self, number: str) -> SourceLink:
        held = self._knowledge.numbered(number)
        address = wording.document_address(held[0].id) if len(held) == 1 else None
        return self._found.setdefault(number, SourceLink(number, address))


def _task_list(matches: Sequence[Match], linked: Links, with_role: bool) -> TaskList:
    document = matches[0].record.document
    places = tuple(
        TaskPlace(heading, tuple(_row(match, document, linked, with_role) for match in group))
        for heading, group in groupby(matches, key=lambda match: wording.place_heading(match.record.task))
    )
    rows = [row for place in places for row in place.rows]
    return TaskList(
        document.id,
        wording.document_name(document),
        wording.issued(document),
        document.title or "",
        wording.document_address(document.id),
        len(rows),
        frozenset(column for column in _OPTIONAL if any(getattr(row, column) for row in rows)),
        places,
    )


def _row(match: Match, document: Document, linked: Links, with_role: bool) -> TaskRow:
    task = match.record.task
    return TaskRow(
        stt=task.stt or "",
        content=task.content.text,
        lead=wording.names(task.lead),
        coordinating=wording.names(task.coordinating),
        deliverable=task.deliverable.text if task.deliverable else "",
        deadline=_said(task.effective_deadline),
        first_deadline=_said(task.deadline) if task.adjusted_deadline else "",
        sources=linked(task.sources),
        reason=wording.reason(match.reach, with_role) if match.reach else "",
        place=wording.paged(task_label(task), document, task.spans),
        address=wording.document_address(document.id, task.spans),
    )


def _said(deadline: Deadline | None) -> str:
    return deadlines.describe(deadline) if deadline else ""


def tasks_of(document: Document, knowledge: Knowledge) -> list[TaskList]:
    """All tasks of one document, without reasons."""
    return task_lists([Match(Record(task, document)) for task in document.tasks], knowledge)
