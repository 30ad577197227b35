"""What a leg says, in columns: the order of the best, and what a second look adds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.legs.scored import NOTHING, Scored

SCORES = st.dictionaries(st.integers(0, 50), st.floats(0, 9).map(lambda score: round(score, 1)), max_size=20)


@given(held=SCORES, limit=st.integers(0, 25))
def test_the_best_first_equals_by_number(held: dict[int, float], limit: int) -> None:
    assert list(Scored.of(held.items()).ordered(limit)) == sorted(held.items(), key=lambda one: (-one[1], one[0]))[:limit]


@given(held=SCORES, data=st.data())
def test_what_a_second_look_adds(held: dict[int, float], data: st.DataObject) -> None:
    more = {number: data.draw(st.floats(0, 9)) for number in held if data.draw(st.booleans())}
    first, second = Scored.of(held.items()), Scored.of(more.items())
    summed = {number: score + more.get(number, 0.0) for number, score in held.items()}
    assert list(first.plus(second)) == list(summed.items()), "in the same order"
    assert dict(first) == held, "and the first is as it was"


@pytest.mark.parametrize("pairs", [[], iter([])])
def test_nothing(pairs: list[tuple[int, float]]) -> None:
    assert list(Scored.of(pairs)) == list(NOTHING) == []
    assert len(NOTHING.ordered(5)) == len(NOTHING.plus(NOTHING)) == 0
