"""Ruled tables of one page: glyphs into the cells of a grid, bands into printed rows.

Where a page repeats the header and no rule parts it from the rest of a cut row, the two come as one band; the words of the
header are known from the page where the table begins, so that the band is divided after them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.formats.pdf.grid import Grid, Rule, aligned, continues, grids
from ingest.formats.pdf.lines import Glyph, Run, lines, runs

_THIN = 8.0  # points: an empty band this low is a doubled rule, not a row
_HEADER_ROWS = 3  # a header of two storeys and a row of column numbers

Cell = tuple[Run, ...]
"""The printed lines of a cell from top to bottom."""


@dataclass(frozen=True, slots=True)
class Table:
    """A printed table of one page.

    ``columns`` are the columns of the grid in which a cell begins; ``header`` are the first rows of the table that it goes on
    with, or its own. ``covered`` are for each row the places over which a cell of a row above reaches down.
    """

    grid: Grid
    columns: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    header: tuple[tuple[Cell, ...], ...]
    covered: tuple[frozenset[int], ...]


def tables(rules: Sequence[Rule], glyphs: Sequence[Glyph], before: Table | None) -> tuple[list[Table], list[Glyph]]:
    """The tables from top to bottom, and the glyphs that stand in none.

    ``before`` is the last table of the page before. A frame of one column around text is no table.
    """
    found = [aligned(grid, before.grid if before else None) for grid in grids(rules)]
    ruled = [grid for grid in found if len(grid.columns) > 2]
    inside, outside = _sorted_in(ruled, glyphs)
    return _tables(ruled, inside, before), outside


def _sorted_in(found: Sequence[Grid], glyphs: Sequence[Glyph]) -> tuple[list[list[Glyph]], list[Glyph]]:
    """The glyphs in each grid, and the rest. A table inside a cell has the smaller box, and is asked first."""
    inside: list[list[Glyph]] = [[] for _ in found]
    outside: list[Glyph] = []
    boxes = sorted(((grid.box, held) for grid, held in zip(found, inside, strict=True)), key=lambda one: _area(one[0]))
    for glyph in glyphs:
        x, y = glyph.middle
        for (x0, y0, x1, y1), held in boxes:
            if x0 <= x <= x1 and y0 <= y <= y1:
                held.append(glyph)
                break
        else:
            outside.append(glyph)
    return inside, outside


def _area(box: tuple[float, float, float, float]) -> float:
    x0, y0, x1, y1 = box
    return (x1 - x0) * (y1 - y0)


def _tables(found: Sequence[Grid], inside: Sequence[Sequence[Glyph]], before: Table | None) -> list[Table]:
    built: list[Table] = []
    for grid, glyphs in zip(found, inside, strict=True):
        first = before if not built and before is not None and continues(grid, before.grid) else None
        columns = _columns(grid, first)
        bands = list(_bands(grid, columns, glyphs))
        rows, covered = [row for row, _ in bands], [places for _, places in bands]
        if not any(any(row) for row in rows):
            continue
        header = rows[:_HEADER_ROWS]
        if first is not None and columns == first.columns:
            header = list(first.header)
            place = _merged_header(rows, header)
            if place is not None:
                rows[place : place + 1] = _divided(rows[place], header[place])
                covered.insert(place, frozenset())
        built.append(Table(grid, columns, tuple(rows), tuple(header), tuple(covered)))
    return built


def _columns(grid: Grid, before: Table | None) -> tuple[int, ...]:
    own = {column for _, column in grid.cell.values()}
    if before is not None and len(grid.columns) == len(before.grid.columns):
        own.update(before.columns)
    return tuple(sorted(own))


def _bands(grid: Grid, columns: Sequence[int], glyphs: Sequence[Glyph]) -> Iterator[tuple[tuple[Cell, ...], frozenset[int]]]:
    """One row for each band in which a cell begins, and the places that a cell above covers; a merged cell stands once."""
    drawn: defaultdict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        drawn[grid.cell_at(*glyph.middle)].append(glyph)
    cells = {place: tuple(lines(runs(inked))) for place, inked in drawn.items()}
    begins = set(grid.cell.values())
    for band in range(len(grid.bands) - 1):
        row = tuple(cells.get((band, column), ()) for column in columns)
        height = grid.bands[band + 1] - grid.bands[band]
        if any(row) or (height > _THIN and any((band, column) in begins for column in columns)):
            yield row, frozenset(place for place, column in enumerate(columns) if grid.cell[band, column][0] < band)


def _merged_header(rows: Sequence[tuple[Cell, ...]], header: Sequence[tuple[Cell, ...]]) -> int | None:
    """The place of the row that begins with the words of the header, and goes on with those of a cut row."""
    for place, (row, head) in enumerate(zip(rows, header, strict=False)):
        if _words(row) != _words(head):
            cuts = [_lines_of(cell, top) for cell, top in zip(row, head, strict=True)]
            return None if sum(map(bool, head)) < 2 or None in cuts else place
    return None


def _divided(row: tuple[Cell, ...], head: tuple[Cell, ...]) -> list[tuple[Cell, ...]]:
    """The words of the header as a row, and those of the cut row."""
    cuts = [_lines_of(cell, top) for cell, top in zip(row, head, strict=True)]
    parts = [(cell[:cut], cell[cut:]) for cell, cut in zip(row, cuts, strict=True)]
    return [tuple(top for top, _ in parts), tuple(rest for _, rest in parts)]


def _words(row: Sequence[Cell]) -> list[str]:
    return [_word(cell) for cell in row]


def _word(cell: Cell) -> str:
    return "".join("".join(line.spelled().split()) for line in cell)


def _lines_of(cell: Cell, head: Cell) -> int | None:
    """How many lines of ``cell`` spell ``head``; ``None`` when its first lines say something else."""
    wanted, words = _word(head), ""
    for count, line in enumerate((*cell, None)):
        if words == wanted:
            return count
        if line is None or not wanted.startswith(words):
            return None
        words += "".join(line.spelled().split())
    return None
