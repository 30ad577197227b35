"""The segmenter on many lines at once, in numpy: the same joins in a tenth of the time that one line after the other takes.

Sums are made in the order of ``index.segmenter``, so that not one bit of a score differs (``tests/test_words.py``).
"""

from __future__ import annotations

import string
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.segmenter import Moves, Segmenter

Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.float64]


def joins(reader: Segmenter, kinds: Sequence[str], tokens: Ints, lengths: Ints) -> Truths:
    """For each token, whether it belongs to one word with the token before it, as ``Segmenter.joins`` says it.

    ``tokens`` are places in ``kinds``, line after line; ``lengths`` are those of the lines, none of which is empty. Takes as
    many steps as the longest line has tokens.
    """
    if not len(tokens):
        return np.zeros(0, dtype=np.bool_)
    goes_on = _viterbi(_scores(reader, kinds, tokens, lengths), lengths, reader.moves)
    goes_on[np.cumsum(lengths) - lengths] = False
    goes_on[1:] &= _may_join(kinds, tokens)
    return goes_on


def _scores(reader: Segmenter, kinds: Sequence[str], tokens: Ints, lengths: Ints) -> Scores:
    """Score of "goes on" less score of "begins" for each token, without the transitions."""
    own, after, before = np.array([reader.leaning(kind) for kind in kinds], dtype=np.float64).T
    followed = np.ones(len(tokens), dtype=np.bool_)  # by a token of the same line
    followed[np.cumsum(lengths) - 1] = False
    scores: Scores = own[tokens]
    scores[1:] += np.where(followed[:-1], after[tokens[:-1]], 0.0)
    scores[:-1] += np.where(followed[:-1], before[tokens[1:]], 0.0)
    _add_dictionary(scores, reader, [kind.lower() for kind in kinds], tokens, followed)
    return scores


def _add_dictionary(scores: Scores, reader: Segmenter, lower: Sequence[str], tokens: Ints, followed: Truths) -> None:
    known = reader.dictionary
    pairs, of = np.unique(tokens[:-1] * len(lower) + tokens[1:], return_inverse=True)
    texts = [f"{lower[pair // len(lower)]} {lower[pair % len(lower)]}" for pair in pairs.tolist()]
    two = np.flatnonzero(_among(texts, known.two)[of] & followed[:-1])
    begins = np.flatnonzero(_among(texts, known.begins_three)[of][:-1] & followed[:-2] & followed[1:-1])
    ends = zip(of[begins].tolist(), tokens[begins + 2].tolist(), strict=True)
    three = begins[_among([f"{texts[pair]} {lower[end]}" for pair, end in ends], known.three)]
    scores[three + 2] += known.three_before
    scores[two + 1] += known.two_before
    scores[two] += known.two_after
    scores[three] += known.three_after


def _among(texts: Sequence[str], held: frozenset[str]) -> Truths:
    return np.fromiter((text in held for text in texts), dtype=np.bool_, count=len(texts))


def _viterbi(scores: Scores, lengths: Ints, moves: Moves) -> Truths:
    """The best path of two labels in each line, as True = goes on; all lines take each step together, the longest first."""
    order = np.argsort(-lengths, kind="stable")
    starts, longest = (np.cumsum(lengths) - lengths)[order], int(lengths.max())
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


def _may_join(kinds: Sequence[str], tokens: Ints) -> Truths:
    """pyvi's veto, for each token but the first: no marks, no numbers, no capital after a small letter."""
    never = np.array([kind in string.punctuation or kind[0].isdigit() for kind in kinds], dtype=np.bool_)[tokens]
    capital = np.array([kind[0].istitle() for kind in kinds], dtype=np.bool_)[tokens]
    return np.asarray(~(never[1:] | never[:-1]) & (capital[:-1] | ~capital[1:]))
