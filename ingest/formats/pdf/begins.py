"""Where a paragraph begins, by the look of two printed lines: indent, gap, a line that ends early, centring, bold and size.

The signs are asked in the order of their weight in offices' papers: first lines are indented and lines justified there, so that
a line at the left margin under a full line goes on, whatever it begins with.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.formats.pdf.lines import Run

_LABEL = r"(?:[IVXL]{1,6}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s?[.)\-–/]\s|\(\w{1,3}\)\s"  # "II. ", "2.1. ", "a) ", "(1) "
_BULLET = r"[-–—+•▪➢✓*]\s?(?=[^\W_]|[“\"(])"
_WORDS = (
    r"(?:Điều|Mục|Chương|Phần|PHẦN|CHƯƠNG|Phụ lục|PHỤ LỤC)\s+[\dIVXLA-Z]|Nơi nhận|Kính gửi|Căn cứ\s|Số\s?:|V/v\s|\(?[Kk]èm theo"
)
_MARK = re.compile(rf"(?:{_LABEL}|{_BULLET}|{_WORDS})")
_CLOSED = re.compile(r"[.;:!?…][”\"')\]]*$")
_OPEN = re.compile(r"(?:,|\b(?:và|về|của|với))$", re.IGNORECASE)  # "ĐỔI MỚI SÁNG TẠO VÀ"
_JOINS = re.compile(r"và\b", re.IGNORECASE)  # "SỞ NÔNG NGHIỆP" | "VÀ MÔI TRƯỜNG"
_SAME = 2.0  # points: places that count as equal
_SAME_CENTRE = 4.0  # points: a line's middle against the middle of its column
_INDENT = 0.7  # of the size
_INDENTED = 0.1  # of the lines
_WIDER = 0.12  # of the size: more than the usual distance of two baselines
_FAR = 1.6  # times the usual distance: a gap that parts whatever it stands between
_FEW_LINES = 12  # on all pages of one kind
_SINGLE = 1.2  # of the size: the distance of baselines in single spacing


@dataclass(frozen=True, slots=True)
class Frame:
    """The margins that lines are set in, and the usual distance of their baselines (0 unknown), in points.

    ``indented`` says that first lines are set in; ``centred`` that a whole column is, ``None`` that each line shows for itself.
    """

    left: float
    right: float
    pitch: float
    indented: bool = False
    centred: bool | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A printed line as it stands: its words, its frame, its page; ``column`` says that another column stands beside it.

    ``opens`` says that it begins a paragraph (known of the line above, not asked of the line at hand).
    """

    line: Run
    text: str
    frame: Frame
    page: int
    column: bool = False
    opens: bool = True

    @property
    def marked(self) -> bool:
        return bool(_MARK.match(self.text))

    @property
    def closed(self) -> bool:
        return bool(_CLOSED.search(self.text))

    @property
    def capital(self) -> bool:
        return self.text.isupper()

    @property
    def width(self) -> float:
        return self.line.x1 - self.line.x0


def page_frame(drawn: Sequence[Run], tables: Sequence[tuple[float, float]] = ()) -> Frame:
    """The frame of lines set in one column: the outermost margins that three lines or more keep to.

    ``tables`` are the left and right edges of tables, asked where lines are few (the titles over an annex table).
    """
    edges = [(line.x0, line.x1) for line in drawn] + (3 * list(tables) if len(drawn) < _FEW_LINES else [])
    if not edges:
        return Frame(0.0, 0.0, 0.0)
    left = _margin(sorted(left for left, _ in edges))
    right = -_margin(sorted(-right for _, right in edges))
    inset = sum(_INDENT * line.size < line.x0 - left < 5 * line.size for line in drawn)
    return Frame(left, right, _pitch(drawn), inset > _INDENTED * len(drawn))


def column_frame(drawn: Sequence[Run]) -> Frame:
    """The frame of one of two columns; it is centred where its lines agree in their middles better than on the left."""
    middles, lefts = [(line.x0 + line.x1) / 2 for line in drawn], [line.x0 for line in drawn]
    left, right = min(lefts), max(line.x1 for line in drawn)
    return Frame(left, right, _pitch(drawn), centred=_spread(middles) < _spread(lefts))


def begins(before: Placed | None, here: Placed) -> bool:
    """Whether a paragraph begins with ``here``; ``before`` is the line above it in its flow, ``None`` after anything else."""
    if before is None or before.column != here.column or abs(before.line.size - here.line.size) > 1.0:
        return True
    if abs(_span(before.frame) - _span(here.frame)) > 0.2 * _span(here.frame) or _gap(before, here) > _FAR:
        return True
    if _centred(here, before):
        return _begins_centred(before, here)
    return _begins_listed(before, here) if here.column else _begins_set(before, here)


