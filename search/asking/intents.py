"""What does the question want to have: tasks, a count, documents, one fact, sections, or passages? From its cues and slots."""

from __future__ import annotations

import re

from corpus.spelling import bare
from search.asking.intent_names import Intent
from search.asking.left_words import not_heeded
from search.asking.papers import asks_for_papers, asks_where_it_stands, asks_whether, lacking, speaks_of_issue, without_paper
from search.asking.slots import Slots
from search.asking.task_query import EITHER, LACKS
from search.asking.told_apart import told_apart
from search.asking.whole_plan import says_nothing

__all__ = ["RELATIONS", "Intent", "intent_of", "is_negated"]

RELATIONS = ("replaces", "repeals", "ends", "amends", "attaches", "implements", "based_on", "cites")
_TIMES = frozenset({"overdue", "not_due", "done", "adjusted", "monthly", "quarterly", "yearly", "ongoing"})
_TOLD_OF_TASKS = frozenset({"tasks", "lead", "coordinating", "deliverable", "signed"})
_CYCLES = frozenset({"monthly", "quarterly", "yearly"})
_FACTS: tuple[tuple[str, Intent], ...] = (
    ("what_product", "deliverable_of"), ("which_helpers", "helpers_of"), ("when", "deadline_of"), ("which_unit", "lead_of"),
    ("detail", "detail_of"),
)  # fmt: skip

_WHOM_AND_WHAT = re.compile(r"\bgiao (?:cho )?(?:ai|nhung ai|don vi nao|co quan nao) (?:lam |viec |nhiem vu )+(?:gi|nao)\b")
_EVERY_TASK = re.compile(
    r"^\W*(?:liet ke |xem |in |xuat )?(?:tat ca|toan bo|danh sach|moi)(?: cac| nhung)? (?:nhiem vu|viec)\b"
)
_ISSUED_WHEN = re.compile(r"\bban hanh (?:tu |vao |hom |luc )?(?:ngay nao|khi nao|bao gio|ngay may|ngay bao nhieu)\b")
_WITHOUT = re.compile(r"khong (?:co|can|kem|gom|bao gom|tinh|cung|voi|phai)\b")  # "… chủ trì nhưng không có Sở Y tế phối hợp"


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
    if _asks_for_papers(slots) and not (slots.documents and _ISSUED_WHEN.search(bare(slots.text))):
        return "documents_issued"
    if "officer" in slots.cues and (slots.asked or slots.documents):
        return "officer"
    if slots.documents and "signed" in slots.cues and "signed_on" not in slots.cues:
        return "signer"
    return (
        "issuer_of" if slots.cues & {"issued_by", "signed_on"} and (slots.documents or slots.cited or slots.sources) else None
    )


def _asks_for_papers(slots: Slots) -> bool:
    """Whether the papers of an issuer, a place or some days are asked for, and nothing that stands in them."""
    if asks_where_it_stands(slots.text, bool(slots.asked)):
        return False
    if lacking(slots.text) and not slots.cues & _TOLD_OF_TASKS:
        return True
    if _asks_for_all_papers(slots):
        return True
    return not any(is_told(slots) for is_told in _NOT_OF_PAPERS) and any(is_told(slots) for is_told in _OF_PAPERS)


def _names_contents(slots: Slots) -> bool:
    told = slots.cues & {"tasks", "source", "signed", "lead", "coordinating", "deliverable", "obliged"}
    told |= slots.cues & {"coverage"} if not asks_whether(slots.text) else set()
    numbers = slots.cited or slots.sources or slots.unknown or slots.numbered
    return bool(told or _relation(slots) or numbers or slots.topic)


def _leaves_words(slots: Slots) -> bool:
    """Words beside those that say which papers: they ask for what stands in them."""
    return slots.home is None and not says_nothing(without_paper(slots.words)) and not _is_dated(slots)


def _is_of_deadlines(slots: Slots) -> bool:
    """ "trước 30/6" is a deadline, where no word says that something was issued then."""
    return bool(slots.window) and not speaks_of_issue(slots.text) and "dated" not in slots.cues


