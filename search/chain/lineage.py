"""The chain of direction (chuỗi chỉ đạo): which papers a document carries out, replaces, cites; which carry it out.

Nodes are held documents and *stubs*, papers that are cited but not held. An edge points from the paper that speaks to the one
that it speaks of, so the parents of a plan are where its edges lead. What only a third paper tells is marked as told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from corpus.errors import NotHeld
from corpus.model import Document, Reference, Span
from ingest.grammar import numbers
from search.chain.cited import Paper, papers
from search.chain.contradictions import Contradiction, contradictions
from search.chain.told import told
from search.held.knowledge import Knowledge

RELATIONS = (  # the strongest first
    "implements", "specifies", "replaces", "amends", "repeals", "legal_basis", "attaches", "annex_of", "assigned_by", "cites",
)  # fmt: skip
_STRENGTH = {relation: place for place, relation in enumerate(RELATIONS)}
CARRIES_OUT = ("implements", "specifies")
DIRECTING = frozenset(RELATIONS[:6])  # what carries the chain on to the next paper

_DEEPEST = 6  # steps above or below


class Evidence(NamedTuple):
    """Where a relation is stated: the sentence, and the print of the number in it."""

    document: str
    sentence: tuple[Span, ...]
    number: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """``source`` stands in ``relation`` to ``target`` (ids of papers); ``told_by`` is empty where the source itself says so,
    else the ids of the documents that say it of another paper.
    """

    source: str
    target: str
    relation: str
    evidence: tuple[Evidence, ...]
    told_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """All papers and relations of one knowledge base; ``meant`` says which paper each (citing document, reference) means."""

    papers: dict[str, Paper]
    edges: tuple[Edge, ...]
    contradictions: tuple[Contradiction, ...]
    meant: dict[tuple[str, Reference], str]


@dataclass(frozen=True, slots=True)
class Lineage:
    """One paper among those above it (``ranks`` > 0), below it (< 0) and itself (0).

    A paper at rank 2 is reached over one at rank 1; what the subject merely cites, or is merely cited by, stands at 1 and -1.
    """

    subject: Paper
    papers: tuple[Paper, ...]
    edges: tuple[Edge, ...]
    ranks: dict[str, int]
    contradictions: tuple[Contradiction, ...]


@lru_cache(maxsize=1)
def chain(knowledge: Knowledge) -> Chain:
    """The whole chain; made once for a view."""
    found, meant = papers(knowledge)
    stated: dict[tuple[str, str, str], list[Evidence]] = {}
    by_citing: dict[str, list[Reference]] = {}
    for citing, reference in knowledge.references:
        by_citing.setdefault(citing, []).append(reference)
        target = meant.get((citing, reference))
        if target is not None and target != citing:
            stated.setdefault((citing, target, reference.relation), []).append(_evidence(citing, reference))
    texts = knowledge.texts()
    hearsay = dict(_told(by_citing, texts, meant, found))
    for key in [key for key in hearsay if key[0] in found and found[key[0]].document]:
        stated.setdefault(key, []).extend(hearsay.pop(key))
    edges = [Edge(*key, tuple(evidence)) for key, evidence in stated.items()]
    edges += [Edge(*key, tuple(ev), tuple(dict.fromkeys(e.document for e in ev))) for key, ev in hearsay.items()]
    every = tuple(edges)
    against = contradictions(knowledge, found, ((e.source, e.target, e.relation) for e in every))
    return Chain(found, every, tuple(against), meant)


def held_under(knowledge: Knowledge, citing: str, references: Iterable[Reference]) -> list[Document]:
    """The held documents that some references of one document mean: a number alone may be another office's."""
    whole = chain(knowledge)
    meant = dict.fromkeys(whole.meant.get((citing, reference), "") for reference in references)
    return [knowledge.by_id[name] for name in meant if name in knowledge.by_id]


def lineage(knowledge: Knowledge, identifier: str) -> Lineage:
    """The chain around one paper. ``identifier`` is the id of a held document or of a stub."""
    whole = chain(knowledge)
    above, below = _ranks(whole.edges, identifier, up=True), _ranks(whole.edges, identifier, up=False)
    ranks = {name: -rank for name, rank in below.items()} | above | {identifier: 0}
    edges = tuple(edge for edge in whole.edges if edge.source in ranks and edge.target in ranks)
    shown = tuple(sorted((whole.papers[name] for name in ranks), key=lambda paper: (-ranks[paper.id], _order(paper))))
    notes = tuple(one for one in whole.contradictions if ranks.keys() & set(one.papers))
    return Lineage(whole.papers[identifier], shown, edges, ranks, notes)


def paper_named(knowledge: Knowledge, name: str) -> str:
    """The id of a held document, or of the one stub that is cited under that number. Raises ``NotHeld``."""
    try:
        return knowledge.resolve(name).id
    except NotHeld:
        key = numbers.key(name)
        stubs = [
            p.id for p in chain(knowledge).papers.values() if p.document is None and p.number and numbers.key(p.number) == key
        ]
        if len(stubs) != 1:
            raise
        return stubs[0]


def strongest(edges: Iterable[Edge]) -> list[Edge]:
    """One edge a pair, under its strongest relation, with what all of them stand on."""
    pairs: dict[tuple[str, str], list[Edge]] = {}
    for edge in edges:
        pairs.setdefault((edge.source, edge.target), []).append(edge)
    return [_merged(sorted(found, key=lambda edge: (bool(edge.told_by), _STRENGTH[edge.relation]))) for found in pairs.values()]


def _merged(found: Sequence[Edge]) -> Edge:
    return replace(found[0], evidence=tuple(evidence for edge in found for evidence in edge.evidence))


def _evidence(citing: str, reference: Reference) -> Evidence:
    return Evidence(citing, reference.sentence, reference.spans)


def _told(
    by_citing: dict[str, list[Reference]],
    texts: dict[str, str],
    meant: dict[tuple[str, Reference], str],
    found: dict[str, Paper],
) -> Iterator[tuple[tuple[str, str, str], list[Evidence]]]:
    """What documents tell of others, by (source, target, relation). A held paper speaks for itself."""
    heard: dict[tuple[str, str, str], list[Evidence]] = {}
    for citing, references in by_citing.items():
        for subject, relation, target in told(references, texts[citing]):
            source = meant[(citing, subject)] if subject is not None else citing
            goal = meant[(citing, target)]
            if source != goal and (source == citing or found[source].document is None):
                heard.setdefault((source, goal, relation), []).append(_evidence(citing, target))
    yield from heard.items()


def _ranks(edges: Sequence[Edge], start: str, up: bool) -> dict[str, int]:
    """How far above (below) each reachable paper stands: the longest way to it, a circle being cut where it closes."""
    steps: dict[str, set[str]] = {}
    near: set[str] = set()
    for edge in edges:
        one, other = (edge.source, edge.target) if up else (edge.target, edge.source)
        if edge.relation in DIRECTING:
            steps.setdefault(one, set()).add(other)
        if one == start:
            near.add(other)
    found = dict.fromkeys(near, 1)
    pending = [(name, 1, frozenset((start, name))) for name in near]
    while pending:
        name, rank, way = pending.pop()
        for following in steps.get(name, set()) - way:
            if found.get(following, 0) <= rank < _DEEPEST:
                found[following] = rank + 1
                pending.append((following, rank + 1, way | {following}))
    found.pop(start, None)
    return found


def _order(paper: Paper) -> tuple[bool, str, str]:
    return paper.date is None, paper.date.isoformat() if paper.date else "", paper.id
