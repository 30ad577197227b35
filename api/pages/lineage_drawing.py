"""The chain of direction drawn as SVG: what a document rests on to the left, the document, what rests on it to the right.

Every word of a document is escaped; there are no scripts and no inline styles, so that the page's policy holds. The list beside
the drawing says the same in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from api.pages.lineage_geometry import APART, EDGE, HIGH, TOP, UNDER, WIDE, Place, ways
from api.telling import wording
from api.telling.lineage import direct, paper_about, paper_name, relation_words
from api.telling.wording import RELATIONS
from search.chain.cited import Paper
from search.chain.lineage import Edge, Lineage, strongest

_FITTING = 5  # columns that a page takes
_MOST = 10  # boxes of one column; the list has them all
_CHARACTERS = 28  # of one line in a box
_BETWEEN_OTHERS = frozenset({"implements", "specifies", "replaces", "amends", "repeals", "legal_basis"})

_BOX = Markup(
    '<a class="{kind}" href="{address}"><title>{title}</title>'
    '<rect x="{x}" y="{y}" width="{wide}" height="{high}" rx="3"/>'
    '<text x="{left}" y="{first}" class="number">{name}</text>'
    '<text x="{left}" y="{second}" class="about">{about}</text>'
    '<text x="{left}" y="{third}" class="relation">{relation}</text></a>'
)
_LINE = Markup('<path class="{kind}" d="{way}" marker-end="url(#mui-ten)"><title>{title}</title></path>')
_HEADING = Markup('<text class="heading" x="{x}" y="20" text-anchor="{anchor}">{words}</text>')
_MORE = Markup('<text class="more" x="{x}" y="{y}">và {count} văn bản khác, xem danh sách</text>')
_FRAME = Markup(
    '<svg class="chain{fit}" role="group" aria-label="{label}" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}">'
    '<defs><marker id="mui-ten" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0 0 8 4 0 8z"/></marker></defs>{body}</svg>'
)


def drawing(found: Lineage, anchors: Mapping[str, str]) -> Markup | None:
    """The picture; ``None`` where the document stands alone. ``anchors`` are where the list tells of a paper not held."""
    if len(found.papers) < 2:
        return None
    columns = _columns(found)
    places = dict(_placed(columns))
    said = {paper.id: relation_words(edges, out) for out in (False, True) for paper, edges in direct(found, out)}
    shown = strongest(edge for edge in found.edges if _is_drawn(edge, found, places))
    width = len(columns) * (WIDE + APART) - APART + 2 * EDGE
    height = TOP + max(len(shown_in(column)) for _, column in columns) * (HIGH + UNDER) + UNDER
    drawn, lowest = ways([(places[edge.source], places[edge.target]) for edge in shown], places.values())
    body = Markup("").join(
        [
            *_headings(columns, width),
            *(_line(edge, way, found) for edge, way in zip(shown, drawn, strict=True)),
            *(_box(paper, places[paper.id], said, found, anchors) for _, column in columns for paper in shown_in(column)),
            *_rests(columns, height),
        ]
    )
    fit = " wide" if len(columns) > _FITTING else ""  # scrolled, not shrunk until nobody can read it
    return _FRAME.format(
        fit=fit, label=f"Chuỗi chỉ đạo của {paper_name(found.subject)}", wide=width, high=max(height, lowest) + UNDER, body=body
    )


def shown_in(column: Sequence[Paper]) -> Sequence[Paper]:
    return column[:_MOST]


Columns = list[tuple[int, list[Paper]]]


def _columns(found: Lineage) -> Columns:
    """(rank, papers) from the highest rank to the lowest; in a column what is tied to the subject first, then held ones."""
    tied = {
        name for edge in found.edges if found.subject.id in (edge.source, edge.target) for name in (edge.source, edge.target)
    }
    by_rank: dict[int, list[Paper]] = {}
    for paper in found.papers:
        by_rank.setdefault(found.ranks[paper.id], []).append(paper)
    weight = _weights(found)
    return [
        (rank, sorted(column, key=lambda p: (p.id not in tied, weight[p.id], p.document is None, p.number or "")))
        for rank, column in sorted(by_rank.items(), reverse=True)
    ]


def _weights(found: Lineage) -> dict[str, int]:
    """How weakly each paper is tied to the chain: the index of its strongest relation."""
    order = {relation: index for index, relation in enumerate(RELATIONS)}
    weights = {paper.id: len(order) for paper in found.papers}
    for edge in found.edges:
        for name in (edge.source, edge.target):
            weights[name] = min(weights[name], order[edge.relation])
    return weights


def _placed(columns: Columns) -> Iterable[tuple[str, Place]]:
    """The top left corner of every box that is shown; columns are centred on the tallest."""
    tallest = max(len(shown_in(column)) for _, column in columns)
    for index, (_, column) in enumerate(columns):
        lead = (tallest - len(shown_in(column))) * (HIGH + UNDER) // 2
        for row, paper in enumerate(shown_in(column)):
            yield paper.id, Place(EDGE + index * (WIDE + APART), TOP + lead + row * (HIGH + UNDER))


def _is_drawn(edge: Edge, found: Lineage, places: Mapping[str, Place]) -> bool:
    """All that touches the subject; of the rest what directs and does not run past the subject."""
    if edge.source not in places or edge.target not in places:
        return False
    if found.subject.id in (edge.source, edge.target):
        return True
    return edge.relation in _BETWEEN_OTHERS and not found.ranks[edge.source] < 0 < found.ranks[edge.target]


def _line(edge: Edge, way: str, found: Lineage) -> Markup:
    papers = {paper.id: paper for paper in found.papers}
    title = f"{paper_name(papers[edge.source])} {RELATIONS[edge.relation]} {paper_name(papers[edge.target])}"
    return _LINE.format(kind=f"{edge.relation}{' told' if edge.told_by else ''}", way=way, title=title)


def _box(paper: Paper, at: Place, said: Mapping[str, str], found: Lineage, anchors: Mapping[str, str]) -> Markup:
    held = paper.document
    kind = "subject" if paper.id == found.subject.id else "held" if held else "stub"
    address = wording.document_address(held.id) if held else f"#{anchors.get(paper.id, 'chuoi-chi-dao')}"
    standing = "" if held else "chưa có toàn văn"
    relation = "văn bản này" if kind == "subject" else said.get(paper.id) or standing
    title = ". ".join(p for p in (f"{paper_name(paper)} {paper_about(paper)}".strip(), said.get(paper.id, ""), standing) if p)
    name = paper.number or f"{paper.type or 'Văn bản'} chưa có số"
    return _BOX.format(
        kind=kind, address=address, title=title, x=at.x, y=at.y, wide=WIDE, high=HIGH, left=at.x + 10, first=at.y + 20,
        second=at.y + 37, third=at.y + 53, name=_cut(name, 26), about=_cut(_about(paper)), relation=_cut(relation),
    )  # fmt: skip


def _about(paper: Paper) -> str:
    issuer = (paper.document.agency if paper.document else None) or paper.issuer or "chưa rõ cơ quan"
    exact = paper.document is None or paper.document.date_precision == "day"
    day = f"{paper.date.day}/" if paper.date and exact else ""
    when = f", {day}{paper.date.month}/{paper.date.year}" if paper.date else ""
    return _cut(issuer, _CHARACTERS - len(when)) + when


def _cut(words: str, most: int = _CHARACTERS) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip(" ,;") + "…"


def _headings(columns: Columns, width: int) -> Iterable[Markup]:
    ranks = [rank for rank, _ in columns]
    if ranks[0] > 0:
        yield _HEADING.format(x=EDGE, anchor="start", words="Văn bản được thực hiện, viện dẫn")
    if ranks[-1] < 0:
        yield _HEADING.format(x=width - EDGE, anchor="end", words="Văn bản thực hiện, viện dẫn nó")


def _rests(columns: Columns, height: int) -> Iterable[Markup]:
    for index, (_, column) in enumerate(columns):
        if len(column) > _MOST:
            yield _MORE.format(x=EDGE + index * (WIDE + APART) + 10, y=height, count=len(column) - _MOST)
