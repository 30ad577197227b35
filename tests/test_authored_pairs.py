"""The pairs written by hand: their grammar, their size and spread, and that the held-out ones are really apart."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from index.text.words import folded
from index.training.authored_pairs import HELD_OUT, KINDS, UNSEEN, VOICES, Pair, content_syllables, held_out, read, unseen

FOLDER = Path(__file__).resolve().parent.parent / "index/training/pairs"
LONGEST_COMMON_RUN = 11  # syllables; "bảo đảm an ninh, trật tự, an toàn xã hội" is officialese, a dozen in a row is a copy
SYLLABLE = re.compile(r"[^\W_]+")
BLOCK = "= Trang bị máy tính cho công chức\n~ sắm PC cho nhân viên\n"


@pytest.fixture(scope="module")
def learnt() -> list[Pair]:
    return read(FOLDER)


@pytest.fixture(scope="module")
def asked() -> list[Pair]:
    return held_out(FOLDER)


def test_reads_blocks_with_their_field(tmp_path: Path) -> None:
    (tmp_path / "digital.txt").write_text(
        f"# a comment\n\n{BLOCK}_ sam may tinh\n@ health\n= Mua thuốc\n> buy drugs\n", encoding="utf-8"
    )
    (tmp_path / f"{HELD_OUT}.txt").write_text("= Việc khác\n- khác\n", encoding="utf-8")
    assert read(tmp_path) == [
        Pair("sắm PC cho nhân viên", "Trang bị máy tính cho công chức", "everyday", "digital"),
        Pair("sam may tinh", "Trang bị máy tính cho công chức", "unmarked", "digital"),
        Pair("buy drugs", "Mua thuốc", "english", "health"),
    ]
    assert held_out(tmp_path) == [Pair("khác", "Việc khác", "keywords", HELD_OUT)]


FAULTS = [
    ("~ mua máy\n", r"x\.txt:1: a query before any task"),
    (f"@ health\n{BLOCK}@ land\n~ sổ đỏ\n", r"x\.txt:5: a query before any task"),  # a new field closes the block
    ("= Một\n= Hai\n~ ba\n", r"x\.txt:2: the task above has no query"),
    ("= Một\n~ hai\n= Ba\n", r"x\.txt: the last task has no query"),
    ("# nothing\n", r"x\.txt: the last task has no query"),  # an empty file is a mistake
    (f"{BLOCK}? ai\n", r"x\.txt:3: unknown mark '\?'"),
    (f"{BLOCK}_ mua máy\n", r"x\.txt:3: marks in an unmarked"),
    (f"{BLOCK}_ dat đai\n", r"x\.txt:3: marks in an unmarked"),  # đ is a mark too
    (f"{BLOCK}~  hai dấu cách\n", r"x\.txt:3: expected a mark"),
    (f"{BLOCK}~ cuối dòng \n", r"x\.txt:3: expected a mark"),
    (f"{BLOCK}~\n", r"x\.txt:3: expected a mark"),
    (f"{BLOCK}~ a\u0301o\n", r"x\.txt:3: not in Unicode form NFC"),
]


@pytest.mark.parametrize(("content", "message"), FAULTS)
def test_a_fault_is_named_with_file_and_line(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "x.txt").write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        read(tmp_path)


def test_content_syllables_keep_marks_and_leave_out_function_words() -> None:
    assert content_syllables("Cấp sổ cho dân ở đâu?") == {"cấp", "sổ", "dân"}
    assert content_syllables("Who gets a red book?") == {"gets", "red", "book"}


def test_there_are_enough_of_every_kind(learnt: list[Pair], asked: list[Pair]) -> None:
    assert len(learnt) + len(asked) >= 4000
    assert len(asked) >= 400
    assert set(Counter(pair.kind for pair in learnt)) == set(KINDS.values())
    assert min(Counter(pair.kind for pair in learnt).values()) >= 600


def test_every_field_is_learnt_and_held_out(learnt: list[Pair], asked: list[Pair]) -> None:
    assert (
        {pair.field for pair in learnt}
        == {pair.field for pair in asked}
        == {path.stem for path in FOLDER.glob("*.txt") if not path.stem.startswith(VOICES)} - {HELD_OUT, UNSEEN}
    )
    assert min(Counter(pair.field for pair in learnt).values()) >= 60


def test_every_task_is_asked_in_every_way(learnt: list[Pair], asked: list[Pair]) -> None:
    """Tasks of the voices have no keywords: those are words of the task, of which nothing is learnt."""
    kinds = defaultdict(set)
    for pair in learnt + asked:
        kinds[pair.text].add(pair.kind)
    assert [text for text, found in kinds.items() if not set(KINDS.values()) - {"keywords"} <= found] == []
    assert sum(len(found) == len(KINDS) for found in kinds.values()) >= 800


def test_tasks_have_the_length_of_annex_rows(learnt: list[Pair], asked: list[Pair]) -> None:
    lengths = {text: len(SYLLABLE.findall(text)) for text in {pair.text for pair in learnt + asked}}
    assert [text for text, length in lengths.items() if not 8 <= length <= 90] == []
    assert sum(length >= 35 for length in lengths.values()) >= 60
    assert sum(length <= 14 for length in lengths.values()) >= 60


def test_no_pair_stands_twice(learnt: list[Pair], asked: list[Pair]) -> None:
    seen = Counter((_plain(pair.query), pair.kind, _plain(pair.text)) for pair in learnt + asked)
    assert [pair for pair, count in seen.items() if count > 1] == []
    fields_of = defaultdict(set)
    for pair in learnt + asked:
        fields_of[_plain(pair.text)].add(pair.field)
    assert [text for text, fields in fields_of.items() if len(fields) > 1] == []


def test_held_out_is_apart(learnt: list[Pair], asked: list[Pair]) -> None:
    """Apart in letters, marks aside, and in substance: no two tasks share half of their content syllables."""
    never = asked + unseen(FOLDER)
    assert {_plain(pair.text) for pair in learnt} & {_plain(pair.text) for pair in never} == set()
    assert {_plain(pair.query) for pair in learnt} & {_plain(pair.query) for pair in never} == set()
    known = [content_syllables(text) for text in {pair.text for pair in learnt}]
    near = [
        text
        for text in {pair.text for pair in never}
        if any(_overlap(content_syllables(text), other) >= 0.5 for other in known)
    ]
    assert near == []


def test_held_out_paraphrases_share_no_content_syllable(asked: list[Pair]) -> None:
    shared = [
        (pair.query, sorted(common))
        for pair in asked + unseen(FOLDER)
        if pair.kind in ("everyday", "english") and (common := content_syllables(pair.query) & content_syllables(pair.text))
    ]
    assert shared == []


def test_learnt_everyday_queries_share_little(learnt: list[Pair]) -> None:
    counts = [len(content_syllables(pair.query) & content_syllables(pair.text)) for pair in learnt if pair.kind == "everyday"]
    assert sum(counts) / len(counts) <= 0.6
    assert sum(count == 0 for count in counts) / len(counts) >= 0.6


def test_nothing_is_copied_from_the_real_documents(learnt: list[Pair], asked: list[Pair], shared: Path) -> None:
    files = [*shared.glob("directives/*.txt"), *shared.glob("gold/*.json")]
    real = set().union(*(_runs(path.read_text(encoding="utf-8")) for path in files))
    assert len(real) > 1000
    assert [text for pair in learnt + asked for text in (pair.text, pair.query) if _runs(text) & real] == []


def test_no_question_is_a_judged_one(learnt: list[Pair], asked: list[Pair], shared: Path) -> None:
    judged = [
        content_syllables(row["question"]) for row in json.loads((shared / "gold/questions.json").read_text(encoding="utf-8"))
    ]
    mine = {pair.query: content_syllables(pair.query) for pair in learnt + asked}
    assert len(judged) > 30
    assert [query for query, found in mine.items() if any(_overlap(found, other) >= 0.6 for other in judged)] == []


def _plain(text: str) -> str:
    return " ".join(SYLLABLE.findall(folded(text).lower()))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


def _runs(text: str) -> set[tuple[str, ...]]:
    """Every run of one syllable more than may be common."""
    syllables = SYLLABLE.findall(re.sub(r"\\n|<[^>]*>", " ", text).lower())
    return set(zip(*(syllables[start:] for start in range(LONGEST_COMMON_RUN + 1)), strict=False))
