"""Several actions under one STT: is a row without an ordinal a task of its own, or the rest of the row above?

In national plans the cells of STT and content reach down over several printed rows, each with its own action, lead and
deadline. A rule between the rows says so (the STT cell is merged over both); where a page ends between them, or the format
shows no merged cells, only fresh and complete cells do. What stays unsure is joined and reported: a person must look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.model import Notice, Span
from ingest.grammar import deadlines
from ingest.names import agencies
from ingest.tables.group_rows import is_open
from ingest.tables.headers import Header
from ingest.tables.rows import Printed, TaskRow

Verdict = Literal["action", "rest", "doubtful"]

_ENDED = re.compile(r"[.!?…][”’\"')\]\s]*$")
_LISTED = re.compile(r"\s*[-–•+*]\s*\w")
_AGAIN = re.compile(r"(?:^|\s)[-–•+]\s+(?=[^\W\d])")
_BLANK = " .-–—*…/"
_SHOWN = 60
_ANY_YEAR = 2000  # only whether a quarter is understood counts


@dataclass(frozen=True, slots=True)
class Above:
    """The words of the cell in force in each column; ``several`` says that rules show further actions under the same STT."""

    cells: Mapping[int, str]
    several: bool

    def at(self, place: int | None) -> str:
        return self.cells.get(place, "") if place is not None else ""


def verdict(line: Printed, header: Header, above: Above) -> Verdict:
    """Whether a row without an ordinal, under a task, is a further action under its STT."""
    if not header.owns(line):
        return "rest"
    place = max((place for place in header.works() if line.at(place)), default=None)
    if header.place("stt") in line.row.covered:
        return _ruled(line, header, above, place)
    return _unruled(line, header, above, place)


def reaches_down(line: Printed, header: Header, under: Printed | None) -> bool:
    """Whether the STT cell of a row is merged over the one below it, which has work of its own."""
    return (
        under is not None
        and under.row.table == line.row.table
        and header.place("stt") in under.row.covered
        and header.owns(under)
    )


def inherited(line: Printed, header: Header) -> frozenset[int]:
    """The columns of an action whose cell stands above: those merged over it, and one for the work that a page began blank."""
    works = header.works()
    told = any(line.at(place) for place in works)
    return line.row.covered | {place for place in works if told and not line.at(place)}


def joined_notice(line: Printed, header: Header, above: Above, task: TaskRow) -> Notice:
    """For a doubtful row, which is joined."""
    work = max((place for place in header.works() if line.at(place)), default=None)
    first = above.at(work) or next((above.at(place) for place in header.works() if above.at(place)), "")
    own = line.at(work) or "; ".join(line.texts[place] for place in line.filled)
    return Notice(
        "doubtful_row",
        f"Một STT, nhiều hành động: “{_cut(first)}” và “{_cut(own)}” cùng ở STT {task.stt or '?'}, không chắc là một hay hai "
        "việc nên được nối làm một. Hãy kiểm tra cơ quan chủ trì và thời hạn.",
        line.spans,
    )


def crowded(task: TaskRow, content: str, lead: str, spans: Sequence[Span]) -> Iterator[Notice]:
    """One printed row whose list of actions has a lead beside each: the same agency is named twice in its cell."""
    if len(_AGAIN.findall(content)) < 2:
        return
    names = [one.name for one in agencies.read(lead) if one.part is None]
    double = next((name for name in names if names.count(name) > 1), None)
    if double:
        listed = "; ".join(f"“{_cut(part)}”" for part in _AGAIN.split(content) if part.strip())
        yield Notice(
            "doubtful_row",
            f"Một STT, nhiều hành động: {listed} ở STT {task.stt or '?'} trong một ô, ô chủ trì ghi “{double}” nhiều lần: "
            "có thể mỗi hành động có cơ quan chủ trì riêng. Hãy kiểm tra.",
            tuple(spans),
        )


def _ruled(line: Printed, header: Header, above: Above, place: int | None) -> Verdict:
    """A rule parts the rows. What no column for the work says, its result or both who and when must."""
    lead, limit = _lead(line, header), _limit(line, header)
    if place is None:
        shared = any(at in line.row.covered for at in header.works())
        return "action" if shared and (line.at(header.place("deliverable")) or (lead and limit)) else "doubtful"
    broken = line.at(place)[:1].islower() and is_open(above.at(place))
    return "action" if not broken or (lead and limit) else "doubtful"


def _unruled(line: Printed, header: Header, above: Above, place: int | None) -> Verdict:
    """No rule: the action, its lead and its deadline must begin anew, each under one that is complete."""
    leads, limits = _new_lead(line, header, above), _new_limit(line, header, above)
    if place is None:
        other = _limit(line, header) != _above_limit(header, above)
        return "doubtful" if leads and limits and other and _above_limit(header, above) else "rest"
    own, before = line.at(place), above.at(place)
    if not _ENDED.search(before) or not _begins(own):
        anew = leads or (_above_limit(header, above) not in ("", _limit(line, header)))
        return "doubtful" if anew and limits and _begins(own) and not is_open(before) else "rest"
    listed = _LISTED.match(own) is not None and _LISTED.match(before) is not None
    again = bool(leads and _names_again(line, header, above))
    other = _limit(line, header) != _above_limit(header, above)
    if leads and limits and (above.several or other or again):
        return "action"
    if leads and again and not listed:
        return "action"
    return "doubtful" if leads or (limits and other) else "rest"


def _begins(words: str) -> bool:
    letters = words.lstrip(" -–•+*'\"“(_·.")
    return letters[:1].isupper() or letters[:1].isdigit()


def _lead(line: Printed, header: Header) -> str:
    return _first(line.at(header.place("lead")), line.at(header.place("parties")))


def _limit(line: Printed, header: Header) -> str:
    return _first(line.at(header.place("deadline")), line.at(header.place("adjusted_deadline")), line.at(header.place("start")))


def _above_limit(header: Header, above: Above) -> str:
    return _first(*(above.at(header.place(role)) for role in ("deadline", "adjusted_deadline", "start")))


def _above_lead(header: Header, above: Above) -> str:
    return _first(above.at(header.place("lead")), above.at(header.place("parties")))


def _first(*cells: str) -> str:
    return next((cell for cell in cells if cell.strip(_BLANK)), "")


def _new_lead(line: Printed, header: Header, above: Above) -> bool:
    """A list of agencies that begins here: the one above does not ask for more."""
    lead = _lead(line, header)
    return _begins(lead) and not is_open(_above_lead(header, above)) and bool(agencies.read(lead))


def _new_limit(line: Printed, header: Header, above: Above) -> bool:
    """A deadline that is understood alone, under one that is, or under none: a page cuts a cell, it leaves no blank above."""
    limit, before = _limit(line, header), _above_limit(header, above)
    if not limit or not _is_read(limit):
        return False
    return not before or (not is_open(before) and _is_read(before))


def _is_read(limit: str) -> bool:
    return deadlines.is_read(deadlines.read(limit, _ANY_YEAR))


def _names_again(line: Printed, header: Header, above: Above) -> bool:
    """A list of agencies names none twice: one that is named above as well begins another list."""
    names = {one.name for one in agencies.read(_above_lead(header, above))}
    return any(one.name in names for one in agencies.read(_lead(line, header)))


def _cut(words: str) -> str:
    return words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(" ", 1)[0] + " …"
