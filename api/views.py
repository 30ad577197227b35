"""The JSON of the contract: plain dictionaries from the answers. The command line and HTTP print the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from functools import lru_cache
from typing import Any

from api.chips import Part, parts
from api.due_words import due_words
from api.filters import NEUTRAL, Corrections, filters_of, pairs
from corpus.model import AgencyMention, Deadline, Document, Notice, Section, Span, Task
from ingest.extent import extent
from search.answer import Answer, Held
from search.citations import Citation, cite, cite_task
from search.due import due
from search.knowledge import Knowledge, Record
from search.lineage import held_under
from search.query import Match, Selection
from search.question import Question
from search.retrieve import Found

Json = dict[str, Any]
_COPY_HEAD = 200  # characters that show which paper a copy is


def citation_view(citation: Citation) -> Json:
    fragments = [_flat(fragment) | {"boxes": [list(box) for box in fragment.boxes]} for fragment in citation.fragments]
    return _flat(citation) | {"fragments": fragments}


def _flat(value: Any) -> Json:
    """The fields of a dataclass as they are; ``asdict`` copies everything below, which was most of the time of an answer."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def document_view(document: Document, knowledge: Knowledge, tasks: int) -> Json:
    """A document's head; its sections, tasks and references are lists of their own."""
    signer = document.signer
    return {
        "id": document.id, "number": document.number, "number_evidence": document.number_evidence, "type": document.type,
        "title": document.title, "issuer": document.issuer, "place": document.place,
        "date": document.date.isoformat() if document.date else None, "date_precision": document.date_precision,
        "signer": {"name": signer.name, "role": signer.role, "authority": signer.authority} if signer else None,
        "recipients": list(document.recipients), "source_file": document.source_file, "pages": document.pages, "tasks": tasks,
        "narrative": knowledge.counts[document.id][1],
        "warnings": [notice_view(notice, document.id, knowledge) for notice in document.warnings],
    }  # fmt: skip


def notice_view(notice: Notice, document: str, knowledge: Knowledge) -> Json:
    citation = _cite(knowledge, document, notice.spans, notice.message) if notice.spans else None
    return {"code": notice.code, "message": notice.message, "citation": citation}


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


def match_view(match: Match, knowledge: Knowledge, today: date | None = None) -> Json:
    """A task with why it is listed, and where the day is known how its deadline stands on it."""
    view = task_view(match.record, knowledge)
    if today is not None:
        view["due"] = _due_view(match.record.task, today)
    reason = match.reach
    if reason is not None:
        view["because"] = because(reason.because, reason.phrase)
        view |= {"role": reason.role, "rule": reason.rule, "certain": reason.certain, "confidence": reason.confidence}
    return view


def _due_view(task: Task, today: date) -> Json:
    state = due(task, today)
    day = state.day.isoformat() if state.day else None
    return {"state": state.state, "day": day, "days": state.days, "words": due_words(state, task)}


def selection_view(selection: Selection, page: Sequence[Match], knowledge: Knowledge, today: date) -> Json:
    """A page of ``selection.all``: the tasks that fit, behind them the duties of running text that are listed apart."""
    apart = {match.record.task.id for match in selection.narrative}
    tasks: list[Json] = []
    narrative: list[Json] = []
    for match in page:
        (narrative if match.record.task.id in apart else tasks).append(match_view(match, knowledge, today))
    total = len(selection.certain) + len(selection.possible)
    return {"total": total, "tasks": tasks, "narrative_total": len(apart), "narrative_tasks": narrative}


def because(kind: str, phrase: str | None) -> str:
    return f"{kind}: {phrase}" if kind == "via_group" and phrase else kind


def section_view(section: Section, document: Document, knowledge: Knowledge) -> Json:
    text = knowledge.text(document.id)
    return {
        "document": document.id, "source_file": document.source_file, "label": section.label, "heading": section.heading,
        "level": section.level, "kind": section.kind, "text": _whole(text, section.span),
        "citation": _cite(knowledge, document.id, (section.span,), f"Mục {section.label}", section.label),
    }  # fmt: skip


@lru_cache(maxsize=1 << 10)  # a section is found by many questions, and reading it costs more than all else of a hit
def _whole(text: str, span: Span) -> str:
    return extent(text, (span,)).text


def found_view(found: Found, knowledge: Knowledge, explained: bool = False) -> Json:
    """One hit of a search; ``explained`` with what each part of the search gave it."""
    label = found.section.heading if found.section else ""
    if found.record is not None:
        text, document = knowledge.source(found.document)
        citation = citation_view(cite_task(document, text, found.record.task))
    else:
        citation = _cite(knowledge, found.document, found.spans, label, found.section.label if found.section else None)
    return {
        "rank": found.rank, "score": round(found.score, 4),
        "task": task_view(found.record, knowledge) if found.record else None,
        "section": section_view(found.section, knowledge.by_id[found.document], knowledge) if found.section else None,
        "text": found.text, "highlights": [list(h) for h in found.highlights], "citation": citation,
        **({"parts": {part: round(score, 4) for part, score in found.parts.items()}} if explained else {}),
    }  # fmt: skip


