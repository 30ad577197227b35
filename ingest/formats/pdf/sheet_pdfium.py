"""A page as pdfium draws it: its characters as phrases, its paths as rules.

pdfium counts in points of the page before that is turned and cropped, y upwards; ours are points from the top left of what is
shown.
"""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Self

import pypdfium2  # type: ignore[import-untyped]

from ingest.formats.pdf import pdfium_calls as pdfium
from ingest.formats.pdf.chars import Chars, phrases, turned_lines
from ingest.formats.pdf.chars_pdfium import chars
from ingest.formats.pdf.layout import Paper
from ingest.formats.pdf.matrix import shown
from ingest.formats.pdf.page_image import PDFIUM
from ingest.formats.pdf.paths_pdfium import Drawn, drawn
from ingest.formats.pdf.sheet import Sheet
from ingest.formats.pdf.verdict import Tally, verdict

_DECIMALS = 3  # pdfium counts in single precision


class Book:
    """An open file; one that pdfium cannot open has no pages."""

    def __init__(self, path: Path) -> None:
        with PDFIUM:
            try:
                self._file = pypdfium2.PdfDocument(path)
            except pypdfium2.PdfiumError:
                self._file = pypdfium2.PdfDocument.new()
            self._count = len(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with PDFIUM:
            self._file.close()

    def __len__(self) -> int:
        return self._count

    def sheet(self, number: int) -> Sheet | None:
        """Page ``number``, from 1; ``None`` where pdfium cannot read it, or finds neither usable words nor a picture on it."""
        with PDFIUM:
            try:
                page = self._file[number - 1]
            except pypdfium2.PdfiumError:
                return None
            try:
                return _sheet(ctypes.cast(page.raw, ctypes.c_void_p).value or 0, number)
            finally:
                page.close()


def _sheet(page: int, number: int) -> Sheet | None:
    box = pdfium.page_box(page)
    place = shown(*box, pdfium.quarters_of(page))
    left, bottom, right, top = box
    width, height = round(right - left, _DECIMALS), round(top - bottom, _DECIMALS)
    paper = Paper(number, *((height, width) if pdfium.quarters_of(page) % 2 else (width, height)))
    found = drawn(page, place)
    read, whole = chars(page, found.pieces, place)
    tally = _tally(found, read, paper)
    state = verdict(tally)
    if not whole or state in ("garbled", "blank"):
        return None
    glyphs = () if state in ("garbled", "turned") else (*phrases(read, paper, found.rules), *turned_lines(read))
    return Sheet(paper, glyphs, tuple(found.rules), state, tally.pictured)


def _tally(found: Drawn, read: Chars, paper: Paper) -> Tally:
    inked = ~read.blank
    return Tally(
        int(inked.sum()),
        int((inked & read.bad).sum()),
        int((inked & ~read.level).sum()),
        int((read.letter & ~read.bad).sum()),
        found.pictures,
        found.covered / max(paper.width * paper.height, 1.0),
        found.strokes,
    )
