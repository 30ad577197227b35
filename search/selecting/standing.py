"""Plans that another held paper replaces: their tasks are not overdue any more, and who reads them must know."""

from __future__ import annotations

from dataclasses import replace
from weakref import WeakKeyDictionary

from ingest.grammar import numbers
from search.asking.task_query import TaskQuery
from search.held.knowledge import Knowledge
from search.selecting.query import Match, Selection


def is_about_standing(query: TaskQuery) -> bool:
    """Whether the question asks what is still to be done: by a day, or overdue."""
    return bool(query.overdue or query.spans or query.states)


def apart_replaced(selection: Selection, query: TaskQuery, knowledge: Knowledge) -> Selection:
    """The tasks of replaced plans among the possible ones, where overdue work is asked for and no plan is named."""
    if not query.overdue or query.documents:
        return selection
    gone = replaced(knowledge)
    kept: list[Match] = []
    apart: list[Match] = []
    for match in selection.certain:
        (apart if match.record.document.id in gone else kept).append(match)
    return replace(selection, certain=tuple(kept), possible=(*selection.possible, *apart)) if apart else selection


def without_replaced(selection: Selection, query: TaskQuery, knowledge: Knowledge) -> Selection:
    """The selection without what ``apart_replaced`` has put among the possible ones."""
    if not query.overdue or query.documents:
        return selection
    gone = replaced(knowledge)
    return replace(selection, possible=tuple(m for m in selection.possible if m.record.document.id not in gone))


def replaced(knowledge: Knowledge) -> dict[str, str]:
    """The id of every held document that another one replaces → the number of the latter; looked for once in a view."""
    if knowledge not in _known:
        _known[knowledge] = _replaced(knowledge)
    return _known[knowledge]


_known: WeakKeyDictionary[Knowledge, dict[str, str]] = WeakKeyDictionary()


def _replaced(knowledge: Knowledge) -> dict[str, str]:
    found: dict[str, str] = {}
    for citing, reference in knowledge.references:
        if reference.relation not in {"replaces", "repeals"}:
            continue
        newer = knowledge.by_id[citing]
        for old in knowledge.numbered(reference.number):
            same_day = reference.date is None or old.date is None or reference.date == old.date
            if old.id != citing and same_day and numbers.key(old.number or "") == numbers.key(reference.number):
                found[old.id] = newer.label
    return found


def replaced_words(selection: Selection, knowledge: Knowledge) -> str:
    """A sentence behind another one for each replaced plan among what was found; empty where there is none."""
    gone = replaced(knowledge)
    if not gone:
        return ""
    counts: dict[str, int] = {}
    for match in (*selection.certain, *selection.possible):
        counts[match.record.document.id] = counts.get(match.record.document.id, 0) + 1
    return "".join(
        f" {knowledge.by_id[old].label} đã được {new} thay thế: {counts[old]} nhiệm vụ của văn bản cũ chỉ để đối chiếu."
        for old, new in gone.items()
        if old in counts
    )
