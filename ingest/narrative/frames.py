"""Who is meant where the sentence itself names nobody? The heading above, or the lead-in.

    "1. Sở Y tế:"                                               what stands below are duties of Sở Y tế
    "Các đơn vị thuộc Sở thực hiện các nhiệm vụ sau:"           so are all numbered points under the same heading
    "I. MỤC ĐÍCH, YÊU CẦU"                                      nothing below gives anybody anything to do

A frame holds until a piece of its own rank or a higher one comes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.extent import Extent
from ingest.names.naming import Issuer
from ingest.narrative import clauses
from ingest.narrative.at_word import begins_with_name
from ingest.narrative.clauses import Duty
from ingest.narrative.headings import aims_at, finds, gives_work
from ingest.narrative.pieces import PLAIN, Piece
from ingest.narrative.sentences import sentences, stated

_ENDS_OPEN = re.compile(r"(?::|\b(?:như sau|sau đây|dưới đây|nội dung sau|nhiệm vụ sau|công việc sau)\s*[.:]?)\s*$")
_ANNOUNCES = re.compile(  # the paper presents itself: "UBND Thành phố ban hành Kế hoạch …, cụ thể như sau:"
    r"(?:ban hành|xây dựng|thông báo|báo cáo|kết luận|quyết định|hướng dẫn|công bố|đề ra)\b.{0,30}?"
    r"(?i:kế hoạch|chương trình|chỉ thị|quyết định|quy chế|quy định|phương án|đề án|kết quả|kết luận|như sau|nội dung)"
)
_BRACKET = re.compile(r"\((?P<inside>[^()]{4,120})\)\W*$")
_ASIDE = re.compile(r"\s*[:.;]*\s*$")


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for all that ranks below ``rank``; ``actor`` is a range of ``words``, ``predicate`` where its verb begins.

    ``begins`` is where the clause stands that leads in; what is printed before it may state duties of its own.

    ``aims``: objectives, findings and the like. ``leads_in``: it only announces what follows. ``names``: it names actors and
    nothing else, so that all below is theirs. ``unread``: it names somebody in words that are not understood: what is below is
    theirs, and not of whoever was named before.
    """

    rank: int
    words: Extent
    actor: tuple[int, int] | None = None
    predicate: int | None = None
    begins: int = 0
    aims: bool = False
    leads_in: bool = False
    names: bool = False
    unread: bool = False


def is_open(text: str) -> bool:
    """Whether a paragraph announces what follows: it ends in a colon, "như sau", "các nhiệm vụ sau"."""
    return _ENDS_OPEN.search(text) is not None


class Frames:
    """The frames that hold at the piece last entered."""

    def __init__(self, issuer: Issuer) -> None:
        self._issuer = issuer
        self._stack: list[Frame] = []
        self._container = 0

    @property
    def aims(self) -> bool:
        return any(frame.aims for frame in self._stack)

    @property
    def actor(self) -> Frame | None:
        """The nearest frame that names who acts; ``None`` below one that was not understood."""
        nearest = next((frame for frame in reversed(self._stack) if frame.actor or frame.unread), None)
        return nearest if nearest and nearest.actor else None

    def clear(self) -> None:
        self._stack.clear()
        self._container = 0

    def enter(self, piece: Piece) -> int | None:
        """Takes a piece in; the offset up to which it may state duties of its own, ``None`` for all of it, 0 for nothing."""
        numbered = piece.kind in ("heading", "numbered")
        if numbered:
            self._container = piece.rank
        self._leave(piece.rank)
        frame = self._frame(piece)
        if frame is None:
            return 0 if piece.kind == "heading" and not piece.bare else None
        if frame.rank < PLAIN and not numbered:
            self._leave(frame.rank)
        self._stack.append(frame)
        return 0 if frame.aims else frame.begins if frame.leads_in else None

    def _leave(self, rank: int) -> None:
        while self._stack and self._stack[-1].rank >= rank:
            self._stack.pop()

    def _frame(self, piece: Piece) -> Frame | None:
        text = piece.words.text
        if self._is_aims(piece):
            return Frame(piece.rank, piece.words, aims=True)
        numbered = piece.kind in ("heading", "numbered")
        rank = piece.rank if numbered or piece.kind == "bullet" else self._container + 1
        open_end = is_open(text)
        if piece.kind == "heading" or open_end:
            names = clauses.actors(_ASIDE.sub("", text), self._issuer) or self._in_bracket(piece)
            if names:
                return Frame(rank, piece.words, names, leads_in=True, names=True)
        ordered = clauses.ordered_last(_ASIDE.sub("", text), self._issuer) if open_end else None
        if ordered:
            return Frame(rank, piece.words, ordered, leads_in=True, names=True)
        start, duty = self._last(text) if open_end else (0, clauses.read(text, self._issuer, carried=False))
        if open_end and duty is None and begins_with_name(text, self._issuer):
            return Frame(rank, piece.words, unread=True)
        if duty is None or duty.actor is None or (piece.kind in ("opening", "closing") and not duty.ordered):
            return None
        if not duty.ordered and _ANNOUNCES.match(text[duty.verb :]):
            return None
        holds = rank if open_end or piece.kind == "heading" else max(piece.rank, PLAIN)  # else of bullets right below only
        return Frame(holds, piece.words, duty.actor, duty.verb, start, leads_in=open_end)

    def _in_bracket(self, piece: Piece) -> tuple[int, int] | None:
        """ "1. Đối với cấp tỉnh (các sở, ban, ngành)": those whom a heading without an actor names behind its words."""
        text = piece.words.text
        bracket = _BRACKET.search(text) if piece.kind == "heading" and not piece.bare else None
        if bracket is None or clauses.read(text, self._issuer, carried=False):
            return None
        named = clauses.actors(bracket["inside"], self._issuer)
        return (named[0] + bracket.start("inside"), named[1] + bracket.start("inside")) if named else None

    def _last(self, text: str) -> tuple[int, Duty | None]:
        """The clause right before the colon, and where it begins."""
        found = [one for place in sentences(text) for one in stated(text, place, self._issuer, carried=False)]
        return (found[-1].start, found[-1].duty) if found else (0, None)

    def _is_aims(self, piece: Piece) -> bool:
        """A heading of objectives or findings, or a paragraph labelled so ("Mục tiêu: …")."""
        text, heading = piece.words.text, piece.kind == "heading"
        if heading and gives_work(text):
            return False
        aims = aims_at(text)
        if heading:
            return bool(aims or (self.actor is None and finds(text)))
        return bool(aims and ":" in text[aims.end() - 1 : aims.end() + 1])
