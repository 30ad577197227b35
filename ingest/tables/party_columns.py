"""Columns that stand for agencies, "Sở Nội vụ | Sở Tài chính | …", with a mark for who leads ("CT") and who joins in ("PH")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from corpus.model import Notice, Span
from ingest.extent import extent
from ingest.grammar.columns import Column, role_of
from ingest.names import agencies
from ingest.tables.rows import TaskRow, TaskTable
from ingest.tables.time_columns import CROSSES

_Party = Literal["lead", "coordinating"]

_LEADS = re.compile(r"\W*(?:CT|CTr|C|ĐM|chủ\s+trì|đầu\s+mối)\W*", re.IGNORECASE)
_JOINS = re.compile(r"\W*(?:PH|P|P/H|phối\s+hợp|tham\s+gia)\W*", re.IGNORECASE)
_CROSS = re.compile(rf"[{CROSSES}]{{1,3}}")
_KNOWN = frozenset({"agency", "group"})
_FEWEST = 2  # columns
_LONGEST = 60  # characters of a name over a column
MESSAGE = "Bảng có cột mang tên cơ quan: ai chủ trì, ai phối hợp được đọc từ dấu trong các cột ấy. Hãy kiểm tra."


def read_marks(table: TaskTable, text: str) -> Iterator[Notice]:
    """Makes the agencies over the marked columns of each row its parties; what is not understood stays where it is."""
    named = {place: column for place, column in enumerate(table.columns) if place in table.heads and _is_agency(column)}
    marks = [span for row in table.rows for span in _give(row, named, table, text)] if len(named) >= _FEWEST else []
    if marks:
        yield Notice("parties_from_columns", MESSAGE, tuple(marks))


def _is_agency(column: Column) -> bool:
    label = column.chain[-1] if column.chain else ""
    if not label or len(label) > _LONGEST or role_of(label) is not None:
        return False
    found = agencies.read(label)
    return bool(found) and all(one.kind in _KNOWN for one in found)


def _give(row: TaskRow, named: Mapping[int, Column], table: TaskTable, text: str) -> list[Span]:
    """The marks that were read; none where a cell under an agency says anything else."""
    cells = {
        place: row.cells.get(role, []) if (role := column.role) else row.rest.get(place, []) for place, column in named.items()
    }
    parties = {place: _party(extent(text, spans).text.strip(), named[place]) for place, spans in cells.items() if spans}
    if not parties or None in parties.values():
        return []
    for place in parties:
        role = named[place].role
        if role:
            del row.cells[role]
        else:
            del row.rest[place]
    for place, party in sorted(parties.items()):
        if party is not None:
            row.cells.setdefault(party, []).append(table.heads[place])
    return [span for place in parties for span in cells[place]]


def _party(mark: str, column: Column) -> _Party | None:
    """A cross means what the label above the agencies says: "Đơn vị chủ trì"."""
    if _LEADS.fullmatch(mark):
        return "lead"
    if _JOINS.fullmatch(mark):
        return "coordinating"
    above = next((role for label in reversed(column.chain[:-1]) if (role := role_of(label))), None)
    if not _CROSS.fullmatch(mark):
        return None
    return "lead" if above == "lead" else "coordinating" if above == "coordinating" else None
