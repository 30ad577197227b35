"""How many searches a second does one worker answer?

    python -m tests.bench.http_speed --home FOLDER          a knowledge base that is there
    python -m tests.bench.http_speed --tasks 100000         one made of the rows of real plans recombined (tests.bench.rows)

Starts ``tracuu serve`` on a free port of this machine and keeps 8 connections busy, in the learnt order and without it, with
questions that are all different: runs of words of those plans, what a person remembers of a row. Some seconds pass before it
counts: a server meets most papers for the first time only once. At the end a few questions are asked again and again.
The client shares the processors with the server, so the processor time of each for a request stands beside requests a second,
p50 and p99: it is what a busy machine changes least.
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import numpy as np

from corpus.store import Original, Store
from tests.bench import rows

CONNECTIONS = 8
_PIECE = 1 << 18  # bytes read at once
_LENGTH = re.compile(rb"(?i)\r\ncontent-length: (\d+)")
_FEW = 50  # questions that are asked again and again
_AT_REST = 0.05  # seconds of processor time in a second


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="tracuu-bench-") as place:
        home = options.home or Path(place)
        if not (home / "tracuu.db").exists():
            _fill(home, options.tasks)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "api.cli", "serve", "--home", str(home), "--port", str(port)]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait(port, server.pid)
            questions = [f"/api/search?q={quote(question)}" for question in dict.fromkeys(rows.questions(options.questions))]
            _busy(port, server.pid, questions[0::3], options.warm)
            summed, few = [f"{q}&ranked=false" for q in questions[1::3]], options.questions // _FEW
            runs = (("sum", summed), ("learnt order", questions[2::3]), ("sum, few", few * summed[:_FEW]))
            for name, asked in runs:
                print(f"{name:14} {_busy(port, server.pid, asked, options.seconds)} (load {os.getloadavg()[0]:.1f})")
        finally:
            server.terminate()
            server.wait()


def _fill(home: Path, tasks: int) -> None:
    store = Store.open(home)
    for document in rows.papers(tasks):
        data = document.id.encode()
        store.put(document, Original(document.id, sha256(data).hexdigest(), ".txt", data))
    store.close()


def _wait(port: int, server: int) -> None:
    """Until the first search is answered (the view and the index are open then), and what is prepared behind it is done."""
    while True:
        try:
            _get(_connected(port), "/api/search?q=ho+so&ranked=false")
        except OSError:
            time.sleep(0.5)
        else:
            break
    spent = -1.0
    while spent < (spent := _processor(server)) - _AT_REST:
        time.sleep(1)


def _processor(process: int) -> float:
    """Seconds of processor time that a process has taken so far, all its threads together."""
    times = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")


def _connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=600)


def _get(connection: socket.socket, path: str) -> None:
    """Asks and reads the whole answer. By hand: ``http.client`` takes as long for it as the server."""
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    head, _, body = connection.recv(_PIECE).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 "), (head, body)
    (length,) = _LENGTH.findall(head)
    left = int(length) - len(body)
    while left:
        left -= len(connection.recv(_PIECE))


def _busy(port: int, server: int, asked: list[str], seconds: float) -> str:
    times: list[float] = []
    spent, own = _processor(server), time.process_time()
    until = time.perf_counter() + seconds

    def ask(first: int) -> None:
        connection = _connected(port)
        for path in asked[first::CONNECTIONS]:
            began = time.perf_counter()
            if began > until:
                return
            _get(connection, path)
            times.append(1000 * (time.perf_counter() - began))
        raise SystemExit("more questions are needed: --questions")

    clients = [threading.Thread(target=ask, args=(number,)) for number in range(CONNECTIONS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    p50, p99 = np.percentile(times, [50, 99])
    server_ms, client_ms = (1000 * s / len(times) for s in (_processor(server) - spent, time.process_time() - own))
    return (
        f"{len(times) / seconds:7.1f} requests/s   p50 {p50:6.1f} ms   p99 {p99:6.1f} ms"
        f"   CPU of a request: server {server_ms:5.2f} ms, client {client_ms:5.2f}"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--tasks", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--warm", type=float, default=10, help="seconds before it counts")
    parser.add_argument("--questions", type=int, default=40_000, help="no question is asked twice")
    return parser.parse_args()


if __name__ == "__main__":
    main()
