"""Other typings of one question: what careless people and old keyboards make of it. The meaning stays."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from corpus.spelling import bare, one_style

_WORD = re.compile(r"[^\W\d_]+")
_NEWER = {"òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "òe": "oè", "óe": "oé", "ỏe": "oẻ", "ọe": "oẹ", "ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ"}  # fmt: skip


def unmarked(text: str) -> str:
    """Every mark left out, case kept."""
    return "".join(_plain(letter) for letter in unicodedata.normalize("NFC", text))


def half_marked(text: str) -> str:
    """Every other word without marks."""
    count = 0

    def one(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return unmarked(found.group()) if count % 2 else found.group()

    return _WORD.sub(one, text)


def upper(text: str) -> str:
    return text.upper()


def other_tone_place(text: str) -> str:
    """Tones moved to the place that the question does not use: hòa ↔ hoà, ủy ↔ uỷ."""
    if one_style(text) != unicodedata.normalize("NFC", text):
        return one_style(text)
    for old, new in _NEWER.items():
        text = re.sub(rf"{old}(?!\w)", new, text)
    return text


def mistyped(text: str) -> str:
    """One slip in a name: two letters of its longest plain word exchanged, or one dropped where that changes nothing."""
    names = list(re.finditer(r"(?:Sở|Phòng|Ban|Công|Văn phòng)\s+(?P<rest>[^\W\d_]+(?:\s[^\W\d_]+){0,1})", text))
    words = [
        word for name in names for word in _WORD.finditer(text, name.start("rest"), name.end("rest")) if len(word.group()) > 3
    ]
    if not words:
        return text
    word = max(words, key=lambda found: len(found.group()))
    at = word.end() - 2
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


TYPINGS: dict[str, Callable[[str], str]] = {
    "unmarked": unmarked, "half marked": half_marked, "a slip in a name": mistyped, "capitals": upper, "other tone place": other_tone_place,
}  # fmt: skip


def _plain(letter: str) -> str:
    found = bare(letter)
    return found.upper() if letter.isupper() else found
