"""All that is held at one revision: one state of the store, whatever writers do meanwhile.

A view is opened by reading rows, none of which it decodes: 100,000 tasks lie in it packed, some 20 MB. What is asked for is
decoded and kept, a few tasks of a document alone, more with all of it. It reads nothing from the store later on, so nothing can
have moved under it.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from corpus.citations import Citations
from corpus.codec import Decoder
from corpus.fingerprints import fingerprint
from corpus.model import Document, Reference, Task
from corpus.packing import unpack, unpack_one

_FEW = 4  # tasks of one document that are decoded alone; 100 together take as long as 20 alone


@dataclass(frozen=True, slots=True)
class Paper:
    """One document as the store keeps it; ``fingerprint`` ``None`` where it has no tasks or none was made."""

    id: str
    header: str
    listed: int
    spoken: int
    fingerprint: str | None
    tasks: bytes
    references: bytes
    citations: bytes


class View:
    """Documents in the order of ingestion. Headers stand without text, boxes, sections, tasks and references."""

    def __init__(self, revision: int, papers: Sequence[Paper], fingerprinted: bool = True) -> None:
        """Not ``fingerprinted``, the fingerprints of the papers are of another make."""
        self.revision = revision
        self._papers = {paper.id: paper for paper in papers}
        self._fingerprinted = fingerprinted
        self._decoder = Decoder(sharing=True)
        self._lock = Lock()
        self._headers: dict[str, Document] = {}
        self._tasks: dict[str, dict[str, Task]] = {}
        self._alone: dict[str, dict[str, Task]] = {}

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self._papers)

    def __contains__(self, document: object) -> bool:
        return document in self._papers

    def header(self, document: str) -> Document:
        """Raises ``KeyError`` for one that is not held."""
        if document not in self._headers:
            self._headers[document] = self._decoder.of(Document)(json.loads(self._papers[document].header))
        return self._headers[document]

    def tasks_of(self, document: str) -> tuple[Task, ...]:
        """In the order of print; the same objects at every call. Raises ``KeyError`` for a document that is not held."""
        return tuple(self._by_id(document).values())

    def task(self, identifier: str) -> tuple[str, Task] | None:
        """(document id, task) by the id of the task; decodes few others."""
        document = identifier.partition(":")[0]
        if document not in self._papers:
            return None
        task = self._decoded_alone(document, identifier) or self._by_id(document).get(identifier)
        return (document, task) if task else None

    @cached_property
    def headers(self) -> tuple[Document, ...]:
        with without_collection():
            return tuple(map(self.header, self._papers))

    @cached_property
    def tasks(self) -> tuple[tuple[str, Task], ...]:
        """(document id, task) of all; decodes everything."""
        with without_collection():
            return tuple((document, task) for document in self._papers for task in self.tasks_of(document))

    @cached_property
    def references(self) -> tuple[tuple[str, Reference], ...]:
        """(citing document id, reference) of all."""
        with without_collection():
            return tuple(self._all_references())

    @cached_property
    def citations(self) -> Citations:
        """What all documents say of other papers; decoded as far as it is looked at."""
        return Citations({paper.id: paper.citations for paper in self._papers.values()})

    @cached_property
    def fingerprints(self) -> dict[str, str]:
        """By document id, of those that have tasks; see ``corpus.fingerprints``."""
        if self._fingerprinted:
            return {paper.id: paper.fingerprint for paper in self._papers.values() if paper.fingerprint}
        return {document: found for document in self._papers if (found := fingerprint(self.tasks_of(document)))}

    @property
    def counts(self) -> dict[str, tuple[int, int]]:
        """(rows and list items, duties of running text) of every document, by its id."""
        return {paper.id: (paper.listed, paper.spoken) for paper in self._papers.values()}

    def _by_id(self, document: str) -> dict[str, Task]:
        with self._lock:
            if document not in self._tasks:
                read, alone = self._decoder.of(Task), self._alone.pop(document, {})
                records = unpack(self._papers[document].tasks)
                self._tasks[document] = {r["id"]: alone.get(r["id"]) or read(r) for r in records}
                self._decoder.forget_places()
            return self._tasks[document]

    def _decoded_alone(self, document: str, identifier: str) -> Task | None:
        """``None`` where the document is decoded whole, or as well may be."""
        with self._lock:
            if document in self._tasks:
                return None
            alone = self._alone.setdefault(document, {})
            if identifier not in alone and len(alone) < _FEW:
                record = unpack_one(self._papers[document].tasks, identifier)
                if record:
                    alone[identifier] = self._decoder.of(Task)(record)
                    self._decoder.forget_places()
            return alone.get(identifier)

    def _all_references(self) -> Iterator[tuple[str, Reference]]:
        read = self._decoder.of(Reference)
        for paper in self._papers.values():
            yield from ((paper.id, read(record)) for record in unpack(paper.references))
            self._decoder.forget_places()


@contextmanager
def without_collection() -> Iterator[None]:
    """For making many objects at once, none of them garbage: Python would look through all of them again and again.

    Decoding 100,000 tasks takes a fifth of the time so.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
