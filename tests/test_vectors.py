"""FAISS against a plain numpy oracle, with numbers; and the three traps of its id map."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.vectors_faiss import Vectors

Rows = npt.NDArray[np.float32]


def unit(random: np.random.Generator, count: int, dimensions: int) -> Rows:
    rows = random.standard_normal((count, dimensions), dtype=np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def oracle(held: dict[int, Rows], query: Rows, limit: int) -> list[tuple[int, float]]:
    scores = {number: float(row @ query) for number, row in held.items()}
    return sorted(scores.items(), key=lambda pair: -pair[1])[:limit]


def test_known_numbers() -> None:
    """Scores are inner products, neither distances nor squares."""
    vectors = Vectors.empty(2)
    vectors.add([7, 3], np.array([[1, 0], [0.6, 0.8]], dtype=np.float32))
    found = vectors.search(np.array([0.8, 0.6], dtype=np.float32), 5)
    assert [number for number, _ in found] == [3, 7]
    assert [score for _, score in found] == pytest.approx([0.96, 0.8], abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    count=st.integers(1, 60),
    limit=st.integers(1, 80),
    removed=st.sets(st.integers(0, 59)),
    share=st.floats(0, 1) | st.none(),
)
def test_any_history_agrees_with_numpy(seed: int, count: int, limit: int, removed: set[int], share: float | None) -> None:
    random = np.random.default_rng(seed)
    rows, query = unit(random, count, 16), unit(random, 1, 16)[0]
    numbers = [int(n) for n in random.permutation(10 * count)[:count]]
    vectors, held = Vectors.empty(16), dict(zip(numbers, rows, strict=True))
    vectors.add(numbers, rows)
    vectors.remove(removed)
    held = {number: row for number, row in held.items() if number not in removed}
    allowed = None if share is None else {n for n in held if random.random() < share}
    expected = oracle(held if allowed is None else {n: held[n] for n in allowed}, query, limit)
    found = vectors.search(query, limit, allowed)
    assert [number for number, _ in found] == [number for number, _ in expected]
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=1e-5)
    assert dict(vectors.scores(query, sorted(held))) == pytest.approx(dict(oracle(held, query, count)), abs=1e-5)
    assert len(vectors) == len(held)


def test_a_number_is_taken_once() -> None:
    vectors, rows = Vectors.empty(4), np.eye(4, dtype=np.float32)
    vectors.add([1, 2], rows[:2])
    with pytest.raises(ValueError, match="twice"):
        vectors.add([2], rows[:1])
    with pytest.raises(ValueError, match="twice"):
        vectors.add([5, 5], rows[:2])
    vectors.remove([2])
    vectors.add([2], rows[3:])
    assert vectors.search(rows[3], 1) == [(2, 1.0)]
    assert len(vectors) == 2


@pytest.mark.parametrize(
    ("limit", "allowed"), [(100, None), (100, {1}), (3, {1, 2, 99}), (5, set()), (5, {99}), (0, None), (-1, None)]
)
def test_short_answers_are_not_padded(limit: int, allowed: set[int] | None) -> None:
    vectors = Vectors.empty(4)
    vectors.add([1, 2, 3], np.eye(4, dtype=np.float32)[:3])
    found = vectors.search(np.ones(4, dtype=np.float32), limit, allowed)
    expected = {1, 2, 3} if allowed is None else {1, 2, 3} & allowed
    assert {number for number, _ in found} == (expected if limit > 0 else set())


def test_nothing_held(tmp_path: Path) -> None:
    vectors = Vectors.empty(4)
    vectors.add([], np.zeros((0, 4), dtype=np.float32))
    vectors.remove([1])
    query = np.ones(4, dtype=np.float32)
    assert vectors.search(query, 5) == []
    assert vectors.scores(query, []) == []
    vectors.write(tmp_path / "v")
    assert len(Vectors.read(tmp_path / "v")) == 0


def test_reading_back_keeps_numbers(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    rows = unit(random, 200, 32)
    vectors = Vectors.empty(32)
    vectors.add(range(1000, 1200), rows)
    vectors.remove(range(1000, 1100))
    vectors.write(tmp_path / "v")
    again = Vectors.read(tmp_path / "v")
    assert again.search(rows[150], 3) == vectors.search(rows[150], 3)
    with pytest.raises(ValueError, match="twice"):
        again.add([1150], rows[:1])
    assert again.search(rows[150], 1)[0].number == 1150


@pytest.mark.parametrize("content", [None, b"", b"not an index"])
def test_a_broken_file_is_an_error(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "v").write_bytes(content)
    with pytest.raises(RuntimeError):
        Vectors.read(tmp_path / "v")


def test_one_thread_a_question() -> None:
    faiss.omp_set_num_threads(2)
    Vectors.empty(4)
    assert faiss.omp_get_max_threads() == 1
