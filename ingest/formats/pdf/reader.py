"""PDF files with a text layer: every word in reading order, table rows as printed, and where each line stands on its page.

pdfium or pdfplumber draws the glyphs and rules; lines, tables, columns and paragraphs are told from them by geometry alone. A
page without usable words (a picture, a font without Unicode) is recognised where the tools for it are here, else reported,
never guessed; a file of such pages is refused.
Annotations and form fields are not read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from corpus.errors import Refused
from corpus.model import Notice
from ingest.formats.pdf.begins import Frame, column_frame, page_frame
from ingest.formats.pdf.grid import Rule
from ingest.formats.pdf.layout import Flow, Paper, flows
from ingest.formats.pdf.lines import Run, runs
from ingest.formats.pdf.margins import body_size, footnotes, without_furniture, without_number
from ingest.formats.pdf.recognition import Recognise, Worth, asked, chosen, notices, worth
from ingest.formats.pdf.sheet import Engine, Sheet, sheets
from ingest.formats.pdf.tables import Table, tables
from ingest.formats.pdf.text import Writer
from ingest.reading import Reading

MOST_PAGES = 2000
_HEAD = 1024  # bytes: readers accept the PDF mark anywhere in them
_Kind = tuple[int, int, bool]


@dataclass(frozen=True, slots=True)
class _Page:
    """A page taken apart: ``drawn`` and ``strokes`` are the runs and level rules outside tables."""

    sheet: Sheet
    scanned: bool
    drawn: list[Run]
    strokes: list[Rule]
    tables: list[Table]

    @property
    def paper(self) -> Paper:
        return self.sheet.paper

    @property
    def worth(self) -> Worth:
        cells = (line for table in self.tables for row in table.rows for cell in row for line in cell)
        return worth(self.sheet, (line.spelled() for line in (*self.drawn, *cells)), bool(self.tables))


@dataclass(frozen=True, slots=True)
class _Laid:
    """A page in reading order; ``notes`` are the lines of its footnotes."""

    paper: Paper
    scanned: bool
    pieces: list[Flow | Table]
    notes: tuple[Run, ...]


def read(path: Path, most_pages: int = MOST_PAGES, *, engine: Engine = "pdfium", recognise: Recognise | None = None) -> Reading:
    """About 200 pages of annex tables a second, 30 with ``pdfplumber`` (tests/bench/pdf_speed.py).

    Pages without usable words, or with doubtful ones, are given to ``recognise``, see ``recognition``.
    Raises ``Refused``: ``empty_file``, ``broken_pdf``, ``encrypted_pdf``, ``too_many_pages``, ``no_text_layer``.
    """
    _check_mark(path)
    pages = list(_pages(sheets(path, most_pages, engine), {}))
    worths = [page.worth for page in pages]
    numbers = asked(worths)
    found = recognise(path, numbers) if numbers and recognise is not None else None
    if found is None:
        return _reading(pages, notices(worths, [], tried=False))
    taken = chosen(worths, found.sheets)
    found = found.only(taken)
    pages = list(_pages(sheets(path, most_pages, engine), found.sheets)) if taken else pages
    return found.settled(_reading(pages, notices(worths, taken, tried=True)))


def _check_mark(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip():
        raise Refused("Tệp rỗng (0 byte). Hãy lấy lại bản gốc rồi nạp lại.", "empty_file")
    if b"%PDF-" not in head:
        raise Refused("Tệp không phải PDF. Hãy kiểm tra lại tệp hoặc xuất lại thành PDF rồi nạp lại.", "broken_pdf")


def _pages(drawn: Iterable[Sheet], recognised: Mapping[int, Sheet]) -> Iterator[_Page]:
    before: Table | None = None
    for sheet in drawn:
        scan = recognised.get(sheet.paper.number)
        found = scan or sheet
        ruled, outside = tables(found.rules, found.glyphs, before)
        before = ruled[-1] if ruled else None
        strokes = [rule for rule in found.rules if rule.level and not any(table.grid.touches(rule) for table in ruled)]
        yield _Page(found, scan is not None, runs(outside), strokes, ruled)


def _reading(pages: Sequence[_Page], said: Sequence[Notice]) -> Reading:
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
    return writer.reading(said)


def _laid(pages: Sequence[_Page]) -> list[_Laid]:
    drawn = without_furniture([without_number(page.drawn, page.paper) for page in pages], [page.paper for page in pages])
    body = body_size(drawn)
    laid = []
    for page, words in zip(pages, drawn, strict=True):
        rest, notes = footnotes(words, page.strokes, page.paper, body)
        laid.append(_Laid(page.paper, page.scanned, list(_pieces(rest, page)), notes))
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
    """Pages of one width have one frame; odd and even pages (mirrored margins) and pages with tables (annexes) their own.

    So has each scanned page: no sheet lies on the glass where the one before it lay.
    """
    place = -page.paper.number if page.scanned else page.paper.number % 2
    return round(page.paper.width), place, any(isinstance(piece, Table) for piece in page.pieces)
