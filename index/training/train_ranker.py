"""Learns the order of the best candidates from judged questions, and says by cross-validation what it is worth.

``python -m index.training.train_ranker --judged FOLDER[=MODEL] … --out index/models/ranker.npz``

Each folder is one of ``index.evaluation``'s kind (BEIR). ``index.training.export_pairs`` writes a fifth of the authored pairs
as one, asked of a table that never learnt them (``=MODEL``, by ``train_static --without-fold``; the others of ``--model``),
``index.training.citizens`` the citizens' questions, ``index.training.crowd`` a small set among many others. LightGBM is needed
here (``pip install '.[training]'``), never by the product. Each question is learnt as typed, every third of them once more
without its marks. What it is worth is said in ``docs/benchmarks.md``, under Quality.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from index import evaluation
from index.encoders.encoder import BUNDLED
from index.encoders.encoder_static import StaticEncoder
from index.evaluation import Judged
from index.hybrid import Index
from index.ranking.features import NAMES
from index.ranking.matches import Table
from index.ranking.ranker import Ranker
from index.text.words import folded
from index.writing.building import build

log = logging.getLogger("index.training")

_CANDIDATES = 100
_LEARNT = 60  # candidates of a question that are learnt from; the rest are far from any answer
_UNMARKED_EVERY = 3  # question is learnt without its marks too
_FOLDS = 5
# How much a question of a family counts, if not 1. An authored one is answered by more tasks than the one it was written for,
# and both hands' sets are larger than all others.
_COUNTS = {"pairs": 0.34, "citizens": 0.5}
_UNMARKED = " unmarked"
_PART = "-"  # what follows in the name of a set is a part of its questions ("pairs-3"), or where they are asked ("…-among")
_SETTINGS: dict[str, Any] = {
    "objective": "lambdarank",
    "learning_rate": 0.05,
    # Many questions bear large trees: 8 leaves, 5 levels and 250 trees gave hands that nothing was learnt from .500 and .737
    # (MRR@10, citizens/unseen_*), 12, 6 and 350 .512 and .748, these .518 and .760.
    "num_leaves": 16,
    "max_depth": 7,
    "feature_fraction": 0.5,
    "min_data_in_leaf": 400,
    "lambda_l2": 20.0,
    "lambdarank_truncation_level": 15,
    "metric": "None",
    "verbose": -1,
    "deterministic": True,
    "force_row_wise": True,
    "seed": 20261122,
}
_TREES = 500


@dataclass(frozen=True, slots=True)
class Examples:
    """The candidates of one question after the other: features, grades, how many each question has, and what it looks for.

    ``groups`` names what must not be parted: a topic, or the question itself.
    """

    name: str
    groups: tuple[str, ...]
    table: Table
    grades: npt.NDArray[np.int64]
    sizes: npt.NDArray[np.int64]
    wanted: tuple[dict[str, int], ...]
    found: tuple[tuple[str, ...], ...]

    def some(self, chosen: npt.NDArray[np.bool_]) -> Examples:
        rows = np.repeat(chosen, self.sizes)
        kept = np.flatnonzero(chosen)
        wanted, found = tuple(self.wanted[i] for i in kept), tuple(self.found[i] for i in kept)
        groups = tuple(self.groups[i] for i in kept)
        return Examples(self.name, groups, self.table[rows], self.grades[rows], self.sizes[chosen], wanted, found)

    @property
    def family(self) -> str:
        """Sets of one family ask the same questions, or such of one hand."""
        return self.name.split()[0].partition(_PART)[0]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--judged", nargs="+", required=True, metavar="FOLDER[=MODEL]")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--model", default=BUNDLED, help="folder of the static table of all sets that name none")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    asked = [(Path(folder), model or options.model) for folder, _, model in (one.partition("=") for one in options.judged)]
    sets = [examples for folder, model in asked for examples in collected(folder, StaticEncoder.open(model))]
    cross_validate(sets)
    compiled(learn(sets)).write(options.out)
    log.info("%s: %.0f kB", options.out, options.out.stat().st_size / 1000)


def collected(folder: Path, encoder: StaticEncoder) -> Iterator[Examples]:
    """The candidates that the product's own index gives for each question, with marks and without."""
    judged = evaluation.read(folder)
    with TemporaryDirectory(prefix="tracuu-train-") as place:
        build(Path(place), judged.passages, encoder)
        index = Index.open(Path(place), encoder)
        yield examples(folder.name, index, judged)
        bare = {name: folded(text) for name, text in judged.queries.items()}
        yield examples(f"{folder.name}{_UNMARKED}", index, replace(judged, queries=bare))


def examples(name: str, index: Index, judged: Judged) -> Examples:
    asked = [query for query in judged.queries if judged.grades.get(query)]
    tables, grades, found = [], [], []
    for query in asked:
        ids, table = index.candidates(judged.queries[query], _CANDIDATES)
        tables.append(table)
        grades += [judged.grades[query].get(passage, 0) for passage in ids]
        found.append(tuple(ids))
    sizes = np.array([len(table) for table in tables], dtype=np.int64)
    wanted = tuple(judged.grades[query] for query in asked)
    groups = tuple(query.rpartition("/")[0] or query for query in asked)  # "topic_20/17" stays with its topic
    return Examples(name, groups, np.concatenate(tables), np.array(grades, dtype=np.int64), sizes, wanted, tuple(found))


