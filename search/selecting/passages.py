"""Passages made to be found: a task as a sentence of its named fields, all other text by its paragraphs.

What is searched is made for searching; what is shown is always the original. A passage's id says where it stands, so that a hit
needs no second index: "<task id>" for a task, "<document>@<start>-<end>" for running text. No paragraph of a document is left
out: what stands in no section (a head, a letter without form) and what no field of a task tells is a passage too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from corpus.model import AgencyMention, Document, Field, Section, Span, Task
from index import Passage
from ingest.extent import extent

_SHORTEST = 20  # letters; shorter pieces are list marks and labels
_LONGEST_REST = 600  # of text in no section: more is parted at a line end
_HEAD_LENGTH = 300
_TOLD_ELSEWHERE = ("title", "group")  # their headings stand in the document's own passage, in the rows of a table
_LINE = re.compile(r"[^\n]+")


def passages(document: Document) -> Iterator[Passage]:
    """All passages of one document: its tasks, and the running text that no task tells."""
    context = f"{document.type or ''} {document.title or ''}".strip()
    head = _head(document, context)
    yield head
    yield from (_of_task(task, document.id, context) for task in document.tasks)
    for span, heading in _running(document):
        words = extent(document.text, (span,)).text
        identifier = f"{document.id}@{span.start}-{span.end}"
        if _letters(words) >= _SHORTEST and identifier != head.id:
            yield Passage(identifier, document.id, words, f"{heading} {context}".strip())


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


def _of_task(task: Task, document: str, context: str) -> Passage:
    fields = [
        task.content.text,
        _labelled("Chủ trì", _names(task.lead)),
        _labelled("Phối hợp", _names(task.coordinating)),
        _labelled("Sản phẩm", _words(task.deliverable)),
        _labelled("Thời hạn", " ".join(d.raw for d in (task.deadline, task.adjusted_deadline) if d)),
        _labelled("Nguồn", "; ".join(task.sources)),
        _labelled("Ghi chú", task.note or ""),
    ]
    group = task.group.title if task.group else ""
    return Passage(task.id, document, " ".join(f for f in fields if f), f"{group} {context}".strip())


def _running(document: Document) -> Iterator[tuple[Span, str]]:
    """The text that no field of a task tells, by paragraphs and rows, with the heading over it."""
    told = _merged(span for task in document.tasks for spans in task.cells.values() for span in spans)
    taken = list(told)
    for section in document.sections:
        taken += [*section.heading_spans, *section.body]
        for span in section.body:
            for piece in _without(document.text, span, told):
                if piece == span or not _is_label(document.text, piece):
                    yield piece, section.heading
        if not section.body and section.kind not in _TOLD_ELSEWHERE:
            yield from ((span, "") for span in section.heading_spans)  # a heading right over another one
    yield from ((span, "") for span in _rest(document.text, _merged(taken)))


def _rest(text: str, taken: Sequence[Span]) -> Iterator[Span]:
    """What stands in no section: consecutive lines together, up to an empty line."""
    block: Span | None = None
    for line in _LINE.finditer(text):
        for span in _without(text, Span(line.start(), line.end()), taken):
            if block is not None and _goes_on(text, block, span):
                block = Span(block.start, span.end)
                continue
            if block is not None:
                yield block
            block = span
    if block is not None:
        yield block


def _goes_on(text: str, block: Span, span: Span) -> bool:
    between = text[block.end : span.start]
    return not between.strip() and between.count("\n") < 2 and span.end - block.start <= _LONGEST_REST


def _merged(spans: Iterable[Span]) -> list[Span]:
    """In order, none touching another."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _without(text: str, span: Span, taken: Sequence[Span]) -> Iterator[Span]:
    """The pieces of a span outside ``taken`` that hold words; ``taken`` as ``_merged`` gives it."""
    at = span.start
    for other in taken[max(bisect_right(taken, (span.start,)) - 1, 0) :]:
        if other.start >= span.end:
            break
        if at < other.start:
            yield from _stripped(text, Span(at, other.start))
        at = max(at, other.end)
    if at < span.end:
        yield from _stripped(text, Span(at, span.end))


def _stripped(text: str, span: Span) -> Iterator[Span]:
    printed = text[span.start : span.end]
    start = span.start + len(printed) - len(printed.lstrip())
    end = span.start + len(printed.rstrip())
    if start < end:
        yield Span(start, end)


def _is_label(text: str, span: Span) -> bool:
    """What is left of "- Đơn vị thực hiện: Văn phòng Sở." when its value is told."""
    return text[span.start : span.end].endswith(":")


def _letters(words: str) -> int:
    return sum(c.isalpha() for c in words)


def _labelled(label: str, value: str) -> str:
    return f"{label}: {value}." if value else ""


def _names(mentions: tuple[AgencyMention, ...]) -> str:
    return "; ".join(mention.name for mention in mentions)


def _words(value: Field | None) -> str:
    return value.text if value else ""
