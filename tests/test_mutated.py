"""A small part of ``tests/bench/mutated.py`` and ``killed.py``; the whole of them runs in ``make bench``."""

from __future__ import annotations

import runpy
from pathlib import Path

BENCH = Path(__file__).parent / "bench"


def test_mutated_files_are_stored_whole_or_refused_with_a_reason() -> None:
    ends = runpy.run_path(str(BENCH / "mutated.py"))["run"](60, seed=7)
    assert sum(ends.values()) == 60
    assert ends["stored"] > 5
    assert len(ends) > 3, "several reasons"


def test_a_killed_ingest_loses_and_doubles_nothing() -> None:
    hits, _ = runpy.run_path(str(BENCH / "killed.py"))["rounds"](2, seed=3)
    assert hits >= 1
