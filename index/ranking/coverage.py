"""How much of a question does one passage hold? Asked of the best few at every question, so it stops where enough is held.

In plain Python: of a question about a held paper the first passage mostly says enough, and for one passage each call of numpy
costs more than its work (0.05 ms instead of 0.6).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from index.storage.forward import Forward
from index.storage.segment import Numbers


class _Unit(NamedTuple):
    """Syllables that say something only together; ``ids`` is empty where no passage has one of them."""

    ids: tuple[int, ...]
    weight: float


def greatest_coverage(forward: Forward, units: Sequence[Sequence[str]], numbers: Numbers, enough: float = 1.0) -> float:
    """The greatest share of the question, by the weight of its syllables, that one of these passages holds; a unit as a whole
    or not. Looks no further where ``enough`` is held; 0 for a question without syllables."""
    asked = _weighed(forward, units)
    total = sum(unit.weight for unit in asked)
    greatest = 0.0
    for some in (numbers[:1], numbers[1:]) if total else ():
        rows = forward.rows(some)
        tokens, end = rows.tokens.tolist(), 0
        for length in rows.lengths.tolist():
            start, end = end, end + length
            greatest = max(greatest, _held(asked, tokens[start:end]) / total)
        if greatest >= enough:
            break
    return greatest


def prints(forward: Forward, syllables: Sequence[str], number: int) -> bool:
    """Whether a passage has every syllable beside the one it was typed beside: then it holds the question, whatever its words
    mean together."""
    ids = [forward.id(syllable) for syllable in syllables]
    tokens = forward.rows(np.array([number])).tokens.tolist()
    return set(pairwise(ids)) <= set(pairwise(tokens)) and set(ids) <= set(tokens)


def _weighed(forward: Forward, units: Sequence[Sequence[str]]) -> list[_Unit]:
    known = [[forward.id(syllable) for syllable in unit] for unit in units]
    ids = list(dict.fromkeys(number for unit in known for number in unit if number is not None))
    idf = dict(zip(ids, forward.idf(ids).tolist(), strict=True))
    weights = [sum(forward.unseen_idf if number is None else idf[number] for number in unit) for unit in known]
    whole = [() if None in unit else tuple(number for number in unit if number is not None) for unit in known]
    return [_Unit(*one) for one in zip(whole, weights, strict=True)]


def _held(asked: Sequence[_Unit], tokens: Sequence[int]) -> float:
    """The weight of the units that stand in a passage; a repeated syllable needs to stand there once."""
    single, pairs = set(tokens), set(pairwise(tokens))
    return sum(
        unit.weight
        for unit in asked
        if unit.ids
        and unit.ids[0] in single
        and all(left == right or (left, right) in pairs for left, right in pairwise(unit.ids))
    )
