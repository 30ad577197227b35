"""The names that the held papers know, for forms and suggestions; made once for each revision of the store."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from weakref import WeakKeyDictionary

from corpus.spelling import bare
from search.held.knowledge import Knowledge

Kind = Literal["agency", "number", "title"]
_WORD = re.compile(r"[^\W_]+")
_KEY = 2  # letters by which the starts of words are found again


@dataclass(frozen=True, slots=True)
class Name:
    """``plain`` is without marks; ``document`` the id of the one held paper that the number or title names."""

    text: str
    kind: Kind
    plain: str
    document: str | None = None


class Vocabulary:
    """``agencies`` and ``sources`` in the order of the alphabet, without repetition."""

    def __init__(self, knowledge: Knowledge) -> None:
        mentions = (m for record in knowledge.records for m in (*record.task.lead, *record.task.coordinating))
        named = {mention.name for mention in mentions if mention.kind == "agency"}
        named |= {document.agency for document in knowledge.documents if document.agency}
        sources = {source for record in knowledge.records for source in record.task.sources}
        self.agencies = tuple(sorted(named, key=bare))
        self.sources = tuple(sorted(sources))
        self._names = tuple(_names(knowledge, self.agencies))
        self._plain = frozenset(name.plain for name in self._names)
        self._starting: dict[str, list[int]] = {}
        for index, name in enumerate(self._names):
            for key in {match[0][:_KEY] for match in _WORD.finditer(name.plain)}:
                self._starting.setdefault(key, []).append(index)

    def holds(self, plain: str) -> bool:
        """Whether a name reads so without marks."""
        return plain in self._plain

    def starting(self, plain: str) -> Iterator[tuple[Name, bool]]:
        """The names in which a word begins with ``plain`` (no marks), and whether it is the first; none for one letter."""
        for index in self._starting.get(plain[:_KEY], ()) if len(plain) >= _KEY else ():
            name = self._names[index]
            if name.plain.startswith(plain):
                yield name, True
            elif re.search(rf"(?<![^\W_]){re.escape(plain)}", name.plain):
                yield name, False


def vocabulary(knowledge: Knowledge) -> Vocabulary:
    """The names of a view; costs one pass over its tasks the first time."""
    known = _known.get(knowledge)
    if known is None:
        known = _known[knowledge] = Vocabulary(knowledge)
    return known


_known: WeakKeyDictionary[Knowledge, Vocabulary] = WeakKeyDictionary()


def _names(knowledge: Knowledge, agencies: Iterable[str]) -> Iterator[Name]:
    yield from (Name(agency, "agency", bare(agency)) for agency in agencies)
    for number in knowledge.known_numbers:
        held = knowledge.numbered(number)
        yield Name(number, "number", bare(number), held[0].id if len(held) == 1 else None)
    for document in knowledge.documents:
        if document.title:
            yield Name(document.title, "title", bare(document.title), document.id)
