"""The deadline of a child task against the one in force above it. Later is a finding, earlier is normal."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.model import Deadline, Task
from ingest.grammar import deadlines
from search.coverage.model import Difference, Relation
from search.coverage.pairing import Pairing
from search.coverage.terms import clauses, terms

_ORDER: tuple[deadlines.Comparison, ...] = ("same", "earlier", "later", "kind_changed", "missing")
_NOTES: dict[deadlines.Comparison, str] = {
    "same": "cùng hạn",
    "earlier": "hạn sớm hơn cấp trên",
    "later": "hạn muộn hơn cấp trên",
    "kind_changed": "đổi loại hạn",
    "missing": "không nêu hạn",
}


def deadline(pair: Pairing) -> Difference:
    """The parent's deadline is the adjusted one where there is one, or the one inside the product that asks for the child's
    own part ("gửi … trước ngày 20/5")."""
    above, below = _in_force(pair), _stated_for(pair)
    raws = (above.raw or None) if above else None, (below.raw or None) if below else None
    spans = pair.spans("deadline")
    if above is not None and above.kind == "done":
        return Difference("deadline", "same", *raws, "cấp trên ghi đã hoàn thành", "n/a", False, *spans)
    if above is None or not _states(above):
        if raws[1] is None:
            return Difference("deadline", "same", raws[0], None, "không nêu hạn ở cả hai bên", "n/a", False, *spans)
        return Difference("deadline", "changed", *raws, "cấp trên không nêu hạn", "child_only", False, *spans)
    if below is None or not _states(below):
        absent = None if "deadline" in pair.columns else "no_column"
        return Difference("deadline", "missing", *raws, _NOTES["missing"], absent, True, *spans)
    compared = _compare(pair, below, above)
    relation: Relation = "changed" if compared == "kind_changed" else compared
    detail = "different_kind" if compared == "kind_changed" else None
    return Difference("deadline", relation, *raws, _note(pair, compared, below), detail, compared not in _HARMLESS, *spans)


_HARMLESS = frozenset({"same", "earlier"})


def _states(limit: Deadline) -> bool:
    return bool(limit.raw.strip(" -–.")) and deadlines.is_read(limit)


def _in_force(pair: Pairing) -> Deadline | None:
    """The parent's deadline for the part that is asked of the child."""
    product = pair.parent.deliverable.text if pair.parent.deliverable else ""
    if pair.own_phrase and pair.own_phrase in product:
        inner = deadlines.find(pair.own_part(product), _year(pair.parent))
        if inner:
            return inner[0][2]
    return pair.parent.effective_deadline


def _stated_for(pair: Pairing) -> Deadline | None:
    """The child's deadline for this parent task: of a sentence with several duties the one beside the words that fit."""
    if pair.child.kind == "narrative":
        wanted = terms(pair.parent.content.text)
        parts = clauses(pair.child.content.text)
        best = max(parts, key=lambda part: len(terms(part) & wanted), default="")
        inner = deadlines.find(best, _year(pair.child)) if len(parts) > 1 else ()
        if inner:
            return inner[0][2]
    return pair.child.effective_deadline


def _compare(pair: Pairing, below: Deadline, above: Deadline) -> deadlines.Comparison:
    """How the child's deadline stands to the parent's; of a child task that serves several parents the clause that fits."""
    found = deadlines.compare(below, above)
    if found not in {"kind_changed", "later"} or not (pair.others or below.also or ";" in below.raw):
        return found
    clauses = [deadlines.compare(one, above) for one in _clauses(below, _year(pair.child))]
    return min([found, *clauses], key=_ORDER.index)


def _clauses(limit: Deadline, year: int | None) -> Iterator[Deadline]:
    for part in limit.raw.split(";"):
        yield deadlines.read(part, year)


def _year(task: Task) -> int | None:
    """The year of the plan, as its own deadlines tell."""
    days = (limit.due or limit.start for limit in (task.effective_deadline, task.deadline) if limit)
    return next((day.year for day in days if day), None)


def _note(pair: Pairing, compared: deadlines.Comparison, below: Deadline) -> str:
    former = pair.parent.deadline
    kept_old = compared == "later" and pair.parent.adjusted_deadline is not None and former is not None
    if kept_old and former is not None and deadlines.compare(below, former) == "same":
        return "giữ hạn cũ, cấp trên đã điều chỉnh sớm hơn"
    return _NOTES[compared]
