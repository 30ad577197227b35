"""A structured question about tasks, and its complete answer: every record that fits, never a top-k."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from corpus.agencies import fold
from corpus.model import Deadline, Task
from ingest import numbers
from search.knowledge import Knowledge, Record
from search.reach import AskedAgency, Reach, reach

RoleName = Literal["lead", "coordinating"]
By = Literal["name", "group", "issuer", "product"]

_BY_OF_BECAUSE: dict[str, By] = {
    "by_name": "name",
    "via_group": "group",
    "issuer": "issuer",
    "deliverable": "product",
    "body": "product",
}


@dataclass(frozen=True, slots=True)
class TaskQuery:
    """Filters that must all hold; an empty one holds for every task.

    ``roles`` and ``by`` qualify ``agencies`` (any of them); ``only_role`` leaves out tasks that bind the agency in another role
    as well. ``sources`` are document numbers, any of them unless ``all_sources``; ``documents`` are ids. ``due_before`` and
    ``due_after`` are inclusive bounds of the effective deadline (with ``starting`` of the day from which a task runs);
    ``overdue`` holds for a due date before ``at`` on a task that is not done. ``words`` must all occur, whatever their marks.
    """

    agencies: tuple[AskedAgency, ...] = ()
    roles: frozenset[RoleName] = frozenset({"lead", "coordinating"})
    by: frozenset[By] = frozenset({"name", "group", "issuer", "product"})
    only_role: bool = False
    sources: tuple[str, ...] = ()
    all_sources: bool = False
    documents: tuple[str, ...] = ()
    annex: str | None = None
    stt: str | None = None
    due_after: date | None = None
    due_before: date | None = None
    starting: bool = False
    overdue: bool = False
    at: date | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A task that fits, and why it binds the asked agency (empty when no agency was asked for)."""

    record: Record
    reaches: tuple[Reach, ...] = ()

    @property
    def reach(self) -> Reach | None:
        """The strongest reason."""
        return max(self.reaches, key=lambda r: (r.certain, r.confidence), default=None)


@dataclass(frozen=True, slots=True)
class Selection:
    """``certain`` fits beyond doubt; ``possible`` depends on a condition that the paper leaves open ("liên quan")."""

    certain: tuple[Match, ...]
    possible: tuple[Match, ...] = ()
    searched: tuple[str, ...] = field(default=())


def select(knowledge: Knowledge, query: TaskQuery) -> Selection:
    """Every record that fits, in the order of ingestion and of print."""
    records = [record for record in knowledge.records if not query.documents or record.document.id in query.documents]
    fits = _conditions(query)
    chosen = [record for record in records if all(holds(record.task) for holds in fits)]
    searched = query.documents or tuple(document.id for document in knowledge.documents)
    if not query.agencies:
        return Selection(tuple(Match(record) for record in chosen), (), searched)
    matches = [match for record in chosen if (match := _reached(record, query)) is not None]
    certain = tuple(match for match in matches if match.reach is not None and match.reach.certain)
    possible = tuple(match for match in matches if match.reach is None or not match.reach.certain)
    return Selection(certain, possible, searched)


def _reached(record: Record, query: TaskQuery) -> Match | None:
    reasons = [
        r
        for agency in query.agencies
        for r in reach(record.task, record.document, agency)
        if _BY_OF_BECAUSE[r.because] in query.by
    ]
    found = tuple(reason for reason in reasons if reason.role in query.roles)
    if query.only_role and len(found) < len(reasons):
        return None
    return Match(record, found) if found else None


def _conditions(query: TaskQuery) -> list[Callable[[Task], bool]]:
    conditions: list[Callable[[Task], bool]] = []
    if query.sources:
        conditions.append(_from_sources(query.sources, query.all_sources))
    if query.annex is not None:
        conditions.append(lambda task: task.annex == query.annex)
    if query.stt is not None:
        conditions.append(lambda task: task.stt == query.stt)
    if query.due_before or query.due_after:
        conditions.append(
            lambda task: _within(_day(task.effective_deadline, query.starting), query.due_after, query.due_before)
        )
    if query.overdue and query.at:
        today = query.at
        conditions.append(lambda task: is_overdue(task, today))
    if query.words:
        conditions.append(_holds_words(query.words))
    return conditions


def _from_sources(sources: Iterable[str], every: bool) -> Callable[[Task], bool]:
    wanted = {numbers.key(source) for source in sources}

    def holds(task: Task) -> bool:
        given = {numbers.key(source) for source in task.sources}
        return wanted <= given if every else bool(wanted & given)

    return holds


def _day(deadline: Deadline | None, starting: bool) -> date | None:
    """The day that a window is compared with: the due day, or the day that work which runs on starts from."""
    if deadline is None:
        return None
    return (deadline.start if deadline.kind == "from" else None) if starting else deadline.due


def _within(day: date | None, after: date | None, before: date | None) -> bool:
    return day is not None and (after is None or day >= after) and (before is None or day <= before)


def is_overdue(task: Task, today: date) -> bool:
    """The effective deadline has passed; a task that is done, has no date, or runs on is never overdue."""
    deadline = task.effective_deadline
    return (
        deadline is not None
        and deadline.kind not in ("done", "from", "ongoing")
        and deadline.due is not None
        and deadline.due < today
    )


def _holds_words(words: Sequence[str]) -> Callable[[Task], bool]:
    wanted = [fold(word) for word in words]

    def holds(task: Task) -> bool:
        printed = " ".join((task.content.text, task.deliverable.text if task.deliverable else "", task.note or ""))
        folded = fold(printed)
        return all(word in folded for word in wanted)

    return holds
