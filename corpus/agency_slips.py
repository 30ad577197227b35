"""A known agency behind a slip of the hand: syllables run together ("Sở ytế"), and in free typing one wrong letter or mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from corpus.agencies import Match, placed
from corpus.agency_table import Spelling, spellings
from corpus.spelling import Word, bare, split_words

_FEWEST_WORDS = 3  # a shorter name with a slip may be anything
_SHORTEST_SLIP = 4  # letters of a word in which one may be wrong
_MOST_WORDS = 12
_JOINTS = frozenset({"", "-", "–", ".", ",", "&", "và", ", và"})
_PLACES = frozenset({"tỉnh", "huyện", "xã"})  # "thanh tra tình hình"
_OTHER_WORDS = frozenset({"số"})  # "chuyển đổi số y tế", "chỉ số xây dựng" speak of numbers


def run_together(text: str, listed: Sequence[Word], i: int) -> Match | None:
    """The known name whose letters stand at word ``i`` divided otherwise: "Sở ytế", "so tuphap", "Sở Y-tế"."""
    joined, found = "", None
    for end in range(i + 1, min(len(listed), i + _MOST_WORDS) + 1):
        if end - 1 > i and listed[end - 1].gap.strip() not in _JOINTS:
            break
        joined += listed[end - 1].bare
        inside = end < len(listed) and listed[end].start == listed[end - 1].start  # an abbreviation
        for letters, spelling in () if inside else _joined().get(joined, ()):
            if _same_marks(listed[i:end], letters):
                found = placed(text, listed, end, spelling) or found
    return found


def mistyped(text: str, listed: Sequence[Word], i: int) -> Match | None:
    """The known name at word ``i`` with one slip: a wrong mark, or one letter wrong, missing, too many or swapped."""
    for spelling in _beginning(listed, i):
        end = i + len(spelling.words)
        if end <= len(listed) and _slips(listed[i:end], spelling) == 1:
            found = placed(text, listed, end, spelling)
            if found:
                return found
    return None


def _same_marks(part: Sequence[Word], spelled: str) -> bool:
    """Whether each printed word has the marks of its letters in the name, or none at all."""
    at = 0
    for word in part:
        letters = spelled[at : at + len(word.key)]
        if word.key != letters and not (word.unmarked and word.bare == bare(letters)):
            return False
        at += len(word.key)
    return True


def _beginning(listed: Sequence[Word], i: int) -> Iterator[Spelling]:
    """Spellings, longest first, of which the first or the second word stands there; with one slip one of the two must."""
    second = listed[i + 1].bare if i + 1 < len(listed) else ""
    found = {*_long_by(0).get(listed[i].bare, ()), *_long_by(1).get(second, ())}
    return iter(sorted(found, key=lambda spelling: (-len(spelling.words), spelling.alias)))


def _slips(part: Sequence[Word], spelling: Spelling) -> int:
    """How many words differ by a slip; 9 where one is another word."""
    slips = 0
    for n, (word, known) in enumerate(zip(part, spelling.words, strict=True)):
        gap = word.gap.strip()
        if n and gap and not (spelling.joints[n] and gap in {",", "&", "-", "–", "và"}):
            return 9
        if word.key == known.key or (word.unmarked and word.bare == known.bare):
            continue
        place = n == len(spelling.words) - 1 and known.key in _PLACES
        if place or word.key in _OTHER_WORDS or not (word.bare == known.bare or one_letter_off(word.bare, known.bare)):
            return 9
        slips += 1
    return slips


def one_letter_off(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _SHORTEST_SLIP or abs(len(one) - len(other)) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return swapped or other[at + 1 :] in {one[at:], one[at + 1 :]} or one[at + 1 :] == other[at:]


@cache
def _joined() -> dict[str, tuple[tuple[str, Spelling], ...]]:
    """Names of several words, as letters and spelling, by their letters without marks; once with "và", once without."""
    index: dict[str, list[tuple[str, Spelling]]] = {}
    for spelling in (*_every(), *(_with_place(spelling) for spelling in _every() if spelling.place)):
        for letters in {_letters(spelling, ""), _letters(spelling, "và")} if len(spelling.words) >= _FEWEST_WORDS else ():
            index.setdefault(bare(letters), []).append((letters, spelling))
    return {letters: tuple(found) for letters, found in index.items()}


def _letters(spelling: Spelling, joint: str) -> str:
    return "".join((joint if "và" in word.gap.lower() else "") + word.key for word in spelling.words)


@cache
def _long_by(n: int) -> dict[str, tuple[Spelling, ...]]:
    """Names of several words by their word ``n`` without marks; the word of an open place ("tỉnh") is one of them."""
    index: dict[str, list[Spelling]] = {}
    for spelling in (_with_place(one) if one.place else one for one in _every()):
        if len(spelling.words) >= _FEWEST_WORDS:
            index.setdefault(spelling.words[n].bare, []).append(spelling)
    return {word: tuple(found) for word, found in index.items()}


def _every() -> Iterator[Spelling]:
    return (spelling for found in spellings().values() for spelling in found)


def _with_place(spelling: Spelling) -> Spelling:
    place = split_words(spelling.alias)[-1]
    return spelling._replace(words=(*spelling.words, place), joints=(*spelling.joints, False), place=None)
