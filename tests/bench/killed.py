"""Kill -9 at random moments of an ingest, then ingest again: the same store as an undisturbed run?

    python tests/bench/killed.py [MOMENTS]       50 without a number

Every round starts with an empty knowledge base, kills ``tracuu ingest`` somewhere between its start and its usual end, looks at what
is left (whole documents only), ingests again, and compares the store's rows, the index's passages and an answer with those of a run
that nobody disturbed.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from api.settings import Settings
from api.wiring import KnowledgeBase
from corpus.codec import encode

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLES = ROOT / "corpus/samples"

State = tuple[list[object], frozenset[str], list[str]]


def ingest(home: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "api.cli", "ingest", "--home", str(home), str(SAMPLES)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def state(home: Path) -> State:
    """What the knowledge base holds, in an order of its own."""
    base = KnowledgeBase(Settings(home=home))
    try:
        headers = sorted(header.id for header in base.store.headers())
        documents = [encode(base.store.document(identifier)) for identifier in headers]
        found = base.searcher.search("chuyển đổi số", base.knowledge, limit=50)
        return documents, frozenset(headers), [f"{hit.document} {hit.spans}" for hit in found]
    finally:
        base.close()


def killed(home: Path, after: float) -> bool:
    """Whether the ingest was still at work after so many seconds; if so, it and all its readers are gone now."""
    running = ingest(home)
    time.sleep(after)
    alive = running.poll() is None
    running.send_signal(signal.SIGKILL)
    running.wait()
    return alive


def left_whole(home: Path, undisturbed: State) -> None:
    """Each document that the killed run left is one that the undisturbed run has."""
    if not (home / "tracuu.db").exists():
        return
    base = KnowledgeBase(Settings(home=home))
    for header in base.store.headers():
        assert encode(base.store.document(header.id)) in undisturbed[0], f"{header.id} was stored by half"
    base.close()


def rounds(moments: int, seed: int = 1) -> tuple[int, float]:
    """How many of the kills hit an ingest at work, and how long an undisturbed one takes; AssertionError at a difference."""
    chance, hits = random.Random(seed), 0
    with TemporaryDirectory(prefix="tracuu-killed-") as place:
        began = time.monotonic()
        ingest(Path(place) / "calm").wait()
        usual = time.monotonic() - began
        undisturbed = state(Path(place) / "calm")
        for moment in range(moments):
            home = Path(place) / f"home-{moment}"
            hits += killed(home, chance.uniform(0.05, usual))
            left_whole(home, undisturbed)
            assert ingest(home).wait() == 0
            assert state(home) == undisturbed, f"another store after the kill at moment {moment}"
    return hits, usual


def main() -> None:
    moments = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    hits, usual = rounds(moments)
    print(f"{moments} kills, {hits} while at work (an undisturbed ingest takes {usual:.1f} s): the same store every time")


if __name__ == "__main__":
    main()
