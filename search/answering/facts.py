"""Single facts: who signed, who issued and when, the deadline or the lead of one task, with where it is printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from corpus.model import Document, Task
from ingest.grammar import deadlines, numbers
from search.asking.question import Question
from search.asking.task_query import EITHER
from search.held.knowledge import Knowledge, Record
from search.selecting import paraphrase, topics
from search.selecting.query import By, Match, TaskQuery, select

_LISTING = re.compile(r":\s*(?P<items>[^:()]+(?:;[^:()]+)+?)\s*[).]*$")
UNSTATED = "không nêu"
_SURE = 0.75
_WORD = 2  # syllables: "báo cáo"
_FEW = 3  # that are looked at, of rows that all have the words
_ANYHOW: frozenset[By] = frozenset({"name", "group", "issuer", "product"})


def signers(documents: tuple[Document, ...]) -> list[tuple[Document, str]]:
    """(document, "Phó Giám đốc X") for every document that prints its signer."""
    return [(d, " ".join(p for p in (d.signer.role, d.signer.name) if p)) for d in documents if d.signer]


def person(documents: tuple[Document, ...]) -> str:
    """Who the signers of these documents are, in the words of the papers."""
    by_name: dict[str, list[Document]] = {}
    for document in documents:
        by_name.setdefault(document.signer.name if document.signer else "", []).append(document)
    return " ".join(f"{name}: {_held_offices(signed)}." for name, signed in by_name.items())


def _held_offices(signed: Sequence[Document]) -> str:
    offices = {f"{d.signer.role} {d.issuer or ''}".strip() for d in signed if d.signer}
    papers = ", ".join(f"{(d.type or 'văn bản').lower()} {d.label}" for d in signed)
    return f"{'; '.join(sorted(offices))}, người ký {papers}"


def issuer(number: str, knowledge: Knowledge) -> str | None:
    """Who issued the document of a number, and when: from its own head where it is held, else as others cite it."""
    for document in knowledge.numbered(number):
        if document.issuer:
            return issued(document)
    key = numbers.key(number)
    cited = [reference for _, reference in knowledge.references if numbers.key(reference.number) == key]
    names = [reference.issuer for reference in cited if reference.issuer]
    days = [reference.date for reference in cited if reference.date]
    if not names and not days:
        return None
    return _issued(max(names, key=len) if names else None, days[0] if days else None)


def meant(question: Question, knowledge: Knowledge) -> list[Record]:
    """The tasks that a question means by their words or their place, among those that fit what else it names.

    Rows and list items go before duties of running text.
    """
    query = replace(question.query, roles=EITHER, by=_ANYHOW, named_first=False)
    words = question.quoted or question.words
    if question.query.stt and (question.query.documents or question.query.annex):
        return _printed_first([match.record for match in select(knowledge, query).all])
    for reading in topics.readings(question, words):
        found = _about(reading, query, bool(question.quoted), knowledge)
        if found and (topics.printed(knowledge, reading) or _says_enough(found[:_FEW], question, knowledge)):
            return _printed_first(found)
    share = _SURE if question.intent == "detail_of" else topics.SHARE
    narrow = query.names_something() or query.timed()
    among = {match.record.task.id for match in _fitting(query, True, knowledge)} if narrow else None
    nearest = (topics.nearest(knowledge, reading, among, share) for reading in topics.readings(question, words))
    found = next(filter(None, nearest), [])
    return _printed_first(found) if _says_enough(found, question, knowledge) else []


def _says_enough(records: Sequence[Record], question: Question, knowledge: Knowledge) -> bool:
    """Whether one of them shares more than syllables with the question: "cấp phép karaoke" is not "cấp phép xây dựng"."""
    if not records:
        return False
    asked = paraphrase.sense(question, knowledge)
    return any(paraphrase.share(asked, paraphrase.told(record.task)) >= paraphrase.ENOUGH for record in records)


def _about(words: str, query: TaskQuery, quoted: bool, knowledge: Knowledge) -> list[Record]:
    """The records that fit and speak of the words; of a quotation those that print it, where there are any."""
    about = replace(query, about=tuple(topics.content_words(words)))
    found = [match.record for match in _fitting(about, len(about.about) > _WORD, knowledge)] if about.about else []
    printed = {record.task.id for record in topics.printed(knowledge, words)} if quoted else set()
    return [record for record in found if record.task.id in printed] or found


def _fitting(query: TaskQuery, much: bool, knowledge: Knowledge) -> Sequence[Match]:
    """What surely fits, else what may. For an agency that only a condition may bring in, one word is not enough."""
    selection = select(knowledge, query).spoken()
    if selection.certain or (query.everyone and not much):
        return selection.certain
    return selection.all


def _printed_first(records: list[Record]) -> list[Record]:
    """The rows and list items where there are any, else the duties of running text."""
    return [record for record in records if record.task.kind != "narrative"] or records


def deadline(task: Task) -> str:
    """The effective deadline in words, with the original one where it was adjusted."""
    if task.effective_deadline is None:
        return UNSTATED
    words = deadlines.describe(task.effective_deadline)
    return f"{words} (trước khi điều chỉnh: {task.deadline.raw})" if task.adjusted_deadline and task.deadline else words


def helpers(task: Task) -> str:
    return "; ".join(mention.name for mention in task.coordinating) or UNSTATED


def product(task: Task) -> str:
    return task.deliverable.text if task.deliverable else UNSTATED


def detail(task: Task) -> str:
    """What the print says in full: the list in it where there is one ("06 trường (tại các trường: A; B)"), else the product."""
    text = product(task) if task.deliverable else task.content.text
    listing = _LISTING.search(text)
    return listing["items"].strip() if listing else text


def quantity(task: Task) -> str:
    """The print that holds a number: product before content; ``UNSTATED`` where neither does."""
    printed = (detail(task), task.content.text)
    return next((text for text in printed if any(letter.isdigit() for letter in text)), UNSTATED)


def lead(task: Task) -> str:
    return "; ".join(mention.name for mention in task.lead) or UNSTATED


def issued(document: Document) -> str | None:
    """Who issued a held document, and when; ``None`` where it says neither."""
    return ", ".join(part for part in (document.issuer, day_of(document)) if part) or None


def day_of(document: Document) -> str | None:
    """The day of issue as far as it is stated: "ngày 10/04/2026", "tháng 4/2026", "năm 2026"."""
    match document.date_precision if document.date else None:
        case None:
            return None
        case "month":
            return f"tháng {document.date:%-m/%Y}"
        case "year":
            return f"năm {document.date:%Y}"
    return f"ngày {document.date:%d/%m/%Y}"


def _issued(name: str | None, day: date | None) -> str:
    return ", ".join(part for part in (name, day.strftime("ngày %d/%m/%Y") if day else None) if part)
