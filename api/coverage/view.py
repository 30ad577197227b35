"""A coverage report as JSON and as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from api.coverage.words import FIELD_WORDS, ROLE_WORDS, STATE_SHORT, STATE_WORDS, difference_words, standing_words
from api.telling.terminal import printable, styled, table, wrapped
from api.views.answers import document_view
from api.views.passages import citation_view, task_view
from corpus.model import Document
from search.coverage.citing import citations, field_citation
from search.coverage.decided import Decided, Standing
from search.coverage.model import STATES, Cell, Coverage, CoverageRow, Difference, Match, Matrix, Orphan, ParentNote, State
from search.held.knowledge import Knowledge, Record
from search.held.task_labels import task_label

Json = dict[str, Any]
_COLOURS: dict[State, str] = {
    "not_covered": "red", "not_covered_to_check": "yellow", "covered_in_part": "yellow", "covered": "green",
}  # fmt: skip
_COUNTED: tuple[State, ...] = STATES[4:]  # told by number alone on a terminal
_INDENT = 6


def coverage_view(reports: Sequence[Decided], knowledge: Knowledge) -> Json:
    """The body of ``/api/coverage``: the report on the first parent; ``other_parents`` holds those on the others."""
    first, *others = [_report_view(report, knowledge) for report in reports]
    return first | {"other_parents": others}


def matrix_view(found: Matrix, knowledge: Knowledge) -> Json:
    """One parent against many children: ``cells[i][j]`` is task ``i`` for unit ``j``."""
    return {
        "parent": _document(found.parent, knowledge),
        "tasks": [task_view(record, knowledge) for record in found.tasks],
        "units": [
            {"child": _document(unit.child, knowledge), "agency": unit.agency, "summary": dict(unit.summary)}
            for unit in found.units
        ],
        "cells": [[_cell(cell) for cell in row] for row in found.cells],
        "notes": [_note(note, knowledge) for note in found.notes],
    }


def _cell(cell: Cell) -> Json:
    return {
        "state": cell.state, "binds": cell.binds, "role": cell.role, "child_tasks": list(cell.children),
        "findings": cell.findings, "later": cell.later,
    }  # fmt: skip


def _report_view(report: Decided, knowledge: Knowledge) -> Json:
    coverage = report.coverage
    return {
        "parent": _document(coverage.parent, knowledge), "child": _document(coverage.child, knowledge),
        "agency": coverage.agency, "summary": coverage.summary, "unread": coverage.unread,
        "rows": [_row(row, report, knowledge) for row in coverage.rows],
        "without_parent": [_orphan(orphan, knowledge) for orphan in coverage.without_parent],
        "notes": [_note(note, knowledge) for note in coverage.notes],
    }  # fmt: skip


def _document(document: Document, knowledge: Knowledge) -> Json:
    return document_view(document, knowledge, knowledge.counts[document.id][0])


def _row(row: CoverageRow, report: Decided, knowledge: Knowledge) -> Json:
    identifier = row.parent_task.task.id
    return {
        "parent_task": task_view(row.parent_task, knowledge), "binds": row.binds, "role": row.role, "phrase": row.phrase,
        "because": row.because, "confidence": row.confidence, "state": row.state, "done": row.done,
        "decision": _decision(report.bindings.get(identifier)),
        "matches": [_match(match, report, knowledge) for match in row.matches],
    }  # fmt: skip


def _match(match: Match, report: Decided, knowledge: Knowledge) -> Json:
    return {
        "child_task": task_view(match.child_task, knowledge), "extent": match.extent, "score": match.score,
        "evidence": dict(match.evidence), "decision": _decision(report.matches.get(match.key)),
        "differences": [_difference(one, match, knowledge) for one in match.differences],
    }  # fmt: skip


def _difference(one: Difference, match: Match, knowledge: Knowledge) -> Json:
    return {
        "field": one.field, "relation": one.relation, "detail": one.detail, "finding": one.finding, "note": one.note,
        "parent": one.parent, "child": one.child,
        "runs": [{"kind": run.kind, "parent": list(run.parent), "child": list(run.child)} for run in one.runs],
        "citations": [citation_view(citation) for citation in citations(knowledge, match, one)],
    }  # fmt: skip


def _decision(standing: Standing | None) -> Json | None:
    if standing is None:
        return None
    decision = standing.decision
    return {
        "verdict": decision.verdict, "who": decision.who, "when": decision.when.isoformat(), "why": decision.why,
        "suspect": standing.suspect,
    }  # fmt: skip


def _orphan(orphan: Orphan, knowledge: Knowledge) -> Json:
    nearest = {"task": orphan.nearest.task.id, "score": orphan.score} if orphan.nearest else None
    return task_view(orphan.task, knowledge) | {"nearest_parent": nearest, "elsewhere": list(orphan.elsewhere)}


def _note(note: ParentNote, knowledge: Knowledge) -> Json:
    places = zip(note.tasks, note.spans, strict=True)
    return {
        "kind": note.kind, "message": note.message, "confidence": note.confidence, "tasks": [r.task.id for r in note.tasks],
        "citations": [citation_view(field_citation(knowledge, record, spans)) for record, spans in places],
    }  # fmt: skip


def coverage_lines(reports: Sequence[Decided]) -> Iterator[str]:
    """For the terminal: the gaps, what was changed, what is covered; the rest by number."""
    for number, report in enumerate(reports):
        if number:
            yield ""
        yield from _report_lines(report)


def matrix_lines(found: Matrix) -> Iterator[str]:
    """For the terminal: one line a unit, with how many tasks it has in each state."""
    yield styled(printable(f"{found.parent.label}: {len(found.tasks)} nhiệm vụ, {len(found.units)} kế hoạch thực hiện"), "bold")
    states = [state for state in STATES if any(unit.summary[state] for unit in found.units)]
    rows = [(unit.agency, *(str(unit.summary[state]) for state in states), unit.child.label) for unit in found.units]
    if rows:
        yield from table(rows, ("ĐƠN VỊ", *(STATE_SHORT[state].upper() for state in states), "KẾ HOẠCH"))
    yield from _noted(found.notes)


def _report_lines(report: Decided) -> Iterator[str]:
    coverage = report.coverage
    yield styled(printable(f"{coverage.child.label} ({coverage.agency}) so với {coverage.parent.label}"), "bold")
    yield from wrapped(_summary(coverage), 0)
    if coverage.unread:
        yield from wrapped("Không đọc được nhiệm vụ nào trong kế hoạch con; hãy xem tracuu show.", 0)
    for state in STATES:
        rows = [row for row in coverage.rows if row.state == state]
        if rows and state not in _COUNTED:
            yield ""
            yield styled(f"{STATE_WORDS[state]} ({len(rows)})", "bold", _COLOURS.get(state, "bold"))
            for row in rows:
                yield from _row_lines(row, report)
    yield from _listed("Việc không có ở cấp trên", [(task_label(o.task.task), o.task) for o in coverage.without_parent])
    yield from _noted(coverage.notes)


def _summary(coverage: Coverage) -> str:
    return "; ".join(f"{STATE_WORDS[state].lower()}: {count}" for state, count in coverage.summary.items() if count) + "."


def _row_lines(row: CoverageRow, report: Decided) -> Iterator[str]:
    task = row.parent_task.task
    yield from wrapped(f"{task_label(task)}: {task.content.text}", _INDENT, "  - ")
    limit = task.effective_deadline
    said = [f"Vai trò: {ROLE_WORDS[row.role]}" + (f" (“{row.phrase}”)" if row.phrase else "")]
    said += [f"hạn: {' '.join(limit.raw.split())}"] if limit and limit.raw else []
    yield from wrapped("; ".join(said), _INDENT)
    for match in row.matches:
        yield from _match_lines(match, report.matches.get(match.key))


def _match_lines(match: Match, standing: Standing | None) -> Iterator[str]:
    task = match.child_task.task
    words = f" [{standing_words(standing)}]" if standing else ""
    yield from wrapped(f"{task_label(task)}: {task.content.text}{words}", _INDENT + 2, " " * _INDENT + "→ ")
    for one in match.findings:
        yield from wrapped(f"{FIELD_WORDS[one.field]}: {difference_words(one)}", _INDENT + 4, " " * (_INDENT + 2) + "! ")


def _listed(title: str, places: Iterable[tuple[str, Record]]) -> Iterator[str]:
    listed = list(places)
    if listed:
        yield ""
        yield styled(f"{title} ({len(listed)})", "bold")
        for place, record in listed:
            yield from wrapped(f"{place}: {record.task.content.text}", _INDENT, "  - ")


def _noted(notes: Sequence[ParentNote]) -> Iterator[str]:
    if notes:
        yield ""
        yield styled("Điều cần xem ở chính văn bản cấp trên", "bold")
        for note in notes:
            yield from wrapped(note.message, _INDENT, "  - ")
