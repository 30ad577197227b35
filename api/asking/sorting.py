"""The order of a task list: that of the papers, or by a column as a person reads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from api.telling import wording
from corpus.errors import InputError
from corpus.spelling import bare
from search.held.due import sorting_day
from search.selecting.query import Match, Selection

Key = Callable[[Match, date], Any]
_FIGURES = re.compile(r"(\d+)")


def ordered(selection: Selection, sort: str, today: date) -> Selection:
    """The selection by a column, "-" before its name for the other way round; as it is for "". Raises ``InputError``."""
    if not sort:
        return selection
    name = sort.removeprefix("-")
    if name not in SORTS:
        raise InputError(f"Không sắp xếp được theo “{sort}”. Các cột sắp xếp được: {', '.join(SORTS)}.")

    def by_column(matches: Iterable[Match]) -> tuple[Match, ...]:
        return tuple(sorted(matches, key=lambda match: SORTS[name](match, today), reverse=sort.startswith("-")))

    return replace(
        selection,
        certain=by_column(selection.certain),
        possible=by_column(selection.possible),
        narrative=by_column(selection.narrative),
    )


@lru_cache(maxsize=1 << 16)
def _alphabet(text: str) -> tuple[Any, ...]:
    """Letters without marks first, then with them; figures by value: 9/KH before 10/KH. What is empty comes last."""
    parts = tuple((int(part), "") if part.isdecimal() else (-1, part) for part in _FIGURES.split(bare(text)) if part)
    return not text, parts, text


SORTS: dict[str, Key] = {
    "deadline": lambda match, today: sorting_day(match.record.task.effective_deadline, today),
    "lead": lambda match, _: _alphabet(wording.names(match.record.task.lead)),
    "coordinating": lambda match, _: _alphabet(wording.names(match.record.task.coordinating)),
    "sources": lambda match, _: _alphabet("; ".join(match.record.task.sources)),
    "content": lambda match, _: _alphabet(match.record.task.content.text),
    "document": lambda match, _: _alphabet(wording.short_name(match.record.document)),
}
