"""pdfium's own functions, bound to take plain addresses. Whoever calls one holds ``PDFIUM`` (``page_image``).

pypdfium2's binding wraps and checks each pointer: thrice the cost of the call, which counts where a call is made for each
character. An address is what ``numpy.ndarray.ctypes.data`` gives; a handle is an integer, 0 for none.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
from numpy.typing import NDArray

_WHITE = 0.98 * 255

_INT, _FLOAT, _DOUBLE, _COLOUR = ctypes.c_int, ctypes.c_float, ctypes.c_double, ctypes.c_uint
_SIZE, _HANDLE, _ADDRESS = ctypes.c_size_t, ctypes.c_size_t, ctypes.c_void_p


def _bound(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    bound: Callable[..., Any] = ctypes.cast(function, ctypes.PYFUNCTYPE(result, *arguments))
    return bound


# Of a page's text; each takes the text's handle and the place of a character.
open_text = _bound(pdfium.FPDFText_LoadPage, _HANDLE, _ADDRESS)
close_text = _bound(pdfium.FPDFText_ClosePage, None, _ADDRESS)
count_chars = _bound(pdfium.FPDFText_CountChars, _INT, _ADDRESS)
put_text = _bound(pdfium.FPDFText_GetText, _INT, _ADDRESS, _INT, _INT, _ADDRESS)
code_of = _bound(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _ADDRESS, _INT)
owner_of = _bound(pdfium.FPDFText_GetTextObject, _HANDLE, _ADDRESS, _INT)
is_generated = _bound(pdfium.FPDFText_IsGenerated, _INT, _ADDRESS, _INT)
is_hyphen = _bound(pdfium.FPDFText_IsHyphen, _INT, _ADDRESS, _INT)
is_unmapped = _bound(pdfium.FPDFText_HasUnicodeMapError, _INT, _ADDRESS, _INT)
size_of = _bound(pdfium.FPDFText_GetFontSize, _DOUBLE, _ADDRESS, _INT)
put_box = _bound(pdfium.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)  # 4 float: left, top, right, bottom
put_matrix = _bound(pdfium.FPDFText_GetMatrix, _INT, _ADDRESS, _INT, _ADDRESS)  # 6 float
put_origin = _bound(pdfium.FPDFText_GetCharOrigin, _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS)  # double: x, y

# Of a piece of text, and of its font.
font_of = _bound(pdfium.FPDFTextObj_GetFont, _HANDLE, _ADDRESS)
render_mode = _bound(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)
put_font_name = _bound(pdfium.FPDFFont_GetBaseFontName, _SIZE, _ADDRESS, _ADDRESS, _SIZE)
put_width = _bound(pdfium.FPDFFont_GetGlyphWidth, _INT, _ADDRESS, ctypes.c_uint32, _FLOAT, _ADDRESS)  # of a Unicode; float

# Of what is drawn on a page or a form.
put_page_box = _bound(pdfium.FPDF_GetPageBoundingBox, _INT, _ADDRESS, _ADDRESS)  # 4 float: left, top, right, bottom
quarters_of = _bound(pdfium.FPDFPage_GetRotation, _INT, _ADDRESS)
count_on_page = _bound(pdfium.FPDFPage_CountObjects, _INT, _ADDRESS)
object_on_page = _bound(pdfium.FPDFPage_GetObject, _HANDLE, _ADDRESS, _INT)
count_in_form = _bound(pdfium.FPDFFormObj_CountObjects, _INT, _ADDRESS)
object_in_form = _bound(pdfium.FPDFFormObj_GetObject, _HANDLE, _ADDRESS, ctypes.c_ulong)
kind_of = _bound(pdfium.FPDFPageObj_GetType, _INT, _ADDRESS)
put_bounds = _bound(pdfium.FPDFPageObj_GetBounds, _INT, *5 * [_ADDRESS])  # float: left, bottom, right, top
put_object_matrix = _bound(pdfium.FPDFPageObj_GetMatrix, _INT, _ADDRESS, _ADDRESS)  # 6 float
put_fill_colour = _bound(pdfium.FPDFPageObj_GetFillColor, _INT, *5 * [_ADDRESS])  # unsigned int: red, green, blue, alpha
put_stroke_colour = _bound(pdfium.FPDFPageObj_GetStrokeColor, _INT, *5 * [_ADDRESS])
put_draw_mode = _bound(pdfium.FPDFPath_GetDrawMode, _INT, *3 * [_ADDRESS])  # int: how filled (0 not), whether stroked
count_segments = _bound(pdfium.FPDFPath_CountSegments, _INT, _ADDRESS)
segment_of = _bound(pdfium.FPDFPath_GetPathSegment, _HANDLE, _ADDRESS, _INT)
segment_kind = _bound(pdfium.FPDFPathSegment_GetType, _INT, _ADDRESS)
put_segment_point = _bound(pdfium.FPDFPathSegment_GetPoint, _INT, *3 * [_ADDRESS])  # float: x, y
closes = _bound(pdfium.FPDFPathSegment_GetClose, _INT, _ADDRESS)

TEXT, PATH, PICTURE, FORM = (
    pdfium.FPDF_PAGEOBJ_TEXT,
    pdfium.FPDF_PAGEOBJ_PATH,
    pdfium.FPDF_PAGEOBJ_IMAGE,
    pdfium.FPDF_PAGEOBJ_FORM,
)
HIDDEN = pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
MOVE, CURVE = pdfium.FPDF_SEGMENT_MOVETO, pdfium.FPDF_SEGMENT_BEZIERTO


def filled(put: Callable[..., Any], handle: int, places: Sequence[int], width: int) -> NDArray[np.float64]:
    """What ``put`` says of each place: one row of ``width`` single-precision numbers for each; zeros where it says nothing."""
    said = np.zeros((len(places), width), np.float32)
    first = said.ctypes.data
    deque(map(put, repeat(handle), places, range(first, first + said.nbytes, 4 * width)), maxlen=0)
    return said.astype(np.float64)


_TwoInts, _FourCounts = 2 * _INT, 4 * _COLOUR
_TwoFloats, _FourFloats, _SixFloats = 2 * _FLOAT, 4 * _FLOAT, 6 * _FLOAT


def page_box(page: int) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of what is shown of a page."""
    box = _FourFloats()
    put_page_box(page, ctypes.addressof(box))
    left, top, right, bottom = box
    return left, bottom, right, top


