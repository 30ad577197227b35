"""The list of tasks with its form of filters: every task that fits, a hundred to the page."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from api import wording
from api.filters import TaskFilters, task_query
from api.task_tables import TaskList, conditional_lists, task_lists
from corpus.errors import InputError
from ingest.deadline_words import say_day
from search.knowledge import Knowledge
from search.query import Selection, TaskQuery, select

PER_PAGE = 100
Choice = tuple[str, str]
ROLE_CHOICES: tuple[Choice, ...] = (("any", "Chủ trì hoặc phối hợp"), ("lead", "Chủ trì"), ("coordinating", "Phối hợp"))
BY_CHOICES: tuple[Choice, ...] = (
    ("any", "Mọi cách"), ("name", "Nêu đích danh"), ("group", "Qua cụm từ chỉ chung"),
    ("issuer", "Văn bản do cơ quan này ban hành"),
    ("product", "Qua sản phẩm, nội dung"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TaskPage:
    """One page of the list. ``due_after`` and ``due_before`` are d/m/yyyy, as typed where they cannot be read.

    ``error`` says what of the form cannot be read; then nothing is listed.
    """

    filters: TaskFilters
    due_after: str
    due_before: str
    summary: str
    lists: list[TaskList]
    conditional: list[tuple[str, list[TaskList]]]
    page: int
    pages: int
    previous: str | None
    following: str | None
    agencies: tuple[str, ...]
    sources: tuple[str, ...]
    documents: tuple[Choice, ...]
    error: str = ""


def task_page(filters: TaskFilters, knowledge: Knowledge, page: int) -> TaskPage:
    """Page ``page`` (from 1) of the tasks that fit."""
    try:
        query = task_query(filters, knowledge)
    except InputError as problem:
        return _view(filters, TaskQuery(), Selection(()), 1, knowledge, error=_in_the_forms_words(str(problem)))
    return _view(filters, query, select(knowledge, query), page, knowledge)


_LABELS = {
    "--due-after": "Hạn từ ngày",
    "--due-before": "Hạn đến ngày",
    "--at": "Tính đến ngày",
    "--role": "Vai trò",
    "--by": "Cách giao",
}


def _in_the_forms_words(message: str) -> str:
    """A message that names options of the command line, naming the fields of the form instead."""
    for option, label in _LABELS.items():
        message = message.replace(option, label)
    return message


def _view(
    filters: TaskFilters, query: TaskQuery, selection: Selection, page: int, knowledge: Knowledge, error: str = ""
) -> TaskPage:
    matches = [*selection.certain, *selection.possible]
    pages = max(1, ceil(len(matches) / PER_PAGE))
    page = min(max(1, page), pages)
    shown = matches[(page - 1) * PER_PAGE : page * PER_PAGE]
    certain = len(selection.certain) - (page - 1) * PER_PAGE
    first, rest = shown[: max(0, certain)], shown[max(0, certain) :]
    return TaskPage(
        filters=filters,
        due_after=say_day(query.due_after) if query.due_after else filters.due_after or "",
        due_before=say_day(query.due_before) if query.due_before else filters.due_before or "",
        summary="" if error else _summary(selection),
        lists=task_lists(first, knowledge),
        conditional=conditional_lists(rest, knowledge),
        page=page,
        pages=pages,
        previous=_address(filters, page - 1) if page > 1 else None,
        following=_address(filters, page + 1) if page < pages else None,
        agencies=_agencies(knowledge),
        sources=tuple(sorted({source for record in knowledge.records for source in record.task.sources})),
        documents=tuple((d.id, f"{wording.document_name(d)} {wording.issued(d)}") for d in knowledge.documents),
        error=error,
    )


def _summary(selection: Selection) -> str:
    count, held = wording.figure(len(selection.certain)), len({match.record.document.id for match in selection.certain})
    spread = f" trong {wording.figure(held)} văn bản" if held else ""
    possible = f"; {wording.figure(len(selection.possible))} nhiệm vụ có thể liên quan" if selection.possible else ""
    return f"{count} nhiệm vụ{spread}{possible}. Đã tìm trong {wording.figure(len(selection.searched))} văn bản."


def _agencies(knowledge: Knowledge) -> tuple[str, ...]:
    mentions = (m for record in knowledge.records for m in (*record.task.lead, *record.task.coordinating))
    return tuple(sorted({mention.name for mention in mentions if mention.kind == "agency"}))


def _address(filters: TaskFilters, page: int) -> str:
    pairs = [
        (name, value)
        for name in ("agency", "role", "by", "document", "due_after", "due_before", "at", "text")
        if (value := getattr(filters, name)) and value != "any"
    ]
    pairs += [("source", source) for source in filters.source]
    pairs += [("overdue", "true")] if filters.overdue else []
    return wording.tasks_address([*pairs, ("page", str(page))])
