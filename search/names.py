"""Under which names a document is known: its id, its file, the number it prints, and the number that others cite it by.

A plan often goes out with its number blank ("Số: /KH-UBND"); its children name it in full. A cited number is given to a held
document when type, symbol, issuer and month agree and the citing sentence repeats its title; an ambiguous one is given to none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus import agencies
from corpus.model import Document, Reference
from ingest import numbers

_TITLE_SHARE = 0.85  # of the title's words that the citing sentence must repeat


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
    read = lru_cache(maxsize=1)(text)  # mentions come a document at a time
    near: dict[tuple[Hashable, ...], list[Document]] = {}
    cited: dict[tuple[str, str], list[str]] = {}
    for citing, reference in references:
        said = (reference.number, reference.type, reference.date, reference.issuer)
        if said not in near:
            known = numbers.key(reference.number) in taken
            near[said] = [] if known else [d for d in blank if _may_be_meant(d, reference)]
        others = [d for d in near[said] if d.id != citing] if reference.sentence else []
        sentence = " ".join(read(citing)[start:end] for start, end in reference.sentence) if others else ""
        fitting = [d for d in others if _share(d.title or "", sentence) >= _TITLE_SHARE]
        if len(fitting) == 1:
            cited.setdefault((fitting[0].id, reference.number), []).append(citing)
    return cited


def _may_be_meant(document: Document, reference: Reference) -> bool:
    """Whether a citation fits a held document that prints no number, but for its title."""
    if document.type is None or document.title is None or not _same_type(document.type, reference.type):
        return False
    symbol = numbers.find(reference.number)
    printed = "-".join(p for p in (symbol[0].type_code, symbol[0].organ) if p) if symbol else None
    if document.symbol is not None and document.symbol != printed:
        return False
    return _same_time(document, reference) and _same_issuer(document, reference)


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


def _share(title: str, sentence: str) -> float:
    wanted = re.findall(r"\w+", title.lower())
    there = set(re.findall(r"\w+", sentence.lower()))
    return sum(word in there for word in wanted) / len(wanted) if wanted else 0.0
