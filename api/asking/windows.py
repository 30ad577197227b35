"""Windows of time that people ask for every day, reckoned from the day of the question."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from api.asking.filters import Corrections

Choice = tuple[str, Corrections]  # words, and the filters that say it
_LAST_YEAR = 9000  # the calendar ends at 9999


def windows(now: date) -> Iterator[Choice]:
    """Each with its words."""
    if now.year > _LAST_YEAR:
        return
    quarter = 3 * ((now.month - 1) // 3) + 1
    for words, first, months in (("tháng này", now.month, 1), ("quý này", quarter, 3), ("năm nay", 1, 12)):
        after = date(now.year + (first + months > 12), (first + months - 1) % 12 + 1, 1)
        yield words, _between(date(now.year, first, 1), after - timedelta(days=1))
    yield "30 ngày tới", _between(now, now + timedelta(days=30))


def _between(first: date, last: date) -> Corrections:
    return {"due_after": (first.isoformat(),), "due_before": (last.isoformat(),), "also_due": ()}
