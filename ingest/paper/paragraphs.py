"""From printed lines to paragraphs: hard wraps and page cuts joined, by layout where it is known and by the words elsewhere.

A reader that saw the page says where paragraphs begin (``Line.begins``). Plain text does not: there a line goes on when it
begins in lower case after an open end ("UBND" | "tỉnh;"), or, in a text that is wrapped throughout, when the line before is
full and no list mark, heading or signature begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from corpus.model import Span
from ingest.extent import Extent, extent
from ingest.reading import Block, Line, Row

_ROMAN = r"[IVXL]{1,6}\s?[.\-/)]\s"
_ARABIC = r"(?:\d{1,2}(?:\.\d{1,2})*\s?[.)\-–/]\s|\d{1,2}(?:\.\d{1,2})+[-–]\S)"
_LETTER = r"[a-zđ]\s?\)\s"
_BULLET = r"[-–—+•*]\s"
_WORDY = r"(?:PHỤ LỤC|Phụ lục|PHẦN|CHƯƠNG|Phần|Chương|Mục|Điều)\s+[\dIVXLA-Z]"
_COUNTED = r"(?:Nhiệm vụ|NHIỆM VỤ|Bảng|BẢNG|Biểu|BIỂU)\s+(?:số\s+)?\d{1,2}\s*[:.]"
_FIELD = (  # "Chủ trì: Sở Nội vụ", "Thời hạn hoàn thành: 30/6/2026"
    r"(?:Cơ quan|Đơn vị|Chủ trì|Phối hợp|Thời (?:gian|hạn)|Tiến độ|Sản phẩm|Hạn)\b(?:\s[^\W\d]+){0,4}\s*:"
)
_END_PART = r"\W*(?:Nơi nhận|KT\.|TM\.|TL\.|TUQ\.|Q\.|T/M|K/T|T/L)"
_HEAD_PART = r"\W*(?:Số\s*:|CỘNG H[OÒ]|Độc lập|ĐẢNG CỘNG SẢN|\(?Kèm theo|Kính gửi|V/v\s|Căn cứ\s|Xét\s|Theo đề nghị)"
BEGINS_PARAGRAPH = re.compile(
    rf"\s*(?:{_ROMAN}|{_ARABIC}|{_LETTER}|{_BULLET}|{_WORDY}|{_COUNTED}|{_FIELD}|{_END_PART}|{_HEAD_PART})"
)
_REFERRED = re.compile(r"\s*(?:Phụ lục|Phần|Chương|Mục|Điều)\s+[\dIVXLA-Z]")  # "… quy định tại" | "Phụ lục II kèm theo"
_CLOSED = re.compile(r"[.;:!?…][”\"')\]*_]*\s*$")
_OPEN_END = re.compile(r"(?:,|\b(?:của|và|về|theo|tại|với|cho|từ|đến|trong))$")
_BEFORE_DIGITS = re.compile(r"\b(?:số|ngày|tháng|năm)$")
_BEFORE_DATE, _DATE = re.compile(r"\bngày$"), re.compile(r"\d{1,2}/\d{1,2}(?:/\d{4})?\b")  # cut in two
_FOOTNOTE_REACH = 6  # pieces: a footnote goes on at the foot of the next page, not of a later one
_THROUGHOUT = 0.9  # of the lines
_FULL_SHARE = 0.86  # of the usual line length: less than that and the next word would have fitted


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text; ``heading_mark`` counts the ``#`` of Markdown before it."""

    extent: Extent
    spans: tuple[Span, ...]
    bold: bool = False
    footnote: bool = False
    heading_mark: int = 0
    page: int | None = None

    @property
    def text(self) -> str:
        return self.extent.text

    @property
    def capital(self) -> bool:
        """Printed in capitals, a letter or two aside ("KẾ HOẠCH số 2a")."""
        return in_capitals(self.text)

    @property
    def start(self) -> int:
        return self.extent.offsets[0]

    @property
    def end(self) -> int:
        return self.extent.offsets[-1] + 1


Flow = Paragraph | Row


def assemble(text: str, blocks: Sequence[Block]) -> list[Flow]:
    """Paragraphs and table rows in reading order; a footnote never cuts the paragraph that it interrupts."""
    wrap = _wrap(text, [block for block in blocks if isinstance(block, Line)])
    flow: list[list[Line] | Row] = []
    for block in blocks:
        if isinstance(block, Row):
            flow.append(block)
            continue
        open_lines = _open_paragraph(flow, block)
        if open_lines is not None and _continues(text, open_lines, block, wrap):
            open_lines.append(block)
        else:
            flow.append([block])
    return [built for piece in flow if (built := _built(text, piece)) is not None]


