"""The chain of direction of one document in words, and as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from api.telling.terminal import printable, styled, wrapped
from api.telling.wording import RELATIONS
from ingest.grammar.deadline_words import say_day
from search.chain.cited import Paper
from search.chain.lineage import Edge, Evidence, Lineage, strongest
from search.held.knowledge import Knowledge

NOT_HELD = "được viện dẫn, chưa có toàn văn"


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
