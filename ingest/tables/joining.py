"""The row joiner: printed table rows to task rows.

A printed row is a part of a header, a group, a task, a total, or (its STT cell is empty) a further action under one STT or the
rest of a row that a page cut off. Headers are dropped wherever they stand, groups stay groups, a rest is appended cell by cell,
a cell that reaches down counts for each row. What fits none of these is handed back as a notice, never dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.model import Span
from ingest.extent import extent
from ingest.grammar.columns import is_header
from ingest.reading import Row
from ingest.tables import group_rows, headers, row_actions, row_notices, row_numbers
from ingest.tables.ends import finish
from ingest.tables.headers import Header
from ingest.tables.row_kinds import Around, as_group, below, last_number
from ingest.tables.rows import GroupRow, OtherTable, Printed, TaskRow, TaskTable
from ingest.tables.side_by_side import lines_of

__all__ = ["GroupRow", "OtherTable", "TaskRow", "TaskTable", "joined"]


def joined(text: str, rows: Iterable[Row | None]) -> list[TaskTable | OtherTable]:
    """The tables of one annex or section, from its printed rows in order; ``None`` stands where running text parts them."""
    joiner = _Joiner(text, lines_of(text, rows))
    joiner.run()
    for table in joiner.tables:
        if isinstance(table, TaskTable):
            finish(table, text)
    return joiner.tables


class _Joiner:
    """Keeps what the rows above say about the row at hand: the header in force, the groups, and the last row."""

    def __init__(self, text: str, lines: Sequence[Printed | None]) -> None:
        self.text, self.lines = text, lines
        self.tables: list[TaskTable | OtherTable] = []
        self.header: Header | None = None
        self.before: Printed | None = None
        self.interrupted = self.headed = False  # headed: the header was repeated, and nothing placed since
        self.under: Printed | None = None  # the row below the one at hand
        self._forget()

    def run(self) -> None:
        place = 0
        while place < len(self.lines):
            line = self.lines[place]
            if line is None:
                self.interrupted, place = True, place + 1
                continue
            if is_header(line.texts):
                header, place = headers.read(self.lines, place, self.header)
                self._head(header, self.lines[place:])
            else:
                self.under = self.lines[place + 1] if place + 1 < len(self.lines) else None
                self._take(place, line)
                place += 1
            self.before, self.interrupted = self.lines[place - 1], False

    def _forget(self) -> None:
        """Nothing of the table before holds on."""
        self.last: TaskRow | GroupRow | None = None
        self.nesting = group_rows.Nesting()
        self.numbers = row_numbers.Run()
        self.bullets = ("", 0)  # the ordinal that rows marked "-" stand under, and how many of them there are
        self.above: dict[int, list[Span]] = {}  # the words of the cell that reaches down in each column

    def _begin(self, header: Header) -> TaskTable:
        self._forget()
        self.header, self.headed = header, False
        table = TaskTable(header.columns, header.heads)
        self.tables.append(table)
        return table

    def _head(self, header: Header, under: Sequence[Printed | None]) -> None:
        """A header: the same one again is its repetition on a new page, unless running text stands between."""
        goes_on = not self.interrupted or self._is_cut(under[0] if under else None)
        if self.header is not None and header.is_repeated(self.header) and goes_on:
            self.headed = True
        elif headers.gives_tasks(header, under):
            self._begin(header)
        else:
            self.header = None
            self.tables.append(OtherTable(headed=True))

    def _is_cut(self, line: Printed | None) -> bool:
        """Whether a row goes on in the middle of the sentence that the last task broke off in."""
        if line is None or self.header is None or not isinstance(self.last, TaskRow) or line.at(self.header.place("stt")):
            return False
        return line.at(self.header.place("content"))[:1].islower()

    def _take(self, place: int, line: Printed) -> None:
        table = self.tables[-1] if self.tables else None
        if self.header is None or not isinstance(table, TaskTable) or not self._fits(line, self.header):
            self._other(line)
        elif not self.header.repeats(line):
            self._place(table, self.header, place, line)
            self.headed = False

    def _other(self, line: Printed) -> None:
        table = self.tables[-1] if self.tables else None
        if not isinstance(table, OtherTable):
            table = OtherTable()
            self.tables.append(table)
        table.take(line, row_numbers.read(line.texts[0]) is not None)

    def _fits(self, line: Printed, header: Header) -> bool:
        """A row of another printed table belongs to the header in force when it has its width (a page began without header)."""
        return not self._parted(line) or abs(len(line.texts) - len(header.columns)) <= 1

    def _parted(self, line: Printed) -> bool:
        return self.before is None or line.row.table != self.before.row.table

    def _place(self, table: TaskTable, header: Header, place: int, line: Printed) -> None:
        if not header.is_bare(line):
            return self._task(table, header, line)
        around = Around(below(self.lines, place, header), self.numbers.taken, last_number(table), self._goes_on(header, line))
        group = as_group(self.text, line, header, around)
        if group is not None:
            return self._enter(table, header, group)
        if group_rows.is_last_words(line.texts[line.filled[0]]):
            return table.notices.append(row_notices.left_out(line))
        return self._task(table, header, line)

    # --- groups --------------------------------------------------------------------------------------------------------------

    def _goes_on(self, header: Header, line: Printed) -> bool:
        """Whether words alone in a row are the rest of the row above: a page begins, or the row above is not at its end."""
        top = self.headed or self._parted(line) or (self.before is not None and line.row.page != self.before.row.page)
        place = line.filled[0]
        if isinstance(self.last, GroupRow):
            return top or group_rows.is_open(self._words(self.last.title))
        if place == header.place("stt") or self.last is None:
            return False
        role = header.role_at(place)
        words = self._words(self.last.cells.get(role, ()) if role else ())
        return top or group_rows.is_open(words) or group_rows.counts_on(words, line.texts[place])

    def _enter(self, table: TaskTable, header: Header, group: GroupRow) -> None:
        """Under a repeated header, the group at hand may be printed again, and a label from above is that of another table."""
        own = group.label
        if self.headed and (over := self.nesting.innermost) and self._is_same(over, group):
            return
        if self.headed and own and any(own == other.label for other in table.groups):
            table = self._begin(header)
        self.bullets = (own if row_numbers.read(own) else "", 0)
        self.nesting.enter(group)
        table.groups.append(group)
        self.last = group

    def _is_same(self, one: GroupRow, other: GroupRow) -> bool:
        labelled = one.label == other.label or one.label.endswith(f".{other.label}")
        return labelled and self._words(other.title).startswith(self._words(one.title))

    def _words(self, spans: Sequence[Span]) -> str:
        return extent(self.text, spans).text

    # --- tasks ---------------------------------------------------------------------------------------------------------------

    def _task(self, table: TaskTable, header: Header, line: Printed) -> None:
        ordinal = header.place("stt")
        cell = line.at(ordinal)
        stt, label = row_numbers.read(cell), group_rows.label_of(cell)
        if stt is not None:
            self._numbered(table, header, line, stt)
        elif ordinal is None and self._is_cut(line) and (self.headed or line.breaks(self.before)):
            self._append(table.rows[-1], header, line)
        elif ordinal is None or (label is not None and label.title == len(cell) and not header.is_bare(line)):
            self._new(table, header, line, label.label if label and ordinal is not None else None)
        else:
            self._rest(table, header, line, cell)

    def _numbered(self, table: TaskTable, header: Header, line: Printed, stt: str) -> None:
        """A task of its own. A count that begins anew under a header is that of another table with the same header."""
        number = row_numbers.number(stt)
        self.nesting.pass_by(number)
        begins = (self.headed or self._parted(line)) and number[-1] in ("1", "a")
        if begins and self.numbers.holds(number, self.nesting.innermost):
            table = self._begin(header)
        self.numbers.enter(number, self.nesting.innermost)
        if not row_numbers.is_letter(number):
            self.bullets = (stt, 0)
        self._new(table, header, line, stt)

    def _new(self, table: TaskTable, header: Header, line: Printed, stt: str | None, derived: bool = False) -> None:
        self._begin_task(table, header, line, TaskRow(stt, {}, self.nesting.innermost, derived=derived))

    def _begin_task(self, table: TaskTable, header: Header, line: Printed, task: TaskRow) -> None:
        task.merged |= line.row.covered
        for place in sorted(task.merged - {header.place("stt")}):
            if self.above.get(place):
                header.sort(task, place, self.above[place])
                table.shared += self.above[place]
        self.above = {place: spans for place, spans in self.above.items() if place in task.merged}
        self._append(task, header, line)
        table.rows.append(task)
        self.last = task

    def _append(self, task: TaskRow, header: Header, line: Printed) -> None:
        task.rows.append(line.row.span)
        for place in line.filled:
            span = line.row.cells[place]
            header.sort(task, place, [span])
            self.above.setdefault(place, []).append(span)

    def _rest(self, table: TaskTable, header: Header, line: Printed, cell: str) -> None:
        """A row without an ordinal: a task of its own, or the part of the row above that stands on this page."""
        own = header.owns(line) and bool(line.at(header.place("content")))
        if isinstance(self.last, GroupRow) and len(line.filled) == 1:
            self.last.title += line.spans
            self.last.cells += line.spans
        elif cell.strip(" .-–—*+•"):
            self._unread(table, header, line, cell)
        elif own and self.bullets[0] and row_numbers.is_bullet(cell):
            self.bullets = (self.bullets[0], self.bullets[1] + 1)
            stt = f"{self.bullets[0]}.{self.bullets[1]}"
            self.nesting.pass_by(row_numbers.number(stt))
            self._new(table, header, line, stt, derived=True)
        elif isinstance(self.last, TaskRow):
            self._under_task(table, header, line, self.last)
        elif own and not self._is_cut(line):
            self._unread(table, header, line, "")
        else:
            table.notices.append(row_notices.unplaced(line))

    def _under_task(self, table: TaskTable, header: Header, line: Printed, task: TaskRow) -> None:
        """A row without an ordinal under a task: a further action, or the rest of the row above."""
        several = task.action is not None or row_actions.reaches_down(line, header, self.under)
        above = row_actions.Above({place: self._words(spans) for place, spans in self.above.items()}, several)
        verdict = row_actions.verdict(line, header, above)
        if verdict == "action":
            task.action = task.action or 1
            further = TaskRow(task.stt, {}, self.nesting.innermost, derived=True, action=task.action + 1)
            further.merged |= row_actions.inherited(line, header)
            return self._begin_task(table, header, line, further)
        if verdict == "doubtful":
            table.notices.append(row_actions.joined_notice(line, header, above, task))
        return self._append(task, header, line)

    def _unread(self, table: TaskTable, header: Header, line: Printed, cell: str) -> None:
        """Words where a number should be: a task of its own when the row has other cells, else a line that nothing explains."""
        if len(line.filled) == 1:
            table.notices.append(row_notices.left_out(line))
        else:
            self._new(table, header, line, None)
            table.notices.append(row_notices.unread(line, cell))
