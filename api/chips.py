"""How a question was understood, as chips: a label and a value in Vietnamese, and the way to the same list without it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from api import wording
from ingest.deadline_words import say_day
from search.knowledge import Knowledge
from search.query import TaskQuery
from search.question import Question
from search.reach import AskedAgency

Filter = tuple[str, str]
Told = tuple[str, str, list[Filter]]  # label, value, the filters of /tasks that say it


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that was understood. ``without`` is the address of the same list without it; ``None`` where there is none."""

    label: str
    value: str
    without: str | None = None


_INTENTS = {
    "tasks": "nhiệm vụ", "count": "số nhiệm vụ", "documents_by_source": "văn bản lấy số này làm nguồn giao",
    "documents_by_relation": "văn bản có quan hệ", "numbers_by_relation": "số hiệu được dẫn", "signer": "người ký",
    "passages": "đoạn văn gần nghĩa với câu hỏi",
}  # fmt: skip
_RELATIONS = {"replaces": "thay thế", "implements": "triển khai", "based_on": "căn cứ vào"}
_BY = {"name": "nêu đích danh", "group": "qua cụm từ chỉ chung", "issuer": "văn bản tự ban hành", "product": "qua sản phẩm"}


def chips(question: Question, knowledge: Knowledge, at: str | None) -> tuple[tuple[Chip, ...], str | None]:
    """The chips of a question, and the address of the same list in ``/tasks``; ``None`` where its filters cannot say it."""
    if not question.text:
        return (), None
    query = question.query
    told = list(_told(question, knowledge))
    dated: list[Filter] = [("at", at)] if at else []
    listed = question.intent in ("tasks", "count") and not question.unknown and _can_be_filters(query)
    found = [Chip("Hỏi về", _INTENTS.get(question.intent, question.intent))]
    for label, value, own in told:
        others = [pair for _, _, filters in told for pair in filters if filters is not own]
        found.append(Chip(label, value, wording.tasks_address([*others, *dated]) if listed and own and others else None))
    found += _other_chips(question, at)
    listing = wording.tasks_address([*(pair for _, _, filters in told for pair in filters), *dated]) if listed else None
    return tuple(found), listing


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
        name = _full_name(agency)
        yield "Cơ quan", name, [("agency", name)]
    if not query.agencies:
        return
    roles = [role for role in wording.ROLES if role in query.roles]
    yield "Vai trò", " hoặc ".join(wording.ROLES[role] for role in roles), [("role", roles[0])] if len(roles) == 1 else []
    if len(query.by) < len(_BY):
        yield "Cách giao", " hoặc ".join(_BY[by] for by in sorted(query.by)), [("by", ",".join(sorted(query.by)))]


def _full_name(agency: AskedAgency) -> str:
    name = agency.name
    for place in (agency.commune, agency.province):
        name = f"{name} {place}" if place and place not in name else name
    return name


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
