"""The kinds of question that a pattern of their own tells: rankings, offices, partners, plans held against each other."""

from __future__ import annotations

from typing import get_args

from search.asked import issued_by
from search.conditions import Lack
from search.extremes_asked import extreme
from search.intent_names import Intent
from search.offices_named import office
from search.partners_asked import asks_for_partners
from search.plans_made_asked import asks_who_made
from search.row_sizes_asked import row_size
from search.slots import Slots
from search.superlatives import superlative
from search.whole_plan import asks_for_differences, asks_for_gaps, says_nothing


def told_apart(slots: Slots) -> Intent | None:
    """The kinds of question that a pattern of their own tells, where the question names nothing to look for."""
    text, plain = slots.text, says_nothing(slots.words) and not (slots.quoted or slots.place.stt)
    ranked, numbered = superlative(text), bool(slots.documents or slots.cited or slots.sources)
    kinds: tuple[tuple[Intent, bool], ...] = (
        ("in_force", numbered and "in_force" in slots.cues and "documents" not in slots.cues),
        ("extremes", extreme(text) is not None and not slots.quoted),
        ("ranking", ranked is not None and (ranked.order != "each" or plain)),
        ("row_sizes", row_size(text) is not None and not slots.quoted),
        ("plans_made", asks_who_made(text) and numbered),
        ("plans_lacking", "documents" in slots.cues and bool(slots.sources or slots.cited) and asks_for_gaps(text)),
        ("partners", plain and len(slots.asked) == 1 and asks_for_partners(text)),
        ("signed_by_office", office(text) is not None and not slots.cues & {"tasks", "officer"}),
        ("coverage", _compares_plans(slots)),
    )
    return next((intent for intent, told in kinds if told), None)


def _compares_plans(slots: Slots) -> bool:
    """Whether a plan is held against its parent: gaps, one task's counterpart, later or earlier days."""
    if not slots.documents:
        plans = (issued_by(document, agency) for document in slots.knowledge.documents for agency in slots.asked)
        return bool(slots.asked) and asks_for_gaps(slots.text) and any(plans)
    cues, several = slots.cues, len(slots.documents) > 1
    if says_nothing(slots.words) and asks_for_differences(slots.text):
        return True
    fact = cues & {"when", "which_unit", "what_product"}
    if several and ((slots.place.stt and not fact) or (cues & {"later", "earlier"} and not slots.moved)):
        return True
    lacking = {f"no_{lack}" for lack in get_args(Lack)}
    return "coverage" in cues and not (cues & (lacking | {"overdue"}))
