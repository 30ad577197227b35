"""The same rows and the same vectors in other systems, side by side in one run.

    python -m tests.bench.peers --rows 10000

SQLite's FTS5 and rank_bm25 are the lexical baselines; txtai, Haystack (in memory) and LlamaIndex (BM25 and vectors fused) the
hybrid ones, all with this project's encoder. They are installed into a virtual environment of their own (``build/peers``), each
within a time limit; what could not be installed is said. Each system runs in a process of its own: seconds to index, p50 and p95
of a question, memory, and MRR@10 on a set of judged questions where ``../shared/retrieval`` is there.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from index.evaluation import Judged, read, score
from index.passages import Passage
from tests.bench import peer_systems, rows

VENV = rows.ROOT / "build" / "peers"
JUDGED = rows.ROOT.parent / "shared" / "retrieval" / "alqac2022"
PACKAGES = {
    "rank_bm25": ("rank_bm25",),
    "txtai": ("txtai",),
    "haystack": ("haystack-ai",),
    "llamaindex": ("llama-index-core", "llama-index-retrievers-bm25"),
}
QUESTIONS = {"rank_bm25": 40, "fts5": 60, "haystack": 60, "llamaindex": 60}  # fewer of the slow ones
LIMIT_S = 300  # for an installation


def main() -> None:
    options = _options()
    if options.one:
        print(json.dumps(_measured(options.one, options.rows, options.judged)))
        return
    python = _environment()
    print(f"{options.rows:,} rows, load {os.getloadavg()[0]:.1f}")
    found = {name: figures for name in options.systems if (figures := _in_own_process(name, python, options.rows))}
    _say(found)


def _environment() -> Path:
    """A virtual environment that sees the product's packages too."""
    python = VENV / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
        here = Path(np.__file__).resolve().parent.parent
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        (VENV / "lib" / version / "site-packages" / "zz_product.pth").write_text(f"{here}\n", encoding="utf-8")
        for name, packages in PACKAGES.items():
            _install(python, name, packages)
    return python


def _install(python: Path, name: str, packages: tuple[str, ...]) -> None:
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages]
    try:
        subprocess.run(command, check=True, timeout=LIMIT_S, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        print(f"{name} could not be installed: {type(error).__name__}")


def _in_own_process(name: str, python: Path, size: int) -> dict[str, Any] | None:
    threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false", "HF_HUB_OFFLINE": "1"}
    command = [str(python), "-m", "tests.bench.peers", "--one", name, "--rows", str(size)]
    figures: dict[str, Any] = {}
    for more in ([], ["--judged"]) if JUDGED.is_dir() else ([],):
        done = subprocess.run([*command, *more], capture_output=True, text=True, check=False, env={**os.environ, **threads})
        if done.returncode:
            print(f"{name} did not run: {(done.stderr.strip() or '?').splitlines()[-1][:150]}")
            return None
        figures |= json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def _measured(name: str, size: int, judged: bool) -> dict[str, Any]:
    if judged:
        held = read(JUDGED)
        ask = peer_systems.SYSTEMS[name](list(held.passages))
        return {"MRR@10": _mrr(held, ask)}
    passages: list[Passage] = list(rows.rows(size))
    before, began = _memory(), time.perf_counter()
    ask = peer_systems.SYSTEMS[name](passages)
    seconds = time.perf_counter() - began
    asked = rows.questions(QUESTIONS.get(name, 200))
    times = []
    ask(asked[0])
    for question in asked:
        start = time.perf_counter()
        ask(question)
        times.append(1000 * (time.perf_counter() - start))
    p50, p95 = np.percentile(times, [50, 95]).tolist()
    return {"index s": seconds, "p50 ms": p50, "p95 ms": p95, "MB": _memory() - before}


def _mrr(held: Judged, ask: peer_systems.Ask) -> float:
    asked = [query for query in held.queries if held.grades.get(query)]
    return sum(score(ask(held.queries[query]), held.grades[query])[0] for query in asked) / len(asked)


def _memory() -> float:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _say(found: dict[str, dict[str, Any]]) -> None:
    ours = found.get("tracuu", {})
    print(
        f"{'system':14} {'index s':>9} {'p50 ms':>9} {'p95 ms':>9} {'MB':>7} {'MRR@10':>7}   p50 and memory as multiples of tracuu's"
    )
    for name, one in found.items():
        times = f"{one['p50 ms'] / ours['p50 ms']:6.1f} × {one['MB'] / ours['MB']:6.1f} ×" if ours else ""
        print(
            f"{name:14} {one['index s']:9.1f} {one['p50 ms']:9.2f} {one['p95 ms']:9.2f} {one['MB']:7.0f} {one.get('MRR@10', 0):7.3f}   {times}"
        )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--systems", nargs="+", default=list(peer_systems.SYSTEMS))
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--judged", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
