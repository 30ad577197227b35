"""The next generation of an index on its way: the last one without what is removed and with what is added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.encoders.encoder import Profile
from index.legs.vectors import FEW
from index.passages import Passage
from index.storage.ragged import Ragged
from index.storage.segment import Matrix, Segment, hashes
from index.storage.segments import Segments, Shelf
from index.storage.vocabulary import Vocabulary
from index.writing.generations import Manifest, Paths, reading, segment_files

if TYPE_CHECKING:
    from index.encoders.vector_cache import Encode
    from index.legs.lexical_tantivy import Writer
    from index.legs.vectors_faiss import Codebook

_CHUNK = 512  # passages that are encoded at once


class Draft:
    """A generation on its way."""

    def __init__(
        self, folder: Path, segments: Collection[str], vocabulary: Vocabulary, codebook: Codebook | None, following: int
    ) -> None:
        self._shelf = Shelf(segment_files(folder), tuple(segments), self._with_codes)
        self._vocabulary, self._codebook, self._following = vocabulary, codebook, following

    @classmethod
    def empty(cls, folder: Path) -> Draft:
        return cls(folder, (), Vocabulary(), None, 0)

    @classmethod
    def after(cls, folder: Path, manifest: Manifest) -> Draft:
        """Raises ``Unreadable`` where a file of the last generation is broken."""
        paths = Paths(folder / manifest.generation)
        with reading(folder):
            vocabulary, codebook = Vocabulary.read(paths.vocabulary), read_codebook(paths)
            return cls(folder, manifest.segments, vocabulary, codebook, manifest.following)

    def remove(self, documents: Collection[str]) -> list[int]:
        """The numbers that their passages had."""
        removed = self._shelf.remove(lambda segment: segment.rows_of(documents))
        for segment in removed:
            self._vocabulary.remove(segment.tokens)
        return [number for segment in removed for number in segment.numbers.tolist()]

    def add(self, passages: Iterable[Passage], encode: Encode, lexical: Writer, progress: Callable[[int], object]) -> None:
        """Raises ``ValueError``, at the end, where an id comes twice."""
        before, first, done = self._shelf.segments, self._following, 0
        with ThreadPoolExecutor(1, "encode") as beside:
            for chunk in _chunks(passages):
                vectors = beside.submit(encode, chunk)
                numbers = range(self._following, self._following + len(chunk))
                self._following = numbers.stop
                readings = lexical.add(numbers, chunk)
                tokens = self._vocabulary.add(readings.syllables, readings.spellings.names)
                rows = _segment(numbers, chunk, tokens, vectors.result())
                self._shelf.add(rows if self._codebook is None else rows.with_codes(self._codebook.codes(rows.vectors)))
                done += len(chunk)
                progress(done)
        self._refuse_twins(before, first)

    def write(self, paths: Paths, profile: Profile) -> Manifest:
        names = self._shelf.write()
        self._vocabulary.write(paths.vocabulary)
        if self._codebook is not None:
            self._codebook.write(paths.codebook)
        return Manifest(paths.folder.name, len(self._shelf.segments), profile, names, self._following)

    def _with_codes(self, segment: Segment) -> Segment:
        """The first with more than a few rows brings the codebook; from then on every row has codes.

        Until then it is the only one, so that none is left without.
        """
        if self._codebook is None and len(segment) > FEW:
            self._codebook = _trained(segment.vectors)
        if self._codebook is None or segment.codes.shape[1]:
            return segment
        return segment.with_codes(self._codebook.codes(segment.vectors))

    def _refuse_twins(self, before: Segments, first: int) -> None:
        """``before`` are the segments as they were, ``first`` the number of the first passage that was added."""
        segments = self._shelf.segments
        added = [segment.hashed[np.searchsorted(segment.numbers, first) :] for segment in segments]
        fresh = np.sort(np.concatenate([_NO_HASHES, *added]))
        met = np.zeros(
            int(_SHORT) + 1, dtype=np.bool_
        )  # told by a look at the last bits: few of those held are looked at twice
        met[fresh & _SHORT] = True
        near = np.concatenate([_NO_HASHES, *(segment.hashed[met[segment.hashed & _SHORT]] for segment in before)])
        alike = np.unique(np.concatenate([fresh[1:][fresh[1:] == fresh[:-1]], near[np.isin(near, fresh)]]))
        if not len(alike):
            return
        names = (
            segment.ids.text(row) for segment in segments for row in np.flatnonzero(np.isin(segment.hashed, alike)).tolist()
        )
        twin = next((name for name, count in Counter(names).items() if count > 1), None)
        if twin is not None:
            raise ValueError(f"two passages with the id {twin!r}")


_NO_HASHES = np.zeros(0, dtype=np.uint64)
_SHORT = np.uint64((1 << 18) - 1)


def _segment(numbers: range, passages: list[Passage], tokens: Ragged, vectors: Matrix) -> Segment:
    places: dict[str, int] = {}
    owners = [places.setdefault(passage.document, len(places)) for passage in passages]
    ids = [passage.id for passage in passages]
    return Segment(
        numbers=np.array(numbers, dtype=np.int64),
        hashed=hashes(ids),
        ids=Ragged.of_texts(ids),
        documents=Ragged.of_texts(places),
        owners=np.array(owners, dtype=np.int32),
        vectors=vectors,
        codes=np.zeros((len(passages), 0), dtype=np.uint8),
        tokens=tokens,
    )


def _trained(vectors: Matrix) -> Codebook | None:
    """``None`` where their dimensions cannot be paired. FAISS takes 13 MB: small indexes do without."""
    from index.legs.vectors_faiss import Codebook, possible

    return Codebook.train(vectors) if possible(vectors.shape[1]) else None


def read_codebook(paths: Paths) -> Codebook | None:
    """``None`` where the index is small."""
    if not paths.codebook.is_file():
        return None
    from index.legs.vectors_faiss import Codebook

    return Codebook.read(paths.codebook)


def _chunks(passages: Iterable[Passage]) -> Iterator[list[Passage]]:
    stream = iter(passages)
    while chunk := list(islice(stream, _CHUNK)):
        yield chunk
