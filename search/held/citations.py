"""Citations (trích dẫn): where a fact stands, with the words that stand there.

``text[start:end]`` of the stored document is exactly ``quote``, for every fragment.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.model import Box, Document, Span, Task
from search.held.task_labels import task_label

__all__ = ["Citation", "Fragment", "cite", "cite_task", "task_label"]


@dataclass(frozen=True, slots=True)
class Fragment:
    """``boxes`` are (x0, y0, x1, y1) in points on ``page``; empty where the format has no pages."""

    start: int
    end: int
    page: int | None
    quote: str
    boxes: tuple[tuple[float, float, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """``label`` is how an officer would cite the place: "Phụ lục I, mục II, STT 7"."""

    document: str
    source_file: str
    label: str
    page: int | None
    section: str | None
    fragments: tuple[Fragment, ...]


def cite(document: Document, text: str, spans: Iterable[Span], label: str, section: str | None = None) -> Citation:
    """The citation of some spans of a document's text; a page that cuts a span makes two fragments of it."""
    fragments = tuple(_fragment(document, text, part) for span in spans for part in _on_pages(document, span))
    page = fragments[0].page if fragments else None
    return Citation(document.id, document.source_file, label, page, section, fragments)


def cite_task(document: Document, text: str, task: Task) -> Citation:
    return cite(document, text, task.spans, task_label(task), task.section)


def _on_pages(document: Document, span: Span) -> list[Span]:
    """The parts of a span, one a page; itself where the format has no pages."""
    cut = (Span(max(span.start, page.start), min(span.end, page.end)) for page in document.page_spans)
    return [part for part in cut if part.start < part.end] or [span]


def _fragment(document: Document, text: str, span: Span) -> Fragment:
    boxes = tuple(_corners(box) for box in document.boxes if box.span.start < span.end and span.start < box.span.end)
    return Fragment(span.start, span.end, document.page_of(span.start), text[span.start : span.end], boxes)


def _corners(box: Box) -> tuple[float, float, float, float]:
    return box.x0, box.y0, box.x1, box.y1
