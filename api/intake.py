"""Taking files in: each one read, stored and indexed, or refused with its reason; one bad file never stops the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import index
from corpus.errors import Refused
from corpus.model import Document
from corpus.store import Original, Store
from ingest import door
from search.passages import passages

Outcome = Literal["stored", "replaced", "unchanged", "refused"]
_ID_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file. ``reason`` is Vietnamese and ``code`` stable; both only for a refused one."""

    path: str
    outcome: Outcome
    document: str | None = None
    tasks: int = 0
    warnings: int = 0
    reason: str | None = None
    code: str | None = None


class Intake:
    """Stores documents and keeps the index in step with the store."""

    def __init__(self, store: Store, index_folder: Path, limits: door.Limits, model: str | None = None) -> None:
        self._store = store
        self._index_folder = index_folder
        self._limits = limits
        self._model = model

    def take(self, paths: Iterable[Path], on_file: Callable[[Path], None] = lambda _: None) -> list[Result]:
        """Every file under ``paths``, folders recursively, in a stable order. The index follows once at the end."""
        results = []
        for path in files(paths):
            on_file(path)
            results.append(self.take_one(path, origin=str(path.resolve()), source_file=path.name))
        self.follow()  # also after a run that changed nothing: an earlier one may have been killed before its index
        return results

    def take_one(self, path: Path, origin: str, source_file: str) -> Result:
        """One file into the store; the index is brought up to date by ``follow``."""
        try:
            return self._take(path, origin, source_file)
        except Refused as refusal:
            return Result(str(path), "refused", reason=str(refusal), code=refusal.code)
        except OSError as error:
            return Result(str(path), "refused", reason=f"Không đọc được tệp: {error.strerror}.", code="unreadable")

    def _take(self, path: Path, origin: str, source_file: str) -> Result:
        door.admit(path, self._limits)
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        if self._store.holding(digest) is not None:
            return Result(str(path), "unchanged", digest[:_ID_LENGTH])
        document = door.read_document(path, digest[:_ID_LENGTH], source_file, self._limits)
        replaced = self._store.put(document, Original(origin, digest, path.suffix.lower(), data))
        return Result(str(path), "replaced" if replaced else "stored", document.id, len(document.tasks), len(document.warnings))

    def forget(self, identifier: str) -> None:
        """Removes a document and every trace of it."""
        self._store.forget(identifier)
        self.follow()

    def follow(self) -> None:
        """Brings the index in step with the store: what is gone is removed, what is new is added; nothing is done twice."""
        held = set(self._store.counts())
        try:
            indexed = index.documents(self._index_folder)
        except index.Missing:
            self.reindex()
            return
        if held != indexed:
            added = [self._store.document(identifier) for identifier in sorted(held - indexed)]
            index.update(self._index_folder, indexed - held, _passages(added))

    def reindex(self, model: str | None = None) -> int:
        """Builds the whole index anew from the store; returns the number of passages."""
        found = list(_passages(self._store.document(header.id) for header in self._store.headers()))
        index.build(self._index_folder, found, index.encoder(model or self._model))
        return len(found)


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """Files as they are; folders recursively in the order of names, without their companions."""
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.is_file() and not _is_companion(p.relative_to(path)))
        else:
            yield path


def _passages(documents: Iterable[Document]) -> Iterator[index.Passage]:
    for document in documents:
        yield from passages(document)


def _is_companion(path: Path) -> bool:
    """What lies beside documents in a folder and is none: hidden files, Word's lock files, the folder's README."""
    return any(part.startswith((".", "~$")) for part in path.parts) or path.stem.upper() == "README"
