"""What a page prints around its text: running numbers, what each page repeats, and footnotes."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.admission.secrecy import is_mark
from ingest.formats.pdf.grid import Rule
from ingest.formats.pdf.layout import Paper
from ingest.formats.pdf.lines import Run, lines
from ingest.grammar.landmarks import NUMBER_LINE

_MARGIN = 0.1  # of the page's height: where running numbers stand
_HEAD = 0.35  # of the page's height: where a paper begins
_NUMBER = re.compile(r"\W*(?:[Tt]rang\s*)?(?P<number>\d{1,4})(?:\s*/\s*\d{1,4})?\W*")
_SMALL = 0.93  # of the body's size: a footnote is set smaller (10 or 12 under 13 or 14)
_FOOTNOTE_MARK = re.compile(r"[\[(]?(?:\d{1,3}|\*{1,3})[\])]?")
_LEFT = 0.25  # of the page's width: that stroke begins at the left margin
_SHORT_RULE = 0.5  # of the page's width: the stroke over footnotes is shorter


def body_size(pages: Iterable[Sequence[Run]]) -> float:
    """The size in which most of the running text is set; 0 where there is none."""
    sizes: Counter[float] = Counter()
    for drawn in pages:
        for run in drawn:
            sizes[round(run.size * 2) / 2] += sum(len(glyph.text) for glyph in run.glyphs)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def without_number(drawn: Sequence[Run], paper: Paper) -> list[Run]:
    """The runs without the running page number; a number at the top or bottom edge, centred or equal to the page's own."""
    rest = list(drawn)
    for edge in (min, max):
        if rest:
            outermost = edge(rest, key=lambda run: run.base)
            row = [run for run in rest if abs(run.base - outermost.base) <= 0.5 * outermost.size]
            if _is_page_number(row, paper):
                rest = [run for run in rest if run not in row]
    return rest


def without_furniture(pages: Sequence[Sequence[Run]], papers: Sequence[Paper]) -> list[list[Run]]:
    """Leaves out what the margins print again and again (a drafter's code, a portal's mark), but never a secrecy stamp.

    Where several papers share a file, the head of each is printed again, and is none of it.
    """
    seen: Counter[tuple[str, int]] = Counter()
    for drawn, paper in zip(pages, papers, strict=True):
        seen.update({_place(run) for run in drawn if _in_margin(run, paper)})
    often = {place for place, count in seen.items() if count >= 3 and count > 0.6 * len(pages) and not is_mark(place[0])}
    heads = [_begins_paper(drawn, paper) for drawn, paper in zip(pages, papers, strict=True)]
    several = sum(heads) > 1
    return [
        [
            run
            for run in drawn
            if _place(run) not in often or not _in_margin(run, paper) or (several and head and _is_high(run, paper))
        ]
        for drawn, paper, head in zip(pages, papers, heads, strict=True)
    ]


def footnotes(drawn: Sequence[Run], rules: Sequence[Rule], paper: Paper, body: float) -> tuple[list[Run], tuple[Run, ...]]:
    """The runs above the footnotes, and the printed lines of the footnotes; ``rules`` are those outside tables.

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


def _is_page_number(row: Sequence[Run], paper: Paper) -> bool:
    match = _NUMBER.fullmatch(" ".join(run.spelled() for run in row))
    if match is None or not _in_margin(row[0], paper):
        return False
    middle = (min(run.x0 for run in row) + max(run.x1 for run in row)) / 2
    return abs(middle - paper.width / 2) <= 0.1 * paper.width or int(match["number"]) == paper.number


def _in_margin(run: Run, paper: Paper) -> bool:
    return run.base < _MARGIN * paper.height or run.y1 > (1 - _MARGIN) * paper.height


def _begins_paper(drawn: Sequence[Run], paper: Paper) -> bool:
    """Whether a number stands in the upper part of a page: "Số: 11/KH-UBND"."""
    return any(_is_high(run, paper) and NUMBER_LINE.match(run.spelled().strip()) for run in drawn)


def _is_high(run: Run, paper: Paper) -> bool:
    return run.base < _HEAD * paper.height


def _place(run: Run) -> tuple[str, int]:
    return re.sub(r"\d+", "0", run.spelled()), round(run.base / 4)


def _stroke(rules: Sequence[Rule], small: Sequence[Run], above: float, paper: Paper) -> float:
    """The y of the short stroke between the body and the small lines; infinite where there is none."""
    if not small:
        return math.inf
    short = [rule for rule in rules if rule.level and 20 < rule.high - rule.low < _SHORT_RULE * paper.width]
    left = [rule.at for rule in short if rule.low < _LEFT * paper.width and above <= rule.at <= small[-1].base]
    return max(left, default=math.inf)
