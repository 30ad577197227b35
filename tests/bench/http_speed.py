"""How many searches a second does one worker answer?

    python -m tests.bench.http_speed --home FOLDER          a knowledge base that is there
    python -m tests.bench.http_speed --tasks 100000         one made of recombined rows, as tests.bench.ask_speed does

Starts ``tracuu serve`` on a free port of this machine and keeps 8 connections busy, in the learnt order and without it; the
client shares the processors with the server. Prints requests a second, p50 and p99.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import quote

import numpy as np

from tests.bench import rows
from tests.bench.ask_speed import _fill

CONNECTIONS = 8


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="tracuu-bench-") as place:
        home = options.home or Path(place)
        if not (home / "tracuu.db").exists():
            _fill(home, options.tasks // 100, options.tasks)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "api.cli", "serve", "--home", str(home), "--port", str(port)]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait(port)
            for name, more in (("sum", "&ranked=false"), ("learnt order", "")):
                print(f"{name:14} {_busy(port, more, options.seconds)} (load {os.getloadavg()[0]:.1f})")
        finally:
            server.terminate()
            server.wait()


def _wait(port: int) -> None:
    """Until the first search is answered: the view and the index are open then."""
    while True:
        try:
            _get(http.client.HTTPConnection("127.0.0.1", port, timeout=600), "/api/search?q=ho+so&ranked=false")
        except OSError:
            time.sleep(0.5)
        else:
            return


def _get(connection: http.client.HTTPConnection, path: str) -> None:
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, json.loads(body)


def _busy(port: int, more: str, seconds: float) -> str:
    asked = [f"/api/search?q={quote(question)}{more}" for question in rows.questions(500)]
    times: list[float] = []
    until = time.perf_counter() + seconds

    def ask(first: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        place = first
        while time.perf_counter() < until:
            began = time.perf_counter()
            _get(connection, asked[place % len(asked)])
            times.append(1000 * (time.perf_counter() - began))
            place += CONNECTIONS

    clients = [threading.Thread(target=ask, args=(number,)) for number in range(CONNECTIONS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    p50, p99 = np.percentile(times, [50, 99])
    return f"{len(times) / seconds:7.1f} requests/s   p50 {p50:6.1f} ms   p99 {p99:6.1f} ms"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--tasks", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=10)
    return parser.parse_args()


if __name__ == "__main__":
    main()