def _begins_centred(before: Placed, here: Placed) -> bool:
    """Titles: capitals over small letters, bold over plain, a short line over a long one, are two paragraphs."""
    if not _centred(before, here) or before.line.bold != here.line.bold or before.capital != here.capital:
        return True
    if here.page == before.page and here.line.base - before.line.base > 1.3 * max(here.frame.pitch, _SINGLE * here.line.size):
        return True
    if here.text[:1].islower() or _OPEN.search(before.text) or _JOINS.match(here.text):
        return False
    return here.marked or (here.column and here.capital) or (before.opens and before.width < 0.5 * here.width)


def _begins_listed(before: Placed, here: Placed) -> bool:
    """ "Nơi nhận": one recipient a line; a long one goes on without a mark after an open end."""
    if here.marked or before.closed:
        return True
    return not (here.text[:1].islower() or before.text.endswith(",") or before.marked)


def _begins_set(before: Placed, here: Placed) -> bool:
    wider, full = _wider(before, here), not _fits(before, here)
    if _left_room(here) > _INDENT * here.line.size:
        hangs = full and not (before.closed or here.marked or wider)
        return not (hangs and (abs(_left_room(here) - _left_room(before)) <= _SAME or before.marked))
    if full:
        return before.closed and (wider or (here.marked and not here.frame.indented))
    return not here.text[:1].islower() or before.closed or here.marked or wider


def _fits(before: Placed, here: Placed) -> bool:
    """The first word of ``here`` would have found room at the end of ``before``: whoever broke the line meant it."""
    return before.line.x1 + 0.2 * here.line.size + _first_word(here.line) < before.frame.right - 0.5


def _first_word(line: Run) -> float:
    end = line.x0
    for glyph in line.glyphs:
        if glyph.text.isspace() or glyph.x0 - end > 0.2 * line.size:
            break
        end = glyph.x1
    return end - line.x0


def _span(frame: Frame) -> float:
    return frame.right - frame.left


def _gap(before: Placed, here: Placed) -> float:
    """The distance of the baselines in usual distances; 0 over a page break."""
    if before.page != here.page:
        return 0.0
    return (here.line.base - before.line.base) / max(here.frame.pitch, _SINGLE * here.line.size)


def _wider(before: Placed, here: Placed) -> bool:
    if before.page != here.page or not here.frame.pitch:
        return False
    return here.line.base - before.line.base > here.frame.pitch + _WIDER * here.line.size


def _centred(placed: Placed, other: Placed) -> bool:
    """Its middle is that of its frame, or of a line beside it of another length, and it touches no margin.

    A title's longest line may touch one: beside a centred line the middle alone counts.
    """
    if placed.frame.centred is not None:
        return placed.frame.centred
    apart = abs(_middle(placed) - _middle(other))
    free, other_free = _left_room(placed) > _SAME, _left_room(other) > _SAME
    if free and other_free and apart <= _SAME and abs(placed.line.x0 - other.line.x0) > _SAME_CENTRE:
        return True
    off = abs(_middle(placed) - (placed.frame.left + placed.frame.right) / 2)
    return off <= _SAME_CENTRE and (free or (apart <= _SAME_CENTRE and other_free))


def _middle(placed: Placed) -> float:
    return (placed.line.x0 + placed.line.x1) / 2


def _left_room(placed: Placed) -> float:
    return placed.line.x0 - placed.frame.left


def _margin(places: Sequence[float]) -> float:
    """The least place that a tenth of the lines share, three at the least (two where there are few); else the least of all."""
    wanted = max(3, len(places) // 10) if len(places) > 8 else 2
    for i, place in enumerate(places):
        if i + wanted <= len(places) and places[i + wanted - 1] - place <= _SAME:
            return place
    return places[0]


def _pitch(drawn: Iterable[Run]) -> float:
    """The distance of baselines inside paragraphs: the least that is usual among lines of the commonest size."""
    distances: defaultdict[float, list[float]] = defaultdict(list)
    ordered = list(drawn)
    for above, below in pairwise(ordered):
        distance = below.base - above.base
        if abs(above.size - below.size) < 0.5 and 0.9 * below.size < distance < 2.5 * below.size:
            distances[round(below.size)].append(distance)
    if not distances:
        return 0.0
    commonest = max(distances.values(), key=len)
    usual = sorted(commonest)
    return usual[len(usual) // 5]


def _spread(places: Sequence[float]) -> float:
    middle = median(places)
    return median(abs(place - middle) for place in places)
