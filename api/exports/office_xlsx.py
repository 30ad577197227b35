"""A table in an office's form as a workbook: title, lines above it, ruled columns that print on A4 landscape, a frozen head.

Every text is written as text, and what a spreadsheet would calculate is made harmless first.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import Cell  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

from api.exports.rows import neutral

Value = str | int | date | None
_LONGEST = 32_767  # characters that a cell may hold
_FACE = "Times New Roman"
_PLAIN, _BOLD, _TITLE, _SMALL = (
    Font(name=_FACE, size=11), Font(name=_FACE, size=11, bold=True), Font(name=_FACE, size=14, bold=True),
    Font(name=_FACE, size=11, italic=True),
)  # fmt: skip
_TOP = Alignment(vertical="top", wrap_text=True)
_CENTRED = Alignment(vertical="center", horizontal="center", wrap_text=True)
_HEAD = PatternFill("solid", fgColor="F3EFE7")
_FILLS = {
    name: PatternFill("solid", fgColor=colour) for name, colour in (("red", "F8DAD7"), ("yellow", "FFF5D6"), ("grey", "F1F1F1"))
}
_EDGE = Side(style="thin", color="808080")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_NUMBER = Alignment(vertical="top", horizontal="center")
_A4 = 9
_LINE, _HIGHEST = 15, 409  # points; a row cannot be higher
_GROUP = (_BOLD, _TOP)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table. ``fill`` is ``red``, ``yellow``, ``grey`` or empty; a ``heading`` goes over all columns."""

    values: tuple[Value, ...]
    fill: str = ""
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """``columns`` are (title, width in characters); ``above`` stands between the title and the table, ``below`` under it."""

    name: str
    title: str
    above: tuple[str, ...]
    columns: tuple[tuple[str, int], ...]
    lines: tuple[Line, ...]
    frozen: int = 1
    below: tuple[str, ...] = ()


def workbook(sheets: Sequence[Sheet], title: str) -> bytes:
    """The file's bytes; it opens on the first sheet."""
    book = Workbook()
    book.remove(book.active)
    book.properties.title, book.properties.creator = neutral(title), "Tra cứu"
    for sheet in sheets:
        _write(book.create_sheet(sheet.name), sheet)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _write(page: Worksheet, sheet: Sheet) -> None:
    last = len(sheet.columns)
    _over(page, 1, last, sheet.title, (_TITLE, _CENTRED))
    for number, words in enumerate(sheet.above, start=2):
        _over(page, number, last, words, (_SMALL, _CENTRED))
    head = len(sheet.above) + 3
    page.row_dimensions[head].height = 2 * _LINE + 2
    for index, (title, width) in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(index)].width = width
        _put(page.cell(head, index), title, _BOLD, _CENTRED).fill = _HEAD
    for number, line in enumerate(sheet.lines, start=head + 1):
        _write_line(page, number, line, last)
    end = head + len(sheet.lines)
    for number, words in enumerate(sheet.below, start=end + 2):
        _over(page, number, last, words, (_SMALL, _TOP))
    _for_print(page, sheet, head, end)


def _write_line(page: Worksheet, number: int, line: Line, last: int) -> None:
    if line.heading:
        _over(page, number, last, str(line.values[0] or ""), _GROUP)
        return
    lines = 1
    for index, value in enumerate(line.values, start=1):
        cell = _put(page.cell(number, index), value, _PLAIN, _TOP if isinstance(value, str) else _NUMBER)
        lines = max(lines, _lines(str(value or ""), page.column_dimensions[get_column_letter(index)].width))
        if line.fill:
            cell.fill = _FILLS[line.fill]
    page.row_dimensions[number].height = min(_HIGHEST, _LINE * lines)


def _lines(words: str, width: float) -> int:
    """How many lines a text takes in a column; programs differ, so rather one more than one hidden."""
    return sum(1 + int(len(part) * 0.95 / width) for part in words.split("\n"))


def _over(page: Worksheet, row: int, last: int, words: str, look: tuple[Font, Alignment]) -> None:
    """Words over the whole width; bold ones are a row of the table."""
    cell = _put(page.cell(row, 1), words, *look)
    if look != _GROUP:
        cell.border = Border()
    page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)
    wide = sum(page.column_dimensions[get_column_letter(i)].width for i in range(1, last + 1))
    page.row_dimensions[row].height = 18 * (1 + len(words) // max(40, int(wide)))


def _put(cell: Cell, value: Value, font: Font, aligned: Alignment) -> Cell:
    """Text stays text whatever it begins with; a day is a date that sorts."""
    if isinstance(value, str):
        cell.value = neutral(value)[:_LONGEST] or None
        if cell.value is not None:
            cell.data_type = "s"
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "dd/mm/yyyy"
    cell.font, cell.alignment, cell.border = font, aligned, _BOX
    return cell


def _for_print(page: Worksheet, sheet: Sheet, head: int, end: int) -> None:
    last = get_column_letter(len(sheet.columns))
    page.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}{head + 1}"
    if any(not line.heading for line in sheet.lines):
        page.auto_filter.ref = f"A{head}:{last}{end}"
    page.print_title_rows = f"{head}:{head}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", _A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top = page.page_margins.bottom = 0.5
    page.oddFooter.center.text = "Trang &P/&N"
