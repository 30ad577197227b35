"""How many cells and words of a scan come out right, and what is said of the others: papers with a text layer, scanned anew.

    python tests/bench/scan_quality.py [FILE.pdf …]

Without files: the shared scan and its paper where they lie beside the checkout, and the samples. Each paper is drawn, laid askew,
shaded, specked, stamped and packed as an office's machine would; the reading of its text layer is the truth. A cell is right
when it is equal but for case and blanks. Of the others, ``near`` are one sign apart, ``flagged`` carry a warning; ``silent`` are
neither.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from time import perf_counter

import numpy as np
import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageDraw, ImageFilter

from ingest.formats.pdf import reader as pdf
from ingest.formats.scan import reader as scan
from ingest.reading import Reading, Row

ROOT = Path(__file__).resolve().parent.parent.parent
RENDERS = ROOT.parent / "shared/renders"


@dataclass(frozen=True, slots=True)
class Way:
    """How a paper is scanned. ``noise`` is the spread of its grey, ``shade`` the paper's darkest grey, ``turn`` in degrees."""

    name: str
    dpi: int = 300
    degrees: float = 0.0
    noise: float = 4.0
    shade: int = 250
    quality: int = 85
    blur: float = 0.0
    turn: int = 0
    seal: bool = False


WAYS = (
    Way("clean 300 dpi"),
    Way("askew 200 dpi", 200, 0.5, 6),
    Way("grey, jpeg 40, 1.5°", 200, 1.5, 10, 205, 40),
    Way("blurred, -2°", 200, -2.0, 8, 230, 50, 0.7),
    Way("on its side", 300, 0.3, 5, 245, 75, 0.0, 90),
    Way("upside down", 200, 0.3, 5, 245, 75, 0.0, 180),
    Way("seals, 1°", 300, 1.0, 5, 240, 60, 0.0, 0, True),
)


@dataclass(frozen=True, slots=True)
class Score:
    cells: int = 0
    right: int = 0
    near: int = 0
    flagged: int = 0
    silent: int = 0
    rows: int = 0
    rows_found: int = 0
    words: float = 0.0
    pages: int = 0
    seconds: float = 0.0

    def line(self, name: str) -> str:
        share = f"{self.right / self.cells:.1%}" if self.cells else "-"
        rest = f"{self.near:>6}{self.flagged:>9}{self.silent:>8}"
        return (
            f"{name:<48}{self.pages:>6}{self.seconds / self.pages:>8.2f}{self.rows_found:>5}/{self.rows:<5}"
            f"{self.cells:>6}{share:>8}{rest}{self.words:>8.1%}"
        )


def scanned(paper: Path, way: Way, target: Path) -> Path:
    """The paper as pictures; the same ones each time."""
    chance = np.random.default_rng(7)
    file = pypdfium2.PdfDocument(paper)
    pages = [_laid(page.render(scale=way.dpi / 72).to_pil().convert("RGB"), way, chance) for page in file]
    file.close()
    pages[0].save(target, "PDF", save_all=True, append_images=pages[1:], resolution=way.dpi)
    return target


def _laid(page: Image.Image, way: Way, chance: np.random.Generator) -> Image.Image:
    if way.seal:
        page = _sealed(page, way.dpi / 72)
    if way.blur:
        page = page.filter(ImageFilter.GaussianBlur(way.blur))
    page = page.rotate(way.degrees, Image.Resampling.BICUBIC, fillcolor="white").rotate(way.turn, expand=True)
    light = np.linspace(way.shade, 252, page.width) / 255  # darker towards the binding
    grey = np.asarray(page, np.float32) * light[None, :, None]
    grey += chance.normal(0, way.noise, grey.shape[:2])[:, :, None]
    packed = io.BytesIO()
    Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(packed, "JPEG", quality=way.quality)
    return Image.open(packed)


def _sealed(page: Image.Image, scale: float) -> Image.Image:
    """A red seal over the middle of the page, where rules and words are, and one at its right edge."""
    ink = Image.new("RGB", page.size, "white")
    draw = ImageDraw.Draw(ink)
    for x, y, radius in ((0.45, 0.4, 50), (0.97, 0.5, 45)):
        middle, reach = (page.width * x, page.height * y), radius * scale
        for part, width in ((1.0, 4), (0.65, 2)):
            box = [middle[0] - part * reach, middle[1] - part * reach, middle[0] + part * reach, middle[1] + part * reach]
            draw.ellipse(box, outline=(215, 40, 50), width=round(width * scale / 3))
        draw.regular_polygon((*middle, 0.3 * reach), 5, fill=(215, 40, 50))
    return Image.fromarray(np.minimum(np.asarray(page), np.asarray(ink)))


