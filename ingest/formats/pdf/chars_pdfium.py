"""The characters of a page from pdfium: a call or two for each, the rest for each piece of text and each sign of each font."""

from __future__ import annotations

import ctypes
import unicodedata
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from ingest.formats.pdf import pdfium_calls as pdfium
from ingest.formats.pdf.chars import Chars, Flags, Floats, Places, with_blanks
from ingest.formats.pdf.matrix import Matrix
from ingest.formats.pdf.paths_pdfium import Piece
from ingest.formats.pdf.verdict import SLANT, is_bad, is_bold

_HYPHEN, _HYPHEN_IN_BULK = 0x2, 0xFFFE  # what pdfium calls a hyphen at a line's end
_LINE_ENDS = np.array([ord("\r"), ord("\n")], np.uint32)
_HIGH_BITS = 11  # a surrogate's
_SURROGATE = 0xD800 >> _HIGH_BITS
_CODE_BITS = 21  # of a Unicode
_DESCENT = 0.22  # of the size
_MOST_DOUBLED = 0.6  # of the pieces of text: drawing twice is a way to print bold
_DECIMALS = 3  # pdfium counts in single precision

_Codes = NDArray[np.uint32]
_Way = tuple[Floats, Floats]


@dataclass(frozen=True, slots=True)
class _Text:
    """The characters of a page: ``places`` are pdfium's numbers for them, ``piece`` is ours for what is drawn in one go.

    Of the pieces: pdfium's handles, the first character of each, and the place of its font in ``fonts`` (handle and name).
    """

    handle: int
    places: list[int]
    codes: _Codes
    piece: Places
    pieces: list[int]
    first: Places
    font: Places
    fonts: list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class _Signs:
    """What depends on a character's Unicode and font alone; ``width`` is a part of the size."""

    blank: Flags
    mark: Flags
    letter: Flags
    bad: Flags
    width: Floats


def chars(page: int, pieces: Sequence[Piece], shown: Matrix) -> tuple[Chars, bool]:
    """The characters of a page in pdfium's order, and whether they are all that its ``pieces`` of text spell.

    ``shown`` leads from the page's points to those of what is shown.
    """
    handle = pdfium.open_text(page)
    try:
        text = _text(handle)
        return _with_lost_blanks(_chars(text, _signs(text), shown), text, pieces)
    finally:
        pdfium.close_text(handle)


def _text(handle: int) -> _Text:
    codes = _codes(handle)
    owners = _owners(handle, codes)
    blanks = np.flatnonzero((codes == ord(" ")) & (owners != 0))  # pdfium puts some of its own between the characters
    owners[[place for place in blanks.tolist() if pdfium.is_generated(handle, place)]] = 0
    places = np.flatnonzero(owners)
    owners = owners[places]
    first = np.flatnonzero(np.append(owners[:1] != 0, owners[1:] != owners[:-1]))
    piece = np.repeat(np.arange(len(first)), np.diff(first, append=len(places)))
    pieces = owners[first].tolist()
    font = list(map(pdfium.font_of, pieces))
    fonts = {found: place for place, found in enumerate(dict.fromkeys(font))}
    which = np.array([fonts[found] for found in font], np.intp)
    return _Text(
        handle, places.tolist(), codes[places], piece, pieces, first, which, [(found, _name(found)) for found in fonts]
    )


def _codes(handle: int) -> _Codes:
    """Asked in one call; where the answer is not one unit for each character, one by one. Hyphens at line ends are hyphens."""
    count = max(pdfium.count_chars(handle), 0)
    units = np.zeros(count + 1, np.uint16)
    got = pdfium.put_text(handle, 0, count, units.ctypes.data) if count else 1
    codes = units[:count].astype(np.uint32)
    if got != count + 1 or (codes >> _HIGH_BITS == _SURROGATE).any():
        codes = np.fromiter(map(pdfium.code_of, repeat(handle), range(count)), np.uint32, count)
        hyphens = [place for place in np.flatnonzero(codes == _HYPHEN).tolist() if pdfium.is_hyphen(handle, place)]
        codes[hyphens] = ord("-")
    codes[codes == _HYPHEN_IN_BULK] = ord("-")
    return codes


def _owners(handle: int, codes: _Codes) -> NDArray[np.uint64]:
    """The piece of text that each belongs to, 0 for pdfium's own. The piece that begins and ends a line is all of it."""
    owners = np.zeros(len(codes), np.uint64)
    cuts = np.flatnonzero(np.isin(codes, _LINE_ENDS))
    starts, ends = np.append(0, cuts + 1), np.append(cuts, len(codes))
    starts, ends = starts[starts < ends], ends[starts < ends]
    firsts = map(pdfium.owner_of, repeat(handle), starts.tolist())
    lasts = map(pdfium.owner_of, repeat(handle), (ends - 1).tolist())
    for start, end, first, last in zip(starts.tolist(), ends.tolist(), firsts, lasts, strict=True):
        same = first == last != 0
        owners[start:end] = first if same else list(map(pdfium.owner_of, repeat(handle), range(start, end)))
    return owners


def _name(font: int) -> str:
    name = ctypes.create_string_buffer(256)
    pdfium.put_font_name(font, ctypes.addressof(name), len(name))
    return name.value.decode("utf-8", "replace")


