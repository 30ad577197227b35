"""What a ranked search may look at, where filters are given."""

from __future__ import annotations

from dataclasses import replace

from search.held.knowledge import Knowledge
from search.selecting.query import TaskQuery, select


def within(query: TaskQuery, knowledge: Knowledge) -> tuple[str, ...] | None:
    """The ids of the tasks that fit, or of whole documents where only documents are named; ``None`` without any filter."""
    neutral = TaskQuery(at=query.at)
    if query == neutral:
        return None
    if query.documents and replace(query, documents=()) == neutral:
        return query.documents
    return tuple(match.record.task.id for match in select(knowledge, query).all)
