"""Where the boxes and lines of the drawn chain stand, in pixels of the drawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

WIDE, HIGH = 216, 62  # of a box
APART, UNDER = 60, 14  # between columns, between boxes
TOP, EDGE = 34, 8
_LANE = 6  # between lines that run side by side under the boxes


class Place(NamedTuple):
    """The top left corner of a box."""

    x: int
    y: int


def ways(lines: Sequence[tuple[Place, Place]], boxes: Iterable[Place]) -> tuple[list[str], int]:
    """The path of each line from the box that speaks to the one that it speaks of, and how far down they reach.

    A line that passes columns runs under their boxes, so that it never seems to end at one of them.
    """
    bottoms: dict[int, int] = {}
    for box in boxes:
        bottoms[box.x] = max(bottoms.get(box.x, 0), box.y + HIGH)
    lanes: dict[int, int] = {}
    drawn = []
    for start, end in lines:
        passed = [bottom for x, bottom in bottoms.items() if end.x < x < start.x]
        if not passed:
            drawn.append(_short(start, end))
            continue
        under = max(passed)
        lanes[under] = lanes.get(under, 0) + 1
        drawn.append(_long(start, end, under + 4 + _LANE * lanes[under]))
    return drawn, max((under + 4 + _LANE * (count + 1) for under, count in lanes.items()), default=0)


def _short(start: Place, end: Place) -> str:
    x0, y0, x1, y1 = start.x, start.y + HIGH // 2, end.x + WIDE + 2, end.y + HIGH // 2
    if x0 > x1:
        return f"M{x0} {y0}C{x0 - APART // 2} {y0} {x1 + APART // 2} {y1} {x1} {y1}"
    x0 = start.x + WIDE  # in one column, or the other way round: out and back on the right
    return f"M{x0} {y0}C{x0 + APART // 2} {y0} {x1 + APART // 2} {y1} {x1} {y1}"


def _long(start: Place, end: Place, lane: int) -> str:
    x0, y0, x1, y1 = start.x, start.y + HIGH // 2, end.x + WIDE + 2, end.y + HIGH // 2
    down, up = x0 - APART, x1 + APART
    return (
        f"M{x0} {y0}C{x0 - APART // 2} {y0} {x0 - APART // 2} {lane} {down} {lane}H{up}"
        f"C{x1 + APART // 2} {lane} {x1 + APART // 2} {y1} {x1} {y1}"
    )
