"""One document in the tables of the store: written, and read again."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import NamedTuple, TypeVar

from corpus.citations import pack_citations
from corpus.codec import decoder, encode
from corpus.database import Connection
from corpus.errors import NotHeld
from corpus.fingerprints import fingerprint
from corpus.model import Box, Document, Reference, Section, Span, Task
from corpus.packing import dump, pack, unpack

T = TypeVar("T")
_PARTS = {"text", "boxes", "sections", "tasks", "references"}  # kept outside the header


class Came(NamedTuple):
    """Where a document came from, the hash of its file, and under which name the file is kept."""

    origin: str
    sha256: str
    original: str


def write(connection: Connection, document: Document, came: Came) -> None:
    """Behind all that is held. Raises ``ValueError`` where the id of a task is not its document's or stands there twice."""
    identifiers = {task.id for task in document.tasks if task.id.startswith(f"{document.id}:")}
    if len(identifiers) != len(document.tasks):
        raise ValueError(f"the tasks of {document.id} need ids of their own that begin with its id")
    ordinal = connection.execute("SELECT coalesce(max(ordinal), 0) + 1 FROM document").fetchone()[0]
    header = {key: value for key, value in encode(document).items() if key not in _PARTS} | {"text": ""}
    listed = document.task_count
    row = (
        document.id, ordinal, *came, document.source_file, listed, len(document.tasks) - listed, fingerprint(document.tasks),
        dump(header),
    )  # fmt: skip
    connection.execute("INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    connection.execute("INSERT INTO body VALUES (?, ?, ?)", (document.id, document.text, dump(encode(document.boxes))))
    records = (("sections", document.sections), ("tasks", document.tasks), ("references", document.references))
    packed = ((document.id, kind, pack(found)) for kind, found in records if found)
    connection.executemany("INSERT INTO records VALUES (?, ?, ?)", packed)
    write_citations(connection, document.id, pack_citations(document.references, document.text))


def write_citations(connection: Connection, identifier: str, packed: bytes) -> None:
    connection.execute("INSERT OR REPLACE INTO records VALUES (?, 'citations', ?)", (identifier, packed))


def citations(connection: Connection, identifier: str) -> bytes:
    """Packed as ``corpus.citations`` does it, made anew from what is held of a document. Raises ``NotHeld``."""
    return pack_citations(records(connection, identifier, Reference), body(connection, identifier)[0])


def read(connection: Connection, identifier: str) -> Document:
    """The document whole. Raises ``NotHeld``."""
    text, boxes = body(connection, identifier)
    return replace(
        header(column(connection, "header", identifier)),
        text=text,
        boxes=boxes,
        sections=records(connection, identifier, Section),
        tasks=records(connection, identifier, Task),
        references=records(connection, identifier, Reference),
    )


def header(record: str) -> Document:
    """A document without text, boxes, sections, tasks and references."""
    found: Document = decoder(Document)(json.loads(record))
    return found


def column(connection: Connection, name: str, identifier: str) -> str:
    """One column of a document's row. Raises ``NotHeld``."""
    row = connection.execute(f"SELECT {name} FROM document WHERE id = ?", (identifier,)).fetchone()
    if row is None:
        raise NotHeld(f"Không có văn bản “{identifier}” trong kho.")
    value: str = row[0]
    return value


def body(connection: Connection, identifier: str) -> tuple[str, tuple[Box, ...]]:
    """The text, and where its parts stand on the page. Raises ``NotHeld``."""
    row = connection.execute("SELECT text, boxes FROM body WHERE document = ?", (identifier,)).fetchone()
    if row is None:
        raise NotHeld(f"Không có văn bản “{identifier}” trong kho.")
    return row["text"], tuple(Box(Span(*box[0]), *box[1:]) for box in json.loads(row["boxes"]))


def records(connection: Connection, identifier: str, kind: type[T]) -> tuple[T, ...]:
    """The sections, tasks or references of a document in the order of print; none for one that is not held."""
    wanted = (identifier, f"{kind.__name__.lower()}s")
    row = connection.execute("SELECT packed FROM records WHERE document = ? AND kind = ?", wanted).fetchone()
    return tuple(map(decoder(kind), unpack(row["packed"]))) if row is not None else ()
