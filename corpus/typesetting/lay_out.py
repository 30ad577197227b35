"""How do the sample papers become files? ``python -m corpus.typesetting.lay_out [FOLDER]`` writes all of them anew.

The words live in ``sources/*.toml``; the ending of ``file`` there chooses the format. The files are deterministic: fixed
metadata, no clock, so a second run on the same machine gives the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from corpus.typesetting.as_pdf import write_pdf
from corpus.typesetting.as_text import write_text
from corpus.typesetting.as_word import write_word
from corpus.typesetting.paper import Paper, load_papers

SAMPLES = Path(__file__).parent.with_name("samples")


def lay_out(target: Path = SAMPLES) -> tuple[Path, ...]:
    """Write every sample paper into ``target`` and return the files in order.

    Raises ``LookupError`` where the fonts of the PDF files are not on this machine.
    """
    target.mkdir(parents=True, exist_ok=True)
    return tuple(_write(paper, target / paper.file) for paper in load_papers())


def _write(paper: Paper, path: Path) -> Path:
    match path.suffix:
        case ".pdf":
            write_pdf(paper, path)
        case ".docx":
            write_word(paper, path)
        case ".txt" | ".md":
            write_text(paper, path)
        case other:
            raise ValueError(f"{path.name}: không biết dàn trang định dạng {other!r}")
    return path


if __name__ == "__main__":
    lay_out(*map(Path, sys.argv[1:2]))
