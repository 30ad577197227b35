"""Single facts: who signed, who issued and when, the deadline or the lead of one task, with where it is printed."""

from __future__ import annotations

from datetime import date

from corpus.model import Document, Task
from corpus.spelling import bare
from ingest import deadlines, numbers
from search.knowledge import Knowledge, Record
from search.question import Question
from search.retrieve import Searcher

_COVERED = 0.75  # of the question's content words that a task must hold to be the one that is meant
_CANDIDATES = 10


def signers(documents: tuple[Document, ...]) -> list[tuple[Document, str]]:
    """(document, "Phó Giám đốc X") for every document that prints its signer."""
    return [(d, " ".join(p for p in (d.signer.role, d.signer.name) if p)) for d in documents if d.signer]


def person(documents: tuple[Document, ...]) -> str:
    """Who the signer of these documents is, in the words of the papers."""
    offices = {f"{d.signer.role} {d.issuer or ''}".strip() for d in documents if d.signer}
    papers = ", ".join(f"{(d.type or 'văn bản').lower()} {d.number or d.source_file}" for d in documents)
    name = next((d.signer.name for d in documents if d.signer), "")
    return f"{name}: {'; '.join(sorted(offices))}, người ký {papers}."


def issuer(number: str, knowledge: Knowledge) -> str | None:
    """Who issued the document of a number, and when: from its own head where it is held, else as others cite it."""
    for document in knowledge.numbered(number):
        if document.issuer:
            return _issued(document.issuer, document.date)
    key = numbers.key(number)
    cited = [reference for _, reference in knowledge.references if numbers.key(reference.number) == key]
    names = [reference.issuer for reference in cited if reference.issuer]
    days = [reference.date for reference in cited if reference.date]
    if not names and not days:
        return None
    return _issued(max(names, key=len) if names else None, days[0] if days else None)


def meant(question: Question, knowledge: Knowledge, searcher: Searcher) -> list[Record]:
    """The tasks that a question means by their words: all that hold its quotation, else the best if it holds nearly all."""
    within = set(question.query.documents)
    records = [record for record in knowledge.records if not within or record.document.id in within]
    if question.quoted:
        quoted = _squeezed(question.quoted)
        return [record for record in records if quoted in _squeezed(_printed(record.task))]
    found = searcher.search(question.words, knowledge, _CANDIDATES, question.query.documents or None)
    words = set(bare(question.words).split())
    good = [f.record for f in found if f.record and _share(words, f.record.task) >= _COVERED]
    return good[:1]


def deadline(task: Task) -> str:
    """The effective deadline in words, with the original one where it was adjusted."""
    if task.effective_deadline is None:
        return "không nêu"
    words = deadlines.describe(task.effective_deadline)
    return f"{words} (trước khi điều chỉnh: {task.deadline.raw})" if task.adjusted_deadline and task.deadline else words


def lead(task: Task) -> str:
    return "; ".join(mention.name for mention in task.lead) or "không nêu"


def _issued(name: str | None, day: date | None) -> str:
    return ", ".join(part for part in (name, day.strftime("ngày %d/%m/%Y") if day else None) if part)


def _printed(task: Task) -> str:
    return f"{task.content.text} {task.deliverable.text if task.deliverable else ''}"


def _squeezed(text: str) -> str:
    return "".join(c for c in bare(text) if c.isalnum())


def _share(words: set[str], task: Task) -> float:
    there = set(bare(_printed(task)).replace(",", " ").replace(".", " ").split())
    return len(words & there) / len(words) if words else 0.0
