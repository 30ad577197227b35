"""The outline: head, title, sections, closing, recipients, signature, annexes (Nghị định 30/2020/NĐ-CP, Phụ lục I).

What a decision brings with it behind its signature is an attachment: "KT.I.1" is section I.1 of the plan that it approves.
Another document in the file is read under "VB2". A letter (công văn) has no type line: its title is "V/v …", its body "ND".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.paper import annex_headings as annexes
from ingest.paper.numbered_headings import belongs, is_heading, mark_of, path_element
from ingest.paper.openings import ADDRESSED, Opening, is_authority, is_type_line, opening, subject_lines
from ingest.paper.paragraphs import Flow, Paragraph, in_capitals
from ingest.paper.parts import UNNUMBERED_ANNEX, Part, PartKind, give_paths
from ingest.paper.signatures import is_between, is_signature_line
from ingest.paper.table_headings import heads_table, is_headed, is_table, table_number
from ingest.reading import Row

_CLOSING = re.compile(
    r"^\W*(?:Trên đây là|(?:Kế hoạch|Chương trình|Thông báo|Quyết định) này (?:thay thế|có hiệu lực)|Nhận được)"
)
_RECIPIENTS = re.compile(r"^\W*(?:Nơi nhận|NƠI NHẬN)\b")
_WHOLE_PAPER = re.compile(r"[IVXL]+|(?:Phần|PHẦN|Chương|CHƯƠNG|Điều)\s.*")  # numbers that no list of recipients has
_BEHIND: tuple[PartKind, ...] = ("recipients", "signature")
_NUMBERED: tuple[PartKind, ...] = ("section", "numbered_paragraph", "table")
_WITH_TABLES: tuple[PartKind, ...] = (*_NUMBERED, "annex", "attachment", "document")


def outline(flow: Sequence[Flow], text: str = "") -> list[Part]:
    """The parts in reading order. The first is the head (empty where the file begins with the title).

    ``text`` is what the rows of ``flow`` point into; without it no line is taken for the title of a single table.
    """
    parts = _Builder(flow, text).parts
    give_paths(parts)
    return parts


class _Builder:
    def __init__(self, flow: Sequence[Flow], text: str) -> None:
        self.flow, self.text, self.at = flow, text, 0
        self.current = Part("head", "HEAD")
        self.parts = [self.current]
        self.document: Part | None = None  # another one than the first
        self.scope: Part | None = None  # the attachment or other document that is being read
        self.annex: Part | None = None
        self.stack: list[tuple[float, Part]] = []
        self.titling = self.addressing = self.letter = self.signed = False
        while self.at < len(flow):
            self._take(flow[self.at])
            self.at += 1

    def _take(self, piece: Flow) -> None:
        if isinstance(piece, Row):
            if self.current.kind in _BEHIND and is_table(piece, self.text):
                self._open_unheaded()
        elif not piece.footnote:
            outer = (self._opens, self._annex, self._title, self._letter, self._end_part)
            inner = (self._table, self._marked, self._name)
            if any(take(piece) for take in (*outer, *inner)):
                return
            self._body()
        self.current.flow.append(piece)

    def _start(self, part: Part, level: int | None = None) -> bool:
        part.level = level if level is not None else part.above.level + 1 if part.above else 1
        self.parts.append(part)
        self.current = part
        self.titling = self.addressing = False
        return True

    # --- title, letter ------------------------------------------------------------------------------------------------------

    def _title(self, paragraph: Paragraph) -> bool:
        """The type line, then the subject: the paragraph after it and those that go on in the same bold."""
        if self.current.kind == "head" and is_type_line(paragraph):
            self._start(Part("title", "TITLE", heading=[paragraph.extent]), level=0)
            self.titling = True
            return True
        self.titling = self.titling and self._is_subject(paragraph)
        if self.titling:
            self.current.heading.append(paragraph.extent)
            self.current.lead_in = self.current.lead_in or paragraph
        return self.titling

    def _is_subject(self, paragraph: Paragraph) -> bool:
        if mark_of(paragraph) or is_authority(self.flow, self.at) or annexes.is_caption(paragraph):
            return False
        if not any(c.isalnum() for c in paragraph.text):
            return False  # a rule under the heading
        if len(self.current.heading) == 1 and in_capitals(self.current.title):
            return True
        subject = self.current.lead_in
        return subject is not None and subject.bold and paragraph.bold and not paragraph.text.rstrip().endswith((":", ";", "."))

    def _letter(self, paragraph: Paragraph) -> bool:
        """The addressees of a letter, which stand where other papers have their title."""
        if self.current.kind == "head" and ADDRESSED.match(paragraph.text):
            subject, self.current.flow = subject_lines(self.current.flow)
            self._start(Part("title", "TITLE", heading=subject, flow=[paragraph]), level=0)
            self.addressing = self.letter = True
            return True
        before = self.current.flow[-1] if self.addressing else None
        self.addressing = isinstance(before, Paragraph) and (
            paragraph.text[:1] in "-–+•*" or before.text.rstrip().endswith((":", ";", ","))
        )
        if self.addressing:
            self.current.flow.append(paragraph)
        return self.addressing

    def _body(self) -> None:
        """The first paragraph of a letter that is not numbered opens its body."""
        if self.letter and self.current.kind in ("title", "document"):
            self._start(Part("section", "ND", above=self.scope))
        self.letter = False

    # --- what stands behind the body ----------------------------------------------------------------------------------------

    def _end_part(self, paragraph: Paragraph) -> bool:
        if self.annex is not None or self.current.kind == "head":
            return False
        if _RECIPIENTS.match(paragraph.text):
            return self._start(Part("recipients", "NN", heading=[paragraph.extent], above=self.scope))
        if is_signature_line(paragraph) and not is_authority(self.flow, self.at):
            self.signed = True
            return self._sign(paragraph)
        if self.current.kind == "signature" and not self.current.flow and is_between(self.flow, self.at):
            return self._sign(paragraph)
        if _CLOSING.match(paragraph.text) and self.current.kind in _NUMBERED:
            return self._start(Part("closing", "CLOSE", flow=[paragraph], above=self.scope))
        return False

    def _sign(self, paragraph: Paragraph) -> bool:
        if self.current.kind == "signature" and not self.current.flow:
            self.current.heading.append(paragraph.extent)
            return True
        return self._start(Part("signature", "SIGN", heading=[paragraph.extent], above=self.scope))

    def _opens(self, _: Paragraph) -> bool:
        """What a decision brings with it, or another document in the same file."""
        begun = any(part.kind not in ("head", "title") for part in self.parts)
        found = opening(self.flow, self.at, self.signed and self.annex is None) if begun and not self._is_titled() else None
        if found is not None:
            self._enter(found)
        return found is not None

    def _enter(self, found: Opening) -> None:
        self.annex, self.stack, self.signed = None, [], False
        if found.kind == "document":
            number = 2 + sum(part.kind == "document" for part in self.parts)
            self.scope = self.document = Part("document", f"VB{number}")
        else:
            self.scope = Part("attachment", "KT", above=self.document)
        subject, self.scope.flow = subject_lines(found.lines)
        self._start(self.scope)
        self.titling, self.addressing, self.letter = found.titled, not found.titled, not found.titled
        if found.titled:
            self.scope.heading.append(found.last.extent)
        else:
            self.scope.heading.extend(subject)
            self.scope.flow.append(found.last)
        self.at += len(found.lines)

    # --- annexes and tables -------------------------------------------------------------------------------------------------

    def _annex(self, paragraph: Paragraph) -> bool:
        if self.annex is not None and annexes.is_repeated(paragraph):
            return True
        expected = self.signed or self.annex is not None or annexes.is_announced(self.flow, self.at)
        number = annexes.annex_number(paragraph, expected)
        if number is not None:
            return self._open_annex(number, [*self._titles(large=False), paragraph])
        if annexes.is_caption(paragraph) and self.current.kind in _BEHIND:
            self._open_unheaded()
        elif self._is_titled() and self._is_annex_title(paragraph):
            self.current.heading.append(paragraph.extent)
            return True
        return False

    def _open_annex(self, number: str, lines: Sequence[Paragraph]) -> bool:
        label = f"{UNNUMBERED_ANNEX}-{number}" if number else UNNUMBERED_ANNEX
        self.annex, self.stack = Part("annex", label, number, above=self.document), []
        self.annex.heading = [line.extent for line in lines if not annexes.is_caption(line)]
        self.annex.flow = [line for line in lines if annexes.is_caption(line)]
        self.annex.lead_in = lines[-1] if lines else None
        return self._start(self.annex)

    def _open_unheaded(self) -> None:
        """An annex that no "Phụ lục" stands over: its title and caption are the last lines behind the signature."""
        self._open_annex("", self._titles(large=True))

    def _titles(self, large: bool) -> list[Paragraph]:
        return annexes.take_titles(self.current.flow, large) if self.current.kind in _BEHIND else []

    def _is_titled(self) -> bool:
        """Whether the title of an annex is being read."""
        return self.annex is not None and self.current is self.annex and not self.annex.flow

    def _is_annex_title(self, paragraph: Paragraph) -> bool:
        first = self.current.lead_in
        bare = len(self.current.heading) == 1 and first is not None and not annexes.has_title(first)
        if not bare and table_number(paragraph) and is_headed(self.flow, self.at, self.text):
            return False
        return annexes.goes_on(self.flow, self.at, bare)

    def _table(self, paragraph: Paragraph) -> bool:
        """The title of one of several tables: "Bảng 2. Nhiệm vụ thường xuyên", or any line over a further table."""
        above = self.current.above if self.current.kind == "table" else self.current
        if self.current.kind not in _WITH_TABLES or above is None:
            return False
        tables = sum(part.kind == "table" and part.above is above for part in self.parts)
        tables += any(isinstance(piece, Row) for piece in above.flow)
        if not heads_table(self.flow, self.at, self.text, further=tables > 0):
            return False
        printed = table_number(paragraph)
        label = printed or f"B{tables + 1}"
        return self._start(Part("table", label, printed or "", heading=[paragraph.extent], above=above))

    # --- numbered headings and paragraphs -----------------------------------------------------------------------------------

    def _marked(self, paragraph: Paragraph) -> bool:
        mark = mark_of(paragraph) if self.current.kind != "head" else None
        if mark is None or (self.current.kind == "closing" and mark[0] > 3):
            return False
        rank, number, _ = mark
        if self.current.kind in _BEHIND:
            if not (self.signed and _WHOLE_PAPER.fullmatch(number)):
                return False
            self._open_unheaded()
        while self.stack and (self.stack[-1][0] >= rank or not belongs(number, self.stack[-1][1].number)):
            self.stack.pop()
        over = self.stack[-1][1] if self.stack else None
        part = Part("section", path_element(number, over.number if over else ""), number, lead_in=paragraph)
        part.above = over or self.annex or self.scope
        if is_heading(paragraph, rank):
            part.heading.append(paragraph.extent)
        else:
            part.kind = "numbered_paragraph"
            part.flow.append(paragraph)
        self.stack.append((rank, part))
        return self._start(part)

    def _name(self, paragraph: Paragraph) -> bool:
        """The name of a chapter or article on a line of its own, under "Chương I"."""
        unnamed = self.current.kind == "section" and self.current.heading and not self.current.flow and not self.current.name
        if unnamed and (paragraph.capital or paragraph.bold):
            self.current.heading.append(paragraph.extent)
        return bool(unnamed) and self.current.heading[-1] is paragraph.extent
