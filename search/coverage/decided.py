"""A coverage as people decided on it: a rejected match leaves, a confirmed one stays, and so with what binds.

A decision holds where its two tasks still say what they said; a task that only moved is found by its words. Where a text has
changed the decision is *suspect*: it changes nothing any more, and is shown so that a person decides again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from corpus.agencies import key
from corpus.decisions import Anchor, Decision, fingerprint
from corpus.model import Document
from search.binding.asked_agency import AskedAgency
from search.coverage.binding import Binding, binding
from search.coverage.grading import differences, extent
from search.coverage.model import Coverage, CoverageRow, Match, Orphan, Role, State
from search.coverage.pairing import Pairing, columns
from search.coverage.states import ranked, state
from search.held.citations import task_label
from search.held.knowledge import Knowledge, Record

K = TypeVar("K")
Identities = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision as it stands today. ``lost`` says that a task it was made on is no longer there."""

    decision: Decision
    suspect: bool = False
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """``coverage`` with the decisions applied. ``matches`` by (parent task id, child task id), ``bindings`` by parent task id;
    ``rejected`` are the matches taken out, by parent task id; ``lost`` concern tasks that are gone.
    """

    coverage: Coverage
    matches: Mapping[tuple[str, str], Standing] = field(default_factory=dict)
    bindings: Mapping[str, Standing] = field(default_factory=dict)
    rejected: Mapping[str, tuple[Match, ...]] = field(default_factory=dict)
    lost: tuple[Standing, ...] = ()

    @property
    def suspect(self) -> int:
        return sum(s.suspect for s in (*self.matches.values(), *self.bindings.values())) + len(self.lost)


def decided(view: Knowledge, coverage: Coverage, decisions: Sequence[Decision], identities: Identities) -> Decided:
    """``identities`` are those of ``Store.identities``; ``decisions`` the whole ledger, oldest first."""
    parents = _Tasks([row.parent_task for row in coverage.rows], identities.get(coverage.parent.id, ()))
    children = _Tasks(records_of(view, coverage.child), identities.get(coverage.child.id, ()))
    matches: dict[tuple[str, str], Standing] = {}
    bindings: dict[str, Standing] = {}
    lost: dict[tuple[Anchor, Anchor | None], Standing] = {}
    for decision in decisions:
        if not _concerns(decision, coverage, parents, children):
            continue
        parent, child = parents.find(decision.parent), children.find(decision.child) if decision.child else None
        if parent.record is None or (child is not None and child.record is None):
            lost[(decision.parent, decision.child)] = Standing(decision, suspect=True, lost=True)
        elif child is None or child.record is None:
            bindings[parent.record.task.id] = Standing(decision, parent.changed)
        else:
            pair = parent.record.task.id, child.record.task.id
            matches[pair] = Standing(decision, parent.changed or child.changed)
    return _applied(view, coverage, _valid(matches), _valid(bindings), children, tuple(_valid(lost).values()))


def anchor(record: Record, records: Iterable[Record], identities: Identities) -> Anchor:
    """How a decision names a task; ``records`` are all tasks of its document."""
    places = dict(_places(records))
    return Anchor(identities.get(record.document.id, ()), places[record.task.id], fingerprint(record.task))


def agency_name(asked: AskedAgency) -> str:
    """How a decision names an agency: its key and its province, "sở tư pháp|thái nguyên"."""
    return f"{key(asked.name)}|{(asked.province or '').lower()}"


def same_agency(one: str, other: str) -> bool:
    """Whether two such names mean one agency; an unstated province fits any."""
    (name, _, home), (other_name, _, other_home) = one.partition("|"), other.partition("|")
    return name == other_name and (not home or not other_home or home == other_home)


def records_of(view: Knowledge, document: Document) -> list[Record]:
    """Every task of a document, duties of running text included, in the order of print."""
    return [record for record in view.records if record.document.id == document.id]


def _concerns(decision: Decision, coverage: Coverage, parents: _Tasks, children: _Tasks) -> bool:
    if not parents.known_as(decision.parent):
        return False
    if decision.child is None:
        return same_agency(decision.agency, agency_name(coverage.asked))
    return children.known_as(decision.child)


def _valid(standings: dict[K, Standing]) -> dict[K, Standing]:
    return {name: standing for name, standing in standings.items() if standing.decision.verdict != "withdrawn"}


# --- finding a task again ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Found:
    record: Record | None
    changed: bool = False


class _Tasks:
    """The tasks of one document, to be found by what a decision knows of them."""

    def __init__(self, records: Sequence[Record], identities: Iterable[str]) -> None:
        self._identities = frozenset(identities)
        by_id = {record.task.id: record for record in records}
        self._by_place = {place: by_id[identifier] for identifier, place in _places(records)}
        self._by_words: dict[str, list[Record]] = {}
        for record in records:
            self._by_words.setdefault(fingerprint(record.task), []).append(record)
        self.records = records

    def known_as(self, found: Anchor) -> bool:
        return not self._identities.isdisjoint(found.identities)

    def find(self, sought: Anchor) -> _Found:
        """In its place with its words; elsewhere with its words; in its place with other words (changed); nowhere."""
        there = self._by_place.get(sought.place)
        if there is not None and fingerprint(there.task) == sought.fingerprint:
            return _Found(there)
        alike = self._by_words.get(sought.fingerprint, [])
        if len(alike) == 1:
            return _Found(alike[0])
        return _Found(there, changed=True)


