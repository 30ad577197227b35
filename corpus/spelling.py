"""One spelling to compare on: tone placement (hoà = hòa), i and y (quản lí = quản lý), and the same without marks.

Everything here keeps the length of NFC text, so an offset into the result is an offset into the original.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

_TONED = {  # the second vowel carries the tone in the newer style: hoà, khoẻ, uỷ; the first one in the older: hòa, khỏe, ủy
    "oa": ("oà oá oả oã oạ", "òa óa ỏa õa ọa"),
    "oe": ("oè oé oẻ oẽ oẹ", "òe óe ỏe õe ọe"),
    "uy": ("uỳ uý uỷ uỹ uỵ", "ùy úy ủy ũy ụy"),
}
_OLDER = {new: old for news, olds in _TONED.values() for new, old in zip(news.split(), olds.split(), strict=True)}
_LETTER = r"[^\W\d_]"
_OPEN = re.compile(rf"(?<![qQ])(?:{'|'.join(_OLDER)})(?!{_LETTER})", re.IGNORECASE)  # open syllables only: "hoàn", "quý" stay
_FINAL_I = re.compile(rf"(?<!{_LETTER})([hklmst])([ìíỉĩị])(?!{_LETTER})", re.IGNORECASE)  # lí, kĩ, mĩ, tỉ: written with y too
_Y = str.maketrans("ìíỉĩịÌÍỈĨỊ", "ỳýỷỹỵỲÝỶỸỴ")
# For a regex class; "À-Ỹ" would take small letters in.
CAPITALS = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_MARK = re.compile(r"[\u0300-\u036f]+")
_WORD = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_]*)*")
_BLANKS = re.compile(r"\s+")
_HARD = re.compile(r"\s*(?:\t|\n\s*\n|\u2029)\s*")  # the next cell or paragraph
_AND = frozenset({"và"})


class Word(NamedTuple):
    """A syllable, number or code of a text.

    ``key`` is in lower case and one spelling, ``bare`` the same without marks; ``gap`` is what divides the word from the one
    before, a joining "và" included: blanks as one, a tab or an empty line as ";".
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


_made = tuple.__new__  # of a named tuple: half the time of calling its class


def one_style(text: str) -> str:
    """The text with the tone on the first vowel of open oa, oe, uy ("uỷ" → "ủy") and y for a final i ("lí" → "lý")."""
    text = _OPEN.sub(_older, unicodedata.normalize("NFC", text))
    return _FINAL_I.sub(lambda found: found[1] + found[2].translate(_Y), text)


def bare(text: str) -> str:
    """Lower case without marks, đ as d: "Sở Tư pháp" → "so tu phap"."""
    return _MARK.sub("", unicodedata.normalize("NFD", text.lower())).replace("đ", "d")


def spelled(text: str) -> str:
    """The text in lower case and one style: its words as ``Word.key`` has them, between the signs that divide them."""
    return " ".join(map(_spelled, text.split(" ")))


class Lexicon:
    """Names to look for at a place of a text, the longest first; a word typed without marks stands for a marked one.

    The words of a name are divided by blanks; with ``loose`` also by commas, hyphens and "và".
    """

    def __init__(self, names: Iterable[str], *, loose: bool = False) -> None:
        self._loose = loose
        self._by_first: dict[str, list[tuple[str, tuple[Word, ...]]]] = {}
        for name in names:
            parts = tuple(split_words(name))
            self._by_first.setdefault(parts[0].bare, []).append((" ".join(part.key for part in parts), parts))
        for found in self._by_first.values():
            found.sort(key=lambda entry: -len(entry[1]))

    @property
    def names(self) -> list[tuple[Word, ...]]:
        """The words of every name."""
        return [parts for found in self._by_first.values() for _, parts in found]

    def at(self, words: Sequence[Word], i: int) -> tuple[str, int] | None:
        """The longest name that begins at word ``i``, as its words in one spelling, and the index behind it."""
        for name, parts in self._by_first.get(words[i].bare, ()) if i < len(words) else ():
            if self._stands(words[i : i + len(parts)], parts) and not (len(parts) == 1 and _is_itself(words, i, parts[0])):
                return name, i + len(parts)
        return None

    def end(self, words: Sequence[Word], i: int) -> int:
        """The index behind the longest name at word ``i``; ``i`` itself where none stands there."""
        found = self.at(words, i)
        return found[1] if found else i

    def ends(self, words: Sequence[Word]) -> set[int]:
        """The indices behind the longest names at all words."""
        return {found[1] for i, word in enumerate(words) if word.bare in self._by_first and (found := self.at(words, i))}

    def _stands(self, listed: Sequence[Word], parts: Sequence[Word]) -> bool:
        if len(listed) < len(parts):
            return False
        for n, (word, part) in enumerate(zip(listed, parts, strict=True)):
            if word.key != part.key and not (word.unmarked and word.bare == part.bare):
                return False
            if n and not (word.gap.isspace() or not word.gap or (self._loose and word.gap.strip(" -–,%&") in {"", "và"})):
                return False
        return True


def _is_itself(words: Sequence[Word], i: int, part: Word) -> bool:
    """Whether an unmarked word before a marked one stands for no other: the "quan" of "quan tâm" is no "quận"."""
    word, following = words[i], words[i + 1] if i + 1 < len(words) else None
    return word.key != part.key and following is not None and following.gap == " " and not following.unmarked


def split_words(text: str) -> list[Word]:
    """The words of ``text`` in order; "và" ("va" in a text without any mark) joins and is no word."""
    words: list[Word] = []
    last = 0
    joining = _AND | {"va"} if text.isascii() else _AND
    composed = unicodedata.is_normalized("NFC", text)
    for found in _WORD.finditer(text):
        start, end = found.span()
        key, plain = _compared(text[start:end])
        if key in joining:
            continue
        gap = text[last:start] if composed else unicodedata.normalize("NFC", text[last:start])
        words.append(_made(Word, (key, plain, start, end, gap if gap == " " else _gap(gap))))
        last = end
    return words


@lru_cache(maxsize=1 << 15)
def _spelled(piece: str) -> str:
    """Of a word, or what stands between two blanks, as in the whole text; texts repeat them."""
    return one_style(piece).lower()


@lru_cache(maxsize=1 << 15)
def _compared(word: str) -> tuple[str, str]:
    """``Word.key`` and ``Word.bare``."""
    key = one_style(word).lower()
    return key, key if key.isascii() else bare(key)


@lru_cache(maxsize=1 << 12)
def _gap(printed: str) -> str:
    return _BLANKS.sub(" ", _HARD.sub(";", printed)).replace(" va ", " và ")


def _older(found: re.Match[str]) -> str:
    new = found.group()
    old = _OLDER[new.lower()]
    return "".join(letter.upper() if original.isupper() else letter for letter, original in zip(old, new, strict=True))
