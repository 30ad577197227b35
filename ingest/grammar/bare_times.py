"""Which words are nothing but a time, and where does one stand behind a name? "Sở Nội vụ, tháng 6", "Sở Y tế; quý II/2026"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.grammar.deadline_clauses import scan

Halves = tuple[tuple[int, int], tuple[int, int]]

_BRACKET = re.compile(r"\((?P<inside>[^()]+)\)\W*$")  # "Văn phòng Sở (hằng quý)"
_PARTING = re.compile(r"\s*;\s*|,\s+|\s+[-–]\s+|\.\s+|:\s+")
_ABOUT_TIME = re.compile(
    r"(?:\x00|[\s.,;:()–-]|hoàn\s+thành|xong|thực\s+hiện|thời\s+(?:gian|hạn)|hạn|tiến\s+độ|và)*+", re.IGNORECASE
)
_A_YEAR = 2024  # any: only whether the words are a time is asked


def is_time(text: str) -> bool:
    """Whether words say by when and nothing else: "hoàn thành trong tháng 9/2026", "hằng tháng"."""
    clauses = [clause for clause in scan(text, _A_YEAR) if clause.last or clause.kind in ("from", "recurring", "ongoing")]
    rest = list(text)
    for clause in clauses:
        rest[clause.start : clause.end] = "\x00" * (clause.end - clause.start)
    return bool(clauses) and _ABOUT_TIME.fullmatch("".join(rest)) is not None


def halves(text: str, start: int, end: int) -> Iterator[Halves]:
    """Each way to part ``text[start:end]`` in two, at a comma, a semicolon, a hyphen, a full stop, a colon."""
    for found in _PARTING.finditer(text, start, end):
        yield (start, found.start()), (found.end(), end)


def behind(text: str) -> Halves | None:
    """The words before and the one time that a text ends in, perhaps in a bracket; ``None`` where it ends in none, is nothing
    else, or says another before: "Công an tỉnh: quý II; Sở Y tế: quý III" gives each its own."""
    if not scan(text, _A_YEAR) or is_time(text):
        return None
    bracket = _BRACKET.search(text)
    ways = [((0, bracket.start()), bracket.span("inside"))] if bracket else []
    found = next((both for both in (*ways, *halves(text, 0, len(text))) if is_time(text[slice(*both[1])])), None)
    return found if found and found[0][1] and not scan(text[slice(*found[0])], _A_YEAR) else None
