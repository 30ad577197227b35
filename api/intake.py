"""Taking files in: each one read, stored and indexed, or refused with its reason; one bad file never stops the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import index
from api import page_cache
from api.index_state import in_step
from corpus.errors import Refused
from corpus.model import Document
from corpus.store import Original, Store
from ingest import crew, door
from ingest.admission import archive
from search.selecting.passages import passages

Outcome = Literal["stored", "replaced", "unchanged", "refused"]
Watch = Callable[[int], Callable[[int], object]]  # told how many there are, gives what is told how many are done
_ID_LENGTH = 12
_HELD = "Bản nạp trước của tệp này vẫn còn trong kho; muốn bỏ, dùng lệnh tracuu forget."
_NESTED = "là tệp nén nằm trong tệp nén. Hãy giải nén rồi nạp từng tệp trong đó."


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file. ``reason`` is Vietnamese and ``code`` stable; both only for a refused one.

    ``further`` are the ids of the other papers of a file that holds several, the numbers those of all of them; ``narrative``
    counts the duties of running text, which ``tasks`` does not.
    """

    path: str
    outcome: Outcome
    document: str | None = None
    tasks: int = 0
    warnings: int = 0
    reason: str | None = None
    code: str | None = None
    pages: int | None = None
    further: tuple[str, ...] = ()
    narrative: int = 0


