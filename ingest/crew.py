"""A crew of worker processes: files are read side by side, each under a limit of time and memory.

What goes wrong in one file, a crash, a hang, a flood of memory, is that file's refusal; the others go on. Documents come back
in the order of the jobs, however long each took.
"""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.codec import decoder
from corpus.errors import Refused
from corpus.model import Document
from ingest.door import Limits


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read, see ``ingest.door.read_document``."""

    path: Path
    identifier: str
    source_file: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """``seconds`` of one file, ``memory_mb`` of one worker, and how many ``workers`` there are (0: one for each core)."""

    seconds: float = 600
    memory_mb: int = 4096
    workers: int = 0


Outcome = tuple[Document, ...] | Refused


def read_all(jobs: Iterable[Job], limits: Limits, bounds: Bounds | None = None) -> Iterator[tuple[Job, Outcome]]:
    """Each job with its document, or with the refusal that says why there is none; in the order of the jobs.

    Jobs are taken from the iterable as workers become free, a few ahead at most.
    """
    bounds = bounds or Bounds()
    crew = _Crew(limits, bounds)
    try:
        yield from crew.work(iter(jobs))
    finally:
        crew.dismiss()


@dataclass(slots=True)
class _Worker:
    process: subprocess.Popen[str]
    number: int = -1
    job: Job | None = None
    deadline: float = 0.0


class _Crew:
    def __init__(self, limits: Limits, bounds: Bounds) -> None:
        self.limits, self.bounds = limits, bounds
        self.size = bounds.workers or len(os.sched_getaffinity(0))
        self.idle: list[_Worker] = []
        self.busy: dict[int, _Worker] = {}
        self.selector = selectors.DefaultSelector()
        self.finished: dict[int, tuple[Job, Outcome]] = {}

    def work(self, jobs: Iterator[Job]) -> Iterator[tuple[Job, Outcome]]:
        waiting: deque[tuple[int, Job]] = deque()
        started = yielded = 0
        exhausted = False
        while True:
            while not exhausted and len(waiting) + len(self.busy) < self.size and started - yielded < 4 * self.size:
                job = next(jobs, None)
                exhausted = job is None
                if job is not None:
                    waiting.append((started, job))
                    started += 1
            while waiting and len(self.busy) < self.size:
                self._give(*waiting.popleft())
            if self.busy and yielded not in self.finished:
                self._collect()
            while yielded in self.finished:
                yield self.finished.pop(yielded)
                yielded += 1
            if exhausted and not self.busy and not waiting:
                return

    def dismiss(self) -> None:
        """Ends every worker, also one that is still at it."""
        for worker in [*self.idle, *self.busy.values()]:
            _end(worker)
        self.selector.close()

    def _give(self, number: int, job: Job) -> None:
        worker = self.idle.pop() if self.idle else self._hire()
        worker.number, worker.job = number, job
        worker.deadline = time.monotonic() + self.bounds.seconds
        order = {
            "path": str(job.path),
            "id": job.identifier,
            "source_file": job.source_file,
            "bytes": self.limits.bytes,
            "pages": self.limits.pages,
        }
        self.busy[number] = worker
        stream = worker.process.stdin
        assert stream is not None
        try:
            stream.write(json.dumps(order) + "\n")
            stream.flush()
        except BrokenPipeError:
            self._lose(worker, _crashed(job))

    def _hire(self) -> _Worker:
        command = [sys.executable, "-m", "ingest.worker", str(self.bounds.memory_mb)]
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"}
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env=environment,
        )
        worker = _Worker(process)
        self.selector.register(process.stdout, selectors.EVENT_READ, worker)  # type: ignore[arg-type]
        return worker

    def _collect(self) -> None:
        """Waits until a worker answers, dies or runs out of time."""
        soonest = min(worker.deadline for worker in self.busy.values())
        for key, _ in self.selector.select(max(0.0, soonest - time.monotonic())):
            self._hear(key.data)
        now = time.monotonic()
        for worker in [w for w in self.busy.values() if w.deadline <= now]:
            self._lose(worker, _too_slow(worker.job, self.bounds.seconds))

    def _hear(self, worker: _Worker) -> None:
        assert worker.process.stdout is not None
        line = worker.process.stdout.readline()
        if not line or worker.job is None:
            self._lose(worker, _crashed(worker.job))
            return
        self.finished[worker.number] = (worker.job, _outcome(json.loads(line)))
        del self.busy[worker.number]
        worker.job = None
        self.idle.append(worker)

    def _lose(self, worker: _Worker, refusal: Refused) -> None:
        self.selector.unregister(worker.process.stdout)  # type: ignore[arg-type]
        _end(worker)
        if worker.job is not None:
            self.busy.pop(worker.number, None)
            self.finished[worker.number] = (worker.job, refusal)
        elif worker in self.idle:
            self.idle.remove(worker)


def _outcome(answer: dict[str, Any]) -> Outcome:
    if "documents" in answer:
        return tuple(map(decoder(Document), answer["documents"]))
    return Refused(answer["refused"], answer["code"])


def _crashed(job: Job | None) -> Refused:
    name = job.source_file if job else "tệp"
    return Refused(
        f"Bộ đọc bị dừng đột ngột khi đọc “{name}” (tệp hỏng hoặc quá lớn). Hãy mở tệp, lưu lại rồi nạp lại.", "reader_crashed"
    )


def _too_slow(job: Job | None, seconds: float) -> Refused:
    name = job.source_file if job else "tệp"
    return Refused(f"Đọc “{name}” quá {seconds:.0f} giây nên đã dừng. Hãy chia nhỏ tệp rồi nạp lại.", "too_slow")


def _end(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.wait()
    for stream in (worker.process.stdin, worker.process.stdout):
        if stream is not None:
            try:
                stream.close()
            except BrokenPipeError:
                continue
