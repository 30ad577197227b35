"""What is asked? A question as it was typed, with its marks, and what its words may mean in print."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from index.concept_search import Meaning
from index.english import english
from index.words import marked, syllables

_AS_TYPED = 0.5  # share of the words as they were typed, where marks were restored


@dataclass(frozen=True)
class Asked:
    """``restored`` is the question with its marks, or as it was typed where it has some or is English."""

    typed: str
    restored: str
    is_english: bool

    @classmethod
    def of(cls, typed: str) -> Asked:
        is_english = english(syllables(typed))
        if is_english or marked(typed):
            return cls(typed, typed, is_english)
        from index import marks

        return cls(typed, marks.bundled().restore(typed), is_english)

    @cached_property
    def meaning(self) -> Meaning:
        """Opens the lexicon, which a question that some passage holds as it stands can do without."""
        return Meaning.of(self.restored)

    @property
    def text(self) -> str:
        """What may stand in a text: of an English question the names alone, perhaps none."""
        return " ".join(self.meaning.names) if self.is_english else self.restored

    @property
    def readings(self) -> dict[str, float]:
        """What to look for, and how much each counts."""
        if self.is_english or self.typed == self.restored:
            return {self.text: 1.0}
        return {self.typed: _AS_TYPED, self.restored: 1 - _AS_TYPED}
