"""Which pages of a PDF are to be recognised from their pictures, and whether that is better than what the file says.

A page without usable words always is. One whose words are not Vietnamese in their shape, or lie under a scan, is where it can
be: its own words stay where they read better, and a notice says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, Self

from corpus.errors import Refused
from corpus.model import Notice
from ingest.admission import secrecy
from ingest.formats.pdf.grid import grids
from ingest.formats.pdf.language import Shape, fault, shape
from ingest.formats.pdf.lines import runs
from ingest.formats.pdf.sheet import Sheet, State
from ingest.reading import Reading

_NO_OCR = "cần chương trình nhận dạng chữ (OCR); hãy cài rồi nạp lại: apt-get install tesseract-ocr tesseract-ocr-vie"
_OCR = "nhận dạng chữ (OCR) không đọc được; hãy quét lại ở 300 dpi rồi nạp lại"
_BETTER = 0.1  # of the words: a reading that is better by less may be as good
_REASONS: dict[State, str] = {
    "scan": "chỉ có ảnh, không có lớp chữ",
    "garbled": "lớp chữ hỏng (phông không có mã Unicode)",
    "turned": "chữ in xoay ngang",
}

Doubt = Literal["garbled", "unmarked", "layered"]
_DOUBTS: dict[Doubt, str] = {
    "garbled": "lớp chữ không phải tiếng Việt đọc được",
    "unmarked": "lớp chữ không có dấu tiếng Việt",
    "layered": "lớp chữ do máy quét nhận dạng sẵn",
}


class Recognised(Protocol):
    """Pages read from their pictures: ``sheets`` are laid straight, ``settled`` leads a reading of them back to the paper."""

    @property
    def sheets(self) -> Mapping[int, Sheet]: ...

    def only(self, numbers: Iterable[int]) -> Self:
        """Without the other pages."""

    def settled(self, reading: Reading) -> Reading: ...


Recognise = Callable[[Path, Sequence[int]], Recognised | None]
"""From a file and the numbers of pages, in order, to what can be read of these; ``None`` where the tools for it lack."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What the words of a page are worth; ``ruled`` says that it has tables."""

    number: int
    state: State
    pictured: bool
    ruled: bool
    words: Shape

    @property
    def readable(self) -> bool:
        return self.state not in _REASONS

    @property
    def doubt(self) -> Doubt | None:
        if self.state != "words":
            return None
        return fault(self.words) or ("layered" if self.pictured else None)


def worth(sheet: Sheet, texts: Iterable[str], ruled: bool) -> Worth:
    """``texts`` are its printed lines."""
    return Worth(sheet.paper.number, sheet.state, sheet.pictured, ruled, shape(texts))


def asked(pages: Sequence[Worth]) -> list[int]:
    """The numbers of the pages that are to be recognised."""
    return [page.number for page in pages if not page.readable or page.doubt]


def chosen(pages: Sequence[Worth], found: Mapping[int, Sheet]) -> list[int]:
    """The pages whose recognised words are taken: those that have no others, and those where they are better."""
    return [
        page.number for page in pages if page.number in found and (not page.readable or _is_better(found[page.number], page))
    ]


def notices(pages: Sequence[Worth], taken: Sequence[int], tried: bool) -> list[Notice]:
    """What became of each page that was asked for; ``tried`` says that the tools are here.

    Raises ``Refused`` (``no_text_layer``) where no page has words.
    """
    unread = [page for page in pages if not page.readable and page.number not in taken]
    remedy = _OCR if tried else _NO_OCR
    if all(page.state != "words" and page.number not in taken for page in pages):
        numbers = _numbers([page.number for page in unread or pages])
        raise Refused(f"Tệp PDF không có lớp chữ dùng được ở trang {numbers}: {remedy}.", "no_text_layer")
    said = {page.number: _missing(page, remedy) for page in unread}
    said |= {page.number: _doubted(page, page.number in taken, tried) for page in pages if page.doubt}
    return [said[number] for number in sorted(said)]


def _missing(page: Worth, remedy: str) -> Notice:
    return Notice("page_without_text", f"Trang {page.number}: {_REASONS[page.state]}; {remedy}.")


def _doubted(page: Worth, replaced: bool, tried: bool) -> Notice:
    if replaced:
        what = "đã nhận dạng lại từ hình của trang"
    else:
        what = "hãy đối chiếu với bản gốc" if tried else f"hãy đối chiếu với bản gốc; muốn nhận dạng lại {_NO_OCR}"
    assert page.doubt is not None
    return Notice("page_quality", f"Trang {page.number}: {_DOUBTS[page.doubt]}; {what}.")


def _is_better(sheet: Sheet, page: Worth) -> bool:
    """The words read are better, or as good and stand in a table that the page's own words know nothing of; or hold a mark."""
    if any(secrecy.is_mark(run.spelled()) for run in runs(sheet.glyphs)):
        return True
    gain = shape([" ".join(glyph.text for glyph in sheet.glyphs)]).goodness - page.words.goodness
    tables = any(len(grid.columns) > 2 for grid in grids(sheet.rules))
    return gain > _BETTER or (page.pictured and tables and not page.ruled and gain > -_BETTER)


def _numbers(pages: Sequence[int]) -> str:
    """ "1–4, 7" """
    groups: list[list[int]] = []
    for page in pages:
        if groups and page == groups[-1][-1] + 1:
            groups[-1].append(page)
        else:
            groups.append([page])
    return ", ".join(f"{group[0]}–{group[-1]}" if len(group) > 1 else str(group[0]) for group in groups)
