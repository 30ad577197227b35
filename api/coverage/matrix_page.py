"""One parent against every plan that implements it, as a table task × unit for whoever oversees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from api.coverage.page import address
from api.coverage.words import ROLE_WORDS, STATE_SHORT, STATE_WORDS
from api.telling import wording
from api.telling.wording import Link
from corpus.model import Document
from search.coverage.model import Cell, Matrix, State
from search.held.citations import task_label

SHOWN = {"all": "Tất cả", "gaps": "Có đơn vị còn thiếu", "changed": "Có đơn vị thay đổi"}
COLUMNS = 20  # units side by side
_GAPS: tuple[State, ...] = ("not_covered", "not_covered_to_check")


@dataclass(frozen=True, slots=True)
class CellView:
    """``title`` says in full what ``words`` shorten; ``address`` is the row in the unit's own report."""

    state: State
    words: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    place: Link
    content: str
    cells: tuple[CellView, ...]
    missing: int


@dataclass(frozen=True, slots=True)
class UnitView:
    name: str
    plan: Link
    report: str
    missing: int
    doubted: int
    changed: int


@dataclass(frozen=True, slots=True)
class MatrixPage:
    parent: Link
    about: str
    shown: str
    filters: tuple[tuple[str, int, str | None], ...]
    units: tuple[UnitView, ...]
    lines: tuple[Line, ...]
    identifier: str
    total: int
    leaves: tuple[tuple[str, str | None], ...]


def matrix_page(whole: Matrix, shown: str, sheet: int = 1) -> MatrixPage:
    """``shown`` is a key of ``SHOWN``; ``sheet`` counts the leaves of ``COLUMNS`` units from 1."""
    name = whole.parent.id
    leaves = max(1, -(-len(whole.units) // COLUMNS))
    first = COLUMNS * (min(max(sheet, 1), leaves) - 1)
    cut = slice(first, first + COLUMNS)
    found = replace(whole, units=whole.units[cut], cells=tuple(cells[cut] for cells in whole.cells))
    kept = [place for place, cells in enumerate(found.cells) if _is_shown(cells, shown)]
    return MatrixPage(
        Link(wording.document_name(found.parent), wording.document_address(name)),
        wording.issued(found.parent),
        shown,
        tuple(
            (
                words,
                sum(_is_shown(cells, key) for cells in found.cells),
                None if key == shown else f"/coverage?parent={name}&show={key}",
            )
            for key, words in SHOWN.items()
        ),
        tuple(_units(found)),
        tuple(_line(found, place) for place in kept),
        name,
        len(whole.units),
        tuple(_leaves(whole, leaves, shown, first)),
    )


def _leaves(whole: Matrix, leaves: int, shown: str, first: int) -> Iterator[tuple[str, str | None]]:
    """(which units, address; ``None`` for those that are shown); nothing where one leaf holds all."""
    for leaf in range(leaves if leaves > 1 else 0):
        start = leaf * COLUMNS
        words = f"{start + 1}–{min(start + COLUMNS, len(whole.units))}"
        query = urlencode({"parent": whole.parent.id, "show": shown, "sheet": leaf + 1})
        yield words, None if start == first else f"/coverage?{query}"


def _is_shown(cells: tuple[Cell, ...], shown: str) -> bool:
    match shown:
        case "gaps":
            return any(cell.state in _GAPS for cell in cells)
        case "changed":
            return any(cell.findings for cell in cells)
        case _:
            return any(cell.binds != "no" for cell in cells)


def _units(found: Matrix) -> Iterator[UnitView]:
    for place, unit in enumerate(found.units):
        column = [cells[place] for cells in found.cells]
        missing, doubted = (sum(cell.state == state for cell in column) for state in _GAPS)
        changed = sum(cell.findings > 0 for cell in column)
        plan = Link(wording.short_name(unit.child), wording.document_address(unit.child.id))
        yield UnitView(unit.agency, plan, address(unit.child.id, found.parent.id), missing, doubted, changed)


def _line(found: Matrix, place: int) -> Line:
    record, cells = found.tasks[place], found.cells[place]
    document: Document = found.parent
    where = wording.paged(task_label(record.task), document, record.task.spans)
    link = Link(where, wording.document_address(document.id, record.task.spans))
    views = tuple(
        _cell(cell, address(unit.child.id, document.id, row=record.task.id), unit.agency)
        for cell, unit in zip(cells, found.units, strict=True)
    )
    return Line(link, record.task.content.text, views, sum(cell.state in _GAPS for cell in cells))


def _cell(cell: Cell, where: str, agency: str) -> CellView:
    words = STATE_SHORT[cell.state]
    if cell.later:
        words = "hạn muộn"
    changed = f", {cell.findings} chỗ thay đổi" if cell.findings else ""
    return CellView(cell.state, words, f"{agency}: {STATE_WORDS[cell.state]} ({ROLE_WORDS[cell.role]}{changed})", where)
