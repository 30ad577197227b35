"""Two plain word lists: what annexes print where people use an English word, or an everyday Vietnamese one.

``glossaries/*.txt`` have a line for words of one meaning: ``river, stream: sông, suối``, the likeliest printed form first. They
are wide and shallow where ``concepts`` are deep: a word stands there for whatever a directive may print about it. Forms are
written in the spelling of ``index.text.words``, English in its base form.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from corpus.errors import StateError
from index.meaning.english import listed

_FOLDER = Path(__file__).parent.parent / "glossaries"
_LONGEST = 5  # words of an entry


class Entry(NamedTuple):
    """The words from ``start`` to ``end`` (exclusive) of a question, and what is printed for them, likeliest first."""

    start: int
    end: int
    printed: tuple[str, ...]


class Glossary:
    """Words by the forms that are printed for them. Safe to share between threads."""

    def __init__(self, lines: Iterable[str], inflected: bool) -> None:
        """``inflected``: the language is English, whose words are looked up by their base forms too."""
        self._inflected = inflected
        self._printed: dict[str, tuple[str, ...]] = {}
        for line in lines:
            words, _, printed = line.partition(": ")
            if not line.startswith("#") and printed:
                self._enter(words, tuple(printed.split(", ")))

    @classmethod
    def open(cls, name: str) -> Glossary:
        """``name`` is ``english`` or ``everyday``; raises ``StateError`` where the file is missing."""
        try:
            lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n")
        except FileNotFoundError as error:
            raise StateError(f"Không có bảng từ tại {_FOLDER}; hãy cài lại gói tracuu") from error
        return cls(lines, inflected=name == "english")

    def __len__(self) -> int:
        return len(self._printed)

    def items(self) -> ItemsView[str, tuple[str, ...]]:
        """Every word, as it is looked up, with what is printed for it."""
        return self._printed.items()

    def entries(self, words: Sequence[str], alone: Sequence[bool]) -> list[Entry]:
        """The entries in a question, longest first; no word counts twice.

        ``alone`` says which syllables are a word by themselves: ``hợp`` is not looked up in ``hợp kim``.
        """
        free, found = [True] * len(words), []
        for length in range(min(_LONGEST, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                end = start + length
                if False in free[start:end] or not (length > 1 or alone[start]):
                    continue
                if printed := self._look_up(" ".join(words[start:end])):
                    found.append(Entry(start, end, printed))
                    free[start:end] = [False] * length
        return found

    def _look_up(self, typed: str) -> tuple[str, ...]:
        if typed not in self._printed and self._inflected:
            *before, last = typed.split(" ")
            typed = " ".join([*before, listed(last, self._printed)])
        return self._printed.get(typed, ())

    def _enter(self, words: str, printed: tuple[str, ...]) -> None:
        for word in words.lower().replace("-", " ").split(", "):
            held = self._printed.get(word, ())
            self._printed[word] = held + tuple(form for form in printed if form not in held)


@cache
def installed(name: str) -> Glossary:
    """A glossary of this package, opened once."""
    return Glossary.open(name)
