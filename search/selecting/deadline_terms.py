"""What filters ask of deadlines: is it within these days, does it recur, was it moved?"""

from __future__ import annotations

import re
from datetime import date

from corpus.model import Deadline, Frequency, Task
from ingest.grammar import deadlines
from search.held.facets import Holds

_CYCLES: dict[str, re.Pattern[str]] = {
    "monthly": re.compile(r"h[aằà]ng tháng|mỗi tháng"), "quarterly": re.compile(r"h[aằà]ng quý|mỗi quý"),
    "yearly": re.compile(r"h[aằà]ng năm|mỗi năm"),
}  # fmt: skip


def day(deadline: Deadline | None, starting: bool) -> date | None:
    """The day that a window is compared with: the due day, or the day that work which runs on starts from."""
    if deadline is None:
        return None
    return (deadline.start if deadline.kind == "from" else None) if starting else deadline.due


def within(day: date | None, after: date | None, before: date | None) -> bool:
    return day is not None and (after is None or day >= after) and (before is None or day <= before)


def recurs(deadline: Deadline | None, frequency: Frequency | None) -> bool:
    """By the cycle that was read, or by a second clause of the print: "…; báo cáo trước ngày 05 hằng tháng"."""
    if deadline is None or frequency is None:
        return False
    if deadline.recurrence is not None:
        return deadline.recurrence.frequency == frequency
    cycle = _CYCLES.get(frequency)
    return cycle is not None and cycle.search(deadline.raw.lower()) is not None


def runs_on(deadline: Deadline | None) -> bool:
    return deadline is not None and "ongoing" in (deadline.kind, deadline.also)


def adjustment(task: Task) -> str | None:
    """How the adjusted deadline stands to the original; ``None`` where none was adjusted."""
    if task.deadline is None or task.adjusted_deadline is None:
        return None
    return deadlines.compare(task.adjusted_deadline, task.deadline)


def moved(before: str, after: str) -> Holds:
    def holds(task: Task) -> bool:
        old, new = task.deadline, task.adjusted_deadline
        if old is None or new is None or old.due is None or new.due is None:
            return False
        return old.due == deadlines.read(before, old.due.year).due and new.due == deadlines.read(after, new.due.year).due

    return holds
