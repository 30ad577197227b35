"""Cleaning that keeps offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Span
from ingest.extent import extent, join

CLEANED = [
    ("<b>STT</b>", "STT", "style tags go"),
    ("tỉnh Thái Nguyên<sup>1</sup>, UBND", "tỉnh Thái Nguyên, UBND", "a footnote mark goes with its number"),
    ("10<sup>2</sup>", "10", "a raised number cannot be told from a mark"),
    ("<ul> <li>- Một.</li> <li>- Hai.</li></ul>", "- Một. - Hai.", "list tags part words"),
    ("<p>Hoàn thành</p>", "Hoàn thành", "paragraph tags leave no blank at the ends"),
    ("***Nơi nhận:***", "Nơi nhận:", "emphasis marks go"),
    ("5*3 = 15", "5*3 = 15", "a star between digits is a sign"),
    ("## I. MỤC ĐÍCH", "I. MỤC ĐÍCH", "heading marks go at a line's start"),
    ("số #1", "số #1", "and nowhere else"),
    ("135-\n\nCTr/TU", "135-CTr/TU", "a code cut at its hyphen is joined without a blank"),
    ("UBND\n\ntỉnh", "UBND tỉnh", "a line break is a blank"),
    ("Văn hóa -\nXã hội", "Văn hóa - Xã hội", "a spaced hyphen is part of the name"),
    ("a\u00adb\u200bc", "abc", "invisible characters go"),
    ("x < y và z > y", "x < y và z > y", "comparison signs are no tags"),
    ("<script>alert(1)</script>", "<script>alert(1)</script>", "an unknown tag is text"),
    ("", "", "nothing is nothing"),
]


@pytest.mark.parametrize(("raw", "cleaned", "why"), CLEANED)
def test_cleaned(raw: str, cleaned: str, why: str) -> None:
    assert extent(raw, [Span(0, len(raw))]).text == cleaned, why


def test_fragments_are_kept_apart_only_where_other_text_stands_between() -> None:
    original = "Sở Khoa học và\nSTT | Cơ quan\nCông nghệ"
    words = extent(original, [Span(0, 14), Span(29, 38)])
    assert words.text == "Sở Khoa học và Công nghệ"
    assert [original[start:end] for start, end in words.spans()] == ["Sở Khoa học và", "Công nghệ"]
    assert extent("Sở\n\n<b>Y</b> tế", [Span(0, 2), Span(4, 15)]).spans() == (Span(0, 15),)


def test_joined_extents_know_their_places() -> None:
    original = "một|hai"
    words = join([extent(original, [Span(0, 3)]), extent(original, [Span(4, 7)])])
    assert words.text == "một hai"
    assert words.spans(4, 7) == (Span(4, 7),)


TEXTS = st.text(alphabet=st.sampled_from("aĐ ơ\n\t-/*#<>b|1.0\u00ad"), max_size=60)


@given(TEXTS)
def test_each_character_stands_where_it_says(raw: str) -> None:
    words = extent(raw, [Span(0, len(raw))])
    for character, offset in zip(words.text, words.offsets, strict=True):
        assert character == raw[offset] or (character == " " and (raw[offset].isspace() or raw[offset] == "<"))


@given(TEXTS)
def test_no_doubled_blanks_and_offsets_grow(raw: str) -> None:
    words = extent(raw, [Span(0, len(raw))])
    assert "  " not in words.text
    assert list(words.offsets) == sorted(set(words.offsets))


@given(TEXTS, TEXTS, TEXTS)
def test_spans_cover_exactly_the_kept_characters(first: str, between: str, second: str) -> None:
    raw = first + between + second
    words = extent(raw, [Span(0, len(first)), Span(len(first) + len(between), len(raw))])
    covered = {i for span in words.spans() for i in range(*span)}
    kept = {offset for character, offset in zip(words.text, words.offsets, strict=True) if not character.isspace()}
    assert kept <= covered
    foreign = covered & set(range(len(first), len(first) + len(between)))
    assert not any(raw[i].isalnum() and raw[i] not in "b" for i in foreign)
