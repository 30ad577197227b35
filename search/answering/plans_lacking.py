"""Which plans leave out tasks of their parent? "kế hoạch nào chưa bao phủ hết 152/KH-UBND"."""

from __future__ import annotations

from search.answering.compared import of
from search.answering.replies import Answer, Held
from search.asking.question import Question
from search.coverage.parents import children_of
from search.held.knowledge import Knowledge
from search.selecting.query import Match
from search.selecting.retrieve import Searcher


def plans_lacking(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    """The held plans that carry out the asked paper and lack tasks that bind their issuers, with these tasks."""
    parents = [document for number in question.numbers for document in knowledge.numbered(number)]
    held: list[Held] = []
    told: list[str] = []
    children = [(child, parent) for parent in parents for child in children_of(knowledge, parent)]
    for child, parent in children:
        gaps = [row.parent_task for found in of(knowledge, child, parent) for row in found.rows if row.gap]
        if gaps:
            held.append(Held(child, tuple(map(Match, gaps))))
            told.append(f"{child.label} ({len(gaps)})")
    named = ", ".join(question.numbers)
    if not held:
        text = f"Không kế hoạch nào trong {len(children)} kế hoạch triển khai {named} còn thiếu."
        return Answer(question, "none", text, count=0)
    text = f"{len(held)} trong {len(children)} kế hoạch triển khai {named} còn thiếu nhiệm vụ được giao: {'; '.join(told)}."
    tasks = tuple({match.record.task.id: match for one in held for match in one.evidence}.values())
    return Answer(question, "documents", text, tasks, documents=tuple(held), count=len(held))
