"""What the index holds of some passages beside their words: a file of rows that never changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import numpy as np
import numpy.typing as npt

from index.storage import arrays
from index.storage.ragged import Ragged

Numbers = npt.NDArray[np.int64]
Matrix = npt.NDArray[np.float32]
Codes = npt.NDArray[np.uint8]
Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class Segment:
    """A row for each passage, by ascending number.

    ``ids`` and ``documents`` are names as UTF-8, ``hashed`` the ``hashes`` of the ids; ``owners`` says at which place of
    ``documents`` the document of a row stands. ``tokens`` are ids of ``index.storage.vocabulary``, ``codes`` those of
    ``index.legs.vectors_faiss``, without a column where the index is small.
    """

    numbers: Numbers
    hashed: Hashes
    ids: Ragged
    documents: Ragged
    owners: npt.NDArray[np.int32]
    vectors: Matrix
    codes: Codes
    tokens: Ragged

    def __len__(self) -> int:
        return len(self.numbers)

    @classmethod
    def read(cls, path: Path) -> Segment:
        """Raises ``OSError``, ``KeyError`` or ``ValueError`` where the file is missing or broken.

        The same file gives the same segment as long as somebody holds it: the next generation opens what changed alone.
        """
        status = path.stat()
        key = (path, status.st_ino, status.st_mtime_ns, status.st_size)
        found = _OPENED.get(key)
        if found is None:
            held = arrays.read(path)
            columns: dict[str, Any] = {name: held[name] for name in _PLAIN}
            columns |= {name: Ragged(held[name], held[f"{name}_offsets"]) for name in _RAGGED}
            found = _OPENED[key] = cls(**columns)
        return found

    def write(self, path: Path) -> None:
        ragged = {name: getattr(self, name) for name in _RAGGED} | {"tokens": _narrow(self.tokens)}
        offsets = {f"{name}_offsets": rows.offsets for name, rows in ragged.items()}
        values = {name: rows.values for name, rows in ragged.items()}
        arrays.write(path, {**{name: getattr(self, name) for name in _PLAIN}, **values, **offsets})

    def taken(self, rows: Numbers) -> Segment:
        """These rows alone, and the names of their documents alone."""
        kept, owners = np.unique(self.owners[rows], return_inverse=True)
        return Segment(
            self.numbers[rows],
            self.hashed[rows],
            self.ids.taken(rows),
            self.documents.taken(kept.astype(np.int64)),
            owners.astype(np.int32),
            self.vectors[rows],
            self.codes[rows],
            self.tokens.taken(rows),
        )

    @staticmethod
    def joined(parts: Sequence[Segment]) -> Segment:
        """One after the other; a document that has rows in two of them is named twice, which does no harm."""
        first = np.cumsum([0, *(len(part.documents) for part in parts)])
        return Segment(
            np.concatenate([part.numbers for part in parts]),
            np.concatenate([part.hashed for part in parts]),
            Ragged.joined([part.ids for part in parts]),
            Ragged.joined([part.documents for part in parts]),
            np.concatenate([part.owners + np.int32(start) for part, start in zip(parts, first[:-1], strict=True)]),
            np.concatenate([part.vectors for part in parts]),
            np.concatenate([part.codes for part in parts]),
            Ragged.joined([part.tokens for part in parts]),
        )

    def with_codes(self, codes: Codes) -> Segment:
        return replace(self, codes=codes)

    def rows_named(self, names: Sequence[str], hashed: Hashes) -> Numbers:
        """The rows whose id is one of these names; ``hashed`` are the ``hashes`` of the names."""
        if not len(names):
            return np.zeros(0, dtype=np.int64)
        order = np.argsort(hashed)
        ordered = hashed[order]
        near = np.minimum(np.searchsorted(ordered, self.hashed), len(ordered) - 1)
        alike = np.flatnonzero(ordered[near] == self.hashed)
        found = zip(alike.tolist(), order[near[alike]].tolist(), strict=True)
        return np.array([row for row, at in found if self.ids.text(row) == names[at]], dtype=np.int64)

    def rows_of(self, documents: Collection[str]) -> npt.NDArray[np.bool_]:
        """Which rows are of these documents."""
        held = bytes(self.documents.values)  # looked through before any name is read: few segments hold any of them
        if not any(name.encode("utf-8") in held for name in documents):
            return np.zeros(len(self), dtype=np.bool_)
        return np.isin(self.owners, [place for place, name in enumerate(self.document_names) if name in documents])

    @cached_property
    def document_names(self) -> list[str]:
        return self.documents.texts()


def _narrow(rows: Ragged) -> Ragged:
    """Ids in two bytes where they fit, which is nearly always: a tenth of all that is mapped."""
    fits = not len(rows.values) or rows.values.max() < 1 << 16
    return Ragged(rows.values.astype(np.uint16), rows.offsets) if fits else rows


_OPENED: WeakValueDictionary[tuple[Path, int, int, int], Segment] = WeakValueDictionary()
_RAGGED = ("ids", "documents", "tokens")
_PLAIN = tuple(field.name for field in fields(Segment) if field.name not in _RAGGED)


def hashes(names: Iterable[str]) -> Hashes:
    """64 bits of each name, the same in every process."""
    digests = b"".join(blake2b(name.encode("utf-8"), digest_size=8).digest() for name in names)
    return np.frombuffer(digests, dtype=np.uint64)
