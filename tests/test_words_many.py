"""Many texts read at once are read as each by itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.words import syllables, words
from index.words_many import Reader

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
TYPED = st.text(alphabet=LETTERS + "ĐTX0123456789 \n\t.,;:/-&()_“”…'%@>=", max_size=80)


def alike(texts: list[str], reader: Reader | None = None) -> bool:
    found = (reader or Reader()).read(texts)
    names = [found.spellings.names[row].tolist() for row in np.split(found.syllables.values, found.syllables.offsets[1:-1])]
    return (found.words, names[: len(texts)]) == (
        [" ".join(words(text)) for text in texts],
        [syllables(text) for text in texts],
    )


@settings(max_examples=200)
@given(st.lists(TYPED, max_size=6))
@example(["", "\n\n", "Kế hoạch 08-CTr/BCĐ\nngày 30/04/2026", "." * 300, "x" * 300 + " a"])  # empty, lines, codes, runs
@example(["đổi", "chuyển đổi số " * 700, "số"])  # one too long for the others to wait for
def test_any_texts(texts: list[str]) -> None:
    assert alike(texts)


def test_real_texts(shared: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((shared / "directives").glob("*.txt"))]
    assert texts
    assert alike([piece for text in texts for piece in text.split("\n\n")])


def test_nothing() -> None:
    assert Reader().read([]).words == []
