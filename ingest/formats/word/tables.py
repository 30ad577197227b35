"""A table of a Word file: does it print data, or does it only place the head and the signature side by side?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ingest.formats.printed import clean
from ingest.formats.word.paragraph import plain_words
from ingest.formats.word.styles import Styles
from ingest.formats.word.wordml import BLOCKS, CELLS, ROWS, Element, child, flow, number, value, w
from ingest.grammar.columns import is_header, role_of
from ingest.grammar.landmarks import MOTTO, NATIONAL_NAME, PARTY_NAME, RECIPIENTS

_SIDES = ("top", "left", "bottom", "right")
_SAME_SIDE = {"left": ("left", "start"), "right": ("right", "end")}
_INVISIBLE = (None, "nil", "none")
# Hand-drawn tables set the edge of one column a little differently from row to row: 0.25 cm in twentieths of a point.
_DRIFT = 142
_HEADER_ROWS = 3
_LONGEST_SIGNATURE = 3


@dataclass(slots=True)
class Cell:
    """``column`` counts from 0 after merging; ``covered`` says that a cell above spans over this one."""

    element: Element
    column: int
    span: int
    covered: bool


def grid(table: Element) -> list[list[Cell]]:
    """The cells of every printed row by column; rows and cells that a tracked change deletes are left out."""
    rows = [list(_cells(row)) for row in flow(table, ROWS) if child(row, "trPr", "del") is None]
    places = _columns(table, rows)
    for row in rows:
        for cell in row:
            cell.column = places[cell.column]
    return rows


def width(rows: list[list[Cell]]) -> int:
    return max((cell.column + 1 for row in rows for cell in row), default=0)


def own_lines(cell: Cell) -> list[str]:
    """The words of each paragraph that stands directly in the cell."""
    return [clean(plain_words(block)) for block in flow(cell.element, BLOCKS) if block.tag == w("p")]


def is_layout(table: Element, rows: list[list[Cell]], styles: Styles) -> bool:
    """Whether the table only places text: it has one column, or holds the head or the recipients, or draws no rules.

    A header row, or an ordinal column (STT) alone, makes it data whatever else it holds.
    """
    if width(rows) < 2 or len(rows) == 0:
        return True
    heads = [[" ".join(own_lines(cell)) for cell in row] for row in rows[:_HEADER_ROWS]]
    if any(is_header(head) or any(role_of(text) == "stt" for text in head) for head in heads):
        return False
    return _has_landmark(rows) or (not _is_ruled(table, rows, styles) and (width(rows) < 4 or len(rows) < 3))


def reading_order(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The cells of a layout table, those that read on in one group.

    A head or a signature reads down the left column, then down the right; a full-width row parts such bands. A longer table
    without landmarks pairs labels with values and reads row by row.
    """
    if len(rows) > _LONGEST_SIGNATURE and not _has_landmark(rows):
        return rows
    bands: list[list[list[Cell]]] = []
    for row in rows:
        if len(row) > 1 and bands and len(bands[-1][-1]) > 1:
            bands[-1].append(row)
        else:
            bands.append([row])
    return [[cell for row in band for cell in row if cell.column == column] for band in bands for column in _starts(band)]


def _starts(band: list[list[Cell]]) -> list[int]:
    return sorted({cell.column for row in band for cell in row})


def _cells(row: Element) -> Iterator[Cell]:
    column = number(value(row, "trPr", "gridBefore"), 0)
    for element in flow(row, CELLS):
        properties = child(element, "tcPr")
        span = max(1, number(value(properties, "gridSpan"), 1))
        merge = child(properties, "vMerge")
        if child(properties, "cellDel") is None:
            yield Cell(element, column, span, merge is not None and value(merge) in (None, "continue"))
        column += span


def _columns(table: Element, rows: list[list[Cell]]) -> dict[int, int]:
    """Grid place to column: places where no cell begins are no columns, and places that merely drift apart are one."""
    starts = sorted({cell.column for row in rows for cell in row})
    together = {pair for row in rows for pair in pairwise(cell.column for cell in row)}
    edges = [0]
    for grid_column in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}"):
        edges.append(edges[-1] + number(grid_column.get(w("w")), _DRIFT + 1))
    places = dict.fromkeys(starts[:1], 0)
    for before, start in pairwise(starts):
        drifts = (before, start) not in together and _distance(edges, before, start) <= _DRIFT
        places[start] = places[before] + (0 if drifts else 1)
    return places


def _distance(edges: list[int], left: int, right: int) -> int:
    return edges[right] - edges[left] if right < len(edges) else _DRIFT + 1


def _has_landmark(rows: list[list[Cell]]) -> bool:
    return any(_is_landmark(line) for row in rows for cell in row for line in own_lines(cell))


def _is_landmark(line: str) -> bool:
    return bool(NATIONAL_NAME.match(line) or MOTTO.fullmatch(line) or PARTY_NAME.fullmatch(line) or RECIPIENTS.match(line))


def _is_ruled(table: Element, rows: list[list[Cell]], styles: Styles) -> bool:
    """Whether at least half of the cells draw two sides or more, by their own borders, the table's or its style's."""
    inherited = [child(table, "tblPr", "tblBorders")]
    inherited += [borders for style in styles.of_table(table) for borders in style.iter(w("tblBorders"), w("tcBorders"))]
    whole = {side: _drawn_by_table(inherited, side) for side in _SIDES}
    cells = [cell for row in rows for cell in row]
    ruled = sum(sum(_drawn(cell, side, whole[side]) for side in _SIDES) >= 2 for cell in cells)
    return 2 * ruled >= len(cells)


def _drawn(cell: Cell, side: str, inherited: bool) -> bool:
    borders = child(cell.element, "tcPr", "tcBorders")
    own = next((line for name in _names(side) if (line := child(borders, name)) is not None), None)
    return inherited if own is None else value(own) not in _INVISIBLE


def _drawn_by_table(borders: list[Element | None], side: str) -> bool:
    """The nearest word on the inner rules counts: the outer frame alone makes no grid."""
    inner = "insideV" if side in _SAME_SIDE else "insideH"
    words = (value(border, inner) for border in borders if child(border, inner) is not None)
    return next(words, None) not in _INVISIBLE


def _names(side: str) -> tuple[str, ...]:
    return _SAME_SIDE.get(side, (side,))
