"""How much of what is asked does a row say, in whatever words? By what the words of a question may mean in print.

A word counts by its syllables and by how few rows print it or what it means; a row has it in full where it prints the word,
in part where it prints what it may mean. Of 105 everyday questions over real and sample plans 82 found nothing by their words
alone; 43 of them find the right row so, three another one. Of 324 about other matters five are answered so ("ai nạo vét kênh
mương thủy lợi"), and none as if it were certain: five were, for a pair of words that a row happens to print.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Task
from index.meaning.concept_search import Group, Said, Unit, said
from index.text.words import read
from search.asking.question import Question
from search.held.knowledge import Knowledge
from search.selecting import topics

ENOUGH = 0.5  # of what is asked
_INSIDE = 0.5  # of a syllable that stands there inside another word: "cầu" in "yêu cầu"
_SURE = 0.4  # weight of a meaning that counts among the rows which speak of a word
_LEAST = 2  # words that must be there, of a question that has as many
# Small words that topics keep, for a row may be told by them.
_LIGHT = frozenset(
    (
        "chỗ", "nơi", "qua", "bằng", "trên", "dưới", "tới", "lên", "khỏi", "chuyện", "vụ", "mà", "cả", "nữa", "về",
        "đang", "sang", "hộ", "đứng", "through", "using",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sense:
    """The words of a question that tell something, and how much each counts."""

    said: tuple[Said, ...]
    weights: tuple[float, ...]


def sense(question: Question, knowledge: Knowledge) -> Sense:
    """Of the words that no filter took up."""
    left = {syllable for word in read(question.quoted or question.words) for syllable in word.syllables}
    words = tuple(word for word in said(question.quoted or question.restored) if left.intersection(word[0]) and _tells(word[0]))
    return Sense(words, tuple(len(unit) * _rarity(unit, group, knowledge) for unit, group in words))


def share(asked: Sense, text: str) -> float:
    """Which share of what is asked a text says, in 0 … 1; 0 where it says one word of several."""
    there = _Print(text)
    held = [there.extent(unit, group) for unit, group in asked.said]
    few = sum(extent > 0 for extent in held) < min(_LEAST, len(held))
    total = sum(asked.weights)
    return 0.0 if few or not total else sum(map(float.__mul__, held, asked.weights)) / total


def told(task: Task) -> str:
    """All that a task says of its matter, that of its group with it."""
    group = task.group.title if task.group else None
    return " . ".join(filter(None, (task.content.text, task.deliverable.text if task.deliverable else None, task.note, group)))


class _Print:
    """The words of a text; a single syllable is one of them, or stands inside one."""

    def __init__(self, text: str) -> None:
        words = read(text)
        self._words = {word.syllables for word in words}
        self._all = f" {' '.join(syllable for word in words for syllable in word.syllables)} "

    def extent(self, unit: Unit, group: Group) -> float:
        """How far the text has a word, or what it may mean: 1 where it prints the word itself."""
        return max(self._has(unit), *(term.weight * self._has(term.syllables) for term in group), 0.0)

    def _has(self, unit: Sequence[str]) -> float:
        if f" {' '.join(unit)} " not in self._all:
            return 0.0
        return 1.0 if len(unit) > 1 or tuple(unit) in self._words else _INSIDE


def _tells(unit: Unit) -> bool:
    return bool(topics.content_words(" ".join(unit))) and not _LIGHT.issuperset(unit)


def _rarity(unit: Unit, group: Group, knowledge: Knowledge) -> float:
    """As BM25 weighs a word, by the rows that may print it or what it surely means."""
    forms = [unit, *(term.syllables for term in group if term.weight >= _SURE)]
    every = len(knowledge.records)
    rows = min(max(map(knowledge.words.most, forms)), every)
    return math.log(1 + (every - rows + 0.5) / (rows + 0.5)) if rows else math.log(1 + every)
