"""The chain of direction as the document page shows it: the drawing, and the same in words with the places that say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from api.pages.lineage_drawing import drawing
from api.telling import wording
from api.telling.lineage import direct, farther, farther_words, paper_about, paper_name, relation_words, short, standing
from api.telling.wording import Link
from corpus.model import Document, Span
from search.chain.cited import Paper
from search.chain.contradictions import Contradiction
from search.chain.lineage import CARRIES_OUT, Edge, Evidence, Lineage, lineage
from search.held.knowledge import Knowledge

_FIRST_PLACES = 3
_FARTHEST = 40  # relations between other papers that are listed; the rest is counted


@dataclass(frozen=True, slots=True)
class Step:
    """A paper next to the document. ``address`` is ``None`` for one that is not held."""

    anchor: str
    name: str
    about: str
    relation: str
    standing: str
    address: str | None
    places: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class LineagePage:
    """``drawing`` is ``None`` for a document that stands alone; ``farther`` and ``notes`` are (words, places).

    ``compare`` leads to the pages of coverage, where there is something to compare.
    """

    drawing: Markup | None
    above: tuple[Step, ...]
    below: tuple[Step, ...]
    farther: tuple[tuple[str, tuple[Link, ...]], ...]
    more: int
    notes: tuple[tuple[str, tuple[Link, ...]], ...]
    compare: tuple[Link, ...]


def lineage_page(document: Document, knowledge: Knowledge) -> LineagePage:
    """The chain around a whole document."""
    found = lineage(knowledge, document.id)
    anchors = {paper.id: f"chuoi-{number}" for number, paper in enumerate(found.papers)}
    papers = {paper.id: paper for paper in found.papers}
    others = farther(found)
    beyond = tuple(
        (farther_words(edge, papers, knowledge), tuple(_places([edge], document, knowledge))) for edge in others[:_FARTHEST]
    )
    listed = {paper.id for outgoing in (True, False) for paper, _ in direct(found, outgoing)}
    return LineagePage(
        drawing(found, {paper: anchor for paper, anchor in anchors.items() if paper in listed}),
        tuple(_steps(found, True, anchors, document, knowledge)),
        tuple(_steps(found, False, anchors, document, knowledge)),
        beyond,
        max(0, len(others) - _FARTHEST),
        tuple((one.message, tuple(_noted(one, document, knowledge))) for one in found.contradictions),
        tuple(_compare(found, knowledge)),
    )


def _compare(found: Lineage, knowledge: Knowledge) -> Iterator[Link]:
    own = found.subject.id
    carried = [
        e for e in found.edges if e.relation in CARRIES_OUT and e.source in knowledge.by_id and e.target in knowledge.by_id
    ]
    if any(edge.source == own and sum(knowledge.counts[edge.target]) for edge in carried):
        yield Link("Đối chiếu với cấp trên", f"/coverage?{urlencode({'child': own})}")
    if sum(knowledge.counts[own]) and any(edge.target == own for edge in carried):
        yield Link("Xem các đơn vị thực hiện", f"/coverage?{urlencode({'parent': own})}")


def _steps(found: Lineage, outgoing: bool, anchors: dict[str, str], document: Document, knowledge: Knowledge) -> Iterator[Step]:
    for paper, edges in direct(found, outgoing):
        yield Step(
            anchors[paper.id],
            paper_name(paper),
            paper_about(paper),
            relation_words(edges, outgoing),
            standing(paper, knowledge),
            _address(paper),
            tuple(_places(edges, document, knowledge)),
        )


def _address(paper: Paper) -> str | None:
    return wording.document_address(paper.document.id) if paper.document else None


def _places(edges: Sequence[Edge], document: Document, knowledge: Knowledge) -> Iterator[Link]:
    """The first places that state a relation: running text before the cells of tasks."""
    stated = [evidence for edge in edges if edge.relation != "assigned_by" for evidence in edge.evidence]
    every = stated or [evidence for edge in edges for evidence in edge.evidence]
    yield from _numbered(_place(evidence, document, knowledge) for evidence in every[:_FIRST_PLACES])


def _place(evidence: Evidence, document: Document, knowledge: Knowledge) -> Link:
    """Named by the section in the document itself, by number and page in another one."""
    spans = evidence.sentence or evidence.number
    return _link(evidence.document, document, knowledge, spans)


def _noted(one: Contradiction, document: Document, knowledge: Knowledge) -> Iterator[Link]:
    yield from _numbered(_link(citing, document, knowledge, spans) for citing, spans in one.places)


def _numbered(links: Iterable[Link]) -> Iterator[Link]:
    """A place that comes again is numbered."""
    seen: Counter[str] = Counter()
    for link in links:
        seen[link.words] += 1
        times = seen[link.words]
        yield link if times == 1 else Link(f"lần {times}", link.address)


def _link(citing: str, document: Document, knowledge: Knowledge, spans: Sequence[Span]) -> Link:
    own = citing == document.id
    words = wording.place(document, spans) if own else wording.paged(short(citing, knowledge), knowledge.by_id[citing], spans)
    return Link(words, wording.document_address(citing, spans))
