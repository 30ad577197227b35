"""Whom does a group phrase leave out? "Các sở (trừ Sở Tư pháp)", "UBND các xã, không bao gồm các xã Đại Từ, Phú Lương".

    exclusion = ("trừ" | "ngoại trừ" | "không bao gồm" …) what
    what      = anything, in brackets
              | item { ("," | "và") agency | proper name }     item = agency | group phrase | proper name | words up to a comma

The words "phòng trừ", and "các xã không có rừng" (a subset), exclude nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus.agencies import longest
from corpus.phrase_parts import Exclusion, Scan
from corpus.places import read_place
from corpus.spelling import Lexicon, Word

Scanner = Callable[[str, Sequence[Word], int], Scan | None]

_EXCEPT = Lexicon(
    (
        "ngoại trừ", "loại trừ", "trừ ra", "trừ", "không bao gồm", "chưa bao gồm", "không gồm", "không kể", "không tính",
        "không có", "except for", "except", "excluding", "other than", "apart from",
    )
)  # fmt: skip
_ONLY_IN_BRACKETS = frozenset({"không có", "không tính", "không kể"})  # "các xã không có rừng" is a subset
_COMPOUNDS = frozenset({"phòng", "khấu", "diệt", "giảm", "miễn", "cấn", "bù"})  # "phòng trừ sâu bệnh"
_BEFORE = frozenset({"", ",", "(", ", (", "-", "–", ";", "["})
_JOINTS = frozenset({",", "và", ", và", "/", "&"})
_LONGEST_NAME, _LONGEST_WORDS = 4, 8


def excludes(words: Sequence[Word], i: int) -> int:
    """The index behind the words at ``i`` that leave somebody out ("trừ", "không bao gồm"); ``i`` itself where none do."""
    said = _EXCEPT.at(words, i)
    if said is None or (i and words[i - 1].key in _COMPOUNDS and words[i].gap.isspace()):
        return i
    return i if said[0] in _ONLY_IN_BRACKETS and not _gap(words, i).endswith(("(", "[")) else said[1]


def exclusion(text: str, words: Sequence[Word], at: int, scan: Scanner) -> Exclusion | None:
    """The exclusion that begins at word ``at``, right behind a phrase; ``scan`` reads the group phrases in it."""
    what = excludes(words, at)
    if what == at or what >= len(words) or _gap(words, at) not in _BEFORE:
        return None
    if _gap(words, at).endswith(("(", "[")):
        return _in_brackets(text, words, at)
    end = _item(text, words, what, scan) or _plain(words, what)
    while end < len(words) and _gap(words, end) in _JOINTS:
        more = None if scan(text, words, end) else _single(text, words, end)
        if not more:
            break
        end = more
    return Exclusion(at, end, words[end - 1].end, False)


def _in_brackets(text: str, words: Sequence[Word], at: int) -> Exclusion:
    depth, stop = 1, words[at].start
    while stop < len(text) and depth:
        depth += (text[stop] in "([") - (text[stop] in ")]")
        stop += 1
    end = next((i for i in range(at, len(words)) if words[i].start >= stop), len(words))
    return Exclusion(at, end, stop if not depth else words[end - 1].end, True)


def _item(text: str, words: Sequence[Word], at: int, scan: Scanner) -> int | None:
    """The index behind the first thing that is left out."""
    group = scan(text, words, at)
    if group is None:
        return _single(text, words, at)
    return _proper(text, words, group.end) or group.end  # "các xã Đại Từ"


def _single(text: str, words: Sequence[Word], at: int) -> int | None:
    """The index behind one agency, one place or one proper name."""
    agency = longest(text, words, at)
    if agency:
        return agency.end
    place = read_place(text, [words[at]._replace(gap=""), *words[at + 1 :]], 0)
    if place and (place.local or place.province):
        return at + place.end
    return _proper(text, words, at)


def _proper(text: str, words: Sequence[Word], at: int) -> int | None:
    """The index behind words with capitals: "Đại Từ" behind "xã"."""
    end = at
    while end < min(len(words), at + _LONGEST_NAME) and (end == at or words[end].gap == " "):
        if not text[words[end].start].isupper():
            break
        end += 1
    return end if end > at else None


def _plain(words: Sequence[Word], at: int) -> int:
    """The index behind words that name nothing known: up to the next comma."""
    end = at + 1
    while end < min(len(words), at + _LONGEST_WORDS) and words[end].gap.isspace():
        end += 1
    return end


def _gap(words: Sequence[Word], i: int) -> str:
    return " ".join(words[i].gap.lower().split())
