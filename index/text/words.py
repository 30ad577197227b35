"""Which words does a text have? One reading for passages and for questions, so that both sides meet on equal words.

A word is lower case, NFC, in one tone placement (``hoà`` → ``hòa``, ``uỷ`` → ``ủy``) and one letter for final i/y (``lí`` →
``lý``); its syllables are joined by ``_``. Document numbers, dates and abbreviations with ``&`` are one word each, in one
spelling: ``08-CTr/BCĐ`` → ``8-ctr/bcđ``, ``30/04/2026`` → ``30/4/2026``, ``KH&CN`` → ``khcn``. Words never cross a line end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from index.text import segmenter
from index.text.segmenter import Segmenter, Token

_LETTER = r"[A-Za-zĐđĂăÂâÊêÔôƠơƯư]"  # what codes are made of: never a letter with a tone
_DASH = r"[\-\u2010-\u2015\u2212]"
_DASHED, _SLASHED = rf"\s?{_DASH}\s?", r"\s?/\s?"
_YEAR = r"(?:19|20)\d\d"
_ORGAN = rf"{_LETTER}[A-Za-z0-9ĐđĂăÂâÊêÔôƠơƯư&]*(?:\.{_LETTER}[A-Za-zĐđ0-9]*)*(?!\w)"  # "UBND", "ĐBQH&HĐND", "VPĐK.CT"
_ORGANS = rf"{_ORGAN}(?:{_DASHED}{_ORGAN})+"  # "KH-UBND", "TTLT-BTP-BCA", "KH - UBND"
_SERIAL = r"(?<![\w/.,])\d{1,5}(?:\.\d{1,2})?[a-zđ]?"  # "144", "66.13", "12a"
_PARTY = rf"{_DASHED}{_LETTER}{{2,4}}/{_ORGAN}(?:{_DASH}{_ORGAN})*"  # 08"-CTr/BCĐ"
_STATE = rf"{_SLASHED}(?:{_YEAR}{_SLASHED})?{_ORGANS}"  # 144"/KH-UBND", 36"/2025/TT-BKHCN"
_DATED = rf"/{_YEAR}/{_ORGAN}"  # 91"/2025/QH15"
_LAW = r"/(?:QH|UBTVQH)\d{1,2}(?!\w)"  # 72"/QH15"
_NUMBER = rf"(?P<number>{_SERIAL}(?i:{_PARTY}|{_STATE}|{_DATED}|{_LAW}))"
_DAY = rf"(?P<date>(?<![\w/.,-])\d{{1,2}}(?P<sep>[/.\-])\d{{1,2}}(?P=sep){_YEAR}(?![\w/]))"  # "30/4/2026", "01-10-1997"
_PART_DATE = rf"(?P<part>(?<![\w/.,-])\d{{1,2}}/(?:{_YEAR}|\d{{1,2}})(?![\w/]))"  # "4/2026", "30/4"
_AMPERSAND = rf"(?P<ampersand>(?<!\w){_LETTER}{{1,3}}(?:&{_LETTER}{{1,3}})+(?!\w))"  # "KH&CN", "TB&XH"
_LEADER = r"(?P<leader>[.…_=*\-]{4,})"  # the dots of a form: no word, and slow to read
_RUN = r"(?P<run>\S{257,})"  # no language; the segmenter's pattern takes quadratic time on it
_BEGINS = rf"(?<!\w)(?=\d|{_LETTER}{{1,3}}&)"  # where all but runs and leaders begin: looked at first, for speed
PROTECTED = re.compile(f"{_RUN}|{_BEGINS}(?:{'|'.join((_NUMBER, _DAY, _PART_DATE, _AMPERSAND))})|{_LEADER}")

_SHORT = 200  # characters: a question
LINE = re.compile(r"[^\n\r]+")
_PIECE = re.compile(r"[^\W_]+")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)+")  # "1.000.000", "0,5": a number is one syllable
_LEADING_ZEROS = re.compile(r"(?<![\w.,])0+(?=\d)")
_ANY_DASH = re.compile(_DASH)
_BLANKS = re.compile(r"\s+")
_I, _Y = "iìíỉĩị", "yỳýỷỹỵ"
_TONED = ("oòóỏõọ", "uùúủũụ", "aàáảãạ", "eèéẻẽẹ", _Y)  # the same order of tones in each
FIGURE_FOR_CODE = "1"  # what the segmenter sees in place of a document number: it never joins a number to a word
_TONE_LAST = re.compile(r"(o[àáảãạ]|o[èéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?![^\W\d_])")  # "hoà", "khoẻ", "uỷ"; not "quý", not "hoàn"
_FINAL_I = re.compile(r"(?<![^\W\d_])([hklmst]|qu)([iìíỉĩị])(?![^\W\d_])")  # "lí do", "kĩ thuật", "quí"


class Word(NamedTuple):
    """A word as it is compared (``text``, and its syllables), and where it stands in the text it was read from."""

    text: str
    syllables: tuple[str, ...]
    start: int
    end: int


def words(text: str) -> list[str]:
    """The words of a text in order; marks of punctuation are left out, so a text without letters or digits has none."""
    return [word.text for word in read(text)]


def syllables(text: str) -> list[str]:
    """The syllables of a text in order. Numbers of documents and dates fall into their parts: ``8 ctr bcđ``, ``30 4 2026``."""
    return [syllable for word in read(text) for syllable in word.syllables]


def read(text: str) -> list[Word]:
    """The words of a text with their places. Offsets are those of the NFC form, which is what documents are stored in."""
    return list(_read_short(text) if len(text) <= _SHORT else _read(text))


def _read(text: str) -> tuple[Word, ...]:
    plain = canonical(unicodedata.normalize("NFC", text))
    return tuple(word for line in LINE.finditer(plain) for word in _read_line(plain, *line.span()))


_read_short = lru_cache(maxsize=1 << 10)(_read)  # a question is read by every leg


def folded(text: str) -> str:
    """The text without any marks, đ as d, case kept: what is typed on a keyboard without Vietnamese input."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare.translate(_BARE_D))


