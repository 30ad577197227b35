"""The filters of a task list as people and programs write them, to a ``TaskQuery`` and back.

The command line, HTTP and the chips of a question all speak these names; what cannot be read is told in the asker's own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from functools import partial
from typing import Any, get_args
from zoneinfo import ZoneInfo

from api.asking.agency import asked_agency
from api.asking.party import ROLES, among_of, party_value
from api.asking.values import Named, day, days, moved, one_of, parameter, parts, truth, union
from corpus.agencies import fold
from corpus.model import Frequency
from search.asking.task_query import Adjustment, Lack, Narrative
from search.binding.asked_agency import full_name
from search.held.due import STATES, State
from search.held.knowledge import Knowledge
from search.selecting.query import By, TaskQuery

Corrections = Mapping[str, Sequence[str]]  # what a filter shall be instead; an empty value takes it away
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
_BY: dict[str, frozenset[By]] = {
    "name": frozenset({"name"}), "group": frozenset({"group"}), "issuer": frozenset({"issuer"}),
    "product": frozenset({"product"}), "any": frozenset({"name", "group", "issuer", "product"}),
}  # fmt: skip
_STATES: dict[str, frozenset[State]] = {state: frozenset({state}) for state in STATES} | {"any": frozenset()}
_FREQUENCIES: tuple[Frequency, ...] = ("daily", "weekly", "monthly", "quarterly", "half_yearly", "yearly")
_ADJUSTMENTS: tuple[Adjustment, ...] = ("earlier", "later", "same", "any")
_LACKS: dict[str, frozenset[Lack]] = {lack: frozenset({lack}) for lack in get_args(Lack)}
_NARRATIVE: tuple[Narrative, ...] = ("apart", "with", "without")


@dataclass(frozen=True, slots=True)
class TaskFilters:
    """Filters as typed, one field for each of ``TaskQuery``, where they are explained; an empty field is no filter.

    Dates are ISO or d/m/yyyy; those of ``also_due`` are two, parted by ">". ``role``, ``by``, ``state``, ``lacks`` and
    ``filled`` are words parted by commas; ``together`` asks for tasks of all named agencies, ``only`` for those that bind the
    agency in no other role; each ``party`` ("lead: Sở Y tế") must be bound, one of several parted by "|" ("lead: Sở Y tế |
    coordinating: Sở Tư pháp"); ``moved`` is "Quý IV > Quý III". ``text`` and ``product`` are words that must all occur,
    ``about`` near together; ``without`` are written as parties. ``narrative`` says where duties of running text stand:
    ``apart``, ``with`` the others, ``without`` them.
    """

    agency: tuple[str, ...] = ()
    together: bool = False
    role: str = "any"
    only: bool = False
    party: tuple[str, ...] = ()
    by: str = "any"
    source: tuple[str, ...] = ()
    all_sources: bool = False
    source_only: bool = False
    without_source: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    annex: tuple[str, ...] = ()
    group: str = ""
    stt: str = ""
    due_after: str = ""
    due_before: str = ""
    also_due: tuple[str, ...] = ()
    starting: bool = False
    overdue: bool = False
    state: str = "any"
    at: str = ""
    ongoing: bool = False
    frequency: str = ""
    adjustment: str = ""
    moved: str = ""
    text: str = ""
    about: str = ""
    product: str = ""
    lacks: str = ""
    filled: str = ""
    alone: bool = False
    receiver: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    narrative: str = "apart"
    unconditional: bool = False
    named_first: bool = False


NAMES = tuple(field.name for field in fields(TaskFilters))
NEUTRAL = TaskFilters()


def today(at: str | None, named: Named = parameter) -> date:
    """The named day, or today in Asia/Ho_Chi_Minh. Raises ``InputError``."""
    return day("at", at, named) or datetime.now(HANOI).date()


def task_query(filters: TaskFilters, knowledge: Knowledge, named: Named = parameter) -> TaskQuery:
    """Raises ``InputError`` for a value that cannot be read, ``NotHeld`` for an unknown document."""
    return replace(
        _who(filters, knowledge, named),
        sources=filters.source,
        all_sources=filters.all_sources,
        cited=filters.cited,
        documents=tuple(dict.fromkeys(knowledge.resolve(name).id for name in filters.document)),
        sources_only=filters.source_only,
        without_sources=filters.without_source,
        annex=filters.annex[0] if filters.annex else None,
        other_annexes=filters.annex[1:],
        group=filters.group or None,
        stt=filters.stt or None,
        due_after=day("due_after", filters.due_after, named),
        due_before=day("due_before", filters.due_before, named),
        other_days=tuple(days("also_due", span, named) for span in filters.also_due),
        starting=filters.starting,
        overdue=filters.overdue,
        states=union("state", filters.state, _STATES, named),
        at=today(filters.at, named),
        ongoing=filters.ongoing,
        frequency=one_of("frequency", filters.frequency, _FREQUENCIES, named),
        adjustment=one_of("adjustment", filters.adjustment, _ADJUSTMENTS, named),
        moved=moved(filters.moved, named),
        words=tuple(filters.text.split()),
        about=tuple(filters.about.split()),
        deliverable=tuple(fold(filters.product).split()),
        lacks=union("lacks", filters.lacks, _LACKS, named) if filters.lacks else frozenset(),
        filled=union("filled", filters.filled, _LACKS, named) if filters.filled else frozenset(),
        narrative=one_of("narrative", filters.narrative, _NARRATIVE, named) or "apart",
    )


def _who(filters: TaskFilters, knowledge: Knowledge, named: Named) -> TaskQuery:
    agency_of = partial(asked_agency, knowledge=knowledge)
    return TaskQuery(
        agencies=tuple(asked_agency(name, knowledge) for name in filters.agency),
        joint=filters.together,
        roles=union("role", filters.role, ROLES, named),
        only_role=filters.only,
        parties=tuple(among_of(party, agency_of, named) for party in filters.party),
        by=union("by", filters.by, _BY, named),
        alone=filters.alone,
        without=tuple(party for one in filters.without for party in among_of(one, agency_of, named)),
        receivers=tuple(asked_agency(name, knowledge) for name in filters.receiver),
        unconditional=filters.unconditional,
        named_first=filters.named_first,
    )


def filters_of(query: TaskQuery, knowledge: Knowledge) -> TaskFilters:
    """The filters that say a query; its day is named where it is not today."""
    return replace(
        _times_of(query),
        agency=tuple(full_name(agency) for agency in query.agencies),
        together=query.joint,
        role=_words(query.roles, ROLES["any"]) if query.agencies else "any",
        only=query.only_role,
        party=tuple(map(party_value, query.parties)),
        by=_words(query.by, _BY["any"]) if query.everyone else "any",
        source=query.sources,
        all_sources=query.all_sources,
        cited=query.cited,
        document=tuple(_name(identifier, knowledge) for identifier in query.documents),
        source_only=query.sources_only,
        without_source=query.without_sources,
        annex=tuple(annex for annex in (query.annex, *query.other_annexes) if annex),
        group=query.group or "",
        stt=query.stt or "",
        text=" ".join(query.words),
        about=" ".join(query.about),
        product=" ".join(query.deliverable),
        lacks=",".join(sorted(query.lacks)),
        filled=",".join(sorted(query.filled)),
        alone=query.alone,
        receiver=tuple(map(full_name, query.receivers)),
        without=tuple(party_value((party,)) for party in query.without),
        narrative=query.narrative,
        unconditional=query.unconditional,
        named_first=query.named_first,
    )


def _times_of(query: TaskQuery) -> TaskFilters:
    """The filters on deadlines alone."""
    return TaskFilters(
        due_after=_iso(query.due_after),
        due_before=_iso(query.due_before),
        also_due=tuple(f"{first.isoformat()} > {last.isoformat()}" for first, last in query.other_days),
        starting=query.starting,
        overdue=query.overdue,
        state=_words(query.states, frozenset()),
        at=_iso(query.at) if query.at != today(None) else "",
        ongoing=query.ongoing,
        frequency=query.frequency or "",
        adjustment=query.adjustment or "",
        moved=" > ".join(query.moved or ()),
    )


def pairs(filters: TaskFilters) -> Iterator[tuple[str, str]]:
    """What an address says of the filters: (name, value), several pairs for several values, none for an empty filter."""
    for name in NAMES:
        value = getattr(filters, name)
        if value == getattr(NEUTRAL, name):
            continue
        if isinstance(value, tuple):
            yield from ((name, one) for one in value)
        else:
            yield name, "true" if value is True else value


def given(values: Mapping[str, Sequence[str]], over: TaskFilters = NEUTRAL, named: Named = parameter) -> TaskFilters:
    """``over`` with what an address gives: a name with an empty value takes the filter away. Raises ``InputError``."""
    changed: dict[str, Any] = {}
    for name in NAMES:
        if name in values:
            changed[name] = _typed(name, [value.strip() for value in values[name]], named)
    return replace(over, **changed)


def _typed(name: str, values: Sequence[str], named: Named) -> Any:
    neutral = getattr(NEUTRAL, name)
    if isinstance(neutral, bool):
        return truth(name, values[-1] if values else "", named)
    if isinstance(neutral, str):
        said = (" " if name in ("text", "about", "product") else ",").join(value for value in values if value)
        return said or neutral
    signs = {"source": ",;", "without_source": ",;", "cited": ",;", "annex": ",;", "agency": ";", "receiver": ";"}.get(name, "")
    return tuple(part for value in values for part in parts(value, signs))


def _words(chosen: Iterable[str], every: frozenset[Any]) -> str:
    return "any" if frozenset(chosen) == every else ",".join(sorted(chosen))


def _name(identifier: str, knowledge: Knowledge) -> str:
    """The number of a document where no other one has it, else its id."""
    number = knowledge.by_id[identifier].number
    return number if number and len(knowledge.numbered(number)) == 1 else identifier


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
