"""The stored text of a document as HTML, with the cited places marked.

The law: the text content of the HTML is the text, character for character, and the text content of its ``<mark>`` elements is
what the marks cover. Style is shown, marks of style are hidden by the style sheet, nothing is dropped.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from markupsafe import Markup

from api.pages.text_layout import Heading, Paragraph, Row, Table, blocks
from api.pages.text_style import Piece, styled
from corpus.model import Span

MARK_ID = "trich"


def marked_text(
    text: str,
    marks: Iterable[Span] = (),
    places: Mapping[int, Markup] | None = None,
    paragraphs: Sequence[Span] = (),
    headings: Sequence[Heading] = (),
) -> Markup:
    """The whole text. ``places`` maps offsets to empty elements that are put there (page beginnings, targets of links).

    The first mark has the id ``trich``. Headings become ``h3`` to ``h6``, the title (level 0) among the ``h3``.
    """
    writer = _Writer(text, merged(marks, len(text)), places or {})
    written = []
    for block in blocks(text, paragraphs, headings):
        written.append(writer.table(block) if isinstance(block, Table) else writer.paragraph(block))
    return Markup("".join(written))


def marked_line(text: str, marks: Iterable[Span] = ()) -> Markup:
    """A short text in one run, without paragraphs and ids."""
    writer = _Writer(text, merged(marks, len(text)), {}, identify=False)
    return Markup(writer.run(Span(0, len(text))))


def merged(marks: Iterable[Span], length: int) -> list[Span]:
    """The marks in order, clipped to the text, those that touch made one."""
    found: list[Span] = []
    for mark in sorted(Span(max(0, start), min(length, end)) for start, end in marks):
        if mark.start >= mark.end:
            continue
        if found and mark.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(mark.end, found[-1].end))
        else:
            found.append(mark)
    return found


class _Writer:
    def __init__(self, text: str, marks: list[Span], places: Mapping[int, Markup], identify: bool = True) -> None:
        self._text = text
        self._marks = marks
        self._places = places
        self._cuts = sorted({edge for mark in marks for edge in mark} | set(places))
        self._identify = identify

    def paragraph(self, block: Paragraph) -> str:
        words = self.run(block.span)
        if block.level is None:
            printed = self._text[block.span.start : block.span.end].lstrip()
            return f'<p class="item">{words}</p>' if printed[:2] in ("- ", "+ ", "• ", "– ") else f"<p>{words}</p>"
        tag = f"h{min(6, max(3, block.level + 2))}"
        return f'<{tag} class="title">{words}</{tag}>' if block.level == 0 else f"<{tag}>{words}</{tag}>"

    def table(self, table: Table) -> str:
        rows = "".join(self._row(row, table.labels) for row in table.rows)
        kind = "print labelled" if table.labels else "print"
        return f'<div class="scroll" role="region" aria-label="Bảng" tabindex="0"><table class="{kind}">{rows}</table></div>'

    def _row(self, row: Row, labels: Sequence[str]) -> str:
        match row.kind:
            case "rule":
                return f'<tr class="rule"><td>{self.run(row.span)}</td></tr>'
            case "header":
                return "<tr>" + "".join(f'<th scope="col">{self.run(cell, row.pipes)}</th>' for cell in row.cells) + "</tr>"
            case "group":
                return f'<tr class="group">{self._group(row, max(len(labels), len(row.cells)))}</tr>'
            case _:
                return f"<tr>{''.join(self._cells(row, labels))}</tr>"

    def _cells(self, row: Row, labels: Sequence[str]) -> Iterator[str]:
        """The cells under the labels of their columns; cells that the row lacks on its right are put in, blank."""
        fitting = labels if len(row.cells) <= len(labels) else ("",) * len(row.cells)
        for cell, label in zip(row.cells, fitting, strict=False):
            yield self._cell(row, cell, label)
        yield from ('<td class="blank"></td>' for _ in fitting[len(row.cells) :])

    def _group(self, row: Row, columns: int) -> str:
        """The number of the group in a cell of its own, its title over all other columns."""
        if len(row.cells) < 2 or not self._is_filled(row.cells[1]):
            return f'<td colspan="{columns}">{self.run(row.span, row.pipes)}</td>'
        title = Span(row.cells[1].start, row.span.end)
        return f'<td>{self.run(row.cells[0], row.pipes)}</td><td colspan="{columns - 1}">{self.run(title, row.pipes)}</td>'

    def _cell(self, row: Row, cell: Span, label: str) -> str:
        blank = "" if self._is_filled(cell) else ' class="blank"'
        named = f' data-label="{escape(label)}"' if label else ""
        return f"<td{blank}{named}>{self.run(cell, row.pipes)}</td>"

    def _is_filled(self, cell: Span) -> bool:
        return bool(self._text[cell.start : cell.end].strip("| \t\n"))

    def run(self, span: Span, pipes: bool = False) -> str:
        """Inline HTML of a span: its styles inside its marks."""
        written: list[str] = []
        open_mark = False
        for piece in self._cut(styled(self._text, span, pipes)):
            if open_mark and not self._mark_at(piece.start):
                written.append("</mark>")
                open_mark = False
            written.append("<br>" if piece.breaks else "")
            written.append(self._places.get(piece.start, ""))
            if not open_mark and self._mark_at(piece.start):
                written.append(self._opening())
                open_mark = True
            written.append(self._words(piece))
        return "".join(written) + ("</mark>" if open_mark else "")

    def _cut(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """Pieces that no edge of a mark and no place divides."""
        for piece in pieces:
            start, breaks = piece.start, piece.breaks
            index = bisect_right(self._cuts, start)
            while index < len(self._cuts) and self._cuts[index] < piece.end:
                yield piece._replace(start=start, end=self._cuts[index], breaks=breaks)
                start, breaks = self._cuts[index], False
                index += 1
            yield piece._replace(start=start, breaks=breaks)

    def _mark_at(self, offset: int) -> bool:
        index = bisect_right(self._marks, offset, key=lambda mark: mark.start) - 1
        return index >= 0 and offset < self._marks[index].end

    def _opening(self) -> str:
        if not self._identify:
            return "<mark>"
        self._identify = False
        return f'<mark id="{MARK_ID}">'

    def _words(self, piece: Piece) -> str:
        words = escape(self._text[piece.start : piece.end], quote=False).replace("\r", "&#13;").replace("\x00", "\ufffd")
        if piece.hidden:
            return f'<span class="sign">{words}</span>'
        for style in reversed(piece.styles):
            words = f"<{style}>{words}</{style}>"
        return words
