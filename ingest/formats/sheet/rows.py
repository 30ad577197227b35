"""The visible rows of one sheet: cells as they show, merged ones once, hidden rows and columns left out and remembered."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

from ingest.admission.legacy import encoding_of_font, from_font
from ingest.formats.printed import clean
from ingest.formats.sheet.layout import Cell, SheetRow
from ingest.formats.sheet.package import Area, SheetPart
from ingest.formats.sheet.values import shown

# Rows that merged areas cover, all together: real plans stay far below, a forged sheet does not keep us busy.
_MAX_COVERED = 2_000_000


@dataclass(slots=True)
class Met:
    """What a person should know of: what is hidden, formulas without value, encodings of old fonts, values for several rows."""

    hidden: list[str] = field(default_factory=list)
    unvalued: list[str] = field(default_factory=list)
    encodings: set[str] = field(default_factory=set)
    shared: bool = False


def visible_rows(part: SheetPart, sheet: Any, met: Met) -> list[SheetRow]:
    """The rows with words, top down; ``sheet`` is openpyxl's. Raises ``ValueError`` for merged areas beyond all measure."""
    covered = _covered(part)
    concealed = {column for column in {column for _, column in part.cells} if _in_runs(column, part.hidden_columns)}
    rows = list(_rows(part, sheet, met, covered, concealed))
    met.hidden += [f"cột {get_column_letter(column)} của “{part.name}”" for column in sorted(concealed)]
    met.unvalued += [f"{place} của “{part.name}”" for place in part.unvalued]
    met.shared = met.shared or _is_shared(part, rows)
    return rows


def _rows(part: SheetPart, sheet: Any, met: Met, covered: dict[int, list[Area]], concealed: set[int]) -> Iterator[SheetRow]:
    hidden, last = sorted(part.hidden_rows), 0
    for row, group in groupby(part.cells, key=lambda place: place[0]):
        columns = dict.fromkeys(column for _, column in group)
        cells = tuple(_cells([c for c in columns if c not in concealed], row, sheet, covered.get(row, []), met))
        if cells and row in part.hidden_rows:
            met.hidden.append(f"hàng {row} của “{part.name}”")
        elif cells:
            skipped = bisect_left(hidden, row) - bisect_right(hidden, last)
            below = frozenset(area.left for area in covered.get(row, []) if area.top < row)
            yield SheetRow(row, cells, parted=last > 0 and row - last - 1 > skipped, covered=below)
            last = row


def _cells(columns: Sequence[int], row: int, sheet: Any, covered: list[Area], met: Met) -> Iterator[Cell]:
    for column in columns:
        area = covered[place - 1] if (place := bisect_right(covered, column, key=_left)) else None
        if area is not None and column <= area.right and (area.left, area.top) != (column, row):
            continue
        cell = sheet.cell(row, column)
        text = shown(cell.value, cell.number_format).replace("_x000D_", "\n").replace("\r", "\n")
        font = cell.font.name or ""
        words = from_font(text, font)
        if words != text:
            met.encodings.add(encoding_of_font(font) or "")
        if clean(words):
            yield Cell(column, words, bool(cell.font.b))


def _covered(part: SheetPart) -> dict[int, list[Area]]:
    """The merged areas over each row that has cells, from left to right; areas never overlap."""
    rows = sorted({row for row, _ in part.cells})
    covered: dict[int, list[Area]] = {}
    count = 0
    for area in sorted(part.merged):
        over = rows[bisect_left(rows, area.top) : bisect_right(rows, area.bottom)]
        count += len(over)
        if count > _MAX_COVERED:
            raise ValueError("merged areas cover too many rows")
        for row in over:
            covered.setdefault(row, []).append(area)
    return covered


def _left(area: Area) -> int:
    return area.left


def _in_runs(column: int, runs: Sequence[tuple[int, int]]) -> bool:
    return any(first <= column <= last for first, last in runs)


def _is_shared(part: SheetPart, rows: Sequence[SheetRow]) -> bool:
    """Whether a value merged over several rows stands beside rows of their own number: the lower ones go without it."""
    first = min((cell.column for row in rows for cell in row.cells), default=0)
    numbered = [row.number for row in rows if row.at(first)]
    filled = {(cell.column, row.number) for row in rows for cell in row.cells}
    return any(
        area.left > first
        and (area.left, area.top) in filled
        and bisect_right(numbered, area.bottom) > bisect_right(numbered, area.top)
        for area in part.merged
    )
