"""The title of one of several tables in an annex or a section: "Bảng 2. Nhiệm vụ thường xuyên"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.extent import extent
from ingest.grammar.columns import assigns, columns, is_header, roles_of
from ingest.paper.annex_headings import is_title
from ingest.paper.numbered_headings import mark_of
from ingest.paper.paragraphs import Flow, Paragraph, following
from ingest.reading import Row

_NUMBERED = re.compile(
    r"^[^\w\-–+•]*(?P<label>(?:Bảng|BẢNG|Biểu|BIỂU)(?:\s+(?:số|SỐ|mẫu|MẪU))*\s+(?:\d{1,2}|[IVX]{1,4}|[A-ZĐ]))(?!\w)", re.DOTALL
)
_LONGEST = 400
_SHORTEST = 6  # letters: less is a page number or a sign
_FIRST = re.compile(r"\W*0?1\W*")
_HEADER_ROWS = 3


def table_number(paragraph: Paragraph) -> str | None:
    """ "Bảng 1. Nhiệm vụ trọng tâm" → "Bảng 1"; ``None`` where no table is numbered."""
    match = _NUMBERED.match(paragraph.text) if len(paragraph.text) <= _LONGEST else None
    return " ".join(match["label"].split()) if match else None


def heads_table(flow: Sequence[Flow], at: int, text: str, further: bool) -> bool:
    """Whether the paragraph at ``at`` is the title of the task table right behind it.

    ``further`` says that another table stands before it in the same annex or section: there any line may be a title, where the
    rows are counted from 1 anew (else a page has cut one table).
    """
    paragraph = flow[at]
    rows = [piece for piece in following(flow, at, _HEADER_ROWS + 1) if isinstance(piece, Row)]
    if not isinstance(paragraph, Paragraph) or mark_of(paragraph) or not is_headed(flow, at, text):
        return False
    worded = sum(c.isalpha() for c in paragraph.text) >= _SHORTEST
    return table_number(paragraph) is not None or (further and worded and is_title(paragraph) and _counts_anew(rows, text))


def is_headed(flow: Sequence[Flow], at: int, text: str) -> bool:
    """Whether the header of a task table is what follows."""
    piece = next(following(flow, at, 1), None)
    cells = cells_of(piece, text) if isinstance(piece, Row) and text else []
    return is_header(cells) and assigns(columns([cells]))


def is_table(row: Row, text: str) -> bool:
    """Whether a row behind the signature is one of a table of its own: the signature itself is laid out in two columns."""
    return sum(map(bool, cells_of(row, text) if text else row.cells)) > 2


def cells_of(row: Row, text: str) -> list[str]:
    return [extent(text, (span,)).text.strip() for span in row.cells]


def _counts_anew(rows: Sequence[Row], text: str) -> bool:
    header, *behind = (cells_of(row, text) for row in rows)
    if "stt" not in (roles := roles_of(header)):
        return True
    column = roles.index("stt")
    numbers = (cells[column] for cells in behind if column < len(cells) and not is_header(cells))
    return _FIRST.fullmatch(next((number for number in numbers if number.strip(" .")[:1].isdigit()), "")) is not None
