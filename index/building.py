"""How is the index made and kept up? Whole from passages, or by what was removed and what was added."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from index.encoders import Encoder, Profile
from index.generations import Manifest, Paths, link_tree, matching, read_manifest, reading, swap, writing
from index.passages import Names, Passage

if TYPE_CHECKING:
    from index.forward import Row
    from index.lexical_tantivy import Writer
    from index.vectors_faiss import Vectors

_CHUNK = 512  # passages that are encoded at once


def _silent(_done: int) -> None:
    """Nobody watches."""


def build(folder: Path, passages: Iterable[Passage], encoder: Encoder, progress: Callable[[int], object] = _silent) -> None:
    """Builds the index anew, whatever was there before; the old one is read until the new one is whole.

    ``progress`` is called with the number of passages done so far. Raises ``ValueError`` where two passages share an id.
    """
    from index import lexical_tantivy
    from index.forward import Forward
    from index.vectors_faiss import Vectors

    with writing(folder) as fresh:
        names, vectors = Names({}, 0), Vectors.empty(encoder.profile.dimensions)
        with lexical_tantivy.writing(Paths(fresh).lexical) as lexical:
            rows = _add(passages, encoder, (names, lexical, vectors), progress)
        Forward.empty().changed((), rows).write(Paths(fresh).forward)
        _finish(folder, fresh, names, vectors, encoder.profile)


def update(folder: Path, removed_documents: Collection[str], added: Iterable[Passage], encoder: Encoder | None = None) -> None:
    """Takes documents out and passages in; costs as much as what changes, plus one copy of the vectors.

    A document that changed stands in both. ``encoder`` ``None`` opens the one that the index was built with. Raises
    ``StateError`` where there is no index, ``IndexMismatch`` where ``encoder`` is another one, ``ValueError`` where an added id
    is held already.
    """
    from index import lexical_tantivy
    from index.forward import Forward
    from index.vectors_faiss import Vectors

    read_manifest(folder)  # before the folder is made for the lock
    with writing(folder) as fresh:
        manifest = read_manifest(folder)
        encoder = matching(encoder, manifest.encoder)
        old, new = Paths(folder / manifest.generation), Paths(fresh)
        with reading(folder):
            names, vectors = Names.read(old.passages), Vectors.read(old.vectors)
            forward = Forward.read(old.forward)
        gone = [number for document in removed_documents for number in names.remove(document)]
        vectors.remove(gone)
        link_tree(old.lexical, new.lexical)
        with lexical_tantivy.writing(new.lexical) as lexical:
            lexical.remove(gone)
            rows = _add(added, encoder, (names, lexical, vectors), _silent)
        forward.changed(gone, rows).write(new.forward)
        _finish(folder, fresh, names, vectors, manifest.encoder)


def _add(
    passages: Iterable[Passage],
    encoder: Encoder,
    into: tuple[Names, Writer, Vectors],
    progress: Callable[[int], object],
) -> list[Row]:
    """Returns the syllables of each passage by number."""
    names, lexical, vectors = into
    rows: list[Row] = []
    for chunk in _chunks(passages):
        numbers = [names.add(passage) for passage in chunk]
        rows += zip(numbers, lexical.add(zip(numbers, chunk, strict=True)), strict=True)
        vectors.add(numbers, encoder.passages([passage.text for passage in chunk]))
        progress(len(rows))
    return rows


def _finish(folder: Path, fresh: Path, names: Names, vectors: Vectors, profile: Profile) -> None:
    names.write(Paths(fresh).passages)
    vectors.write(Paths(fresh).vectors)
    swap(folder, Manifest(fresh.name, len(names), profile))


def _chunks(passages: Iterable[Passage]) -> Iterator[list[Passage]]:
    stream = iter(passages)
    while chunk := list(islice(stream, _CHUNK)):
        yield chunk
