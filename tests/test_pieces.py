"""The pieces of a text are those that the library finds, to the last id; what ours cannot read, the library reads."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from unicodedata import normalize

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tokenizers import Tokenizer, normalizers
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from index.encoders.encoder_static import StaticEncoder
from index.encoders.phrases import Phrases, cutter
from index.encoders.pieces import Pieces
from index.training import lexicon

STATIC = Path(__file__).resolve().parent.parent / "index" / "models" / "static"
STATED = (STATIC / "tokenizer.json").read_text(encoding="utf-8")
LIBRARY = Tokenizer.from_str(STATED)
OURS = cutter(STATED)
WORDS = sorted(piece.replace("▁", " ") for piece in LIBRARY.get_vocab())


def expected(texts: list[str], library: Tokenizer = LIBRARY) -> list[list[int]]:
    return [encoding.ids for encoding in library.encode_batch_fast(texts, add_special_tokens=False)]


def spellings(texts: list[str]) -> list[str]:
    """The texts as they stand, in decomposed letters, in capitals and without marks."""
    bare = ["".join(letter for letter in normalize("NFD", text) if not "\u0300" <= letter <= "\u036f") for text in texts]
    return [*texts, *(normalize("NFD", text) for text in texts), *(text.upper() for text in texts), *bare]


def test_directives_have_the_pieces_of_the_library(shared: Path) -> None:
    """Whole, and phrase by phrase: the first time and from memory."""
    papers = [path.read_text(encoding="utf-8") for path in sorted((shared / "directives").glob("*.txt"))]
    texts = spellings([*papers, *(line for paper in papers for line in paper.split("\n\n"))])
    assert OURS.cut(texts) == expected(texts)
    phrases = Phrases(OURS)
    for cut in (phrases.pieces, phrases.pieces, phrases.cut):
        assert [ids.tolist() for ids in cut(texts)] == expected(texts)


def test_articles_of_law_have_the_pieces_of_the_library(shared: Path) -> None:
    sets = [
        (shared / "retrieval" / name / "corpus.jsonl").read_text(encoding="utf-8") for name in ("alqac2022", "vlsp2023_lter")
    ]
    texts = [json.loads(line)["text"] for held in sets for line in held.strip().split("\n")[:1650]]
    assert len(texts) > 3000
    assert OURS.cut(texts) == expected(texts)
    assert [ids.tolist() for ids in Phrases(OURS).pieces(texts)] == expected(texts)


def test_every_letter_is_spelt_as_by_the_library() -> None:
    """All of the basic plane, also as what an accent stands on; Unicode is not of one age in Python and the library."""
    letters = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]
    texts = [f"Hoà{letter}\u0301 12{letter}345" for letter in letters]
    assert OURS.cut(texts) == expected(texts)


MADE = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.sampled_from(
            [" ", "\t", "\n", "\r\n", "\u00a0", "\x1c", ".", "_", "-", "h", "ng", "uỷ", "QUÝ", "hoà", "\u0301", "1234"]
        ),
        st.sampled_from(["Σ", "İ", "①", "²", "Ⅳ", "❤️", "👩‍💻", "日本", "٣", "อ่", "\u0898", "\U0001e4d0", "\u1fbe", "한"]),
        st.text(max_size=4),
    ),
    max_size=12,
).map("".join)


@given(st.one_of(MADE, st.text()))
@example("ban hành văn bảng, kiểm sát nhân dâng")  # a word ends within a syllable
@example("")
@example(" \n . ")
@example("x" * 5000 + " " + "12 " * 2000 + "\u0301" * 300)
def test_any_text_has_the_pieces_of_the_library(text: str) -> None:
    assert OURS.cut([text]) == expected([text])
    assert [ids.tolist() for ids in Phrases(OURS).pieces([text])] == expected([text])


@given(
    st.dictionaries(
        st.lists(st.sampled_from(["a", "b", "ab", "ba", "aba", "bab"]), min_size=1, max_size=3).map(
            lambda word: "".join(f"▁{s}" for s in word)
        ),
        st.sampled_from([-1.1, -2.2, -3.3, -4.4]),
        max_size=12,
    ),
    st.sets(st.sampled_from("ab▁")),
    st.lists(st.text("abc ", max_size=20), min_size=1),
)
def test_ties_fall_as_in_the_library(words: dict[str, float], letters: set[str], texts: list[str]) -> None:
    """Few scores make many equal paths, few letters many words that end within a syllable."""
    vocabulary = [("[UNK]", 0.0), *((letter, -6.0) for letter in sorted(letters)), *words.items()]
    stated = _with(vocab=vocabulary)
    ours = Pieces.read(json.loads(stated))
    assert ours is not None
    assert ours.cut(texts) == expected(texts, Tokenizer.from_str(stated))


@pytest.mark.parametrize(
    ("stated", "is_ours", "why"),
    [
        (STATED, True, "the bundled one"),
        (lexicon.build(["sở tư pháp " * 20]).to_str(), True, "what the training makes"),
        (json.dumps({**json.loads(STATED), "normalizer": {"type": "NFC"}}), False, "other spelling"),
        (json.dumps({**json.loads(STATED), "pre_tokenizer": None}), False, "no phrases"),
    ],
)
def test_the_shape_decides_who_reads(stated: str, is_ours: bool, why: str) -> None:
    read, texts = cutter(stated), ["Sở Tư pháp – hoà giải ở cơ sở, uỷ ban", "so tu phap"]
    assert isinstance(read, Pieces) == is_ours, why
    assert read.cut(texts) == expected(texts, Tokenizer.from_str(stated)), why


@pytest.mark.parametrize(
    ("vocabulary", "why"),
    [
        ([("[UNK]", 0.0), ("▁a", -1.0), ("bc", -2.0)], "several letters that begin no word"),
        ([("[UNK]", 0.0), ("▁a▁", -1.0)], "a word that ends in a blank"),
        ([("[UNK]", 0.0), ("▁a", -1.0), ("▁ab", -5.0), ("b", -2.0)], "a letter worth more than the difference of words"),
        ([("[UNK]", 0.0), ("▁a", -1.0), ("▁a", -2.0)], "one piece twice"),
        ([("[UNK]", 0.0), ("▁a", 1.0), ("a", -20.0)], "no logarithm of a share"),
    ],
)
def test_other_vocabularies_are_left_to_the_library(vocabulary: list[tuple[str, float]], why: str) -> None:
    assert Pieces.read(json.loads(_with(vocab=vocabulary))) is None, why


def test_a_byte_fallback_is_left_to_the_library() -> None:
    assert Pieces.read(json.loads(_with(byte_fallback=True))) is None


def test_a_mark_within_a_piece_is_not_cut() -> None:
    undivided = Tokenizer(WordLevel({"a,b": 0, "?": 1}, unk_token="?"))
    assert [ids.tolist() for ids in Phrases(cutter(undivided.to_str())).pieces(["a,b"])] == [[0]]


def test_a_folder_of_another_shape_opens(tmp_path: Path) -> None:
    """The same table behind another tokenizer: one row a word."""
    for name in ("model.safetensors", "config.json", "modules.json"):
        shutil.copy(STATIC / name, tmp_path)
    tokenizer = Tokenizer(WordLevel({"?": 0, "số": LIBRARY.token_to_id("▁số")}, unk_token="?"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = normalizers.Lowercase(), Whitespace()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    found = StaticEncoder.open(tmp_path)
    np.testing.assert_allclose(found.query("SỐ lạ"), StaticEncoder.open().query("số"), atol=1e-6)
    np.testing.assert_allclose(found.passages(["số, lạ"])[0], found.query("số"), atol=1e-6)


def _with(**changed: object) -> str:
    stated = json.loads(STATED)
    return json.dumps({**stated, "model": {**stated["model"], **changed}})