def _places(records: Iterable[Record]) -> Iterator[tuple[str, str]]:
    """(task id, place); a place that the paper prints twice is counted: "Mục II.1, lời văn (2)"."""
    seen: Counter[str] = Counter()
    for record in records:
        label = task_label(record.task)
        seen[label] += 1
        yield record.task.id, label if seen[label] == 1 else f"{label} ({seen[label]})"


# --- what a decision changes -------------------------------------------------------------------------------------------------


def _applied(
    view: Knowledge,
    coverage: Coverage,
    matches: dict[tuple[str, str], Standing],
    bindings: dict[str, Standing],
    children: _Tasks,
    lost: tuple[Standing, ...],
) -> Decided:
    change = _Change(view, coverage, children, matches, bindings)
    parts = [change.row(row) for row in coverage.rows]
    rejected = {row.parent_task.task.id: out for row, out in parts if out}
    place = {record.task.id: number for number, record in enumerate(records_of(view, coverage.parent))}
    printed = sorted((row for row, _ in parts), key=lambda row: place[row.parent_task.task.id])
    new = replace(coverage, rows=ranked(printed))
    freed = frozenset(match.child_task.task.id for out in rejected.values() for match in out)
    return Decided(replace(new, without_parent=_orphans(new, children, freed)), matches, bindings, rejected, lost)


@dataclass(frozen=True, slots=True)
class _Change:
    view: Knowledge
    coverage: Coverage
    children: _Tasks
    matches: Mapping[tuple[str, str], Standing]
    bindings: Mapping[str, Standing]

    def row(self, row: CoverageRow) -> tuple[CoverageRow, tuple[Match, ...]]:
        """The row with what was decided on it, and the matches that were taken out."""
        name = row.parent_task.task.id
        said = {pair: s.decision.verdict for pair, s in self.matches.items() if pair[0] == name and not s.suspect}
        standing = self.bindings.get(name)
        if not said and (standing is None or standing.suspect):
            return row, ()
        found = {match.key: match for match in row.matches}
        made = {pair: found.get(pair) or self._graded(row, pair[1]) for pair in said}
        kept = [match for match in row.matches if said.get(match.key) != "rejected"]
        kept += [made[pair] for pair, verdict in said.items() if verdict == "confirmed" and pair not in found]
        out = tuple(made[pair] for pair, verdict in said.items() if verdict == "rejected")
        bound = self._binding(row, standing)
        amended = replace(
            row, binds=bound.binds, role=bound.role, because=bound.rule, confidence=bound.confidence, matches=tuple(kept)
        )
        return replace(amended, state=self._state(amended, bound)), out

    def _graded(self, row: CoverageRow, child: str) -> Match:
        """A match that a person made."""
        records = self.children.records
        record = next(record for record in records if record.task.id == child)
        own = row.phrase if row.role == "own_output" else None
        pair = Pairing(
            row.parent_task.task, record.task, columns(record.task, tuple(r.task for r in records)), shared=row.role != "lead",
            own_phrase=own, parent_number=self.coverage.parent.number,
        )  # fmt: skip
        graded = differences(pair)
        return Match(row.parent_task, record, extent(pair, graded), 1.0, {}, graded)

    def _binding(self, row: CoverageRow, standing: Standing | None) -> Binding:
        read = binding(row.parent_task, self.coverage.asked, self.view.stated)
        if standing is None or standing.suspect:
            return replace(read, rule=row.because)
        who = standing.decision.who
        if standing.decision.verdict == "rejected":
            return Binding("no", "none", row.phrase, f"{who} quyết định: không thuộc cơ quan này.", 1.0)
        role: Role = row.role if row.role != "none" else "lead"
        return Binding("yes", role, row.phrase, f"{who} quyết định: thuộc cơ quan này.", 1.0)

    def _state(self, row: CoverageRow, bound: Binding) -> State:
        listed = any(other.parent_task.task.kind != "narrative" for other in self.coverage.rows)
        task = row.parent_task.task
        certain = bool(self.children.records) and not (task.kind == "narrative" and listed)
        whole = bool(row.matches) and all(match.extent == "full" for match in row.matches)
        return state(task, bound, row.matches, certain=certain, whole=whole)


def _orphans(coverage: Coverage, children: _Tasks, freed: frozenset[str]) -> tuple[Orphan, ...]:
    """Child tasks that no match takes up, those that only a rejection freed included, in the order of print."""
    taken = {match.child_task.task.id for row in coverage.rows for match in row.matches}
    known = {orphan.task.task.id: orphan for orphan in coverage.without_parent}
    left = (known.keys() | freed) - taken
    return tuple(known.get(r.task.id, Orphan(r)) for r in children.records if r.task.id in left)
