"""The store: the truth of one knowledge base, SQLite under SQLAlchemy; the only home of SQL but for ``tables``, ``decisions``.

    <home>/tracuu.db                     documents, sections, tasks, references, what people decided
    <home>/originals/<sha256>.<suffix>   the files as they came
    <home>/index/                        derived, see ``index``

One document is one transaction; a killed ingest leaves the last whole state. ``revision`` grows with every change, so that
what is derived from the store can tell that it is old.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Table, delete, func, insert, inspect, select, update

from corpus import decisions
from corpus.codec import decoder, encode
from corpus.errors import NotHeld, StateError
from corpus.model import Box, Document, Reference, Section, Span, Task
from corpus.tables import DOCUMENT, META, METADATA, REFERENCE, SCHEMA_VERSION, SECTION, TASK, engine_of

T = TypeVar("T")
_SCHEMA = select(META.c.value).where(META.c.key == "schema")
_REVISION = select(META.c.value).where(META.c.key == "revision")
_PARTS = {"text", "boxes", "sections", "tasks", "references"}  # kept outside the header record


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it came: ``origin`` names where from (a path, an upload), ``sha256`` its bytes."""

    origin: str
    sha256: str
    suffix: str
    data: bytes


@dataclass(frozen=True, slots=True)
class View:
    """All that is held at one revision, in the order of ingestion; headers without text, boxes, sections, tasks, references."""

    revision: int
    headers: tuple[Document, ...]
    tasks: tuple[tuple[str, Task], ...]
    references: tuple[tuple[str, Reference], ...]


