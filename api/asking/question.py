"""A question as an address says it: the words as typed, the day, and what the asker put in place of what was understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from api.asking.filters import Corrections, filters_of, given, task_query, today
from api.asking.values import Named, parameter
from corpus.errors import InputError
from search.answering.answer import Answer, ask
from search.asking.question import Intent, Question, Unknown
from search.held.knowledge import Knowledge

if TYPE_CHECKING:
    from api.asking.parameters import AskParameters, QuestionForm
    from api.wiring import KnowledgeBase

CHOSEN_INTENTS: tuple[Intent, ...] = ("tasks", "count", "passages")
_SETTLES: dict[str, frozenset[str]] = {
    "agency": frozenset({"agency"}), "issuer": frozenset({"agency", "document"}),
    "number": frozenset({"source", "cited", "document"}), "person": frozenset(),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asking:
    """``corrections`` maps a filter (or ``intent``) to what it shall be; an empty value takes it away."""

    text: str
    at: str = ""
    corrections: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""

    def address(self, changed: Corrections | None = None) -> str:
        """Where the question stands with some corrections, ``at`` or ``sort`` changed."""
        return "/?" + urlencode(list(self.pairs(changed)))

    def pairs(self, changed: Corrections | None = None) -> Iterator[tuple[str, str]]:
        """The parameters of that address, those that say nothing left out."""
        yield "q", self.text
        said: Corrections = {"at": (self.at,), "sort": (self.sort,), **self.corrections, **(changed or {})}
        for name, values in said.items():
            if name not in ("at", "sort", "intent") or any(values):
                yield from ((name, value) for value in values or ("",))

    def corrected(self, question: Question, knowledge: Knowledge, named: Named = parameter) -> Question:
        """The question with the asker's filters in place of those understood. Raises ``InputError``, ``NotHeld``."""
        chosen = {name: values for name, values in self.corrections.items() if name != "intent"}
        if chosen:
            query = task_query(given(chosen, filters_of(question.query, knowledge), named), knowledge, named)
            unknown = tuple(_unsettled(question.unknown, chosen))
            question = replace(question, query=replace(query, at=question.query.at), unknown=unknown)
        if "about" in chosen:
            question = replace(question, topic="", quoted="", words="")
        return replace(question, intent=self._intent()) if self.corrections.get("intent", ("",))[0] else question

    def _intent(self) -> Intent:
        chosen = self.corrections["intent"][0]
        if chosen not in CHOSEN_INTENTS:
            raise InputError(f"Tham số intent nhận {', '.join(CHOSEN_INTENTS)}, không phải “{chosen}”.")
        return chosen


def asking(form: AskParameters | QuestionForm) -> Asking:
    """What an address asks."""
    named: dict[str, Any] = {name: tuple(values) for name, values in form.named().items() if name != "at"}
    if form.intent:
        named["intent"] = (form.intent,)
    return Asking(form.q, form.at.strip(), named, form.sort)


def answer(asked: Asking, base: KnowledgeBase, knowledge: Knowledge, named: Named = parameter) -> Answer:
    """The answer to the corrected question. Raises ``InputError`` for a correction or a day that cannot be read."""

    def corrected(question: Question) -> Question:
        return asked.corrected(question, knowledge, named)

    return ask(asked.text, knowledge, base.searcher, today(asked.at, named), corrected)


def _unsettled(unknown: Iterable[Unknown], named: Corrections) -> Iterator[Unknown]:
    """The unknown things that no correction speaks of."""
    for one in unknown:
        if not _SETTLES.get(one.kind, frozenset()) & named.keys():
            yield one
