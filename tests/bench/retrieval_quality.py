"""How good is the search? On every judged set at hand, and by how many everyday questions find their task.

    python -m tests.bench.retrieval_quality            all of it, some ten minutes
    python -m tests.bench.retrieval_quality unseen     one part

MRR@10 / nDCG@10 / R@10 by words alone, by vectors alone, by their weighted sum, in the learnt order, and in that without marks.
The trees learnt from the sets of ``../shared/retrieval``: what they are worth for questions that they never saw is what
``python -m index.training.train_ranker`` prints. From ``unseen``, citizens' questions of two hands, nothing was learnt.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from index import Index, Passage, build, encoder
from index.evaluation import Judged, read, score
from index.text.words import folded
from index.training import authored_pairs, citizens
from index.training.authored_pairs import PAIRS, Pair
from tests.bench import rows

RETRIEVAL = rows.ROOT.parent / "shared" / "retrieval"
ARTICLES = RETRIEVAL / "phapdien" / "articles.jsonl.xz"
SETS = ("alqac2022", "vlsp2023_lter", "phapdien_silver")
WAYS: dict[str, dict[str, Any]] = {
    "words": {"legs": ["lexical"], "ranked": False},
    "vectors": {"legs": ["dense"], "ranked": False},
    "sum": {"ranked": False},
    "learnt order": {},
}
_MOST = 700  # questions of a set, evenly taken: more move the second digit of a per cent
_FIRST = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", default=[*SETS, "unseen", "paraphrases"])
    parts = parser.parse_args().parts
    for name in parts:
        for said in _paraphrases() if name == "paraphrases" else _figures(name):
            print(said, flush=True)


def _figures(name: str) -> Iterator[str]:
    with TemporaryDirectory(prefix="tracuu-bench-") as place:
        sets = _unseen(Path(place)) if name == "unseen" else {name: read(RETRIEVAL / name)}
        folder = Path(place) / "index"
        build(folder, next(iter(sets.values())).passages, encoder())
        index = Index.open(folder)
        for label, judged in sets.items():
            asked = [query for query in judged.queries if judged.grades.get(query)]
            some = asked[:: -(-len(asked) // _MOST)]
            yield f"{label}: {len(some)} questions over {len(judged.passages):,} passages"
            for way, options in WAYS.items():
                yield f"    {way:28} {_means(index, judged, some, options)}"
            bare = replace(judged, queries={query: folded(judged.queries[query]) for query in some})
            yield f"    {'learnt order, without marks':28} {_means(index, bare, some, {})}"


def _unseen(place: Path) -> dict[str, Judged]:
    """The questions of each hand, all over the same articles."""
    asked = citizens.unseen(citizens.CITIZENS)
    citizens.write(place / "judged", asked, citizens.articles(ARTICLES))
    judged = read(place / "judged")
    hands = dict.fromkeys(question.topic for question in asked)
    return {hand: replace(judged, queries=_of(hand, judged.queries)) for hand in hands}


def _of(hand: str, queries: dict[str, str]) -> dict[str, str]:
    return {query: text for query, text in queries.items() if query.startswith(f"{hand}/")}


def _means(index: Index, judged: Judged, asked: Sequence[str], options: dict[str, Any]) -> str:
    found = ([hit.id for hit in index.search(judged.queries[query], 10, **options)] for query in asked)
    scores = [score(ids, judged.grades[query]) for query, ids in zip(asked, found, strict=True)]
    mrr, ndcg, recall, _ = np.mean(scores, axis=0)
    return f"{mrr:.3f} / {ndcg:.3f} / {recall:.3f}"


def _paraphrases() -> Iterator[str]:
    """Those of ``tests/test_paraphrases.py``, over the authored tasks alone: no passages of real directives lie between them."""
    fields = [*authored_pairs.read(PAIRS, voices=False), *authored_pairs.held_out(PAIRS)]
    for label, asked in (("held out", authored_pairs.held_out(PAIRS)), ("another hand", authored_pairs.unseen(PAIRS))):
        with TemporaryDirectory(prefix="tracuu-bench-") as place:
            texts = dict.fromkeys(pair.text for pair in (*fields, *asked))
            build(Path(place), [Passage(text, "authored", text) for text in texts], encoder())
            index = Index.open(Path(place))
            for kind in dict.fromkeys(pair.kind for pair in asked):
                some = [pair for pair in asked if pair.kind == kind]
                yield f"{label}, {kind}: {_share(index, some):.3f} of {len(some)} questions among the first {_FIRST} of {len(texts):,} tasks"


def _share(index: Index, pairs: Sequence[Pair]) -> float:
    return sum(pair.text in {hit.id for hit in index.search(pair.query, _FIRST)} for pair in pairs) / len(pairs)


if __name__ == "__main__":
    main()
