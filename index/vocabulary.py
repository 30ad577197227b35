"""Which syllables do the passages have, and in how many of them does each stand? One for the whole index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index import arrays
from index.ragged import Ragged

Counts = npt.NDArray[np.int64]
Ids = npt.NDArray[np.uint32]


class Vocabulary:
    """A syllable keeps its id as long as a passage has it; then it is forgotten, and its id is given to another."""

    def __init__(self, names: Iterable[str] = (), seen: Counts | None = None, tokens: int = 0) -> None:
        """``names`` by id, empty where an id is free; ``seen`` in how many passages each stands; ``tokens`` in all passages."""
        self._names = list(names)
        self._seen = np.zeros(len(self._names), dtype=np.int64) if seen is None else seen
        self.tokens = tokens
        self._ids = {name: number for number, name in enumerate(self._names) if name}
        self._free = [number for number, name in enumerate(self._names) if not name]

    def __len__(self) -> int:
        """Greater than every id."""
        return len(self._names)

    def id(self, syllable: str) -> int | None:
        return self._ids.get(syllable)

    def seen(self, ids: Sequence[int]) -> Counts:
        return self._seen[list(ids)]

    def add(self, rows: Sequence[Sequence[str]]) -> Ragged:
        """The ids of the syllables of these passages, which are held from now on."""
        names = [name for row in rows for name in row]
        for name in dict.fromkeys(names):
            if name not in self._ids:
                self._enter(name)
        ids = np.fromiter(map(self._ids.__getitem__, names), dtype=np.uint32, count=len(names))
        tokens = Ragged.cut(ids, np.fromiter(map(len, rows), dtype=np.int64, count=len(rows)))
        grown = np.zeros(len(self._names), dtype=np.int64)
        grown[: len(self._seen)] = self._seen
        self._seen = grown + _passages_with(tokens, len(grown))
        self.tokens += len(tokens.values)
        return tokens

    def remove(self, rows: Ragged) -> None:
        """These passages are not held any longer."""
        self._seen = self._seen - _passages_with(rows, len(self._names))
        self.tokens -= len(rows.values)
        touched = np.unique(rows.values)
        for number in touched[self._seen[touched] == 0].tolist():
            self._forget(number)

    def write(self, path: Path) -> None:
        names = np.frombuffer("\n".join(self._names).encode("utf-8"), dtype=np.uint8)
        totals = np.array([len(self._names), self.tokens], dtype=np.int64)
        arrays.write(path, {"names": names, "seen": self._seen, "totals": totals})

    @classmethod
    def read(cls, path: Path) -> Vocabulary:
        """Raises ``OSError``, ``KeyError`` or ``ValueError`` where the file is missing or broken."""
        held = arrays.read(path)
        count, tokens = held["totals"].tolist()
        return cls(bytes(held["names"]).decode("utf-8").split("\n") if count else (), held["seen"], tokens)

    def _enter(self, name: str) -> None:
        number = self._free.pop() if self._free else len(self._names)
        self._names[number : number + 1] = [name]
        self._ids[name] = number

    def _forget(self, number: int) -> None:
        del self._ids[self._names[number]]
        self._names[number] = ""
        self._free.append(number)


def _passages_with(rows: Ragged, vocabulary: int) -> Counts:
    """In how many of the passages each syllable stands."""
    if not len(rows.values):
        return np.zeros(vocabulary, dtype=np.int64)
    of_row = np.repeat(np.arange(len(rows)), rows.lengths)
    pairs = np.unique(of_row * vocabulary + rows.values)
    return np.bincount(pairs % vocabulary, minlength=vocabulary)
