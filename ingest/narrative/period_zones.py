"""Under which month or quarter does a place of a paper stand? "I. QUÝ I" over "1. Tháng 01" over what is to be done then.

A numbered heading holds until the next number of its own rank or a higher one. A line without a number ("Tháng 01") holds until
the next such line, or until a number comes that is none of the list under it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.extent import Extent
from ingest.narrative.headings import period_in
from ingest.paper.numbered_headings import mark_of
from ingest.paper.paragraphs import Paragraph
from ingest.paper.parts import Part

_TITLED = ("table", "annex")
_CLOSING = ("title", "annex", "attachment", "document", "closing", "recipients", "signature")
_OTHER = re.compile(r"(?i)^\W*(?:nhiệm vụ|công tác|công việc|nội dung|các nhiệm vụ|tổ chức|một số|yêu cầu)\b[^.;:]*:?$")
_LIST = re.compile(r"(?:\d{1,2}|[a-zđ])$")
_FIRST = ("1", "01", "a", "1.1")
_LONGEST = 80
_NO_RANK = 99.0


@dataclass(slots=True)
class _Zone:
    """``words`` is the heading that names the period; ``inner`` the rank of the list below a heading without a number."""

    rank: float
    words: Extent
    inner: float | None = None


class Zones:
    """The headings of a paper that name a month or quarter, by what stands below them."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._stack: list[_Zone] = []
        self._last: tuple[float, str] = (_NO_RANK, "")
        states = [(start, self._stack[-1].words if self._stack else None) for start in self._walk(parts)]
        self._starts = [start for start, _ in states]
        self._heads = [words for _, words in states]

    def at(self, offset: int) -> Extent | None:
        """The heading with the period that holds at an offset of the text."""
        place = bisect_right(self._starts, offset) - 1
        return self._heads[place] if place >= 0 else None

    def _walk(self, parts: Sequence[Part]) -> Iterator[int]:
        """Takes each heading and line in; gives where it begins."""
        for part in parts:
            if part.kind in _CLOSING:
                self._stack.clear()
            titled = part.kind in _TITLED
            if titled:
                self._leave_lines()
            for piece in part.heading if titled else ():
                yield from self._take(piece, None)
            lines = [part.lead_in] if part.lead_in and not titled else []
            lines += [piece for piece in part.flow if isinstance(piece, Paragraph) and piece is not part.lead_in]
            for line in lines:
                if not line.footnote:
                    yield from self._take(line.extent, line)

    def _take(self, words: Extent, line: Paragraph | None) -> Iterator[int]:
        mark = mark_of(line) if line else None
        named = period_in(words.text)
        if mark:
            self._pass(mark[0], mark[1])
            self._last = (mark[0], mark[1])
        elif named or (line and self._closes(line)):
            self._leave_lines()
        if named:
            self._stack.append(_Zone(mark[0] if mark else _NO_RANK, words))
        if words.offsets:
            yield words.offsets[0]

    def _leave_lines(self) -> None:
        """What a heading without a number said holds no longer."""
        self._stack = [zone for zone in self._stack if zone.rank < _NO_RANK]

    def _pass(self, rank: float, label: str) -> None:
        """A number ends the zones of its rank and of lower ones; that of a list below "Tháng 01" does not end it."""
        self._stack = [
            zone for zone in self._stack if zone.rank < rank or (zone.rank == _NO_RANK and self._lists(zone, rank, label))
        ]

    def _lists(self, zone: _Zone, rank: float, label: str) -> bool:
        if zone.inner is not None:
            return rank >= zone.inner
        goes_on = self._last[0] == rank and _LIST.search(self._last[1]) is not None
        if _LIST.search(label) and (label in _FIRST or goes_on):
            zone.inner = rank
            return True
        return False

    @staticmethod
    def _closes(line: Paragraph) -> bool:
        """Whether a line without a number is a heading of something else: "Nhiệm vụ thường xuyên"."""
        short = len(line.text) <= _LONGEST
        return short and (line.capital or line.bold or _OTHER.match(line.text) is not None)
