"""One SQLite file in WAL mode: readers see one state however long they read, writers wait for each other.

What the file system or SQLite says of a broken, locked or unwritable file is raised as ``StateError``.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection
from threading import Lock

from corpus.errors import StateError

__all__ = ["Connection", "Database"]

_PATIENCE = 30_000  # ms that a locked file is waited for


class Database:
    """May be shared by threads: each transaction has a connection of its own, kept for the next one."""

    def __init__(self, path: Path) -> None:
        """In a folder that may not be written the file is opened as it stands, for reading."""
        self.path = path
        self.writable = os.access(path.parent, os.W_OK)
        self._idle: list[Connection] = []
        self._lock = Lock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state. Rows know their columns by name."""
        with self._said_in_vietnamese():
            connection = self._taken()
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                self._given_back(connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the write lock from its beginning; nothing of it stays where it raises."""
        with self._said_in_vietnamese():
            connection = self._taken()
            try:
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")
            finally:
                self._given_back(connection)

    def empty_log(self) -> None:
        """Nothing that was deleted stays in the write-ahead log."""
        self._outside_transactions("PRAGMA wal_checkpoint(TRUNCATE)")

    def give_back_room(self) -> None:
        """The file shrinks to what is held."""
        self._outside_transactions("VACUUM")

    def close(self) -> None:
        """Closes what is idle; a later call opens anew."""
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _outside_transactions(self, statement: str) -> None:
        with self._said_in_vietnamese():
            connection = self._taken()
            try:
                connection.execute(statement).fetchall()
            finally:
                self._given_back(connection)

    def _taken(self) -> Connection:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return self._opened()

    def _given_back(self, connection: Connection) -> None:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        with self._lock:
            self._idle.append(connection)

    def _opened(self) -> Connection:
        where = str(self.path) if self.writable else f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(where, uri=not self.writable, isolation_level=None, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        pragmas = ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON") if self.writable else ()
        for pragma in (f"busy_timeout={_PATIENCE}", "foreign_keys=ON", *pragmas):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    @contextmanager
    def _said_in_vietnamese(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.IntegrityError:
            raise  # what is stored is wrong, not where
        except sqlite3.DatabaseError as error:
            raise StateError(_trouble(self.path, str(error))) from error


def _trouble(database: Path, said: str) -> str:
    if "readonly" in said or "unable to open" in said:
        return f"Không ghi được kho tại {database.parent}. Hãy kiểm tra quyền ghi của thư mục, hoặc chọn kho khác bằng --home."
    if "not a database" in said or "malformed" in said:
        return f"Tệp {database} bị hỏng. Hãy khôi phục từ bản sao lưu, hoặc nạp lại các tệp trong originals/ vào kho mới."
    if "locked" in said:
        return f"Kho tại {database.parent} đang được chương trình khác ghi quá lâu. Hãy thử lại sau ít phút."
    return f"Kho tại {database.parent} gặp lỗi: {said}. Hãy kiểm tra ổ đĩa rồi thử lại."
