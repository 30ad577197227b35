"""Names that go on what is being typed: agencies, document numbers and titles, with or without marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import FastAPI, Query

from api.asking.vocabulary import Kind, Name, Vocabulary, vocabulary
from api.routes.base import Base
from api.telling import wording
from corpus.spelling import bare

MOST = 10
_TAIL = 8  # words at the end of the question that may begin a name
_START = re.compile(r"(?<!\S)\S")
_KINDS: tuple[Kind, ...] = ("agency", "number", "title")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``question`` is what was typed, gone on with ``text``; ``address`` is the thing's own page, where there is one."""

    text: str
    kind: Kind
    question: str
    address: str | None


def suggestions(typed: str, known: Vocabulary, kind: Kind | None = None) -> tuple[Suggestion, ...]:
    """At most ten, the likeliest first, for the longest end of ``typed`` that begins a name, else for one that stands in some.

    None for what is complete.
    """
    inside: tuple[Suggestion, ...] = ()
    for start in [match.start() for match in _START.finditer(typed)][-_TAIL:]:
        tail = " ".join(bare(typed[start:]).split())
        found = sorted(_ranked(tail, typed[start:].strip(), known, kind), key=lambda ranked: ranked[0])
        begun = tuple(_suggestion(name, typed[:start]) for _, name in found if name.plain.startswith(tail))
        if begun or known.holds(tail):
            return begun[:MOST]
        inside = inside or tuple(_suggestion(name, typed[:start]) for _, name in found[:MOST])
    return inside


def add_suggestions(app: FastAPI) -> None:
    """Adds the address."""

    @app.get("/api/suggest", tags=["questions"])
    def suggest(base: Base, q: Annotated[str, Query(max_length=2000)], kind: Kind | None = None) -> dict[str, object]:
        return {"query": q, "suggestions": [_view(one) for one in suggestions(q, vocabulary(base.knowledge), kind)]}


def _ranked(tail: str, written: str, known: Vocabulary, kind: Kind | None) -> Iterator[tuple[tuple[object, ...], Name]]:
    """Names that begin so before those that hold a word that does; those with the typed marks first."""
    for name, whole in known.starting(tail):
        complete = name.plain == tail and name.text.lower() == written.lower()
        if not complete and kind in (None, name.kind):
            marked = written.lower() not in name.text.lower()
            yield (not whole, marked, _KINDS.index(name.kind), name.document is None, len(name.text), name.plain), name


def _suggestion(name: Name, before: str) -> Suggestion:
    address = wording.agency_address(name.text) if name.kind == "agency" else None
    if name.document:
        address = wording.document_address(name.document)
    return Suggestion(name.text, name.kind, f"{before}{name.text}", address)


def _view(one: Suggestion) -> dict[str, str | None]:
    return {"text": one.text, "kind": one.kind, "question": one.question, "address": one.address}
