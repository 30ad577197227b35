"""Which records hold these words: against a search by hand, on any texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.held.plain_words import tokens
from search.held.word_index import WordIndex

TEXTS = (
    "Phủ sóng 5G trên 95% dân số; cáp quang đến 100% thôn",
    "Hoàn thành mục tiêu phủ sóng 5G trên dân số đạt 95%",
    "Số hoá sổ hộ tịch, đối khớp dữ liệu",
    "Trước ngày 05 hằng tháng báo cáo",
    "",
)
WORDS = st.lists(st.sampled_from(["sở", "so", "số", "tư", "pháp", "5", "phủ"]), max_size=8)


def test_words_are_in_one_spelling() -> None:
    assert tokens("Số hoá 05, 95%: (LGSP)") == ["số", "hóa", "5", "95", "lgsp"]
    assert tokens("00") == ["0"]


def test_marks_are_respected_and_may_be_left_out() -> None:
    index = WordIndex(TEXTS)
    assert index.holding(["phủ", "sóng"]) == [0, 1]
    assert index.holding(["phu", "song"]) == [0, 1]
    assert index.holding(["phú"]) == []
    assert index.holding(["số", "hóa"]) == [2]
    assert index.holding(["5"]) == [3]
    assert index.holding([]) == []
    assert index.count("số") == 3


def test_phrases_do_not_reach_into_the_next_record() -> None:
    index = WordIndex(("một hai", "ba bốn"))
    assert index.phrase(["hai", "ba"]) == []
    assert index.phrase(["một", "hai"]) == [0]
    assert index.phrase(["bốn", "một"]) == []


def test_near_words_stand_close_together() -> None:
    far = "tư " + "và " * 40 + "pháp"
    index = WordIndex((far, "tư và pháp", "pháp nào của tư"))
    assert index.holding(["tư", "pháp"]) == [0, 1, 2]
    assert index.holding(["tư", "pháp"], near=True) == [1, 2]


def test_a_head_stands_behind_a_phrase() -> None:
    index = WordIndex(
        (
            "báo cáo kết quả về Sở Khoa học",
            "Sở KH&CN báo cáo",
            "báo cáo về sở Y tế",
            "báo " + "và " * 40 + "cáo",
            "báo cáo",
            "Sở K",
        )
    )
    given_phrases, head = (["bao", "cao"],), ("so", "k")
    assert index.followed(given_phrases, (head,), 8) == [0]  # only where it stands behind, in the same record
    assert index.followed(given_phrases, (head, ("so", "y")), 8) == [0, 2]
    assert index.followed(given_phrases, (head,), 3) == []  # "kết quả về" stand between
    assert index.followed(given_phrases, (("s",),), 8) == [0, 2]
    assert index.followed((["lạ"],), (head,), 8) == index.followed(given_phrases, (("x",),), 8) == []


@given(st.lists(WORDS, max_size=6), st.lists(st.sampled_from(["sở", "so", "tư", "pháp", "5", "lạ"]), min_size=1, max_size=3))
def test_it_finds_what_a_look_at_every_text_finds(texts: list[list[str]], wanted: list[str]) -> None:
    index = WordIndex(" ".join(words) for words in texts)
    bare_forms = {"so": {"so", "sở", "số"}}
    fits = [bare_forms.get(word, {word}) for word in wanted]
    holding = [n for n, words in enumerate(texts) if all(any(word in meant for word in words) for meant in fits)]
    assert index.holding(wanted) == holding
    following = [
        n for n, words in enumerate(texts)
        if any(all(word in meant for word, meant in zip(words[at : at + len(fits)], fits, strict=True)) for at in range(len(words) - len(fits) + 1))
    ]  # fmt: skip
    assert index.phrase(wanted) == following
