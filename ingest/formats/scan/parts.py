"""The parts of a straight page read one by one: each cell for itself, then what stands around the tables.

What the program is known to get wrong is asked again: a short cell for the figures in it, a cell where ink is left that no word
stands on, in other sizes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from ingest.formats.pdf.grid import Grid
from ingest.formats.scan.image import Grey, Ink, resized
from ingest.formats.scan.ocr import Layout, PrintedLine, lines, moved
from ingest.formats.scan.words import FIGURES, is_code

_BORDER = 15  # pixels of white around what is read
_DARK = 160  # of white paper's 255: ink
_EMPTY = 1.5  # square points of ink: a cell with less holds a speck or nothing
_LEFT = 15.0  # square points of ink that no word stands on: a letter has about ten
_BESIDE = 1.0  # points around a word's box that are its own
_SHORT, _SHORT_CODE = 8, 12  # signs: "11.", "12/2027"; with a figure: "135-CTr/TU"
_SIZES, _OTHERS = (1.0, 0.85, 1.2), (0.85, 1.2)  # sizes at which figures, and cells with ink left, are read
_DISPUTED = 60.0  # sureness of a reading that not all sizes gave
_PAPER = 6.0  # points around a line that is read alone

Place = tuple[float, float, float, float]
"""Left, top, right, bottom in points of the straight page."""


class Part(NamedTuple):
    """A ``cell``, or a line outside tables, with what is read in it."""

    box: Place
    found: list[PrintedLine]
    cell: bool = True


@dataclass(frozen=True, slots=True)
class Parts:
    """A straight page on white paper, without its rules; ``scale`` pixels make a point."""

    grey: Grey
    scale: float

    def read(self, tables: Sequence[Grid]) -> list[Part]:
        """The cells that hold ink, then the lines around the tables."""
        rest = self.grey.copy()
        for grid in tables:
            left, top, right, bottom = self._pixels(grid.box)
            rest[top:bottom, left:right] = 255
        high, wide = rest.shape
        whole = (0.0, 0.0, wide / self.scale, high / self.scale)
        cells = self._again(self._read([box for grid in tables for box in _cells(grid)], "block"))
        around = Parts(rest, self.scale)._read([whole], "page")
        return self._with_figures([*cells, *(Part(_around(line), [line], False) for part in around for line in part.found)])

    def left(self, part: Part) -> Place | None:
        """Where ink is left in a cell that no word stands on; ``None`` where there is no more than specks."""
        ink = self._left(part)
        if np.count_nonzero(ink) <= _LEFT * self.scale**2:
            return None
        rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
        left, top = self._pixels(part.box)[:2]
        found = left + columns[0], top + rows[0], left + columns[-1] + 1, top + rows[-1] + 1
        x0, y0, x1, y1 = (float(edge) / self.scale for edge in found)
        return x0, y0, x1, y1

    def _left(self, part: Part) -> Ink:
        left, top, right, bottom = self._pixels(part.box)
        ink = self.grey[top:bottom, left:right] < _DARK
        for line in part.found:
            for word in line.words:
                x0, y0, x1, y1 = word.box
                near = self._pixels((x0 - _BESIDE, y0 - _BESIDE, x1 + _BESIDE, y1 + _BESIDE))
                ink[max(0, near[1] - top) : max(0, near[3] - top), max(0, near[0] - left) : max(0, near[2] - left)] = False
        return ink

    def _again(self, parts: Sequence[Part]) -> list[Part]:
        """The parts; one with ink left, as it is read in the size that leaves the least."""
        poor = [part.box for part in parts if self.left(part)]
        others: defaultdict[Place, list[Part]] = defaultdict(list)
        for part in self._read(poor, "block", _OTHERS):
            others[part.box].append(part)
        return [min([part, *others[part.box]], key=lambda one: np.count_nonzero(self._left(one))) for part in parts]

    def _read(self, boxes: Sequence[Place], layout: Layout, sizes: Sequence[float] = (1.0,)) -> list[Part]:
        """What stands in those boxes that hold ink, once in each size."""
        asked = [(box, times) for box in boxes if self._inked(box) for times in sizes]
        read = lines([self._cut(box, times) for box, times in asked], layout)
        parts = []
        for (box, times), found in zip(asked, read, strict=True):
            left, top = (edge * times - _BORDER for edge in self._pixels(box)[:2])
            parts.append(Part(box, [moved(line, left, top, self.scale * times) for line in found]))
        return parts

    def _with_figures(self, parts: Sequence[Part]) -> list[Part]:
        """A short part is asked again for the figures in it."""
        short = [part.box for part in parts if _is_short(part.found)]
        answers: defaultdict[Place, list[PrintedLine]] = defaultdict(list)
        for part in self._read(short, "figures", _SIZES):
            answers[part.box] += part.found if len(part.found) == 1 else []
        return [part._replace(found=_settled(part.found, answers[part.box])) for part in parts]

    def _inked(self, box: Place) -> bool:
        left, top, right, bottom = self._pixels(box)
        return bool(np.count_nonzero(self.grey[top:bottom, left:right] < _DARK) > _EMPTY * self.scale**2)

    def _cut(self, box: Place, times: float) -> Grey:
        left, top, right, bottom = self._pixels(box)
        part = self.grey[top:bottom, left:right]
        return np.pad(part if times == 1.0 else resized(part, times), _BORDER, constant_values=255)

    def _pixels(self, box: Place) -> tuple[int, int, int, int]:
        left, top, right, bottom = (max(0, round(edge * self.scale)) for edge in box)
        return left, top, right, bottom


def _is_short(found: Sequence[PrintedLine]) -> bool:
    text = "".join(map(_text, found))
    return len(found) < 2 and len(text) <= (_SHORT_CODE if any(map(str.isdigit, text)) else _SHORT)


def _settled(found: list[PrintedLine], answers: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The figures that were read; a code whose letters both readings agree on, with the signs of the second ("41-KH/TU")."""
    figures = [line for line in answers if FIGURES.fullmatch(_text(line))]
    if figures:
        return [_voted(figures)]
    if found and len(answers) == len(_SIZES):
        code = _voted(answers)
        if is_code(_text(code)) and _letters(code) == _letters(found[0]) and _least(code) > _DISPUTED:
            return [code]
    return found


