"""Answers that are one fact: who signed, who issued and when, the deadline, lead, coordination or product of one task."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from corpus.model import Task
from corpus.spelling import bare
from search.answering import facts, wording
from search.answering.document_answers import signed
from search.answering.office_answers import deputies
from search.answering.passage_answers import by_meaning, passages
from search.answering.replies import Answer, AnswerKind
from search.asking.offices import holds, named_office
from search.asking.question import Question
from search.binding.asked_agency import full_name, issued_by
from search.held.knowledge import Knowledge, Record
from search.selecting import headings, topics
from search.selecting.query import Match
from search.selecting.retrieve import Searcher

_QUANTITY = re.compile(r"bao nhieu|how (?:many|much)")
_TOLD: dict[str, tuple[str, Callable[[Task], str]]] = {
    "deadline_of": ("Thời hạn", facts.deadline),
    "lead_of": ("Chủ trì", facts.lead),
    "helpers_of": ("Phối hợp", facts.helpers),
    "deliverable_of": ("Sản phẩm", facts.product),
    "detail_of": ("Văn bản ghi", facts.detail),
}
_ASKED_BY = {"when": "deadline_of", "which_unit": "lead_of", "which_helpers": "helpers_of", "what_product": "deliverable_of"}


def signer(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    found = facts.signers(tuple(knowledge.by_id[identifier] for identifier in question.query.documents))
    if not found:
        return Answer(question, "none", wording.no_signer(question.query.documents, knowledge), count=0)
    words = "; ".join(f"{d.label}: {who}" for d, who in found)
    value = "; ".join(who for _, who in found)
    return Answer(question, "value", f"{words}.", documents=tuple(signed(d) for d, _ in found), value=value, count=len(found))


def person(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    documents = tuple(knowledge.by_id[identifier] for identifier in question.signers)
    words = facts.person(documents)
    return Answer(question, "value", words, documents=tuple(signed(d) for d in documents), value=words, count=1)


def issuer_of(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    held = [knowledge.by_id[i] for i in question.query.documents]
    values = [facts.issued(document) for document in held]
    if not held:
        values = [found for number in question.numbers if (found := facts.issuer(number, knowledge))]
    value = "; ".join(found for found in values if found)
    if not value:
        return Answer(question, "none", "Các văn bản trong kho không nêu cơ quan ban hành.", count=0)
    named = ", ".join([d.label for d in held] or question.numbers)
    return Answer(question, "value", f"{named}: {value}.", value=value, count=1)


def of_a_task(question: Question, knowledge: Knowledge, searcher: Searcher) -> Answer:
    """One thing about the task that the words mean; passages where none is meant for certain."""
    records = facts.meant(question, knowledge)
    if not records:
        return _told_elsewhere(question, knowledge, searcher)
    what, tell = _TOLD[question.intent]
    if tell is facts.detail and _QUANTITY.search(bare(question.text)):
        tell = facts.quantity
    told = dict.fromkeys(tell(record.task) for record in records)
    if tell is facts.quantity and set(told) == {facts.UNSTATED}:
        return _told_elsewhere(question, knowledge, searcher)
    values = tuple(value for value in told if value != facts.UNSTATED) or tuple(told)
    matches = tuple(Match(record) for record in records)
    text = f"{what}: {_with_papers(values, records, tell)}.{_told_beside(question, records)}"
    return Answer(question, "value", text, matches, value="; ".join(values), count=len(values))


def _with_papers(values: Sequence[str], records: Sequence[Record], tell: Callable[[Task], str]) -> str:
    """The values; of several each with the papers that say so."""
    if len(values) < 2:
        return "; ".join(values)
    papers: dict[str, dict[str, None]] = {}
    for record in records:
        papers.setdefault(tell(record.task), {})[record.document.label] = None
    return "; ".join(f"{value} ({', '.join(papers[value])})" for value in values)


def _told_beside(question: Question, records: Sequence[Record]) -> str:
    """What else is asked of the task: "hạn là khi nào và ai chủ trì"."""
    others = (intent for cue, intent in _ASKED_BY.items() if cue in question.cues and intent != question.intent)
    told = ((_TOLD[intent][0], dict.fromkeys(_TOLD[intent][1](record.task) for record in records)) for intent in others)
    return "".join(f" {what}: {'; '.join(values)}." for what, values in told)


def _told_elsewhere(question: Question, knowledge: Knowledge, searcher: Searcher) -> Answer:
    """Passages stand for the fact only where one speaks of the same thing, in its words or in others; else nothing does."""
    answer = passages(question, knowledge, searcher)
    texts = [found.text for found in answer.passages]
    if answer.kind != "passages" or answer.confidence or topics.speak_of(texts, question.words):
        return answer
    nothing = Answer(question, "none", wording.nothing_about(question.words), count=0)
    return by_meaning(question, knowledge, searcher) or nothing


def officer(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    """Who holds an office of an agency, as far as its own papers are signed with it."""
    wanted, everyone = named_office(question.read) or "", question.query.everyone
    own = [d for d in knowledge.documents if d.id in question.query.documents or any(issued_by(d, a) for a in everyone)]
    placed = [d for d in own if d.province is not None] if any(agency.province for agency in everyone) else own
    documents = tuple(document for document in placed or own if document.signer and holds(document.signer.role, wanted))
    if not documents:
        of = f" {', '.join(map(full_name, everyone))}" if everyone else ""
        text = f"Không văn bản nào trong kho do {wanted.capitalize() or 'người giữ chức vụ ấy'}{of} ký.{deputies(own, wanted)}"
        return Answer(question, "none", text, count=0)
    words = facts.person(documents)
    deputy = wanted.startswith("phó ")  # an office that several may hold
    text = f"{words} Chỉ biết người đã ký văn bản trong kho; có thể còn người khác." if deputy else words
    held = tuple(map(signed, documents))
    return Answer(question, "value", text, documents=held, value=words, count=len(documents), complete=not deputy)


def sections(question: Question, knowledge: Knowledge, searcher: Searcher) -> Answer:
    find = headings.groups if question.intent == "groups" else headings.about
    found = tuple(find(question, knowledge))
    if not found:
        return passages(question, knowledge, searcher)
    kind: AnswerKind = "count" if "count" in question.cues else "sections"
    value = str(len(found)) if kind == "count" else None
    return Answer(question, kind, f"{len(found)} mục.", sections=found, value=value, count=len(found))
