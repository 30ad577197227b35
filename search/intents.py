"""What does the question want to have: tasks, a count, documents, one fact, sections, or passages? From its cues and slots."""

from __future__ import annotations

import re

from corpus.model import Frequency
from corpus.spelling import bare
from search.conditions import Adjustment, By, Lack, Narrative, RoleName, TaskQuery
from search.due import State
from search.intent_names import Intent
from search.role_binding import parties
from search.slots import Slots
from search.told_apart import told_apart
from search.whole_plan import says_nothing

__all__ = ["RELATIONS", "Intent", "intent_of", "is_negated", "query_of"]

RELATIONS = ("replaces", "repeals", "ends", "amends", "attaches", "implements", "based_on", "cites")
_FREQUENCIES: tuple[Frequency, ...] = ("monthly", "quarterly", "yearly")
_ADJUSTMENTS: tuple[Adjustment, ...] = ("earlier", "later", "same")
_LACKS: tuple[Lack, ...] = ("deadline", "lead", "coordinating", "deliverable", "adjusted")
_TIMES = frozenset({"overdue", "not_due", "done", "adjusted", "monthly", "quarterly", "yearly", "ongoing"})
_CYCLES = frozenset(_FREQUENCIES)
_COMMON = r"\b(?:nhiem vu|viec) (?:nao |gi |lam )?chung\b|\bchung (?:nhiem vu|viec)\b|\bin common\b"
_MUTUALLY = re.compile(rf"\b(?:voi nhau|between)\b|\bphoi hop (?:\w+ )?giua\b|{_COMMON}")  # no role of either is told
_TOGETHER = re.compile(rf"\b(?:cung|jointly|together)\b|{_MUTUALLY.pattern}")
_FACTS: tuple[tuple[str, Intent], ...] = (
    ("what_product", "deliverable_of"), ("which_helpers", "helpers_of"), ("when", "deadline_of"), ("which_unit", "lead_of"),
    ("detail", "detail_of"),
)  # fmt: skip

_LISTED = re.compile(
    r"\b(?:kho|co)\b.{0,30}\b(?:van ban|ke hoach|chuong trinh) nao\b|\b(?:nhung|cac) (?:van ban|ke hoach) nao (?:cua|do)\b"
)
_WITHOUT = re.compile(r"khong (?:co|can|kem|gom|bao gom|tinh)\b")  # "… chủ trì nhưng không có Sở Y tế phối hợp"


def intent_of(slots: Slots) -> tuple[Intent, str | None]:
    """(intent, the relation asked for)."""
    cues = slots.cues
    other = told_apart(slots)
    if other:
        return other, None
    if slots.signers:
        return "signed_by" if "documents" in cues else "person", None
    if "documents" in cues and (slots.sources or slots.unknown):
        relation = _relation(slots)
        return ("documents_by_relation", relation) if relation else ("documents_by_source", None)
    of_paper = _of_a_paper(slots)
    if of_paper:
        return of_paper, None
    relation, fact = _relation(slots), _fact(slots)
    if fact and not slots.place.section and "groups" not in cues:
        return fact, None
    papers = slots.documents and not slots.asked and not slots.place.section
    if papers and relation and not cues & {"tasks", "sections"}:
        return "numbers_by_relation", relation
    return _about_contents(slots), None


def _of_a_paper(slots: Slots) -> Intent | None:
    """One thing about a paper or its office: who holds it, who signed, who issued and when."""
    asks = {"documents", "dated"} <= slots.cues and not slots.cues & {"tasks", "source"} and not _relation(slots)
    listed = "documents" in slots.cues and _LISTED.search(bare(slots.text)) and says_nothing(slots.words)
    elsewhere = slots.cues & {"tasks", "source"} or _relation(slots) or slots.cited or slots.sources
    if listed and not elsewhere and (slots.documents or slots.asked):
        return "documents_issued"
    if asks and (slots.window or slots.asked) and not (slots.documents or slots.cited or slots.sources or slots.unknown):
        return "documents_issued"
    if "officer" in slots.cues and (slots.asked or slots.documents):
        return "officer"
    if slots.documents and "signed" in slots.cues:
        return "signer"
    return "issuer_of" if "issued_by" in slots.cues and (slots.documents or slots.cited or slots.sources) else None


