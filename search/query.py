"""A structured question about tasks, and its complete answer: every record that fits, never a top-k."""

from __future__ import annotations

from dataclasses import dataclass, field

from search.asked import AskedAgency
from search.conditions import By, RoleName, TaskQuery, conditions
from search.knowledge import Knowledge, Record
from search.reach import Reach, reach

__all__ = ["By", "Match", "RoleName", "Selection", "TaskQuery", "select"]

_BY_OF_BECAUSE: dict[str, By] = {
    "by_name": "name",
    "via_group": "group",
    "issuer": "issuer",
    "deliverable": "product",
    "body": "product",
}


@dataclass(frozen=True, slots=True)
class Match:
    """A task that fits, and why it binds the asked agency (empty when no agency was asked for)."""

    record: Record
    reaches: tuple[Reach, ...] = ()

    @property
    def reach(self) -> Reach | None:
        """The strongest reason."""
        return max(self.reaches, key=lambda r: (r.certain, r.confidence), default=None)


@dataclass(frozen=True, slots=True)
class Selection:
    """``certain`` fits beyond doubt; ``possible`` depends on a condition that the paper leaves open ("liên quan")."""

    certain: tuple[Match, ...]
    possible: tuple[Match, ...] = ()
    searched: tuple[str, ...] = field(default=())


def select(knowledge: Knowledge, query: TaskQuery) -> Selection:
    """Every record that fits, in the order of ingestion and of print."""
    records = [record for record in knowledge.records if not query.documents or record.document.id in query.documents]
    fits = conditions(query)
    chosen = [record for record in records if all(holds(record.task) for holds in fits)]
    searched = query.documents or tuple(document.id for document in knowledge.documents)
    if not query.agencies:
        return Selection(tuple(Match(record) for record in chosen), (), searched)
    matches = [match for record in chosen if (match := _reached(record, query, knowledge.stated)) is not None]
    certain = tuple(match for match in matches if match.reach is not None and match.reach.certain)
    possible = tuple(match for match in matches if match.reach is None or not match.reach.certain)
    return Selection(certain, possible, searched)


def _reached(record: Record, query: TaskQuery, known: frozenset[str]) -> Match | None:
    """The reasons of every asked agency together; with ``joint`` each of them must have one."""
    by_agency = [_reasons(record, agency, query, known) for agency in query.agencies]
    if query.joint and not all(by_agency):
        return None
    found = tuple(reason for reasons in by_agency for reason in reasons)
    return Match(record, found) if found else None


def _reasons(record: Record, agency: AskedAgency, query: TaskQuery, known: frozenset[str]) -> list[Reach]:
    reasons = [r for r in reach(record.task, record.document, agency, known) if _BY_OF_BECAUSE[r.because] in query.by]
    found = [reason for reason in reasons if reason.role in query.roles]
    return [] if query.only_role and len(found) < len(reasons) else found
