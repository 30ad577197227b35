"""The due days of a task list drawn as SVG: a column for each month, a square for each task, a line for today.

Every word of a paper is escaped; there are no scripts and no inline styles, so that the page's policy holds. The tables under
the drawing say the same in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from api.telling import wording
from api.telling.due import due_words
from ingest.grammar.deadline_words import say_day
from search.held.due import Due, due
from search.selecting.query import Match

_SIDE, _GAP = 14, 3  # of a square, between squares
_MONTH = 58  # width of a column
_ACROSS = 3  # squares side by side
_MOST = 8  # rows of squares in a column; what is more is a number
_MONTHS_BACK, _MONTHS = 6, 18  # shown at most: from so many months ago, so many in all
_TOP, _FOOT, _EDGE = 22, 42, 4
_SQUARE = Markup(
    '<a href="{address}" class="due {state}"><title>{title}</title>'
    '<rect x="{x}" y="{y}" width="{side}" height="{side}" rx="2" class="{kind}"/></a>'
)
_FRAME = Markup(
    '<svg class="timeline" role="group" aria-label="{label}" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}">'
    "{body}</svg>"
)


@dataclass(frozen=True, slots=True)
class _Mark:
    match: Match
    due: Due
    day: date


def timeline(matches: Iterable[Match], today: date) -> Markup | None:
    """The drawing; ``None`` where no task has a day within the months that are shown."""
    marks = sorted(_marks(matches, today), key=lambda mark: mark.day)
    months = _months(marks, today)
    if not months:
        return None
    columns = [[mark for mark in marks if (mark.day.year, mark.day.month) == month] for month in months]
    rows = min(_MOST, max(-(-len(column) // _ACROSS) for column in columns))
    floor = _TOP + rows * (_SIDE + _GAP) + (_SIDE if any(len(column) > _ACROSS * _MOST for column in columns) else 0)
    body = Markup("").join([*_ground(months, today, floor), *_squares(columns, floor)])
    label = f"Hạn của {len(marks)} nhiệm vụ có ngày, theo tháng"
    return _FRAME.format(label=label, wide=len(months) * _MONTH + 2 * _EDGE, high=floor + _FOOT, body=body)


def _marks(matches: Iterable[Match], today: date) -> Iterator[_Mark]:
    for match in matches:
        state = due(match.record.task, today)
        if state.day is not None and state.state != "done":
            yield _Mark(match, state, state.day)


def _months(marks: Sequence[_Mark], today: date) -> list[tuple[int, int]]:
    """(year, month) of every column, without a gap; none where no mark falls into them."""
    now = today.year * 12 + today.month - 1
    found = [mark.day.year * 12 + mark.day.month - 1 for mark in marks]
    within = [month for month in found if now - _MONTHS_BACK <= month < now - _MONTHS_BACK + _MONTHS]
    if not within:
        return []
    return [(month // 12, month % 12 + 1) for month in range(min(*within, now), max(*within, now) + 1)]


def _ground(months: Sequence[tuple[int, int]], today: date, floor: int) -> Iterator[Markup]:
    """The base line, the names of the months, and today."""
    wide = len(months) * _MONTH + _EDGE
    yield Markup('<path class="base" d="M{0} {1}H{2}"/>').format(_EDGE, floor + 2, wide)
    for index, (year, month) in enumerate(months):
        x = _EDGE + index * _MONTH + _MONTH // 2
        yield Markup('<text x="{0}" y="{1}" text-anchor="middle">T{2}</text>').format(x, floor + 18, month)
        if index == 0 or month == 1:
            yield Markup('<text x="{0}" y="{1}" text-anchor="middle" class="year">{2}</text>').format(x, floor + 34, year)
    x = _EDGE + round((months.index((today.year, today.month)) + (today.day - 1) / 31) * _MONTH)
    yield Markup('<path class="today" d="M{0} {1}V{2}"/>').format(x, _TOP - 4, floor + 6)
    anchor = "start" if x < wide - 120 else "end"
    yield Markup('<text x="{0}" y="14" text-anchor="{1}" class="today">{2}</text>').format(x, anchor, say_day(today))


def _squares(columns: Sequence[Sequence[_Mark]], floor: int) -> Iterator[Markup]:
    for index, column in enumerate(columns):
        left = _EDGE + index * _MONTH + (_MONTH - _ACROSS * (_SIDE + _GAP) + _GAP) // 2
        for place, mark in enumerate(column[: _ACROSS * _MOST]):
            x = left + place % _ACROSS * (_SIDE + _GAP)
            yield _square(mark, x, floor - (place // _ACROSS + 1) * (_SIDE + _GAP) + _GAP)
        more = len(column) - _ACROSS * _MOST
        if more > 0:
            y = floor - _MOST * (_SIDE + _GAP) - 3
            yield Markup('<text x="{0}" y="{1}" class="more">+{2}</text>').format(left, y, more)


def _square(mark: _Mark, x: int, y: int) -> Markup:
    task, document = mark.match.record.task, mark.match.record.document
    role = wording.ROLES[mark.match.reach.role] if mark.match.reach else ""
    facts = (say_day(mark.day), due_words(mark.due, task), role, wording.short_name(document), task.content.text)
    reach = mark.match.reach
    kind = "maybe" if reach and not reach.certain else "hollow" if reach and reach.role == "coordinating" else "whole"
    return _SQUARE.format(
        address=wording.document_address(document.id, task.spans),
        state=mark.due.state,
        title=" · ".join(fact for fact in facts if fact),
        x=x,
        y=y,
        side=_SIDE,
        kind=kind,
    )
