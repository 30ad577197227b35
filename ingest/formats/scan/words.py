"""From words as the program saw them to glyphs as a PDF draws them: one baseline, size and weight a line, specks left out.

What is measured in a picture scatters, and the layout asks for sizes that are equal where the print is: a line whose size is
nearly the page's commonest has that size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import numpy as np

from ingest.formats.pdf.lines import Glyph
from ingest.formats.scan.image import Ink
from ingest.formats.scan.numerals import counted
from ingest.formats.scan.ocr import PrintedLine, Word

FIGURES = re.compile(r"\(?(?:\d{1,4}(?:[./-]\d{1,4})*|[IVXL]{1,6})[.,):;]*")  # "11.", "12/2027", "IV."
_CODE = re.compile(r"\d{1,4}(?:[-/][A-ZĐ&][A-ZĐa-z&]*){1,3}\W?")  # "41-KH/TU", "08-CTr/BCĐ,"
_SMALL_LETTER, _CAPITAL = 0.485, 0.69  # of the size, in the Times that offices must use, with the blur of a scan
_ALIKE = 0.13  # sizes this near to the page's commonest are that
_FEW_LETTERS = 6  # too few to measure ("1.", "10/2027")
_WIDE_GAP, _TIMES_USUAL = 0.6, 1.6  # of the size, and times the line's usual gap: a wider one parts two columns
_BOLD = 1.3  # times the page's usual stroke
_NOISE = set("_`'|~^¬¦.,·‘’\"—")  # signs that stand in no text as words of their own
_DASHES, _DASH = {"-", "–", "+"}, 2.0  # points: the signs of lists are wider, a speck is not
_LONE_CONSONANT = re.compile(r"[b-df-hj-np-tv-xz]")  # no word in Vietnamese, a label has a sign behind it ("c)")
_SURE_SIGN = 80  # a sign alone is a speck below this
_UNREADABLE = 35  # on average: a seal, handwriting
_READ = 70  # one word as sure as this makes its line a line
_LONE, _SURE_LONE = 3, 60  # letters: a line of fewer is a speck unless it is surer
_SCRAP = 3  # letters: a line of such words alone is a piece of a seal unless it is as sure as a word
_LEAST = 2  # letters: less is a speck
_WORDS = 4  # letters: a line of fewer that cannot be read is no loss to report
_NUMBER_LINE, _SURE_NUMBER = re.compile(r"Số\s?:?$"), 60
_FLATTEST = 2.0  # points: nothing that can be read is lower


@dataclass(frozen=True, slots=True)
class Seen:
    """A word as read, its middle in points of the straight page; ``sure`` from 0 to 100. Without letters: ink left unread."""

    text: str
    x: float
    y: float
    sure: float


@dataclass(frozen=True, slots=True)
class Written:
    """What a page holds: ``lost`` counts the places that nobody can read from the picture (under a seal, by hand)."""

    glyphs: tuple[Glyph, ...]
    seen: tuple[Seen, ...]
    lost: int


def written(found: Sequence[PrintedLine], ink: Ink, scale: float) -> Written:
    """The glyphs of one page from its lines, given in points; ``ink`` is its picture of ``scale`` pixels a point."""
    printed = [line for line in map(_without_specks, found) if line.words]
    cleaned = [_without_guess(line) for line in printed]
    legible = [line for line in cleaned if _is_legible(line)]
    sizes = _sizes(legible)
    legible = [_told(line, size, ink, scale) for line, size in zip(legible, sizes, strict=True)]
    strokes = [_stroke(line, ink, scale) / size for line, size in zip(legible, sizes, strict=True)]
    usual = _lower(strokes)
    glyphs: list[Glyph] = []
    for line, size, stroke in zip(legible, sizes, strokes, strict=True):
        glyphs += _glyphs(line, size, stroke > _BOLD * usual)
    seen = [_seen(word, line.base, size) for line, size in zip(legible, sizes, strict=True) for word in line.words]
    dropped = [line for line in cleaned if not _is_legible(line) and _letters(line) >= _LEAST]
    lost = [line for line in dropped if _letters(line) >= _WORDS]
    guessed = sum(len(line.words) < len(whole.words) for line, whole in zip(cleaned, printed, strict=True))
    return Written(tuple(glyphs), (*seen, *map(_unread, dropped)), len(lost) + guessed)


def is_code(text: str) -> bool:
    """Whether the text has the shape of a document's number."""
    return _CODE.fullmatch(text) is not None


def _told(line: PrintedLine, size: float, ink: Ink, scale: float) -> PrintedLine:
    return replace(line, words=tuple(counted(word, line.base, size, ink, scale) for word in line.words))


def _without_specks(line: PrintedLine) -> PrintedLine:
    return PrintedLine(tuple(word for word in line.words if not _is_speck(word)), line.base, line.height)


def _without_guess(line: PrintedLine) -> PrintedLine:
    """A head's number is often written by hand, and then guessed: better a blank ("Số: /QĐ-TTg") than another number."""
    code = next((place for place, word in enumerate(line.words) if "/" in word.text), 0)
    if not _NUMBER_LINE.match(line.words[0].text):
        return line
    kept = [word for place, word in enumerate(line.words) if place >= code or not place or word.sure >= _SURE_NUMBER]
    return replace(line, words=tuple(kept))


