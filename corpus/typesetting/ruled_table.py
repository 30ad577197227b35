"""How does a table run over pages as an office suite prints it? The header row again on every page, long rows cut inside a
cell, and no rule drawn where the page cuts a row."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportlab.platypus import Flowable, Paragraph  # type: ignore[import-untyped]

_PAD = 3.0  # points between text and rule
_RULE = 0.6
_LEAST = 27.0  # points, two lines: less of a row does not stand alone before a cut


@dataclass(frozen=True, slots=True)
class _Row:
    """Laid-out cells; ``continues`` and ``cut`` say that the rule above or below is left out."""

    cells: tuple[tuple[Paragraph, ...], ...]
    widths: tuple[float, ...]
    continues: bool = False
    cut: bool = False

    @property
    def height(self) -> float:
        heights = (_tall(cell, width) for cell, width in zip(self.cells, self.widths, strict=True))
        return max(heights, default=0.0) + 2 * _PAD

    def split(self, height: float) -> tuple[_Row, _Row] | None:
        """What of the row fits into ``height``, and the rest; ``None`` where too little would stand before the cut."""
        if height < 2 * _PAD + _LEAST:
            return None
        parts = [_split(cell, width, height - 2 * _PAD) for cell, width in zip(self.cells, self.widths, strict=True)]
        top, rest = tuple(part[0] for part in parts), tuple(part[1] for part in parts)
        return replace(self, cells=top, cut=True), replace(self, cells=rest, continues=True)


class RuledTable(Flowable):  # type: ignore[misc]
    """A ruled table; the first row is the header, a row of two cells spans the second over the remaining columns."""

    def __init__(self, rows: list[list[Paragraph]], widths: list[float]) -> None:
        super().__init__()
        self._widths = widths
        self._rows = [self._row(row) for row in rows]

    def wrap(self, *_available: float) -> tuple[float, float]:
        """Width and height in points."""
        return sum(self._widths), sum(row.height for row in self._rows)

    def split(self, _width: float, height: float) -> list[RuledTable]:
        """This table up to the page's end, and the rest under the header row; nothing where no row would fit."""
        header, *rows = self._rows
        left, above = height - header.height, [header]
        while rows and rows[0].height <= left:
            left -= rows[0].height
            above.append(rows.pop(0))
        parts = rows[0].split(left) if rows else None
        if parts:
            above.append(parts[0])
            rows[0] = parts[1]
        return [self._with(above), self._with([header, *rows])] if len(above) > 1 else []

    def draw(self) -> None:
        """Text cell by cell, then the rules of the row round it."""
        self.canv.setLineWidth(_RULE)
        top = sum(row.height for row in self._rows)
        for row in self._rows:
            self._draw_row(row, top)
            top -= row.height

    def _draw_row(self, row: _Row, top: float) -> None:
        bottom, x = top - row.height, 0.0
        self.canv.line(0, top, 0, bottom)
        for cell, width in zip(row.cells, row.widths, strict=True):
            y = top - _PAD
            for paragraph in cell:
                y -= paragraph.wrap(width - 2 * _PAD, y)[1]
                paragraph.drawOn(self.canv, x + _PAD, y)
            x += width
            self.canv.line(x, top, x, bottom)
        if not row.continues:
            self.canv.line(0, top, x, top)
        if not row.cut:
            self.canv.line(0, bottom, x, bottom)

    def _row(self, cells: list[Paragraph]) -> _Row:
        first, *others = self._widths
        widths = self._widths if len(cells) == len(self._widths) else [first, sum(others)]
        return _Row(tuple((cell,) for cell in cells), tuple(widths))

    def _with(self, rows: list[_Row]) -> RuledTable:
        part = RuledTable([], self._widths)
        part._rows = rows
        return part


def _tall(cell: tuple[Paragraph, ...], width: float) -> float:
    return float(sum(paragraph.wrap(width - 2 * _PAD, 10_000)[1] for paragraph in cell))


def _split(cell: tuple[Paragraph, ...], width: float, height: float) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    """``cell`` cut at ``height``: what stands above, and what is left."""
    if _tall(cell, width) <= height:
        return cell, ()
    parts = cell[0].split(width - 2 * _PAD, height)
    return (tuple(parts[:1]), tuple(parts[1:])) if parts else ((), cell)
