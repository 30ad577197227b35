"""Which choices, one for each place, are likeliest together? Viterbi over several styles at once, with the next best too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

Shares = npt.NDArray[np.float64]
Way = tuple[float, tuple[int, ...]]  # its score, a logarithm, and for each place which of its choices


def best_ways(likelihoods: Iterable[Shares], before: Shares, most: int) -> list[Way]:
    """The ``most`` best ways, the best first, each in its best style.

    ``likelihoods`` has logarithms for each place: by style, choice at the place before (at first one), choice. ``before`` is
    what speaks for each style beforehand.
    """
    scores, backs = before[:, None], []  # by style; the best ways to each choice, those to one choice together
    for likelihood in likelihoods:
        reached = scores[:, :, None] + np.repeat(likelihood, scores.shape[1] // likelihood.shape[1], axis=1)
        order = (-reached).argsort(axis=1, kind="stable")[:, :most]
        backs.append(order)
        scores = np.take_along_axis(reached, order, axis=1).transpose(0, 2, 1).reshape(len(before), -1)
    found: dict[tuple[int, ...], float] = {}
    for at in (-scores).argsort(axis=None, kind="stable")[: len(before) * most].tolist():
        style, way = divmod(at, scores.shape[1])
        found.setdefault(_choices(backs, style, way), float(scores[style, way]))
    return [(score, way) for way, score in found.items()][:most]


def _choices(backs: Sequence[npt.NDArray[np.intp]], style: int, way: int) -> tuple[int, ...]:
    """The choices that led to a way, from the first place on."""
    path = []
    for back in reversed(backs):
        choice, rank = divmod(way, back.shape[1])
        path.append(choice)
        way = int(back[style, rank, choice])
    return tuple(reversed(path))