def _signs(text: _Text) -> _Signs:
    """Asked once for each sign of a font."""
    keys = text.font[text.piece] << _CODE_BITS | text.codes
    unique, places, which = np.unique(keys, return_index=True, return_inverse=True)
    signs = [(key & (1 << _CODE_BITS) - 1, *text.fonts[key >> _CODE_BITS]) for key in unique.tolist()]
    told = np.array([_sign(code, name) for code, _, name in signs], bool).reshape(-1, 4)
    told[:, 3] |= np.array([pdfium.is_unmapped(text.handle, text.places[place]) == 1 for place in places.tolist()], bool)
    width = np.array([_width(font, code) for code, font, _ in signs], np.float64)
    blank, mark, letter, bad = told.T[:, which]
    return _Signs(blank, mark, letter, bad, width[which])


@lru_cache(maxsize=4096)
def _sign(code: int, font: str) -> tuple[bool, bool, bool, bool]:
    sign = chr(code)
    return sign.isspace(), unicodedata.combining(sign) > 0, sign.isalpha(), is_bad(sign, font)


def _width(font: int, code: int) -> float:
    width = ctypes.c_float(0.0)
    pdfium.put_width(font, code, 1.0, ctypes.addressof(width))
    return width.value


def _chars(text: _Text, signs: _Signs, shown: Matrix) -> Chars:
    starts = [text.places[i] for i in text.first.tolist()]
    a, b, c, d = pdfium.filled(pdfium.put_matrix, text.handle, starts, 6)[:, :4].T
    scale = np.fromiter(map(pdfium.size_of, repeat(text.handle), starts), np.float64, len(starts))
    along, up = shown.way(a * scale, b * scale), shown.way(c * scale, d * scale)
    level = np.abs(along[1]) <= SLANT * np.abs(along[0])
    upright = ~level & (np.abs(along[0]) <= SLANT * np.abs(along[1]))
    bold = np.array([is_bold(name) for _, name in text.fonts], bool)[text.font]
    origin = shown.point(*_origins(text))
    piece = text.piece
    x0, x1 = _edges(origin[0], along[0][piece] * signs.width, up[0][piece])
    y0, y1 = _edges(origin[1], along[1][piece] * signs.width, up[1][piece])
    unknown = np.flatnonzero(((signs.width == 0) | _stacked(*origin)) & ~signs.mark)
    x0[unknown], x1[unknown] = _inked(text, unknown, shown)
    size = np.hypot(*up).round(_DECIMALS)[piece]
    how = (size, bold[piece], level[piece], upright[piece])
    return Chars(text.codes, x0, y0, x1, y1, origin[1].round(_DECIMALS), *how, signs.blank, signs.mark, signs.letter, signs.bad)


def _origins(text: _Text) -> _Way:
    """Where each character stands on its baseline, in the page's points."""
    points = np.zeros((len(text.places), 2))
    x = points.ctypes.data
    y, end = x + points.itemsize, x + points.nbytes
    step = 2 * points.itemsize
    deque(map(pdfium.put_origin, repeat(text.handle), text.places, range(x, end, step), range(y, end + step, step)), maxlen=0)
    return points[:, 0], points[:, 1]


def _edges(origin: Floats, along: Floats, up: Floats) -> _Way:
    """The lower and the higher edge of boxes from below the baseline to the top of the letters."""
    low = origin - _DESCENT * up
    high = low + along + up
    return np.minimum(low, high).round(_DECIMALS), np.maximum(low, high).round(_DECIMALS)


def _stacked(x: Floats, y: Floats) -> Flags:
    """The letters of a ligature: pdfium sets them all where it begins."""
    same = (x[1:] == x[:-1]) & (y[1:] == y[:-1])
    stacked: Flags = np.append(same, False) | np.append(False, same)
    return stacked


def _inked(text: _Text, which: Places, shown: Matrix) -> _Way:
    """The left and right edges of characters whose width is not that of their Unicode."""
    left, top, right, bottom = pdfium.filled(pdfium.put_box, text.handle, [text.places[i] for i in which.tolist()], 4).T
    (ax, _), (bx, _) = shown.point(left, bottom), shown.point(right, top)
    return np.minimum(ax, bx).round(_DECIMALS), np.maximum(ax, bx).round(_DECIMALS)


def _with_lost_blanks(found: Chars, text: _Text, pieces: Sequence[Piece]) -> tuple[Chars, bool]:
    """pdfium leaves out what has no ink and one character: the blanks between the words of Word's own PDFs, and hidden letters.

    It leaves out what is drawn twice, too, which is as we want it.
    """
    last = dict(zip(text.pieces, [*(text.first[1:] - 1).tolist(), len(text.places) - 1], strict=False))
    blanks: list[tuple[int, float, float]] = []
    doubled, hidden, after = 0, 0, -1
    for handle, space in pieces:
        if handle in last:
            after = last[handle]
            continue
        left, low, right, high = pdfium.bounds(handle)
        if low < high and left < right:
            doubled += 1
        elif pdfium.render_mode(handle) == pdfium.HIDDEN:
            hidden += 1
        elif after >= 0:
            blanks.append((after, *space.point(left, low)))
    if blanks:
        places, x, base = zip(*blanks, strict=True)
        found = with_blanks(found, np.array(places, np.intp), np.array(x).round(_DECIMALS), np.array(base).round(_DECIMALS))
    return found, not hidden and doubled <= _MOST_DOUBLED * len(pieces)
