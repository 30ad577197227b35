"""Which agencies does a cell name? (Which ones a question names, ``ingest.names.asked_agencies`` reads with the same grammar.)

    cell    = item { (";" | line break | "- " | "1. " | "," | "và") item }
    item    = [label ":"] mention [ "(" sub-unit | remark ")" ] [ part of the work ]
    mention = group phrase | known agency | unit | anything else

The longest known name is taken first, so the commas and "và" inside "Sở Văn hóa, Thể thao và Du lịch" never divide. In a cell
nothing is lost: what is not understood is kept as ``unknown``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from corpus.agencies import words
from corpus.phrase_exclusions import excludes
from corpus.spelling import CAPITALS
from ingest.names.asked_agencies import find, near
from ingest.names.cell_roles import settled, spread
from ingest.names.cells import Stretch
from ingest.names.joint_parties import each_party
from ingest.names.mentions import Named, Role, Speech
from ingest.names.naming import issuer_of

__all__ = ["Named", "find", "near", "read"]

_BULLET = re.compile(r"\s*(?:[-–•+*]|\(?\d{1,2}[.)/]|\(?[a-eđ]\)|[a-eđ]\.(?=\s))\s*(?=[^\W\d])")  # "- ", "1. ", "2/", "a) "
# "… ICOR; 2. Thống kê tỉnh", "… 2. Sở Nội vụ", "… 2/ Sở Nội vụ", "… b) Sở Nội vụ"
_NUMBER = re.compile(rf"(?<![\w/.,(])(?=\d{{1,2}}[.)/]\s+[^\W\d]|[a-eđ][.)]\s+[{CAPITALS}])")


def read(cell: str, issuer: str | None = None) -> tuple[Named, ...]:
    """The mentions of a cell in order; ``issuer`` completes relative names ("Văn phòng Sở"). Empty for "", "-" and the like."""
    listed, speaker = words(cell), issuer_of(issuer)
    offsets = [word.start for word in listed]
    mentions: list[Named] = []
    label: Role | None = None
    for start, end in _stretches(cell):
        inside = listed[bisect_left(offsets, start) : bisect_left(offsets, end)]
        stretch = Stretch(Speech(cell, inside, speaker), end, label)
        found = spread(cell, list(stretch.read()))
        label = stretch.label
        if found and mentions and mentions[-1].part and _continues(cell, found, start):
            mentions[-1] = _extended(cell, mentions[-1], found)
        else:
            mentions += found
    return tuple(each for one in settled(_without_exclusions(cell, mentions)) for each in each_party(one, speaker))


def _without_exclusions(cell: str, mentions: Sequence[Named]) -> list[Named]:
    """The mentions; what a stretch of its own leaves out ("…; trừ Sở Tư pháp") joins the phrase before, or behind it."""
    kept: list[Named] = []
    waiting: Named | None = None
    for one in mentions:
        apart = one.kind == "unknown" and _leaves_out(one)
        if apart and kept and kept[-1].kind == "group":
            kept[-1] = _leaving_out(cell, kept[-1], one)
        elif apart and waiting is None:
            waiting = one
        elif waiting and one.kind == "group":
            kept.append(_leaving_out(cell, one, waiting))
            waiting = None
        else:
            kept += [waiting, one] if waiting else [one]
            waiting = None
    return [*kept, waiting] if waiting else kept


def _leaves_out(one: Named) -> bool:
    said = words(one.as_written)
    return bool(said) and excludes(said, 0) > 0


def _leaving_out(cell: str, phrase: Named, without: Named) -> Named:
    start, end = min(phrase.start, without.start), max(phrase.end, without.end)
    name = f"{phrase.name} ({without.name[:1].lower()}{without.name[1:]})"
    return replace(phrase, start=start, end=end, name=name, as_written=" ".join(cell[start:end].split()))


def _continues(cell: str, found: Sequence[Named], start: int) -> bool:
    """Whether a piece behind ";" still speaks of the part before it: nothing in it is known, no number or bullet opens it."""
    return all(one.kind == "unknown" and not _leaves_out(one) for one in found) and not _BULLET.match(cell, start)


def _extended(cell: str, last: Named, found: Sequence[Named]) -> Named:
    more = " ".join(cell[found[0].start : found[-1].end].split())
    return replace(last, end=found[-1].end, part=f"{last.part}; {more}")


def _stretches(cell: str) -> Iterator[tuple[int, int]]:
    """The pieces between hard separators outside brackets; a bullet or number at the front is left out."""
    inside = _bracketed(cell)
    numbers = (found.start() for found in _NUMBER.finditer(cell) if not inside[found.start()])
    cuts = sorted({0, *_hard_cuts(cell), *numbers})
    for start, end in zip(cuts, [*cuts[1:], len(cell)], strict=True):
        bullet = _BULLET.match(cell, start, end)
        yield (bullet.end() if bullet else start), end


def _hard_cuts(cell: str) -> Iterator[int]:
    depth = 0
    for i, letter in enumerate(cell):
        depth += (letter == "(") - (letter == ")" and depth > 0)
        if depth == 0 and letter in ";\n\r\u2028\t":
            yield i + 1


def _bracketed(cell: str) -> bytes:
    """For each character whether more brackets open than close before it."""
    open_ones = accumulate(((letter == "(") - (letter == ")") for letter in cell), initial=0)
    return bytes(depth > 0 for depth in open_ones)
