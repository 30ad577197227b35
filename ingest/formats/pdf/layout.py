"""What stands beside what on a page, outside tables.

Two blocks side by side (the head of a letter; "Nơi nhận" beside the signature, Nghị định 30/2020/NĐ-CP, Phụ lục I) are read
left column first. What makes them columns is a gutter that no line crosses, with two lines or more on each side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.formats.pdf.lines import Run, lines

_NARROWEST = 6.0  # points: a gutter
_CENTRE = (0.22, 0.78)  # of the page's width: where a gutter stands; a list's label is further left


@dataclass(frozen=True, slots=True)
class Flow:
    """Printed lines that are read from top to bottom; ``column`` says that another column stands beside them."""

    lines: tuple[Run, ...]
    column: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A page's size in points, and its number in the file, from 1."""

    number: int
    width: float
    height: float


def flows(drawn: Sequence[Run], paper: Paper) -> list[Flow]:
    """The lines in reading order, columns parted."""
    ordered = sorted(drawn, key=lambda run: (run.base, run.x0))
    found: list[Flow] = []
    single: list[Run] = []
    place = 0
    while place < len(ordered):
        columns = _columns(ordered, place, paper)
        if columns is None:
            single.append(ordered[place])
            place += 1
            continue
        left, right = columns
        lead = _above(single, left, right)
        found += _flow(single[: len(single) - len(lead)], False)
        found += _flow(left, True) + _flow([*lead, *right], True)
        single = []
        place += len(left) + len(right)
    return found + _flow(single, False)


def _base(run: Run) -> float:
    return run.base


def _flow(drawn: Sequence[Run], column: bool) -> list[Flow]:
    return [Flow(tuple(lines(drawn)), column)] if drawn else []


def _columns(ordered: Sequence[Run], place: int, paper: Paper) -> tuple[list[Run], list[Run]] | None:
    """The two columns that begin at ``place``; ``None`` where the run there stands alone on its line."""
    gutter = _gutter(ordered, place, paper)
    if gutter is None:
        return None
    sides: tuple[list[Run], list[Run]] = ([], [])
    paired = 0
    for run in ordered[place:]:
        narrowed = _narrowed(gutter, run)
        if narrowed is None:
            break
        gutter, side = narrowed
        sides[side].append(run)
        if any(_beside(run, other) for other in sides[1 - side][-8:]):
            paired = len(sides[0]) + len(sides[1])
    if not paired:
        return None
    below = ordered[place + paired : place + len(sides[0]) + len(sides[1])]
    dropped = below[_trailing(below, sides) :]
    left, right = [run for run in sides[0] if run not in dropped], [run for run in sides[1] if run not in dropped]
    return (left, right) if len(lines(left)) > 1 and len(lines(right)) > 1 else None


def _gutter(ordered: Sequence[Run], place: int, paper: Paper) -> tuple[float, float] | None:
    run = ordered[place]
    for other in ordered[place + 1 : place + 8]:
        if other.base - run.base > max(run.size, other.size):
            break
        if _beside(run, other):
            left, right = sorted((run, other), key=lambda one: one.x0)
            low, high = left.x1, right.x0
            if high - low >= _NARROWEST and low < _CENTRE[1] * paper.width and high > _CENTRE[0] * paper.width:
                return low, high
    return None


def _beside(one: Run, other: Run) -> bool:
    overlap = min(one.base, other.base) - max(one.base - one.size, other.base - other.size)
    return overlap > 0.3 * min(one.size, other.size) and (one.x1 < other.x0 or other.x1 < one.x0)


def _narrowed(gutter: tuple[float, float], run: Run) -> tuple[tuple[float, float], int] | None:
    """The gutter that ``run`` leaves, and its side (0 left, 1 right); ``None`` when the run crosses it."""
    low, high = gutter
    side = int(run.x0 + run.x1 > low + high)
    low, high = (low, min(high, run.x0)) if side else (max(low, run.x1), high)
    return ((low, high), side) if high - low >= _NARROWEST else None


def _trailing(after: Sequence[Run], sides: tuple[list[Run], list[Run]]) -> int:
    """How many runs below the last pair still belong to a column: close under it on the left, centred under it on the right."""
    columns = [[run for run in side if run not in after] for side in sides]
    count = 0
    for run in after:
        side = _side(run, *columns)
        if side is None or (side == 0 and not (_close(columns[0], run) or _under(columns[0], run))):
            break
        columns[side].append(run)
        count += 1
    return count


def _above(single: Sequence[Run], left: Sequence[Run], right: Sequence[Run]) -> list[Run]:
    """The last single runs that belong to the right column, which begins below them: "TM. ỦY BAN …" higher than "Nơi nhận"."""
    lead: list[Run] = []
    for run in reversed(single):
        if _side(run, left, right) != 1 or not _close([run], min([*lead, *right], key=_base)):
            break
        lead.insert(0, run)
    return lead


def _side(run: Run, left: Sequence[Run], right: Sequence[Run]) -> int | None:
    """0 left, 1 right; ``None`` where the run lies in neither column (a title below a head)."""
    edge, x0, x1 = max(other.x1 for other in left), min(other.x0 for other in right), max(other.x1 for other in right)
    if run.x1 <= x0 and run.x0 <= edge:
        return 0
    return 1 if run.x0 > edge and abs(run.x0 + run.x1 - x0 - x1) / 2 <= 0.15 * (x1 - x0) else None


def _under(column: Sequence[Run], run: Run) -> bool:
    """``run`` is centred under the column, a few lines lower: the number under a long name of the issuer."""
    x0, x1 = min(other.x0 for other in column), max(other.x1 for other in column)
    lowest = max(column, key=_base)
    centred = abs(run.x0 + run.x1 - x0 - x1) / 2 <= 0.1 * (x1 - x0) and x0 - run.size < run.x0
    return centred and run.base - lowest.base <= 4 * run.size


def _close(column: Sequence[Run], run: Run) -> bool:
    """``run`` is the next line under the column."""
    lowest = max(column, key=_base)
    return run.base - lowest.base <= 1.8 * max(run.size, lowest.size)
