"""What does a person's word stand for in the language of the annexes? ``PC`` is máy tính, ``giục`` is đôn đốc.

The concepts are plain text, ``concepts/<field>.txt``, one a line; ``concepts/README.md`` has the grammar. Opening reads only
which form stands in which line (milliseconds); a line is taken apart when a question meets it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from corpus.errors import StateError
from index.meaning.concept_grammar import LONGEST_TYPED, Column, Concept, key, parse, plain
from index.meaning.english import english, foreign, listed
from index.text.words import folded

LONGEST = 6  # syllables of a term that is added to a question; longer forms only lead to their concept

_VIETNAMESE: tuple[Column, ...] = ("formal", "everyday", "short")
_ENGLISH: tuple[Column, ...] = ("english",)
_PRINTED: tuple[Column, ...] = ("formal", "short")  # what annexes print, so what a question is widened to
_FOLDER = Path(__file__).parent.parent / "concepts"
_HALF_MARKED = 0.8  # trust in a form of several syllables typed without marks among others with marks
_ONE_UNMARKED = 0.5  # trust in one syllable without marks, which may be any of a dozen words


class Match(NamedTuple):
    """A form found in a question: the syllables from ``start`` to ``end`` (exclusive) and how surely they mean the concept."""

    start: int
    end: int
    concept: Concept
    strength: float


class Expansion(NamedTuple):
    """A term to add to a question: the syllables of a printed form, 0 < ``weight`` ≤ 1, the id of its concept."""

    tokens: tuple[str, ...]
    weight: float
    concept: str


class Lexicon:
    """Concepts by what people call them. Safe to share between threads."""

    def __init__(self, files: Mapping[str, str]) -> None:
        """``files``: field → text in the grammar of the README. A broken line is found when it is first needed."""
        self._lines: list[tuple[str, int, str]] = []  # field, line number, line
        self._vietnamese, self._english = _Table(_VIETNAMESE), _Table(_ENGLISH)
        for field, text in files.items():
            self._read(field, text)
        self._concept = lru_cache(maxsize=None)(self._parse)

    @classmethod
    def open(cls, folder: Path = _FOLDER) -> Lexicon:
        """All fields of a folder; raises ``StateError`` where it holds none."""
        files = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}
        if not files:
            raise StateError(f"Không có từ điển khái niệm tại {folder}; hãy cài lại gói tracuu")
        return cls(files)

    def __len__(self) -> int:
        return len(self._lines)

    def concepts(self) -> Iterator[Concept]:
        """Every concept by field, in the order of the lines; raises ``StateError`` with file and line for a broken one."""
        return (self._concept(at) for at in range(len(self)))

    def matches(self, tokens: Sequence[str]) -> list[Match]:
        """The forms in a question, longest first; no syllable counts twice, but one form may mean several concepts.

        ``tokens`` are words or syllables of ``index.text.words``, as they are typed: without marks, in part or in English too.
        A form of one syllable is a word by itself: ``hợp`` is not found in ``hợp_kim``, unless marks are missing and so words
        unsure.
        """
        syllables = _syllables(tokens)
        alone = ["_" not in token for token in tokens for _ in token.split("_")]
        reads_english, unmarked = english(syllables), all(syllable.isascii() for syllable in syllables)
        free, found = [True] * len(syllables), []
        for length in range(min(LONGEST_TYPED, len(syllables)), 0, -1):
            for start in range(len(syllables) - length + 1):
                end = start + length
                if False in free[start:end] or not (length > 1 or alone[start] or unmarked):
                    continue
                typed = " ".join(syllables[start:end])
                if not typed.isascii() and typed not in self._vietnamese.first:
                    continue  # nearly all: no call for each makes a question take half the time
                meant = self._meant(syllables[start:end], reads_english, unmarked)
                found += [Match(start, end, self._concept(at), strength) for at, strength in meant.items()]
                free[start:end] = [not meant] * length
        return found

    def expand(self, tokens: Sequence[str]) -> list[Expansion]:
        """Terms to add to a question, heaviest first: the printed forms of what its words mean, none that it has already.

        The weight is the strength of the typed form times that of the printed one. A form that only says more than another
        (``công tác kiểm tra`` beside ``kiểm tra``) is left out, whether that other is a term or was typed.
        """
        syllables = _syllables(tokens)
        best: dict[tuple[str, ...], Expansion] = {}
        for match in self.matches(tokens):
            known = syllables[match.start : match.end]
            for term, strength in printed(match.concept):
                if _within(term, syllables) or (len(known) > 1 and _within(known, term)):
                    continue
                expansion = Expansion(term, match.strength * strength, match.concept.id)
                best[term] = max(best.get(term, expansion), expansion, key=lambda each: each.weight)
        return sorted(best.values(), key=lambda expansion: (-expansion.weight, expansion.tokens))

    def _meant(self, gram: list[str], reads_english: bool, unmarked: bool) -> dict[int, float]:
        """Place of each concept that these syllables stand for → strength. What looks foreign is sought in both languages."""
        typed, strange = " ".join(gram), any(foreign(syllable) for syllable in gram)
        meant: dict[int, float] = {}
        if reads_english or strange:
            base = typed if typed in self._english.first else " ".join(listed(word, self._english_words) for word in gram)
            self._weigh(meant, self._english, base, 1.0)
        if strange or not reads_english:
            for form, trust in self._readings(typed, unmarked):
                self._weigh(meant, self._vietnamese, form, trust)
        return meant

    def _weigh(self, meant: dict[int, float], table: _Table, typed: str, trust: float) -> None:
        for at in table.places(typed):
            forms = self._concept(at).forms
            strength = max(form.strength for form in forms if form.column in table.columns and key(form.text) == typed)
            meant[at] = max(meant.get(at, 0.0), trust * strength)

    def _readings(self, typed: str, unmarked: bool) -> list[tuple[str, float]]:
        """The Vietnamese forms that may be meant by what is typed, and how far each is to be trusted."""
        single = " " not in typed
        if not typed.isascii() or (single and not unmarked):
            return [(typed, 1.0)] if typed in self._vietnamese.first else []
        forms = self._unmarked.get(typed, [])
        if typed in forms and (not unmarked or foreign(typed)):
            return [(typed, 1.0)]  # "camera", "tthc"
        trust = _ONE_UNMARKED if single else 1.0 if unmarked else _HALF_MARKED
        return [(form, trust / len(forms)) for form in forms]

    @cached_property
    def _unmarked(self) -> dict[str, list[str]]:
        """Forms by what they look like without marks."""
        whole = "\n".join(self._vietnamese.first)
        bare = whole.translate({ord(letter): folded(letter) for letter in set(whole)})
        forms: dict[str, list[str]] = {}
        for form, typed in zip(self._vietnamese.first, bare.split("\n"), strict=True):
            forms.setdefault(typed, []).append(form)
        return forms

    @cached_property
    def _english_words(self) -> frozenset[str]:
        return frozenset(" ".join(self._english.first).split())

    def _read(self, field: str, text: str) -> None:
        for number, (line, bare) in enumerate(zip(text.split("\n"), plain(text).split("\n"), strict=True), 1):
            if not line or line.startswith("#"):
                continue
            vietnamese, _, foreign_words = bare.rpartition("|")
            self._vietnamese.enter(vietnamese.replace("|", ","), len(self._lines))
            self._english.enter(foreign_words, len(self._lines))
            self._lines.append((field, number, line))

    def _parse(self, at: int) -> Concept:
        field, number, line = self._lines[at]
        try:
            return parse(field, line)
        except ValueError as error:
            raise StateError(f"{field}.txt:{number}: {error}") from error


@cache
def installed() -> Lexicon:
    """The lexicon of this package, opened once."""
    return Lexicon.open()


class _Table:
    """Form → places of its lines. Most forms have one, so lists are made for the others alone: half the time to open."""

    def __init__(self, columns: Collection[Column]) -> None:
        self.columns = columns
        self.first: dict[str, int] = {}
        self._more: dict[str, list[int]] = {}

    def enter(self, forms: str, at: int) -> None:
        first = self.first
        for form in map(str.strip, forms.split(",")):
            if not form:
                continue
            if form in first:
                self._more.setdefault(form, []).append(at)
            else:
                first[form] = at

    def places(self, form: str) -> list[int]:
        return [self.first[form], *self._more.get(form, ())] if form in self.first else []


@lru_cache(maxsize=1 << 12)
def printed(concept: Concept) -> tuple[tuple[tuple[str, ...], float], ...]:
    """The terms that stand for a concept in print, shortest first; none that holds another of at least its strength."""
    kept: list[tuple[tuple[str, ...], float]] = []
    for form in sorted(concept.forms, key=lambda form: len(form.tokens)):
        says_more = any(strength >= form.strength and _within(term, form.tokens) for term, strength in kept)
        if form.column in _PRINTED and len(form.tokens) <= LONGEST and not says_more:
            kept.append((form.tokens, form.strength))
    return tuple(kept)


def _within(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether syllables stand in others, side by side."""
    return f" {' '.join(part)} " in f" {' '.join(whole)} "


def _syllables(tokens: Iterable[str]) -> list[str]:
    return [syllable for token in tokens for syllable in token.split("_")]
