"""Many texts read at once are read as each by itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.text import words_many
from index.text.words import syllables, words
from index.text.words_many import Reader

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
TYPED = st.text(alphabet=LETTERS + "ĐTX0123456789 \n\t.,;:/-&()_“”…'%@>=", max_size=80)


def alike(texts: list[str], reader: Reader | None = None) -> bool:
    found = (reader or Reader()).read(texts)
    names = [found.spellings.names[row].tolist() for row in np.split(found.syllables.values, found.syllables.offsets[1:-1])]
    return (found.words, names[: len(texts)]) == (
        [" ".join(filter(None, words(text))) for text in texts],
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


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Thông tư 36 / 2025 / TT - BKHCN và 08 - CTr/BCĐ.", "a number that is written apart is one word"),
        ("giai đoạn 2026 - 2030, số 5 -\n7", "blanks that join nothing; a line end that never does"),
        ("36  / 2025/TT-BTC 36 /2025/TT-BTC", "two blanks divide"),
        ("liên hệ hoà@x.vn, a@b.cohoà; https://x.vn/hoà", "addresses"),
        ("İ ΣΑΣ hoà", "a letter that is longer in lower case"),
        ("hoa\u0300 \u0300 lí\xa0do\x0bkĩ\u2028thuật", "decomposed letters, rare blanks"),
        ("KH&CN && &" + "&" * 300, "ampersands, and a run of them"),
    ],
)
def test_what_lies_between_blanks(text: str, why: str) -> None:
    assert alike([text, f"x {text}\n{text}"]), why


def test_batch_after_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was met is known again, and forgotten when it is too much."""
    monkeypatch.setattr(words_many, "_HELD", 4)
    reader = Reader()
    for texts in (["chuyển đổi số"], ["số hóa, số 7"], ["một hai ba bốn năm sáu"], ["số sáu"]):
        assert alike(texts, reader)


def test_nothing() -> None:
    assert Reader().read([]).words == []
