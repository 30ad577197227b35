"""Highlights against the plainest way to find them, and however often a passage was looked at before."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.highlights import highlights
from index.text.words import Word, folded, marked, read

COMMON = ("và", "của", "các", "từ")  # of the pieces; without marks the last is also half of "Tư pháp"
PIECES = st.lists(
    st.sampled_from(
        [
            *("sở", "Tư pháp", "hồ sơ", "hồ", "sơ", "của", "các", "và", "chuyển đổi", "số", "Số", "hoà giải"),
            *("30/4/2026", "144/KH-UBND", "08-CTr/BCĐ", "KH&CN", "1.000.000", "0,5", "007", "UBND.", "a_b", "_", "....."),
            *("x@y.vn", "https://a.vn/b", ",", "-", "\n", "\t"),
        ]
    ),
    max_size=14,
)
TEXTS = st.tuples(PIECES, st.sampled_from([" ", "  ", ""])).map(lambda made: made[1].join(made[0]))
QUESTIONS = PIECES.map(" ".join) | PIECES.map(lambda pieces: folded(" ".join(pieces)))


def plainly(query: str, text: str) -> set[int]:
    """Every offset that is shown, by comparing all with all."""
    plain = str if marked(query) else folded
    common = {plain(word) for word in COMMON}
    asked = [plain(syllable) for word in read(query) for syllable in word.syllables]
    pairs = {pair for pair in pairwise(asked) if not set(pair) <= common}
    spans = [
        (w.start, w.end)
        for w in read(text)
        if plain(w.text) in {plain(one.text) for one in read(query)} and plain(w.text) not in common
    ]
    placed = [
        (plain(syllable), *span)
        for word in read(text)
        for syllable, span in zip(word.syllables, places(word, text), strict=True)
    ]
    spans += [(left[1], right[2]) for left, right in pairwise(placed) if (left[0], right[0]) in pairs]
    return {place for start, end in spans for place in range(start, end) if not text[place].isspace()}


def places(word: Word, text: str) -> list[tuple[int, int]]:
    spans = [match.span() for match in re.finditer(r"[^\W_]+", text[: word.end]) if match.start() >= word.start]
    return spans if len(spans) == len(word.syllables) else [(word.start, word.end)] * len(word.syllables)


@given(query=QUESTIONS, text=TEXTS)
def test_as_the_plainest_way_finds_them(query: str, text: str) -> None:
    spans = highlights(query, text)
    assert {place for start, end in spans for place in range(start, end) if not text[place].isspace()} == plainly(query, text)
    assert highlights(query, text) == spans, "a passage that was looked at before"


@pytest.mark.parametrize(
    ("query", "text", "shown", "why"),
    [
        ("hồ sơ", "Lập hồ sơ", ["hồ sơ"], "with marks"),
        ("ho so", "Lập hồ sơ", ["hồ sơ"], "without: the same passage, compared in another way"),
        ("hô sơ", "Lập hồ sơ", [], "other marks are other words, whoever asked before"),
    ],
)
def test_one_passage_for_all_questions(query: str, text: str, shown: list[str], why: str) -> None:
    assert [text[start:end] for start, end in highlights(query, text)] == shown, why
