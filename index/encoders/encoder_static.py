"""A table with one row a piece: the vector of a text is the mean of its pieces' rows, made a unit.

Read with safetensors and numpy alone where the pieces are of the bundled kind. The folder has model2vec's layout, so
sentence-transformers reads the same vectors from it (``tests/test_encoder.py``). The rows stay int8 in memory, each with its
own weight.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load_file

from corpus.errors import BadSetting
from index.encoders.encoder import BUNDLED, PROBE, Profile, fingerprint
from index.encoders.phrases import Cutter, Ids, Phrases, cutter

if TYPE_CHECKING:
    from index.encoders.encoder import Matrix
    from index.meaning.concept_search import Group

_BUNDLED_FOLDER = Path(__file__).parent.parent / "models" / "static"


class StaticEncoder:
    """See ``index.encoders.encoder.Encoder``. Safe to share between threads."""

    def __init__(self, name: str, pieces: Cutter, rows: npt.NDArray[np.int8], weights: Matrix) -> None:
        """``weights`` has one number a row, 0 for a piece that must not count."""
        self._rows, self._weights = rows, weights.astype(np.float32)
        self._phrases = Phrases(pieces)
        probe = fingerprint(self.query(PROBE))
        self._profile = Profile(kind="static", name=name, dimensions=rows.shape[1], fingerprint=probe)

    @classmethod
    def open(cls, name: str | Path = BUNDLED) -> StaticEncoder:
        """The bundled table or one in a folder; raises ``BadSetting`` where the folder is not whole."""
        folder = _BUNDLED_FOLDER if name == BUNDLED else Path(name)
        try:
            tensors = load_file(folder / "model.safetensors")
            rows = tensors["embeddings"]
            weights = tensors.get("weights", np.ones(len(rows), dtype=np.float32))
            pieces = cutter((folder / "tokenizer.json").read_text(encoding="utf-8"))
            json.loads((folder / "config.json").read_text(encoding="utf-8"))
        except (OSError, KeyError, ValueError, SafetensorError) as error:
            raise BadSetting(f"Không đọc được mô hình tĩnh tại {folder}: {error}") from error
        return cls(str(name), pieces, rows, weights)

    @property
    def profile(self) -> Profile:
        return self._profile

    def passages(self, texts: Sequence[str]) -> Matrix:
        vectors = np.zeros((len(texts), self._rows.shape[1]), dtype=np.float32)
        for vector, pieces in zip(vectors, self._phrases.pieces(texts), strict=True):
            vector[:] = self._mean(pieces)
        return vectors

    def query(self, text: str, meant: Sequence[Group] = ()) -> Matrix:
        """What a word may mean counts as much as one piece of the text: each of its terms by its share of their weight."""
        total = self._sum(*self._phrases.cut([text]))
        if not meant:
            return _unit(total)
        terms = [(term, term.weight / sum(each.weight for each in group)) for group in meant for term in group]
        cut = self._phrases.cut([" ".join(term.syllables) for term, _ in terms])
        for (_, share), pieces in zip(terms, cut, strict=True):
            total += share / max(len(pieces), 1) * self._sum(pieces)
        return _unit(total)

    def _mean(self, ids: Ids) -> Matrix:
        """The unit vector along the mean, which is the unit vector along the sum."""
        return _unit(self._sum(ids))

    def _sum(self, ids: Ids) -> Matrix:
        total: Matrix = self._weights[ids] @ self._rows[ids].astype(np.float32)
        return total


def _unit(vector: Matrix) -> Matrix:
    norm = np.linalg.norm(vector)
    return vector / norm if norm > 0 else vector
