"""Under which names a document is known: its id, its file, the number it prints, and the number that others cite it by.

A plan often goes out with its number blank ("Số: /KH-UBND"); its children name it in full. A cited number is given to a held
document when type, symbol, issuer and month agree and the citing sentence repeats its title; an ambiguous one is given to none.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import islice

from corpus import agencies
from corpus.model import Document, Reference
from ingest import numbers
from search.repeated_titles import Titles

_TITLE_SHARE = 0.85  # of the title's words that the citing sentence must repeat
_Month = tuple[int, int]  # of a year


@dataclass(frozen=True, slots=True)
class Naming:
    """One name of a held document: ``evidence`` is ``printed`` or ``cited``; ``cited_by`` the citing documents' ids."""

    document: str
    number: str
    evidence: str
    cited_by: tuple[str, ...] = ()


def namings(
    headers: Sequence[Document], references: Iterable[tuple[str, Reference]], text: Callable[[str], str]
) -> list[Naming]:
    """Every number under which a held document is known. ``text`` gives that of a citing document by its id."""
    found = [Naming(d.id, d.number, "printed") for d in headers if d.number]
    blank = [d for d in headers if not d.number]
    cited = _cited(blank, references, {n.number for n in found}, text) if blank else {}
    by_document: dict[str, list[tuple[str, list[str]]]] = {}
    for (document, number), citing_documents in cited.items():
        by_document.setdefault(document, []).append((number, citing_documents))
    for document, candidates in by_document.items():
        if len(candidates) == 1:
            found.append(Naming(document, candidates[0][0], "cited", tuple(dict.fromkeys(candidates[0][1]))))
    return found


def _cited(
    blank: Sequence[Document], references: Iterable[tuple[str, Reference]], printed: Iterable[str], text: Callable[[str], str]
) -> dict[tuple[str, str], list[str]]:
    """(document that prints no number, number) → the documents that cite it so, one for each mention."""
    taken = set(map(numbers.key, printed))
    is_taken = cache(lambda number: numbers.key(number) in taken)
    read = lru_cache(maxsize=1)(text)  # mentions come a document at a time
    nameless = _Nameless(blank)
    cited: dict[tuple[str, str], list[str]] = {}
    for citing, reference in references:
        if not reference.sentence or is_taken(reference.number):
            continue
        near = nameless.meant(reference)
        sentence = " ".join(read(citing)[start:end] for start, end in reference.sentence) if near.titles else ""
        fitting = (d for title in near.titles.repeated(sentence) for d in near.by_title[title] if d.id != citing)
        first = list(islice(fitting, 2))
        if len(first) == 1:
            cited.setdefault((first[0].id, reference.number), []).append(citing)
    return cited


class _Near:
    """Documents that some citation fits, but for their titles."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.by_title: dict[str, list[Document]] = {}
        for document in documents:
            self.by_title.setdefault(document.title or "", []).append(document)
        self.titles = Titles(self.by_title, _TITLE_SHARE)


class _Nameless:
    """The documents that print no number, by symbol and month: no citation is compared with all of them."""

    def __init__(self, blank: Iterable[Document]) -> None:
        self._by_kind: dict[tuple[str | None, _Month | None], list[Document]] = {}
        for document in blank:
            if document.type is not None and document.title is not None:
                self._by_kind.setdefault((document.symbol, _month(document.date)), []).append(document)
        self._months = {month for _, month in self._by_kind}
        self._symbol = cache(_symbol)
        self._near: dict[tuple[Hashable, ...], _Near] = {}

    def meant(self, reference: Reference) -> _Near:
        """Those whose type, symbol, month and issuer are as cited."""
        symbol = self._symbol(reference.number)
        said = (symbol, reference.type, reference.date, reference.issuer)
        if said not in self._near:
            months = {None, _month(reference.date)} if reference.date else self._months
            kinds = [(printed, month) for printed in {None, symbol} for month in months]
            self._near[said] = _Near(d for kind in kinds for d in self._by_kind.get(kind, ()) if _may_be_meant(d, reference))
        return self._near[said]


def _symbol(number: str) -> str | None:
    found = numbers.find(number)
    return "-".join(part for part in (found[0].type_code, found[0].organ) if part) if found else None


def _month(day: date | None) -> _Month | None:
    return (day.year, day.month) if day else None


def _may_be_meant(document: Document, reference: Reference) -> bool:
    """Whether type, time and issuer of a document are as a citation says."""
    return (
        _same_type(document.type or "", reference.type)
        and _same_time(document, reference)
        and _same_issuer(document, reference)
    )


def _same_type(held: str, cited: str | None) -> bool:
    return cited is not None and (held.lower().startswith(cited.lower()) or cited.lower().startswith(held.lower()))


def _same_time(document: Document, reference: Reference) -> bool:
    if document.date is None or reference.date is None:
        return True
    same_month = (document.date.year, document.date.month) == (reference.date.year, reference.date.month)
    return document.date == reference.date if document.date_precision == "day" else same_month


def _same_issuer(document: Document, reference: Reference) -> bool:
    if document.agency is None or reference.issuer is None:
        return reference.issuer is None
    held, cited = agencies.key(document.agency), agencies.key(reference.issuer)
    return held.startswith(cited) or cited.startswith(held)
