"""Which words are Vietnamese by their shape, and what is wrong with a page that has none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.spelling import bare
from ingest.formats.pdf.language import Shape, fault, shape

PROSE = (
    "Sở Khoa học và Công nghệ chủ trì, phối hợp với các cơ quan, đơn vị liên quan rà soát, hoàn thiện quy chế; nghiêng nguều,"
    " khuỷu, quyết, giếng, thuở, hoài, xoáy, ngoèo, yêu, yểng, uống, oanh, quẫy, khuya, huýt, gì, gìn, ý, ở, ấy trong năm."
)


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        (PROSE, None, "prose with every kind of vowel"),
        (bare(PROSE), "unmarked", "the same without marks"),
        (" ".join(word[::-1] for word in PROSE.split()), "garbled", "letters in another order"),
        (PROSE.translate(str.maketrans("aeiouhnt", "xzqwjkvb")), "garbled", "a font with a wrong table of letters"),
        ("41-KH/TU 08-CTr/BCĐ 12/2027 " * 40, None, "codes and dates are no words"),
        ("Sở Y tế", None, "too few words to tell"),
        (f"{PROSE} STT UBND HĐND CNTT KH&CN III II IV", None, "short names among words"),
    ],
)
def test_fault(text: str, wanted: str | None, why: str) -> None:
    assert fault(shape([text])) == wanted, why


def test_every_word_of_the_prose_is_a_syllable() -> None:
    found = shape([PROSE])
    assert found.syllables == found.words


@given(st.lists(st.text()))
def test_counts_are_of_one_another(texts: list[str]) -> None:
    found = shape(texts)
    assert 0 <= found.marked <= found.syllables <= found.words
    assert 0 <= found.goodness <= 1
    assert found.words >= shape(texts[:1]).words


def test_no_words_are_no_fault() -> None:
    assert fault(Shape(0, 0, 0)) is None
