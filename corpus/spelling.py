"""One spelling to compare on: tone placement (hoà = hòa), i and y (quản lí = quản lý), and the same without marks.

Everything here keeps the length of NFC text, so an offset into the result is an offset into the original.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_GRAVE = {  # the second vowel carries the tone in the newer style: hoà, khoẻ, uỷ; the first one in the older: hòa, khỏe, ủy
    "oa": ("oà oá oả oã oạ", "òa óa ỏa õa ọa"),
    "oe": ("oè oé oẻ oẽ oẹ", "òe óe ỏe õe ọe"),
    "uy": ("uỳ uý uỷ uỹ uỵ", "ùy úy ủy ũy ụy"),
}
_OLDER = {new: old for news, olds in _GRAVE.values() for new, old in zip(news.split(), olds.split(), strict=True)}
_LETTER = r"[^\W\d_]"
_OPEN = re.compile(rf"(?<![qQ])(?:{'|'.join(_OLDER)})(?!{_LETTER})", re.IGNORECASE)  # open syllables only: "hoàn", "quý" stay
_FINAL_I = re.compile(rf"(?<!{_LETTER})([hklmst])([ìíỉĩị])(?!{_LETTER})", re.IGNORECASE)  # lí, kĩ, mĩ, tỉ: written with y too
_Y = str.maketrans("ìíỉĩịÌÍỈĨỊ", "ỳýỷỹỵỲÝỶỸỴ")
_UNMARKED_D = str.maketrans("đĐ", "dD")
_MARK = re.compile(r"[\u0300-\u036f]+")
_WORD = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_]*)*")
_AND = frozenset({"và"})


class Word(NamedTuple):
    """A syllable, number or code of a text.

    ``key`` is in lower case and one spelling, ``bare`` the same without marks; ``gap`` is what is printed between the word
    before and this one, a joining "và" included.
    """

    key: str
    bare: str
    start: int
    end: int
    gap: str

    @property
    def unmarked(self) -> bool:
        """Typed without a single mark: it may stand for any marked word of the same letters."""
        return self.key == self.bare


def one_style(text: str) -> str:
    """The text with the tone on the first vowel of open oa, oe, uy ("uỷ" → "ủy") and y for a final i ("lí" → "lý")."""
    text = _OPEN.sub(_older, unicodedata.normalize("NFC", text))
    return _FINAL_I.sub(lambda found: found[1] + found[2].translate(_Y), text)


def bare(text: str) -> str:
    """Lower case without marks, đ as d: "Sở Tư pháp" → "so tu phap"."""
    return _MARK.sub("", unicodedata.normalize("NFD", text.lower())).translate(_UNMARKED_D)


def split_words(text: str) -> list[Word]:
    """The words of ``text`` in order; "và" ("va" in a text without any mark) joins and is no word."""
    words: list[Word] = []
    last = 0
    joining = _AND | {"va"} if text.isascii() else _AND
    composed = unicodedata.is_normalized("NFC", text)
    for found in _WORD.finditer(one_style(text) if composed else text):
        key = found.group().lower() if composed else one_style(found.group()).lower()
        if key in joining:
            continue
        words.append(Word(key, key if key.isascii() else bare(key), found.start(), found.end(), text[last : found.start()]))
        last = found.end()
    return words


def _older(found: re.Match[str]) -> str:
    new = found.group()
    old = _OLDER[new.lower()]
    return "".join(letter.upper() if original.isupper() else letter for letter, original in zip(old, new, strict=True))
