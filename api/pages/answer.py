"""An answer as the page shows it: how the question was understood, the sentence, the lists, where was looked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from api.asking.chips import Chip, chips
from api.asking.filters import filters_of, pairs, today
from api.asking.question import Asking
from api.asking.sorting import ordered
from api.pages.marked_text import marked_line
from api.pages.task_tables import Links, Order, SourceLink, TaskList, conditional_lists, task_lists
from api.pages.toolbar import Toolbar, Where, toolbar
from api.telling import wording
from api.telling.wording import Link, searched_words
from corpus.model import Span
from ingest.extent import extent
from search.answering.answer import Answer, Held
from search.asking.question import Question, Unknown
from search.binding.asked_agency import full_name
from search.held.citations import task_label
from search.held.knowledge import Knowledge
from search.selecting.query import Selection
from search.selecting.retrieve import Found

MOST_SHOWN = 500  # tasks on one page; the rest is a page of /tasks away


@dataclass(frozen=True, slots=True)
class HeldItem:
    """A document that answers: its ``tasks`` below show it, or ``quotes``, (words, where they stand), say so."""

    id: str
    name: str
    issued: str
    title: str
    address: str
    tasks: int
    quotes: tuple[tuple[str, Link], ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A ranked passage: ``words`` with the found words marked, ``facts`` who and when where it is a task."""

    rank: int
    document: str
    issued: str
    place: str
    address: str
    words: Markup
    facts: str


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """``listing`` is the address of the same list as a form of filters, ``None`` where the answer is no such list.

    ``agency`` is that of the page of the one agency that is asked about.
    """

    sentence: str
    chips: tuple[Chip, ...]
    near: tuple[Link, ...]
    toolbar: Toolbar | None
    lists: list[TaskList]
    conditional: list[tuple[str, list[TaskList]]]
    narrative: list[TaskList]
    held: tuple[HeldItem, ...]
    passages: tuple[Passage, ...]
    numbers: tuple[SourceLink, ...]
    searched: str
    listing: str | None
    agency: str | None
    left_out: int
    nothing: bool


def answer_page(answer: Answer, knowledge: Knowledge, asked: Asking) -> AnswerPage:
    """The view of one answer. Raises ``InputError`` for an order that does not exist."""
    question = answer.question
    day = question.query.at or today(None)
    order = Order(day, asked.sort, lambda sort: asked.address({"sort": (sort,)}))
    found = ordered(Selection(answer.tasks, answer.possible, (), answer.narrative), asked.sort, day)
    return AnswerPage(
        sentence=answer.text,
        chips=chips(question, knowledge, asked),
        near=tuple(_near(question, asked.at)),
        toolbar=toolbar(found.all, question.query, day, Where("/", "/api/ask", asked.pairs), asked.sort),
        lists=task_lists(found.certain[:MOST_SHOWN], knowledge, order),
        conditional=conditional_lists(found.possible[:MOST_SHOWN], knowledge, order),
        narrative=task_lists(found.narrative[:MOST_SHOWN], knowledge, order),
        held=tuple(_held_items(answer, knowledge)),
        passages=tuple(_passage(found, knowledge) for found in answer.passages),
        numbers=Links(knowledge)(answer.numbers),
        searched=searched_words(answer.searched) if question.text else "",
        listing=_listing(question, knowledge),
        agency=_agency(question),
        left_out=sum(max(0, len(part) - MOST_SHOWN) for part in (answer.tasks, answer.possible, answer.narrative)),
        nothing=answer.kind == "none",
    )


def _agency(question: Question) -> str | None:
    asked = question.query.agencies
    return wording.agency_address(full_name(asked[0])) if len(asked) == 1 and not question.unknown else None


def _listing(question: Question, knowledge: Knowledge) -> str | None:
    if question.intent not in ("tasks", "count") or question.unknown:
        return None
    return wording.tasks_address(pairs(filters_of(question.query, knowledge)))


def _near(question: Question, at: str) -> Iterator[Link]:
    """The question asked again with the nearest known name in place of an unknown one."""
    for unknown in question.unknown:
        for name in unknown.near:
            yield Link(name, wording.question_address(_asked_again(question, unknown, name), at))


def _asked_again(question: Question, unknown: Unknown, name: str) -> str:
    return question.text.replace(unknown.written, name) if unknown.written in question.text else name


def _held_items(answer: Answer, knowledge: Knowledge) -> Iterator[HeldItem]:
    for identifier, group in groupby(answer.documents, key=lambda held: held.document.id):
        found = list(group)
        document = knowledge.by_id[identifier]
        quoted = [spans for held in found if (spans := _quoted(held, answer.question))]
        yield HeldItem(
            identifier,
            wording.document_name(document),
            wording.issued(document),
            document.title or "",
            wording.document_address(identifier),
            sum(len(held.evidence) for held in found),
            tuple(_quotes(identifier, quoted, knowledge)),
        )


def _quoted(held: Held, question: Question) -> tuple[Span, ...]:
    """The sentence that says so, or the signature where the signer was asked for."""
    if held.reference is not None:
        return held.reference.sentence
    return held.document.signer.spans if question.intent == "signer" and held.document.signer else ()


def _quotes(identifier: str, quoted: Sequence[tuple[Span, ...]], knowledge: Knowledge) -> Iterator[tuple[str, Link]]:
    whole = knowledge.document(identifier) if quoted else None
    for spans in dict.fromkeys(quoted):
        if whole is not None:
            link = Link(wording.place(whole, spans), wording.document_address(identifier, spans))
            yield extent(whole.text, spans).text, link


def _passage(found: Found, knowledge: Knowledge) -> Passage:
    document = knowledge.by_id[found.document]
    return Passage(
        found.rank,
        wording.document_name(document),
        wording.issued(document),
        wording.paged(_place(found), document, found.spans),
        wording.document_address(document.id, found.spans),
        marked_line(found.text, [Span(start, end) for start, end in found.highlights]),
        _facts(found),
    )


def _place(found: Found) -> str:
    return task_label(found.record.task) if found.record else wording.section_words(found.section)


def _facts(found: Found) -> str:
    if found.record is None:
        return ""
    task = found.record.task
    deadline = task.effective_deadline
    facts: Sequence[tuple[str, str]] = (
        ("Chủ trì", wording.names(task.lead)), ("Hạn", deadline.raw if deadline else ""), ("Nguồn", "; ".join(task.sources)),
    )  # fmt: skip
    return " · ".join(f"{label}: {value}" for label, value in facts if value)
