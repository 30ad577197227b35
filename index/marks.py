"""Marks restored to what was typed without them: "so tu phap lam gi" → "sở tư pháp làm gì".

A Viterbi search over the syllables that have the typed letters, with counts of neighbouring syllables of 42,000 legal articles
(``index.training.train_marks``) and those of the held documents, which know the names ("bùi đức thái"). What was typed with a
mark stays; a syllable with half its marks ("thưc") may gain the others. 98.2 % of the syllables of the judged questions
come back, in 0.7 ms a question (p95 1.7).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from corpus.errors import BadSetting
from index.words import canonical, folded

BUNDLED = Path(__file__).parent / "models" / "marks.npz"

Counts = npt.NDArray[np.int64]

_SYLLABLE = re.compile(r"[^\W\d_]+")
_LONGEST = 7  # letters: "nghiêng"; what is longer is a name or a foreign word
_KNOWN_PAIR = 0.9  # share of the pair in the likelihood; the rest is the syllable's own
_HELD = 20  # a pair of the held documents counts as so many of the legal articles
_MOST_HELD = 200_000  # syllables of held documents that are counted: about 0.1 s, once for a state of the store
_NONE = 0  # the id of "no syllable": a beginning, or a mark of punctuation


@dataclass(frozen=True)
class Restorer:
    """``syllables`` by id (the first is none at all), how often each was ``seen``, and each pair as ``left * len + right``."""

    syllables: tuple[str, ...]
    seen: Counts
    pairs: Counts
    pair_counts: Counts

    @classmethod
    def open(cls, path: Path = BUNDLED) -> Restorer:
        """Raises ``BadSetting`` where the file is missing or is not one of ``write``'s."""
        try:
            with path.open("rb") as file, np.load(file) as held:
                names = ("", *bytes(held["syllables"]).decode("utf-8").split("\n"))
                pairs = np.cumsum(held["steps"].astype(np.int64))
                return cls(names, held["seen"].astype(np.int64), pairs, held["pair_counts"].astype(np.int64))
        except (OSError, EOFError, KeyError, ValueError, BadZipFile) as error:
            raise BadSetting(f"Không đọc được bảng thêm dấu {path}: {error}") from error

    @classmethod
    def count(cls, texts: Iterable[str], least_seen: int = 1, least_pair: int = 1) -> Restorer:
        """The counts of these texts, without what was seen less often."""
        seen: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        for text in texts:
            chain = list(_chain(text))
            seen.update(chain)
            pairs.update(pairwise(chain))
        kept = ["", *sorted(syllable for syllable, count in seen.items() if syllable and count >= least_seen)]
        ids = {syllable: number for number, syllable in enumerate(kept)}
        keyed = {
            ids[left] * len(kept) + ids[right]: count
            for (left, right), count in pairs.items()
            if count >= least_pair and left in ids and right in ids
        }
        keys = sorted(keyed)
        return cls(
            tuple(kept),
            np.array([seen[syllable] for syllable in kept], dtype=np.int64),
            np.array(keys, dtype=np.int64),
            np.array([keyed[key] for key in keys], dtype=np.int64),
        )

    def write(self, path: Path) -> None:
        np.savez_compressed(
            path,
            syllables=np.frombuffer("\n".join(self.syllables[1:]).encode("utf-8"), dtype=np.uint8),
            seen=self.seen.astype(np.uint32),
            steps=np.diff(self.pairs, prepend=0).astype(np.uint32),
            pair_counts=np.minimum(self.pair_counts, np.iinfo(np.uint16).max).astype(np.uint16),
        )

    def with_texts(self, texts: Iterable[str]) -> Restorer:
        """The same with the pairs of held documents, of the first ``_MOST_HELD`` syllables of them."""
        other = Restorer.count(_first(texts))
        names = (*self.syllables, *sorted(set(other.syllables) - set(self.syllables)))
        ids = {syllable: number for number, syllable in enumerate(names)}
        moved = np.array([ids[syllable] for syllable in other.syllables], dtype=np.int64)
        seen = np.zeros(len(names), dtype=np.int64)
        seen[: len(self.syllables)] = self.seen
        seen[moved] += _HELD * other.seen
        old, new = len(self.syllables), len(other.syllables)
        keys = np.concatenate(
            [
                self.pairs // old * len(names) + self.pairs % old,
                moved[other.pairs // new] * len(names) + moved[other.pairs % new],
            ]
        )
        unique, place = np.unique(keys, return_inverse=True)
        counts = np.bincount(place, weights=np.concatenate([self.pair_counts, _HELD * other.pair_counts]))
        return Restorer(names, seen, unique, counts.astype(np.int64))

    def restore(self, text: str) -> str:
        """``text`` in NFC with marks added; its length, case, numbers and signs stay, and every mark that was typed."""
        text = unicodedata.normalize("NFC", text)
        pieces = list(_SYLLABLE.finditer(text.lower() if text.isupper() else text))  # all in capitals: no code stands out
        restored = list(text)
        for run in _runs(text, pieces):
            for piece, syllable in zip(run, self._best([piece.group() for piece in run]), strict=True):
                restored[piece.start() : piece.end()] = _dressed(text[piece.start() : piece.end()], syllable)
        return "".join(restored)

    def _best(self, typed: Sequence[str]) -> list[str]:
        """The likeliest syllables for those typed, which stand next to each other."""
        choices = [self._choices(word) for word in typed]
        score, ids = np.zeros(1), np.array([_NONE], dtype=np.int64)
        back: list[npt.NDArray[np.intp]] = []
        for found in choices:
            following = np.array([self._ids.get(choice, _NONE) for choice in found], dtype=np.int64)
            step = score[:, None] + self._likelihood(ids, following)
            back.append(step.argmax(axis=0))
            score, ids = step.max(axis=0), following
        at, best = int(score.argmax()), []
        for found, came_from in zip(reversed(choices), reversed(back), strict=True):
            best.append(found[at])
            at = int(came_from[at])
        return best[::-1]

    def _likelihood(self, left: Counts, right: Counts) -> npt.NDArray[np.float64]:
        """Logarithms, a row for each of ``left``."""
        keys = left[:, None] * len(self.syllables) + right[None, :]
        at = np.minimum(np.searchsorted(self.pairs, keys), len(self.pairs) - 1)
        together = np.where(self.pairs[at] == keys, self.pair_counts[at], 0)
        alone = (self.seen[right] + 0.5) / self._total
        share = together / np.maximum(self.seen[left], 1)[:, None]
        return np.asarray(np.log(_KNOWN_PAIR * share + (1 - _KNOWN_PAIR) * alone[None, :]))

    def _choices(self, typed: str) -> Sequence[str]:
        """What the typed letters may stand for; they alone where no known syllable has them."""
        word = canonical(typed)
        if len(word) > _LONGEST or (word in self._ids and word != folded(word)) or _is_code(typed):
            return (word,)
        return [known for known in self._by_letters.get(folded(word), ()) if _keeps_marks(word, known)] or (word,)

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {syllable: number for number, syllable in enumerate(self.syllables)}

    @cached_property
    def _by_letters(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for syllable in self.syllables[1:]:
            found.setdefault(folded(syllable), []).append(syllable)
        return found

    @cached_property
    def _total(self) -> float:
        return float(self.seen.sum())


@cache
def bundled() -> Restorer:
    return Restorer.open()


def _chain(text: str) -> Iterator[str]:
    """The syllables of a text in one spelling, an empty one where something other than a blank stands between two."""
    plain = canonical(unicodedata.normalize("NFC", text))
    last = -1
    for found in _SYLLABLE.finditer(plain):
        if last < 0 or plain[last : found.start()] != " ":
            yield ""
        yield found.group() if len(found.group()) <= _LONGEST else ""
        last = found.end()


def _first(texts: Iterable[str]) -> Iterator[str]:
    left = _MOST_HELD * 5  # characters: a syllable and its blank
    for text in texts:
        yield text[:left]
        left -= len(text)
        if left <= 0:
            return


def _runs(text: str, pieces: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Syllables with nothing but blanks between them."""
    run: list[re.Match[str]] = []
    for piece in pieces:
        if run and text[run[-1].end() : piece.start()].strip():
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _is_code(typed: str) -> bool:
    """ "UBND", "CNTT", "KHCN", "STEM": capitals alone are a code, unless they are a word with marks ("SỞ")."""
    return typed.isupper() and typed.isascii() and len(typed) > 1


def _keeps_marks(typed: str, known: str) -> bool:
    """Whether ``known`` has every mark of ``typed``; both have the same letters."""
    return all(
        letter == other or letter == folded(letter) or _marks(letter) <= _marks(other)
        for letter, other in zip(typed, known, strict=True)
    )


def _marks(letter: str) -> set[str]:
    return set(unicodedata.normalize("NFD", letter)[1:])


def _dressed(typed: str, syllable: str) -> list[str]:
    """The letters of ``syllable`` in the case of ``typed``; what was typed stays where it only differs in spelling."""
    if folded(typed).lower() != folded(syllable) or len(typed) != len(syllable) or canonical(typed) == syllable:
        return list(typed)
    return [letter.upper() if old.isupper() else letter for old, letter in zip(typed, syllable, strict=True)]