@lru_cache(maxsize=1 << 10)  # a question is looked at by every leg
def marked(text: str) -> bool:
    """Whether any letter of the text carries a mark, đ included."""
    return folded(text) != unicodedata.normalize("NFC", text)


_BARE_D = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D"})


@cache
def reader() -> Segmenter:
    """The one that cuts words here."""
    return segmenter.installed()


def canonical(text: str) -> str:
    """Lower case, tone on the vowel that the older rule gives it (hòa, ủy), y for a final i. Keeps the length."""
    text = _lower(text).replace("ð", "đ")  # Icelandic eth, typed or read for đ
    text = _TONE_LAST.sub(lambda match: _tone_first(match.group()), text)
    return _FINAL_I.sub(lambda match: match[1] + _Y[_I.index(match[2])], text)


def _lower(text: str) -> str:
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _tone_first(pair: str) -> str:
    first, second = pair[0], pair[1]
    row = next(row for row in _TONED if second in row)
    tone = row.index(second)
    return next(row for row in _TONED if row[0] == first)[tone] + row[0]


def _read_line(text: str, start: int, end: int) -> Iterator[Word]:
    tokens, codes = _tokens(text, start, end)
    joins = reader().joins([FIGURE_FOR_CODE if i in codes else token.text for i, token in enumerate(tokens)])
    parts: list[Token] = []
    for i, (token, join) in enumerate(zip(tokens, joins, strict=True)):
        if parts and not join:
            yield from _word(parts)
            parts = []
        if i in codes:
            yield codes[i]
        else:
            parts.append(token)
    if parts:
        yield from _word(parts)


def _tokens(text: str, start: int, end: int) -> tuple[list[Token], dict[int, Word]]:
    """The tokens of a line, and which of them (by position) are a code, a date or an abbreviation, as a finished word."""
    tokens: list[Token] = []
    codes: dict[int, Word] = {}
    for match in PROTECTED.finditer(text, start, end):
        tokens += segmenter.split(text, start, match.start())
        start = match.end()
        if match.lastgroup != "leader":
            codes[len(tokens)] = code(match)
        tokens.append(Token(match.group() if match.lastgroup != "leader" else "-", match.start(), start))
    return tokens + segmenter.split(text, start, end), codes


def code(match: re.Match[str]) -> Word:
    """What ``PROTECTED`` found, no leader, as a finished word."""
    text = _ANY_DASH.sub("-", _BLANKS.sub("", match.group()))
    if match.lastgroup == "date":
        text = re.sub(r"[.\-]", "/", text)
    text = _LEADING_ZEROS.sub("", text.replace("&", ""))
    return Word(text, tuple(_PIECE.findall(text)), match.start(), match.end())


def _word(parts: list[Token]) -> Iterator[Word]:
    """The word that these tokens make; none where they hold no letter or digit."""
    pieces = pieces_of(parts[0].text) if len(parts) == 1 else tuple(piece for part in parts for piece in pieces_of(part.text))
    if pieces:
        yield Word("_".join(pieces), pieces, parts[0].start, parts[-1].end)


def fresh_pieces_of(token: str) -> tuple[str, ...]:
    """The syllables of a token; none where it is a mark."""
    found = [token] if _FIGURE.fullmatch(token) else _PIECE.findall(token)
    return tuple(_LEADING_ZEROS.sub("", piece) for piece in found)


pieces_of = lru_cache(maxsize=1 << 16)(fresh_pieces_of)
