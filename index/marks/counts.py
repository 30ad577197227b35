"""How often does one syllable follow another? The counts by which ``index.marks.restoring`` chooses."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from index.text.words import canonical

Counts = npt.NDArray[np.int64]
Shares = npt.NDArray[np.float64]
_Key = TypeVar("_Key")

SYLLABLE = re.compile(r"[^\W\d_]+")
LONGEST = 7  # letters: "nghiêng"; what is longer is a name or a foreign word


@dataclass(frozen=True)
class Tally:
    """By the ids of syllables, of which 0 is none at all (a beginning, a mark of punctuation): how often each was ``seen``,
    which pairs there are (``left * len(seen) + right``, rising), and how often each."""

    seen: Counts
    pairs: Counts
    counts: Counts

    @classmethod
    def of(cls, seen: Mapping[str, int], pairs: Mapping[tuple[str, str], int], names: Iterable[str]) -> Tally:
        """``names`` are the syllables by id; what has another one is left out."""
        ids = {name: number for number, name in enumerate(names)}
        keyed = {ids[left] * len(ids) + ids[right]: n for (left, right), n in pairs.items() if left in ids and right in ids}
        keys = sorted(keyed)
        return cls(
            *(np.array(row, dtype=np.int64) for row in ([seen.get(name, 0) for name in ids], keys, [keyed[k] for k in keys]))
        )

    @cached_property
    def total(self) -> float:
        return float(max(self.seen.sum(), 1))

    def alone(self, right: Counts) -> Shares:
        return np.asarray((self.seen[right] + 0.5) / self.total)

    def together(self, left: Counts, right: Counts) -> Counts:
        """How often each of ``right`` followed the one of ``left`` beside it."""
        if not len(self.pairs):
            return np.zeros(len(right), dtype=np.int64)
        keys = left * len(self.seen) + right
        at = np.minimum(np.searchsorted(self.pairs, keys), len(self.pairs) - 1)
        return np.where(self.pairs[at] == keys, self.counts[at], 0)

    def moved(self, places: Counts, size: int) -> Tally:
        """The same among ``size`` syllables, where the old id ``i`` is ``places[i]``."""
        seen = np.zeros(size, dtype=np.int64)
        seen[places] = self.seen
        keys = places[self.pairs // len(self.seen)] * size + places[self.pairs % len(self.seen)]
        order = keys.argsort()
        return Tally(seen, keys[order], self.counts[order])

    def plus(self, other: Tally, times: int) -> Tally:
        """Both, of the same syllables, the other one so many times."""
        pairs, place = np.unique(np.concatenate([self.pairs, other.pairs]), return_inverse=True)
        counts = np.bincount(place, weights=np.concatenate([self.counts, times * other.counts]), minlength=len(pairs))
        return Tally(self.seen + times * other.seen, pairs, counts.astype(np.int64))


def counted(texts: Iterable[tuple[str, int]]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """The syllables of texts and their pairs; each text counts so many times."""
    once: defaultdict[int, tuple[Counter[str], Counter[tuple[str, str]]]] = defaultdict(lambda: (Counter(), Counter()))
    for text, times in texts:
        chain = list(_chain(text))
        seen, pairs = once[times]
        seen.update(chain)
        pairs.update(pairwise(chain))
    return _sum({times: seen for times, (seen, _) in once.items()}), _sum({times: pairs for times, (_, pairs) in once.items()})


def _sum(once: Mapping[int, Counter[_Key]]) -> Counter[_Key]:
    """Each counter as many times as it says."""
    total: Counter[_Key] = Counter()
    for times, counter in once.items():
        for key, count in counter.items():
            total[key] += times * count
    return total


def _chain(text: str) -> Iterator[str]:
    """The syllables of a text in one spelling, an empty one where something other than a blank stands between two."""
    plain = canonical(unicodedata.normalize("NFC", text))
    last = -1
    for found in SYLLABLE.finditer(plain):
        if last < 0 or plain[last : found.start()] != " ":
            yield ""
        yield found.group() if len(found.group()) <= LONGEST else ""
        last = found.end()
