"""The chain of direction of one document as JSON and as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from api.passage_views import citation_view
from api.report import RELATIONS
from api.terminal import printable, styled, wrapped
from api.views import document_view
from corpus.model import Span
from ingest.grammar.deadline_words import say_day
from search.chain.cited import Paper
from search.chain.contradictions import Contradiction
from search.chain.lineage import Edge, Evidence, Lineage, strongest
from search.held.citations import cite
from search.held.knowledge import Knowledge

Json = dict[str, Any]
NOT_HELD = "được viện dẫn, chưa có toàn văn"
_MOST_QUOTED = 5  # citations of one relation in the JSON; ``count`` is exact


def lineage_view(found: Lineage, knowledge: Knowledge) -> Json:
    """The body of ``/api/lineage/{id}``; ``document`` is ``null`` where the paper is cited but not held."""
    document = found.subject.document
    return {
        "id": found.subject.id,
        "document": document_view(document, knowledge, knowledge.counts[document.id][0]) if document else None,
        "nodes": [_node(paper, found.ranks[paper.id], knowledge) for paper in found.papers],
        "edges": [_edge(edge, knowledge) for edge in found.edges],
        "contradictions": [
            {"kind": one.kind, "message": one.message, "nodes": list(one.papers), "citations": _quoted(one, knowledge)}
            for one in found.contradictions
        ],
    }


def _node(paper: Paper, rank: int, knowledge: Knowledge) -> Json:
    """``rank`` is how many steps above (+) or below (-) the document; ``document`` is ``null`` for what is not held."""
    held = paper.document
    return {
        "id": paper.id, "rank": rank, "held": held is not None, "document": held.id if held else None,
        "source_file": held.source_file if held else None, "number": paper.number,
        "number_evidence": held.number_evidence if held else None, "type": paper.type, "issuer": paper.issuer,
        "date": paper.date.isoformat() if paper.date else None, "title": held.title if held else None,
        "status": "có toàn văn" if held else NOT_HELD, "mentions": sum(len(claim.mentions) for claim in paper.claims),
        "cited_by": [
            {"document": claim.citing, "number": knowledge.by_id[claim.citing].number, "count": len(claim.mentions)}
            for claim in paper.claims
        ],
    }  # fmt: skip


def _edge(edge: Edge, knowledge: Knowledge) -> Json:
    return {
        "from": edge.source, "to": edge.target, "relation": edge.relation, "count": len(edge.evidence),
        "told_by": list(edge.told_by),
        "citations": [_cited(e.document, e.sentence or e.number, knowledge) for e in edge.evidence[:_MOST_QUOTED]],
    }  # fmt: skip


def _quoted(one: Contradiction, knowledge: Knowledge) -> list[Json]:
    return [_cited(document, spans, knowledge) for document, spans in one.places]


def _cited(document: str, spans: tuple[Span, ...], knowledge: Knowledge) -> Json:
    text, header = knowledge.source(document)
    return citation_view(cite(header, text, spans, "Câu viện dẫn"))


def paper_name(paper: Paper) -> str:
    """ "Kế hoạch số 152/KH-UBND", "Kế hoạch (chưa có số)"."""
    kind = paper.type or "Văn bản"
    return f"{kind} số {paper.number}" if paper.number else f"{kind} (chưa có số)"


def paper_about(paper: Paper) -> str:
    """ "ngày 10/4/2026 của UBND tỉnh"; what is not known is left out."""
    exact = paper.document is None or paper.document.date_precision == "day"
    day = (f"ngày {say_day(paper.date)}" if exact else f"tháng {paper.date.month}/{paper.date.year}") if paper.date else ""
    return " ".join(part for part in (day, f"của {paper.issuer}" if paper.issuer else "") if part)


def standing(paper: Paper, knowledge: Knowledge) -> str:
    """Whether the paper is held; for a stub how often it is cited, and by whom."""
    if paper.document is not None:
        return "có toàn văn"
    cited = sorted(paper.claims, key=lambda claim: -len(claim.mentions))
    by = ", ".join(f"{short(claim.citing, knowledge)} {len(claim.mentions)} lần" for claim in cited[:5])
    more = f" và {len(cited) - 5} văn bản khác" if len(cited) > 5 else ""
    return f"{NOT_HELD}: {sum(len(claim.mentions) for claim in cited)} lần ({by}{more})"


def short(identifier: str, knowledge: Knowledge) -> str:
    document = knowledge.by_id[identifier]
    return document.number or f"{document.type or 'văn bản'} chưa có số của {document.agency or document.source_file}"


def direct(found: Lineage, outgoing: bool) -> Iterator[tuple[Paper, list[Edge]]]:
    """The papers next to the subject with all relations to it, the strongest first."""
    by_paper: dict[str, list[Edge]] = {}
    for edge in found.edges:
        near, far = (edge.source, edge.target) if outgoing else (edge.target, edge.source)
        if near == found.subject.id:
            by_paper.setdefault(far, []).append(edge)
    papers = {paper.id: paper for paper in found.papers}
    order = list(RELATIONS)
    rows = [(papers[name], sorted(edges, key=lambda e: order.index(e.relation))) for name, edges in by_paper.items()]
    yield from sorted(rows, key=lambda row: order.index(row[1][0].relation))


def farther(found: Lineage) -> list[Edge]:
    """One edge a pair of papers that are both not the subject; what they merely cite is left out."""
    subject = found.subject.id
    apart = (edge for edge in found.edges if subject not in (edge.source, edge.target))
    return [edge for edge in strongest(apart) if edge.relation not in ("cites", "assigned_by")]


def relation_words(edges: Sequence[Edge], outgoing: bool) -> str:
    """What the paper that speaks does: "thực hiện; nguồn giao 23 việc; viện dẫn 2 lần"."""
    return "; ".join(_relation(edge, outgoing) for edge in edges)


def _relation(edge: Edge, outgoing: bool) -> str:
    times = len(edge.evidence)
    if edge.relation == "assigned_by":
        return f"nguồn giao {times} việc" if outgoing else f"lấy làm nguồn của {times} việc"
    words = RELATIONS[edge.relation]
    return f"{words} {times} lần" if edge.relation == "cites" and times > 1 else words


def lineage_lines(found: Lineage, knowledge: Knowledge) -> Iterator[str]:
    """For the terminal: above, below, farther, contradictions."""
    yield styled(printable(f"{paper_name(found.subject)} {paper_about(found.subject)}"), "bold")
    for heading, outgoing in (("Thực hiện, viện dẫn", True), ("Được các văn bản sau thực hiện, viện dẫn", False)):
        rows = list(direct(found, outgoing))
        yield ""
        yield styled(f"{heading} ({len(rows)})", "bold")
        for paper, edges in rows:
            yield from _paper_lines(paper, edges, outgoing, knowledge)
    yield from _farther_lines(found, knowledge)
    if found.contradictions:
        yield ""
        yield styled(f"Điểm cần đối chiếu ({len(found.contradictions)})", "yellow")
        for one in found.contradictions:
            yield from wrapped(one.message, 4, "  - ")


def _paper_lines(paper: Paper, edges: Sequence[Edge], outgoing: bool, knowledge: Knowledge) -> Iterator[str]:
    yield from wrapped(f"{paper_name(paper)} {paper_about(paper)}", 4, "  •")
    place = next((f"{_place(e.evidence[0], knowledge)}" for e in edges if e.relation != "assigned_by"), "")
    at = f" · tại {place}" if place else ""
    for line in wrapped(f"{relation_words(edges, outgoing)} · {standing(paper, knowledge)}{at}", 4):
        yield styled(line, "dim")


def _place(evidence: Evidence, knowledge: Knowledge) -> str:
    spans = evidence.sentence or evidence.number
    return f"{knowledge.by_id[evidence.document].source_file} [{spans[0].start}:{spans[-1].end}]"


def _farther_lines(found: Lineage, knowledge: Knowledge) -> Iterator[str]:
    edges = farther(found)
    papers = {paper.id: paper for paper in found.papers}
    if edges:
        yield ""
        yield styled(f"Xa hơn ({len(edges)})", "bold")
    for edge in edges:
        yield from wrapped(farther_words(edge, papers, knowledge), 4, "  •")


def farther_words(edge: Edge, papers: dict[str, Paper], knowledge: Knowledge) -> str:
    """ "35/KH-UBND thực hiện 22-ĐA/TU (theo lời 144/KH-UBND)"."""
    told = ", ".join(short(name, knowledge) for name in edge.told_by)
    words = f"{paper_name(papers[edge.source])} {RELATIONS[edge.relation]} {paper_name(papers[edge.target])}"
    return f"{words} (theo lời {told})" if told else words
