"""The legs made one list: the sum by hand, and that what is not looked up could not have come among the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.legs.fusion import Fused, Pool
from index.legs.scored import Scored

Legs = Mapping[str, Sequence[tuple[int, float]]]


def pool_of(legs: Legs, weights: Mapping[str, float]) -> Pool:
    return Pool({leg: Scored.of(pairs) for leg, pairs in legs.items()}, weights)


def best(legs: Legs, weights: Mapping[str, float], limit: int) -> Fused:
    return pool_of(legs, weights).best(limit, lambda numbers: [f"{100 - number:03}" for number in numbers])


def test_known_numbers() -> None:
    found = best({"lexical": [(1, 8.0), (2, 4.0)], "dense": [(2, 0.5), (3, -0.1)]}, {"lexical": 0.75, "dense": 0.25}, 5)
    assert found.numbers.tolist() == [1, 2], "nothing for below nothing"
    assert found.scores.tolist() == [0.75, 0.625], "shares of the best"
    assert {leg: part.tolist() for leg, part in found.parts.items()} == {"lexical": [1.0, 0.5], "dense": [0.0, 1.0]}


def test_ties_stand_by_id_also_at_the_end() -> None:
    legs = {"lexical": [(1, 1.0), (2, 1.0), (3, 1.0), (4, 0.5)]}
    assert best(legs, {"lexical": 1.0}, 2).numbers.tolist() == [3, 2, 1]


@pytest.mark.parametrize("legs", [{}, {"lexical": []}, {"lexical": [], "dense": [(1, 0.0)]}])
def test_nothing_found(legs: Legs) -> None:
    weights = {"lexical": 0.5, "dense": 0.5}
    assert not len(best(legs, weights, 5))
    assert "lexical" not in pool_of(legs, weights).unsaid(9, 5), "a leg that found nothing has nothing to say of others"


@settings(max_examples=200)
@given(
    scores=st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20)), max_size=40),
    depth=st.integers(1, 12),
    limit=st.integers(1, 12),
)
def test_what_is_not_looked_up_does_not_matter(scores: list[tuple[int, int, int]], depth: int, limit: int) -> None:
    """Each leg gives its first few; asked for the open ones, the first of the sum are those of all scores."""
    weights = {"lexical": 0.5, "dense": 0.3, "concept": 0.2}
    whole = {leg: {n: float(row[at]) for n, row in enumerate(scores) if row[at]} for at, leg in enumerate(weights)}
    legs = {leg: sorted(held.items(), key=lambda pair: (-pair[1], pair[0]))[:depth] for leg, held in whole.items()}
    pool = pool_of(legs, weights)
    for leg, numbers in pool.unsaid(depth, limit).items():
        pool.enter(leg, Scored.of((number, whole[leg].get(number, 0.0)) for number in numbers.tolist()))
    seen = {number for leg in legs.values() for number, _ in leg}
    everything = {leg: [(n, score) for n, score in held.items() if n in seen] for leg, held in whole.items()}
    found = pool.best(limit, lambda numbers: [f"{100 - number:03}" for number in numbers]).numbers.tolist()
    true = best(everything, weights, limit).numbers.tolist()
    assert found[:limit] == true[:limit]
