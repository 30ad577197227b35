"""The crew of readers: order kept, one bad file is one refusal, time and memory bounded."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from corpus.errors import Refused
from ingest import crew
from ingest.crew import Bounds, Job, read_all
from ingest.door import Limits, read_document

PLAN = "KẾ HOẠCH\n\nVề việc {number}\n\nI. VIỆC\n\nSTT\tNội dung nhiệm vụ\tCơ quan chủ trì\tHạn\n1\tRà soát {number}\tSở Nội vụ\tQuý I\n"


def files(folder: Path, count: int) -> list[Job]:
    jobs = []
    for number in range(count):
        path = folder / f"{number}.txt"
        path.write_text(PLAN.format(number=number), encoding="utf-8")
        jobs.append(Job(path, f"id{number}", path.name))
    return jobs


def test_the_same_documents_in_the_same_order(tmp_path: Path) -> None:
    jobs = files(tmp_path, 9)
    (tmp_path / "4.txt").write_bytes(b"")
    found = list(read_all(jobs, Limits(), Bounds(workers=3)))
    assert [job for job, _ in found] == jobs
    for job, outcome in found:
        if job.path.name == "4.txt":
            assert isinstance(outcome, Refused)
            assert outcome.code == "empty_file"
        else:
            assert outcome == (read_document(job.path, job.identifier, job.source_file),)


def test_a_hang_is_that_files_refusal(tmp_path: Path) -> None:
    jobs = files(tmp_path, 3)
    os.mkfifo(tmp_path / "pipe.txt")  # opening it for reading never returns
    jobs.insert(1, Job(tmp_path / "pipe.txt", "hang", "pipe.txt"))
    started = time.monotonic()
    outcomes = [outcome for _, outcome in read_all(jobs, Limits(), Bounds(seconds=4, workers=2))]
    assert time.monotonic() - started < 20
    codes = [outcome.code if isinstance(outcome, Refused) else "" for outcome in outcomes]
    assert codes[0] == codes[2] == codes[3] == ""
    assert codes[1] in ("too_slow", "not_a_file")


def test_a_killed_worker_is_that_files_refusal_and_another_is_hired(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hire = crew._Crew._hire

    def hire_a_mortal(self: crew._Crew) -> crew._Worker:
        worker = hire(self)
        if not hasattr(self, "killed"):
            self.killed = True
            worker.process.send_signal(signal.SIGKILL)
        return worker

    monkeypatch.setattr(crew._Crew, "_hire", hire_a_mortal)
    outcomes = [outcome for _, outcome in read_all(files(tmp_path, 4), Limits(), Bounds(workers=1))]
    assert isinstance(outcomes[0], Refused)
    assert outcomes[0].code == "reader_crashed"
    assert all(isinstance(outcome, tuple) for outcome in outcomes[1:])


def test_memory_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("KẾ HOẠCH\n\n" + "Một câu dài trong văn bản này. " * 2_000_000, encoding="utf-8")
    ((_, outcome),) = read_all([Job(path, "x", "long.txt")], Limits(), Bounds(memory_mb=400, workers=1))
    assert isinstance(outcome, Refused)
    assert outcome.code in ("too_much_memory", "reader_crashed")


def test_leaving_early_leaves_no_process(tmp_path: Path) -> None:
    for _ in read_all(files(tmp_path, 8), Limits(), Bounds(workers=2)):
        break
    running = subprocess.run(
        ["pgrep", "-P", str(os.getpid()), "-f", "ingest.worker"], capture_output=True, text=True, check=False
    ).stdout
    assert running == ""
