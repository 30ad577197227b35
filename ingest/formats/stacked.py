"""Tables that lost their columns: every cell on a line of its own, as a copy out of a viewer gives them. They are only told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from corpus.model import Notice, Span
from ingest.grammar.columns import role_of

_FEWEST = 3  # labels
_LONGEST = 60  # characters of a label
_MESSAGE = (
    "Có bảng mà mỗi ô nằm trên một dòng (mất cột khi chép): chưa tách được nhiệm vụ. Hãy nạp tệp gốc (Word, Excel hoặc PDF)."
)


def find(text: str, lines: Sequence[Span]) -> Iterator[Notice]:
    """A notice for each such table: "STT" and further labels below each other, then a line "1"."""
    filled = [(line, text[line.start : line.end].strip()) for line in lines if text[line.start : line.end].strip()]
    for place, (line, words) in enumerate(filled):
        if len(words) > _LONGEST or role_of(words) != "stt":
            continue
        labels = list(takewhile(lambda one: len(one[1]) <= _LONGEST and role_of(one[1]), filled[place : place + 12]))
        behind = filled[place + len(labels)][1] if place + len(labels) < len(filled) else ""
        if len(labels) >= _FEWEST and behind.rstrip(".") in ("1", "01", "I"):
            yield Notice("table_unread", _MESSAGE, (Span(line.start, labels[-1][0].end),))
