"""PDF files with a text layer: every word in reading order, table rows as printed, and where each line stands on its page.

pdfium or pdfplumber draws the glyphs and rules; lines, tables, columns and paragraphs are told from them by geometry alone. A
page without usable words (a picture, a font without Unicode) is reported, never guessed; a file of such pages is refused.
Annotations and form fields are not read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from corpus.errors import Refused
from corpus.model import Notice
from ingest.pdf_begins import Frame, column_frame, page_frame
from ingest.pdf_grid import Rule
from ingest.pdf_layout import Flow, Paper, flows
from ingest.pdf_lines import Run, runs
from ingest.pdf_margins import body_size, footnotes, without_furniture, without_number
from ingest.pdf_sheet import Engine, State, sheets
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


def read(path: Path, most_pages: int = MOST_PAGES, *, engine: Engine = "pdfium") -> Reading:
    """About 200 pages of annex tables a second, 30 with ``pdfplumber`` (tests/bench/pdf_speed.py).

    Raises ``Refused``: ``empty_file``, ``broken_pdf``, ``encrypted_pdf``, ``too_many_pages``, ``no_text_layer``.
    """
    _check_mark(path)
    pages = list(_pages(path, most_pages, engine))
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


def _pages(path: Path, most_pages: int, engine: Engine) -> Iterator[_Page]:
    before: Table | None = None
    for found in sheets(path, most_pages, engine):
        ruled, outside = tables(found.rules, found.glyphs, before)
        before = ruled[-1] if ruled else None
        strokes = [rule for rule in found.rules if rule.level and not any(table.grid.touches(rule) for table in ruled)]
        yield _Page(found.paper, found.state, runs(outside), strokes, ruled)


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
