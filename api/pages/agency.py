"""One agency's work ("việc của đơn vị tôi"): what it leads, joins and may have to do, what is due next, from which papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from api.asking.agency import asked_agency
from api.asking.filters import NAMES, Corrections, TaskFilters, given, pairs, task_query, today
from api.asking.sorting import ordered
from api.asking.values import field
from api.asking.vocabulary import vocabulary
from api.pages.answer import MOST_SHOWN
from api.pages.task_tables import Order, TaskList, conditional_lists, task_lists
from api.pages.timeline import timeline
from api.pages.toolbar import Toolbar, Where, toolbar
from api.telling import wording
from api.telling.due import days_words
from api.telling.wording import Link
from corpus.errors import NotHeld
from ingest.grammar.deadline_words import say_day
from search.binding.asked_agency import full_name
from search.binding.reach import AskedAgency, near
from search.binding.stated import exists
from search.held.citations import task_label
from search.held.due import State, due, is_overdue
from search.held.homonyms import homonyms, same
from search.held.knowledge import Knowledge
from search.selecting.query import Match, Selection, TaskQuery, select

_COMING = 8  # deadlines in the list of the next ones


@dataclass(frozen=True, slots=True)
class Coming:
    """A deadline that passed or comes: ``role`` is what the agency does, ``doubt`` says where it may not be meant."""

    day: str
    state: State
    words: str
    content: str
    role: str
    doubt: str
    place: Link


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper with how many tasks of each kind it gives; ``overdue`` are among the certain ones, ``late`` among the others."""

    name: str
    issued: str
    address: str
    lead: int
    coordinating: int
    possible: int
    narrative: int
    overdue: int
    late: int


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """``figures`` are (words, count, address of that part alone); ``others`` are agencies of the same name."""

    name: str
    others: tuple[Link, ...]
    figures: tuple[tuple[str, int, str], ...]
    coming: tuple[Coming, ...]
    drawing: Markup | None
    papers: tuple[PaperRow, ...]
    toolbar: Toolbar | None
    lists: list[TaskList]
    conditional: list[tuple[str, list[TaskList]]]
    narrative: list[TaskList]
    left_out: int
    listing: str
    today: str


def agency_page(name: str, filters: TaskFilters, sort: str, knowledge: Knowledge) -> AgencyPage:
    """The page of one agency. Raises ``NotHeld`` for one that nothing here knows."""
    agency = asked_agency(name, knowledge)
    if not exists(agency, knowledge.stated):
        raise NotHeld(f"Không văn bản nào trong kho nêu cơ quan “{name}”.")
    return _Page(agency, replace(filters, agency=(full_name(agency),)), sort, knowledge).view()


def agency_links(knowledge: Knowledge) -> tuple[Link, ...]:
    """Every agency that the papers name, in the order of the alphabet."""
    return tuple(Link(name, wording.agency_address(name)) for name in vocabulary(knowledge).agencies)


def near_links(name: str, knowledge: Knowledge) -> tuple[Link, ...]:
    """The agencies of the papers whose names are nearest to one that they do not know."""
    return tuple(Link(other, wording.agency_address(other)) for other in near(name, vocabulary(knowledge).agencies))


