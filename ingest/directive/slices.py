"""Several papers in one file (scanned together, an archive of letters pasted into one): each read as a file of its own.

The cut is where the outline sees another head with its own number or day. What an act attaches (its plan, behind its
signature) is no paper of its own: it has no number, and stays with the act that issues it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.model import Notice, Span
from ingest.paper.paragraphs import Paragraph
from ingest.paper.parts import Part
from ingest.reading import Block, Line, Reading, Row

ELSEWHERE = Span(-1, -1)  # a page of the file that holds nothing of this paper


def openings(parts: Sequence[Part]) -> tuple[int, ...]:
    """Where each further document begins in the text, in order."""
    return tuple(start for part in parts if part.kind == "document" and (start := _first(part)) is not None)


def cut(reading: Reading, starts: Sequence[int]) -> Iterator[Reading]:
    """The reading of each paper: its text from offset 0, pages under the numbers that they have in the file."""
    ends = (*starts, len(reading.text))
    for number, (start, end) in enumerate(zip((0, *starts), ends, strict=True)):
        yield Reading(
            reading.text[start:end],
            tuple(_moved(block, start) for block in reading.blocks if start <= block.span.start < end),
            _pages(reading.pages, start, end),
            tuple(
                box._replace(span=_shifted(box.span, start))
                for box in reading.boxes
                if start <= box.span.start and box.span.end <= end
            ),
            tuple(_notices(reading.notices, start, end, first=number == 0)),
        )


def _first(part: Part) -> int | None:
    pieces = [*part.heading, *(piece.extent for piece in part.flow if isinstance(piece, Paragraph))]
    return min((span.start for piece in pieces for span in piece.spans()), default=None)


def _moved(block: Block, start: int) -> Block:
    match block:
        case Line():
            return replace(block, span=_shifted(block.span, start))
        case Row():
            return replace(block, cells=tuple(_shifted(cell, start) for cell in block.cells))


def _shifted(span: Span, start: int) -> Span:
    return Span(span.start - start, span.end - start)


def _pages(pages: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """Pages up to the last one of the paper; those before its first hold nothing of it."""
    kept = [Span(max(page.start, start) - start, min(page.end, end) - start) for page in pages if page.start < end]
    return tuple(page if page.start < page.end else ELSEWHERE for page in kept)


def _notices(notices: Sequence[Notice], start: int, end: int, *, first: bool) -> Iterator[Notice]:
    """What the reader told of this part of the text; what it told of no place stays with the first paper."""
    for notice in notices:
        inside = tuple(_shifted(span, start) for span in notice.spans if start <= span.start and span.end <= end)
        if inside or (first and not notice.spans):
            yield replace(notice, spans=inside)
