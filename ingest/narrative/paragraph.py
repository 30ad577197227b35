"""The duties of one paragraph, sentence by sentence: who has each, and where it begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import AgencyMention
from corpus.spelling import CAPITALS
from ingest.names.naming import Issuer
from ingest.narrative import clauses
from ingest.narrative.assignments import Assignment, Printed, mentions
from ingest.narrative.at_word import begins_with_name
from ingest.narrative.frames import Frame, is_open
from ingest.narrative.hollow import is_hollow, is_past, reports
from ingest.narrative.pieces import Piece
from ingest.narrative.roles import behind_label, is_bare, labelled, trailing
from ingest.narrative.sentences import Stated, sentences, stated

Place = tuple[int, int]

_CYCLE = re.compile(r"(?i)^(?:định kỳ|hằng|hàng|trước ngày|chậm nhất)\b.{0,120}?\b(?:báo cáo|tổng hợp|gửi)\b")
_NO_DUTY = re.compile(  # how a paragraph begins that only says with what, where, when or how many
    r"(?i)^\W*(?:kinh phí|nguồn|thời gian|thời lượng|địa điểm|chi tiết|ghi chú|thành phần|số lượng|danh sách|phụ lục|kèm theo"
    r"|khối |phòng (?!chống|ngừa|trừ)|trường |trung tâm |chi cục |ban |bệnh viện |trạm |hội |chức danh "  # lists of units
    r"|các |những |việc |nội dung|hình thức|ví dụ|trong đó|mục tiêu|yêu cầu:|kết quả|tổng |\d)"
)
_CAPITAL = rf"[{CAPITALS}]\w*"
_NO_WORK = (  # what else stands in lists below a name, and no verb opens it
    re.compile(r"(?i)\W*căn cứ\s"),  # a legal basis
    re.compile(rf"(?:[^:;.]{{2,40}}:)?\W*{_CAPITAL}(?:\s+{_CAPITAL}){{1,5}}\s*(?:[,;.:(–-]|$)"),  # "Trưởng ban: Ông Lê Văn B;"
    re.compile(r"[^:;.]{2,40}:(?:[^\w\n]|\d)*(?:\w+\W*){0,2}$"),  # a field: "Đơn vị tính: triệu đồng", "Điện thoại: 0212.385"
    re.compile(r"(?i)\W*(?:đối với|về|theo|trong|tại|khi|cùng với|ngoài)\b[^,:]*$"),  # a circumstance alone: "Đối với vùng cao"
)
_JOINS = re.compile(r"(?i)phối hợp\b(?! với| cùng)")  # "…; Sở Nội vụ phối hợp tổ chức tập huấn"
_FEW_WORDS = 3


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece, the frame that says who is meant where it names nobody, who issues the paper, and for which year."""

    piece: Piece
    frame: Frame | None
    issuer: Issuer
    issuer_name: str | None
    year: int | None = None

    @property
    def text(self) -> str:
        return self.piece.words.text


def assignments(paragraph: Paragraph) -> Iterator[Assignment]:
    """The duties of a paragraph in order."""
    reader = _Reader(paragraph)
    closing = paragraph.piece.kind == "closing"
    for place in sentences(paragraph.text):
        for found in stated(paragraph.text, place, paragraph.issuer, carried=bool(reader.actor), closing=closing):
            yield from reader.take(found)
    yield from reader.close()


def may_be_unread(paragraph: Paragraph) -> bool:
    """Whether a line that gave no duty may be one in words that nothing here knows, since the frame above gives it to somebody.

    "UBND các xã, phường:" over "- Chấm công hằng ngày.": no known verb, no label, no name. What a known verb opens and is left
    out was read and judged.
    """
    piece, frame, text, issuer = paragraph.piece, paragraph.frame, paragraph.text, paragraph.issuer
    if frame is None or not (frame.names or frame.leads_in) or len(text.split()) < _FEW_WORDS:
        return False
    above = piece.kind in ("heading", "numbered") and not piece.bare  # what stands under it is read by itself
    if above or is_open(text) or any(shape.match(text) for shape in _NO_WORK):
        return False
    if _is_no_work(text, issuer) or begins_with_name(text, issuer):
        return False
    read = (one for place in sentences(text) for one in stated(text, place, issuer, carried=True))
    return all(one.duty is None for one in read)


