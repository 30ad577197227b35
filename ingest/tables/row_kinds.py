"""Is a row a group? Where its words do not say so, the row below does: "1 | Hạ tầng" over "1.1" is a group, over "2" a task."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from ingest.extent import extent
from ingest.grammar.columns import is_header
from ingest.tables import group_rows, headers, row_numbers
from ingest.tables.headers import Header
from ingest.tables.row_numbers import Number
from ingest.tables.rows import GroupRow, Printed, TaskTable


class Below(NamedTuple):
    """The next row of a table, ``None`` at its end; ``headed`` says that the header is repeated between."""

    line: Printed | None
    headed: bool = False


class Around(NamedTuple):
    """What stands around a row: ``taken`` are the ordinals of the tasks so far, ``last_group`` the number of the group before.

    ``goes_on`` says that words alone in the row may be the rest of the row above.
    """

    under: Below
    taken: Collection[Number]
    last_group: int
    goes_on: bool


def as_group(text: str, line: Printed, header: Header, around: Around) -> GroupRow | None:
    """The group that a row without any work is: "II" or a number with a title beside it, "II. Hạ tầng" in one cell, a title."""
    place, cell = line.filled[0], line.texts[line.filled[0]]
    ordinal, label = header.place("stt"), group_rows.label_of(cell)
    if len(line.filled) > 1:
        stt = row_numbers.read(cell) if place == ordinal else None
        numbered = stt is not None and header.place("content") in line.filled and _stands_over(stt, header, around)
        alone = label is not None and label.title == len(cell) and line.filled[1] <= 2
        name = stt if numbered else label.label if alone and label else None
        return GroupRow(name, (line.spans[1],), line.spans) if name else None
    if label is not None and group_rows.has_title(cell, label):
        if label.numbered and place != ordinal and (around.goes_on or not _stands_over(label.label, header, around)):
            return None
        return GroupRow(label.label, extent(text, line.spans).spans(label.title), line.spans)
    return GroupRow("", line.spans, line.spans) if not around.goes_on and _is_title(line, around.under, header) else None


def last_number(table: TaskTable) -> int:
    """The number of the last numbered group, 0 for none."""
    ends = (group.label.rpartition(".")[2] for group in reversed(table.groups))
    return next((int(end) for end in ends if end.isdigit()), 0)


def below(lines: Sequence[Printed | None], place: int, header: Header) -> Below:
    """The row below ``place``; a title below that may stand over further titles."""
    headed, titled = False, _may_be_title(lines[place], header)
    place += 1
    while place < len(lines) and (line := lines[place]) is not None:
        if is_header(line.texts):
            headed, (_, place) = True, headers.read(lines, place, header)
        elif header.repeats(line) or (titled and _may_be_title(line, header)):
            place += 1
        else:
            return Below(line, headed)
    return Below(None, headed)


def _stands_over(printed: str, header: Header, around: Around) -> bool:
    """Whether a numbered row is the group of the rows below it."""
    line = around.under.line
    if line is None:
        return False
    cell, stt = line.at(header.place("stt")), row_numbers.number(printed)
    ordinal = row_numbers.read(cell)
    if ordinal is None:
        return row_numbers.is_bullet(cell) and header.owns(line)
    lower = row_numbers.number(ordinal)
    if row_numbers.is_under(lower, stt):
        return True
    own, other = row_numbers.count(stt), row_numbers.count(lower)
    if own is None or other is None or lower[:-1] != stt[:-1]:
        return lower == ("1",) and own is None
    if other > own:
        return stt in around.taken  # the groups are numbered for themselves: "2." between the tasks 2 and 3
    return not around.under.headed or around.last_group == own - 1


def _is_title(line: Printed, under: Below, header: Header) -> bool:
    """Whether words alone in a row are the title of the rows below: few, with a capital letter, over a task or a group."""
    if under.line is None or not _may_be_title(line, header):
        return False
    ordinal = header.place("stt")
    if ordinal is None:
        return len(under.line.filled) > 1
    first = under.line.at(ordinal)
    return row_numbers.read(first) is not None or (group_rows.label_of(first) is not None and header.is_bare(under.line))


def _may_be_title(line: Printed | None, header: Header) -> bool:
    if line is None or len(line.filled) != 1 or line.row.covered:
        return False
    place = line.filled[0]
    return place in (0, header.place("stt"), header.place("content")) and group_rows.may_be_title(line.texts[place])
