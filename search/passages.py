"""Passages made to be found: a task row as a sentence of its named fields, a section by its paragraphs.

What is searched is made for searching; what is shown is always the original. A passage's id says where it stands, so that a hit
needs no second index: "<task id>" for a task, "<document>@<start>-<end>" for running text.
"""

from __future__ import annotations

from collections.abc import Iterator

from corpus.model import AgencyMention, Document, Field, Section, Span
from index import Passage
from ingest.extent import extent

_SHORTEST = 20  # letters; shorter pieces are list marks and labels
_HEAD_LENGTH = 300


def passages(document: Document) -> Iterator[Passage]:
    """All passages of one document: its tasks, and the running text that is no task."""
    context = f"{document.type or ''} {document.title or ''}".strip()
    yield _head(document, context)
    covered = [span for task in document.tasks for span in task.spans]
    for task in document.tasks:
        group = task.group.title if task.group else ""
        fields = [
            task.content.text,
            _labelled("Chủ trì", _names(task.lead)),
            _labelled("Phối hợp", _names(task.coordinating)),
            _labelled("Sản phẩm", _words(task.deliverable)),
            _labelled("Thời hạn", " ".join(d.raw for d in (task.deadline, task.adjusted_deadline) if d)),
            _labelled("Nguồn", "; ".join(task.sources)),
        ]
        yield Passage(task.id, document.id, " ".join(f for f in fields if f), f"{group} {context}".strip())
    for section in document.sections:
        for span in section.body:
            words = extent(document.text, (span,)).text
            if sum(c.isalpha() for c in words) >= _SHORTEST and not _inside(span, covered):
                yield Passage(
                    f"{document.id}@{span.start}-{span.end}", document.id, words, f"{section.heading} {context}".strip()
                )


def place(identifier: str) -> tuple[str, Span] | None:
    """(document id, span) of a running-text passage; ``None`` for a task's id."""
    document, at, range_ = identifier.rpartition("@")
    if not at:
        return None
    start, _, end = range_.partition("-")
    return document, Span(int(start), int(end))


def section_at(sections: tuple[Section, ...], offset: int) -> Section | None:
    """The innermost section that holds an offset."""
    holding = [section for section in sections if section.span.start <= offset < section.span.end]
    return max(holding, key=lambda section: (section.level, section.span.start), default=None)


def _head(document: Document, context: str) -> Passage:
    """The document itself, under its type, number and title; so every document has a passage."""
    title = next((section.heading_spans for section in document.sections if section.kind == "title"), ())
    span = Span(title[0].start, title[-1].end) if title else Span(0, min(len(document.text), _HEAD_LENGTH))
    words = f"{context} {document.number or ''} {document.issuer or ''}".strip() or document.source_file
    return Passage(f"{document.id}@{span.start}-{span.end}", document.id, words, "")


def _inside(span: Span, covered: list[Span]) -> bool:
    return any(other.start <= span.start < other.end for other in covered)


def _labelled(label: str, value: str) -> str:
    return f"{label}: {value}." if value else ""


def _names(mentions: tuple[AgencyMention, ...]) -> str:
    return "; ".join(mention.name for mention in mentions)


def _words(value: Field | None) -> str:
    return value.text if value else ""
