"""One generation of the index, which never changes: the legs, their weighted sum, and the learnt order of the best.

The legs' scores, each divided by its best, make the sum; ``index.ranking.ranker`` then orders the first hundred by how the
words stand in them. A question without marks is asked as it was typed and with its marks restored; one whose words are not
found is widened by what they mean.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Literal, NamedTuple

from index.encoders.encoder import Encoder, Kind
from index.meaning.asked import Asked
from index.passages import Hit
from index.text.words import marked, syllables
from index.writing.generations import Manifest, Paths, matching, reading, segment_files

if TYPE_CHECKING:
    from index.encoders.encoder import Matrix
    from index.legs.fusion import Fused
    from index.legs.lexical_tantivy import Lexical
    from index.legs.scored import Scored
    from index.legs.vectors import Vectors
    from index.meaning.concept_search import Group
    from index.ranking.features import Query
    from index.ranking.matches import Table
    from index.storage.forward import Forward
    from index.storage.names import Names
    from index.storage.segments import Segments

Leg = Literal["lexical", "dense"]
Ask = Callable[[int, "Collection[int] | None"], "Scored"]  # so many of the best, of those allowed
BOTH: tuple[Leg, ...] = ("lexical", "dense")

# Share of the dense leg in a question with marks and in one without, by kind of encoder. The static table's were tuned on
# topics that it was not trained on: known topics would bear twice as much, unknown ones do not. A transformer's are a guess.
_SHARES: dict[Kind, tuple[float, float]] = {"static": (0.2, 0.1), "sentence-transformers": (0.5, 0.2)}
# Where the best passages hold less than the first share of a question, all is done to widen it; where they hold the second,
# nothing. Of nine in ten everyday questions about tasks .43 and less is held, of legal ones .58 and more.
_UNSURE, _SURE = 0.35, 0.55
_LOOKED_AT = 20  # passages, for how much of the question they hold
_WIDENED, _BY_VECTOR = 0.95, 0.65  # share of the widened question where doubt is greatest, and what of it is the vector's
_LATELY = 512  # answers that are kept: people turn pages, go back, and ask what they asked in the morning
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
        # By hand: an ``lru_cache`` of a method would hold the generation, and the files of one that has a follower.
        self._lately: dict[tuple[Asked, Wanted], tuple[Hit, ...]] = {}
        self._lock = Lock()

    @cached_property
    def _segments(self) -> Segments:
        from index.storage.segment import Segment
        from index.storage.segments import Segments

        with reading(self._folder):
            return Segments([Segment.read(segment_files(self._folder) / name) for name in self.manifest.segments])

    @cached_property
    def names(self) -> Names:
        from index.storage.names import Names

        return Names(self._segments)

    @cached_property
    def _lexical(self) -> Lexical:
        from index.legs.lexical_tantivy import Lexical

        with reading(self._folder):
            return Lexical(self._paths.lexical)

    @cached_property
    def _vectors(self) -> Vectors:
        from index.legs.vectors import Vectors
        from index.writing.draft import read_codebook

        with reading(self._folder):
            return Vectors(self._segments, read_codebook(self._paths))

    @cached_property
    def _forward(self) -> Forward:
        from index.storage.forward import Forward
        from index.storage.vocabulary import Vocabulary

        with reading(self._folder):
            return Forward(Vocabulary.read(self._paths.vocabulary), self._segments)

    @cached_property
    def _encoder(self) -> Encoder:
        return matching(self._given, self.manifest.encoder)

    def search(self, asked: Asked, wanted: Wanted) -> list[Hit]:
        """What was asked lately is answered again as it was: a generation never changes."""
        if wanted.allowed is not None:
            return list(self._search(asked, wanted))
        with self._lock:
            found = self._lately.get((asked, wanted))
        if found is None:
            found = self._search(asked, wanted)
            with self._lock:
                self._lately[asked, wanted] = found
                if len(self._lately) > _LATELY:
                    del self._lately[next(iter(self._lately))]
        return list(found)

    def _search(self, asked: Asked, wanted: Wanted) -> tuple[Hit, ...]:
        fused = self._fused(asked, wanted)
        if wanted.ranked and len(wanted.legs) > 1:
            best, others = self._ranked(asked, fused.taken(slice(_RANKED))), fused.taken(slice(_RANKED, None))
            return (*self._hits(best, wanted.limit), *self._hits(others, max(wanted.limit - len(best), 0)))
        return tuple(self._hits(fused, wanted.limit))

    def candidates(self, asked: Asked, wanted: Wanted) -> tuple[list[str], Table]:
        fused = self._fused(asked, wanted).taken(slice(wanted.limit))
        return self.names.ids(fused.numbers), self._features(asked, fused)

    def _fused(self, asked: Asked, wanted: Wanted) -> Fused:
        from index.legs.fusion import Pool

        numbers = None if wanted.allowed is None else self.names.allowed(wanted.allowed)
        depth, share = max(wanted.limit, _DEPTH), self._share(asked, wanted.legs)
        ask: dict[str, Ask] = {"lexical": partial(self._lexical.search, asked.readings) if share < 1 else _nothing}
        found = {"lexical": ask["lexical"](depth, numbers)}
        doubt = self._doubt(asked, found["lexical"]) if len(wanted.legs) > 1 else 0.0
        groups = asked.groups if doubt else ()
        ask["dense"] = partial(self._vectors.search, self._vector(asked, groups)) if share > 0 else _nothing
        if doubt:
            ask["concept"] = partial(self._lexical.meant, groups)
        found |= {leg: ask[leg](depth, numbers) for leg in ask if leg not in found}
        pool = Pool(found, _weights(share, doubt))
        # What one leg alone found has a score in the others too.
        for leg, others in pool.unsaid(depth, max(wanted.limit, _LOOKED_UP if wanted.ranked else 0)).items():
            named = others[: max(wanted.limit, _NAMED)] if leg == "lexical" else others
            if len(named):
                pool.enter(leg, ask[leg](len(named), named.tolist()))
        return pool.best(max(wanted.limit, _RANKED if wanted.ranked else 0), self.names.ids)

    def _doubt(self, asked: Asked, lexical: Scored) -> float:
        """0 where some passage has most of what was asked, so that nothing may outrank it; 1 where none has much."""
        doubt = 1.0
        if len(lexical) and not asked.is_english:
            from index.ranking.coverage import greatest_coverage, prints

            best = lexical.numbers[:_LOOKED_AT]
            if prints(self._forward, syllables(asked.restored), best[0]):
                return 0.0  # in half the time: the lexicon need not be asked which words belong together
            held = greatest_coverage(self._forward, asked.meaning.units, best, _SURE)
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

    def _hits(self, found: Fused, limit: int) -> Iterator[Hit]:
        best = found.taken(slice(limit))
        columns = {leg: part.tolist() for leg, part in best.parts.items()}
        for at, (name, score) in enumerate(zip(self.names.ids(best.numbers), best.scores.tolist(), strict=True)):
            yield Hit(name, score, {leg: part[at] for leg, part in columns.items()})

    def _ranked(self, asked: Asked, fused: Fused) -> Fused:
        from index.ranking.ordering import learnt

        return learnt(self._forward, _query(asked), fused) if len(fused) else fused

    def _features(self, asked: Asked, fused: Fused) -> Table:
        from index.ranking.ordering import table

        return table(self._forward, _query(asked), fused)


def _query(asked: Asked) -> Query:
    from index.ranking.ordering import query_of

    return query_of(asked.text, asked.groups)


def _nothing(_limit: int, _allowed: Collection[int] | None) -> Scored:
    """What a leg says that is left out."""
    from index.legs.scored import NOTHING

    return NOTHING


def _weights(share: float, doubt: float) -> dict[str, float]:
    """Of each leg in the sum; together 1."""
    widened = _WIDENED * doubt
    typed, by_vector = 1 - widened, widened * _BY_VECTOR
    return {"lexical": typed * (1 - share), "dense": typed * share + by_vector, "concept": widened - by_vector}
