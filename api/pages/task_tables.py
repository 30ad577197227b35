"""Tasks as the page shows them: by document, by place in it, in the annex's own columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Literal

from api.asking.filters import today
from api.asking.sorting import SORTS
from api.telling import wording
from api.telling.due import due_words
from corpus.model import Deadline, Document
from ingest.grammar import deadlines
from search.held.citations import task_label
from search.held.due import State, due
from search.held.knowledge import Knowledge, Record
from search.held.task_labels import printed_number
from search.selecting.query import Match


@dataclass(frozen=True, slots=True)
class Head:
    """A column that can be sorted by: the address that does it, and how it is sorted now ("none": it is not)."""

    address: str
    direction: Literal["none", "ascending", "descending"] = "none"


@dataclass(frozen=True, slots=True)
class Order:
    """How tables of tasks stand: ``today`` is what deadlines are reckoned from, ``sort`` the column ("" for that of print).

    ``address`` gives the address of the same page under another sort; ``None`` where it cannot be sorted.
    """

    today: date
    sort: str = ""
    address: Callable[[str], str] | None = None

    def heads(self) -> dict[str, Head]:
        """By column; a second click turns the order round, a third one brings back that of print."""
        if self.address is None:
            return {}
        heads: dict[str, Head] = {}
        for name in SORTS:
            direction: Literal["none", "ascending", "descending"] = "none"
            if name == self.sort.removeprefix("-"):
                direction = "descending" if self.sort.startswith("-") else "ascending"
            after = {"none": name, "ascending": f"-{name}", "descending": ""}[direction]
            heads[name] = Head(f"{self.address(after)}#danh-sach", direction)
        return heads


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A source number (văn bản giao nhiệm vụ); ``address`` is ``None`` for a document that is not held."""

    number: str
    address: str | None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task. ``deadline`` is the effective one, ``first_deadline`` what it was before an adjustment.

    ``due`` says the ``state`` in words: "còn 5 ngày".
    """

    stt: str
    content: str
    lead: str
    coordinating: str
    deliverable: str
    deadline: str
    first_deadline: str
    state: State
    due: str
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
    """The tasks of one document, or of all in one order (then ``document`` is empty).

    ``columns`` are the optional columns that at least one row fills, ``heads`` those that can be sorted by.
    """

    document: str
    name: str
    issued: str
    title: str
    address: str
    count: int
    columns: frozenset[str]
    places: tuple[TaskPlace, ...]
    heads: Mapping[str, Head] = field(default_factory=dict)


_OPTIONAL = ("lead", "coordinating", "deliverable", "sources", "reason")


def task_lists(matches: Sequence[Match], knowledge: Knowledge, order: Order) -> list[TaskList]:
    """One list a document in the order of print; one list of all, as they come, where they are sorted."""
    linked = Links(knowledge)
    with_role = len({match.reach.role for match in matches if match.reach}) > 1
    table = _Table(linked, order, with_role)
    if order.sort:
        return [table.sorted(matches)] if matches else []
    return [table.of_document(list(group)) for _, group in groupby(matches, key=lambda match: match.record.document.id)]


def conditional_lists(matches: Sequence[Match], knowledge: Knowledge, order: Order) -> list[tuple[str, list[TaskList]]]:
    """Uncertain tasks by the condition that they hang on: (condition, lists)."""
    by_condition: dict[str, list[Match]] = {}
    for match in matches:
        by_condition.setdefault(_condition(match), []).append(match)
    return [(condition, task_lists(chosen, knowledge, order)) for condition, chosen in by_condition.items()]


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


class _Table:
    """Makes lists of rows that look alike."""

    def __init__(self, linked: Links, order: Order, with_role: bool) -> None:
        self._linked, self._order, self._with_role = linked, order, with_role
        self._heads = order.heads()

    def of_document(self, matches: Sequence[Match]) -> TaskList:
        """The tasks of one document under the headings that they stand under."""
        document = matches[0].record.document
        places = tuple(
            TaskPlace(heading, tuple(self._row(match) for match in group))
            for heading, group in groupby(matches, key=lambda match: wording.place_heading(match.record.task))
        )
        return TaskList(
            document.id,
            wording.document_name(document),
            wording.issued(document),
            document.title or "",
            wording.document_address(document.id),
            len(matches),
            _filled(places),
            places,
            {name: head for name, head in self._heads.items() if name != "document"},
        )

    def sorted(self, matches: Sequence[Match]) -> TaskList:
        """All tasks in one table, each with its document."""
        places = (TaskPlace("", tuple(self._row(match, named=True) for match in matches)),)
        return TaskList("", "Mọi văn bản", "", "", "", len(matches), _filled(places), places, self._heads)

    def _row(self, match: Match, named: bool = False) -> TaskRow:
        """``named`` says that its place is told with the document."""
        task, document = match.record.task, match.record.document
        place = wording.paged(task_label(task), document, task.spans)
        state = due(task, self._order.today)
        return TaskRow(
            stt=printed_number(task),
            content=task.content.text,
            lead=wording.names(task.lead),
            coordinating=wording.names(task.coordinating),
            deliverable=task.deliverable.text if task.deliverable else "",
            deadline=_said(task.effective_deadline),
            first_deadline=_said(task.deadline) if task.adjusted_deadline else "",
            state=state.state,
            due=due_words(state, task),
            sources=self._linked(task.sources),
            reason=wording.reason(match.reach, self._with_role) if match.reach else "",
            place=f"{wording.short_name(document)}, {place}" if named else place,
            address=wording.document_address(document.id, task.spans),
        )


def _filled(places: Iterable[TaskPlace]) -> frozenset[str]:
    rows = [row for place in places for row in place.rows]
    return frozenset(column for column in _OPTIONAL if any(getattr(row, column) for row in rows))


def _said(deadline: Deadline | None) -> str:
    return deadlines.describe(deadline) if deadline else ""


def tasks_of(document: Document, knowledge: Knowledge, narrative: bool = False) -> list[TaskList]:
    """The tasks that one document lists, or the duties of its running text, without reasons; days are reckoned from today."""
    chosen = [task for task in document.tasks if (task.kind == "narrative") == narrative]
    return task_lists([Match(Record(task, document)) for task in chosen], knowledge, Order(today(None)))
