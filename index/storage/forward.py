"""Which syllables has each passage, in order? What the ranker looks at, without reading any text again at a question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.storage.segment import Numbers
from index.storage.segments import Segments
from index.storage.vocabulary import Counts, Ids, Vocabulary

Weights = npt.NDArray[np.float64]


class Rows(NamedTuple):
    """The tokens of some passages one after the other, and how many each has."""

    tokens: Ids
    lengths: Counts


class Forward:
    """The syllables of the passages of one generation, which never change."""

    def __init__(self, vocabulary: Vocabulary, segments: Segments) -> None:
        self._vocabulary, self._segments = vocabulary, segments

    def __len__(self) -> int:
        return len(self._segments)

    def id(self, syllable: str) -> int | None:
        return self._vocabulary.id(syllable)

    def rows(self, numbers: Sequence[int] | Numbers) -> Rows:
        """The passages of these numbers, in their order; all must be held."""
        parts = [_NO_TOKENS] * len(numbers)
        for segment, places, rows in self._segments.rows(np.asarray(numbers, dtype=np.int64)):
            values, offsets = segment.tokens.values, segment.tokens.offsets
            ends = zip(places.tolist(), offsets[rows].tolist(), offsets[rows + 1].tolist(), strict=True)
            for place, start, end in ends:
                parts[place] = values[start:end]
        lengths = np.fromiter(map(len, parts), dtype=np.int64, count=len(parts))
        return Rows(np.concatenate([_NO_TOKENS, *parts]), lengths)

    def idf(self, ids: Sequence[int]) -> Weights:
        """BM25's weight of each syllable; a rare one has more."""
        seen = self._vocabulary.seen(ids).astype(np.float64)
        return np.asarray(np.log(1 + (len(self) - seen + 0.5) / (seen + 0.5)))

    @property
    def unseen_idf(self) -> float:
        """The weight of a syllable that no passage has."""
        return float(np.log(1 + len(self)))

    @property
    def mean_length(self) -> float:
        return self._vocabulary.tokens / len(self) if self._vocabulary.tokens else 1.0

    @property
    def vocabulary(self) -> int:
        """Greater than the id of every syllable."""
        return len(self._vocabulary)


_NO_TOKENS = np.zeros(0, dtype=np.uint32)
