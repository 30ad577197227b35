"""Which pieces has a text? Cut phrase by phrase, for names of agencies and deadlines come again in nearly every row.

The bundled tokenizer never makes a piece across a mark of punctuation, so the pieces of a text are those of its phrases.
Whether a tokenizer is of that kind is asked of itself. On rows of plans half the time (``tests/test_encoder.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tokenizers import Tokenizer

_MARKS = ".,:;()"  # none of them can become one letter with what follows
_PHRASE = re.compile(r"[^.,:;()]+")
_SHORT = 64  # characters of a phrase that may come again
_HELD = 1 << 14  # phrases; some 5 MB


class Phrases:
    """Safe to share between threads: what one of them forgets, the other cuts again."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer, self._apart = tokenizer, _cuts_at_marks(tokenizer)
        self._held: dict[str, list[int]] = {}

    def pieces(self, texts: Sequence[str]) -> list[list[int]]:
        """The ids of each text."""
        if not self._apart:
            return self._cut(texts)
        phrases = [_PHRASE.findall(text) for text in texts]
        found = self._found({phrase for of in phrases for phrase in of})
        return [[piece for phrase in of for piece in found[phrase]] for of in phrases]

    def _found(self, phrases: set[str]) -> dict[str, list[int]]:
        held = self._held
        unknown = [phrase for phrase in phrases if phrase not in held]
        fresh = dict(zip(unknown, self._cut(unknown), strict=True))
        found = fresh | {phrase: held[phrase] for phrase in phrases - fresh.keys()}
        if len(held) > _HELD:
            held = {}
        held.update({phrase: ids for phrase, ids in fresh.items() if len(phrase) <= _SHORT})
        self._held = held
        return found

    def _cut(self, texts: Sequence[str]) -> list[list[int]]:
        return [encoding.ids for encoding in self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]


def _cuts_at_marks(tokenizer: Tokenizer) -> bool:
    """Whether a mark divides pieces as the beginning of a text does."""

    def cut(text: str) -> list[str]:
        return list(tokenizer.encode(text, add_special_tokens=False).tokens)

    return all(cut(f"chuyển {mark}đổi") == [*cut("chuyển"), *cut("đổi")] for mark in _MARKS)
