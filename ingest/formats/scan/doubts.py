"""What a person should compare with the paper: words that the program was not sure of, and pages that it read badly."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from corpus.model import Box, Notice, Span
from ingest.formats.scan.page import ReadPage
from ingest.formats.scan.words import Seen
from ingest.reading import Reading, Row

DOUBTFUL = 80  # of 100. Measured: below, two words of three are misread; above, one in some hundreds
_POOR_MEAN, _POOR_SHARE = 80, 0.15  # of a page: how sure its words are, and how many are doubtful
_SHOWN = 6  # words that one notice quotes
_NEAR = 2.0  # points: a word's middle may lie outside the box of its line
_BESIDE, _ASIDE = 20.0, 40.0  # points: ink that was not read belongs to the line above or beside it, if it is this near


def quality(pages: dict[int, ReadPage]) -> Iterator[Notice]:
    """``page_quality`` for each page that was read badly, or holds what could not be read."""
    for number, page in sorted(pages.items()):
        doubtful = sum(word.sure < DOUBTFUL for word in page.seen)
        if page.seen and (page.sure < _POOR_MEAN or doubtful > _POOR_SHARE * len(page.seen)):
            share = f"{doubtful} trong {len(page.seen)} chữ chưa chắc"
            yield Notice(
                "page_quality", f"Trang {number}: ảnh quét kém ({share}); hãy quét lại ở 300 dpi hoặc đối chiếu cả trang."
            )
        if page.lost:
            lost = f"{page.lost} chỗ không đọc được (con dấu, chữ viết tay) và đã bỏ qua"
            yield Notice("page_quality", f"Trang {number}: {lost}; hãy đối chiếu với bản quét.")


def doubts(reading: Reading, pages: dict[int, ReadPage]) -> Iterator[Notice]:
    """``low_confidence`` for each line or cell that holds a doubtful word or ink that was not read, in reading order.

    Its spans are the words, or the line that the ink is in or next to. ``reading`` has its boxes on the straight pages.
    """
    pieces = _pieces(reading)
    starts = [piece.start for piece in pieces]
    found: defaultdict[int, list[tuple[int, Span, bool]]] = defaultdict(list)
    for page, word, box in _doubtful(reading.boxes, pages):
        place = bisect_right(starts, box.span.start) - 1
        found[place].append((page, _span(reading.text, word, box.span), bool(word.text)))
    for _, doubted in sorted(found.items()):
        yield _notice(reading.text, doubted)


def _notice(text: str, doubted: Sequence[tuple[int, Span, bool]]) -> Notice:
    page = doubted[0][0]
    words = sorted({span for _, span, is_word in doubted if is_word})
    unread = sorted({span for _, span, is_word in doubted if not is_word})
    said = [f"chữ nhận dạng chưa chắc: {_quoted(text, words)}"] if words else []
    said += [f"có nét mực không đọc được ở {_quoted(text, unread)}"] if unread else []
    return Notice("low_confidence", f"Trang {page}: {'; '.join(said)}.", tuple(sorted({*words, *unread})))


def _quoted(text: str, spans: Sequence[Span]) -> str:
    quoted = ", ".join(f"“{text[start:end]}”" for start, end in spans[:_SHOWN])
    return f"{quoted} và {len(spans) - _SHOWN} chỗ nữa" if len(spans) > _SHOWN else quoted


def _pieces(reading: Reading) -> list[Span]:
    """Lines and cells in the order of the text."""
    return [span for block in reading.blocks for span in (block.cells if isinstance(block, Row) else (block.span,))]


def _doubtful(boxes: Sequence[Box], pages: dict[int, ReadPage]) -> Iterator[tuple[int, Seen, Box]]:
    """Doubtful words with their page and the box of their line; what was left out of the text (a page number) has none."""
    by_page: defaultdict[int, list[Box]] = defaultdict(list)
    for box in boxes:
        by_page[box.page].append(box)
    for number, page in pages.items():
        for word in page.seen:
            line = _box(word, by_page[number]) if word.sure < DOUBTFUL else None
            if line is not None:
                yield number, word, line


def _box(word: Seen, boxes: Sequence[Box]) -> Box | None:
    """The line that the word stands in; for ink, the nearest one."""
    across, down = (_NEAR, 0.0) if word.text else (_ASIDE, _BESIDE)
    held = [box for box in boxes if box.x0 - across <= word.x <= box.x1 + across and box.y0 - down <= word.y <= box.y1 + down]
    return min(
        held, key=lambda box: abs((box.y0 + box.y1) / 2 - word.y) + max(0.0, box.x0 - word.x, word.x - box.x1), default=None
    )


def _span(text: str, word: Seen, line: Span) -> Span:
    """Where the word stands in its line; the whole line where it was joined to another, or nothing was read."""
    start = text.find(word.text, line.start, line.end) if word.text else -1
    return Span(start, start + len(word.text)) if start >= 0 else line
