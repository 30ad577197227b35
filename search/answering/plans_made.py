"""Who has made a plan for a paper, and who has not? "sở nào chưa ban hành kế hoạch triển khai 152/KH-UBND"."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.agencies import key, lookup
from corpus.model import Document
from ingest.grammar import numbers
from search.answering.bodies import is_such, mentions
from search.answering.replies import Answer, Held
from search.asking.plans_made import body_asked, not_made
from search.asking.question import Question
from search.asking.superlatives import Counted
from search.asking.task_query import EITHER
from search.binding.asked_agency import commune_of
from search.held.knowledge import Knowledge
from search.selecting.retrieve import Searcher

_CARRIES_OUT = frozenset({"implements", "specifies"})


def plans_made(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    """The held plans that carry out the asked papers; or the bodies that these name and whose plan is not held."""
    papers = [knowledge.by_id[identifier] for identifier in question.query.documents]
    counted = body_asked(question.read)
    names = [document.label for document in papers] or list(question.numbers)
    every = _carrying_out(names, knowledge)
    held = tuple(one for one in every if _is_issuer(one.document, counted))
    made = "; ".join(f"{one.document.issuer or '?'} ({one.document.label})" for one in held)
    paper = ", ".join(names)
    if not not_made(question.read):
        if not held:
            return Answer(question, "none", f"Kho không có kế hoạch nào triển khai {paper}.", count=0)
        text = f"{len(held)} kế hoạch triển khai {paper}: {made}."
        return Answer(question, "documents", text, documents=held, count=len(held))
    missing = _without_plan(counted, papers, every, knowledge)
    limits = f" Kho có kế hoạch của: {made}." if held else ""
    if not missing:
        text = f"Mọi nơi như vậy mà {paper} nêu tên đều có kế hoạch trong kho.{limits}"
        return Answer(question, "none", text, documents=held, count=0)
    value = "; ".join(missing)
    text = f"{len(missing)} nơi được {paper} nêu tên mà kho không có kế hoạch triển khai: {value}.{limits}"
    text += " Có thể đã ban hành nhưng chưa nạp vào kho."
    return Answer(question, "value", text, documents=held, value=value, count=len(missing), complete=False)


def _carrying_out(names: Sequence[str], knowledge: Knowledge) -> tuple[Held, ...]:
    found: dict[str, Held] = {}
    for citing, reference in knowledge.citing({numbers.key(name) for name in names}):
        if reference.relation in _CARRIES_OUT and citing not in knowledge.copies:
            found.setdefault(citing, Held(knowledge.by_id[citing], reference=reference))
    return tuple(found.values())


def _is_issuer(document: Document, counted: Counted) -> bool:
    """Whether such a body issued it: "sở nào", "xã nào"."""
    known = lookup(document.agency or "")
    if counted == "department":
        return known is not None and known.family == "so"
    return counted != "commune" or commune_of(document.agency) is not None


def _without_plan(counted: Counted, papers: Sequence[Document], held: Sequence[Held], knowledge: Knowledge) -> list[str]:
    have = {key(one.document.agency) for one in held if one.document.agency}
    wanted = {document.id for document in papers}
    records = (record for record in knowledge.records if record.document.id in wanted)
    named = (mention for record in records for mention in mentions(record, EITHER) if is_such(mention, counted))
    issuers = {key(document.agency) for document in papers if document.agency}
    return list(dict.fromkeys(mention.name for mention in named if key(mention.name) not in have | issuers))
