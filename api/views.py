"""The JSON of the contract: plain dictionaries from the answers. The command line and HTTP print the same."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from corpus.model import AgencyMention, Deadline, Document, Notice, Section, Span
from ingest.extent import extent
from search.answer import Answer, Held
from search.citations import Citation, cite, cite_task
from search.knowledge import Knowledge, Record
from search.query import Match
from search.question import Question
from search.retrieve import Found

Json = dict[str, Any]


def citation_view(citation: Citation) -> Json:
    view = asdict(citation)
    for fragment in view["fragments"]:
        fragment["boxes"] = [list(box) for box in fragment["boxes"]]
    return view


def document_view(document: Document, knowledge: Knowledge, tasks: int) -> Json:
    """A document's head; its sections, tasks and references are lists of their own."""
    signer = document.signer
    return {
        "id": document.id, "number": document.number, "number_evidence": document.number_evidence, "type": document.type,
        "title": document.title, "issuer": document.issuer, "place": document.place,
        "date": document.date.isoformat() if document.date else None, "date_precision": document.date_precision,
        "signer": {"name": signer.name, "role": signer.role, "authority": signer.authority} if signer else None,
        "recipients": list(document.recipients), "source_file": document.source_file, "pages": document.pages, "tasks": tasks,
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
        "content": task.content.text, "lead": [_agency(m) for m in task.lead],
        "coordinating": [_agency(m) for m in task.coordinating],
        "deliverable": task.deliverable.text if task.deliverable else None, "deadline": _deadline(task.deadline),
        "adjusted_deadline": _deadline(task.adjusted_deadline), "effective_deadline": _deadline(task.effective_deadline),
        "sources": list(task.sources), "note": task.note, "citation": citation_view(cite_task(document, text, task)),
        "cells": {role: [list(span) for span in spans] for role, spans in task.cells.items()},
    }  # fmt: skip


def match_view(match: Match, knowledge: Knowledge) -> Json:
    view = task_view(match.record, knowledge)
    reason = match.reach
    if reason is not None:
        view["because"] = because(reason.because, reason.phrase)
        view |= {"role": reason.role, "rule": reason.rule, "certain": reason.certain, "confidence": reason.confidence}
    return view


def because(kind: str, phrase: str | None) -> str:
    return f"{kind}: {phrase}" if kind == "via_group" and phrase else kind


def section_view(section: Section, document: Document, knowledge: Knowledge) -> Json:
    text = knowledge.text(document.id)
    return {
        "document": document.id, "source_file": document.source_file, "label": section.label, "heading": section.heading,
        "level": section.level, "kind": section.kind, "text": extent(text, (section.span,)).text,
        "citation": _cite(knowledge, document.id, (section.span,), f"Mục {section.label}", section.label),
    }  # fmt: skip


def found_view(found: Found, knowledge: Knowledge) -> Json:
    """One hit of a search."""
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
    }  # fmt: skip


def answer_view(answer: Answer, knowledge: Knowledge, took_ms: float) -> Json:
    """The body of ``/api/ask``."""
    counts = {document.id: 0 for document in knowledge.documents}
    for record in knowledge.records:
        counts[record.document.id] += 1
    tasks = [match_view(match, knowledge) for match in answer.tasks]
    documents = [_held_view(held, knowledge, counts) for held in answer.documents]
    passages = [found_view(found, knowledge) for found in answer.passages]
    citations = [item["citation"] for item in (*tasks, *passages)] + [c for d in documents for c in d["evidence"]]
    return {
        "question": answer.question.text,
        "understood": understood_view(answer.question, knowledge),
        "answer": {
            "kind": answer.kind, "text": answer.text, "count": answer.count, "tasks": tasks,
            "possible_tasks": [match_view(match, knowledge) for match in answer.possible], "documents": documents,
            "sections": [section_view(section, document, knowledge) for document, section in answer.sections],
            "numbers": list(answer.numbers), "value": answer.value, "passages": passages,
        },
        "complete": answer.complete,
        "searched": answer.searched,
        "citations": _unique(citations),
        "took_ms": round(took_ms, 1),
    }  # fmt: skip


def understood_view(question: Question, knowledge: Knowledge) -> Json:
    query = question.query
    filters: Json = {
        "agency": [" ".join(p for p in (a.name, a.province) if p) for a in query.agencies],
        "role": sorted(query.roles) if query.agencies else [],
        "by": sorted(query.by) if query.agencies and len(query.by) < 4 else [],
        "source": list(query.sources),
        "document": [knowledge.by_id[i].number or knowledge.by_id[i].source_file for i in query.documents],
        "annex": query.annex, "stt": query.stt,
        "due_after": query.due_after.isoformat() if query.due_after else None,
        "due_before": query.due_before.isoformat() if query.due_before else None,
        "overdue": query.overdue or None, "relation": question.relation,
        "unknown": [u.written for u in question.unknown],
    }  # fmt: skip
    return {
        "intent": question.intent, "language": question.language, "restored": question.text,
        "filters": {name: value for name, value in filters.items() if value}, "text": question.words,
    }  # fmt: skip


def whole_document_view(document: Document, knowledge: Knowledge) -> Json:
    """A document with its sections, tasks and references."""
    references = [
        {
            "number": r.number, "relation": r.relation, "type": r.type, "date": r.date.isoformat() if r.date else None,
            "issuer": r.issuer, "held": [d.id for d in knowledge.numbered(r.number)],
            "citation": _cite(knowledge, document.id, r.sentence, "Câu viện dẫn"),
        }
        for r in document.references
    ]  # fmt: skip
    return document_view(document, knowledge, len(document.tasks)) | {
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
    view = asdict(deadline)
    for name in ("start", "due"):
        view[name] = view[name].isoformat() if view[name] else None
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
