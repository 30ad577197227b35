"""How much does each piece of a text count? A question is read as the search reads it: its pieces, and what they may mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp  # type: ignore[import-untyped]
from tokenizers import Tokenizer

from index.meaning.asked import Asked
from index.training.articles import Ids
from index.training.lexicon import UNKNOWN

Weights = dict[int, float]  # piece → weight

_DROPPED = 0.2  # share of the pieces that are left out, so that no single one decides


class Pieces:
    """The pieces of a tokenizer without the unknown one."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer, self._unknown = tokenizer, tokenizer.token_to_id(UNKNOWN)

    def __len__(self) -> int:
        return int(self._tokenizer.get_vocab_size())

    def ids(self, text: str) -> Ids:
        ids = self._tokenizer.encode(text, add_special_tokens=False).ids
        return np.array([piece for piece in ids if piece != self._unknown], dtype=np.int32)

    def meant(self, asked: Asked) -> Weights:
        """The pieces of a question and what they may mean, as ``encoder_static`` weighs them."""
        weights = {} if asked.is_english else counted(self.ids(asked.text))
        for group in asked.meaning.groups:
            whole = sum(term.weight for term in group)
            for term in group:
                ids = self.ids(" ".join(term.syllables)).tolist()
                for piece in ids:
                    weights[piece] = weights.get(piece, 0.0) + term.weight / whole / len(ids)
        return weights

    def bags(self, rows: Sequence[Weights]) -> sp.csr_matrix:
        """One row a text: each piece's share of its weight."""
        ends = np.cumsum([0, *map(len, rows)])
        at = np.array([piece for row in rows for piece in row], dtype=np.int64)
        shares = np.array([weight / sum(row.values()) for row in rows for weight in row.values()], dtype=np.float32)
        return sp.csr_matrix((shares, at, ends), shape=(len(rows), len(self)))


def counted(ids: Ids) -> Weights:
    return {piece: float(count) for piece, count in Counter(ids.tolist()).items()}


def thinned(weights: Weights, random: np.random.Generator) -> Weights:
    kept = {piece: weight for piece, weight in weights.items() if random.random() > _DROPPED}
    return kept or weights
