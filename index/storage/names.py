"""Which passage has which number, and which are of a document?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np

from index.storage.segment import Numbers, hashes
from index.storage.segments import Segments


class Names:
    """The passages of an index by number: the legs know passages by number only. A number is never given twice."""

    def __init__(self, segments: Segments) -> None:
        self._segments = segments

    def __len__(self) -> int:
        return len(self._segments)

    @cached_property
    def documents(self) -> frozenset[str]:
        return frozenset(name for segment in self._segments for name in segment.document_names)

    def ids(self, numbers: Numbers) -> list[str]:
        """The ids of these passages, in their order; all must be held."""
        found = [""] * len(numbers)
        for segment, places, rows in self._segments.rows(numbers):
            for place, row in zip(places.tolist(), rows.tolist(), strict=True):
                found[place] = segment.ids.text(row)
        return found

    def allowed(self, names: Iterable[str]) -> list[int]:
        """The numbers of the passages whose id or whose document is named, ascending; unknown names count for nothing."""
        wanted = list(dict.fromkeys(names))
        hashed, documents = hashes(wanted), set(wanted)
        found = [np.zeros(0, dtype=np.int64)]
        for segment in self._segments:
            owned = [place for place, name in enumerate(segment.document_names) if name in documents]
            found.append(segment.numbers[np.isin(segment.owners, owned)] if owned else found[0])
            found.append(segment.numbers[segment.rows_named(wanted, hashed)])
        numbers: list[int] = np.unique(np.concatenate(found)).tolist()
        return numbers
