"""Two tables printed side by side, "STT | Nội dung | … | STT | Nội dung | …", as one below the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.grammar.columns import is_header
from ingest.reading import Row
from ingest.tables import row_numbers
from ingest.tables.rows import Printed, printed

_NARROWEST = 3  # columns of a table of its own


def lines_of(text: str, rows: Iterable[Row | None]) -> list[Printed | None]:
    """The rows with words, ``None`` where running text parts them; of two tables side by side the left one first."""
    lines = [printed(text, row) if row else None for row in rows]
    kept = [line for line in lines if line is None or line.filled]
    out: list[Printed | None] = []
    place = 0
    while place < len(kept):
        line = kept[place]
        width = _width(line.texts) if line else 0
        block = _block(kept, place) if width else [line]
        out += _parted([one for one in block if one], width) if width else block
        place += len(block)
    return out


def _width(texts: Sequence[str]) -> int:
    """How many columns one of two equal headers has; 0 where there is but one. An empty column may part them."""
    plain = [text.lower() for text in texts]
    for width in range(len(plain) // 2, _NARROWEST - 1, -1):
        if plain[:width] == plain[-width:] and not any(plain[width:-width]) and is_header(texts[:width]):
            return width
    return 0


def _block(lines: Sequence[Printed | None], start: int) -> list[Printed | None]:
    """The header at ``start`` and the rows under it; print leaves out empty cells at the end of a row."""
    first = lines[start]
    end = start
    while end < len(lines) and (line := lines[end]) is not None and first is not None:
        if len(line.texts) > len(first.texts) or (is_header(line.texts) and not _width(line.texts)):
            break
        end += 1
    return list(lines[start:end])


def _parted(block: Sequence[Printed], width: int) -> list[Printed | None]:
    """The left rows and then the right ones; row by row where they are counted so ("1 | … | 2 | …")."""
    left = [_cut(line, 0, width) for line in block]
    start = len(block[0].texts) - width
    right = [_cut(line, start, start + width) for line in block]
    if _counts_across(left, right):
        pairs = [left[0], *(half for two in zip(left[1:], right[1:], strict=True) for half in two)]
        return [line for line in pairs if line.filled]
    return [line for line in (*left, *right) if line.filled]


def _cut(line: Printed, start: int, end: int) -> Printed:
    covered = frozenset(place - start for place in line.row.covered if start <= place < end)
    return Printed(replace(line.row, cells=line.row.cells[start:end], covered=covered), line.texts[start:end])


def _counts_across(left: Sequence[Printed], right: Sequence[Printed]) -> bool:
    one, other = (next((found for line in half if (found := row_numbers.read(line.at(0)))), None) for half in (left, right))
    first, second = (row_numbers.count(row_numbers.number(found)) if found else None for found in (one, other))
    return first is not None and second == first + 1 and len(left) > 2
