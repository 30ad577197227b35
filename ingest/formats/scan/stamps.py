"""Stamps on a scanned page: the marks of secrecy and urgency, which a page's layout takes for pictures.

A stamp is set by hand, askew and often over other things. On a coloured scan each patch of coloured ink is laid level and read
for itself, whatever black lies under it; on a grey one each small frame. Only the words of such marks are kept: a stamp of
arrival or an exhibit label says nothing of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageFilter

from ingest.admission import secrecy
from ingest.formats.pdf.grid import Grid
from ingest.formats.scan.frames import Frame, frames, upper
from ingest.formats.scan.image import READING, Grey, Ink, Picture, ink_of, resized, rotated, slant, thinned, whitened
from ingest.formats.scan.ocr import PrintedLine, Word, lines
from ingest.formats.scan.rules import long_runs, stairs

_WIDTH, _HEIGHT = (25.0, 220.0), (7.0, 90.0)  # points, the least and the most: a patch of coloured ink that may be a stamp
_GRAIN = 5.0  # points: patches are looked for in a picture this coarse
_GAP = 2  # grains between two letters of one patch
_MOST = 12  # patches on a page that are worth reading
_STEEPEST = 20.0  # degrees
_DARK, _BLACK = 200, 120  # of white paper's 255: coloured ink; black ink
_UNDER = 5  # pixels: black ink this near to coloured ink lies over it
_AROUND = 3.0  # points
_SIGNS = re.compile(r"^[\W_]+|[\W_]+$")  # what is left of the frame
_LAST = re.compile(r"^(?:\S{1,6}\W+(?<!BẢO )(?<!BÍ ))?(M[ẬÂẠA]T)\W*$")  # "TlI MẬT"; not "BẢO MẬT"
_BORDER = 15  # pixels of white around what is read


class _Cut(NamedTuple):
    """What may be a stamp, laid level; ``box`` is left, top, right, bottom on the page in pixels."""

    grey: Grey
    box: tuple[float, float, float, float]


def stamps(picture: Picture, tables: Sequence[Grid]) -> list[PrintedLine]:
    """The marks that stand on a page, each as a line of one word, in points; the cells of ``tables`` are no frames."""
    cuts = [*_patches(picture), *_framed(picture, tables)]
    readings = lines([_readable(cut.grey, picture.scale) for cut in cuts], "block")
    marks: list[PrintedLine] = []
    for cut, found in zip(cuts, readings, strict=True):
        text = _said(found)
        if text is not None and not any(_holds(mark.words[0].box, _points(cut.box, picture.scale)) for mark in marks):
            marks.append(_mark(text, _points(cut.box, picture.scale)))
    return marks


def _said(found: Sequence[PrintedLine]) -> str | None:
    """The mark that a stamp's lines are, one of them is, or its last word is where the others are beyond reading."""
    lines_said = [" ".join(word.text for word in line.words) for line in found]
    whole = " ".join(lines_said)
    last = _LAST.search(whole)
    candidates = [whole, *lines_said, *([last[1]] if last else [])]
    return next(filter(secrecy.is_mark, (_SIGNS.sub("", words) for words in candidates)), None)


def apart(found: Sequence[PrintedLine], marks: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines of a page without the words that stand in its stamps."""
    boxes = [mark.words[0].box for mark in marks]
    kept = (
        replace(line, words=tuple(word for word in line.words if not any(_holds(box, word.box) for box in boxes)))
        for line in found
    )
    return [line for line in kept if line.words]


def _patches(picture: Picture) -> Iterator[_Cut]:
    """Patches of coloured ink."""
    if picture.coloured is None:
        return
    step, around, grain = (max(1, round(points * picture.scale)) for points in (_GRAIN, _AROUND, 1.0))
    for box in _clusters(thinned(picture.coloured < _DARK, step), picture.scale / step)[:_MOST]:
        left, top, right, bottom = (edge * step for edge in box)
        place = slice(max(0, top - around), bottom + around), slice(max(0, left - around), right + around)
        patch = _whole(picture.coloured[place], picture.grey[place])
        level = rotated(patch, slant(thinned(patch < _DARK, grain), 1.0, _STEEPEST), expand=True)
        yield from (_Cut(grey, (left, top, right, bottom)) for grey in (level, *_within(level, grain)))


def _whole(coloured: Grey, grey: Grey) -> Grey:
    """Coloured ink with the black ink that lies over it."""
    near = np.asarray(Image.fromarray((coloured < _DARK).astype(np.uint8)).filter(ImageFilter.MaxFilter(_UNDER)))
    whole: Grey = np.where((near > 0) & (grey < _BLACK), np.minimum(coloured, grey), coloured)
    return whole


def _clusters(ink: Ink, scale: float) -> list[tuple[int, int, int, int]]:
    found = []
    for part in stairs(long_runs(ink, 1, _GAP), _GAP):
        left, right = min(run.start for run in part), max(run.end for run in part)
        top, bottom = part[0].row, part[-1].row + 1
        wide, high = (right - left) / scale, (bottom - top) / scale
        if _WIDTH[0] <= wide <= _WIDTH[1] and _HEIGHT[0] <= high <= _HEIGHT[1]:
            found.append((left, top, right, bottom))
    return found


def _within(level: Grey, grain: int) -> Iterator[Grey]:
    """What stands inside the frame of a patch, where it has one."""
    ink = np.vstack((level < _DARK, np.zeros_like(level, np.bool_)))  # as if it were the head of a page
    found = (frame for frame in frames(ink, grain) if not frame.degrees)
    yield from (level[frame.top : frame.bottom, frame.left : frame.right] for frame in found)


def _framed(picture: Picture, tables: Sequence[Grid]) -> Iterator[_Cut]:
    """The insides of small frames that are no cells."""
    ink = ink_of(picture.grey)
    above = picture.grey[: len(upper(ink))]
    for frame in frames(ink, picture.scale):
        box = _on_page(frame, above)
        x, y = (box[0] + box[2]) / 2 / picture.scale, (box[1] + box[3]) / 2 / picture.scale
        if not any(grid.box[0] <= x <= grid.box[2] and grid.box[1] <= y <= grid.box[3] for grid in tables):
            yield _Cut(rotated(above, frame.degrees)[frame.top : frame.bottom, frame.left : frame.right], box)


def _on_page(frame: Frame, above: Grey) -> tuple[float, float, float, float]:
    """The box on the page that covers a frame found in a turned picture."""
    high, wide = above.shape
    angle = np.radians(frame.degrees)
    corners = np.array([(x - wide / 2, y - high / 2) for x in (frame.left, frame.right) for y in (frame.top, frame.bottom)])
    back = corners @ np.array([(np.cos(angle), np.sin(angle)), (-np.sin(angle), np.cos(angle))]) + (wide / 2, high / 2)
    (left, top), (right, bottom) = back.min(axis=0), back.max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def _readable(grey: Grey, scale: float) -> Grey:
    return np.pad(whitened(resized(grey, min(1.0, READING / 72 / scale))), _BORDER, constant_values=255)


def _holds(frame: Sequence[float], word: Sequence[float]) -> bool:
    x, y = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
    return frame[0] <= x <= frame[2] and frame[1] <= y <= frame[3]


def _points(box: Sequence[float], scale: float) -> tuple[float, float, float, float]:
    left, top, right, bottom = (edge / scale for edge in box)
    return left, top, right, bottom


def _mark(text: str, box: tuple[float, float, float, float]) -> PrintedLine:
    _, top, _, bottom = box
    return PrintedLine((Word(text, box, 100.0),), (top + 2 * bottom) / 3, (bottom - top) / 4)
