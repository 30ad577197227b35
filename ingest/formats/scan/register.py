"""Scanned pages moved sideways so that a table stands where it stood: each sheet of paper lay elsewhere on the glass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.formats.pdf.grid import Rule, grids
from ingest.formats.scan.page import ReadPage

_SAME_WIDTH = 0.02  # of a table's width: the same table on the next sheet

_Edges = tuple[float, float]


def registered(pages: dict[int, ReadPage]) -> dict[int, ReadPage]:
    """The pages in their order; the first table of each below the last table of the page before, where they are as wide."""
    before: _Edges | None = None
    found = {}
    for number, page in pages.items():
        edges = _edges(page.sheet.rules)
        if edges:
            by = _apart(edges[0], before)
            found[number] = _moved(page, by)
            before = edges[-1][0] + by, edges[-1][1] + by
        else:
            found[number] = page
    return found


def _edges(rules: Sequence[Rule]) -> list[_Edges]:
    """The left and right edge of each table."""
    return [(grid.columns[0], grid.columns[-1]) for grid in grids(rules) if len(grid.columns) > 2]


def _apart(edges: _Edges, before: _Edges | None) -> float:
    if before is None:
        return 0.0
    wide, was = edges[1] - edges[0], before[1] - before[0]
    return (sum(before) - sum(edges)) / 2 if abs(wide - was) <= _SAME_WIDTH * was else 0.0


def _moved(page: ReadPage, by: float) -> ReadPage:
    sheet = replace(
        page.sheet,
        glyphs=tuple(glyph._replace(x0=glyph.x0 + by, x1=glyph.x1 + by) for glyph in page.sheet.glyphs),
        rules=tuple(_moved_rule(rule, by) for rule in page.sheet.rules),
    )
    placing = replace(page.placing, shift=page.placing.shift + by)
    return replace(page, sheet=sheet, placing=placing, seen=tuple(replace(word, x=word.x + by) for word in page.seen))


def _moved_rule(rule: Rule, by: float) -> Rule:
    return rule._replace(low=rule.low + by, high=rule.high + by) if rule.level else rule._replace(at=rule.at + by)
