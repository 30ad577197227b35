"""What is searched, and what is found."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document that can be found on its own: a task, a section, a paragraph.

    ``id`` is unique in the index. ``text`` is what is searched; ``title`` its context (headings, the document's title), which
    counts for less.
    """

    id: str
    document: str
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A found passage. ``score`` is in 0 … 1 and comparable within one answer only; ``parts`` says what each leg gave to it."""

    id: str
    score: float
    parts: dict[str, float]


class Scored(NamedTuple):
    """A passage by number, and its score in one leg: more is better, comparable within one answer."""

    number: int
    score: float


class Names:
    """The passages of an index by number: both legs know passages by number only. A number is never given twice."""

    def __init__(self, passages: dict[int, tuple[str, str]], following: int) -> None:
        """``passages`` is number → (passage id, document id); ``following`` the next free number."""
        self._passages, self._following = passages, following
        self._number = {id_: number for number, (id_, _) in passages.items()}
        self._numbers: dict[str, list[int]] = {}
        for number, (_, document) in passages.items():
            self._numbers.setdefault(document, []).append(number)

    def __len__(self) -> int:
        return len(self._passages)

    @property
    def documents(self) -> frozenset[str]:
        return frozenset(document for document, numbers in self._numbers.items() if numbers)

    def id(self, number: int) -> str:
        return self._passages[number][0]

    def add(self, passage: Passage) -> int:
        """The number given to a passage; raises ``ValueError`` where its id is taken."""
        if passage.id in self._number:
            raise ValueError(f"two passages with the id {passage.id!r}")
        number, self._following = self._following, self._following + 1
        self._passages[number] = (passage.id, passage.document)
        self._number[passage.id] = number
        self._numbers.setdefault(passage.document, []).append(number)
        return number

    def remove(self, document: str) -> list[int]:
        """Forgets a document; returns the numbers its passages had, none where it is not held."""
        numbers = self._numbers.pop(document, [])
        for number in numbers:
            id_, _ = self._passages.pop(number)
            del self._number[id_]
        return numbers

    def allowed(self, names: Iterable[str]) -> Collection[int]:
        """The numbers of the passages whose id or whose document is named; unknown names count for nothing."""
        found: set[int] = set()
        for name in names:
            found.update(self._numbers.get(name, ()))
            if (number := self._number.get(name)) is not None:
                found.add(number)
        return found

    def write(self, path: Path) -> None:
        columns = {
            "following": self._following,
            "numbers": list(self._passages),
            "ids": [id_ for id_, _ in self._passages.values()],
            "documents": [document for _, document in self._passages.values()],
        }
        path.write_text(json.dumps(columns, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Names:
        columns = json.loads(path.read_text(encoding="utf-8"))
        pairs = zip(columns["ids"], columns["documents"], strict=True)
        return cls(dict(zip(columns["numbers"], pairs, strict=True)), columns["following"])
