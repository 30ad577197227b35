"""Questions about a plan and its parent: what is missing, is this covered, where is it carried out, what is later?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Document
from search.answering.compared import comparable
from search.answering.papers_compared import are_kin, side_by_side
from search.answering.passage_answers import passages
from search.answering.replies import Answer, Held
from search.asking.compared import asks_to_compare
from search.asking.question import Question
from search.asking.whole_plan import asks_for_differences, says_nothing
from search.binding.asked_agency import issued_by
from search.coverage.model import Coverage, CoverageRow
from search.held.knowledge import Knowledge, Record
from search.selecting import topics
from search.selecting.query import Match, select
from search.selecting.retrieve import Searcher

_THERE = frozenset({"covered", "covered_in_part"})
_TO_CHECK = frozenset({"not_covered_to_check"})
_DATES = ("later", "earlier")


def covered(question: Question, knowledge: Knowledge, searcher: Searcher) -> Answer:
    """From the coverage of the asked plan; passages where no held parent of it is asked about."""
    named = [knowledge.by_id[identifier] for identifier in question.query.documents]
    if _are_set_side_by_side(question, named) and not are_kin(named, knowledge):
        return side_by_side(question, named, knowledge)
    several = comparable(question, knowledge)
    words = question.quoted or question.topic or question.words
    compared = asks_to_compare(question.read) and "missing" not in question.cues
    differing = (compared or asks_for_differences(question.read)) and not question.cues & {"later", "earlier"}
    whole = says_nothing(words)
    if len({one.child.id for one in several}) != 1:
        return _unclear(question, knowledge, [one.child for one in several], whole) or passages(question, knowledge, searcher)
    found = several[0]
    rows = _asked_rows(question, knowledge, found)
    if question.query.stt:
        return _carried_out(question, found, rows)
    moved = next((relation for relation in _DATES if relation in question.cues), None)
    if moved:
        return _moved(question, found, rows, moved)
    if differing and whole:
        return _differing(question, found, rows)
    if "missing" not in question.cues and not whole and len(words.split()) > 1:
        return _is_covered(question, knowledge, found, rows, words)
    return _missing(question, found, rows)


def _are_set_side_by_side(question: Question, named: Sequence[Document]) -> bool:
    """Whether papers of several offices are compared as wholes."""
    whole = asks_to_compare(question.read) and not question.query.stt and "missing" not in question.cues
    return whole and len({(document.agency, document.province) for document in named}) > 1


def _unclear(question: Question, knowledge: Knowledge, children: Sequence[Document], whole: bool) -> Answer | None:
    """Which plans it may be, or that none has a parent here; ``None`` for a question about words, which may stand anywhere."""
    held = tuple(Held(document) for document in dict.fromkeys(children))
    if held:
        papers = "; ".join(f"{one.document.label} ({one.document.issuer or 'không nêu cơ quan'})" for one in held)
        text = f"Câu hỏi có thể nói về {len(held)} kế hoạch: {papers}. Hãy nêu số hiệu hoặc tên tệp của một kế hoạch."
        return Answer(question, "documents", text, documents=held, count=len(held), complete=False)
    asked = [knowledge.by_id[identifier] for identifier in question.query.documents]
    if not (whole and asked):
        return None
    names = ", ".join(one.label for one in asked)
    text = f"Không so được: trong kho không có văn bản cấp trên mà {names} nêu là triển khai, thực hiện."
    return Answer(question, "none", text, documents=tuple(map(Held, asked)), count=0)


def _asked_rows(question: Question, knowledge: Knowledge, found: Coverage) -> list[CoverageRow]:
    """The parent's tasks that the question means: by place, agency, source or day."""
    query = replace(question.query, documents=(found.parent.id,))
    if any(issued_by(found.child, agency) for agency in query.everyone):  # what binds it, the comparison says better
        query = replace(query, agencies=(), parties=())
    meant = {match.record.task.id for match in select(knowledge, query).all}
    rows = [row for row in found.rows if row.parent_task.task.id in meant]
    return [row for row in rows if row.role == "lead"] if {"lead", "obliged"} & question.cues else rows


