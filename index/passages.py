"""What is searched, and what is found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document that can be found on its own: a task, a section, a paragraph.

    ``id`` is unique in the index. ``text`` is what is searched; ``title`` its context (headings, the document's title), which
    counts for less.
    """

    id: str
    document: str
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A found passage. ``score`` is in 0 … 1 and comparable within one answer only; ``parts`` says what each leg gave to it."""

    id: str
    score: float
    parts: dict[str, float]
