"""The chain of direction of one document as JSON."""

from __future__ import annotations

from typing import Any

from api.telling.lineage import NOT_HELD
from api.views.answers import document_view
from api.views.passages import citation_view
from corpus.model import Span
from search.chain.cited import Paper
from search.chain.contradictions import Contradiction
from search.chain.lineage import Edge, Lineage
from search.held.citations import cite
from search.held.knowledge import Knowledge

Json = dict[str, Any]
_MOST_QUOTED = 5  # citations of one relation; ``count`` is exact


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
