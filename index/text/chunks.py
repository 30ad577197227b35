"""What stands between two blanks comes again and again: each such chunk is cut once, and known by number from then on.

A chunk falls into tokens, as ``index.text.segmenter`` cuts them; a token into parts, which are what it adds to the words and to
the syllables of a text. A mark has no part, most tokens have one, a number of a document has one for each of its syllables.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from index.storage.ragged import Ragged
from index.text.segmenter import Segmenter, find
from index.text.segmenter_many import Ints, Kinds, Truths
from index.text.words import FIGURE_FOR_CODE, PROTECTED, canonical, code, folded, fresh_pieces_of

Texts = npt.NDArray[np.object_]

_LINKS = r"\-\u2010-\u2015\u2212/"  # what may stand apart within a number: "36 / 2025 / TT - BKHCN"
_BLANK = r"[^\S\n\r]"
# "36 / 2025 / TT - BKHCN" is one chunk, so that what is read as one word lies in one; everything else ends at the first blank.
TOGETHER = re.compile(rf"[^\s\d]*+\d\S*+(?:(?:(?<=[{_LINKS}]){_BLANK}(?=\S)|{_BLANK}(?=[{_LINKS}]))\S++)+|\S++")
_FIGURE, _OPENS, _CLOSES = re.compile(r"\d"), re.compile(rf"\A[{_LINKS}]"), re.compile(rf"[{_LINKS}]\Z")

_Key = TypeVar("_Key")
_Token = str | tuple[str, tuple[str, ...]]  # as the segmenter cuts it; or a number, date, … as one word, and its syllables


class _Numbers(dict[_Key, int]):
    """A number for each key, given when it is first asked for."""

    def __missing__(self, key: _Key) -> int:
        number = self[key] = len(self)
        return number

    def since(self, count: int) -> list[_Key]:
        """Those that have this number or a greater one."""
        return list(islice(reversed(self), len(self) - count))[::-1]


class _Part(NamedTuple):
    """What it adds to the words where it begins one and where it goes on; its syllable, empty where it has none."""

    begins: str
    goes_on: str
    syllable: str


class Spellings(NamedTuple):
    """Of syllables by number, of which the first is none: with their marks and ``bare``.

    ``inner`` is what a syllable adds to the adjacent pairs of its text when others stand on both sides: "số số+".
    """

    names: Texts
    inner: Texts
    bare: Texts
    bare_inner: Texts


class Chunks:
    """All that were met, in arrays that grow. Not safe to share between threads."""

    def __init__(self, reader: Segmenter) -> None:
        self._reader = reader
        self._chunks, self._tokens, self._parts = _Numbers[str](), _Numbers[_Token](), _Numbers[_Part]()
        self._syllables = _Numbers({"": 0})
        self.tokens, self.parts = _NO_ROWS, _NO_ROWS  # of each chunk, of each token
        self.figures, self.opens, self.closes = (np.zeros(0, dtype=np.bool_) for _ in range(3))
        self.kinds = Kinds.of(reader, ())
        self.begins, self.goes_on, self.syllables = _texts(()), _texts(()), np.zeros(0, dtype=np.int64)
        self.spellings = _spelt(("",))

    def __len__(self) -> int:
        return len(self._chunks)

    def numbers(self, chunks: Iterable[str], count: int) -> Ints:
        numbers = np.fromiter(map(self._chunks.__getitem__, chunks), dtype=np.int64, count=count)
        if fresh := self._chunks.since(len(self.tokens)):
            self._add_chunks(fresh)
            self._add_tokens(self._tokens.since(len(self.parts)))
            self._add_parts(self._parts.since(len(self.syllables)))
            self._add_syllables(self._syllables.since(len(self.spellings.names)))
        return numbers

    def _add_chunks(self, fresh: Sequence[str]) -> None:
        self.tokens = _with_rows(self.tokens, [[self._tokens[token] for token in _cut(chunk)] for chunk in fresh])
        self.figures = np.concatenate([self.figures, _that_have(_FIGURE, fresh)])
        self.opens = np.concatenate([self.opens, _that_have(_OPENS, fresh)])
        self.closes = np.concatenate([self.closes, _that_have(_CLOSES, fresh)])

    def _add_tokens(self, fresh: Sequence[_Token]) -> None:
        self.parts = _with_rows(self.parts, [[self._parts[part] for part in _parts(token)] for token in fresh])
        kinds = [token if isinstance(token, str) else FIGURE_FOR_CODE for token in fresh]
        self.kinds = self.kinds.and_then(Kinds.of(self._reader, kinds))

    def _add_parts(self, fresh: Sequence[_Part]) -> None:
        self.begins = np.concatenate([self.begins, _texts(part.begins for part in fresh)])
        self.goes_on = np.concatenate([self.goes_on, _texts(part.goes_on for part in fresh)])
        numbers = [self._syllables[part.syllable] for part in fresh]
        self.syllables = np.concatenate([self.syllables, np.array(numbers, dtype=np.int64)])

    def _add_syllables(self, fresh: Sequence[str]) -> None:
        columns = zip(self.spellings, _spelt(fresh), strict=True)
        self.spellings = Spellings(*(np.concatenate(both) for both in columns))


_NO_ROWS = Ragged.cut(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))


def _with_rows(held: Ragged, rows: Sequence[Sequence[int]]) -> Ragged:
    values = np.fromiter(chain.from_iterable(rows), dtype=np.int64)
    return Ragged.joined([held, Ragged.cut(values, np.fromiter(map(len, rows), dtype=np.int64, count=len(rows)))])


def _that_have(pattern: re.Pattern[str], chunks: Sequence[str]) -> Truths:
    return np.array([pattern.search(chunk) is not None for chunk in chunks], dtype=np.bool_)


def _cut(chunk: str) -> Iterator[_Token]:
    plain, start = canonical(unicodedata.normalize("NFC", chunk)), 0
    for match in PROTECTED.finditer(plain):
        yield from find(plain, start, match.start())
        start = match.end()
        if match.lastgroup == "leader":
            yield "-"
        else:
            word = code(match)
            yield word.text, word.syllables
    yield from find(plain, start, len(plain))


def _parts(token: _Token) -> Iterator[_Part]:
    if isinstance(token, str):
        yield from (_Part(f" {piece}", f"_{piece}", piece) for piece in fresh_pieces_of(token))
    elif token[0]:
        text, (first, *others) = token[0], token[1] or ("",)
        yield _Part(f" {text}", "", first)
        yield from (_Part("", "", syllable) for syllable in others)


def _spelt(names: Sequence[str]) -> Spellings:
    bare = [folded(name) for name in names]
    inner, bare_inner = ([f"{name} {name}+" for name in of] for of in (names, bare))
    return Spellings(_texts(names), _texts(inner), _texts(bare), _texts(bare_inner))


def _texts(texts: Iterable[str]) -> Texts:
    return np.array(list(texts), dtype=np.object_)