def query_of(slots: Slots) -> TaskQuery:
    """The filters on tasks."""
    window, cues, annexes = slots.window, slots.cues, slots.place.annexes
    reckoned = window is not None and window.sense == "as_of"
    left_out = bool("not_source" in cues and "only_source" not in cues and slots.sources)
    apart = parties(slots.text, slots.placed)
    return TaskQuery(
        agencies=() if apart else tuple(slots.asked),
        parties=apart,
        roles=_roles(slots),
        by=_by(slots),
        joint=_joint(slots) and not apart,
        only_role="only" in cues and not apart,
        sources=() if left_out else tuple(slots.sources),
        all_sources=bool(cues & {"all_of", "joint"}) and len(slots.sources) > 1,
        cited=tuple(slots.cited),
        documents=tuple(dict.fromkeys(d.id for d in slots.documents)),
        annex=annexes[0] if annexes else None,
        stt=slots.place.stt,
        due_after=window.start if window and not reckoned else None,
        due_before=window.end if window and not reckoned else None,
        starting="starts" in cues,
        overdue="overdue" in cues,
        states=_states(slots),
        at=(window.end if window and reckoned else None) or slots.today,
        ongoing="ongoing" in cues,
        frequency=next((f for f in _FREQUENCIES if f in cues), None),
        adjustment=_adjustment(cues),
        moved=slots.moved,
        deliverable=slots.product,
        narrative=_narrative(cues),
        without_sources=tuple(slots.sources) if left_out else (),
        sources_only="only_source" in cues,
        lacks=frozenset(lack for lack in _LACKS if f"no_{lack}" in cues),
        other_annexes=annexes[1:],
        group=slots.place.group,
        unconditional="unconditional" in cues,
        named_first=bool(slots.asked) and "coordinating" in _roles(slots) and not cues & {"by_group", "with_groups", "by_name"},
    )


def _states(slots: Slots) -> frozenset[State]:
    """Not due yet, or done; a question about a window or overdue work is about neither."""
    if "overdue" in slots.cues:
        return frozenset()
    if "not_due" in slots.cues:
        return frozenset({"soon", "later"})
    return frozenset({"done"}) if "done" in slots.cues and slots.window is None else frozenset()


def is_negated(slots: Slots) -> bool:
    """Whether the question excludes something that no filter says."""
    said = {
        "only",
        "only_source",
        "not_source",
        "unconditional",
        "no_deadline",
        "no_lead",
        "no_coordinating",
        "no_deliverable",
        "no_adjusted",
    }
    without = len(slots.asked) > 1 and _WITHOUT.search(bare(slots.text)) is not None
    return ("negated" in slots.cues or without) and not slots.cues & said


def _relation(slots: Slots) -> str | None:
    if "source" in slots.cues and not slots.cues & {"replaces", "repeals", "ends"}:
        return None
    return next((relation for relation in RELATIONS if relation in slots.cues), None)


def _narrative(cues: frozenset[str]) -> Narrative:
    return "with" if "narrative" in cues else "without" if "tabled" in cues else "apart"


def _adjustment(cues: frozenset[str]) -> Adjustment | None:
    if "adjusted" not in cues or "no_adjusted" in cues:
        return None
    return next((a for a in _ADJUSTMENTS if a in cues), "any")


def _joint(slots: Slots) -> bool:
    return len(slots.asked) > 1 and ("joint" in slots.cues or _TOGETHER.search(bare(slots.text)) is not None)


