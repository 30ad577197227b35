"""The legs made one list: the sum by hand, and that what is not looked up could not have come among the first."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.fusion import fused, unsaid
from index.passages import Scored


def ids(numbers: Sequence[int]) -> list[str]:
    return [f"{100 - number:03}" for number in numbers]


def test_known_numbers() -> None:
    found = fused({"lexical": [(1, 8.0), (2, 4.0)], "dense": [(2, 0.5), (3, -0.1)]}, {"lexical": 0.75, "dense": 0.25}, 5, ids)
    assert [(one.number, one.score) for one in found] == [(1, 0.75), (2, 0.625)], (
        "shares of the best; nothing for below nothing"
    )
    assert found[1].parts == {"lexical": 0.5, "dense": 1.0}


def test_ties_stand_by_id_also_at_the_end() -> None:
    legs = {"lexical": [(1, 1.0), (2, 1.0), (3, 1.0), (4, 0.5)]}
    assert [one.number for one in fused(legs, {"lexical": 1.0}, 2, ids)] == [3, 2, 1]


@pytest.mark.parametrize("legs", [{}, {"lexical": []}, {"lexical": [], "dense": [(1, 0.0)]}])
def test_nothing_found(legs: dict[str, list[Scored]]) -> None:
    assert fused(legs, {"lexical": 0.5, "dense": 0.5}, 5, ids) == []


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
    for leg, numbers in unsaid(legs, weights, depth, limit).items():
        legs[leg] += [(number, whole[leg].get(number, 0.0)) for number in numbers]
    seen = {number for leg in legs.values() for number, _ in leg}
    everything = {leg: [(n, score) for n, score in held.items() if n in seen] for leg, held in whole.items()}
    best = [one.number for one in fused(everything, weights, limit, ids)]
    assert [one.number for one in fused(legs, weights, limit, ids)][:limit] == best[:limit]
