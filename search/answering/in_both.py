"""The tasks that two papers have in common: each beside the one that takes it up, as the comparison of plans pairs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Document
from search.answering.compared import of
from search.answering.papers_compared import are_kin
from search.answering.replies import Answer
from search.asking.question import Question
from search.binding.asked_agency import issued_by
from search.coverage.model import Coverage
from search.held.knowledge import Knowledge
from search.selecting.query import Match, select
from search.selecting.retrieve import Searcher


def in_both(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    """The asked tasks of one paper that the other has too, then those of the other."""
    named = [knowledge.by_id[identifier] for identifier in question.query.documents]
    found = _held_against(named[0], named[1], knowledge)
    if found is None:
        text = f"Không đối chiếu được {named[0].label} với {named[1].label}."
        return Answer(question, "none", text, count=0, complete=False)
    asked = _meant(question, knowledge, found.parent, named), _meant(question, knowledge, found.child, named)
    pairs = [pair for row in found.rows for pair in row.matches if pair.key[0] in asked[0] and pair.key[1] in asked[1]]
    one, other = found.parent.label, found.child.label
    if not pairs:
        return Answer(question, "none", f"Không nhiệm vụ nào được hỏi có ở cả {one} và {other}.", count=0)
    first = dict.fromkeys(pair.parent_task.task.id for pair in pairs)
    second = dict.fromkeys(pair.child_task.task.id for pair in pairs)
    part = len({pair.parent_task.task.id for pair in pairs if pair.extent == "partial"})
    records = {record.task.id: record for pair in pairs for record in (pair.parent_task, pair.child_task)}
    text = f"{len(first)} nhiệm vụ của {one} có ở {other} ({len(second)} nhiệm vụ)"
    text += f", trong đó {part} chỉ có một phần hoặc có thay đổi" if part else ""
    text += f". {_PAIRED}"
    tasks = tuple(Match(records[identifier]) for identifier in (*first, *second))
    kin = are_kin(named, knowledge)
    text += "" if kin else " Không văn bản nào triển khai văn bản kia, nên có thể còn việc giống nhau khác."
    return Answer(question, "tasks", text, tasks, count=len(first), complete=kin)


_PAIRED = "Ghép cặp theo nội dung, nguồn và hạn, không chỉ theo câu chữ."


def _held_against(one: Document, other: Document, knowledge: Knowledge) -> Coverage | None:
    """The paper that carries out the other against it; of two that do not, the second against the first."""
    for child, parent in ((other, one), (one, other)):
        found = next((coverage for coverage in of(knowledge, child) if coverage.parent.id == parent.id), None)
        if found is not None:
            return found
    return next(iter((*of(knowledge, other, one), *of(knowledge, one, other))), None)


def _meant(question: Question, knowledge: Knowledge, paper: Document, named: Sequence[Document]) -> frozenset[str]:
    """The tasks of a paper that fit what else is asked; whom they bind, the pairing says for the issuer of one of two."""
    query = replace(question.query, documents=(paper.id,), joint=False)
    if any(issued_by(one, agency) for one in named for agency in query.everyone):
        query = replace(query, agencies=(), parties=())
    return frozenset(match.record.task.id for match in select(knowledge, query).all)
