"""The segmenter on many lines at once, in numpy: the same joins in a fraction of the time that one line after the other takes.

Sums are made in the order of ``index.text.segmenter``, so that not one bit of a score differs (``tests/test_words_many.py``).
Kinds of tokens are known by number; what must be looked up in strings is looked up once for each kind.
"""

from __future__ import annotations

import string
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from index.text.segmenter import Moves, Segmenter

Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.float64]

_LONG = 2_000  # tokens of a line that is read by itself, as all others would wait for it


@dataclass(frozen=True, slots=True)
class Kinds:
    """What is known of each kind of token, by number.

    The three leanings; ``never`` joins, begins with a ``capital``; ``syllable`` is its number in the dictionary.
    """

    own: Scores
    after: Scores
    before: Scores
    never: Truths
    capital: Truths
    syllable: Ints

    @classmethod
    def of(cls, reader: Segmenter, kinds: Sequence[str]) -> Kinds:
        leanings = np.array([reader.lean(kind) for kind in kinds], dtype=np.float64).reshape(-1, 3)
        known = _known(reader).syllables
        own, after, before = np.ascontiguousarray(leanings.T)
        return cls(
            own,
            after,
            before,
            never=np.array([kind in string.punctuation or kind[0].isdigit() for kind in kinds], dtype=np.bool_),
            capital=np.array([kind[0].istitle() for kind in kinds], dtype=np.bool_),
            syllable=np.array([known.get(kind.lower(), 0) for kind in kinds], dtype=np.int64),
        )

    def and_then(self, more: Kinds) -> Kinds:
        return Kinds(*(np.concatenate([getattr(self, name), getattr(more, name)]) for name in Kinds.__slots__))


def joins(reader: Segmenter, kinds: Kinds, tokens: Ints, lengths: Ints) -> Truths:
    """For each token, whether it belongs to one word with the token before it, as ``Segmenter.joins`` says it.

    ``tokens`` are numbers of ``kinds``, line after line; ``lengths`` are those of the lines, none of which is empty. Takes as
    many steps as the longest line has tokens.
    """
    if not len(tokens):
        return np.zeros(0, dtype=np.bool_)
    scores = _scores(reader, kinds, tokens, lengths)
    goes_on = np.zeros(len(tokens), dtype=np.bool_)
    long = lengths > _LONG
    ends = np.cumsum(lengths)
    for start, end in zip((ends - lengths)[long].tolist(), ends[long].tolist(), strict=True):
        goes_on[start:end] = reader.best(scores[start:end].tolist())
    of_short = np.repeat(~long, lengths)
    goes_on[of_short] = _viterbi(scores[of_short], lengths[~long], reader.moves)
    goes_on[ends - lengths] = False
    goes_on[1:] &= _may_join(kinds, tokens)
    return goes_on


def _scores(reader: Segmenter, kinds: Kinds, tokens: Ints, lengths: Ints) -> Scores:
    """Score of "goes on" less score of "begins" for each token, without the transitions."""
    followed = np.ones(len(tokens), dtype=np.bool_)  # by a token of the same line
    followed[np.cumsum(lengths) - 1] = False
    scores: Scores = kinds.own[tokens]
    scores[1:] += np.where(followed[:-1], kinds.after[tokens[:-1]], 0.0)
    scores[:-1] += np.where(followed[:-1], kinds.before[tokens[1:]], 0.0)
    _add_dictionary(scores, reader, kinds.syllable[tokens], followed)
    return scores


def _add_dictionary(scores: Scores, reader: Segmenter, syllables: Ints, followed: Truths) -> None:
    known, weights = _known(reader), reader.dictionary
    pairs = syllables[:-1] * len(known.syllables) + syllables[1:]
    two = np.flatnonzero(known.two.holds(pairs) & followed[:-1])
    begins = np.flatnonzero(known.begins_three.holds(pairs[:-1]) & followed[:-2] & followed[1:-1])
    three = begins[known.three.holds(pairs[begins] * len(known.syllables) + syllables[begins + 2])]
    scores[three + 2] += weights.three_before
    scores[two + 1] += weights.two_before
    scores[two] += weights.two_after
    scores[three] += weights.three_after


class _Set:
    """Of numbers. Nearly all that it does not hold are told by a look at a table, which is five times as fast as a search."""

    def __init__(self, held: Ints) -> None:
        self._held, self._met = np.sort(held), np.zeros(_MASK + 1, dtype=np.bool_)
        self._met[held & _MASK] = True

    def holds(self, numbers: Ints) -> Truths:
        found: Truths = self._met[numbers & _MASK]
        perhaps = np.flatnonzero(found)
        places = np.searchsorted(self._held[:-1], numbers[perhaps])
        found[perhaps] = self._held[places] == numbers[perhaps]
        return found


_MASK = (1 << 18) - 1


@dataclass(frozen=True, slots=True)
class _Known:
    """The dictionary in numbers. ``syllables`` begin with one that no token is; pairs and threes are counted to its length."""

    syllables: dict[str, int]
    two: _Set
    begins_three: _Set
    three: _Set


@lru_cache(maxsize=1)
def _known(reader: Segmenter) -> _Known:
    """Takes 30 ms and 2 MB."""
    held = reader.dictionary
    names = dict.fromkeys(name for words in (held.two, held.three) for word in words for name in word.split(" "))
    syllables = {name: number for number, name in enumerate(["", *(name for name in names if name)])}
    return _Known(syllables, *(_Set(_numbered(syllables, words)) for words in (held.two, held.begins_three, held.three)))


def _numbered(syllables: dict[str, int], words: Collection[str]) -> Ints:
    """Words of equally many syllables, each as the digits of one number."""
    digits = np.array([[syllables[name] for name in word.split(" ")] for word in words if all(word.split(" "))], dtype=np.int64)
    return np.asarray(digits @ len(syllables) ** np.arange(digits.shape[1] - 1, -1, -1))


def _viterbi(scores: Scores, lengths: Ints, moves: Moves) -> Truths:
    """The best path of two labels in each line, as True = goes on; all lines take each step together, the longest first."""
    order = np.argsort(-lengths, kind="stable")
    starts, longest = (np.cumsum(lengths) - lengths)[order], int(lengths.max(initial=0))
    going = np.searchsorted(-lengths[order], -np.arange(longest)).tolist()  # lines that are longer than each step
    out, inside = np.zeros(len(lengths)), scores[starts]
    came_from: list[tuple[Truths, Truths]] = []
    for step, many in enumerate(going[1:], start=1):
        leave, enter = inside[:many] + moves.go_out, out[:many] + moves.go_in
        stay_out, stay_in = out[:many] + moves.stay_out, inside[:many] + moves.stay_in
        came_from.append((leave > stay_out, stay_in > enter))
        out[:many] = np.maximum(leave, stay_out)
        inside[:many] = np.maximum(stay_in, enter) + scores[starts[:many] + step]
    labels, label = np.zeros(len(scores), dtype=np.bool_), inside > out
    for step in range(longest - 1, 0, -1):
        many = going[step]
        labels[starts[:many] + step] = label[:many]
        from_out, from_in = came_from[step - 1]
        label[:many] = np.where(label[:many], from_in, from_out)
    labels[starts] = label
    return labels


def _may_join(kinds: Kinds, tokens: Ints) -> Truths:
    """pyvi's veto, for each token but the first: no marks, no numbers, no capital after a small letter."""
    never, capital = kinds.never[tokens], kinds.capital[tokens]
    return np.asarray(~(never[1:] | never[:-1]) & (capital[:-1] | ~capital[1:]))
