"""Answers that are tasks: every record that fits, narrowed to what the question speaks of; and how many they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.agencies import key, lookup
from corpus.phrases import understand as understand_phrase
from corpus.spelling import bare
from search.answering import facts, wording
from search.answering.document_answers import citing, counted_documents
from search.answering.moved_deadlines import really_moved, ways_told
from search.answering.passage_answers import by_meaning, passages
from search.answering.replies import Answer, AnswerKind
from search.asking.left_words import not_heeded
from search.asking.question import Question
from search.asking.task_query import EITHER, HELPS, LEADS
from search.binding.asked_agency import AskedAgency
from search.binding.reach import near
from search.held.knowledge import Knowledge
from search.selecting import headings, topics
from search.selecting.query import Selection, select
from search.selecting.retrieve import Searcher
from search.selecting.standing import apart_replaced, is_about_standing, replaced_words, without_replaced

_GIVEN = re.compile(r"\b(?:theo|giao)\b")
_TELLING = 3  # words left over that may narrow a list though nothing says that they shall
_EVERYWHERE = frozenset({"so", "equivalent", "committee", "council"})  # families of bodies that every province has


def tasks(question: Question, knowledge: Knowledge, searcher: Searcher) -> Answer:
    """A complete list or its count; ``none`` with what is possible where nothing certain fits."""
    counted = counted_documents(question, knowledge)
    if counted:
        return counted
    words, strangers = _narrowing(question), [a for a in question.query.everyone if not _is_known(a, knowledge)]
    if words and not strangers:
        found = _of_words(question, words, knowledge)
        if found:
            return found
        if not (question.query.names_something() or question.query.timed()):
            return _open(question, words, knowledge, searcher)
    selection = select(knowledge, question.query)
    if strangers and not _named(selection):
        return _stranger(question, knowledge, selection, strangers)
    if not selection.certain and question.query.cited and not question.query.everyone:
        return citing(question, knowledge)
    selection = _settled(question, selection, knowledge)
    if not selection.certain:
        return _nothing(question, knowledge, selection)
    return (
        _open(question, words, knowledge, searcher) if words and _speaks_of(question) else _list(question, knowledge, selection)
    )


def _of_words(question: Question, words: str, knowledge: Knowledge) -> Answer | None:
    """The list narrowed to the words, in the first of their readings that anything holds."""
    readings = topics.readings(question, words) if _speaks_of(question) else (words,)
    return next((found for reading in readings if (found := _narrowed(question, reading, knowledge))), None)


def days_of(question: Question, knowledge: Knowledge, searcher: Searcher) -> Answer:
    """The days of the tasks that fit: "trước những ngày nào hằng năm"."""
    answer = tasks(replace(question, topic="", words=""), knowledge, searcher)
    answer = replace(answer, question=question)
    days = dict.fromkeys(facts.deadline(match.record.task) for match in answer.tasks if match.record.task.effective_deadline)
    if answer.kind != "tasks" or not days:
        return answer
    value = "; ".join(days)
    spoken = dict.fromkeys(
        facts.deadline(match.record.task) for match in answer.narrative if match.record.task.effective_deadline
    )
    beside = f" Hạn của việc giao trong lời văn: {'; '.join(spoken)}." if spoken else ""
    return replace(answer, kind="value", value=value, text=f"Thời hạn: {value}.{beside} {answer.text}")


def _settled(question: Question, selection: Selection, knowledge: Knowledge) -> Selection:
    """What counts: listed tasks where they are counted, running text where there is nothing else, replaced plans apart."""
    selection = really_moved(question, selection)
    if question.intent == "count":
        return selection.listed()
    if not selection.certain:
        selection = selection.spoken()
    return apart_replaced(selection, question.query, knowledge) if is_about_standing(question.query) else selection


def _narrowed(question: Question, words: str, knowledge: Knowledge) -> Answer | None:
    """The tasks that speak of the words among those that fit; ``None`` where no certain one does."""
    narrow = replace(question, query=replace(question.query, about=tuple(topics.content_words(words))))
    selection = _settled(question, select(knowledge, narrow.query), knowledge) if narrow.query.about else None
    if selection is None or not selection.certain:
        return None
    found = _list(narrow, knowledge, selection, wording.about(words))
    return replace(found, complete=bool(question.topic or question.quoted))  # else the words may be of the asker's own


def _open(question: Question, words: str, knowledge: Knowledge, searcher: Searcher) -> Answer:
    """No task that fits speaks of the words: a heading may, else nothing does, or the nearest passages."""
    if not words or (not _speaks_of(question) and len(words.split()) < 2):
        return _list(question, knowledge, _settled(question, select(knowledge, question.query), knowledge))
    if not _speaks_of(question):
        return passages(question, knowledge, searcher)
    found = headings.headed(question, knowledge, words) if question.query.documents else []
    if found:
        return Answer(question, "sections", f"{len(found)} mục.", sections=tuple(found), count=len(found))
    nothing = Answer(question, "none", wording.nothing_about(words), count=0)
    return nothing if question.query.names_something() else by_meaning(question, knowledge, searcher) or nothing


def _list(question: Question, knowledge: Knowledge, selection: Selection, beside: str = "") -> Answer:
    count = len(selection.certain)
    told = without_replaced(selection, question.query, knowledge)
    text = wording.tasks(question, told, knowledge) + beside + ways_told(question, selection)
    if is_about_standing(question.query):
        text += replaced_words(selection, knowledge)
    kind: AnswerKind = "count" if question.intent == "count" else "tasks"
    value = str(count) if kind == "count" else None
    text += wording.given_elsewhere(question, _given_elsewhere(question, knowledge))
    over = "" if beside else not_heeded(question.words)
    text += wording.not_heeded(over)
    answer = Answer(question, kind, text, selection.certain, selection.possible, selection.narrative, value=value, count=count)
    return replace(answer, complete=not over)


def _given_elsewhere(question: Question, knowledge: Knowledge) -> int:
    """How many tasks of other papers name the one asked paper as their source: "13-TB/CQTT giao những việc gì"."""
    query = question.query
    number = knowledge.by_id[query.documents[0]].number if len(query.documents) == 1 else None
    if number is None or query.sources or query.cited or not _GIVEN.search(bare(question.read)):
        return 0
    found = select(knowledge, replace(query, documents=(), sources=(number,), annex=None, stt=None, group=None)).certain
    return sum(match.record.document.id != query.documents[0] for match in found)


def _nothing(question: Question, knowledge: Knowledge, selection: Selection) -> Answer:
    text = wording.no_tasks(question, without_replaced(selection, question.query, knowledge)) + ways_told(question, selection)
    if is_about_standing(question.query):
        text += replaced_words(selection, knowledge)
    over = not_heeded(question.words) if not question.query.about else ""
    text += _in_other_role(question, knowledge) + wording.not_heeded(over)
    answer = Answer(question, "none", text, possible=selection.possible, narrative=selection.narrative, count=0)
    return replace(answer, complete=not over)


def _in_other_role(question: Question, knowledge: Knowledge) -> str:
    """That who does nothing in the asked role has work in the other: "Viettel có tham gia việc gì"."""
    other = {LEADS: HELPS, HELPS: LEADS}.get(question.query.roles)
    if other is None or not question.query.agencies or not question.cues & EITHER:
        return ""
    count = len(select(knowledge, replace(question.query, roles=other)).certain)
    return f" Ở vai trò {'chủ trì' if other == LEADS else 'phối hợp'} có {count} nhiệm vụ." if count else ""


def _speaks_of(question: Question) -> bool:
    """Whether the question says what the tasks shall be about."""
    named = question.query.names_something() or question.query.timed()
    return bool(question.topic or question.quoted or "compared" in question.cues) or ("tasks" in question.cues and not named)


def _narrowing(question: Question) -> str:
    """The words that narrow the list: quoted, behind "về", or all that is left where nothing else is named."""
    if question.quoted or question.topic:
        return question.quoted or question.topic
    if "compared" in question.cues or not (question.query.names_something() or question.query.timed()):
        return question.words
    return question.words if len(topics.content_words(question.words)) >= _TELLING else ""


def _named(selection: Selection) -> bool:
    """Whether a task found names one of the asked agencies, or its own plan."""
    alike = {id(match.reaches): match for match in selection.all}
    return any(reach.because in {"by_name", "issuer"} for match in alike.values() for reach in match.reaches)


def _stranger(question: Question, knowledge: Knowledge, selection: Selection, strangers: Sequence[AskedAgency]) -> Answer:
    """An agency that no paper here names: what group phrases may give it is possible at best."""
    possible = (*selection.certain, *selection.possible)
    text = wording.strangers(strangers, question, len(possible), knowledge)
    close = near(strangers[0].name, knowledge.agency_names)
    return Answer(question, "none", text, possible=possible, narrative=selection.narrative, count=0, near=close)


def _is_known(agency: AskedAgency, knowledge: Knowledge) -> bool:
    """Named in the corpus as issuer or in a task, or one of the departments that every province has."""
    known = lookup(agency.name)
    if agency.kind or (known is not None and known.family in _EVERYWHERE) or understand_phrase(agency.name).members:
        return True
    return key(agency.name) in knowledge.agency_keys
