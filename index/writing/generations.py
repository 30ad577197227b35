"""How is the index kept on disk? In generations: a new one is written beside the old, then one small file is swapped.

    index/
    ├── manifest.json         names the generation that is read, and its segments; replaced in one step
    ├── lock                  held by the one process that writes
    ├── segments/000012       ids, vectors and syllables of some thousand passages; never changed, shared by generations
    └── generation-000007/
        ├── lexical/          tantivy
        ├── vocabulary        the syllables
        └── codebook          of the codes of vectors; absent while the index is small

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
from index.encoders.encoder import Encoder, Profile
from index.encoders.encoder import encoder as open_encoder

FORMAT = 7  # raise it whenever the fields, the words or these files change
REMEDY = "hãy chạy: tracuu reindex"

_MANIFEST, _LOCK, _PREFIX, _SEGMENTS = "manifest.json", "lock", "generation-", "segments"


class Missing(StateError):
    """There is no index in this folder yet, or only one that another version of the program built: build it."""


class Unreadable(StateError):
    """A file of the index is broken, or was swept away between the look at the manifest and the opening."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Which generation is read, how many passages it holds, what made its vectors, and which are its ``segments``.

    ``following`` is the number of the next passage.
    """

    generation: str
    passages: int
    encoder: Profile
    segments: tuple[str, ...]
    following: int
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Paths:
    """The files of one generation."""

    folder: Path

    @property
    def lexical(self) -> Path:
        return self.folder / "lexical"

    @property
    def vocabulary(self) -> Path:
        return self.folder / "vocabulary"

    @property
    def codebook(self) -> Path:
        return self.folder / "codebook"


def segment_files(folder: Path) -> Path:
    """Where the segments of all generations lie."""
    return folder / _SEGMENTS


def read_manifest(folder: Path) -> Manifest:
    """Raises ``Missing`` or ``Unreadable``."""
    try:
        value = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        if value["format"] != FORMAT:
            raise Missing(f"Chỉ mục tại {folder} do một phiên bản khác dựng; {REMEDY}")
        encoder, segments = Profile.from_json(value["encoder"]), tuple(value["segments"])
        return Manifest(value["generation"], value["passages"], encoder, segments, value["following"])
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
        segment_files(folder).mkdir(exist_ok=True)
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
        "segments": manifest.segments,
        "following": manifest.following,
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


def _current(folder: Path) -> tuple[str | None, frozenset[str]]:
    """The generation that the manifest names, and its segments; ``None`` where no manifest can be read, of whatever version."""
    try:
        value = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        return str(value["generation"]), frozenset(map(str, value.get("segments", ())))
    except (FileNotFoundError, AttributeError, KeyError, TypeError, ValueError):
        return None, frozenset()


def _following(folder: Path) -> int:
    current, _ = _current(folder)
    return int(current.removeprefix(_PREFIX)) + 1 if current else 1


def _sweep(folder: Path) -> None:
    current, segments = _current(folder)
    for generation in folder.glob(f"{_PREFIX}*"):
        if generation.name != current:
            shutil.rmtree(generation, ignore_errors=True)
    for segment in segment_files(folder).glob("*"):
        if segment.name not in segments:
            segment.unlink()
