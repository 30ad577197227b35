"""How words stand on paper: one blank between them, no invisible characters, lines that the margin cut put together.

The readers of office formats share it; what they store is already clean.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"))
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011"), "-")
# Symbol fonts put their signs into the private use area; what a text reader cannot name is a blank.
_SYMBOLS = {0xF0B7: "•", 0xF0B3: "≥", 0xF0A3: "≤", 0xF0B1: "±", 0xF0B4: "×", 0xF0E0: "→", 0xF0FC: "✓"}
_PRIVATE = {code: _SYMBOLS.get(code, " ") for code in range(0xF000, 0xF100)}
_TRANSLATION = {**_INVISIBLE, **_HYPHENS, **_PRIVATE}


def clean(text: str) -> str:
    """NFC; one blank for every run of blanks, tabs and breaks; invisible characters left out."""
    return " ".join(unicodedata.normalize("NFC", text.translate(_TRANSLATION)).split())


# A code, year or pair of words that the line end cuts: "41-" | "KH/TU", "Sản phẩm/" | "kết quả"; "Văn hóa -" | "Xã hội" is not.
_CUT = re.compile(r"\w[-/]\s*$")


def join_print(pieces: Iterable[str]) -> str:
    """Printed lines of one cell or paragraph put together."""
    text: list[str] = []
    for piece in filter(str.strip, pieces):
        if text and _CUT.search(text[-1]):
            text[-1:] = [text[-1].rstrip(), piece.lstrip()]
        else:
            text += [" ", piece]
    return clean("".join(text))
