"""The provinces that a question names: those of the held papers, which the registry need not know, and the registry's own."""

from __future__ import annotations

import re
from weakref import WeakKeyDictionary

from corpus.places import province
from search.binding.asked_agency import home_of, same_name
from search.held.knowledge import Knowledge

_WORD = re.compile(r"[^\W_]+")
_KIND = r"(?:tỉnh|tinh|thành phố|thanh pho|tp\.?)"
_LINK = re.compile(rf"[\s,(]*(?:(?:của|cua|ở|o|tại|tai|thuộc|thuoc|of|in)\s+)?(?:{_KIND}\s+)?", re.IGNORECASE)
_ALONE = re.compile(rf"^(?:{_KIND}|kho|của|cua|ở|has|province|\s)*(?P<name>.*?)(?:province|issued|\s)*$", re.IGNORECASE)
_IN = re.compile(rf"\s(?:(?:ở|tại|o|tai|in)(?=\s)|(?:của|cua|thuộc|thuoc)(?=\s+{_KIND}\s))", re.IGNORECASE)
_held: WeakKeyDictionary[Knowledge, tuple[str, ...]] = WeakKeyDictionary()


def homes(knowledge: Knowledge) -> tuple[str, ...]:
    """The provinces of the held papers, as these write them; found once for a view."""
    found = _held.get(knowledge)
    if found is None:
        named = dict.fromkeys(home for document in knowledge.documents if (home := home_of(document)))
        found = _held[knowledge] = tuple(named)
    return found


def held_home(name: str, knowledge: Knowledge) -> str | None:
    """The province of the held papers that is called so, as they write it."""
    return next((home for home in homes(knowledge) if name and same_name(name, home)), None)


def home_behind(text: str, end: int, knowledge: Knowledge) -> tuple[str, int] | None:
    """(province, its end) right behind an agency: "Sở Nội vụ Sông Thao", "SNV của tỉnh Sông Thao"."""
    link = _LINK.match(text, end)
    start = link.end() if link else end
    if start == end:
        return None
    words = list(_WORD.finditer(text, start))
    for home in homes(knowledge):
        length = len(home.split())
        if len(words) >= length and words[0].start() == start:
            stop = words[length - 1].end()
            if same_name(text[start:stop], home):
                return home, stop
    return None


def home_in(text: str, knowledge: Knowledge) -> tuple[str, int, int] | None:
    """(province, start, end) of a held province behind "ở", "tại", "in": "Công an tỉnh chủ trì việc gì ở Thái Nguyên"."""
    for found in _IN.finditer(text):
        behind = home_behind(text, found.start(), knowledge)
        if behind is not None:
            return behind[0], found.start(), behind[1]
    return None


def home_closing(name: str, knowledge: Knowledge) -> tuple[str, int] | None:
    """(province, where its words begin) at the end of what a group is called: "các cơ quan ở Đồng Tháp"."""
    for found in _IN.finditer(name):
        home = home_alone(name[found.end() :], knowledge)
        if home is not None:
            return home, found.start()
    return None


def home_alone(words: str, knowledge: Knowledge) -> str | None:
    """The province that the words name and nothing beside: "tỉnh Thái Nguyên", "kho Sông Thao"."""
    found = _ALONE.match(words.strip(" ?.!"))
    name = found["name"] if found else ""
    held = held_home(name, knowledge)
    known = province(name) if name and not held else None
    return held or (known.name if known else None)
