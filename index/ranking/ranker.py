"""The learnt order of the best candidates: a sum of small decision trees over ``index.ranking.features``.

Learnt with LightGBM's lambdarank (Burges 2010) by ``index.training.train_ranker``; read and evaluated here with numpy alone,
100 candidates in 1 ms, so that neither a question nor an installation needs LightGBM.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from corpus.errors import BadSetting
from index.ranking.features import NAMES
from index.ranking.matches import Table

BUNDLED = Path(__file__).parent.parent / "models" / "ranker.npz"

Ints = npt.NDArray[np.int32]

# Trees: what all 500 need for a hundred candidates does not fit into the nearer caches, and takes up to three times as long.
_SIDE_BY_SIDE = 125
_ARRAYS = ("roots", "feature", "threshold", "left", "right", "value")


@dataclass(frozen=True)
class Ranker:
    """Trees as arrays over all their nodes. A leaf is its own left and right; only its ``value`` counts."""

    roots: Ints
    feature: Ints
    threshold: npt.NDArray[np.float64]
    left: Ints
    right: Ints
    value: npt.NDArray[np.float64]
    depth: int

    @classmethod
    def open(cls, path: Path = BUNDLED) -> Ranker:
        """Raises ``BadSetting`` where the file is missing, broken, or was learnt on other features."""
        try:
            with path.open("rb") as file, np.load(file) as held:
                if tuple(held["features"].tolist()) != NAMES:
                    raise BadSetting(f"Bộ xếp hạng {path} được học trên các đặc trưng khác.")
                arrays = {name: held[name] for name in _ARRAYS}
                return cls(depth=int(held["depth"]), **arrays)
        except (OSError, EOFError, KeyError, ValueError, BadZipFile) as error:
            raise BadSetting(f"Không đọc được bộ xếp hạng {path}: {error}") from error

    def write(self, path: Path) -> None:
        arrays = {name: getattr(self, name) for name in _ARRAYS}
        np.savez_compressed(path, features=np.array(NAMES), depth=np.array(self.depth), **arrays)

    def scores(self, table: Table) -> Table:
        """A score for each row of ``features``: more is better, comparable within one question only."""
        flat = np.ascontiguousarray(table, dtype=np.float64).ravel()
        begins = (np.arange(len(table)) * table.shape[1])[:, None]
        total = np.zeros(len(table))
        for first in range(0, len(self.roots), _SIDE_BY_SIDE):
            node = np.tile(self.roots[first : first + _SIDE_BY_SIDE].astype(np.intp), (len(table), 1))
            for _ in range(self.depth):
                at = self._places.take(node)
                at += begins
                goes_left = flat.take(at) <= self.threshold.take(node)
                node *= 2
                node += goes_left
                node = self._children.take(node)
            total += self.value.take(node).sum(axis=1)
        return total

    @cached_property
    def _places(self) -> npt.NDArray[np.intp]:
        """``feature`` as numpy takes by it: half the time of smaller numbers."""
        return self.feature.astype(np.intp)

    @cached_property
    def _children(self) -> npt.NDArray[np.intp]:
        """Of each node the right one, then the left one."""
        return np.stack([self.right, self.left], axis=1).astype(np.intp).ravel()


@cache
def bundled() -> Ranker:
    return Ranker.open()
