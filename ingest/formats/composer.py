"""Writes a reading block by block: each block on lines of its own, the cells of a row divided by tabs."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Notice, Span
from ingest.reading import Block, Line, Reading, Row


class Composer:
    """Holds the text so far; the words that come in are clean (NFC, single blanks, no breaks)."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []

    def line(self, text: str, *, bold: bool = False, begins: bool | None = True, footnote: bool = False) -> None:
        """A paragraph, or one printed line of it; nothing where it has no words."""
        if text:
            span = Span(self._length, self._length + len(text))
            self._add(text, Line(span, begins=begins, bold=bold, footnote=footnote))

    def row(self, texts: Sequence[str], table: int, covered: frozenset[int] = frozenset()) -> tuple[Span, ...]:
        """A table row and the spans of its cells; a row without any words is padding and left out (no spans).

        ``covered`` are the columns over which a cell of a row above reaches down.
        """
        if not any(texts):
            return ()
        spans: list[Span] = []
        start = self._length
        for text in texts:
            spans.append(Span(start, start + len(text)))
            start += len(text) + 1
        self._add("\t".join(texts), Row(tuple(spans), table, covered=covered))
        return tuple(spans)

    def reading(self, notices: Sequence[Notice] = ()) -> Reading:
        return Reading("".join(self._text), tuple(self._blocks), notices=tuple(notices))

    def _add(self, text: str, block: Block) -> None:
        self._text.append(text + "\n")
        self._length += len(text) + 1
        self._blocks.append(block)
