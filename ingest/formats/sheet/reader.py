"""Excel workbooks (.xlsx): the visible cells of every visible sheet, as they show.

Merged cells count once, in their top left corner; a formula counts by the value that was last computed. Comments, charts and
pictures are left out. A workbook has no pages and no boxes.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

from corpus.errors import Refused
from corpus.model import Notice
from ingest.admission import zipped
from ingest.admission.legacy import converted_notice, suspected_encoding
from ingest.admission.secrecy import is_mark
from ingest.formats.composer import Composer
from ingest.formats.printed import clean
from ingest.formats.sheet.layout import ANNEX, TableRow, TitleLine, laid_out
from ingest.formats.sheet.package import Package, opened
from ingest.formats.sheet.rows import Met, visible_rows
from ingest.grammar.landmarks import NATIONAL_NAME, PARTY_NAME
from ingest.reading import Reading

_MAX_LETTERS = 10_000_000
_NAMED_AT_MOST = 6
# What openpyxl and the parsers under it (their syntax errors are SyntaxError) raise on a damaged file.
_DAMAGE = (*zipped.DAMAGE, InvalidFileException, LookupError, SyntaxError, TypeError, AttributeError, ArithmeticError, OSError)


def read(path: Path) -> Reading:
    """The words of an .xlsx that ``gate.kind_of`` let in.

    Raises ``Refused``: ``broken_xlsx`` (damaged), ``too_large`` (more cells or letters than any plan has), ``no_text`` (empty,
    or all of it hidden), ``unknown_encoding``.
    """
    try:
        package = opened(path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that openpyxl does not keep
            workbook = openpyxl.load_workbook(package.workbook, data_only=True, keep_links=False)
            reading = _told(package, workbook, path.name)
    except _DAMAGE as error:
        message = f"Tệp “{path.name}” hỏng, không đọc được. Hãy mở bằng Excel và lưu lại, hoặc lấy lại bản gốc."
        raise Refused(message, "broken_xlsx") from error
    if not any(character.isalpha() for character in reading.text):
        message = f"Tệp “{path.name}” không có chữ nào nhìn thấy được. Hãy kiểm tra lại tệp (trang tính ẩn, ảnh) rồi nạp lại."
        raise Refused(message, "no_text")
    suspect = suspected_encoding(reading.text)
    if suspect:  # the font of the cells did not say so
        message = f"Tệp “{path.name}” gõ bằng bảng mã cũ, có vẻ là {suspect}. Hãy chuyển sang Unicode rồi nạp lại."
        raise Refused(message, "unknown_encoding")
    return reading


def _told(package: Package, workbook: Any, file_name: str) -> Reading:
    composer, met = Composer(), Met()
    _stamps(package, composer)
    tables = letters = 0
    for part in package.sheets:
        if part.hidden:
            met.hidden += [f"trang tính “{part.name}”"] if part.cells else []
            continue
        rows = visible_rows(part, workbook[part.name], met)
        letters += sum(len(cell.text) for row in rows for cell in row.cells)
        if letters > _MAX_LETTERS:
            raise Refused(f"Tệp “{file_name}” có quá nhiều chữ. Hãy tách thành nhiều tệp rồi nạp lại.", "too_large")
        pieces = _named(part.name, list(laid_out(rows)), tables)
        tables += _write(composer, pieces, tables)
    return composer.reading(list(_notices(package, met)))


def _stamps(package: Package, composer: Composer) -> None:
    """Running headers and text boxes are left out, but for stamps: those decide what may be kept at all."""
    words = [*package.boxes, *(text for part in package.sheets for text in part.running)]
    for text in dict.fromkeys(map(clean, words)):
        if is_mark(text):
            composer.line(text)


def _named(name: str, pieces: list[TitleLine | TableRow], tables: int) -> list[TitleLine | TableRow]:
    """With the name of the sheet as a line, where nothing else tells its table from the one before, or which annex this is.

    It stands at the top, but behind the head of a paper.
    """
    lines = [piece.text for piece in pieces if isinstance(piece, TitleLine)]
    is_annex = ANNEX.match(clean(name)) is not None and not any(map(ANNEX.match, lines))
    first = next((i for i, piece in enumerate(pieces) if isinstance(piece, TableRow)), None)
    if first is None or not (is_annex or (first == 0 and tables)):
        return pieces
    place = first if any(mark.match(line) for line in lines for mark in (NATIONAL_NAME, PARTY_NAME)) else 0
    return [*pieces[:place], TitleLine(clean(name), True), *pieces[place:]]


def _write(composer: Composer, pieces: Sequence[TitleLine | TableRow], tables: int) -> int:
    """Writes a sheet and returns the number of its tables. All of them get the same columns: a block behind an empty row keeps
    to the header above it."""
    columns = sorted({column for piece in pieces if isinstance(piece, TableRow) for column in piece.cells})
    numbers: dict[int, int] = {}
    for piece in pieces:
        if isinstance(piece, TitleLine):
            composer.line(piece.text, bold=piece.bold)
        else:
            number = numbers.setdefault(piece.table, tables + len(numbers) + 1)
            covered = frozenset(place for place, column in enumerate(columns) if column in piece.covered)
            composer.row([piece.cells.get(column, "") for column in columns], number, covered)
    return len(numbers)


def _notices(package: Package, met: Met) -> Iterator[Notice]:
    if met.hidden:
        yield Notice("hidden_cells", f"Phần bị ẩn không được đọc: {_some(met.hidden)}. Hãy bỏ ẩn nếu cần đọc.")
    if met.unvalued:
        message = f"Công thức chưa có giá trị nên ô để trống: {_some(met.unvalued)}. Hãy mở bằng Excel và lưu lại."
        yield Notice("formula_without_value", message)
    if met.shared:
        message = "Bảng có ô gộp dọc qua nhiều hàng: giá trị của ô được dùng cho mọi việc mà ô gộp phủ tới. Hãy kiểm tra."
        yield Notice("vertical_merge", message)
    if package.commented:
        yield Notice("comments_ignored", "Tệp có ghi chú (comment) gắn vào ô; ghi chú không in ra nên không được đọc.")
    if any(box.strip() for box in package.boxes):
        yield Notice("embedded_object", "Tệp có hộp chữ hoặc hình vẽ mà chữ bên trong không được đọc.")
    if met.encodings:
        yield converted_notice(met.encodings)


def _some(names: Sequence[str]) -> str:
    rest = len(names) - _NAMED_AT_MOST
    return ", ".join(names[:_NAMED_AT_MOST]) + (f" và {rest} chỗ khác" if rest > 0 else "")
