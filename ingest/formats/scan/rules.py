"""Ruled lines in a picture: long thin runs of ink, traced from row to row and from column to column.

A rule that is not quite level climbs a pixel every few hundred, so that it comes as a stair of runs: runs of neighbouring rows
that lie over one another are one rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.formats.pdf.grid import Rule
from ingest.formats.scan.image import Grey, Ink

_LEVEL, _UPRIGHT = 24.0, 13.0  # points: the shortest; a letter of a title is 11 high
_SURE_LEVEL, _SURE_UPRIGHT = 100.0, 40.0  # points: the feet of bold letters run into one another, but not this far
_GAP = 1.2  # points: a break in the ink, or a speck of paper
_FILLED = 0.8  # of a run is ink
_THICKEST = 3.6  # points: more is a bar, a picture, the shadow of the paper's edge
_STEEPEST = 0.012  # of its length: a rule of a page that was laid straight climbs no further
_EDGE = 2.0  # points: what runs along the picture's edge is the edge of the paper
_BESIDE = 1.0  # points: how near to a rule the paper is asked for
_CLEAR = 0.1  # of the paper beside a stroke may bear ink
_TOUCHES, _MEETS = 1.5, 5.0  # points: the end of a rule is on another one; is meant to be, where both are rules


class Run(NamedTuple):
    """Ink from ``start`` to ``end`` (exclusive) in one row (or column) of the picture, in pixels."""

    row: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Traced:
    """A rule in points with the runs that it is made of, in pixels."""

    rule: Rule
    runs: tuple[Run, ...]


def traced(ink: Ink, scale: float) -> list[Traced]:
    """The rules of a straight page; their ends stand on the rules that they meet.

    A short level run is a rule where it stands alone on clear paper (the stroke under a head), a short upright one where it
    runs from rule to rule, or from one into clear paper (a row that the page cuts): else it is a part of letters.
    """
    across = np.ascontiguousarray(ink.T)
    levels = [found for found in _candidates(ink, scale, True) if _is_sure(found.rule) or _is_clear(found, ink, scale)]
    met = [found.rule for found in levels]
    uprights = [
        found
        for found in _candidates(across, scale, False)
        if _is_sure(found.rule) or _touching(found.rule, met) + _is_clear(found, across, scale) > 1
    ]
    rules = [found.rule for found in (*levels, *uprights)]
    return [Traced(_ended(found.rule, rules), found.runs) for found in (*levels, *uprights)]


def erased(grey: Grey, rules: Sequence[Traced]) -> Grey:
    """The picture without the rules and the pixel of shadow on both their sides."""
    clean = grey.copy()
    for level in (True, False):
        view = clean if level else clean.T
        for found in rules:
            if found.rule.level == level:
                for row, start, end in found.runs:
                    view[max(0, row - 2) : row + 3, start:end] = 255
    return clean


def _candidates(ink: Ink, scale: float, level: bool) -> Iterator[Traced]:
    shortest = (_LEVEL if level else _UPRIGHT) * scale
    edge = _EDGE * scale
    runs = [run for run in long_runs(ink, shortest, round(_GAP * scale)) if edge <= run.row < ink.shape[0] - edge]
    for group in stairs(runs, round(_GAP * scale)):
        if _is_thin(group, scale):
            yield Traced(_rule(group, scale, level), tuple(group))


def _is_sure(rule: Rule) -> bool:
    return rule.high - rule.low >= (_SURE_LEVEL if rule.level else _SURE_UPRIGHT)


def _touching(rule: Rule, others: Sequence[Rule]) -> int:
    """How many of its ends stand on rules that run across."""
    return sum(_met(rule, end, others, _TOUCHES) is not None for end in (rule.low, rule.high))


def _met(rule: Rule, end: float, others: Sequence[Rule], near: float) -> float | None:
    """Where the rule across stands that ``end`` is nearest to."""
    met = [
        other.at
        for other in others
        if other.level != rule.level and abs(other.at - end) <= near and other.low - near <= rule.at <= other.high + near
    ]
    return min(met, key=lambda at: abs(at - end), default=None)


def _ended(rule: Rule, others: Sequence[Rule]) -> Rule:
    low, high = _met(rule, rule.low, others, _MEETS), _met(rule, rule.high, others, _MEETS)
    return rule._replace(low=rule.low if low is None else low, high=rule.high if high is None else high)


def _is_clear(found: Traced, ink: Ink, scale: float) -> bool:
    rows, beside = [run.row for run in found.runs], round(_BESIDE * scale)
    start, end = min(run.start for run in found.runs), max(run.end for run in found.runs)
    above, below = max(min(rows) - beside, 0), min(max(rows) + beside, len(ink) - 1)
    return bool(max(ink[above, start:end].mean(), ink[below, start:end].mean()) <= _CLEAR)


def long_runs(ink: Ink, shortest: float, gap: int) -> list[Run]:
    """Runs of ink with small gaps, ``shortest`` pixels and more, in the order of rows."""
    padded = np.zeros((ink.shape[0], ink.shape[1] + 2), np.int8)
    padded[:, 1:-1] = ink
    changes = np.diff(padded, axis=1)
    rows, starts = np.nonzero(changes == 1)
    ends = np.nonzero(changes == -1)[1]
    if not len(rows):
        return []
    parted = np.flatnonzero((np.diff(rows) > 0) | (starts[1:] - ends[:-1] > gap)) + 1
    firsts, lasts = np.concatenate(([0], parted)), np.concatenate((parted - 1, [len(rows) - 1]))
    filled = np.add.reduceat(ends - starts, firsts)
    lengths: NDArray[np.int64] = ends[lasts] - starts[firsts]
    long = (lengths >= shortest) & (filled >= _FILLED * lengths)
    found = zip(rows[firsts][long], starts[firsts][long], ends[lasts][long], strict=True)
    return [Run(int(row), int(start), int(end)) for row, start, end in found]


def stairs(runs: Sequence[Run], gap: int) -> Iterator[list[Run]]:
    """Runs that lie over one another in neighbouring rows, together."""
    leader = list(range(len(runs)))

    def lead(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    recent: list[int] = []
    for i, run in enumerate(runs):
        recent = [j for j in recent if run.row - runs[j].row <= 2]
        for j in recent:
            if run.start <= runs[j].end + gap and runs[j].start <= run.end + gap:
                leader[lead(i)] = lead(j)
        recent.append(i)
    groups: dict[int, list[Run]] = {}
    for i, run in enumerate(runs):
        groups.setdefault(lead(i), []).append(run)
    yield from groups.values()


def _is_thin(runs: Sequence[Run], scale: float) -> bool:
    length = max(run.end for run in runs) - min(run.start for run in runs)
    thickness = sum(run.end - run.start for run in runs) / length
    spread = max(run.row for run in runs) - min(run.row for run in runs)
    return thickness <= _THICKEST * scale and spread <= _THICKEST * scale + _STEEPEST * length


def _rule(runs: Sequence[Run], scale: float, level: bool) -> Rule:
    weights = [run.end - run.start for run in runs]
    at = sum((run.row + 0.5) * weight for run, weight in zip(runs, weights, strict=True)) / sum(weights)
    return Rule(level, at / scale, min(run.start for run in runs) / scale, max(run.end for run in runs) / scale)
