"""What a paper quotes gives nobody anything to do: the new wording in an act that amends another one, a cited article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.narrative.pieces import Piece

_OPENS, _CLOSES = "“", "”"
_LONGEST = 200  # pieces; a mark that nothing closes quotes nothing


def quoting_nobody(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces without a quotation that runs over several of them; what stands before it in its first piece is kept."""
    listed = list(pieces)
    number = 0
    while number < len(listed):
        piece = listed[number]
        opened = _left_open(piece.words.text)
        end = _closing(listed, number) if opened is not None else None
        if opened is None or end is None:
            yield piece
            number += 1
            continue
        if opened:
            yield replace(piece, words=piece.words.part(0, opened))
        number = end + 1


def _left_open(text: str) -> int | None:
    """Where a quotation begins that the piece does not close."""
    at = text.rfind(_OPENS)
    return at if at > text.rfind(_CLOSES) else None


def _closing(listed: list[Piece], start: int) -> int | None:
    """The piece that closes a quotation, itself only quoted up to its end; inner quotations are closed where they stand."""
    for number in range(start + 1, min(start + _LONGEST, len(listed))):
        text = listed[number].words.text
        if text.count(_CLOSES) > text.count(_OPENS):
            return number
    return None
