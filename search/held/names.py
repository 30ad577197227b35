"""Under which names a document is known: its id, its file, the number it prints, and the number that others cite it by.

A plan often goes out with its number blank ("Số: /KH-UBND"); its children name it in full. A cited number is given to a held
document when type, symbol, issuer and month agree and the citing sentence repeats its title; an ambiguous one is given to none.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import islice

from corpus.citations import Citation, Citations, Said
from corpus.model import Document
from ingest.grammar.number_grammar import find
from ingest.grammar.number_keys import key
from search.held.repeated_titles import Titles

_TITLE_SHARE = 0.85  # of the title's words that the citing sentence must repeat
_Month = tuple[int, int]  # of a year


@dataclass(frozen=True, slots=True)
class Naming:
    """One name of a held document: ``evidence`` is ``printed`` or ``cited``; ``cited_by`` the citing documents' ids."""

    document: str
    number: str
    evidence: str
    cited_by: tuple[str, ...] = ()


def namings(headers: Sequence[Document], citations: Iterable[Citation]) -> list[Naming]:
    """Every number under which a held document is known."""
    found = [Naming(d.id, d.number, "printed") for d in headers if d.number]
    blank = [d for d in headers if not d.number]
    cited = _cited(blank, citations, {n.number for n in found}) if blank else {}
    by_document: dict[str, list[tuple[str, list[str]]]] = {}
    for (document, number), citing_documents in cited.items():
        by_document.setdefault(document, []).append((number, citing_documents))
    for document, candidates in by_document.items():
        if len(candidates) == 1:
            found.append(Naming(document, candidates[0][0], "cited", tuple(dict.fromkeys(candidates[0][1]))))
    return found


class Cited:
    """The numbers that a few documents are cited by: the others are not looked at, nor their headers as a rule."""

    def __init__(self, citations: Citations) -> None:
        self._citations = citations
        self._repeating: dict[str, Callable[[str], list[str]]] = {}
        self._found: dict[str, str | None] = {}

    def number_of(self, document: Document, headers: Callable[[], Sequence[Document]]) -> str | None:
        """The number that ``namings`` finds cited for one that prints none; ``headers`` gives those of all documents."""
        if document.id not in self._found:
            near = list(self._near(document))
            named = namings(headers(), near) if near else ()
            self._found[document.id] = next((n.number for n in named if n.document == document.id), None)
        return self._found[document.id]

    def _near(self, document: Document) -> Iterator[Citation]:
        """The citations that a document fits; which others they fit too, is left to be asked."""
        title = document.title
        if document.type is None or title is None:
            return
        repeated = self._repeating.setdefault(title, cache(Titles([title], _TITLE_SHARE).repeated))
        alike = self._citations.where(lambda said: _same_symbol(document, said) and _may_be_meant(document, said))
        yield from (citation for citation in alike if repeated(citation.sentence))


def _cited(
    blank: Sequence[Document], citations: Iterable[Citation], printed: Iterable[str]
) -> dict[tuple[str, str], list[str]]:
    """(document that prints no number, number) → the documents that cite it so, once for each citation."""
    taken = set(map(key, printed))
    is_taken = cache(lambda number: key(number) in taken)
    nameless = _Nameless(blank)
    cited: dict[tuple[str, str], list[str]] = {}
    for citing, said, sentence in citations:
        if is_taken(said.number):
            continue
        near = nameless.meant(said)
        repeated = near.repeated(sentence) if near.by_title else ()
        first = list(islice((d for title in repeated for d in near.by_title[title] if d.id != citing), 2))
        if len(first) == 1:
            cited.setdefault((first[0].id, said.number), []).append(citing)
    return cited


class _Near:
    """Documents that some citation fits, but for their titles."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.by_title: dict[str, list[Document]] = {}
        for document in documents:
            self.by_title.setdefault(document.title or "", []).append(document)
        self.repeated = cache(Titles(self.by_title, _TITLE_SHARE).repeated)


class _Nameless:
    """The documents that print no number, by symbol and month: no citation is compared with all of them."""

    def __init__(self, blank: Iterable[Document]) -> None:
        self._by_kind: dict[tuple[str | None, _Month | None], list[Document]] = {}
        for document in blank:
            if document.type is not None and document.title is not None:
                self._by_kind.setdefault((document.symbol, _month(document.date)), []).append(document)
        self._months = {month for _, month in self._by_kind}
        self._near: dict[tuple[Hashable, ...], _Near] = {}

    def meant(self, cited: Said) -> _Near:
        """Those whose type, symbol, month and issuer are as cited."""
        symbol = _symbol(cited.number)
        said = (symbol, cited.type, cited.date, cited.issuer)
        if said not in self._near:
            months = {None, _month(cited.date)} if cited.date else self._months
            kinds = [(printed, month) for printed in {None, symbol} for month in months]
            self._near[said] = _Near(d for kind in kinds for d in self._by_kind.get(kind, ()) if _may_be_meant(d, cited))
        return self._near[said]


@lru_cache(maxsize=65536)
def _symbol(number: str) -> str | None:
    found = find(number)
    return "-".join(part for part in (found[0].type_code, found[0].organ) if part) if found else None


def _month(day: date | None) -> _Month | None:
    return (day.year, day.month) if day else None


def _may_be_meant(document: Document, cited: Said) -> bool:
    """Whether type, time and issuer of a document are as a citation says."""
    return _same_type(document.type or "", cited.type) and _same_time(document, cited) and _same_issuer(document, cited)


def _same_type(held: str, cited: str) -> bool:
    return held.lower().startswith(cited.lower()) or cited.lower().startswith(held.lower())


def _same_time(document: Document, cited: Said) -> bool:
    if document.date is None or cited.date is None:
        return True
    same_month = (document.date.year, document.date.month) == (cited.date.year, cited.date.month)
    return document.date == cited.date if document.date_precision == "day" else same_month


def _same_symbol(document: Document, cited: Said) -> bool:
    return document.symbol is None or document.symbol == _symbol(cited.number)


def _same_issuer(document: Document, cited: Said) -> bool:
    if document.agency is None or cited.issuer is None:
        return cited.issuer is None
    from corpus import agencies  # a large table

    held, said = agencies.key(document.agency), agencies.key(cited.issuer)
    return held.startswith(said) or said.startswith(held)
