"""The tables of the store, and how the store of an older program becomes one of today.

What is looked at of every document stands in rows of its own, away from its text; sections, tasks and references are packed,
one piece a document (``corpus.packing``). ``header`` and ``boxes`` are JSON as ``corpus.codec`` writes it; ``ordinal`` is the
order of ingestion, ``listed`` and ``spoken`` count the tasks. The citations of a document (``corpus.citations``) are among its
records, also where there are none. ``decision`` is keyed by identities and fingerprints, see ``corpus.decisions``: it outlives
the rows of a document.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from sqlite3 import Connection, Row
from typing import NamedTuple

from corpus.citations import CITATION_VERSION
from corpus.codec import decoder
from corpus.errors import StateError
from corpus.fingerprints import FINGERPRINT_VERSION, fingerprint
from corpus.model import Task
from corpus.packing import pack_json, unpack
from corpus.rows import citations, write_citations

SCHEMA_VERSION = 2

_META = "CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL)"
_TABLES = (
    """CREATE TABLE document (
        id TEXT PRIMARY KEY, ordinal INTEGER NOT NULL UNIQUE, origin TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL UNIQUE,
        original TEXT NOT NULL, source_file TEXT NOT NULL, listed INTEGER NOT NULL, spoken INTEGER NOT NULL,
        fingerprint TEXT, header TEXT NOT NULL)""",
    """CREATE TABLE body (
        document TEXT PRIMARY KEY REFERENCES document(id) ON DELETE CASCADE, text TEXT NOT NULL, boxes TEXT NOT NULL)""",
    """CREATE TABLE records (
        document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE, kind TEXT NOT NULL, packed BLOB NOT NULL,
        PRIMARY KEY (document, kind))""",
)
DECISION = """CREATE TABLE IF NOT EXISTS decision (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, verdict TEXT NOT NULL, parent TEXT NOT NULL, child TEXT,
    agency TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL, why TEXT NOT NULL)"""


class Standing(NamedTuple):
    """Of what make a store is; ``schema`` is 0 for none yet."""

    schema: int
    fingerprints: int
    citations: int

    @property
    def is_of_today(self) -> bool:
        return self == (SCHEMA_VERSION, FINGERPRINT_VERSION, CITATION_VERSION)


def standing(connection: Connection) -> Standing:
    if not has_table(connection, "meta"):
        return Standing(0, 0, 0)
    found = dict(map(tuple, connection.execute("SELECT key, value FROM meta")))
    return Standing(found.get("schema", 0), found.get("fingerprints", 0), found.get("citations", 0))


def has_table(connection: Connection, name: str) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (name,)).fetchone() is not None


def bring_up_to_date(connection: Connection) -> None:
    """Makes the tables of a new store, or those of an older one into those of today; for one transaction.

    Raises ``StateError`` for the store of a newer program.
    """
    found = standing(connection)
    if found.schema > SCHEMA_VERSION:
        raise StateError(
            f"Kho này do phiên bản mới hơn của phần mềm lập ra (cấu trúc {found.schema}, phần mềm này đọc được đến "
            f"{SCHEMA_VERSION}). Hãy cập nhật phần mềm."
        )
    if found.schema == 0:
        connection.execute(_META)
        connection.execute("INSERT INTO meta VALUES ('revision', 0)")
        _make_tables(connection)
    elif found.schema == 1:
        _from_rows_to_packed(connection)
    if found.fingerprints != FINGERPRINT_VERSION:
        _fingerprint_all(connection)
    if found.citations != CITATION_VERSION:
        _cite_all(connection)
    current = (("schema", SCHEMA_VERSION), ("fingerprints", FINGERPRINT_VERSION), ("citations", CITATION_VERSION))
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", current)


def _make_tables(connection: Connection) -> None:
    for table in (*_TABLES, DECISION):
        connection.execute(table)


def _from_rows_to_packed(connection: Connection) -> None:
    """Schema 1 kept the text in the row of its document and every section, task and reference in a row of its own."""
    connection.execute("ALTER TABLE document RENAME TO document_1")
    _make_tables(connection)
    kept = "id, ordinal, origin, sha256, original, source_file"
    connection.execute(f"INSERT INTO document SELECT {kept}, task_count, 0, NULL, header FROM document_1")
    connection.execute("INSERT INTO body SELECT id, text, boxes FROM document_1")
    for kind in ("section", "task", "reference"):
        rows = connection.execute(f"SELECT document, record FROM {kind} ORDER BY document, ordinal")
        connection.executemany("INSERT INTO records VALUES (?, ?, ?)", _packed(rows, f"{kind}s"))
        if kind == "task":
            counted = "SELECT count(*) FROM task WHERE task.document = document.id"
            connection.execute(f"UPDATE document SET spoken = ({counted}) - listed")
        connection.execute(f"DROP TABLE {kind}")
    connection.execute("DROP TABLE document_1")


def _packed(rows: Iterable[Row], kind: str) -> Iterable[tuple[str, str, bytes]]:
    for document, records in groupby(rows, key=lambda row: row["document"]):
        yield document, kind, pack_json(row["record"] for row in records)


def _fingerprint_all(connection: Connection) -> None:
    read = decoder(Task)
    connection.execute("UPDATE document SET fingerprint = NULL")
    tasks = connection.execute("SELECT document, packed FROM records WHERE kind = 'tasks'").fetchall()
    made = ((fingerprint(map(read, unpack(row["packed"]))), row["document"]) for row in tasks)
    connection.executemany("UPDATE document SET fingerprint = ? WHERE id = ?", made)


def _cite_all(connection: Connection) -> None:
    for (document,) in connection.execute("SELECT id FROM document").fetchall():
        write_citations(connection, document, citations(connection, document))
