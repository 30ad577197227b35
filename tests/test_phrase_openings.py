"""What is looked for instead of a group phrase must stand wherever one does: on any texts of the words that phrases are made of."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.agencies import words
from corpus.phrase_openings import opening
from corpus.phrase_words import scan
from corpus.spelling import bare, spelled, split_words
from search.binding.own_outputs import given_parts

PIECES = (
    "các", "Tất cả các", "mỗi", "thủ trưởng", "sở", "ngành", "cơ quan", "cơ sở giáo dục", "cơ sở GDĐT", "địa phương", "doanh nghiệp",
    "UBND", "HĐND", "UB-MTTQ", "VP", "BCĐ", "cấp xã", "xã", "tỉnh Thái Nguyên", "Đồng Tháp", "thuộc", "liên quan", "chức năng",
    "trung ương", "02 cấp", "tổ chức", "thực hiện", "ban hành", "13-TB/CQTT", "trừ Sở Tư pháp", "hoà giải", "quản lí",
)  # fmt: skip
SIGNS = (" ", " ", ", ", " và ", "; ", ". ", " - ", "/", "\n", "\t", " (", ") ", "_")
FORMS = (str, str.upper, str.title, bare, lambda text: unicodedata.normalize("NFD", text))
TEXTS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(FORMS), st.sampled_from(SIGNS)), max_size=8).map(
    lambda parts: "".join(form(piece) + sign for piece, form, sign in parts)
)


@given(TEXTS)
def test_no_phrase_is_missed(text: str) -> None:
    listed = words(text)
    begins = re.compile(opening())
    for i, word in enumerate(listed):
        if scan(text, listed, i):
            assert begins.match(spelled(text[word.start :])), text[word.start :]


@given(TEXTS)
def test_words_are_spelled_as_they_are_compared(text: str) -> None:
    plain = unicodedata.normalize("NFC", text)
    assert [spelled(plain)[word.start : word.end] for word in split_words(plain)] == [word.key for word in split_words(plain)]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("“Các cơ quan, đơn vị phải rà soát hồ sơ", "Các cơ quan, đơn vị"),  # a sign before the first word
        ("Và các sở, ngành chủ động báo cáo", "các sở, ngành"),  # "và" is no word
        ("Hoàn thành đề án. Sở, ngành có trách nhiệm lập kế hoạch", "Sở, ngành"),  # two nouns without "các"
        ("Kết luận của BCĐ: địa phương chủ động thực hiện", "địa phương"),  # a noun that names a group alone
        ("Triển khai đề án; yêu cầu các địa phương báo cáo", "các địa phương"),  # behind an order
        ("Sở tổ chức thực hiện", None),  # one noun names no group
        ("Rà soát kết quả của các sở, ngành", None),  # neither a clause nor an order
    ],
)
def test_parts_of_the_text(text: str, phrase: str | None) -> None:
    assert [part.phrase for part in given_parts(text, "body")] == ([phrase] if phrase else [])
