"""One page as drawn: glyphs and rules in one measure, and whether its words can be used.

Takes what pdfminer found on a page; its y grows upwards, ours downwards from the top of what is shown.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from pdfminer.layout import LTChar, LTCurve, LTImage, LTLine, LTRect

from ingest.pdf_grid import Rule
from ingest.pdf_layout import Paper
from ingest.pdf_lines import Glyph
from ingest.pdf_words import BULLETS

State = Literal["words", "scan", "garbled", "turned", "blank"]

_THIN = 3.0  # points: a filled rectangle this thin is a rule
_FEW_LETTERS = 200  # on a page that a picture covers: a signature's stamp over a scan
_COVERS = 0.5  # of the page's area
_GARBLED = 0.1  # of the characters
_MANY_CURVES = 20  # letters drawn as outlines
_SLANT = 0.1  # of the run: six degrees
_OLD_FONTS = (".vn", "vni-")  # TCVN3 and VNI: letters without Unicode ("KÕ ho¹ch")


@dataclass(frozen=True, slots=True)
class Sheet:
    """``state``: ``words`` to read, a ``scan`` with few or none, ``garbled`` (no Unicode), ``turned`` on its side, ``blank``.

    A garbled or turned page has no glyphs.
    """

    paper: Paper
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    state: State


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn on a page. ``left`` and ``top`` are the corner of the shown part: x from the left, y from the bottom."""

    paper: Paper
    left: float
    top: float
    chars: Sequence[LTChar]
    strokes: Sequence[LTCurve]
    images: Sequence[LTImage]


def sheet(page: Drawing) -> Sheet:
    """The page in points from the top left of what is shown; words of a garbled page are left out."""
    state = _state(page)
    glyphs = () if state in ("garbled", "turned") else (*_glyphs(page), *_turned(page))
    return Sheet(page.paper, glyphs, tuple(_rules(page)), state)


def _state(page: Drawing) -> State:
    inked = [char for char in page.chars if not char.get_text().isspace()]
    bad = sum(_is_bad(char.get_text(), char.fontname) for char in inked)
    letters = sum(char.get_text()[:1].isalpha() for char in inked) - bad
    if bad > _GARBLED * len(inked):
        return "garbled"
    if sum(not _is_level(char) for char in inked) > 0.5 * len(inked):
        return "turned"
    if letters < _FEW_LETTERS and sum(map(_area, page.images)) > _COVERS * page.paper.width * page.paper.height:
        return "scan"
    if letters > 0:
        return "words"
    return "scan" if page.images or len(page.strokes) > _MANY_CURVES else "blank"


@lru_cache(maxsize=4096)
def _is_bad(text: str, font: str) -> bool:
    """No Unicode: "(cid:12)", U+FFFD, a private character that is no usual bullet, or a letter of an old Vietnamese font."""
    if text.startswith("(cid:") or font.rpartition("+")[2].lower().startswith(_OLD_FONTS):
        return True
    return any(sign == "\ufffd" or (unicodedata.category(sign) in ("Co", "Cn", "Cs") and sign not in BULLETS) for sign in text)


def _area(image: LTImage) -> float:
    return image.width * image.height


def _glyphs(page: Drawing) -> Iterator[Glyph]:
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


def _glyph(page: Drawing, char: LTChar) -> Glyph | None:
    """``None`` for what is turned, outside of the shown part, or no character."""
    text = char.get_text()
    if not _is_level(char) or not text or _is_bad(text, char.fontname):
        return None
    glyph = Glyph(text, char.x0 - page.left, char.x1 - page.left, page.top - char.matrix[5], char.size, _is_bold(char.fontname))
    shown = -glyph.size < glyph.x0 < page.paper.width and 0 < glyph.base < page.paper.height + glyph.size
    return glyph if shown else None


def _turned(page: Drawing) -> Iterator[Glyph]:
    """Lines that run upwards or downwards (a narrow column's header), each as one glyph; slanted ones are watermarks."""
    line: list[LTChar] = []
    for char in page.chars:
        across, along = abs(char.matrix[0]), abs(char.matrix[1])
        if across > _SLANT * along or _is_bad(char.get_text(), char.fontname):
            continue
        if line and abs(char.x0 - line[-1].x0) > _THIN:
            yield _turned_line(page, line)
            line = []
        line.append(char)
    if line:
        yield _turned_line(page, line)


def _turned_line(page: Drawing, line: Sequence[LTChar]) -> Glyph:
    """Its middle is that of the line's box, so that it falls into the cell that it stands in."""
    x0, x1 = min(char.x0 for char in line) - page.left, max(char.x1 for char in line) - page.left
    middle = page.top - (min(char.y0 for char in line) + max(char.y1 for char in line)) / 2
    words = "".join(char.get_text() for char in line)
    return Glyph(f"{words} ", x0, x1, middle + 0.3 * (x1 - x0), x1 - x0, _is_bold(line[0].fontname))


def _is_level(char: LTChar) -> bool:
    """Set along the page's width; a scan's hidden words lean with the scan by a degree or two."""
    return abs(char.matrix[1]) <= _SLANT * abs(char.matrix[0])


@lru_cache(maxsize=512)
def _is_bold(font: str) -> bool:
    """By the font's name: "Times New Roman,Bold", "ABCDEE+TimesNewRomanPS-BoldMT"."""
    return "bold" in font.lower()


def _rules(page: Drawing) -> Iterator[Rule]:
    """Strokes, thin filled rectangles, and the sides of stroked ones; white ones cover something and rule nothing."""
    for stroke in page.strokes:
        x0, x1 = stroke.x0 - page.left, stroke.x1 - page.left
        y0, y1 = page.top - stroke.y1, page.top - stroke.y0
        stroked = stroke.stroke and not _is_white(stroke.stroking_color)
        filled = stroke.fill and not _is_white(stroke.non_stroking_color)
        if (stroked or filled) and min(x1 - x0, y1 - y0) <= _THIN:
            yield from _side(x0, y0, x1, y1)
        elif stroked and isinstance(stroke, LTRect):
            yield from (Rule(True, y0, x0, x1), Rule(True, y1, x0, x1), Rule(False, x0, y0, y1), Rule(False, x1, y0, y1))
        elif stroked and not isinstance(stroke, LTLine):
            yield from _sides([(x - page.left, page.top - y) for x, y in stroke.pts])


def _sides(points: Sequence[tuple[float, float]]) -> Iterator[Rule]:
    """The level and upright sides of a path that is no rectangle."""
    for (ax, ay), (bx, by) in pairwise(points):
        yield from _side(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _side(x0: float, y0: float, x1: float, y1: float) -> Iterator[Rule]:
    if y1 - y0 <= _THIN < x1 - x0:
        yield Rule(True, (y0 + y1) / 2, x0, x1)
    elif x1 - x0 <= _THIN < y1 - y0:
        yield Rule(False, (x0 + x1) / 2, y0, y1)


def _is_white(colour: object) -> bool:
    """Grey and RGB count light, CMYK counts ink; a pattern is a colour."""
    shades = colour if isinstance(colour, Iterable) and not isinstance(colour, str | bytes) else (colour,)
    values = [shade for shade in shades if isinstance(shade, int | float)]
    if len(values) == 4:
        return max(values) < 0.02
    return len(values) in (1, 3) and min(values) > 0.98
