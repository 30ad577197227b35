"""Task lists as files. What a spreadsheet would take for a formula is written as text."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from corpus.errors import InputError
from ingest import deadlines
from search.citations import task_label
from search.query import Match

_COLUMNS = (
    "Văn bản", "Phụ lục", "STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời hạn",
    "Hạn điều chỉnh", "Văn bản giao nhiệm vụ", "Vị trí trong bản gốc",
)  # fmt: skip


def write_csv(path: Path, matches: Sequence[Match]) -> None:
    """One row a task, UTF-8 with BOM (Excel reads it). Raises ``InputError`` when the file cannot be written."""
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(_COLUMNS)
            for match in matches:
                writer.writerow([_as_text(value) for value in _row(match)])
    except OSError as error:
        raise InputError(f"Không ghi được {path}: {error.strerror}.") from error


def _row(match: Match) -> tuple[str, ...]:
    task, document = match.record.task, match.record.document
    place = f"{task_label(task)} [{task.spans[0].start}:{task.spans[-1].end}]"
    return (
        document.number or document.source_file, task.annex or "", task.stt or "", task.content.text,
        "; ".join(m.name for m in task.lead), "; ".join(m.name for m in task.coordinating),
        task.deliverable.text if task.deliverable else "", task.deadline.raw if task.deadline else "",
        deadlines.describe(task.adjusted_deadline) if task.adjusted_deadline else "", "; ".join(task.sources), place,
    )  # fmt: skip


def _as_text(value: str) -> str:
    """A leading ``= + @`` or tab, or a minus that is not alone, makes a spreadsheet calculate."""
    return f"'{value}" if value[:1] in "=+@\t\r" or (value[:1] == "-" and len(value) > 1 and not value[1].isspace()) else value
