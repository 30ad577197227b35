"""What is settled of a task table when its last row is read: cells of both parties, actions, columns that nobody understood."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from corpus.model import Notice
from ingest.extent import extent
from ingest.grammar.bare_times import behind
from ingest.grammar.columns import Role, names_work
from ingest.tables import cell_notices, ditto, party_columns, row_actions, shared_cells, time_columns
from ingest.tables.group_rows import is_open
from ingest.tables.rows import TaskRow, TaskTable

_TIMES = frozenset({"deadline", "adjusted_deadline", "start"})
MERGED = "Bảng có ô gộp dọc qua nhiều hàng: giá trị của ô được dùng cho mọi việc mà ô gộp phủ tới. Hãy kiểm tra."


def finish(table: TaskTable, text: str) -> None:
    """Divides cells that name both parties, and reports what a person should look at."""
    _narrow(table)
    table.notices += ditto.repeat(table.rows, text)
    for columns in (time_columns, party_columns):
        table.notices += columns.read_marks(table, text)
    timed = any(column.role in _TIMES for column in table.columns)
    for row in table.rows:
        if not timed and "deadline" not in row.cells:
            _part_time(row, text)
        table.notices += _divide(row, text)
        content, lead = (extent(text, row.cells.get(role, ())) for role in ("content", "lead"))
        crowded = list(row_actions.crowded(row, content.text, lead.text, lead.spans()))
        table.notices += crowded or cell_notices.itemised(row, text)
    table.notices += [*_unread(table), *_broken_off(table, text)]
    if table.shared:
        table.notices.append(Notice("vertical_merge", MERGED, tuple(dict.fromkeys(table.shared))))


def _narrow(table: TaskTable) -> None:
    """Of several actions under one STT, the content is what each says itself; the cell merged over all goes to the note.

    Only the rows tell which of two columns for the work that is: "Nhiệm vụ" merged beside "Hoạt động".
    """
    content = next((place for place, column in enumerate(table.columns) if column.role == "content"), None)
    works = [place for place, column in enumerate(table.columns) if names_work(column) and place != content]
    for _, block in groupby((row for row in table.rows if row.action), key=lambda row: (id(row.group), row.stt)):
        rows = list(block)
        merged = set[int]().union(*(row.merged for row in rows))
        if content is None or content not in merged:
            continue
        for row in rows:
            own = [(place, row.rest[place]) for place in works if place not in merged and place in row.rest]
            if own and "content" in row.cells:
                place, spans = own[-1]
                row.cells["content"], row.rest[content] = spans, row.cells["content"]
                del row.rest[place]


def _part_time(row: TaskRow, text: str) -> None:
    """A time behind the names where no column has one: "Sở Nội vụ; tháng 6", "Văn phòng Sở (hằng quý)"."""
    role: Role = "parties" if "parties" in row.cells else "lead"
    words = extent(text, row.cells.get(role, ()))
    both = behind(words.text)
    if both is not None:
        row.cells[role] = list(words.part(*both[0]).spans())
        row.cells["deadline"] = list(words.part(*both[1]).spans())


def _divide(row: TaskRow, text: str) -> Iterator[Notice]:
    """A cell under "Cơ quan chủ trì, phối hợp", or one for the lead whose own words name both where nobody else does."""
    both = row.cells.pop("parties", None)
    words = extent(text, row.cells.get("lead", []) if both is None else both)
    if both is None and (row.cells.get("coordinating") or not shared_cells.says_both(words.text)):
        return
    parties, notices = shared_cells.told(words, both=both is not None)
    row.cells["lead"], row.cells["coordinating"] = list(parties.lead), list(parties.coordinating)
    yield from notices


def _broken_off(table: TaskTable, text: str) -> Iterator[Notice]:
    """The last row where its words stop in the middle of a sentence: a page may be missing."""
    spans = table.rows[-1].cells.get("content", ()) if table.rows else ()
    words = extent(text, spans).text.rstrip()
    if is_open(words):
        message = f"Hàng cuối của bảng dừng giữa câu (“… {words[-40:]}”): có thể thiếu trang sau. Hãy kiểm tra."
        yield Notice("row_cut", message, tuple(spans))


def _unread(table: TaskTable) -> Iterator[Notice]:
    """Each column with words whose header names no role; its words are kept in the note."""
    for place in sorted({place for row in table.rows for place in row.rest}):
        column = table.columns[place] if place < len(table.columns) else None
        if column is None or not column.named:
            span = next(row.rest[place][0] for row in table.rows if place in row.rest)
            name = f"“{column.label}”" if column and column.label else f"thứ {place + 1} (không có tiêu đề)"
            yield Notice("column_unread", f"Không hiểu cột {name} của bảng: giá trị được giữ trong ghi chú.", (span,))
