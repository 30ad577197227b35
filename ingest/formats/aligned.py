"""Tables that only blanks set in columns, as a program prints a page: each line is a row under the labels of the header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.model import Notice, Span
from ingest.grammar.columns import is_header

_CHUNK = re.compile(r"\S+(?: \S+)*")  # two blanks part two cells
_COUNTED = re.compile(r"\(?(?:\d{1,3}|[IVX]{1,5})[.)]?")
_SLACK = 2  # letters by which a cell may begin before its label
_FEWEST = 3  # columns


def read(text: str, lines: Sequence[Span]) -> tuple[dict[int, tuple[Span, ...]], tuple[Notice, ...]]:
    """The cells of such tables by the place of their line, and a notice where one breaks off at a line out of its columns.

    A table has a line that begins with a number under its header.
    """
    cells: dict[int, tuple[Span, ...]] = {}
    notices: list[Notice] = []
    place = 0
    while place < len(lines):
        starts = _header(text, lines[place])
        found = list(_under(text, lines, place, starts)) if starts else []
        if any(_COUNTED.fullmatch(text[row[0].start : row[0].end]) for _, row in found[1:]):
            cells |= dict(found)
            place = found[-1][0]
            notices += _broken_off(text, lines, place + 1)
        place += 1
    return cells, tuple(notices)


def _broken_off(text: str, lines: Sequence[Span], place: int) -> Iterator[Notice]:
    """Where the line behind a table looks like one more row of it: a number first, or words set in."""
    line = next((one for one in lines[place : place + 2] if text[one.start : one.end].strip()), None)
    raw = text[line.start : line.end] if line else ""
    chunks = _CHUNK.findall(raw)
    if line and len(chunks) > 1 and (_COUNTED.fullmatch(chunks[0]) or raw.startswith("    ")):
        message = "Bảng căn cột bằng dấu cách bị lệch từ dòng này: các hàng từ đây có thể chưa được tách. Hãy xem bản gốc."
        yield Notice("table_cut", message, (Span(line.end - len(raw.lstrip()), line.end),))


def _header(text: str, line: Span) -> tuple[int, ...]:
    """Where the labels of a header begin in their line; empty for any other line."""
    raw = text[line.start : line.end]
    chunks = list(_CHUNK.finditer(raw)) if "   " in raw and "\t" not in raw and "|" not in raw else []
    named = len(chunks) >= _FEWEST and is_header([chunk[0] for chunk in chunks])
    return tuple(chunk.start() for chunk in chunks) if named else ()


def _under(text: str, lines: Sequence[Span], place: int, starts: tuple[int, ...]) -> Iterator[tuple[int, tuple[Span, ...]]]:
    """The header and the lines below that keep to its columns, up to the first that does not, or to two empty lines."""
    empty = 0
    for number in range(place, len(lines)):
        line = lines[number]
        if not text[line.start : line.end].strip():
            empty += 1
            if empty > 1:
                return
            continue
        cells = _cells(text, line, starts)
        if cells is None:
            return
        empty = 0
        yield number, cells


def _cells(text: str, line: Span, starts: tuple[int, ...]) -> tuple[Span, ...] | None:
    """The cells of a line by column; ``None`` where its words run over the columns."""
    held: dict[int, Span] = {}
    for chunk in _CHUNK.finditer(text[line.start : line.end]):
        column = sum(start <= chunk.start() + _SLACK for start in starts) - 1
        over = column + 1 < len(starts) and chunk.end() > starts[column + 1]
        if column < 0 or column in held or over:
            return None
        held[column] = Span(line.start + chunk.start(), line.start + chunk.end())
    ends = [line.start]
    for column in range(len(starts)):
        held.setdefault(column, Span(ends[-1], ends[-1]))
        ends.append(held[column].end)
    return tuple(held[column] for column in range(len(starts)))
