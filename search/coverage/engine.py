"""The doors of the coverage engine: one pair, all parents of a child, all children of a parent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from corpus.model import Document
from search.binding.asked_agency import AskedAgency
from search.coverage.comparing import Child, Parent, compare
from search.coverage.model import STATES, Cell, Coverage, CoverageRow, Matrix, Unit
from search.coverage.parent_notes import notes
from search.coverage.parents import agency_of, children_of, parents_of, printed_agency
from search.held.knowledge import Knowledge, Record


def cover(view: Knowledge, parent: Document, child: Document, agency: AskedAgency | None = None) -> Coverage:
    """One child plan against one parent, for ``agency`` (``None``: the child's issuer).

    Raises ``InputError`` where the child names no issuer and no agency is given.
    """
    asked = agency or agency_of(child)
    above, below = _tasks(view, parent), _tasks(view, child)
    rows, orphans = compare(Parent(above, parent.number), Child(below, asked, None if agency else view.stated))
    name = printed_agency(child, asked)
    return Coverage(parent, child, name, asked, rows, orphans, notes(above), unread=not below)


def coverages(
    view: Knowledge, child: Document, parent: Document | None = None, agency: AskedAgency | None = None
) -> tuple[Coverage, ...]:
    """One coverage for each held parent that the child carries out, or for ``parent`` alone where it is named.

    A child task that another parent gave is told as such in ``Orphan.elsewhere``. Raises ``NotHeld`` where the child names no
    parent that is held.
    """
    above = (parent,) if parent is not None else parents_of(view, child)
    found = tuple(cover(view, one, child, agency) for one in above)
    return tuple(_with_elsewhere(coverage, found) for coverage in found) if len(found) > 1 else found


def matrix(view: Knowledge, parent: Document) -> Matrix:
    """One parent against every held document that carries it out and names its issuer."""
    above = _tasks(view, parent)
    children = [child for child in children_of(view, parent) if child.agency is not None]
    units = [(child, Child(_tasks(view, child), agency_of(child), view.stated)) for child in children]
    compared = list(_compared(Parent(above, parent.number), [one for _, one in units]))
    columns = [{row.parent_task.task.id: _cell(row) for row in rows} for rows in compared]
    cells = tuple(tuple(column[record.task.id] for column in columns) for record in above)
    heads = tuple(_unit(child, one.asked, rows) for (child, one), rows in zip(units, compared, strict=True))
    return Matrix(parent, above, heads, cells, notes(above))


def _tasks(view: Knowledge, document: Document) -> tuple[Record, ...]:
    """Its tasks in the order of print; none where a document has none."""
    return _by_document(view).get(document.id, ())


@lru_cache(maxsize=1)
def _by_document(view: Knowledge) -> dict[str, tuple[Record, ...]]:
    found: dict[str, list[Record]] = {}
    for record in view.records:
        found.setdefault(record.document.id, []).append(record)
    return {identifier: tuple(records) for identifier, records in found.items()}


def _compared(parent: Parent, children: Sequence[Child]) -> Iterator[tuple[CoverageRow, ...]]:
    """The rows of each child; the evidence of all of them is made at once."""
    evidence = parent.tasks.against([record.task for child in children for record in child.records])
    start = 0
    for child in children:
        end = start + len(child.records)
        yield compare(parent, child, evidence.columns(start, end))[0]
        start = end


def _with_elsewhere(coverage: Coverage, found: Sequence[Coverage]) -> Coverage:
    """The coverage with the other parents of the tasks that this parent did not give."""
    others = {
        other.parent.id: {match.child_task.task.id for row in other.rows for match in row.matches}
        for other in found
        if other.parent.id != coverage.parent.id
    }
    orphans = tuple(
        replace(orphan, elsewhere=tuple(parent for parent, taken in others.items() if orphan.task.task.id in taken))
        for orphan in coverage.without_parent
    )
    return replace(coverage, without_parent=orphans)


def _cell(row: CoverageRow) -> Cell:
    findings = [one for match in row.matches for one in match.findings]
    later = any(one.field == "deadline" and one.relation == "later" for one in findings)
    ids = tuple(match.child_task.task.id for match in row.matches)
    return Cell(row.state, row.binds, row.role, ids, len(findings), later)


def _unit(child: Document, asked: AskedAgency, rows: Sequence[CoverageRow]) -> Unit:
    counted = Counter(row.state for row in rows)
    return Unit(child, printed_agency(child, asked), asked, {state: counted[state] for state in STATES})
