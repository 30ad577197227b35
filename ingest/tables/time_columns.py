"""Columns that stand for months or quarters, "Quý I | Quý II | …", with a cross in those in which the work is to be done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from corpus.model import Notice, Span
from ingest.extent import extent
from ingest.grammar.bare_times import is_time
from ingest.grammar.columns import Column
from ingest.tables.rows import Printed, TaskRow, TaskTable

CROSSES = "xX×✓✔•*√☑☒■●"  # what marks a cell
_CROSS = re.compile(rf"[{CROSSES}vV+]{{1,3}}")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_SHORT_MONTH = re.compile(r"T\.?\s?(?P<count>0?[1-9]|1[0-2])", re.IGNORECASE)
_COUNTED = re.compile(r"0?[1-9]|1[0-2]|I{1,3}|IV")
_UNIT = re.compile(r"(?<!\w)(?P<unit>tháng|quý)(?!\w)(?!\s*\d)", re.IGNORECASE)
_FEWEST = 2  # columns


def read_marks(table: TaskTable, text: str) -> Iterator[Notice]:
    """Makes the marked columns of each row its deadline where no cell says one; what is not understood stays in the note."""
    times = timed(table.columns)
    place = next((number for number, column in enumerate(table.columns) if column.role == "deadline"), None)
    read: list[Span] = []
    for row in table.rows if times else ():
        if place in times and place is not None and _is_cross(text, row.cells.get("deadline", ())):
            row.rest[place] = row.cells.pop("deadline")
        cells = {number: extent(text, row.rest[number]).text.strip() for number in sorted(times) if number in row.rest}
        marked = [number for number, words in cells.items() if _CROSS.fullmatch(words)]
        spoken = [number for number, words in cells.items() if is_time(words)]
        if "deadline" in row.cells or (marked and spoken):
            yield from _told(table, row, marked)
        elif marked or spoken:
            read += _give(row, spoken, marked, (times, table.heads))
    if read:
        names = ", ".join(f"“{table.columns[number].label}”" for number in sorted(times)[:2])
        message = f"Bảng có cột tháng, quý ({names}, …): thời hạn được đọc từ các cột có đánh dấu. Hãy kiểm tra."
        yield Notice("deadline_from_marks", message, tuple(read))


def timed(columns: Sequence[Column]) -> Mapping[int, str]:
    """The time that each column of a month, quarter or year stands for; empty where there are not several such columns."""
    found = {place: words for place, column in enumerate(columns) if (words := _time_of(column.chain))}
    return found if len(found) >= _FEWEST else {}


def is_marked(columns: Sequence[Column], lines: Iterable[Printed]) -> bool:
    """Whether the rows of a table say by crosses, and by nothing else under its times, when its work is to be done."""
    times = timed(columns)
    cells = [words for line in lines for number in times if (words := line.at(number))] if times else []
    return bool(cells) and all(_CROSS.fullmatch(words) for words in cells)


def _is_cross(text: str, spans: Sequence[Span]) -> bool:
    return _CROSS.fullmatch(extent(text, spans).text.strip()) is not None


def _give(
    row: TaskRow, spoken: Sequence[int], marked: Sequence[int], over: tuple[Mapping[int, str], Mapping[int, Span]]
) -> list[Span]:
    """A cell with a day of its own ("30/6" under "Quý II") is the deadline itself; a cross is one with the label over it."""
    times, heads = over
    spans = [span for number in spoken or marked for span in row.rest.pop(number)]
    if spoken:
        row.cells["deadline"] = spans
        return []
    row.cells["deadline"] = [*(heads[number] for number in marked if number in heads), *spans]
    row.marked = ", ".join(times[number] for number in marked)
    return spans


def _told(table: TaskTable, row: TaskRow, marked: Sequence[int]) -> Iterator[Notice]:
    names = ", ".join(f"“{table.columns[number].label}”" for number in marked)
    spans = tuple(span for number in marked for span in row.rest[number])
    if marked:
        message = f"STT {row.stt or '?'}: dấu ở cột {names} đứng cạnh một thời hạn ghi bằng chữ; giữ trong ghi chú."
        yield Notice("deadline_marks", message, spans)


@lru_cache(maxsize=1024)
def _time_of(chain: tuple[str, ...]) -> str:
    """ "Quý II" under "Năm 2026" is "Quý II năm 2026", "4" under "Thời gian (tháng)" is "tháng 4"; empty for no time."""
    if not chain:
        return ""
    *above, own = chain
    if short := _SHORT_MONTH.fullmatch(own):
        own = f"tháng {short['count']}"
    elif _COUNTED.fullmatch(own):
        unit = next((found["unit"].lower() for label in reversed(above) if (found := _UNIT.search(label))), "")
        own = f"{unit} {own}" if unit else ""
    elif _YEAR.fullmatch(own):
        own = f"năm {own}"
    if not own or not is_time(own):
        return ""
    years = set(_YEAR.findall(" ".join(above)))
    return f"{own} năm {years.pop()}" if len(years) == 1 and not _YEAR.search(own) else own
