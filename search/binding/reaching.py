"""Reach for many tasks at once: papers alike make one case, rows that name the same agencies are judged once in each.

    python -m tests.bench.ask_speed --home BASE --structured --prepare    (the base that tests.bench.view_speed makes)

100,000 tasks of 1,000 papers are 17,801 kinds of rows in kinds of papers, yet no agency has more than a handful of cases in
them: judging each kind by itself took 700 ms for an agency asked for the first time, 20 ms so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from datetime import date
from functools import cache, cached_property

from corpus.agency_table import agencies
from corpus.model import AgencyMention, Document, Task
from search.binding.asked_agency import AskedAgency, home_of
from search.binding.case import Case, case_of
from search.binding.grouped import Grouped
from search.binding.own_outputs import GivenParts, given_by
from search.binding.reach import ByColumns, Reach, by_columns, by_outputs, with_outputs

_AGENCIES = 64  # whose judgements are kept

Judgements = Sequence[tuple[Reach, ...]]  # by signature; rows that share one are all listed, or all of running text


class Reaching:
    """The rows of a view by what decides whom they bind. ``rows`` are (task, document), known by their place."""

    def __init__(self, rows: Sequence[tuple[Task, Document]], stated: frozenset[str]) -> None:
        self._rows = rows
        self._stated = stated
        self._kept: OrderedDict[tuple[AskedAgency, bool], Judgements] = OrderedDict()

    def grouped(self, own_outputs: bool) -> Grouped:
        """The rows by their signature; with ``own_outputs`` told apart by what product and text ask of each."""
        return self._whole if own_outputs else self._columns

    def judged(self, agency: AskedAgency, own_outputs: bool) -> Judgements:
        """How the rows of each signature bind the agency, the strongest first."""
        key = (agency, own_outputs)
        found = self._kept.get(key)
        if found is None:
            judging = _Judging(self._cases(agency))
            found = self._with_outputs(judging) if own_outputs else [one.reaches for one in self._by_columns(judging)]
            self._kept[key] = found
            if len(self._kept) > _AGENCIES:
                self._kept.popitem(last=False)
        return found

    def _cases(self, agency: AskedAgency) -> list[Case]:
        """The case of each kind of paper."""
        return [case_of(self._rows[first][1], agency, self._stated) for first in self._papers.firsts]

    def _by_columns(self, judging: _Judging) -> list[ByColumns]:
        parties = [self._rows[first][0] for first in self._parties.firsts]
        return [judging.by_columns(paper, kind, parties[kind]) for paper, kind in self._columns.keys]

    def _with_outputs(self, judging: _Judging) -> Judgements:
        columns = self._by_columns(judging)
        paper = [paper for paper, _ in self._columns.keys]
        return [judging.with_outputs(columns[code], paper[code], given) for code, given in self._whole.keys]

    @cached_property
    def _papers(self) -> Grouped:
        papers = {document.id: _paper(document) for _, document in self._rows}
        return Grouped(papers[document.id] for _, document in self._rows)

    @cached_property
    def _parties(self) -> Grouped:
        return Grouped(_named(task) for task, _ in self._rows)

    @cached_property
    def _columns(self) -> Grouped:
        return Grouped(zip(self._papers.codes, self._parties.codes, strict=True))

    @cached_property
    def _whole(self) -> Grouped:
        return Grouped((column, given_by(task)) for column, (task, _) in zip(self._columns.codes, self._rows, strict=True))


class _Judging:
    """The judgements of one agency: equal cases, parties and parts are judged once."""

    def __init__(self, cases: Sequence[Case]) -> None:
        """``cases`` by the kind of paper."""
        numbers: dict[Case, int] = {}
        self._case = [numbers.setdefault(case, len(numbers)) for case in cases]
        self._cases = list(numbers)
        self._columns: dict[tuple[int, int], ByColumns] = {}
        self._outputs: dict[tuple[int, GivenParts], tuple[Reach, ...]] = {}
        self._together: dict[tuple[int, int], tuple[Reach, ...]] = {}

    def by_columns(self, paper: int, kind: int, task: Task) -> ByColumns:
        """``kind`` stands for the parties of the task."""
        key = self._case[paper], kind
        found = self._columns.get(key)
        if found is None:
            found = self._columns[key] = by_columns(task, self._cases[key[0]])
        return found

    def with_outputs(self, columns: ByColumns, paper: int, given: GivenParts) -> tuple[Reach, ...]:
        if not (given and columns.may_owe):
            return columns.reaches
        key = self._case[paper], given
        if key not in self._outputs:
            self._outputs[key] = by_outputs(given, self._cases[key[0]])
        outputs = self._outputs[key]
        both = id(columns), id(outputs)
        if both not in self._together:
            self._together[both] = with_outputs(columns.reaches, outputs)
        return self._together[both]


def _paper(document: Document) -> Hashable:
    """What of a paper decides whom its phrases mean; a paper that states no province stands for itself."""
    home = home_of(document)
    ended = bisect_right(_ends(), document.date) if document.date else None
    return document.agency, document.issuer, document.province, home, ended, None if home else document.id


@cache
def _ends() -> list[date]:
    """The days on which agencies ended: on which side of them a paper was issued decides whether it may mean them."""
    return sorted({agency.until for agency in agencies() if agency.until})


def _named(task: Task) -> tuple[Hashable, ...]:
    return task.kind == "narrative", tuple(map(_mention, task.lead)), tuple(map(_mention, task.coordinating))


def _mention(mention: AgencyMention) -> Hashable:
    return mention.name, mention.kind, mention.as_written, mention.part, mention.sub_unit
