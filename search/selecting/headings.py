"""Sections by what their heading says, and the groups of an annex."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.agencies import fold
from corpus.model import Document, Section
from search.asking.question import Question
from search.held.knowledge import Knowledge

_BRACKETS = re.compile(r"\(([^()]+)\)")
_NO_HEADING = frozenset({"phan", "muc", "xem", "doan", "noi", "dung"})
_MOST = 20  # documents
Placed = tuple[Document, Section]


def about(question: Question, knowledge: Knowledge) -> list[Placed]:
    """Sections of the asked documents by their label, else those whose heading holds every word of the question.

    Whole headings go before longer ones.
    """
    sections = list(_sections(question, knowledge))
    if question.section:
        return [placed for placed in sections if placed[1].label.upper() == question.section]
    for words in (question.quoted, question.words, *_in_brackets(question.words)):
        found = _headed(sections, fold(words).split())
        if found:
            return found
    return []


def headed(question: Question, knowledge: Knowledge, words: str) -> list[Placed]:
    """Sections of the asked documents whose heading holds every one of ``words``."""
    return _headed(list(_sections(question, knowledge)), fold(words).split())


def _in_brackets(words: str) -> list[str]:
    """ "land management (quản lý đất đai)": what stands in brackets may be the words of print."""
    return _BRACKETS.findall(words)


def _headed(sections: list[Placed], typed: list[str]) -> list[Placed]:
    words = [word for word in typed if word not in _NO_HEADING]
    found = [
        placed
        for placed in sections
        if words and set(words) <= set(fold(placed[1].heading).split()) and placed[1].kind != "title"
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


def _grouped(knowledge: Knowledge) -> tuple[str, ...]:
    """The documents that have groups of rows, where they are few."""
    found = dict.fromkeys(record.document.id for record in knowledge.records if record.task.group)
    return tuple(found) if len(found) <= _MOST else ()


def _sections(question: Question, knowledge: Knowledge) -> Iterator[Placed]:
    """The sections of the asked documents, or of all that have groups of rows; of none where those are too many to be meant."""
    for identifier in question.query.documents or _grouped(knowledge):
        document = knowledge.by_id[identifier]
        yield from ((document, section) for section in knowledge.sections(identifier))
