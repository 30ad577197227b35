"""Marks restored to what was typed without them: "so tu phap lam gi" → "sở tư pháp làm gì".

A Viterbi search over the syllables that have the typed letters. It reads a question twice, as print and as talk, and takes the
likelier: print by counts of neighbouring syllables of 42,000 legal articles and of the held documents, which know the names
("bùi đức thái"); talk by what people ask (``index.training.train_marks``), and by print where talk says nothing. What was typed
with a mark stays; a syllable with half its marks ("thưc") may gain the others.

Of the syllables of judged legal questions 98.3 and 98.5 % come back, of everyday questions that were not learnt 88 (by print
alone 65): half of these come back whole, and six in ten are among the first three readings, which are asked together. Three
readings take 1.3 ms for a legal question (p95 2.9), 0.4 for an everyday one.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from corpus.errors import BadSetting
from index.marks.counts import LONGEST, SYLLABLE, Counts, Shares, Tally, counted
from index.marks.letters import dressed, is_code, keeps_marks
from index.marks.paths import Way, best_ways
from index.text.words import canonical, folded

BUNDLED = Path(__file__).parent.parent / "models" / "marks.npz"

_KNOWN_PAIR = 0.9  # share of the pair in the likelihood of print; the rest is the syllable's own
_DOUBT = 200  # so many counts of a syllable in talk weigh as much as what is believed without them: half print, half …
_OF_PRINT = 0.1  # … the syllable's own, of which this share is print
_STYLES = np.array([0.1, 0.9])[:, None]  # share of talk in the reading as print and in that as talk
_BEFORE = np.array([0.0, -1.0])  # what speaks for each beforehand
_HELD = 20  # a pair of the held documents counts as so many of the legal articles
_MOST_HELD = 200_000  # syllables of held documents that are counted: about 0.2 s, once for a state of the store
_NONE = 0  # the id of "no syllable": a beginning, or a mark of punctuation
_LEFT_OUT = -3.5  # what speaks beforehand for marks left out of a text that has some
_MOST_KEPT = 1 << 14  # typed syllables whose choices are remembered
_LEAST_SHARE = 0.05  # of a reading worth asking


class Reading(NamedTuple):
    """A text with its marks, and how likely it is among the others."""

    text: str
    share: float


class _Place(NamedTuple):
    """What may stand at one place of a text: syllables and their ids; ``piece`` is empty between two runs."""

    piece: re.Match[str] | None
    choices: Sequence[str]
    ids: Counts

    def as_typed(self) -> _Place | None:
        """With the choice that was typed alone; ``None`` where it is no syllable."""
        word = canonical(self.piece.group()) if self.piece else ""
        if word not in self.choices:
            return None
        at = self.choices.index(word)
        return _Place(self.piece, (word,), self.ids[at : at + 1])


@dataclass(frozen=True)
class Restorer:
    """``syllables`` by id (the first is none at all), and how they follow each other in ``print`` and in ``talk``."""

    syllables: tuple[str, ...]
    print: Tally
    talk: Tally

    @classmethod
    def open(cls, path: Path = BUNDLED) -> Restorer:
        """Raises ``BadSetting`` where the file is missing or is not one of ``write``'s."""
        try:
            with path.open("rb") as file, np.load(file) as held:
                names = ("", *bytes(held["syllables"]).decode("utf-8").split("\n"))
                read = {name: held[name].astype(np.int64) for name in held.files if name != "syllables"}
                return cls(
                    names,
                    *(
                        Tally(read[f"{style}_seen"], np.cumsum(read[f"{style}_steps"]), read[f"{style}_counts"])
                        for style in _NAMES
                    ),
                )
        except (OSError, EOFError, KeyError, ValueError, BadZipFile) as error:
            raise BadSetting(f"Không đọc được bảng thêm dấu {path}: {error}") from error

    @classmethod
    def count(cls, printed: Iterable[tuple[str, int]], said: Iterable[tuple[str, int]] = (), least: int = 1) -> Restorer:
        """The counts of these texts, each so many times; what print has less often than ``least`` is left out."""
        seen, pairs = counted(printed)
        seen_said, pairs_said = counted(said)
        kept = {name: count for name, count in seen.items() if count >= least}
        names = ("", *sorted({*kept, *seen_said} - {""}))
        often = {pair: count for pair, count in pairs.items() if count >= least}
        return cls(names, Tally.of(kept, often, names), Tally.of(seen_said, pairs_said, names))

    def write(self, path: Path) -> None:
        arrays: dict[str, npt.NDArray[np.generic]] = {}
        for style, tally in zip(_NAMES, (self.print, self.talk), strict=True):
            arrays[f"{style}_seen"] = tally.seen.astype(np.uint32)
            arrays[f"{style}_steps"] = np.diff(tally.pairs, prepend=0).astype(np.uint32)
            arrays[f"{style}_counts"] = np.minimum(tally.counts, np.iinfo(np.uint16).max).astype(np.uint16)
        names = np.frombuffer("\n".join(self.syllables[1:]).encode("utf-8"), dtype=np.uint8)
        np.savez_compressed(path, syllables=names, **arrays)  # type: ignore[arg-type]

    def with_texts(self, texts: Iterable[str]) -> Restorer:
        """The same with the pairs of held documents, of the first ``_MOST_HELD`` syllables of them."""
        other = Restorer.count((text, 1) for text in _first(texts))
        names = (*self.syllables, *sorted(set(other.syllables) - set(self.syllables)))
        ids = {syllable: number for number, syllable in enumerate(names)}
        places = np.array([ids[syllable] for syllable in other.syllables], dtype=np.int64)
        own = np.arange(len(self.syllables))
        held = other.print.moved(places, len(names))
        return Restorer(names, self.print.moved(own, len(names)).plus(held, _HELD), self.talk.moved(own, len(names)))

    def restore(self, text: str) -> str:
        """``text`` in NFC with marks added; its length, case, numbers and signs stay, and every mark that was typed."""
        return self.readings(text, 1)[0].text

    def readings(self, text: str, most: int) -> list[Reading]:
        """The likeliest ways to put the marks, the best first; their shares make 1."""
        text = unicodedata.normalize("NFC", text)
        places = self._places(text)
        found = self._best(places, most)
        ways = [Reading(_written(text, places, path), math.exp(score - found[0][0])) for score, path in found]
        kept = [way for way in ways if way.share >= _LEAST_SHARE]
        return [Reading(way.text, way.share / sum(each.share for each in kept)) for way in kept]

    def completed(self, text: str, most: int) -> list[Reading]:
        """``readings`` of a text with some marks, where enough speaks for it that others were left out; else as it stands.

        Who leaves marks out does it with every second one; who types them all slips nowhere.
        """
        text = unicodedata.normalize("NFC", text)
        places = self._places(text)
        typed = [place.as_typed() for place in places]
        if any(place is None for place in typed):
            return self.readings(text, most)
        stands = self._best([place for place in typed if place], 1)[0][0]
        score, path = self._best(places, 1)[0]
        marked = sum(choices[choice] != folded(choices[choice]) for (_, choices, _), choice in zip(places, path, strict=True))
        left_out = score - marked * math.log(2) + _LEFT_OUT > stands
        return self.readings(text, most) if left_out else [Reading(text, 1.0)]

    def _places(self, text: str) -> list[_Place]:
        pieces = list(SYLLABLE.finditer(text.lower() if text.isupper() else text))  # all in capitals: no code stands out
        places = []
        for last, piece in zip([None, *pieces], pieces, strict=False):
            if last and text[last.end() : piece.start()].strip():
                places.append(_Place(None, ("",), np.array([_NONE])))
            places.append(_Place(piece, *self._options(piece.group())))
        return places

    def _best(self, places: Sequence[_Place], most: int) -> list[Way]:
        return best_ways(self._likelihoods(places), _BEFORE, most)

    def _likelihoods(self, places: Sequence[_Place]) -> Iterator[Shares]:
        """Logarithms for each place: by style, choice before and choice; all places are looked up at once."""
        befores = [np.array([_NONE]), *(place.ids for place in places)]
        shapes = [(len(before), len(place.ids)) for before, place in zip(befores, places, strict=False)]
        left = np.concatenate([np.repeat(before, n) for before, (_, n) in zip(befores, shapes, strict=False)] or [befores[0]])
        right = np.concatenate([np.tile(place.ids, n) for place, (n, _) in zip(places, shapes, strict=True)] or [befores[0]])
        table, end = np.log(self._likelihood(left, right)), 0
        for place, shape in zip(places, shapes, strict=True):
            start, end = end, end + shape[0] * shape[1]
            part = table[:, start:end].reshape(len(_STYLES), *shape)
            yield part if place.piece else np.zeros_like(part)

    def _likelihood(self, left: Counts, right: Counts) -> Shares:
        """A row for each style."""
        alone = self.print.alone(right)
        printed = self.print.together(left, right) / np.maximum(self.print.seen[left], 1)
        printed = _KNOWN_PAIR * printed + (1 - _KNOWN_PAIR) * alone
        own = _OF_PRINT * alone + (1 - _OF_PRINT) * self.talk.alone(right)
        said = (self.talk.together(left, right) + _DOUBT * (printed + own) / 2) / (self.talk.seen[left] + _DOUBT)
        return np.asarray((1 - _STYLES) * printed + _STYLES * said)

    @cached_property
    def _options(self) -> Callable[[str], tuple[Sequence[str], Counts]]:
        return lru_cache(maxsize=_MOST_KEPT)(self._choices)

    def _choices(self, typed: str) -> tuple[Sequence[str], Counts]:
        """What the typed letters may stand for; they alone where no known syllable has them, or print has them with a mark.

        What only talk has with that mark may be another with half its marks: "hiên" is a porch, and mostly "hiện".
        """
        word = canonical(typed)
        own, plain = self._ids.get(word, _NONE), folded(word)
        found: list[str] = []
        if len(word) <= LONGEST and not is_code(typed) and not (word != plain and own and self.print.seen[own]):
            found = [known for known in self._by_letters.get(plain, ()) if keeps_marks(word, known)]
        return found or [word], np.array([self._ids[known] for known in found] or [own])

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {syllable: number for number, syllable in enumerate(self.syllables)}

    @cached_property
    def _by_letters(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        plain = folded("\n".join(self.syllables)).split("\n")  # folded together: ten thousand calls cost 20 ms
        for letters, syllable in zip(plain[1:], self.syllables[1:], strict=True):
            found.setdefault(letters, []).append(syllable)
        return found


@cache
def bundled() -> Restorer:
    return Restorer.open()


_NAMES = ("print", "talk")


def _first(texts: Iterable[str]) -> Iterator[str]:
    left = _MOST_HELD * 5  # characters: a syllable and its blank
    for text in texts:
        yield text[:left]
        left -= len(text)
        if left <= 0:
            return


def _written(text: str, places: Sequence[_Place], path: Sequence[int]) -> str:
    parts, end = [], 0
    for (piece, choices, _), choice in zip(places, path, strict=True):
        if piece:
            parts += [text[end : piece.start()], dressed(text[piece.start() : piece.end()], choices[choice])]
            end = piece.end()
    return "".join([*parts, text[end:]])