def scored(truth: Reading, found: Reading, seconds: float) -> Score:
    cells = right = near = flagged = silent = 0
    doubts = [span for notice in found.notices if notice.code == "low_confidence" for span in notice.spans]
    for wanted, row in _aligned(truth, found):
        for place, span in enumerate(wanted.cells):
            printed = _bare(truth, span.start, span.end)
            own = row.cells[place] if row is not None and len(row.cells) == len(wanted.cells) else None
            read = "" if own is None else _bare(found, own.start, own.end)
            cells += 1
            if read == printed and own is not None:
                right += 1
            elif own is not None and any(own.start <= doubt.start < own.end for doubt in doubts):
                flagged += 1
            elif _apart(read, printed) <= 1:
                near += 1
            else:
                silent += 1
                print(f"      silent: {printed[:60]!r} read {read[:60]!r}")
    counts = cells, right, near, flagged, silent, len(_rows(truth)), len(_rows(found))
    return Score(*counts, _same_words(truth, found), len(truth.pages), seconds)


def _rows(reading: Reading) -> list[Row]:
    return [block for block in reading.blocks if isinstance(block, Row)]


def _bare(reading: Reading, start: int, end: int) -> str:
    return "".join(reading.text[start:end].split()).lower()


def _aligned(truth: Reading, found: Reading) -> Iterator[tuple[Row, Row | None]]:
    """Each row of the paper with the row of the scan that stands for it, in order (Needleman and Wunsch 1970)."""
    wanted, read = _rows(truth), _rows(found)
    alike = [[_alike(_words(truth, one), _words(found, other)) for other in read] for one in wanted]
    best = np.zeros((len(wanted) + 1, len(read) + 1))
    for i in range(len(wanted) - 1, -1, -1):
        for j in range(len(read) - 1, -1, -1):
            best[i, j] = max(best[i + 1, j], best[i, j + 1], best[i + 1, j + 1] + alike[i][j])
    j = 0
    for i, row in enumerate(wanted):
        while j < len(read) and best[i, j] == best[i, j + 1]:
            j += 1
        if j < len(read) and best[i, j] == best[i + 1, j + 1] + alike[i][j]:
            yield row, read[j]
            j += 1
        else:
            yield row, None


def _words(reading: Reading, row: Row) -> set[str]:
    return set(reading.text[row.span.start : row.span.end].lower().split())


def _alike(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _apart(one: str, other: str) -> int:
    """How many signs must be changed, put in or taken out (Levenshtein)."""
    before = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        here = [i]
        for j, b in enumerate(other, 1):
            here.append(min(before[j] + 1, here[-1] + 1, before[j - 1] + (a != b)))
        before = here
    return before[-1]


def _same_words(truth: Reading, found: Reading) -> float:
    """The share of the words of running text and cells that are read letter for letter, in order."""
    wanted, read = (reading.text.lower().split() for reading in (truth, found))
    blocks = SequenceMatcher(None, wanted, read, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(1, len(wanted))


def measured(name: str, paper: Path, scan_file: Path) -> Score:
    truth = pdf.read(paper)
    start = perf_counter()
    found = pdf.read(scan_file, recognise=scan.recognised)
    score = scored(truth, found, perf_counter() - start)
    print(score.line(name), flush=True)
    return score


def main() -> None:
    if missing := scan.missing_tools():
        sys.exit(f"no scans can be read here: {missing[0]}")
    head = f"{'rows':>11}{'cells':>6}{'right':>8}{'near':>6}{'flagged':>9}{'silent':>8}{'words':>8}"
    print(f"{'scan':<48}{'pages':>6}{'s/page':>8}{head}")
    named = [Path(name) for name in sys.argv[1:]]
    if not named and RENDERS.is_dir():
        measured("000_scan.pdf", RENDERS / "000.pdf", RENDERS / "000_scan.pdf")
    with tempfile.TemporaryDirectory() as folder:
        for paper in named or sorted((ROOT / "corpus/samples").glob("*.pdf")):
            for way in WAYS:
                measured(f"{paper.stem[:24]} {way.name}", paper, scanned(paper, way, Path(folder) / "scan.pdf"))


if __name__ == "__main__":
    main()
