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

from index.legs.scored import NOTHING, Scored
from index.storage.segments import Segments

if TYPE_CHECKING:
    from index.legs.vectors_faiss import Codebook, Scan
    from index.storage.segment import Matrix, Numbers, Segment

FEW = 4_000  # 0.15 ms compared one by one; of 10,000 by codes 0.08 where comparing all takes 0.4
# Of the codes, that are compared exactly: 500 change no figure of the judged sets. Codes of short vectors are less sure.
_CANDIDATES, _LONG = 300, 128
_WIDER = 2  # at least so many for each that is wanted

Scores = npt.NDArray[np.float32]


class Vectors:
    """The unit vectors of one generation, which never change. Safe to share between threads."""

    def __init__(self, segments: Segments, codebook: Codebook | None, few: int = FEW) -> None:
        """``codebook`` is the one that the codes were made with, ``None`` where the segments have no codes."""
        self._segments, self._codebook, self._few = segments, codebook, few

    def search(self, query: Matrix, limit: int, allowed: Collection[int] | None = None) -> Scored:
        """The passages with the greatest inner product, best first, of those allowed (``None``: all)."""
        if limit < 1 or not len(self._segments):
            return NOTHING
        if allowed is not None:
            return _best(*self._scores(query, allowed), limit)
        if self._codebook is None or len(self._segments) <= self._few:
            scores = np.concatenate([segment.vectors @ query for segment in self._segments])
            return _best(self._numbers, scores, limit)
        sure = _CANDIDATES * max(1, _LONG // len(query))
        positions = self._scan.positions(query, min(max(sure, _WIDER * limit), len(self._segments)))
        return _best(*_exact(query, self._segments.at(positions)), limit)

    def _scores(self, query: Matrix, numbers: Collection[int]) -> tuple[Numbers, Scores]:
        held = self._segments.rows(np.array(list(numbers), dtype=np.int64))
        return _exact(query, ((segment, rows) for segment, _, rows in held))

    @cached_property
    def _numbers(self) -> Numbers:
        return np.concatenate([segment.numbers for segment in self._segments])

    @cached_property
    def _scan(self) -> Scan:
        from index.legs.vectors_faiss import Scan

        assert self._codebook is not None
        return Scan(self._codebook, [segment.codes for segment in self._segments])


def _exact(query: Matrix, held: Iterable[tuple[Segment, Numbers]]) -> tuple[Numbers, Scores]:
    """The numbers of these rows, and their inner products."""
    numbers, scores = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.float32)]
    for segment, rows in held:
        numbers.append(segment.numbers[rows])
        most = 2 * len(rows) > len(segment)
        scores.append((segment.vectors @ query)[rows] if most else segment.vectors.take(rows, axis=0) @ query)
    return np.concatenate(numbers), np.concatenate(scores)


def _best(numbers: Numbers, scores: Scores, limit: int) -> Scored:
    if limit < len(scores):
        best = (-scores).argpartition(limit)[:limit]
        numbers, scores = numbers[best], scores[best]
    return Scored(numbers, scores.astype(np.float64)).ordered(limit)