def cross_validate(sets: Sequence[Examples]) -> None:
    """Says, for each set, what the order of the sum is worth, that of trees that never saw the question (or its topic), and
    that of trees that never saw the set."""
    folds = [np.array([crc32(f"{one.family} {group}".encode()) % _FOLDS for group in one.groups]) for one in sets]
    unseen, alien = ([np.zeros(len(one.table)) for one in sets] for _ in range(2))
    for fold in range(_FOLDS):
        trees = compiled(learn([one.some(each != fold) for one, each in zip(sets, folds, strict=True)]))
        for one, each, scores in zip(sets, folds, unseen, strict=True):
            held = np.repeat(each == fold, one.sizes)
            scores[held] = trees.scores(one.table[held])
    for family in dict.fromkeys(one.family for one in sets):
        others = [one for one in sets if one.family != family]
        if not others:
            break  # a set alone: its last column says nothing
        trees = compiled(learn(others))
        for one, scores in zip(sets, alien, strict=True):
            if one.family == family:
                scores[:] = trees.scores(one.table)
    for one, learnt, without in zip(sets, unseen, alien, strict=True):
        figures = (_figures(one, scores) for scores in (one.table[:, NAMES.index("fused")], learnt, without))
        log.info("%-26s sum %s  learnt %s  learnt without this set %s", one.name, *figures)


def learn(sets: Sequence[Examples]) -> dict[str, Any]:
    """LightGBM's model, as its own dump."""
    import lightgbm

    kept = [_learnable(one) for one in sets]
    table = np.concatenate([one.table for one in kept])
    grades = np.concatenate([one.grades for one in kept])
    weights = np.concatenate([np.full(len(one.grades), _COUNTS.get(one.family, 1.0)) for one in kept])
    data = lightgbm.Dataset(table, grades, weight=weights, group=np.concatenate([one.sizes for one in kept]))
    model: dict[str, Any] = lightgbm.train(_SETTINGS, data, _TREES).dump_model()
    return model


def _learnable(one: Examples) -> Examples:
    """The best candidates of the questions that found an answer among them. None is added from below: trees would learn that
    what stands there is an answer."""
    starts = np.cumsum(one.sizes) - one.sizes
    place = np.arange(len(one.table)) - np.repeat(starts, one.sizes)
    best = place < _LEARNT  # candidates come in the order of the sum
    sizes = np.minimum(one.sizes, _LEARNT)
    short = replace(one, table=one.table[best], grades=one.grades[best], sizes=sizes)
    answered = np.add.reduceat(short.grades, np.cumsum(sizes) - sizes) > 0
    return short.some(answered & _thinned(one))


def _thinned(one: Examples) -> npt.NDArray[np.bool_]:
    every = _UNMARKED_EVERY if one.name.endswith(_UNMARKED) else 1
    return np.asarray(np.arange(len(one.sizes)) % every == 0)


def compiled(model: dict[str, Any]) -> Ranker:
    """The same trees as flat arrays."""
    nodes: list[tuple[int, float, int, int, float]] = []
    roots, depth = [], 0
    for tree in model["tree_info"]:
        roots.append(len(nodes))
        depth = max(depth, _flatten(tree["tree_structure"], nodes))
    feature, threshold, left, right, value = (np.array(column) for column in zip(*nodes, strict=True))
    whole = (column.astype(np.int32) for column in (np.array(roots), feature, left, right))
    numbered = dict(zip(("roots", "feature", "left", "right"), whole, strict=True))
    return Ranker(threshold=threshold, value=value, depth=depth, **numbered)


def _flatten(node: dict[str, Any], nodes: list[tuple[int, float, int, int, float]]) -> int:
    """Appends a node and all below it; returns how many levels are below it."""
    at = len(nodes)
    nodes.append((0, 0.0, at, at, float(node.get("leaf_value", 0.0))))
    if "split_feature" not in node:
        return 0
    left = len(nodes)
    below_left = _flatten(node["left_child"], nodes)
    right = len(nodes)
    below_right = _flatten(node["right_child"], nodes)
    nodes[at] = (node["split_feature"], node["threshold"], left, right, 0.0)
    return 1 + max(below_left, below_right)


def _figures(one: Examples, scores: Table) -> str:
    """MRR@10 / nDCG@10 / R@10."""
    ends = np.cumsum(one.sizes)
    per_question = []
    for end, size, wanted, found in zip(ends, one.sizes, one.wanted, one.found, strict=True):
        order = np.argsort(-scores[end - size : end], kind="stable")
        per_question.append(evaluation.score([found[i] for i in order], wanted))
    mrr, ndcg, recall, _ = np.mean(per_question, axis=0)
    return f"{mrr:.3f}/{ndcg:.3f}/{recall:.3f}"


if __name__ == "__main__":
    main()
