"""The list of tasks with its form of filters: every task that fits, a hundred to the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from api.asking.filters import NAMES, Corrections, TaskFilters, given, pairs, task_query, today
from api.asking.sorting import ordered
from api.asking.values import field
from api.asking.vocabulary import vocabulary
from api.pages.task_tables import Order, TaskList, conditional_lists, task_lists
from api.pages.toolbar import Toolbar, Where, toolbar
from api.telling import wording
from corpus.errors import TracuuError
from ingest.grammar.deadline_words import say_day
from search.held.knowledge import Knowledge
from search.selecting.query import Match, Selection, TaskQuery, select

PER_PAGE = 100
Choice = tuple[str, str]
ROLE_CHOICES: tuple[Choice, ...] = (("any", "Chủ trì hoặc phối hợp"), ("lead", "Chủ trì"), ("coordinating", "Phối hợp"))
BY_CHOICES: tuple[Choice, ...] = (
    ("any", "Mọi cách"), ("name", "Nêu đích danh"), ("group", "Qua cụm từ chỉ chung"),
    ("issuer", "Văn bản do cơ quan này ban hành"),
    ("product", "Qua sản phẩm, nội dung"),
)  # fmt: skip


STATE_CHOICES: tuple[Choice, ...] = (("any", "Mọi tình trạng"), *((name, words) for name, words in wording.STATES.items()))
_SHOWN = frozenset({"agency", "role", "by", "source", "document", "due_after", "due_before", "state", "text", "at"})


@dataclass(frozen=True, slots=True)
class TaskPage:
    """One page of the list. ``due_after``, ``due_before`` and ``at`` are d/m/yyyy, as typed where they cannot be read.

    ``hidden`` are the filters that the form has no field for. ``error`` says what of it cannot be read; then nothing is listed.
    """

    filters: TaskFilters
    due_after: str
    due_before: str
    at: str
    document: str
    hidden: tuple[tuple[str, str], ...]
    summary: str
    toolbar: Toolbar | None
    lists: list[TaskList]
    conditional: list[tuple[str, list[TaskList]]]
    narrative: list[TaskList]
    page: int
    pages: int
    previous: str | None
    following: str | None
    agencies: tuple[str, ...]
    sources: tuple[str, ...]
    documents: tuple[Choice, ...]
    error: str = ""


def task_page(filters: TaskFilters, knowledge: Knowledge, page: int, sort: str = "") -> TaskPage:
    """Page ``page`` (from 1) of the tasks that fit, in the order of a column ("" for that of print)."""
    try:
        query = task_query(filters, knowledge, field)
        selection = ordered(select(knowledge, query), sort, query.at or today(None))
    except TracuuError as problem:
        return _Page(filters, TaskQuery(), "", knowledge).view(Selection(()), 1, str(problem))
    return _Page(filters, query, sort, knowledge).view(selection, page)


class _Page:
    """One list of tasks and its addresses."""

    def __init__(self, filters: TaskFilters, query: TaskQuery, sort: str, knowledge: Knowledge) -> None:
        self._filters, self._query, self._sort, self._knowledge = filters, query, sort, knowledge
        self._today = query.at or today(None)

    def view(self, selection: Selection, page: int, error: str = "") -> TaskPage:
        """The page with its form; ``error`` is told instead of a list."""
        pages = max(1, ceil(len(selection.all) / PER_PAGE))
        page = min(max(1, page), pages)
        certain, possible, narrative = _cut(selection, (page - 1) * PER_PAGE)
        filters, query, words = self._filters, self._query, vocabulary(self._knowledge)
        order = Order(self._today, self._sort, lambda sort: self._where.address({"sort": (sort,)}))
        return TaskPage(
            filters=filters,
            due_after=say_day(query.due_after) if query.due_after else filters.due_after,
            due_before=say_day(query.due_before) if query.due_before else filters.due_before,
            at=say_day(query.at) if query.at and filters.at else filters.at,
            document=query.documents[0] if len(query.documents) == 1 else "",
            hidden=tuple(pair for pair in pairs(filters) if pair[0] not in _SHOWN),
            summary="" if error else _summary(selection),
            toolbar=toolbar(selection.all, query, self._today, self._where, self._sort),
            lists=task_lists(certain, self._knowledge, order),
            conditional=conditional_lists(possible, self._knowledge, order),
            narrative=task_lists(narrative, self._knowledge, order),
            page=page,
            pages=pages,
            previous=self._where.address({"page": (str(page - 1),)}) if page > 1 else None,
            following=self._where.address({"page": (str(page + 1),)}) if page < pages else None,
            agencies=words.agencies,
            sources=words.sources,
            documents=tuple((d.id, f"{wording.document_name(d)} {wording.issued(d)}") for d in self._knowledge.documents),
            error=error,
        )

    @property
    def _where(self) -> Where:
        return Where("/tasks", "/api/tasks", self._pairs)

    def _pairs(self, changed: Corrections) -> Iterator[tuple[str, str]]:
        yield from pairs(given({name: values for name, values in changed.items() if name in NAMES}, self._filters))
        for name, values in {"sort": (self._sort,), **changed}.items():
            yield from ((name, value) for value in values if name in ("sort", "page") and value)


def _cut(selection: Selection, first: int) -> list[Sequence[Match]]:
    """What of each part stands on the page that begins at place ``first`` of them all."""
    parts: list[Sequence[Match]] = []
    for matches in (selection.certain, selection.possible, selection.narrative):
        parts.append(matches[max(0, first) : max(0, first + PER_PAGE)])
        first -= len(matches)
    return parts


def _summary(selection: Selection) -> str:
    count, held = wording.figure(len(selection.certain)), len({match.record.document.id for match in selection.certain})
    spread = f" trong {wording.figure(held)} văn bản" if held else ""
    possible = f"; {wording.figure(len(selection.possible))} nhiệm vụ có thể liên quan" if selection.possible else ""
    narrative = f"; {wording.figure(len(selection.narrative))} việc giao trong lời văn" if selection.narrative else ""
    return f"{count} nhiệm vụ{spread}{possible}{narrative}. Đã tìm trong {wording.figure(len(selection.searched))} văn bản."
