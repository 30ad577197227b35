"""An answer as the page shows it: how the question was understood, the sentence, the lists, where was looked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from api import wording
from api.marked_text import marked_line
from api.task_tables import TaskList, conditional_lists, task_lists
from corpus.model import Span
from ingest.deadline_words import say_day
from ingest.extent import extent
from search.answer import Answer, Held
from search.citations import task_label
from search.knowledge import Knowledge
from search.query import TaskQuery
from search.question import Question, Unknown
from search.retrieve import Found

MOST_SHOWN = 500  # tasks on one page; the rest is a page of /tasks away
Filter = tuple[str, str]
Told = tuple[str, str, list[Filter]]  # label, value, the filters of /tasks that say it


@dataclass(frozen=True, slots=True)
class Link:
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that was understood. ``without`` is the address of the same list without it; ``None`` where there is none."""

    label: str
    value: str
    without: str | None = None


@dataclass(frozen=True, slots=True)
class HeldItem:
    """A document that answers: its ``tasks`` below show it, or ``quote`` is the sentence that says so."""

    id: str
    name: str
    issued: str
    title: str
    address: str
    tasks: int
    quote: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A ranked passage: ``words`` with the found words marked, ``facts`` who and when where it is a task."""

    rank: int
    document: str
    issued: str
    place: str
    address: str
    words: Markup
    facts: str


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """``listing`` is the address of the same list as a form of filters, ``None`` where the filters cannot say it."""

    sentence: str
    chips: tuple[Chip, ...]
    near: tuple[Link, ...]
    lists: list[TaskList]
    conditional: list[tuple[str, list[TaskList]]]
    held: tuple[HeldItem, ...]
    passages: tuple[Passage, ...]
    numbers: tuple[str, ...]
    searched: str
    listing: str | None
    left_out: int
    nothing: bool


def answer_page(answer: Answer, knowledge: Knowledge, at: str | None) -> AnswerPage:
    """The view of one answer; ``at`` is the day that the question was asked for, as typed."""
    question = answer.question
    chips, listing = _chips(question, knowledge, at)
    return AnswerPage(
        sentence=answer.text,
        chips=chips,
        near=tuple(_near(question, at)),
        lists=task_lists(answer.tasks[:MOST_SHOWN], knowledge),
        conditional=conditional_lists(answer.possible[:MOST_SHOWN], knowledge),
        held=tuple(_held(held, knowledge) for held in answer.documents),
        passages=tuple(_passage(found, knowledge) for found in answer.passages),
        numbers=answer.numbers,
        searched=searched_words(answer.searched) if question.text else "",
        listing=listing,
        left_out=max(0, len(answer.tasks) - MOST_SHOWN) + max(0, len(answer.possible) - MOST_SHOWN),
        nothing=answer.kind == "none",
    )


def searched_words(searched: Mapping[str, int]) -> str:
    """ "Đã tìm trong 10 văn bản, 97 nhiệm vụ; 3 chỗ máy chưa đọc chắc."."""
    documents, tasks, unparsed = (wording.figure(searched.get(name, 0)) for name in ("documents", "tasks", "unparsed"))
    return f"Đã tìm trong {documents} văn bản, {tasks} nhiệm vụ; {unparsed} chỗ máy chưa đọc chắc."


_INTENTS = {
    "tasks": "nhiệm vụ", "count": "số nhiệm vụ", "documents_by_source": "văn bản lấy số này làm nguồn giao",
    "documents_by_relation": "văn bản có quan hệ", "passages": "đoạn văn gần nghĩa với câu hỏi",
}  # fmt: skip
_RELATIONS = {"replaces": "thay thế", "implements": "triển khai", "based_on": "căn cứ vào"}
_BY = {"name": "nêu đích danh", "group": "qua cụm từ chỉ chung", "issuer": "văn bản tự ban hành", "product": "qua sản phẩm"}


def _chips(question: Question, knowledge: Knowledge, at: str | None) -> tuple[tuple[Chip, ...], str | None]:
    """The chips, and the address of the same list as filters."""
    if not question.text:
        return (), None
    query = question.query
    told = list(_told(question, knowledge))
    dated: list[Filter] = [("at", at)] if at else []
    listed = question.intent in ("tasks", "count") and not question.unknown and _can_be_filters(query)
    chips = [Chip("Hỏi về", _INTENTS.get(question.intent, question.intent))]
    for label, value, own in told:
        others = [pair for _, _, filters in told for pair in filters if filters is not own]
        chips.append(Chip(label, value, wording.tasks_address([*others, *dated]) if listed and own and others else None))
    chips += _other_chips(question, at)
    listing = wording.tasks_address([*(pair for _, _, filters in told for pair in filters), *dated]) if listed else None
    return tuple(chips), listing


def _can_be_filters(query: TaskQuery) -> bool:
    """Whether the form of ``/tasks`` can say the same."""
    plain = query.annex is None and query.stt is None and not query.words and not query.all_sources
    return plain and len(query.agencies) < 2 and len(query.documents) < 2


def _told(question: Question, knowledge: Knowledge) -> Iterator[Told]:
    """Everything in a task query, with the filters of ``/tasks`` that say it."""
    query = question.query
    yield from _told_of_agencies(query)
    number = "Số hiệu" if question.intent == "documents_by_relation" else "Nguồn"
    yield from ((number, source, [("source", source)]) for source in query.sources)
    for identifier in query.documents:
        yield "Văn bản", wording.short_name(knowledge.by_id[identifier]), [("document", identifier)]
    yield from _told_of_place(query)
    yield from _told_of_time(query)


def _told_of_agencies(query: TaskQuery) -> Iterator[Told]:
    for agency in query.agencies:
        name = " ".join(part for part in (agency.name, agency.commune, agency.province) if part)
        yield "Cơ quan", name, [("agency", name)]
    if not query.agencies:
        return
    roles = [role for role in wording.ROLES if role in query.roles]
    yield "Vai trò", " hoặc ".join(wording.ROLES[role] for role in roles), [("role", roles[0])] if len(roles) == 1 else []
    if len(query.by) < len(_BY):
        yield "Cách giao", " hoặc ".join(_BY[by] for by in sorted(query.by)), [("by", ",".join(sorted(query.by)))]


def _told_of_place(query: TaskQuery) -> Iterator[Told]:
    if query.annex:
        yield "Phụ lục", query.annex, []
    if query.stt:
        yield "STT", query.stt, []


def _told_of_time(query: TaskQuery) -> Iterator[Told]:
    if query.due_after:
        yield "Hạn từ", say_day(query.due_after), [("due_after", query.due_after.isoformat())]
    if query.due_before:
        yield "Hạn đến", say_day(query.due_before), [("due_before", query.due_before.isoformat())]
    if query.overdue:
        yield "Tiến độ", "đã quá hạn", [("overdue", "true")]


def _other_chips(question: Question, at: str | None) -> Iterator[Chip]:
    if question.relation:
        yield Chip("Quan hệ", _RELATIONS.get(question.relation, question.relation))
    for unknown in question.unknown:
        yield Chip("Không có trong kho", unknown.written)
    if at and question.query.at:
        yield Chip("Tính đến ngày", say_day(question.query.at))


def _near(question: Question, at: str | None) -> Iterator[Link]:
    """The question asked again with the nearest known name in place of an unknown one."""
    for unknown in question.unknown:
        for name in unknown.near:
            yield Link(name, wording.question_address(_asked_again(question, unknown, name), at))


def _asked_again(question: Question, unknown: Unknown, name: str) -> str:
    return question.text.replace(unknown.written, name) if unknown.written in question.text else name


def _held(held: Held, knowledge: Knowledge) -> HeldItem:
    document = held.document
    spans: tuple[Span, ...] = held.reference.sentence if held.reference else ()
    quote = extent(knowledge.text(document.id), spans).text if spans else ""
    return HeldItem(
        document.id,
        wording.document_name(document),
        wording.issued(document),
        document.title or "",
        wording.document_address(document.id, spans),
        len(held.evidence),
        quote,
    )


def _passage(found: Found, knowledge: Knowledge) -> Passage:
    document = knowledge.by_id[found.document]
    return Passage(
        found.rank,
        wording.document_name(document),
        wording.issued(document),
        wording.paged(_place(found), document, found.spans),
        wording.document_address(document.id, found.spans),
        marked_line(found.text, [Span(start, end) for start, end in found.highlights]),
        _facts(found),
    )


def _place(found: Found) -> str:
    return task_label(found.record.task) if found.record else wording.section_words(found.section)


def _facts(found: Found) -> str:
    if found.record is None:
        return ""
    task = found.record.task
    deadline = task.effective_deadline
    facts: Sequence[tuple[str, str]] = (
        ("Chủ trì", wording.names(task.lead)), ("Hạn", deadline.raw if deadline else ""), ("Nguồn", "; ".join(task.sources)),
    )  # fmt: skip
    return " · ".join(f"{label}: {value}" for label, value in facts if value)
