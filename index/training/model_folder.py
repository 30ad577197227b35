"""The folder of a trained table, in the layout that model2vec and sentence-transformers read."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

from index.training.contrast import Matrix

_WEIGHTS = "model.safetensors"
_MODULES = [
    {"idx": 0, "name": "0", "path": ".", "type": "sentence_transformers.models.StaticEmbedding"},
    {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
]


def write_model(folder: Path, tokenizer: Tokenizer, table: Matrix, recipe: dict[str, object]) -> None:
    """``model.safetensors`` (int8 rows and one float32 weight a row), ``tokenizer.json``, ``config.json``, ``modules.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    rows, weights = quantise(table)
    save_file({"embeddings": rows, "weights": weights}, folder / _WEIGHTS)
    (folder / _WEIGHTS).chmod(0o644)  # safetensors writes for the owner alone
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    _write_json(folder / "config.json", _config(rows, recipe))
    _write_json(folder / "modules.json", _MODULES)


def read_model(folder: Path) -> tuple[Tokenizer, Matrix]:
    """The tokenizer and the table that ``write_model`` wrote, as far as whole numbers tell it."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tensors = load_file(folder / _WEIGHTS)
    return tokenizer, tensors["embeddings"].astype(np.float32) * tensors["weights"][:, None]


def quantise(table: Matrix) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.int8]], Matrix]:
    """Whole numbers of -127 … 127, and the weight that turns each row back; a row of zeros stays one."""
    largest = np.abs(table).max(axis=1)
    weights = (largest / 127.0).astype(np.float32)
    steps = np.rint(table / np.where(weights > 0, weights, 1.0)[:, None])
    return np.clip(steps, -127, 127).astype(np.int8), weights


def _config(rows: np.ndarray[tuple[int, ...], np.dtype[np.int8]], recipe: dict[str, object]) -> dict[str, object]:
    return {
        "model_type": "model2vec",
        "architectures": ["StaticModel"],
        "hidden_dim": int(rows.shape[1]),
        "normalize": True,
        "max_length": None,
        "embedding_dtype": "int8",
        "training": recipe,
    }


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
