"""The best candidates in their learnt order: features, then trees. Imported at the first question, for it needs numpy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.meaning.concept_search import Group
from index.meaning.core import core
from index.ranking import ranker
from index.ranking.features import Query, Scores, features
from index.ranking.matches import Table
from index.storage.forward import Forward
from index.text.words import read

Legs = tuple[float, float, float, float]  # the lexical, dense, concept and fused score of a passage


def learnt(forward: Forward, query: Query, numbers: Sequence[int], legs: Sequence[Legs]) -> list[float]:
    """What the ranker says of each passage: more is better, equals are equal."""
    return [float(score) for score in ranker.bundled().scores(table(forward, query, numbers, legs))]


def table(forward: Forward, query: Query, numbers: Sequence[int], legs: Sequence[Legs]) -> Table:
    """The features of each passage; ``legs`` are its scores."""
    columns = np.array(legs, dtype=np.float64).reshape(-1, 4).T
    return features(forward, query, numbers, Scores(*columns))


def query_of(text: str, groups: Sequence[Group]) -> Query:
    return Query(_syllables(text), groups, _syllables(core(text)))


def _syllables(text: str) -> list[tuple[str, ...]]:
    return [word.syllables for word in read(text)]
