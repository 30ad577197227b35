"""Pages a second of PDF reading with each engine, beside plain pdfplumber, on one core in one run.

    python tests/bench/pdf_speed.py [FILE.pdf …]

Without files: the shared renders where they lie beside the checkout, else the samples. Processor time, the best of three.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pdfplumber

from ingest.formats.pdf.reader import read

ROOT = Path(__file__).resolve().parent.parent.parent
ROUNDS = 3


def plain(path: Path) -> None:
    """What a user of pdfplumber writes first."""
    with pdfplumber.open(path) as file:
        for page in file.pages:
            page.extract_text()
            page.extract_tables()
            page.close()


WAYS: dict[str, Callable[[Path], object]] = {
    "plain": plain,
    "pdfplumber": lambda path: read(path, engine="pdfplumber"),
    "pdfium": read,
}


def best(way: Callable[[Path], object], path: Path) -> float:
    seconds = []
    for _ in range(ROUNDS):
        start = process_time()
        way(path)
        seconds.append(process_time() - start)
    return min(seconds)


def files() -> list[Path]:
    named = [Path(name) for name in sys.argv[1:]]
    renders = [path for path in sorted((ROOT.parent / "shared/renders").glob("*.pdf")) if not path.stem.endswith("_scan")]
    return named or renders or sorted((ROOT / "corpus/samples").glob("*.pdf"))


def line(name: str, pages: int, seconds: dict[str, float]) -> str:
    speeds = "".join(f"{pages / spent:>12.1f}" for spent in seconds.values())
    return f"{name:<28}{pages:>6}{speeds}{seconds['plain'] / seconds['pdfium']:>9.1f}"


def main() -> None:
    print("pages a second; plain: pdfplumber's extract_text() + extract_tables(); times: pdfium over plain")
    print(f"{'file':<28}{'pages':>6}" + "".join(f"{way:>12}" for way in WAYS) + f"{'times':>9}")
    pages, total = 0, dict.fromkeys(WAYS, 0.0)
    for path in files():
        held = len(read(path).pages)
        seconds = {name: best(way, path) for name, way in WAYS.items()}
        print(line(path.name, held, seconds), flush=True)
        pages += held
        total = {name: total[name] + seconds[name] for name in WAYS}
    print(line("all", pages, total))


if __name__ == "__main__":
    main()
