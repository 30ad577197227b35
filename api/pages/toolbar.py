"""What stands over a task list: its parts by state and role with their counts, its order, its day, and the files of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from api.asking.filters import Corrections
from api.telling import wording
from ingest.grammar.deadline_words import say_day
from search.held.due import STATES, due
from search.selecting.query import Match, TaskQuery

Pairs = Callable[[Corrections], Iterable[tuple[str, str]]]
SORT_WORDS = (
    ("", "theo văn bản"), ("deadline", "hạn gần trước"), ("-deadline", "hạn xa trước"), ("lead", "cơ quan chủ trì"),
    ("coordinating", "cơ quan phối hợp"), ("sources", "văn bản giao"), ("content", "nội dung"), ("document", "số văn bản"),
)  # fmt: skip
_MOST_COUNTED = 20_000  # tasks; a longer list is not divided
_FILES = (("xlsx", "Excel"), ("csv", "CSV"), ("ics", "Lịch nhắc hạn"))


@dataclass(frozen=True, slots=True)
class Facet:
    """A part of the list: ``address`` shows it alone, ``name`` is its state or role. ``count`` is 0 where parts overlap."""

    name: str
    words: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Toolbar:
    """``hidden`` are the fields of the form that sets the order and the day; ``undo`` shows all states again."""

    states: tuple[Facet, ...]
    roles: tuple[Facet, ...]
    undo: str
    files: tuple[tuple[str, str], ...]
    action: str
    hidden: tuple[tuple[str, str], ...]
    sort: str
    at: str


@dataclass(frozen=True, slots=True)
class Where:
    """A list's own address with some filters changed: its ``action`` and ``pairs``; ``files`` is that of its files."""

    action: str
    files: str
    pairs: Pairs

    def address(self, changed: Corrections) -> str:
        return f"{self.action}?{urlencode(list(self.pairs(changed)))}"


def toolbar(matches: Sequence[Match], query: TaskQuery, today: date, where: Where, sort: str) -> Toolbar | None:
    """``None`` over nothing."""
    if not matches:
        return None
    return Toolbar(
        tuple(_states(matches, query, today, where)),
        tuple(_roles(matches, query, where)),
        where.address({"state": (), "overdue": ("false",)}) if query.states or query.overdue else "",
        tuple((words, f"{where.files}.{kind}?{urlencode(list(where.pairs({})))}") for kind, words in _FILES),
        where.action,
        tuple(pair for pair in where.pairs({}) if pair[0] not in ("sort", "at")),
        sort,
        say_day(today),
    )


def _states(matches: Sequence[Match], query: TaskQuery, today: date, where: Where) -> Iterator[Facet]:
    """Only where the list holds tasks of several states."""
    if query.overdue or len(matches) > _MOST_COUNTED:
        return
    counts = Counter(due(match.record.task, today).state for match in matches)
    if len(counts) > 1:
        for state in STATES:
            if counts[state]:
                yield Facet(state, wording.STATES[state], counts[state], f"{where.address({'state': (state,)})}#danh-sach")


def _roles(matches: Sequence[Match], query: TaskQuery, where: Where) -> Iterator[Facet]:
    if len(query.roles) < 2 or len(matches) > _MOST_COUNTED:
        return
    counts = Counter(match.reach.role for match in matches if match.reach)
    if len(counts) > 1:
        for role, words in wording.ROLES.items():
            yield Facet(role, words, 0, f"{where.address({'role': (role,)})}#danh-sach")
