"""What an answer consists of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from corpus.model import Document, Reference, Section, Span
from search.asking.question import Question
from search.selecting.query import Match
from search.selecting.retrieve import Found

AnswerKind = Literal["tasks", "documents", "sections", "numbers", "count", "value", "coverage", "passages", "none"]


@dataclass(frozen=True, slots=True)
class Held:
    """A document that answers, and the places that show it: tasks (``evidence``), a ``reference``, or ``spans`` of print."""

    document: Document
    evidence: tuple[Match, ...] = ()
    reference: Reference | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """``tasks`` are certain, ``possible`` hang on a condition that the paper leaves open; both are complete.

    ``narrative`` are duties of running text that may be meant too, never counted with the tasks. ``searched`` counts what was
    looked through; ``complete`` says that nothing that fits was left out. ``passages`` are ranked and never complete. ``near``
    are the names nearest to what is not held, ``copies`` further files of papers that answer: nothing of them is counted.
    ``confidence`` is the share of what is asked that the best passage says in other words; ``None`` where none was looked for.
    """

    question: Question
    kind: AnswerKind
    text: str
    tasks: tuple[Match, ...] = ()
    possible: tuple[Match, ...] = ()
    narrative: tuple[Match, ...] = ()
    documents: tuple[Held, ...] = ()
    passages: tuple[Found, ...] = ()
    sections: tuple[tuple[Document, Section], ...] = ()
    numbers: tuple[str, ...] = ()
    value: str | None = None
    count: int | None = None
    complete: bool = True
    searched: dict[str, int] = field(default_factory=dict)
    near: tuple[str, ...] = ()
    copies: tuple[Document, ...] = ()
    confidence: float | None = None
