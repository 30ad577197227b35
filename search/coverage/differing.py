"""A word diff of two fields: what stands in both, what was dropped, added or put in another's place.

A word that a scanner or typist got wrong by a mark or a letter counts as the same; so does one spelling of a word for another
("đảm bảo", "hằng tháng").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from corpus.phrase_words import scan
from corpus.spelling import Lexicon, Word
from search.coverage.model import Run, RunKind
from search.coverage.terms import listed_words, without_frame

Code = tuple[str, int, int, int, int]  # an opcode of difflib: what, [i1, i2) of the parent, [j1, j2) of the child
_KINDS: dict[str, RunKind] = {"equal": "same", "delete": "dropped", "insert": "added", "replace": "changed"}
# words that carry no duty of their own: one more or less of them changes nothing
_SMALL = Lexicon(
    (
        "các", "những", "của", "cho", "để", "tại", "trên", "trong", "theo", "với", "về", "là", "được", "đã", "đồng thời", "từ",
        "đến", "tới", "nhằm", "một", "này", "đó", "việc", "công tác", "thực hiện", "triển khai", "tổ chức", "tiếp tục", "phải",
        "cần", "có", "liên quan", "thuộc", "mà", "thì", "trong đó", "gồm", "như", "hoặc", "ở", "do", "bằng", "đối với",
    )
)  # fmt: skip
_OWN = Lexicon(
    (
        "cơ quan", "sở", "ủy ban nhân dân xã", "ubnd xã", "ubnd phường", "phạm vi quản lý", "lĩnh vực", "toàn ngành",
        "giám đốc sở", "chủ tịch ubnd xã", "chủ tịch ubnd phường", "người đứng đầu",
    )
)  # fmt: skip
_GROUPS = frozenset({"các", "từng", "mỗi", "những", "mọi"})  # how a group phrase inside a sentence begins
_LONG_WORD = 4


@dataclass(frozen=True, slots=True)
class Diff:
    """``runs`` cover both texts in order.

    ``dropped`` are words of the parent that the child lacks, ``added`` those it has more: words moved, small words and frames
    left out. ``cut`` are the dropped ones that nothing was put in the place of; ``kept`` is the share of the parent's words
    that the child has. ``lost`` and ``more`` quote the longest stretch of each, empty where there is none.
    """

    runs: tuple[Run, ...]
    dropped: tuple[str, ...]
    added: tuple[str, ...]
    cut: tuple[str, ...]
    kept: float
    lost: str
    more: str


def diff(parent: str, child: str, said: Iterable[str] = (), given: Iterable[str] = ()) -> Diff:
    """``said`` are further texts of the child, ``given`` further texts of the parent: what stands there is not lacking."""
    one, other = _side(parent), _side(child)
    keys, others = _keys(one.words), _alike(_keys(other.words), one.words, other.words)
    codes = SequenceMatcher(None, keys, others, autojunk=False).get_opcodes()
    dropped = one.left(_places(codes, 1), _pairs((child, *said)))
    added = other.left(_places(codes, 3), _pairs((parent, *given)))
    cut = {i for tag, i1, i2, _, _ in codes if tag == "delete" for i in range(i1, i2)}
    counted = len(one.words) - len(one.small)
    return Diff(
        tuple(Run(_KINDS[tag], one.range(i1, i2), other.range(j1, j2)) for tag, i1, i2, j1, j2 in codes),
        tuple(one.words[i].key for i in dropped),
        tuple(other.words[j].key for j in added),
        tuple(one.words[i].key for i in dropped if i in cut),
        round(1 - len(dropped) / counted, 3) if counted else 1.0,
        one.quote(dropped),
        other.quote(added),
    )


class _Side(NamedTuple):
    """One of the two texts; ``small`` are the indexes of words that say nothing of the duty, those of the frame included."""

    text: str
    words: tuple[Word, ...]
    small: frozenset[int]

    def left(self, places: Iterable[int], there: frozenset[tuple[str, str]]) -> list[int]:
        """Of some places the words that the other side lacks: a word stands there too where one of its neighbours does."""
        bare = ["", *(word.bare for word in self.words), ""]
        return [i for i in places if i not in self.small and not ({(bare[i], bare[i + 1]), (bare[i + 1], bare[i + 2])} & there)]

    def range(self, start: int, end: int) -> tuple[int, int]:
        """The offsets of words ``[start, end)``; an empty range stands where they would be."""
        if start == end:
            at = self.words[start].start if start < len(self.words) else len(self.text)
            return at, at
        return self.words[start].start, self.words[end - 1].end

    def quote(self, indexes: Sequence[int]) -> str:
        """The longest stretch of some words, small ones between them included."""
        stretches: list[list[int]] = []
        for i in indexes:
            if stretches and all(at in self.small for at in range(stretches[-1][-1] + 1, i)):
                stretches[-1].append(i)
            else:
                stretches.append([i])
        longest = max(stretches, key=len, default=[])
        return self.text[self.words[longest[0]].start : self.words[longest[-1]].end] if longest else ""


def _places(codes: Iterable[Code], side: Literal[1, 3]) -> list[int]:
    """The indexes of the words of one side that do not stand at their place in the other."""
    return [i for tag, *bounds in codes if tag != "equal" for i in range(bounds[side - 1], bounds[side])]


@lru_cache(maxsize=16384)  # a parent is compared with many children
def _side(text: str) -> _Side:
    words, begin = listed_words(text), without_frame(text)
    frame = frozenset(i for i, word in enumerate(words) if word.start < begin)
    return _Side(text, words, frame | _small(text, words))


def _pairs(texts: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Every two neighbours in some texts, without marks."""
    return frozenset().union(*(_neighbours(text) for text in texts))


