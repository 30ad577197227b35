"""A task list as a workbook: a sheet that says what was asked and searched, and the sheet of the tasks."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]
from openpyxl.worksheet._write_only import WriteOnlyWorksheet  # type: ignore[import-untyped]
from openpyxl.worksheet.page import PageMargins  # type: ignore[import-untyped]

from api.exports.rows import COLUMNS, POSSIBLE, PRINTED, Cell, Listing, neutral, rows

_LINE, _HIGHEST = 14.5, 409.0  # points
_NARROW = 1.15  # letters of this face to one figure, by which columns are measured
_LONGEST = 32_767  # characters that a cell may hold
_FONT, _BOLD = Font(name="Times New Roman", size=11), Font(name="Times New Roman", size=11, bold=True)
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_CENTRED = Alignment(vertical="center", horizontal="center", wrap_text=True)
_HEAD, _DOUBTED = PatternFill("solid", fgColor="F3EFE7"), PatternFill("solid", fgColor="FFF8E1")
_EDGE = Side(style="thin", color="BFB7A8")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_DAY = "dd/mm/yyyy"
_NAME, _WORDS, _TITLE, _ROW, _DATED = "nhan", "loi", "tieu_de", "viec", "ngay"  # named styles; "_ngo" behind them: in doubt
_DOUBT = "_ngo"
_SURENESS = next(index for index, column in enumerate(COLUMNS) if column.title == "Mức chắc chắn")


def xlsx_of(listing: Listing) -> bytes:
    """The workbook opens on the tasks."""
    book = Workbook(write_only=True)
    book.properties.title = neutral(listing.title)
    book.properties.creator = "Tra cứu"
    for style in _styles():
        book.add_named_style(style)
    about, tasks = book.create_sheet("Tra cứu"), book.create_sheet("Nhiệm vụ")
    _write_about(about, listing)
    _write_tasks(tasks, listing)
    book.active = 1
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _styles() -> Iterator[NamedStyle]:
    yield NamedStyle(_NAME, font=_BOLD, alignment=_WRAPPED)
    yield NamedStyle(_WORDS, font=_FONT, alignment=_WRAPPED)
    yield NamedStyle(_TITLE, font=_BOLD, alignment=_CENTRED, fill=_HEAD, border=_BOX)
    for doubt, fill in (("", PatternFill()), (_DOUBT, _DOUBTED)):
        yield NamedStyle(_ROW + doubt, font=_FONT, alignment=_WRAPPED, fill=fill, border=_BOX)
        yield NamedStyle(_DATED + doubt, font=_FONT, alignment=_WRAPPED, fill=fill, border=_BOX, number_format=_DAY)


def _write_about(sheet: WriteOnlyWorksheet, listing: Listing) -> None:
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 100
    _fit(sheet)
    for label, words in (("Nội dung", listing.title), *listing.told):
        sheet.append([_cell(sheet, label, _NAME), _cell(sheet, neutral(words), _WORDS)])


def _write_tasks(sheet: WriteOnlyWorksheet, listing: Listing) -> None:
    last = get_column_letter(len(COLUMNS))
    for index, column in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    sheet.freeze_panes = "F2"  # the titles, and the columns up to the number
    sheet.auto_filter.ref = f"A1:{last}{len(listing) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.print_area = f"A1:{get_column_letter(PRINTED)}{len(listing) + 1}"
    _fit(sheet)
    sheet.row_dimensions[1].height = 2 * _LINE + 6
    sheet.append([_cell(sheet, column.title, _TITLE) for column in COLUMNS])
    for number, row in enumerate(rows(listing), start=2):
        sheet.row_dimensions[number].height = _height(row)
        doubt = _DOUBT if row[_SURENESS] == POSSIBLE else ""
        sheet.append([_cell(sheet, cell, (_ROW if isinstance(cell, str) else _DATED) + doubt) for cell in row])


def _height(row: Sequence[Cell]) -> float:
    """Points that the longest cell of a row takes, its words wrapped; not every program reckons that by itself."""
    texts = ((cell, column.width) for cell, column in zip(row, COLUMNS, strict=True) if isinstance(cell, str))
    lines = max(sum(1 + int(len(line) / (width * _NARROW)) for line in text.split("\n")) for text, width in texts)
    return min(_HIGHEST, lines * _LINE + 3)


def _fit(sheet: WriteOnlyWorksheet) -> None:
    """On paper as wide as one page of A4, and as long as it takes."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.5)


def _cell(sheet: WriteOnlyWorksheet, value: Cell, style: str) -> WriteOnlyCell:
    """A day as a date, all else as text, whatever it begins with."""
    if not isinstance(value, str):
        cell = WriteOnlyCell(sheet, value)
    else:
        cell = WriteOnlyCell(sheet, value[:_LONGEST] or None)
        cell.data_type = "s" if value else cell.data_type
    cell.style = style
    return cell