def following(flow: Sequence[Flow], at: int, reach: int) -> Iterator[Flow]:
    """The next pieces behind the one at ``at``, ``reach`` at the most, footnotes left out."""
    behind = (flow[i] for i in range(at + 1, len(flow)))
    return islice((piece for piece in behind if isinstance(piece, Row) or not piece.footnote), reach)


def in_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) >= len(letters) * 0.9


def _open_paragraph(flow: list[list[Line] | Row], line: Line) -> list[Line] | None:
    """The paragraph that ``line`` may continue: the last one of its kind with no table row between.

    However many footnotes stand at the foot of a page, the sentence that they part goes on behind them.
    """
    for piece in reversed(flow[-_FOOTNOTE_REACH:] if line.footnote else flow):
        if isinstance(piece, Row):
            return None
        if piece[-1].footnote == line.footnote:
            return piece
    return None


@dataclass(frozen=True, slots=True)
class _Wrap:
    """``width`` is the line length of a text that is hard-wrapped throughout; 0 for a text with one line a paragraph.

    ``spaced`` says that an empty line stands between all its lines, so that it parts no paragraphs.
    """

    width: int
    spaced: bool


def _continues(text: str, before: list[Line], line: Line, wrap: _Wrap) -> bool:
    if line.begins is False:
        return True
    raw, last = _print(text, line), _print(text, before[-1])
    if line.begins:
        return _DATE.match(raw) is not None and _BEFORE_DATE.search(last) is not None
    if BEGINS_PARAGRAPH.match(raw) and not (_REFERRED.match(raw) and _OPEN_END.search(last)):
        return False
    wrapped = _is_full(last, raw, wrap.width) and (wrap.spaced or not _is_parted(text, before[-1], line))
    if _CLOSED.search(last):
        return wrapped and last[-1] in ".;" and not last.endswith("./.")
    if before[-1].bold and not line.bold:
        return False
    return raw[:1].islower() or _is_open(last, raw) or wrapped


def _is_open(last: str, raw: str) -> bool:
    """The line before cannot be the end: "… ngày 28/02/2025 của" | "Ban Thường vụ Tỉnh ủy"."""
    return bool(_OPEN_END.search(last) or (raw[:1].isdigit() and _BEFORE_DIGITS.search(last)))


def _is_full(last: str, raw: str, width: int) -> bool:
    """The next word would not have fitted on the line before; a line in capitals goes on in capitals."""
    first_word = raw.split(maxsplit=1)[0] if raw else ""
    full = len(last) + 1 + len(first_word) >= width * _FULL_SHARE and len(last) >= width * 0.6
    return bool(width) and full and in_capitals(last) == in_capitals(raw)


def _wrap(text: str, lines: Sequence[Line]) -> _Wrap:
    free = [line for line in lines if line.begins is None]
    lengths = sorted(line.span.end - line.span.start for line in free)
    if len(lengths) < 12:
        return _Wrap(0, False)
    width = lengths[int(len(lengths) * 0.9)]
    parted = sum(_is_parted(text, *pair) for pair in pairwise(free))
    wrapped = 40 <= width <= 130 and lengths[-1] <= width * 1.35
    return _Wrap(width if wrapped else 0, parted >= _THROUGHOUT * (len(free) - 1))


def _is_parted(text: str, before: Line, line: Line) -> bool:
    """Whether an empty line stands between two lines."""
    return text.count("\n", before.span.end, line.span.start) > 1


def _print(text: str, line: Line) -> str:
    return extent(text, (line.span,)).text


def _built(text: str, piece: list[Line] | Row) -> Flow | None:
    if isinstance(piece, Row):
        return piece
    spans = tuple(line.span for line in piece)
    words = extent(text, spans)
    if not words.text.strip():
        return None
    mark = re.match(r"\s*(#{1,6})\s", text[_line_start(text, spans[0].start) : spans[0].end])
    bold = all(line.bold for line in piece)
    return Paragraph(
        words, spans, bold, piece[0].footnote or _is_footnote(text, spans[0]), len(mark[1]) if mark else 0, piece[0].page
    )


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


def _is_footnote(text: str, span: Span) -> bool:
    """Markdown keeps a footnote as a paragraph that begins with its raised mark."""
    return bool(re.match(r"<sup>\s*\d{1,2}\s*</sup>", text[span.start : span.end]))
