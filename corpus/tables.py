"""The tables of the store, and the SQLite database in WAL mode that they live in.

``record`` and ``header`` are JSON as ``corpus.codec`` writes it; ``ordinal`` is the order of ingestion or of print.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
)
from sqlalchemy.engine import ExceptionContext

from corpus.errors import StateError

SCHEMA_VERSION = 1

METADATA = MetaData()
META = Table("meta", METADATA, Column("key", String, primary_key=True), Column("value", Integer, nullable=False))
DOCUMENT = Table(
    "document", METADATA,
    Column("id", String, primary_key=True),
    Column("ordinal", Integer, nullable=False),
    Column("origin", String, nullable=False, unique=True),
    Column("sha256", String, nullable=False, unique=True),
    Column("original", String, nullable=False),
    Column("source_file", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("header", Text, nullable=False),
    Column("boxes", Text, nullable=False),
    Column("task_count", Integer, nullable=False),
)  # fmt: skip
SECTION = Table(
    "section", METADATA,
    Column("document", String, ForeignKey("document.id", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("record", Text, nullable=False),
)  # fmt: skip
TASK = Table(
    "task", METADATA,
    Column("id", String, primary_key=True),
    Column("document", String, ForeignKey("document.id", ondelete="CASCADE"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("record", Text, nullable=False),
    Index("task_document", "document", "ordinal"),
)  # fmt: skip
REFERENCE = Table(
    "reference", METADATA,
    Column("document", String, ForeignKey("document.id", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("record", Text, nullable=False),
)  # fmt: skip

DECISION = Table(  # keyed by identities and fingerprints, see ``corpus.decisions``: it outlives the rows of a document
    "decision", METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("parent", Text, nullable=False),
    Column("child", Text),
    Column("agency", String, nullable=False),
    Column("who", String, nullable=False),
    Column("at", String, nullable=False),
    Column("why", Text, nullable=False),
)  # fmt: skip


def engine_of(database: Path) -> Engine:
    """Opens the database file. A connection with the execution option ``writes`` takes the write lock as its work begins.

    In a folder that may not be written the file is opened as it stands, for reading. What the file system or SQLite says of a
    broken, locked or unwritable file is raised as ``StateError``.
    """
    writable = os.access(database.parent, os.W_OK)
    where = f"{database}" if writable else f"file:{database}?mode=ro&immutable=1&uri=true"
    engine = create_engine(f"sqlite:///{where}", connect_args={"timeout": 30})
    pragmas = ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON") if writable else ()

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions are opened below, not by the driver
        for pragma in ("busy_timeout=30000", "foreign_keys=ON", *pragmas):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")

    @event.listens_for(engine, "handle_error")
    def translate(context: ExceptionContext) -> None:
        if isinstance(context.original_exception, sqlite3.DatabaseError) and not isinstance(
            context.original_exception, sqlite3.IntegrityError
        ):
            raise StateError(_trouble(database, str(context.original_exception))) from context.original_exception

    return engine


def _trouble(database: Path, said: str) -> str:
    if "readonly" in said or "unable to open" in said:
        return f"Không ghi được kho tại {database.parent}. Hãy kiểm tra quyền ghi của thư mục, hoặc chọn kho khác bằng --home."
    if "not a database" in said or "malformed" in said:
        return f"Tệp {database} bị hỏng. Hãy khôi phục từ bản sao lưu, hoặc nạp lại các tệp trong originals/ vào kho mới."
    if "locked" in said:
        return f"Kho tại {database.parent} đang được chương trình khác ghi quá lâu. Hãy thử lại sau ít phút."
    return f"Kho tại {database.parent} gặp lỗi: {said}. Hãy kiểm tra ổ đĩa rồi thử lại."
