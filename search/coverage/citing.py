"""Where a field of a task stands: the citations of a finding, made when somebody looks at it."""

from __future__ import annotations

from corpus.model import Span
from search.coverage.model import Difference, Match
from search.held.citations import Citation, cite, cite_task
from search.held.knowledge import Knowledge, Record
from search.held.task_labels import task_label


def citations(view: Knowledge, match: Match, difference: Difference) -> tuple[Citation, Citation]:
    """The parent's and the child's place of a difference; the whole task where the field is blank."""
    return (
        field_citation(view, match.parent_task, difference.parent_spans),
        field_citation(view, match.child_task, difference.child_spans),
    )


def field_citation(view: Knowledge, record: Record, spans: tuple[Span, ...]) -> Citation:
    text, document = view.source(record.document.id)
    if not spans:
        return cite_task(document, text, record.task)
    return cite(document, text, spans, task_label(record.task), record.task.section)
