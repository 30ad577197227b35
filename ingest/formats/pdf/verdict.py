"""Whether the words of a page can be used, and which signs and fonts speak against it; the same for every engine."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from ingest.formats.pdf.sheet import State
from ingest.formats.pdf.words import BULLETS

_FEW_LETTERS = 200  # on a page that a picture covers: a signature's stamp over a scan
_COVERS, _IS_PAGE = 0.5, 0.9  # of the page's area
_GARBLED = 0.1  # of the characters
_MANY_CURVES = 20  # letters drawn as outlines
_OLD_FONTS = (".vn", "vni-")  # TCVN3 and VNI: letters without Unicode ("KÕ ho¹ch")
SLANT = 0.1  # of the run: six degrees; a scan's hidden words lean with the scan by a degree or two


@dataclass(frozen=True, slots=True)
class Tally:
    """What a page holds: characters that are no blanks, those of them that are bad (no Unicode), set aslant, or good letters.

    ``pictures`` and ``strokes`` are counts, ``covered`` the part of the page that pictures cover.
    """

    inked: int
    bad: int
    aslant: int
    letters: int
    pictures: int
    covered: float
    strokes: int

    @property
    def pictured(self) -> bool:
        return self.covered > _IS_PAGE


def verdict(page: Tally) -> State:
    if page.bad > _GARBLED * page.inked:
        return "garbled"
    if page.aslant > 0.5 * page.inked:
        return "turned"
    if page.letters < _FEW_LETTERS and page.covered > _COVERS:
        return "scan"
    if page.letters > 0:
        return "words"
    return "scan" if page.pictures or page.strokes > _MANY_CURVES else "blank"


@lru_cache(maxsize=8192)
def is_bad(text: str, font: str) -> bool:
    """No Unicode: "(cid:12)", U+FFFD, a private character that is no usual bullet, or a letter of an old Vietnamese font."""
    if text.startswith("(cid:") or font.rpartition("+")[2].lower().startswith(_OLD_FONTS):
        return True
    return any(sign == "\ufffd" or (unicodedata.category(sign) in ("Co", "Cn", "Cs") and sign not in BULLETS) for sign in text)


@lru_cache(maxsize=512)
def is_bold(font: str) -> bool:
    """By the font's name: "Times New Roman,Bold", "ABCDEE+TimesNewRomanPS-BoldMT"."""
    return "bold" in font.lower()
