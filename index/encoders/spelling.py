"""How is a text spelt for the static table? The normal form that the bundled ``tokenizer.json`` asks for, chunk by chunk.

No step of ``NORMALIZER`` looks beyond a blank, so what they make of a chunk between two blanks is kept: agencies and deadlines
come again in nearly every row.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from unicodedata import category, normalize

TONES = {  # open syllables only: "hoà" → "hòa", not "hoàn"; never after q: "quý"
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip


def _replace(pattern: str, content: str) -> dict[str, object]:
    return {"type": "Replace", "pattern": {"Regex": pattern}, "content": content}


_STEPS = [
    {"type": "NFC"},
    {"type": "Lowercase"},
    *(_replace(rf"{'(?<!q)' if old[0] == 'u' else ''}{old}(?!\p{{L}})", new) for old, new in TONES.items()),
    _replace(r"\d{5,}", " "),
    _replace(r"\s*[^\p{L}\p{N}\p{M}\s]\s*|\s*[\r\n]\s*", "\n"),
    _replace(r"[^\S\n]+", " "),
    {"type": "Strip", "strip_left": True, "strip_right": True},
]
NORMALIZER: dict[str, object] = {"type": "Sequence", "normalizers": _STEPS}  # as the file states it

_AGREED = re.compile(  # where the library's Unicode and Python's are one: of letters assigned lately they are not
    "[\0-\u06ff\u0e00-\u0e7f\u1e00-\ua48c\uac00-\ud7a3\ue000-\uffff\U0001d400-\U0001d7ff\U0001f000-\U0001faff\U00020000-\U0002a6df]*"
)
_TONE = re.compile("o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ]")
_LONG_NUMBER = re.compile(r"\d{5,}")  # ids and amounts carry no meaning
_END = re.compile(r"[^\w\s]|[_\r\x1c-\x1f]")  # of a phrase; Python counts the last four among the blanks
_SHORT = 64  # characters of a chunk that may come again
_HELD = 1 << 14  # chunks; some 3 MB


class Spelling:
    """Safe to share between threads: what one of them forgets, the other spells again."""

    def __init__(self) -> None:
        self._held = _Held()

    def phrases(self, text: str) -> list[str]:
        """The stretches between marks, in small letters with tones in their place. Blanks may be many, and at the ends."""
        if len(self._held) > _HELD:
            self._held = _Held()
        return "".join(map(self._held.__getitem__, text.split(" "))).split("\n")


class _Held(dict[str, str]):
    def __missing__(self, chunk: str) -> str:
        spelt = f" {_spelt(chunk)}"
        if len(chunk) <= _SHORT:
            self[chunk] = spelt
        return spelt


def _spelt(chunk: str) -> str:
    if not _AGREED.fullmatch(chunk):
        return _by_the_library(chunk)
    small = "".join([letter.lower() for letter in normalize("NFC", chunk)])  # each by itself: "Σ" is never "ς"
    return _END.sub(_end, _LONG_NUMBER.sub(" ", _TONE.sub(_moved, small)))


def _moved(found: re.Match[str]) -> str:
    following = found.string[found.end() : found.end() + 1]
    return found[0] if following and category(following).startswith("L") else TONES[found[0]]


def _end(found: re.Match[str]) -> str:
    """A mark ends a phrase, an accent on the letter before it does not."""
    return found[0] if category(found[0]).startswith("M") else "\n"


def _by_the_library(chunk: str) -> str:
    return _library()(f"a {chunk} a")[1:-1]


@cache
def _library() -> Callable[[str], str]:
    from index.encoders.pieces_tokenizers import speller

    return speller(NORMALIZER)
