"""Two encoders behind one seam, and the training of the bundled table."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp
from tokenizers import Tokenizer

from corpus.errors import BadSetting
from index.encoders.encoder import Encoder, Profile, encoder
from index.encoders.encoder_static import StaticEncoder
from index.training import articles, lexicon
from index.training.contrast import Adam, loss_and_gradient
from index.training.folding import with_folded
from index.training.model_folder import quantise
from index.training.pairs import Batch, Sampler
from index.training.train_static import Recipe, main, train

STATIC = Path(__file__).resolve().parent.parent / "index" / "models" / "static"
TEXTS = [
    "Sở Tư pháp chủ trì xây dựng kế hoạch chuyển đổi số năm 2026",
    "Hoà giải ở cơ sở; uỷ ban nhân dân xã, QUÝ III/2026",
    "Rà soát 77 thủ tục hành chính, hoàn thành trước ngày 30/4/2026 (123456789)",
    "so tu phap phai lam gi",
    "",
    "… ??? –",
    "日本語 🙂",
    "từ\nxuống\tdòng  hai  khoảng",
]


@pytest.fixture(scope="module")
def static() -> Encoder:
    return encoder()


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model of 8 dimensions with random weights, made here: nothing is downloaded."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("tiny")
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "chuyển", "đổi", "số", "chuyển_đổi", "_", ":", "query", "passage"]
    (folder / "vocab.txt").write_text("\n".join(pieces), encoding="utf-8")
    BertTokenizerFast(str(folder / "vocab.txt"), strip_accents=False, tokenize_chinese_chars=False).save_pretrained(folder)
    shape = {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    BertModel(BertConfig(vocab_size=len(pieces), **shape)).save_pretrained(folder)
    transformer = Transformer(str(folder), max_seq_length=16)
    model = SentenceTransformer(modules=[transformer, Pooling(8)], device="cpu")
    model.save(str(folder / "model"), create_model_card=False)
    return folder / "model"


def test_the_static_table_is_read_alike_by_sentence_transformers(static: Encoder) -> None:
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(STATIC), local_files_only=True, device="cpu").encode(TEXTS)
    np.testing.assert_allclose(static.passages(TEXTS), theirs, atol=1e-5)


def test_static_vectors(static: Encoder) -> None:
    rows = static.passages(TEXTS)
    assert rows.shape == (len(TEXTS), 256)
    assert rows.dtype == np.float32
    norms = np.linalg.norm(rows, axis=1)
    assert norms == pytest.approx([1, 1, 1, 1, 0, 0, 0, 1], abs=1e-5)
    for row, text in zip(rows, TEXTS, strict=True):
        np.testing.assert_allclose(static.query(text), row, atol=1e-6)
    assert static.passages([]).shape == (0, 256)


@pytest.mark.parametrize(
    ("text", "same", "why"),
    [
        ("hoà giải", "hòa giải", "tone placement"),
        ("HÒA GIẢI", "hòa giải", "case"),
        ("ho\u0300a gia\u0309i", "hòa giải", "decomposed letters"),
        ("mã 123456789012", "mã", "long strings of digits carry no meaning"),
        ("kế hoạch, báo cáo", "kế hoạch (báo cáo)", "marks"),
    ],
)
def test_spellings_share_a_vector(static: Encoder, text: str, same: str, why: str) -> None:
    np.testing.assert_allclose(static.query(text), static.query(same), atol=1e-6, err_msg=why)


@pytest.mark.parametrize(
    ("query", "near", "far"),
    [
        ("bồi thường khi bị thu hồi nhà đất", "Hỗ trợ, tái định cư khi Nhà nước thu hồi đất ở", "Chế độ nghỉ thai sản"),
        ("xử phạt vi phạm giao thông", "Phạt tiền người điều khiển xe ô tô vượt đèn đỏ", "Chế độ nghỉ thai sản"),
        ("lái xe uống rượu bị phạt", "Nồng độ cồn của người điều khiển phương tiện giao thông", "Đăng ký kết hôn"),
        ("dang ky khai sinh cho tre em", "Đăng ký khai sinh cho trẻ em", "Kiểm định khí thải xe mô tô"),
    ],
)
def test_near_and_far(static: Encoder, query: str, near: str, far: str) -> None:
    """Few or no words in common, yet nearer than another matter. A table of words goes no further than this."""
    asked = static.query(query)
    assert asked @ static.query(near) > asked @ static.query(far) + 0.1


def test_the_bundled_table_is_small_and_knows_no_unknown() -> None:
    assert sum(file.stat().st_size for file in STATIC.iterdir()) < 6_000_000
    table = StaticEncoder.open()
    tokenizer = Tokenizer.from_str((STATIC / "tokenizer.json").read_text(encoding="utf-8"))
    unknown = tokenizer.token_to_id(lexicon.UNKNOWN)
    assert table._weights[unknown] == 0
    assert len(table._rows) == tokenizer.get_vocab_size()


def test_the_static_encoder_imports_nothing_heavy() -> None:
    program = "import sys; from index import encoder; encoder().query('a'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert not {"torch", "sentence_transformers", "transformers", "scipy", "tokenizers", "index.training"} & set(loaded)


def test_a_transformer_by_folder(tiny: Path) -> None:
    found = encoder(tiny)
    assert (found.profile.kind, found.profile.dimensions, found.profile.max_tokens) == ("sentence-transformers", 8, 16)
    rows = found.passages(["chuyển đổi số", "số", "chuyển đổi số"])
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    np.testing.assert_allclose(rows[0], rows[2], atol=1e-6)
    assert abs(float(rows[0] @ rows[1])) < 0.999
    np.testing.assert_allclose(found.query("số"), rows[1], atol=1e-5)
    assert found.passages([]).shape == (0, 8)
    assert encoder(str(tiny)).profile.agrees(found.profile)


def test_a_transformer_is_fed_as_it_was_trained(tiny: Path) -> None:
    """Segmented words and prefixes change what the model sees, and the profile says which are used."""
    from sentence_transformers import SentenceTransformer

    from index.encoders.encoder_sentence_transformers import SentenceTransformerEncoder, profile_of

    model = SentenceTransformer(str(tiny), local_files_only=True, device="cpu")
    plain = SentenceTransformerEncoder(model, profile_of("tiny", model))
    segmented = SentenceTransformerEncoder(model, replace(plain.profile, segmented=True))
    np.testing.assert_allclose(segmented.query("Chuyển đổi số"), plain.query("Chuyển_đổi số"), atol=1e-6)
    e5 = SentenceTransformerEncoder(model, profile_of("intfloat/multilingual-e5-small", model))
    assert (e5.profile.query_prefix, e5.profile.passage_prefix) == ("query: ", "passage: ")
    np.testing.assert_allclose(e5.query("số"), plain.query("query: số"), atol=1e-6)
    np.testing.assert_allclose(e5.passages(["số"]), plain.passages(["passage: số"]), atol=1e-6)
    model.prompts = {"query": "số ", "document": "đổi "}
    assert (profile_of("x", model).query_prefix, profile_of("x", model).passage_prefix) == ("số ", "đổi ")
    assert not plain.profile.agrees(segmented.profile)
    assert not plain.profile.agrees(e5.profile)


@pytest.mark.parametrize("config", [None, "{", '{"model_type": "model2vec"}', '{"model_type": "bert"}'])
def test_no_model_is_said_in_words(tmp_path: Path, config: str | None) -> None:
    if config is not None:
        (tmp_path / "config.json").write_text(config)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(BadSetting, match=tmp_path.name):
            encoder(tmp_path)


def test_profiles_round_trip_and_differ_by_what_counts(static: Encoder) -> None:
    mine = static.profile
    assert Profile.from_json(json.loads(json.dumps(mine.to_json()))) == mine
    assert mine.agrees(replace(mine, name="/another/place"))
    assert mine.agrees(replace(mine, fingerprint=tuple(x + 1e-4 for x in mine.fingerprint)))
    assert not mine.agrees(replace(mine, fingerprint=tuple(x + 1e-2 for x in mine.fingerprint)))
    assert not mine.agrees(replace(mine, fingerprint=()))
    assert not mine.agrees(replace(mine, dimensions=512))
    with pytest.raises(TypeError):
        Profile.from_json({**mine.to_json(), "fingerprint": None})


def test_the_gradient_is_the_slope_of_the_loss() -> None:
    random = np.random.default_rng(3)
    table = random.standard_normal((9, 5))
    bags = [sp.csr_matrix(random.random((6, 9)) * (random.random((6, 9)) < 0.5) + 0.01) for _ in range(2)]
    batch = Batch(*bags, article=np.array([0, 1, 2, 3, 3, 4]))
    _, gradient = loss_and_gradient(table, batch)  # type: ignore[arg-type]
    for place in [(0, 0), (3, 4), (8, 2), (5, 1)]:
        nudge = np.zeros_like(table)
        nudge[place] = 1e-6
        above, below = (loss_and_gradient(table + sign * nudge, batch)[0] for sign in (1, -1))
        assert gradient[place] == pytest.approx((above - below) / 2e-6, rel=1e-4, abs=1e-7)


def test_adam_first_step_is_the_rate() -> None:
    table, gradient = np.zeros((2, 2), dtype=np.float32), np.array([[3, -0.5], [0, 1e-3]], dtype=np.float32)
    Adam.over(table).update(table, gradient, 0.01)
    assert table == pytest.approx(np.array([[-0.01, 0.01], [0, -0.01]]), abs=1e-5)


def test_whole_numbers_lose_less_than_half_a_step() -> None:
    table = np.random.default_rng(5).standard_normal((50, 16)).astype(np.float32)
    table[7] = 0
    rows, weights = quantise(table)
    assert rows.dtype == np.int8
    assert np.all(np.abs(rows * weights[:, None] - table) <= weights[:, None] / 2 + 1e-7)
    assert weights[7] == 0


ARTICLE_LINES = [
    "Sở Tư pháp chủ trì chuyển đổi số.",
    "Ủy ban nhân dân cấp xã báo cáo kết quả chuyển đổi số.",
    "Hoà giải ở cơ sở.",
]


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty articles in the shape of the source, two of them without a body."""
    rows = [
        {
            "id": f"{n % 5}.1.{n}",
            "title": "Phạm vi điều chỉnh" if n % 3 == 0 else f"Trách nhiệm thứ {n}",
            "source": f"Điều {n} Luật số {n % 4}/2020/QH14"
            + (" Hòa giải ở cơ sở ngày 01/01/2020" if n < 4 else ", có hiệu lực"),
            "body": "\n".join(["### 45000", *(f"{n}. {line}" for line in ARTICLE_LINES)]) if n > 1 else "",
            "rel": [f"{(n + 5) % 5}.1.{n + 5}"],
        }
        for n in range(40)
    ]
    path = tmp_path_factory.mktemp("articles") / "articles.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n", encoding="utf-8")
    return path


