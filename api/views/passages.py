"""The JSON of the contract for what stands at a place of a paper: a task, a section, a hit of a search, each with its citation.

Apart from ``api.views.answers`` because a ranked search shows nothing else, and what answers questions takes longer to load.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from corpus.model import AgencyMention, Deadline, Document, Section, Span
from ingest.extent import extent
from search.held.citations import Citation, Fragment, cite, cite_task
from search.held.knowledge import Knowledge, Record
from search.selecting.retrieve import Found

Json = dict[str, Any]


def citation_view(citation: Citation) -> Json:
    return {
        "document": citation.document, "source_file": citation.source_file, "label": citation.label, "page": citation.page,
        "section": citation.section, "fragments": [_fragment(fragment) for fragment in citation.fragments],
    }  # fmt: skip


def task_view(record: Record, knowledge: Knowledge) -> Json:
    task = record.task
    text, document = knowledge.source(record.document.id)
    return {
        "id": task.id, "document": document.id, "source_file": document.source_file, "kind": task.kind, "annex": task.annex,
        "group": {"label": task.group.label, "title": task.group.title} if task.group else None, "stt": task.stt,
        "action": task.action,
        "content": task.content.text, "lead": [_agency(m) for m in task.lead],
        "coordinating": [_agency(m) for m in task.coordinating],
        "deliverable": task.deliverable.text if task.deliverable else None, "deadline": _deadline(task.deadline),
        "adjusted_deadline": _deadline(task.adjusted_deadline), "effective_deadline": _deadline(task.effective_deadline),
        "sources": list(task.sources), "note": task.note, "citation": citation_view(cite_task(document, text, task)),
        "cells": {role: [list(span) for span in spans] for role, spans in task.cells.items()},
    }  # fmt: skip


def section_view(section: Section, document: Document, knowledge: Knowledge) -> Json:
    text = knowledge.text(document.id)
    return {
        "document": document.id, "source_file": document.source_file, "label": section.label, "heading": section.heading,
        "level": section.level, "kind": section.kind, "text": _whole(text, section.span),
        "citation": cite_view(knowledge, document.id, (section.span,), f"Mục {section.label}", section.label),
    }  # fmt: skip


@lru_cache(maxsize=1 << 10)  # a section is found by many questions, and reading it costs more than all else of a hit
def _whole(text: str, span: Span) -> str:
    return extent(text, (span,)).text


def found_view(found: Found, knowledge: Knowledge, explained: bool = False) -> Json:
    """One hit of a search; ``explained`` with what each part of the search gave it."""
    task = task_view(found.record, knowledge) if found.record else None
    section = found.section
    return {
        "rank": found.rank, "score": round(found.score, 4), "task": task,
        "section": section_view(section, knowledge.source(found.document)[1], knowledge) if section else None,
        "text": found.text, "highlights": [list(h) for h in found.highlights],
        "citation": task["citation"] if task else _cite_running(found, knowledge),
        **({"parts": {part: round(score, 4) for part, score in found.parts.items()}} if explained else {}),
    }  # fmt: skip


def _cite_running(found: Found, knowledge: Knowledge) -> Json:
    """The citation of running text, under the heading over it."""
    heading, label = (found.section.heading, found.section.label) if found.section else ("", None)
    return cite_view(knowledge, found.document, found.spans, heading, label)


def cite_view(knowledge: Knowledge, document: str, spans: tuple[Span, ...], label: str, section: str | None = None) -> Json:
    text, header = knowledge.source(document)
    return citation_view(cite(header, text, spans, label, section))


def _agency(mention: AgencyMention) -> Json:
    return {
        "name": mention.name, "as_written": mention.as_written, "group": mention.group, "part": mention.part,
        "kind": mention.kind, "sub_unit": mention.sub_unit,
    }  # fmt: skip


def _fragment(fragment: Fragment) -> Json:
    return {
        "start": fragment.start, "end": fragment.end, "page": fragment.page, "quote": fragment.quote,
        "boxes": [list(box) for box in fragment.boxes],
    }  # fmt: skip


def _deadline(deadline: Deadline | None) -> Json | None:
    if deadline is None:
        return None
    cycle = deadline.recurrence
    return {
        "raw": deadline.raw, "kind": deadline.kind, "start": deadline.start.isoformat() if deadline.start else None,
        "due": deadline.due.isoformat() if deadline.due else None, "strict_before": deadline.strict_before,
        "recurrence": {"frequency": cycle.frequency, "days": cycle.days, "dates": cycle.dates} if cycle else None,
        "also": deadline.also, "trigger": deadline.trigger, "reporter": deadline.reporter, "inferred": list(deadline.inferred),
    }  # fmt: skip
