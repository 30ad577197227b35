"""What the papers say against each other: two dates for one plan, one number for two papers, a child older than its parent.

Both places are named and nothing is decided: which one is the slip only the archives can tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from corpus.model import Span
from ingest.grammar import numbers
from ingest.grammar.deadline_words import say_day
from search.chain.cited import Paper, described
from search.held.knowledge import Knowledge

_OLDER = frozenset({"implements", "specifies", "replaces", "amends", "repeals", "assigned_by"})
Places = tuple[tuple[str, tuple[Span, ...]], ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """``kind`` is ``two_dates``, ``shared_number`` or ``older_than_parent``; ``message`` is Vietnamese.

    ``papers`` are the ids of those that it concerns, ``places`` (document id, spans) of what is printed.
    """

    kind: str
    message: str
    papers: tuple[str, ...]
    places: Places


def contradictions(
    knowledge: Knowledge, found: dict[str, Paper], edges: Iterable[tuple[str, str, str]]
) -> Iterator[Contradiction]:
    """All of one chain; ``edges`` are (source, target, relation)."""
    for paper in found.values():
        yield from _own_dates(paper)
        yield from _cited_dates(paper, knowledge)
    yield from _shared_numbers(found)
    for source, target in dict.fromkeys((source, target) for source, target, relation in edges if relation in _OLDER):
        yield from _older(found[source], found[target])


def _own_dates(paper: Paper) -> Iterator[Contradiction]:
    """A document that prints two dates of its own."""
    if paper.document is None:
        return
    for notice in paper.document.warnings:
        if notice.code == "two_dates":
            message = f"{_name(paper)}: {notice.message[:1].lower()}{notice.message[1:]}"
            yield Contradiction("two_dates", message, (paper.id,), tuple((paper.id, (span,)) for span in notice.spans))


def _cited_dates(paper: Paper, knowledge: Knowledge) -> Iterator[Contradiction]:
    """A paper that is cited under other dates than its own, or under several."""
    said: dict[date, list[tuple[str, tuple[Span, ...]]]] = {}
    for claim, mention in described(paper.claims):
        if mention.date is not None and claim.citing != paper.id:
            said.setdefault(mention.date, []).append((claim.citing, mention.sentence or mention.spans))
    own = paper.document.date if paper.document and paper.document.date_precision == "day" else None
    other = [day for day in said if day != own]
    if len(said) + (own is not None and own not in said) < 2:
        return
    told = "; ".join(f"{say_day(day)} ({_who(said[day], knowledge)})" for day in sorted(other))
    printed = f"văn bản in {say_day(own)}, được viện dẫn là " if own else "được viện dẫn với nhiều ngày: "
    yield Contradiction(
        "two_dates", f"{_name(paper)}: {printed}{told}.", (paper.id,), tuple(said[day][0] for day in sorted(other))
    )


def _who(places: Iterable[tuple[str, tuple[Span, ...]]], knowledge: Knowledge) -> str:
    names = dict.fromkeys(knowledge.by_id[citing].label for citing, _ in places)
    return ", ".join(names)


def _shared_numbers(found: dict[str, Paper]) -> Iterator[Contradiction]:
    """Different papers of one province under one number: no contradiction, but what is easily mistaken."""
    grouped: dict[str, list[Paper]] = {}
    for paper in found.values():
        if paper.number:
            grouped.setdefault(numbers.key(paper.number), []).append(paper)
    for number, sharing in ((group[0].number, group) for group in grouped.values()):
        told = dict.fromkeys(_about(paper) for paper in sharing if paper.issuer or paper.date)
        if len(told) < 2:
            continue
        listing = "; ".join(told)
        places = tuple((c.citing, c.mentions[0].sentence or c.mentions[0].spans) for p in sharing for c in p.claims[:1])
        message = f"Số {number} là của {len(told)} văn bản khác nhau: {listing}."
        yield Contradiction("shared_number", message, tuple(paper.id for paper in sharing), places)


def _older(child: Paper, parent: Paper) -> Iterator[Contradiction]:
    """A paper that carries out one issued after it."""
    document = child.document
    if document is None or document.date is None or document.date_precision != "day" or not parent.date:
        return
    exact = parent.document is None or parent.document.date_precision == "day"
    if not exact or parent.date <= document.date:
        return
    places = tuple((c.citing, c.mentions[0].sentence or c.mentions[0].spans) for c in parent.claims if c.citing == child.id)
    message = f"{_name(child)} ngày {say_day(document.date)} dẫn {_name(parent)} ngày {say_day(parent.date)}, là ngày sau nó."
    yield Contradiction("older_than_parent", message, (child.id, parent.id), places)


def _about(paper: Paper) -> str:
    day = f" ngày {say_day(paper.date)}" if paper.date else ""
    return f"{paper.issuer or 'chưa rõ cơ quan'}{day}"


def _name(paper: Paper) -> str:
    kind = paper.type or "Văn bản"
    return f"{kind} {paper.number}" if paper.number else f"{kind} chưa có số của {paper.issuer or 'cơ quan chưa rõ'}"
