"""Does a deadline name several turns? "Đợt 1: trước 30/6; đợt 2: trước 30/11", "trước ngày 25/3, 25/6 và 25/9", "tháng 6, 12".

No one day of them is the due day of the whole work, so none is made one: a deadline of turns runs from the first to the last,
and every turn is told (``ingest.directive.task_notices``). Steps without a label ("Trước 30/6 dự thảo; trước 30/9 trình") are
one work that ends with its last; steps on days or in months ("Tháng 6; nghiệm thu tháng 12") are no one stretch, so turns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from corpus.model import DeadlineKind
from ingest.grammar import periods
from ingest.grammar.deadline_clauses import TURN, Clause


class Turn(NamedTuple):
    """The days that ``text[start:end]`` names; ``first`` is ``None`` where only the last day is said ("trước 30/6")."""

    start: int
    end: int
    first: date | None
    last: date

    @property
    def begins(self) -> date:
        return self.first or self.last


_ITEM = r"(?:^|(?<=[\s;.,]))(?:[a-zđ]\)|\d\)|[-–+](?=\s+[^\W_]))"  # "a) Quý II b) Quý III", "- 30/6/2026 - 30/9/2026"
_LABEL = re.compile(rf"{TURN}|(?:^|[;.\n(]|\s[-–+]\s)[^;:.\n]{{1,40}}:\s|\bđối\s+với\s+[^;,.]{{1,40}}", re.IGNORECASE)
_ITEMS = re.compile(_ITEM)
_LISTED = re.compile(r"(?:và|hoặc|trước|ngày|tháng|quý|năm|hết|[\s;,.()+-])*+", re.IGNORECASE)
_LEADING_ON = re.compile(
    r"(?:và|hoặc|trước|ngày|tháng|quý|năm|hết|từ|đến|tới|cho|trong|vào|cuối|đầu|là|chậm|muộn|nhất|hoàn|thành|kéo|dài|sang|tiếp|tục"
    r"|\d{4}|[\s;,.()+–-])*+",
    re.IGNORECASE,
)
_RUN = re.compile(r"[-–]|\bđến\b|\btới\b", re.IGNORECASE)
_NEXT_DOOR = timedelta(days=1)
_NAMES = re.compile(r"(?<![\w/])(?:IV|I{1,3}|\d{1,2})(?![\w])", re.IGNORECASE)  # of months and quarters, never a year
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_MONTHS: dict[DeadlineKind, int] = {"in_month": 1, "in_quarter": 3}  # how long a named period is


def milestones(text: str, clauses: Sequence[Clause], year: int | None) -> tuple[Turn, ...]:
    """The different days or stretches by which a deadline says that something is to be done, in order; one for most."""
    found = [turn for clause in clauses if clause.last and clause.kind != "recurring" for turn in _members(text, clause, year)]
    narrow = [one for one in found if not any(_within(other, one) for other in found)]
    by_end = {turn.last: turn for turn in sorted(narrow, key=lambda turn: -turn.start)}
    return tuple(by_end[last] for last in sorted(by_end))


def are_turns(text: str, found: Sequence[Turn]) -> bool:
    """Whether the milestones are turns of their own, labelled or merely listed, and not the steps of one work."""
    if len(found) < 2:
        return False
    if len(set(_labels(text))) >= len(found) or len(_ITEMS.findall(text)) >= len(found):
        return True
    printed = sorted(found)
    if all(turn.first for turn in found) and any(_steps(text, *pair) for pair in pairwise(printed)):
        return True
    apart = not all(_adjoin(one, other) for one, other in pairwise(found))
    return apart and all(_LISTED.fullmatch(text, one.end, max(one.end, other.start)) for one, other in pairwise(printed))


def turns_back(text: str, clauses: Sequence[Clause]) -> bool:
    """ "Quý IV năm 2026, quý I": a list that goes back without the year of its end may end in the next one."""
    printed = sorted((one for one in clauses if one.kind in _MONTHS), key=lambda clause: clause.start)
    return any(
        one.first and other.last and other.inferred and other.last < one.first and _LISTED.fullmatch(text, one.end, other.start)
        for one, other in pairwise(printed)
    )


def _steps(text: str, one: Turn, other: Turn) -> bool:
    """Whether words of work part two times: "Quý III; nghiệm thu quý IV", never "quý III đến hết quý IV"."""
    return one.end < other.start and _LEADING_ON.fullmatch(text, one.end, other.start) is None


def _members(text: str, clause: Clause, year: int | None) -> Iterator[Turn]:
    """The turns of a clause: each day of "trước ngày 25/3, 25/6 và 25/9", each month of "tháng 6 và 12", else itself."""
    last = clause.last or date.max
    whole = Turn(clause.start, clause.end, last if clause.kind == "on" and not clause.first else clause.first, last)
    printed = text[clause.start : clause.end]
    if clause.kind == "by" and clause.unit == "day" and not clause.first:
        days = [day for day in periods.scan(printed, year) if day.unit == "day"]
        yield from (Turn(clause.start + day.start, clause.start + day.end, None, day.last) for day in days)
    elif clause.kind in _MONTHS and clause.first:
        yield from _parted(whole, clause.first.year, _named(printed, _MONTHS[clause.kind]))
    else:
        yield whole


def _named(printed: str, size: int) -> list[tuple[int, int]]:
    """The first and last month of each month or quarter that is named, of a run as of one: "tháng 4-6 và tháng 9-11"."""
    named: list[tuple[int, int]] = []
    end = 0
    for found in _NAMES.finditer(printed):
        number = _ROMAN.get(found[0].upper()) or int(found[0])
        runs_on = bool(named) and _RUN.search(printed, end, found.start()) is not None
        first = named.pop()[0] if runs_on else size * number - size + 1
        named.append((first, size * number))
        end = found.end()
    return named


def _parted(whole: Turn, year: int, months: Sequence[tuple[int, int]]) -> Iterator[Turn]:
    """One turn for each run of ``months`` (the first and last month of a name) that no gap divides; ``whole`` for one run."""
    runs: list[tuple[int, int]] = []
    for first, last in sorted(months):
        if runs and first <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], max(runs[-1][1], last))
        else:
            runs.append((first, last))
    if len(runs) < 2 or not all(1 <= first <= last <= 12 for first, last in runs):
        yield whole
        return
    for first, last in runs:
        yield Turn(whole.start, whole.end, date(year, first, 1), periods.month_end(year, last))


def _labels(text: str) -> Iterator[str]:
    return (" ".join(found[0].lower().split()) for found in _LABEL.finditer(text))


def _within(inner: Turn, outer: Turn) -> bool:
    """ "Quý III/2026 (trước ngày 15/9/2026)": the narrower of the two is meant."""
    wider = outer.first is not None and outer.first <= inner.begins and inner.last <= outer.last
    return wider and (inner.first, inner.last) != (outer.first, outer.last)


def _adjoin(one: Turn, other: Turn) -> bool:
    """ "Quý III, quý IV": one stretch without a gap, as two days of one meeting are."""
    days = [turn.first == turn.last for turn in (one, other)]  # a day and a quarter are two things
    return other.begins - one.last <= _NEXT_DOOR and other.first is not None and days[0] == days[1]
