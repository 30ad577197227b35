"""Answers that are documents or their numbers: by source, by relation in either direction, by signer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from corpus.model import Document
from corpus.spelling import bare
from ingest.grammar import numbers
from search.answering.copies import without_copies
from search.answering.replies import Answer, AnswerKind, Held
from search.asking.papers import type_asked
from search.asking.question import Question
from search.asking.task_query import TaskQuery
from search.held.knowledge import Knowledge
from search.selecting.query import Match, select
from search.selecting.retrieve import Searcher

_RELATIONS = {
    "replaces": {"replaces"},
    "repeals": {"repeals"},
    "ends": {"replaces", "repeals"},
    "amends": {"amends"},
    "attaches": {"attaches"},
    "implements": {"implements", "specifies"},
    "based_on": {"implements", "legal_basis", "specifies"},
    "cites": {"implements", "specifies", "replaces", "amends", "repeals", "legal_basis", "attaches", "assigned_by", "cites"},
}
_RELATION_WORDS = {
    "replaces": "thay thế", "repeals": "bãi bỏ", "ends": "làm hết hiệu lực", "amends": "sửa đổi", "attaches": "đính kèm",
    "implements": "triển khai", "based_on": "căn cứ vào", "cites": "viện dẫn",
}  # fmt: skip


def documents_by_source(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    """Documents with a task that names the number in its source column."""
    if question.query.without_sources:
        return _without_source(question, knowledge)
    selection = select(knowledge, replace(question.query, documents=()))
    by_document: dict[str, list[Match]] = {}
    for match in selection.certain:
        by_document.setdefault(match.record.document.id, []).append(match)
    held = tuple(Held(knowledge.by_id[identifier], tuple(matches)) for identifier, matches in by_document.items())
    named = ", ".join(question.query.sources)
    if not held:
        return Answer(question, "none", f"Không kế hoạch nào trong kho lấy {named} làm nguồn giao nhiệm vụ.", count=0)
    rows = sum(len(h.evidence) for h in held)
    text = f"{len(held)} kế hoạch lấy {named} làm nguồn giao nhiệm vụ, tại {rows} nhiệm vụ."
    return Answer(question, "documents", text, tuple(selection.certain), documents=held, count=len(held))


def _without_source(question: Question, knowledge: Knowledge) -> Answer:
    """Documents with tasks, none of which names the number as its source."""
    named = ", ".join(question.query.without_sources)
    taking = select(knowledge, TaskQuery(sources=question.query.without_sources)).all
    used = {match.record.document.id for match in taking}
    held = tuple(Held(d) for d in without_copies(knowledge) if knowledge.counts[d.id][0] and d.id not in used)
    if not held:
        return Answer(question, "none", f"Mọi kế hoạch có danh mục nhiệm vụ trong kho đều lấy {named} làm nguồn.", count=0)
    text = f"{len(held)} kế hoạch có danh mục nhiệm vụ nhưng không nhiệm vụ nào lấy {named} làm nguồn."
    return Answer(question, "documents", text, documents=held, count=len(held))


def citing(question: Question, knowledge: Knowledge) -> Answer:
    """Who cites a number that no task carries."""
    asked = replace(question, relation="cites", query=replace(question.query, sources=question.query.cited))
    return replace(documents_by_relation(asked, knowledge), question=question)


def documents_by_relation(question: Question, knowledge: Knowledge, _searcher: Searcher | None = None) -> Answer:
    wanted = {numbers.key(number) for number in question.query.sources}
    relations = _RELATIONS[question.relation or "implements"]
    found: dict[str, Held] = {}
    for citing_id, reference in knowledge.citing(wanted):
        if reference.relation in relations:
            found.setdefault(citing_id, Held(knowledge.by_id[citing_id], reference=reference))
    held = tuple(one for one in found.values() if one.document.id not in knowledge.copies)
    verb, named = _RELATION_WORDS[question.relation or "implements"], ", ".join(question.query.sources)
    if question.negated:  # "kế hoạch nào không dẫn 57-NQ/TW"
        verb = f"không {verb}"
        held = _all_but(found, question, knowledge)
    if not held:
        return Answer(question, "none", f"Không văn bản nào trong kho {verb} {named}.", count=0)
    text = f"{len(held)} văn bản {verb} {named}."
    kind: AnswerKind = "count" if "count" in question.cues else "documents"
    value = str(len(held)) if kind == "count" else None
    return Answer(question, kind, text, documents=held, count=len(held), value=value)


def _all_but(found: Collection[str], question: Question, knowledge: Knowledge) -> tuple[Held, ...]:
    """The other papers, of the type that is asked for, without the named ones; a paper that states no type may be of it."""
    named = {document.id for number in question.query.sources for document in knowledge.numbered(number)}
    wanted = bare(type_asked(question.read) or "")
    others = (d for d in without_copies(knowledge) if d.id not in found and d.id not in named)
    return tuple(Held(d) for d in others if not wanted or bare(d.type or wanted) == wanted)


def numbers_by_relation(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    """What the named documents implement, replace or rest on."""
    relations = _RELATIONS[question.relation or "implements"]
    asked = frozenset(question.query.documents)
    held = [
        Held(knowledge.by_id[citing_id], reference=reference)
        for citing_id, reference in knowledge.references
        if citing_id in asked and reference.relation in relations
    ]
    found = tuple(dict.fromkeys(h.reference.number for h in held if h.reference))
    verb = _RELATION_WORDS[question.relation or "implements"]
    if not found:
        return Answer(question, "none", f"Văn bản không nêu nó {verb} văn bản nào.", count=0)
    return Answer(
        question, "numbers", f"Văn bản {verb} {', '.join(found)}.", documents=tuple(held), numbers=found, count=len(found)
    )


def signed_by(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    documents = tuple(signed(knowledge.by_id[identifier]) for identifier in question.signers)
    names = "; ".join(dict.fromkeys(h.document.signer.name for h in documents if h.document.signer))
    return Answer(question, "documents", f"{names} ký {len(documents)} văn bản.", documents=documents, count=len(documents))


def signed(document: Document) -> Held:
    """The document with the place of its signature."""
    return Held(document, spans=document.signer.spans if document.signer else ())


def counted_documents(question: Question, knowledge: Knowledge) -> Answer | None:
    """How many papers are held, where nothing else is asked: "kho có bao nhiêu văn bản"; ``None`` where tasks are meant."""
    query = question.query
    named = query.names_something() or query.timed() or question.relation or question.quoted
    if not {"documents", "count"} <= question.cues or named or "tasks" in question.cues:
        return None
    wanted = type_asked(question.read)
    every = (document for document in without_copies(knowledge) if wanted is None or bare(document.type or "") == bare(wanted))
    held = tuple(map(Held, every))
    text = f"Kho có {len(held)} {wanted or 'văn bản'}."
    return Answer(question, "count", text, documents=held, value=str(len(held)), count=len(held))
