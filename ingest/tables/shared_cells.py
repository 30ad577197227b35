"""One cell for both parties, of a table or behind a label: who leads and who takes part, by the cell's own words.

"Chủ trì: Sở A; phối hợp: Sở B", "Sở A chủ trì, phối hợp với Sở B", "Sở A (chủ trì), Sở B, Sở C (phối hợp)".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from corpus.model import Notice, Span
from ingest.extent import Extent
from ingest.names import agencies

_Part = Literal["lead", "coordinating"]

# "Chủ trì:", "chủ trì, phối hợp với", "(chủ trì)", "(đơn vị phối hợp thực hiện)", "(CT)", "(PH)"
_WORD = r"chủ\s+trì|phối\s+hợp|CT(?=\s*\))|PH(?=\s*\))"
_SAID = re.compile(
    rf"(?P<open>\(\s*)?(?:(?:cơ quan|đơn vị|CQ|ĐV)\s+)?(?P<word>{_WORD})(?:\s+(?:thực\s+hiện|chính))?"
    r"(?(open)\s*\)|\s*(?P<ahead>:|với\b|cùng\s+với\b|cùng\b)?)",
    re.IGNORECASE,
)
_LEADS = re.compile(r"\(\s*(?:(?:cơ quan|đơn vị|CQ|ĐV)\s+)?chủ\s+trì\s*\)|(?<!\()\bchủ\s+trì(?=\s*[,;.\n+])", re.IGNORECASE)
_JOINS = re.compile(r"phối\s+hợp|tham\s+gia", re.IGNORECASE)
_VERB_ENDS = re.compile(r"[,;.\n]|(?=\bphối\s+hợp)|$", re.IGNORECASE)  # "chủ trì tham mưu, …"
_EDGE = " ,.;:-–•+/\n\t"
_TOGETHER = re.compile(r"(?:\bvà|\bcùng(?:\s+với)?|&|\+)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parties:
    """``unclear`` says that the words do not tell who leads: then the first named does."""

    lead: tuple[Span, ...]
    coordinating: tuple[Span, ...]
    unclear: bool = False


class _Piece(NamedTuple):
    part: _Part | None
    start: int
    end: int


def told(words: Extent, *, both: bool) -> tuple[Parties, tuple[Notice, ...]]:
    """The two parties of a cell, with what a person should look at; ``both``: a header or label names the two of them."""
    parties = divided(words)
    said = []
    if not both and marks_only_lead(words.text):
        said.append("chỉ ghi ai chủ trì: các cơ quan còn lại được coi là phối hợp")
    if parties.unclear:
        said.append("không nói rõ ai chủ trì, ai phối hợp: cơ quan đầu tiên được coi là chủ trì")
    return parties, tuple(Notice("roles_unclear", f"Ô “{words.text[:80]}” {one}.", words.spans()) for one in said)


def divided(words: Extent) -> Parties:
    """The two parties of a cell under a header that names both."""
    pieces = _pieces(words.text)
    if any(piece.part == "lead" for piece in pieces):
        return _parties(words, pieces)
    alone = next((piece for piece in pieces if piece.part is None), None)
    if alone is None:
        return _parties(words, pieces)
    first, others = _first(words.text, alone)
    return _parties(words, [first, *others, *(piece for piece in pieces if piece is not alone)], unclear=bool(others))


def says_both(words: str) -> bool:
    """Whether a cell's own words name a lead and, apart from it, others that take part."""
    pieces = _pieces(words)
    parts = {piece.part for piece in pieces}
    if [piece.part for piece in pieces] == [None, "coordinating"] and _works_together(words[: pieces[1].start]):
        return False
    return ("coordinating" in parts and ("lead" in parts or pieces[0].part is None)) or marks_only_lead(words)


def _works_together(before: str) -> bool:
    """Whether one agency and "và" stand before the one that joins in: "Sở Y tế và Sở Nội vụ phối hợp"."""
    return _TOGETHER.search(before) is not None and len(agencies.read(before)) == 1


def marks_only_lead(words: str) -> bool:
    """Whether a list marks one of its agencies as the lead and says nothing of the others: "Sở Y tế (chủ trì), Sở Nội vụ"."""
    marked = list(_LEADS.finditer(words))
    behind = words[marked[0].end() :] if len(marked) == 1 else ""
    return bool(marked) and not _JOINS.search(words) and any(c.isalnum() for c in behind) and ":" not in behind


def _pieces(text: str) -> list[_Piece]:
    """The stretches that name agencies: behind "chủ trì:" and "phối hợp với", before "(chủ trì)"; ``None`` where unsaid."""
    found: list[_Piece] = []
    start, part = 0, None
    for said in _SAID.finditer(text):
        own: _Part = "lead" if said["word"].lower().startswith(("chủ", "ct")) else "coordinating"
        before = _trimmed(text, _Piece(part, start, said.start()))
        ahead = bool(said["ahead"]) or (not said["open"] and (part is not None or before.start == before.end))
        if ahead or part:
            found.append(before)
        else:
            led = any(piece.part == "lead" for piece in found)
            found += _before_sign(text, before, own, led)
        start, part = said.end(), own if ahead else None
        if not ahead and not said["open"] and (cut := _VERB_ENDS.search(text, start)):
            start = cut.end()
    found.append(_trimmed(text, _Piece(part, start, len(text))))
    return [piece for piece in found if piece.start < piece.end]


def _before_sign(text: str, piece: _Piece, own: _Part, led: bool) -> list[_Piece]:
    """What "(phối hợp)" speaks of: the agencies since the last semicolon, the last one alone where no lead is named yet."""
    cut = max(text.rfind(";", piece.start, piece.end) + 1, piece.start)
    if own == "coordinating" and not led:
        mentions = agencies.read(text[cut : piece.end])
        cut += mentions[-1].start if len(mentions) > 1 else 0
    return [_trimmed(text, _Piece(None, piece.start, cut)), _trimmed(text, _Piece(own, cut, piece.end))]


def _first(text: str, piece: _Piece) -> tuple[_Piece, list[_Piece]]:
    """The first agency of a stretch as the lead, the others behind it."""
    mentions = agencies.read(text[piece.start : piece.end])
    cut = piece.start + mentions[1].start if len(mentions) > 1 else piece.end
    others = _trimmed(text, _Piece("coordinating", cut, piece.end))
    return _trimmed(text, _Piece("lead", piece.start, cut)), [others] if others.start < others.end else []


def _trimmed(text: str, piece: _Piece) -> _Piece:
    """Without separators at its ends, nor a bracket that it does not open."""
    part, start, end = piece
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and (text[end - 1] in _EDGE + "(" or (text[end - 1] == ")" and "(" not in text[start:end])):
        end -= 1
    return _Piece(part, start, end)


def _parties(words: Extent, pieces: Sequence[_Piece], unclear: bool = False) -> Parties:
    """What no word gives a part takes part beside a lead."""
    lead = tuple(span for part, start, end in pieces if part == "lead" for span in words.spans(start, end))
    others = tuple(span for part, start, end in pieces if part != "lead" for span in words.spans(start, end))
    return Parties(lead, others, unclear)
