"""Any sentence-transformers model as the encoder; importing it costs seconds, so only ``index.encoders.encoder`` does.

Models differ in what they want to be fed. PhoBERT-like ones are trained on segmented text (``chuyển_đổi số``), the e5 family on
``query: `` and ``passage: ``; both are recognised from the model itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from huggingface_hub import snapshot_download
from sentence_transformers import SentenceTransformer

from corpus.errors import BadSetting
from index import segmenter
from index.encoders import PROBE, Profile, fingerprint

if TYPE_CHECKING:
    from index.concept_search import Group
    from index.encoders import Matrix

_BATCH = 32


class SentenceTransformerEncoder:
    """See ``index.encoders.Encoder``."""

    def __init__(self, model: SentenceTransformer, profile: Profile) -> None:
        """``profile`` without its fingerprint, which is taken here."""
        self._model, self._profile = model, profile
        self._profile = replace(profile, fingerprint=fingerprint(self.query(PROBE)))

    @classmethod
    def open(cls, name: str) -> SentenceTransformerEncoder:
        """A model by folder or by its name in the local cache; raises ``BadSetting`` where it is not on this machine."""
        try:
            model = SentenceTransformer(_folder(name), local_files_only=True)
        except (OSError, ValueError) as error:
            remedy = "hãy chép thư mục mô hình vào máy rồi chạy: tracuu reindex --model THƯ_MỤC"
            raise BadSetting(f"Không có mô hình {name} trên máy này; {remedy}") from error
        return cls(model, profile_of(name, model))

    @property
    def profile(self) -> Profile:
        return self._profile

    def passages(self, texts: Sequence[str]) -> Matrix:
        return self._encode([self._profile.passage_prefix + self._fed(text) for text in texts])

    def query(self, text: str, meant: Sequence[Group] = ()) -> Matrix:  # noqa: ARG002
        vector: Matrix = self._encode([self._profile.query_prefix + self._fed(text)])[0]
        return vector

    def _fed(self, text: str) -> str:
        return segmenter.segment(self._segmenter, text) if self._profile.segmented else text

    def _encode(self, texts: list[str]) -> Matrix:
        if not texts:
            return np.zeros((0, self._profile.dimensions), dtype=np.float32)
        vectors = self._model.encode(texts, batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)

    @cached_property
    def _segmenter(self) -> segmenter.Segmenter:
        return segmenter.installed()


def profile_of(name: str, model: SentenceTransformer) -> Profile:
    """What this model expects, read from its tokenizer, its own prompts and its name; no fingerprint yet."""
    phobert = "phobert" in type(model.tokenizer).__name__.lower()
    prompts = {key: value for key, value in (model.prompts or {}).items() if value}
    e5 = "e5" in name.lower() and not prompts
    return Profile(
        kind="sentence-transformers",
        name=name,
        dimensions=int(model.get_embedding_dimension() or 0),
        segmented=phobert,
        unmarked=not phobert,
        query_prefix=prompts.get("query", "query: " if e5 else ""),
        passage_prefix=prompts.get("passage", prompts.get("document", "passage: " if e5 else "")),
        max_tokens=_cut(model.max_seq_length),
    )


def _folder(name: str) -> str:
    """A folder as it is, or the folder that the local cache holds a model in, so that no name is ever looked up elsewhere.

    Raises ``OSError`` or ``ValueError`` where there is none.
    """
    return name if Path(name).is_dir() else snapshot_download(name, local_files_only=True)


def _cut(length: float | None) -> int | None:
    return int(length) if length is not None and np.isfinite(length) else None
