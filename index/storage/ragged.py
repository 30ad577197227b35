"""Rows of different lengths, one after the other in one array: the tokens of passages, or the letters of names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[Any]
Offsets = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ragged:
    """Row ``i`` is ``values[offsets[i] : offsets[i + 1]]``."""

    values: Values
    offsets: Offsets

    @classmethod
    def of(cls, rows: Sequence[Values], kind: npt.DTypeLike) -> Ragged:
        lengths = np.fromiter((len(row) for row in rows), dtype=np.int64, count=len(rows))
        return cls(np.concatenate([np.zeros(0, dtype=kind), *rows]), _offsets(lengths))

    @classmethod
    def cut(cls, values: Values, lengths: Offsets) -> Ragged:
        """Rows of these lengths."""
        return cls(values, _offsets(lengths))

    @classmethod
    def of_texts(cls, texts: Iterable[str]) -> Ragged:
        """As UTF-8."""
        encoded = [text.encode("utf-8") for text in texts]
        lengths = np.fromiter(map(len, encoded), dtype=np.int64, count=len(encoded))
        return cls(np.frombuffer(b"".join(encoded), dtype=np.uint8), _offsets(lengths))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @property
    def lengths(self) -> Offsets:
        return np.diff(self.offsets)

    def text(self, row: int) -> str:
        return bytes(self.values[self.offsets[row] : self.offsets[row + 1]]).decode("utf-8")

    def texts(self) -> list[str]:
        whole, ends = bytes(self.values), self.offsets.tolist()
        return [whole[start:end].decode("utf-8") for start, end in pairwise(ends)]

    def taken(self, rows: Offsets) -> Ragged:
        """These rows, in this order."""
        starts = self.offsets[rows]
        lengths = self.offsets[rows + 1] - starts
        offsets = _offsets(lengths)
        places = np.arange(offsets[-1]) + np.repeat(starts - offsets[:-1], lengths)
        return Ragged(self.values[places], offsets)

    @classmethod
    def joined(cls, parts: Sequence[Ragged]) -> Ragged:
        """One after the other; at least one."""
        lengths = np.concatenate([part.lengths for part in parts])
        return cls(np.concatenate([part.values for part in parts]), _offsets(lengths))


def _offsets(lengths: Offsets) -> Offsets:
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)])
