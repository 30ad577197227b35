"""Two papers side by side of which neither carries out the other: what each holds, and what they have in common."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.errors import TracuuError
from corpus.model import Document
from ingest.grammar import numbers
from search.answering.replies import Answer, Held
from search.asking.question import Question
from search.coverage.parents import parents_of
from search.held.knowledge import Knowledge

_GIVES = frozenset({"implements", "specifies", "legal_basis", "assigned_by"})


def are_kin(papers: Sequence[Document], knowledge: Knowledge) -> bool:
    """Whether one of the papers carries out another of them, or takes its tasks from it."""
    ids = {document.id for document in papers}
    keys = {numbers.key(document.number): document.id for document in papers if document.number}
    told = ((citing, reference) for citing, reference in knowledge.citing(keys) if citing in ids)
    if any(reference.relation in _GIVES and citing != keys[numbers.key(reference.number)] for citing, reference in told):
        return True
    return any(parent.id in ids for document in papers for parent in _parents(document, knowledge))


def side_by_side(question: Question, papers: Sequence[Document], knowledge: Knowledge) -> Answer:
    told = "; ".join(_told(document, knowledge) for document in papers)
    parents = [{parent.id: parent for parent in _parents(document, knowledge)} for document in papers]
    common = [parent for identifier, parent in parents[0].items() if all(identifier in other for other in parents[1:])]
    both = f" Cùng triển khai {', '.join(one.label for one in common)}." if common else ""
    text = f"{told}.{both} Không văn bản nào trong số này triển khai văn bản kia, nên không so từng nhiệm vụ được."
    return Answer(question, "documents", text, documents=tuple(map(Held, papers)), count=len(papers))


def _told(document: Document, knowledge: Knowledge) -> str:
    listed, spoken = knowledge.counts[document.id]
    day = f", ngày {document.date:%d/%m/%Y}" if document.date and document.date_precision == "day" else ""
    issuer = document.issuer or "không nêu cơ quan"
    return f"{document.label} ({issuer}{day}): {listed} nhiệm vụ, {spoken} việc giao trong lời văn"


def _parents(document: Document, knowledge: Knowledge) -> tuple[Document, ...]:
    try:
        return parents_of(knowledge, document)
    except TracuuError:
        return ()
