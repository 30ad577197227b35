"""The best candidates in their learnt order: features, then trees. Imported at the first question, for it needs numpy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.legs.fusion import Fused
from index.meaning.concept_search import Group
from index.meaning.core import core
from index.ranking import ranker
from index.ranking.features import Query, Scores, features
from index.ranking.matches import Table
from index.storage.forward import Forward
from index.text.words import read

_LEGS = ("lexical", "dense", "concept")


def learnt(forward: Forward, query: Query, fused: Fused) -> Fused:
    """The passages in their learnt order, with what the ranker says of each among their ``parts``.

    Scores are put between the least of the sum and 1, above those of all that are not ranked.
    """
    told = ranker.bundled().scores(table(forward, query, fused))
    least = fused.scores.min()
    raised = Fused(fused.numbers, least + (1 - least) / (1 + np.exp(-told)), {**fused.parts, "ranker": told})
    return raised.taken((-told).argsort(kind="stable"))


def table(forward: Forward, query: Query, fused: Fused) -> Table:
    """The features of each passage."""
    nothing = np.zeros(len(fused))
    lexical, dense, concept = (fused.parts.get(leg, nothing) for leg in _LEGS)
    return features(forward, query, fused.numbers, Scores(lexical, dense, concept, fused.scores))


def query_of(text: str, groups: Sequence[Group]) -> Query:
    return Query(_syllables(text), groups, _syllables(core(text)))


def _syllables(text: str) -> list[tuple[str, ...]]:
    return [word.syllables for word in read(text)]
