"""BM25 in tantivy against the formula written out, its filter, its updates, and questions full of operators."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.legs import lexical_tantivy
from index.legs.lexical_tantivy import Lexical, writing
from index.passages import Passage
from index.text.words import folded, syllables, words
from tests.bench import rows

TEXTS = [
    "Xây dựng kế hoạch chuyển đổi số năm 2026 của Sở Tư pháp",
    "Rà soát, cập nhật dữ liệu hộ tịch điện tử trước ngày 30/4/2026",
    "Phối hợp với Sở Khoa học và Công nghệ triển khai Chương trình 08-CTr/BCĐ",
    "Báo cáo kết quả chuyển đổi số hằng tháng, chuyển đổi nhận thức",
    "Đào tạo cán bộ, công chức về chuyển đổi số",
    "Tổ chức hội nghị ở miền Nam",
]
QUERIES = [
    "chuyển đổi số",
    "kế hoạch của Sở Tư pháp",
    "08-CTr/BCĐ",
    "ngày 30/04/2026",
    "cán bộ công chức",
    "chuyen doi so",
    "so tu phap",
]


def corpus(folder: Path, texts: list[str], titles: dict[int, str] | None = None) -> Lexical:
    titles = titles or {}
    with writing(folder) as writer:
        writer.add(range(len(texts)), [Passage(str(n), "d", text, titles.get(n, "")) for n, text in enumerate(texts)])
    return Lexical(folder)


@pytest.fixture(scope="module")
def lexical(tmp_path_factory: pytest.TempPathFactory) -> Lexical:
    return corpus(tmp_path_factory.mktemp("lexical"), TEXTS)


def bm25(terms_of: Callable[[str], list[str]], texts: list[str], query: list[str]) -> list[float]:
    """Robertson and Zaragoza 2009 with k1 = 1.2, b = .75 and Lucene's idf; lengths below 40 are exact in tantivy."""
    documents = [Counter(terms_of(text)) for text in texts]
    mean = sum(map(Counter.total, documents)) / len(documents)
    scores = [0.0] * len(texts)
    for term in query:
        held = sum(term in document for document in documents)
        idf = math.log(1 + (len(documents) - held + 0.5) / (held + 0.5))
        for i, document in enumerate(documents):
            if not (frequency := document[term]):
                continue
            scores[i] += idf * frequency * 2.2 / (frequency + 1.2 * (0.25 + 0.75 * document.total() / mean))
    return scores


