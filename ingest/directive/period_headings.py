"""By when is work to be done that stands under "Tháng 01" or "QUÝ II" and says no time of its own? Working programmes
(chương trình công tác) give their months as headings: of a table's rows, of sections, of lists.

A task takes the nearest of them, and with it its place. "Tuần 2" or "Ngày 10" under a month is of that month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.model import Group, Notice, Task
from ingest.extent import Extent, extent
from ingest.grammar import deadlines
from ingest.narrative.headings import period_in
from ingest.narrative.period_zones import Zones
from ingest.paper.parts import Part
from ingest.paper.setting import Setting

_PART_OF_MONTH = re.compile(r"^\W*(?:tuần|ngày)\s+\d", re.IGNORECASE)
_MESSAGE = "{count} việc không ghi thời hạn riêng, thời hạn được lấy từ tiêu đề tháng, quý ở trên ({listing}). Hãy kiểm tra."
_SHOWN = 6


def timed(
    tasks: Sequence[Task], parts: Sequence[Part], over: Sequence[tuple[str, Group]], setting: Setting
) -> tuple[list[Task], list[Notice]]:
    """The tasks, those without a time of their own with that of the heading over them; a notice where there are such.

    ``over`` are the groups of rows by the label of the part that they stand in.
    """
    zones = Zones(parts)
    given = [_timed(task, _heading(task, zones, over, setting), setting) for task in tasks]
    return given, list(_told(tasks, given))


def _timed(task: Task, heading: Extent | None, setting: Setting) -> Task:
    place = period_in(heading.text) if heading else None
    own = task.deadline
    partial = own is not None and not deadlines.is_read(own) and _PART_OF_MONTH.match(own.raw) is not None
    if heading is None or place is None or not (partial or (own is None and "deadline" not in task.cells)):
        return task
    raw, spans = heading.text[slice(*place)], heading.spans(*place)
    if own is not None:
        raw, spans = f"{own.raw} {raw}", (*task.cells.get("deadline", ()), *spans)
    limit = deadlines.read(raw, setting.year)
    return replace(task, deadline=limit, cells={**task.cells, "deadline": spans}) if deadlines.is_read(limit) else task


def _heading(task: Task, zones: Zones, over: Sequence[tuple[str, Group]], setting: Setting) -> Extent | None:
    """The group of rows around a task that names a period, the innermost first; else the heading or line over it."""
    around = task.group if task.kind == "row" else None
    while around is not None:
        words = extent(setting.text, around.spans)
        if period_in(words.text):
            return words
        around = _above(around, [group for _, group in over])
    return zones.at(task.spans[0].start) if task.spans else None


def _above(inner: Group, groups: Sequence[Group]) -> Group | None:
    """The group around a group, by their labels: "A" for "A.I"."""
    label = inner.label.rpartition(".")[0]
    before = [group for group in groups if label and group.label == label and group.spans[:1] < inner.spans[:1]]
    return max(before, key=lambda group: group.spans[:1], default=None)


def _told(before: Sequence[Task], after: Sequence[Task]) -> Iterator[Notice]:
    changed = [task for task, one in zip(after, before, strict=True) if task is not one]
    if changed:
        names = dict.fromkeys(task.deadline.raw for task in changed if task.deadline)
        listing = ", ".join(f"“{name}”" for name in list(names)[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
        spans = dict.fromkeys(span for task in changed for span in task.cells["deadline"])
        yield Notice("deadline_from_heading", _MESSAGE.format(count=len(changed), listing=listing), tuple(spans))
