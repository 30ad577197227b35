"""Which passages mean this? Words and vectors together, and a learnt order of the best.

The door of the search: it opens what writers have made and follows them (``index.writing.generations``); the work is done in
``index.generation``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from index.encoders.encoder import Encoder
from index.generation import BOTH, Generation, Leg, Wanted
from index.meaning.asked import Asked
from index.passages import Hit
from index.text.words import words
from index.writing.generations import Unreadable, matching, read_manifest, stamp

if TYPE_CHECKING:
    from index.ranking.matches import Table

__all__ = ["BOTH", "Index", "Leg", "documents"]

_Answer = TypeVar("_Answer")

_RETRIES = 2  # a writer may sweep a generation away between the look at the manifest and the opening


class Index:
    """An index opened for searching; it follows the writers by itself. Safe to share between threads."""

    def __init__(self, folder: Path, encoder: Encoder | None) -> None:
        self._folder, self._encoder = folder, encoder
        self._lock = Lock()
        self._stamp = (0, 0)
        self._opened: Generation | None = None

    @classmethod
    def open(cls, folder: Path, encoder: Encoder | None = None) -> Index:
        """Cheap: each leg is opened when it is first needed. ``encoder`` ``None`` stands for the one it was built with.

        Raises ``StateError`` where there is no index, ``IndexMismatch`` where ``encoder`` did not build it.
        """
        index = cls(folder, encoder)
        manifest = index._generation().manifest
        if encoder is not None:
            matching(encoder, manifest.encoder)
        return index

    def search(
        self,
        query: str,
        limit: int,
        allowed: Collection[str] | None = None,
        legs: Collection[Leg] = BOTH,
        ranked: bool = True,
    ) -> list[Hit]:
        """The best passages first, ties by id; none for a question without a letter or digit.

        ``allowed`` names passages or documents (``None``: all); it holds inside both legs, so a full answer comes back however
        few are allowed. ``legs`` leaves one out. Not ``ranked``, the order is that of the weighted sum.
        """
        if limit < 1 or not legs or not words(query):
            return []
        asked = Asked.of(query)
        return self._read(lambda generation: generation.search(asked, Wanted(limit, allowed, frozenset(legs), ranked)))

    def candidates(self, query: str, count: int) -> tuple[list[str], Table]:
        """What the ranker sees of a question: the best passages by the weighted sum, and a row of ``features`` for each."""
        asked = Asked.of(query)
        return self._read(lambda generation: generation.candidates(asked, Wanted(count, None, frozenset(BOTH), False)))

    def documents(self) -> frozenset[str]:
        """The documents that have a passage in the index."""
        return self._read(lambda generation: generation.names.documents)

    def __len__(self) -> int:
        return self._generation().manifest.passages

    def _read(self, ask: Callable[[Generation], _Answer]) -> _Answer:
        """Asks the current generation, or its follower where a writer has just swept it away."""
        for _ in range(_RETRIES):
            with suppress(Unreadable):
                return ask(self._generation())
        return ask(self._generation())

    def _generation(self) -> Generation:
        with self._lock:
            now = stamp(self._folder)
            if self._opened is None or now != self._stamp:
                self._opened = Generation(self._folder, read_manifest(self._folder), self._encoder)
                self._stamp = now
            return self._opened


def documents(folder: Path) -> frozenset[str]:
    """The documents that have a passage in the index; raises ``Missing`` where there is no index."""
    return Index.open(folder).documents()
