"""Web pages (.html): what a browser would print, saved from a portal or by Word.

Paragraphs, headings, lists with their signs and tables with merged cells; programs, styles, navigation and hidden elements are
left out. Only the file itself is read, nothing is fetched. A page has no printed pages and no boxes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.errors import Refused
from corpus.model import Notice, Span
from ingest.admission.encoding import decoded
from ingest.admission.legacy import CONVERTIBLE, converted_notice, encoding_of_font, from_font, suspected_encoding, to_unicode
from ingest.formats.composer import Composer
from ingest.formats.counting import counted
from ingest.formats.markup import tables
from ingest.formats.markup.style import font_of, is_bold, is_concealed, is_hidden, list_sign
from ingest.formats.markup.tables import Cell
from ingest.formats.markup.tree import BLOCKS, Node, tree
from ingest.formats.printed import clean, join_print
from ingest.reading import Reading

_MAX_LETTERS = 20_000_000
_CHARSET = re.compile(rb"""<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_HEAD = 4096
# An item that carries its sign in its own words: "- Đơn vị thực hiện", "a) …", "1. …".
_OWN_SIGN = re.compile(r"(?:[-–—+•*]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\)|[IVXL]{1,5}\.)\s")
_NOTE_MARK = re.compile(r"#?_(?:ftn|edn)")  # Word's anchors: the raised number of a footnote, in the text and before the note
_NOTE = re.compile(r"(?:ftn|edn)\d")


def read(path: Path) -> Reading:
    """The words of a page that ``gate.kind_of`` let in.

    Raises ``Refused``: ``unknown_encoding``, ``unknown_format`` (bytes 0), ``too_large``, ``no_text`` (nothing is printed).
    """
    data = path.read_bytes()
    declared = _CHARSET.search(data[:_HEAD])
    page = decoded(data, declared[1].decode("ascii", "replace") if declared else None)
    if len(page) > _MAX_LETTERS:
        raise Refused(f"Trang “{path.name}” quá dài. Hãy chỉ lưu phần văn bản rồi nạp lại.", "too_large")
    root = tree(page)
    reading = _told(root, None)
    suspect = suspected_encoding(reading.text)
    if suspect in CONVERTIBLE:
        reading = _told(root, suspect)
    if not any(character.isalpha() for character in reading.text):
        raise Refused(f"Trang “{path.name}” không có chữ nào. Hãy mở trang, lưu lại đầy đủ rồi nạp lại.", "no_text")
    if suspected_encoding(reading.text):
        message = f"Trang “{path.name}” dùng bảng mã cũ, có vẻ là {suspect}. Hãy chuyển sang Unicode rồi nạp lại."
        raise Refused(message, "unknown_encoding")
    return reading


@dataclass(frozen=True, slots=True)
class _Look:
    """How the words at hand print: ``sign`` is that of the list around them."""

    bold: bool = False
    font: str = ""
    as_typed: bool = False
    footnote: bool = False
    sign: str = "bullet"


@dataclass(slots=True)
class _Met:
    """What a person should know of; ``forced`` is the encoding of a page whose fonts do not name it."""

    forced: str | None
    concealed: bool = False
    shared: list[Span] = field(default_factory=list)
    encodings: set[str] = field(default_factory=set)


def _told(root: Node, forced: str | None) -> Reading:
    met = _Met(forced, encodings={forced} if forced else set())
    teller = _Teller(met)
    teller.flow(root, _Look())
    teller.flush(_Look())
    notices = []
    if met.concealed:
        notices.append(Notice("hidden_text", "Trang có phần bị ẩn: phần ẩn không hiện ra nên không được đọc."))
    if met.shared:
        message = "Bảng có ô gộp dọc qua nhiều hàng: giá trị của ô được dùng cho mọi việc mà ô gộp phủ tới. Hãy kiểm tra."
        notices.append(Notice("vertical_merge", message, tuple(met.shared)))
    if met.encodings:
        notices.append(converted_notice(met.encodings))
    return teller.composer.reading(notices)


