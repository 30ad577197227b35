"""What a coverage report is made of; the words are those of the contract.

A parent document (cấp trên) gives tasks; a child (cấp dưới) issues its own plan. One ``CoverageRow`` says for one parent task
whether it binds the child's agency, whether the child's plan has it, and what was changed on the way. Nothing here is a
verdict: a finding names both places and a person decides.

A report holds spans, not quotes: ``search.coverage.citing`` makes the citations when somebody looks at them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from corpus.model import Document, Span
from search.binding.asked_agency import AskedAgency
from search.held.knowledge import Record

Binds = Literal["yes", "conditional", "no"]
Role = Literal["lead", "own_output", "coordinating", "none"]
State = Literal[
    "not_covered",
    "not_covered_to_check",
    "covered_in_part",
    "covered",
    "not_covered_coordination",
    "not_covered_if_concerned",
    "not_applicable",
]
Extent = Literal["full", "partial"]
FieldName = Literal["content", "lead", "coordinating", "deliverable", "deadline", "sources"]
Relation = Literal["same", "narrowed", "widened", "changed", "missing", "earlier", "later"]
RunKind = Literal["same", "dropped", "added", "changed"]
NoteKind = Literal["contradiction", "rule_breach", "done", "adjusted_later"]

STATES: tuple[State, ...] = (  # the most urgent first: the order of a report
    "not_covered",
    "not_covered_to_check",
    "covered_in_part",
    "covered",
    "not_covered_coordination",
    "not_covered_if_concerned",
    "not_applicable",
)
FIELDS: tuple[FieldName, ...] = ("content", "lead", "coordinating", "deliverable", "deadline", "sources")


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a word diff. ``parent`` and ``child`` are offsets into the two field texts of the ``Difference``.

    Empty (start == end) on the side where nothing stands: ``dropped`` has no child side, ``added`` no parent side.
    """

    kind: RunKind
    parent: tuple[int, int]
    child: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a parent task against the same field of a child task; there is one for each of ``FIELDS``, equal ones too.

    ``detail`` says finer than the contract's word how it differs: ``reworded``, ``added``, ``dropped``, ``target_lowered``,
    ``condition_added``, ``different_kind``, ``child_only``, ``no_column``, ``n/a`` (stated on neither side); ``None`` where
    there is no more to say. ``parent`` and ``child`` are the field texts, ``None`` where the field is blank; the spans are
    their print, empty where blank. ``note`` is one Vietnamese clause for a person. ``finding`` marks what somebody should look
    at: a later deadline, a dropped product or source, a narrowed text or target; a lead handed down to an inner unit is a
    difference but no finding.
    """

    field: FieldName
    relation: Relation
    parent: str | None
    child: str | None
    note: str
    detail: str | None = None
    finding: bool = False
    parent_spans: tuple[Span, ...] = ()
    child_spans: tuple[Span, ...] = ()
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A child task that takes up a parent task.

    ``extent`` is ``full`` for the same duty, ``partial`` for a narrowed one, a later or another kind of deadline, or one share
    of a parent task that is split over several child tasks. ``score`` is 0 to 1; ``evidence`` names what it is made of
    (``words``, ``meaning``, ``sources``, ``deadline``, ``order``, ``numbers``), each 0 to 1, absent where one side states
    nothing. ``differences`` are in the order of ``FIELDS``.
    """

    parent_task: Record
    child_task: Record
    extent: Extent
    score: float
    evidence: Mapping[str, float] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """(parent task id, child task id): names the match in one knowledge base."""
        return self.parent_task.task.id, self.child_task.task.id

    @property
    def findings(self) -> tuple[Difference, ...]:
        return tuple(one for one in self.differences if one.finding)


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One parent task. ``phrase`` is the print that binds (``None`` where nothing does), ``because`` the rule (Vietnamese),
    ``confidence`` how surely the task binds the agency (0 to 1). ``matches`` are the best first; more than one where the child
    splits the task. ``done`` says that the parent prints it as done.
    """

    parent_task: Record
    binds: Binds
    role: Role
    phrase: str | None
    because: str
    confidence: float
    state: State
    matches: tuple[Match, ...] = ()
    done: bool = False

    @property
    def gap(self) -> bool:
        """Whether the plan lacks something that binds for certain."""
        return self.state == "not_covered"

    @property
    def changed(self) -> bool:
        return any(match.findings for match in self.matches)


@dataclass(frozen=True, slots=True)
class Orphan:
    """A child task without a parent task. ``nearest`` is the parent task that comes closest, with its score (no match);
    ``elsewhere`` are the ids of other parents of the same child that do have it.
    """

    task: Record
    nearest: Record | None = None
    score: float = 0.0
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParentNote:
    """Something in the parent itself that a person should look at. ``message`` is Vietnamese, says what the tasks print and
    never who is right; ``spans`` holds for each of ``tasks`` the print that is meant.
    """

    kind: NoteKind
    message: str
    tasks: tuple[Record, ...]
    spans: tuple[tuple[Span, ...], ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """One child against one parent. ``agency`` is the name as answers print it, ``asked`` what was looked for.

    ``rows`` are all tasks of the parent, ranked: true gaps first, then what to check, then changed ones (``STATES``), inside a
    state lead before own output before coordinating, then the order of print. ``without_parent`` and ``notes`` are in print
    order. ``unread`` says that no task could be read in the child, so that nothing is claimed as a gap.
    """

    parent: Document
    child: Document
    agency: str
    asked: AskedAgency
    rows: tuple[CoverageRow, ...]
    without_parent: tuple[Orphan, ...] = ()
    notes: tuple[ParentNote, ...] = ()
    unread: bool = False

    @property
    def summary(self) -> dict[State, int]:
        """How many rows are in each state; every state is there."""
        return {state: sum(row.state == state for row in self.rows) for state in STATES}


@dataclass(frozen=True, slots=True)
class Cell:
    """One parent task for one unit. ``children`` are the ids of the child tasks that take it up; ``findings`` counts what
    changed; ``later`` says that a deadline was put off."""

    state: State
    binds: Binds
    role: Role
    children: tuple[str, ...] = ()
    findings: int = 0
    later: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A column of the matrix: a child plan and the agency that it was read for."""

    child: Document
    agency: str
    asked: AskedAgency
    summary: Mapping[State, int]


@dataclass(frozen=True, slots=True)
class Matrix:
    """One parent against every held child that implements it. ``cells[i][j]`` is ``tasks[i]`` for ``units[j]``; tasks in print
    order, units in the order of ingestion.
    """

    parent: Document
    tasks: tuple[Record, ...]
    units: tuple[Unit, ...]
    cells: tuple[tuple[Cell, ...], ...]
    notes: tuple[ParentNote, ...] = ()
