"""A child task beside the parent task that it takes up, with all that grading their fields needs to know."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Field, Span, Task
from search.coverage.model import FieldName
from search.coverage.terms import whole


@dataclass(frozen=True, slots=True)
class Pairing:
    """``columns`` are the fields that the child's table states anywhere.

    ``siblings`` are the other child tasks of the parent task (split), ``others`` the other parent tasks of the child task
    (merged). ``shared`` says that the parent gives the child's agency only a part of the task (own output, coordinating);
    ``own_phrase`` is then the print that asks for that part.
    """

    parent: Task
    child: Task
    columns: frozenset[FieldName]
    siblings: tuple[Task, ...] = ()
    others: tuple[Task, ...] = ()
    shared: bool = False
    own_phrase: str | None = None
    parent_number: str | None = None

    def said(self) -> tuple[str, ...]:
        """All that the child says of the parent task, in whatever field or row."""
        return tuple(whole(task) for task in (self.child, *self.siblings))

    def given(self) -> tuple[str, ...]:
        """All that the parent gave the child task, in whatever field or row."""
        return tuple(whole(task) for task in (self.parent, *self.others))

    def own_part(self, product: str) -> str:
        """The part of the parent's product that asks for the child's own; all of it where none does."""
        if self.own_phrase is None or self.own_phrase not in product:
            return product
        return next(part for part in product.split(";") if self.own_phrase in part)

    def spans(self, name: FieldName) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """The print of a field on both sides; empty where it is blank."""
        return field_spans(self.parent, name), field_spans(self.child, name)


def field_spans(task: Task, name: FieldName) -> tuple[Span, ...]:
    if name == "deadline" and task.adjusted_deadline is not None and task.cells.get("adjusted_deadline"):
        return task.cells["adjusted_deadline"]
    if name == "content":
        return task.content.spans or task.cells.get("content", ())
    return task.cells.get(name, ())


def field_text(field: Field | None) -> str | None:
    return field.text if field is not None and field.text.strip(" -–.") else None


def columns(task: Task, siblings: tuple[Task, ...]) -> frozenset[FieldName]:
    """The fields that the tasks of one table or list state anywhere."""
    together = [other for other in siblings if (other.kind, other.annex) == (task.kind, task.annex)]
    found: set[FieldName] = {"content"}
    for other in together:
        found |= {"lead"} if other.lead else set()
        found |= {"coordinating"} if other.coordinating else set()
        found |= {"deliverable"} if field_text(other.deliverable) else set()
        found |= {"deadline"} if other.effective_deadline and other.effective_deadline.raw else set()
        found |= {"sources"} if other.sources else set()
    return frozenset(found)
