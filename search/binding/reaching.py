"""Reach for many tasks at once: rows of papers alike that name the same agencies are judged once for each asked agency."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from datetime import date
from functools import cache, cached_property

from corpus.agency_table import agencies
from corpus.model import AgencyMention, Document, Task
from search.binding.asked_agency import AskedAgency, home_of
from search.binding.grouped import Grouped
from search.binding.own_outputs import given_parts
from search.binding.reach import Reach, reach

_AGENCIES = 64  # whose judgements are kept


class Reaching:
    """The rows of a view by what decides whom they bind. ``rows`` are (task, document), known by their place."""

    def __init__(self, rows: Sequence[tuple[Task, Document]], stated: frozenset[str]) -> None:
        self._rows = rows
        self._stated = stated
        self._kept: OrderedDict[tuple[AskedAgency, bool], dict[int, tuple[Reach, ...]]] = OrderedDict()

    def grouped(self, own_outputs: bool) -> Grouped:
        """The rows by their signature; with ``own_outputs`` told apart by what product and text ask of each."""
        return self._whole if own_outputs else self._columns

    def reach(self, signature: int, agency: AskedAgency, own_outputs: bool) -> tuple[Reach, ...]:
        """How the rows of a signature bind the agency, the strongest first."""
        known = self._judgements(agency, own_outputs)
        if signature not in known:
            task, document = self._rows[self.grouped(own_outputs).firsts[signature]]
            known[signature] = reach(task, document, agency, self._stated, own_outputs=own_outputs)
        return known[signature]

    def _judgements(self, agency: AskedAgency, own_outputs: bool) -> dict[int, tuple[Reach, ...]]:
        key = (agency, own_outputs)
        if key not in self._kept:
            self._kept[key] = {}
            while len(self._kept) > _AGENCIES:
                self._kept.popitem(last=False)
        return self._kept[key]

    @cached_property
    def _columns(self) -> Grouped:
        papers = {document.id: _paper(document) for _, document in self._rows}
        return Grouped((papers[document.id], *_named(task)) for task, document in self._rows)

    @cached_property
    def _whole(self) -> Grouped:
        columns = self._columns.codes
        return Grouped((columns[place], _given(task)) for place, (task, _) in enumerate(self._rows))


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


def _given(task: Task) -> Hashable:
    product, content = task.deliverable.text if task.deliverable else "", task.content.text
    return (
        given_parts(product, "deliverable") if "của" in product.lower() else (),
        given_parts(content, "body"),
    )
