"""Whether the index tells of what the store holds."""

from __future__ import annotations

from pathlib import Path

import index
from corpus.store import Store


def in_step(store: Store, folder: Path) -> bool:
    """Whether the index at ``folder`` has passages of the documents that are held, and of no other."""
    try:
        return index.documents(folder) == frozenset(store.counts())
    except index.Missing:
        return False
