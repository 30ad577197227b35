"""The outline: head, title, sections, closing, recipients, signature, annexes (Nghị định 30/2020/NĐ-CP, Phụ lục I).

Heading levels of a converter mean little (one file mixes ``#### 1.`` and ``## 2.``); the level comes from the kind of number:
Phần › Chương › I. › Điều › 1. › 1.1. › a). A number before a whole sentence is a numbered paragraph, not a heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from corpus.spelling import CAPITALS
from ingest.extent import Extent
from ingest.paragraphs import Flow, Paragraph
from ingest.reading import Row

PartKind = Literal["head", "title", "section", "numbered_paragraph", "closing", "recipients", "signature", "annex"]

_TYPES = (
    "NGHỊ QUYẾT|QUYẾT ĐỊNH|CHỈ THỊ|QUY CHẾ|QUY ĐỊNH|THÔNG CÁO|THÔNG BÁO|THÔNG TRI|HƯỚNG DẪN|CHƯƠNG TRÌNH HÀNH ĐỘNG"
    "|CHƯƠNG TRÌNH|KẾ HOẠCH|PHƯƠNG ÁN|ĐỀ ÁN|DỰ ÁN|BÁO CÁO|BIÊN BẢN|TỜ TRÌNH|CÔNG ĐIỆN|CÔNG VĂN|KẾT LUẬN|CHIẾN LƯỢC|QUY HOẠCH"
)
TYPE_LINE = re.compile(rf"^\W*(?P<type>{_TYPES})\b(?P<rest>.*)$", re.DOTALL)
_ANNEX = re.compile(
    r"^\W*(?:PHỤ LỤC|Phụ lục)(?:\s+(?:SỐ\s+|số\s+)?(?P<label>[IVXL]{1,6}|\d{1,2}|[A-ZĐ])(?![^\W\d_]))?"
    r"\s*[:.\-–]?\s*(?P<title>.*)$",
    re.DOTALL,
)
_SMALL = CAPITALS.lower()
_MARKS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(r"^\W*(?P<label>(?:PHẦN|Phần)\s+(?:THỨ\s+|thứ\s+)?[IVXL\w]{1,6})\s*[.:\-–]?\s*(?P<title>.*)$", re.DOTALL)),
    (2, re.compile(r"^\W*(?P<label>(?:CHƯƠNG|Chương)\s+[IVXL\d]{1,5})\s*[.:\-–]?\s*(?P<title>.*)$", re.DOTALL)),
    (3, re.compile(r"^(?P<label>[IVXL]{1,6})\s?[.\-/)]\s?(?P<title>\S.*)$", re.DOTALL)),
    (3, re.compile(rf"^(?P<label>[A-ZĐ])\.\s(?P<title>[^{_SMALL}]{{6,}})$", re.DOTALL)),
    (4, re.compile(r"^\W*(?P<label>Điều\s+\d{1,3})\s*[.:]\s*(?P<title>.*)$", re.DOTALL)),
    (5, re.compile(r"^(?P<label>\d{1,2})\s?[.)\-/]\s(?P<title>\S.*)$", re.DOTALL)),
    (6, re.compile(r"^(?P<label>\d{1,2}(?:\.\d{1,2}){1,3})\s?[.)]?\s(?P<title>\S.*)$", re.DOTALL)),
    (7, re.compile(r"^(?P<label>[a-zđ])\s?\)\s?(?P<title>\S.*)$", re.DOTALL)),
)
_CLOSING = re.compile(
    r"^\W*(?:Trên đây là|(?:Kế hoạch|Chương trình|Thông báo|Quyết định) này (?:thay thế|có hiệu lực)|Nhận được)"
)
_RECIPIENTS = re.compile(r"^\W*(?:Nơi nhận|NƠI NHẬN)\b")
_OFFICES = (
    "GIÁM ĐỐC|CHỦ TỊCH|BÍ THƯ|CHÁNH VĂN PHÒNG|TRƯỞNG BAN|CHÁNH THANH TRA|TRƯỞNG PHÒNG|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|HIỆU TRƯỞNG"
    "|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|TRƯỞNG CƠ QUAN|ỦY VIÊN|UỶ VIÊN|TỔNG BIÊN TẬP|CHỦ NHIỆM"
)
_AUTHORITY = r"(?:(?:KT|TM|TL|TUQ|Q)\.|[TK]/[MTL](?=\s))"
_SIGNATURE = re.compile(rf"^\W*(?:{_AUTHORITY}\s?\S|(?:PHÓ\s)?(?:{_OFFICES})\b)")
_CAPTION = re.compile(r"^\W*Kèm theo\b")


@dataclass(slots=True)
class Part:
    """One part of a document. ``flow`` is what stands directly in it; sub-sections are parts of their own.

    ``label`` is the path as people cite it ("II.1", "PL-I"); ``number`` the printed number alone.
    """

    kind: PartKind
    label: str
    number: str = ""
    level: int = 0
    heading: list[Extent] = field(default_factory=list)
    flow: list[Flow] = field(default_factory=list)
    end: int = 0
    lead_in: Paragraph | None = None

    @property
    def title(self) -> str:
        return " ".join(piece.text for piece in self.heading)


def outline(flow: Sequence[Flow]) -> list[Part]:
    """The parts in reading order. The first is the head (empty where the file begins with the title)."""
    builder = _Builder()
    for piece in flow:
        if isinstance(piece, Row):
            builder.row(piece)
        elif piece.footnote:
            builder.current.flow.append(piece)
        else:
            builder.paragraph(piece)
    _number_repeated(builder.parts)
    return builder.parts


def is_heading(paragraph: Paragraph, rank: int) -> bool:
    """A number stands over a heading when it is bold, marked, capital, or a short line without a full stop."""
    if paragraph.bold or paragraph.heading_mark or _is_capital(paragraph.text):
        return True
    return rank < 7 and len(paragraph.text) < 200 and not paragraph.text.rstrip().endswith((".", ";", ","))


def marked(paragraph: Paragraph) -> tuple[str, int] | None:
    """The printed number of a paragraph and where its own words begin; ``None`` where it has none."""
    mark = _mark(paragraph)
    return (mark[1]["label"], mark[1].start("title")) if mark else None


class _Builder:
    def __init__(self) -> None:
        self.current = Part("head", "HEAD")
        self.parts = [self.current]
        self.annex: Part | None = None
        self.stack: list[tuple[int, str]] = []

    def row(self, row: Row) -> None:
        self.current.flow.append(row)

    def paragraph(self, paragraph: Paragraph) -> None:
        for take in (self._annex, self._title, self._end_part, self._marked):
            if take(paragraph):
                return
        self.current.flow.append(paragraph)

    def _start(self, part: Part) -> bool:
        self.parts.append(part)
        self.current = part
        return True

    def _annex(self, paragraph: Paragraph) -> bool:
        match = _ANNEX.match(paragraph.text)
        if match is None or not _is_annex_heading(paragraph, match):
            return self._annex_title(paragraph)
        number = match["label"] or ""
        self.annex = Part("annex", f"PL-{number}" if number else "PL", number, 1, [paragraph.extent])
        self.stack = []
        return self._start(self.annex)

    def _annex_title(self, paragraph: Paragraph) -> bool:
        """An annex title runs on over capital or bold lines up to its caption, "(Kèm theo …)", or its table."""
        open_title = self.annex is not None and self.current is self.annex and not self.annex.flow
        if not open_title or self.annex is None or _CAPTION.match(paragraph.text):
            return False
        if _mark(paragraph) or not (_is_capital(paragraph.text) or paragraph.bold):
            return False
        self.annex.heading.append(paragraph.extent)
        return True

    def _title(self, paragraph: Paragraph) -> bool:
        """The type line, then the subject: the paragraph after it and those that go on in the same bold."""
        if self.current.kind == "head" and TYPE_LINE.match(paragraph.text) and len(paragraph.text) < 600:
            return self._start(Part("title", "TITLE", heading=[paragraph.extent]))
        if self.current.kind != "title" or self.current.flow or _mark(paragraph) or _is_rule(paragraph.text):
            return False
        if (len(self.current.heading) == 1 and _is_capital(self.current.title)) or self._goes_on(paragraph):
            self.current.heading.append(paragraph.extent)
            self.current.lead_in = self.current.lead_in or paragraph
            return True
        return False

    def _goes_on(self, paragraph: Paragraph) -> bool:
        subject = self.current.lead_in
        return subject is not None and subject.bold and paragraph.bold and not paragraph.text.rstrip().endswith((":", ";", "."))

    def _end_part(self, paragraph: Paragraph) -> bool:
        if self.annex is not None or self.current.kind == "head":
            return False
        if _RECIPIENTS.match(paragraph.text):
            return self._start(Part("recipients", "NN", level=1, heading=[paragraph.extent]))
        if _SIGNATURE.match(paragraph.text) and len(paragraph.text) < 120 and _is_capital(paragraph.text):
            if self.current.kind == "signature" and not self.current.flow:
                self.current.heading.append(paragraph.extent)
                return True
            return self._start(Part("signature", "SIGN", level=1, heading=[paragraph.extent]))
        if _CLOSING.match(paragraph.text) and self.current.kind in ("section", "numbered_paragraph"):
            self._start(Part("closing", "CLOSE", level=1))
            self.current.flow.append(paragraph)
            return True
        return False

    def _marked(self, paragraph: Paragraph) -> bool:
        mark = None if self.current.kind in ("head", "recipients", "signature") else _mark(paragraph)
        if mark is None:
            return False
        rank, match = mark
        if self.current.kind == "closing" and rank > 3:
            return False
        while self.stack and self.stack[-1][0] >= rank:
            self.stack.pop()
        self.stack.append((rank, match["label"]))
        prefix = [self.annex.label] if self.annex else []
        part = Part(
            "section", ".".join(prefix + [label for _, label in self.stack]), match["label"], len(self.stack) + len(prefix)
        )
        part.lead_in = paragraph
        if is_heading(paragraph, rank):
            part.heading.append(paragraph.extent)
        else:
            part.kind = "numbered_paragraph"
            part.flow.append(paragraph)
        return self._start(part)


def _mark(paragraph: Paragraph) -> tuple[int, re.Match[str]] | None:
    for rank, pattern in _MARKS:
        match = pattern.match(paragraph.text)
        if match:
            return rank, match
    return None


def _is_annex_heading(paragraph: Paragraph, match: re.Match[str]) -> bool:
    printed_capital = "PHỤ LỤC" in paragraph.text[:20]
    short = len(paragraph.text) < 400 and not paragraph.text.rstrip().endswith((".", ";"))
    return short and (
        printed_capital or ((paragraph.bold or bool(paragraph.heading_mark)) and bool(match["label"] or not match["title"]))
    )


def _is_capital(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) >= len(letters) * 0.9


def _is_rule(text: str) -> bool:
    """A line of dashes or a star under a heading."""
    return not any(c.isalnum() for c in text)


def _number_repeated(parts: list[Part]) -> None:
    """A number printed twice among siblings gets "-1", "-2" in its path, and so do the paths below it."""
    counts: dict[str, int] = {}
    for part in parts:
        counts[part.label] = counts.get(part.label, 0) + 1
    repeated = {label for label, count in counts.items() if count > 1 and "." not in label}
    seen: dict[str, int] = {}
    suffix: dict[str, str] = {}
    for part in parts:
        head, dot, tail = part.label.partition(".")
        if head in repeated and not dot:
            seen[head] = seen.get(head, 0) + 1
            suffix[head] = f"{head}-{seen[head]}"
        part.label = suffix.get(head, head) + dot + tail
