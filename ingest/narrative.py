"""Duties in running text (giao việc bằng lời văn): the sentences and clauses that give somebody something to do.

A sentence with its own actor is a task, and so is each clause behind ";" that has another one; a sentence without goes on with
the actor of the sentence before. Under a heading or lead-in that names who does it, a bullet is one task. Left out: objectives,
the liability of heads, and closing exhortations unless they order a report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.model import Task
from ingest import narrative_clauses as clauses
from ingest.extent import join
from ingest.lists import listed
from ingest.naming import issuer_of
from ingest.narrative_frames import Frames, is_open
from ingest.narrative_paragraph import Paragraph, assignments
from ingest.narrative_pieces import Piece, pieces
from ingest.narrative_roles import labelled
from ingest.narrative_tasks import Assignment, task
from ingest.outline import Part
from ingest.tasks import Setting

_NO_DIRECTIVE = re.compile(r"^\W*(?:BÁO CÁO|TỜ TRÌNH|BIÊN BẢN)\b")
_STARTS_ANEW = frozenset({"annex", "signature", "closing"})  # parts in which no frame of the body holds


def narrative(parts: Sequence[Part], setting: Setting) -> Iterator[Task]:
    """The duties in reading order, numbered "1", "2", …; table rows and labelled list tasks are left to their own readers.

    Ids are given later (``ingest.tasks.with_ids``).
    """
    if any(part.kind == "title" and _NO_DIRECTIVE.match(part.title) for part in parts):
        return
    for number, given in enumerate(_Reader(setting).read(parts), start=1):
        yield task(given, setting, number)


class _Reader:
    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.issuer = issuer_of(setting.issuer)
        self.frames = Frames(self.issuer)
        self.part: Part | None = None
        self.waiting: Piece | None = None  # a bullet that announces finer ones: one task with them

    def read(self, parts: Sequence[Part]) -> Iterator[Assignment]:
        taken = {id(item.part) for item in listed(parts)}
        for piece in pieces(parts):
            if piece.part is not self.part and piece.part.kind in _STARTS_ANEW:
                yield from self._waited()
                self.frames.clear()
            self.part = piece.part
            if self.waiting and self._goes_on(self.waiting, piece):
                self.waiting = replace(self.waiting, words=join([self.waiting.words, piece.words]))
                continue
            yield from self._waited()
            yield from self._piece(piece, id(piece.part) in taken)
        yield from self._waited()

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
        if piece is not None:
            yield from self._duties(piece)

    def _duties(self, piece: Piece) -> Iterator[Assignment]:
        frame = None if piece.kind in ("opening", "closing") else self.frames.actor
        return assignments(Paragraph(piece, frame, self.issuer, self.setting.issuer))

    def _goes_on(self, waiting: Piece, piece: Piece) -> bool:
        """Whether a piece belongs to the bullet that announces it: a finer bullet, or the paragraph right behind its colon."""
        behind = piece.kind == "plain" and is_open(waiting.words.text)
        if not (behind or piece.rank > waiting.rank) or piece.part is not waiting.part:
            return False
        duty = clauses.read(piece.words.text, self.issuer, carried=False)
        return duty is None or duty.actor is None
