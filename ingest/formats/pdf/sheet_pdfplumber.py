"""A page as pdfplumber (pdfminer) draws it, and every refusal of a file that cannot be opened or is damaged.

pdfminer's y grows upwards, ours downwards from the top of what is shown.
"""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import pdfplumber
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTItem, LTRect
from pdfminer.pdfdocument import PDFEncryptionError
from pdfminer.pdftypes import LITERALS_FLATE_DECODE, PDFStream
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
from pdfplumber.utils.pdfinternals import resolve

from corpus.errors import Refused
from ingest.formats.pdf.grid import Rule
from ingest.formats.pdf.layout import Paper
from ingest.formats.pdf.lines import Glyph
from ingest.formats.pdf.sheet import Sheet
from ingest.formats.pdf.strokes import THIN, rules
from ingest.formats.pdf.verdict import SLANT, Tally, is_bad, is_bold, verdict

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


class Book:
    """An open file. Raises ``Refused``: ``broken_pdf``, ``encrypted_pdf``, ``too_many_pages``."""

    def __init__(self, path: Path, most_pages: int) -> None:
        with _refusing_damage(), ExitStack() as opened:
            stream = opened.enter_context(path.open("rb"))
            self._file = opened.enter_context(pdfplumber.open(stream))
            _check_pages(self._file, most_pages)
            self._opened = opened.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def __len__(self) -> int:
        return len(self._file.pages)

    def check(self, number: int) -> None:
        """Raises ``Refused`` where what draws a page cannot be unpacked; damaged Deflate reads in part with pdfminer, too."""
        with _refusing_damage():
            for stream in self._file.pages[number - 1].page_obj.contents:
                held = resolve(stream)
                if isinstance(held, PDFStream) and any(name not in LITERALS_FLATE_DECODE for name, _ in held.get_filters()):
                    held.get_data()

    def sheet(self, number: int) -> Sheet:
        """Page ``number``, from 1: about 25 pages a second, most of it pdfminer's."""
        with _refusing_damage():
            page = self._file.pages[number - 1]
            drawing = _drawing(page)
            page.close()
        return _sheet(drawing)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What is drawn on a page. ``left`` and ``top`` are the corner of the shown part: x from the left, y from the bottom."""

    paper: Paper
    left: float
    top: float
    chars: Sequence[LTChar]
    strokes: Sequence[LTCurve]
    images: Sequence[LTImage]


@contextmanager
def _refusing_damage() -> Iterator[None]:
    try:
        yield
    except _DAMAGE as damage:
        raise _refusal(damage) from None


def _refusal(damage: BaseException) -> Refused:
    causes = (damage, *damage.args, damage.__context__)
    if any(isinstance(cause, PDFEncryptionError) for cause in causes):
        return Refused("Tệp PDF được khóa bằng mật khẩu. Hãy gỡ mật khẩu rồi nạp lại.", "encrypted_pdf")
    return Refused("Tệp PDF bị hỏng, không đọc được. Hãy lấy lại bản gốc hoặc xuất lại thành PDF rồi nạp lại.", "broken_pdf")


def _check_pages(file: PDF, most_pages: int) -> None:
    """A page that the file counts and does not hold would be missed in silence: its end was cut off."""
    held = len(file.pages)
    if held > most_pages:
        raise Refused(f"Tệp PDF có {held} trang, quá giới hạn {most_pages} trang. Hãy tách thành nhiều tệp.", "too_many_pages")
    counted = resolve(resolve(file.doc.catalog["Pages"])["Count"])
    if isinstance(counted, int) and counted > held:
        raise Refused(f"Tệp PDF bị hỏng: chỉ còn {held} trong {counted} trang. Hãy lấy lại bản gốc rồi nạp lại.", "broken_pdf")


def _drawing(page: Page) -> _Drawing:
    """What pdfminer found, taken before pdfplumber turns each character into a dict (a third of its time)."""
    leaves = list(_leaves(page.layout))
    return _Drawing(
        *_shown(page),
        [leaf for leaf in leaves if isinstance(leaf, LTChar)],
        [leaf for leaf in leaves if isinstance(leaf, LTCurve)],
        [leaf for leaf in leaves if isinstance(leaf, LTImage)],
    )


def _shown(page: Page) -> tuple[Paper, float, float]:
    """The shown part, its left and its top on the turned page; pdfplumber swaps a turned page's sides, but mirrors none."""
    media, crop = page.mediabox, page.cropbox
    cut = (crop[0] - media[0], media[3] - crop[3], media[2] - crop[2], crop[1] - media[1])
    left, bottom, right, top = (max(0.0, float(side)) for side in cut)
    if page.rotation in (180, 270):
        left, right = right, left
    if page.rotation in (90, 180):
        bottom, top = top, bottom
    width, height = float(media[2] - media[0]) - left - right, float(media[3] - media[1]) - bottom - top
    return Paper(page.page_number, width, height), left, bottom + height


