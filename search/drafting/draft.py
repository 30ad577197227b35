"""The draft of what a plan lacks: every task of the parent that binds an agency, in the columns of the parent's own annexes.

A draft invents nothing. Content, product, deadline and sources are copied; who does it inside the unit is left blank; every
line says from which row of the parent it comes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.model import Document, Task
from search.binding.asked_agency import AskedAgency
from search.coverage.binding import binding
from search.coverage.model import Coverage, CoverageRow
from search.coverage.parents import printed_agency
from search.coverage.states import state
from search.drafting.columns import Column, layout_of
from search.held.citations import task_label
from search.held.knowledge import Knowledge, Record

PartName = Literal["own", "coordinating", "conditional"]


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One task. ``values`` go with the table's columns; the lead is empty, to be filled by the unit."""

    record: Record
    values: tuple[str, ...]
    group: str


@dataclass(frozen=True, slots=True)
class DraftTable:
    """The tasks of one annex, of the lists or of the running text, in its own columns and order; ``place`` says which.

    ``titles`` are the words that the annex prints over its columns, the usual ones where it prints none.
    """

    place: str
    columns: tuple[Column, ...]
    titles: tuple[str, ...]
    lines: tuple[DraftLine, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """``parts`` are what the unit must do itself, what it joins in, what binds it under a condition; empty ones left out."""

    parent: Document
    agency: str
    parts: tuple[tuple[PartName, tuple[DraftTable, ...]], ...]
    missing_only: bool

    def __len__(self) -> int:
        return sum(len(table.lines) for _, tables in self.parts for table in tables)


def draft(view: Knowledge, coverage: Coverage) -> Draft:
    """What the child of a coverage lacks. For everything that binds give it ``unplanned``."""
    by_part: dict[PartName, list[CoverageRow]] = {}
    rows = sorted(coverage.rows, key=lambda row: row.parent_task.task.spans)
    for row in rows:
        part = _part(row)
        if part is not None:
            by_part.setdefault(part, []).append(row)
    names: tuple[PartName, ...] = ("own", "coordinating", "conditional")
    layout = _layouts(view.text(coverage.parent.id), [row.parent_task.task for row in coverage.rows])
    parts = tuple((name, tuple(_tables(by_part[name], coverage.parent, layout))) for name in names if name in by_part)
    return Draft(coverage.parent, coverage.agency, parts, coverage.child.id != coverage.parent.id)


def unplanned(view: Knowledge, parent: Document, agency: AskedAgency) -> Coverage:
    """The coverage of an agency that has no plan yet: the parent's tasks with what binds, nothing taken up."""
    rows = []
    for record in view.records:
        if record.document.id == parent.id:
            found = binding(record, agency, view.stated)
            reached = state(record.task, found, ())
            rows.append(CoverageRow(record, found.binds, found.role, found.phrase, found.rule, found.confidence, reached))
    return Coverage(parent, parent, printed_agency(parent, agency), agency, tuple(rows))


def _part(row: CoverageRow) -> PartName | None:
    """``None`` for what does not bind, is done or is taken up already."""
    if row.binds == "no" or row.matches or row.state == "not_applicable":
        return None
    if row.binds == "conditional":
        return "conditional"
    return "coordinating" if row.role == "coordinating" else "own"


Annex = tuple[str | None, bool]  # its label; whether the task is one of running text


def _layouts(text: str, tasks: Sequence[Task]) -> dict[Annex, dict[Column, str]]:
    """The columns of every annex: it has them whichever of its rows bind."""
    by_annex: dict[Annex, list[Task]] = {}
    for task in tasks:
        by_annex.setdefault(_annex(task), []).append(task)
    return {annex: layout_of(found, text) for annex, found in by_annex.items()}


def _tables(rows: Sequence[CoverageRow], parent: Document, layouts: Mapping[Annex, dict[Column, str]]) -> Iterator[DraftTable]:
    by_annex: dict[Annex, list[Record]] = {}
    for row in rows:
        by_annex.setdefault(_annex(row.parent_task.task), []).append(row.parent_task)
    for annex, records in sorted(by_annex.items(), key=lambda found: found[0][1]):  # running text last
        columns = tuple(layouts[annex])
        lines = tuple(_line(number, record, columns, parent) for number, record in enumerate(records, start=1))
        label, spoken = annex
        place = f"Phụ lục {label}".strip() if label is not None else "lời văn" if spoken else "danh mục"
        yield DraftTable(place, columns, tuple(layouts[annex].values()), lines)


def _annex(task: Task) -> Annex:
    return task.annex, task.kind == "narrative"


def _line(number: int, record: Record, columns: Sequence[Column], parent: Document) -> DraftLine:
    task = record.task
    group = f"{task.group.label}. {task.group.title}".strip(". ") if task.group else ""
    return DraftLine(record, tuple(_value(name, number, record, parent) for name in columns), group)


def _value(name: Column, number: int, record: Record, parent: Document) -> str:
    if name == "stt":
        return str(number)
    return origin(record, parent) if name == "note" else _COPIED[name](record.task)


_COPIED: dict[Column, Callable[[Task], str]] = {
    "content": lambda task: task.content.text,
    "lead": lambda _: "",  # the unit's to fill
    "coordinating": lambda task: "; ".join(mention.as_written for mention in task.coordinating),
    "deliverable": lambda task: task.deliverable.text if task.deliverable else "",
    "deadline": lambda task: task.deadline.raw if task.deadline else "",
    "adjusted_deadline": lambda task: task.adjusted_deadline.raw if task.adjusted_deadline else "",
    "sources": lambda task: "; ".join(task.sources),
}


def origin(record: Record, parent: Document) -> str:
    """ "Từ 152/KH-UBND, Phụ lục I, mục II, STT 7, trang 4"."""
    page = parent.page_of(record.task.spans[0].start)
    name = parent.number or f"{parent.type or 'văn bản'} chưa có số của {parent.issuer or parent.source_file}"
    return f"Từ {name}, {task_label(record.task)}{f', trang {page}' if page else ''}"