@lru_cache(maxsize=16384)
def _neighbours(text: str) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(word.bare for word in listed_words(text)))


def _small(text: str, listed: Sequence[Word]) -> frozenset[int]:
    """The indexes of small words, and of the words that only say whose: a group phrase, the child's own name."""
    found: set[int] = set()
    for i in range(len(listed)):
        end = max(_SMALL.end(listed, i), _OWN.end(listed, i))
        group = scan(text, listed, i) if listed[i].key in _GROUPS else None
        found.update(range(i, max(end, group.end if group else i)))
    return frozenset(found)


def _keys(listed: Sequence[Word]) -> list[str]:
    """The words as they are compared: "đảm bảo" and "bảo đảm" are one."""
    keys = [word.key for word in listed]
    for i in range(len(keys) - 1):
        if {keys[i], keys[i + 1]} == {"đảm", "bảo"}:
            keys[i], keys[i + 1] = "bảo", "đảm"
    return ["hằng" if key == "hàng" else key for key in keys]


def _alike(keys: list[str], one: Sequence[Word], other: Sequence[Word]) -> list[str]:
    """The child's words, each misprint as the word of the parent that it stands for."""
    known = {word.key for word in one}
    by_bare = {word.bare: word.key for word in one}
    return [key if key in known else _meant(word, by_bare) or key for key, word in zip(keys, other, strict=True)]


def _meant(word: Word, by_bare: dict[str, str]) -> str | None:
    if word.bare in by_bare:
        return by_bare[word.bare]
    if len(word.bare) < _LONG_WORD or not word.bare.isalpha():
        return None
    return next((key for bare, key in by_bare.items() if _one_letter_apart(bare, word.bare)), None)


def _one_letter_apart(one: str, other: str) -> bool:
    """Whether a letter is missing or too many; another letter makes another word."""
    if abs(len(one) - len(other)) != 1 or min(len(one), len(other)) < _LONG_WORD - 1:
        return False
    short, long = sorted((one, other), key=len)
    same = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    return short[same:] == long[same + 1 :]
