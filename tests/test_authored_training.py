"""The second stage of the table: what it draws, that a question is read as the search reads it, and that learning helps."""

from __future__ import annotations

import numpy as np
import pytest
from tokenizers import Tokenizer

from index.encoders.encoder_static import StaticEncoder
from index.encoders.phrases import cutter
from index.evaluation import read as read_judged
from index.meaning.asked import Asked
from index.training import authored_pairs, lexicon
from index.training.articles import Article, tokenise
from index.training.authored import Authored, extended
from index.training.authored_pairs import PAIRS, Pair
from index.training.citizens import Question
from index.training.citizens_asked import Citizens
from index.training.contrast import Adam, Matrix, loss_and_gradient
from index.training.export_pairs import main as export
from index.training.model_folder import quantise
from index.training.pairs import together
from index.training.weights import Pieces

TASKS = {
    "Trang bị máy tính cho công chức cấp xã": ("sắm PC cho nhân viên phường", "buy computers for commune staff"),
    "Đôn đốc các cơ quan chậm tiến độ": ("giục mấy chỗ ì ạch", "chase up late agencies"),
    "Di dời các hộ dân khỏi khu vực sạt lở đất": ("dời nhà bà con ra khỏi chân đồi", "moving families from landslides"),
}
KINDS = ("everyday", "english")


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    return [Pair(query, text, kind, "f") for text, queries in TASKS.items() for query, kind in zip(queries, KINDS, strict=True)]


@pytest.fixture(scope="module")
def start(pairs: list[Pair]) -> tuple[Tokenizer, Matrix]:
    tokenizer = lexicon.build(text for text in TASKS for _ in range(10))
    random = np.random.default_rng(1)
    table = random.standard_normal((tokenizer.get_vocab_size(), 32)).astype(np.float32)
    return extended(tokenizer, table, [*pairs, *pairs], random)  # what is said once gets no piece


def test_words_that_no_article_has_become_pieces(start: tuple[Tokenizer, Matrix]) -> None:
    tokenizer, table = start
    assert len(table) == tokenizer.get_vocab_size()
    assert tokenizer.encode("giục phường sắm", add_special_tokens=False).tokens == ["▁giục", "▁phường", "▁sắm"]


def test_what_is_said_once_gets_no_piece() -> None:
    tokenizer = lexicon.build(text for text in TASKS for _ in range(10))
    table = np.zeros((tokenizer.get_vocab_size(), 4), dtype=np.float32)
    pairs = [Pair("xyloto giục", "Đôn đốc", "everyday", "f"), Pair("giục quaqua quaqua", "Đôn đốc", "everyday", "f")]
    tokenizer, table = extended(tokenizer, table, pairs, np.random.default_rng(1))
    assert {"▁giục", "▁quaqua"} <= set(tokenizer.get_vocab())
    assert "▁xyloto" not in tokenizer.get_vocab()


def test_the_same_seed_draws_the_same_batches(pairs: list[Pair], start: tuple[Tokenizer, Matrix]) -> None:
    drawn = []
    for _ in range(2):
        random, authored = np.random.default_rng(4), Authored(pairs, start[0])
        drawn.append([*(authored.pairs(random) for _ in range(3)), authored.words(64, random)])
    for one, other in zip(*drawn, strict=True):
        assert (one.queries != other.queries).nnz == 0
        assert (one.passages != other.passages).nnz == 0
    assert drawn[0][0].queries.shape == (len(TASKS), len(start[1]))
    np.testing.assert_allclose(drawn[0][0].queries.sum(axis=1), 1, atol=1e-5)
    assert drawn[0][3].queries.shape[0] == 64


@pytest.mark.parametrize("query", [query for queries in TASKS.values() for query in queries])
def test_a_question_is_learnt_as_it_is_searched(start: tuple[Tokenizer, Matrix], query: str) -> None:
    tokenizer, table = start
    asked = Asked.of(query)
    weights = Pieces(tokenizer).meant(asked)
    learnt = sum(weight * table[piece] for piece, weight in weights.items())
    rows, scales = quantise(table)
    scales[tokenizer.token_to_id(lexicon.UNKNOWN)] = 0
    searched = StaticEncoder("made", cutter(tokenizer.to_str()), rows, scales).query(
        "" if asked.is_english else asked.text, asked.meaning.groups
    )
    assert searched @ learnt / np.linalg.norm(learnt) == pytest.approx(1, abs=1e-3)


def test_learning_brings_questions_to_their_tasks(pairs: list[Pair], start: tuple[Tokenizer, Matrix]) -> None:
    authored, table = Authored(pairs, start[0]), start[1].copy()
    asked = [authored.pairs(np.random.default_rng(seed)) for seed in range(20)]

    def loss() -> float:
        return float(np.mean([loss_and_gradient(table, batch)[0] for batch in asked]))

    before, adam, random = loss(), Adam.over(table), np.random.default_rng(99)
    for _ in range(60):
        adam.update(table, loss_and_gradient(table, authored.pairs(random))[1], 0.01)
    assert loss() < 0.5 * before


def test_folds_part_the_tasks(tmp_path_factory: pytest.TempPathFactory) -> None:
    learnt = authored_pairs.read(PAIRS)
    folds = [authored_pairs.fold(learnt, number) for number in range(authored_pairs.FOLDS)]
    assert sorted(map(hash, learnt)) == sorted(hash(pair) for fold in folds for pair in fold)
    tasks = [{pair.text for pair in fold} for fold in folds]
    assert not any(one & other for at, one in enumerate(tasks) for other in tasks[:at])
    folder = tmp_path_factory.mktemp("fold")
    export(["--fold", "3", "--kinds", "english", "--out", str(folder)])
    judged = read_judged(folder)
    assert set(judged.queries.values()) == {pair.query for pair in folds[3] if pair.kind == "english"}
    assert len(judged.passages) == len({pair.text for pair in learnt})


def test_citizens_questions_lie_beside_their_articles(start: tuple[Tokenizer, Matrix]) -> None:
    tokenizer, table = start
    titles = list(TASKS)
    held = [Article(f"1.{place}", title, (f"{title} một.",), "1", "", ()) for place, title in enumerate(titles)]
    names = {f"Điều {place} Luật số 1/2020/QH14": article.id for place, article in enumerate(held)}
    gone = {"Điều 9 Luật số 1/2020/QH14": "9.9"}  # of a topic that is not learnt
    asked = [Question("sắm máy cho phường", (name,), "topic_01") for name in (*names, *gone)]
    tokenised = tokenise(held, tokenizer)
    citizens = Citizens(asked, names | gone, held, tokenised, tokenizer)
    batch = citizens.draw(400, np.random.default_rng(4))
    assert sorted(batch.article.tolist()) == [0, 1, 2], "no question twice, none without its article"
    for row, place in zip(batch.passages, batch.article, strict=True):
        printed = {*tokenised[place].title.tolist(), *tokenised[place].lines[0].tolist()}
        assert set(row.indices.tolist()) <= printed
        assert row.sum() == pytest.approx(1, abs=1e-5)
    loss, gradient = loss_and_gradient(table, together(batch, batch))
    assert np.isfinite(loss), "an article is never held against itself"
    assert gradient.shape == table.shape
    nobody = Citizens([], {}, held, tokenised, tokenizer).draw(400, np.random.default_rng(4))
    assert together(batch, nobody).queries.shape == batch.queries.shape
