"""The sentences of a paragraph, and the clauses behind ";" that give somebody else something to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from corpus.spelling import CAPITALS
from ingest.names.naming import Issuer
from ingest.narrative import clauses
from ingest.narrative.clauses import Duty

_ENDS = re.compile(rf"(?P<end>[.!?…]+[”\"')\]]*)\s+(?:\(?[a-zđ]\)\s+)?(?=[“\"(]?[{CAPITALS}\d])")
_COUNTED = r"(?:\(?[a-zđ]\)\s*|\(?\d{1,2}\)\s*|[-–+]\s+)?"  # "…; b) Sở Tài chính: …"
_FIRST = r":\s*\(?(?:a|1)\)\s+"  # "Phân công: a) Sở Nội vụ: …"
_NEXT = re.compile(rf"(?P<sign>[;:])\s*{_COUNTED}$")
_CUT = re.compile(rf";\s*{_COUNTED}|{_FIRST}")
_CLOSING_CUT = re.compile(rf";\s*{_COUNTED}|{_FIRST}|,\s+(?=(?:yêu cầu|đề nghị|giao)\s)")
_NO_END = re.compile(rf"(?:(?:^|[\s(])(?:\d{{1,2}}|[{CAPITALS}]|TP|KT|TM|TL|v\.v|[a-zđ])|(?:^|[^\w])(?:[A-ZĐ]\.)+[A-ZĐ])$")


class Stated(NamedTuple):
    """Part ``[start, end)`` of a paragraph, and the duty that it states; the duty's offsets are those of the paragraph."""

    start: int
    end: int
    duty: Duty | None


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence; a full stop in brackets, behind a list number or an abbreviation ends none."""
    start = 0
    for end in _ENDS.finditer(text):
        stop = end.start()
        if not _bracketed(text)[stop] and not _NO_END.search(text[max(start, stop - 12) : stop]):
            yield start, end.end("end")
            start = end.end()
    if start < len(text):
        yield start, len(text)


def stated(text: str, place: tuple[int, int], issuer: Issuer, *, carried: bool, closing: bool = False) -> Iterator[Stated]:
    """The sentence, cut before each clause that names its own actor.

    "Giám đốc các sở; Chủ tịch UBND các xã căn cứ …" and "phối hợp với Sở Y tế; Sở Tài chính tổ chức …" are one each.
    A ``closing`` sentence is cut before every order too: "Trên đây là Kế hoạch …, yêu cầu các đơn vị …".
    """
    begin, end = place
    for cut in [*_cuts(text, begin, end, _CLOSING_CUT if closing else _CUT), end]:
        if cut < end and not _own(text, cut, end, issuer):
            continue
        before = text[begin : _trimmed(text, begin, cut)].rstrip(" ;")
        if cut < end and (clauses.actors(before, issuer) or clauses.ends_listing(before, issuer)):
            continue
        duty = _read(text, begin, cut, issuer, carried=carried)
        yield Stated(begin, _trimmed(text, begin, cut), duty)
        carried = carried or duty is not None
        begin = cut


def _own(text: str, start: int, end: int, issuer: Issuer) -> bool:
    stop = next(iter(_cuts(text, start, end, _CUT)), end)
    duty = clauses.read(text[start:stop], issuer, carried=False)
    return duty is not None and duty.actor is not None


def _read(text: str, start: int, end: int, issuer: Issuer, *, carried: bool) -> Duty | None:
    duty = clauses.read(text[start:end], issuer, carried=carried)
    if duty is None:
        return None
    actor = (duty.actor[0] + start, duty.actor[1] + start) if duty.actor else None
    return Duty(actor, duty.verb + start, duty.ordered)


def _cuts(text: str, start: int, end: int, cut: re.Pattern[str]) -> Iterator[int]:
    """Where a clause begins outside brackets."""
    for found in cut.finditer(text[start:end]):
        if found.end() < end - start and not _bracketed(text)[start + found.start()]:
            yield start + found.end()


@lru_cache(maxsize=4)
def _bracketed(text: str) -> bytes:
    """For each character whether it stands in brackets or quotation marks."""
    inside, depth = bytearray(len(text)), 0
    for i, letter in enumerate(text):
        depth = depth + 1 if letter in "(“" else max(0, depth - 1) if letter in ")”" else depth
        inside[i] = depth > 0
    return bytes(inside)


def _trimmed(text: str, start: int, end: int) -> int:
    """Without outer blanks, and without the number of the clause behind ";"."""
    return start + len(_NEXT.sub(r"\g<sign>", text[start:end]).rstrip())
