"""Models of other hands on this machine: where they lie, and what text they were trained on."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from huggingface_hub import snapshot_download

from index.text import segmenter


def folder_of(name: str) -> str:
    """A folder as it is, or the folder that the local cache holds a model in, so that no name is ever looked up elsewhere.

    Raises ``OSError`` or ``ValueError`` where there is none.
    """
    return name if Path(name).is_dir() else snapshot_download(name, local_files_only=True)


def reads_words(tokenizer: object) -> bool:
    """Whether it was trained on segmented text (``chuyển_đổi số``), as PhoBERT and its kin were."""
    return "phobert" in type(tokenizer).__name__.lower()


def segmented(text: str) -> str:
    """The syllables of each word joined by ``_``."""
    return segmenter.segment(_segmenter(), text)


@cache
def _segmenter() -> segmenter.Segmenter:
    return segmenter.installed()