def test_common_words_are_looked_up_in_what_the_others_find(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What two looks find has the score of all terms, and hardly anything that belongs among the first is missed."""
    assert shared.exists()
    texts = [passage.text for passage in rows.rows(3_000)]
    whole = corpus(tmp_path, texts)
    questions = rows.questions(60)
    at_once = [list(whole.search({question: 1.0}, 3_000)) for question in questions]
    monkeypatch.setattr(lexical_tantivy, "_OFTEN", 200)
    monkeypatch.setattr(lexical_tantivy, "_SAVED", 200)
    looked = [list(whole.search({question: 1.0}, 100)) for question in questions]
    twice = sum(dict(found) != dict(all_[:100]) for found, all_ in zip(looked, at_once, strict=True))
    assert twice > 20, "the second look was taken"
    for found, all_ in zip(looked, at_once, strict=True):
        assert dict(found) == pytest.approx({number: dict(all_)[number] for number, _ in found}, abs=2e-5)
        assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    firsts = [({n for n, _ in found[:10]}, {n for n, _ in all_[:10]}) for found, all_ in zip(looked, at_once, strict=True)]
    assert sum(len(mine & best) for mine, best in firsts) >= 0.99 * sum(len(best) for _, best in firsts)


def pairs(text: str) -> list[str]:
    return [f"{a}+{b}" for a, b in pairwise(syllables(text))]


def oracle(texts: list[str], query: str) -> list[float]:
    marked: list[tuple[float, Callable[[str], list[str]]]] = [(0.7, words), (0.3, syllables), (0.5, pairs)]
    unmarked: list[tuple[float, Callable[[str], list[str]]]] = [
        (1.0, lambda text: syllables(folded(text))),
        (0.6, lambda text: pairs(folded(text))),
    ]
    legs = marked if folded(query) != query else unmarked
    columns = [[weight * score for score in bm25(terms, texts, terms(query))] for weight, terms in legs]
    return [sum(column) for column in zip(*columns, strict=True)]


@pytest.mark.parametrize("query", QUERIES)
def test_scores_are_the_formula(lexical: Lexical, query: str) -> None:
    expected = {n: score for n, score in enumerate(oracle(TEXTS, query)) if score > 0}
    assert expected
    found = dict(lexical.search({query: 1.0}, 10))
    assert found == pytest.approx(expected, rel=1e-4)


VOCABULARY = ["sở", "tư", "pháp", "chuyển", "đổi", "số", "kế", "hoạch", "năm", "nam", "2026", "144/KH-UBND"]
SENTENCES = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=12).map(" ".join)


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(SENTENCES, min_size=1, max_size=8), query=SENTENCES)
def test_any_small_corpus_ranks_as_the_formula_says(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], query: str
) -> None:
    found = corpus(tmp_path_factory.mktemp("l") / "lexical", texts).search({query: 1.0}, 20)
    expected = {n: score for n, score in enumerate(oracle(texts, query)) if score > 0}
    assert dict(found) == pytest.approx(expected, rel=1e-4)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


@pytest.mark.parametrize(
    ("query", "first", "why"),
    [
        ("chuyển đổi số cho cán bộ", 4, "words"),
        ("8-CTr/BCĐ", 2, "another spelling of the number"),
        ("CTr BCĐ", 2, "half a number"),
        ("hạn 30/4/2026", 1, "a date with and without its zero"),
        ("bao cao ket qua", 3, "no marks at all"),
        ("Nam", 5, "a name without a mark of its own"),
    ],
)
def test_what_comes_first(lexical: Lexical, query: str, first: int, why: str) -> None:
    assert next(iter(lexical.search({query: 1.0}, 3)))[0] == first, why


def test_a_question_with_marks_never_meets_other_marks(lexical: Lexical) -> None:
    assert [n for n, _ in lexical.search({"năm": 1.0}, 10)] == [0]
    assert {n for n, _ in lexical.search({"nam": 1.0}, 10)} == {0, 5}


def test_titles_count_less_than_texts(tmp_path: Path) -> None:
    lexical = corpus(tmp_path, ["hộ tịch điện tử", "lưu trữ hồ sơ", "đất đai"], {1: "hộ tịch điện tử", 2: "xây dựng"})
    assert [n for n, _ in lexical.search({"hộ tịch điện tử": 1.0}, 10)] == [0, 1]
    assert [n for n, _ in lexical.search({"ho tich dien tu": 1.0}, 10)] == [0, 1]


@pytest.mark.parametrize(
    ("allowed", "expected"),
    [(None, {0, 3, 4}), ({0, 4, 5}, {0, 4}), ({5}, set()), (set(), set()), ({99}, set()), (set(range(5000)), {0, 3, 4})],
)
def test_the_filter_works_inside(lexical: Lexical, allowed: set[int] | None, expected: set[int]) -> None:
    everything = dict(lexical.search({"chuyển đổi": 1.0}, 10))
    found = lexical.search({"chuyển đổi": 1.0}, 10, allowed)
    assert {n for n, _ in found} == expected
    assert all(score == pytest.approx(everything[n]) for n, score in found)
    if expected:
        assert len(lexical.search({"chuyển đổi": 1.0}, 1, allowed)) == 1


def test_of_many_passages_common_words_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Never all of them, and alike in the whole and among a few."""
    monkeypatch.setattr(lexical_tantivy, "_MANY", 4)
    lexical = corpus(tmp_path, ["sở y tế", "sở tư pháp", "sở tài chính", "sở nội vụ"])
    assert {n for n, _ in lexical.search({"sở": 1.0}, 10)} == {0, 1, 2, 3}
    found = lexical.search({"sở tư pháp": 1.0}, 10)
    assert [n for n, _ in found] == [1]
    assert dict(lexical.search({"sở tư pháp": 1.0}, 10, [1, 2])) == pytest.approx(dict(found))


@pytest.mark.parametrize("query", ["", "   ", "... ???", "–", "/ & ( [ ^ ~", "không có từ nào ấy", "xyz"])
def test_nothing_found_is_no_error(lexical: Lexical, query: str) -> None:
    assert not len(lexical.search({query: 1.0}, 5))
    assert not len(lexical.search({"chuyển đổi số": 1.0}, 0))


@settings(max_examples=200, deadline=None)
@given(
    query=st.text(max_size=40) | st.sampled_from(['a AND (b OR "', "NOT number:1", "words:số^5", "a/b&c*", "[1 TO 5}", "số\0"])
)
def test_no_character_is_an_operator(lexical: Lexical, query: str) -> None:
    assert all(score > 0 for _, score in lexical.search({query: 1.0}, 5))


def test_an_empty_index_is_searched(tmp_path: Path) -> None:
    assert not len(corpus(tmp_path, []).search({"chuyển đổi số": 1.0}, 5))


def test_removing_and_adding(tmp_path: Path) -> None:
    corpus(tmp_path, TEXTS)
    with writing(tmp_path) as writer:
        writer.remove([0, 4, 77])
        writer.add([6], [Passage("6", "d", "Chuyển đổi số toàn dân")])
    lexical = Lexical(tmp_path)
    assert {n for n, _ in lexical.search({"chuyển đổi số": 1.0}, 10)} == {3, 6}
    assert {n for n, _ in lexical.search({"08-CTr/BCĐ": 1.0}, 10)} == {2}


def test_what_fails_on_the_way_leaves_nothing(tmp_path: Path) -> None:
    corpus(tmp_path, TEXTS)
    with pytest.raises(OSError, match="stop"):
        _write_and_stop(tmp_path)
    assert {n for n, _ in Lexical(tmp_path).search({"kế hoạch": 1.0}, 10)} == {0}


def _write_and_stop(folder: Path) -> None:
    with writing(folder) as writer:
        writer.add([6], [Passage("6", "d", "kế hoạch dở dang")])
        raise OSError("stop")


def test_an_opened_index_stays_as_it_was(tmp_path: Path) -> None:
    before = corpus(tmp_path, TEXTS)
    with writing(tmp_path) as writer:
        writer.remove(range(6))
    assert len(before.search({"chuyển đổi số": 1.0}, 10))
    assert not len(Lexical(tmp_path).search({"chuyển đổi số": 1.0}, 10))


def test_a_folder_without_an_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="meta"):
        Lexical(tmp_path)
