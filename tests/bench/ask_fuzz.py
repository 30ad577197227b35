"""Ten thousand strange questions over the sample papers: none may raise or take more than 200 ms.

python -m tests.bench.ask_fuzz --count 10000
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from api.settings import Settings
from api.wiring import KnowledgeBase
from search.answering.answer import ask

ROOT = Path(__file__).resolve().parent.parent.parent
TODAY = date(2026, 11, 22)
LONGEST = 0.2


def main() -> int:
    from tests.strange_questions import strange

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tracuu-bench-") as folder:
        base = KnowledgeBase(Settings(home=Path(folder)))
        base.intake.take([ROOT / "corpus/samples"])
        base.intake.follow()
        ask("bệnh án điện tử", base.knowledge, base.searcher, TODAY)
        raised, times = [], []
        for question in strange(options.count, options.seed):
            began = time.process_time()
            try:
                ask(question, base.knowledge, base.searcher, TODAY)
            except Exception as error:  # noqa: BLE001 – whatever it is, it is what this looks for
                raised.append((question[:100], repr(error)))
            times.append((time.process_time() - began, question[:100]))
        times.sort()
        slow = [one for one in times if one[0] > LONGEST]
        print(f"{len(times)} questions, {len(raised)} raised, {len(slow)} over 200 ms")
        print(f"p50 {times[len(times) // 2][0] * 1000:.1f} ms, p99 {times[int(len(times) * 0.99)][0] * 1000:.1f} ms")
        for shown in (raised[:10], slow[-10:]):
            for one in shown:
                print("   ", one)
    return 1 if raised or slow else 0


if __name__ == "__main__":
    sys.exit(main())
