"""How the stored text of a document is laid out for reading: paragraphs, headings and table rows.

Nothing is moved or left out: the spans of the blocks, and of the cells in them, partition the text. A line end, and the blank
lines after it, belong to what stands before them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Literal

from corpus.model import Span
from ingest.extent import extent

_PIPE = re.compile(r"(?<!\\)\|")
_PIPE_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*")  # |---|:---:|
_NUMBER_COLUMN = re.compile(r"(?:số\s+)?(?:stt|tt|thứ tự)|no\.?", re.IGNORECASE)
_GROUP_NUMBER = re.compile(r"[IVXLC]{1,6}|[A-ZĐ]")
_FOOTNOTE = re.compile(r"\s*<sup>")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the outline: ``level`` 1 is the highest below the document's title, which has level 0."""

    span: Span
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or heading; ``level`` is ``None`` for running text."""

    span: Span
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One table row; a ``rule`` is a line of dashes. ``pipes`` says that ``|`` divides its cells, which then hold it."""

    span: Span
    cells: tuple[Span, ...]
    kind: Literal["header", "group", "task", "rule"] = "task"
    pipes: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that follow one another; ``labels`` are the words over the columns, empty where the table has no header."""

    rows: tuple[Row, ...]
    labels: tuple[str, ...] = ()


Block = Paragraph | Table


def blocks(text: str, paragraphs: Sequence[Span] = (), headings: Sequence[Heading] = ()) -> Iterator[Block]:
    """The blocks of a text in order. Printed lines that one of ``paragraphs`` holds together make one paragraph."""
    for is_row, run in groupby(_lines(text, _Known(text, paragraphs, headings)), key=lambda line: isinstance(line, Row)):
        if is_row:
            yield _table(text, [line for line in run if isinstance(line, Row)])
        else:
            yield from (line for line in run if isinstance(line, Paragraph))


class _Known:
    """What the outline knows of the lines: which of them one paragraph holds, and which are headings."""

    def __init__(self, text: str, paragraphs: Sequence[Span], headings: Sequence[Heading]) -> None:
        self._text = text
        self._paragraphs = sorted(paragraphs)
        self._starts = [span.start for span in self._paragraphs]
        self._headings = sorted(headings, key=lambda heading: heading.span)
        self._heading_starts = [heading.span.start for heading in self._headings]

    def joins(self, before: Span, line: Span) -> bool:
        """Whether the paragraph that is open at the end of ``before`` goes on in ``line``."""
        index = bisect_right(self._starts, line.start) - 1
        holds = index >= 0 and self._starts[index] < before.end and self._paragraphs[index].end > line.start
        return holds and not _FOOTNOTE.match(self._text, line.start)

    def level(self, line: Span) -> int | None:
        """The level of the heading that fills the line; ``None`` for a line that holds more than a heading."""
        index = bisect_right(self._heading_starts, line.end - 1) - 1
        if index < 0:
            return None
        heading = self._headings[index]
        shared = max(0, min(heading.span.end, line.end) - max(heading.span.start, line.start))
        return heading.level if shared >= 0.6 * len(self._text[line.start : line.end].strip()) else None


def _lines(text: str, known: _Known) -> Iterator[Paragraph | Row]:
    """Lines as paragraphs and rows, those of one paragraph joined."""
    waiting: Paragraph | Row | None = None
    for line in _nonblank_lines(text):
        cells, pipes = _cells(text, line)
        if isinstance(waiting, Paragraph) and not cells and known.joins(waiting.span, line):
            waiting = replace(waiting, span=Span(waiting.span.start, line.end))
            continue
        if waiting is not None:
            yield waiting
        if cells:
            waiting = Row(line, cells, "rule" if _PIPE_RULE.fullmatch(text, *line) else "task", pipes)
        else:
            waiting = Paragraph(line, known.level(line))
    if waiting is not None:
        yield waiting


def _nonblank_lines(text: str) -> Iterator[Span]:
    """Lines with their line ends; blank ones go to the line before, leading ones to the first line."""
    start = end = 0
    open_line = False
    while end < len(text):
        newline = text.find("\n", end)
        stop = len(text) if newline < 0 else newline + 1
        if text[end:stop].strip():
            if open_line:
                yield Span(start, end)
                start = end
            open_line = True
        end = stop
    if end > start:
        yield Span(start, end)


def _cells(text: str, line: Span) -> tuple[tuple[Span, ...], bool]:
    """The cells of a table row with the mark that ends each, and whether pipes divide them; no cells for running text."""
    printed = text[line.start : line.end].rstrip()
    inner = printed.lstrip("\n ")
    if "\t" in inner.strip("\n "):
        return _divided(line, [i for i, c in enumerate(printed) if c == "\t"]), False
    pipes = [match.start() for match in _PIPE.finditer(printed)]
    if inner.startswith("|") and len(pipes) >= 2:
        return _divided(line, pipes[1:-1] if printed.endswith("|") else pipes[1:]), True
    return (), False


def _divided(line: Span, dividers: Sequence[int]) -> tuple[Span, ...]:
    edges = [line.start, *(line.start + divider + 1 for divider in dividers), line.end]
    return tuple(Span(left, right) for left, right in pairwise(edges) if left < right)


def _table(text: str, rows: Sequence[Row]) -> Table:
    labels: tuple[str, ...] = ()
    kinds: list[Row] = []
    for row in rows:
        words = [] if row.kind == "rule" else [_words(text, cell) for cell in row.cells]
        if words and _NUMBER_COLUMN.fullmatch(words[0]):
            labels = labels or tuple(words)
            kinds.append(replace(row, kind="header"))
        elif _is_group(words, len(labels)):
            kinds.append(replace(row, kind="group"))
        else:
            kinds.append(row)
    return Table(tuple(kinds), labels)


def _words(text: str, cell: Span) -> str:
    return extent(text, (cell,)).text.strip("| ")


def _is_group(words: Sequence[str], columns: int) -> bool:
    """A title over the rows below it: "II | Dữ liệu, hạ tầng | | |", or one cell alone in the first column.

    ``columns`` is the width of the table, 0 where unknown: what a row lacks on its right is blank.
    """
    if max(len(words), columns) < 3 or not words or not words[0]:
        return False
    return not any(words[1:]) or (not any(words[2:]) and _GROUP_NUMBER.fullmatch(words[0].rstrip(".")) is not None)
