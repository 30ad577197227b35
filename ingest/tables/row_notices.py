"""What a person must look at in a row that is no task, or a task without its number."""

from __future__ import annotations

from corpus.model import Notice
from ingest.tables.rows import Printed


def left_out(line: Printed) -> Notice:
    words = line.texts[line.filled[0]][:60]
    return Notice("row_unplaced", f"Dòng “{words}” trong bảng không phải nhóm, cũng không phải việc.", (line.row.span,))


def unplaced(line: Printed) -> Notice:
    return Notice("row_unplaced", "Hàng không có số thứ tự và không nối được vào hàng nào.", (line.row.span,))


def unread(line: Printed, cell: str) -> Notice:
    """``cell`` are the words where the number should be."""
    message = f"Không đọc được số thứ tự “{cell[:40]}”." if cell else "Hàng không có số thứ tự."
    return Notice("stt_unread", message, (line.spans[0],))
