"""How long does a large knowledge base take until it answers: a search in a new process, the view of all tasks, the list of them?

    python -m tests.bench.view_speed                                      100,000 tasks of 1,000 documents
    python -m tests.bench.view_speed --tasks 20000 --home FOLDER

The base is made of ``tests.bench.rows.papers``, where no two tasks say the same: what is kept by text helps there as little as in
real plans. It is made with its index where ``--home`` does not hold it. Cold commands run in processes of
their own, the smallest of several times counts: what other work on the machine takes is no property of the program. Times on the
processor stand beside those on the clock. The view is opened, decoded and prepared in a process of its own, which tells its memory.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from api.settings import Settings
from api.wiring import KnowledgeBase
from corpus.store import Original, Store
from tests.bench.rows import papers

COLD = {
    "search, lines": ("search", "rà soát hồ sơ thủ tục hành chính"),
    "search, JSON": ("search", "rà soát hồ sơ thủ tục hành chính", "--json"),
    "search in one document": ("search", "rà soát hồ sơ", "--document", "d1x000001"),
    "ask": ("ask", "các nhiệm vụ Sở Tư pháp chủ trì"),
    "help": ("--help",),
}
LISTS = ("/tasks", "/tasks?sort=deadline", "/tasks?text=h%E1%BB%93+s%C6%A1", "/tasks?state=overdue", "/api/tasks")
TURNS = 7


def main() -> None:
    options = _options()
    if options.one:
        print(json.dumps(dict(_view(options.home))))
        return
    with tempfile.TemporaryDirectory(prefix="tracuu-bench-") as folder:
        home = options.home or Path(folder)
        if not (home / "tracuu.db").exists():
            _fill(home, options.tasks)
        base = KnowledgeBase(Settings(home=home))
        base.intake.follow()
        base.close()
        print(f"load {os.getloadavg()[0]:.1f}; s on the clock · s on the processor, smallest of {TURNS}")
        for name, arguments in COLD.items():
            times = [_cold(home, arguments) for _ in range(TURNS)]
            print(f"    {name:28} {min(wall for wall, _ in times):.2f} · {min(own for _, own in times):.2f}")
        command = [sys.executable, "-m", "tests.bench.view_speed", "--one", "--home", str(home)]
        for name, value in json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout).items():
            print(f"    {name:28} {value}")


def _fill(home: Path, tasks: int) -> None:
    """A store of papers with so many tasks between them."""
    store = Store.open(home)
    for document in papers(tasks):
        data = document.id.encode()
        store.put(document, Original(document.id, sha256(data).hexdigest(), ".txt", data))
    store.close()


def _cold(home: Path, arguments: tuple[str, ...]) -> tuple[float, float]:
    """(s on the clock, s on the processor) of a command in a new process."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "api.cli", *arguments, "--home", str(home)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, arguments
    return wall, used.ru_utime + used.ru_stime


def _view(home: Path) -> Iterator[tuple[str, Any]]:
    from search.held.knowledge import Knowledge

    store = Store.open(home)
    held: list[Knowledge] = []
    yield "view opened", _timed(lambda: held.append(Knowledge(store)))
    knowledge = held[0]
    yield "headers and names", _timed(lambda: knowledge.documents)
    yield "all tasks decoded", _timed(lambda: knowledge.records)
    yield "prepared for questions", _timed(knowledge.prepare)
    store.close()
    yield from _lists(home)


def _lists(home: Path) -> Iterator[tuple[str, Any]]:
    from fastapi.testclient import TestClient

    from api.server import create_app

    app = create_app(Settings(home=home))
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        app.state.base.knowledge.prepare()
        for address in LISTS:
            assert client.get(address).status_code == 200
            own = []
            for _ in range(TURNS):
                began = time.process_time()
                client.get(address)
                own.append(1000 * (time.process_time() - began))
            yield address, f"{min(own):.0f} ms on the processor"


def _timed(work: Callable[[], object]) -> str:
    wall, own = time.perf_counter(), time.process_time()
    work()
    wall, own = time.perf_counter() - wall, time.process_time() - own
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return f"{wall:.2f} · {own:.2f}, {pages * os.sysconf('SC_PAGESIZE') / 1e6:.0f} MB held"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", type=int, default=100_000)
    parser.add_argument("--home", type=Path, help="keep the base there and use it again")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
