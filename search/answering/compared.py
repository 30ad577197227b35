"""Which plan is held against which parent? Named by number or by its issuer; the parent through what the plan carries out."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.errors import TracuuError
from corpus.model import Document
from corpus.spelling import bare
from search.answering.copies import without_copies
from search.asking.provincial import is_of_province
from search.asking.question import Question
from search.binding.asked_agency import issued_by
from search.coverage.engine import coverages
from search.coverage.model import Coverage
from search.held.knowledge import Knowledge

_PAIR = ("child", "parent")
_MOST = 6  # plans that are compared to find the one that is meant
_OF_PROVINCE = ("ke hoach tinh", "ke hoach cua tinh", "ubnd tinh", "tinh giao", "cap tinh", "provinc")


def comparable(question: Question, knowledge: Knowledge) -> list[Coverage]:
    """The comparisons that a question may mean: one where it is clear, none where no asked plan has a held parent."""
    asked, own = _asked(question, knowledge), _own(question, knowledge)
    found = [of(knowledge, child) for children in (asked, own) if len(children) <= _MOST for child in children]
    between = [one for several in found for one in several if one.parent in asked and one.parent != one.child]
    if between:
        return between
    if len(asked) == len(_PAIR) and len({document.agency for document in asked}) == len(_PAIR):
        return list(of(knowledge, asked[0], asked[1]))  # both are named: no other parent is meant
    plans = asked or own
    meant = (_parent_meant(question, several) for several in found if several and several[0].child in plans)
    return [one for one in meant if one is not None]


def of(knowledge: Knowledge, child: Document, parent: Document | None = None) -> Sequence[Coverage]:
    """A plan against ``parent``, or each of its held parents; empty where it names none, or no issuer."""
    try:
        return coverages(knowledge, child, parent)
    except TracuuError:
        return ()


def _asked(question: Question, knowledge: Knowledge) -> list[Document]:
    """The named papers; a further copy only where it alone is asked for."""
    named = [knowledge.by_id[identifier] for identifier in question.query.documents]
    return [document for document in named if document.id not in knowledge.copies] or named


def _own(question: Question, knowledge: Knowledge) -> list[Document]:
    """The plans of the agencies whose work is asked about: "Sở Y tế còn thiếu gì so với 152/KH-UBND"."""
    held = without_copies(knowledge)
    return [document for document in held if any(issued_by(document, agency) for agency in question.query.everyone)]


def _parent_meant(question: Question, found: Sequence[Coverage]) -> Coverage | None:
    """The parent of the province where the question says so, else the first."""
    plain = bare(question.read)
    if not any(words in plain for words in _OF_PROVINCE):
        return found[0]
    return next((one for one in found if is_of_province(one.parent)), None)
