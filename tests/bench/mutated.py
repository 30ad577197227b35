"""Files as no program writes them: the samples and whatever is beside them, with their bytes or their inner parts changed.

    python tests/bench/mutated.py [COUNT]        5,000 without one; a part of it runs in tests/test_mutated.py

Each file is taken in by the product's own intake. What must hold: no crash, no hang over the limit, no document stored by half,
every refusal with its reason, and every stored fact at its place. Without OCR (no program is found on an empty PATH): a page whose
text was destroyed would be read from its picture for seconds, and says nothing about this.
"""

from __future__ import annotations

import io
import os
import random
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from api.intake import Result
from api.settings import Settings
from api.wiring import KnowledgeBase
from corpus.model import Document

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = (ROOT / "corpus/samples", ROOT.parent / "shared/directives", ROOT.parent / "shared/renders")
LARGEST = 400_000  # bytes of a source
BATCH = 250
JUNK = (
    b"\x00",
    b"\xff\xfe",
    b"\xe2\x80\xa8",
    b"\x1b[2J",
    b"|",
    b"<td>",
    b"%PDF-",
    b"PK\x03\x04",
    "Phụ lục".encode(),
    b"1" * 400,
    b"\r",
)


def sources() -> list[Path]:
    """Every readable file that lies there, scans left out: their pages take minutes, and their bytes are pictures."""
    found = (path for folder in SOURCES if folder.is_dir() for path in sorted(folder.rglob("*")))
    return [p for p in found if p.suffix in {".txt", ".docx", ".pdf", ".xlsx", ".html", ".md"} and usable(p)]


def usable(path: Path) -> bool:
    return path.is_file() and path.stat().st_size <= LARGEST and "scan" not in path.stem and path.name != "README.md"


def mutated(chance: random.Random, data: bytes, suffix: str) -> bytes:
    if suffix in {".docx", ".xlsx"} and chance.random() < 0.7:
        return inside(chance, data)
    return some(chance, data)


def inside(chance: random.Random, data: bytes) -> bytes:
    """One member of an archive changed, the archive whole."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        victim = chance.choice(old.namelist())
        for name in old.namelist():
            content = old.read(name)
            if name == victim and chance.random() < 0.1:
                continue
            new.writestr(name, some(chance, content) if name == victim else content)
    return changed.getvalue()


def some(chance: random.Random, data: bytes) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 5, 30))):
        data = chance.choice(CHANGES)(chance, data)
    return data


def flip(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def lose(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.choice((1, 7, 300, 5000)) :]


def double(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    piece = data[at : at + chance.choice((3, 80, 2000))]
    return data[:at] + piece * chance.choice((2, 3, 20)) + data[at:]


def spoil(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(JUNK) + data[at:]


def swap(chance: random.Random, data: bytes) -> bytes:
    """Two lines change places, as far as there are lines."""
    lines = data.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


CHANGES: Sequence[Callable[[random.Random, bytes], bytes]] = (flip, flip, cut, lose, double, spoil, swap)


def batches(count: int, seed: int, folder: Path) -> Iterator[list[Path]]:
    chance, originals = random.Random(seed), [(path, path.read_bytes()) for path in sources()]
    for first in range(0, count, BATCH):
        written = []
        for number in range(first, min(first + BATCH, count)):
            path, data = chance.choice(originals)
            file = folder / f"{number:05}{path.suffix}"
            file.write_bytes(mutated(chance, data, path.suffix))
            written.append(file)
        yield written
        for file in written:
            file.unlink()


def run(count: int, seed: int = 20261122) -> Counter[str]:
    """How the files ended, by outcome and code; raises AssertionError at the first that ended as none may."""
    ends: Counter[str] = Counter()
    with TemporaryDirectory(prefix="tracuu-mutated-") as place, without_programs():
        home, files = Path(place) / "home", Path(place) / "files"
        files.mkdir()
        base = KnowledgeBase(Settings(home=home, seconds=60, memory_mb=2048))
        for batch in batches(count, seed, files):
            results = base.intake.take(batch)
            assert len(results) == len(batch), "a file without a result"
            for result in results:
                check(result, base)
                ends[result.code or result.outcome] += 1
        assert len(base.store.headers()) >= ends["stored"]  # a file may hold several papers
        base.close()
    return ends


@contextmanager
def without_programs() -> Iterator[None]:
    before = os.environ["PATH"]
    os.environ["PATH"] = ""
    try:
        yield
    finally:
        os.environ["PATH"] = before


def check(result: Result, base: KnowledgeBase) -> None:
    if result.outcome == "refused":
        assert result.code, result
        assert (result.reason or "").strip(), result
        assert result.code not in {"reader_crashed", "too_slow"}, result
    elif result.outcome == "stored":
        assert result.document is not None
        whole(base.store.document(result.document))


def whole(document: Document) -> None:
    """Every span lies in the text; a task has a content that stands there, or a warning says that it has none."""
    wordless = [task.id for task in document.tasks if not task.content.text.strip()]
    assert not wordless or any(notice.code == "content_empty" for notice in document.warnings), wordless
    for task in document.tasks:
        assert task.spans, task.id
        for span in task.spans:
            assert 0 <= span.start <= span.end <= len(document.text), task.id


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    began = time.monotonic()
    ends = run(count)
    print(f"{count} mutated files in {time.monotonic() - began:.0f} s, from {len(sources())} originals")
    for code, times in ends.most_common():
        print(f"  {times:6}  {code}")


if __name__ == "__main__":
    main()
