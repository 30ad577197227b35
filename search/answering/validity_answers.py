"""Is this paper still in force? What the held papers say of it, and never more: they may not be all there are."""

from __future__ import annotations

from corpus.model import Document
from ingest.grammar import numbers
from search.answering.replies import Answer, Held
from search.asking.question import Question
from search.held.knowledge import Knowledge
from search.selecting.retrieve import Searcher

_VERBS: dict[str, str] = {"replaces": "thay thế", "repeals": "bãi bỏ", "amends": "sửa đổi"}
_READ = "Hãy đọc trích dẫn để biết là toàn bộ hay một phần."


def in_force(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    """The held papers that replace, repeal or amend what is asked about; ``none`` where none does, said with its limits."""
    documents = tuple(knowledge.by_id[identifier] for identifier in question.query.documents)
    named = tuple(dict.fromkeys([*(d.number for d in documents if d.number), *question.numbers]))
    if not named and not documents:
        return _all_ended(question, knowledge)
    held = _ending(named, knowledge)
    if not held:
        return Answer(question, "none", _untouched(named, documents), count=0)
    told = "; ".join(dict.fromkeys(_told(one) for one in held))
    return Answer(question, "documents", f"{', '.join(named)} {told}. {_READ}", documents=held, count=len(held))


def _all_ended(question: Question, knowledge: Knowledge) -> Answer:
    """Every paper that a held one says to replace, repeal or amend."""
    ended = dict.fromkeys(reference.number for _, reference in knowledge.references if reference.relation in _VERBS)
    told = {number: _ending((number,), knowledge) for number in ended}
    held = tuple(one for found in told.values() for one in found)
    if not held:
        text = "Không văn bản nào trong kho nói thay thế, bãi bỏ hay sửa đổi văn bản khác."
        return Answer(question, "none", text, count=0)
    said = "; ".join(f"{number} {', '.join(dict.fromkeys(map(_told, found)))}" for number, found in told.items() if found)
    return Answer(
        question, "documents", f"{said}. Chỉ biết điều các văn bản trong kho nói. {_READ}", documents=held, count=len(held)
    )


def _ending(named: tuple[str, ...], knowledge: Knowledge) -> tuple[Held, ...]:
    found: dict[tuple[str, str], Held] = {}
    for citing, reference in knowledge.citing({numbers.key(number) for number in named}):
        if reference.relation in _VERBS and citing not in knowledge.copies:
            found.setdefault((citing, reference.relation), Held(knowledge.by_id[citing], reference=reference))
    return tuple(found.values())


def _told(one: Held) -> str:
    verb = _VERBS[one.reference.relation] if one.reference else ""
    day = f" ngày {one.document.date:%d/%m/%Y}" if one.document.date and one.document.date_precision == "day" else ""
    return f"được {one.document.label}{day} {verb}"


def _untouched(named: tuple[str, ...], documents: tuple[Document, ...]) -> str:
    names = ", ".join(named) or ", ".join(document.source_file for document in documents)
    found = f"Không văn bản nào trong kho thay thế, bãi bỏ hay sửa đổi {names}"
    return f"{found}; kho có thể chưa đủ văn bản để nói chắc là còn hiệu lực."
