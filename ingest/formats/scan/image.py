"""A page as a picture: turned straight, its ink and its paper told apart, and the way back to the page of the file.

Offices lay paper on the glass a little askew, and some scan a landscape annex on its side. Lines and rules are looked for in a
picture where both run straight; what is found is told in points of the page as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ingest.formats.pdf.layout import Paper

Grey = NDArray[np.uint8]
Ink = NDArray[np.bool_]

READING = 220  # dpi: the program misreads half as often as at 300 (12 to 14 points: small letters of 17 to 20 pixels)
_STEEPEST = 4.0  # degrees: paper that lies further askew was not laid on the glass by hand
_COARSE, _FINE = 0.25, 0.02  # degrees: a line of A4 then misses by less than a third of a point
_AS_GOOD = 0.995  # of the best: turns that are told apart by noise alone
_MOST_POINTS = 120_000  # of ink, asked for the slant
_BLACKEST, _PALEST = 80, 200  # where the line between ink and paper may lie
_PATCH = 100  # pixels: the paper's own shade is asked in patches (a shadow along the binding)
_MARGIN = 0.9  # of the paper's shade: lighter than this is paper with noise on it


@dataclass(frozen=True, slots=True)
class Placing:
    """How a page was laid straight: turned anticlockwise by ``quarters``, by ``degrees`` about its middle, moved by ``shift``.

    ``width``, ``height`` (the page's own) and ``shift`` (to the right) are points.
    """

    width: float
    height: float
    quarters: int = 0
    degrees: float = 0.0
    shift: float = 0.0

    def back(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """The box on the page as it is that covers a box on the straight one."""
        corners = np.array([(x0, y0), (x1, y0), (x0, y1), (x1, y1)]) - (self.shift, 0.0)
        wide, high = (self.height, self.width) if self.quarters % 2 else (self.width, self.height)
        angle = np.radians(self.degrees)
        turn = np.array([(np.cos(angle), np.sin(angle)), (-np.sin(angle), np.cos(angle))])
        middle = np.array([wide, high]) / 2
        turned = (corners - middle) @ turn + middle
        for _ in range(self.quarters % 4):
            turned = np.column_stack((high - turned[:, 1], turned[:, 0]))
            wide, high = high, wide
        low, far = turned.min(axis=0), turned.max(axis=0)
        return float(low[0]), float(low[1]), float(far[0]), float(far[1])


@dataclass(frozen=True, slots=True)
class Picture:
    """A page: ``grey`` is rows by columns, 0 black; ``scale`` pixels make a point; ``placing`` leads back to the file's page.

    ``coloured`` is the coloured ink alone, without hue; ``None`` where the page has none.
    """

    grey: Grey
    scale: float
    number: int
    placing: Placing
    coloured: Grey | None = None

    @property
    def paper(self) -> Paper:
        """The page as it lies now, in points."""
        high, wide = self.grey.shape
        return Paper(self.number, wide / self.scale, high / self.scale)


def quartered(picture: Picture, quarters: int) -> Picture:
    """The page turned anticlockwise by quarters."""
    placing = replace(picture.placing, quarters=(picture.placing.quarters + quarters) % 4)
    return _turned(picture, placing, lambda grey: np.ascontiguousarray(np.rot90(grey, quarters)))


def straight(picture: Picture) -> Picture:
    """The page with its lines level."""
    degrees = slant(ink_of(picture.grey), picture.scale)
    if abs(degrees) < _FINE:
        return picture
    return _turned(picture, replace(picture.placing, degrees=degrees), lambda grey: rotated(grey, degrees))


def rotated(grey: Grey, degrees: float, expand: bool = False) -> Grey:
    """The picture turned anticlockwise; the corners that the turn uncovers are white."""
    return np.asarray(Image.fromarray(grey).rotate(degrees, Image.Resampling.BICUBIC, expand=expand, fillcolor=255))


def _turned(picture: Picture, placing: Placing, turn: Callable[[Grey], Grey]) -> Picture:
    coloured = None if picture.coloured is None else turn(picture.coloured)
    return replace(picture, grey=turn(picture.grey), placing=placing, coloured=coloured)


def ink_of(grey: Grey) -> Ink:
    """Where ink is: darker than the value that parts the picture's shades best (Otsu 1979)."""
    counts = np.bincount(grey.ravel(), minlength=256).astype(np.float64)
    shades = np.arange(256)
    below = np.cumsum(counts)
    weight = np.cumsum(counts * shades)
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        between = (weight[-1] * below - weight * below[-1]) ** 2 / (below * above)
    parting = int(np.argmax(np.nan_to_num(between, posinf=0.0)))
    ink: Ink = grey <= np.clip(parting, _BLACKEST, _PALEST)
    return ink


def whitened(grey: Grey) -> Grey:
    """The picture on white paper: each patch's own shade and the noise on it become white, black stays black."""
    high, wide = grey.shape
    rows, columns = max(1, high // _PATCH), max(1, wide // _PATCH)
    whole = grey[: high // rows * rows, : wide // columns * columns]
    patches = whole.reshape(rows, high // rows, columns, wide // columns)
    paper = np.quantile(patches[:, ::6, :, ::6], 0.7, axis=(1, 3))
    shade = Image.fromarray(np.maximum(paper, max(np.median(paper) * 0.6, 1.0)).astype(np.float32)).resize((wide, high))
    lifted = grey.astype(np.float32) * (255 / _MARGIN) / np.asarray(shade)
    clean: Grey = np.minimum(lifted, 255).astype(np.uint8)
    return clean


def resized(grey: Grey, times: float) -> Grey:
    """The picture with ``times`` as many pixels on each side."""
    high, wide = grey.shape
    size = max(1, round(wide * times)), max(1, round(high * times))
    return np.asarray(Image.fromarray(grey).resize(size, Image.Resampling.LANCZOS))


def thinned(ink: Ink, step: int) -> Ink:
    """The picture with one pixel for ``step`` by ``step``, inked where one of them is."""
    high, wide = ink.shape[0] // step, ink.shape[1] // step
    blocks: Ink = ink[: high * step, : wide * step].reshape(high, step, wide, step)
    return np.asarray(blocks.any(axis=(1, 3)))


def lies_on_its_side(picture: Picture) -> bool:
    """Whether ink gathers in columns rather than in rows, as the lines of a page do that was laid straight."""
    step = max(1, round(picture.scale))
    rows, columns = np.nonzero(ink_of(picture.grey)[::step, ::step])
    return _unevenness(columns) > _unevenness(rows)


def slant(ink: Ink, scale: float, steepest: float = _STEEPEST) -> float:
    """By how many degrees the lines fall to the right: the turn at which ink gathers in the fewest rows."""
    step = max(1, round(scale))  # a point is fine enough
    inked = np.argwhere(ink[::step, ::step]).astype(np.float64)
    if not len(inked):
        return 0.0
    rows, columns = inked[:: max(1, len(inked) // _MOST_POINTS)].T
    best = 0.0
    for reach, pace in ((steepest, _COARSE), (_COARSE, _FINE)):
        angles = best + np.arange(-reach, reach + pace / 2, pace)
        scores = np.array([_gathered(rows, columns, angle) for angle in angles])
        best = float(angles[scores >= _AS_GOOD * scores.max()].mean())
    return best


def _gathered(rows: NDArray[np.float64], columns: NDArray[np.float64], degrees: float) -> float:
    levels = np.rint(rows - columns * np.tan(np.radians(degrees))).astype(np.int64)
    return _unevenness(levels - levels.min())


def _unevenness(levels: NDArray[np.int64]) -> float:
    """How much more ink some levels hold than those beside them."""
    filled = np.bincount(levels, minlength=1)
    return float((np.diff(filled.astype(np.float64)) ** 2).sum())
