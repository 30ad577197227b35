"""What should lie close together? Batches of (query, passage) bags drawn from articles.

Three sources, after the inverse cloze task: a line and the rest of its article, a title and a window of its body, and two
articles that refer to each other. Frequent titles are damped by count^-½, articles weighted by √lines. Half of the batches come
from a few topics only, which makes the other passages of the batch harder to tell apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp  # type: ignore[import-untyped]

from index.training.articles import Article, Ids, Tokenised

_SHARE_CLOZE, _SHARE_TITLE = 0.55, 0.40  # the rest are cross links
_WINDOW = 160  # tokens of a passage
_SHORTEST_LINE, _LONGEST_LINE = 4, 64  # tokens of a line that serves as a query
_TOPICS_OF_A_HARD_BATCH = 12


@dataclass(frozen=True, slots=True)
class Batch:
    """``queries[i]`` belongs to ``passages[i]``: rows of mean weights over pieces. ``article[i]`` is where both come from;
    two rows of one article are never held against each other."""

    queries: sp.csr_matrix
    passages: sp.csr_matrix
    article: npt.NDArray[np.int64]


def together(one: Batch, other: Batch) -> Batch:
    """Each is held against the other's too."""
    queries, passages = (
        sp.vstack([getattr(batch, side) for batch in (one, other)], format="csr") for side in ("queries", "passages")
    )
    return Batch(queries, passages, np.concatenate([one.article, other.article]))


class Sampler:
    """Draws batches without end; the same seed draws the same batches."""

    def __init__(
        self, articles: Sequence[Article], tokenised: Sequence[Tokenised], pieces: int, held_out: frozenset[str]
    ) -> None:
        """``held_out`` are titles that must not be learnt, because they are asked in an evaluation."""
        self._tokenised, self._pieces = tokenised, pieces
        self._related = _links(articles)
        self._topic = np.array([article.topic for article in articles])
        seen = Counter(article.title for article in articles)
        self._by_title = np.array(
            [
                0.0 if a.title in held_out or not len(t.title) else seen[a.title] ** -0.5
                for a, t in zip(articles, tokenised, strict=True)
            ]
        )
        self._by_line = np.array([np.sqrt(len(t.lines)) if len(t.lines) > 1 else 0.0 for t in tokenised])
        self._by_link = np.array([float(bool(links)) for links in self._related])

    def draw(self, size: int, hard: bool, random: np.random.Generator) -> Batch:
        within = np.ones(len(self._topic), dtype=bool)
        if hard:
            topics = np.unique(self._topic)
            topics = random.choice(topics, min(_TOPICS_OF_A_HARD_BATCH, len(topics)), replace=False)
            within = np.isin(self._topic, topics)
        cloze, title = int(size * _SHARE_CLOZE), int(size * _SHARE_TITLE)
        chosen = [
            *((int(i), *self._cloze(int(i), random)) for i in _weighted(self._by_line * within, cloze, random)),
            *((int(i), *self._title(int(i), random)) for i in _weighted(self._by_title * within, title, random)),
            *((int(i), *self._link(int(i), random)) for i in _weighted(self._by_link * within, size - cloze - title, random)),
        ]
        kept = [(article, query, passage) for article, query, passage in chosen if len(query) and len(passage)]
        return Batch(
            queries=bags([query for _, query, _ in kept], self._pieces),
            passages=bags([passage for _, _, passage in kept], self._pieces),
            article=np.array([article for article, _, _ in kept]),
        )

    def _cloze(self, i: int, random: np.random.Generator) -> tuple[Ids, Ids]:
        lines = self._tokenised[i].lines
        at = int(random.integers(len(lines)))
        rest = np.concatenate([*lines[:at], *lines[at + 1 :]])
        query = lines[at] if len(lines[at]) >= _SHORTEST_LINE else lines[at][:0]
        return _window(query, _LONGEST_LINE, random), _window(rest, _WINDOW, random)

    def _title(self, i: int, random: np.random.Generator) -> tuple[Ids, Ids]:
        return self._tokenised[i].title, _window(self._body(i), _WINDOW, random)

    def _link(self, i: int, random: np.random.Generator) -> tuple[Ids, Ids]:
        other = self._related[i][int(random.integers(len(self._related[i])))]
        return _window(self._body(i), _WINDOW, random), _window(self._body(other), _WINDOW, random)

    def _body(self, i: int) -> Ids:
        return np.concatenate(self._tokenised[i].lines)


def _links(articles: Sequence[Article]) -> list[list[int]]:
    place = {article.id: i for i, article in enumerate(articles)}
    return [[place[other] for other in article.related if other in place] for article in articles]


def _weighted(weights: npt.NDArray[np.float64], size: int, random: np.random.Generator) -> npt.NDArray[np.int64]:
    """Draws with replacement; none where no weight is left (a topic without cross links, say)."""
    if not weights.any():
        return np.zeros(0, dtype=np.int64)
    return random.choice(len(weights), size, p=weights / weights.sum())


def _window(ids: Ids, length: int, random: np.random.Generator) -> Ids:
    if len(ids) <= length:
        return ids
    start = int(random.integers(len(ids) - length + 1))
    return ids[start : start + length]


def bags(rows: list[Ids], pieces: int) -> sp.csr_matrix:
    """One row a text: each piece's share of the text, so that ``bags @ table`` is the mean of its rows."""
    lengths = np.array([len(row) for row in rows])
    ends = np.concatenate([[0], np.cumsum(lengths)])
    shares = np.repeat(1.0 / np.maximum(lengths, 1), lengths).astype(np.float32)
    return sp.csr_matrix((shares, np.concatenate(rows), ends), shape=(len(rows), pieces))
