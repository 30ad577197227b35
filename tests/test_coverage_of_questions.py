"""How much of a question does one passage hold? By hand, and against what the ranker's features say of the same."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Index, Passage, build, encoder
from index.ranking.coverage import greatest_coverage, prints
from index.ranking.matches import Asked, Found
from index.storage.forward import Forward

TEXTS = ["đổ rác ra đường", "rác thải đổ về", "số hóa hồ sơ số", "hồ sơ hồ sơ", "đường đổ đèo"]
KNOWN = sorted({syllable for text in TEXTS for syllable in text.split()})


@pytest.fixture(scope="module")
def forward(tmp_path_factory: pytest.TempPathFactory) -> Forward:
    folder = tmp_path_factory.mktemp("held")
    build(folder, [Passage(f"p{at}", "d", text) for at, text in enumerate(TEXTS)], encoder())
    return Index.open(folder)._generation()._forward


@pytest.mark.parametrize(
    ("units", "numbers", "share", "why"),
    [
        ([("đổ", "rác")], [0, 1], 1.0, "side by side in the first"),
        ([("đổ", "rác")], [1], 0.0, "both stand there, but apart"),
        ([("đổ",), ("rác",)], [1], 1.0, "each alone"),
        ([("hồ", "sơ"), ("mưa",)], [3], None, "a syllable that no passage has weighs too"),
        ([], [0, 1], 0.0, "nothing asked"),
        ([("đổ",)], [], 0.0, "nothing found"),
    ],
)
def test_by_hand(units: list[tuple[str, ...]], numbers: list[int], share: float | None, why: str, forward: Forward) -> None:
    held = greatest_coverage(forward, units, np.array(numbers, dtype=np.int64))
    assert held == pytest.approx(share) if share is not None else 0 < held < 1, why


@settings(max_examples=300, deadline=None)
@given(
    units=st.lists(st.lists(st.sampled_from([*KNOWN, "mưa", "lạ"]), min_size=1, max_size=3).map(tuple), max_size=6),
    numbers=st.lists(st.integers(0, len(TEXTS) - 1), max_size=5, unique=True),
    enough=st.floats(0, 1),
)
def test_as_the_features_say(units: list[tuple[str, ...]], numbers: list[int], enough: float, forward: Forward) -> None:
    true = Found(
        Asked.of(forward, units), forward.rows(np.array(numbers, dtype=np.int64)), forward.mean_length
    ).whole_words.max(initial=0.0)
    assert greatest_coverage(forward, units, np.array(numbers, dtype=np.int64)) == pytest.approx(true, abs=1e-6)
    stopped = greatest_coverage(forward, units, np.array(numbers, dtype=np.int64), enough)
    assert min(stopped, enough) == pytest.approx(min(true, enough), abs=1e-6), "enough is enough"


@pytest.mark.parametrize(
    ("syllables", "number", "held", "why"),
    [
        ("đổ rác ra", 0, True, "as it stands"),
        ("đổ rác", 1, False, "both, but apart"),
        ("hồ sơ số", 2, True, "each beside its neighbour, though not in one run"),
        ("hồ sơ mưa", 3, False, "a syllable that no passage has"),
        ("đường", 4, True, "one syllable"),
    ],
)
def test_what_is_printed_as_it_was_typed(syllables: str, number: int, held: bool, why: str, forward: Forward) -> None:
    assert prints(forward, syllables.split(), number) == held, why


@settings(max_examples=200, deadline=None)
@given(asked=st.lists(st.sampled_from([*KNOWN, "mưa"]), min_size=1, max_size=5), data=st.data())
def test_what_is_printed_is_held_whatever_belongs_together(asked: list[str], data: st.DataObject, forward: Forward) -> None:
    """So nothing is lost where it is asked first."""
    number = data.draw(st.integers(0, len(TEXTS) - 1))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(asked)))) | {0, len(asked)})
    units = [tuple(asked[start:end]) for start, end in pairwise(cuts)]
    if prints(forward, asked, number):
        assert greatest_coverage(forward, units, np.array([number])) == pytest.approx(1.0)