def answer_view(answer: Answer, knowledge: Knowledge, took_ms: float) -> Json:
    """The body of ``/api/ask``."""
    counts = {document.id: 0 for document in knowledge.documents}
    for record in knowledge.records:
        counts[record.document.id] += record.task.kind != "narrative"
    today = answer.question.query.at
    tasks = [match_view(match, knowledge, today) for match in answer.tasks]
    documents = [_held_view(held, knowledge, counts) for held in answer.documents]
    passages = [found_view(found, knowledge) for found in answer.passages]
    citations = [item["citation"] for item in (*tasks, *passages)] + [c for d in documents for c in d["evidence"]]
    return {
        "question": answer.question.text,
        "understood": understood_view(answer.question, knowledge),
        "answer": {
            "kind": answer.kind, "text": answer.text, "count": answer.count, "tasks": tasks,
            "possible_tasks": [match_view(match, knowledge, today) for match in answer.possible],
            "narrative_tasks": [match_view(match, knowledge, today) for match in answer.narrative], "documents": documents,
            "sections": [section_view(section, document, knowledge) for document, section in answer.sections],
            "numbers": list(answer.numbers), "value": answer.value, "passages": passages, "near": list(answer.near),
            "copies": [_copy_view(document, knowledge) for document in answer.copies],
        },
        "complete": answer.complete,
        "searched": answer.searched,
        "citations": _unique(citations),
        "took_ms": round(took_ms, 1),
    }  # fmt: skip


def _copy_view(document: Document, knowledge: Knowledge) -> Json:
    """A further file of a paper that answers, with where it begins."""
    text, header = knowledge.source(document.id)
    citation = citation_view(cite(header, text, (Span(0, min(len(text), _COPY_HEAD)),), "Bản khác"))
    return {
        "document": document.id,
        "source_file": document.source_file,
        "of": knowledge.copies[document.id],
        "citation": citation,
    }


def understood_view(question: Question, knowledge: Knowledge) -> Json:
    """``filters`` are parameters of ``/api/tasks``; ``parts`` say the same for people, each with what undoes or changes it."""
    filters: Json = {}
    for name, value in pairs(filters_of(question.query, knowledge)):
        many = isinstance(getattr(NEUTRAL, name), tuple) or name in ("role", "by", "state")
        filters.setdefault(name, []).extend(value.split(",") if name in ("role", "by", "state") else [value])
        if not many:
            filters[name] = value == "true" if isinstance(getattr(NEUTRAL, name), bool) else value
    return {
        "intent": question.intent, "language": question.language, "restored": question.restored or question.text,
        "filters": filters,
        "text": question.words, "relation": question.relation, "unknown": [u.written for u in question.unknown],
        "parts": [_part_view(part) for part in parts(question, knowledge)],
    }  # fmt: skip


def _part_view(part: Part) -> Json:
    choices = [{"value": words, "with": _plain(changed)} for words, changed in part.choices]
    without = None if part.without is None else _plain(part.without)
    return {"part": part.name, "label": part.label, "value": part.value, "without": without, "choices": choices}


def _plain(corrections: Corrections) -> dict[str, list[str]]:
    """As parameters of ``/api/ask``: an empty value takes a filter away."""
    return {name: list(values) or [""] for name, values in corrections.items()}


def whole_document_view(document: Document, knowledge: Knowledge) -> Json:
    """A document with its sections, tasks (those of running text last, not among the counted ones) and references."""
    references = [
        {
            "number": r.number, "relation": r.relation, "type": r.type, "date": r.date.isoformat() if r.date else None,
            "issuer": r.issuer, "held": [d.id for d in held_under(knowledge, document.id, (r,))],
            "citation": _cite(knowledge, document.id, r.sentence, "Câu viện dẫn"),
        }
        for r in document.references
    ]  # fmt: skip
    return document_view(document, knowledge, document.task_count) | {
        "narrative_total": len(document.tasks) - document.task_count,
        "task_records": [task_view(Record(task, document), knowledge) for task in document.tasks],
        "sections": [section_view(section, document, knowledge) for section in document.sections],
        "references": references,
    }


def _held_view(held: Held, knowledge: Knowledge, counts: dict[str, int]) -> Json:
    view = document_view(held.document, knowledge, counts[held.document.id])
    evidence = [match_view(match, knowledge)["citation"] for match in held.evidence]
    if held.reference is not None:
        evidence.append(_cite(knowledge, held.document.id, held.reference.sentence, "Câu viện dẫn"))
    if held.spans:
        evidence.append(_cite(knowledge, held.document.id, held.spans, "Chữ ký"))
    return view | {"evidence": evidence}


def _agency(mention: AgencyMention) -> Json:
    return {
        "name": mention.name, "as_written": mention.as_written, "group": mention.group, "part": mention.part,
        "kind": mention.kind, "sub_unit": mention.sub_unit,
    }  # fmt: skip


def _deadline(deadline: Deadline | None) -> Json | None:
    if deadline is None:
        return None
    view = _flat(deadline)
    for name in ("start", "due"):
        view[name] = view[name].isoformat() if view[name] else None
    view["recurrence"] = _flat(deadline.recurrence) if deadline.recurrence else None
    view["inferred"] = list(deadline.inferred)
    return view


def _cite(knowledge: Knowledge, document: str, spans: tuple[Span, ...], label: str, section: str | None = None) -> Json:
    text, header = knowledge.source(document)
    return citation_view(cite(header, text, spans, label, section))


def _unique(citations: list[Json]) -> list[Json]:
    seen: dict[tuple[Any, ...], Json] = {}
    for citation in citations:
        seen.setdefault((citation["document"], *((f["start"], f["end"]) for f in citation["fragments"])), citation)
    return list(seen.values())
