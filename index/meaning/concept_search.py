"""What may a question mean, in the words that annexes print? ``sắm PC`` is trang bị or mua sắm, and máy tính.

Each word of a question that the concept lexicon or a glossary knows becomes a group of printed terms; the best term of a group
counts, so that a word with many synonyms says no more than one with few. An English question is read by its groups alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.meaning import concept_lexicon, glossary
from index.meaning.english import english, foreign
from index.meaning.frames import asks
from index.meaning.glossary import Entry
from index.text.words import Word, read

_GLOSSED = 0.8  # weight of the first form of a glossary
_FOLLOWING = 0.85  # of each form, as a share of the one before
_WHO = "ai"
_ARTIFICIAL = frozenset(
    {"ứng_dụng", "công_nghệ", "công_cụ", "giải_pháp", "mô_hình", "nền_tảng", "trợ_lý", "dùng", "chatbot", "học"}
)
_MOST_TERMS = 12  # of a group: a word with more means little


class Term(NamedTuple):
    """A printed form by its syllables, and how surely it is meant, in (0, 1]."""

    syllables: tuple[str, ...]
    weight: float


Group = tuple[Term, ...]  # what one word of a question may mean, the surest first
Unit = tuple[str, ...]  # syllables that say something only together
Said = tuple[Unit, Group]  # a word of a question, and what it may mean in print; the group is empty where nothing is known


@dataclass(frozen=True, slots=True)
class Meaning:
    """``groups`` in the order of the question. ``names`` are the words of an English one that nothing is known of and that may
    stand in a text as they are: ``chatbot``, ``2030``; empty for a Vietnamese one. ``units`` are all its syllables, those of an
    everyday phrase as one: a text that has ``đổ`` and ``rác`` apart says nothing of ``đổ rác``."""

    groups: tuple[Group, ...]
    is_english: bool
    names: tuple[str, ...] = ()
    units: tuple[Unit, ...] = ()

    @classmethod
    def of(cls, question: str) -> Meaning:
        """``question`` has its marks, or is English."""
        words = read(question)
        syllables = [syllable for word in words for syllable in word.syllables]
        is_english = english(syllables)
        asking = _asking(unicodedata.normalize("NFC", question), words)
        groups = {span: terms for span, terms in _groups(words, syllables, is_english).items() if span not in asking}
        met = {place for start, end in groups for place in range(start, end)}
        unmet = [syllable for at, syllable in enumerate(syllables) if at not in met]
        names = tuple(word for word in unmet if is_english and (foreign(word) or word.isdigit()))
        return cls(tuple(_group(groups[span]) for span in sorted(groups)), is_english, names, _units(syllables, groups))


def either(meanings: Iterable[tuple[Meaning, float]]) -> tuple[Group, ...]:
    """The groups of a question that may be read in several ways, each by the share of those that have it."""
    groups: dict[Group, float] = {}
    for meaning, share in meanings:
        for group in meaning.groups:
            groups[group] = groups.get(group, 0.0) + share
    return tuple(tuple(Term(term.syllables, term.weight * share) for term in group) for group, share in groups.items())


def said(question: str) -> tuple[Said, ...]:
    """The words of a question in order, without those that only ask; a phrase that is known counts as one word.

    ``question`` has its marks, or is English.
    """
    words = read(question)
    syllables = [syllable for word in words for syllable in word.syllables]
    groups = _groups(words, syllables, english(syllables))
    whole: list[_Span] = []
    for span in sorted(groups, key=lambda span: span[0] - span[1]):
        if all(span[1] <= start or end <= span[0] for start, end in whole):
            whole.append(span)
    spans = sorted([*whole, *_between(words, {place for start, end in whole for place in range(start, end)})])
    told = (span for span in spans if not asks(syllables[span[0] : span[1]]))
    return tuple((tuple(syllables[start:end]), _group(groups.get((start, end), {}))) for start, end in told)


_Span = tuple[int, int]
_Weights = dict[tuple[str, ...], float]


def _groups(words: Sequence[Word], syllables: Sequence[str], is_english: bool) -> dict[_Span, _Weights]:
    """Span of syllables → term → weight."""
    groups: dict[_Span, _Weights] = {}
    for match in concept_lexicon.installed().matches([word.text for word in words]):
        for term, strength in concept_lexicon.printed(match.concept):
            _weigh(groups, (match.start, match.end), term, match.strength * strength)
    whole = {place for start, end in groups if end - start > 1 for place in range(start, end)}
    for entry in _glossed(words, syllables, is_english):
        if is_english and not whole.isdisjoint(range(entry.start, entry.end)):
            continue  # "walking street" is no street
        for place, form in enumerate(entry.printed):
            _weigh(groups, (entry.start, entry.end), tuple(form.lower().split(" ")), _GLOSSED * _FOLLOWING**place)
    return groups


def _asking(question: str, words: Sequence[Word]) -> frozenset[_Span]:
    """Where ``ai`` asks who: in small letters it is no abbreviation, unless an artificial one is used ("ứng dụng ai")."""
    spans, at, before = [], 0, ""
    for word in words:
        if word.text == _WHO and question[word.start : word.end] != _WHO.upper() and before not in _ARTIFICIAL:
            spans.append((at, at + 1))
        at, before = at + len(word.syllables), word.text
    return frozenset(spans)


def _units(syllables: Sequence[str], groups: dict[_Span, _Weights]) -> tuple[Unit, ...]:
    """A phrase that annexes print is no unit: where it stands with a word between, it is still meant."""
    ends: dict[int, int] = {}
    for start, end in sorted(groups, key=lambda span: span[0] - span[1]):
        free = all(end <= first or last <= start for first, last in ends.items())
        if free and end - start > 1 and tuple(syllables[start:end]) not in groups[start, end]:
            ends[start] = end
    within = {place for start, end in ends.items() for place in range(start + 1, end)}
    return tuple(tuple(syllables[at : ends.get(at, at + 1)]) for at in range(len(syllables)) if at not in within)


def _glossed(words: Sequence[Word], syllables: Sequence[str], is_english: bool) -> list[Entry]:
    """What the glossary of the question's language knows; in a Vietnamese one the English words among the others too."""
    strange = [foreign(syllable) for syllable in syllables]
    asked = is_english or any(strange)
    found = glossary.installed("english").entries(syllables, [is_english or each for each in strange]) if asked else []
    if is_english:
        return found
    alone = [len(word.syllables) == 1 for word in words for _ in word.syllables]
    mixed = [entry for entry in found if any(strange[entry.start : entry.end])]
    return [*glossary.installed("everyday").entries(syllables, alone), *mixed]


def _between(words: Sequence[Word], taken: Container[int]) -> Iterator[_Span]:
    """The words of which nothing is taken, and the syllables that are left of others."""
    at = 0
    for word in words:
        end = at + len(word.syllables)
        free = [place for place in range(at, end) if place not in taken]
        yield from [(at, end)] if len(free) == end - at else [(place, place + 1) for place in free]
        at = end


def _weigh(groups: dict[_Span, _Weights], span: _Span, term: tuple[str, ...], weight: float) -> None:
    group = groups.setdefault(span, {})
    group[term] = max(group.get(term, 0.0), weight)


def _group(weights: _Weights) -> Group:
    terms = sorted((Term(term, weight) for term, weight in weights.items()), key=lambda term: (-term.weight, term.syllables))
    return tuple(terms[:_MOST_TERMS])