def _missing(question: Question, found: Coverage, rows: Sequence[CoverageRow]) -> Answer:
    gaps = [row for row in rows if row.gap]
    check = tuple(Match(row.parent_task) for row in rows if row.state in _TO_CHECK)
    named = f"{found.child.label} so với {found.parent.label}"
    beside = (f" {len(check)} nhiệm vụ cần kiểm tra thêm." if check else "") + _in_part(rows)
    if not gaps:
        return Answer(question, "none", f"{named}: không thiếu nhiệm vụ nào được hỏi.{beside}", possible=check, count=0)
    tasks = tuple(Match(row.parent_task) for row in gaps)
    text = f"{named}: {len(gaps)} nhiệm vụ chưa có.{beside}"
    return Answer(question, "tasks", text, tasks, check, count=len(tasks))


def _differing(question: Question, found: Coverage, rows: Sequence[CoverageRow]) -> Answer:
    """What the plan took up otherwise than the parent gave it; behind it what it lacks."""
    changed = [row for row in rows if row.state == "covered_in_part"]
    gaps = sum(row.gap for row in rows)
    tasks = tuple(map(Match, _records([match.child_task for row in changed for match in row.matches])))
    named = f"{found.child.label} so với {found.parent.label}"
    lacking = f" {gaps} nhiệm vụ chưa có." if gaps else ""
    if not tasks:
        return Answer(question, "none", f"{named}: không nhiệm vụ nào đã có mà ghi khác.{lacking}", count=0)
    return Answer(question, "tasks", f"{named}:{_in_part(rows)}{lacking}", tasks, count=len(tasks))


def _in_part(rows: Sequence[CoverageRow]) -> str:
    """A sentence on what is there but not whole, the later days named: "đã đủ chưa" is not answered by "không thiếu" alone."""
    part = [row for row in rows if row.state == "covered_in_part"]
    differences = [[one for match in row.matches for one in match.differences] for row in part]
    later = sum(any(one.field == "deadline" and one.relation == "later" for one in found) for found in differences)
    beside = f", trong đó {later} có hạn muộn hơn" if later else ""
    return f" {len(part)} nhiệm vụ mới có một phần hoặc có thay đổi{beside}." if part else ""


def _is_covered(question: Question, knowledge: Knowledge, found: Coverage, rows: Sequence[CoverageRow], words: str) -> Answer:
    """ "có" or "không" for the parent's tasks that speak of the words, with the tasks that carry them out."""
    about = topics.about(knowledge, words) or topics.nearest(knowledge, words, None)
    meant = {record.task.id for record in about}
    asked = [row for row in rows if row.parent_task.task.id in meant]
    own = [record for record in about if record.document.id == found.child.id]
    done = [row for row in asked if row.state in _THERE]
    carried = _records([match.child_task for row in done for match in row.matches] or own)
    value = "có" if carried else "không"
    where = ", ".join(str(row.parent_task.task.stt) for row in asked if row.parent_task.task.stt)
    text = f"{found.child.label} {'có' if carried else 'không có'} “{words.strip(' ?')}”"
    text += f" (STT {where} của {found.parent.label})." if where else "."
    tasks = tuple(Match(record) for record in carried)
    return Answer(question, "value", text, tasks, documents=(Held(found.child),), value=value, count=len(carried))


def _carried_out(question: Question, found: Coverage, rows: Sequence[CoverageRow]) -> Answer:
    """The tasks of the plan that carry out one task of the parent."""
    carried = _records([match.child_task for row in rows for match in row.matches])
    if not carried:
        return Answer(question, "none", f"{found.child.label} không có nhiệm vụ nào ứng với việc này.", count=0)
    text = f"{len(carried)} nhiệm vụ của {found.child.label} thực hiện việc này."
    return Answer(question, "tasks", text, tuple(Match(record) for record in carried), count=len(carried))


def _moved(question: Question, found: Coverage, rows: Sequence[CoverageRow], relation: str) -> Answer:
    """The tasks of the plan that are due later, or earlier, than the parent says."""
    children = _records(
        [
            match.child_task
            for row in rows
            for match in row.matches
            if any(one.field == "deadline" and one.relation == relation for one in match.differences)
        ]
    )
    word = "muộn hơn" if relation == "later" else "sớm hơn"
    if not children:
        return Answer(question, "none", f"{found.child.label} không có hạn nào {word} {found.parent.label}.", count=0)
    text = f"{len(children)} nhiệm vụ của {found.child.label} có hạn {word} {found.parent.label}."
    return Answer(question, "tasks", text, tuple(Match(record) for record in children), count=len(children))


def _records(found: Sequence[Record]) -> list[Record]:
    return list({record.task.id: record for record in found}.values())
