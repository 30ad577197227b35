"""Which passages mean this? Words and vectors together, and a learnt order of the best.

The legs' scores, each divided by its best, make a weighted sum; ``index.ranker`` then orders the first hundred by how the words
stand in them. A question without marks is asked as it was typed and with its marks restored.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from index.encoders import Encoder, Kind
from index.generations import Manifest, Paths, Unreadable, matching, read_manifest, reading, stamp
from index.passages import Hit, Names, Scored
from index.words import marked, words

if TYPE_CHECKING:
    from index.forward import Forward
    from index.lexical_tantivy import Lexical
    from index.matches import Table
    from index.vectors_faiss import Vectors

_Answer = TypeVar("_Answer")
Leg = Literal["lexical", "dense"]
BOTH: tuple[Leg, ...] = ("lexical", "dense")

# Share of the dense leg in a question with marks and in one without, by kind of encoder. The static table's were tuned on
# topics that it was not trained on: known topics would bear twice as much, unknown ones do not. A transformer's are a guess.
_SHARES: dict[Kind, tuple[float, float]] = {"static": (0.2, 0.1), "sentence-transformers": (0.5, 0.2)}
_AS_TYPED = 0.5  # share of the words as they were typed, where marks were restored
_RANKED = 100  # candidates that are put in their learnt order
_DEPTH = 300  # candidates of each leg; deeper changes no figure in the third place
_RETRIES = 2  # a writer may sweep a generation away between the look at the manifest and the opening


class Index:
    """An index opened for searching; it follows the writers by itself. Safe to share between threads."""

    def __init__(self, folder: Path, encoder: Encoder | None) -> None:
        self._folder, self._encoder = folder, encoder
        self._lock = Lock()
        self._stamp = (0, 0)
        self._opened: _Generation | None = None

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
        asked = _Question.of(query)
        return self._read(lambda generation: generation.search(asked, _Wanted(limit, allowed, frozenset(legs), ranked)))

    def candidates(self, query: str, count: int) -> tuple[list[str], Table]:
        """What the ranker sees of a question: the best passages by the weighted sum, and a row of ``features`` for each."""
        asked = _Question.of(query)
        return self._read(lambda generation: generation.candidates(asked, _Wanted(count, None, frozenset(BOTH), False)))

    def documents(self) -> frozenset[str]:
        """The documents that have a passage in the index."""
        return self._read(lambda generation: generation.names.documents)

    def __len__(self) -> int:
        return self._generation().manifest.passages

    def _read(self, ask: Callable[[_Generation], _Answer]) -> _Answer:
        """Asks the current generation, or its follower where a writer has just swept it away."""
        for _ in range(_RETRIES):
            with suppress(Unreadable):
                return ask(self._generation())
        return ask(self._generation())

    def _generation(self) -> _Generation:
        with self._lock:
            now = stamp(self._folder)
            if self._opened is None or now != self._stamp:
                self._opened = _Generation(self._folder, read_manifest(self._folder), self._encoder)
                self._stamp = now
            return self._opened


def documents(folder: Path) -> frozenset[str]:
    """The documents that have a passage in the index; raises ``Missing`` where there is no index."""
    return Index.open(folder).documents()


class _Generation:
    """One generation, which never changes; its parts are opened on first use."""

    def __init__(self, folder: Path, manifest: Manifest, encoder: Encoder | None) -> None:
        self.manifest, self._given = manifest, encoder
        self._folder, self._paths = folder, Paths(folder / manifest.generation)

    @cached_property
    def names(self) -> Names:
        with reading(self._folder):
            return Names.read(self._paths.passages)

    @cached_property
    def _lexical(self) -> Lexical:
        from index.lexical_tantivy import Lexical

        with reading(self._folder):
            return Lexical(self._paths.lexical)

    @cached_property
    def _vectors(self) -> Vectors:
        from index.vectors_faiss import Vectors

        with reading(self._folder):
            return Vectors.read(self._paths.vectors)

    @cached_property
    def _forward(self) -> Forward:
        from index.forward import Forward

        with reading(self._folder):
            return Forward.read(self._paths.forward)

    @cached_property
    def _encoder(self) -> Encoder:
        return matching(self._given, self.manifest.encoder)

    def search(self, asked: _Question, wanted: _Wanted) -> list[Hit]:
        fused = self._fused(asked, wanted)
        if wanted.ranked and len(wanted.legs) > 1:
            fused = [*self._ranked(asked, fused[:_RANKED]), *fused[_RANKED:]]
        return [candidate.hit(self.names) for candidate in fused[: wanted.limit]]

    def candidates(self, asked: _Question, wanted: _Wanted) -> tuple[list[str], Table]:
        fused = self._fused(asked, wanted)[: wanted.limit]
        return [self.names.id(one.number) for one in fused], self._features(asked, fused)

    def _fused(self, asked: _Question, wanted: _Wanted) -> list[_Candidate]:
        numbers = None if wanted.allowed is None else self.names.allowed(wanted.allowed)
        depth = max(wanted.limit, _DEPTH)
        share = self._share(asked, wanted.legs)
        lexical = self._lexical.search(asked.readings, depth, numbers) if share < 1 else []
        dense: list[Scored] = []
        if share > 0:
            vector = self._encoder.query(asked.marked)
            dense = self._vectors.search(vector, depth, numbers)
        if lexical and dense:  # what one leg alone found has a score in the other too
            only_words, only_vectors = _numbers(lexical) - _numbers(dense), _numbers(dense) - _numbers(lexical)
            dense += self._vectors.scores(vector, only_words)
            lexical += self._lexical.search(asked.readings, len(only_vectors), only_vectors)
        return self._fuse(lexical, dense, share)

    def _share(self, asked: _Question, legs: Collection[Leg]) -> float:
        if "lexical" not in legs:
            return 1.0
        if "dense" not in legs:
            return 0.0
        profile = self._encoder.profile
        with_marks, without = _SHARES[profile.kind]
        if marked(asked.marked):
            return with_marks
        return without if profile.unmarked else 0.0

    def _fuse(self, lexical: list[Scored], dense: list[Scored], share: float) -> list[_Candidate]:
        by_words, by_vector = _of_best(lexical), _of_best(dense)
        found = []
        for number in by_words.keys() | by_vector.keys():
            parts = {"lexical": by_words.get(number, 0.0), "dense": by_vector.get(number, 0.0)}
            score = (1 - share) * parts["lexical"] + share * parts["dense"]
            if score > 0:
                found.append(_Candidate(number, score, parts))
        return sorted(found, key=lambda candidate: (-candidate.score, self.names.id(candidate.number)))

    def _ranked(self, asked: _Question, candidates: list[_Candidate]) -> list[_Candidate]:
        """The candidates in their learnt order, above all that were not among them."""
        from index.ordering import learnt

        if not candidates:
            return []
        scores = learnt(self._forward, asked.marked, *_columns(candidates))
        least = candidates[-1].score
        order = sorted(range(len(candidates)), key=lambda i: (-scores[i], i))
        return [_placed(candidates[i], scores[i], least) for i in order]

    def _features(self, asked: _Question, candidates: list[_Candidate]) -> Table:
        from index.ordering import table

        return table(self._forward, asked.marked, *_columns(candidates))


class _Question(NamedTuple):
    """A question as it was typed, and with its marks restored; the same where it has marks."""

    typed: str
    marked: str

    @classmethod
    def of(cls, typed: str) -> _Question:
        if marked(typed):
            return cls(typed, typed)
        from index import marks

        return cls(typed, marks.bundled().restore(typed))

    @property
    def readings(self) -> dict[str, float]:
        """What to look for, and how much each counts."""
        return {self.typed: 1.0} if self.typed == self.marked else {self.typed: _AS_TYPED, self.marked: 1 - _AS_TYPED}


class _Wanted(NamedTuple):
    limit: int
    allowed: Collection[str] | None
    legs: frozenset[Leg]
    ranked: bool


class _Candidate(NamedTuple):
    number: int
    score: float
    parts: dict[str, float]

    def hit(self, names: Names) -> Hit:
        return Hit(names.id(self.number), self.score, self.parts)


def _columns(candidates: list[_Candidate]) -> tuple[list[int], list[tuple[float, float, float]]]:
    legs = [(one.parts["lexical"], one.parts["dense"], one.score) for one in candidates]
    return [one.number for one in candidates], legs


def _placed(candidate: _Candidate, learnt: float, least: float) -> _Candidate:
    """Scores stay in 0 … 1 and above those of all that were not ranked."""
    score = least + (1 - least) / (1 + math.exp(-learnt))
    return _Candidate(candidate.number, score, {**candidate.parts, "ranker": learnt})


def _numbers(scored: list[Scored]) -> set[int]:
    return {number for number, _ in scored}


def _of_best(scored: list[Scored]) -> dict[int, float]:
    """Scores as shares of the best; what is below nothing counts as nothing."""
    best = max((score for _, score in scored), default=0.0)
    return {number: max(score, 0.0) / best for number, score in scored} if best > 0 else {}
