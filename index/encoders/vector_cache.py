"""What has a slow model encoded already? Kept beside the index, so that a killed building goes on where it stood.

    index/encoded/<n>/profile.json   the model; a cache serves only one whose profile agrees
    index/encoded/<n>/records        one record for each text: whose it is, which text, the vector, a checksum

A transformer takes hours over what the bundled table does in seconds, hence only transformers have one. It outlives the formats
of the index. Records are appended batch by batch; half a record at the end, or a damaged one, is as good as none. What is
forgotten leaves here too: a record bears the ``hashes`` of its document.
"""

from __future__ import annotations

import json
import os
import shutil
import zlib
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.encoders.encoder import Encoder, Profile
from index.passages import Passage
from index.storage.segment import Hashes, hashes

if TYPE_CHECKING:
    from index.encoders.encoder import Matrix

_FOLDER, _PROFILE, _RECORDS = "encoded", "profile.json", "records"
_BATCH = 64  # texts that are lost at most, where the building is killed
_DIGEST = 16  # bytes of a text's digest

Encode = Callable[[Sequence[Passage]], "Matrix"]


class VectorCache:
    """The vectors of one model."""

    def __init__(self, place: Path, dimensions: int) -> None:
        """``place`` holds the records, or none yet."""
        self.place, self._path = place, place / _RECORDS
        self._kind = np.dtype(
            [("document", "<u8"), ("text", "u1", (_DIGEST,)), ("sum", "<u4"), ("vector", "<f4", (dimensions,))]
        )
        self._records = self._read()
        self._rows = {record["text"].tobytes(): row for row, record in enumerate(self._records) if _whole(record)}
        self._used: set[bytes] = set()

    def __len__(self) -> int:
        """Texts whose vector is held."""
        return len(self._rows)

    def vectors(self, passages: Sequence[Passage], encoder: Encoder) -> Matrix:
        """One row for each passage; only texts that are not held are encoded, and those once."""
        digests = [_digest(passage.text) for passage in passages]
        missing = {text: passage for text, passage in zip(digests, passages, strict=True) if text not in self._rows}
        for start in range(0, len(missing), _BATCH):
            self._encode(list(missing.items())[start : start + _BATCH], encoder)
        self._used.update(digests)
        found: Matrix = self._records["vector"][[self._rows[text] for text in digests]]
        return found

    def keep_used(self) -> None:
        """Drops every text that was not asked for since the opening."""
        self._keep([row for text, row in self._rows.items() if text in self._used])

    def drop(self, documents: Hashes) -> None:
        """Drops what documents with these hashes of their ids brought, but for texts that were asked for since the opening."""
        gone = np.isin(self._records["document"], documents)
        self._keep([row for text, row in self._rows.items() if text in self._used or not gone[row]])

    def _encode(self, batch: Sequence[tuple[bytes, Passage]], encoder: Encoder) -> None:
        fresh = np.zeros(len(batch), dtype=self._kind)
        fresh["document"] = hashes(passage.document for _, passage in batch)
        fresh["text"] = [np.frombuffer(text, dtype=np.uint8) for text, _ in batch]
        fresh["vector"] = encoder.passages([passage.text for _, passage in batch])
        fresh["sum"] = [_checksum(record) for record in fresh]
        with self._path.open("ab") as file:
            file.write(fresh.tobytes())
        self._rows |= {text: len(self._records) + place for place, (text, _) in enumerate(batch)}
        self._records = self._read()

    def _read(self) -> npt.NDArray[np.void]:
        """Mapped; what a killed writer left behind the last whole record is cut off first."""
        size = self._path.stat().st_size if self._path.is_file() else 0
        whole = size // self._kind.itemsize
        if size % self._kind.itemsize:
            os.truncate(self._path, whole * self._kind.itemsize)
        return np.memmap(self._path, dtype=self._kind, mode="r") if whole else np.zeros(0, dtype=self._kind)

    def _keep(self, rows: Sequence[int]) -> None:
        if len(rows) == len(self._records):
            return
        beside = self._path.with_name(f"{_RECORDS}.new")
        kept = self._records[list(rows)]
        with beside.open("wb") as file:
            file.write(kept.tobytes())
        beside.replace(self._path)
        self._records = self._read()
        self._rows = {record["text"].tobytes(): row for row, record in enumerate(self._records)}


@contextmanager
def rebuilding(folder: Path, encoder: Encoder) -> Iterator[Encode]:
    """For the building of the index in ``folder`` from nothing: at a good end only what it used is left, of its model alone."""
    cache = _opened(folder, encoder.profile) if encoder.profile.kind != "static" else None
    yield _encode_of(encoder, cache)
    if cache is not None:
        cache.keep_used()
    for place in _places(folder):
        if cache is None or place != cache.place:
            shutil.rmtree(place)


@contextmanager
def updating(folder: Path, encoder: Encoder, removed_documents: Collection[str]) -> Iterator[Encode]:
    """For a change of the index in ``folder``: at a good end nothing is left of removed documents, whatever model read them."""
    caches = [(profile, VectorCache(place, profile.dimensions)) for place in _places(folder) if (profile := _profile(place))]
    mine = next((cache for profile, cache in caches if profile.agrees(encoder.profile)), None)
    yield _encode_of(encoder, mine)
    for _, cache in caches:
        cache.drop(hashes(removed_documents))


def _encode_of(encoder: Encoder, cache: VectorCache | None) -> Encode:
    if cache is None:
        return lambda passages: encoder.passages([passage.text for passage in passages])
    return lambda passages: cache.vectors(passages, encoder)


def _opened(folder: Path, profile: Profile) -> VectorCache:
    """The cache of that model; a new one where it has none."""
    found = next((place for place in _places(folder) if (held := _profile(place)) and profile.agrees(held)), None)
    if found is None:
        found = folder / _FOLDER / str(1 + max((int(place.name) for place in _places(folder)), default=0))
        found.mkdir(parents=True)
        (found / _PROFILE).write_text(json.dumps(profile.to_json(), ensure_ascii=False), encoding="utf-8")
    return VectorCache(found, profile.dimensions)


def _places(folder: Path) -> list[Path]:
    return sorted((place for place in (folder / _FOLDER).glob("*") if place.name.isdigit()), key=lambda place: int(place.name))


def _profile(place: Path) -> Profile | None:
    """``None`` where it cannot be read: nothing there will ever be used."""
    try:
        return Profile.from_json(json.loads((place / _PROFILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8"), digest_size=_DIGEST).digest()


def _checksum(record: np.void) -> int:
    return zlib.crc32(record["vector"].tobytes(), zlib.crc32(record["text"].tobytes()))


def _whole(record: np.void) -> bool:
    return int(record["sum"]) == _checksum(record)
