"""Which held files are the same paper again, or another version of it? Each is warned of the others; nothing is thrown away.

copy      issuer, number and day agree, or issuer, day and tasks; the tasks are the same ones
version   the same, but other tasks; one number of one issuer on two days of a year; one title, a number blank (a draft)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.agencies import key
from corpus.model import Document, Notice
from corpus.spelling import bare
from ingest.grammar import numbers
from ingest.grammar.deadline_words import say_day

_LONG_TITLE = 4  # words; a shorter title is a heading that every year has
_MOST_NAMED = 5
_MOST_COMPARED = 12  # files of one paper; further ones are compared with these
_SAID = {
    "number": "cùng số",
    "issuer": "cùng cơ quan ban hành",
    "day": "cùng ngày",
    "title": "cùng trích yếu",
    "tasks": "cùng nhiệm vụ",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two held files; ``agree`` and ``differ`` name what speaks for it: ``number issuer day title tasks``."""

    first: str
    second: str
    kind: Literal["copy", "version"]
    agree: tuple[str, ...]
    differ: tuple[str, ...]


def pairs(documents: Iterable[Document], fingerprints: Mapping[str, str]) -> tuple[Pair, ...]:
    """Every two files that are one paper, in order; ``fingerprints`` are of the tasks, by document id."""
    groups: dict[tuple[str, ...], list[_Card]] = {}
    for document in documents:
        card = _Card.of(document, fingerprints.get(document.id))
        for name in card.names():
            groups.setdefault(name, []).append(card)
    found: dict[tuple[str, str], Pair | None] = {}
    for group in groups.values():
        for place, other in enumerate(group):
            for one in group[: min(place, _MOST_COMPARED)]:
                if (one.document.id, other.document.id) not in found:
                    found[one.document.id, other.document.id] = _pair(one, other)
    return tuple(pair for pair in found.values() if pair is not None)


def warnings(documents: Sequence[Document], fingerprints: Mapping[str, str]) -> dict[str, tuple[Notice, ...]]:
    """What each file is warned of, by its id: its copies together, other versions one by one."""
    by_id = {document.id: document for document in documents}
    others: dict[str, list[tuple[Document, Pair]]] = {}
    for pair in pairs(documents, fingerprints):
        others.setdefault(pair.first, []).append((by_id[pair.second], pair))
        others.setdefault(pair.second, []).append((by_id[pair.first], pair))
    return {identifier: tuple(_notices(found)) for identifier, found in others.items()}


@dataclass(frozen=True, slots=True)
class _Card:
    """What is compared of a document, folded once."""

    document: Document
    issuer: str
    number: str
    title: str
    tasks: str | None

    @classmethod
    def of(cls, document: Document, fingerprint: str | None) -> _Card:
        issuer = key(document.agency or document.issuer or "")
        return cls(
            document, issuer, numbers.key(document.number or ""), " ".join(bare(document.title or "").split()), fingerprint
        )

    def names(self) -> Iterator[tuple[str, ...]]:
        """Under what another file of the paper would be found."""
        if not self.issuer:
            return
        if self.number:
            yield "number", self.issuer, self.number
        if len(self.title.split()) >= _LONG_TITLE:
            yield "title", self.issuer, self.title
        if self.tasks:
            yield "tasks", self.issuer, self.tasks


def _pair(one: _Card, other: _Card) -> Pair | None:
    first, second = one.document, other.document
    if first.province != second.province and first.province and second.province and key(first.province) != key(second.province):
        return None
    same = {  # a number or a day that neither states agrees in nothing, and differs in nothing
        "number": one.number == other.number,
        "issuer": True,
        "day": first.date == second.date,
        "title": one.title == other.title,
        "tasks": one.tasks == other.tasks,
    }
    if not _is_one_paper(one, other, same):
        return None
    stated = {"number": one.number, "day": first.date}
    agree = tuple(name for name, holds in same.items() if holds and stated.get(name, True))
    differ = tuple(name for name, holds in same.items() if not holds)
    return Pair(first.id, second.id, "copy" if same["day"] and same["tasks"] and same["title"] else "version", agree, differ)


def _is_one_paper(one: _Card, other: _Card, same: Mapping[str, bool]) -> bool:
    """Papers of two years are two, and so are two with numbers of their own: "Kế hoạch 5" and "Kế hoạch 9" of one title."""
    first, second = one.document.date, other.document.date
    if first and second and first.year != second.year:
        return False
    if one.number and other.number:
        return same["number"]
    return same["title"] or (same["day"] and same["tasks"])


def _notices(others: Sequence[tuple[Document, Pair]]) -> Iterator[Notice]:
    again = [(other, pair) for other, pair in others if pair.kind == "copy"]
    if again:
        listing = ", ".join(_named(other) for other, _ in again[:_MOST_NAMED])
        more = f" và {len(again) - _MOST_NAMED} tệp nữa" if len(again) > _MOST_NAMED else ""
        agree = ", ".join(_SAID[name] for name in again[0][1].agree)
        yield Notice("same_paper", f"Kho có tệp khác của chính văn bản này: {listing}{more} ({agree}).")
    for other, pair in others:
        if pair.kind == "version":
            agree = ", ".join(_SAID[name] for name in pair.agree)
            differ = ", ".join(_SAID[name].replace("cùng", "khác", 1) for name in pair.differ)
            when = f", ngày {say_day(other.date)}" if other.date and "day" in pair.differ else ""
            message = f"Kho có bản khác của văn bản này: {_named(other)}{when} ({agree}; {differ}). Hãy xem bản nào đang dùng."
            yield Notice("other_version", message)


def _named(document: Document) -> str:
    return f"“{document.source_file}” (mã {document.id})"
