"""From glyphs to printed lines: what was drawn in one go, then what stands on one baseline.

A page is a heap of glyphs in the order of drawing. Drawing order is trusted inside a run (it keeps letters and their marks
together), never between runs: the two columns of a head are drawn one after the other, a table in any order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from ingest.formats.pdf.words import clean

_ASCENT, _DESCENT = 0.92, 0.24  # of the size: a box that covers Ẳ and g in the fonts that offices use
BLANK_GAP = 0.2  # of the size: a wider gap without a blank drawn in it is a blank (Times' own is 0.25)
RUN_GAP = 1.0  # of the size: a wider gap parts two runs
_WIDE_BLANK = 3.0  # of the size: blanks this wide part two runs (two columns set with blanks)
_RAISED_SIZE, _RAISED_BY = 0.8, 0.15  # a raised mark is smaller than its line, and higher by this part of the size
_EXPONENT_BASE = re.compile(r"(?<![^\W\d_])(?:[a-zA-Z]|[cdhkm]m)$|\d$")  # "đồng/m", "70 km", "10"


class Glyph(NamedTuple):
    """A drawn character, or a word or phrase of one look. Points from the top left; ``base`` is the baseline."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, self.base - 0.3 * self.size


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Glyphs drawn in one go on one baseline, without outer blanks; a printed line is a run of runs. Equal only to itself."""

    glyphs: tuple[Glyph, ...]
    x0: float
    x1: float
    base: float
    size: float

    @property
    def y0(self) -> float:
        return self.base - _ASCENT * self.size

    @property
    def y1(self) -> float:
        return self.base + _DESCENT * self.size

    @property
    def bold(self) -> bool:
        """Every letter is bold; figures and signs do not count, unless there is nothing else."""
        inked = [glyph for glyph in self.glyphs if not glyph.text.isspace()]
        letters = [glyph for glyph in inked if any(map(str.isalpha, glyph.text))]
        return all(glyph.bold for glyph in letters or inked)

    def spelled(self, marks: Container[str] = ()) -> str:
        """The words; ``marks`` are the footnote marks of the page, left out where they stand raised."""
        return clean(self.glyphs[0].text) if len(self.glyphs) == 1 else _Speller(self, marks).text()

    def raised_start(self) -> str:
        """The raised mark that the line begins with ("1", "*"); empty where it begins with a word."""
        mark = ""
        for glyph in self.glyphs:
            if glyph.text.isspace() and not mark:
                continue
            if not _is_raised(glyph, self):
                break
            mark += glyph.text.strip()
        return mark


def runs(glyphs: Iterable[Glyph]) -> list[Run]:
    """Runs in the order of drawing; one that is drawn twice (a way to print bold) counts once."""
    found: dict[tuple[str, int, int], Run] = {}
    current: list[Glyph] = []
    inked = 0.0
    for glyph in glyphs:
        if current and (_parts(current[-1], glyph) or glyph.x0 - inked > _WIDE_BLANK * glyph.size):
            _keep(found, current)
            current = []
        current.append(glyph)
        inked = inked if glyph.text.isspace() else glyph.x1
    _keep(found, current)
    return list(found.values())


def lines(drawn: Iterable[Run]) -> list[Run]:
    """The printed lines of one column or cell, from top to bottom."""
    rows: list[list[Run]] = []
    for run in sorted(drawn, key=lambda run: (run.base, run.x0)):
        if rows and _on_one_line(rows[-1], run):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [_line(row) for row in rows]


def _parts(before: Glyph, glyph: Glyph) -> bool:
    size = max(before.size, glyph.size)
    return (
        abs(glyph.base - before.base) > 0.5 * size or glyph.x0 < before.x0 - 0.3 * size or glyph.x0 > before.x1 + RUN_GAP * size
    )


def _keep(found: dict[tuple[str, int, int], Run], glyphs: Sequence[Glyph]) -> None:
    run = _run(glyphs)
    if run is not None:
        key = "".join(glyph.text for glyph in run.glyphs), round(run.x0 / 2), round(run.base / 2)
        found.setdefault(key, run)


def _run(glyphs: Sequence[Glyph]) -> Run | None:
    """``None`` for blanks alone."""
    start, end = 0, len(glyphs)
    while start < end and glyphs[start].text.isspace():
        start += 1
    while end > start and glyphs[end - 1].text.isspace():
        end -= 1
    if start == end:
        return None
    inked = _words(glyphs[start:end])
    if len(inked) == 1:
        return Run(inked, inked[0].x0, inked[0].x1, inked[0].base, inked[0].size)
    size = _most(inked, lambda glyph: glyph.size)
    base = _most([glyph for glyph in inked if glyph.size == size], lambda glyph: glyph.base)
    return Run(inked, min(glyph.x0 for glyph in inked), max(glyph.x1 for glyph in inked), base, size)


def _words(glyphs: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """Letters of one look that stand close become one glyph: a fifth of the memory."""
    words: list[Glyph] = []
    for glyph in glyphs:
        before = words[-1] if words else None
        if before is not None and _is_next_letter(before, glyph):
            words[-1] = before._replace(text=before.text + glyph.text, x1=max(before.x1, glyph.x1))
        else:
            words.append(glyph)
    return tuple(words)


def _is_next_letter(before: Glyph, glyph: Glyph) -> bool:
    return (
        before[3:] == glyph[3:]
        and not (before.text.isspace() or glyph.text.isspace())
        and abs(glyph.x0 - before.x1) <= BLANK_GAP * glyph.size
    )


def _most(glyphs: Sequence[Glyph], measure: Callable[[Glyph], float]) -> float:
    """The commonest size or baseline, by characters."""
    measures = [measure(glyph) for glyph in glyphs]
    if measures.count(measures[0]) == len(measures):
        return measures[0]
    counts: Counter[float] = Counter()
    for glyph, measured in zip(glyphs, measures, strict=True):
        counts[measured] += len(glyph.text)
    return counts.most_common(1)[0][0]


def _on_one_line(row: Sequence[Run], run: Run) -> bool:
    tallest = max(row, key=lambda other: other.size)
    return abs(run.base - tallest.base) <= 0.5 * max(run.size, tallest.size)


def _line(row: Sequence[Run]) -> Run:
    if len(row) == 1:
        return row[0]
    ordered = sorted(row, key=lambda run: run.x0)
    glyphs = [glyph for run in ordered for glyph in run.glyphs]
    if any(right.x0 < left.x1 - 0.3 * left.size for left, right in pairwise(ordered)):
        glyphs.sort(key=lambda glyph: glyph.x0)
    line = _run(glyphs)
    assert line is not None  # runs hold ink
    return line


def _is_raised(glyph: Glyph, line: Run) -> bool:
    return glyph.size <= _RAISED_SIZE * line.size and glyph.base <= line.base - _RAISED_BY * line.size


class _Speller:
    """Writes one printed line down, glyph by glyph; a raised group is a footnote mark, an exponent, or neither."""

    def __init__(self, line: Run, marks: Container[str]) -> None:
        self.line, self.marks = line, marks
        self.words: list[str] = []

    def text(self) -> str:
        if not any(_is_raised(glyph, self.line) for glyph in self.line.glyphs):
            return self._plain()
        raised: list[str] = []
        before: Glyph | None = None
        for glyph in self.line.glyphs:
            if _is_raised(glyph, self.line) and not (glyph.text.isspace() and not raised):
                raised.append(glyph.text)
            else:
                self._raised(raised)
                raised = []
                self._blank(before, glyph)
                self.words.append(glyph.text)
            before = glyph
        self._raised(raised)
        return clean("".join(self.words))

    def _plain(self) -> str:
        """Without any raised glyph, as nearly every line is."""
        before: Glyph | None = None
        for glyph in self.line.glyphs:
            self._blank(before, glyph)
            self.words.append(glyph.text)
            before = glyph
        return clean("".join(self.words))

    def _blank(self, before: Glyph | None, glyph: Glyph) -> None:
        if before is not None and glyph.x0 - before.x1 > BLANK_GAP * max(before.size, glyph.size):
            self.words.append(" ")

    def _raised(self, group: Sequence[str]) -> None:
        """ "Nguyên¹, UBND" loses its mark, "170 m³/s" keeps its figure, any other is set apart from the word before."""
        mark = "".join(group).strip()
        if not mark:
            self.words.extend(group)
            return
        words = "".join(self.words)
        exponent = bool(_EXPONENT_BASE.search(words))
        if mark in self.marks and (words[-1:].isdigit() or not exponent):
            self.words.extend(group[-1:] if group[-1].isspace() else ())
            return
        if words[-1:].isalpha() and not exponent and mark.isdigit():
            self.words.append(" ")
        self.words.extend(group)
