"""The answer: a complete list from the records, ranked passages for an open question, or "không có trong kho"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from corpus.model import Document, Reference
from ingest import numbers
from search.knowledge import Knowledge
from search.question import Question, Unknown, understand
from search.query import Match, Selection, select
from search.retrieve import Found, Searcher

AnswerKind = Literal["tasks", "documents", "sections", "numbers", "count", "value", "coverage", "passages", "none"]


@dataclass(frozen=True, slots=True)
class Held:
    """A document that answers, and the places that show it: (task or reference spans) as ``evidence``."""

    document: Document
    evidence: tuple[Match, ...] = ()
    reference: Reference | None = None


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
    match question.intent:
        case "tasks" | "count":
            return _tasks
        case "documents_by_source":
            return _documents_by_source
        case "documents_by_relation":
            return _documents_by_relation
        case _:
            return _passages


def _nothing_asked(question: Question, _knowledge: Knowledge, _searcher: Searcher) -> Answer:
    return Answer(question, "none", "Hãy gõ câu hỏi, ví dụ: Sở Tư pháp phải làm những việc gì.")


def _unknown(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    sentences = [_not_held(unknown) for unknown in question.unknown]
    return Answer(question, "none", " ".join(sentences), count=0)


def _not_held(unknown: Unknown) -> str:
    near = f" Gần nhất: {', '.join(unknown.near)}." if unknown.near else ""
    what = "Số hiệu" if unknown.kind == "number" else "Cơ quan"
    return f"{what} “{unknown.written}” không có trong kho.{near}"


def _tasks(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    selection = select(knowledge, question.query)
    if not selection.certain:
        return _no_tasks(question, knowledge, selection)
    count = len(selection.certain)
    text = f"{_subject(question)} {count} nhiệm vụ{_spread(selection)}.{_homonyms(question, knowledge)}{_possible(selection)}"
    kind: AnswerKind = "count" if question.intent == "count" else "tasks"
    return Answer(
        question, kind, text, selection.certain, selection.possible, value=str(count) if kind == "count" else None, count=count
    )


def _no_tasks(question: Question, knowledge: Knowledge, selection: Selection) -> Answer:
    text = f"Không tìm thấy nhiệm vụ nào phù hợp trong {len(selection.searched)} văn bản của kho.{_possible(selection)}"
    asked = question.query.agencies
    if asked and not any(_is_named(agency.name, knowledge) for agency in asked):
        text = f"Không văn bản nào trong kho giao việc cho {', '.join(agency.name for agency in asked)}.{_near(question, knowledge)}{_possible(selection)}"
    return Answer(question, "none", text, possible=selection.possible, count=0)


def _is_named(name: str, knowledge: Knowledge) -> bool:
    from corpus.agencies import key

    wanted = key(name)
    return any(wanted == key(m.name) for r in knowledge.records for m in (*r.task.lead, *r.task.coordinating))


def _near(question: Question, knowledge: Knowledge) -> str:
    from ingest.agencies import near

    named = {m.name for r in knowledge.records for m in (*r.task.lead, *r.task.coordinating) if m.kind == "agency"}
    found = near(question.query.agencies[0].name, sorted(named))
    return f" Các tên gần nhất: {', '.join(found)}." if found else ""


def _subject(question: Question) -> str:
    query = question.query
    if query.agencies:
        verb = "chủ trì" if query.roles == {"lead"} else "phối hợp" if query.roles == {"coordinating"} else "tham gia"
        return f"{', '.join(_full_name(a.name, a.province) for a in query.agencies)} {verb}"
    return f"Theo {', '.join(query.sources)}, có" if query.sources else "Có"


def _full_name(name: str, province: str | None) -> str:
    return f"{name} {province}" if province and province not in name else name


def _spread(selection: Selection) -> str:
    documents = list(dict.fromkeys(match.record.document.id for match in selection.certain))
    groups = sum(match.reach is not None and match.reach.because == "via_group" for match in selection.certain)
    through = f", trong đó {groups} nhiệm vụ giao qua cụm từ chỉ chung" if groups else ""
    return f" trong {len(documents)} văn bản{through}"


def _possible(selection: Selection) -> str:
    return f" Còn {len(selection.possible)} nhiệm vụ có thể liên quan, tùy điều kiện văn bản nêu." if selection.possible else ""


def _homonyms(question: Question, knowledge: Knowledge) -> str:
    """Offices of the same name in several provinces are told apart."""
    from search.question import issued_by

    for agency in question.query.agencies:
        issuers = dict.fromkeys(d.issuer or "" for d in knowledge.documents if agency.province is None and issued_by(d, agency))
        if len(issuers) > 1:
            return f" Kho có {len(issuers)} cơ quan cùng tên: {', '.join(issuers)}."
    return ""


def _documents_by_source(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    """Documents with a task that names the number in its source column."""
    selection = select(knowledge, replace(question.query, agencies=(), documents=()))
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


_RELATIONS = {
    "replaces": {"replaces"},
    "implements": {"implements", "specifies"},
    "based_on": {"implements", "legal_basis", "specifies"},
}
_RELATION_WORDS = {"replaces": "thay thế", "implements": "triển khai", "based_on": "căn cứ vào"}


def _documents_by_relation(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
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
