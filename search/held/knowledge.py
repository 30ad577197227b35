"""What is held, as one unchanging view: documents, their names, their tasks and who cites what.

A view is read from the store once and serves until the store's revision changes; nothing is derived from it before it is asked
for, and what a ranked search shows (``record``, ``header``, ``source``) needs little of it. Texts are fetched on demand: they
are only needed to show quotes.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from corpus.model import AgencyMention, Document, Reference, Section, Task
from corpus.store import Store
from corpus.view import without_collection

if TYPE_CHECKING:  # each is imported where it is made: most questions need few of them, a ranked search none
    from search.binding.reaching import Reaching
    from search.held.facets import Facets
    from search.held.names import Cited, Naming
    from search.held.printed_names import PrintedNames
    from search.held.word_index import WordIndex

T = TypeVar("T")
PARSING_GAPS = frozenset(
    (
        "row_unplaced", "stt_unread", "agency_unknown", "agency_suspect", "deadline_unread", "no_tasks", "page_without_text",
        "annex_missing", "content_empty", "parties_unclear", "deadline_marks", "deadline_suspect", "duty_unread",
        "table_cut", "table_unread",
    )
)  # fmt: skip
_MANY = 5_000  # records


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
        self._sources: dict[str, tuple[str, Document]] = {}
        self._sections: dict[str, tuple[Section, ...]] = {}

    def prepare(self) -> None:
        """Makes at once what questions else wait for: the words, whom the tasks bind, the names."""
        with without_collection():
            self.reaching.grouped(own_outputs=True)
            for name in ("words", "printed_names", "copies", "agency_keys"):
                getattr(self, name)
        gc.freeze()

    @property
    def revision(self) -> int:
        return self._view.revision

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Headers in the order of ingestion; a number resolved from citations stands in ``number`` with its evidence."""
        from search.held import versions

        named = [_named(header, self._cited.get(header.id)) for header in self._view.headers]
        twice = versions.warnings(named, self.fingerprints)
        return tuple(replace(d, warnings=(*twice[d.id], *d.warnings)) if d.id in twice else d for d in named)

    def header(self, identifier: str) -> Document:
        """One of ``documents``, without the warnings that come of comparing it with the others. Raises ``KeyError``."""
        header = self._view.header(identifier)
        if header.number:
            return header
        if "_cited" in vars(self):
            return _named(header, self._cited.get(identifier))
        return _named(header, self._citations.number_of(header, lambda: self._view.headers))

    @cached_property
    def _citations(self) -> Cited:
        from search.held.names import Cited

        return Cited(self._view.citations)

    @cached_property
    def _cited(self) -> dict[str, str]:
        return {naming.document: naming.number for naming in self.names if naming.evidence == "cited"}

    @property
    def fingerprints(self) -> dict[str, str]:
        """What the tasks of each document say, by its id: equal where every letter of content, parties and deadline is."""
        return self._view.fingerprints

    @cached_property
    def by_id(self) -> dict[str, Document]:
        return {document.id: document for document in self.documents}

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """Every task record, in the order of ingestion and of print."""
        with without_collection():
            found = tuple(Record(task, self.by_id[document]) for document, task in self._view.tasks)
        if len(found) >= _MANY:
            gc.freeze()  # what is held does not change: no need to look through it for garbage again and again
        return found

    def record(self, identifier: str) -> Record | None:
        """A task by its id with its document as ``header`` gives it; ``None`` where it is not held."""
        found = self._view.task(identifier)
        return Record(found[1], self.header(found[0])) if found else None

    def holds(self, document: str) -> bool:
        return document in self._view

    @cached_property
    def stated(self) -> frozenset[str]:
        """The names of agencies that the held papers state, as ``search.binding.stated`` gives them."""
        from search.binding.stated import stated

        return stated(self.documents, ((record.task, record.document) for record in self.records))

    @cached_property
    def facets(self) -> Facets:
        """The distinct prints that filters are tried on."""
        from search.held.facets import Facets

        return Facets([record.task for record in self.records])

    @cached_property
    def reaching(self) -> Reaching:
        """Whom the records bind, judged once for rows alike."""
        from search.binding.reaching import Reaching

        return Reaching([(record.task, record.document) for record in self.records], self.stated)

    @cached_property
    def ranges(self) -> dict[str, tuple[int, int]]:
        """Where the records of each document that has any stand among ``records``: [first, behind the last)."""
        found: dict[str, tuple[int, int]] = {}
        start = 0
        for document, (listed, spoken) in self.counts.items():
            if listed or spoken:
                found[document] = start, (start := start + listed + spoken)
        return found

    @cached_property
    def printed_names(self) -> PrintedNames:
        """The places of the issuers and the agencies and units that tasks name."""
        from search.held.printed_names import printed_names

        return printed_names(self.documents, self._mentioned)

    @cached_property
    def signers(self) -> dict[str, frozenset[str]]:
        """The names of those who signed, by the same without marks."""
        from search.held.persons import by_words

        return by_words(document.signer.name for document in self.documents if document.signer)

    @cached_property
    def counts(self) -> dict[str, tuple[int, int]]:
        """(rows and list items, duties of running text) of every document, by its id."""
        return self._view.counts

    @cached_property
    def copies(self) -> dict[str, str]:
        """The id of every further file of one paper → the id of the one that answers."""
        from search.held.same_paper import copies, said_by

        return copies(self.documents, self.fingerprints, lambda document: said_by(self._view.tasks_of(document)))

    @cached_property
    def agency_keys(self) -> frozenset[str]:
        """The names of every issuer and every agency of a task, as ``corpus.agencies.key`` writes them."""
        from corpus.agencies import key

        issuers = (document.agency for document in self.documents if document.agency)
        return frozenset(map(key, dict.fromkeys((*issuers, *(mention.name for mention in self._mentioned)))))

    @cached_property
    def agency_names(self) -> tuple[str, ...]:
        """The agencies that the tasks name, in the order of the alphabet."""
        return tuple(sorted({mention.name for mention in self._mentioned if mention.kind == "agency"}))

    @cached_property
    def _mentioned(self) -> tuple[AgencyMention, ...]:
        """Every agency of a task, once for each print."""
        mentions = (m for record in self.records for m in (*record.task.lead, *record.task.coordinating))
        return tuple({(m.name, m.as_written, m.kind): m for m in mentions}.values())

    @cached_property
    def words(self) -> WordIndex:
        """The words of every record, by its place among ``records``: content, product, deadlines, note."""
        from search.held.word_index import WordIndex

        return WordIndex(_printed(record.task) for record in self.records)

    @cached_property
    def restore(self) -> Callable[[str], str]:
        """Gives an unmarked question its marks, as the language and the words of the held papers make likely."""
        from index.marks.restoring import bundled

        return bundled().with_texts(_printed(record.task) for record in self.records).restore

    @property
    def references(self) -> tuple[tuple[str, Reference], ...]:
        """(citing document id, reference)."""
        return self._view.references

    @cached_property
    def names(self) -> tuple[Naming, ...]:
        from search.held.names import namings

        return tuple(namings(self._view.headers, self._view.citations))

    @cached_property
    def known_numbers(self) -> tuple[str, ...]:
        """Every document number that is held or cited, in a stable order."""
        found = [naming.number for naming in self.names] + [reference.number for _, reference in self.references]
        return tuple(dict.fromkeys(found))

    def texts(self) -> dict[str, str]:
        """The text of every document, by id; read anew at every call."""
        return self._store.texts()

    def text(self, document: str) -> str:
        return self.source(document)[0]

    def source(self, document: str) -> tuple[str, Document]:
        """The text of a document, and its stored header with the boxes of the page: what a citation is made from."""
        found = self._sources.get(document)
        if found is None:
            text, boxes = self._store.source(document)
            found = self._sources[document] = text, replace(self._view.header(document), boxes=boxes)
        return found

    def document(self, identifier: str) -> Document:
        """One document whole, under its resolved number."""
        whole = self._store.document(identifier)
        header = self.by_id[identifier]
        return replace(whole, number=header.number, number_evidence=header.number_evidence, warnings=header.warnings)

    def resolve(self, name: str) -> Document:
        """A document by id, number, or file name with or without its extension. Raises ``NotHeld`` with near names."""
        from search.held.resolving import called, only_one

        held = [d for d in self.numbered(name) or called(name, self.documents) if d.id not in self.copies]
        return only_one(name, held or self.numbered(name) or called(name, self.documents), self.documents)

    def numbered(self, number: str) -> list[Document]:
        """Held documents under a number, printed or cited (several offices may use one number)."""
        from ingest.grammar import numbers

        return [self.by_id[document] for document in self._by_number.get(numbers.key(number), ())]

    def citing(self, keys: Iterable[str]) -> list[tuple[str, Reference]]:
        """(citing document id, reference) of every mention of the numbers (by ``numbers.key``), in the order of ingestion."""
        places = sorted(place for wanted in keys for place in self._mentions.get(wanted, ()))
        return [self.references[place] for place in places]

    @cached_property
    def _mentions(self) -> dict[str, list[int]]:
        from ingest.grammar import numbers

        return _grouped((numbers.key(reference.number), place) for place, (_, reference) in enumerate(self.references))

    @cached_property
    def _by_number(self) -> dict[str, list[str]]:
        from ingest.grammar import numbers

        return _grouped((numbers.key(naming.number), naming.document) for naming in self.names)

    def sections(self, identifier: str) -> tuple[Section, ...]:
        """The sections of one document, in the order of print."""
        if identifier not in self._sections:
            self._sections[identifier] = self._store.sections(identifier)
        return self._sections[identifier]

    def unparsed(self, documents: Sequence[Document] | None = None) -> int:
        """How many places of the searched documents the parser could not read for certain."""
        return sum(self._gaps[document.id] for document in documents or self.documents)

    @cached_property
    def _gaps(self) -> dict[str, int]:
        return {d.id: sum(warning.code in PARSING_GAPS for warning in d.warnings) for d in self.documents}


def _named(header: Document, cited: str | None) -> Document:
    return replace(header, number=cited, number_evidence="cited") if cited else header


def _printed(task: Task) -> str:
    deadlines = (deadline.raw for deadline in (task.deadline, task.adjusted_deadline) if deadline)
    return " . ".join((task.content.text, task.deliverable.text if task.deliverable else "", *deadlines, task.note or ""))


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for wanted, value in pairs:
        found.setdefault(wanted, []).append(value)
    return found