def bounds(handle: int) -> tuple[float, float, float, float]:
    """Left, bottom, right, top, in the space that the object is set in."""
    left, bottom, right, top = _said(put_bounds, handle, _FourFloats())
    return left, bottom, right, top


def matrix(handle: int) -> tuple[float, float, float, float, float, float]:
    said = _SixFloats()
    put_object_matrix(handle, ctypes.addressof(said))
    a, b, c, d, e, f = said
    return a, b, c, d, e, f


def drawn_as(path: int) -> tuple[bool, bool]:
    """Whether a path is filled, whether it is stroked."""
    filled, stroked = _said(put_draw_mode, path, _TwoInts())
    return filled != 0, stroked != 0


def point(segment: int) -> tuple[float, float]:
    x, y = _said(put_segment_point, segment, _TwoFloats())
    return x, y


def is_white(handle: int, put_colour: Callable[..., int]) -> bool:
    """A pattern is a colour."""
    said = _FourCounts()
    first = ctypes.addressof(said)
    return put_colour(handle, first, first + 4, first + 8, first + 12) != 0 and min(said[:3]) > _WHITE


def _said(put: Callable[..., Any], handle: int, numbers: Any) -> Any:
    first = ctypes.addressof(numbers)
    put(handle, *range(first, first + ctypes.sizeof(numbers), 4))
    return numbers
