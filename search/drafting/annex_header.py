"""What the columns of an annex are called in print, and in which order they stand."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.model import Span
from ingest.extent import extent
from ingest.grammar.columns import Role, is_header, roles_of

_FARTHEST = 12  # lines above the first row in which its header is sought


def printed_header(text: str, first_row: int) -> dict[Role, str]:
    """The role of each column → its words, in the order of print; empty where no header stands above ``first_row``.

    Rows stand in the stored text line by line, their cells parted by tabs or pipes.
    """
    for cells in _rows_above(text, first_row):
        if is_header(cells):
            named = zip(roles_of(cells), cells, strict=True)
            return {role: " ".join(words.split()) for role, words in named if role is not None}
    return {}


def _rows_above(text: str, place: int) -> Iterator[list[str]]:
    end = text.rfind("\n", 0, place)
    for _ in range(_FARTHEST):
        if end <= 0:
            return
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end]
        sign = "\t" if "\t" in line else "|"
        if sign in line:
            yield list(_cells(text, start, end, sign))
        end = start - 1


def _cells(text: str, start: int, end: int, sign: str) -> Iterator[str]:
    """The cells of one line without markup; the blanks outside the outer pipes are none."""
    if sign == "|":
        first, last = text.find(sign, start, end), text.rfind(sign, start, end)
        start, end = (first + 1, last) if last > first else (start, end)
    while True:
        stop = text.find(sign, start, end)
        yield extent(text, (Span(start, stop if stop >= 0 else end),)).text.strip()
        if stop < 0:
            return
        start = stop + 1
