"""The store: the truth of one knowledge base, in SQLite.

    <home>/tracuu.db                     documents, sections, tasks, references, what people decided
    <home>/originals/<sha256>.<suffix>   the files as they came
    <home>/index/                        derived, see ``index``

One document is one transaction; a killed ingest leaves the last whole state. ``revision`` grows with every change, so that
what is derived from the store can tell that it is old. A store that an older program made is brought up to date when it is
opened, in one transaction (``corpus.tables``).
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import rows
from corpus.citations import CITATION_VERSION
from corpus.database import Connection, Database
from corpus.errors import StateError
from corpus.fingerprints import FINGERPRINT_VERSION
from corpus.model import Box, Document, Section
from corpus.tables import SCHEMA_VERSION, bring_up_to_date, standing
from corpus.view import Paper, View

if TYPE_CHECKING:
    from corpus.decisions import Ledger

_PAPERS = """
    SELECT id, header, listed, spoken, fingerprint, coalesce(t.packed, x''), coalesce(r.packed, x''),
    coalesce(c.packed, x'') FROM document
    LEFT JOIN records t ON t.document = id AND t.kind = 'tasks' LEFT JOIN records r ON r.document = id AND r.kind = 'references'
    LEFT JOIN records c ON c.document = id AND c.kind = 'citations'
    ORDER BY ordinal
"""


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it came: ``origin`` names where from (a path, an upload), ``sha256`` its bytes."""

    origin: str
    sha256: str
    suffix: str
    data: bytes


