"""What stands where on a page, outside tables: running numbers, footnotes, and columns side by side.

Two blocks side by side (the head of a letter; "Nơi nhận" beside the signature, Nghị định 30/2020/NĐ-CP, Phụ lục I) are read
left column first. What makes them columns is a gutter that no line crosses, with two lines or more on each side.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.pdf_grid import Rule
from ingest.pdf_lines import Run, lines

_MARGIN = 0.1  # of the page's height: where running numbers stand
_NUMBER = re.compile(r"\W*(?:[Tt]rang\s*)?(?P<number>\d{1,4})(?:\s*/\s*\d{1,4})?\W*")
_SMALL = 0.89  # of the body's size: a footnote is set smaller (10 or 12 under 13 or 14)
_FOOTNOTE_MARK = re.compile(r"[\[(]?(?:\d{1,3}|\*{1,3})[\])]?")
_SHORT_RULE = 0.5  # of the page's width: the stroke over footnotes is shorter
_NARROWEST = 6.0  # points: a gutter
_CENTRE = (0.22, 0.78)  # of the page's width: where a gutter stands; a list's label is further left


@dataclass(frozen=True, slots=True)
class Flow:
    """Printed lines that are read from top to bottom; ``column`` says that another column stands beside them."""

    lines: tuple[Run, ...]
    column: bool = False

    @property
    def top(self) -> float:
        return self.lines[0].base


@dataclass(frozen=True, slots=True)
class Paper:
    """A page's size in points, and its number in the file, from 1."""

    number: int
    width: float
    height: float


def body_size(pages: Iterable[Sequence[Run]]) -> float:
    """The size in which most of the running text is set; 0 where there is none."""
    sizes: Counter[float] = Counter()
    for drawn in pages:
        for run in drawn:
            sizes[round(run.size * 2) / 2] += len(run.glyphs)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def without_number(drawn: Sequence[Run], paper: Paper) -> list[Run]:
    """The runs without the running page number; a number at the top or bottom edge, centred or equal to the page's own."""
    rest = list(drawn)
    for edge in (min, max):
        if rest:
            outermost = edge(rest, key=_base)
            row = [run for run in rest if abs(run.base - outermost.base) <= 0.5 * outermost.size]
            if _is_page_number(row, paper):
                rest = [run for run in rest if run not in row]
    return rest


def without_furniture(pages: Sequence[Sequence[Run]], papers: Sequence[Paper]) -> list[list[Run]]:
    """Leaves out what is printed again and again in the margins (a drafter's code, a portal's stamp)."""
    seen: Counter[tuple[str, int]] = Counter()
    for drawn, paper in zip(pages, papers, strict=True):
        seen.update({_place(run) for run in drawn if _in_margin(run, paper)})
    often = {place for place, count in seen.items() if count >= 3 and count > 0.6 * len(pages)}
    return [
        [run for run in drawn if not (_in_margin(run, paper) and _place(run) in often)]
        for drawn, paper in zip(pages, papers, strict=True)
    ]


def footnotes(drawn: Sequence[Run], rules: Sequence[Rule], paper: Paper, body: float) -> tuple[list[Run], tuple[Run, ...]]:
    """The runs above the footnotes, and the printed lines of the footnotes.

    Footnotes are the small lines at the foot of the page from the first that begins with a raised mark, or from the short
    stroke above them (a footnote that goes on from the page before has no mark).
    """
    page = lines(drawn)
    foot = len(page)
    while foot and page[foot - 1].size <= _SMALL * body:
        foot -= 1
    small = page[foot:]
    stroke = _stroke(rules, small, page[foot - 1].base if foot else 0.0, paper)
    start = next(
        (i for i, line in enumerate(small) if line.base > stroke or _FOOTNOTE_MARK.fullmatch(line.raised_start())), None
    )
    if start is None:
        return list(drawn), ()
    top = small[start].base - 0.5 * small[start].size
    return [run for run in drawn if run.base < top], tuple(line for line in small[start:])


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
        found += _flow([*(run for run in lead if _side(run, left, right) == 0), *left], True)
        found += _flow([*(run for run in lead if _side(run, left, right) == 1), *right], True)
        single = []
        place += len(left) + len(right)
    return found + _flow(single, False)


def _base(run: Run) -> float:
    return run.base


def _flow(drawn: Sequence[Run], column: bool) -> list[Flow]:
    return [Flow(tuple(lines(drawn)), column)] if drawn else []


def _is_page_number(row: Sequence[Run], paper: Paper) -> bool:
    match = _NUMBER.fullmatch(" ".join(run.spelled() for run in row))
    if match is None or not _in_margin(row[0], paper):
        return False
    middle = (min(run.x0 for run in row) + max(run.x1 for run in row)) / 2
    return abs(middle - paper.width / 2) <= 0.1 * paper.width or int(match["number"]) == paper.number


def _in_margin(run: Run, paper: Paper) -> bool:
    return run.base < _MARGIN * paper.height or run.y1 > (1 - _MARGIN) * paper.height


def _place(run: Run) -> tuple[str, int]:
    return re.sub(r"\d", "0", run.spelled()), round(run.base / 4)


def _stroke(rules: Sequence[Rule], small: Sequence[Run], above: float, paper: Paper) -> float:
    """The y of the short stroke between the body and the small lines; infinite where there is none."""
    if not small:
        return float("inf")
    strokes = [
        rule.at
        for rule in rules
        if rule.level and above <= rule.at <= small[-1].base and 20 < rule.high - rule.low < _SHORT_RULE * paper.width
    ]
    return max(strokes, default=float("inf")) if above < max(strokes, default=0.0) else float("inf")


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
    """The last single runs that belong to the columns which begin below them: "TM. ỦY BAN …" set higher than "Nơi nhận"."""
    lead: list[Run] = []
    for run in reversed(single):
        if _side(run, left, right) != 1 or not _close([run], min([*lead, *right], key=_base)):
            break
        lead.insert(0, run)
    return lead


def _side(run: Run, left: Sequence[Run], right: Sequence[Run]) -> int | None:
    """0 left, 1 right; ``None`` where the run lies in neither column."""
    if run.x1 <= min(other.x0 for other in right):
        return 0
    x0, x1 = min(other.x0 for other in right), max(other.x1 for other in right)
    inside = run.x0 > max(other.x1 for other in left) and abs(run.x0 + run.x1 - x0 - x1) / 2 <= 0.15 * (x1 - x0)
    return 1 if inside else None


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
