"""Which of many titles does a sentence repeat? Looked up by the rarest words of each title: some of them it must have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

_WORD = re.compile(r"\w+")


class Titles:
    """Distinct titles. One is repeated where ``share`` (0 to 1) of its words stand in the sentence, in whatever order."""

    def __init__(self, titles: Iterable[str], share: float) -> None:
        self._words = {title: _WORD.findall(title.lower()) for title in titles}
        self._share = share
        self._by_word: dict[str, list[str]] = {}
        common = Counter(word for words in self._words.values() for word in set(words))
        for title, words in self._words.items():
            for word in self._needed(words, common):
                self._by_word.setdefault(word, []).append(title)

    def __bool__(self) -> bool:
        return bool(self._words)

    def repeated(self, sentence: str) -> list[str]:
        """The titles, in no certain order. One without words is never repeated."""
        there = set(_WORD.findall(sentence.lower()))
        close = {title for word in there & self._by_word.keys() for title in self._by_word[word]}
        return [title for title in close if self._enough(sum(word in there for word in self._words[title]), title)]

    def _enough(self, words: int, title: str) -> bool:
        return words / len(self._words[title]) >= self._share

    def _needed(self, words: Sequence[str], common: Counter[str]) -> Iterator[str]:
        """The rarest words: so many that without any of them too few are left."""
        left = len(words)
        for word in sorted(set(words), key=lambda word: (common[word], word)):
            if left / len(words) < self._share:
                return
            yield word
            left -= words.count(word)
