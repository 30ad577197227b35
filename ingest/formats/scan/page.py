"""One scanned page: laid straight, ruled, its cells and its running text read, all in points as a drawn page would be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.formats.pdf.grid import Grid, Rule, grids
from ingest.formats.pdf.sheet import Sheet
from ingest.formats.scan.columns import with_columns
from ingest.formats.scan.image import (
    READING,
    Picture,
    Placing,
    ink_of,
    lies_on_its_side,
    quartered,
    resized,
    straight,
    whitened,
)
from ingest.formats.scan.ocr import quarters
from ingest.formats.scan.parts import Parts, Place
from ingest.formats.scan.rules import erased, traced
from ingest.formats.scan.stamps import apart, stamps
from ingest.formats.scan.words import Seen, Written, written

_WIDEST_STAMP = 0.4  # of the page's width: a frame no wider is a stamp ("CÔNG VĂN ĐẾN"), not a table
_NEAR = 3.0  # points
_LINE = 8  # words
_POOR = 75  # mean sureness: perhaps the page lies on its side (it is read at 40 to 65 then, upright at 85 to 96)


@dataclass(frozen=True, slots=True)
class ReadPage:
    """``sheet`` is straight, ``placing`` leads back to the page; ``lost`` places could not be read."""

    sheet: Sheet
    placing: Placing
    seen: tuple[Seen, ...]
    lost: int

    @property
    def sure(self) -> float:
        """How sure the words are, from 0 to 100, on average over their letters; 0 where there are none."""
        letters = sum(len(word.text) for word in self.seen)
        return self.gain / letters if letters else 0.0

    @property
    def gain(self) -> float:
        """How much was read: the sureness of all letters together."""
        return sum(word.sure * len(word.text) for word in self.seen)


def read_page(picture: Picture) -> ReadPage:
    """About two seconds. A page that lies on its side, or reads badly, is asked which side is up. Raises ``Unread``."""
    level = straight(picture)
    if lies_on_its_side(level) and (turn := quarters(picture.grey)):
        picture = quartered(picture, turn)
        level = straight(picture)
    page = _read(level)
    if page.sure >= _POOR and page.lost * _LINE < len(page.seen):
        return page
    turn = quarters(picture.grey)
    return max(page, _read(straight(quartered(picture, turn))), key=lambda one: one.gain) if turn else page


def _read(picture: Picture) -> ReadPage:
    """``picture`` is straight."""
    ink = ink_of(picture.grey)
    found = traced(ink, picture.scale)
    clean = erased(picture.grey, found)
    drawn = _without_stamps([one.rule for one in found], picture.paper.width)
    rules = with_columns(drawn, ink_of(clean), picture.scale)
    tables = [grid for grid in grids(rules) if len(grid.columns) > 2]
    times = min(1.0, READING / 72 / picture.scale)
    page = Parts(whitened(resized(clean, times)), picture.scale * times)
    parts, marks = page.read(tables), stamps(picture, tables)
    words = written([*apart([line for part in parts for line in part.found], marks), *marks], ink, picture.scale)
    left = [place for part in parts if part.cell and part.found and (place := page.left(part))]
    blank = sum(not part.found and page.left(part) is not None for part in parts)
    return ReadPage(_sheet(picture, words, rules), picture.placing, (*words.seen, *map(_unread, left)), words.lost + blank)


def _unread(place: Place) -> Seen:
    """Ink that no word stands on, as a word of no letters."""
    return Seen("", (place[0] + place[2]) / 2, (place[1] + place[3]) / 2, 0.0)


def _sheet(picture: Picture, words: Written, rules: Sequence[Rule]) -> Sheet:
    return Sheet(picture.paper, words.glyphs, tuple(rules), "words" if words.glyphs else "scan")


def _without_stamps(rules: Sequence[Rule], width: float) -> list[Rule]:
    stamps = [grid for grid in grids(rules) if grid.columns[-1] - grid.columns[0] <= _WIDEST_STAMP * width]
    return [rule for rule in rules if not any(_lies_in(rule, stamp) for stamp in stamps)]


def _lies_in(rule: Rule, grid: Grid) -> bool:
    x0, y0, x1, y1 = grid.box
    (across, far), (low, high) = ((y0, y1), (x0, x1)) if rule.level else ((x0, x1), (y0, y1))
    return across - _NEAR <= rule.at <= far + _NEAR and low - _NEAR <= rule.low and rule.high <= high + _NEAR
