"""A cross-encoder of sentence-transformers as the reranker; importing it costs seconds, so only ``reranker`` beside it does."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from sentence_transformers import CrossEncoder

from corpus.errors import BadSetting
from index.encoders.local_models import folder_of, reads_words, segmented

_BATCH = 16


class CrossEncoderReranker:
    """See ``index.ranking.reranker.Reranker``."""

    def __init__(self, model: CrossEncoder, segmented: bool) -> None:
        """``segmented`` models were trained on text whose words have their syllables joined by ``_``."""
        self._model, self._segmented = model, segmented

    @classmethod
    def open(cls, name: str) -> CrossEncoderReranker:
        """By folder or by name in the local cache; raises ``BadSetting`` where it is not here or is no reranker."""
        try:
            model = CrossEncoder(folder_of(name), local_files_only=True)
        except (OSError, ValueError) as error:
            remedy = "hãy chép thư mục mô hình vào máy rồi đặt --reranker THƯ_MỤC hoặc TRACUU_RERANKER"
            raise BadSetting(f"Không có mô hình xếp hạng {name} trên máy này; {remedy}") from error
        if not _ranks(model):
            raise BadSetting(f"Mô hình {name} không chấm một điểm cho mỗi cặp; hãy dùng mô hình cross-encoder xếp hạng")
        return cls(model, reads_words(model.tokenizer))

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        if not passages:
            return []
        asked = self._fed(question)
        pairs = [(asked, self._fed(passage)) for passage in passages]
        found = self._model.predict(pairs, batch_size=_BATCH, show_progress_bar=False, activation_fn=torch.nn.Sigmoid())
        return [float(score) for score in found]

    def _fed(self, text: str) -> str:
        return segmented(text) if self._segmented else text


def _ranks(model: CrossEncoder) -> bool:
    """A model of another kind would be given a head of random weights, and its order would be as random."""
    kinds = (model.config.architectures if model.config else None) or ()
    trained = any("SequenceClassification" in kind for kind in kinds)
    return trained and model.num_labels == 1
