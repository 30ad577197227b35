"""Is this question English, and what does a dictionary list its words under?

Without marks the two languages share spellings: ``the`` is a card (thẻ), ``in`` prints, ``to`` is a group (tổ). What no
Vietnamese syllable can look like (``computer``, ``land``, also ``laptop`` and ``tthc``) tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache

_ONSET = r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?"
_OPEN = r"uyu|uya|uay|uai|uoi|uou|oai|oay|oao|oeo|ieu|yeu|ia|iu|ui|uu|oi|ai|ao|au|ay|eo|eu"  # never before a consonant
_CLOSED = r"(?:uye|ie|ua|uo|ue|uy|ye|oa|oe|oo|[aeiouy])(?:ng|nh|ch|[cmnpt])?"
_SYLLABLE = re.compile(rf"{_ONSET}(?:{_OPEN}|{_CLOSED})|\d.*")  # figures speak no language

# Small words that no Vietnamese typing without marks brings along.
_SMALL = frozenset(
    [
        *("of", "for", "and", "with", "from", "is", "are", "was", "does", "that", "this"),
        *("what", "which", "who", "how", "when", "where", "must", "should"),
    ]
)


@lru_cache(maxsize=1 << 12)
def foreign(syllable: str) -> bool:
    """Whether a lower-case word without marks cannot be a Vietnamese syllable: English words, abbreviations, names."""
    return syllable.isascii() and _SYLLABLE.fullmatch(syllable) is None


def english(syllables: Sequence[str]) -> bool:
    """Whether a question reads as English: no marks, and a small English word or as many foreign words as others."""
    if not all(syllable.isascii() for syllable in syllables):
        return False
    strange = sum(foreign(syllable) for syllable in syllables)
    return strange > 0 and (not _SMALL.isdisjoint(syllables) or 2 * strange >= len(syllables))


def listed(word: str, vocabulary: Container[str]) -> str:
    """The form of an English word that ``vocabulary`` lists: ``policies`` → ``policy``, ``digitising`` → ``digitize``.

    The word itself where none is listed.
    """
    return next((form for form in _forms(word) if form in vocabulary), word)


def _forms(word: str) -> Iterator[str]:
    """The word, then what it may be inflected from, then British spelling written the American way."""
    yield word
    yield from _bases(word)
    american = re.sub(r"is(?=ation|e|ed|es|ing)", "iz", word).replace("our", "or").replace("tre", "ter")
    if american != word:
        yield american
        yield from _bases(american)
    yield word + "s"


def _bases(word: str) -> Iterator[str]:
    if word.endswith("ies"):
        yield word[:-3] + "y"
    for ending in ("s", "es", "ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            yield stem
            yield stem + "e"
            if stem[-1] == stem[-2]:
                yield stem[:-1]  # "planning"
