"""A page of a PDF drawn as the picture that is read: at 300 dpi, grey, red seals taken off."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import numpy as np
import pypdfium2  # type: ignore[import-untyped]
from PIL import ImageChops

from ingest.formats.pdf.page_image import PDFIUM
from ingest.formats.scan.colours import coloured, on_white_paper, without_seals
from ingest.formats.scan.image import Picture, Placing

_DPI, _POINTS = 300, 72  # an inch
_MOST_PIXELS = 40_000_000  # A2 at 300 dpi; a larger sheet is drawn coarser


def drawn(path: Path, number: int) -> Picture:
    """Page ``number`` (from 1) as it stands in the file. Raises what pdfium raises for a damaged page."""
    with PDFIUM, closing(pypdfium2.PdfDocument(path)) as file, closing(file[number - 1]) as page:
        width, height = page.get_size()
        scale = min(_DPI / _POINTS, (_MOST_PIXELS / (width * height)) ** 0.5)
        with closing(page.render(scale=scale, rev_byteorder=True)) as bitmap:
            drawing = bitmap.to_pil().convert("RGB")
    grey, placing = np.asarray(drawing.convert("L")), Placing(width, height)
    if all(ImageChops.difference(drawing.getchannel("R"), other).getextrema()[1] == 0 for other in drawing.split()[1:]):
        return Picture(grey, scale, number, placing)
    drawing = on_white_paper(drawing)
    return Picture(without_seals(drawing, grey, scale), scale, number, placing, coloured(drawing, scale))
