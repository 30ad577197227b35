"""What a person must look at in the cells of a row: lists that run side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.model import Notice, Span
from ingest.extent import extent
from ingest.grammar.columns import Role
from ingest.tables.rows import TaskRow

_ITEM = re.compile(r"(?:^|(?<=\s))(?:[a-zđ][.)]|\(?\d{1,2}[.)]|[-–•+])\s+(?=[^\W_])")
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


def _count(text: str, spans: Sequence[Span]) -> int:
    return len(_ITEM.findall(extent(text, spans).text))