def test_articles_are_read_with_their_acts(few: Path) -> None:
    read = articles.read(few)
    assert len(read) == 38
    assert read[1].lines == ("3. Sở Tư pháp chủ trì chuyển đổi số.", *(f"3. {line}" for line in ARTICLE_LINES[1:]))
    assert (read[1].title, read[1].topic, read[1].act, read[1].related) == (
        "Phạm vi điều chỉnh",
        "3",
        "Hòa giải ở cơ sở",
        ("3.1.8",),
    )


def test_pieces_are_words_and_tone_is_placed_inside(few: Path) -> None:
    tokenizer = lexicon.build(line for article in articles.read(few) for line in article.lines)
    assert tokenizer.encode("CHUYỂN ĐỔI số, hoà giải").tokens == ["▁chuyển▁đổi", "▁số", "▁hòa", "▁giải"]
    assert tokenizer.encode("xyz").tokens[0] == "▁x" or tokenizer.encode("xyz").tokens[0] == "▁"
    with_bare, table = with_folded(tokenizer, np.eye(tokenizer.get_vocab_size(), dtype=np.float32))
    assert with_bare.encode("chuyen doi so").tokens == ["▁chuyen▁doi", "▁so"]
    assert with_bare.encode("chuyển đổi số").ids == tokenizer.encode("chuyển đổi số").ids
    row = table[with_bare.token_to_id("▁chuyen▁doi")]
    assert row[tokenizer.token_to_id("▁chuyển▁đổi")] == 1
    assert table.sum(axis=1) == pytest.approx(np.ones(len(table)), abs=1e-5)


