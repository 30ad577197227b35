"""What papers say in full of other papers: a number with the type, date and issuer beside it, and the sentence around it.

Made from the references and the text of a document and kept beside them, one piece a document: who looks for the paper that a
number means needs neither. A bare number ("41-KH/TU" in a column of sources) says no more than itself and is left out. Whoever
changes what is kept raises ``CITATION_VERSION``: stores then make theirs anew at the next opening.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from corpus.model import Reference
from corpus.packing import dump

CITATION_VERSION = 1


class Said(NamedTuple):
    """What stands beside a number."""

    number: str
    type: str
    date: date | None
    issuer: str | None


class Citation(NamedTuple):
    """A mention of a paper by the document of this id; ``sentence`` without doubled blanks and line breaks."""

    document: str
    said: Said
    sentence: str


def pack_citations(references: Iterable[Reference], text: str) -> bytes:
    """Those of a document in the order of print, the same ones of a sentence once; never empty.

    What is said, with the place of its sentence, is a line of JSON; the deflated lines of the sentences follow.
    """
    sentences: dict[str, int] = {}
    said: dict[tuple[str, str, str | None, str | None, int], None] = {}
    for reference in references:
        if reference.sentence and reference.type is not None:
            sentence = " ".join(" ".join(text[start:end] for start, end in reference.sentence).split())
            day = reference.date.isoformat() if reference.date else None
            said[reference.number, reference.type, day, reference.issuer, sentences.setdefault(sentence, len(sentences))] = None
    return b"%b\n%b" % (dump(list(said)).encode(), zlib.compress("\n".join(sentences).encode()))


class Citations:
    """Those of many documents, in their order. What is said is read at once, sentences where they are looked at."""

    def __init__(self, packed: Mapping[str, bytes]) -> None:
        """As ``pack_citations`` gave them, by the ids of the citing documents."""
        self._packed = packed
        self._sentences: dict[str, list[str]] = {}

    def __iter__(self) -> Iterator[Citation]:
        for document, piece in self._packed.items():
            for *said, place in _said_in(piece):
                yield Citation(document, _said(*said), self._sentence(document, place))

    def where(self, fits: Callable[[Said], bool]) -> Iterator[Citation]:
        """Those that say what fits; each thing that is said by any is tried once."""
        for said, places in self._places:
            if fits(said):
                yield from (Citation(document, said, self._sentence(document, place)) for document, place in places)

    @cached_property
    def _places(self) -> list[tuple[Said, list[tuple[str, int]]]]:
        """All that is said, with the documents and the places of the sentences there."""
        found: dict[tuple[str, ...], list[tuple[str, int]]] = {}
        for document, piece in self._packed.items():
            for *said, place in _said_in(piece):
                found.setdefault(tuple(said), []).append((document, place))
        return [(_said(*said), places) for said, places in found.items()]

    def _sentence(self, document: str, place: int) -> str:
        if document not in self._sentences:
            _, _, deflated = self._packed[document].partition(b"\n")
            self._sentences[document] = zlib.decompress(deflated).decode().split("\n")
        return self._sentences[document][place]


def _said_in(piece: bytes) -> list[list[Any]]:
    """Number, type, day, issuer and the place of the sentence of each."""
    said: list[list[Any]] = json.loads(piece.partition(b"\n")[0])
    return said


def _said(number: str, kind: str, day: str | None, issuer: str | None) -> Said:
    return Said(number, kind, date.fromisoformat(day) if day else None, issuer)
