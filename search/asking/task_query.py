"""The filters of a question about tasks: who must be bound and how, from which sources, by when, in which words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from corpus.model import Frequency
from search.binding.asked_agency import AskedAgency
from search.held.due import State

RoleName = Literal["lead", "coordinating"]
By = Literal["name", "group", "issuer", "product"]
Adjustment = Literal["earlier", "later", "same", "any"]
Narrative = Literal["without", "apart", "with"]
Lack = Literal["deadline", "lead", "coordinating", "deliverable", "adjusted"]
LACKS: tuple[Lack, ...] = ("deadline", "lead", "coordinating", "deliverable", "adjusted")
LEADS: frozenset[RoleName] = frozenset({"lead"})
HELPS: frozenset[RoleName] = frozenset({"coordinating"})
EITHER = LEADS | HELPS


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
    those that must not be bound. ``other_annexes`` may stand for ``annex``, the spans of
    ``other_days`` (both ends included) for that of ``due_after`` and ``due_before``; ``group`` is the label of a group of rows.
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
    other_days: tuple[tuple[date, date], ...] = ()
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

    @property
    def spans(self) -> tuple[tuple[date | None, date | None], ...]:
        """The days in one of which the deadline must lie, ``None`` for an open end; empty where any day will do."""
        first = ((self.due_after, self.due_before),) if self.due_after or self.due_before else ()
        return (*first, *self.other_days)

    def timed(self) -> bool:
        """Whether a filter is about time."""
        states = self.states - {"unstated"}
        return bool(self.spans or self.overdue or states or self.frequency or self.ongoing)

    def names_something(self) -> bool:
        """Whether a filter names a thing of the papers, and not only a day."""
        places = self.everyone or self.sources or self.cited or self.documents or self.annex
        fields = self.lacks or self.filled or self.receivers or self.deliverable
        told = fields or self.adjustment or self.frequency or self.ongoing or self.without_sources
        return bool(places or self.moved or told or self.about)
