"""Pages of originals as pictures, drawn once: ``<home>/pages/<document id>/<n>.png``. The folder may be deleted at any time.

A forgotten document leaves no picture, whoever forgets it and when: what is drawn is written down before the store is asked
whether the document is still held, and whoever forgets clears the pictures after the store has let go of it.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from threading import Lock
from uuid import uuid4

from corpus.errors import NotHeld
from corpus.store import Store

_drawing = Lock()  # one page at a time: bounds the memory, and the same page is not drawn twice


def picture(store: Store, identifier: str, number: int) -> bytes:
    """PNG of a page (from 1) of a held PDF.

    Raises ``NotHeld`` where the document or the page is not held or the original has no pages, ``Refused`` where it cannot be
    drawn.
    """
    from ingest.formats.pdf import page_image  # pdfium: only who looks at a page waits for it

    original = paged_original(store, identifier)
    kept = _folder(store.home) / identifier / f"{number}.png"
    with suppress(OSError):
        return kept.read_bytes()
    with _drawing:
        with suppress(OSError):
            return kept.read_bytes()
        drawn = page_image.render(original, number)
        with suppress(OSError):  # a full disk, or forgotten just now: the page is shown without being kept
            _keep(kept, drawn)
    try:
        store.original(identifier)
    except NotHeld:
        _clear(kept.parent)
        raise
    return drawn


def paged_original(store: Store, identifier: str) -> Path:
    """The original of a held PDF. Raises ``NotHeld``, also for the formats that have no printed pages."""
    original = store.original(identifier)
    if not is_paged(original):
        raise NotHeld("Bản gốc của văn bản này không phải PDF nên không có ảnh trang. Hãy tải tệp gốc để xem.")
    return original


def is_paged(original: Path) -> bool:
    """Whether the file has printed pages that can be drawn."""
    return original.suffix == ".pdf"


def prune(home: Path, held: Collection[str]) -> None:
    """Removes the pictures of every document that is not held."""
    folder = _folder(home)
    for pictures in folder.iterdir() if folder.is_dir() else ():
        if pictures.is_dir() and pictures.name not in held:
            _clear(pictures)


def _folder(home: Path) -> Path:
    return home / "pages"


def _keep(path: Path, data: bytes) -> None:
    """Beside, then swapped in: the picture at ``path`` is never half written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _clear(pictures: Path) -> None:
    """Moved away first: no picture can then be added to what is being deleted."""
    with suppress(FileNotFoundError):  # another process clears it as well
        leaving = pictures.rename(pictures.with_name(f".{uuid4().hex}"))
        shutil.rmtree(leaving)
