"""What of a sheet is a table, and what are the lines around it: head, title, signature.

A sheet knows no paragraphs, only cells. Rows from a header row on (see ``grammar.columns``) are table rows, also behind an
empty row when they go on numbering; everything else is lines. Head and signature stand side by side and read down the left
column first. A sheet without any header row keeps its blocks of two columns and more as tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from ingest.formats.printed import clean, join_print
from ingest.grammar.columns import is_header, role_of
from ingest.grammar.landmarks import MOTTO, NATIONAL_NAME, PARTY_NAME, RECIPIENTS

ANNEX = re.compile(r"(?:PHỤ LỤC|Phụ lục)\b")
_OFFICES = "GIÁM ĐỐC|CHỦ TỊCH|BÍ THƯ|CHÁNH VĂN PHÒNG|TRƯỞNG|THỦ TRƯỞNG|NGƯỜI LẬP|CỤC TRƯỞNG|HIỆU TRƯỞNG|KẾ TOÁN"
# "KT. GIÁM ĐỐC", "NGƯỜI LẬP BIỂU", "T/M BAN THƯỜNG VỤ": a signature closes the table, also without an empty row before it.
_SIGNER = re.compile(rf"(?:(?:KT|TM|TL|TUQ|Q)\.|[TK]/[MTL]\s|(?:PHÓ )?(?:{_OFFICES})\b)")
# "1", "1.2", "(3)", "IV", "B."
_NUMBER = re.compile(r"\W*(?:\d{1,4}(?:\.\d{1,3})*[a-zđ]?|[IVXLC]{1,7}|[A-ZĐ])(?!\w)")


class Cell(NamedTuple):
    """``text`` as it shows, with ``\\n`` where its words break; ``column`` counts from 1."""

    column: int
    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with words, by its number in the sheet; ``parted`` says that an empty row stands before it.

    ``covered`` are the columns over which a merged cell of a row above reaches down.
    """

    number: int
    cells: tuple[Cell, ...]
    parted: bool = False
    covered: frozenset[int] = frozenset()

    @property
    def texts(self) -> list[str]:
        return [clean(cell.text) for cell in self.cells]

    def at(self, column: int) -> str:
        return next((clean(cell.text) for cell in self.cells if cell.column == column), "")


class TitleLine(NamedTuple):
    text: str
    bold: bool


class TableRow(NamedTuple):
    """``cells`` by column; ``table`` counts the blocks of the sheet from 0."""

    cells: dict[int, str]
    table: int
    covered: frozenset[int] = frozenset()


def laid_out(rows: Iterable[SheetRow]) -> Iterator[TitleLine | TableRow]:
    """The lines and table rows of one sheet, in reading order."""
    blocks: list[list[SheetRow]] = []
    for row in rows:
        if row.parted or not blocks:
            blocks.append([])
        blocks[-1].append(row)
    headed = any(is_header(row.texts) for block in blocks for row in block)
    ordinal: int | None = None
    open_table = False
    for table, block in enumerate(blocks):
        first = _first_row(block, headed, open_table, ordinal)
        last = _closing(block, first, ordinal if ordinal is not None else 1)
        yield from _lines(block[:first])
        for row in block[first:last]:
            if is_header(row.texts):
                ordinal, open_table = _ordinal(row), True
            if len(row.cells) == 1 and ANNEX.match(row.cells[0].text):
                yield from _lines([row])
            else:
                cells = {cell.column: join_print(cell.text.split("\n")) for cell in row.cells}
                yield TableRow(cells, table, row.covered)
        yield from _lines(block[last:])


def _first_row(block: list[SheetRow], headed: bool, open_table: bool, ordinal: int | None) -> int:
    """The index of the first table row of a block, its length where it has none."""
    header = next((i for i, row in enumerate(block) if is_header(row.texts)), None)
    if open_table and ordinal is not None and _NUMBER.match(block[0].at(ordinal)) and len(block[0].cells) > 1:
        return 0
    if header is not None:
        return header
    if open_table:
        goes_on = any(_NUMBER.match(row.at(ordinal)) for row in block if len(row.cells) > 1) if ordinal is not None else True
        return 0 if goes_on and not _is_layout(block) else len(block)
    if headed or _is_layout(block):
        return len(block)
    return next((i for i, row in enumerate(block) if len(row.cells) > 1), len(block))


def _closing(block: list[SheetRow], first: int, ordinal: int) -> int:
    """The index of the row behind the last table row: where the recipients or the signature begin."""
    rows = ((i, row) for i, row in enumerate(block) if i > first)
    return next((i for i, row in rows if _closes(row, ordinal)), len(block))


def _closes(row: SheetRow, ordinal: int) -> bool:
    if _NUMBER.match(row.at(ordinal)):
        return False
    return any(RECIPIENTS.match(text) or (text.isupper() and _SIGNER.match(text)) for text in row.texts)


def _is_layout(block: list[SheetRow]) -> bool:
    """A head or a signature."""
    texts = [text for row in block for text in row.texts]
    landmarks = (NATIONAL_NAME, MOTTO, PARTY_NAME, RECIPIENTS)
    return any(mark.match(text) for text in texts for mark in landmarks) or _closes(block[0], 0)


def _ordinal(header: SheetRow) -> int | None:
    return next((cell.column for cell in header.cells if role_of(clean(cell.text)) == "stt"), None)


def _lines(rows: list[SheetRow]) -> Iterator[TitleLine]:
    """Rows of several cells that follow each other stand side by side: each column of them in turn, line by line."""
    for several, band in groupby(rows, key=lambda row: len(row.cells) > 1):
        cells = [cell for row in band for cell in row.cells]
        for cell in sorted(cells, key=lambda cell: cell.column) if several else cells:
            for line in cell.text.split("\n"):
                yield TitleLine(clean(line), cell.bold)
