"""Which syllables has each passage, in order? What the ranker looks at, without reading any text again at a question.

forward/
├── syllables.txt   one a line; the line is the id
├── seen.npy        in how many passages each stands
├── numbers.npy     the passages, ascending
├── offsets.npy     where the tokens of each begin, and one more for the end
└── tokens.npy      ids one passage after the other; mapped, not read
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.uint32]
Counts = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]

_NO_TOKENS = np.zeros(0, dtype=np.uint32)


Row = tuple[int, Sequence[str]]  # the number of a passage, and its syllables


class Rows(NamedTuple):
    """The tokens of some passages one after the other, and how many each has."""

    tokens: Ids
    lengths: Counts


class Forward:
    """The syllables of the passages of one generation, which never change."""

    def __init__(self, names: Sequence[str], seen: Counts, numbers: Counts, offsets: Counts, tokens: Ids) -> None:
        self._names, self._seen = names, seen
        self._numbers, self._offsets, self._tokens = numbers, offsets, tokens

    @classmethod
    def empty(cls) -> Forward:
        nothing = np.zeros(0, dtype=np.int64)
        return cls((), nothing, nothing, np.zeros(1, dtype=np.int64), _NO_TOKENS)

    @classmethod
    def read(cls, folder: Path) -> Forward:
        """Raises ``OSError`` or ``ValueError`` where a file is missing or broken."""
        names = (folder / "syllables.txt").read_text(encoding="utf-8").split("\n")[:-1]
        seen, numbers, offsets = (np.load(folder / f"{part}.npy") for part in ("seen", "numbers", "offsets"))
        return cls(names, seen, numbers, offsets, np.load(folder / "tokens.npy", mmap_mode="r"))

    def write(self, folder: Path) -> None:
        folder.mkdir()
        (folder / "syllables.txt").write_text("".join(f"{name}\n" for name in self._names), encoding="utf-8")
        for part, values in (("seen", self._seen), ("numbers", self._numbers), ("offsets", self._offsets)):
            np.save(folder / f"{part}.npy", values)
        np.save(folder / "tokens.npy", self._tokens)

    def changed(self, removed: Collection[int], added: Sequence[Row]) -> Forward:
        """The same without some passages and with others, whose numbers are greater than all before."""
        ids = dict(self._ids)
        gone = np.isin(self._numbers, np.fromiter(removed, dtype=np.int64, count=len(removed)))
        lengths = np.diff(self._offsets)
        lost = np.repeat(gone, lengths)
        old = np.asarray(self._tokens)
        rows = [np.array([ids.setdefault(name, len(ids)) for name in syllables], dtype=np.uint32) for _, syllables in added]
        more = np.array([len(row) for row in rows], dtype=np.int64)
        seen = np.zeros(len(ids), dtype=np.int64)
        seen[: len(self._seen)] = self._seen - _passages_with(old[lost], lengths[gone], len(self._seen))
        seen += _passages_with(np.concatenate([_NO_TOKENS, *rows]), more, len(ids))
        return Forward(
            tuple(ids),
            seen,
            np.concatenate([self._numbers[~gone], np.array([number for number, _ in added], dtype=np.int64)]),
            np.concatenate([[0], np.cumsum(np.concatenate([lengths[~gone], more]))]),
            np.concatenate([old[~lost] if gone.any() else old, *rows]),
        )

    def __len__(self) -> int:
        return len(self._numbers)

    def id(self, syllable: str) -> int | None:
        return self._ids.get(syllable)

    def rows(self, numbers: Sequence[int]) -> Rows:
        """The passages of these numbers, in their order; all must be held."""
        at = np.searchsorted(self._numbers, np.array(numbers, dtype=np.int64))
        starts, ends = self._offsets[at], self._offsets[at + 1]
        parts = [self._tokens[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        return Rows(np.concatenate([_NO_TOKENS, *parts]), ends - starts)

    def idf(self, ids: Sequence[int]) -> Weights:
        """BM25's weight of each syllable; a rare one has more."""
        seen = self._seen[list(ids)].astype(np.float64)
        return np.asarray(np.log(1 + (len(self) - seen + 0.5) / (seen + 0.5)))

    @property
    def unseen_idf(self) -> float:
        """The weight of a syllable that no passage has."""
        return float(np.log(1 + len(self)))

    @property
    def mean_length(self) -> float:
        return len(self._tokens) / len(self) if len(self._tokens) else 1.0

    @property
    def vocabulary(self) -> int:
        return len(self._names)

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self._names)}


def _passages_with(tokens: Ids, lengths: Counts, vocabulary: int) -> Counts:
    """In how many of the passages of these lengths each syllable stands."""
    if not len(tokens):
        return np.zeros(vocabulary, dtype=np.int64)
    rows = np.repeat(np.arange(len(lengths)), lengths)
    pairs = np.unique(rows * vocabulary + tokens)
    return np.bincount(pairs % vocabulary, minlength=vocabulary)
