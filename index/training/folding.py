"""Pieces without marks, so that the table also reads what is typed without them.

``▁chuyen▁doi`` gets the row of ``▁chuyển▁đổi``; where several pieces differ in their marks alone (``▁tình``, ``▁tính``,
``▁tỉnh``), the mean of their rows by frequency. A piece that is a word as it stands (``▁ban``) keeps its own row.
"""

from __future__ import annotations

import json
import math

import numpy as np
from tokenizers import Tokenizer

from index.text.words import folded
from index.training.contrast import Matrix


def with_folded(tokenizer: Tokenizer, table: Matrix) -> tuple[Tokenizer, Matrix]:
    """The same tokenizer and table with the folded pieces behind the others. A Unigram score is ln(share of the texts)."""
    state = json.loads(tokenizer.to_str())
    pieces: list[tuple[str, float]] = [(piece, score) for piece, score in state["model"]["vocab"]]
    held = {piece for piece, _ in pieces}
    sources: dict[str, list[int]] = {}
    for number, (piece, _) in enumerate(pieces):
        bare = folded(piece)
        if piece.startswith("▁") and bare not in held:
            sources.setdefault(bare, []).append(number)
    shares = np.exp([score for _, score in pieces]).astype(np.float32)
    rows = [shares[numbers] @ table[numbers] / shares[numbers].sum() for numbers in sources.values()]
    added = [(bare, math.log(float(shares[numbers].sum()))) for bare, numbers in sources.items()]
    state["model"]["vocab"] = [*pieces, *added]
    return Tokenizer.from_str(json.dumps(state)), np.vstack([table, *rows]).astype(np.float32)
