"""The characters of one page as arrays, and the glyphs that they make: phrases of one look, and lines that run upwards.

One character at a time would cost more than pdfium's parsing: a page holds two thousand, and a hundred phrases.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from ingest.formats.pdf.grid import Rule
from ingest.formats.pdf.layout import Paper
from ingest.formats.pdf.lines import BLANK_GAP, RUN_GAP, Glyph
from ingest.formats.pdf.strokes import THIN

_BLANK = 0.25  # of the size: Times' own
_SAME_LINE = 0.02  # of the size
_SEEN = 1.1  # times the least gap that counts as a blank

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Chars:
    """The characters in the order of drawing, one entry of each array for each. Points from the top left of what is shown.

    ``codes`` are Unicode's, ``base`` the baselines. ``level`` and ``upright`` say how the line runs (neither: aslant), ``mark``
    that a character is drawn over the one before it, ``bad`` that it has no Unicode.
    """

    codes: NDArray[np.uint32]
    x0: Floats
    y0: Floats
    x1: Floats
    y1: Floats
    base: Floats
    size: Floats
    bold: Flags
    level: Flags
    upright: Flags
    blank: Flags
    mark: Flags
    letter: Flags
    bad: Flags


@dataclass(frozen=True, slots=True)
class _Row:
    """Level characters with their marks: ``text[cuts[i] : cuts[i + 1]]`` spells entry ``i`` of the others.

    ``look`` is one number as long as the look (size, baseline, bold) is one.
    """

    text: str
    cuts: Places
    x0: Floats
    x1: Floats
    base: Floats
    size: Floats
    bold: Flags
    blank: Flags
    look: Places


def phrases(chars: Chars, paper: Paper, rules: Sequence[Rule]) -> Iterator[Glyph]:
    """Words of one look with the blanks between them; outside tables the first by itself, as its width is asked for.

    A phrase never reaches over an upright rule: the next word stands in another cell. Blanks between phrases are left out where
    the gap shows them.
    """
    row = _row(chars, np.flatnonzero(chars.level & ~chars.bad & _is_on(chars, paper)))
    ink = np.flatnonzero(~row.blank)
    if not len(ink):
        return
    uprights = sorted(rule[1:] for rule in rules if not rule.level)
    walls = np.array(uprights, np.float64).reshape(-1, 3).T
    joined = _joined(row, ink, walls)
    _part_first_words(joined, row, ink, walls)
    first, after = ink[np.append(True, ~joined)], ink[np.append(~joined, True)] + 1
    starts = np.union1d(first, after[row.blank[np.minimum(after, len(row.blank) - 1)]])
    x1 = np.maximum.reduceat(row.x1, starts)
    kept = np.flatnonzero(~_is_seen(row, starts, x1))
    ends = np.append(starts[1:], len(row.blank))
    words = map(row.text.__getitem__, map(slice, row.cuts[starts[kept]].tolist(), row.cuts[ends[kept]].tolist()))
    measures = (row.x0[starts], x1, row.base[starts], row.size[starts], row.bold[starts])
    yield from map(Glyph, words, *(measure[kept].tolist() for measure in measures))


def turned_lines(chars: Chars) -> Iterator[Glyph]:
    """Lines that run upwards or downwards (a narrow column's header), each as one glyph; slanted ones are watermarks.

    Its middle is that of the line's box, so that it falls into the cell that it stands in.
    """
    places = np.flatnonzero(chars.upright & ~chars.bad)
    for line in np.split(places, np.flatnonzero(np.abs(np.diff(chars.x0[places])) > THIN) + 1):
        if len(line):
            x0, x1 = float(chars.x0[line].min()), float(chars.x1[line].max())
            middle = float(chars.y0[line].min() + chars.y1[line].max()) / 2
            words = f"{spelled(chars.codes[line])} "
            yield Glyph(words, x0, x1, middle + 0.3 * (x1 - x0), x1 - x0, bool(chars.bold[line[0]]))


def with_blanks(chars: Chars, after: Places, x: Floats, base: Floats) -> Chars:
    """Blanks put in, each after one of the characters, and in all but its place like that."""
    grown = {field.name: np.insert(values := getattr(chars, field.name), after + 1, values[after]) for field in fields(Chars)}
    put = after + 1 + np.arange(len(after))
    near = np.abs(base - chars.base[after]) < _SAME_LINE * chars.size[after]
    grown["base"][put] = np.where(near, chars.base[after], base)
    grown["x0"][put], grown["x1"][put] = x, x + _BLANK * chars.size[after]
    grown["codes"][put], grown["blank"][put] = ord(" "), True
    for flag in ("mark", "letter", "bad"):
        grown[flag][put] = False
    return Chars(**grown)


def spelled(codes: NDArray[np.uint32]) -> str:
    return codes.astype("<u4").tobytes().decode("utf-32-le", "replace")


def _is_on(chars: Chars, paper: Paper) -> Flags:
    """On the shown part of the page."""
    across = (-chars.size < chars.x0) & (chars.x0 < paper.width)
    shown: Flags = across & (chars.base > 0) & (chars.base < paper.height + chars.size)
    return shown


def _row(chars: Chars, kept: Places) -> _Row:
    marks = chars.mark[kept]
    marks[:1] = False
    cuts = np.flatnonzero(~marks)
    at = kept[cuts]
    x0, x1, base, size, bold = chars.x0[at], chars.x1[at], chars.base[at], chars.size[at], chars.bold[at]
    change = (base[1:] != base[:-1]) | (size[1:] != size[:-1]) | (bold[1:] != bold[:-1])
    look = np.append(0, np.cumsum(change))
    cuts = np.append(cuts, len(kept))
    blank = chars.blank[at] & (np.diff(cuts) == 1)  # a mark over a blank is ink
    return _Row(spelled(chars.codes[kept]), cuts, x0, x1, base, size, bold, blank, look)


def _joined(row: _Row, ink: Places, walls: Floats) -> Flags:
    """Whether each inked character but the first goes on with the phrase of the one before it."""
    before, here = ink[:-1], ink[1:]
    end, start, size = row.x1[before], row.x0[here], row.size[here]
    gap = start - end
    near = (-BLANK_GAP * size <= gap) & (gap <= np.where(here - before > 1, RUN_GAP, BLANK_GAP) * size)
    piece = start == row.x0[before]  # of a ligature: its letters have one place
    free = np.searchsorted(walls[0], end) == np.searchsorted(walls[0], start)
    joined: Flags = (row.look[before] == row.look[here]) & (near | piece) & free
    return joined


def _part_first_words(joined: Flags, row: _Row, ink: Places, walls: Floats) -> None:
    """Each phrase ends with its first word, unless it stands between the walls of two columns or more."""
    inner = np.flatnonzero(joined & (ink[1:] - ink[:-1] > 1))
    numbers, seconds = np.unique(np.cumsum(~joined)[inner], return_index=True)
    first = ink[np.append(True, ~joined)][numbers]
    x, y = row.x0[first, None], row.base[first, None]
    at, low, high = walls
    crossing = (low <= y) & (y <= high)
    left, right = (crossing & (at < x)).sum(axis=1), (crossing & (at > x)).sum(axis=1)
    celled = (left > 0) & (right > 0) & (left + right > 2)
    joined[inner[seconds[~celled]]] = False


def _is_seen(row: _Row, starts: Places, x1: Floats) -> Flags:
    """Blanks between two phrases of one look on one line that a reader of the places alone would put there, too."""
    seen = np.zeros(len(starts), bool)
    gap = (row.x0[starts[2:]] - x1[:-2]) / row.size[starts[2:]]
    one = row.look[starts[:-2]] == row.look[starts[2:]]
    seen[1:-1] = row.blank[starts[1:-1]] & one & (gap > _SEEN * BLANK_GAP) & (gap <= RUN_GAP)
    return seen
