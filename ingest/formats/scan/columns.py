"""Tables ruled between their rows alone: the columns are where no row has ink."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ingest.formats.pdf.grid import Rule
from ingest.formats.scan.image import Ink

_SAME = 6.0  # points: ends of rules that are as long as one another
_SHORTEST = 200.0  # points: the width of a table
_LEAST_RULES, _LEAST_GAPS = 3, 2  # a header and a row; three columns
_LOWEST = 8.0  # points: rules nearer than this are one double rule
_NARROWEST = 4.5  # points: a little more than the blank between two words
_BLANK, _MANY = 0.7, 4  # of the rows have no ink in a gap, where there are many: a group's title runs across
_WIDE = 11.0  # points: twice the widest blank between two words of a title
_INSET = 1.5  # points beside a rule that are its own


def with_columns(rules: Sequence[Rule], ink: Ink, scale: float) -> list[Rule]:
    """The rules with those that were not drawn: the upright ones of each table that has none. ``ink`` is without the rules."""
    uprights = [rule for rule in rules if not rule.level]
    found = list(rules)
    for stack in _stacks([rule for rule in rules if rule.level]):
        top, bottom = stack[0].at, stack[-1].at
        if not any(rule.low < bottom and rule.high > top for rule in uprights):
            found += _uprights(stack, ink, scale)
    return found


def _stacks(levels: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Level rules of one length, one below the other."""
    stacks: list[list[Rule]] = []
    for rule in _chained(levels):
        if rule.high - rule.low < _SHORTEST:
            continue
        above = next((stack for stack in stacks if _is_as_long(stack[-1], rule)), None)
        if above is None:
            stacks.append([rule])
        elif rule.at - above[-1].at >= _LOWEST:
            above.append(rule)
    return (stack for stack in stacks if len(stack) >= _LEAST_RULES)


def _chained(levels: Sequence[Rule]) -> list[Rule]:
    """From top to bottom; the parts of a broken rule as one."""
    found: list[Rule] = []
    for rule in sorted(levels, key=lambda rule: (round(rule.at / _SAME), rule.low)):
        if found and abs(rule.at - found[-1].at) <= _SAME / 2 and 0 <= rule.low - found[-1].high <= _SAME:
            found[-1] = found[-1]._replace(high=rule.high)
        else:
            found.append(rule)
    return sorted(found, key=lambda rule: rule.at)


def _is_as_long(one: Rule, other: Rule) -> bool:
    return abs(one.low - other.low) <= _SAME and abs(one.high - other.high) <= _SAME


def _uprights(stack: Sequence[Rule], ink: Ink, scale: float) -> list[Rule]:
    """One at each end; in each gap, one for every row but those whose words run across. None for too few gaps for a table."""
    left, right = min(rule.low for rule in stack), max(rule.high for rule in stack)
    rows = [(above.at, below.at) for above, below in pairwise(stack)]
    blank = np.array([_blank(ink, scale, row, (left, right)) for row in rows])
    gaps = _gaps(blank.mean(axis=0), _BLANK if len(rows) >= _MANY else 1.0, _NARROWEST * scale)
    if len(gaps) < _LEAST_GAPS:
        return []
    found = [Rule(False, at, stack[0].at, stack[-1].at) for at in (left, right)]
    for row, clear in zip(rows, blank, strict=True):
        found += [Rule(False, left + middle / scale, *row) for middle in _kept(gaps, clear, _WIDE * scale)]
    return found


def _kept(gaps: Sequence[int], clear: NDArray[np.bool_], wide: float) -> list[int]:
    """The gaps that part the cells of a row: all, but for a title that runs across some and has nothing behind it."""
    inked = np.flatnonzero(~clear)
    crossed = [middle for middle in gaps if _is_crossed(inked, middle, wide / 2)]
    if not crossed:
        return list(gaps)
    start, end = _stretch(inked, crossed[0], wide)
    return [middle for middle in gaps if not start <= middle <= end] if clear[end:].all() else list(gaps)


def _is_crossed(inked: NDArray[np.intp], place: int, narrow: float) -> bool:
    """Whether there is ink at a place, or the blank there is that between two words."""
    at = int(np.searchsorted(inked, place))
    return 0 < at < len(inked) and bool(inked[at] - inked[at - 1] < narrow)


def _stretch(inked: NDArray[np.intp], place: int, wide: float) -> tuple[int, int]:
    """From where to where words run on around a place: as far as no blank is wide."""
    at = int(np.searchsorted(inked, place))
    parted = np.flatnonzero(np.diff(inked) >= wide)
    before, behind = parted[parted < at], parted[parted >= at]
    first = inked[before[-1] + 1] if len(before) else inked[0]
    last = inked[behind[0]] if len(behind) else inked[-1]
    return int(first), int(last) + 1


def _blank(ink: Ink, scale: float, row: tuple[float, float], columns: tuple[float, float]) -> NDArray[np.bool_]:
    """Which columns of pixels have no ink between two rules."""
    top, bottom = round((row[0] + _INSET) * scale), round((row[1] - _INSET) * scale)
    inked: NDArray[np.bool_] = np.any(ink[top:bottom, round(columns[0] * scale) : round(columns[1] * scale)], axis=0)
    return np.logical_not(inked)


def _gaps(share: NDArray[np.float64], wanted: float, narrowest: float) -> list[int]:
    """The runs of columns that are blank in enough rows and lie between others: where in each the most rows are."""
    changes = np.flatnonzero(np.diff((share >= wanted).astype(np.int8)))
    runs = [(start + 1, end + 1) for start, end in pairwise(changes.tolist()) if share[start + 1] >= wanted]
    return [_middle(share[start:end], start) for start, end in runs if end - start >= narrowest]


def _middle(share: NDArray[np.float64], start: int) -> int:
    best = np.flatnonzero(share == share.max())
    return start + int(best[len(best) // 2])
