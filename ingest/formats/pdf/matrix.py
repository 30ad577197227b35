"""PDF's matrices: where a point of one space lies in another (ISO 32000-1, 8.3.3)."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

Measure = TypeVar("Measure", float, NDArray[np.float64])


class Matrix(NamedTuple):
    """x' = ax + cy + e, y' = bx + dy + f; the names are PDF's own."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: Measure, y: Measure) -> tuple[Measure, Measure]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def way(self, x: Measure, y: Measure) -> tuple[Measure, Measure]:
        """A direction: moved nowhere."""
        return self.a * x + self.c * y, self.b * x + self.d * y

    def then(self, outer: Matrix) -> Matrix:
        """From this matrix's inner space to the outer space of ``outer``."""
        return Matrix(*outer.way(self.a, self.b), *outer.way(self.c, self.d), *outer.point(self.e, self.f))


def shown(left: float, bottom: float, right: float, top: float, quarters: int) -> Matrix:
    """From a page's own points (y upwards) to points from the top left of its shown part, turned clockwise by ``quarters``."""
    match quarters % 4:
        case 0:
            return Matrix(1, 0, 0, -1, -left, top)
        case 1:
            return Matrix(0, 1, 1, 0, -bottom, -left)
        case 2:
            return Matrix(-1, 0, 0, 1, right, -bottom)
        case _:
            return Matrix(0, -1, -1, 0, top, right)
