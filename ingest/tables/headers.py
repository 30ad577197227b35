"""The header in force over the rows of a table, in one row or more, and what it says of a row under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile

from corpus.model import Span
from ingest.grammar.columns import Column, Role, assigns, columns, is_header, names_work, numbers_columns, refines, roles_of
from ingest.tables import time_columns
from ingest.tables.row_numbers import read as read_ordinal
from ingest.tables.rows import Printed, TaskRow

_MOST_ROWS = 3
_TOLD = 3  # cells: groups may stand over the first task
_WORK: frozenset[Role | None] = frozenset(
    {"lead", "coordinating", "parties", "deliverable", "deadline", "adjusted_deadline", "start", "sources"}
)
_OWN: frozenset[Role | None] = frozenset({"lead", "parties", "deadline", "adjusted_deadline", "start"})
_BLANK = " .-–—*…/"


@dataclass(frozen=True, slots=True)
class Header:
    """``rows`` are the words of its printed rows, the row that only counts the columns left out.

    ``heads`` are the places of the lowest labels, by their column.
    """

    rows: tuple[tuple[str, ...], ...]
    columns: tuple[Column, ...]
    heads: dict[int, Span] = field(default_factory=dict)

    def place(self, role: Role) -> int | None:
        return next((place for place, column in enumerate(self.columns) if column.role == role), None)

    def role_at(self, place: int) -> Role | None:
        return self.columns[place].role if place < len(self.columns) else None

    def works(self) -> tuple[int, ...]:
        """The columns that say what is to be done: one for the task, perhaps a further one for its actions."""
        return tuple(place for place, column in enumerate(self.columns) if names_work(column))

    def is_bare(self, line: Printed) -> bool:
        """No word, and no cell that reaches down, in a column that says who, by when or with what result."""
        return not any(self.role_at(place) in _WORK for place in (*line.filled, *line.row.covered))

    def owns(self, line: Printed) -> bool:
        """The row itself prints who does it or by when."""
        return any(self.role_at(place) in _OWN and line.texts[place].strip(_BLANK) for place in line.filled)

    def is_repeated(self, other: Header) -> bool:
        """The same again, or the first row alone of the ``other``."""
        if len(self.rows) < len(other.rows):
            return roles_of(self.rows[0]) == roles_of(other.rows[0])
        return [column.role for column in self.columns] == [column.role for column in other.columns]

    def repeats(self, line: Printed) -> bool:
        """A row that equals one of the header's, wherever it stands."""
        return line.texts in self.rows and len(line.filled) > 1

    def sort(self, task: TaskRow, place: int, spans: Sequence[Span]) -> None:
        """Puts fragments into the cell of their column."""
        role = self.role_at(place)
        if role is None:
            task.rest.setdefault(place, []).extend(spans)
        else:
            task.cells.setdefault(role, []).extend(spans)


def read(lines: Sequence[Printed | None], place: int, known: Header | None = None) -> tuple[Header, int]:
    """The header that begins at ``place``, and the place of the row behind it; ``known`` is the one that it may repeat."""
    rows: list[tuple[str, ...]] = []
    heads: dict[int, Span] = {}
    first = lines[place]
    while first is not None and (line := _same_table(lines, place, first)) is not None:
        if rows and (len(rows) == _MOST_ROWS or not _goes_on(rows, line, known)):
            break
        rows.append(line.texts)
        heads |= {column: line.row.cells[column] for column in line.filled}
        place += 1
    if first is not None and (line := _same_table(lines, place, first)) is not None and numbers_columns(line.texts):
        place += 1
    return Header(tuple(rows), _counted(columns(rows), lines[place:], first), heads), place


def gives_tasks(header: Header, under: Sequence[Printed | None]) -> bool:
    """Whether the table is one of tasks: its columns say so, or crosses under months or quarters say by when."""
    own = (line for line in takewhile(lambda line: line is not None and not is_header(line.texts), under) if line)
    return assigns(header.columns) or (header.place("content") is not None and time_columns.is_marked(header.columns, own))


def _counted(table: tuple[Column, ...], lines: Sequence[Printed | None], first: Printed | None) -> tuple[Column, ...]:
    """With the ordinals that no header names: a first column without a label whose cells begin to count."""
    if not table or table[0].label or any(column.role == "stt" for column in table):
        return table
    own = takewhile(lambda line: line is not None and first is not None and line.row.table == first.row.table, lines)
    told = (cell for line in own if line is not None and (cell := line.at(0)))
    ordinals = [read_ordinal(cell) for cell in islice(told, _TOLD)]
    return (replace(table[0], role="stt", named=True), *table[1:]) if "1" in ordinals or "01" in ordinals else table


def _goes_on(rows: Sequence[tuple[str, ...]], line: Printed, known: Header | None) -> bool:
    """Under a header met before, labels that name no role ("Năm 2026") could be the rest of a cut row."""
    repeated = known is not None and roles_of(rows[0]) == roles_of(known.rows[0])
    return is_header(line.texts) or (known is not None and known.repeats(line)) or refines(rows, line.texts, named=repeated)


def _same_table(lines: Sequence[Printed | None], place: int, first: Printed) -> Printed | None:
    line = lines[place] if place < len(lines) else None
    return line if line is not None and line.row.table == first.row.table else None
