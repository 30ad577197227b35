"""The ranked search, whose first passages a cross-encoder puts in its own order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from index.ranking.reranker import DEPTH, Reranker, reordered
from search.held.knowledge import Knowledge
from search.selecting.retrieve import Found, Searcher


class RerankedSearcher:
    """See ``search.selecting.retrieve.Searcher``; ``opened`` gives the cross-encoder at the first question."""

    def __init__(self, inner: Searcher, opened: Callable[[], Reranker]) -> None:
        self._inner, self._opened = inner, opened

    def search(
        self, query: str, knowledge: Knowledge, limit: int, documents: Sequence[str] | None = None, ranked: bool = True
    ) -> list[Found]:
        """The first ``index.ranking.reranker.DEPTH`` in the cross-encoder's order, the others below.

        Not ``ranked``, the cross-encoder is not asked.
        """
        if not ranked:
            return self._inner.search(query, knowledge, limit, documents, ranked)
        found = self._inner.search(query, knowledge, max(limit, DEPTH), documents)
        return [*self._again(query, found[:DEPTH]), *found[DEPTH:]][:limit]

    def _again(self, query: str, found: list[Found]) -> list[Found]:
        """Scores stay in 0 … 1 and above those of all that were not looked at."""
        if not found:
            return []
        least = found[-1].score
        order = reordered(query, [one.text for one in found], self._opened())
        return [
            replace(found[at], rank=rank, score=least + (1 - least) * fit, parts={**found[at].parts, "cross_encoder": fit})
            for rank, (at, fit) in enumerate(order, start=1)
        ]
