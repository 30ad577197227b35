"""Vectors against a plain numpy oracle, with numbers: all of them compared, some of them allowed, and by codes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.legs.vectors import Vectors
from index.legs.vectors_faiss import Codebook
from index.storage.ragged import Ragged
from index.storage.segment import Segment, hashes
from index.storage.segments import Segments

Rows = npt.NDArray[np.float32]


def unit(random: np.random.Generator, count: int, dimensions: int) -> Rows:
    """Some dimensions count for more, as they do in vectors of texts."""
    rows = random.standard_normal((count, dimensions), dtype=np.float32) / np.arange(1, dimensions + 1, dtype=np.float32) ** 0.5
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def segments(numbers: Sequence[int], rows: Rows, size: int, codebook: Codebook | None = None) -> Segments:
    """The rows by ascending number, so many in a segment."""
    order = np.argsort(np.array(numbers, dtype=np.int64))
    return Segments(
        [
            segment(np.array(numbers, dtype=np.int64)[part], rows[part], codebook)
            for part in np.split(order, range(size, len(order), size))
        ]
    )


def segment(numbers: npt.NDArray[np.int64], rows: Rows, codebook: Codebook | None) -> Segment:
    names = [str(number) for number in numbers]
    return Segment(
        numbers=numbers,
        hashed=hashes(names),
        ids=Ragged.of_texts(names),
        documents=Ragged.of_texts(["d"]),
        owners=np.zeros(len(names), dtype=np.int32),
        vectors=rows,
        codes=np.zeros((len(names), 0), dtype=np.uint8) if codebook is None else codebook.codes(rows),
        tokens=Ragged.of([np.zeros(0, dtype=np.uint32)] * len(names), np.uint32),
    )


def oracle(held: dict[int, Rows], query: Rows, limit: int) -> list[tuple[int, float]]:
    scores = {number: float(row @ query) for number, row in held.items()}
    return sorted(scores.items(), key=lambda pair: -pair[1])[:limit]


def test_known_numbers() -> None:
    """Scores are inner products, neither distances nor squares."""
    vectors = Vectors(segments([7, 3], np.array([[1, 0], [0.6, 0.8]], dtype=np.float32), 1), None)
    found = vectors.search(np.array([0.8, 0.6], dtype=np.float32), 5)
    assert [number for number, _ in found] == [3, 7]
    assert [score for _, score in found] == pytest.approx([0.96, 0.8], abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    count=st.integers(1, 60),
    size=st.integers(1, 70),
    limit=st.integers(1, 80),
    share=st.floats(0, 1) | st.none(),
)
def test_any_rows_agree_with_numpy(seed: int, count: int, size: int, limit: int, share: float | None) -> None:
    random = np.random.default_rng(seed)
    rows, query = unit(random, count, 16), unit(random, 1, 16)[0]
    numbers = [int(n) for n in random.permutation(10 * count)[:count]]
    vectors, held = Vectors(segments(numbers, rows, size), None), dict(zip(numbers, rows, strict=True))
    allowed = None if share is None else [n for n in sorted(held) if random.random() < share]
    expected = oracle(held if allowed is None else {n: held[n] for n in allowed}, query, limit)
    found = vectors.search(query, limit, allowed)
    assert [number for number, _ in found] == [number for number, _ in expected]
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=1e-5)


@pytest.mark.parametrize(
    ("limit", "allowed"), [(100, None), (100, [1]), (3, [1, 2, 99]), (5, []), (5, [99]), (0, None), (-1, None)]
)
def test_short_answers_are_not_padded(limit: int, allowed: list[int] | None) -> None:
    vectors = Vectors(segments([1, 2, 3], np.eye(4, dtype=np.float32)[:3], 2), None)
    found = vectors.search(np.ones(4, dtype=np.float32), limit, allowed)
    expected = {1, 2, 3} if allowed is None else {1, 2, 3} & set(allowed)
    assert {number for number, _ in found} == (expected if limit > 0 else set())


def test_nothing_held() -> None:
    vectors, query = Vectors(Segments([]), None), np.ones(4, dtype=np.float32)
    assert not len(vectors.search(query, 5))
    assert not len(vectors.search(query, 5, [1]))


@pytest.fixture(scope="module")
def many() -> tuple[Rows, Rows, Codebook]:
    random = np.random.default_rng(5)
    rows = unit(random, 20_000, 64)
    queries = rows[random.permutation(len(rows))[:40]] + 0.7 * unit(random, 40, 64)
    return rows, queries / np.linalg.norm(queries, axis=1, keepdims=True), Codebook.train(rows[:6000])


def test_codes_find_what_comparing_all_finds(many: tuple[Rows, Rows, Codebook]) -> None:
    rows, queries, codebook = many
    numbers = range(5, 5 + len(rows))
    exact, coded = (Vectors(segments(numbers, rows, 4096, codebook), codebook, few) for few in (len(rows), 0))
    kept = 0
    for query in queries:
        true, found = exact.search(query, 10), coded.search(query, 10)
        assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
        assert dict(found) == pytest.approx({n: float(rows[n - 5] @ query) for n, _ in found}, abs=1e-5), "exact scores"
        kept += len({n for n, _ in true} & {n for n, _ in found})
    assert kept / (10 * len(queries)) > 0.97
    allowed = list(range(100, 9000, 3))
    assert list(coded.search(queries[0], 20, allowed)) == list(exact.search(queries[0], 20, allowed))
    assert len(coded.search(queries[0], 30_000)) == len(rows), "more than there are"


def test_a_codebook_is_read_as_it_was_written(many: tuple[Rows, Rows, Codebook], tmp_path: Path) -> None:
    rows, _, codebook = many
    codebook.write(tmp_path / "codebook")
    again = Codebook.read(tmp_path / "codebook")
    assert (again.codes(rows[:50]) == codebook.codes(rows[:50])).all()
    assert codebook.codes(rows[:50]).shape == (50, 16), "four bits for two dimensions"
