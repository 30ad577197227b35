"""Trains the static table that is bundled with the index.

``python -m index.training.train_static --articles ARTICLES.jsonl.xz --out index/models/static``

About twelve minutes on two cores: reading and counting words, 250 steps of 4,096 pairs of legal text, then the second stage of
``index.training.authored``, which alone takes three and can go on from a table of the first (``--base``). The same seed and the
same versions of the libraries give the same table up to the rounding of the threads' sums.
"""

from __future__ import annotations

import argparse
import json
import logging
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from index.training import articles as texts
from index.training import authored_pairs, citizens, lexicon
from index.training.authored import Authored, Tuning, extended, tune
from index.training.authored_pairs import Pair
from index.training.citizens_asked import Citizens
from index.training.contrast import Adam, Matrix, loss_and_gradient
from index.training.folding import with_folded
from index.training.model_folder import read_model, write_model
from index.training.pairs import Sampler

log = logging.getLogger("index.training")


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides the table, besides the articles."""

    dimensions: int = 256
    batch: int = 4096
    steps: int = 250
    warm_up: int = 40
    rate: float = 0.01
    seed: int = 20261122
    tuning: Tuning = field(default_factory=Tuning)

    def rate_at(self, step: int) -> float:
        """Linear up over the warm-up, then linear down to nothing."""
        if step < self.warm_up:
            return self.rate * (step + 1) / self.warm_up
        return self.rate * (self.steps - step) / (self.steps - self.warm_up)


@dataclass(frozen=True, slots=True)
class Said:
    """What people say: authored pairs, citizens' questions, and the ids of the articles that these name."""

    pairs: list[Pair]
    asked: list[citizens.Question]
    ids: dict[str, str]


def main(arguments: list[str] | None = None) -> None:
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    recipe = Recipe(steps=options.steps, seed=options.seed, tuning=Tuning(steps=options.tuning_steps))
    held_out = frozenset(_questions(options.hold_out)) if options.hold_out else frozenset()
    learnt = [a for a in texts.read(options.articles) if a.topic not in options.without_topics]
    log.info("%d articles", len(learnt))
    if options.base:
        tokenizer, table = read_model(options.base)
    else:
        tokenizer = lexicon.build(line for article in learnt for line in (article.title, *article.lines))
        log.info("%d pieces", tokenizer.get_vocab_size())
        tokenizer, table = with_folded(tokenizer, train(learnt, tokenizer, recipe, held_out))
    said = Said(_kept(options.without_fold), _asked(options.without_citizens), citizens.ids(options.articles))
    tokenizer, table = tuned(learnt, tokenizer, table, said, held_out, recipe)
    counts = {"articles": len(learnt), "held_out_titles": len(held_out), "pairs": len(said.pairs), "citizens": len(said.asked)}
    write_model(options.out, tokenizer, table, {**counts, **asdict(recipe)})


def train(learnt: list[texts.Article], tokenizer: Tokenizer, recipe: Recipe, held_out: frozenset[str]) -> Matrix:
    """The table (pieces × dimensions); zero rows for the unknown piece, the bare blank, and pieces that no pair held."""
    random = np.random.default_rng(recipe.seed)
    pieces = tokenizer.get_vocab_size()
    sampler = Sampler(learnt, texts.tokenise(learnt, tokenizer), pieces, held_out)
    table = random.standard_normal((pieces, recipe.dimensions), dtype=np.float32) * np.float32(recipe.dimensions**-0.5)
    adam, began = Adam.over(table), time.monotonic()
    for step in range(recipe.steps):
        loss, gradient = loss_and_gradient(table, sampler.draw(recipe.batch, bool(step % 2), random))
        adam.update(table, gradient, recipe.rate_at(step))
        if step % 10 == 9:
            log.info("step %d, loss %.3f, %.0f s", step + 1, loss, time.monotonic() - began)
    table[~adam.second.any(axis=1)] = 0.0
    return _emptied(table, tokenizer)


def tuned(
    learnt: list[texts.Article],
    tokenizer: Tokenizer,
    table: Matrix,
    said: Said,
    held_out: frozenset[str],
    recipe: Recipe,
) -> tuple[Tokenizer, Matrix]:
    """The table after the second stage, with the pieces that it adds."""
    random = np.random.default_rng(recipe.seed)
    tokenizer, table = extended(tokenizer, table, said.pairs, random)
    log.info("%d pieces, %d authored pairs, %d citizens' questions", len(table), len(said.pairs), len(said.asked))
    tokenised = texts.tokenise(learnt, tokenizer)
    articles = Sampler(learnt, tokenised, len(table), held_out)
    asked = Citizens(said.asked, said.ids, learnt, tokenised, tokenizer)
    tune(table, articles, asked, Authored(said.pairs, tokenizer), recipe.tuning, random)
    return tokenizer, _emptied(table, tokenizer)


def _emptied(table: Matrix, tokenizer: Tokenizer) -> Matrix:
    """Nothing for the unknown piece and the bare blank."""
    for empty in (lexicon.UNKNOWN, lexicon.BLANK):
        if (piece := tokenizer.token_to_id(empty)) is not None:
            table[piece] = 0.0
    return table


def _kept(without: int | None) -> list[Pair]:
    """The authored pairs that may be learnt, but for one fold."""
    pairs = authored_pairs.read(authored_pairs.PAIRS)
    left_out = set(authored_pairs.fold(pairs, without)) if without is not None else set()
    return [pair for pair in pairs if pair not in left_out]


def _asked(without: list[int]) -> list[citizens.Question]:
    return [question for question in citizens.read(citizens.CITIZENS) if question.fold not in without]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m index.training.train_static", description=__doc__)
    parser.add_argument("--articles", type=Path, required=True, help="lines of {id, title, source, body, rel}; may be .xz")
    parser.add_argument("--out", type=Path, required=True, help="folder of the model")
    parser.add_argument("--hold-out", type=Path, help="queries.jsonl whose texts are titles that must not be learnt")
    parser.add_argument("--without-topics", nargs="*", default=[], help="topics (first part of an id) that are left out")
    parser.add_argument("--base", type=Path, help="folder of a table to go on from, in place of the first stage")
    parser.add_argument("--without-fold", type=int, help="0 … 4: a fifth of the authored tasks that is left out, to be asked")
    parser.add_argument(
        "--without-citizens",
        type=int,
        nargs="*",
        default=[],
        help="0 … 4: folds of topics not asked about, likewise",
    )
    parser.add_argument("--steps", type=int, default=Recipe().steps)
    parser.add_argument("--tuning-steps", type=int, default=Tuning().steps)
    parser.add_argument("--seed", type=int, default=Recipe().seed)
    return parser


def _questions(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line:
            yield json.loads(line)["text"]


if __name__ == "__main__":
    main()
