"""The scoring of questions with known answers: what counts as right, and what does not."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from api.cli import main
from corpus.errors import InputError
from search.answering.question_scores import Expected, abstention, by_kind, read_questions
from search.answering.question_scores import _is_right as is_right
from search.answering.question_scores import _scored as scored


def expected(
    kind: str, required: tuple[str, ...] = (), optional: tuple[str, ...] = (), values: tuple[str, ...] = ()
) -> Expected:
    return Expected("q", "a kind", "?", kind, frozenset(required), frozenset(optional), values)


def answer(kind: str, **parts: Any) -> Any:
    empty = {
        "tasks": (),
        "passages": (),
        "documents": (),
        "sections": (),
        "numbers": (),
        "value": None,
        "count": None,
        "text": "",
    }
    return SimpleNamespace(kind=kind, **{**empty, **parts})


# expected · returned · right · why
SETS: list[tuple[Expected, set[str], bool, str]] = [
    (expected("tasks", ("a", "b"), ("c",)), {"a", "b"}, True, "all that is required"),
    (expected("tasks", ("a", "b"), ("c",)), {"a", "b", "c"}, True, "and what is tolerated"),
    (expected("tasks", ("a", "b"), ("c",)), {"a", "c"}, False, "one is missing"),
    (expected("tasks", ("a",)), {"a", "d"}, False, "one too many"),
    (expected("tasks", ("a",), ("*-N-*",)), {"a", "03-N-2"}, True, "a pattern"),
    (expected("tasks", ("a",)), set(), False, "nothing"),
]


@pytest.mark.parametrize(("wanted", "returned", "right", "why"), SETS, ids=[row[3] for row in SETS])
def test_sets(wanted: Expected, returned: set[str], right: bool, why: str) -> None:
    assert is_right(wanted, answer("tasks"), frozenset(returned), False) == right, why


# value given · values wanted · right
VALUES: list[tuple[str, tuple[str, ...], bool]] = [
    ("ngày 12/7/2026", ("12/7/2026",), True),
    ("ngày 12/07/2026", ("12/7/2026",), True),  # leading zeros are nothing
    ("ngày 12/7/2026", ("2/7/2026",), False),  # part of a number is another one
    ("Phó Giám đốc Lương Hữu Phước", ("Lương Hữu Phước",), True),
    ("Lương Hữu Phước", ("Bùi Đức Thái", "Phạm Công Hùng"), False),
    ("không", ("no", "không"), True),
]


@pytest.mark.parametrize(("given", "wanted", "right"), VALUES)
def test_values(given: str, wanted: tuple[str, ...], right: bool) -> None:
    assert is_right(expected("value", values=wanted), answer("value", value=given), frozenset(), False) == right


def test_counts_and_abstention() -> None:
    assert is_right(expected("count", values=("25",)), answer("count", count=25), frozenset(), False)
    assert not is_right(expected("count", values=("25",)), answer("passages", count=25), frozenset(), False)
    answers = [("none", answer("none"), True), ("none", answer("tasks"), False), ("tasks", answer("none"), False)]
    results = [scored(expected(kind), one, {}) for kind, one, _ in answers]
    assert [one.right for one in results[:2]] == [True, False]
    found = abstention(results)
    assert (found.unanswerable, found.kept, found.answerable, found.false) == (2, 1, 1, 1)
    assert by_kind(results)[0].total == 3


def _ranked(*names: str) -> Any:
    """An answer by rank; "" is a passage of running text that is no task."""
    found = [SimpleNamespace(record=SimpleNamespace(task=SimpleNamespace(id=name)) if name else None) for name in names]
    return answer("passages", passages=found)


# required · passages in order · whether one of the first five is a required one · why
RANKED: list[tuple[tuple[str, ...], tuple[str, ...], float | None, str]] = [
    (("a", "b"), ("x", "y", "a"), 1.0, "one required name is enough"),
    (("a",), ("x", "", "y", "", "a"), 1.0, "the fifth"),
    (("a",), ("x", "", "y", "", "z", "a"), 0.0, "the sixth: passages of running text hold their rank"),
    (("a",), (), None, "answered by a set, or not at all"),
]


@pytest.mark.parametrize(("required", "passages", "share", "why"), RANKED, ids=[row[3] for row in RANKED])
def test_hits_among_the_first_five(required: tuple[str, ...], passages: tuple[str, ...], share: float | None, why: str) -> None:
    names = {name: name for name in passages}
    assert by_kind([scored(expected("tasks", required), _ranked(*passages), names)])[0].hit_5 == share, why


@pytest.mark.parametrize(
    "text", ["", "{", "[]x", '[{"id": "a"}]', '[{"id": "a", "kind": "b", "question": "c", "answer": {}}]', "[1]"]
)
def test_a_bad_file_is_an_input_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "questions.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        read_questions(path)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    samples = Path(__file__).resolve().parent.parent / "corpus/samples"
    home = str(tmp_path / "home")
    assert main(["ingest", "--home", home, str(samples / "10_kh_27_so_noi_vu.md")]) == 0
    questions = tmp_path / "questions.json"
    asked = [
        {"id": "1", "kind": "count", "question": "27/KH-SNV có bao nhiêu nhiệm vụ", "answer": {"type": "count", "value": 6}},
        {"id": "2", "kind": "count", "question": "27/KH-SNV có bao nhiêu nhiệm vụ", "answer": {"type": "count", "value": 7}},
    ]
    questions.write_text(json.dumps(asked), encoding="utf-8")
    capsys.readouterr()
    assert main(["eval", "questions", str(questions), "--home", home, "--json"]) == 0
    view = json.loads(capsys.readouterr().out)
    assert (view["right"], view["questions"]) == (1, 2)
    assert [one["id"] for one in view["wrong"]] == ["2"]
    assert main(["eval", "questions", str(questions), "--home", home]) == 0
    assert "1/2" in capsys.readouterr().out
