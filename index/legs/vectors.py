"""Which vectors lie nearest? Every one compared while they are few; above that by codes, and the best of these exactly.

``Few`` are compared by one BLAS product over each mapped segment, at 256 dimensions 0.04 ms for a thousand. Where only some
passages are allowed, these alone are compared, exactly, however many there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.passages import Scored
from index.storage.segments import Segments

if TYPE_CHECKING:
    from index.legs.vectors_faiss import Codebook, Scan
    from index.storage.segment import Matrix, Numbers, Segment

FEW = 4_000  # 0.15 ms compared one by one; of 10,000 by codes 0.08 where comparing all takes 0.4
_CANDIDATES = 500  # of the codes, that are compared exactly
_WIDER = 2  # at least so many for each that is wanted

Scores = npt.NDArray[np.float32]


class Vectors:
    """The unit vectors of one generation, which never change. Safe to share between threads."""

    def __init__(self, segments: Segments, codebook: Codebook | None, few: int = FEW) -> None:
        """``codebook`` is the one that the codes were made with, ``None`` where the segments have no codes."""
        self._segments, self._codebook, self._few = segments, codebook, few

    def search(self, query: Matrix, limit: int, allowed: Collection[int] | None = None) -> list[Scored]:
        """The passages with the greatest inner product, best first, of those allowed (``None``: all)."""
        if limit < 1 or not len(self._segments):
            return []
        if allowed is not None:
            return _best(*self._scores(query, allowed), limit)
        if self._codebook is None or len(self._segments) <= self._few:
            scores = np.concatenate([segment.vectors @ query for segment in self._segments])
            return _best(self._numbers, scores, limit)
        positions = self._scan.positions(query, min(max(_CANDIDATES, _WIDER * limit), len(self._segments)))
        return _best(*_exact(query, self._segments.at(positions)), limit)

    def _scores(self, query: Matrix, numbers: Collection[int]) -> tuple[Numbers, Scores]:
        return _exact(query, self._segments.rows(np.array(list(numbers), dtype=np.int64)))

    @cached_property
    def _numbers(self) -> Numbers:
        return np.concatenate([segment.numbers for segment in self._segments])

    @cached_property
    def _scan(self) -> Scan:
        from index.legs.vectors_faiss import Scan

        assert self._codebook is not None
        return Scan(self._codebook, [segment.codes for segment in self._segments])


def _exact(query: Matrix, held: Iterable[tuple[Segment, Numbers, Numbers]]) -> tuple[Numbers, Scores]:
    """The numbers of these rows, and their inner products."""
    numbers, scores = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.float32)]
    for segment, _, rows in held:
        numbers.append(segment.numbers[rows])
        most = 2 * len(rows) > len(segment)
        scores.append((segment.vectors @ query)[rows] if most else segment.vectors[rows] @ query)
    return np.concatenate(numbers), np.concatenate(scores)


def _best(numbers: Numbers, scores: Scores, limit: int) -> list[Scored]:
    if limit < len(scores):
        best = np.argpartition(-scores, limit)[:limit]
        numbers, scores = numbers[best], scores[best]
    order = np.lexsort((numbers, -scores))
    return list(zip(numbers[order].tolist(), scores[order].tolist(), strict=True))
