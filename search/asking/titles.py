"""A paper called by words of its title: "chương trình công tác năm 2026", "kế hoạch phát triển y tế thông minh"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from corpus.model import Document
from corpus.spelling import bare
from search.held.knowledge import Knowledge

_WORD = re.compile(r"[^\W_]+")
_TYPE = re.compile(r"\b(?:ke hoach|chuong trinh|thong bao|quyet dinh|plan|programme)\b")
_LEAST = 4  # words that the question and the title must have in a row
_held: WeakKeyDictionary[Knowledge, tuple[tuple[str, Document], ...]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Titled:
    documents: tuple[Document, ...]
    start: int
    end: int


def titled(text: str, knowledge: Knowledge) -> Titled | None:
    """The one paper whose title goes on as the question does behind "kế hoạch"; ``None`` where none or several do."""
    plain = bare(text)
    for kind in _TYPE.finditer(plain):
        words = list(_WORD.finditer(plain, kind.end()))
        said = [word.group() for word in words]
        least = _line(said[:_LEAST])  # hardly any title has these in a row: 0.1 ms for 1,000 papers, 8 without
        best = [(_common(said, title.split()), document) for title, document in _titles(knowledge) if least in title]
        longest = max((length for length, _ in best), default=0)
        found = tuple(document for length, document in best if length == longest)
        if longest >= _LEAST and len(found) == 1:
            return Titled(found, kind.start(), words[longest - 1].end())
    return None


def _titles(knowledge: Knowledge) -> tuple[tuple[str, Document], ...]:
    """The words of each title as ``_line`` writes them; read once for a view."""
    found = _held.get(knowledge)
    if found is None:
        lines = (_line(_WORD.findall(bare(document.title or ""))) for document in knowledge.documents)
        found = _held[knowledge] = tuple(zip(lines, knowledge.documents, strict=True))
    return found


def _line(words: list[str]) -> str:
    return f" {' '.join(words)} "


def _common(words: list[str], title: list[str]) -> int:
    """How many of the first words stand in the title one after the other."""
    best = 0
    for at in range(len(title)):
        length = 0
        while at + length < len(title) and length < len(words) and title[at + length] == words[length]:
            length += 1
        best = max(best, length)
    return best
