"""Where a task stands in the outline: in which annex, and under which heading there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import count

from corpus.model import Group, Task
from ingest.paper.parts import Part


def placed(task: Task, part: Part, section: str | None = None) -> Task:
    """A row or item with its annex ("" for an annex without a number), its group, and its ``section`` where that is another.

    A row that no group row stands over belongs to the heading over its table: "Bảng 2. Nhiệm vụ thường xuyên", "II. DỮ LIỆU".
    """
    annex = part.annex
    group = task.group
    if group is None and task.kind == "row" and (part.kind == "table" or (annex and annex is not part)):
        group = Group(part.number, part.name, tuple(span for piece in part.heading for span in piece.spans()))
    return replace(task, annex=annex.number if annex else task.annex, group=group, section=section or task.section)


class Tables:
    """The paths of the task tables right in one part: its own, and "PL-I.B2" for a second one that counts anew.

    ``labels`` are those of the outline, none of which is given again.
    """

    def __init__(self, part: Part, labels: Collection[str]) -> None:
        self._part, self._labels = part, labels
        self._numbers: set[str] = set()
        self._table = 1
        self._path = part.label

    def path(self, numbers: Collection[str]) -> str:
        """The path of the next table, whose rows have these numbers."""
        if not self._numbers.isdisjoint(numbers):
            self._numbers.clear()
            self._table, self._path = self._free(self._table + 1)
        self._numbers.update(numbers)
        return self._path

    def _free(self, first: int) -> tuple[int, str]:
        paths = ((number, f"{self._part.label}.B{number}") for number in count(first))
        return next((number, path) for number, path in paths if path not in self._labels)


def group_of(part: Part, numbered: bool) -> Part | None:
    """The heading over a list item: that of the section around its own part, or of its part where it has no number there.

    An annex or an attachment is no group.
    """
    above = part.above if numbered else part
    while above is not None and above.kind == "numbered_paragraph":
        above = above.above
    return above if above is not None and above.kind in ("section", "table") and above.heading else None
