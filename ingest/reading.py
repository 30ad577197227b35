"""What every format is read into, before anything is understood: text, and blocks that point into it.

A format reader (``plain``, ``word``, ``pdf``) answers one question: which words stand where, in reading order. It joins what
the line wrap cut inside one cell or one paragraph where the layout shows it, and nothing else. Running page numbers and page
furniture are left out of ``text``; footnotes are kept as lines with ``footnote=True``.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Box, Notice, Span


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line or a paragraph of running text.

    ``begins`` says whether the layout shows that a paragraph begins here: ``True``, ``False`` (it continues the line before),
    or ``None`` where the format cannot tell (plain text).
    """

    span: Span
    page: int | None = None
    begins: bool | None = None
    bold: bool = False
    footnote: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A printed table row; ``cells`` left to right, an empty cell is an empty span. ``table`` numbers the printed tables.

    A row that a page cuts comes as two rows: joining them is the business of ``ingest.tables``. A merged cell (a group row's
    title over all columns) stands once, in its leftmost column; the columns it covers are empty. A cell merged downwards stands
    once as well, in its first row; ``covered`` are the columns, empty here, over which one of a row above reaches down.
    """

    cells: tuple[Span, ...]
    table: int
    page: int | None = None
    covered: frozenset[int] = frozenset()

    @property
    def span(self) -> Span:
        return Span(self.cells[0].start, self.cells[-1].end)


Block = Line | Row


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read. ``text`` is NFC; ``pages`` partitions it (empty where the format has none).

    In ``text`` each block stands on lines of its own; the cells of a row are divided by tabs, and a line break inside a cell is
    a blank (or nothing after a hyphen or slash that ends the printed line).
    """

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Span, ...] = ()
    boxes: tuple[Box, ...] = ()
    notices: tuple[Notice, ...] = ()
