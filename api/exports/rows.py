"""A task list as rows for a file: the annex's own columns, then where it stands, how sure it is and why it is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from api.telling import wording
from api.telling.due import due_words
from corpus.model import Deadline
from search.held.citations import task_label
from search.held.due import due
from search.held.knowledge import Knowledge
from search.held.task_labels import printed_number
from search.selecting.query import Match

Cell = str | date | None


@dataclass(frozen=True, slots=True)
class Listing:
    """What goes into a file. ``told`` are (label, words) of what was asked and searched; ``made`` is the time in Vietnam."""

    title: str
    told: tuple[tuple[str, str], ...]
    certain: tuple[Match, ...]
    possible: tuple[Match, ...]
    narrative: tuple[Match, ...]
    knowledge: Knowledge
    today: date
    made: datetime

    def __len__(self) -> int:
        return len(self.certain) + len(self.possible) + len(self.narrative)

    def matches(self) -> Iterator[tuple[Match, bool]]:
        """Every task with whether it is certain, those of running text last."""
        yield from ((match, True) for match in self.certain)
        yield from ((match, False) for match in self.possible)
        yield from ((match, match.reach is None or match.reach.certain) for match in self.narrative)


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` is in characters of the sheet."""

    title: str
    width: int


COLUMNS = (
    Column("Văn bản", 15), Column("Phụ lục", 8), Column("Nhóm", 20), Column("STT", 6), Column("Nội dung nhiệm vụ", 52),
    Column("Cơ quan chủ trì", 21), Column("Cơ quan phối hợp", 21), Column("Sản phẩm", 24), Column("Thời hạn", 15),
    Column("Hạn điều chỉnh", 14), Column("Văn bản giao nhiệm vụ", 16), Column("Ghi chú", 14), Column("Trích dẫn", 24),
    Column("Ngày đến hạn", 13), Column("Tình trạng", 18), Column("Vai trò", 11), Column("Mức chắc chắn", 16),
    Column("Vì sao", 36), Column("Loại", 17), Column("Vị trí trong bản gốc", 14),
)  # fmt: skip
PRINTED = 13  # of the columns: those of the annex, and where it stands
CERTAIN, POSSIBLE = "chắc chắn", "có thể liên quan"
_KINDS = {"row": "dòng phụ lục", "item": "việc trong danh sách", "narrative": "việc trong lời văn"}
_STARTS_FORMULA = tuple("=+@\t\r\n＝＋－＠")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # but for tab and line feed
_LIST_MARK = re.compile(r"-(?=\s+[^\W\d_])")  # "- Rà soát": a list, not a sum


def rows(listing: Listing) -> Iterator[tuple[Cell, ...]]:
    """One row a task under ``COLUMNS``. Texts are safe to be opened in a spreadsheet."""
    for match, certain in listing.matches():
        row = _row(match, CERTAIN if certain else POSSIBLE, listing)
        yield tuple(neutral(cell) if isinstance(cell, str) else cell for cell in row)


def neutral(text: str) -> str:
    """The text without control characters, and no formula for any spreadsheet.

    A dash that opens a list becomes an en dash, which calculates nothing and reads the same; before any other sign that
    opens a formula stands an apostrophe.
    """
    starts = text[:1]
    clean = _CONTROL.sub(" ", text)
    if starts == "-" and _LIST_MARK.match(clean):
        return f"–{clean[1:]}"
    calculates = starts in _STARTS_FORMULA or (starts == "-" and len(text) > 1)
    return f"'{clean}" if starts and calculates else clean


def _row(match: Match, sureness: str, listing: Listing) -> tuple[Cell, ...]:
    task, document, reach = match.record.task, match.record.document, match.reach
    state = due(task, listing.today)
    return (
        document.label,
        task.annex or "",
        f"{task.group.label}. {task.group.title}".strip(". ") if task.group else "",
        printed_number(task),
        task.content.text,
        wording.names(task.lead),
        wording.names(task.coordinating),
        task.deliverable.text if task.deliverable else "",
        _printed(task.deadline),
        _printed(task.adjusted_deadline),
        "; ".join(task.sources),
        task.note or "",
        f"{wording.document_name(document)}, {wording.paged(task_label(task), document, task.spans)}",
        state.day,
        due_words(state, task),
        wording.ROLES[reach.role] if reach else "",
        sureness,
        reach.rule if reach else "",
        _KINDS[task.kind],
        f"{task.spans[0].start}:{task.spans[-1].end}",
    )


def _printed(deadline: Deadline | None) -> str:
    return " ".join(deadline.raw.split()) if deadline else ""
