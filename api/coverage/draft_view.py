"""A draft as JSON and as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from api.telling.terminal import styled, wrapped
from api.views.passages import task_view
from search.drafting.draft import Draft, PartName
from search.held.knowledge import Knowledge

PARTS: dict[PartName, str] = {
    "own": "A. Nhiệm vụ đơn vị chủ trì hoặc phải có sản phẩm riêng", "coordinating": "B. Nhiệm vụ đơn vị phối hợp",
    "conditional": "C. Nhiệm vụ tùy điều kiện văn bản nêu: đơn vị xem có thuộc mình không",
}  # fmt: skip


def draft_view(draft: Draft, knowledge: Knowledge) -> dict[str, Any]:
    """``rows`` hold the draft's cells by column and the parent task with its citation."""
    return {
        "draft": True, "parent": draft.parent.id, "number": draft.parent.number, "agency": draft.agency,
        "missing_only": draft.missing_only, "total": len(draft),
        "parts": [
            {
                "part": name, "place": table.place, "columns": list(table.columns), "titles": list(table.titles),
                "rows": [
                    {"cells": dict(zip(table.columns, line.values, strict=True)), "group": line.group or None,
                     "parent_task": task_view(line.record, knowledge)}
                    for line in table.lines
                ],
            }
            for name, tables in draft.parts for table in tables
        ],
    }  # fmt: skip


def draft_lines(draft: Draft) -> Iterator[str]:
    """Every line of the draft under its part, with where it comes from."""
    yield styled(f"DỰ THẢO cho {draft.agency}: {len(draft)} việc", "bold")
    for name, tables in draft.parts:
        yield styled(PARTS[name], "yellow")
        for table in tables:
            yield f"  Theo {table.place}: {', '.join(table.titles)}"
            for line in table.lines:
                cells = dict(zip(table.columns, line.values, strict=True))
                yield from wrapped(cells["content"], 6, f"  {cells['stt']}.")
                facts = " · ".join(cells[key] for key in ("deadline", "sources", "note") if cells.get(key))
                yield from (styled(words, "dim") for words in wrapped(facts, 6))
