"""The forward index, the features and the trees: against slow and obvious readings of the same definitions."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadSetting
from index import Index, Passage, build, update
from index.encoders.encoder_static import StaticEncoder
from index.meaning.concept_search import Term
from index.ranking.features import NAMES, Query, Scores, features
from index.ranking.meant import meant
from index.ranking.ranker import BUNDLED, Ranker
from index.storage.forward import Forward
from index.storage.ragged import Ragged
from index.storage.segment import Segment, hashes
from index.storage.segments import Segments
from index.storage.vocabulary import Vocabulary
from index.training.train_ranker import compiled

syllable = st.sampled_from(["sở", "tư", "pháp", "y", "tế", "kế", "hoạch", "144"])
texts = st.lists(st.lists(syllable, max_size=70), min_size=1, max_size=6)
question = st.lists(st.lists(st.one_of(syllable, st.just("lạ")), min_size=1, max_size=3), min_size=1, max_size=5)


def flat(rows: list[list[str]]) -> tuple[Ragged, list[str]]:
    """As ``Vocabulary.add`` takes them."""
    names = [name for row in rows for name in row]
    return Ragged.cut(np.arange(len(names)), np.array([len(row) for row in rows], dtype=np.int64)), names


def forward_of(rows: list[list[str]]) -> Forward:
    vocabulary, names = Vocabulary(), [str(number) for number in range(len(rows))]
    segment = Segment(
        numbers=np.arange(len(rows)),
        hashed=hashes(names),
        ids=Ragged.of_texts(names),
        documents=Ragged.of_texts(["d"]),
        owners=np.zeros(len(rows), dtype=np.int32),
        vectors=np.zeros((len(rows), 4), dtype=np.float32),
        codes=np.zeros((len(rows), 0), dtype=np.uint8),
        tokens=vocabulary.add(*flat(rows)),
    )
    return Forward(vocabulary, Segments([segment]))


def table_of(rows: list[list[str]], words: list[list[str]], core: list[list[str]] | None = None) -> dict[str, np.ndarray]:
    nothing = np.zeros(len(rows))
    asked = Query(words, (), words if core is None else core)
    table = features(forward_of(rows), asked, range(len(rows)), Scores(nothing, nothing, nothing, nothing))
    return {name: table[:, column] for column, name in enumerate(NAMES)}


@given(texts, question)
def test_features_agree_with_their_definitions(rows: list[list[str]], words: list[list[str]]) -> None:
    found = table_of(rows, words)
    asked = list(dict.fromkeys(s for word in words for s in word))
    idf = {s: np.log(1 + (len(rows) - n + 0.5) / (n + 0.5)) if (n := sum(s in row for row in rows)) else 0 for s in asked}
    order = [s for word in words for s in word]
    unknown = sum(not any(s in row for row in rows) for s in order) * np.log(1 + len(rows))
    total = sum(idf.values()) + unknown
    for number, row in enumerate(rows):
        assert found["coverage"][number] == pytest.approx(sum(idf[s] for s in asked if s in row) / (total + 1e-9))
        assert found["density"][number] == pytest.approx(sum(s in idf and idf[s] > 0 for s in row) / max(len(row), 1))
        assert found["run"][number] == longest_run(row, order)
        assert found["head"][number] == pytest.approx(sum(idf[s] for s in asked if s in row[:30]) / (total + 1e-9))
        assert found["place"][number] == pytest.approx(best_place(row, idf) / (total + 1e-9))


def test_what_answers_print_counts_beside_the_words_of_the_question() -> None:
    rows = [["nghỉ", "phép", "kể", "từ", "ngày"], ["nghỉ", "phép"], ["phạm", "vi", "điều", "chỉnh"]]
    found = table_of(rows, [["nghỉ", "phép"], ["bao", "lâu"]])
    assert found["expected"][0] > found["expected"][1] == 0 == found["expected_gap"][0]
    assert found["guides"][2] > found["guides"][0] == 0
    assert not table_of(rows, [["nghỉ", "phép"]])["expects"].any()


def test_the_part_that_asks_counts_apart() -> None:
    rows = [["bình", "dương", "công", "nhân"], ["trợ", "cấp", "thôi", "việc"]]
    whole, end = [["công", "nhân"], ["trợ", "cấp"]], [["trợ", "cấp"]]
    found = table_of(rows, whole, end)
    assert found["core_told"][1] == pytest.approx(1)
    assert found["core_told"][0] == 0
    assert found["core"][0] == 0.5
    alone = table_of(rows, whole, whole)
    assert not any(alone[name].any() for name in NAMES if name.startswith("core")), "all of it asks: nothing more is known"


def test_what_is_told_weighs_and_what_only_asks_does_not() -> None:
    rows = [["bao", "nhiêu", "sở"], ["sở", "tư", "pháp"], ["y"] * 12 + ["tư", "pháp", "sở"], []]
    found = table_of(rows, [["sở"], ["tư", "pháp"], ["bao", "nhiêu"]])
    assert found["told"][1] == pytest.approx(1), "the frame is not missed"
    assert found["told"][1] == found["told"][2] > found["told"][0] > found["told"][3] == 0
    assert found["title"][1] == pytest.approx(1)
    assert found["title"][2] == 0, "what comes later is no title"
    assert found["title_asked"].tolist() == pytest.approx([1 / 12, 3 / 12, 0, 0])
    assert found["threes"][1] > found["threes"][0] == found["threes"][2] == 0
    assert found["told_place"][1] == pytest.approx(1)


def test_a_question_of_nothing_but_a_frame_is_told_whole() -> None:
    found = table_of([["bao", "nhiêu"], ["sở"]], [["bao", "nhiêu"]])
    assert found["told"].tolist() == pytest.approx([1, 0])


def longest_run(row: list[str], order: list[str]) -> int:
    """In neighbours that were asked as neighbours; one that follows itself was not."""
    asked = {pair for pair in pairwise(order) if pair[0] != pair[1]}
    best = run = 0
    for pair in pairwise(row):
        run = run + 1 if pair in asked else 0
        best = max(best, run)
    return best + 1 if best else 0


def best_place(row: list[str], idf: dict[str, float]) -> float:
    halves = [set(row[at : at + 24]) for at in range(0, len(row) + 1, 24)]
    windows = [left | right for left, right in pairwise(halves)] + [halves[-1]]
    return max(sum(weight for s, weight in idf.items() if s in window) for window in windows)


@given(st.lists(st.lists(st.floats(-3, 3), min_size=len(NAMES), max_size=len(NAMES)), min_size=1, max_size=4))
def test_trees_read_as_lightgbm_wrote_them(rows: list[list[float]]) -> None:
    def tree(feature: int, threshold: float, left: object, right: object) -> dict[str, object]:
        return {"split_feature": feature, "threshold": threshold, "left_child": left, "right_child": right}

    deep = tree(0, 0.5, tree(1, -1.0, {"leaf_value": 1.0}, {"leaf_value": 2.0}), {"leaf_value": 4.0})
    trees = {"tree_info": [{"tree_structure": deep}, {"tree_structure": {"leaf_value": 0.25}}]}
    expected = [4.25 if row[0] > 0.5 else 1.25 if row[1] <= -1.0 else 2.25 for row in rows]
    assert compiled(trees).scores(np.array(rows)).tolist() == expected


def test_the_bundled_ranker_is_small_and_of_these_features() -> None:
    assert BUNDLED.stat().st_size < 500_000
    assert Ranker.open().depth <= 7, "each level is looked up for every tree and candidate: 1 ms for a hundred"


def test_a_ranker_of_other_features_is_refused(tmp_path: Path) -> None:
    with BUNDLED.open("rb") as file, np.load(file) as held:
        arrays = {name: held[name] for name in held.files}
    np.savez(tmp_path / "ranker.npz", **{**arrays, "features": np.array(["khác"])})
    with pytest.raises(BadSetting, match="đặc trưng khác"):
        Ranker.open(tmp_path / "ranker.npz")
    (tmp_path / "ranker.npz").write_bytes(b"PK")
    with pytest.raises(BadSetting, match=r"ranker\.npz"):
        Ranker.open(tmp_path / "ranker.npz")


def test_a_phrase_comes_before_its_scattered_words(tmp_path: Path) -> None:
    scattered = "hạ tầng của xã được kiểm tra, số liệu thì gửi sau; còn dùng chung thì chưa"
    together = "xây dựng hạ tầng số dùng chung của tỉnh"
    build(tmp_path, [Passage("a", "d", scattered), Passage("b", "d", together)], StaticEncoder.open())
    hits = Index.open(tmp_path).search("hạ tầng số dùng chung", 2)
    assert [hit.id for hit in hits] == ["b", "a"]
    assert set(hits[0].parts) >= {"lexical", "dense", "ranker"}
    assert all(0 <= hit.score <= 1 for hit in hits)


def test_what_was_not_ranked_comes_behind(tmp_path: Path) -> None:
    passages = [Passage(f"p{n:03}", "d", f"nhiệm vụ số {n} của sở") for n in range(130)]
    build(tmp_path, passages, StaticEncoder.open())
    hits = Index.open(tmp_path).search("nhiệm vụ của sở", 130)
    assert len(hits) == 130
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_an_update_reaches_the_ranker(tmp_path: Path) -> None:
    build(tmp_path, [Passage("a", "d", "tiêm phòng cho đàn lợn")], StaticEncoder.open())
    index = Index.open(tmp_path)
    assert [hit.id for hit in index.search("tiêm phòng", 5)] == ["a"]
    update(tmp_path, ["d"], [Passage("b", "d2", "tiêm phòng cho trâu bò")])
    assert [hit.id for hit in index.search("tiêm phòng", 5)] == ["b"]


def test_a_meaning_stands_where_its_syllables_stand_together() -> None:
    rows = ["trang bị máy tính", "máy vi tính", "tính máy trang bị", ""]
    groups = [
        (Term(("máy", "tính"), 0.9), Term(("máy", "vi", "tính"), 0.5)),
        (Term(("trang", "bị"), 0.7),),
        (Term(("lạ",), 1.0),),
    ]
    forward = forward_of([row.split() for row in rows])
    found = meant(forward, groups, forward.rows(range(len(rows))))
    assert found.words.tolist() == pytest.approx([2 / 3, 1 / 3, 1 / 3, 0])
    assert found.share[0] == pytest.approx(1), "what no passage has counts for nothing"
    assert found.share[0] > found.share[1] > 0
    assert found.share[3] == 0


def test_no_meaning_stands_across_two_candidates() -> None:
    forward = forward_of([["trang", "máy"], ["tính", "bị"]])
    assert not meant(forward, [(Term(("máy", "tính"), 0.9),)], forward.rows([0, 1])).words.any()
    assert not meant(forward, [], forward.rows([0, 1])).share.any()
