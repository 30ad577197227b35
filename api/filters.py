"""The filters of a task list, as the command line and HTTP give them, to a ``TaskQuery``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from corpus.errors import InputError
from ingest import agencies
from search.knowledge import Knowledge
from search.query import By, RoleName, TaskQuery
from search.reach import AskedAgency

T = TypeVar("T", bound=str)
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
_ROLES: dict[str, frozenset[RoleName]] = {
    "lead": frozenset({"lead"}), "coordinating": frozenset({"coordinating"}), "any": frozenset({"lead", "coordinating"}),
}  # fmt: skip
_BY: dict[str, frozenset[By]] = {
    "name": frozenset({"name"}), "group": frozenset({"group"}), "issuer": frozenset({"issuer"}),
    "product": frozenset({"product"}), "any": frozenset({"name", "group", "issuer", "product"}),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TaskFilters:
    """Filters as typed; dates are ISO or d/m/yyyy."""

    agency: str | None = None
    role: str = "any"
    by: str = "any"
    source: tuple[str, ...] = ()
    document: str | None = None
    due_before: str | None = None
    due_after: str | None = None
    overdue: bool = False
    at: str | None = None
    text: str | None = None


def today(at: str | None) -> date:
    """The day named by ``--at``, or today in Asia/Ho_Chi_Minh. Raises ``InputError``."""
    return _day("at", at) or datetime.now(HANOI).date()


def task_query(filters: TaskFilters, knowledge: Knowledge) -> TaskQuery:
    """Raises ``InputError`` for a value that cannot be read, ``NotHeld`` for an unknown document."""
    return TaskQuery(
        agencies=(asked_agency(filters.agency),) if filters.agency else (),
        roles=_union("role", filters.role, _ROLES),
        by=_union("by", filters.by, _BY),
        sources=filters.source,
        documents=(knowledge.resolve(filters.document).id,) if filters.document else (),
        due_after=_day("due-after", filters.due_after),
        due_before=_day("due-before", filters.due_before),
        overdue=filters.overdue,
        at=today(filters.at),
        words=tuple(filters.text.split()) if filters.text else (),
    )


def asked_agency(name: str) -> AskedAgency:
    """An agency as typed, with its province or commune where stated; an unknown one is asked for by its print."""
    found = agencies.find(name)
    if len(found) == 1 and found[0].end - found[0].start >= len(name.strip()) - 2:
        return AskedAgency(found[0].name, found[0].province, found[0].commune)
    return AskedAgency(name.strip(), None, None)


def known_sources(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def _union(option: str, value: str, choices: dict[str, frozenset[T]]) -> frozenset[T]:
    chosen: frozenset[T] = frozenset()
    for word in value.split(","):
        if word.strip() not in choices:
            raise InputError(f"--{option} nhận {', '.join(choices)} (có thể nhiều, cách nhau dấu phẩy), không phải “{word}”.")
        chosen |= choices[word.strip()]
    return chosen


def _day(option: str, value: str | None) -> date | None:
    if not value:
        return None
    for shape in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(value, shape).date()
        except ValueError:
            continue
    raise InputError(f"--{option} nhận một ngày, ví dụ 2026-04-30 hoặc 30/4/2026, không phải “{value}”.")
