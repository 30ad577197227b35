"""Which held papers does a plan carry out, which held plans carry out a paper, and for whom does a plan speak?"""

from __future__ import annotations

from corpus.agencies import expand
from corpus.errors import InputError, NotHeld
from corpus.model import Document
from search.binding.asked_agency import AskedAgency, commune_of, full_name, home_of
from search.chain.cited import Paper
from search.chain.lineage import chain, strongest
from search.coverage.unprinted import meant
from search.held.knowledge import Knowledge

_CARRIES_OUT = ("implements", "specifies")
_GIVEN_BY = ("assigned_by", "legal_basis")  # what a plan without "thực hiện …" may say of its parent


def parents_of(view: Knowledge, child: Document) -> tuple[Document, ...]:
    """The held papers that ``child`` carries out and that give tasks, the one with most of them first.

    Raises ``NotHeld`` where there is none; the message names what the child cites and is not held.
    """
    relations = _relations(view, child.id)
    for wanted in (_CARRIES_OUT, _GIVEN_BY):
        named = [_held(view, target, child) for target, relation in relations.items() if relation in wanted]
        giving = dict.fromkeys(document.id for document in named if document and sum(view.counts[document.id]))
        if giving:
            return tuple(sorted(map(view.by_id.__getitem__, giving), key=lambda one: view.counts[one.id], reverse=True))
    cited = [chain(view).papers[target].number for target, relation in relations.items() if relation in _CARRIES_OUT]
    missing = ", ".join(number for number in cited if number) or "không nêu văn bản nào"
    raise NotHeld(
        f"Trong kho không có văn bản cấp trên có nhiệm vụ mà {child.label} thực hiện ({missing}). "
        "Hãy nạp văn bản đó, hoặc chỉ rõ bằng --parent (tham số parent)."
    )


def children_of(view: Knowledge, parent: Document) -> tuple[Document, ...]:
    """Every held document that carries out ``parent``, in the order of ingestion; further files of one paper are left out."""
    papers = chain(view).papers
    pairs = {edge.source for edge in chain(view).edges if edge.target == parent.id and edge.relation in _CARRIES_OUT}
    if parent.number is None:
        told = [(edge.source, papers[edge.target]) for edge in chain(view).edges if edge.relation in _CARRIES_OUT]
        pairs |= {source for source, paper in told if source in view.by_id and _is(view, parent, paper, source)}
    return tuple(d for d in view.documents if d.id in pairs and d.id != parent.id and d.id not in view.copies)


def agency_of(child: Document) -> AskedAgency:
    """The agency that issued a plan. Raises ``InputError`` where the plan names none."""
    if child.agency is None:
        raise InputError(f"{child.source_file} không nêu cơ quan ban hành. Hãy chỉ rõ bằng --agency (tham số agency).")
    return AskedAgency(expand(child.agency), home_of(child), commune_of(child.agency))


def printed_agency(child: Document, asked: AskedAgency) -> str:
    """How a report names the agency: as the plan's head does where it is the issuer."""
    own = child.agency is not None and expand(child.agency) == asked.name
    return child.issuer if own and child.issuer else full_name(asked)


def _held(view: Knowledge, target: str, child: Document) -> Document | None:
    """The held paper that a cited one is, also where the held one prints no number."""
    return view.by_id.get(target) or meant(view, chain(view).papers[target], child)


def _is(view: Knowledge, parent: Document, paper: Paper, citing: str) -> bool:
    found = meant(view, paper, view.by_id[citing])
    return found is not None and found.id == parent.id


def _relations(view: Knowledge, child: str) -> dict[str, str]:
    """The strongest relation of the child to each paper that it names itself."""
    own = [edge for edge in chain(view).edges if edge.source == child and not edge.told_by]
    return {edge.target: edge.relation for edge in strongest(own)}
