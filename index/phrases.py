"""Which pieces has a text? Cut phrase by phrase, for names of agencies and deadlines come again in nearly every row.

The bundled tokenizer never makes a piece across a mark of punctuation, so the pieces of a text are those of its phrases. What
its normalizer makes of a text, half of the time, is what it makes of each chunk between blanks, so that is kept too. Whether a
tokenizer is of that kind is asked of itself (``tests/test_encoder.py``). 10,000 rows of plans: 1.7 s of processor time cut
whole, 0.84 by phrases, 0.57 by both; a question 36 µs, by chunks 12.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer
from tokenizers.models import Unigram
from tokenizers.normalizers import Normalizer
from tokenizers.normalizers import Sequence as Steps

Ids = npt.NDArray[np.int32]

_KIND = np.int32
_MARKS = ".,:;()"  # none of them can become one letter with what follows
_PHRASE = re.compile(r"[^.,:;()]+")
_SHORT = 64  # characters of a phrase that may come again
_HELD = 1 << 14  # phrases, and chunks; some 3 MB of each
_PROBES = ("Hoà giải - cơ sở", " uỷ  QUÝ III/2026 ", "số 123456 7\tmã/ (ngày)", "12345 67890", "x\u0301 \u0301 …", "– a\nb", "")


class Phrases:
    """Safe to share between threads: what one of them forgets, the other cuts again."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """``tokenizer`` is not to be used beside; it may be changed."""
        if isinstance(tokenizer.model, Unigram):
            tokenizer.model._resize_cache(0)  # it would keep 10,000 texts too, 5 MB that are hardly ever asked for
        self._apart = _cuts_at_marks(tokenizer)
        self._cutter = _Cutter(tokenizer)
        self._held: dict[str, bytes] = {}  # their ids

    def cut(self, texts: Sequence[str]) -> list[Ids]:
        """The ids of each text, cut as it stands: short texts that hardly come again."""
        return [np.array(ids, dtype=_KIND) for ids in self._cutter.cut(texts)]

    def pieces(self, texts: Sequence[str]) -> list[Ids]:
        """The same, cut phrase by phrase."""
        if not self._apart:
            return self.cut(texts)
        phrases = [_PHRASE.findall(text) for text in texts]
        found = self._found({phrase for of in phrases for phrase in of})
        return [np.frombuffer(b"".join([found[phrase] for phrase in of]), dtype=_KIND) for of in phrases]

    def _found(self, phrases: set[str]) -> dict[str, bytes]:
        held = self._held
        unknown = [phrase for phrase in phrases if phrase not in held]
        fresh = {phrase: ids.tobytes() for phrase, ids in zip(unknown, self.cut(unknown), strict=True)}
        found = fresh | {phrase: held[phrase] for phrase in phrases - fresh.keys()}
        if len(held) > _HELD:
            held = {}
        held.update({phrase: ids for phrase, ids in fresh.items() if len(phrase) <= _SHORT})
        self._held = held
        return found


class _Cutter:
    """A tokenizer that remembers what its normalizer makes of a chunk between two blanks."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer, self._normalizer = tokenizer, tokenizer.normalizer
        self._held: dict[str, str] | None = None  # where the normalizer looks beyond blanks, or there is none
        if self._normalizer is not None:
            expected = _ids(tokenizer, _PROBES)
            self._held, tokenizer.normalizer = _Normal(self._normalizer), Steps([])
            if self.cut(_PROBES) != expected:
                self._held, tokenizer.normalizer = None, self._normalizer

    def cut(self, texts: Sequence[str]) -> list[list[int]]:
        if self._held is None:
            return _ids(self._tokenizer, texts)
        if len(self._held) > _HELD:
            self._held = _Normal(self._normalizer)
        normal = self._held.__getitem__
        return _ids(self._tokenizer, ["".join(map(normal, text.split(" "))).replace("\n ", "\n") for text in texts])


class _Normal(dict[str, str]):
    """What a chunk adds to a normal text: a blank or the end of a phrase, its letters, and where it ends a phrase, that."""

    def __init__(self, normalizer: Normalizer) -> None:
        super().__init__()
        self._normalizer = normalizer

    def __missing__(self, chunk: str) -> str:
        between = self._normalizer.normalize_str(f"a {chunk} a")[1:-1]
        normal = self[chunk] = between[:-1] if between.endswith(" ") else between
        return normal


def _ids(tokenizer: Tokenizer, texts: Sequence[str]) -> list[list[int]]:
    return [encoding.ids for encoding in tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]


def _cuts_at_marks(tokenizer: Tokenizer) -> bool:
    """Whether a mark divides pieces as the beginning of a text does."""

    def cut(text: str) -> list[str]:
        return list(tokenizer.encode(text, add_special_tokens=False).tokens)

    return all(cut(f"chuyển {mark}đổi") == [*cut("chuyển"), *cut("đổi")] for mark in _MARKS)