class Store:
    """One knowledge base. Open it with ``Store.open``; it may be shared by threads."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._database = Database(home / "tracuu.db")

    @classmethod
    def open(cls, home: Path, create: bool = True) -> Store:
        """Raises ``StateError`` where nothing is at ``home`` and ``create`` is false, or where a newer program made it."""
        exists = (home / "tracuu.db").exists()
        if not create and not exists:
            raise StateError(f"Chưa có kho văn bản tại {home}. Hãy nạp văn bản trước: tracuu ingest THƯ_MỤC")
        if not exists:
            _make_home(home)
        store = cls(home)
        store._prepare()
        return store

    @property
    def revision(self) -> int:
        """Grows by one with every document stored or removed."""
        with self._database.reading() as connection:
            return _revision(connection)

    def put(self, document: Document, original: Original, further: Sequence[Document] = ()) -> str | None:
        """Stores a document with its original; returns the id of the one that it replaces (same origin), if any.

        ``further`` are the other papers of a file that holds several: they come, and go, with it.
        """
        path = self._original(f"{original.sha256}{original.suffix}")
        _write(path, original.data)
        with self._database.writing() as connection:
            old = connection.execute("SELECT id, original FROM document WHERE origin = ?", (original.origin,)).fetchone()
            if old is not None:
                connection.execute("DELETE FROM document WHERE original = ?", (old["original"],))
            rows.write(connection, document, rows.Came(original.origin, original.sha256, path.name))
            for number, paper in enumerate(further, start=2):
                beside = rows.Came(f"{original.origin}#{number}", f"{original.sha256}#{number}", path.name)
                rows.write(connection, paper, beside)
            _bump(connection)
        if old is not None and old["original"] != path.name:
            self._original(old["original"]).unlink(missing_ok=True)
        return old["id"] if old is not None else None

    def forget(self, identifier: str) -> tuple[str, ...]:
        """Removes a document, all that was derived from it here, and its original with the other papers in it.

        Returns the ids of all that is gone. Raises ``NotHeld``.
        """
        from corpus import decisions  # the registry of agencies comes with it

        with self._database.writing() as connection:
            original = rows.column(connection, "original", identifier)
            papers = connection.execute("SELECT id, origin, header FROM document WHERE original = ?", (original,)).fetchall()
            for paper in papers:
                decisions.forget(connection, decisions.identities(rows.header(paper["header"]), paper["origin"]))
            connection.execute("DELETE FROM document WHERE original = ?", (original,))
            _bump(connection)
        self._original(original).unlink(missing_ok=True)
        self._database.empty_log()
        return tuple(paper["id"] for paper in papers)

    def holding(self, sha256: str) -> str | None:
        """The source file that already holds these bytes."""
        return self._one("SELECT source_file FROM document WHERE sha256 = ?", sha256)

    def holds_from(self, origin: str) -> bool:
        """Whether a document from this place is held, whatever its bytes."""
        return self._one("SELECT id FROM document WHERE origin = ?", origin) is not None

    def headers(self) -> tuple[Document, ...]:
        """Every document in the order of ingestion, without text, boxes, sections, tasks and references."""
        with self._database.reading() as connection:
            found = connection.execute("SELECT header FROM document ORDER BY ordinal")
            return tuple(rows.header(row["header"]) for row in found)

    def view(self) -> View:
        """All that is held, read in one transaction: a writer at work never shows half of its change."""
        with self._database.reading() as connection:
            found = standing(connection)
            papers = [Paper(*row) for row in connection.execute(_PAPERS)]
            cited = _cited(connection, papers, found.citations == CITATION_VERSION)
            return View(_revision(connection), cited, found.fingerprints == FINGERPRINT_VERSION)

    def texts(self) -> dict[str, str]:
        """The stored text of every document, by id."""
        with self._database.reading() as connection:
            return dict(map(tuple, connection.execute("SELECT document, text FROM body")))

    def text(self, identifier: str) -> str:
        """The stored text of one document; empty for one that is not held any more."""
        return self._one("SELECT text FROM body WHERE document = ?", identifier) or ""

    def counts(self) -> dict[str, int]:
        """Task records by document id, without the duties of running text."""
        with self._database.reading() as connection:
            return dict(map(tuple, connection.execute("SELECT id, listed FROM document ORDER BY ordinal")))

    def document(self, identifier: str) -> Document:
        """One document whole. Raises ``NotHeld``."""
        with self._database.reading() as connection:
            return rows.read(connection, identifier)

    def sections(self, identifier: str) -> tuple[Section, ...]:
        """The sections of one document; empty for one that is not held."""
        with self._database.reading() as connection:
            return rows.records(connection, identifier, Section)

    def source(self, identifier: str) -> tuple[str, tuple[Box, ...]]:
        """The stored text of a document and where its parts stand on the page."""
        with self._database.reading() as connection:
            return rows.body(connection, identifier)

    def original(self, identifier: str) -> Path:
        """The file as it came. Raises ``NotHeld``."""
        with self._database.reading() as connection:
            return self._original(rows.column(connection, "original", identifier))

    @property
    def decisions(self) -> Ledger:
        """What people decided on matches and bindings."""
        from corpus.decisions import Ledger

        return Ledger(self._database)

    def identities(self) -> dict[str, tuple[str, ...]]:
        """The names under which each document comes again, by id; see ``corpus.decisions``."""
        from corpus import decisions

        with self._database.reading() as connection:
            found = connection.execute("SELECT id, origin, header FROM document ORDER BY ordinal")
            return {row["id"]: decisions.identities(rows.header(row["header"]), row["origin"]) for row in found}

    @contextmanager
    def alone(self) -> Iterator[None]:
        """For work on what is derived from the store: one process, one thread at a time; the others wait."""
        with (self.home / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def close(self) -> None:
        self._database.close()

    def _original(self, name: str) -> Path:
        return self.home / "originals" / name

    def _one(self, query: str, value: str) -> str | None:
        with self._database.reading() as connection:
            row = connection.execute(query, (value,)).fetchone()
            return row[0] if row is not None else None

    def _prepare(self) -> None:
        """Makes the tables of a new database, brings an older one up to date; one of today is only looked at."""
        with self._database.reading() as connection:
            found = standing(connection)
        if not found.is_of_today and (self._database.writable or found.schema != SCHEMA_VERSION):
            with self._database.writing() as connection:
                bring_up_to_date(connection)
            if found.schema:
                self._database.give_back_room()


def _cited(connection: Connection, papers: Sequence[Paper], made: bool) -> list[Paper]:
    """With the citations made where another program, which knew of none, stored a paper, or of all where not ``made`` today."""
    return [p if made and p.citations else replace(p, citations=rows.citations(connection, p.id)) for p in papers]


def _revision(connection: Connection) -> int:
    return int(connection.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()[0])


def _bump(connection: Connection) -> None:
    connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'revision'")


def _make_home(home: Path) -> None:
    try:
        (home / "originals").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StateError(
            f"Không tạo được kho văn bản tại {home}: {error.strerror}. Hãy chọn thư mục khác bằng --home."
        ) from error


def _write(path: Path, data: bytes) -> None:
    """Beside, then swapped in: the file at ``path`` is never half written."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
