"""What the ranker weighs: the legs' scores, and how the words of a question stand in each of its candidates.

From the token ids of ``index.storage.forward``: 1.7 ms for 100 legal articles, less for rows of plans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from index.meaning import expected
from index.meaning.concept_search import Group
from index.ranking.matches import Asked, Found, Table
from index.ranking.meant import meant
from index.storage.forward import Forward, Rows
from index.storage.segment import Numbers

_TINY = 1e-9

NAMES = (
    *("lexical", "lexical_rank", "dense", "dense_rank", "fused", "fused_rank", "fused_gap"),
    *("words", "words_best", "words_rank", "pairs", "pairs_best", "pairs_rank"),
    *("coverage", "coverage_best", "coverage_gap", "pair_coverage", "place", "place_best", "pair_place", "both_places_best"),
    *("near", "near_best", "run_share", "run", "whole_words", "whole_words_best", "whole_words_gap"),
    *("head", "missing", "rarest", "density", "length", "asked"),
    *("threes", "threes_gap", "of_long_best", "told", "told_gap", "told_words", "told_words_best"),
    *("told_place", "told_place_best", "told_place_gap", "told_head", "told_head_gap", "title", "title_gap", "title_asked"),
    *("concept", "concept_rank", "concept_gap", "meant", "meant_best", "meant_rank", "meant_words", "known"),
    # What answers to such a question print, and the part of a long question that asks (``meaning.expected``, ``meaning.core``).
    *("expected", "expected_gap", "expected_head", "expects", "guides"),
    *("core_told", "core_told_gap", "core_words_best", "core_pairs", "core_near", "core_head_gap", "core"),
)
_OF_CORE = 7


class Query(NamedTuple):
    """The words of a question, each by its syllables, what they may mean, and the words of the part that asks."""

    words: Sequence[Sequence[str]]
    groups: Sequence[Group]
    core: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Scores:
    """What the legs say of each candidate, as shares of the best; ``fused`` is their weighted sum.

    ``concept`` is 0 for all where the question needed no widening.
    """

    lexical: Table
    dense: Table
    concept: Table
    fused: Table


def features(forward: Forward, query: Query, numbers: Numbers, scores: Scores) -> Table:
    """A row for each candidate, a column for each of ``NAMES``."""
    asked, rows = Asked.of(forward, query.words), forward.rows(numbers)
    found, meanings = Found(asked, rows, forward.mean_length), meant(forward, query.groups, rows)
    place, told_place, pair_place = found.best_place
    columns = (
        *(scores.lexical, _ranks(scores.lexical), scores.dense, _ranks(scores.dense)),
        *(scores.fused, _ranks(scores.fused), _gap(scores.fused)),
        *_leg(found.words / asked.total),
        *_leg(found.pairs / asked.pair_total),
        *(found.coverage, _best(found.coverage), _gap(found.coverage), found.pair_coverage),
        *(place, _best(place), pair_place, _best(place + pair_place)),
        *(found.near, _best(found.near), found.run / max(len(asked.order), 1), found.run),
        *(found.whole_words, _best(found.whole_words), _gap(found.whole_words)),
        *(found.head, found.missing, found.rarest, found.density, np.log1p(found.lengths)),
        np.full(len(numbers), np.log1p(len(asked.order))),
        *(found.threes, _gap(found.threes), _best(found.words_of_long), found.told, _gap(found.told)),
        *(found.told_words / asked.told_total, _best(found.told_words)),
        *(told_place, _best(told_place), _gap(told_place), found.told_head, _gap(found.told_head)),
        *(found.title, _gap(found.title), found.title_asked),
        *(scores.concept, _ranks(scores.concept), _gap(scores.concept)),
        *_leg(meanings.share),
        meanings.words,
        np.full(len(numbers), found.coverage.max(initial=0.0)),
        *_expected(forward, query.words, rows),
        *_core(forward, query, rows),
    )
    return np.stack(columns, axis=1)


def _expected(forward: Forward, words: Sequence[Sequence[str]], rows: Rows) -> tuple[Table, ...]:
    """How much stands there of what answers to such a question print, and of what few people ask for."""
    cues = expected.cues(words)
    asked = Asked.of(forward, [*cues, *expected.guides()])
    found, answers = Found(asked, rows, forward.mean_length), asked.words[: len(cues)]
    whole, guides = found.share_of(answers), found.share_of(asked.words[len(cues) :])
    return whole, _gap(whole), found.head_of(answers), np.full(len(whole), float(len(cues))), guides


def _core(forward: Forward, query: Query, rows: Rows) -> tuple[Table, ...]:
    """How much stands there of the part of the question that asks, and how long a part that is; nothing where it is all."""
    if len(query.core) == len(query.words):
        return (np.zeros(len(rows.lengths)),) * _OF_CORE
    found = Found(Asked.of(forward, query.core), rows, forward.mean_length)
    share = len(query.core) / max(len(query.words), 1)
    return (
        *(found.told, _gap(found.told), _best(found.told_words), found.pair_coverage, found.near, _gap(found.told_head)),
        np.full(len(rows.lengths), share),
    )


def _leg(scores: Table) -> tuple[Table, Table, Table]:
    return scores, _best(scores), _ranks(scores)


def _best(scores: Table) -> Table:
    """As shares of the best."""
    return np.asarray(scores / (scores.max(initial=0) + _TINY))


def _gap(scores: Table) -> Table:
    """How far behind the best, 0 or less."""
    return np.asarray(scores - scores.max(initial=0))


def _ranks(scores: Table) -> Table:
    """1 for the best, 1/2 for the second, and so on; equals share the rank of the first of them."""
    better = len(scores) - np.searchsorted(np.sort(scores), scores, side="right")
    return np.asarray(1 / (1 + better))
