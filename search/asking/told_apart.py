"""The kinds of question that a pattern of their own tells: rankings, offices, partners, plans held against each other."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import get_args

from corpus.spelling import bare
from search.asking.compared import asks_to_compare
from search.asking.extremes import extreme
from search.asking.holding import asks_what_it_says, asks_whether_held
from search.asking.idle import idle
from search.asking.in_both import asks_for_both
from search.asking.intent_names import Intent
from search.asking.left_words import beside_kind
from search.asking.offices import asks_for_holder, office, opens_with_office
from search.asking.oneself import is_oneself, own_office
from search.asking.papers import asks_for_papers
from search.asking.partners import asks_for_partners
from search.asking.plans_made import asks_who_made
from search.asking.row_sizes import row_size
from search.asking.slots import Slots
from search.asking.superlatives import superlative
from search.asking.task_query import Lack
from search.asking.whole_plan import asks_for_differences, asks_for_gaps, says_nothing, speaks_of_parent
from search.binding.asked_agency import issued_by

_WORK = frozenset({"tasks", "obliged", "lead", "coordinating", "signed", "documents"})
_PAIR = 2
_AGAINST = re.compile(r"\bhon\b|\bso voi\b|\b(?:later|earlier|than)\b")  # not "nhiệm vụ ở Thái Nguyên bị lùi hạn"
_CONTENTS = frozenset({"tasks", "lead", "coordinating", "source", "deliverable"})


def told_apart(slots: Slots) -> Intent | None:
    """The first kind whose pattern fits; what stands behind it is not looked at."""
    return next((intent for intent, is_told in _KINDS.items() if is_told(slots)), None)


def _says_nothing(slots: Slots) -> bool:
    """Whether the question names nothing to look for."""
    return says_nothing(slots.words) and not (slots.quoted or slots.place.stt)


def _numbered(slots: Slots) -> bool:
    return bool(slots.documents or slots.cited or slots.sources)


def _is_in_force(slots: Slots) -> bool:
    ended = slots.cues & {"in_force", "ends", "replaces", "repeals"}
    if not _numbered(slots):  # "văn bản nào hết hiệu lực": whichever the held papers end
        return bool(ended) and asks_for_papers(slots.text) and _says_nothing(slots) and not slots.asked
    return "in_force" in slots.cues and "documents" not in slots.cues


def _is_extreme(slots: Slots) -> bool:
    return not slots.quoted and extreme(slots.text) is not None


def _is_ranking(slots: Slots) -> bool:
    ranked = superlative(slots.text)
    if ranked is None or ranked.order not in ("each", "compared"):
        return ranked is not None
    if ranked.order == "compared":
        return len(slots.asked) > 1 and (_says_nothing(slots) or bool(slots.topic))
    return _says_nothing(slots)


def _is_about_row_sizes(slots: Slots) -> bool:
    return not slots.quoted and row_size(slots.text) is not None


def _is_about_plans_made(slots: Slots) -> bool:
    return _numbered(slots) and asks_who_made(slots.text)


def _is_about_plans_lacking(slots: Slots) -> bool:
    return "documents" in slots.cues and bool(slots.sources or slots.cited) and asks_for_gaps(slots.text)


def _is_about_partners(slots: Slots) -> bool:
    alone = slots.cues & {"no_coordinating", "no_lead"}  # "… mà không có ai phối hợp"
    return len(slots.asked) == 1 and not alone and _says_nothing(slots) and asks_for_partners(slots.text)


def _is_about_office(slots: Slots) -> bool:
    return not slots.cues & {"tasks", "officer"} and office(slots.text) is not None


def _compares_agencies(slots: Slots) -> bool:
    return len(slots.asked) > 1 and (_says_nothing(slots) or bool(slots.topic)) and asks_to_compare(slots.text)


def _is_about_idle_bodies(slots: Slots) -> bool:
    return not slots.asked and "documents" not in slots.cues and idle(slots.text) is not None


def _is_about_oneself(slots: Slots) -> bool:
    reads_as_commune = [is_oneself(agency.commune) for agency in slots.asked]  # "xã tôi": no commune of that name is meant
    in_papers = slots.documents and not any(reads_as_commune)
    return all(reads_as_commune) and not (slots.quoted or in_papers) and own_office(slots.text) is not None


def _is_about_holding(slots: Slots) -> bool:
    """Whether it is asked if a paper is held, or what one says that is only cited."""
    if slots.asked or slots.unknown or slots.cues & _CONTENTS or not _numbered(slots):
        return False
    cited_alone = not slots.documents and not slots.sources and not slots.topic
    return asks_whether_held(slots.text) or (cited_alone and asks_what_it_says(slots.text))


def _is_in_both(slots: Slots) -> bool:
    lacking = slots.cues & {"missing", "later", "earlier", "when"} or asks_to_compare(slots.text)
    told = slots.place.stt or slots.sources or slots.quoted or slots.topic or beside_kind(slots.words)
    asked = slots.cues & _WORK or slots.asked
    return bool(asked and len(slots.documents) == _PAIR) and not (lacking or told) and asks_for_both(slots.text)


def _is_about_units(slots: Slots) -> bool:
    return slots.units is not None and len(slots.asked) == 1


def _is_about_holder(slots: Slots) -> bool:
    named = opens_with_office(slots.text) and says_nothing(slots.words) and not slots.cues & _WORK
    return bool(slots.asked or slots.documents) and (named or asks_for_holder(slots.text))


def _compares_plans(slots: Slots) -> bool:
    """Whether a plan is held against its parent: gaps, one task's counterpart, later or earlier days."""
    if not slots.documents:
        plans = (issued_by(document, agency) for document in slots.knowledge.documents for agency in slots.asked)
        gaps = asks_for_gaps(slots.text) or (bool(slots.cues & {"later", "earlier"}) and speaks_of_parent(slots.text))
        return bool(slots.asked) and gaps and any(plans)
    cues, several = slots.cues, len(slots.documents) > 1
    if says_nothing(slots.words) and (asks_for_differences(slots.text) or asks_to_compare(slots.text)):
        return True
    fact = cues & {"when", "which_unit", "what_product"}
    if several and (
        (slots.place.stt and not fact)
        or (cues & {"later", "earlier"} and not slots.moved and _AGAINST.search(bare(slots.text)))
    ):
        return True
    lacking = {f"no_{lack}" for lack in get_args(Lack)}
    return "coverage" in cues and not (cues & (lacking | {"overdue"}))


_KINDS: dict[Intent, Callable[[Slots], bool]] = {
    "own_office": _is_about_oneself,
    "papers_held": _is_about_holding,
    "agencies_compared": _compares_agencies, "without_tasks": _is_about_idle_bodies,
    "partners": _is_about_partners,
    "in_force": _is_in_force, "extremes": _is_extreme, "ranking": _is_ranking, "row_sizes": _is_about_row_sizes,
    "units_of": _is_about_units,
    "in_both": _is_in_both,
    "plans_made": _is_about_plans_made, "plans_lacking": _is_about_plans_lacking,
    "signed_by_office": _is_about_office, "officer": _is_about_holder, "coverage": _compares_plans,
}  # fmt: skip
