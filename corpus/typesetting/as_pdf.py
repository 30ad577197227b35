"""How does a paper look as a PDF with a text layer? A4, body upright, annexes usually across, page numbers at the top."""

from __future__ import annotations

from html import escape
from pathlib import Path

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT  # type: ignore[import-untyped]
from reportlab.lib.pagesizes import A4, landscape  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.lib.units import cm  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFError, TTFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]
from reportlab.platypus import (  # type: ignore[import-untyped]
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
)
from reportlab.platypus import Paragraph as PdfParagraph

from corpus.typesetting.paper import Annex, Paper
from corpus.typesetting.ruled_table import RuledTable

_FACES = {"": "", "b": "-Bold", "i": "-Italic", "bi": "-BoldItalic"}
_FAMILY = "DejaVuSerifCondensed"  # Debian's Liberation Serif has no Vietnamese letters
_SCALE = 0.86  # DejaVu runs wider than Times: with this, a line holds as many words as the decree's sizes give
_MARGIN = 2 * cm


def write_pdf(paper: Paper, path: Path) -> None:
    """Write ``paper`` as PDF; with the same words and fonts the bytes are the same.

    Raises ``LookupError`` where a face of DejaVu Serif Condensed is missing.
    """
    _register_fonts()
    document = BaseDocTemplate(
        str(path), pagesize=A4, invariant=1, title=paper.title, author=" ".join(paper.issuer), pageTemplates=_pages()
    )
    story: list[Flowable] = [*_head(paper), *_body(paper), *_signature(paper)]
    for annex in paper.annexes:
        story += _annex(annex)
    document.build(story)


def _register_fonts() -> None:
    for face in _FACES.values():
        try:
            pdfmetrics.registerFont(TTFont(_FAMILY + face, f"{_FAMILY}{face}.ttf"))
        except TTFError as error:
            raise LookupError(f"không tìm thấy phông {_FAMILY}{face}.ttf; cài gói fonts-dejavu-extra rồi chạy lại") from error


def _pages() -> list[PageTemplate]:
    """Each part of a paper begins on a ``… first`` page, which carries no number, and goes on by itself."""
    width, height = A4
    upright = Frame(3 * cm, _MARGIN, width - 5 * cm, height - 2 * _MARGIN, 0, 0, 0, 0)
    across = Frame(_MARGIN, _MARGIN, height - 2 * _MARGIN, width - 2 * _MARGIN, 0, 0, 0, 0)
    parts = (("upright", upright, A4), ("across", across, landscape(A4)))
    first = [
        PageTemplate(f"{name} first", [frame], onPage=_begin_part, pagesize=size, autoNextPageTemplate=name)
        for name, frame, size in parts
    ]
    return first + [PageTemplate(name, [frame], onPage=_number_page, pagesize=size) for name, frame, size in parts]


def _begin_part(_canvas: Canvas, document: BaseDocTemplate) -> None:
    document.part_begins = document.page


def _number_page(canvas: Canvas, document: BaseDocTemplate) -> None:
    """The number of the page within its part, centred at the top (Nghị định 30/2020, Phụ lục I)."""
    width, height = document.pageTemplate.pagesize
    canvas.setFont(_FAMILY, 13 * _SCALE)
    canvas.drawCentredString(width / 2, height - 1.3 * cm, str(document.page - document.part_begins + 1))


class _Rule(Flowable):  # type: ignore[misc]
    """A centred line over ``share`` of the width it stands in."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self._share = share

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        return width, 8

    def draw(self) -> None:
        inset = self.width * (1 - self._share) / 2
        self.canv.setLineWidth(0.7)
        self.canv.line(inset, 5, self.width - inset, 5)


def _style(size: float, align: int = TA_LEFT, face: str = "", **rest: float) -> ParagraphStyle:
    """``size`` as the decree gives it for Times; ``face`` is ``b``, ``i``, ``bi`` or nothing."""
    points = size * _SCALE
    name = _FAMILY + _FACES[face]
    return ParagraphStyle(name, fontName=name, fontSize=points, leading=points * 1.3, alignment=align, splitLongWords=0, **rest)


def _text(text: str, style: ParagraphStyle) -> PdfParagraph:
    return PdfParagraph(escape(text).replace("\n", "<br/>"), style)


def _head(paper: Paper) -> list[Flowable]:
    plain, bold = _style(13, TA_CENTER), _style(13, TA_CENTER, "b")
    mark = _text("*", plain) if paper.family == "party" else _Rule(0.35)
    left = [*(_text(line, plain) for line in paper.superior), *(_text(line, bold) for line in paper.issuer), mark]
    right = [*(_text(line, bold) for line in paper.motto), _Rule(0.62)]
    left.append(_text(paper.number.replace("  ", "\u00a0 "), plain))
    right.append(_text(paper.place_date, _style(13, TA_CENTER, "i")))
    title = _style(14, TA_CENTER, "b")
    under = _Rule(0.22)
    return [_columns([left, right], 0.44), Spacer(0, 16), _text(paper.type, title), _text(paper.title, title), under]


def _columns(cells: list[list[Flowable]], share: float) -> Table:
    width = A4[0] - 5 * cm
    table = Table([cells], colWidths=[width * share, width * (1 - share)])
    table.setStyle(
        [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]
    )
    return table


def _body(paper: Paper) -> list[Flowable]:
    running = _style(14, TA_JUSTIFY, firstLineIndent=1.27 * cm, spaceBefore=6)
    heading = _style(14, TA_JUSTIFY, "b", firstLineIndent=1.27 * cm, spaceBefore=6, keepWithNext=1)
    return [_text(paragraph.text, heading if paragraph.level else running) for paragraph in paper.body]


def _signature(paper: Paper) -> list[Flowable]:
    bold = _style(14, TA_CENTER, "b")
    left = [_text("Nơi nhận:", _style(12, TA_LEFT, "bi"))]
    left += [_text(f"- {recipient}", _style(11)) for recipient in paper.recipients]
    right = [*(_text(line, bold) for line in paper.signer_office), Spacer(0, 60), _text(paper.signer, bold)]
    return [Spacer(0, 16), _columns([left, right], 0.48)]


def _annex(annex: Annex) -> list[Flowable]:
    template, width = ("across", A4[1] - 2 * _MARGIN) if annex.landscape else ("upright", A4[0] - 5 * cm)
    bold, italic = _style(13, TA_CENTER, "b"), _style(13, TA_CENTER, "i")
    titles = [_text(annex.label, bold), _text(annex.title, bold), _text(annex.caption, italic)]
    return [NextPageTemplate(f"{template} first"), PageBreak(), *titles, Spacer(0, 10), _table(annex, width)]


def _table(annex: Annex, width: float) -> RuledTable:
    widths = [width * share / sum(annex.widths) for share in annex.widths]
    head, group, first, cell = _style(12, TA_CENTER, "b"), _style(12, TA_LEFT, "b"), _style(12, TA_CENTER), _style(12)
    rows = [[_text(title, head) for title in annex.columns]]
    for row in annex.rows:
        if len(row) < len(annex.columns):
            rows.append([_text(row[0], head), _text(row[1], group)])
        else:
            rows.append([_text(text, cell if column else first) for column, text in enumerate(row)])
    return RuledTable(rows, widths)
