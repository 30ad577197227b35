"""How does a paper look as a Word file? A4, Times New Roman 14, the head and the signature in borderless tables."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from corpus.typesetting.paper import Annex, Paper
from corpus.typesetting.word_numbering import Numbering

_FONT = "Times New Roman"
_SAVED = datetime(2026, 4, 24, 8, 0, 0)  # every file says this, whenever it is laid out
_PRINTED_NUMBER = re.compile(r"(?P<label>-|\d+\.)\s+")  # "- Mục đích", "2. Giao Văn phòng Sở"


def write_word(paper: Paper, path: Path) -> None:
    """Write ``paper`` as DOCX; with the same words the bytes are the same."""
    document = Document()
    _style(document)
    _page(document.sections[0], landscape=False)
    numbering = Numbering(document)
    _head(document, paper)
    _body(document, paper, numbering)
    _signature(document, paper)
    for annex in paper.annexes:
        _annex(document, annex, numbering if paper.automatic_stt else None)
    properties = document.core_properties
    properties.author = properties.last_modified_by = " ".join(paper.issuer)
    properties.title, properties.created, properties.modified = paper.title, _SAVED, _SAVED
    path.write_bytes(_frozen(document))


def _style(document: WordDocument) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(14)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    normal.paragraph_format.space_after = Pt(0)


def _page(section: Section, *, landscape: bool) -> None:
    """A4 with the margins of Nghị định 30/2020; the page number stands at the top, from page 2 of each part."""
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if landscape else (Cm(21), Cm(29.7))
    section.top_margin = section.bottom_margin = section.right_margin = Cm(2)
    section.left_margin = Cm(2 if landscape else 3)
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = False
    for inherited in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(inherited)
    start = parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>')
    section._sectPr.insert_element_before(start, "w:cols", "w:titlePg", "w:docGrid")
    number = section.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    number._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>'))


def _head(document: WordDocument, paper: Paper) -> None:
    left, right = _halves(document)
    for line in paper.superior:
        _line(left, line, size=12)
    for line in paper.issuer:
        _line(left, line, size=12, bold=True)
    _rule(left, "*" if paper.family == "party" else "", indent=Cm(2.2))
    _line(left, paper.number, size=13)
    for line in paper.motto:
        _line(right, line, size=12, bold=True)
    _rule(right, "", indent=Cm(2))
    _line(right, paper.place_date, size=13, italic=True)
    _text(document.add_paragraph(), paper.type, bold=True, before=14)
    _text(document.add_paragraph(), paper.title, bold=True)
    document.add_paragraph()


def _halves(document: WordDocument) -> tuple[_Cell, _Cell]:
    """The two cells of a borderless table over the page's width, kept on one page."""
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    left, right = table.rows[0].cells
    for cell, column, width in zip((left, right), table.columns, (Cm(6.4), Cm(9.6)), strict=True):
        cell.width = column.width = width
    return left, right


def _line(cell: _Cell, text: str, *, size: int, bold: bool = False, italic: bool = False) -> None:
    """One centred line of a head or a signature; the empty paragraph a new cell has is used first."""
    first = cell.paragraphs[0]
    paragraph = first if len(cell.paragraphs) == 1 and not first.runs else cell.add_paragraph()
    paragraph.alignment = ALIGN.CENTER
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic


def _rule(cell: _Cell, text: str, *, indent: Cm) -> None:
    """The short line under an issuer's name or a motto, the Party's star instead where ``text`` is one."""
    paragraph = cell.add_paragraph()
    paragraph.alignment = ALIGN.CENTER
    paragraph.add_run(text).font.size = Pt(13 if text else 2)
    if text:
        return
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = indent
    paragraph.paragraph_format.line_spacing = Pt(6)
    top = '<w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/>'
    border = parse_xml(f"<w:pBdr {nsdecls('w')}>{top}</w:pBdr>")
    paragraph._p.get_or_add_pPr().insert_element_before(border, "w:spacing", "w:ind", "w:jc")


def _text(paragraph: WordParagraph, text: str, *, bold: bool = False, italic: bool = False, before: int = 0) -> None:
    paragraph.alignment = ALIGN.CENTER
    paragraph.paragraph_format.space_before = Pt(before)
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic


def _body(document: WordDocument, paper: Paper, numbering: Numbering) -> None:
    for source in paper.body:
        printed = _PRINTED_NUMBER.match(source.text) if paper.automatic_body and not source.level else None
        paragraph = document.add_paragraph()
        paragraph.alignment = ALIGN.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Cm(1.27)
        paragraph.paragraph_format.space_before = Pt(6)
        paragraph.paragraph_format.keep_with_next = source.level > 0
        paragraph.add_run(source.text[printed.end() :] if printed else source.text).bold = source.level > 0
        if printed:
            numbering.number(paragraph, printed["label"])


def _signature(document: WordDocument, paper: Paper) -> None:
    for kept in (document.paragraphs[-1], document.add_paragraph()):  # a signature never stands alone on a page
        kept.paragraph_format.keep_with_next = True
    left, right = _halves(document)
    heading = left.paragraphs[0].add_run("Nơi nhận:")
    heading.font.size, heading.bold, heading.italic = Pt(12), True, True
    for recipient in paper.recipients:
        left.add_paragraph().add_run(f"- {recipient}").font.size = Pt(11)
    for line in paper.signer_office:
        _line(right, line, size=13, bold=True)
    for line in ("", "", "", paper.signer):
        right.add_paragraph().alignment = ALIGN.CENTER
        right.paragraphs[-1].add_run(line).bold = True


def _annex(document: WordDocument, annex: Annex, numbering: Numbering | None) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _page(section, landscape=annex.landscape)
    _text(document.add_paragraph(), annex.label, bold=True)
    _text(document.add_paragraph(), annex.title, bold=True)
    _text(document.add_paragraph(), annex.caption, italic=True)
    document.add_paragraph()
    table = document.add_table(rows=0, cols=len(annex.columns), style="Table Grid")
    table.autofit = False
    printed = section.page_width - section.left_margin - section.right_margin
    for column, share in zip(table.columns, annex.widths, strict=True):
        column.width = int(printed * share / sum(annex.widths))
    _add_row(table, annex.columns, bold=True)
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for row in annex.rows:
        group = len(row) < len(annex.columns)
        automatic = numbering is not None and not group
        _add_row(table, ("", *row[1:]) if automatic else row, bold=group)
        if numbering and automatic:
            numbering.number_cell(table.rows[-1].cells[0].paragraphs[0], row[0])


def _add_row(table: Table, row: tuple[str, ...], *, bold: bool) -> None:
    """Print ``row`` as a new last row; a group row's title is merged over the columns after the first."""
    header = not table.rows
    cells = table.add_row().cells  # type: ignore[no-untyped-call]
    for cell, column in zip(cells, table.columns, strict=True):
        cell.width = column.width or 0
    if len(row) < len(cells):
        cells[1].merge(cells[-1])
    for number, text in enumerate(row):
        paragraph = cells[number].paragraphs[0]
        paragraph.alignment = ALIGN.CENTER if header or number == 0 else ALIGN.LEFT
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        run = paragraph.add_run(text)
        run.font.size, run.bold = Pt(12), bold


def _frozen(document: WordDocument) -> bytes:
    """The file's bytes with one fixed time on every member of the archive."""
    saved, frozen = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(frozen, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _SAVED.timetuple()[:6]), source.read(name), zipfile.ZIP_DEFLATED)
    return frozen.getvalue()
