"""The JSON of the contract: plain dictionaries from the answers. The command line and HTTP print the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from api.asking.chips import Part, parts
from api.asking.filters import NEUTRAL, Corrections, filters_of, pairs
from api.telling.due import due_words
from api.views.passages import Json, citation_view, cite_view, found_view, section_view, task_view
from corpus.model import Document, Notice, Span, Task
from search.answering.answer import Answer, Held
from search.asking.question import Question
from search.chain.lineage import held_under
from search.held.citations import cite
from search.held.due import due
from search.held.knowledge import Knowledge, Record
from search.selecting.query import Match, Selection

_COPY_HEAD = 200  # characters that show which paper a copy is


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
    citation = cite_view(knowledge, document, notice.spans, notice.message) if notice.spans else None
    return {"code": notice.code, "message": notice.message, "citation": citation}


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


def answer_view(answer: Answer, knowledge: Knowledge, took_ms: float) -> Json:
    """The body of ``/api/ask``."""
    counts = {identifier: listed for identifier, (listed, _) in knowledge.counts.items()}
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
            "copies": [_copy_view(document, knowledge) for document in answer.copies], "confidence": answer.confidence,
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
            "citation": cite_view(knowledge, document.id, r.sentence, "Câu viện dẫn"),
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
        evidence.append(cite_view(knowledge, held.document.id, held.reference.sentence, "Câu viện dẫn"))
    if held.spans:
        evidence.append(cite_view(knowledge, held.document.id, held.spans, "Chữ ký"))
    return view | {"evidence": evidence}


def _unique(citations: list[Json]) -> list[Json]:
    seen: dict[tuple[Any, ...], Json] = {}
    for citation in citations:
        seen.setdefault((citation["document"], *((f["start"], f["end"]) for f in citation["fragments"])), citation)
    return list(seen.values())
