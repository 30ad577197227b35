"""Document numbers (số, ký hiệu): finding them in print and in questions, comparing them, guessing at misprints.

The printed grammar is ``number_grammar``, loosely typed questions are ``asked_numbers``; this is their door.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.grammar.asked_numbers import AskedNumber, find_in_question
from ingest.grammar.number_grammar import Number, find
from ingest.grammar.number_keys import fold_key, folded, key

__all__ = ["AskedNumber", "Number", "find", "find_in_question", "fold_key", "key", "suggest"]


def suggest(number: str, known: Iterable[str]) -> tuple[str, ...]:
    """Known numbers that an unknown one may be a misreading of, best first; empty where it is known or nothing is near.

    Near are, in this order: the same characters after typical confusions of OCR (QD-UBND, KH-UBNĐ, CTR, "1 44", O for 0); the
    same number and type with another organ or without the year (12/TT-BNV); one character more, less or other.
    """
    candidates = tuple(dict.fromkeys(known))
    if any(key(candidate) == key(number) for candidate in candidates):
        return ()
    ranked = ((_distance(number, candidate), candidate) for candidate in candidates)
    near = sorted((pair for pair in ranked if pair[0] < _FAR), key=lambda pair: pair[0])
    return tuple(candidate for _, candidate in near)


_FAR = 3
# What scanners take for one another: Đ Ð D, Ư U, O Q 0, I l | 1, S 5, B 8, Z 2.
_CONFUSED = str.maketrans("OQIL|SBZ", "00111582")


def _distance(number: str, other: str) -> int:
    """0 the same print misread, 1 the same number and type, 2 one character apart, 3 (``_FAR``) none of these."""
    one, two = _skeleton(number), _skeleton(other)
    if one == two:
        return 0 if one else _FAR
    if _digits_and_type(number) == _digits_and_type(other) is not None:
        return 1
    return 2 if len(one) > 4 and _one_apart(one, two) else _FAR


def _skeleton(number: str) -> str:
    """The characters that a scanner cannot confuse, without blanks and signs."""
    return re.sub(
        r"[\W_]", "", "".join(folded(run) for run in re.split(r"([|\W_])", number.strip())).upper().translate(_CONFUSED)
    )


def _digits_and_type(number: str) -> tuple[str, str] | None:
    found = find(number) or find(number.upper())
    if not found or found[0].number is None or found[0].type_code is None:
        return None
    return folded(found[0].number), folded(found[0].type_code)


def _one_apart(one: str, two: str) -> bool:
    """Whether one insertion, deletion, exchange or swap of neighbours leads from one to the other."""
    if abs(len(one) - len(two)) > 1:
        return False
    same = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    rest, other = one[same:], two[same:]
    swapped = rest[:2] == other[:2][::-1] and rest[2:] == other[2:]
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:] or (swapped and len(rest) > 1)
