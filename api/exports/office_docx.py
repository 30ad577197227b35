"""A paper in an office's form as a Word file: Times New Roman, A4, headings, paragraphs, ruled tables with a repeated head."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

Style = Literal["plain", "bold", "italic", "removed", "added", "note"]
Runs = tuple[tuple[str, Style], ...]
_FACE = "Times New Roman"
_RED, _GREY = RGBColor(0x8C, 0x1D, 0x18), RGBColor(0x55, 0x55, 0x55)


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 0 is the title of the paper."""

    words: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs
    centred: bool = False
    indent: float = 0.0  # in centimetres


@dataclass(frozen=True, slots=True)
class Table:
    """``columns`` are (title, width in centimetres); a row of one cell goes over all of them."""

    columns: tuple[tuple[str, float], ...]
    rows: tuple[tuple[Runs, ...], ...]


Block = Heading | Paragraph | Table


def plain(words: str, style: Style = "plain") -> Runs:
    return ((words, style),)


def paper(blocks: Sequence[Block], title: str, *, landscape: bool = False, stamp: str = "") -> bytes:
    """The file's bytes. ``stamp`` stands at the head of every page ("DỰ THẢO")."""
    made: Any = Document()
    _set_up(made, landscape)
    made.core_properties.title, made.core_properties.author = _clean(title), "Tra cứu"
    if stamp:
        _stamp(made.sections[0], stamp)
    for block in blocks:
        match block:
            case Heading():
                _heading(made, block)
            case Paragraph():
                _paragraph(made, block)
            case Table():
                _table(made, block)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def _set_up(made: Any, landscape: bool) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if landscape else (Cm(21), Cm(29.7))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.left_margin, section.right_margin = (Cm(2), Cm(1.5)) if landscape else (Cm(3), Cm(1.5))
    section.top_margin = section.bottom_margin = Cm(2)
    style = made.styles["Normal"]
    style.font.name, style.font.size = _FACE, Pt(12 if landscape else 13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FACE)
    style.paragraph_format.space_after = Pt(4)


def _stamp(section: Any, words: str) -> None:
    line = section.header.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = line.add_run(words)
    run.font.bold, run.font.size, run.font.color.rgb = True, Pt(13), _RED


def _heading(made: Any, block: Heading) -> None:
    line = made.add_heading(level=block.level) if block.level else made.add_paragraph()
    run = line.add_run(_clean(block.words))
    run.font.name, run.font.bold, run.font.color.rgb = _FACE, True, RGBColor(0, 0, 0)
    run._element.rPr.rFonts.set(qn("w:eastAsia"), _FACE)
    run.font.size = Pt({0: 15, 1: 13, 2: 13}.get(block.level, 12))
    if block.level == 0:
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _paragraph(made: Any, block: Paragraph) -> None:
    line = made.add_paragraph()
    line.paragraph_format.left_indent = Cm(block.indent)
    if block.centred:
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.keep_with_next = all(style in ("bold", "italic") for _, style in block.runs) or None
    _runs(line, block.runs)


def _table(made: Any, block: Table) -> None:
    table = made.add_table(rows=1, cols=len(block.columns))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for cell, (title, _) in zip(table.rows[0].cells, block.columns, strict=True):
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        _runs(cell.paragraphs[0], plain(title, "bold"), 11)
    _mark(table.rows[0], "w:tblHeader")
    for row in block.rows:
        added = table.add_row()
        _mark(added, "w:cantSplit")
        cells = added.cells
        if len(row) == 1:
            cells[0].merge(cells[-1])
        for cell, runs in zip(cells, row, strict=False):
            _runs(cell.paragraphs[0], runs, 11)
    for column, (_, width) in zip(table.columns, block.columns, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _mark(row: Any, name: str) -> None:
    """``w:tblHeader``: the row stands on every page; ``w:cantSplit``: no page cuts it."""
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _runs(line: Any, runs: Runs, size: int | None = None) -> None:
    for words, style in runs:
        run = line.add_run(_clean(words))
        run.font.bold, run.font.italic = style == "bold" or None, style in ("italic", "note") or None
        run.font.strike = style == "removed" or None
        run.font.underline = style == "added" or None
        if style == "note":
            run.font.color.rgb = _GREY
        if size:
            run.font.size = Pt(size)


def _clean(words: str) -> str:
    """What XML may not hold, and control characters, become blanks."""
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs") else " " for c in words)
