"""The words of a printed line as people read them, whatever characters a font and its program draw them with."""

from __future__ import annotations

import re
import unicodedata

_DASHES = dict.fromkeys(("\u00ad", "\u2010", "\u2011"), "-")  # Word draws its hyphen as a soft or a non-breaking one
BULLETS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf0fe": "☑",
    "\uf0a8": "☐",
    "\uf02d": "-",
    "\uf02b": "+",
}
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
_INVISIBLE = dict.fromkeys(("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u200e", "\u200f"), "")
_SIGNS = {**_DASHES, **BULLETS, **_LIGATURES, **_INVISIBLE}
_CLEAN = str.maketrans(_SIGNS)
_ODD = re.compile(f"[{re.escape(''.join(_SIGNS))}]")


def clean(words: str) -> str:
    """NFC on one line: blanks of one width, hyphens as hyphens, ligatures as letters, nothing invisible."""
    if words.isprintable() and not _ODD.search(words):
        return " ".join(unicodedata.normalize("NFC", words).split())  # nearly always, at a tenth of the cost
    plain = unicodedata.normalize("NFC", words.translate(_CLEAN))
    return " ".join("".join(" " if character.isspace() else character for character in plain if _is_shown(character)).split())


def joint(before: str, after: str) -> str:
    """What stands between two printed lines of one cell: nothing after a hyphen or slash inside a code, else a blank.

    >>> joint("41-", "KH/TU"), joint("Văn hóa -", "Xã hội")
    ('', ' ')
    """
    cut = len(before) > 1 and before[-1] in "-/" and before[-2].isalnum() and after[:1].isalnum()
    return "" if cut else " "


def _is_shown(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) not in ("Cc", "Co", "Cn", "Cf", "Cs")
