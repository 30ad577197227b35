"""Writes authored pairs as a judged set, so that the ranker learns from them and a table can be asked what it did not learn.

``python -m index.training.export_pairs --fold 0 --out FOLDER``: the questions about each fifth task, over all tasks that may be
learnt. ``--held-out`` in place of ``--fold`` writes the questions that are never learnt, over all tasks there are.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from index.training import authored_pairs
from index.training.authored_pairs import PAIRS, Pair


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--fold", type=int, choices=range(authored_pairs.FOLDS))
    which.add_argument("--held-out", action="store_true")
    parser.add_argument("--kinds", nargs="*", help="only questions of these kinds: everyday, english, …")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    learnt = authored_pairs.read(PAIRS)
    held_out = authored_pairs.held_out(PAIRS)
    asked = held_out if options.held_out else authored_pairs.fold(learnt, options.fold)
    corpus = [*learnt, *held_out] if options.held_out else learnt
    write(options.out, [pair for pair in asked if not options.kinds or pair.kind in options.kinds], corpus)


def write(folder: Path, asked: Sequence[Pair], corpus: Iterable[Pair]) -> None:
    """``asked`` are the questions, ``corpus`` the pairs whose tasks are searched; the shape is ``index.evaluation``'s."""
    ids = {text: f"task-{number}" for number, text in enumerate(dict.fromkeys(pair.text for pair in corpus))}
    folder.mkdir(parents=True, exist_ok=True)
    _write_lines(folder / "corpus.jsonl", ({"_id": id_, "text": text} for text, id_ in ids.items()))
    _write_lines(folder / "queries.jsonl", ({"_id": f"q{n}", "text": pair.query} for n, pair in enumerate(asked)))
    grades = "".join(f"q{number}\t{ids[pair.text]}\t1\n" for number, pair in enumerate(asked))
    (folder / "qrels.tsv").write_text(f"query-id\tcorpus-id\tscore\n{grades}", encoding="utf-8")


def _write_lines(path: Path, rows: Iterable[dict[str, str]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