def _is_speck(word: Word) -> bool:
    if word.text in _DASHES:
        return word.box[2] - word.box[0] < _DASH
    if _LONE_CONSONANT.fullmatch(word.text):
        return word.sure < _SURE_SIGN
    if any(map(str.isalnum, word.text)):
        return word.box[3] - word.box[1] < _FLATTEST and word.sure < _SURE_SIGN
    return word.sure < _SURE_SIGN or set(word.text) <= _NOISE


def _is_legible(line: PrintedLine) -> bool:
    text = "".join(word.text for word in line.words)
    if not any(map(str.isalnum, text)):
        return text in _DASHES  # "-" alone says that there is none
    letters = len(text)
    mean = sum(word.sure * len(word.text) for word in line.words) / letters
    if letters > 1 and (FIGURES.fullmatch(text) or is_code(text)):
        return True
    if (letters < _LONE and mean < _SURE_LONE) or (all(len(word.text) <= _SCRAP for word in line.words) and mean < _READ):
        return FIGURES.fullmatch(text) is not None
    return mean >= _UNREADABLE or any(word.sure >= _READ and len(word.text) > 2 for word in line.words)


def _letters(line: PrintedLine) -> int:
    return sum(letter.isalnum() for word in line.words for letter in word.text)


def _sizes(found: Sequence[PrintedLine]) -> list[float]:
    """The size of each line in points."""
    plain = [size for line in found for size in [_size(line)] * sum(len(word.text) for word in line.words)]
    usual = round(2 * median(plain)) / 2 if plain else 0.0
    return [_settled(line, usual) for line in found]


def _size(line: PrintedLine) -> float:
    letters = [letter for word in line.words for letter in word.text if letter.isalnum()]
    small = sum(letter.islower() for letter in letters)
    return max(line.height / (_SMALL_LETTER if 2 * small >= len(letters) else _CAPITAL), _FLATTEST)


def _settled(line: PrintedLine, usual: float) -> float:
    """The program sometimes takes capitals for the small letters of a line that has both."""
    if _letters(line) < _FEW_LETTERS:
        return usual
    if any(abs(line.height / part - usual) <= _ALIKE * usual for part in (_SMALL_LETTER, _CAPITAL)):
        return usual
    return round(2 * _size(line)) / 2


def _stroke(line: PrintedLine, ink: Ink, scale: float) -> float:
    """The usual width of the strokes of a line's words, in points."""
    widths = [width for word in line.words for width in _strokes(word, ink, scale)]
    return median(widths) / scale if widths else 0.0


def _strokes(word: Word, ink: Ink, scale: float) -> Iterator[int]:
    x0, y0, x1, y1 = (max(0, round(edge * scale)) for edge in word.box)
    part = ink[y0:y1, x0:x1]
    if part.size and any(map(str.isalpha, word.text)):
        padded = np.zeros((part.shape[0], part.shape[1] + 2), np.int8)
        padded[:, 1:-1] = part
        changes = np.diff(padded, axis=1)
        yield from (np.nonzero(changes == -1)[1] - np.nonzero(changes == 1)[1]).tolist()


def _lower(strokes: Sequence[float]) -> float:
    """The stroke of plain text: that of a third of the lines is no wider."""
    return sorted(strokes)[len(strokes) // 3] if strokes else 0.0


def _glyphs(line: PrintedLine, size: float, bold: bool) -> Iterator[Glyph]:
    """Each word, and the blank between two words of one column."""
    for part in reversed(_columns(line.words, size)):  # drawn from the right, so that they come as runs of their own
        before: float | None = None
        for word, (left, right) in zip(part, _extents(part), strict=True):
            if before is not None:
                yield Glyph(" ", before, left, line.base, size, bold)
            yield Glyph(word.text, left, right, line.base, size, bold)
            before = right


def _columns(words: Sequence[Word], size: float) -> list[list[Word]]:
    """The words on both sides of each gap that is wider than the line's others."""
    gaps = [after.box[0] - before.box[2] for before, after in pairwise(words)]
    widest = max(_WIDE_GAP * size, _TIMES_USUAL * median(gaps)) if gaps else 0.0
    parts = [[words[0]]]
    for word, gap in zip(words[1:], gaps, strict=True):
        if gap > widest:
            parts.append([])
        parts[-1].append(word)
    return parts


def _extents(words: Sequence[Word]) -> list[tuple[float, float]]:
    """Left and right of each word; boxes that overlap, as the program draws them, meet in the middle."""
    edges = [[word.box[0], word.box[2]] for word in words]
    for before, after in pairwise(edges):
        if after[0] < before[1]:
            before[1] = after[0] = (before[1] + after[0]) / 2
    return [(left, max(left, right)) for left, right in edges]


def _unread(line: PrintedLine) -> Seen:
    return Seen("", (line.words[0].box[0] + line.words[-1].box[2]) / 2, line.base - 0.5 * line.height, 0.0)


def _seen(word: Word, base: float, size: float) -> Seen:
    return Seen(word.text, (word.box[0] + word.box[2]) / 2, base - 0.3 * size, word.sure)
