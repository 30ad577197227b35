"""Positions grouped by what makes them alike: what is judged for the first of a group holds for all of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any


class Grouped:
    """Positions grouped by key: ``codes`` by position; ``keys``, ``firsts`` and ``places`` by code."""

    def __init__(self, keys: Iterable[Any]) -> None:
        by_key: dict[Any, int] = {}
        self.codes: list[int] = []
        self.places: list[list[int]] = []
        for place, key in enumerate(keys):
            code = by_key.setdefault(key, len(by_key))
            if code == len(self.places):
                self.places.append([])
            self.places[code].append(place)
            self.codes.append(code)
        self.keys = list(by_key)
        self.firsts = [places[0] for places in self.places]

    def among(self, places: Sequence[int], fitting: Sequence[int]) -> Sequence[int]:
        """Those of ``places`` (in order) that have one of the ``fitting`` codes."""
        count = sum(len(self.places[code]) for code in fitting)
        if count == len(self.codes):
            return places
        if isinstance(places, range) and len(places) == len(self.codes):
            return sorted(chain.from_iterable(self.places[code] for code in fitting))  # 25,000 in 0.6 ms; heapq.merge 7
        fits = bytearray(len(self.places))
        for code in fitting:
            fits[code] = 1
        codes = self.codes
        return [place for place in places if fits[codes[place]]]
