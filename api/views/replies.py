"""The reply of a search as it goes over the wire. What a hit says of its passage is written once, for all questions.

The bytes are those that ``passages.found_view`` gives as JSON; ``python -m tests.bench.http_speed`` measures the saving.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from threading import Lock
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from pydantic_core import to_json

from api.views.passages import found_view
from search.held.knowledge import Knowledge
from search.selecting.retrieve import Found

_ROOM = 1 << 25  # bytes: some 8,000 rows


class _Passage(NamedTuple):
    """The members of a hit that no question changes: those before its highlights and those behind."""

    before: bytes
    behind: bytes


class Replies:
    """Writes replies. What was written of a view is kept as long as the view, up to ``room`` bytes. Shared by threads."""

    def __init__(self, room: int = _ROOM) -> None:
        self._room = room
        self._lock = Lock()
        self._kept: WeakKeyDictionary[Knowledge, _Kept] = WeakKeyDictionary()

    def hits(self, hits: Iterable[Found], knowledge: Knowledge) -> bytes:
        """The hits of an answer as a JSON array."""
        with self._lock:
            kept = self._kept.get(knowledge)
            if kept is None:
                kept = self._kept[knowledge] = _Kept(self._room)
        return b"[" + b",".join(_hit(found, kept, knowledge) for found in hits) + b"]"

    @property
    def held(self) -> int:
        """The bytes that are kept."""
        return sum(kept.held for kept in self._kept.values())


def members(**values: Any) -> bytes:
    """The members of a JSON object without its braces."""
    return to_json(values)[1:-1]


class _Kept:
    """Passages as they were written, by key; beyond ``room`` bytes the least recently used go. Shared by threads."""

    def __init__(self, room: int) -> None:
        self._room, self.held = room, 0
        self._lock = Lock()
        self._passages: OrderedDict[object, _Passage] = OrderedDict()

    def get(self, key: object) -> _Passage | None:
        with self._lock:
            if key in self._passages:
                self._passages.move_to_end(key)
            return self._passages.get(key)

    def put(self, key: object, passage: _Passage) -> None:
        with self._lock:
            if key not in self._passages:
                self._passages[key] = passage
                self.held += _size(passage)
            while self.held > self._room:
                self.held -= _size(self._passages.popitem(last=False)[1])


def _size(passage: _Passage) -> int:
    return len(passage.before) + len(passage.behind)


def _hit(found: Found, kept: _Kept, knowledge: Knowledge) -> bytes:
    key = found.record.task.id if found.record else (found.document, found.spans)
    passage = kept.get(key)
    if passage is None:
        passage = _written(found, knowledge)
        kept.put(key, passage)
    own, marked = members(rank=found.rank, score=round(found.score, 4)), members(highlights=found.highlights)
    return b"".join((b"{", own, b",", passage.before, b",", marked, b",", passage.behind, b"}"))


def _written(found: Found, knowledge: Knowledge) -> _Passage:
    view = found_view(found, knowledge)
    before = members(task=view["task"], section=view["section"], text=view["text"])
    return _Passage(before, members(citation=view["citation"]))
