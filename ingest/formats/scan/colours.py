"""The colours of a scanned page: its coloured ink alone, and its words without the red seals set over them.

Under a seal the words are read through a red glass, in which red ink is paper. Only where a seal stands: other red ink (a stamp
of secrecy, a red title) is words of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageChops, ImageFilter

from ingest.formats.scan.image import Grey, Ink, thinned
from ingest.formats.scan.rules import long_runs, stairs

_HUE = 45  # between the strongest and the weakest channel of coloured ink, with the fringes of a JPEG
_PALE = 20  # beside such ink: its edges, and where little of it took
_LEAST_INK = 20.0  # square points: less coloured ink is noise
_GLASS = 1.35  # how much brighter the glass makes what is seen: red ink is a little darker than paper still
# Points. Seals are 32 to 42 mm across (Nghị định 99/2016/NĐ-CP), half of one where it is set over the edges of pages.
_SMALLEST, _WIDEST, _LEAST_HIGH = 30.0, 180.0, 60.0
_BREAK = 4  # points between two strokes of one seal
_AROUND = 3  # points

_Box = tuple[int, int, int, int]


def coloured(drawing: Image.Image, scale: float) -> Grey | None:
    """The coloured ink on white; ``None`` where there is none."""
    red, green, blue = drawing.split()
    low, high = ImageChops.darker(ImageChops.darker(red, green), blue), ImageChops.lighter(ImageChops.lighter(red, green), blue)
    hue = np.asarray(ImageChops.subtract(high, low))
    if np.count_nonzero(hue >= _HUE) <= _LEAST_INK * scale**2:
        return None
    ink: Grey = np.where((hue >= _PALE) & _near(hue >= _HUE, max(1, round(scale))), np.asarray(low), np.uint8(255))
    return ink


def without_seals(drawing: Image.Image, grey: Grey, scale: float) -> Grey:
    """``grey`` (what ``drawing`` is without its hue) with paper for the red of seals; itself where there is none."""
    red, green, blue = drawing.split()
    reddish = np.asarray(ImageChops.subtract(red, ImageChops.lighter(green, blue))) >= _HUE
    through_glass = red.point([min(255, round(shade * _GLASS)) for shade in range(256)])
    clean = grey
    for left, top, right, bottom in _seals(reddish, scale):
        clean = clean.copy() if clean is grey else clean
        clean[top:bottom, left:right] = np.asarray(through_glass)[top:bottom, left:right]
    return clean


def on_white_paper(drawing: Image.Image) -> Image.Image:
    """The picture without the tint of its paper."""
    paper = np.maximum(np.median(np.asarray(drawing)[::16, ::16].reshape(-1, 3), axis=0), 1.0)
    return drawing.point([min(255, round(shade * paper.max() / own)) for own in paper for shade in range(256)])


def _near(ink: Ink, step: int) -> Ink:
    """Where ink is, and a point or two around it."""
    small = Image.fromarray(thinned(ink, step)).convert("L").filter(ImageFilter.MaxFilter(3))
    around: Ink = np.asarray(small.resize((small.width * step, small.height * step), Image.Resampling.NEAREST)) > 0
    return np.pad(around, [(0, ink.shape[axis] - around.shape[axis]) for axis in (0, 1)])


def _seals(red: Ink, scale: float) -> Iterator[_Box]:
    """The boxes of red shapes as large as seals are, in pixels."""
    step = max(1, round(scale))
    small = thinned(red, step)
    for part in stairs(long_runs(small, 1, _BREAK), _BREAK):
        left, right = min(run.start for run in part), max(run.end for run in part)
        top, bottom = part[0].row, part[-1].row + 1
        if _SMALLEST <= right - left <= _WIDEST and _LEAST_HIGH <= bottom - top <= _WIDEST:
            low, far = max(0, left - _AROUND) * step, max(0, top - _AROUND) * step
            yield low, far, (right + _AROUND) * step, (bottom + _AROUND) * step
