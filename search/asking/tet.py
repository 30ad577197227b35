"""Tết in a question: "trước Tết", "sau Tết". Which day that is, the lunar calendar says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.spelling import bare
from ingest.grammar.windows import Window

# the first day of the lunar year by the calendar of Vietnam
_DAYS = tuple(
    map(
        date.fromisoformat,
        (
            "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13", "2030-02-02", "2031-01-23",
            "2032-02-11", "2033-01-31", "2034-02-19", "2035-02-08",
        ),
    )
)  # fmt: skip
_TET = re.compile(r"\b(?P<side>truoc|sau|before|after) tet\b(?: (?:nguyen dan|am lich|ta))*(?: nam)?(?: (?P<year>20\d\d)\b)?")


@dataclass(frozen=True, slots=True)
class Tet:
    """The days before or from Tết on, and the day that was meant."""

    window: Window
    day: date

    def told(self) -> str:
        return f" “Tết” được hiểu là Tết Nguyên đán ngày {self.day:%d/%m/%Y}."


def tet_in(text: str, today: date) -> Tet | None:
    """The Tết of the named year, else the next one; ``None`` where its day is not known here."""
    found = _TET.search(bare(text))
    if found is None:
        return None
    fits = (day for day in _DAYS if (str(day.year) == found["year"] if found["year"] else day >= today))
    day = next(fits, None)
    if day is None:
        return None
    before = found["side"] in ("truoc", "before")
    first, last = (None, day - timedelta(days=1)) if before else (day, None)
    return Tet(Window(first, last, *found.span(), text[slice(*found.span())], "before" if before else "from"), day)