class _Page:
    def __init__(self, agency: AskedAgency, filters: TaskFilters, sort: str, knowledge: Knowledge) -> None:
        self._agency, self._filters, self._sort, self._knowledge = agency, filters, sort, knowledge
        self._query = task_query(filters, knowledge, field)
        self._today = self._query.at or today(None)

    def view(self) -> AgencyPage:
        everything = TaskQuery(agencies=self._query.agencies, at=self._today)
        whole = select(self._knowledge, everything)
        shown = whole if self._query == everything else select(self._knowledge, self._query)
        shown = ordered(shown, self._sort, self._today)
        order = Order(self._today, self._sort, lambda sort: self._where.address({"sort": (sort,)}))
        return AgencyPage(
            name=full_name(self._agency),
            others=tuple(self._others()),
            figures=tuple(self._figures(whole)),
            coming=tuple(_coming(whole, self._today)),
            drawing=timeline((*whole.certain, *whole.possible), self._today),
            papers=tuple(_papers(whole, self._today)),
            toolbar=toolbar(shown.all, self._query, self._today, self._where, self._sort),
            lists=task_lists(shown.certain[:MOST_SHOWN], self._knowledge, order),
            conditional=conditional_lists(shown.possible[:MOST_SHOWN], self._knowledge, order),
            narrative=task_lists(shown.narrative[:MOST_SHOWN], self._knowledge, order),
            left_out=sum(max(0, len(part) - MOST_SHOWN) for part in (shown.certain, shown.possible, shown.narrative)),
            listing=wording.tasks_address(pairs(self._filters)),
            today=say_day(self._today),
        )

    def _others(self) -> Iterator[Link]:
        for other in homonyms(self._agency, self._knowledge):
            if not same(other, self._agency):
                yield Link(full_name(other), wording.agency_address(full_name(other)))

    def _figures(self, whole: Selection) -> Iterator[tuple[str, int, str]]:
        for role, words in wording.ROLES.items():
            count = sum(_role(match) == role for match in whole.certain)
            yield words, count, f"{self._where.address({'role': (role,), 'state': ()})}#danh-sach"
        yield "có thể liên quan", len(whole.possible), f"{self._where.address({'role': (), 'state': ()})}#co-the"
        if whole.narrative:
            yield "giao trong lời văn", len(whole.narrative), f"{self._where.address({'role': (), 'state': ()})}#loi-van"
        late = self._where.address({"role": (), "state": ("overdue",)})
        yield "quá hạn", _overdue(whole.certain, self._today), f"{late}#danh-sach"
        for words, part, anchor in (
            ("quá hạn, có thể liên quan", whole.possible, "co-the"), ("quá hạn, trong lời văn", whole.narrative, "loi-van"),
        ):  # fmt: skip
            if count := _overdue(part, self._today):
                yield words, count, f"{late}#{anchor}"

    @property
    def _where(self) -> Where:
        return Where(wording.agency_address(full_name(self._agency)), "/api/tasks", self._pairs)

    def _pairs(self, changed: Corrections) -> Iterator[tuple[str, str]]:
        yield from pairs(given({name: values for name, values in changed.items() if name in NAMES}, self._filters))
        yield from (("sort", value) for value in changed.get("sort", (self._sort,)) if value)


def _overdue(matches: Sequence[Match], now: date) -> int:
    return sum(is_overdue(match.record.task, now) for match in matches)


def _role(match: Match) -> str:
    """The role in which a task counts: leading before joining."""
    roles = {reach.role for reach in match.reaches if reach.certain} or {reach.role for reach in match.reaches}
    return "lead" if "lead" in roles else "coordinating"


def _coming(whole: Selection, now: date) -> Iterator[Coming]:
    """The next deadlines, the nearest first."""
    dated = [(state.day, match) for match in (*whole.certain, *whole.possible) if (state := due(match.record.task, now)).day]
    following = sorted((one for one in dated if one[0] and one[0] >= now), key=lambda one: one[0] or now)
    for day, match in following[:_COMING]:
        task, document, state = match.record.task, match.record.document, due(match.record.task, now)
        doubt = match.reach.rule if match.reach and not match.reach.certain else ""
        place = f"{wording.short_name(document)}, {task_label(task)}"
        link = Link(place, wording.document_address(document.id, task.spans))
        words = f"{'định kỳ, ' if state.state == 'recurring' else ''}{days_words(state.days or 0)}"
        yield Coming(say_day(day or now), state.state, words, task.content.text, wording.ROLES[_role(match)], doubt, link)


def _papers(whole: Selection, now: date) -> Iterator[PaperRow]:
    """The papers in the order of the store."""
    counts: dict[str, Counter[str]] = {}
    documents = {match.record.document.id: match.record.document for match in whole.all}
    parts: tuple[tuple[str, Sequence[Match]], ...] = (
        ("", whole.certain), ("possible", whole.possible), ("narrative", whole.narrative),
    )  # fmt: skip
    for part, matches in parts:
        for match in matches:
            counted = counts.setdefault(match.record.document.id, Counter())
            counted[part or _role(match)] += 1
            counted["late" if part else "overdue"] += is_overdue(match.record.task, now)
    for identifier, document in documents.items():
        found = counts[identifier]
        yield PaperRow(
            wording.document_name(document),
            wording.issued(document),
            wording.document_address(identifier),
            *(found[name] for name in ("lead", "coordinating", "possible", "narrative", "overdue", "late")),
        )
