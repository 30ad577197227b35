"""Which vectors lie nearest? Exact inner products in FAISS.

``IndexIDMap2`` over a flat index: every vector is compared, passages can be removed, and the numbers stay. It has three traps:
a number given twice is taken silently, an answer that is too short is filled with -1, and it uses every core for one question.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import faiss
import numpy as np
import numpy.typing as npt

from index.passages import Scored

if TYPE_CHECKING:
    from index.encoders import Matrix


class Vectors:
    """Unit vectors by passage number. Searching is safe from several threads, changing is not."""

    def __init__(self, index: faiss.IndexIDMap2) -> None:
        self._index = index
        self._held = set(_numbers(index).tolist())
        faiss.omp_set_num_threads(1)

    @classmethod
    def empty(cls, dimensions: int) -> Vectors:
        return cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dimensions)))

    @classmethod
    def read(cls, path: Path) -> Vectors:
        """Raises ``RuntimeError`` where the file is missing or broken."""
        return cls(cast("faiss.IndexIDMap2", faiss.read_index(str(path))))

    def write(self, path: Path) -> None:
        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, numbers: Sequence[int], vectors: Matrix) -> None:
        """``vectors`` has a row for each number; raises ``ValueError`` where a number is held or comes twice."""
        fresh = set(numbers)
        if len(fresh) < len(numbers) or fresh & self._held:
            raise ValueError("a passage number is given twice")
        if numbers:
            self._index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), np.array(numbers, dtype=np.int64))
            self._held |= fresh

    def remove(self, numbers: Collection[int]) -> None:
        """Numbers that are not held are passed over."""
        gone = self._held.intersection(numbers)
        if gone:
            self._index.remove_ids(_selector(gone))
            self._held -= gone

    def search(self, query: Matrix, limit: int, allowed: Collection[int] | None = None) -> list[Scored]:
        """The passages with the greatest inner product, best first, of those allowed (``None``: all)."""
        possible = len(self) if allowed is None else len(self._held.intersection(allowed))
        if min(limit, possible) < 1:
            return []
        parameters = None
        if allowed is not None:
            selector = _selector(allowed)  # SWIG keeps no reference: the name keeps it alive through the search
            parameters = faiss.SearchParameters()
            parameters.sel = selector
        scores, numbers = self._index.search(query[None, :], min(limit, possible), params=parameters)
        found = zip(numbers[0].tolist(), scores[0].tolist(), strict=True)
        return [Scored(number, score) for number, score in found if number != -1]

    def scores(self, query: Matrix, numbers: Collection[int]) -> list[Scored]:
        """The inner product with each of these passages, in no order; all of them must be held."""
        if not numbers:
            return []
        rows = self._index.reconstruct_batch(np.fromiter(numbers, dtype=np.int64, count=len(numbers)))
        return [Scored(number, score) for number, score in zip(numbers, (rows @ query).tolist(), strict=True)]


def _selector(numbers: Collection[int]) -> faiss.IDSelectorBatch:
    return faiss.IDSelectorBatch(np.fromiter(numbers, dtype=np.int64, count=len(numbers)))


def _numbers(index: faiss.IndexIDMap2) -> npt.NDArray[np.int64]:
    numbers: npt.NDArray[np.int64] = faiss.vector_to_array(index.id_map)
    return numbers
