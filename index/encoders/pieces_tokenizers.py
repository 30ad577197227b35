"""Which pieces has a text, by the library? For a ``tokenizer.json`` of another shape than ``encoders/pieces.py`` reads."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from tokenizers import Tokenizer
from tokenizers.models import Unigram

_MARKS = ".,:;()"


class LibraryPieces:
    """See ``index.encoders.phrases.Cutter``."""

    def __init__(self, stated: str) -> None:
        """``stated`` is the text of a ``tokenizer.json``."""
        self._tokenizer = Tokenizer.from_str(stated)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        if isinstance(self._tokenizer.model, Unigram):
            self._tokenizer.model._resize_cache(0)  # 10,000 texts, 5 MB that are hardly ever asked for
        self.apart = all(self._cut_apart(mark) for mark in _MARKS)

    def cut(self, texts: Sequence[str]) -> list[list[int]]:
        return [encoding.ids for encoding in self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]

    def _cut_apart(self, mark: str) -> bool:
        return self._tokens(f"chuyển {mark}đổi") == [*self._tokens("chuyển"), *self._tokens("đổi")]

    def _tokens(self, text: str) -> list[str]:
        return list(self._tokenizer.encode(text, add_special_tokens=False).tokens)


def speller(normalizer: dict[str, object]) -> Callable[[str], str]:
    """What a ``normalizer``, as a ``tokenizer.json`` states it, makes of a text."""
    model = {"type": "WordLevel", "vocab": {}, "unk_token": ""}
    whole = {"version": "1.0", "added_tokens": [], "normalizer": normalizer, "model": model}
    spelt: Callable[[str], str] = Tokenizer.from_str(json.dumps(whole)).normalizer.normalize_str
    return spelt
