"""Any sentence-transformers model as the encoder; importing it costs seconds, so only ``index.encoders.encoder`` does.

Models differ in what they want to be fed. PhoBERT-like ones are trained on segmented text (``chuyển_đổi số``), the e5 family on
``query: `` and ``passage: ``; both are recognised from the model itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from sentence_transformers import SentenceTransformer

from corpus.errors import BadSetting
from index.encoders.encoder import PROBE, Profile, fingerprint
from index.encoders.local_models import folder_of, reads_words, segmented

if TYPE_CHECKING:
    from index.encoders.encoder import Matrix
    from index.meaning.concept_search import Group

_BATCH = 32


class SentenceTransformerEncoder:
    """See ``index.encoders.encoder.Encoder``."""

    def __init__(self, model: SentenceTransformer, profile: Profile) -> None:
        """``profile`` without its fingerprint, which is taken here."""
        self._model, self._profile = model, profile
        self._profile = replace(profile, fingerprint=fingerprint(self.query(PROBE)))

    @classmethod
    def open(cls, name: str) -> SentenceTransformerEncoder:
        """A model by folder or by its name in the local cache; raises ``BadSetting`` where it is not on this machine."""
        try:
            model = SentenceTransformer(folder_of(name), local_files_only=True)
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
        return segmented(text) if self._profile.segmented else text

    def _encode(self, texts: list[str]) -> Matrix:
        if not texts:
            return np.zeros((0, self._profile.dimensions), dtype=np.float32)
        vectors = self._model.encode(texts, batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)


def profile_of(name: str, model: SentenceTransformer) -> Profile:
    """What this model expects, read from its tokenizer, its own prompts and its name; no fingerprint yet."""
    by_words = reads_words(model.tokenizer)
    prompts = {key: value for key, value in (model.prompts or {}).items() if value}
    e5 = "e5" in name.lower() and not prompts
    return Profile(
        kind="sentence-transformers",
        name=name,
        dimensions=int(model.get_embedding_dimension() or 0),
        segmented=by_words,
        unmarked=not by_words,
        query_prefix=prompts.get("query", "query: " if e5 else ""),
        passage_prefix=prompts.get("passage", prompts.get("document", "passage: " if e5 else "")),
        max_tokens=_cut(model.max_seq_length),
    )


def _cut(length: float | None) -> int | None:
    return int(length) if length is not None and np.isfinite(length) else None
