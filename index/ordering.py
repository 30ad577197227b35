"""The best candidates in their learnt order: features, then trees. Imported at the first question, for it needs numpy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index import ranker
from index.features import Scores, features
from index.forward import Forward
from index.matches import Table
from index.words import read


def learnt(forward: Forward, query: str, numbers: Sequence[int], legs: Sequence[tuple[float, float, float]]) -> list[float]:
    """What the ranker says of each passage: more is better, equals are equal."""
    return [float(score) for score in ranker.bundled().scores(table(forward, query, numbers, legs))]


def table(forward: Forward, query: str, numbers: Sequence[int], legs: Sequence[tuple[float, float, float]]) -> Table:
    """The features of each passage; ``legs`` are its lexical, dense and fused score."""
    columns = np.array(legs, dtype=np.float64).reshape(-1, 3).T
    return features(forward, [word.syllables for word in read(query)], numbers, Scores(*columns))
