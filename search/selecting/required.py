"""Who must be bound by a task, and the reasons for which each of them is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

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


class Bound(NamedTuple):
    """The reasons for which the required are bound, ``each`` of them by themselves where they are several."""

    reasons: tuple[Reach, ...]
    each: tuple[tuple[Reach, ...], ...]


def bound(knowledge: Knowledge, query: TaskQuery, codes: Sequence[int]) -> list[tuple[Bound, list[int]]]:
    """How the required are bound by rows of these signatures, with the signatures that do it so; without those that do not.

    The rows of a pair are all listed, or all of running text. Looked at is each judgement that rows share, a few hundred, and
    not each of the 18,000 signatures that 100,000 tasks have.
    """
    wanted = required(query)
    judged = [knowledge.reaching.judged(party.agency, "product" in query.by) for among in wanted for party in among]
    alike: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    for code, key in zip(codes, zip(*([id(one[code]) for code in codes] for one in judged), strict=True), strict=True):
        alike[key].append(code)
    found = ((_bound([one[same[0]] for one in judged], wanted, query), same) for same in alike.values())
    return [(why, same) for why, same in found if why is not None]


def _bound(reaches: Sequence[tuple[Reach, ...]], required: Sequence[Among], query: TaskQuery) -> Bound | None:
    """``reaches`` of every party of the required, in order; ``None`` where one of the required is not bound."""
    of_next = iter(reaches)
    each: list[tuple[Reach, ...]] = []
    for among in required:
        each.append(tuple(reason for party in among for reason in _wanted(next(of_next), party.roles, query)))
    if not all(each):
        return None
    return Bound(tuple(chain.from_iterable(each)), tuple(each) if len(each) > 1 else ())


def left_out(knowledge: Knowledge, without: Sequence[Party], places: Sequence[int]) -> tuple[list[int], frozenset[int]]:
    """(the places that bind none of the parties for certain, those of them that may bind one)."""
    codes = knowledge.reaching.grouped(False).codes
    bound: dict[int, bool | None] = {}
    for code in {codes[place] for place in places}:
        reaches = chain.from_iterable(
            (reach for reach in knowledge.reaching.judged(party.agency, False)[code] if reach.role in party.roles)
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