def _is_dated(slots: Slots) -> bool:
    named = slots.window or slots.asked
    return {"documents", "dated"} <= slots.cues and bool(named) and not slots.documents


def _lists_papers(slots: Slots) -> bool:
    told = slots.documents or slots.asked or slots.window
    of_year = slots.year is not None and slots.year.of_papers
    return bool(told) and (of_year or asks_for_papers(slots.text) or speaks_of_issue(slots.text))


def _names_home(slots: Slots) -> bool:
    return bool(slots.home)


_OF_PAPERS = (_lists_papers, _is_dated, _names_home)
_NOT_OF_PAPERS = (_names_contents, _leaves_words, _is_of_deadlines)


def _asks_for_all_papers(slots: Slots) -> bool:
    """ "kho có những văn bản nào", "công văn nào trong kho": nothing is named beside the type."""
    counted = frozenset({"count", "detail"}) if "documents" not in slots.cues else frozenset()
    named = slots.asked or slots.documents or slots.window or slots.unknown or slots.signers or slots.quoted or slots.filled
    others = slots.cues - counted - {"documents", "dated"}
    if named or slots.sources or slots.cited or slots.receivers or slots.without or others:
        return False
    return asks_for_papers(slots.text) and says_nothing(without_paper(slots.words))


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
        "without_groups",
    }
    without = len(slots.asked) > 1 and _WITHOUT.search(bare(slots.text)) is not None
    return ("negated" in slots.cues or without) and not slots.cues & said and not slots.left_out


def _relation(slots: Slots) -> str | None:
    if "source" in slots.cues and not slots.cues & {"replaces", "repeals", "ends"}:
        return None
    return next((relation for relation in RELATIONS if relation in slots.cues), None)


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
        or ("tasks" in cues and cues & EITHER and slots.asked)
    ):
        return None
    if "when" in cues and cues & _CYCLES:
        return "days_of"
    if _WHOM_AND_WHAT.search(bare(slots.text)):
        return None
    told = slots.quoted or _tells(slots.words) or (slots.place.stt and (slots.documents or slots.place.annexes))
    intent = next((intent for cue, intent in _FACTS if cue in cues), None)
    if not told or intent is None or (intent in {"lead_of", "detail_of"} and slots.asked):
        return None
    return None if intent == "deadline_of" and slots.asked and "which_days" in cues else intent


def _tells(words: str) -> bool:
    """Whether several words are left and one of them says something: "chỉ 1" names no task, "STEM" alone does."""
    said = [word for word in words.split() if not word.isdigit()]
    return (len(words.split()) > 1 or _is_code(words)) and bool(not_heeded(" ".join(said)))


def _is_code(word: str) -> bool:
    """Whether it is no Vietnamese syllable: "STEM", "LGSP", "5G"."""
    from index.meaning.english import foreign  # loads the index's package, which most questions need not

    return word.isalnum() and word.upper() == word and foreign(word.lower())


def _about_tasks(slots: Slots) -> Intent:
    """A list of tasks needs a filter that the records can hold; a mere document with words is searched in by rank."""
    cues, words = slots.cues, slots.words
    timed = slots.window or slots.moved or cues & _TIMES
    lacking = bool(slots.filled or slots.receivers or slots.without) or any(f"no_{lack}" in cues for lack in LACKS)
    named = slots.asked or slots.sources or slots.cited or slots.unknown or slots.place.annexes
    filtered = named or timed or lacking or "deliverable" in cues
    if "count" in cues and cues & {"tasks", "lead", "coordinating", "documents", "source"}:
        return "count"
    if not (filtered or slots.documents):
        if _EVERY_TASK.search(bare(slots.text)) and says_nothing(words):
            return "tasks"
        return "tasks" if cues & {"tasks", "compared"} and (slots.topic or slots.quoted or words) else "passages"
    if not filtered and len(words.split()) > 1:
        return "tasks" if cues & {"tasks", "compared"} else "passages"
    listing = (
        cues & {"tasks", "lead", "coordinating", "obliged", "source", "deliverable", "by_name", "without_groups"}
        or timed
        or lacking
    )
    return "tasks" if listing or not words else "passages"