def test_pairs_are_drawn_alike_from_a_seed(few: Path) -> None:
    read, tokenizer = _read(few)
    sampler = Sampler(read, articles.tokenise(read, tokenizer), tokenizer.get_vocab_size(), frozenset({"Phạm vi điều chỉnh"}))
    first, again = (sampler.draw(100, True, np.random.default_rng(1)) for _ in range(2))
    assert (first.queries != again.queries).nnz == 0
    assert len(first.article) == first.queries.shape[0] == first.passages.shape[0]
    assert first.queries.sum(axis=1) == pytest.approx(1, abs=1e-5)


def test_training_brings_pairs_together(few: Path) -> None:
    read, tokenizer = _read(few)
    table = train(read, tokenizer, Recipe(dimensions=16, batch=64, steps=20, warm_up=2), frozenset())
    again = train(read, tokenizer, Recipe(dimensions=16, batch=64, steps=20, warm_up=2), frozenset())
    np.testing.assert_allclose(table, again, atol=1e-4)
    assert not table[tokenizer.token_to_id(lexicon.UNKNOWN)].any()
    sampler = Sampler(read, articles.tokenise(read, tokenizer), tokenizer.get_vocab_size(), frozenset())
    batch = sampler.draw(64, False, np.random.default_rng(9))
    start = np.random.default_rng(2).standard_normal(table.shape).astype(np.float32)
    assert loss_and_gradient(table, batch)[0] < 0.9 * loss_and_gradient(start, batch)[0]


def test_the_command_writes_a_table_that_opens(few: Path, tmp_path: Path) -> None:
    main(
        [
            "--articles",
            str(few),
            "--out",
            str(tmp_path / "static"),
            "--steps",
            "2",
            "--tuning-steps",
            "1",
            "--without-topics",
            "4",
        ]
    )
    made = encoder(tmp_path / "static")
    assert made.profile.dimensions == 256
    assert np.linalg.norm(made.query("chuyển đổi số")) == pytest.approx(1, abs=1e-5)
    config = json.loads((tmp_path / "static" / "config.json").read_text(encoding="utf-8"))
    assert config["training"]["steps"] == 2
    assert config["training"]["articles"] < 38


def _read(few: Path) -> tuple[list[articles.Article], Tokenizer]:
    read = articles.read(few)
    return read, lexicon.build(line for article in read for line in article.lines)
