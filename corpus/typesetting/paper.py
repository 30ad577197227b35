"""What is one sample paper, before it is laid out: its head, body, signature and annexes, read from ``sources/*.toml``.

In ``body`` one line is one paragraph; ``# `` opens a heading of the first level, ``## `` of the second. In an annex a row of
two cells is a group row (La Mã, title); every other row has one cell a column, and a line break inside a cell is printed.
"""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

SOURCES = Path(__file__).with_name("sources")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body; ``level`` is 0 for running text, else the depth of the heading."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Annex:
    """One annex (phụ lục) with its table; ``widths`` are shares of the printed width, in any unit."""

    label: str
    title: str
    caption: str
    columns: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    landscape: bool

    @property
    def tasks(self) -> int:
        """The number of task rows: every row but the group rows."""
        return sum(len(row) == len(self.columns) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper to lay out. ``family`` chooses the head of Nghị định 30/2020 or of Hướng dẫn 36-HD/VPTW.

    ``automatic_stt`` and ``automatic_body`` ask for Word's own numbering in the first column and in the body; ``dialect`` is
    the shape of a text file.
    """

    file: str
    family: Literal["state", "party"]
    superior: tuple[str, ...]
    issuer: tuple[str, ...]
    number: str
    place_date: str
    type: str
    title: str
    body: tuple[Paragraph, ...]
    signer_office: tuple[str, ...]
    signer: str
    recipients: tuple[str, ...]
    annexes: tuple[Annex, ...] = ()
    dialect: Literal["tabs", "pipes", "list"] = "tabs"
    automatic_stt: bool = False
    automatic_body: bool = False

    @property
    def motto(self) -> tuple[str, ...]:
        """The right-hand head: quốc hiệu and tiêu ngữ, or the Party's one line."""
        if self.family == "party":
            return ("ĐẢNG CỘNG SẢN VIỆT NAM",)
        return ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def load_papers(folder: Path = SOURCES) -> tuple[Paper, ...]:
    """Every paper of ``folder``, in the order of the file names."""
    return tuple(load_paper(source) for source in sorted(folder.glob("*.toml")))


def load_paper(source: Path) -> Paper:
    """One source file; a name that ``Paper`` does not know, or one that is missing, raises ``TypeError``."""
    fields: dict[str, Any] = tomllib.loads(unicodedata.normalize("NFC", source.read_text(encoding="utf-8")))
    annexes = tuple(_annex(annex) for annex in fields.pop("annex", ()))
    body = tuple(_paragraph(line) for line in fields.pop("body").strip().splitlines())
    return Paper(body=body, annexes=annexes, **{name: _frozen(value) for name, value in fields.items()})


def _annex(fields: dict[str, Any]) -> Annex:
    rows = tuple(tuple(row) for row in fields.pop("rows"))
    return Annex(rows=rows, landscape=fields.pop("landscape", True), **{name: _frozen(value) for name, value in fields.items()})


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _paragraph(line: str) -> Paragraph:
    marks, _, text = line.partition(" ")
    return Paragraph(len(marks), text) if marks in {"#", "##"} else Paragraph(0, line)
