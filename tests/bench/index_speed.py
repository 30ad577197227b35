"""How fast is the index, and how large, from 1,000 rows to a million?

    python -m tests.bench.index_speed                 1,000 and 100,000 rows
    python -m tests.bench.index_speed --rows 1000000 --plot docs/growth.svg --keep FOLDER

Rows of real plans recombined (``tests.bench.rows``). Each size is built and asked in a process of its own on one thread: time and
memory of the building, size on disk, p50 and p95 of a question with the learnt order and without, recall of the vector leg
against comparing all, how long one changed document of 10 rows takes until it is found, and a first question in a new process.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from index import Index, Passage, build, encoder, update
from index.legs.vectors import Vectors
from index.storage.names import Names
from tests.bench import rows
from tests.bench.growth import drawn

QUESTIONS = 300
TURNS = 9


def main() -> None:
    options = _options()
    if options.one:
        print(json.dumps(_measured(options.one, options.folder, options.cached)))
        return
    with tempfile.TemporaryDirectory(prefix="tracuu-bench-") as place:
        found = [_in_own_process(size, options.keep or Path(place), options.keep is not None) for size in options.rows]
    if options.plot:
        options.plot.write_text(drawn(found), encoding="utf-8")


def _in_own_process(size: int, place: Path, cached: bool) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.index_speed", "--one", str(size), "--folder", str(place / str(size))]
    threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    environment = {**os.environ, **threads}
    done = subprocess.run(
        [*command, *(["--cached"] if cached else [])], stdout=subprocess.PIPE, text=True, check=True, env=environment
    )
    figures: dict[str, Any] = json.loads(done.stdout)
    print(f"{size:,} rows (load {os.getloadavg()[0]:.1f})")
    for name, value in figures.items():
        print(f"    {name:34} {value:,.2f}" if isinstance(value, float) else f"    {name:34} {value:,}")
    return figures


def _measured(size: int, folder: Path, cached: bool) -> dict[str, Any]:
    found: dict[str, Any] = {"rows": size}
    if not (cached and (folder / "manifest.json").exists()):
        making = _Making(rows.rows(size))
        began, before = time.perf_counter(), time.process_time()
        build(folder, making, encoder())
        found["build s"] = time.perf_counter() - began - making.wall
        found["build CPU s"] = time.process_time() - before - making.cpu
        found["memory at most, building MB"] = _most_memory()
    found["disk MB"] = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
    index = Index.open(folder)
    asked = rows.questions(QUESTIONS)
    for name, options in (
        ("sum", {"ranked": False}),
        ("ranked", {}),
        ("words alone", {"legs": ["lexical"]}),
        ("vectors alone", {"legs": ["dense"]}),
    ):
        found |= _times(name, asked, lambda question, options=options: index.search(question, 10, **options))
    found["memory now, asking MB"] = _memory()
    found["vector recall@10"] = _recall(index, asked[:100])
    found |= _times("update", [f"u{turn}" for turn in range(TURNS)], lambda name: _changed(folder, index, name))
    update(folder, [f"u{turn}" for turn in range(TURNS)], [])
    found["first question, new process s"] = min(_cold(folder) for _ in range(3))
    return found


class _Making:
    """The rows, and the time that they take to be made, which is none of the index's."""

    def __init__(self, made: Iterator[Passage]) -> None:
        self._made, self.wall, self.cpu = made, 0.0, 0.0

    def __iter__(self) -> Iterator[Passage]:
        return self

    def __next__(self) -> Passage:
        wall, cpu = time.perf_counter(), time.thread_time()
        try:
            return next(self._made)
        finally:
            self.wall += time.perf_counter() - wall
            self.cpu += time.thread_time() - cpu


def _times(name: str, given: list[str], work: Callable[[str], object]) -> dict[str, float]:
    """Wall time, and the time on the processor, which other work on the machine disturbs less."""
    work(given[0])
    walls, own = [], []
    for one in given:
        wall, cpu = time.perf_counter(), time.thread_time()
        work(one)
        walls.append(1000 * (time.perf_counter() - wall))
        own.append(1000 * (time.thread_time() - cpu))
    shares = ((walls, "p50", 50), (walls, "p95", 95), (own, "CPU p50", 50))
    return {f"{name} {label} ms": float(np.percentile(of, share)) for of, label, share in shares}


def _changed(folder: Path, index: Index, name: str) -> None:
    """A document in another version, until it is found."""
    word = f"dấuhiệu{name}{time.perf_counter_ns()}"
    update(folder, [name], [Passage(f"{name}:{n}", name, f"Rà soát hồ sơ {word} của đơn vị") for n in range(10)])
    assert index.search(word, 10, legs=["lexical"])[0].id.startswith(name)


def _recall(index: Index, asked: list[str]) -> float:
    generation = index._generation()
    segments, by_codes = generation._segments, generation._vectors
    exact = Vectors(segments, None)
    kept = 0
    for question in asked:
        query = encoder().query(question)
        true, found = (Names(segments).ids(leg.search(query, 10).numbers) for leg in (exact, by_codes))
        kept += len(set(true) & set(found))
    return kept / (10 * len(asked))


def _cold(folder: Path) -> float:
    program = "import sys; from pathlib import Path; from index import Index; Index.open(Path(sys.argv[1])).search('chuyển đổi số', 10)"
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", program, str(folder)], check=True)
    return time.perf_counter() - began


def _memory() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def _most_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--keep", type=Path, help="build here, and do not build again what is there")
    parser.add_argument("--plot", type=Path, help="draw the growth as SVG")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--cached", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
