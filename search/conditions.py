"""The filters of a question about tasks, and for each one the test that a task must pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from corpus.agencies import fold
from corpus.model import Deadline, Frequency, Task
from ingest import deadlines, numbers
from search.asked import AskedAgency

RoleName = Literal["lead", "coordinating"]
By = Literal["name", "group", "issuer", "product"]
Adjustment = Literal["earlier", "later", "same", "any"]
Holds = Callable[[Task], bool]
_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ROMAN = {roman: str(number) for number, roman in enumerate(_NUMERALS, start=1)}
_LINKS = frozenset({"cua", "va", "cac", "mot", "la", "cho", "ve"})


@dataclass(frozen=True, slots=True)
class TaskQuery:
    """Filters that must all hold; an empty one holds for every task.

    ``roles`` and ``by`` qualify ``agencies`` (any of them, all of them where ``joint``); ``only_role`` leaves out tasks that
    bind the agency in another role as well. ``sources`` are document numbers in the source column, any of them unless
    ``all_sources``; ``cited`` may stand anywhere in the record. ``documents`` are ids. ``due_before`` and ``due_after`` are
    inclusive bounds of the effective deadline (with ``starting`` of the day from which a task runs); ``overdue`` holds for a
    due date before ``at`` on a task that is not done, ``ongoing`` for work without an end. ``adjustment`` compares the adjusted
    deadline with the original, ``moved`` names both as people write ("Quý IV", "Quý III"). ``words`` must all occur in the
    text, ``deliverable`` (folded) in the product, in any order.
    """

    agencies: tuple[AskedAgency, ...] = ()
    roles: frozenset[RoleName] = frozenset({"lead", "coordinating"})
    by: frozenset[By] = frozenset({"name", "group", "issuer", "product"})
    joint: bool = False
    only_role: bool = False
    sources: tuple[str, ...] = ()
    all_sources: bool = False
    cited: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    annex: str | None = None
    stt: str | None = None
    due_after: date | None = None
    due_before: date | None = None
    starting: bool = False
    overdue: bool = False
    at: date | None = None
    ongoing: bool = False
    frequency: Frequency | None = None
    adjustment: Adjustment | None = None
    moved: tuple[str, str] | None = None
    words: tuple[str, ...] = ()
    deliverable: tuple[str, ...] = ()

    def names_something(self) -> bool:
        """Whether a filter names a thing of the papers, and not only a day."""
        places = self.agencies or self.sources or self.cited or self.documents or self.annex
        return bool(places or self.moved or self.adjustment or self.frequency or self.ongoing or self.deliverable)


def conditions(query: TaskQuery) -> list[Holds]:
    """What a task must pass, one test a filter; ``agencies`` and ``documents`` are not among them."""
    return [*_places(query), *_times(query), *_texts(query)]


def is_overdue(task: Task, today: date) -> bool:
    """The effective deadline has passed; a task that is done, has no date, or runs on is never overdue."""
    deadline = task.effective_deadline
    standing = deadline is None or deadline.kind in ("done", "from", "ongoing")
    return not standing and deadline is not None and deadline.due is not None and deadline.due < today


def _places(query: TaskQuery) -> Iterator[Holds]:
    if query.sources:
        yield _from_sources(query.sources, query.all_sources)
    if query.cited:
        yield _cites(query.cited)
    if query.annex is not None:
        annex = _rank(query.annex)
        yield lambda task: task.annex is not None and _rank(task.annex) == annex
    if query.stt is not None:
        stt = query.stt.lstrip("0")
        yield lambda task: task.stt is not None and task.stt.lstrip("0") == stt


def _times(query: TaskQuery) -> Iterator[Holds]:
    if query.due_before or query.due_after:
        yield lambda task: _within(_day(task.effective_deadline, query.starting), query.due_after, query.due_before)
    if query.overdue and query.at:
        today = query.at
        yield lambda task: is_overdue(task, today)
    if query.frequency:
        yield lambda task: _recurs(task.deadline, query.frequency) or _recurs(task.adjusted_deadline, query.frequency)
    if query.ongoing:
        yield lambda task: _runs_on(task.deadline) or _runs_on(task.adjusted_deadline)
    if query.moved:
        yield _moved(*query.moved)
    elif query.adjustment:
        wanted = ("earlier", "later", "same") if query.adjustment == "any" else (query.adjustment,)
        yield lambda task: _adjustment(task) in wanted


def _texts(query: TaskQuery) -> Iterator[Holds]:
    if query.words:
        yield _holds_words(query.words, lambda task: (task.content.text, _product(task), task.note or ""))
    if query.deliverable:
        wanted = set(query.deliverable) - _LINKS
        yield lambda task: bool(wanted) and wanted <= set(fold(_product(task)).split())


def _rank(annex: str) -> str:
    """ "II", "2" and "02" are one annex."""
    return _ROMAN.get(annex.upper(), annex.upper().lstrip("0"))


def _from_sources(sources: Iterable[str], every: bool) -> Holds:
    wanted = {numbers.key(source) for source in sources}

    def holds(task: Task) -> bool:
        given = {numbers.key(source) for source in task.sources}
        return wanted <= given if every else bool(wanted & given)

    return holds


def _cites(cited: Iterable[str]) -> Holds:
    wanted = {numbers.key(number) for number in cited}

    def holds(task: Task) -> bool:
        given = {numbers.key(source) for source in task.sources}
        printed = f"{task.content.text} {_product(task)} {task.deadline.raw if task.deadline else ''}"
        return wanted <= given | {numbers.key(found.canonical) for found in numbers.find(printed)}

    return holds


def _day(deadline: Deadline | None, starting: bool) -> date | None:
    """The day that a window is compared with: the due day, or the day that work which runs on starts from."""
    if deadline is None:
        return None
    return (deadline.start if deadline.kind == "from" else None) if starting else deadline.due


def _within(day: date | None, after: date | None, before: date | None) -> bool:
    return day is not None and (after is None or day >= after) and (before is None or day <= before)


def _recurs(deadline: Deadline | None, frequency: Frequency | None) -> bool:
    return deadline is not None and deadline.recurrence is not None and deadline.recurrence.frequency == frequency


def _runs_on(deadline: Deadline | None) -> bool:
    return deadline is not None and "ongoing" in (deadline.kind, deadline.also)


def _adjustment(task: Task) -> str | None:
    """How the adjusted deadline stands to the original; ``None`` where none was adjusted."""
    if task.deadline is None or task.adjusted_deadline is None:
        return None
    return deadlines.compare(task.adjusted_deadline, task.deadline)


def _moved(before: str, after: str) -> Holds:
    def holds(task: Task) -> bool:
        old, new = task.deadline, task.adjusted_deadline
        if old is None or new is None or old.due is None or new.due is None:
            return False
        return old.due == deadlines.read(before, old.due.year).due and new.due == deadlines.read(after, new.due.year).due

    return holds


def _product(task: Task) -> str:
    return task.deliverable.text if task.deliverable else ""


def _holds_words(words: Sequence[str], printed: Callable[[Task], tuple[str, ...]]) -> Holds:
    wanted = [fold(word) for word in words]

    def holds(task: Task) -> bool:
        folded = f" {fold(' '.join(printed(task)))} "
        return all(f" {word} " in folded for word in wanted)

    return holds
