"""The filters of a question about tasks, and for each one the test that a task must pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from corpus.agencies import fold
from corpus.model import Frequency, Task
from ingest import numbers
from search import deadline_terms
from search.asked import AskedAgency
from search.due import State, due, is_overdue
from search.facets import Facet, Holds

RoleName = Literal["lead", "coordinating"]
By = Literal["name", "group", "issuer", "product"]
Adjustment = Literal["earlier", "later", "same", "any"]
Narrative = Literal["without", "apart", "with"]
Lack = Literal["deadline", "lead", "coordinating", "deliverable", "adjusted"]
LACKS: tuple[Lack, ...] = ("deadline", "lead", "coordinating", "deliverable", "adjusted")
Condition = tuple[Facet, Holds]
LEADS: frozenset[RoleName] = frozenset({"lead"})
HELPS: frozenset[RoleName] = frozenset({"coordinating"})
EITHER = LEADS | HELPS
_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ROMAN = {roman: str(number) for number, roman in enumerate(_NUMERALS, start=1)}
_LINKS = frozenset({"cua", "va", "cac", "mot", "la", "cho", "ve"})


@dataclass(frozen=True, slots=True)
class Party:
    """An agency in one of the ``roles``: "Công an tỉnh chủ trì"."""

    agency: AskedAgency
    roles: frozenset[RoleName]


@dataclass(frozen=True, slots=True)
class TaskQuery:
    """Filters that must all hold; an empty one holds for every task.

    ``roles`` and ``by`` qualify ``agencies`` (any of them, all of them where ``joint``); ``only_role`` leaves out tasks that
    bind the agency in another role as well. Of each of ``parties`` one must be bound, whatever ``agencies`` ask for: ((A chủ
    trì,), (B phối hợp, C phối hợp)). ``sources`` are document numbers in the source column, any of them unless
    ``all_sources``; ``cited`` may stand anywhere in the record. ``documents`` are ids. ``due_before`` and ``due_after`` are
    inclusive bounds of the effective deadline (with ``starting`` of the day from which a task runs); ``overdue`` holds for a
    due date before ``at`` on a task that is not done, ``states`` for any of these states on the day ``at``, ``ongoing`` for
    work without an end. ``adjustment`` compares the adjusted deadline with the original, ``moved`` names both as people write
    ("Quý IV", "Quý III"). ``words`` must all occur in the text, ``deliverable`` (folded) in the product, in any order; those of
    ``about`` near together in the record.
    ``without_sources`` must not be among the sources, with ``sources_only`` nothing but ``sources`` is; ``lacks`` names fields
    that the print leaves empty, ``filled`` those that it fills; ``alone`` holds where no
    other one leads; ``receivers`` are agencies that something must be sent to, ``without``
    those that must not be bound. ``other_annexes`` may stand for ``annex``,
    ``group`` is the label of a group of rows.
    ``unconditional`` leaves out phrases with "liên quan", and ``named_first`` lists coordination through a group phrase apart
    where the agency coordinates by name too.
    ``narrative`` says what becomes of the duties of running text: ``without`` leaves them out, ``with`` puts all that fit among
    the listed tasks, ``apart`` only those that name the asked agency or fit the asked time.
    """

    agencies: tuple[AskedAgency, ...] = ()
    roles: frozenset[RoleName] = EITHER
    by: frozenset[By] = frozenset({"name", "group", "issuer", "product"})
    joint: bool = False
    only_role: bool = False
    parties: tuple[tuple[Party, ...], ...] = ()
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
    states: frozenset[State] = frozenset()
    at: date | None = None
    ongoing: bool = False
    frequency: Frequency | None = None
    adjustment: Adjustment | None = None
    moved: tuple[str, str] | None = None
    words: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    deliverable: tuple[str, ...] = ()
    narrative: Narrative = "apart"
    without_sources: tuple[str, ...] = ()
    sources_only: bool = False
    lacks: frozenset[Lack] = frozenset()
    filled: frozenset[Lack] = frozenset()
    alone: bool = False
    receivers: tuple[AskedAgency, ...] = ()
    without: tuple[Party, ...] = ()
    other_annexes: tuple[str, ...] = ()
    group: str | None = None
    unconditional: bool = False
    named_first: bool = False

    @property
    def everyone(self) -> tuple[AskedAgency, ...]:
        """The agencies that are asked for, in whatever role."""
        return tuple(dict.fromkeys((*self.agencies, *(party.agency for among in self.parties for party in among))))

    def timed(self) -> bool:
        """Whether a filter is about time."""
        states = self.states - {"unstated"}
        return bool(self.due_after or self.due_before or self.overdue or states or self.frequency or self.ongoing)

    def names_something(self) -> bool:
        """Whether a filter names a thing of the papers, and not only a day."""
        places = self.everyone or self.sources or self.cited or self.documents or self.annex
        fields = self.lacks or self.filled or self.receivers or self.deliverable
        told = fields or self.adjustment or self.frequency or self.ongoing or self.without_sources
        return bool(places or self.moved or told or self.about)


def conditions(query: TaskQuery) -> list[Condition]:
    """What a task must pass, one test a filter, with what it looks at; the words and who is meant are not among them."""
    lacks = (_LACKS[lack] for lack in query.lacks)
    filled = (_filled(*_LACKS[lack]) for lack in query.filled)
    alone: list[Condition] = [("task", lambda task: len(task.lead) <= 1)] if query.alone else []
    return [*_places(query), *_origins(query), *lacks, *filled, *alone, *_times(query), *_texts(query)]


def _places(query: TaskQuery) -> Iterator[Condition]:
    if query.group is not None:
        group = _rank(query.group)
        yield "place", lambda task: task.group is not None and _rank(task.group.label) == group
    if query.annex is not None:
        annexes = {_rank(annex) for annex in (query.annex, *query.other_annexes)}
        yield "place", lambda task: task.annex is not None and _rank(task.annex) in annexes
    if query.stt is not None:
        stt = query.stt.lstrip("0")
        yield "place", lambda task: task.stt is not None and task.stt.lstrip("0") == stt


def _origins(query: TaskQuery) -> Iterator[Condition]:
    if query.sources:
        yield "sources", _from_sources(query.sources, query.all_sources)
    if query.sources and query.sources_only:
        allowed = {numbers.key(source) for source in query.sources}
        yield "sources", lambda task: {numbers.key(source) for source in task.sources} <= allowed
    if query.without_sources:
        holds = _from_sources(query.without_sources, False)
        yield "sources", lambda task: not holds(task)
    if query.cited:
        yield "task", _cites(query.cited)


def _times(query: TaskQuery) -> Iterator[Condition]:
    if query.due_before or query.due_after:
        yield (
            "deadlines",
            lambda task: deadline_terms.within(
                deadline_terms.day(task.effective_deadline, query.starting), query.due_after, query.due_before
            ),
        )
    if query.overdue and query.at:
        today = query.at
        yield "deadlines", lambda task: is_overdue(task, today)
    if query.states and query.at:
        day = query.at
        yield "deadlines", lambda task: due(task, day).state in query.states
    if query.frequency:
        yield (
            "deadlines",
            lambda task: (
                deadline_terms.recurs(task.deadline, query.frequency)
                or deadline_terms.recurs(task.adjusted_deadline, query.frequency)
            ),
        )
    if query.ongoing:
        yield "deadlines", lambda task: deadline_terms.runs_on(task.deadline) or deadline_terms.runs_on(task.adjusted_deadline)
    if query.moved:
        yield "deadlines", deadline_terms.moved(*query.moved)
    elif query.adjustment:
        wanted = ("earlier", "later", "same") if query.adjustment == "any" else (query.adjustment,)
        yield "deadlines", lambda task: deadline_terms.adjustment(task) in wanted


def _texts(query: TaskQuery) -> Iterator[Condition]:
    if query.deliverable:
        wanted = set(query.deliverable) - _LINKS
        yield "product", lambda task: bool(wanted) and wanted <= _folded(_product(task))


_LACKS: dict[Lack, Condition] = {
    "deadline": ("deadlines", lambda task: task.deadline is None and task.adjusted_deadline is None),
    "lead": ("lead", lambda task: all(mention.kind == "unknown" for mention in task.lead)),
    "coordinating": ("coordinating", lambda task: not task.coordinating),
    "deliverable": ("product", lambda task: not _product(task)),
    "adjusted": ("deadlines", lambda task: task.adjusted_deadline is None),
}


def _filled(facet: Facet, is_empty: Holds) -> Condition:
    return facet, lambda task: not is_empty(task)


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
        if wanted <= given:
            return True
        deadlines = " ".join(deadline.raw for deadline in (task.deadline, task.adjusted_deadline) if deadline)
        printed = f"{task.content.text} {_product(task)} {deadlines}"
        return wanted <= given | {numbers.key(found.canonical) for found in numbers.find(printed)}

    return holds


@lru_cache(maxsize=65536)
def _folded(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


def _product(task: Task) -> str:
    return task.deliverable.text if task.deliverable else ""
