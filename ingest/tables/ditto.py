"""Cells that repeat the one above in a word: "như trên", "-nt-", two strokes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.model import Notice, Span
from ingest.extent import extent
from ingest.grammar.columns import Role
from ingest.tables.rows import TaskRow

_AGAIN = re.compile(r"^\W*(?:nt|như trên)\W*$|^\s*(?:[\"”“″〃]|''|//|-//-|- ?[\"”″] ?-)\s*$", re.IGNORECASE)
_LONGEST = 20  # characters
_ROLES: tuple[Role, ...] = ("lead", "coordinating", "deliverable", "deadline", "adjusted_deadline", "sources")
MESSAGE = "Bảng có ô ghi “như trên” (nt): giá trị của ô ngay trên được dùng. Hãy kiểm tra."


def repeat_above(rows: Sequence[TaskRow], text: str) -> list[Notice]:
    """Puts the cell of the row above where a cell says that it is the same; a notice where that was done."""
    said: list[Span] = []
    for above, row in pairwise(rows):
        for role in _ROLES:
            spans = row.cells.get(role, ())
            if len(spans) != 1 or spans[0].end - spans[0].start > _LONGEST or not above.cells.get(role):
                continue
            if _AGAIN.match(extent(text, spans).text):
                said += spans
                row.cells[role] = list(above.cells[role])
    return [Notice("ditto", MESSAGE, tuple(said))] if said else []
