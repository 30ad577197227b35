"""In which state is a parent task in a child plan? A gap is claimed only where the parent binds for certain."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Task
from search.coverage.binding import Binding
from search.coverage.model import STATES, CoverageRow, Match, State

_ROLES = {"lead": 0, "own_output": 1, "coordinating": 2, "none": 3}


def state(task: Task, found: Binding, matches: Sequence[Match], *, certain: bool = True, whole: bool = False) -> State:
    """``certain`` is false where no gap may be claimed, ``whole`` says that the matches together do all of the task.

    No gap may be claimed where the child could not be read, or where a parent with a table says the task in running text.
    """
    if is_done(task):
        return "not_applicable"
    if matches:
        return "covered" if whole or any(match.extent == "full" for match in matches) else "covered_in_part"
    if found.binds == "no":
        return "not_applicable"
    if found.role == "coordinating":
        return "not_covered_coordination" if found.binds == "yes" else "not_covered_if_concerned"
    if found.binds == "conditional":
        return "not_covered_if_concerned" if found.condition else "not_covered_to_check"
    return "not_covered" if certain and not _by_event(task) else "not_covered_to_check"


def is_done(task: Task) -> bool:
    """Whether the parent prints the task as done."""
    deadline = task.effective_deadline
    return deadline is not None and deadline.kind == "done"


def ranked(rows: Sequence[CoverageRow]) -> tuple[CoverageRow, ...]:
    """True gaps first, changed before unchanged, lead before own output before coordinating, then as printed."""
    order = sorted(range(len(rows)), key=lambda i: (STATES.index(rows[i].state), _ROLES[rows[i].role], i))
    return tuple(rows[i] for i in order)


def _by_event(task: Task) -> bool:
    """A duty that only an event calls for ("nếu có vướng mắc") need not stand in a plan."""
    deadline = task.effective_deadline
    by_event = deadline is not None and deadline.kind == "other" and deadline.trigger is not None
    return by_event and task.kind == "narrative"
