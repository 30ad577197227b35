"""One page as drawn: glyphs and rules in one measure, and whether its words can be used.

pdfplumber (pdfminer) opens each file, and its word stands wherever something is refused. pdfium draws the pages, at ten times
the speed; where it cannot, or makes no usable words of a page, pdfplumber draws that, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest.formats.pdf.grid import Rule
from ingest.formats.pdf.layout import Paper
from ingest.formats.pdf.lines import Glyph

Engine = Literal["pdfium", "pdfplumber"]
State = Literal["words", "scan", "garbled", "turned", "blank"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Points from the top left of what is shown. A garbled or turned page has no glyphs.

    ``state``: ``words`` to read, a ``scan`` with few or none, ``garbled`` (no Unicode), ``turned`` on its side, ``blank``;
    ``pictured`` says that a picture covers the page, under or over its words.
    """

    paper: Paper
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    state: State
    pictured: bool = False


def sheets(path: Path, most_pages: int, engine: Engine = "pdfium") -> Iterator[Sheet]:
    """The pages in order. Raises ``Refused``: ``broken_pdf``, ``encrypted_pdf``, ``too_many_pages``."""
    from ingest.formats.pdf import sheet_pdfplumber

    with ExitStack() as opened:
        book = opened.enter_context(sheet_pdfplumber.Book(path, most_pages))
        match engine:
            case "pdfium":
                from ingest.formats.pdf import sheet_pdfium

                quick = opened.enter_context(sheet_pdfium.Book(path))
                for number in range(1, len(book) + 1):
                    book.check(number)
                    yield (quick.sheet(number) if len(quick) == len(book) else None) or book.sheet(number)
            case "pdfplumber":
                yield from (book.sheet(number) for number in range(1, len(book) + 1))