class _Reader:
    """Who acts, and the duty that is still open, while the clauses are read."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.whole, self.piece, self.frame = paragraph, paragraph.piece, paragraph.frame
        given = self.frame and self.frame.actor
        self.actor = mentions(Printed(self.frame.words, *given), paragraph.issuer_name) if self.frame and given else ()
        self.explicit = False  # the paragraph itself named who acts
        self.ordered = False  # it has given an order
        self.opened: Place | None = None
        self.free = 0  # where the words begin that belong to no duty yet
        self.leads = False  # the open duty says so far who leads, and no work: "Sở Y tế chủ trì;"

    def take(self, found: Stated) -> Iterator[Assignment]:
        """Takes the next clause; gives the duty that ends before it."""
        text = self.whole.text[found.start : found.end]
        own = self._own(found, text)
        joins = found.duty is not None and _JOINS.match(self.whole.text, found.duty.verb) is not None
        if own and joins and self.opened and self.leads:
            self.opened, self.leads = (self.opened[0], found.end), False
        elif own and self._gives_role(found, text):
            self.opened = (self.opened[0] if self.opened else self.free, found.end)
            self.actor, self.explicit = own, True
        elif self.opened and not own and self._continues(found, text):
            self.opened = (self.opened[0], found.end)
        else:
            yield from self.close()
            self.ordered = self.ordered or bool(found.duty and found.duty.ordered)
            if self._states(found, text, bool(own)):
                self.actor, self.explicit = own or self.actor, bool(own)
                self.opened = (found.start, found.end)
                predicate = self.whole.text[found.duty.verb : found.end] if found.duty else ""
                self.leads = bool(own) and is_bare(predicate, self.whole.issuer)
            elif self.piece.kind == "closing":
                self.actor = own or self.actor  # "yêu cầu các sở nghiêm túc thực hiện. Nếu có vướng mắc, kịp thời báo cáo …"

    def close(self) -> Iterator[Assignment]:
        """The open duty."""
        opened, self.opened = self.opened, None
        if opened is None or not self.actor:
            return
        self.free = opened[1]
        more = None
        if self.frame and not self.explicit and self.frame.predicate is not None:
            more = Printed(self.frame.words, self.frame.predicate, len(self.frame.words.text))
        yield Assignment(self.piece.words.part(*opened), self.actor, self.piece.section, more)

    def _own(self, found: Stated, text: str) -> tuple[AgencyMention, ...]:
        """Who is named in the clause itself, before the work or behind it."""
        place = found.duty.actor if found.duty else None
        if place is None and self.piece.kind not in ("opening", "closing"):
            behind = behind_label(text) or trailing(text, self.whole.issuer)
            place = (behind[0] + found.start, behind[1] + found.start) if behind else None
        if place is None:
            return ()
        named = mentions(Printed(self.piece.words, *place), self.whole.issuer_name)
        if named and named[0].as_written.lower().startswith("đồng chí"):
            return named[:1]  # his office behind the comma is no second one who acts
        if len(named) == 1 and self.actor and self.actor[0].name.startswith(f"{named[0].as_written} "):
            return self.actor  # "Chi cục" behind "Chi cục Thủy lợi"
        return named

    def _gives_role(self, found: Stated, text: str) -> bool:
        """Whether the clause only says who does the work of the sentence before: "Giao Văn phòng chủ trì."."""
        if self.free >= found.start or (self.opened and self.explicit):
            return False
        if found.duty and found.duty.actor:
            return is_bare(self.whole.text[found.duty.verb : found.end], self.whole.issuer)
        return behind_label(text) is not None

    def _continues(self, found: Stated, text: str) -> bool:
        """Whether a sentence still belongs to the open duty: a label, or a further sentence of a bullet below a heading.

        An order, and a regular report, is a duty of its own.
        """
        if labelled(text):
            return True
        fresh = (found.duty and found.duty.ordered) or _CYCLE.match(text)
        return self.frame is not None and not self.explicit and not fresh

    def _states(self, found: Stated, text: str, named: bool) -> bool:
        duty = found.duty
        if duty is None or (duty.actor is None and named):
            return named or (self._is_given() and self._may_be_work(text))
        if duty.actor is None and len(text.split()) < _FEW_WORDS:
            return False  # "Thanh tra;" in a list of units
        if not duty.ordered and is_past(text, self.whole.year):
            return False
        predicate = self.whole.text[duty.verb : found.end]
        match self.piece.kind:
            case "opening":
                return duty.ordered and duty.actor is not None
            case "closing":
                return reports(predicate)
            case _:
                return not is_hollow(predicate) and not self._speaks_of_itself(found)

    def _is_given(self) -> bool:
        """Whether all that stands here is given to somebody: below a heading of names, or a bullet below a lead-in."""
        if self.frame is None or self.opened:
            return False
        return self.frame.names or (self.frame.leads_in and self.piece.kind == "bullet")

    def _may_be_work(self, text: str) -> bool:
        """Whether words that no known verb opens are work all the same."""
        if _is_no_work(text, self.whole.issuer):
            return False
        return len(text.split()) >= _FEW_WORDS and clauses.holds_verb(text, self.whole.issuer)

    def _speaks_of_itself(self, found: Stated) -> bool:
        """ "UBND tỉnh đánh giá cao …" in the province's own paper: a statement; a department does give itself work."""
        issuer = self.whole.issuer
        if found.duty is None or found.duty.ordered or found.duty.actor is None or issuer.setting in (None, "department"):
            return False
        if self.ordered:
            return False  # "Giao Sở Nội vụ chủ trì; Văn phòng theo dõi": one more who is given something
        return [m.name for m in mentions(Printed(self.piece.words, *found.duty.actor), self.whole.issuer_name)] == [issuer.name]


def _is_no_work(text: str, issuer: Issuer) -> bool:
    """Whether words are no work by their looks: a label, a remark in brackets, a list of names."""
    return bool(_NO_DUTY.match(text)) or text.startswith("(") or clauses.actors(text.rstrip(" ;."), issuer) is not None
