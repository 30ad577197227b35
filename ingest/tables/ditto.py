"""Cells that say in a word that they are as another one: "như trên", "-nt-", two strokes, "như mục 3"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpus.model import Notice, Span
from ingest.extent import extent
from ingest.grammar.columns import Role
from ingest.tables import row_numbers
from ingest.tables.rows import TaskRow

_LIKE = r"(?:như|giống|tương\s+tự)(?:\s+(?:như|ở|tại))*"
_PLACE = r"(?:mục|dòng|hàng|stt|số(?:\s+thứ\s+tự)?|thứ\s+tự|nhiệm\s+vụ|việc|ý|ô)"
_AGAIN = re.compile(
    rf"\W*(?:nt|n\.t|{_LIKE}\s+(?:{_PLACE}\s+|phần\s+)?(?:ngay\s+|ở\s+|bên\s+)?trên)\W*"
    r"|\s*(?:[\"”“″〃]|''|//|-//-|- ?[\"”″] ?-)\s*",
    re.IGNORECASE,
)
# "như mục 3", "Như STT 12", "như nhiệm vụ số 2 nêu trên", "như mục II.3"
_NUMBERED = re.compile(
    rf"\W*{_LIKE}\s+{_PLACE}(?:\s+số)?\s+(?:(?P<group>[IVXLA-D]{{1,5}})\.)?(?P<stt>\d{{1,3}}(?:\.\d{{1,3}})*(?:[a-zđ](?!\w))?)"
    r"(?:\s+(?:nêu\s+|ở\s+)?trên)?\W*",
    re.IGNORECASE,
)
_LONGEST = 40  # characters
ROLES: tuple[Role, ...] = (
    "lead",
    "coordinating",
    "parties",
    "deliverable",
    "deadline",
    "adjusted_deadline",
    "start",
    "sources",
)
_SHOWN = 8


class Ordinal(NamedTuple):
    """The printed number of a row or item, and what it is counted under (``label`` is the last part of that one's number)."""

    stt: str | None
    group: object
    label: str


def repeat(rows: Sequence[TaskRow], text: str) -> list[Notice]:
    """Puts the cell that is meant where a cell says that it is the same; a notice where that was done, with the row it is from.

    The place of the value is where it is printed. A cell that names no row of its table, several, or one without such a cell
    stays as it is: then it is told as an agency or a time that nobody knows.
    """
    said: list[Span] = []
    pairs: list[tuple[Ordinal, Ordinal]] = []
    numbers = [Ordinal(row.stt, row.group, row.group.label.rpartition(".")[2] if row.group else "") for row in rows]
    for place, row in enumerate(rows):
        for role in ROLES:
            spans = row.cells.get(role, ())
            if len(spans) != 1 or spans[0].end - spans[0].start > _LONGEST:
                continue
            other = meant(extent(text, spans).text, numbers, place)
            like = rows[other] if other is not None else None
            if other is None or like is None or not like.cells.get(role) or is_ditto(extent(text, like.cells[role]).text):
                continue
            said += spans
            row.cells[role] = list(like.cells[role])
            row.marked = like.marked if role == "deadline" else row.marked
            pairs.append((numbers[place], numbers[other]))
    return [notice(pairs, said)] if said else []


def is_ditto(words: str) -> bool:
    return _AGAIN.fullmatch(words) is not None or _NUMBERED.fullmatch(words) is not None


def meant(words: str, numbers: Sequence[Ordinal], place: int) -> int | None:
    """Which one a cell of ``numbers[place]`` speaks of: the one above, or the only one of that number in the group or table."""
    if _AGAIN.fullmatch(words):
        return place - 1 if place else None
    numbered = _NUMBERED.fullmatch(words)
    if numbered is None:
        return None
    group, number, own = numbered["group"], row_numbers.number(numbered["stt"]), numbers[place].group
    same = [i for i, one in enumerate(numbers) if one.stt and row_numbers.number(one.stt) == number and i != place]
    if group:
        found = [i for i in same if numbers[i].label == group.upper()]
    else:
        found = [i for i in same if numbers[i].group is own] or same
    return found[0] if len(found) == 1 else None


def notice(pairs: Sequence[tuple[Ordinal, Ordinal]], spans: Sequence[Span]) -> Notice:
    """``pairs`` are those that say it, each with the one whose value it takes."""
    listed = list(dict.fromkeys(f"STT {_named(one)} theo STT {_named(other)}" for one, other in pairs))
    names = "; ".join(listed[:_SHOWN]) + ("; …" if len(listed) > _SHOWN else "")
    message = f"Có ô ghi “như trên” (nt) hay “như mục …”: giá trị của ô được chỉ tới được dùng ({names}). Hãy kiểm tra."
    return Notice("ditto", message, tuple(spans))


def _named(one: Ordinal) -> str:
    """ "2.a" for the letter under the group 2."""
    return f"{one.label}.{one.stt}" if one.stt and one.stt.isalpha() and one.label else one.stt or "?"
