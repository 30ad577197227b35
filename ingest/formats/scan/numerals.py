"""Roman numerals told by their strokes: the program often sees "II" or "HI" in "III", and a quarter then falls due too early.

An I is one upright stroke, and nothing else in a numeral is: where the strokes in the picture are more or fewer than the I's in
the word, the picture is right; an H has a bar between its strokes. Such a word stays doubtful.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import numpy as np

from ingest.formats.scan.image import Ink
from ingest.formats.scan.ocr import Word

# "III.", "II/2026", "(HI)"; in bold, the foot of a V or X may look like a stem, so that numerals with one are left alone
_NUMERAL = re.compile(r"(?P<before>[(“\"]?)(?P<ones>[IH]{1,3})(?P<after>(?!\w)\S*)")
_LOW, _HIGH = 0.18, 0.48  # of the size, above the baseline: where an I is its stem alone
_STEM = 0.9  # of that height is ink in each column of a stem
_NARROWEST, _WIDEST = 0.03, 0.22  # of the size: a stem
_NEXT = 0.5  # of the size: from one stem to the next in a numeral
_MOST = 3  # I's side by side
_TOLD = 50.0  # sureness of a numeral that the strokes have put right


def counted(word: Word, base: float, size: float, ink: Ink, scale: float) -> Word:
    """The word with as many I's as its picture has strokes; ``base`` and ``size`` of its line in points."""
    match = _NUMERAL.fullmatch(word.text)
    if match is None:
        return word
    stems = _stems(word, base, size, ink, scale)
    if match["ones"] == "I" * stems or not 0 < stems <= _MOST:
        return word
    return replace(word, text=f"{match['before']}{'I' * stems}{match['after']}", sure=min(word.sure, _TOLD))


def _stems(word: Word, base: float, size: float, ink: Ink, scale: float) -> int:
    """How many upright strokes stand side by side, from the first on; 0 where a bar joins two of them."""
    left, right = round((word.box[0] - 1) * scale), round((word.box[2] + 1) * scale)
    top, bottom = round((base - _HIGH * size) * scale), round((base - _LOW * size) * scale)
    band = ink[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)]
    if not band.size:
        return 0
    upright = np.concatenate(([False], band.mean(axis=0) >= _STEM, [False])).astype(np.int8)
    starts, ends = np.flatnonzero(np.diff(upright) == 1), np.flatnonzero(np.diff(upright) == -1)
    wide = (ends - starts) / scale / size
    stems = np.column_stack((starts, ends))[(wide >= _NARROWEST) & (wide <= _WIDEST)]
    apart = np.flatnonzero(np.diff(stems.mean(axis=1)) > _NEXT * size * scale)
    side_by_side = stems[: apart[0] + 1] if len(apart) else stems
    barred = any(band[:, end:start].mean(axis=1).max() >= _STEM for (_, end), (start, _) in pairwise(side_by_side))
    return 0 if barred else len(side_by_side)