class Store:
    """One knowledge base. Open it with ``Store.open``; it may be shared by threads."""

    def __init__(self, home: Path, engine: Engine) -> None:
        self.home = home
        self._engine = engine
        self._writer = engine.execution_options(writes=True)

    @classmethod
    def open(cls, home: Path, create: bool = True) -> Store:
        """Raises ``StateError`` where nothing is at ``home`` and ``create`` is false, or where the schema is another one."""
        database = home / "tracuu.db"
        if not create and not database.exists():
            raise StateError(f"Chưa có kho văn bản tại {home}. Hãy nạp văn bản trước: tracuu ingest THƯ_MỤC")
        if not database.exists():
            _make_home(home)
        store = cls(home, engine_of(database))
        store._prepare()
        return store

    @property
    def revision(self) -> int:
        """Grows by one with every document stored or removed."""
        with self._engine.connect() as connection:
            return int(connection.execute(_REVISION).scalar_one())

    def put(self, document: Document, original: Original, further: Sequence[Document] = ()) -> str | None:
        """Stores a document with its original; returns the id of the one that it replaces (same origin), if any.

        ``further`` are the other papers of a file that holds several: they come, and go, with it.
        """
        path = self._original(f"{original.sha256}{original.suffix}")
        _write(path, original.data)
        with self._writer.begin() as connection:
            old = connection.execute(
                select(DOCUMENT.c.id, DOCUMENT.c.original).where(DOCUMENT.c.origin == original.origin)
            ).one_or_none()
            if old is not None:
                connection.execute(delete(DOCUMENT).where(DOCUMENT.c.original == old.original))
            _insert(connection, document, original, path.name)
            for number, paper in enumerate(further, start=2):
                beside = replace(original, origin=f"{original.origin}#{number}", sha256=f"{original.sha256}#{number}")
                _insert(connection, paper, beside, path.name)
            _bump(connection)
        if old is not None and old.original != path.name:
            self._original(old.original).unlink(missing_ok=True)
        return old.id if old is not None else None

    def forget(self, identifier: str) -> tuple[str, ...]:
        """Removes a document, all that was derived from it here, and its original with the other papers in it.

        Returns the ids of all that is gone. Raises ``NotHeld``.
        """
        with self._writer.begin() as connection:
            columns = (DOCUMENT.c.id, DOCUMENT.c.original, DOCUMENT.c.origin, DOCUMENT.c.header)
            row = connection.execute(select(*columns).where(DOCUMENT.c.id == identifier)).one_or_none()
            if row is None:
                raise NotHeld(f"Không có văn bản “{identifier}” trong kho.")
            papers = connection.execute(select(*columns).where(DOCUMENT.c.original == row.original)).all()
            for paper in papers:
                decisions.forget(connection, decisions.identities(decoder(Document)(_load(paper.header)), paper.origin))
            connection.execute(delete(DOCUMENT).where(DOCUMENT.c.original == row.original))
            _bump(connection)
        self._original(row.original).unlink(missing_ok=True)
        with self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").close()
        return tuple(paper.id for paper in papers)

    def holding(self, sha256: str) -> str | None:
        """The source file that already holds these bytes."""
        with self._engine.connect() as connection:
            return connection.execute(select(DOCUMENT.c.source_file).where(DOCUMENT.c.sha256 == sha256)).scalar_one_or_none()

    def holds_from(self, origin: str) -> bool:
        """Whether a document from this place is held, whatever its bytes."""
        with self._engine.connect() as connection:
            return connection.execute(select(DOCUMENT.c.id).where(DOCUMENT.c.origin == origin)).scalar_one_or_none() is not None

    def headers(self) -> tuple[Document, ...]:
        """Every document in the order of ingestion, without text, boxes, sections, tasks and references."""
        with self._engine.connect() as connection:
            return _headers(connection)

    def view(self) -> View:
        """Headers, tasks and references read in one transaction: a writer at work never shows half of its change."""
        with self._engine.connect() as connection:
            return View(
                int(connection.execute(_REVISION).scalar_one()),
                _headers(connection),
                _by_document(connection, TASK, decoder(Task)),
                _by_document(connection, REFERENCE, decoder(Reference)),
            )

    def texts(self) -> dict[str, str]:
        """The stored text of every document, by id."""
        with self._engine.connect() as connection:
            return {row.id: row.text for row in connection.execute(select(DOCUMENT.c.id, DOCUMENT.c.text))}

    def counts(self) -> dict[str, int]:
        """Task records by document id, without the duties of running text."""
        with self._engine.connect() as connection:
            return {row.id: row.task_count for row in connection.execute(select(DOCUMENT.c.id, DOCUMENT.c.task_count))}

    def document(self, identifier: str) -> Document:
        """One document whole. Raises ``NotHeld``."""
        with self._engine.connect() as connection:
            row = connection.execute(select(DOCUMENT).where(DOCUMENT.c.id == identifier)).one_or_none()
            if row is None:
                raise NotHeld(f"Không có văn bản “{identifier}” trong kho.")
            whole: Document = decoder(Document)(_load(row.header) | {"text": row.text, "boxes": json.loads(row.boxes)})
            return replace(
                whole,
                sections=tuple(map(decoder(Section), _records(connection, SECTION, identifier))),
                tasks=tuple(map(decoder(Task), _records(connection, TASK, identifier))),
                references=tuple(map(decoder(Reference), _records(connection, REFERENCE, identifier))),
            )

    def sections(self, identifier: str) -> tuple[Section, ...]:
        """The sections of one document; empty for one that is not held."""
        with self._engine.connect() as connection:
            return tuple(map(decoder(Section), _records(connection, SECTION, identifier)))

    def source(self, identifier: str) -> tuple[str, tuple[Box, ...]]:
        """The stored text of a document and where its parts stand on the page."""
        with self._engine.connect() as connection:
            row = connection.execute(select(DOCUMENT.c.text, DOCUMENT.c.boxes).where(DOCUMENT.c.id == identifier)).one_or_none()
        if row is None:
            raise NotHeld(f"Không có văn bản “{identifier}” trong kho.")
        return row.text, tuple(Box(Span(*box[0]), *box[1:]) for box in json.loads(row.boxes))

    def original(self, identifier: str) -> Path:
        """The file as it came. Raises ``NotHeld``."""
        with self._engine.connect() as connection:
            name = connection.execute(select(DOCUMENT.c.original).where(DOCUMENT.c.id == identifier)).scalar_one_or_none()
        if name is None:
            raise NotHeld(f"Không có văn bản “{identifier}” trong kho.")
        return self._original(name)

    @property
    def decisions(self) -> decisions.Ledger:
        """What people decided on matches and bindings."""
        return decisions.Ledger(self._engine, self._writer)

    def identities(self) -> dict[str, tuple[str, ...]]:
        """The names under which each document comes again, by id; see ``corpus.decisions``."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(DOCUMENT.c.id, DOCUMENT.c.origin, DOCUMENT.c.header))
            return {row.id: decisions.identities(decoder(Document)(_load(row.header)), row.origin) for row in rows}

    @contextmanager
    def alone(self) -> Iterator[None]:
        """For work on what is derived from the store: one process, one thread at a time; the others wait."""
        with (self.home / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def close(self) -> None:
        self._engine.dispose()

    def _original(self, name: str) -> Path:
        return self.home / "originals" / name

    def _prepare(self) -> None:
        """Creates the tables of a new database; an existing one is only looked at."""
        with self._engine.connect() as connection:
            made = inspect(connection).has_table(META.name)
            found = connection.execute(_SCHEMA).scalar_one_or_none() if made else None
        if found is None:
            with self._writer.begin() as connection:
                METADATA.create_all(connection)
                if connection.execute(_SCHEMA).scalar_one_or_none() is None:
                    connection.execute(
                        insert(META), [{"key": "schema", "value": SCHEMA_VERSION}, {"key": "revision", "value": 0}]
                    )
        elif found != SCHEMA_VERSION:
            raise StateError(
                f"Kho tại {self.home} dùng cấu trúc {found}, phần mềm này dùng {SCHEMA_VERSION}. "
                "Hãy nạp lại từ thư mục originals/ vào kho mới."
            )


def _insert(connection: Connection, document: Document, original: Original, name: str) -> None:
    ordinal = connection.execute(select(func.coalesce(func.max(DOCUMENT.c.ordinal), 0))).scalar_one() + 1
    header = {key: value for key, value in encode(document).items() if key not in _PARTS}
    connection.execute(
        insert(DOCUMENT),
        {
            "id": document.id, "ordinal": ordinal, "origin": original.origin, "sha256": original.sha256, "original": name,
            "source_file": document.source_file, "text": document.text, "header": _dump(header | {"text": ""}),
            "boxes": _dump(encode(document.boxes)), "task_count": document.task_count,
        },
    )  # fmt: skip
    for table, records in ((SECTION, document.sections), (REFERENCE, document.references)):
        _insert_all(
            connection,
            table,
            [{"document": document.id, "ordinal": i, "record": _dump(encode(r))} for i, r in enumerate(records)],
        )
    rows = [
        {"id": t.id, "document": document.id, "ordinal": i, "record": _dump(encode(t))} for i, t in enumerate(document.tasks)
    ]
    _insert_all(connection, TASK, rows)


def _headers(connection: Connection) -> tuple[Document, ...]:
    rows = connection.execute(select(DOCUMENT.c.header).order_by(DOCUMENT.c.ordinal))
    return tuple(decoder(Document)(_load(header)) for (header,) in rows)


def _by_document(connection: Connection, table: Table, read: Callable[[Any], T]) -> tuple[tuple[str, T], ...]:
    """(document id, record) in the order of ingestion and of print."""
    query = select(table.c.document, table.c.record).join(DOCUMENT).order_by(DOCUMENT.c.ordinal, table.c.ordinal)
    return tuple((document, read(_load(record))) for document, record in connection.execute(query))


def _make_home(home: Path) -> None:
    try:
        (home / "originals").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StateError(
            f"Không tạo được kho văn bản tại {home}: {error.strerror}. Hãy chọn thư mục khác bằng --home."
        ) from error


def _insert_all(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _records(connection: Connection, table: Table, document: str) -> Iterator[dict[str, Any]]:
    rows = connection.execute(select(table.c.record).where(table.c.document == document).order_by(table.c.ordinal))
    return (_load(record) for (record,) in rows)


def _bump(connection: Connection) -> None:
    connection.execute(update(META).where(META.c.key == "revision").values(value=META.c.value + 1))


def _write(path: Path, data: bytes) -> None:
    """Beside, then swapped in: the file at ``path`` is never half written."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _load(record: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(record)
    return loaded
