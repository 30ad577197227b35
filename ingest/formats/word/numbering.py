"""The numbers that Word prints before list paragraphs and that stand nowhere in their text (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.formats.counting import counted
from ingest.formats.word.styles import Styles
from ingest.formats.word.wordml import Element, child, number, switched_on, value, w

_LEVELS = 9
# The glyphs of a bullet are font-bound; only the typed "+" of a second level says something that "-" does not.
_BULLETS = {"+": "+"}
_PLACE = re.compile(r"%([1-9])")


@dataclass(slots=True)
class _List:
    """One ``w:num``: its levels, with what it overrides, and the counters that it shares with lists of the same pattern.

    ``starts`` are its own start values; ``unmet`` the levels among them that were not counted yet.
    """

    levels: dict[int, Element]
    counters: dict[int, int]
    starts: dict[int, int] = field(default_factory=dict)
    unmet: set[int] = field(default_factory=set)


class Numbering:
    """Counts through one document: ``mark`` must see every numbered paragraph once, in reading order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._nums = {} if root is None else {num.get(w("numId")): num for num in root.findall(w("num"))}
        self._patterns = {} if root is None else {p.get(w("abstractNumId")): p for p in root.findall(w("abstractNum"))}
        self._counters: dict[str, dict[int, int]] = {}
        self._lists: dict[str, _List | None] = {}

    def mark(self, paragraph: Element) -> str:
        """What is printed before the paragraph, with the blank after it: "1. ", "II.", "- "; empty where nothing is."""
        list_id, level = self._place(paragraph)
        found = self._list(list_id) if list_id not in (None, "0") else None
        if found is None or level not in found.levels:
            return ""
        _advance(found, level)
        return _printed(found, level)

    def _place(self, paragraph: Element) -> tuple[str | None, int]:
        """The list and level that the paragraph names, or its style."""
        holders = (paragraph, *self._styles.of_paragraph(paragraph))
        for holder in holders:
            list_id = value(holder, "pPr", "numPr", "numId")
            if list_id is not None:
                named = next((lv for h in holders if (lv := value(h, "pPr", "numPr", "ilvl")) is not None), None)
                return list_id, self._level_of_style(list_id, holder) if named is None else number(named, 0)
        return None, 0

    def _level_of_style(self, list_id: str, style: Element) -> int:
        """A heading style names only the list; the list's level names the style."""
        found, name = self._list(list_id), style.get(w("styleId"))
        levels = found.levels.items() if found else ()
        return next((index for index, level in levels if name and value(level, "pStyle") == name), 0)

    def _list(self, list_id: str | None) -> _List | None:
        if list_id is None or list_id not in self._nums:
            return None
        if list_id not in self._lists:
            self._lists[list_id] = self._resolved(self._nums[list_id])
        return self._lists[list_id]

    def _resolved(self, num: Element) -> _List | None:
        pattern_id = value(num, "abstractNumId")
        pattern = self._patterns.get(pattern_id)
        linked = value(pattern, "numStyleLink")
        if linked is not None:
            chain = self._styles.chain(linked)
            origin = self._nums.get(value(chain[0], "pPr", "numPr", "numId")) if chain else None
            pattern_id = value(origin, "abstractNumId") if origin is not None else pattern_id
            pattern = self._patterns.get(pattern_id)
        if pattern is None or pattern_id is None:
            return None
        found = _List(_levels(pattern), self._counters.setdefault(pattern_id, {}))
        for override in num.findall(w("lvlOverride")):
            index = number(override.get(w("ilvl")), 0)
            found.levels |= _levels(override)
            start = value(override, "startOverride")
            if start is not None:
                found.starts[index] = number(start, 1)
                found.unmet.add(index)
        return found


def _levels(parent: Element) -> dict[int, Element]:
    return {number(level.get(w("ilvl")), 0): level for level in parent.findall(w("lvl"))}


def _start(found: _List, level: int) -> int:
    return found.starts.get(level, number(value(found.levels.get(level), "start"), 1))


def _advance(found: _List, level: int) -> None:
    if level in found.unmet:
        found.unmet.remove(level)
        found.counters.pop(level, None)
    found.counters[level] = found.counters.get(level, _start(found, level) - 1) + 1
    for deeper in range(level + 1, _LEVELS):
        if _restarts_after(found.levels.get(deeper), deeper, level):
            found.counters.pop(deeper, None)


def _restarts_after(definition: Element | None, deeper: int, level: int) -> bool:
    """``w:lvlRestart`` counts levels from 1: restart only after that level or a higher one; 0 is never."""
    return level < number(value(definition, "lvlRestart"), deeper)


def _printed(found: _List, level: int) -> str:
    definition = found.levels[level]
    template = value(definition, "lvlText") or ""
    if value(definition, "numFmt") == "bullet":
        text = _BULLETS.get(template.strip(), "-")
    else:
        legal = switched_on(child(definition, "isLgl")) or False
        text = _PLACE.sub(lambda place: _counter(found, int(place[1]) - 1, legal), template)
    glue = "" if value(definition, "suff") == "nothing" else " "
    return text + glue if text.strip() else ""


def _counter(found: _List, level: int, legal: bool) -> str:
    """The counter of one level; a higher level that was not met yet shows its start."""
    count = found.counters.get(level, _start(found, level))
    style = value(found.levels.get(level), "numFmt") or "decimal"
    return str(count) if legal and style != "none" else counted(count, style)