def _voted(answers: Sequence[PrintedLine]) -> PrintedLine:
    """The reading that most agree on; a doubtful one where not all do."""
    readings = Counter(_text(line).rstrip(".,:;") for line in answers)
    best, votes = readings.most_common(1)[0]
    line = next(line for line in answers if _text(line).rstrip(".,:;") == best)
    if votes == len(_SIZES):
        return line
    return replace(line, words=tuple(replace(word, sure=min(word.sure, _DISPUTED)) for word in line.words))


def _least(line: PrintedLine) -> float:
    return min(word.sure for word in line.words)


def _letters(line: PrintedLine) -> str:
    return "".join(filter(str.isalnum, _text(line)))


def _text(line: PrintedLine) -> str:
    return "".join(word.text for word in line.words)


def _around(line: PrintedLine) -> Place:
    """A line's box with the paper around it."""
    edges = list(zip(*(word.box for word in line.words), strict=True))
    return min(edges[0]) - _PAPER, min(edges[1]) - _PAPER, max(edges[2]) + _PAPER, max(edges[3]) + _PAPER


def _cells(grid: Grid) -> Iterator[Place]:
    """The box of each cell, in reading order."""
    fields: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for field, begin in sorted(grid.cell.items()):
        fields.setdefault(begin, []).append(field)
    for covered in fields.values():
        bands, columns = [band for band, _ in covered], [column for _, column in covered]
        yield grid.columns[min(columns)], grid.bands[min(bands)], grid.columns[max(columns) + 1], grid.bands[max(bands) + 1]
