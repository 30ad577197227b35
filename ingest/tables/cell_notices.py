"""What a person must look at in the cells of a row: lists that run side by side, times that are only marked with a cross."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.model import Notice, Span
from ingest.extent import extent
from ingest.grammar import periods
from ingest.grammar.columns import Role
from ingest.tables.rows import TaskRow, TaskTable

_ITEM = re.compile(r"(?:^|(?<=\s))(?:[a-zđ][.)]|\(?\d{1,2}[.)]|[-–•+])\s+(?=[^\W_])")
_CROSS = re.compile(r"[xX×✓✔vV+•*√]{1,3}")
_ANY_YEAR = 2024
_BESIDE: tuple[tuple[Role, str], ...] = (("lead", "cơ quan chủ trì"), ("deadline", "thời hạn"))


def itemised(row: TaskRow, text: str) -> Iterator[Notice]:
    """ "a) Rà soát b) Niêm yết" beside "a) Sở Tư pháp b) Các sở": whose is which is not said by the record."""
    works = _count(text, row.cells.get("content", ()))
    same = [name for role, name in _BESIDE if works > 1 and _count(text, row.cells.get(role, ())) == works]
    if same:
        said = " và ".join(same)
        message = (
            f"STT {row.stt or '?'}: ô nội dung có {works} mục, ô {said} cũng có {works} mục: mỗi mục có thể có {said} riêng, "
        )
        yield Notice("doubtful_row", message + "máy giữ cả hàng làm một việc. Hãy xem bản gốc.", tuple(row.rows))


def crossed(table: TaskTable, text: str) -> Iterator[Notice]:
    """Columns "Quý I", "Quý II", … with a cross in them: a cross is no deadline; it is kept in the note behind its column."""
    place = next((number for number, column in enumerate(table.columns) if column.role == "deadline"), None)
    timed = [number for number, column in enumerate(table.columns) if periods.scan(column.label, _ANY_YEAR)]
    for row in table.rows:
        if place in timed and place is not None and _is_cross(text, row.cells.get("deadline", ())):
            row.rest[place] = row.cells.pop("deadline")
        marked = [number for number in timed if number in row.rest and _is_cross(text, row.rest[number])]
        if marked:
            names = ", ".join(f"“{table.columns[number].label}”" for number in marked)
            spans = tuple(span for number in marked for span in row.rest[number])
            message = f"STT {row.stt or '?'}: thời gian chỉ đánh dấu ở cột {names}; giữ trong ghi chú, chưa thành thời hạn."
            yield Notice("deadline_marks", message, spans)


def _count(text: str, spans: Sequence[Span]) -> int:
    return len(_ITEM.findall(extent(text, spans).text))


def _is_cross(text: str, spans: Sequence[Span]) -> bool:
    return _CROSS.fullmatch(extent(text, spans).text.strip()) is not None
