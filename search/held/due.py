"""How does a task stand on a day: overdue, due soon, later, recurring, running on, done, or without a day?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from corpus.model import Deadline, Recurrence, Task

State = Literal["overdue", "soon", "later", "recurring", "ongoing", "done", "unstated"]
STATES: tuple[State, ...] = ("overdue", "soon", "later", "recurring", "ongoing", "done", "unstated")
SOON = 7  # days, the due day itself included
_YEARS = 8  # to the next 29 February at the latest


@dataclass(frozen=True, slots=True)
class Due:
    """``day`` is the due day, of recurring work the next one, ``None`` where the paper names none.

    ``days`` from today to ``day``: negative where it has passed.
    """

    state: State
    day: date | None = None
    days: int | None = None


def due(task: Task, today: date) -> Due:
    """The state of a task by its effective deadline. What is due today is not overdue, "trước ngày" or not."""
    deadline = task.effective_deadline
    if deadline is None:
        return Due("unstated")
    match deadline.kind:
        case "done":
            return Due("done")
        case "from" | "ongoing":
            return Due("ongoing")
        case _ if deadline.due is not None:
            return _dated(deadline.due, today)
        case "recurring":
            following = next_turn(deadline.recurrence, max(today, deadline.start or today))
            return Due("recurring", following, (following - today).days if following else None)
        case _:
            return Due("unstated")


def is_overdue(task: Task, today: date) -> bool:
    """The effective deadline has passed; a task that is done, has no date, or runs on is never overdue."""
    return due(task, today).state == "overdue"


def next_turn(recurrence: Recurrence | None, today: date) -> date | None:
    """The first day of a cycle that is not past; ``None`` where the paper names no day of it."""
    return min((day for day in _turns(recurrence, today) if day >= today), default=None) if recurrence else None


def sorting_day(deadline: Deadline | None, today: date) -> date:
    """The day by which tasks are put in order; work without a day comes last."""
    if deadline is None or deadline.kind in ("done", "from", "ongoing"):
        return date.max
    return deadline.due or next_turn(deadline.recurrence, today) or date.max


def _dated(day: date, today: date) -> Due:
    days = (day - today).days
    return Due("overdue" if days < 0 else "soon" if days <= SOON else "later", day, days)


def _turns(recurrence: Recurrence, today: date) -> Iterator[date]:
    if recurrence.frequency == "monthly":
        for ahead in range(12):
            year, month = divmod(today.month - 1 + ahead, 12)
            yield from _days(today.year + year, ((month + 1, day) for day in recurrence.days))
    if recurrence.dates:
        for year in range(today.year, today.year + _YEARS):
            yield from _days(year, iter(recurrence.dates))


def _days(year: int, places: Iterator[tuple[int, int]]) -> Iterator[date]:
    """The days that the year has: not 31 April."""
    for month, day in places:
        try:
            yield date(year, month, day)
        except ValueError:
            continue
