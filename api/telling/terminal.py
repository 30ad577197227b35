"""Words on a terminal: aligned, wrapped, coloured only where somebody looks."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import time
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, TextIO

_STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}


def width_of_terminal() -> int:
    return max(60, min(shutil.get_terminal_size((100, 24)).columns, 140))


def styled(text: str, *styles: str, stream: TextIO | None = None) -> str:
    """The text in ANSI styles on a terminal, plain elsewhere and where ``NO_COLOR`` is set."""
    stream = stream or sys.stdout
    if not stream.isatty() or os.environ.get("NO_COLOR"):
        return text
    return f"\x1b[{';'.join(_STYLES[s] for s in styles)}m{text}\x1b[0m"


def say(text: str = "") -> None:
    sys.stdout.write(safe(text) + "\n")


def say_all(lines: Iterable[str]) -> None:
    for line in lines:
        say(line)


def dump(value: Any) -> None:
    """For programs: JSON."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def safe(text: str) -> str:
    """A document's control characters never reach the terminal (our own colours are kept)."""
    if text.isprintable():  # nearly every line
        return text
    return "".join(c for c in text if c in "\n\t\x1b" or unicodedata.category(c) != "Cc")


def printable(text: str) -> str:
    """Words of a document for one line: no control characters at all."""
    if text.isprintable():
        return text
    return "".join(c if unicodedata.category(c) != "Cc" else " " for c in text)


def wrapped(text: str, indent: int, first: str = "") -> Iterator[str]:
    """Lines of at most the terminal's width; the first begins with ``first``, the others are indented."""
    lines = _line(width_of_terminal() - indent).findall(printable(text)) or [""]
    yield first.ljust(indent) + lines[0]
    yield from (" " * indent + line for line in lines[1:])


@cache
def _line(width: int) -> re.Pattern[str]:
    """As many words as fit, or so much of a longer one; no number is cut at its hyphen. ``textwrap`` takes 25 times as long."""
    return re.compile(rf"\S(?:.{{0,{width - 2}}}\S)?(?=\s|$)|\S{{{width}}}")


def table(rows: Iterable[tuple[str, ...]], header: tuple[str, ...]) -> Iterator[str]:
    """Columns as wide as their widest cell; the last one runs on."""
    cells = [tuple(printable(cell) for cell in row) for row in rows]
    widths = [max((len(row[i]) for row in (header, *cells)), default=0) for i in range(len(header))]
    for number, row in enumerate((header, *cells)):
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        yield styled(line, "bold") if number == 0 else line


class Progress:
    """A bar on stderr with what is done, the pages so far and how many a second; drawn only on a terminal."""

    def __init__(self, total: int, stream: TextIO | None = None) -> None:
        self._total = total
        self._done = self._pages = 0
        self._began = time.monotonic()
        self._stream = stream or sys.stderr
        self._shown = self._stream.isatty() and total > 1
        self._draw("")

    def step(self, name: str, pages: int = 0) -> None:
        """One more file is done; ``name`` says which, ``pages`` how long it was (0: not known)."""
        self._done += 1
        self._pages += pages
        self._draw(name)

    def reach(self, done: int) -> None:
        """So many are done; the bar goes with the last."""
        self._done = done
        self._draw("")
        if done >= self._total:
            self.close()

    def close(self) -> None:
        if self._shown:
            self._stream.write("\r\x1b[K")

    def _draw(self, name: str) -> None:
        if not self._shown:
            return
        total = max(self._total, self._done)  # an archive holds more files than one
        filled = 24 * self._done // total
        rate = self._pages / max(time.monotonic() - self._began, 0.001)
        read = f" · {self._pages} trang, {rate:.0f} trang/giây" if self._pages else ""
        bar = "█" * filled + "·" * (24 - filled)
        self._stream.write(f"\r\x1b[K{bar} {self._done}/{total}{read} {printable(name)[-40:]}")
        self._stream.flush()
