"""Reading words in pictures with the program tesseract and its Vietnamese model.

One call reads many pictures, so that the model is loaded once; its answer is hOCR, which tells each line's baseline beside the
words, their boxes and how sure they are (TSV does not).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal
from xml.etree import ElementTree

from ingest.formats.scan.image import READING, Grey

_INSTALL, _INSTALL_VIETNAMESE = "apt-get install tesseract-ocr tesseract-ocr-vie", "apt-get install tesseract-ocr-vie"
_SECONDS = 180  # for one page; a full one takes about three
_AT_ONCE = 100  # pictures in one call: each is an open file
_SHARE = "OMP_THREAD_LIMIT=1"  # pages are read side by side: a second thread in one of them only waits
_LINES = {"ocr_line", "ocr_textfloat", "ocr_header", "ocr_caption"}
_STEEPEST = 0.2  # of a line's length that its baseline falls
_NUMBERS = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?")
_XHTML = "{http://www.w3.org/1999/xhtml}"

Layout = Literal["page", "block", "figures"]
_MODES: dict[Layout, tuple[str, ...]] = {
    "page": ("-l", "vie", "--psm", "3"),
    "block": ("-l", "vie", "--psm", "6"),
    "figures": ("-l", "eng", "--psm", "6"),  # comes with the program; reads "8" and "11" where the other sees "§" and "lại"
}


class Unread(Exception):
    """The program gave up on a picture or took too long."""


@dataclass(frozen=True, slots=True)
class Word:
    """``box`` is left, top, right, bottom in pixels of its picture; ``sure`` from 0 to 100."""

    text: str
    box: tuple[float, float, float, float]
    sure: float


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """Words from left to right; ``base`` is the y of the baseline, ``height`` that of a small letter, in pixels."""

    words: tuple[Word, ...]
    base: float
    height: float


def missing_tools() -> tuple[str, ...]:
    """The lines that install what this machine lacks for reading scans; empty where nothing is missing."""
    program = shutil.which("tesseract")
    if program is None:
        return (_INSTALL,)
    return () if "vie" in _languages(program) else (_INSTALL_VIETNAMESE,)


def lines(pictures: Sequence[Grey], layout: Layout) -> list[list[PrintedLine]]:
    """The printed lines of each picture in the program's order: a ``page`` in any arrangement, a ``block``, or ``figures``.

    Raises ``Unread``.
    """
    found: list[list[PrintedLine]] = []
    for start in range(0, len(pictures), _AT_ONCE):
        batch = pictures[start : start + _AT_ONCE]
        found += _pages(_run(batch, *_MODES[layout], "hocr"), len(batch))
    return found


def moved(line: PrintedLine, left: float, top: float, scale: float) -> PrintedLine:
    """The line in points of a page on which its picture's corner stands at ``left``, ``top`` (pixels, ``scale`` a point)."""
    words = tuple(
        replace(word, box=((x0 + left) / scale, (y0 + top) / scale, (x1 + left) / scale, (y1 + top) / scale))
        for word in line.words
        for x0, y0, x1, y1 in (word.box,)
    )
    return PrintedLine(words, (line.base + top) / scale, line.height / scale)


def quarters(picture: Grey) -> int:
    """By how many quarters anticlockwise the picture must be turned to be read upright; 0 where the program cannot tell."""
    try:
        answer = _run([picture], "--psm", "0", "-l", "osd")
    except Unread:
        return 0
    found = re.search(r"^Rotate: (\d+)", answer, re.MULTILINE)  # clockwise
    return -int(found[1]) // 90 % 4 if found else 0


@cache
def _languages(program: str) -> frozenset[str]:
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=_SECONDS, check=False)
    return frozenset(listed.stdout.split())


def _run(pictures: Sequence[Grey], *arguments: str) -> str:
    """The program's answer. Pictures are handed over in memory: what is read may be secret, and leaves no file behind."""
    with ExitStack() as held:
        files = [held.enter_context(_in_memory(_portable(picture))) for picture in pictures]
        listing = held.enter_context(_in_memory("".join(f"{_path(file)}\n" for file in files).encode()))
        command = ["env", _SHARE, "tesseract", _path(listing), "stdout", "--dpi", str(READING), *arguments]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True, pass_fds=[*files, listing])
        except (subprocess.SubprocessError, OSError) as failure:
            raise Unread(type(failure).__name__) from None
    return done.stdout.decode("utf-8", "replace")


@contextmanager
def _in_memory(content: bytes) -> Iterator[int]:
    """A file that has no name and is gone with the last process that holds it."""
    file = os.memfd_create("page")
    try:
        with os.fdopen(file, "wb", closefd=False) as stream:
            stream.write(content)
        yield file
    finally:
        os.close(file)


def _path(file: int) -> str:
    return f"/proc/self/fd/{file}"


def _portable(picture: Grey) -> bytes:
    """As a portable grey map (PGM)."""
    high, wide = picture.shape
    return b"P5\n%d %d\n255\n" % (wide, high) + picture.tobytes()


def _pages(answer: str, count: int) -> list[list[PrintedLine]]:
    try:
        root = ElementTree.fromstring(answer)
    except ElementTree.ParseError:
        raise Unread("hOCR") from None
    pages = [_lines(page) for page in root.iter(f"{_XHTML}div") if page.get("class") == "ocr_page"]
    if len(pages) != count:
        raise Unread("hOCR")
    return pages


def _lines(page: ElementTree.Element) -> list[PrintedLine]:
    spans = [span for span in page.iter(f"{_XHTML}span") if span.get("class") in _LINES]
    return [line for span in spans if (line := _line(span)) is not None]


def _line(span: ElementTree.Element) -> PrintedLine | None:
    """``None`` for one without words; one that does not run level (a page on its side) is not to be trusted."""
    words = tuple(word for part in span.iter(f"{_XHTML}span") if part.get("class") == "ocrx_word" and (word := _word(part)))
    known = _properties(span)
    slope, offset = known.get("baseline", (0.0, 0.0))
    if not words:
        return None
    x0, y0, x1, y1 = known["bbox"]
    if "textangle" in known or abs(slope) > _STEEPEST:
        return PrintedLine(tuple(replace(word, sure=0.0) for word in words), y1, y1 - y0)
    height = known["x_size"][0] - known.get("x_descenders", (0.0,))[0] - known.get("x_ascenders", (0.0,))[0]
    return PrintedLine(words, y1 + offset + slope * (x1 - x0) / 2, height)


def _word(span: ElementTree.Element) -> Word | None:
    text = "".join(span.itertext()).strip().replace("\u2044", "/")  # the model's fraction slash is the slash of codes and dates
    known = _properties(span)
    x0, y0, x1, y1 = known["bbox"]
    return Word(text, (x0, y0, x1, y1), known["x_wconf"][0]) if text else None


def _properties(span: ElementTree.Element) -> dict[str, tuple[float, ...]]:
    """ "bbox 531 411 2138 474; baseline -0.009 -13" """
    parts = (part.strip().partition(" ") for part in span.get("title", "").split(";"))
    return {name: tuple(float(number) for number in _NUMBERS.findall(values)) for name, _, values in parts}
