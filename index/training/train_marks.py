"""Counts the syllables and pairs with which marks are restored.

``python -m index.training.train_marks --articles ARTICLES.jsonl.xz --out index/models/marks.npz``

Half a minute. The same articles give the same file. Laws ask no questions: ``spoken.txt`` beside this says how people do, and
each of its lines counts as ``_SPOKEN`` lines of law.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from index.marks import Restorer
from index.training import articles as texts

log = logging.getLogger("index.training")

_SPOKEN = 300
_LEAST_SEEN = 3  # below that a syllable is mostly a slip of the typist
_LEAST_PAIR = 3


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO)
    law = (line for article in texts.read(options.articles) for line in (article.title, *article.lines))
    spoken = (Path(__file__).parent / "spoken.txt").read_text(encoding="utf-8").splitlines()
    counted = Restorer.count(chain(law, spoken * _SPOKEN), _LEAST_SEEN, _LEAST_PAIR)
    counted.write(options.out)
    size = options.out.stat().st_size / 1e6
    log.info("%d syllables, %d pairs, %.1f MB", len(counted.syllables) - 1, len(counted.pairs), size)


if __name__ == "__main__":
    main()
