"""A second look at the best passages by a cross-encoder, where an office has put one on its machine; none is bundled.

It reads the question and a passage together, which costs milliseconds a pair where the learnt order costs microseconds, so only
the first passages are looked at again and nothing is opened before the first question.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

DEPTH = 50  # passages that are looked at again


class Reranker(Protocol):
    """Question and passages to how well they fit."""

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        """One number in 0 … 1 for each passage, comparable within one question."""
        ...


def reranker(name: str | Path) -> Reranker:
    """The cross-encoder in a folder, or of a name in the local cache; nothing is downloaded, nothing loaded twice.

    Raises ``BadSetting`` where there is none here, or where the model gives more than one number for a pair.
    """
    return _load(str(Path(name).resolve() if Path(name).is_dir() else name))


def reordered(question: str, passages: Sequence[str], by: Reranker) -> list[tuple[int, float]]:
    """(place among ``passages``, score), best first; equal ones in the order they came."""
    scores = by.scores(question, passages)
    return sorted(enumerate(scores), key=lambda scored: -scored[1])


@lru_cache(maxsize=1)
def _load(name: str) -> Reranker:
    from index.ranking.cross_encoder import CrossEncoderReranker

    return CrossEncoderReranker.open(name)