def _roles(slots: Slots) -> frozenset[RoleName]:
    cues = slots.cues - {role for role in ("lead", "coordinating") if f"no_{role}" in slots.cues}
    if _joint(slots) and (not cues & {"lead", "coordinating", "obliged"} or _MUTUALLY.search(bare(slots.text))):
        return frozenset({"lead", "coordinating"})
    if "only" in cues and "coordinating" in cues:
        leads = "lead" in cues and "chu tri" in slots.text.lower() and "coordinating" not in cues
        return frozenset({"lead"}) if leads else frozenset({"coordinating"})
    if "coordinating" in cues:
        return frozenset({"lead", "coordinating"}) if "lead" in cues else frozenset({"coordinating"})
    if "lead" in cues or ("obliged" in cues and "by_name" not in cues):
        return frozenset({"lead"})
    if "tasks" in cues and "by_name" not in cues:
        return frozenset({"lead"})
    return frozenset({"lead", "coordinating"})


def _by(slots: Slots) -> frozenset[By]:
    """Who leads owes more than what a product column asks of everybody: that counts where it is asked what has to be done."""
    cues = slots.cues
    if "by_name" in cues and "with_groups" not in cues:
        return frozenset({"name"})
    if "by_group" in cues and "with_groups" not in cues:
        return frozenset({"group"})
    if "only" in cues:
        return frozenset({"name", "issuer"}) if "with_groups" not in cues else frozenset({"name", "group", "issuer"})
    owed = not cues & {"lead", "coordinating"}
    return frozenset({"name", "group", "issuer", "product"}) if owed else frozenset({"name", "group", "issuer"})


def _about_contents(slots: Slots) -> Intent:
    cues, words = slots.cues, slots.words
    if "groups" in cues and not slots.place.group:
        return "groups"
    if slots.place.section and slots.documents and "tasks" not in cues:
        return "sections"
    tasks = _about_tasks(slots)
    if (tasks == "tasks" and "which_days" in cues) or ({"compared"} & cues and cues & _CYCLES):
        return "days_of"
    return "sections" if tasks == "passages" and slots.documents and words else tasks


def _fact(slots: Slots) -> Intent | None:
    """One thing about one task, which is named by its words or its place."""
    cues = slots.cues
    if (
        cues & {"compared", "overdue"}
        or ("count" in cues and "detail" not in cues)
        or ("tasks" in cues and cues & {"lead", "coordinating"} and slots.asked)
    ):
        return None
    if "when" in cues and cues & _CYCLES:
        return "days_of"
    told = slots.quoted or len(slots.words.split()) > 1 or (slots.place.stt and slots.documents)
    intent = next((intent for cue, intent in _FACTS if cue in cues), None)
    if not told or intent is None or (intent in {"lead_of", "detail_of"} and slots.asked):
        return None
    return None if intent == "deadline_of" and slots.asked and "which_days" in cues else intent


def _about_tasks(slots: Slots) -> Intent:
    """A list of tasks needs a filter that the records can hold; a mere document with words is searched in by rank."""
    cues, words = slots.cues, slots.words
    timed = slots.window or slots.moved or cues & _TIMES
    lacking = any(f"no_{lack}" in cues for lack in _LACKS)
    named = slots.asked or slots.sources or slots.cited or slots.unknown or slots.place.annexes
    filtered = named or timed or lacking or "deliverable" in cues
    if "count" in cues and cues & {"tasks", "lead", "coordinating", "documents", "source"}:
        return "count"
    if not (filtered or slots.documents):
        return "tasks" if cues & {"tasks", "compared"} and (slots.topic or slots.quoted or words) else "passages"
    if not filtered and len(words.split()) > 1:
        return "tasks" if cues & {"tasks", "compared"} else "passages"
    listing = cues & {"tasks", "lead", "coordinating", "obliged", "source", "deliverable", "by_name"} or timed or lacking
    return "tasks" if listing or not words else "passages"
