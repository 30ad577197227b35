"""The columns of a draft: those of the parent's annex, under the words and in the order of its print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, get_args

from corpus.model import Task
from search.drafting.annex_header import printed_header

Column = Literal["stt", "content", "lead", "coordinating", "deliverable", "deadline", "adjusted_deadline", "sources", "note"]
_USUAL: dict[Column, str] = {
    "stt": "TT", "content": "Nội dung nhiệm vụ", "lead": "Đơn vị chủ trì", "coordinating": "Cơ quan phối hợp",
    "deliverable": "Sản phẩm, kết quả", "deadline": "Thời hạn", "adjusted_deadline": "Tiến độ điều chỉnh",
    "sources": "Văn bản giao nhiệm vụ", "note": "Ghi chú",
}  # fmt: skip
_ALWAYS: tuple[Column, ...] = ("stt", "content", "lead", "deadline")
_ORDER: tuple[Column, ...] = get_args(Column)


def layout_of(tasks: Sequence[Task], text: str) -> dict[Column, str]:
    """Column → title, in order; the note, where a line says what it comes from, is the last."""
    rows = [task for task in tasks if task.kind == "row"]
    header = printed_header(text, min(task.spans[0].start for task in rows)) if rows else {}
    named: dict[Column, str] = {name: header[name] for name in header if name in _ORDER}
    filled = {name for task in tasks for name in task.cells}
    wanted = [name for name in _ORDER if name != "note" and (name in _ALWAYS or name in filled or name in named)]
    order = _in_order(wanted, list(named))
    return {name: named.get(name) or _USUAL[name] for name in order} | {"note": named.get("note") or _USUAL["note"]}


def _in_order(wanted: Iterable[Column], printed: Sequence[Column]) -> list[Column]:
    """As printed; what the print has no column for goes behind the one that usually stands before it."""
    order: list[Column] = [name for name in printed if name != "note"]
    for name in wanted:
        if name not in order:
            before = [order.index(other) for other in _ORDER[: _ORDER.index(name)] if other in order]
            order.insert(max(before, default=-1) + 1, name)
    return order
