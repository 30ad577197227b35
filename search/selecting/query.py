"""A structured question about tasks, and its complete answer: every record that fits, never a top-k."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from weakref import WeakKeyDictionary

from ingest.grammar import numbers
from search.asking.task_query import By, RoleName, TaskQuery
from search.binding.grouped import Grouped
from search.binding.reach import Reach
from search.held.knowledge import Knowledge, Record
from search.selecting.conditions import conditions
from search.selecting.receivers import received
from search.selecting.required import left_out, reasons_of, required

__all__ = ["By", "Match", "RoleName", "Selection", "TaskQuery", "select"]

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Match:
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
        sure, rest = _parted(self.narrative, _is_certain)
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
        certain, possible, apart = _sorted_out(_reached(knowledge, query, places), query)
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
    """Those of the places that may carry a cited number: its digits stand in the text, or it is a source."""
    if not query.cited:
        return places
    wanted = {numbers.key(number) for number in query.cited}
    digits = [found.group().lstrip("0") for number in query.cited if (found := _DIGITS.search(number))]
    printed = {place for digit in digits for place in knowledge.words.holding([digit])}
    sourced = knowledge.facets.filtered(
        places, "sources", lambda task: any(numbers.key(source) in wanted for source in task.sources)
    )
    printed.update(sourced)
    return [place for place in places if place in printed]


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


def _reached(knowledge: Knowledge, query: TaskQuery, places: Sequence[int]) -> list[Match]:
    """The records that bind the asked agencies, with the reasons of all of them."""
    own = "product" in query.by
    grouped = knowledge.reaching.grouped(own)
    wanted = required(query)
    reasons = {code: reasons_of(knowledge, query, code, wanted) for code in _codes(grouped, places)}
    flat = {code: tuple(reason for one in each for reason in one) for code, each in reasons.items()}
    hits = grouped.among(places, [code for code, each in reasons.items() if each])
    records, codes = knowledge.records, grouped.codes
    if len(wanted) == 1:
        return [Match(records[place], flat[codes[place]]) for place in hits]
    return [Match(records[place], flat[codes[place]], reasons[codes[place]]) for place in hits]


def _codes(grouped: Grouped, places: Sequence[int]) -> Iterable[int]:
    if isinstance(places, range) and len(places) == len(grouped.codes):
        return range(len(grouped.places))
    return {grouped.codes[place] for place in places}


def _sorted_out(matches: Sequence[Match], query: TaskQuery) -> tuple[tuple[Match, ...], tuple[Match, ...], tuple[Match, ...]]:
    """(certain, possible, running text apart); equal reasons are looked at once."""
    certain: list[Match] = []
    possible: list[Match] = []
    apart: list[Match] = []
    shared: list[Match] = []
    named = False
    seen: dict[tuple[int, bool], list[Match]] = {}
    for match in matches:
        kind = (id(match.reaches), match.record.task.kind == "narrative")
        part = seen.get(kind)
        if part is None:
            sure = _is_certain(match)
            if match.narrative and not _stands(match, query):
                part = apart
            elif query.named_first and sure and _only_shared(match):
                part = shared
            else:
                part = certain if sure else possible
            named = named or (part is certain and _coordinates_by_name(match))
            seen[kind] = part
        part.append(match)
    if shared and not named:
        order = {id(match): n for n, match in enumerate(matches)}
        certain = sorted((*certain, *shared), key=lambda match: order[id(match)])
        shared = []
    return tuple(certain), (*possible, *shared), tuple(apart)


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
