"""Which titles does a sentence repeat: against a comparison with every title."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from search.held.repeated_titles import Titles

SYLLABLES = ("kế", "hoạch", "triển", "khai", "chuyển", "đổi", "số", "năm", "2026", "của", "xã")
WORDS = st.lists(st.sampled_from(SYLLABLES), max_size=12).map(" ".join)


def test_a_title_is_repeated_where_most_of_its_words_stand() -> None:
    titles = Titles(("Kế hoạch chuyển đổi số xã Đại Từ", "Kế hoạch chuyển đổi số xã Phú Lương", ""), 0.85)
    assert titles.repeated("thực hiện KẾ HOẠCH về chuyển đổi số (xã Đại Từ)") == ["Kế hoạch chuyển đổi số xã Đại Từ"]
    assert titles.repeated("") == []
    assert not Titles((), 0.85)


@given(st.lists(WORDS, max_size=8), WORDS, st.sampled_from([0.5, 0.85, 1.0]))
def test_it_finds_what_a_look_at_every_title_finds(titles: list[str], sentence: str, share: float) -> None:
    there = set(re.findall(r"\w+", sentence))
    repeated = {t for t in titles if t and sum(word in there for word in t.split()) / len(t.split()) >= share}
    assert set(Titles(titles, share).repeated(sentence)) == repeated
