"""Vectors in a quarter of a byte for each dimension, of which FAISS compares millions in a few milliseconds.

A product quantizer of 16 values for every two dimensions, scanned in registers (PQ fast scan; André 2015). On rows of plans the
first 300 of it hold 99.9 % of the true first ten; an inverted file with 8 bits a dimension, asked for a quarter of its cells,
held 91 % at three times the cost, as short questions lie far from the cells of long rows (``tests/bench/index_speed.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np

from index.storage import arrays
from index.storage.segment import Codes, Matrix, Numbers

_PAIR = 2  # dimensions that share a code
_BITS = 4
_TURNS = 10  # of k-means; more change nothing
_TRAINED_ON = 2_048  # rows, from all parts of the segment; with 16,384 it takes twice as long and finds no more


@dataclass(frozen=True, slots=True)
class Codebook:
    """``values`` are the 16 of each pair of dimensions, one after the other."""

    dimensions: int
    values: Matrix

    @classmethod
    def train(cls, vectors: Matrix) -> Codebook:
        quantizer = _quantizer(vectors.shape[1])
        quantizer.cp.niter = _TURNS
        quantizer.cp.min_points_per_centroid = 1  # no warning about few rows on the terminal
        quantizer.train(np.ascontiguousarray(vectors[:: -(-len(vectors) // _TRAINED_ON)]))
        return cls(vectors.shape[1], faiss.vector_to_array(quantizer.centroids))

    @classmethod
    def read(cls, path: Path) -> Codebook:
        """Raises ``OSError``, ``KeyError`` or ``ValueError`` where the file is missing or broken."""
        held = arrays.read(path)
        return cls(int(held["dimensions"][0]), np.array(held["values"]))

    def write(self, path: Path) -> None:
        arrays.write(path, {"dimensions": np.array([self.dimensions]), "values": self.values})

    def codes(self, vectors: Matrix) -> Codes:
        if not len(vectors):
            return np.zeros((0, self._quantizer.code_size), dtype=np.uint8)
        codes: Codes = self._quantizer.compute_codes(np.ascontiguousarray(vectors))
        return codes

    @property
    def _quantizer(self) -> faiss.ProductQuantizer:
        quantizer = _quantizer(self.dimensions)
        faiss.copy_array_to_vector(self.values, quantizer.centroids)
        return quantizer


class Scan:
    """Which codes promise the greatest inner product? Safe to share between threads."""

    def __init__(self, codebook: Codebook, codes: Sequence[Codes]) -> None:
        plain = faiss.IndexPQ(codebook.dimensions, codebook.dimensions // _PAIR, _BITS, faiss.METRIC_INNER_PRODUCT)
        faiss.copy_array_to_vector(codebook.values, plain.pq.centroids)
        held = np.concatenate(codes)
        faiss.copy_array_to_vector(held.ravel(), plain.codes)
        plain.ntotal, plain.is_trained = len(held), True
        self._index = faiss.IndexPQFastScan(plain)  # type: ignore[arg-type]  # packs the codes of the plain one

    def positions(self, query: Matrix, limit: int) -> Numbers:
        """Of the best, in no order."""
        faiss.omp_set_num_threads(1)  # of this thread: one question has one core
        _, found = self._index.search(query[None, :], limit)
        positions: Numbers = found[0][found[0] >= 0]
        return positions


def possible(dimensions: int) -> bool:
    return dimensions % _PAIR == 0


def _quantizer(dimensions: int) -> faiss.ProductQuantizer:
    return faiss.ProductQuantizer(dimensions, dimensions // _PAIR, _BITS)
