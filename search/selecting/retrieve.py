"""Ranked passages: hits of the index turned back into tasks and places of the original."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from corpus.model import Section, Span
from index import Hit, Index
from index import highlights as matched_words
from search.selecting.passages import place, section_at

if TYPE_CHECKING:
    from search.held.knowledge import Knowledge, Record


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was found: a task, or running text of a section.

    ``text`` is the original, ``query`` what was asked. ``parts`` are those of ``index.Hit``.
    """

    rank: int
    score: float
    document: str
    text: str
    query: str
    spans: tuple[Span, ...]
    record: Record | None = None
    section: Section | None = None
    parts: Mapping[str, float] = field(default_factory=dict)

    @property
    def highlights(self) -> tuple[tuple[int, int], ...]:
        """Half-open ranges of offsets into ``text``, looked for only where they are shown."""
        return tuple(matched_words(self.query, self.text))


class Searcher(Protocol):
    def search(
        self, query: str, knowledge: Knowledge, limit: int, documents: Sequence[str] | None = None, ranked: bool = True
    ) -> list[Found]:
        """The best ``limit`` passages, best first; see ``IndexSearcher.search``."""
        ...


class IndexSearcher:
    """Searches the index at ``folder``, opened at the first question, after ``prepare`` has brought it up to date."""

    def __init__(self, folder: Path, prepare: Callable[[], None]) -> None:
        self._folder = folder
        self._prepare = prepare
        self._index: Index | None = None

    def search(
        self, query: str, knowledge: Knowledge, limit: int, documents: Sequence[str] | None = None, ranked: bool = True
    ) -> list[Found]:
        """The best ``limit`` passages, best first; of some documents or tasks only when ``documents`` is given.

        Not ``ranked``, the order is that of the weighted sum: faster, and a little worse.
        """
        if self._index is None:
            self._prepare()
            self._index = Index.open(self._folder)
        hits = self._index.search(query, limit, documents, ranked=ranked)
        return [found for rank, hit in enumerate(hits, start=1) if (found := _found(rank, hit, query, knowledge))]


def _found(rank: int, hit: Hit, query: str, knowledge: Knowledge) -> Found | None:
    """``None`` for what the view does not hold: the index may be a step ahead of it, or behind."""
    stands = place(hit.id)
    if stands is None:
        record = knowledge.record(hit.id)
        if record is None:
            return None
        text = record.task.content.text
        return Found(rank, hit.score, record.document.id, text, query, record.task.spans, record, parts=hit.parts)
    document, span = stands
    if not knowledge.holds(document):
        return None
    text = knowledge.text(document)[span.start : span.end]
    section = section_at(knowledge.sections(document), span.start)
    return Found(rank, hit.score, document, text, query, (span,), None, section, hit.parts)