def _leaves(item: LTItem) -> Iterator[LTItem]:
    """The drawn things of a page and of the forms set on it, in the order of drawing."""
    if isinstance(item, LTContainer):
        for part in item:
            yield from _leaves(part)
    else:
        yield item


def _sheet(page: _Drawing) -> Sheet:
    tally = _tally(page)
    state = verdict(tally)
    glyphs = () if state in ("garbled", "turned") else (*_glyphs(page), *_turned(page))
    return Sheet(page.paper, glyphs, tuple(_rules(page)), state, tally.pictured)


def _tally(page: _Drawing) -> Tally:
    inked = [char for char in page.chars if not char.get_text().isspace()]
    bad = sum(is_bad(char.get_text(), char.fontname) for char in inked)
    return Tally(
        len(inked),
        bad,
        sum(not _is_level(char) for char in inked),
        sum(char.get_text()[:1].isalpha() for char in inked) - bad,
        len(page.images),
        sum(image.width * image.height for image in page.images) / max(page.paper.width * page.paper.height, 1.0),
        len(page.strokes),
    )


def _glyphs(page: _Drawing) -> Iterator[Glyph]:
    """Upright characters in the order of drawing, each with the marks that are drawn over it."""
    before: Glyph | None = None
    for char in page.chars:
        glyph = _glyph(page, char)
        if glyph is None:
            continue
        if before is not None and unicodedata.combining(glyph.text[0]):
            before = before._replace(text=before.text + glyph.text)
            continue
        if before is not None:
            yield before
        before = glyph
    if before is not None:
        yield before


def _glyph(page: _Drawing, char: LTChar) -> Glyph | None:
    """``None`` for what is turned, outside of the shown part, or no character."""
    text = char.get_text()
    if not _is_level(char) or not text or is_bad(text, char.fontname):
        return None
    glyph = Glyph(text, char.x0 - page.left, char.x1 - page.left, page.top - char.matrix[5], char.size, is_bold(char.fontname))
    shown = -glyph.size < glyph.x0 < page.paper.width and 0 < glyph.base < page.paper.height + glyph.size
    return glyph if shown else None


def _turned(page: _Drawing) -> Iterator[Glyph]:
    """Lines that run upwards or downwards (a narrow column's header), each as one glyph; slanted ones are watermarks."""
    line: list[LTChar] = []
    for char in page.chars:
        across, along = abs(char.matrix[0]), abs(char.matrix[1])
        if across > SLANT * along or is_bad(char.get_text(), char.fontname):
            continue
        if line and abs(char.x0 - line[-1].x0) > THIN:
            yield _turned_line(page, line)
            line = []
        line.append(char)
    if line:
        yield _turned_line(page, line)


def _turned_line(page: _Drawing, line: Sequence[LTChar]) -> Glyph:
    """Its middle is that of the line's box, so that it falls into the cell that it stands in."""
    x0, x1 = min(char.x0 for char in line) - page.left, max(char.x1 for char in line) - page.left
    middle = page.top - (min(char.y0 for char in line) + max(char.y1 for char in line)) / 2
    words = "".join(char.get_text() for char in line)
    return Glyph(f"{words} ", x0, x1, middle + 0.3 * (x1 - x0), x1 - x0, is_bold(line[0].fontname))


def _is_level(char: LTChar) -> bool:
    return abs(char.matrix[1]) <= SLANT * abs(char.matrix[0])


def _rules(page: _Drawing) -> Iterator[Rule]:
    for stroke in page.strokes:
        points = [(x - page.left, page.top - y) for x, y in stroke.pts]
        if isinstance(stroke, LTRect):
            points.append(points[0])
        stroked = bool(stroke.stroke) and not _is_white(stroke.stroking_color)
        filled = bool(stroke.fill) and not _is_white(stroke.non_stroking_color)
        yield from rules(points, stroked, filled)


def _is_white(colour: object) -> bool:
    """Grey and RGB count light, CMYK counts ink; a pattern is a colour."""
    shades = colour if isinstance(colour, Iterable) and not isinstance(colour, str | bytes) else (colour,)
    values = [shade for shade in shades if isinstance(shade, int | float)]
    if len(values) == 4:
        return max(values) < 0.02
    return len(values) in (1, 3) and min(values) > 0.98