@dataclass(frozen=True, slots=True)
class Rules:
    """What is read at most (``limits``), with how much time and memory (``bounds``), and which ``model`` encodes it."""

    limits: door.Limits = field(default_factory=door.Limits)
    bounds: crew.Bounds = field(default_factory=crew.Bounds)
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A file to take in: ``origin`` says where it came from (its path, an upload), ``source_file`` is the name people see.

    One out of an archive is ``packed`` at this path in it, lies in a temporary place, or has a ``refusal`` of its own.
    """

    path: Path
    origin: str
    source_file: str
    packed: str | None = None
    refusal: Refused | None = None

    @property
    def shown(self) -> str:
        return self.packed or str(self.path)


class Intake:
    """Stores documents and keeps the index in step with the store."""

    def __init__(self, store: Store, index_folder: Path, rules: Rules) -> None:
        self._store = store
        self._index_folder = index_folder
        self._rules = rules

    def take(self, paths: Iterable[Path], on_result: Callable[[Result], None] = lambda _: None) -> list[Result]:
        """Every file under ``paths``, folders recursively, in a stable order. The index follows once at the end."""
        results = self.take_entries([Entry(path, str(path.resolve()), path.name) for path in files(paths)], on_result)
        self.follow()  # also after a run that changed nothing: an earlier one may have been killed before its index
        return results

    def take_one(self, path: Path, origin: str, source_file: str) -> Result:
        """One file into the store; the index is brought up to date by ``follow``. Of an archive, the first of ``take_file``."""
        return self.take_file(path, origin, source_file)[0]

    def take_file(self, path: Path, origin: str, source_file: str) -> list[Result]:
        """One file, or each file of an archive, into the store; the index is brought up to date by ``follow``."""
        return self.take_entries([Entry(path, origin, source_file)])

    def take_entries(self, entries: Sequence[Entry], on_result: Callable[[Result], None] = lambda _: None) -> list[Result]:
        """The result of each entry, and of each file in an archive, in order: read by a crew of processes, stored here.

        ``on_result`` is told of each as soon as it is known.
        """
        results: dict[int, Result] = {}
        read: list[tuple[int, Entry]] = []

        def known(number: int, result: Result) -> None:
            results[number] = result
            on_result(result)

        def jobs(folder: Path) -> Iterator[crew.Job]:
            for number, entry in enumerate(self._unpacked(entries, folder)):
                admitted = self._admit(entry)
                if isinstance(admitted, Result):
                    known(number, admitted)
                else:
                    read.append((number, entry))
                    yield crew.Job(entry.path, admitted[:_ID_LENGTH], entry.source_file)

        with TemporaryDirectory(prefix="tracuu-") as folder:
            outcomes = crew.read_all(jobs(Path(folder)), self._rules.limits, self._rules.bounds)
            for place, (job, outcome) in enumerate(outcomes):
                number, entry = read[place]
                known(number, self._keep(entry, job, outcome))
                if entry.packed:
                    entry.path.unlink()
        return [results[number] for number in sorted(results)]

    def _unpacked(self, entries: Sequence[Entry], folder: Path) -> Iterator[Entry]:
        """The entries, an archive as its files: "kế hoạch.zip/phụ lục.docx"."""
        for number, entry in enumerate(entries):
            if _is_archive(entry.path, self._rules.limits):
                yield from _packed(entry, folder / str(number), self._rules.limits.bytes)
            else:
                yield entry

    def _admit(self, entry: Entry) -> str | Result:
        """The hash of a file that is to be read; else why it is not."""
        if entry.refusal is not None:
            return self._refused(entry, entry.refusal)
        try:
            if door.admit(entry.path, self._rules.limits) == "archive":
                return self._refused(entry, Refused(f"“{entry.source_file}” {_NESTED}", "nested_archive"))
            digest = _digest(entry.path)
        except Refused as refusal:
            return self._refused(entry, refusal)
        except OSError as error:
            return self._refused(entry, Refused(f"Không đọc được tệp: {error.strerror}.", "unreadable"))
        return self._unchanged(entry, digest) or digest

    def _unchanged(self, entry: Entry, digest: str) -> Result | None:
        held = self._store.holding(digest)
        return Result(entry.shown, "unchanged", digest[:_ID_LENGTH]) if held is not None else None

    def _keep(self, entry: Entry, job: crew.Job, outcome: crew.Outcome) -> Result:
        """Stores a document that was read, if the file is still the one that was hashed."""
        if isinstance(outcome, Refused):
            return self._refused(entry, outcome)
        data = entry.path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        if digest[:_ID_LENGTH] != job.identifier:
            return self._refused(
                entry, Refused("Tệp thay đổi trong khi đang đọc. Hãy nạp lại khi tệp đã lưu xong.", "file_changed")
            )
        twin = self._unchanged(entry, digest)
        if twin is not None:
            return twin
        first, *further = outcome
        replaced = self._store.put(first, Original(entry.origin, digest, entry.path.suffix.lower(), data), further)
        done: Outcome = "replaced" if replaced else "stored"
        return _taken(Result(entry.shown, done, first.id), outcome)

    def _refused(self, entry: Entry, refusal: Refused) -> Result:
        """The reason, and whether an earlier version of the file is still what is searched."""
        held = f" {_HELD}" if self._store.holds_from(entry.origin) else ""
        return Result(entry.shown, "refused", reason=f"{refusal}{held}", code=refusal.code)

    def forget(self, identifier: str) -> tuple[str, ...]:
        """Removes a document and every trace of it; the ids of all that is gone, the other papers of its file included."""
        gone = self._store.forget(identifier)
        self.follow()
        return gone

    def follow(self) -> None:
        """Brings the index in step with the store: what is gone is removed, what is new is added; nothing is done twice."""
        if not in_step(self._store, self._index_folder):
            with self._store.alone():
                self._catch_up()

    def _catch_up(self) -> None:
        held = set(self._store.counts())
        page_cache.prune(self._store.home, held)
        try:
            indexed = index.documents(self._index_folder)
        except index.Missing:
            self.reindex()
            return
        if held != indexed:
            added = [self._store.document(identifier) for identifier in sorted(held - indexed)]
            index.update(self._index_folder, indexed - held, _passages(added))

    def reindex(self, model: str | None = None, watch: Watch | None = None) -> int:
        """Builds the whole index anew from the store; returns the number of passages.

        ``watch`` is given that number before, and called with how many are done on the way.
        """
        found = list(_passages(self._store.document(header.id) for header in self._store.headers()))
        progress = watch(len(found)) if watch else (lambda _done: None)
        index.build(self._index_folder, found, index.encoder(model or self._rules.model), progress)
        return len(found)


def _taken(result: Result, papers: Sequence[Document]) -> Result:
    return replace(
        result,
        tasks=sum(paper.task_count for paper in papers),
        narrative=sum(len(paper.tasks) - paper.task_count for paper in papers),
        warnings=sum(len(paper.warnings) for paper in papers),
        pages=max(paper.last_page for paper in papers) or None,
        further=tuple(paper.id for paper in papers[1:]),
    )


def _is_archive(path: Path, limits: door.Limits) -> bool:
    try:
        return door.admit(path, limits) == "archive"
    except (Refused, OSError):
        return False  # it is refused in its turn


def _packed(entry: Entry, folder: Path, limit_bytes: int) -> Iterator[Entry]:
    """The files of an archive; last, a refusal of the archive itself where it breaks off or holds none."""
    try:
        for member in archive.members(entry.path, folder, limit_bytes):
            origin, source_file = f"{entry.origin}/{member.name}", f"{entry.source_file}/{member.name}"
            path = member.path or folder
            yield Entry(path, origin, source_file, f"{entry.path}/{member.name}", member.refusal)
    except Refused as refusal:
        yield replace(entry, refusal=refusal)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """Files as they are; folders recursively in the order of names, without their companions."""
    for path in paths:
        if path.is_dir():
            found = sorted(p for p in path.rglob("*") if p.is_file() and not _is_companion(p.relative_to(path)))
            pages = {p.with_suffix("") for p in found if p.suffix.lower() in (".html", ".htm")}
            yield from (p for p in found if not _is_of_a_page(p, pages))
        else:
            yield path


def _passages(documents: Iterable[Document]) -> Iterator[index.Passage]:
    for document in documents:
        yield from passages(document)


def _is_companion(path: Path) -> bool:
    """What lies beside documents in a folder and is none: hidden files, Word's lock files, the folder's README."""
    return any(part.startswith((".", "~$")) for part in path.parts) or path.stem.upper() == "README"


def _is_of_a_page(path: Path, pages: set[Path]) -> bool:
    """The pictures and programs that a browser saves with "x.html", in "x_files/" beside it."""
    return any(
        folder.name.endswith("_files") and folder.with_name(folder.name[: -len("_files")]) in pages for folder in path.parents
    )
