"""Which coverage is asked for: names to documents, the engine's report, and on it what people decided."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar
from weakref import WeakKeyDictionary

from api.asking.agency import asked_agency
from api.wiring import KnowledgeBase
from corpus.errors import InputError, NotHeld
from corpus.model import Document
from ingest.names import agencies
from search.binding.asked_agency import AskedAgency
from search.binding.reach import near
from search.binding.stated import exists
from search.chain.lineage import CARRIES_OUT, chain
from search.coverage.decided import Decided, Identities, agency_name, decided, same_agency
from search.coverage.engine import coverages, matrix
from search.coverage.model import Cell, Coverage, CoverageRow, Matrix
from search.drafting.draft import Draft, draft, unplanned
from search.held.knowledge import Knowledge

T = TypeVar("T")
_Key = tuple[str, str | None, AskedAgency | None]
_MADE: WeakKeyDictionary[Knowledge, dict[_Key, tuple[Coverage, ...]]] = WeakKeyDictionary()
_NAMED: WeakKeyDictionary[Knowledge, Identities] = WeakKeyDictionary()
_DRAWN: WeakKeyDictionary[Knowledge, dict[str, Matrix]] = WeakKeyDictionary()


def coverage_of(base: KnowledgeBase, child: str, parent: str | None = None, agency: str | None = None) -> tuple[Decided, ...]:
    """One report for each parent of ``child``, or for the one that is named; decisions applied.

    Raises ``NotHeld`` for an unknown document, for a child without a held parent, and for what is no agency.
    """
    view = base.knowledge
    under, over = view.resolve(child), view.resolve(parent) if parent else None
    found = _made(view, under, over, _agency(agency, view) if agency else None)
    return tuple(_decided(base, coverage) for coverage in found)


def agency_asked(base: KnowledgeBase, child: str, parent: str, agency: str | None = None) -> AskedAgency:
    """The agency that the report of a child is made for."""
    return coverage_of(base, child, parent, agency)[0].coverage.asked


def matrix_of(base: KnowledgeBase, parent: str) -> Matrix:
    """One parent against all that implements it; the columns of units that somebody decided on are made anew."""
    view = base.knowledge
    over = view.resolve(parent)
    kept = _DRAWN.setdefault(view, {})
    if over.id not in kept:
        kept[over.id] = matrix(view, over)
    found = kept[over.id]
    ledger = base.store.decisions.all()
    for place, unit in enumerate(found.units):
        names = set(identities(base)[unit.child.id]) if ledger else set()
        if any(
            names.intersection(d.child.identities) if d.child else same_agency(d.agency, agency_name(unit.asked))
            for d in ledger
        ):
            (coverage,) = _made(view, unit.child, over, unit.asked)
            found = _with_column(found, place, _decided(base, coverage))
    return found


def identities(base: KnowledgeBase) -> Identities:
    """Those of ``Store.identities``, read once for a view."""
    view = base.knowledge
    if view not in _NAMED:
        _NAMED[view] = base.store.identities()
    return _NAMED[view]


def draft_of(base: KnowledgeBase, parent: str, agency: str | None, child: str | None = None) -> Draft:
    """What a child lacks of a parent; without a child all that binds the agency. What people decided is applied.

    Raises ``InputError`` where neither an agency nor a child is named.
    """
    if child:
        return draft(base.knowledge, coverage_of(base, child, parent, agency)[0].coverage)
    if not agency:
        raise InputError("Hãy nêu cơ quan cần lập dự thảo (--agency, tham số agency).")
    view = base.knowledge
    whole = unplanned(view, view.resolve(parent), _agency(agency, view))
    return draft(view, _decided(base, whole).coverage)


def compared(view: Knowledge) -> list[tuple[Document, list[Document]]]:
    """(child, its held parents with tasks) for every document that carries one out, in the order of ingestion."""
    found: dict[str, dict[str, None]] = {}
    for edge in chain(view).edges:
        held = edge.source in view.by_id and edge.target in view.by_id and edge.source not in view.copies
        if held and edge.relation in CARRIES_OUT and any(view.counts[edge.target]):
            found.setdefault(edge.source, {})[edge.target] = None
    return [
        (document, [view.by_id[name] for name in found[document.id]]) for document in view.documents if document.id in found
    ]


def _agency(name: str, view: Knowledge) -> AskedAgency:
    """An agency that a paper names, or whose kind is known: a commune is bound by "UBND cấp xã" though no paper names it."""
    agency = asked_agency(name, view)
    if not exists(agency, view.stated) and not agencies.find(name):
        close = near(name, view.agency_names)
        raise NotHeld(f"Không nhận ra cơ quan “{name}”." + (f" Tên gần nhất: {'; '.join(close)}." if close else ""))
    return agency


def _made(view: Knowledge, child: Document, parent: Document | None, agency: AskedAgency | None) -> tuple[Coverage, ...]:
    """Made once for a view: a page is opened again after every decision."""
    kept = _MADE.setdefault(view, {})
    asked = (child.id, parent.id if parent else None, agency)
    if asked not in kept:
        kept[asked] = coverages(view, child, parent, agency)
    return kept[asked]


def _decided(base: KnowledgeBase, coverage: Coverage) -> Decided:
    ledger = base.store.decisions.all()
    return decided(base.knowledge, coverage, ledger, identities(base)) if ledger else Decided(coverage)


def _with_column(found: Matrix, place: int, report: Decided) -> Matrix:
    rows = {row.parent_task.task.id: row for row in report.coverage.rows}
    unit = replace(found.units[place], summary=report.coverage.summary)
    cells = tuple(
        _replaced(line, place, _cell(rows[record.task.id])) for record, line in zip(found.tasks, found.cells, strict=True)
    )
    return replace(found, units=_replaced(found.units, place, unit), cells=cells)


def _cell(row: CoverageRow) -> Cell:
    findings = [difference for match in row.matches for difference in match.findings]
    later = any(difference.field == "deadline" and difference.relation == "later" for difference in findings)
    children = tuple(match.child_task.task.id for match in row.matches)
    return Cell(row.state, row.binds, row.role, children, len(findings), later)


def _replaced(items: tuple[T, ...], place: int, item: T) -> tuple[T, ...]:
    return (*items[:place], item, *items[place + 1 :])
