"""Ranked passages: hits of the index turned back into tasks and places of the original."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from corpus.model import Section, Span
from index import Hit, Index
from index import highlights as matched_words
from search.knowledge import Knowledge, Record
from search.passages import place, section_at


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was found: a task, or running text of a section.

    ``text`` is the original, ``highlights`` are half-open ranges of offsets into it. ``parts`` are those of ``index.Hit``.
    """

    rank: int
    score: float
    document: str
    text: str
    highlights: tuple[tuple[int, int], ...]
    spans: tuple[Span, ...]
    record: Record | None = None
    section: Section | None = None
    parts: Mapping[str, float] = field(default_factory=dict)


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
        self._known: tuple[Knowledge, dict[str, Record]] | None = None

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
        records = self._records(knowledge)
        return [found for rank, hit in enumerate(hits, start=1) if (found := _found(rank, hit, query, knowledge, records))]

    def _records(self, knowledge: Knowledge) -> dict[str, Record]:
        """By the id of the task; made once for a view."""
        known = self._known
        if known is None or known[0] is not knowledge:
            known = self._known = (knowledge, {record.task.id: record for record in knowledge.records})
        return known[1]


def _found(rank: int, hit: Hit, query: str, knowledge: Knowledge, records: dict[str, Record]) -> Found | None:
    stands = place(hit.id)
    if stands is None:
        record = records.get(hit.id)
        if record is None:
            return None
        text = record.task.content.text
        marked, spans = tuple(matched_words(query, text)), record.task.spans
        return Found(rank, hit.score, record.document.id, text, marked, spans, record, parts=hit.parts)
    document, span = stands
    text = knowledge.text(document)[span.start : span.end]
    section = section_at(knowledge.sections(document), span.start)
    return Found(rank, hit.score, document, text, tuple(matched_words(query, text)), (span,), None, section, hit.parts)
