"""Which terms has a passage in each field of the lexical index, and which has a question?

A word, a syllable, or a pair of adjacent syllables; the last two again without marks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from index.text.words import Word, folded, marked, read
from index.text.words_many import Readings

# What a match counts for, tuned on judged questions with index.evaluation; titles were not, as those sets have none.
_MARKED = {"words": 0.7, "syllables": 0.3, "pairs": 0.5, "title": 0.3}
_UNMARKED = {"folded": 1.0, "folded_pairs": 0.6, "folded_title": 0.3}
FIELDS = (*_MARKED, *_UNMARKED)


class Asked(NamedTuple):
    field: str
    term: str
    weight: float


def asked_terms(readings: Mapping[str, float]) -> list[Asked]:
    """``readings`` are ways to write a question, and how much each counts."""
    weights = defaultdict[tuple[str, str], float](float)
    for question, share in readings.items():
        for field, boost, terms in _question_terms(question):
            for term in terms:
                weights[field, term] += share * boost
    return [Asked(field, term, weight) for (field, term), weight in weights.items()]


def text_terms(readings: Readings) -> Iterator[dict[str, str]]:
    """What each field holds of each text, its terms divided by blanks."""
    names, inner, bare, bare_inner = (column[readings.syllables.values].tolist() for column in readings.spellings)
    for words, (start, end) in zip(readings.words, pairwise(readings.syllables.offsets.tolist()), strict=True):
        yield {
            "words": words,
            "syllables": " ".join(names[start:end]),
            "pairs": _adjacent(names, inner, start, end),
            "folded": " ".join(bare[start:end]),
            "folded_pairs": _adjacent(bare, bare_inner, start, end),
        }


@lru_cache(maxsize=1 << 10)
def title_terms(title: str) -> dict[str, str]:
    """Many passages have one title."""
    found = read(title)
    bare = [folded(syllable) for syllable in _syllables(found)]
    return {"title": " ".join(word.text for word in found), "folded_title": " ".join(bare)}


def adjacent_pairs(syllables: list[str]) -> list[str]:
    return [f"{left}+{right}" for left, right in pairwise(syllables)]


def _adjacent(names: list[str], inner: list[str], start: int, end: int) -> str:
    """The same as ``adjacent_pairs``, divided by blanks."""
    return f"{names[start]}+{''.join(inner[start + 1 : end - 1])}{names[end - 1]}" if end - start > 1 else ""


def _question_terms(question: str) -> Iterator[tuple[str, float, list[str]]]:
    """Field, boost and terms of each leg of a question."""
    words = read(question)
    syllables = _syllables(words)
    if marked(question):
        whole = [word.text for word in words]
        readings = {"words": whole, "syllables": syllables, "pairs": adjacent_pairs(syllables), "title": whole}
        boosts = _MARKED
    else:
        readings = {"folded": syllables, "folded_pairs": adjacent_pairs(syllables), "folded_title": syllables}
        boosts = _UNMARKED
    yield from ((field, boost, readings[field]) for field, boost in boosts.items())


def _syllables(words: list[Word]) -> list[str]:
    return [syllable for word in words for syllable in word.syllables]
