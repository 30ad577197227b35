"""The answer: a complete list from the records, ranked passages for an open question, or "không có trong kho"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from search.answering import document_answers, fact_answers, passage_answers, task_answers, validity_answers, wording
from search.answering.agencies_compared import agencies_compared
from search.answering.copies import copies_of, copies_told
from search.answering.extremes import extremes
from search.answering.idle_bodies import idle_bodies
from search.answering.office_answers import signed_by_office
from search.answering.papers_held import papers_held
from search.answering.papers_issued import papers_issued
from search.answering.partners import partners
from search.answering.plans_made import plans_made
from search.answering.ranking import ranking
from search.answering.replies import Answer, AnswerKind, Held
from search.answering.row_sizes import row_sizes
from search.answering.units_of import units_of
from search.asking.left_words import BY_KIND
from search.asking.oneself import own_office
from search.asking.question import Question, understand
from search.held.knowledge import Knowledge
from search.selecting.retrieve import Searcher

__all__ = ["Answer", "AnswerKind", "Held", "ask"]

# What they say of "not" is what is asked.
_NEGATABLE = {"documents_by_relation", "plans_made", "plans_lacking", "row_sizes", "without_tasks"}
_Answerer = Callable[[Question, Knowledge, Searcher], Answer]


def ask(
    text: str, knowledge: Knowledge, searcher: Searcher, today: date, corrected: Callable[[Question], Question] | None = None
) -> Answer:
    """Answers one question. ``today`` is the day that "quá hạn" and "quý này" are reckoned from.

    ``corrected`` is what the asker makes of the question as understood.
    """
    question = understand(text, knowledge, today)
    if corrected is not None:
        question = corrected(question)
    answer = passage_answers.pasted(question, knowledge) or _answerer(question)(question, knowledge, searcher)
    copies = copies_of(answer, knowledge)
    answer = _saying_what_was_left(answer)
    beside = question.taken + copies_told(copies, knowledge) + wording.ended(question.query.everyone)
    return replace(answer, text=answer.text + beside, copies=copies, searched=_searched(question, knowledge))


def _saying_what_was_left(answer: Answer) -> Answer:
    """Answers that look at the kind of question alone say which further words, or second question, they did not heed."""
    question = answer.question
    heeds_topic = question.intent in ("ranking", "agencies_compared") and question.topic
    over = question.words if question.intent in BY_KIND and not heeds_topic else ""
    if over and answer.complete and answer.kind != "none":
        return replace(answer, text=answer.text + wording.not_heeded(over), complete=False)
    if {"overdue", "not_due"} <= question.cues and answer.kind in ("tasks", "count"):
        return replace(answer, text=f"{answer.text} Chỉ trả lời phần quá hạn; phần chưa đến hạn hãy hỏi riêng.", complete=False)
    return answer


def _answerer(question: Question) -> _Answerer:
    if not any(letter.isalnum() for letter in question.text):
        return _nothing_asked
    if question.unknown and question.intent != "own_office":
        return _unknown
    excluding = question.negated and question.intent not in _NEGATABLE
    return passage_answers.negated if excluding else _ANSWERERS.get(question.intent, passage_answers.passages)


def _nothing_asked(question: Question, _knowledge: Knowledge, _searcher: Searcher) -> Answer:
    return Answer(question, "none", "Hãy gõ câu hỏi, ví dụ: Sở Tư pháp phải làm những việc gì.")


def _own_office(question: Question, _knowledge: Knowledge, _searcher: Searcher) -> Answer:
    written = own_office(question.text) or own_office(question.read) or ""
    text = (
        f"Câu hỏi nói “{written}”, phần mềm không biết là cơ quan nào. Hãy nêu tên, ví dụ: Sở Tư pháp phải làm những việc gì."
    )
    return Answer(question, "none", text, count=0, complete=False)


def _unknown(question: Question, _knowledge: Knowledge, _searcher: Searcher) -> Answer:
    sentences = [wording.not_held(unknown) for unknown in question.unknown]
    near = tuple(dict.fromkeys(name for unknown in question.unknown for name in unknown.near))
    return Answer(question, "none", " ".join(sentences), count=0, near=near)


def _covered(question: Question, knowledge: Knowledge, searcher: Searcher) -> Answer:
    from search.answering.covered import covered  # numpy and scipy come with it

    return covered(question, knowledge, searcher)


def _in_both(question: Question, knowledge: Knowledge, searcher: Searcher) -> Answer:
    from search.answering.in_both import in_both

    return in_both(question, knowledge, searcher)


def _lacking(question: Question, knowledge: Knowledge, searcher: Searcher) -> Answer:
    from search.answering.plans_lacking import plans_lacking

    return plans_lacking(question, knowledge, searcher)


def _searched(question: Question, knowledge: Knowledge) -> dict[str, int]:
    asked_in = () if question.intent == "in_force" else question.query.documents  # who ends a paper may be any other
    documents = [knowledge.by_id[i] for i in asked_in] or list(knowledge.documents)
    rows, spoken = (sum(knowledge.counts[d.id][n] for d in documents) for n in (0, 1))
    return {"documents": len(documents), "tasks": rows, "narrative": spoken, "unparsed": knowledge.unparsed(documents)}


_ANSWERERS: dict[str, _Answerer] = {
    "tasks": task_answers.tasks,
    "count": task_answers.tasks,
    "days_of": task_answers.days_of,
    "documents_issued": papers_issued,
    "papers_held": papers_held,
    "own_office": _own_office,
    "documents_by_source": document_answers.documents_by_source,
    "documents_by_relation": document_answers.documents_by_relation,
    "numbers_by_relation": document_answers.numbers_by_relation,
    "signed_by": document_answers.signed_by,
    "in_force": validity_answers.in_force,
    "signer": fact_answers.signer,
    "person": fact_answers.person,
    "officer": fact_answers.officer,
    "issuer_of": fact_answers.issuer_of,
    "deadline_of": fact_answers.of_a_task,
    "lead_of": fact_answers.of_a_task,
    "helpers_of": fact_answers.of_a_task,
    "deliverable_of": fact_answers.of_a_task,
    "detail_of": fact_answers.of_a_task,
    "sections": fact_answers.sections,
    "groups": fact_answers.sections,
    "coverage": _covered,
    "in_both": _in_both,
    "ranking": ranking,
    "extremes": extremes,
    "plans_made": plans_made,
    "plans_lacking": _lacking,
    "partners": partners,
    "agencies_compared": agencies_compared,
    "without_tasks": idle_bodies,
    "row_sizes": row_sizes,
    "units_of": units_of,
    "signed_by_office": signed_by_office,
}
