"""Tables that a converter left in plain text or Markdown as tags: "<table><tr><td rowspan=2>…"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.errors import Refused
from corpus.model import Span
from ingest.reading import Row

_OPEN, _CLOSE = re.compile(r"<table\b[^<>]{0,400}>", re.IGNORECASE), re.compile(r"</table\s*>", re.IGNORECASE)
_ROW = re.compile(r"<tr\b[^<>]{0,400}>", re.IGNORECASE)
_CELL = re.compile(r"<t[dh]\b(?P<attributes>[^<>]{0,400})>", re.IGNORECASE)
_CELL_ENDS = re.compile(r"</t[dh]\s*>|</tr\s*>|<t[dhr]\b", re.IGNORECASE)
_REACH = re.compile(r"(?P<way>row|col)span\s*=\s*[\"']?(?P<count>\d{1,4})", re.IGNORECASE)

_WIDEST = 1000  # columns, as browsers cap a colspan
_MOST_PLACES = 500_000  # of one table


def find(text: str) -> Iterator[Span]:
    """The places of the tables in order; one without an end is none."""
    place = 0
    while opened := _OPEN.search(text, place):
        closed = _CLOSE.search(text, opened.end())
        if closed is None:
            return
        yield Span(opened.start(), closed.end())
        place = closed.end()


def rows(text: str, table: Span, number: int) -> Iterator[Row]:
    """The rows of the table at ``table``, the ``number``-th of the text.

    Raises ``Refused`` ``too_large`` for spans beyond all measure.
    """
    places = 0
    starts = [found.start() for found in _ROW.finditer(text, *table)]
    reaching: dict[int, int] = {}  # how many further rows a cell above covers, by its column
    for start, end in zip(starts, [*starts[1:], table.end], strict=True):
        cells, covered = _cells(text, Span(start, end), reaching)
        places += len(cells)
        if places > _MOST_PLACES:
            raise Refused("Bảng trong tệp có quá nhiều ô. Hãy tách thành nhiều tệp rồi nạp lại.", "too_large")
        if cells:
            yield Row(tuple(cells), number, covered=frozenset(covered))


def _cells(text: str, row: Span, reaching: dict[int, int]) -> tuple[list[Span], set[int]]:
    """The cells of a row by column, and the columns over which a cell of a row above reaches."""
    cells: list[Span] = []
    covered: set[int] = set()
    new: dict[int, int] = {}
    at = row.start
    for found in _CELL.finditer(text, *row):
        while reaching.get(len(cells), 0):
            covered.add(len(cells))
            cells.append(Span(at, at))
        ends = _CELL_ENDS.search(text, found.end(), row.end)
        inside = _stripped(text, found.end(), ends.start() if ends else row.end)
        reach = {one["way"].lower(): int(one["count"]) for one in _REACH.finditer(found["attributes"])}
        columns = range(len(cells), min(len(cells) + max(1, reach.get("col", 1)), _WIDEST))
        new |= {column: reach.get("row", 1) - 1 for column in columns}
        cells += [inside, *(Span(inside.end, inside.end) for _ in columns[1:])]
        at = inside.end
    while cells and reaching.get(len(cells), 0):
        covered.add(len(cells))
        cells.append(Span(at, at))
    for column in covered:
        reaching[column] -= 1
    reaching.update(new)
    return cells, covered


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
