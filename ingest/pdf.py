"""PDF files with a text layer: every word in reading order, table rows as printed, and where each line stands on its page.

pdfplumber (pdfminer) draws the glyphs and rules; lines, tables, columns and paragraphs are told from them by geometry alone. A
page without usable words (a picture, a font without Unicode) is reported, never guessed; a file of such pages is refused.
Annotations and form fields are not read.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pdfplumber
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTItem
from pdfminer.pdfdocument import PDFEncryptionError
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
from pdfplumber.utils.pdfinternals import resolve

from corpus.errors import Refused
from corpus.model import Notice
from ingest.pdf_begins import Frame, column_frame, page_frame
from ingest.pdf_grid import Rule
from ingest.pdf_layout import Flow, Paper, flows
from ingest.pdf_lines import Run, runs
from ingest.pdf_margins import body_size, footnotes, without_furniture, without_number
from ingest.pdf_sheet import Drawing, State, sheet
from ingest.pdf_tables import Table, tables
from ingest.pdf_text import Writer
from ingest.reading import Reading

MOST_PAGES = 2000
_HEAD = 1024  # bytes: readers accept the PDF mark anywhere in them
_OCR = "cần nhận dạng chữ (OCR) trước, ví dụ bằng tesseract với gói tiếng Việt (tesseract-ocr-vie) ở 300 dpi, rồi nạp lại"
_REASONS: dict[State, str] = {
    "scan": "chỉ có ảnh, không có lớp chữ",
    "garbled": "lớp chữ hỏng (phông không có mã Unicode)",
    "turned": "chữ in xoay ngang",
}
# What a damaged file makes pdfminer raise while a page's objects are built, outside of its own exceptions.
_DAMAGE = (
    PdfminerException,
    MalformedPDFException,
    PSException,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)

# pdfminer logs what it meets, down to words of the page: nothing of a file may reach a log.
for _library in ("pdfminer", "pdfplumber"):
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)


_Kind = tuple[int, int, bool]


@dataclass(frozen=True, slots=True)
class _Page:
    """A page taken apart: ``drawn`` and ``strokes`` are the runs and level rules outside tables."""

    paper: Paper
    state: State
    drawn: list[Run]
    strokes: list[Rule]
    tables: list[Table]


@dataclass(frozen=True, slots=True)
class _Laid:
    """A page in reading order; ``notes`` are the lines of its footnotes."""

    paper: Paper
    pieces: list[Flow | Table]
    notes: tuple[Run, ...]


def read(path: Path, most_pages: int = MOST_PAGES) -> Reading:
    """About 20 pages of annex tables a second.

    Raises ``Refused``: ``empty_file``, ``broken_pdf``, ``encrypted_pdf``, ``too_many_pages``, ``no_text_layer``.
    """
    _check_mark(path)
    pages = list(_pages(path, most_pages))
    unread = [page for page in pages if page.state in _REASONS]
    if all(page.state != "words" for page in pages):
        numbers = _numbers([page.paper.number for page in unread or pages])
        raise Refused(f"Tệp PDF không có lớp chữ dùng được ở trang {numbers}: {_OCR}.", "no_text_layer")
    return _reading(pages, [_notice(page) for page in unread])


def _check_mark(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip():
        raise Refused("Tệp rỗng (0 byte). Hãy lấy lại bản gốc rồi nạp lại.", "empty_file")
    if b"%PDF-" not in head:
        raise Refused("Tệp không phải PDF. Hãy kiểm tra lại tệp hoặc xuất lại thành PDF rồi nạp lại.", "broken_pdf")


def _pages(path: Path, most_pages: int) -> Iterator[_Page]:
    before: Table | None = None
    for drawing in _drawings(path, most_pages):
        found = sheet(drawing)
        ruled, outside = tables(found.rules, found.glyphs, before)
        before = ruled[-1] if ruled else None
        strokes = [rule for rule in found.rules if rule.level and not any(table.grid.touches(rule) for table in ruled)]
        yield _Page(found.paper, found.state, runs(outside), strokes, ruled)


def _drawings(path: Path, most_pages: int) -> Iterator[Drawing]:
    try:
        with path.open("rb") as stream, pdfplumber.open(stream) as file:
            _check_pages(file, most_pages)
            for page in file.pages:
                yield _drawing(page)
                page.close()
    except _DAMAGE as damage:
        raise _refusal(damage) from None


def _check_pages(file: PDF, most_pages: int) -> None:
    """A page that the file counts and does not hold would be missed in silence: its end was cut off."""
    held = len(file.pages)
    if held > most_pages:
        raise Refused(f"Tệp PDF có {held} trang, quá giới hạn {most_pages} trang. Hãy tách thành nhiều tệp.", "too_many_pages")
    counted = resolve(resolve(file.doc.catalog["Pages"])["Count"])
    if isinstance(counted, int) and counted > held:
        raise Refused(f"Tệp PDF bị hỏng: chỉ còn {held} trong {counted} trang. Hãy lấy lại bản gốc rồi nạp lại.", "broken_pdf")


def _refusal(damage: BaseException) -> Refused:
    causes = (damage, *damage.args, damage.__context__)
    if any(isinstance(cause, PDFEncryptionError) for cause in causes):
        return Refused("Tệp PDF được khóa bằng mật khẩu. Hãy gỡ mật khẩu rồi nạp lại.", "encrypted_pdf")
    return Refused("Tệp PDF bị hỏng, không đọc được. Hãy lấy lại bản gốc hoặc xuất lại thành PDF rồi nạp lại.", "broken_pdf")


def _drawing(page: Page) -> Drawing:
    """What pdfminer found, taken before pdfplumber turns each character into a dict (a third of its time)."""
    media, crop = page.mediabox, page.cropbox
    paper = Paper(page.page_number, float(crop[2] - crop[0]), float(crop[3] - crop[1]))
    leaves = list(_leaves(page.layout))
    return Drawing(
        paper,
        float(crop[0] - media[0]),
        float(media[3] - crop[1]),
        [leaf for leaf in leaves if isinstance(leaf, LTChar)],
        [leaf for leaf in leaves if isinstance(leaf, LTCurve)],
        [leaf for leaf in leaves if isinstance(leaf, LTImage)],
    )


def _leaves(item: LTItem) -> Iterator[LTItem]:
    """The drawn things of a page and of the forms set on it, in the order of drawing."""
    if isinstance(item, LTContainer):
        for part in item:
            yield from _leaves(part)
    else:
        yield item


def _reading(pages: Sequence[_Page], notices: Sequence[Notice]) -> Reading:
    laid = _laid(pages)
    frames = _frames(laid)
    writer = Writer()
    for page in laid:
        frame = frames[_kind(page)]
        writer.turn(page.paper.number, {line.raised_start() for line in page.notes})
        for piece in page.pieces:
            if isinstance(piece, Table):
                writer.table(piece)
            else:
                writer.flow(piece, column_frame(piece.lines) if piece.column else frame)
        writer.footnotes(page.notes, frame)
    return writer.reading(notices)


def _laid(pages: Sequence[_Page]) -> list[_Laid]:
    drawn = without_furniture([without_number(page.drawn, page.paper) for page in pages], [page.paper for page in pages])
    body = body_size(drawn)
    laid = []
    for page, words in zip(pages, drawn, strict=True):
        rest, notes = footnotes(words, page.strokes, page.paper, body)
        laid.append(_Laid(page.paper, list(_pieces(rest, page)), notes))
    return laid


def _pieces(drawn: Sequence[Run], page: _Page) -> Iterator[Flow | Table]:
    """The running text between the tables, and the tables, from top to bottom."""
    tops = [float("-inf"), *(table.grid.box[1] for table in page.tables), float("inf")]
    for place, (low, high) in enumerate(pairwise(tops)):
        if place:
            yield page.tables[place - 1]
        yield from flows([run for run in drawn if low <= run.base < high], page.paper)


def _frames(laid: Sequence[_Laid]) -> dict[_Kind, Frame]:
    """The frame of each kind of page, from its lines in one column and its tables."""
    lines: defaultdict[_Kind, list[Run]] = defaultdict(list)
    edges: defaultdict[_Kind, list[tuple[float, float]]] = defaultdict(list)
    for page in laid:
        kind = _kind(page)
        lines[kind] += [line for piece in page.pieces if isinstance(piece, Flow) and not piece.column for line in piece.lines]
        edges[kind] += [(piece.grid.columns[0], piece.grid.columns[-1]) for piece in page.pieces if isinstance(piece, Table)]
    return {kind: page_frame(lines[kind], edges[kind]) for kind in map(_kind, laid)}


def _kind(page: _Laid) -> _Kind:
    """Pages of one width have one frame; odd and even pages (mirrored margins) and pages with tables (annexes) their own."""
    return round(page.paper.width), page.paper.number % 2, any(isinstance(piece, Table) for piece in page.pieces)


def _notice(page: _Page) -> Notice:
    return Notice("page_without_text", f"Trang {page.paper.number}: {_REASONS[page.state]}; {_OCR}.")


def _numbers(pages: Sequence[int]) -> str:
    """ "1–4, 7" """
    groups: list[list[int]] = []
    for page in pages:
        if groups and page == groups[-1][-1] + 1:
            groups[-1].append(page)
        else:
            groups.append([page])
    return ", ".join(f"{group[0]}–{group[-1]}" if len(group) > 1 else str(group[0]) for group in groups)
