"""Small frames drawn on a page a few degrees askew: the stamps of black-and-white scans.

Looked for at one pixel a point in every turn that a hand gives a stamp, by four sides that meet; what touches them or lies
under them does not hide them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from PIL import Image

from ingest.formats.scan.image import Ink, thinned
from ingest.formats.scan.rules import long_runs, stairs

# Points, the least and the most. The stamps are 20, 30 and 40 mm by 8 (Thông tư 24/2020/TT-BCA): 57, 85 and 113 by 23.
_WIDTH, _HEIGHT = (40, 200), (14, 70)
_STEEPEST = 15  # degrees
_GAP, _NEAR = 2, 4  # points: a break in a side; how far a side may reach beyond the corner
_SIDE, _HOLLOW = 0.8, 0.5  # of a side is ink, at least; of the inside, at most
_UPPER = 0.5  # of the page: a mark stands at the head, or in the corner above it
_SAME = 15  # points between the middles of one frame found in two turns
_MOST = 12  # frames on a page that are worth reading


class Frame(NamedTuple):
    """The inside of a frame once the upper half of the page is turned by ``degrees`` about its middle; pixels."""

    degrees: int
    left: int
    top: int
    right: int
    bottom: int


def upper(ink: Ink) -> Ink:
    """The part of a page on which frames are looked for."""
    return ink[: int(_UPPER * len(ink))]


def frames(ink: Ink, scale: float) -> list[Frame]:
    """The frames in the upper half of a page, those found in the least turn first."""
    step = max(1, round(scale))
    small = Image.fromarray(thinned(upper(ink), step))
    found: list[Frame] = []
    middles: list[tuple[float, float]] = []
    for degrees in sorted(range(-_STEEPEST, _STEEPEST + 1), key=abs):
        for box in _boxes(np.asarray(small.rotate(degrees))):
            middle = _middle(box, degrees, small.size)
            if not any(abs(middle[0] - x) + abs(middle[1] - y) <= _SAME for x, y in middles):
                middles.append(middle)
                found.append(Frame(degrees, *(edge * step for edge in box)))
    return found[:_MOST]


def _boxes(ink: Ink) -> Iterator[tuple[int, int, int, int]]:
    """Left, top, right, bottom inside of each hollow box with four sides."""
    sides = [
        (group[0].row, group[-1].row, min(run.start for run in group), max(run.end for run in group))
        for group in stairs(long_runs(ink, _WIDTH[0], _GAP), 0)
        if group[-1].row - group[0].row <= 2 * _GAP
    ]
    for _, above, left, right in sides:
        for below, _, other_left, other_right in sides:
            if _HEIGHT[0] <= below - above <= _HEIGHT[1]:
                yield from _between(ink, (max(left, other_left), above + 1, min(right, other_right), below))


def _between(ink: Ink, box: tuple[int, int, int, int]) -> Iterator[tuple[int, int, int, int]]:
    """What lies between the outermost upright sides of a strip that are as far apart as those of a stamp."""
    left, top, right, bottom = box
    start = max(0, left - _NEAR)
    strip = ink[top:bottom, start : right + _NEAR]
    if not strip.size or strip.shape[1] < _WIDTH[0]:
        return
    uprights = (start + np.flatnonzero(strip.mean(axis=0) >= _SIDE)).tolist()
    pairs = [(one, other) for one in uprights for other in uprights if _WIDTH[0] <= other - one <= _WIDTH[1]]
    one, other = max(pairs, key=lambda pair: pair[1] - pair[0], default=(0, 0))
    if one < other and ink[top:bottom, one + 1 : other].mean() <= _HOLLOW:
        yield one + 1, top, other, bottom


def _middle(box: tuple[int, int, int, int], degrees: int, size: tuple[int, int]) -> tuple[float, float]:
    """Where the middle of a box stands before the turn."""
    x, y = (box[0] + box[2] - size[0]) / 2, (box[1] + box[3] - size[1]) / 2
    angle = np.radians(degrees)
    return float(x * np.cos(angle) - y * np.sin(angle)), float(x * np.sin(angle) + y * np.cos(angle))
