"""The row joiner: printed table rows to task rows.

A printed row is a header, a group (La Mã and a title), a task, or the rest of the row above that a page cut off (its STT cell
is empty). Headers are dropped wherever they stand, groups stay groups, a rest is appended cell by cell. What fits none of these
is handed back as ``unplaced``, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus.model import Notice, Span
from ingest.columns import Role, is_header, is_task_header, roles_of
from ingest.extent import extent
from ingest.reading import Row

_GROUP_LABEL = re.compile(r"^(?P<label>[IVXLC]{1,7}|[A-ZĐ](?=[.)\s]|$))\s*[.)\-:]?\s*(?P<title>.*)$", re.DOTALL)
_STT = re.compile(r"^\W*(?P<stt>\d{1,4}(?:\.\d{1,3})*[a-zđ]?)\s*[.):]?\W*$")


@dataclass(slots=True)
class GroupRow:
    """``cells`` are the fragments of the label and the title."""

    label: str
    title: tuple[Span, ...]
    cells: tuple[Span, ...]


@dataclass(slots=True)
class TaskRow:
    """One row of a task table with the fragments of each cell; ``rest`` are cells of columns that no role names."""

    stt: str | None
    cells: dict[Role, list[Span]]
    group: GroupRow | None
    rows: list[Span] = field(default_factory=list)
    rest: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class TaskTable:
    """All task rows under one header (and its repetitions)."""

    header: tuple[str, ...]
    rows: list[TaskRow] = field(default_factory=list)
    groups: list[GroupRow] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


@dataclass(slots=True)
class OtherTable:
    """A table that is no task table: kept as text.

    ``numbered`` holds the cells of its numbered rows, ``headed`` says that one of its rows names columns.
    """

    spans: list[Span] = field(default_factory=list)
    numbered: list[list[str]] = field(default_factory=list)
    headed: bool = False


def joined(text: str, rows: Iterable[Row | None]) -> list[TaskTable | OtherTable]:
    """The tables of one annex or section, from its printed rows in order; ``None`` stands where running text parts them."""
    joiner = _Joiner(text)
    for row in rows:
        if row is None:
            joiner.interrupted = True
        else:
            joiner.take(row)
    return joiner.tables


class _Joiner:
    """Keeps what the rows above say about the row at hand: the header in force, the group, and the last row."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tables: list[TaskTable | OtherTable] = []
        self.header: tuple[str, ...] = ()
        self.roles: tuple[Role | None, ...] = ()
        self.group: GroupRow | None = None
        self.last: TaskRow | GroupRow | None = None
        self.printed = -1
        self.interrupted = False

    def take(self, row: Row) -> None:
        cells = [extent(self.text, (span,)).text.strip() for span in row.cells]
        if not any(cells):
            return
        if is_header(cells):
            self._open(cells)
        elif not self.header or not self._fits(row):
            self._other(row, cells)
        else:
            self._place(row, cells)
        self.printed, self.interrupted = row.table, False

    def _open(self, cells: list[str]) -> None:
        """A header: the same one again is its repetition on a new page, unless running text stands between."""
        if roles_of(cells) == self.roles and self.header and not self.interrupted:
            return
        self.header, self.roles = tuple(cells), roles_of(cells)
        self.group = self.last = None
        if is_task_header(cells):
            self.tables.append(TaskTable(self.header))
        else:
            self.header = ()
            self.tables.append(OtherTable(headed=True))

    def _other(self, row: Row, cells: list[str]) -> None:
        table = self.tables[-1] if self.tables else None
        if not isinstance(table, OtherTable):
            table = OtherTable()
            self.tables.append(table)
        table.spans.append(row.span)
        table.headed = table.headed or "stt" in roles_of(cells)
        if len(cells) >= 3 and _STT.match(cells[0]):
            table.numbered.append(cells)

    def _fits(self, row: Row) -> bool:
        """A row of another printed table belongs to the header in force when it has its width (a page began without header)."""
        return row.table == self.printed or abs(len(row.cells) - len(self.header)) <= 1

    def _place(self, row: Row, cells: list[str]) -> None:
        table = self.tables[-1]
        if not isinstance(table, TaskTable):
            return self._other(row, cells)
        group = self._as_group(row, cells)
        if group is not None:
            table.groups.append(group)
            self.group = self.last = group
            return None
        column = self.roles.index("stt") if "stt" in self.roles else None
        number = cells[column] if column is not None and column < len(cells) else ""
        if column is None or _STT.match(number):
            return self._new_task(table, row, number)
        return self._rest(table, row, number)

    def _new_task(self, table: TaskTable, row: Row, number: str) -> None:
        match = _STT.match(number)
        task = TaskRow(match["stt"] if match else None, {}, self.group)
        self._append(task, row)
        table.rows.append(task)
        self.last = task

    def _rest(self, table: TaskTable, row: Row, number: str) -> None:
        """The part of the row above that stands on this page; a row with a strange STT is kept and reported."""
        filled = [span for span in row.cells if span.start < span.end]
        if isinstance(self.last, GroupRow) and len(filled) == 1:
            self.last.title += (filled[0],)
            self.last.cells += (filled[0],)
        elif number.strip(" .-–*"):
            self._strange(table, row, number, len(filled))
        elif isinstance(self.last, TaskRow):
            self._append(self.last, row)
        else:
            table.notices.append(Notice("row_unplaced", "Hàng không có số thứ tự và không nối được vào hàng nào.", (row.span,)))

    def _strange(self, table: TaskTable, row: Row, number: str, filled: int) -> None:
        """Words where a number should be: a task of its own when the row has other cells, else a line that nothing explains."""
        if filled > 1:
            self._new_task(table, row, "")
            table.notices.append(Notice("stt_unread", f"Không đọc được số thứ tự “{number[:40]}”.", (row.cells[0],)))
        else:
            table.notices.append(
                Notice("row_unplaced", f"Dòng “{number[:60]}” trong bảng không phải nhóm, cũng không phải việc.", (row.span,))
            )

    def _append(self, task: TaskRow, row: Row) -> None:
        task.rows.append(row.span)
        for position, span in enumerate(row.cells):
            if span.start == span.end:
                continue
            role = self.roles[position] if position < len(self.roles) else None
            if role is None:
                task.rest.append(span)
            else:
                task.cells.setdefault(role, []).append(span)

    def _as_group(self, row: Row, cells: list[str]) -> GroupRow | None:
        """La Mã alone in the STT cell with a title beside it, or "II. Phát triển …" in one merged cell, all else empty."""
        filled = [i for i, cell in enumerate(cells) if cell]
        match = _GROUP_LABEL.match(cells[filled[0]])
        if match is None or len(filled) > 2:
            return None
        if len(filled) == 2 and not match["title"] and filled[1] <= 2:
            spans = (row.cells[filled[0]], row.cells[filled[1]])
            return GroupRow(match["label"], (spans[1],), spans)
        if len(filled) == 1 and match["title"] and len(match["title"]) > 3:
            span = row.cells[filled[0]]
            words = extent(self.text, (span,))
            return GroupRow(match["label"], words.spans(match.start("title")), (span,))
        return None
