"""What is asked? A question as it was typed, with its marks, and what its words may mean in print."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from index.meaning.concept_search import Group, Meaning, either
from index.meaning.english import english
from index.text.words import folded, marked, syllables

_AS_TYPED = 0.5  # share of the words without any mark, where marks were restored
_READINGS = 3  # ways to put the marks; a question for each is looked up, and more find nothing more
_HALF_BARE = 0.3  # share of syllables without a mark from which some may be left out; 19 of 20 legal questions have less


@dataclass(frozen=True)
class Asked:
    """``restored`` is the question with its marks, or as it was typed where it has them or is English; ``ways`` are all the
    ways to put them that are likely, each with its share, that one first."""

    typed: str
    restored: str
    is_english: bool
    ways: tuple[tuple[str, float], ...] = ()

    @classmethod
    def of(cls, typed: str) -> Asked:
        spoken = syllables(typed)
        is_english, some = english(spoken), marked(typed)
        if is_english or (some and sum(syllable == folded(syllable) for syllable in spoken) <= _HALF_BARE * len(spoken)):
            return cls(typed, typed, is_english)
        from index.marks.restoring import bundled

        restorer = bundled()
        ways = (restorer.completed if some else restorer.readings)(typed, _READINGS)
        return cls(typed, ways[0].text, is_english, tuple(ways))

    @cached_property
    def meaning(self) -> Meaning:
        """Opens the lexicon, which a search by one leg alone can do without."""
        return Meaning.of(self.restored)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """What its words may mean, in every way to put the marks."""
        others = [(Meaning.of(text), share) for text, share in self.ways[1:]]
        return either([(self.meaning, self.ways[0][1]), *others]) if others else self.meaning.groups

    @property
    def text(self) -> str:
        """What may stand in a text: of an English question the names alone, perhaps none."""
        return " ".join(self.meaning.names) if self.is_english else self.restored

    @property
    def readings(self) -> dict[str, float]:
        """What to look for, and how much each counts."""
        if self.is_english or self.typed == self.restored:
            return {self.text: 1.0}
        return {folded(self.typed): _AS_TYPED, self.restored: 1 - _AS_TYPED}
