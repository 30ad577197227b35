"""All segments of an index, for its readers and for its one writer.

A change writes new files for the segments that it touches, without what was removed; all others are read on by the next
generation as they are. So a change costs as much as a few segments, however large the index is, and leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.storage.segment import Numbers, Segment

CAPACITY = 16_384  # rows of a segment: as many as are written anew in a few milliseconds


class Segments:
    """By ascending number; none is empty."""

    def __init__(self, held: Sequence[Segment]) -> None:
        self._held = tuple(segment for segment in held if len(segment))
        self._firsts = np.array([segment.numbers[0] for segment in self._held], dtype=np.int64)
        self._begins = np.cumsum([0, *(len(segment) for segment in self._held)])

    def __len__(self) -> int:
        """Rows of all."""
        return int(self._begins[-1])

    def __iter__(self) -> Iterator[Segment]:
        return iter(self._held)

    def rows(self, numbers: Numbers) -> Iterator[tuple[Segment, Numbers, Numbers]]:
        """For each segment that holds any of them: their places among ``numbers``, and their rows there."""
        if self._held and len(numbers):
            of = np.maximum(self._firsts.searchsorted(numbers, side="right") - 1, 0)
            for place, mine in _apart(of):
                segment = self._held[place]
                rows = np.minimum(segment.numbers.searchsorted(numbers[mine]), len(segment) - 1)
                held = segment.numbers[rows] == numbers[mine]
                yield segment, mine[held], rows[held]

    def at(self, positions: Numbers) -> Iterator[tuple[Segment, Numbers]]:
        """For each segment the rows among these, which are counted through all segments; ascending."""
        ordered = np.sort(positions)
        cuts = ordered.searchsorted(self._begins).tolist()
        for place, (start, end) in enumerate(pairwise(cuts)):
            if end > start:
                yield self._held[place], ordered[start:end] - self._begins[place]


class Shelf:
    """The segments while they are changed: ``written`` are files, by name, and what was not touched stays as it is."""

    def __init__(self, folder: Path, names: Sequence[str], finished: Callable[[Segment], Segment]) -> None:
        """``finished`` is asked for the form in which a segment is written."""
        self._folder, self._finished = folder, finished
        self._files: list[tuple[str | None, Segment]] = [(name, Segment.read(folder / name)) for name in names]
        self._open: list[Segment] = []
        self._following = 1 + max((int(path.name) for path in folder.iterdir()), default=0)

    @property
    def segments(self) -> Segments:
        return Segments([*(segment for _, segment in self._files), *self._open])

    def remove(self, gone: Callable[[Segment], npt.NDArray[np.bool_]]) -> list[Segment]:
        """Takes the rows out that ``gone`` says; returns them."""
        removed: list[Segment] = []
        kept: list[tuple[str | None, Segment]] = []
        for name, segment in self._files:
            lost = gone(segment)
            if lost.any():
                removed.append(segment.taken(np.flatnonzero(lost)))
                kept.append((None, segment.taken(np.flatnonzero(~lost))))
            else:
                kept.append((name, segment))
        self._files = _together([(name, segment) for name, segment in kept if len(segment)])
        return removed

    def add(self, rows: Segment) -> None:
        """Rows whose numbers are greater than all before."""
        if not self._open and self._files and len(self._files[-1][1]) < CAPACITY:
            self._open.append(self._files.pop()[1])
        self._open.append(rows)
        if sum(map(len, self._open)) >= CAPACITY:
            self._close()

    def write(self) -> tuple[str, ...]:
        """The names of all files; no file that was there is touched."""
        if self._open:
            self._close()
        return tuple(name or self._written(segment)[0] for name, segment in self._files)

    def _close(self) -> None:
        whole = Segment.joined(self._open)
        for start in range(0, len(whole), CAPACITY):
            rows = np.arange(start, min(start + CAPACITY, len(whole)))
            self._files.append(self._written(whole.taken(rows) if len(rows) < len(whole) else whole))
        self._open = []

    def _written(self, segment: Segment) -> tuple[str, Segment]:
        name, self._following = f"{self._following:06d}", self._following + 1
        self._finished(segment).write(self._folder / name)
        return name, Segment.read(self._folder / name)


def _apart(of: Numbers) -> Iterator[tuple[int, Numbers]]:
    """The places of each value, by ascending value; there is at least one."""
    first = int(of[0])
    if (of == first).all():
        yield first, np.arange(len(of))
        return
    order, start = of.argsort(kind="stable"), 0
    for value, end in enumerate(np.bincount(of).cumsum().tolist()):
        if end > start:
            yield value, order[start:end]
        start = end


def _together(files: Sequence[tuple[str | None, Segment]]) -> list[tuple[str | None, Segment]]:
    """Neighbours that have become small are made one."""
    merged: list[tuple[str | None, Segment]] = []
    for name, segment in files:
        if merged and (name is None or merged[-1][0] is None) and len(merged[-1][1]) + len(segment) <= CAPACITY // 2:
            merged[-1] = (None, Segment.joined([merged[-1][1], segment]))
        else:
            merged.append((name, segment))
    return merged
