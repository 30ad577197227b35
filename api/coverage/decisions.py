"""A decision as it comes from a form or a program: checked, anchored in both papers, written down."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from api.coverage.work import agency_asked, identities
from api.wiring import KnowledgeBase
from corpus import decisions
from corpus.decisions import Anchor, Decision, Kind, Verdict
from corpus.errors import InputError, NotHeld
from search.coverage.decided import agency_name, anchor, records_of
from search.held.knowledge import Record

_KINDS: tuple[Kind, ...] = ("match", "binding")
_VERDICTS: tuple[Verdict, ...] = ("confirmed", "rejected", "withdrawn")
_LONGEST_WHO, _LONGEST_WHY = 120, 1000


@dataclass(frozen=True, slots=True)
class DecisionForm:
    """``parent`` and ``child`` are documents by any name, ``*_task`` ids of their tasks; ``child_task`` is empty for a binding,
    ``agency`` for the child's issuer.
    """

    kind: str
    verdict: str
    parent: str
    parent_task: str
    child: str
    child_task: str
    agency: str
    who: str
    why: str


def decide(base: KnowledgeBase, form: DecisionForm) -> Decision:
    """Writes one decision down. Raises ``InputError`` for what a form may not say, ``NotHeld`` for a task that is not there."""
    kind = next((name for name in _KINDS if name == form.kind), None)
    verdict = next((name for name in _VERDICTS if name == form.verdict), None)
    who, why = _line(form.who), _line(form.why)
    if kind is None or verdict is None:
        raise InputError("Quyết định phải là xác nhận, bác bỏ hoặc rút lại, về một cặp việc hoặc một ràng buộc.")
    if not who:
        raise InputError("Hãy ghi tên người quyết định.")
    if len(who) > _LONGEST_WHO or len(why) > _LONGEST_WHY:
        raise InputError(f"Tên dài nhất {_LONGEST_WHO} ký tự, lý do dài nhất {_LONGEST_WHY} ký tự.")
    parent = _anchored(base, form.parent, form.parent_task)
    child = _anchored(base, form.child, form.child_task) if kind == "match" else None
    decision = Decision(kind, verdict, parent, child, _agency(base, form), who, decisions.now(), why)
    base.store.decisions.record(decision)
    return decision


def decision_view(decision: Decision) -> dict[str, str | None]:
    """For the JSON: places, never the words of a document."""
    return {
        "kind": decision.kind, "verdict": decision.verdict, "parent_place": decision.parent.place,
        "child_place": decision.child.place if decision.child else None, "agency": decision.agency, "who": decision.who,
        "when": decision.when.isoformat(), "why": decision.why,
    }  # fmt: skip


def _anchored(base: KnowledgeBase, document: str, task: str) -> Anchor:
    view = base.knowledge
    records = records_of(view, view.resolve(document))
    record: Record | None = next((record for record in records if record.task.id == task), None)
    if record is None:
        raise NotHeld("Việc này không còn trong kho; văn bản có thể vừa được nạp lại. Hãy tải lại trang rồi quyết định.")
    return anchor(record, records, identities(base))


def _agency(base: KnowledgeBase, form: DecisionForm) -> str:
    return agency_name(agency_asked(base, form.child, form.parent, form.agency or None))


def _line(words: str) -> str:
    return " ".join("".join(c if unicodedata.category(c) != "Cc" else " " for c in words).split())
