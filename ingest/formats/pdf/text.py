"""Writes the text of a PDF down, block by block, and keeps where each printed line stands in it and on the page."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from corpus.model import Box, Notice, Span
from ingest.formats.pdf.begins import Frame, Placed, begins
from ingest.formats.pdf.layout import Flow
from ingest.formats.pdf.lines import Run
from ingest.formats.pdf.tables import Cell, Table
from ingest.formats.pdf.words import joint
from ingest.reading import Block, Line, Reading, Row

_NUMBER = re.compile(r"\d[\d.]*")


class Writer:
    """Grows the text of one file; call ``turn`` at the begin of each page, in order."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._boxes: list[Box] = []
        self._starts: list[int] = []
        self._tables = 0
        self._before: Placed | None = None
        self._footnote: Placed | None = None
        self._page = 0
        self._marks: Collection[str] = ()

    def turn(self, page: int, marks: Collection[str]) -> None:
        """``marks`` are the raised marks of the page's footnotes, left out of the words."""
        self._starts.append(self._length)
        self._page, self._marks = page, marks

    def flow(self, flow: Flow, frame: Frame) -> None:
        """Running text; a column never goes on with the text before it, nor is it gone on with."""
        if flow.column:
            self._before = None
        for line in flow.lines:
            placed = Placed(line, line.spelled(self._marks), frame, self._page, flow.column)
            if placed.text:
                opens = begins(self._before, placed)
                self._line(placed, opens, False)
                self._before = replace(placed, opens=opens)
        if flow.column:
            self._before = None

    def footnotes(self, lines: Sequence[Run], frame: Frame) -> None:
        """A footnote begins with its mark; one without goes on from the page before, where there is one."""
        for line in lines:
            placed = Placed(line, line.spelled(self._marks), frame, self._page)
            if placed.text:
                self._line(placed, self._footnote is None or bool(line.raised_start()), True)
                self._footnote = placed

    def table(self, table: Table) -> None:
        self._tables += 1
        self._before = None
        for row, covered in zip(table.rows, table.covered, strict=True):
            spans = []
            for place, cell in enumerate(row):
                self._write("\t" if place else "")
                spans.append(self._cell(cell, place == 0 and len(cell) > 1 and _is_cut_number(cell)))
            self._write("\n")
            self._blocks.append(Row(tuple(spans), self._tables, self._page, covered))

    def reading(self, notices: Sequence[Notice]) -> Reading:
        ends = [*self._starts[1:], self._length]
        pages = tuple(Span(start, end) for start, end in zip(self._starts, ends, strict=True))
        return Reading("".join(self._parts), tuple(self._blocks), pages, tuple(self._boxes), tuple(notices))

    def _line(self, placed: Placed, begin: bool, footnote: bool) -> None:
        span = self._printed(placed.line, placed.text)
        self._write("\n")
        self._blocks.append(Line(span, self._page, begin, placed.line.bold, footnote))

    def _cell(self, cell: Cell, glued: bool) -> Span:
        start, last = self._length, ""
        for line in cell:
            words = line.spelled(self._marks)
            if words:
                self._write(joint(last, words) if last and not glued else "")
                self._printed(line, words)
                last = words
        return Span(start, self._length)

    def _printed(self, line: Run, words: str) -> Span:
        span = self._write(words)
        self._boxes.append(Box(span, self._page, line.x0, line.y0, line.x1, line.y1))
        return span

    def _write(self, words: str) -> Span:
        start = self._length
        self._parts.append(words)
        self._length += len(words)
        return Span(start, self._length)


def _is_cut_number(cell: Cell) -> bool:
    """A number that a narrow STT column breaks: "11.1" | "0"."""
    return all(_NUMBER.fullmatch(line.spelled()) for line in cell)
