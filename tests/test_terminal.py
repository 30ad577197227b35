"""Words on a terminal: what is said stands there whole, in lines that fit."""

from __future__ import annotations

import textwrap
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from api.telling.terminal import width_of_terminal, wrapped

WORDS = st.text(st.sampled_from("aâ-/1"), min_size=1, max_size=30)


@given(st.lists(WORDS, max_size=40).map(" ".join), st.integers(0, 16))
def test_lines_are_those_of_textwrap_but_for_hyphens(text: str, indent: int) -> None:
    wanted = textwrap.wrap(text, width_of_terminal() - indent, break_on_hyphens=False) or [""]
    assert list(wrapped(text, indent)) == [" " * indent + line for line in wanted]


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(0, 16))
def test_no_line_is_too_long_and_nothing_is_lost(text: str, indent: int) -> None:
    lines = list(wrapped(text, indent, "-"))
    assert lines[0].startswith("-")
    assert all(len(line) <= width_of_terminal() for line in lines if indent)
    controlled = "".join(" " if unicodedata.category(c) == "Cc" else c for c in text)
    assert "".join("".join(lines)[1:].split()) == "".join(controlled.split())


def test_a_word_longer_than_a_line_is_cut() -> None:
    width = width_of_terminal()
    assert list(wrapped("x" * (width + 3), 0)) == ["x" * width, "xxx"]
    assert list(wrapped("", 4, "  •")) == ["  • "]
