"""How is the index kept on disk? In generations: a new one is written beside the old, then one small file is swapped.

    index/
    ├── manifest.json         names the generation that is read; replaced in one step
    ├── lock                  held by the one process that writes
    └── generation-000007/
        ├── lexical/          tantivy
        ├── vectors.faiss
        ├── forward/          the syllables of each passage
        └── passages.json     number → passage id, document id

Whoever is killed on the way leaves the old manifest or the new one, and both name whole generations. What no manifest names is
swept away by the next writer.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import IndexMismatch, StateError
from index.encoders import Encoder, Profile
from index.encoders import encoder as open_encoder

FORMAT = 2  # raise it whenever the fields, the words or these files change
REMEDY = "hãy chạy: tracuu reindex"

_MANIFEST, _LOCK, _PREFIX = "manifest.json", "lock", "generation-"


class Missing(StateError):
    """There is no index in this folder yet, or only one that another version of the program built: build it."""


class Unreadable(StateError):
    """A file of the index is broken, or was swept away between the look at the manifest and the opening."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Which generation is read, how many passages it holds, and what made its vectors."""

    generation: str
    passages: int
    encoder: Profile
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Paths:
    """The files of one generation."""

    folder: Path

    @property
    def lexical(self) -> Path:
        return self.folder / "lexical"

    @property
    def vectors(self) -> Path:
        return self.folder / "vectors.faiss"

    @property
    def forward(self) -> Path:
        return self.folder / "forward"

    @property
    def passages(self) -> Path:
        return self.folder / "passages.json"


def read_manifest(folder: Path) -> Manifest:
    """Raises ``Missing`` or ``Unreadable``."""
    try:
        value = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        if value["format"] != FORMAT:
            raise Missing(f"Chỉ mục tại {folder} do một phiên bản khác dựng; {REMEDY}")
        return Manifest(value["generation"], value["passages"], Profile.from_json(value["encoder"]))
    except FileNotFoundError as error:
        raise Missing(f"Chưa có chỉ mục tại {folder}; {REMEDY}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise _unreadable(folder) from error


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Around the opening of a generation's file: whatever its library raises becomes ``Unreadable``."""
    try:
        yield
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise _unreadable(folder) from error


def matching(encoder: Encoder | None, built_with: Profile) -> Encoder:
    """The encoder to use on an index: the given one, or the one it names. Raises ``IndexMismatch`` where they differ."""
    found = open_encoder(built_with.name) if encoder is None else encoder
    if not found.profile.agrees(built_with):
        raise IndexMismatch(f"Chỉ mục được dựng bằng mô hình {built_with.name}, không phải {found.profile.name}; {REMEDY}")
    return found


def stamp(folder: Path) -> tuple[int, int]:
    """Changes whenever another generation is swapped in; costs one look at the file. ``(0, 0)`` where there is no index."""
    try:
        status = (folder / _MANIFEST).stat()
    except FileNotFoundError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_ino)


@contextmanager
def writing(folder: Path) -> Iterator[Path]:
    """The only writer of this index: yields the folder of a fresh generation, to be filled and passed to ``swap``.

    Waits for a writer in another process. Whatever was not swapped in is swept away at the end.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _sweep(folder)
        fresh = folder / f"{_PREFIX}{_following(folder):06d}"
        fresh.mkdir()
        try:
            yield fresh
        finally:
            _sweep(folder)


def swap(folder: Path, manifest: Manifest) -> None:
    """From here on readers open ``manifest.generation``."""
    value = {
        "format": manifest.format,
        "generation": manifest.generation,
        "passages": manifest.passages,
        "encoder": manifest.encoder.to_json(),
    }
    beside = folder / f"{_MANIFEST}.new"
    with beside.open("w", encoding="utf-8") as stream:
        json.dump(value, stream, ensure_ascii=False, indent=2)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(folder / _MANIFEST)


def link_tree(old: Path, new: Path) -> None:
    """``new`` holds the same files as ``old`` at no cost: tantivy never changes a file in place, only replaces it."""
    new.mkdir()
    for file in old.iterdir():
        if file.suffix == ".lock":
            continue
        try:
            os.link(file, new / file.name)
        except OSError:  # a file system without hard links
            shutil.copy2(file, new / file.name)


def _unreadable(folder: Path) -> Unreadable:
    return Unreadable(f"Chỉ mục tại {folder} bị hỏng; {REMEDY}")


def _current(folder: Path) -> str | None:
    """The generation that the manifest names; ``None`` where no manifest can be read, of whatever version."""
    try:
        return str(json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))["generation"])
    except (FileNotFoundError, KeyError, TypeError, ValueError):
        return None


def _following(folder: Path) -> int:
    current = _current(folder)
    return int(current.removeprefix(_PREFIX)) + 1 if current else 1


def _sweep(folder: Path) -> None:
    current = _current(folder)
    for generation in folder.glob(f"{_PREFIX}*"):
        if generation.name != current:
            shutil.rmtree(generation, ignore_errors=True)
