"""Agencies side by side: what each leads and coordinates, and which tasks bind all of them. Each number is a complete count."""

from __future__ import annotations

from dataclasses import replace

from search.answering import wording
from search.answering.replies import Answer
from search.asking.question import Question
from search.asking.task_query import EITHER, HELPS, LEADS, By, RoleName, TaskQuery
from search.binding.asked_agency import AskedAgency, full_name
from search.held.knowledge import Knowledge
from search.selecting import topics
from search.selecting.query import Match, Selection, select
from search.selecting.retrieve import Searcher

_BY: frozenset[By] = frozenset({"name", "group", "issuer"})


def agencies_compared(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    """The counts of each agency in words; listed are the tasks that bind all of them."""
    about = tuple(topics.content_words(question.topic))
    query = replace(question.query, parties=(), roles=EITHER, by=_BY, narrative="without", joint=False, named_first=False)
    query = replace(query, only_role=False, alone=False, about=about or query.about)
    agencies = question.query.everyone
    told = [_told(agency, query, knowledge) for agency in agencies]
    shared = select(knowledge, replace(query, agencies=agencies, joint=True))
    value = "; ".join(told)
    text = f"{'. '.join(told)}. {_shared(shared)} {_RULE}{wording.about(question.topic) if about else ''}"
    return Answer(question, "value", text, shared.certain, shared.possible, value=value, count=len(agencies))


_RULE = "Chỉ đếm nhiệm vụ trong bảng, danh mục; việc giao trong lời văn không tính."


def _told(agency: AskedAgency, query: TaskQuery, knowledge: Knowledge) -> str:
    """ "Sở Y tế: chủ trì 17 nhiệm vụ (3 nêu đích danh, 14 trong kế hoạch của mình), phối hợp 40 nhiệm vụ (…)"."""
    led, helped = (_in_role(agency, roles, query, knowledge) for roles in (LEADS, HELPS))
    return f"{full_name(agency)}: chủ trì {led}, phối hợp {helped}"


def _in_role(agency: AskedAgency, roles: frozenset[RoleName], query: TaskQuery, knowledge: Knowledge) -> str:
    selection = select(knowledge, replace(query, agencies=(agency,), roles=roles))
    reasons = [match.reach.because for match in selection.certain if match.reach]
    kinds = (("by_name", "nêu đích danh"), ("via_group", "qua cụm từ chỉ chung"), ("issuer", "trong kế hoạch của mình"))
    listing = [f"{reasons.count(because)} {words}" for because, words in kinds if because in reasons]
    listing += [f"còn {len(selection.possible)} có thể liên quan"] if selection.possible else []
    return f"{len(selection.certain)} nhiệm vụ" + (f" ({', '.join(listing)})" if listing else "")


def _shared(shared: Selection) -> str:
    if not shared.certain:
        return "Không nhiệm vụ nào chắc chắn có phần của tất cả."
    named = sum(_names_all(match) for match in shared.certain)
    return f"Chung: {len(shared.certain)} nhiệm vụ, trong đó {named} nêu đích danh cả {len(shared.certain[0].each)} nơi."


def _names_all(match: Match) -> bool:
    return all(any(reason.because == "by_name" for reason in one) for one in match.each)
