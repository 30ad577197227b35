"""A table of a web page: its cells by row and column, and whether it holds data or only places text on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.errors import Refused
from ingest.formats.markup.style import is_hidden, style_of
from ingest.formats.markup.tree import BLOCKS, Node
from ingest.formats.printed import clean
from ingest.grammar.columns import is_header, role_of
from ingest.grammar.landmarks import MOTTO, NATIONAL_NAME, PARTY_NAME, RECIPIENTS

_MAX_PLACES = 2_000_000
_WIDEST, _TALLEST = 1000, 65_534  # as browsers cap colspan and rowspan
_HEADER_ROWS = 3
_LONGEST_SIGNATURE = 3
_PARTS = frozenset({"thead", "tbody", "tfoot"})


@dataclass(slots=True)
class Cell:
    """``column`` counts from 0 after spans; ``covered`` says that a cell above reaches down over this place."""

    node: Node
    column: int
    covered: bool = False


def grid(table: Node) -> list[list[Cell]]:
    """The cells of every row by column; columns in which no cell begins do not count.

    Raises ``Refused`` ``too_large`` for spans beyond all measure.
    """
    rows = list(_placed(list(_rows(table))))
    starts = sorted({cell.column for row in rows for cell in row if not cell.covered})
    places = {start: column for column, start in enumerate(starts)}
    for row in rows:
        for cell in row:
            cell.column = places[cell.column]
    return rows


def width(rows: Sequence[Sequence[Cell]]) -> int:
    return max((cell.column + 1 for row in rows for cell in row), default=0)


def is_layout(table: Node, rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the table only places text: it has one column, holds tables, the head or the recipients, or draws no rules.

    A header row, or an ordinal column (STT) alone, makes it data whatever else it holds.
    """
    if width(rows) < 2:
        return True
    heads = [[" ".join(own_lines(cell.node)) for cell in row if not cell.covered] for row in rows[:_HEADER_ROWS]]
    if any(is_header(head) or any(role_of(text) == "stt" for text in head) for head in heads):
        return False
    cells = [cell.node for row in rows for cell in row if not cell.covered]
    if any(_holds_table(cell) for cell in cells) or any(_is_landmark(line) for cell in cells for line in own_lines(cell)):
        return True
    return not _is_ruled(table, cells) and (width(rows) < 4 or len(rows) < 3)


def reading_order(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The cells of a layout table, those that read on in one group.

    A head or a signature reads down the left column, then down the right; a full-width row parts such bands. A longer table
    without landmarks pairs labels with values and reads row by row.
    """
    printed = [[cell for cell in row if not cell.covered] for row in rows]
    if len(rows) > _LONGEST_SIGNATURE and not any(
        _is_landmark(line) for row in printed for c in row for line in own_lines(c.node)
    ):
        return printed
    bands: list[list[Cell]] = []
    for row in printed:
        if len(row) > 1 and bands and len({cell.column for cell in bands[-1]}) > 1:
            bands[-1] += row
        else:
            bands.append(list(row))
    return [
        [cell for cell in band if cell.column == column] for band in bands for column in sorted({cell.column for cell in band})
    ]


def own_lines(node: Node) -> list[str]:
    """The printed lines of a cell, without those of the tables in it."""
    lines = [""]
    _gather(node, lines)
    return [line for line in map(clean, lines) if line]


def _gather(node: Node, lines: list[str]) -> None:
    for child in node.children:
        if isinstance(child, str):
            lines[-1] += child
        elif child.tag != "table" and not is_hidden(child):
            parted = child.tag == "br" or child.tag in BLOCKS
            lines += [""] if parted else []
            _gather(child, lines)
            lines += [""] if parted else []


def _rows(table: Node) -> Iterator[Node]:
    for node in table.elements():
        if is_hidden(node):
            continue
        if node.tag == "tr":
            yield node
        elif node.tag in _PARTS:
            yield from (row for row in node.elements() if row.tag == "tr" and not is_hidden(row))


@dataclass(slots=True)
class _Reach:
    """A cell that reaches over the columns ``start`` to ``end`` of the next ``rows`` rows."""

    cell: Cell
    start: int
    end: int
    rows: int


def _placed(rows: Sequence[Node]) -> Iterator[list[Cell]]:
    above: list[_Reach] = []
    places = 0
    for row in rows:
        cells = [Cell(reach.cell.node, reach.start, covered=True) for reach in above]
        reaching: list[_Reach] = []
        column = 0
        for node in row.elements():
            if node.tag in ("td", "th") and not is_hidden(node):
                column = _free(column, above)
                cell, end = Cell(node, column), column + _span(node, "colspan", _WIDEST)
                cells.append(cell)
                reaching.append(_Reach(cell, column, end, _span(node, "rowspan", _TALLEST)))
                column = end
        places += len(cells) + len(above)
        if places > _MAX_PLACES:
            raise Refused("Bảng trong trang có quá nhiều ô. Hãy tách thành nhiều tệp rồi nạp lại.", "too_large")
        above = sorted((_lower(reach) for reach in (*above, *reaching) if reach.rows > 1), key=lambda reach: reach.start)
        yield sorted(cells, key=lambda cell: cell.column)


def _free(column: int, above: Sequence[_Reach]) -> int:
    """The first column from ``column`` on that no cell of a row above covers; ``above`` goes from left to right."""
    for reach in above:
        if reach.start <= column < reach.end:
            column = reach.end
    return column


def _lower(reach: _Reach) -> _Reach:
    return _Reach(reach.cell, reach.start, reach.end, reach.rows - 1)


def _span(node: Node, name: str, most: int) -> int:
    """A rowspan of 0 reaches to the end of the table."""
    text = node.attributes.get(name, "1").strip()
    if not re.fullmatch(r"\d{1,9}", text):
        return 1
    return min(int(text), most) or (most if name == "rowspan" else 1)


def _holds_table(node: Node) -> bool:
    return any(child.tag == "table" or _holds_table(child) for child in node.elements())


def _is_landmark(line: str) -> bool:
    return bool(NATIONAL_NAME.match(line) or MOTTO.fullmatch(line) or PARTY_NAME.fullmatch(line) or RECIPIENTS.match(line))


def _is_ruled(table: Node, cells: Sequence[Node]) -> bool:
    """Rules by attribute, by a style of the table, or by the styles of most cells; header cells count as ruled."""
    border = table.attributes.get("border")
    if (border is not None and border.strip() != "0") or any(cell.tag == "th" for cell in cells):
        return True
    drawn = sum(_draws(style_of(cell)) for cell in cells)
    return _draws(style_of(table)) or 2 * drawn >= max(1, len(cells))


def _draws(style: dict[str, str]) -> bool:
    lines = [value for name, value in style.items() if re.fullmatch(r"border(?:-(?:top|left|bottom|right))?", name)]
    return any(not re.search(r"\bnone\b|\bhidden\b|^\s*0", value) for value in lines)
