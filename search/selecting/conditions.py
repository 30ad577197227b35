"""For each filter of a question about tasks, the test that a task must pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from corpus.agencies import fold
from corpus.model import Task
from ingest.grammar import numbers
from search.asking.task_query import Lack, TaskQuery
from search.held.due import due, is_overdue
from search.held.facets import Facet, Holds
from search.selecting import deadline_terms

Condition = tuple[Facet, Holds]
_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ROMAN = {roman: str(number) for number, roman in enumerate(_NUMERALS, start=1)}
_LINKS = frozenset({"cua", "va", "cac", "mot", "la", "cho", "ve"})


def conditions(query: TaskQuery) -> list[Condition]:
    """What a task must pass, one test a filter, with what it looks at; the words and who is meant are not among them."""
    lacks = (_LACKS[lack] for lack in query.lacks)
    filled = (_filled(*_LACKS[lack]) for lack in query.filled)
    alone: list[Condition] = [("task", lambda task: len(task.lead) <= 1)] if query.alone else []
    return [*_places(query), *_origins(query), *lacks, *filled, *alone, *_times(query), *_texts(query)]


def _places(query: TaskQuery) -> Iterator[Condition]:
    if query.group is not None:
        group = _rank(query.group)
        yield "place", lambda task: task.group is not None and _rank(task.group.label) == group
    if query.annex is not None:
        annexes = {_rank(annex) for annex in (query.annex, *query.other_annexes)}
        yield "place", lambda task: task.annex is not None and _rank(task.annex) in annexes
    if query.stt is not None:
        stt = query.stt.lstrip("0")
        yield "place", lambda task: task.stt is not None and task.stt.lstrip("0") == stt


def _origins(query: TaskQuery) -> Iterator[Condition]:
    if query.sources:
        yield "sources", _from_sources(query.sources, query.all_sources)
    if query.sources and query.sources_only:
        allowed = {numbers.key(source) for source in query.sources}
        yield "sources", lambda task: {numbers.key(source) for source in task.sources} <= allowed
    if query.without_sources:
        holds = _from_sources(query.without_sources, False)
        yield "sources", lambda task: not holds(task)
    if query.cited:
        yield "task", _cites(query.cited)


def _times(query: TaskQuery) -> Iterator[Condition]:
    if query.spans:
        yield (
            "deadlines",
            lambda task: any(
                deadline_terms.within(deadline_terms.day(task.effective_deadline, query.starting), *span)
                for span in query.spans
            ),
        )
    if query.overdue and query.at:
        today = query.at
        yield "deadlines", lambda task: is_overdue(task, today)
    if query.states and query.at:
        day = query.at
        yield "deadlines", lambda task: due(task, day).state in query.states
    if query.frequency:
        yield (
            "deadlines",
            lambda task: (
                deadline_terms.recurs(task.deadline, query.frequency)
                or deadline_terms.recurs(task.adjusted_deadline, query.frequency)
            ),
        )
    if query.ongoing:
        yield "deadlines", lambda task: deadline_terms.runs_on(task.deadline) or deadline_terms.runs_on(task.adjusted_deadline)
    if query.moved:
        yield "deadlines", deadline_terms.moved(*query.moved)
    elif query.adjustment:
        wanted = ("earlier", "later", "same") if query.adjustment == "any" else (query.adjustment,)
        yield "deadlines", lambda task: deadline_terms.adjustment(task) in wanted


def _texts(query: TaskQuery) -> Iterator[Condition]:
    if query.deliverable:
        wanted = set(query.deliverable) - _LINKS
        yield "product", lambda task: bool(wanted) and wanted <= _folded(_product(task))


_LACKS: dict[Lack, Condition] = {
    "deadline": ("deadlines", lambda task: task.deadline is None and task.adjusted_deadline is None),
    "lead": ("lead", lambda task: all(mention.kind == "unknown" for mention in task.lead)),
    "coordinating": ("coordinating", lambda task: not task.coordinating),
    "deliverable": ("product", lambda task: not _product(task)),
    "adjusted": ("deadlines", lambda task: task.adjusted_deadline is None),
}


def _filled(facet: Facet, is_empty: Holds) -> Condition:
    return facet, lambda task: not is_empty(task)


def _rank(annex: str) -> str:
    """ "II", "2" and "02" are one annex."""
    return _ROMAN.get(annex.upper(), annex.upper().lstrip("0"))


def _from_sources(sources: Iterable[str], every: bool) -> Holds:
    wanted = {numbers.key(source) for source in sources}

    def holds(task: Task) -> bool:
        given = {numbers.key(source) for source in task.sources}
        return wanted <= given if every else bool(wanted & given)

    return holds


def _cites(cited: Iterable[str]) -> Holds:
    wanted = {numbers.key(number) for number in cited}

    def holds(task: Task) -> bool:
        given = {numbers.key(source) for source in task.sources}
        if wanted <= given:
            return True
        deadlines = " ".join(deadline.raw for deadline in (task.deadline, task.adjusted_deadline) if deadline)
        return wanted <= given | _numbers_in(f"{task.content.text} {_product(task)} {deadlines}")

    return holds


@lru_cache(maxsize=4096)
def _numbers_in(text: str) -> frozenset[str]:
    """As ``numbers.key`` writes them. Reading takes 0.1 ms, and a question about a paper is asked in several ways."""
    return frozenset(numbers.key(found.canonical) for found in numbers.find(text))


@lru_cache(maxsize=65536)
def _folded(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


def _product(task: Task) -> str:
    return task.deliverable.text if task.deliverable else ""
