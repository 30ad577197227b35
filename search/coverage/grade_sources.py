"""The documents that gave a task, as the child names them against the parent's column."""

from __future__ import annotations

from corpus.model import Task
from ingest.grammar import numbers
from search.coverage.model import Difference, Relation
from search.coverage.pairing import Pairing


def sources(pair: Pairing) -> Difference:
    """A child may name its parent for each task: another source, but none is lost."""
    above, below = _keyed(_stated(pair.parent)), _keyed(_stated(pair.child))
    own = numbers.key(pair.parent_number) if pair.parent_number else None
    printed = "; ".join(above.values()) or None, "; ".join(below.values()) or None
    relation, detail, note, finding = _judged(pair, above, below, own)
    return Difference("sources", relation, *printed, note, detail, finding, *pair.spans("sources"))


def _judged(
    pair: Pairing, above: dict[str, str], below: dict[str, str], own: str | None
) -> tuple[Relation, str | None, str, bool]:
    lost = [number for key, number in above.items() if key not in below]
    more = [number for key, number in below.items() if key not in above]
    if not above and pair.parent.kind == "narrative":
        return "same", "n/a", "cấp trên không nêu nguồn", False
    if not above:
        return ("widened", "child_only", "nêu thêm nguồn", False) if below else ("same", "n/a", "không nêu nguồn", False)
    if not below:
        column = "sources" in pair.columns
        return "missing", None if column else "no_column", "ô nguồn để trống" if column else "không có cột nguồn", column
    if own in below and len(lost) == len(above):
        return "changed", "parent_cited", f"ghi {below[own]} thay cho văn bản gốc", False
    if lost and len(lost) == len(above):
        return "missing", "dropped", f"bỏ {', '.join(lost)}, ghi {', '.join(more)}", True
    if lost:
        return "narrowed", "dropped", f"bỏ {', '.join(lost)}", True
    return ("widened", "added", f"thêm {', '.join(more)}", False) if more else ("same", None, "giữ nguyên", False)


def _stated(task: Task) -> tuple[str, ...]:
    """The numbers of the source column; those in the sentence of a duty in running text."""
    if task.kind != "narrative" or task.sources:
        return task.sources
    return tuple(found.canonical for found in numbers.find(task.content.text) if found.number)


def _keyed(listed: tuple[str, ...]) -> dict[str, str]:
    return {numbers.key(number): number for number in listed}
