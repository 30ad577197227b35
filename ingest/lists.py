"""Tasks in list form: a numbered sentence followed by labelled lines.

    3. Bố trí cán bộ …
    - Đơn vị thực hiện: Văn phòng Sở.
    - Thời gian thực hiện: Hằng năm.

A section of the outline is such a task when a labelled line under it names who does it or by when; the labels are read with the
same words as table headers (``ingest.columns``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.columns import Role, role_of
from ingest.extent import Extent, join
from ingest.outline import Part, marked
from ingest.paragraphs import Paragraph

_LABELLED = re.compile(r"^\W*(?P<label>[^:.;]{3,60}?)\s*:\s*(?P<value>\S.*)$", re.DOTALL)
_NAMING: frozenset[Role] = frozenset(
    {"lead", "coordinating", "deadline", "deliverable", "sources", "note", "adjusted_deadline"}
)


@dataclass(slots=True)
class ListedTask:
    """``part`` is the outline part that holds it; ``cells`` the value of each labelled line."""

    part: Part
    stt: str
    number: Extent
    content: Extent
    cells: dict[Role, Extent] = field(default_factory=dict)


def listed(parts: Sequence[Part]) -> Iterator[ListedTask]:
    """The list tasks of a document, in order."""
    for part in parts:
        if part.kind in ("section", "numbered_paragraph") and part.lead_in is not None:
            task = _task(part, part.lead_in)
            if task is not None:
                yield task


def _task(part: Part, lead_in: Paragraph) -> ListedTask | None:
    mark = marked(lead_in)
    if mark is None:
        return None
    stt, words = mark
    content = [lead_in.extent.part(words)]
    cells: dict[Role, Extent] = {}
    for piece in part.flow:
        if not isinstance(piece, Paragraph) or piece is lead_in or piece.footnote:
            continue
        labelled = _labelled(piece)
        if labelled is not None:
            role, value = labelled
            cells[role] = join([cells[role], value]) if role in cells else value
        elif not cells:
            content.append(piece.extent)
    if not cells.keys() & {"lead", "deadline"}:
        return None
    return ListedTask(part, stt, lead_in.extent.part(0, words), join(content), cells)


def _labelled(paragraph: Paragraph) -> tuple[Role, Extent] | None:
    match = _LABELLED.match(paragraph.text)
    if match is None:
        return None
    role = role_of(match["label"])
    if role not in _NAMING or len(match["label"].split()) > 9:
        return None
    end = len(paragraph.text.rstrip(" .;"))
    return role, paragraph.extent.part(match.start("value"), max(end, match.start("value") + 1))
