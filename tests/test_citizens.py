"""Citizens' questions as data, and the sets that the ranker learns from."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from index import evaluation
from index.evaluation import Judged
from index.meaning.frames import asks
from index.passages import Passage
from index.training import citizens, crowd
from index.training.citizens import CITIZENS, name_of

BODY = (
    "1. Người lao động có ít nhất 12 tháng làm việc thì được nghỉ hằng năm, hưởng nguyên lương theo hợp đồng lao động như sau."
)


def test_the_questions_are_many_and_each_is_asked_once() -> None:
    questions = citizens.read(CITIZENS)
    assert len(questions) >= 4_500
    assert len({question.topic for question in questions}) >= 30
    assert len({question.text for question in questions}) == len(questions)
    assert all(name_of(name) == name for question in questions for name in question.articles)


def test_nothing_is_learnt_from_the_hands_kept_apart() -> None:
    learnt, unseen = citizens.read(CITIZENS), citizens.unseen(CITIZENS)
    assert len(unseen) >= 800
    assert not {question.text for question in unseen} & {question.text for question in learnt}
    answers = {name for question in learnt for name in question.articles}
    assert not answers & {name for question in unseen for name in question.articles}, "nor from what answers them"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Điều 2 Luật số 8/2012/QH13, có hiệu lực thi hành kể từ ngày 01/01/2013", "Điều 2 Luật số 8/2012/QH13"),
        ("Điều 7a Nghị định số 12/2020/NĐ-CP Quy định chi tiết", "Điều 7a Nghị định số 12/2020/NĐ-CP"),
        ("Điều 16 Pháp lệnh Về Hàm, cấp ngoại giao", ""),  # an act without a number has no unique name
    ],
)
def test_an_article_is_named_by_its_act(source: str, name: str) -> None:
    assert name_of(source) == name


@pytest.mark.parametrize("text", ["? hỏi trước khi có điều\n", "= Điều 1 Luật số 1/2020/QH14\nkhông có dấu\n"])
def test_a_fault_says_where(tmp_path: Path, text: str) -> None:
    (tmp_path / "topic_01.txt").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"topic_01\.txt:[12]"):
        citizens.read(tmp_path)


def test_a_judged_set_is_written(tmp_path: Path) -> None:
    row = '{"id": "%s", "title": "%s", "source": "%s", "body": "### 01\\n%s"}'
    rows = [
        row % ("20.1", "Nghỉ hằng năm", "Điều 113 Bộ luật số 45/2019/QH14, có hiệu lực", BODY),
        row % ("20.2", "Nghỉ lễ, tết", "Điều 112 Bộ luật số 45/2019/QH14, có hiệu lực", "ngắn"),
    ]
    (tmp_path / "articles.jsonl.xz").write_bytes(lzma.compress("\n".join(rows).encode("utf-8")))
    (tmp_path / "topic_20.txt").write_text("= Điều 113 Bộ luật số 45/2019/QH14\n? Được nghỉ phép mấy ngày?\n", encoding="utf-8")
    corpus = citizens.articles(tmp_path / "articles.jsonl.xz")
    citizens.write(tmp_path / "out", citizens.read(tmp_path), corpus)
    judged = evaluation.read(tmp_path / "out")
    assert [passage.text for passage in judged.passages] == [f"Nghỉ hằng năm\n\n{BODY}"], "a title alone is no article"
    assert judged.queries == {"topic_20/0": "Được nghỉ phép mấy ngày?"}
    assert judged.grades == {"topic_20/0": {"20.1": 1}}


def test_among_others_what_repeats_an_answer_is_left_out() -> None:
    passages = (Passage("a", "a", BODY), Passage("b", "b", f"{BODY} Thêm."))
    others = [Passage("x", "x", f"Nghỉ hằng năm\n\n{BODY}"), Passage("y", "y", "Quốc kỳ là lá cờ đỏ sao vàng năm cánh.")]
    found = crowd.among(Judged(passages, {"q": "nghỉ phép"}, {"q": {"a": 1}}), others)
    assert [passage.id for passage in found.passages] == ["judged/a", "judged/b", "y"]
    assert found.grades == {"q": {"judged/a": 1, "judged/b": 1}}, "twins answer together"


@pytest.mark.parametrize(
    ("word", "frame"),
    [(("bao", "nhiêu"), True), (("có", "được"), True), (("hỏi", "cung"), False), (("thai", "sản"), False)],
)
def test_frames_ask_and_words_tell(word: tuple[str, ...], frame: bool) -> None:
    assert asks(word) is frame


def test_a_title_is_read_with_its_text(tmp_path: Path) -> None:
    rows = ['{"_id": "a", "title": "Nghỉ lễ", "text": "Được nghỉ."}', '{"_id": "b", "title": "Nghỉ", "text": "Nghỉ lễ"}']
    (tmp_path / "corpus.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "queries.jsonl").write_text('{"_id": "q", "text": "lễ"}\n', encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq\ta\t1\n", encoding="utf-8")
    assert [passage.text for passage in evaluation.read(tmp_path).passages] == ["Nghỉ lễ\n\nĐược nghỉ.", "Nghỉ lễ"]
