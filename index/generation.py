"""One generation of the index, which never changes: the legs, their weighted sum, and the learnt order of the best.

The legs' scores, each divided by its best, make the sum; ``index.ranker`` then orders the first hundred by how the words stand
in them. A question without marks is asked as it was typed and with its marks restored; one whose words are not found is widened
by what they mean.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from index.asked import Asked
from index.encoders import Encoder, Kind
from index.generations import Manifest, Paths, matching, reading, segment_files
from index.passages import Hit, Scored
from index.words import marked

if TYPE_CHECKING:
    from index.concept_search import Group
    from index.encoders import Matrix
    from index.features import Query
    from index.forward import Forward
    from index.fusion import Candidate
    from index.lexical_tantivy import Lexical
    from index.matches import Table
    from index.names import Names
    from index.ordering import Legs
    from index.segments import Segments
    from index.vectors import Vectors

Leg = Literal["lexical", "dense"]
BOTH: tuple[Leg, ...] = ("lexical", "dense")

# Share of the dense leg in a question with marks and in one without, by kind of encoder. The static table's were tuned on
# topics that it was not trained on: known topics would bear twice as much, unknown ones do not. A transformer's are a guess.
_SHARES: dict[Kind, tuple[float, float]] = {"static": (0.2, 0.1), "sentence-transformers": (0.5, 0.2)}
# Where the best passages hold less than the first share of a question, all is done to widen it; where they hold the second,
# nothing. Of nine in ten everyday questions about tasks .43 and less is held, of legal ones .58 and more.
_UNSURE, _SURE = 0.35, 0.55
_LOOKED_AT = 20  # passages, for how much of the question they hold
_WIDENED, _BY_VECTOR = 0.95, 0.65  # share of the widened question where doubt is greatest, and what of it is the vector's
_RANKED = 100  # candidates that are put in their learnt order
_DEPTH = 100  # candidates of each leg; 300 change nDCG@10 of judged questions by .0007 at most
# So many of the best are sure to have all their scores, but for words that more than so many lack: one by one these cost most.
_LOOKED_UP, _NAMED = 40, 20  # with 100 and all of them no figure differs by more than .0002


class Wanted(NamedTuple):
    limit: int
    allowed: Collection[str] | None
    legs: frozenset[Leg]
    ranked: bool


class Generation:
    """One generation, which never changes; its parts are opened on first use."""

    def __init__(self, folder: Path, manifest: Manifest, encoder: Encoder | None) -> None:
        self.manifest, self._given = manifest, encoder
        self._folder, self._paths = folder, Paths(folder / manifest.generation)

    @cached_property
    def _segments(self) -> Segments:
        from index.segment import Segment
        from index.segments import Segments

        with reading(self._folder):
            return Segments([Segment.read(segment_files(self._folder) / name) for name in self.manifest.segments])

    @cached_property
    def names(self) -> Names:
        from index.names import Names

        return Names(self._segments)

    @cached_property
    def _lexical(self) -> Lexical:
        from index.lexical_tantivy import Lexical

        with reading(self._folder):
            return Lexical(self._paths.lexical)

    @cached_property
    def _vectors(self) -> Vectors:
        from index.draft import read_codebook
        from index.vectors import Vectors

        with reading(self._folder):
            return Vectors(self._segments, read_codebook(self._paths))

    @cached_property
    def _forward(self) -> Forward:
        from index.forward import Forward
        from index.vocabulary import Vocabulary

        with reading(self._folder):
            return Forward(Vocabulary.read(self._paths.vocabulary), self._segments)

    @cached_property
    def _encoder(self) -> Encoder:
        return matching(self._given, self.manifest.encoder)

    def search(self, asked: Asked, wanted: Wanted) -> list[Hit]:
        fused = self._fused(asked, wanted)
        if wanted.ranked and len(wanted.legs) > 1:
            fused = [*self._ranked(asked, fused[:_RANKED], wanted.limit), *fused[_RANKED:]]
        best = fused[: wanted.limit]
        return [Hit(name, one.score, one.parts) for name, one in zip(self._ids(best), best, strict=True)]

    def candidates(self, asked: Asked, wanted: Wanted) -> tuple[list[str], Table]:
        fused = self._fused(asked, wanted)[: wanted.limit]
        return self._ids(fused), self._features(asked, fused)

    def _fused(self, asked: Asked, wanted: Wanted) -> list[Candidate]:
        from index.fusion import fused, unsaid

        numbers = None if wanted.allowed is None else self.names.allowed(wanted.allowed)
        depth = max(wanted.limit, _DEPTH)
        share = self._share(asked, wanted.legs)
        lexical = self._lexical.search(asked.readings, depth, numbers) if share < 1 else []
        doubt = self._doubt(asked, lexical) if len(wanted.legs) > 1 else 0.0
        groups = asked.groups if doubt else ()
        meant = self._lexical.meant(groups, depth, numbers)
        dense: list[Scored] = []
        if share > 0:
            vector = self._vector(asked, groups)
            dense = self._vectors.search(vector, depth, numbers)
        legs = {"lexical": lexical, "dense": dense} | ({"concept": meant} if doubt else {})
        weights, first = _weights(share, doubt), max(wanted.limit, _RANKED if wanted.ranked else 0)
        # What one leg alone found has a score in the others too.
        others = unsaid(legs, weights, depth, max(wanted.limit, _LOOKED_UP if wanted.ranked else 0))
        if named := others["lexical"][: max(wanted.limit, _NAMED)]:
            lexical += self._lexical.search(asked.readings, len(named), named)
        if others["dense"]:
            dense += self._vectors.scores(vector, others["dense"])
        if others.get("concept"):
            meant += self._lexical.meant(groups, len(others["concept"]), others["concept"])
        return fused(legs, weights, first, self.names.ids)

    def _doubt(self, asked: Asked, lexical: list[Scored]) -> float:
        """0 where some passage has most of what was asked, so that nothing may outrank it; 1 where none has much."""
        doubt = 1.0
        if lexical and not asked.is_english:
            from index.ordering import coverage

            held = coverage(self._forward, asked.meaning.units, [number for number, _ in lexical[:_LOOKED_AT]])
            doubt = min(max((_SURE - held) / (_SURE - _UNSURE), 0.0), 1.0)
        return doubt if doubt and asked.groups else 0.0

    def _vector(self, asked: Asked, groups: Sequence[Group]) -> Matrix:
        """Of an English question, the static table is given what it means alone; others may know the language."""
        if not asked.is_english:
            return self._encoder.query(asked.text, groups)
        return self._encoder.query("" if self._encoder.profile.kind == "static" else asked.typed, groups)

    def _share(self, asked: Asked, legs: Collection[Leg]) -> float:
        if "lexical" not in legs:
            return 1.0
        if "dense" not in legs:
            return 0.0
        profile = self._encoder.profile
        with_marks, without = _SHARES[profile.kind]
        if marked(asked.text):
            return with_marks
        return without if profile.unmarked else 0.0

    def _ids(self, candidates: list[Candidate]) -> list[str]:
        return self.names.ids([candidate.number for candidate in candidates])

    def _ranked(self, asked: Asked, candidates: list[Candidate], limit: int) -> list[Candidate]:
        """The best ``limit`` of the candidates in their learnt order, above all that were not among them."""
        from index.ordering import learnt

        if not candidates:
            return []
        scores = learnt(self._forward, _query(asked, candidates), *_columns(candidates))
        least = candidates[-1].score
        order = sorted(range(len(candidates)), key=lambda i: (-scores[i], i))
        return [_placed(candidates[i], scores[i], least) for i in order[:limit]]

    def _features(self, asked: Asked, candidates: list[Candidate]) -> Table:
        from index.ordering import table

        return table(self._forward, _query(asked, candidates), *_columns(candidates))


def _query(asked: Asked, candidates: list[Candidate]) -> Query:
    from index.ordering import query_of

    widened = bool(candidates) and "concept" in candidates[0].parts
    return query_of(asked.text, asked.groups if widened else ())


def _columns(candidates: list[Candidate]) -> tuple[list[int], list[Legs]]:
    legs = [(one.parts["lexical"], one.parts["dense"], one.parts.get("concept", 0.0), one.score) for one in candidates]
    return [one.number for one in candidates], legs


def _placed(candidate: Candidate, learnt: float, least: float) -> Candidate:
    """Scores stay in 0 … 1 and above those of all that were not ranked."""
    score = least + (1 - least) / (1 + math.exp(-learnt))
    return candidate._replace(score=score, parts={**candidate.parts, "ranker": learnt})


def _weights(share: float, doubt: float) -> dict[str, float]:
    """Of each leg in the sum; together 1."""
    widened = _WIDENED * doubt
    typed, by_vector = 1 - widened, widened * _BY_VECTOR
    return {"lexical": typed * (1 - share), "dense": typed * share + by_vector, "concept": widened - by_vector}
