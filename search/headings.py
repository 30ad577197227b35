"""Sections by what their heading says, and the groups of an annex."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.agencies import fold
from corpus.model import Document, Section
from search.knowledge import Knowledge
from search.question import Question

Placed = tuple[Document, Section]


def about(question: Question, knowledge: Knowledge) -> list[Placed]:
    """Sections of the asked documents whose heading holds every word of the question; whole headings before longer ones."""
    words = fold(question.quoted or question.words).split()
    found = [
        (document, section)
        for document, section in _sections(question, knowledge)
        if words and set(words) <= set(fold(section.heading).split()) and section.kind != "title"
    ]
    exact = [placed for placed in found if len(fold(placed[1].heading).split()) <= len(words) + 1]
    return exact or found


def groups(question: Question, knowledge: Knowledge) -> list[Placed]:
    """The groups of rows of the asked annex, or of every annex of the asked documents."""
    annex = question.query.annex
    return [
        (document, section)
        for document, section in _sections(question, knowledge)
        if section.kind == "group" and (annex is None or section.label.startswith(f"PL-{annex}."))
    ]


def _sections(question: Question, knowledge: Knowledge) -> Iterator[Placed]:
    for identifier in question.query.documents or [document.id for document in knowledge.documents]:
        document = knowledge.document(identifier)
        yield from ((document, section) for section in document.sections)
