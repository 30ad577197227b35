"""Answers to open questions: ranked passages, or nothing where the question speaks of what no paper holds."""

from __future__ import annotations

import re
from dataclasses import replace

from search.answering import wording
from search.answering.replies import Answer
from search.asking.question import Question
from search.held.knowledge import Knowledge, Record
from search.selecting import paraphrase, topics
from search.selecting.query import Match
from search.selecting.retrieve import Found, Searcher

_LIMIT = 20
_TRUSTED = 3  # of the first passages one may be what is meant in other words; more bring hardly a right one
_ROW_NUMBER = re.compile(r"^\W*\d{1,3}[.)\t ]\s*")  # "12. Thay máy tính …"
_PRINTED = 8  # a question of more words than these may be a quotation


def passages(question: Question, knowledge: Knowledge, searcher: Searcher) -> Answer:
    """The records that print the words of the question, all of them; else the nearest passages by rank."""
    quoted = _printed(question, knowledge)
    if quoted:
        text = f"{len(quoted)} nhiệm vụ có đủ các từ của câu hỏi."
        return Answer(question, "tasks", text, quoted, count=len(quoted))
    if topics.is_strange(knowledge, question):
        return by_meaning(question, knowledge, searcher) or Answer(question, "none", wording.strange(question), count=0)
    found = searcher.search(question.text, knowledge, limit=_LIMIT, documents=question.query.documents or None)
    if not found:
        return Answer(question, "none", "Không tìm thấy đoạn nào có các từ này trong kho.", count=0)
    text = f"{len(found)} đoạn gần nhất với câu hỏi, xếp theo mức phù hợp; đây không phải danh sách đầy đủ."
    return Answer(question, "passages", text, passages=tuple(found), count=len(found), complete=False)


def by_meaning(question: Question, knowledge: Knowledge, searcher: Searcher) -> Answer | None:
    """Of words that no row has together: what says most of it in other words; ``None`` where no passage does."""
    asked = paraphrase.sense(question, knowledge)
    best = searcher.search(question.text, knowledge, limit=_TRUSTED, documents=question.query.documents or None)
    shares = [(_said(asked, found, question.words), found) for found in best]
    held = [(share, found) for share, found in shares if share >= paraphrase.ENOUGH]
    if not held:
        return None
    confidence = max(share for share, _ in held)
    passages = tuple(replace(found, rank=rank) for rank, (_, found) in enumerate(held, start=1))
    nearest = f"Theo nghĩa, {len(passages)} đoạn gần nhất khớp đến {confidence:.0%} điều được hỏi"
    text = f"Không nhiệm vụ nào in trọn các từ này. {nearest}; hãy đọc nguyên văn, đây không phải danh sách đầy đủ."
    return Answer(
        question, "passages", text, passages=passages, count=len(passages), complete=False, confidence=round(confidence, 2)
    )


def _said(asked: paraphrase.Sense, found: Found, words: str) -> float:
    """Running text, of which there is much, has to print most of the words themselves."""
    if found.record is not None:
        return paraphrase.share(asked, paraphrase.told(found.record.task))
    return paraphrase.share(asked, found.text) if topics.speak_of([found.text], words) else 0.0


def pasted(question: Question, knowledge: Knowledge) -> Answer | None:
    """A row pasted as it is printed, its number before it: the tasks that print all of it; ``None`` for any other text."""
    text = _ROW_NUMBER.sub("", question.text).strip(" ?.!;,")
    plain = question.intent == "passages" and text == question.text.strip(" ?.!;,")  # ``passages`` finds it, and more
    if plain or len(text.split()) <= _PRINTED:
        return None
    found = tuple(Match(record) for record in topics.printed(knowledge, text))
    return (
        Answer(question, "tasks", f"{len(found)} nhiệm vụ in nguyên văn như vậy.", found, count=len(found)) if found else None
    )


def negated(question: Question, knowledge: Knowledge, searcher: Searcher) -> Answer:
    """A question that excludes something is not answered as if it did not: the nearest passages, said to be no answer."""
    answer = passages(question, knowledge, searcher)
    text = f"Câu hỏi có ý loại trừ hoặc phủ định, phần mềm chưa trả lời chắc được. {answer.text}"
    return Answer(question, "passages", text, passages=answer.passages, count=answer.count, complete=False)


def _printed(question: Question, knowledge: Knowledge) -> tuple[Match, ...]:
    if len(question.text.split()) <= _PRINTED or question.query.documents:
        return ()
    records = _telling(question, knowledge) or topics.printed(knowledge, question.text.strip(" ?.!"))
    return tuple(Match(record) for record in records)


def _telling(question: Question, knowledge: Knowledge) -> list[Record]:
    """The records that hold all of many words near together, in whatever order."""
    readings = topics.readings(question, question.restored)
    many = (reading for reading in readings if len(topics.content_words(reading)) > _PRINTED)
    return next(filter(None, (topics.about(knowledge, reading) for reading in many)), [])
