"""A page of an original PDF as a picture, so that a citation can be shown where it was printed.

pdfium draws it. It is not safe in threads, also not over two files: every call of it is made under ``PDFIUM``.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import RLock

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageChops

from corpus.errors import NotHeld, Refused

PDFIUM = RLock()
DPI = 120
_POINTS = 72  # an inch
_MOST_PIXELS = 8_000_000  # A2 at 120 dpi, 24 MB; a larger sheet is drawn coarser


def render(path: Path, number: int) -> bytes:
    """PNG of page ``number`` (from 1) with its stamps and signatures, about 0.1 s; grey where the page has no colour.

    Raises ``NotHeld`` where the file has no such page, ``Refused`` (``broken_page``) where it cannot be drawn.
    """
    with _page(path, number) as page:
        width, height = page.get_size()
        scale = min(DPI / _POINTS, (_MOST_PIXELS / (width * height)) ** 0.5)
        with closing(page.render(scale=scale, rev_byteorder=True)) as bitmap:
            return _png(bitmap.to_pil())


def size(path: Path, number: int) -> tuple[float, float]:
    """Width and height of a page as shown, in points: the measure of a ``Box``. Raises as ``render`` does."""
    with _page(path, number) as page:
        width, height = page.get_size()
        return width, height


@contextmanager
def _page(path: Path, number: int) -> Iterator[pypdfium2.PdfPage]:
    try:
        with PDFIUM, closing(pypdfium2.PdfDocument(path)) as file:
            if not 1 <= number <= len(file):
                raise NotHeld(f"Tệp gốc có {len(file)} trang, không có trang {number}.")
            file.init_forms()  # the visible part of a digital signature is a form field
            with closing(file[number - 1]) as page:
                yield page
    except FileNotFoundError:
        raise NotHeld("Kho không còn giữ tệp gốc này.") from None
    except (pypdfium2.PdfiumError, ArithmeticError, ValueError, MemoryError):
        raise Refused(f"Không vẽ được trang {number} của tệp gốc. Hãy tải tệp gốc để xem.", "broken_page") from None


def _png(picture: Image.Image) -> bytes:
    red, green, blue = picture.convert("RGB").split()
    colourless = all(ImageChops.difference(red, other).getextrema()[1] == 0 for other in (green, blue))
    file = io.BytesIO()
    (red if colourless else picture).save(file, "PNG")
    return file.getvalue()
