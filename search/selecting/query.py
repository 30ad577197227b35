"""A structured question about tasks, and its complete answer: every record that fits, never a top-k."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from weakref import WeakKeyDictionary

from corpus.spelling import bare
from corpus.view import without_collection
from ingest.grammar import numbers
from search.asking.task_query import By, RoleName, TaskQuery
from search.binding.grouped import Grouped
from search.binding.reach import Reach
from search.held.knowledge import Knowledge, Record
from search.held.plain_words import tokens
from search.selecting.conditions import conditions
from search.selecting.receivers import received
from search.selecting.required import Bound, bound, left_out

__all__ = ["By", "Match", "RoleName", "Selection", "TaskQuery", "select"]

_DIGITS = re.compile(r"\d+")
_Part = list[tuple[Bound, list[int]]]  # signatures by what binds them
_made = tuple.__new__


class Match(NamedTuple):
    """A task that fits, and why it binds the asked agency (empty when no agency was asked for).

    Where several must be bound, ``each`` has the reasons of every one of them.
    """

    record: Record
    reaches: tuple[Reach, ...] = ()
    each: tuple[tuple[Reach, ...], ...] = ()

    @property
    def narrative(self) -> bool:
        """Whether it is a duty of running text."""
        return self.record.task.kind == "narrative"

    @property
    def reach(self) -> Reach | None:
        """The strongest reason; where several must be bound, that of the one who is bound least surely."""
        if len(self.reaches) == 1:
            return self.reaches[0]
        strongest = (max(reasons, key=_sureness) for reasons in self.each or (self.reaches,) if reasons)
        return min(strongest, key=_sureness, default=None)


@dataclass(frozen=True, slots=True)
class Selection:
    """``certain`` fits beyond doubt; ``possible`` depends on a condition that the paper leaves open ("liên quan").

    ``narrative`` are duties of running text that fit, but no name or date makes them stand beside the rows: listed apart.
    """

    certain: tuple[Match, ...]
    possible: tuple[Match, ...] = ()
    searched: tuple[str, ...] = field(default=())
    narrative: tuple[Match, ...] = ()

    @property
    def all(self) -> tuple[Match, ...]:
        """The certain ones, the possible ones, those of running text."""
        return (*self.certain, *self.possible, *self.narrative)

    def listed(self) -> Selection:
        """Only what the papers list among the certain ones; every duty of running text apart."""
        rows, spoken = _parted(self.certain, lambda match: not match.narrative)
        return replace(self, certain=rows, narrative=(*spoken, *self.narrative))

    def spoken(self) -> Selection:
        """With the duties of running text among the certain ones, where the papers surely mean the asked agency."""
        alike = {id(match.reaches): match for match in self.narrative}
        surely = {reasons for reasons, match in alike.items() if _is_certain(match)}
        sure, rest = _parted(self.narrative, lambda match: id(match.reaches) in surely)
        return replace(self, certain=(*self.certain, *sure), narrative=rest)


def select(knowledge: Knowledge, query: TaskQuery) -> Selection:
    """Every record that fits, in the order of ingestion and of print."""
    places = _printing(knowledge, query, _places(knowledge, query))
    for facet, holds in conditions(query):
        places = knowledge.facets.filtered(places, facet, holds)
    for receiver in query.receivers:
        places = received(knowledge, receiver, places)
    if query.words:
        places = knowledge.facets.printing(places, query.words)
    doubtful: frozenset[int] = frozenset()
    if query.without:
        places, doubtful = left_out(knowledge, query.without, places)
    searched = query.documents or tuple(document.id for document in knowledge.documents)
    if query.everyone:
        certain, possible, apart = _reached(knowledge, query, places)
    else:
        certain, possible, apart = _free(knowledge, query, places)
    if doubtful:
        unsure = {id(knowledge.records[place]) for place in doubtful}
        certain, open_ones = _parted(certain, lambda match: id(match.record) not in unsure)
        possible = (*possible, *open_ones)
    return Selection(certain, possible, searched, () if query.narrative == "without" else apart)


def _places(knowledge: Knowledge, query: TaskQuery) -> Sequence[int]:
    """The records of the asked documents that hold the words of ``about``, by place, in order.

    A further copy of a paper counts only where it alone is asked for.
    """
    asked = dict.fromkeys(query.documents) or knowledge.ranges
    copies = knowledge.copies
    kept = [d for d in asked if d in knowledge.ranges and (d not in copies or (query.documents and copies[d] not in asked))]
    if query.about:
        within = set(kept)
        about = sorted(knowledge.words.holding(query.about, near=True))
        return [place for place in about if knowledge.records[place].document.id in within]
    if len(kept) == len(knowledge.ranges):
        return range(len(knowledge.records))
    order = sorted(knowledge.ranges[document] for document in kept)
    return [place for start, end in order for place in range(start, end)]


def _printing(knowledge: Knowledge, query: TaskQuery, places: Sequence[int]) -> Sequence[int]:
    """Those of the places that may carry a cited number: its words stand in the text, or it is a source."""
    if not query.cited:
        return places
    wanted = {numbers.key(number) for number in query.cited}
    printed = {place for number in query.cited for place in knowledge.words.holding(_printed_as(number))}
    sourced = knowledge.facets.filtered(
        places, "sources", lambda task: any(numbers.key(source) in wanted for source in task.sources)
    )
    printed.update(sourced)
    return [place for place in places if place in printed]


def _printed_as(number: str) -> list[str]:
    """The words that every print of the number has: its digits, and those of its symbol in whatever case and marks."""
    digits = _DIGITS.search(number)
    return [digits.group().lstrip("0"), *map(bare, tokens(number)[1:])] if digits else []


def _free(
    knowledge: Knowledge, query: TaskQuery, places: Sequence[int]
) -> tuple[tuple[Match, ...], tuple[Match, ...], tuple[Match, ...]]:
    """(certain, possible, running text apart) where no agency is asked for: all that fits is certain."""
    matches = _unasked(knowledge)
    if query.narrative == "with" or (query.narrative == "apart" and query.timed()):
        return tuple([matches[place] for place in places]), (), ()
    rows = knowledge.facets.filtered(places, "spoken", lambda task: task.kind != "narrative")
    spoken = knowledge.facets.filtered(places, "spoken", lambda task: task.kind == "narrative")
    return tuple([matches[place] for place in rows]), (), tuple([matches[place] for place in spoken])


def _unasked(knowledge: Knowledge) -> tuple[Match, ...]:
    """Every record of a view as a match without a reason; made once, since lists without filters are asked for all day."""
    known = _known.get(knowledge)
    if known is None:
        known = _known[knowledge] = tuple(map(Match, knowledge.records))
    return known


_known: WeakKeyDictionary[Knowledge, tuple[Match, ...]] = WeakKeyDictionary()


def _reached(
    knowledge: Knowledge, query: TaskQuery, places: Sequence[int]
) -> tuple[tuple[Match, ...], tuple[Match, ...], tuple[Match, ...]]:
    """(certain, possible, running text apart): the records that bind the asked agencies, with the reasons of all of them."""
    grouped = knowledge.reaching.grouped("product" in query.by)
    parts = _sorted_out(knowledge, grouped, bound(knowledge, query, _codes(grouped, places)), query)
    certain, possible, shared, apart = (_matches(knowledge, grouped, places, part) for part in parts)
    return certain, (*possible, *shared), apart


def _matches(knowledge: Knowledge, grouped: Grouped, places: Sequence[int], part: _Part) -> tuple[Match, ...]:
    """The records at those places that have one of the signatures, in order: 20 ms for 100,000.

    A frozen dataclass, or the class of a tuple called, would take twice as long, and as long again to look for garbage.
    """
    records, codes = knowledge.records, grouped.codes
    why = {code: bound for bound, same in part for code in same}
    with without_collection():
        return tuple([_made(Match, (records[place], *why[codes[place]])) for place in grouped.among(places, list(why))])


def _codes(grouped: Grouped, places: Sequence[int]) -> Sequence[int]:
    if isinstance(places, range) and len(places) == len(grouped.codes):
        return range(len(grouped.places))
    return list({grouped.codes[place] for place in places})


def _sorted_out(knowledge: Knowledge, grouped: Grouped, found: _Part, query: TaskQuery) -> tuple[_Part, _Part, _Part, _Part]:
    """What is (certain, possible, possible for they only share, running text apart), by one row of those that are alike."""
    certain: _Part = []
    possible: _Part = []
    shared: _Part = []
    apart: _Part = []
    named = False
    for why, same in found:
        match = Match(knowledge.records[grouped.firsts[same[0]]], *why)
        if match.narrative and not _stands(match, query):
            apart.append((why, same))
        elif not _is_certain(match):
            possible.append((why, same))
        elif query.named_first and _only_shared(match):
            shared.append((why, same))
        else:
            certain.append((why, same))
            named = named or _coordinates_by_name(match)
    return (certain, possible, shared, apart) if named else ([*certain, *shared], possible, [], apart)


def _coordinates_by_name(match: Match) -> bool:
    return any(reason.role == "coordinating" and reason.because == "by_name" for reason in match.reaches)


def _only_shared(match: Match) -> bool:
    """Whether one who must be bound only coordinates, through a group phrase."""
    each = match.each or (match.reaches,)
    return any(all(reason.role == "coordinating" and reason.because == "via_group" for reason in one) for one in each)


def _sureness(reason: Reach) -> tuple[bool, float]:
    return reason.certain, reason.confidence


def _parted(matches: Iterable[Match], first: Callable[[Match], bool]) -> tuple[tuple[Match, ...], tuple[Match, ...]]:
    """(those that pass, the others)."""
    parts: tuple[list[Match], list[Match]] = ([], [])
    for match in matches:
        parts[not first(match)].append(match)
    return tuple(parts[0]), tuple(parts[1])


def _is_certain(match: Match) -> bool:
    return match.reach is None or match.reach.certain


def _stands(match: Match, query: TaskQuery) -> bool:
    """Whether a duty of running text stands among the rows: it names the asked agency."""
    if query.narrative != "apart":
        return query.narrative == "with"
    each = match.each or (match.reaches,)
    return all(any(reason.certain and reason.because == "by_name" for reason in one) for one in each)
