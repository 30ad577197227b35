"""Scanned pages: pictures of paper, read by the program tesseract and laid out as pages with words are.

Nothing is corrected: what the program was not sure of stands as it read it, with a notice (``doubts``).
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]

from corpus.model import Box
from ingest.formats.pdf.sheet import Sheet
from ingest.formats.scan.doubts import doubts, quality
from ingest.formats.scan.drawing import drawn
from ingest.formats.scan.ocr import Unread, missing_tools
from ingest.formats.scan.page import ReadPage, read_page
from ingest.formats.scan.register import registered
from ingest.reading import Reading

__all__ = ["Scans", "missing_tools", "recognised"]


@dataclass(frozen=True, slots=True)
class Scans:
    """``pages`` by their number in the file; one that could not be read is left out, one without a word is no sheet."""

    pages: dict[int, ReadPage]

    @property
    def sheets(self) -> dict[int, Sheet]:
        """The pages as drawn ones, laid straight."""
        return {number: page.sheet for number, page in self.pages.items() if page.sheet.glyphs}

    def only(self, numbers: Iterable[int]) -> Scans:
        """Without the other pages."""
        kept = set(numbers)
        return Scans({number: page for number, page in self.pages.items() if number in kept})

    def settled(self, reading: Reading) -> Reading:
        """A reading of the straight pages with the boxes where the words stand on the paper, and a notice of each doubt."""
        notices = (*reading.notices, *quality(self.pages), *doubts(reading, self.pages))
        return replace(reading, boxes=tuple(map(self._back, reading.boxes)), notices=notices)

    def _back(self, box: Box) -> Box:
        if box.page not in self.sheets:
            return box
        return Box(box.span, box.page, *self.pages[box.page].placing.back(*box[2:]))


def recognised(path: Path, numbers: Sequence[int], workers: int = 0) -> Scans | None:
    """The pages with these numbers, in this order, as far as they can be read: about two seconds a page and core.

    ``workers`` pages are read side by side (0: one a core); memory holds a few pictures at a time. ``None`` where a tool is
    missing.
    """
    if missing_tools():
        return None
    side_by_side = workers or len(os.sched_getaffinity(0))
    found: dict[int, ReadPage] = {}
    running: deque[tuple[int, Future[ReadPage]]] = deque()
    with ThreadPoolExecutor(side_by_side) as pool:
        for number in numbers:
            running.append((number, pool.submit(_page, path, number)))
            if len(running) > 2 * side_by_side:
                _take(found, *running.popleft())
        for one in running:
            _take(found, *one)
    return Scans(registered(found))


def _page(path: Path, number: int) -> ReadPage:
    return read_page(drawn(path, number))


def _take(found: dict[int, ReadPage], number: int, running: Future[ReadPage]) -> None:
    try:
        found[number] = running.result()
    except (Unread, pypdfium2.PdfiumError):
        return  # the page keeps the notice that it has no words
