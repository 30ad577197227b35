"""Which lines of running text give work by their looks (an agency among duties, "Giao …"), and gave none?

A slip of a scan ("Sờ Y tế: …", "Sở Tài chính bố tri …") must not lose work silently: such lines are told, never corrected.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from corpus.agencies import longest, words
from corpus.agency_slips import mistyped
from corpus.model import Notice, Task
from corpus.spelling import CAPITALS
from ingest.extent import Extent
from ingest.narrative.headings import tells_only
from ingest.narrative.pieces import Piece
from ingest.paper.numbered_headings import marked
from ingest.paper.paragraphs import Paragraph
from ingest.paper.parts import Part

_BULLET = re.compile(r"\s*[-–+•*]\s*(?=\S)")
_TOLD = re.compile(r"\W*(?:đã|là|được|thuộc|có)\b|\W*$", re.IGNORECASE)  # a statement, or a name alone
_ORDERED = re.compile(rf"\W*Giao\s+(?:cho\s+)?(?=[{CAPITALS}]|các\s)")
_ENACTING = re.compile(r"(?i)\bthi hành\b[^.;]{0,30}\bnày\b")
_HEAD = 120  # characters in which a name stands
_FEWEST = 3  # words behind a name
_MOST = 20  # notices of one paper
_UNREAD = "chưa tách được việc. Hãy xem bản gốc."
_ELSEWHERE = frozenset({"head", "title", "recipients", "signature", "closing"})


def unread(parts: Sequence[Part], tasks: Sequence[Task], left: Sequence[Piece]) -> Iterator[Notice]:
    """One notice a line, for at most twenty lines of a kind; ``left``: lines below a name that begin with no known verb."""
    spans = sorted(span for task in tasks for span in task.spans)
    starts = [span.start for span in spans]
    giving = {task.section for task in tasks if task.kind == "narrative"}
    yield from islice(_left_out(parts, tasks), _MOST)
    yield from islice(_unknown(left), _MOST)
    told = 0
    for part in parts:
        if part.kind in _ELSEWHERE or tells_only(part):
            continue
        for line in _lines(part):
            place = bisect_right(starts, line.offsets[-1]) - 1
            apart = place < 0 or spans[place].end <= line.offsets[0]
            if apart and told < _MOST and (said := _said(line, part, giving)):
                told += 1
                yield Notice("duty_unread", said, line.spans())


def _left_out(parts: Sequence[Part], tasks: Sequence[Task]) -> Iterator[Notice]:
    """The points of a list of which most are tasks with their fields, that are none: "[Sở Nội vụ?]", "(…, Báo cáo)"."""
    items = {task.section for task in tasks if task.kind == "item"}
    within = {label[:end] for task in tasks if (label := task.section) for end in _ends(label)}
    siblings: dict[int, list[Part]] = {}
    for part in parts:
        if part.number[:1].isdigit() and part.above is not None and part.lead_in is not None:
            siblings.setdefault(id(part.above), []).append(part)
    for listed in siblings.values():
        if sum(part.label in items for part in listed) * 2 <= len(listed):
            continue
        for part in listed:
            if part.label not in within and part.lead_in is not None:
                said = f"{_place(part.label, part.lead_in.text)} đứng giữa các việc nhưng {_UNREAD}"
                yield Notice("duty_unread", said, part.lead_in.extent.spans())


def _unknown(left: Sequence[Piece]) -> Iterator[Notice]:
    """The lines below "UBND các xã, phường:" that begin with no known verb: "- Chấm công hằng ngày."."""
    for piece in left:
        if piece.part.kind not in _ELSEWHERE and not tells_only(piece.part):
            said = f"{_place(piece.section, piece.words.text)} đứng dưới tên cơ quan nhưng {_UNREAD}"
            yield Notice("duty_unread", said, piece.words.spans())


def _place(label: str | None, line: str) -> str:
    return f"Mục {label}: “{line[:60].rstrip()}…”"


def _ends(label: str) -> Iterator[int]:
    """Where the labels end that hold this one, it included: "II", "II.1", "II.1.a" of "II.1.a"."""
    yield from (found.start() for found in re.finditer(r"\.|$", label))


def _lines(part: Part) -> Iterator[Extent]:
    """The paragraphs of a part without their number or bullet."""
    for piece in part.flow:
        if isinstance(piece, Paragraph) and not piece.footnote:
            mark, bullet = marked(piece), _BULLET.match(piece.text)
            start = mark[1] if mark else bullet.end() if bullet else 0
            if (mark or bullet or _ORDERED.match(piece.text)) and piece.extent.text[start:].strip():
                yield piece.extent.part(start)


def _said(line: Extent, part: Part, giving: set[str | None]) -> str:
    """What is told of a line; empty where it is no duty by its looks."""
    text = line.text[:_HEAD]
    where = _place(part.label, line.text)
    if _ORDERED.match(text) and not _ENACTING.search(line.text):
        return f"{where} giao việc nhưng {_UNREAD}"
    listed = words(text)
    if not listed:
        return ""
    known = longest(line.text, listed, 0)
    slip = mistyped(text, listed, 0) if known is None else None
    found = known or slip
    if found is None or len(listed) - found.end < _FEWEST or _TOLD.match(line.text, found.stop):
        return ""
    if slip:
        return f"{where} có thể giao việc cho “{slip.name}” (tên đọc hay gõ nhầm); {_UNREAD}"
    above = {part.label, part.above.label if part.above else None}
    beside = any(label in above or (label or "").rpartition(".")[0] in above for label in giving)
    return f"{where} bắt đầu bằng tên cơ quan nhưng {_UNREAD}" if beside else ""
