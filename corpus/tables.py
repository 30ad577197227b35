"""The tables of the store, and the SQLite database in WAL mode that they live in.

``record`` and ``header`` are JSON as ``corpus.codec`` writes it; ``ordinal`` is the order of ingestion or of print.
"""

from __future__ import annotations

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


def engine_of(database: Path) -> Engine:
    """Opens the database file. A connection with the execution option ``writes`` takes the write lock as its work begins."""
    engine = create_engine(f"sqlite:///{database}", connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions are opened below, not by the driver
        for pragma in ("journal_mode=WAL", "busy_timeout=30000", "foreign_keys=ON", "synchronous=NORMAL", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")

    return engine
