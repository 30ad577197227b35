"""Who works with an agency? "cơ quan nào phối hợp với Sở Y tế", "Sở Y tế phối hợp với những ai"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus.agencies import key
from corpus.model import AgencyMention
from search.answering.bodies import mentions
from search.answering.replies import Answer
from search.asking.partners import helped, leading
from search.asking.question import Question
from search.asking.task_query import HELPS, LEADS
from search.binding.asked_agency import AskedAgency, full_name, issued_by
from search.held.knowledge import Knowledge, Record
from search.selecting.query import select
from search.selecting.retrieve import Searcher


def partners(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    """Whom the rows print in the other column, with the rows; those who coordinate where the agency leads, else who lead."""
    own, other = (LEADS, HELPS) if helped(question.read) else (HELPS, LEADS)
    together = leading(question.read)
    own, other = (LEADS, LEADS) if together else (own, other)
    query = replace(question.query, roles=own, narrative="without", named_first=own == HELPS, joint=False)
    if together:  # a group phrase leads with itself
        query = replace(query, by=frozenset({"name"}))
    selection = select(knowledge, query)
    counts: Counter[str] = Counter()
    matches = []
    for match in selection.certain:
        names = dict.fromkeys(m.name for m in mentions(match.record, other) if not _is_own(m, match.record, query.agencies))
        counts.update(names.keys())
        matches += [match] if names else []
    named = " hoặc ".join(full_name(agency) for agency in query.agencies)
    what = f"phối hợp với {named}" if other == HELPS else f"chủ trì những việc {named} phối hợp"
    what = f"cùng chủ trì với {named}" if together else what
    others = len(selection.possible)
    apart = f" Còn {others} nhiệm vụ chưa chắc hoặc chỉ qua cụm từ chỉ chung, liệt kê riêng." if others else ""
    if not counts:
        text = f"Không nhiệm vụ nào trong bảng, danh mục ghi ai {what}.{apart}"
        return Answer(question, "none", text, possible=selection.possible, count=0)
    value = "; ".join(f"{name} ({count})" for name, count in counts.most_common())
    text = f"Ghi là {what}, tại {len(matches)} nhiệm vụ: {value}.{apart}"
    return Answer(question, "value", text, tuple(matches), selection.possible, value=value, count=len(counts))


def _is_own(mention: AgencyMention, record: Record, agencies: Sequence[AskedAgency]) -> bool:
    """Whether it is the asked agency itself, or a unit of it."""
    for agency in agencies:
        if key(mention.name) == key(agency.name) or agency.name.lower() in mention.name.lower():
            return True
        if mention.kind == "unit" and issued_by(record.document, agency):
            return True
    return False
