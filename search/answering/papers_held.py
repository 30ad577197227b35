"""Is a paper held? One that is only cited cannot be read here: it is said who cites it."""

from __future__ import annotations

from ingest.grammar import numbers
from search.answering import facts
from search.answering.replies import Answer, Held
from search.asking.question import Question
from search.held.knowledge import Knowledge
from search.selecting.retrieve import Searcher


def papers_held(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    """The held papers of the asked numbers; ``none`` with the papers that cite them where none is."""
    held = tuple(Held(knowledge.by_id[identifier]) for identifier in question.query.documents)
    named = tuple(number for number in question.numbers if not knowledge.numbered(number))
    missing = "".join(f" {_missing(number, knowledge)}" for number in named)
    if not held:
        return Answer(question, "none", missing.strip() or "Câu hỏi không nêu văn bản nào.", count=0)
    listing = "; ".join(f"{one.document.label} (tệp {one.document.source_file})" for one in held)
    return Answer(question, "documents", f"Kho có {listing}.{missing}", documents=held, count=len(held))


def _missing(number: str, knowledge: Knowledge) -> str:
    citing = dict.fromkeys(
        knowledge.by_id[one].label for one, _ in knowledge.citing({numbers.key(number)}) if one not in knowledge.copies
    )
    cited = f"; chỉ biết qua văn bản dẫn số này: {', '.join(citing)}" if citing else ""
    known = facts.issuer(number, knowledge) if citing else None
    return f"Kho không có toàn văn {number}{cited}.{f' Theo các văn bản ấy: {known}.' if known else ''}"
