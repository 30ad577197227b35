"""From ruled lines to the grid of a table: columns, bands, and which of their fields are one cell.

The outer edge of a table is taken from the ends of its rules, not from rules that are there: an office prints a row that a page
cuts without closing it, and its words must not be lost. Inside, two fields are one cell where no rule stands between them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

_NEAR = 3.0  # points: rules this close are one rule (a border drawn twice, corners drawn as dots)
_COVERS = 0.8  # of a field's side: a rule this long walls it off
_MOST_RULES = 1500  # on one page: more is a drawing


class Rule(NamedTuple):
    """A drawn line: ``at`` is its y (level) or x (upright), ``low`` and ``high`` its ends; points from the top left."""

    level: bool
    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Grid:
    """``columns`` are the x, ``bands`` the y of the edges; ``cell[band, column]`` is the (band, column) where that cell begins.

    A cell that covers several fields (merged) begins in its topmost band and leftmost column.
    """

    columns: tuple[float, ...]
    bands: tuple[float, ...]
    cell: dict[tuple[int, int], tuple[int, int]]

    @property
    def box(self) -> tuple[float, float, float, float]:
        return self.columns[0], self.bands[0], self.columns[-1], self.bands[-1]

    def touches(self, rule: Rule) -> bool:
        """Whether a level rule is one of the grid's, or stands in it."""
        x, y = (rule.low + rule.high) / 2, rule.at
        x0, y0, x1, y1 = self.box
        return x0 - _NEAR <= x <= x1 + _NEAR and y0 - _NEAR <= y <= y1 + _NEAR

    def cell_at(self, x: float, y: float) -> tuple[int, int]:
        """The cell (band, column) at a point that the grid holds."""
        column = bisect_right(self.columns, x, 1, len(self.columns) - 1) - 1
        band = bisect_right(self.bands, y, 1, len(self.bands) - 1) - 1
        return self.cell[band, column]


def grids(rules: Iterable[Rule]) -> list[Grid]:
    """The ruled tables of a page from top to bottom, one-column frames included."""
    merged = _merged(rules)
    if len(merged) > _MOST_RULES:
        return []
    found = [grid for group in _groups(merged) if (grid := _grid(group)) is not None]
    return sorted(found, key=lambda grid: (grid.bands[0], grid.columns[0]))


def aligned(grid: Grid, before: Grid | None) -> Grid:
    """``grid`` with the columns of the table that it goes on with, where its own are some of them.

    A page that holds nothing but the rest of a group row shows a single column.
    """
    if before is None or not continues(grid, before) or len(grid.columns) >= len(before.columns):
        return grid
    places = [min(range(len(before.columns)), key=lambda i: abs(before.columns[i] - x)) for x in grid.columns]
    if any(abs(before.columns[place] - x) > _NEAR for place, x in zip(places, grid.columns, strict=True)):
        return grid
    cell = {}
    for band in range(len(grid.bands) - 1):
        for column in range(len(before.columns) - 1):
            own = bisect_right(places, column) - 1
            top, left = grid.cell[band, own]
            cell[band, column] = (top, places[left])
    return Grid(before.columns, grid.bands, cell)


def continues(grid: Grid, before: Grid) -> bool:
    """Both have the same left and right edge: the second may be the rest of the first on the next page."""
    left, right = grid.columns[0] - before.columns[0], grid.columns[-1] - before.columns[-1]
    return abs(left) <= _NEAR and abs(right) <= _NEAR


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules on one line that touch become one; dots are left out."""
    found: list[Rule] = []
    for level in (True, False):
        for row in _rows([rule for rule in rules if rule.level == level]):
            found.extend(_chained(row))
    return [rule for rule in found if rule.high - rule.low > _NEAR]


def _rows(rules: Sequence[Rule]) -> list[list[Rule]]:
    rows: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if rows and rule.at - rows[-1][0].at <= _NEAR:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    return rows


def _chained(row: Sequence[Rule]) -> list[Rule]:
    at = sum(rule.at for rule in row) / len(row)
    chained: list[Rule] = []
    for rule in sorted(row, key=lambda rule: rule.low):
        if chained and rule.low <= chained[-1].high + _NEAR:
            chained[-1] = chained[-1]._replace(high=max(chained[-1].high, rule.high))
        else:
            chained.append(rule._replace(at=at))
    return chained


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules that touch, and uprights of the same extent (a row cut above and below draws nothing else)."""
    leader = list(range(len(rules)))

    def lead(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    for i, one in enumerate(rules):
        for j in range(i):
            if _belong(one, rules[j]):
                leader[lead(i)] = lead(j)
    groups: defaultdict[int, list[Rule]] = defaultdict(list)
    for i, rule in enumerate(rules):
        groups[lead(i)].append(rule)
    return list(groups.values())


def _belong(one: Rule, other: Rule) -> bool:
    if one.level != other.level:
        return one.low - _NEAR <= other.at <= one.high + _NEAR and other.low - _NEAR <= one.at <= other.high + _NEAR
    return not one.level and abs(one.low - other.low) <= _NEAR and abs(one.high - other.high) <= _NEAR


def _grid(rules: Sequence[Rule]) -> Grid | None:
    """``None`` for what rules off no field: an underline, a bracket, a letterhead's stroke."""
    levels = [rule for rule in rules if rule.level]
    uprights = [rule for rule in rules if not rule.level]
    if not uprights:
        return None
    columns = _edges([rule.at for rule in uprights], [end for rule in levels for end in (rule.low, rule.high)])
    bands = _edges([rule.at for rule in levels], [end for rule in uprights for end in (rule.low, rule.high)])
    if len(columns) < 2 or len(bands) < 2:
        return None
    return Grid(columns, bands, _cells(columns, bands, levels, uprights))


def _edges(places: Sequence[float], ends: Sequence[float]) -> tuple[float, ...]:
    """The places of the rules, and the outermost ends of the rules across them where these reach further."""
    edges = sorted(set(places))
    low, high = min(ends, default=None), max(ends, default=None)
    if low is not None and (not edges or low < edges[0] - _NEAR):
        edges.insert(0, low)
    if high is not None and high > edges[-1] + _NEAR:
        edges.append(high)
    kept: list[float] = []
    for edge in edges:
        if not kept or edge - kept[-1] > _NEAR:
            kept.append(edge)
    return tuple(kept)


def _cells(
    columns: Sequence[float], bands: Sequence[float], levels: Sequence[Rule], uprights: Sequence[Rule]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Fields in reading order join the cell on their left or above where no rule walls them off."""
    begins: dict[tuple[int, int], tuple[int, int]] = {}
    for band, (top, bottom) in enumerate(pairwise(bands)):
        for column, (left, right) in enumerate(pairwise(columns)):
            own = (band, column)
            begins[own] = own
            if band and not _walled(levels, top, left, right):
                _unite(begins, own, (band - 1, column))
            if column and not _walled(uprights, left, top, bottom):
                _unite(begins, own, (band, column - 1))
    return begins


def _walled(rules: Sequence[Rule], at: float, low: float, high: float) -> bool:
    covered = sum(max(0.0, min(rule.high, high) - max(rule.low, low)) for rule in rules if abs(rule.at - at) <= _NEAR)
    return covered >= _COVERS * (high - low)


def _unite(begins: dict[tuple[int, int], tuple[int, int]], one: tuple[int, int], other: tuple[int, int]) -> None:
    first, second = begins[one], begins[other]
    if first == second:
        return
    start = min(first, second)
    for field, begin in begins.items():
        if begin in (first, second):
            begins[field] = start
