"""A page of the original as the web page shows it: the picture, the cited words marked on it, the pages before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from api import page_cache
from api.pages.marked_text import MARK_ID
from api.telling import wording
from api.telling.wording import Link
from corpus.errors import InputError
from corpus.model import Box, Document, Span
from ingest.formats.pdf import page_image

_ROOM = 1.0  # points of a mark around its words


class Mark(NamedTuple):
    """A rectangle over printed words, in points from the top left corner of the page."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PagePicture:
    """``width`` and ``height`` are the page's in points; ``trouble`` says why there is no picture, else it is empty.

    ``others`` are the other pages that hold cited words; the page fills the window at ``alone`` and stands with the text at
    ``beside``.
    """

    number: int
    pages: int
    image: str
    words: str
    width: float
    height: float
    marks: tuple[Mark, ...]
    trouble: str
    before: Link | None
    after: Link | None
    others: tuple[Link, ...]
    alone: str
    beside: str


def picture_beside(document: Document, original: Path, spans: Sequence[Span], asked: int | None) -> PagePicture | None:
    """The asked page, else the first cited one, else the first; ``None`` where the original has no pages."""
    if not page_cache.is_paged(original) or not document.last_page:
        return None
    return _picture(document, original, spans, asked, lambda page: beside_address(document, page, spans))


def picture_alone(document: Document, original: Path, spans: Sequence[Span], asked: int) -> PagePicture:
    """The page for a window of its own: its neighbours open there too."""
    return _picture(document, original, spans, asked, lambda page: alone_address(document, page, spans))


def beside_address(document: Document, page: int, spans: Iterable[Span] = ()) -> str:
    """The document's page with a page of the original beside the words that stand on it."""
    held = document.page_spans[page - 1]
    target = f"trang-{page}" if held.start < held.end else "toan-van"
    return f"/documents/{quote(document.id)}?{_cite(spans, '&')}trang={page}#{target}"


def alone_address(document: Document, page: int, spans: Iterable[Span] = ()) -> str:
    """A page of the original by itself, opened at the words that are cited on it."""
    address = f"/documents/{quote(document.id)}/pages/{page}"
    cited = _cite(spans)
    return f"{address}?{cited}#{MARK_ID}" if cited else address


def _cite(spans: Iterable[Span], end: str = "") -> str:
    cited = ",".join(f"{span.start}-{span.end}" for span in spans)
    return f"cite={cited}{end}" if cited else ""


def _picture(
    document: Document, original: Path, spans: Sequence[Span], asked: int | None, address: Callable[[int], str]
) -> PagePicture:
    cited = [box for box in document.boxes if any(box.span.start < span.end and span.start < box.span.end for span in spans)]
    on = sorted({box.page for box in cited})
    first = next((page for page, span in enumerate(document.page_spans, start=1) if span.start >= 0), 1)
    number = min(max(1, asked or (on[0] if on else first)), document.last_page)
    width, height, trouble = _size(original, number)
    marks = tuple(_marks([box for box in cited if box.page == number], width, height))
    return PagePicture(
        number,
        document.last_page,
        f"/api/documents/{quote(document.id)}/pages/{number}.png",
        _words(document, number, bool(marks)),
        round(width, 1),
        round(height, 1),
        marks,
        trouble,
        Link(f"Trang {number - 1}", address(number - 1)) if number > 1 else None,
        Link(f"Trang {number + 1}", address(number + 1)) if number < document.last_page else None,
        tuple(Link(f"trang {page}", address(page)) for page in on if page != number),
        alone_address(document, number, spans),
        beside_address(document, number, spans),
    )


def _size(original: Path, number: int) -> tuple[float, float, str]:
    """Width and height of a page; 0 and the reason where it cannot be drawn."""
    try:
        return *page_image.size(original, number), ""
    except InputError as reason:
        return 0, 0, str(reason)


def _marks(boxes: Iterable[Box], width: float, height: float) -> Iterator[Mark]:
    """The boxes with a little room, inside the page."""
    for box in boxes:
        x0, y0 = max(0.0, box.x0 - _ROOM), max(0.0, box.y0 - _ROOM)
        x1, y1 = min(width, box.x1 + _ROOM), min(height, box.y1 + _ROOM)
        if x0 < x1 and y0 < y1:
            yield Mark(round(x0, 1), round(y0, 1), round(x1 - x0, 1), round(y1 - y0, 1))


def _words(document: Document, number: int, marked: bool) -> str:
    """What the picture shows, for who does not see it."""
    told = f"Ảnh trang {number} trong bản gốc của {wording.document_name(document)}"
    return f"{told}, chỗ trích được tô vàng" if marked else told
