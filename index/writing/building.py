"""How is the index made and kept up? Whole from passages, or by what was removed and what was added."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Collection, Iterable
from itertools import chain, islice
from pathlib import Path

from index.encoders.encoder import Encoder
from index.passages import Passage
from index.writing.generations import Paths, link_tree, matching, read_manifest, swap, writing

_FEW = 15_000  # passages that are looked at before it is known how much memory the building takes


def _silent(_done: int) -> None:
    """Nobody watches."""


def build(folder: Path, passages: Iterable[Passage], encoder: Encoder, progress: Callable[[int], object] = _silent) -> None:
    """Builds the index anew, whatever was there before; the old one is read until the new one is whole.

    ``progress`` is called with the number of passages done so far. Raises ``ValueError`` where two passages share an id.
    """
    from index.encoders import vector_cache
    from index.legs import lexical_tantivy
    from index.writing.draft import Draft

    _lend()
    stream = iter(passages)
    first = list(islice(stream, _FEW))
    memory = lexical_tantivy.FEW_WORDS if len(first) < _FEW else lexical_tantivy.MANY_WORDS
    with writing(folder) as fresh:
        paths, draft = Paths(fresh), Draft.empty(folder)
        with vector_cache.rebuilding(folder, encoder) as encode, lexical_tantivy.writing(paths.lexical, memory) as lexical:
            draft.add(chain(first, stream), encode, lexical, progress)
        swap(folder, draft.write(paths, encoder.profile))
    _give_back()


def update(folder: Path, removed_documents: Collection[str], added: Iterable[Passage], encoder: Encoder | None = None) -> None:
    """Takes documents out and passages in; costs as much as what changes and the segments that it touches.

    A document that changed stands in both. ``encoder`` ``None`` opens the one that the index was built with. Raises
    ``StateError`` where there is no index, ``IndexMismatch`` where ``encoder`` is another one, ``ValueError`` where an added id
    is held already.
    """
    from index.encoders import vector_cache
    from index.legs import lexical_tantivy
    from index.writing.draft import Draft

    read_manifest(folder)  # before the folder is made for the lock
    with writing(folder) as fresh:
        manifest = read_manifest(folder)
        encoder = matching(encoder, manifest.encoder)
        old, new = Paths(folder / manifest.generation), Paths(fresh)
        draft = Draft.after(folder, manifest)
        link_tree(old.lexical, new.lexical)
        cached = vector_cache.updating(folder, encoder, removed_documents)
        with cached as encode, lexical_tantivy.writing(new.lexical) as lexical:
            lexical.remove(draft.remove(removed_documents))
            draft.add(added, encode, lexical, _silent)
        swap(folder, draft.write(new, manifest.encoder))


def _lend() -> None:
    """Blocks of a megabyte, such as tantivy writes words into, are the system's own as soon as they are free (glibc).

    Left to itself the C library keeps more and more of them, of threads that have ended for good: 18 MB after 10,000 rows.
    """
    tune = getattr(ctypes.CDLL(None), "mallopt", None)
    if tune is not None:
        tune(_MMAP_THRESHOLD, 1 << 20)
        tune(_TRIM_THRESHOLD, 16 << 20)


_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # malloc.h


def _give_back() -> None:
    """What the writing took goes back to the system, where the C library would keep it (glibc): 20 MB after 10,000 rows."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
