"""Which pieces has a text? Cut phrase by phrase, for names of agencies and deadlines come again in nearly every row.

The bundled tokenizer never makes a piece across a mark of punctuation, so the pieces of a text are those of its phrases.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.encoders.pieces import Pieces

Ids = npt.NDArray[np.int32]

_KIND = np.int32
_PHRASE = re.compile(r"[^.,:;()]+")  # none of these marks can become one letter with what follows
_SHORT = 64  # characters of a phrase that may come again
_HELD = 1 << 14  # phrases; some 3 MB


class Cutter(Protocol):
    """``apart`` says whether each of ``.,:;()`` divides pieces as the beginning of a text does."""

    apart: bool

    def cut(self, texts: Sequence[str]) -> list[list[int]]:
        """The ids of the pieces of each text."""


def cutter(stated: str) -> Cutter:
    """``stated`` is the text of a ``tokenizer.json``. One of the bundled shape is read here, any other by its library."""
    ours = Pieces.read(json.loads(stated))
    if ours is not None:
        return ours
    from index.encoders.pieces_tokenizers import LibraryPieces

    return LibraryPieces(stated)


class Phrases:
    """Safe to share between threads: what one of them forgets, the other cuts again."""

    def __init__(self, cutter: Cutter) -> None:
        self._cutter = cutter
        self._held: dict[str, bytes] = {}  # their ids

    def cut(self, texts: Sequence[str]) -> list[Ids]:
        """The ids of each text, cut as it stands: short texts that hardly come again."""
        return [np.array(ids, dtype=_KIND) for ids in self._cutter.cut(texts)]

    def pieces(self, texts: Sequence[str]) -> list[Ids]:
        """The same, cut phrase by phrase."""
        if not self._cutter.apart:
            return self.cut(texts)
        phrases = [_PHRASE.findall(text) for text in texts]
        found = self._found({phrase for of in phrases for phrase in of})
        return [np.frombuffer(b"".join([found[phrase] for phrase in of]), dtype=_KIND) for of in phrases]

    def _found(self, phrases: set[str]) -> dict[str, bytes]:
        held = self._held
        unknown = [phrase for phrase in phrases if phrase not in held]
        fresh = {phrase: array("i", ids).tobytes() for phrase, ids in zip(unknown, self._cutter.cut(unknown), strict=True)}
        found = fresh | {phrase: held[phrase] for phrase in phrases - fresh.keys()}
        if len(held) > _HELD:
            held = {}
        held.update({phrase: ids for phrase, ids in fresh.items() if len(phrase) <= _SHORT})
        self._held = held
        return found
