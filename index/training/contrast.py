"""Multiple negatives ranking over bags, forward and backward by hand, and Adam.

The loss of a batch is the mean of the cross entropies "which passage belongs to this query" and "which query belongs to this
passage" over scaled cosines (Henderson et al. 2017, arXiv 1705.00652). ``tests/test_encoder.py`` holds the gradient to finite
differences.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.training.pairs import Batch

Matrix = npt.NDArray[np.float32]
_SCALE = 20.0
_TINY = 1e-12


def loss_and_gradient(table: Matrix, batch: Batch) -> tuple[float, Matrix]:
    """Mean loss in nats, and its derivative by the table (pieces × dimensions)."""
    queries, query_norms = _unit(batch.queries @ table)
    passages, passage_norms = _unit(batch.passages @ table)
    logits = _SCALE * (queries @ passages.T)
    same = batch.article[:, None] == batch.article[None, :]
    np.fill_diagonal(same, False)
    logits[same] = -np.inf
    size, own = len(logits), np.diag(logits).copy()
    by_query, query_masses = _softmax(logits, axis=1)
    by_passage, passage_masses = _softmax(logits, axis=0)
    loss = float(np.mean(0.5 * (query_masses + passage_masses) - own))
    slope = by_query
    slope += by_passage
    slope[np.arange(size), np.arange(size)] -= 2.0
    slope *= _SCALE / (2 * size)
    from_queries = batch.queries.T @ _through_unit(slope @ passages, queries, query_norms)
    return loss, from_queries + batch.passages.T @ _through_unit(slope.T @ queries, passages, passage_norms)


@dataclass(slots=True)
class Adam:
    """Kingma and Ba 2014, with the usual decay rates; the state of one table."""

    first: Matrix
    second: Matrix
    step: int = 0

    @classmethod
    def over(cls, table: Matrix) -> Adam:
        return cls(np.zeros_like(table), np.zeros_like(table))

    def update(self, table: Matrix, gradient: Matrix, rate: float) -> None:
        """Moves the table in place."""
        self.step += 1
        self.first += 0.1 * (gradient - self.first)
        self.second += 0.001 * (gradient * gradient - self.second)
        first = self.first / (1 - 0.9**self.step)
        second = self.second / (1 - 0.999**self.step)
        table -= rate * first / (np.sqrt(second) + 1e-8)


def _unit(rows: Matrix) -> tuple[Matrix, Matrix]:
    norms = np.linalg.norm(rows, axis=1, keepdims=True) + np.float32(_TINY)
    return rows / norms, norms


def _through_unit(slope: Matrix, unit: Matrix, norms: Matrix) -> Matrix:
    along = np.sum(slope * unit, axis=1, keepdims=True)
    return np.asarray((slope - unit * along) / norms, dtype=slope.dtype)


def _softmax(logits: Matrix, axis: int) -> tuple[Matrix, Matrix]:
    """The shares along an axis, and the logarithm of the sum that they are shares of."""
    largest = logits.max(axis=axis, keepdims=True)
    shares: Matrix = logits - largest
    np.exp(shares, out=shares)
    sums = shares.sum(axis=axis, keepdims=True)
    shares /= sums
    return shares, (np.log(sums) + largest).ravel()
