"""Which syllables do the passages have, and in how many of them does each stand? One for the whole index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.storage import arrays
from index.storage.ragged import Ragged

Counts = npt.NDArray[np.int64]
Ids = npt.NDArray[np.uint32]
Texts = npt.NDArray[np.object_]


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

    def add(self, rows: Ragged, names: Sequence[str] | Texts) -> Ragged:
        """The ids of the syllables of these passages, which are held from now on. ``rows`` are places in ``names``."""
        met = np.zeros(len(names), dtype=np.bool_)
        met[rows.values] = True
        ids = np.zeros(len(names), dtype=np.uint32)
        ids[met] = [self._id_of(names[place]) for place in np.flatnonzero(met).tolist()]
        tokens = Ragged(ids[rows.values], rows.offsets)
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

    def _id_of(self, name: str) -> int:
        """The one it has, or has from now on."""
        number = self._ids.get(name)
        if number is None:
            number = self._ids[name] = self._free.pop() if self._free else len(self._names)
            self._names[number : number + 1] = [name]
        return number

    def _forget(self, number: int) -> None:
        del self._ids[self._names[number]]
        self._names[number] = ""
        self._free.append(number)


def _passages_with(rows: Ragged, vocabulary: int) -> Counts:
    """In how many of the passages each syllable stands."""
    if not len(rows.values):
        return np.zeros(vocabulary, dtype=np.int64)
    of_row = np.repeat(np.arange(len(rows)), rows.lengths)
    pairs = np.sort(of_row * vocabulary + rows.values)  # a tenth of the time that np.unique takes of them
    return np.bincount(pairs[np.diff(pairs, prepend=-1) > 0] % vocabulary, minlength=vocabulary)
