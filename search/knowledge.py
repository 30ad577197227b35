"""What is held, as one unchanging view: documents, their names, their tasks and who cites what.

A view is read from the store once and serves until the store's revision changes. Texts are fetched on demand: they are only
needed to show quotes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePath

from corpus.errors import NotHeld
from corpus.model import Box, Document, Reference, Task
from corpus.store import Store
from ingest import numbers
from search.names import Naming, namings
from search.stated import stated

PARSING_GAPS = frozenset({"row_unplaced", "stt_unread", "agency_unknown", "deadline_unread", "no_tasks", "page_without_text"})


@dataclass(frozen=True, slots=True)
class Record:
    """A task with the header of its document."""

    task: Task
    document: Document


class Knowledge:
    """A view of one knowledge base at one revision."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._view = store.view()
        self._sources: dict[str, tuple[str, tuple[Box, ...]]] = {}

    @property
    def revision(self) -> int:
        return self._view.revision

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Headers in the order of ingestion; a number resolved from citations stands in ``number`` with its evidence."""
        cited = {naming.document: naming for naming in self.names if naming.evidence == "cited"}
        return tuple(
            replace(d, number=cited[d.id].number, number_evidence="cited") if d.id in cited else d for d in self._view.headers
        )

    @cached_property
    def by_id(self) -> dict[str, Document]:
        return {document.id: document for document in self.documents}

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """Every task record, in the order of ingestion and of print."""
        return tuple(Record(task, self.by_id[document]) for document, task in self._view.tasks)

    @cached_property
    def stated(self) -> frozenset[str]:
        """The names of agencies that the held papers state, as ``search.stated`` gives them."""
        return stated(self.documents, ((record.task, record.document) for record in self.records))

    @property
    def references(self) -> tuple[tuple[str, Reference], ...]:
        """(citing document id, reference)."""
        return self._view.references

    @cached_property
    def names(self) -> tuple[Naming, ...]:
        blank = any(header.number is None for header in self._view.headers)
        texts = self._store.texts() if blank else {}
        return tuple(namings(self._view.headers, self.references, texts))

    @cached_property
    def known_numbers(self) -> tuple[str, ...]:
        """Every document number that is held or cited, in a stable order."""
        found = [naming.number for naming in self.names] + [reference.number for _, reference in self.references]
        return tuple(dict.fromkeys(found))

    def text(self, document: str) -> str:
        return self.source(document)[0]

    def source(self, document: str) -> tuple[str, Document]:
        """The text of a document, and its header with the boxes of the page: what a citation is made from."""
        if document not in self._sources:
            self._sources[document] = self._store.source(document)
        text, boxes = self._sources[document]
        return text, replace(self.by_id[document], boxes=boxes)

    def document(self, identifier: str) -> Document:
        """One document whole, under its resolved number."""
        whole = self._store.document(identifier)
        header = self.by_id[identifier]
        return replace(whole, number=header.number, number_evidence=header.number_evidence)

    def resolve(self, name: str) -> Document:
        """A document by id, number, or file name with or without its extension. Raises ``NotHeld`` with near names."""
        found = self.numbered(name) or [
            d
            for d in self.documents
            if name in (d.id, d.source_file, PurePath(d.source_file).stem, PurePath(d.source_file).name)
        ]
        if len(found) == 1:
            return found[0]
        if found:
            listing = "; ".join(f"{d.source_file} ({d.issuer or 'chưa rõ cơ quan'}, mã {d.id})" for d in found)
            raise NotHeld(f"“{name}” là tên của {len(found)} văn bản: {listing}. Hãy gọi bằng mã.")
        near = numbers.suggest(name, [n.number for n in self.names]) or [d.source_file for d in self.documents[:5]]
        raise NotHeld(f"Không có văn bản “{name}” trong kho. Gần nhất: {', '.join(near) or 'kho đang trống'}.")

    def numbered(self, number: str) -> list[Document]:
        """Held documents under a number, printed or cited (several offices may use one number)."""
        key = numbers.key(number)
        return [self.by_id[n.document] for n in self.names if numbers.key(n.number) == key]

    def unparsed(self, documents: Sequence[Document] | None = None) -> int:
        """How many places of the searched documents the parser could not read for certain."""
        return sum(w.code in PARSING_GAPS for d in (documents or self.documents) for w in d.warnings)
