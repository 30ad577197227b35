"""Which drawn shapes are rules: strokes, thin filled shapes, and the sides of stroked ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.formats.pdf.grid import Rule

THIN = 3.0  # points: a filled rectangle this thin is a rule


def rules(points: Sequence[tuple[float, float]], stroked: bool, filled: bool) -> Iterator[Rule]:
    """The rules that one shape draws. A closed shape ends where it begins; white ink (it covers something) counts as none."""
    across, down = [x for x, _ in points], [y for _, y in points]
    x0, y0, x1, y1 = min(across), min(down), max(across), max(down)
    if (stroked or filled) and min(x1 - x0, y1 - y0) <= THIN:
        yield from _side(x0, y0, x1, y1)
    elif stroked:
        for (ax, ay), (bx, by) in pairwise(points):
            yield from _side(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _side(x0: float, y0: float, x1: float, y1: float) -> Iterator[Rule]:
    """Level, upright, or neither."""
    if y1 - y0 <= THIN < x1 - x0:
        yield Rule(True, (y0 + y1) / 2, x0, x1)
    elif x1 - x0 <= THIN < y1 - y0:
        yield Rule(False, (x0 + x1) / 2, y0, y1)
