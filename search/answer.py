"""The answer: a complete list from the records, ranked passages for an open question, or "không có trong kho"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from corpus.agencies import fold, key, lookup
from corpus.model import Document, Reference, Span
from corpus.phrases import understand as understand_phrase
from ingest import numbers
from search import facts, headings, wording
from search.knowledge import Knowledge
from search.query import Match, Selection, select
from search.question import Question, understand
from search.reach import AskedAgency
from search.retrieve import Found, Searcher

AnswerKind = Literal["tasks", "documents", "sections", "numbers", "count", "value", "coverage", "passages", "none"]
_EVERYWHERE = frozenset({"so", "equivalent", "committee", "council"})  # families of bodies that every province has
_RELATIONS = {
    "replaces": {"replaces"},
    "implements": {"implements", "specifies"},
    "based_on": {"implements", "legal_basis", "specifies"},
    "cites": {"implements", "specifies", "replaces", "amends", "repeals", "legal_basis", "attaches", "assigned_by", "cites"},
}
_RELATION_WORDS = {"replaces": "thay thế", "implements": "triển khai", "based_on": "căn cứ vào", "cites": "viện dẫn"}


@dataclass(frozen=True, slots=True)
class Held:
    """A document that answers, and the places that show it: tasks (``evidence``), a ``reference``, or ``spans`` of print."""

    document: Document
    evidence: tuple[Match, ...] = ()
    reference: Reference | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """``tasks`` are certain, ``possible`` hang on a condition that the paper leaves open; both are complete.

    ``searched`` counts what was looked through; ``complete`` says that nothing that fits was left out. ``passages`` are ranked
    and never complete.
    """

    question: Question
    kind: AnswerKind
    text: str
    tasks: tuple[Match, ...] = ()
    possible: tuple[Match, ...] = ()
    documents: tuple[Held, ...] = ()
    passages: tuple[Found, ...] = ()
    sections: tuple[headings.Placed, ...] = ()
    numbers: tuple[str, ...] = ()
    value: str | None = None
    count: int | None = None
    complete: bool = True
    searched: dict[str, int] = field(default_factory=dict)


def ask(text: str, knowledge: Knowledge, searcher: Searcher, today: date) -> Answer:
    """Answers one question. ``today`` is the day that "quá hạn" and "quý này" are reckoned from."""
    question = understand(text, knowledge, today)
    answer = _answerer(question)(question, knowledge, searcher)
    return replace(answer, searched=_searched(question, knowledge))


def _answerer(question: Question) -> Callable[[Question, Knowledge, Searcher], Answer]:
    if not question.text:
        return _nothing_asked
    if question.unknown:
        return _unknown
    return _negated if question.negated else _ANSWERERS.get(question.intent, _passages)


def _nothing_asked(question: Question, _knowledge: Knowledge, _searcher: Searcher) -> Answer:
    return Answer(question, "none", "Hãy gõ câu hỏi, ví dụ: Sở Tư pháp phải làm những việc gì.")


def _negated(question: Question, knowledge: Knowledge, searcher: Searcher) -> Answer:
    """A question that excludes something is not answered as if it did not: the nearest passages, said to be no answer."""
    answer = _passages(question, knowledge, searcher)
    return replace(answer, text=f"Câu hỏi có ý loại trừ hoặc phủ định, phần mềm chưa trả lời chắc được. {answer.text}")


def _unknown(question: Question, _knowledge: Knowledge, _searcher: Searcher) -> Answer:
    sentences = [wording.not_held(unknown) for unknown in question.unknown]
    return Answer(question, "none", " ".join(sentences), count=0)


def _tasks(question: Question, knowledge: Knowledge, searcher: Searcher) -> Answer:
    selection = select(knowledge, question.query)
    strangers = _strangers(question, knowledge, selection)
    if strangers:
        return _stranger(question, knowledge, selection, strangers)
    if not selection.certain and question.query.cited and not question.query.agencies:
        return _citing(question, knowledge)
    if not selection.certain:
        return Answer(question, "none", wording.no_tasks(selection), possible=selection.possible, count=0)
    if not question.query.names_something() and len(question.words.split()) > 1:
        return _passages(question, knowledge, searcher)
    narrowed = _narrowed(selection, question.topic)
    about = wording.about(question.topic, narrowed is not None)
    selection = narrowed or selection
    count = len(selection.certain)
    text = wording.tasks(question, selection, knowledge) + about
    kind: AnswerKind = "count" if question.intent == "count" else "tasks"
    return Answer(
        question, kind, text, selection.certain, selection.possible, value=str(count) if kind == "count" else None, count=count
    )


def _narrowed(selection: Selection, words: str) -> Selection | None:
    """The tasks that hold every word of the topic; all of them without a topic, ``None`` where no certain one holds it."""
    wanted = set(fold(words).split())
    if not wanted:
        return selection
    certain = tuple(match for match in selection.certain if wanted <= _words_of(match))
    possible = tuple(match for match in selection.possible if wanted <= _words_of(match))
    return Selection(certain, possible, selection.searched) if certain else None


def _words_of(match: Match) -> set[str]:
    task = match.record.task
    return set(fold(" ".join((task.content.text, task.deliverable.text if task.deliverable else "", task.note or ""))).split())


def _strangers(question: Question, knowledge: Knowledge, selection: Selection) -> list[AskedAgency]:
    """Asked agencies that no paper here names, unless a task found names one of them or its own plan."""
    named = {"by_name", "issuer"}
    if any(reach.because in named for match in (*selection.certain, *selection.possible) for reach in match.reaches):
        return []
    return [agency for agency in question.query.agencies if not _is_known(agency, knowledge)]


def _stranger(question: Question, knowledge: Knowledge, selection: Selection, strangers: list[AskedAgency]) -> Answer:
    """An agency that no paper here names: what group phrases may give it is possible at best."""
    possible = (*selection.certain, *selection.possible)
    text = wording.strangers(strangers, question, len(possible), knowledge)
    return Answer(question, "none", text, possible=possible, count=0)


def _is_known(agency: AskedAgency, knowledge: Knowledge) -> bool:
    """Named in the corpus as issuer or in a task, or one of the departments that every province has."""
    known = lookup(agency.name)
    if (known is not None and known.family in _EVERYWHERE) or understand_phrase(agency.name).members:
        return True
    wanted = key(agency.name)
    mentioned = (m.name for r in knowledge.records for m in (*r.task.lead, *r.task.coordinating))
    issuers = (d.agency for d in knowledge.documents if d.agency)
    return any(key(name) == wanted for name in (*issuers, *mentioned))


def _documents_by_source(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    """Documents with a task that names the number in its source column."""
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


def _citing(question: Question, knowledge: Knowledge) -> Answer:
    """Who cites a number that no task carries."""
    asked = replace(question, relation="cites", query=replace(question.query, sources=question.query.cited))
    return replace(_documents_by_relation(asked, knowledge), question=question)


def _documents_by_relation(question: Question, knowledge: Knowledge, _searcher: Searcher | None = None) -> Answer:
    wanted = {numbers.key(number) for number in question.query.sources}
    relations = _RELATIONS[question.relation or "implements"]
    held: dict[str, Held] = {}
    for citing, reference in knowledge.references:
        if reference.relation in relations and numbers.key(reference.number) in wanted:
            held.setdefault(citing, Held(knowledge.by_id[citing], reference=reference))
    verb, named = _RELATION_WORDS[question.relation or "implements"], ", ".join(question.query.sources)
    if not held:
        return Answer(question, "none", f"Không văn bản nào trong kho {verb} {named}.", count=0)
    return Answer(
        question, "documents", f"{len(held)} văn bản {verb} {named}.", documents=tuple(held.values()), count=len(held)
    )


def _numbers_by_relation(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    """What the named documents implement, replace or rest on."""
    relations = _RELATIONS[question.relation or "implements"]
    held = [
        Held(knowledge.by_id[citing], reference=reference)
        for citing, reference in knowledge.references
        if citing in question.query.documents and reference.relation in relations
    ]
    found = tuple(dict.fromkeys(h.reference.number for h in held if h.reference))
    verb = _RELATION_WORDS[question.relation or "implements"]
    if not found:
        return Answer(question, "none", f"Văn bản không nêu nó {verb} văn bản nào.", count=0)
    return Answer(
        question, "numbers", f"Văn bản {verb} {', '.join(found)}.", documents=tuple(held), numbers=found, count=len(found)
    )


def _signed(document: Document) -> Held:
    """The document with the place of its signature."""
    return Held(document, spans=document.signer.spans if document.signer else ())


def _signer(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    signed = facts.signers(tuple(knowledge.by_id[identifier] for identifier in question.query.documents))
    if not signed:
        return Answer(question, "none", "Văn bản không in tên người ký.", count=0)
    words = "; ".join(f"{d.number or d.source_file}: {who}" for d, who in signed)
    value = "; ".join(d.signer.name for d, _ in signed if d.signer)
    return Answer(
        question, "value", f"{words}.", documents=tuple(_signed(d) for d, _ in signed), value=value, count=len(signed)
    )


def _signed_by(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    documents = tuple(_signed(knowledge.by_id[identifier]) for identifier in question.signers)
    names = "; ".join(dict.fromkeys(h.document.signer.name for h in documents if h.document.signer))
    return Answer(question, "documents", f"{names} ký {len(documents)} văn bản.", documents=documents, count=len(documents))


def _person(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    documents = tuple(knowledge.by_id[identifier] for identifier in question.signers)
    words = facts.person(documents)
    return Answer(question, "value", words, documents=tuple(_signed(d) for d in documents), value=words, count=1)


def _issuer_of(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    asked = question.numbers or tuple(knowledge.by_id[i].number or "" for i in question.query.documents)
    value = "; ".join(found for number in asked if number and (found := facts.issuer(number, knowledge)))
    if not value:
        return Answer(question, "none", "Các văn bản trong kho không nêu cơ quan ban hành.", count=0)
    return Answer(question, "value", f"{', '.join(asked)}: {value}.", value=value, count=1)


def _of_a_task(question: Question, knowledge: Knowledge, searcher: Searcher) -> Answer:
    """The deadline or the lead of the task that the words mean; passages where none is meant for certain."""
    records = facts.meant(question, knowledge, searcher)
    if not records:
        return _passages(question, knowledge, searcher)
    tell = facts.deadline if question.intent == "deadline_of" else facts.lead
    values = tuple(dict.fromkeys(tell(record.task) for record in records))
    what = "Thời hạn" if question.intent == "deadline_of" else "Chủ trì"
    matches = tuple(Match(record) for record in records)
    return Answer(question, "value", f"{what}: {'; '.join(values)}.", matches, value="; ".join(values), count=len(values))


def _sections(question: Question, knowledge: Knowledge, searcher: Searcher) -> Answer:
    find = headings.groups if question.intent == "groups" else headings.about
    found = tuple(find(question, knowledge))
    if not found:
        return _passages(question, knowledge, searcher)
    return Answer(question, "sections", f"{len(found)} mục.", sections=found, count=len(found))


def _passages(question: Question, knowledge: Knowledge, searcher: Searcher) -> Answer:
    documents = question.query.documents or None
    found = searcher.search(question.text, knowledge, limit=20, documents=documents)
    if not found:
        return Answer(question, "none", "Không tìm thấy đoạn nào có các từ này trong kho.", count=0)
    text = f"{len(found)} đoạn gần nhất với câu hỏi, xếp theo mức phù hợp; đây không phải danh sách đầy đủ."
    return Answer(question, "passages", text, passages=tuple(found), count=len(found), complete=False)


def _searched(question: Question, knowledge: Knowledge) -> dict[str, int]:
    documents = [knowledge.by_id[i] for i in question.query.documents] or list(knowledge.documents)
    held = {d.id for d in documents}
    tasks = sum(record.document.id in held for record in knowledge.records)
    return {"documents": len(documents), "tasks": tasks, "unparsed": knowledge.unparsed(documents)}


_ANSWERERS: dict[str, Callable[[Question, Knowledge, Searcher], Answer]] = {
    "tasks": _tasks, "count": _tasks, "documents_by_source": _documents_by_source,
    "documents_by_relation": _documents_by_relation, "numbers_by_relation": _numbers_by_relation, "signer": _signer,
    "signed_by": _signed_by, "person": _person, "issuer_of": _issuer_of, "deadline_of": _of_a_task, "lead_of": _of_a_task,
    "sections": _sections, "groups": _sections,
}  # fmt: skip
