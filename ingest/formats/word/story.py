"""The story of a Word file told in reading order: blocks one by one, with what must be remembered on the way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.model import Notice, Span
from corpus.spelling import CAPITALS
from ingest.admission.secrecy import is_mark
from ingest.formats.printed import clean, join_print
from ingest.formats.word import tables
from ingest.formats.word.numbering import Numbering
from ingest.formats.word.paragraph import LINE_BREAK, PAGE_BREAK, Paragraph, followed_by, read_paragraph
from ingest.formats.word.styles import Styles
from ingest.formats.word.wordml import BLOCKS, TEXT_PATH, Element, child, flow, w
from ingest.reading import Block, Line, Reading, Row

# A manual break before "- X" or "1. X" parts list items; any other wraps one paragraph.
_ITEM = re.compile(r"\s*(?:[-–+•]|\d{1,2}[.)]|[a-zđ]\))\s+[^\W\d_]")
# "TM. ỦY BAN NHÂN DÂN" | "CHỦ TỊCH" | "Nguyễn Văn An": a signature set in one paragraph is parted at its breaks
_AUTHORITY = re.compile(r"\W*(?:(?:KT|TM|TL|TUQ|Q)\.|[TK]/[MTL]\s)")
_FEWEST_LINES = 2
_NAME = re.compile(rf"[{CAPITALS}]\w*(?:\s+[{CAPITALS}]\w*){{1,5}}")

_NOTICES = {
    "tracked_changes": "Tệp còn thay đổi được theo dõi (Track Changes) chưa chốt: chữ thêm được giữ, chữ xóa bị bỏ. "
    "Hãy đối chiếu với bản đã ký.",
    "hidden_text": "Tệp có chữ ẩn (Hidden): chữ ẩn không in ra nên không được đọc.",
    "vertical_merge": "Bảng có ô gộp dọc qua nhiều hàng: giá trị của ô được dùng cho mọi việc mà ô gộp phủ tới. Hãy kiểm tra.",
    "embedded_object": "Tệp có đối tượng nhúng (bảng tính, hình vẽ) mà chữ bên trong không đọc được.",
}


@dataclass(frozen=True, slots=True)
class Parts:
    """The XML roots of one file; ``furniture`` are its running headers and footers."""

    body: Element
    styles: Element | None = None
    numbering: Element | None = None
    notes: dict[str, Element] | None = None
    furniture: tuple[Element, ...] = ()


def told(parts: Parts) -> Reading:
    """The whole file as read; endnotes close it."""
    story = _Story(parts)
    for root in parts.furniture:
        story.furniture(root)
    story.flow(parts.body)
    story.close_notes("endnotes")
    return story.reading()


class _Story:
    """Builds the text block by block."""

    def __init__(self, parts: Parts) -> None:
        self._styles = Styles(parts.styles)
        self._numbering = Numbering(parts.numbering, self._styles)
        self._notes = {kind: _notes(root) for kind, root in (parts.notes or {}).items()}
        self._text: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._tables = 0
        self._met: dict[str, list[Span]] = {}
        self._open_notes: dict[str, list[str]] = {"footnotes": [], "endnotes": []}

    def reading(self) -> Reading:
        met = (Notice(code, message, tuple(self._met[code])) for code, message in _NOTICES.items() if code in self._met)
        return Reading("".join(self._text), tuple(self._blocks), notices=tuple(met))

    def furniture(self, root: Element) -> None:
        """Running headers, footers and watermarks are left out, but for stamps: those decide what may be kept at all."""
        words = [clean("".join(node.text or "" for node in p.iter(w("t")))) for p in root.iter(w("p"))]
        words += [clean(node.get("string", "")) for node in root.iter(TEXT_PATH)]
        for text in dict.fromkeys(words):
            if is_mark(text):
                self._line(text)

    def flow(self, container: Element, parted: bool = False) -> None:
        """All blocks of a body, cell or text box. ``parted``: a manual break parts printed lines (head, signature)."""
        for part in self._parts(container):
            if isinstance(part, Paragraph):
                self._paragraph(part, parted)
            else:
                self._table(part)
            if not parted:
                self.close_notes("footnotes")

    def close_notes(self, kind: str) -> None:
        """The notes referred to since the last call, as lines of their own, each once."""
        for identifier in self._open_notes[kind]:
            note = self._notes.get(kind, {}).pop(identifier, None)
            if note is not None:
                self._line(join_print(self._pieces(note)[0]), footnote=True)
        self._open_notes[kind].clear()

    def _parts(self, container: Element) -> Iterator[Paragraph | Element]:
        """The paragraphs read, and the tables; a paragraph whose end was deleted comes with the next one."""
        waiting: Paragraph | None = None
        for element in flow(container, BLOCKS):
            if element.tag != w("p"):
                yield element
                continue
            paragraph = read_paragraph(element, self._styles, self._numbering)
            paragraph = followed_by(waiting, paragraph) if waiting else paragraph
            waiting = paragraph if paragraph.runs_on else None
            if not waiting:
                yield paragraph
        if waiting:
            yield waiting

    def _paragraph(self, paragraph: Paragraph, parted: bool) -> None:
        first = len(self._blocks)
        if paragraph.text.strip():
            for text in _printed_lines(paragraph.mark + paragraph.text.lstrip(LINE_BREAK + PAGE_BREAK), parted):
                self._line(text, bold=paragraph.bold)
        self._note(paragraph)
        self._meet(paragraph.oddities, [block.span for block in self._blocks[first:]])
        for box in paragraph.boxes:
            if box.tag == TEXT_PATH:
                self._line(clean(box.get("string", "")))
            else:
                self.flow(box, parted=True)

    def _table(self, table: Element) -> None:
        rows = tables.grid(table)
        if any(child(row, "trPr", name) is not None for row in table.iter(w("tr")) for name in ("ins", "del")):
            self._meet({"tracked_changes"}, ())
        if tables.is_layout(table, rows, self._styles):
            for group in tables.reading_order(rows):
                for cell in group:
                    self.flow(cell.element, parted=True)
        else:
            self._tables += 1
            self._rows(rows)

    def _rows(self, rows: list[list[tables.Cell]]) -> None:
        """Data rows; a row without any words is padding and left out."""
        width = tables.width(rows)
        above: dict[int, Span] = {}
        for row in rows:
            texts, oddities = [""] * width, set[str]()
            for cell in (cell for cell in row if not cell.covered):
                pieces, odd = self._pieces(cell.element)
                texts[cell.column] = join_print([texts[cell.column], *pieces])
                oddities |= odd
            if any(texts):
                spans = self._row(texts, frozenset(cell.column for cell in row if cell.covered))
                self._meet(oddities, [Span(spans[0].start, spans[-1].end)])
                shared = [above[cell.column] for cell in row if cell.covered and texts[0] and cell.column in above]
                self._meet({"vertical_merge"} if any(start < end for start, end in shared) else (), shared)
                above |= {cell.column: spans[cell.column] for cell in row if not cell.covered}

    def _row(self, texts: list[str], covered: frozenset[int]) -> list[Span]:
        spans: list[Span] = []
        start = self._length
        for text in texts:
            spans.append(Span(start, start + len(text)))
            start += len(text) + 1
        self._add("\t".join(texts), Row(tuple(spans), self._tables, covered=covered))
        return spans

    def _pieces(self, container: Element) -> tuple[list[str], set[str]]:
        """The printed lines of a cell or note, its text boxes and inner tables included, and what is odd about them."""
        pieces: list[str] = []
        oddities: set[str] = set()
        for part in self._parts(container):
            if isinstance(part, Paragraph):
                self._note(part)
                pieces += (part.mark + part.text).replace(PAGE_BREAK, LINE_BREAK).split(LINE_BREAK)
                oddities |= part.oddities
                inner = part.boxes
            else:
                inner = [cell.element for row in tables.grid(part) for cell in row if not cell.covered]
            for element in inner:
                more, odd = self._pieces(element)
                pieces += more
                oddities |= odd
        return pieces, oddities

    def _note(self, paragraph: Paragraph) -> None:
        for kind, identifier in paragraph.notes:
            self._open_notes[kind].append(identifier)

    def _meet(self, codes: Iterable[str], spans: Iterable[Span]) -> None:
        for code in codes:
            self._met.setdefault(code, []).extend(span for span in spans if span.start < span.end)

    def _line(self, text: str, bold: bool = False, footnote: bool = False) -> None:
        if text:
            span = Span(self._length, self._length + len(text))
            self._add(text, Line(span, begins=True, bold=bold, footnote=footnote))

    def _add(self, text: str, block: Block) -> None:
        self._text.append(text + "\n")
        self._length += len(text) + 1
        self._blocks.append(block)


def _printed_lines(text: str, parted: bool) -> list[str]:
    """A paragraph's lines: parted at page breaks, before list items, and everywhere where ``parted``; else put together."""
    lines: list[list[str]] = []
    for page in text.split(PAGE_BREAK):
        first, *pieces = printed = page.split(LINE_BREAK)
        lines.append([first])
        signed = _is_signature(printed)
        for piece in pieces:
            if parted or signed or _ITEM.match(piece):
                lines.append([piece])
            else:
                lines[-1].append(piece)
    return [join_print(line) for line in lines]


def _is_signature(printed: list[str]) -> bool:
    """Whether printed lines begin with an office in capitals and end with a name, or begin with the authority to sign."""
    lines = [line.strip() for line in printed if line.strip()]
    if len(lines) < _FEWEST_LINES or not lines[0].isupper():
        return False
    return _AUTHORITY.match(lines[0]) is not None or _NAME.fullmatch(lines[-1]) is not None


def _notes(root: Element) -> dict[str, Element]:
    """The notes by id; separators carry a type and are no notes."""
    return {note.get(w("id")): note for note in root if note.get(w("type")) in (None, "normal")}
