"""Duties in running text (giao việc bằng lời văn): the sentences and clauses that give somebody something to do.

A sentence with its own actor is a task, and so is each clause behind ";" that has another one; a sentence without goes on with
the actor of the sentence before. Under a heading or lead-in that names who does it, a bullet is one task. Left out: objectives,
the liability of heads, and closing exhortations unless they order a report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from corpus.model import AgencyMention, Span, Task
from ingest.extent import join
from ingest.names import agencies
from ingest.names.naming import issuer_of
from ingest.narrative import clauses
from ingest.narrative.assignments import Assignment, task
from ingest.narrative.frames import Frames, is_open
from ingest.narrative.lists import listed
from ingest.narrative.paragraph import Paragraph as Words
from ingest.narrative.paragraph import assignments, may_be_unread
from ingest.narrative.pieces import Piece, pieces
from ingest.narrative.quotes import quoting_nobody
from ingest.narrative.roles import labelled
from ingest.paper.paragraphs import Paragraph
from ingest.paper.parts import Part
from ingest.paper.setting import Setting

_NO_DIRECTIVE = re.compile(r"^\W*(?:BÁO CÁO|TỜ TRÌNH|BIÊN BẢN)\b")
_ADDRESSED = re.compile(r"\W*Kính gửi\b")
_LISTED = re.compile(r"\s*[-–+•*]")
_OTHERS = re.compile(r"(?<!thuộc )(?:\b[Cc]ác [Ss]ở\b|\b[Ss]ở,|\bSở [A-ZĐ]|\bUBND\b|\bỦy ban nhân dân\b|\bBộ [A-ZĐ])")
_LETTER_BODY = "ND"  # the label of what stands before the first number of a letter
_STARTS_ANEW = frozenset({"annex", "signature", "closing"})  # parts in which no frame of the body holds


def narrative(parts: Sequence[Part], setting: Setting, left: list[Piece]) -> Iterator[Task]:
    """The duties in reading order; table rows and labelled list tasks are left to their own readers.

    Lines that a frame gives to somebody and that no known verb opens go to ``left``: they may be duties all the same.
    Ids are given later (``ingest.directive.tasks.with_ids``).
    """
    if any(part.kind == "title" and _NO_DIRECTIVE.match(part.title) for part in parts):
        return
    addressed = _addressed(parts)
    if issuer_of(setting.issuer).department and any(_OTHERS.search(line) for line in addressed):
        setting = replace(setting, issuer=None)  # "đề nghị các đơn vị …" are not the issuer's own units
    for given in _Reader(setting, left).read(parts):
        if addressed or not _is_honoured(given.actor):  # "Đề nghị Quý cơ quan …" in a form
            yield task(replace(given, actor=_meant(given.actor, addressed)), setting)


def _addressed(parts: Sequence[Part]) -> list[str]:
    """The lines that name whom a letter is for, "Kính gửi: …" and the list below it; none for another paper."""
    flow = [piece for part in parts[:2] for piece in part.flow if isinstance(piece, Paragraph)]
    start = next((i for i, piece in enumerate(flow) if _ADDRESSED.match(piece.text)), None)
    if start is None:
        return []
    below = takewhile(lambda piece: _LISTED.match(piece.text), flow[start + 1 :])
    return [piece.text for piece in (flow[start], *below)]


def _is_honoured(actor: Sequence[AgencyMention]) -> bool:
    return bool(actor) and all(one.as_written.startswith("Quý ") for one in actor)


def _meant(actor: Sequence[AgencyMention], addressed: Sequence[str]) -> Sequence[AgencyMention]:
    """ "Quý Sở", "Quý cơ quan": those whom the letter is for."""
    if not _is_honoured(actor):
        return actor
    named = [one for line in addressed for one in agencies.read(_ADDRESSED.sub("", line).strip(" :;.*_"))]
    return [replace(actor[0], name=one.name, kind=one.kind) for one in named] or actor


def _holds(taken: Sequence[Span], piece: Piece) -> bool:
    """Whether a piece belongs to a task in list form."""
    start = piece.words.offsets[0] if piece.words.offsets else -1
    return any(hull.start <= start < hull.end for hull in taken)


class _Reader:
    def __init__(self, setting: Setting, left: list[Piece]) -> None:
        self.setting, self.left = setting, left
        self.issuer = issuer_of(setting.issuer)
        self.frames = Frames(self.issuer)
        self.part: Part | None = None
        self.waiting: Piece | None = None  # a bullet that announces finer ones: one task with them
        self.finer: list[Piece] = []  # those, each by itself
        self.ordering = False  # whether the body of a letter has come to what it orders

    def read(self, parts: Sequence[Part]) -> Iterator[Assignment]:
        taken = [item.hull for item in listed(parts)]
        for piece in map(self._told, quoting_nobody(pieces(parts))):
            if piece.part is not self.part and piece.part.kind in _STARTS_ANEW:
                yield from self._waited()
                self.frames.clear()
            self.part = piece.part
            if self.waiting and self._goes_on(self.waiting, piece):
                self.waiting = replace(self.waiting, words=join([self.waiting.words, piece.words]))
                self.finer.append(piece)
                continue
            yield from self._waited()
            yield from self._piece(piece, _holds(taken, piece))
        yield from self._waited()

    def _told(self, piece: Piece) -> Piece:
        """Before a letter orders anything, it tells why it is written, and what was done: only an order counts."""
        if piece.kind != "plain" or piece.part.label.rpartition(".")[2] != _LETTER_BODY:
            self.ordering = False
            return piece
        self.ordering = self.ordering or is_open(piece.words.text) or clauses.orders(piece.words.text, self.issuer)
        return piece if self.ordering else replace(piece, kind="opening")

    def _piece(self, piece: Piece, taken: bool) -> Iterator[Assignment]:
        upto = self.frames.enter(piece)
        if upto == 0 or self.frames.aims or taken or labelled(piece.words.text):
            return
        if upto is not None:
            yield from self._duties(replace(piece, words=piece.words.part(0, upto)))
        elif not is_open(piece.words.text) or piece.bare:
            yield from self._duties(piece)
        elif piece.kind == "bullet":
            self.waiting = piece

    def _waited(self) -> Iterator[Assignment]:
        piece, self.waiting = self.waiting, None
        lines, self.finer = self.finer, []
        if piece is not None:
            yield from self._duties(piece, lines)

    def _duties(self, piece: Piece, finer: Sequence[Piece] = ()) -> Iterator[Assignment]:
        frame = None if piece.kind in ("opening", "closing") else self.frames.actor
        paragraph = Words(piece, frame, self.issuer, self.setting.issuer, self.setting.year)
        given = list(assignments(paragraph))
        read = {offset for one in given for offset in one.words.offsets}
        lines = [line for line in finer or (piece,) if read.isdisjoint(line.words.offsets)]
        self.left += [line for line in lines if may_be_unread(replace(paragraph, piece=line))]
        yield from given

    def _goes_on(self, waiting: Piece, piece: Piece) -> bool:
        """Whether a piece belongs to the bullet that announces it: a finer bullet, or the paragraph right behind its colon."""
        behind = piece.kind == "plain" and is_open(waiting.words.text)
        if not (behind or piece.rank > waiting.rank) or piece.part is not waiting.part:
            return False
        duty = clauses.read(piece.words.text, self.issuer, carried=False)
        return duty is None or duty.actor is None