class _Teller:
    """Writes the page in reading order. One ``inside`` a data cell gathers its printed lines instead of blocks."""

    def __init__(self, met: _Met, inside: bool = False) -> None:
        self.composer = Composer()
        self.printed: list[str] = []
        self._met = met
        self._inside = inside
        self._lines: list[list[tuple[str, _Look]]] = [[]]
        self._sign = ""
        self._tables = 0

    def flow(self, node: Node, look: _Look) -> None:
        """All that an element holds."""
        for child in node.children:
            if isinstance(child, str):
                self._words(child, look)
            elif is_hidden(child):
                self._met.concealed = self._met.concealed or (is_concealed(child) and _has_words(child))
            elif child.tag == "br":
                self._lines.append([])
            elif child.tag == "table":
                self.flush(look)
                self._table(child, _inside(child, look))
            elif child.tag in BLOCKS:
                self.flush(look)
                self._block(child, _inside(child, look))
            elif not (child.tag == "a" and _is_note_mark(child)):
                self.flow(child, _inside(child, look))

    def flush(self, look: _Look) -> None:
        """Ends the paragraph: a line break parts its lines, an empty line or a new block begins another."""
        begins: bool | None = True
        for pieces in self._lines:
            text = clean(self._converted(pieces))
            if not text:
                begins = True
                continue
            if self._sign and not _OWN_SIGN.match(text):
                text = f"{self._sign} {text}"
            self._sign = ""
            self.printed.append(text)
            if not self._inside:
                bold = all(piece.bold for words, piece in pieces if words.strip())
                self.composer.line(text, bold=bold, begins=begins, footnote=look.footnote)
            begins = None
        self._lines = [[]]

    def _words(self, text: str, look: _Look) -> None:
        if not look.as_typed:
            self._lines[-1].append((text.replace("\n", " "), look))
            return
        first, *others = text.split("\n")
        self._lines[-1].append((first, look))
        self._lines += [[(line, look)] for line in others]

    def _block(self, node: Node, look: _Look) -> None:
        if node.tag in ("ul", "ol"):
            self._list(node, look)
        else:
            self.flow(node, look)
        self.flush(look)

    def _list(self, node: Node, look: _Look) -> None:
        sign = list_sign(node, "decimal" if node.tag == "ol" else "bullet")
        count = _count(node.attributes.get("start"), 1)
        for item in node.elements():
            if is_hidden(item):
                continue
            if item.tag == "li":
                count = _count(item.attributes.get("value"), count)
                self._sign = _printed_sign(count, list_sign(item, sign))
                count += 1
            self._block(item, replace(_inside(item, look), sign=sign))
            self._sign = ""

    def _table(self, node: Node, look: _Look) -> None:
        for caption in node.elements():
            if caption.tag == "caption" and not is_hidden(caption):
                self._block(caption, _inside(caption, look))
        rows = tables.grid(node)
        if self._inside or tables.is_layout(node, rows):
            for group in tables.reading_order(rows):
                for cell in group:
                    self._block(cell.node, _inside(cell.node, look))
        else:
            self._tables += 1
            self._rows(rows, look)

    def _rows(self, rows: list[list[Cell]], look: _Look) -> None:
        width = tables.width(rows)
        above: dict[int, Span] = {}
        for row in rows:
            texts = [""] * width
            for cell in row:
                texts[cell.column] = "" if cell.covered else self._cell(cell.node, look)
            covered = frozenset(cell.column for cell in row if cell.covered)
            spans = self.composer.row(texts, self._tables, covered)
            if spans:
                self._met.shared += [above[c] for c in covered if texts[0] and c in above and above[c].start < above[c].end]
                above |= {column: span for column, span in enumerate(spans) if column not in covered}

    def _cell(self, node: Node, look: _Look) -> str:
        teller = _Teller(self._met, inside=True)
        teller.flow(node, _inside(node, look))
        teller.flush(look)
        return join_print(teller.printed)

    def _converted(self, pieces: list[tuple[str, _Look]]) -> str:
        """The words of one line, those in an old font in Unicode; a vowel and its mark may stand in two pieces."""
        if self._met.forced:
            return to_unicode("".join(words for words, _ in pieces), self._met.forced)
        runs: list[tuple[str, str]] = []
        for words, look in pieces:
            if runs and runs[-1][1] == look.font:
                runs[-1] = (runs[-1][0] + words, look.font)
            else:
                runs.append((words, look.font))
        text = ""
        for words, font in runs:
            unicode = from_font(words, font)
            self._met.encodings |= {encoding_of_font(font) or ""} if unicode != words else set()
            text += unicode
        return text


def _inside(node: Node, look: _Look) -> _Look:
    style = node.attributes.get("style", "")
    return _Look(
        bold=is_bold(node, look.bold),
        font=font_of(node, look.font),
        as_typed=look.as_typed or node.tag == "pre",
        footnote=look.footnote or _NOTE.match(node.attributes.get("id", "")) is not None or "mso-element:footnote" in style,
        sign=look.sign,
    )


def _has_words(node: Node) -> bool:
    return any(child.strip() if isinstance(child, str) else _has_words(child) for child in node.children)


def _is_note_mark(anchor: Node) -> bool:
    return _NOTE_MARK.match(anchor.attributes.get("href", "")) is not None


def _count(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\s*\d{1,4}\s*", text) else otherwise


def _printed_sign(count: int, sign: str) -> str:
    if sign == "none":
        return ""
    return "-" if sign == "bullet" else f"{counted(count, sign)}."
