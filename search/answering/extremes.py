"""Answers about the first and the last: the newest paper, the task that is due first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from search.answering import facts
from search.answering.copies import without_copies
from search.answering.replies import Answer, Held
from search.asking.extremes import Extreme, extreme
from search.asking.question import Question
from search.binding.asked_agency import issued_by
from search.held.knowledge import Knowledge
from search.selecting.deadline_terms import day
from search.selecting.query import Match, select
from search.selecting.retrieve import Searcher

_WORDS = {"first": "sớm nhất", "last": "muộn nhất", "next": "gần nhất", "newest": "mới nhất", "oldest": "cũ nhất"}


def extremes(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    asked = extreme(question.read) or "next"
    return _papers(question, asked, knowledge) if asked in ("newest", "oldest") else _tasks(question, asked, knowledge)


def _papers(question: Question, asked: Extreme, knowledge: Knowledge) -> Answer:
    """The papers of the latest, or the earliest, day; those without a date are told."""
    query = question.query
    among = [
        document
        for document in without_copies(knowledge)
        if (not query.documents or document.id in query.documents)
        and (not query.everyone or any(issued_by(document, agency) for agency in query.everyone))
    ]
    dated = [(document.date, document) for document in among if document.date]
    if not dated:
        return Answer(question, "none", "Không đọc được ngày ban hành của văn bản nào được hỏi.", count=0)
    best = (max if asked == "newest" else min)(issued for issued, _ in dated)
    held = tuple(Held(document) for issued, document in dated if issued == best)
    names = ", ".join(one.document.label for one in held)
    unread = f" {len(among) - len(dated)} văn bản không rõ ngày, không xếp." if len(dated) < len(among) else ""
    signers = facts.signers(tuple(one.document for one in held)) if "signed" in question.cues else []
    signer = f" Người ký: {'; '.join(who for _, who in signers)}." if signers else ""
    days = ", ".join(dict.fromkeys(day for one in held if (day := facts.day_of(one.document))))
    text = f"{_WORDS[asked].capitalize()} trong {len(dated)} văn bản: {names}, {days}.{signer}{unread}"
    return Answer(question, "documents", text, documents=held, count=len(held))


def _tasks(question: Question, asked: Extreme, knowledge: Knowledge) -> Answer:
    """The tasks that are due on the earliest day that is not past, on the earliest of all, or on the latest."""
    today = question.query.at or date.min
    rows = select(knowledge, replace(question.query, narrative="without")).certain
    matches = [(due, match) for match in rows if (due := _due(match))]
    if asked == "next":
        matches = [(due, match) for due, match in matches if due >= today]
    if not matches:
        return Answer(question, "none", "Không nhiệm vụ nào được hỏi có ngày đến hạn như vậy.", count=0)
    best = (max if asked == "last" else min)(due for due, _ in matches)
    found = tuple(match for due, match in matches if due == best)
    since = f" tính từ ngày {today:%d/%m/%Y}" if asked == "next" else ""
    text = f"Hạn {_WORDS[asked]}{since} là ngày {best:%d/%m/%Y}: {len(found)} nhiệm vụ trong bảng, danh mục."
    return Answer(question, "tasks", text, found, count=len(found))


def _due(match: Match) -> date | None:
    return day(match.record.task.effective_deadline, False)
