"""The files of one paper in an answer: one answers, the others are named."""

from __future__ import annotations

from corpus.model import Document
from search.answering import wording
from search.answering.replies import Answer
from search.held.knowledge import Knowledge


def copies_of(answer: Answer, knowledge: Knowledge) -> tuple[Document, ...]:
    """The further copies of the papers that an answer names."""
    if not knowledge.copies:
        return ()
    named = {match.record.document.id for match in answer.tasks} | {held.document.id for held in answer.documents}
    return tuple(knowledge.by_id[copy] for copy, first in knowledge.copies.items() if first in named)


def copies_told(others: tuple[Document, ...], knowledge: Knowledge) -> str:
    """What an answer says of the further copies: those that say the same, and those of another version."""
    said = knowledge.fingerprints
    other = [d for d in others if d.id in said and said[d.id] != said.get(knowledge.copies[d.id])]
    answering = dict.fromkeys(knowledge.copies[document.id] for document in other)
    same = [document for document in others if document not in other]
    return wording.copies(same) + wording.other_versions(other, [knowledge.by_id[identifier] for identifier in answering])


def without_copies(knowledge: Knowledge) -> tuple[Document, ...]:
    """The documents that answer."""
    return tuple(document for document in knowledge.documents if document.id not in knowledge.copies)
