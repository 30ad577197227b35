"""Who must be bound by a task, and the reasons for which each of them is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from search.asking.task_query import By, Party, RoleName, TaskQuery
from search.binding.reach import Reach
from search.held.knowledge import Knowledge

Among = Sequence[Party]  # of whom one must be bound
_BY_OF_BECAUSE: dict[str, By] = {
    "by_name": "name",
    "via_group": "group",
    "issuer": "issuer",
    "deliverable": "product",
    "body": "product",
}


def required(query: TaskQuery) -> tuple[Among, ...]:
    """Who must be bound, one of each group: the asked agencies (any of them unless ``joint``) and the parties."""
    asked = tuple(Party(agency, query.roles) for agency in query.agencies)
    together = tuple((party,) for party in asked) if query.joint else (asked,) if asked else ()
    return (*together, *query.parties)


def reasons_of(
    knowledge: Knowledge, query: TaskQuery, signature: int, required: Sequence[Among]
) -> tuple[tuple[Reach, ...], ...]:
    """The reasons of each of the required; empty where one of them is not bound."""
    each: list[tuple[Reach, ...]] = []
    for among in required:
        reaches = ((knowledge.reaching.reach(signature, p.agency, "product" in query.by), p.roles) for p in among)
        each.append(tuple(reason for found, roles in reaches for reason in _wanted(found, roles, query)))
        if not each[-1]:
            return ()
    return tuple(each)


def left_out(knowledge: Knowledge, without: Sequence[Party], places: Sequence[int]) -> tuple[list[int], frozenset[int]]:
    """(the places that bind none of the parties for certain, those of them that may bind one)."""
    codes = knowledge.reaching.grouped(False).codes
    bound: dict[int, bool | None] = {}
    for code in {codes[place] for place in places}:
        reaches = chain.from_iterable(
            (reach for reach in knowledge.reaching.reach(code, party.agency, False) if reach.role in party.roles)
            for party in without
        )
        sure = [reach.certain for reach in reaches]
        bound[code] = any(sure) if sure else None
    kept = [place for place in places if not bound[codes[place]]]
    return kept, frozenset(place for place in kept if bound[codes[place]] is False)


def _wanted(reasons: Sequence[Reach], roles: frozenset[RoleName], query: TaskQuery) -> list[Reach]:
    wanted = [reason for reason in reasons if _BY_OF_BECAUSE[reason.because] in query.by and reason.role in roles]
    if query.unconditional:
        wanted = [reason for reason in wanted if "liên quan" not in (reason.phrase or "").lower()]
    if query.only_role and any(reason.role not in roles and not reason.own_output for reason in reasons):
        return []
    return wanted
