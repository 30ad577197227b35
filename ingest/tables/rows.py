"""What the printed rows of an annex are joined into: tables of task rows and groups, and tables of other things."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.model import Notice, Span
from ingest.extent import extent
from ingest.grammar.columns import Column, Role, roles_of
from ingest.reading import Row


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed row with the cleaned words of its cells."""

    row: Row
    texts: tuple[str, ...]

    @property
    def filled(self) -> tuple[int, ...]:
        return tuple(place for place, text in enumerate(self.texts) if text)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Those of the cells that hold words."""
        return tuple(self.row.cells[place] for place in self.filled)

    def breaks(self, above: Printed | None) -> bool:
        """Every cell begins in small letters and none of the row above: this is the rest of it, also where no page ends."""
        small = [{line.texts[place][:1].islower() for place in line.filled} for line in (self, above) if line]
        return small == [{True}, {False}]

    def at(self, place: int | None) -> str:
        return self.texts[place] if place is not None and place < len(self.texts) else ""


@dataclass(slots=True)
class GroupRow:
    """``label`` is the path of the printed labels ("A.I"), empty where none is printed; ``cells`` are label and title."""

    label: str
    title: tuple[Span, ...]
    cells: tuple[Span, ...]


@dataclass(slots=True)
class TaskRow:
    """One row of a task table with the fragments of each cell; ``rest`` are the columns without a role, by their place.

    ``derived`` says that the row prints no ordinal of its own: ``stt`` is that of a merged cell, or is counted on under it.
    ``action`` counts from 1 where several actions share one STT; ``merged`` are the columns whose cell stands in a row above.
    ``marked`` names the columns of months or quarters in which it has a cross; the crosses then are its deadline cell.
    """

    stt: str | None
    cells: dict[Role, list[Span]]
    group: GroupRow | None
    rows: list[Span] = field(default_factory=list)
    rest: dict[int, list[Span]] = field(default_factory=dict)
    derived: bool = False
    action: int | None = None
    merged: set[int] = field(default_factory=set)
    marked: str = ""


@dataclass(slots=True)
class TaskTable:
    """All task rows under one header (and its repetitions); ``shared`` are the cells that reach down over further rows.

    ``heads`` are the places of the lowest labels, by their column.
    """

    columns: tuple[Column, ...]
    heads: dict[int, Span] = field(default_factory=dict)
    rows: list[TaskRow] = field(default_factory=list)
    groups: list[GroupRow] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    shared: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class OtherTable:
    """A table that is no task table: kept as text.

    ``numbered`` holds the cells of its numbered rows, ``headed`` says that one of its rows names columns.
    """

    spans: list[Span] = field(default_factory=list)
    numbered: list[list[str]] = field(default_factory=list)
    headed: bool = False

    def take(self, line: Printed, numbered: bool) -> None:
        """Adds a row; ``numbered`` says that it begins with an ordinal."""
        self.spans.append(line.row.span)
        self.headed = self.headed or "stt" in roles_of(line.texts)
        if len(line.texts) >= 3 and numbered:
            self.numbered.append(list(line.texts))


def printed(text: str, row: Row) -> Printed:
    return Printed(row, tuple(extent(text, (span,)).text.strip() for span in row.cells))
