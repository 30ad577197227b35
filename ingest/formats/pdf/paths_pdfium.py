"""What pdfium draws on a page beside characters: paths as rules, and how much of it pictures cover."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat

from ingest.formats.pdf import pdfium_calls as pdfium
from ingest.formats.pdf.grid import Rule
from ingest.formats.pdf.matrix import Matrix
from ingest.formats.pdf.strokes import THIN, rules

_DEEPEST = 12  # forms within forms
_RECTANGLE = 5  # segments
_MOST_SEGMENTS = 20_000  # of one path: more is a map
_LETTER = 20  # segments: a letter's outline

_Points = list[tuple[float, float]]


Piece = tuple[int, Matrix]
"""Characters drawn in one go: their handle, and the way from the points that they are set in to what is shown."""


@dataclass(slots=True)
class Drawn:
    """What was found on a page so far. ``covered`` is an area in points."""

    rules: list[Rule] = field(default_factory=list)
    strokes: int = 0
    pictures: int = 0
    covered: float = 0.0
    pieces: list[Piece] = field(default_factory=list)


def drawn(page: int, shown: Matrix) -> Drawn:
    """``shown`` leads from the page's points to those of what is shown."""
    found = Drawn()
    _add(found, list(map(pdfium.object_on_page, repeat(page), range(pdfium.count_on_page(page)))), shown, 0)
    return found


def _add(found: Drawn, handles: list[int], outer: Matrix, depth: int) -> None:
    for handle, kind in zip(handles, map(pdfium.kind_of, handles), strict=True):
        if kind == pdfium.TEXT:
            found.pieces.append((handle, outer))
        elif kind == pdfium.PATH:
            _add_path(found, handle, outer)
        elif kind == pdfium.PICTURE:
            (x0, y0), (x1, y1) = _corners(handle, outer)
            found.pictures += 1
            found.covered += abs(x1 - x0) * abs(y1 - y0)
        elif kind == pdfium.FORM and depth < _DEEPEST:
            parts = list(map(pdfium.object_in_form, repeat(handle), range(pdfium.count_in_form(handle))))
            _add(found, parts, Matrix(*pdfium.matrix(handle)).then(outer), depth + 1)


def _add_path(found: Drawn, path: int, outer: Matrix) -> None:
    """A shape that is filled alone rules where its box is thin; others are asked for their points."""
    segments = pdfium.count_segments(path)
    found.strokes += max(1, segments // _LETTER)
    filled, stroked = pdfium.drawn_as(path)
    if stroked or _RECTANGLE < segments <= _MOST_SEGMENTS:
        stroked = stroked and not pdfium.is_white(path, pdfium.put_stroke_colour)
        filled = filled and not pdfium.is_white(path, pdfium.put_fill_colour)
        if stroked or filled:
            place = Matrix(*pdfium.matrix(path)).then(outer)
            for points in _shapes(path, min(segments, _MOST_SEGMENTS), place):
                found.rules += rules(points, stroked, filled)
        return
    (x0, y0), (x1, y1) = _corners(path, outer)
    if min(abs(x1 - x0), abs(y1 - y0)) <= THIN and not pdfium.is_white(path, pdfium.put_fill_colour):
        found.rules += rules([(x0, y0), (x1, y1)], False, filled)


def _corners(handle: int, outer: Matrix) -> _Points:
    left, bottom, right, top = pdfium.bounds(handle)
    return [outer.point(left, bottom), outer.point(right, top)]


def _shapes(path: int, segments: int, place: Matrix) -> Iterator[_Points]:
    """The points of each shape of a path; a curve counts with its end, a closed shape ends where it begins."""
    points: _Points = []
    bends = 0
    for segment in map(pdfium.segment_of, repeat(path), range(segments)):
        kind = pdfium.segment_kind(segment)
        bends = bends + 1 if kind == pdfium.CURVE else 0
        if kind == pdfium.MOVE and points:
            yield points
            points = []
        if bends % 3 == 0:
            points.append(place.point(*pdfium.point(segment)))
        if pdfium.closes(segment) and points:
            points.append(points[0])
    if points:
        yield points
