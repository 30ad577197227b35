"""Figures that say how much: a percentage or a count, and whether the child lowered it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from corpus.spelling import split_words

Moved = Literal["lowered", "raised"]

_FIGURE = r"(?P<figure>\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)"  # "1.200", "0,5", "95"
_SCALE = r"(?:\s*(?P<scale>nghìn|triệu|tỷ))?"
_TARGET = re.compile(rf"(?<![\w/.,-]){_FIGURE}{_SCALE}(?:\s*(?P<percent>%)|\s+(?P<noun>[^\W\d_]+(?:\s+[^\W\d_]+)?))")
# "trong 05 ngày": less is stricter, and "năm 2026" is no count
_NOT_COUNTED = frozenset(["ngày", "tháng", "quý", "năm", "giờ", "phút", "tuần", "lần", "cấp", "đêm", "buổi"])
_DATE_BEFORE = re.compile(r"(?:ngày|tháng|quý|năm|số|khoản|điều|mục|giai đoạn)\s*$", re.IGNORECASE)
_ALL = re.compile(r"\b(?:toàn bộ|tất cả|mọi|từng)\b", re.IGNORECASE)  # "toàn bộ biến động" is 100 %
_SCALES = {"nghìn": 1e3, "triệu": 1e6, "tỷ": 1e9}


class Target(NamedTuple):
    """``of`` is "%" or the first word of what is counted; ``words`` are those around it, to tell which target it is."""

    value: float
    of: str
    words: frozenset[str]


@lru_cache(maxsize=16384)
def targets(text: str) -> tuple[Target, ...]:
    """The percentages and counts of a text in order; dates, spans of time and numbers of papers are none."""
    found = []
    for match in _TARGET.finditer(text):
        noun = (match["noun"] or "").lower().split()
        if _DATE_BEFORE.search(text[: match.start()]) or (noun and noun[0] in _NOT_COUNTED):
            continue
        value = float(match["figure"].replace(".", "").replace(",", ".")) * _SCALES.get((match["scale"] or "").lower(), 1)
        near = frozenset(word.bare for word in split_words(text[max(0, match.start() - 25) : match.end() + 45]))
        found.append(Target(value, "%" if match["percent"] else noun[0], near))
    return tuple(found)


def moved(parent: str, child: str) -> tuple[Moved, Target, Target] | None:
    """The first target that the child states otherwise; ``None`` where each that both state is the same."""
    theirs = list(targets(child))
    for target in targets(parent):
        same = [other for other in theirs if other.of == target.of]
        best = max(same, key=lambda other: (len(other.words & target.words), other.value == target.value), default=None)
        if best is None or len(best.words & target.words) < 3:
            continue
        theirs.remove(best)
        if best.value != target.value:
            return ("lowered" if best.value < target.value else "raised"), target, best
    return None


def dropped_percentage(parent: str, child: str) -> Target | None:
    """A percentage of the parent where the child states none at all: "100% các cơ quan …" became "thực hiện việc …"."""
    stated = [target for target in targets(parent) if target.of == "%"]
    if _ALL.search(child):
        stated = [target for target in stated if target.value != 100]
    return stated[0] if stated and not any(target.of == "%" for target in targets(child)) else None
