"""A cross-encoder that an office has on its machine puts the first passages in its own order; nothing else changes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest

from api.cli import main
from corpus.errors import BadSetting
from index.evaluation import Asking, evaluate
from index.ranking.reranker import DEPTH, Reranker, reordered, reranker
from search.held.knowledge import Knowledge
from search.selecting.reranked import RerankedSearcher
from search.selecting.retrieve import Found

SAMPLES = Path(__file__).resolve().parent.parent / "corpus" / "samples"
PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "kế", "hoạch", "báo", "cáo", "nhiệm", "vụ", "số", "đào", "tạo"]


def model(folder: Path, labels: int | None) -> Path:
    """A tiny model with random weights; without ``labels`` one that only makes vectors."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertModel, BertTokenizerFast

    torch.manual_seed(3)
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(PIECES), encoding="utf-8")
    BertTokenizerFast(str(folder / "vocab.txt"), strip_accents=False).save_pretrained(folder)
    shape: dict[str, Any] = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    config = BertConfig(vocab_size=len(PIECES), initializer_range=1.0, **shape)
    if labels is None:
        BertModel(config).save_pretrained(folder)
    else:
        config.num_labels = labels
        BertForSequenceClassification(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return model(tmp_path_factory.mktemp("models") / "tiny", 1)


def test_scores_are_those_of_the_model(tiny: Path) -> None:
    from sentence_transformers import CrossEncoder

    passages = ["kế hoạch đào tạo", "báo cáo", "nhiệm vụ số"]
    ours = reranker(tiny).scores("báo cáo số", passages)
    theirs = CrossEncoder(str(tiny), local_files_only=True).predict([("báo cáo số", passage) for passage in passages])
    assert ours == pytest.approx([float(score) for score in theirs], abs=1e-5)
    assert len(set(ours)) == 3
    assert all(0 < score < 1 for score in ours)
    assert reranker(tiny).scores("báo cáo số", []) == []
    assert reranker(str(tiny)) is reranker(tiny), "loaded once"


@pytest.mark.parametrize(("labels", "why"), [(None, "makes vectors"), (3, "tells kinds apart")])
def test_a_model_of_another_kind_is_refused(tmp_path: Path, labels: int | None, why: str) -> None:
    with pytest.raises(BadSetting, match="cross-encoder"):
        reranker(model(tmp_path / why, labels))


def test_a_model_that_is_not_here_is_refused() -> None:
    with pytest.raises(BadSetting, match="--reranker"):
        reranker("nobody/has-this")


NOTHING = cast(Any, None)


class ByLength:
    """The longest passage fits best."""

    def __init__(self) -> None:
        self.seen: list[int] = []

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:  # noqa: ARG002
        self.seen.append(len(passages))
        return [min(len(passage) / 1000, 1.0) for passage in passages]


class Fixed:
    """Answers every question with passages of 1, 2, 3 … letters, best first."""

    def search(self, query: str, knowledge: Knowledge, limit: int, *_: object) -> list[Found]:  # noqa: ARG002
        return [Found(n, 1 - n / 1000, "d", "a" * n, "", (), parts={"lexical": 0.5}) for n in range(1, min(limit, 80) + 1)]


def test_equal_passages_stay_in_order() -> None:
    assert reordered("?", ["bb", "aa", "ccc"], ByLength()) == [(2, 0.003), (0, 0.002), (1, 0.002)]


@pytest.mark.parametrize(
    ("limit", "first", "last"),
    [(3, [50, 49, 48], 48), (60, [50, 49, 48], 60), (DEPTH, [50, 49, 48], 1)],
    ids=["few", "more than are looked at", "as many"],
)
def test_the_first_are_reordered_and_the_others_follow(limit: int, first: list[int], last: int) -> None:
    by = ByLength()
    found = RerankedSearcher(Fixed(), lambda: by).search("?", NOTHING, limit)
    assert [len(one.text) for one in found[:3]] == first
    assert len(found[-1].text) == last
    assert [one.rank for one in found] == list(range(1, limit + 1))
    assert all(a.score >= b.score for a, b in pairwise(found))
    assert found[0].parts == {"lexical": 0.5, "cross_encoder": 0.05}
    assert by.seen == [DEPTH], "asked once, for as many as it looks at"


def test_without_order_nothing_is_opened() -> None:
    def opened() -> Reranker:
        raise AssertionError

    searcher = RerankedSearcher(Fixed(), opened)
    assert searcher.search("?", NOTHING, 3, ranked=False) == Fixed().search("?", NOTHING, 3)


def test_the_commands(tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = ["--home", str(tmp_path / "home")]
    assert main(["ingest", str(SAMPLES / "10_kh_27_so_noi_vu.md"), *home]) == 0
    capsys.readouterr()
    assert main(["search", "đào tạo", "--explain", "--json", "--reranker", str(tiny), *home]) == 0
    hits = json.loads(capsys.readouterr().out)["hits"]
    fits = [hit["parts"]["cross_encoder"] for hit in hits]
    assert fits == sorted(fits, reverse=True)
    assert len(fits) > 3
    assert main(["search", "đào tạo", "--reranker", str(tmp_path / "none"), *home]) == 2
    assert "--reranker" in capsys.readouterr().err


class ByNumber:
    """The passage with the greatest last digit fits best."""

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:  # noqa: ARG002
        return [int(passage[-1]) / 10 for passage in passages]


def test_judged_questions(tmp_path: Path) -> None:
    from index.encoders.encoder import encoder

    rows = [{"_id": str(n), "text": f"nhiệm vụ số {n}"} for n in range(4)]
    (tmp_path / "corpus.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (tmp_path / "queries.jsonl").write_text(json.dumps({"_id": "q", "text": "nhiệm vụ số 2"}), encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq\t2\t1", encoding="utf-8")
    plain, again = (evaluate(tmp_path, encoder(), Asking(reranker=by)) for by in (None, ByNumber()))
    assert (plain.mrr_10, again.mrr_10) == (1, 0.5)
    assert again.recall_10 == 1
