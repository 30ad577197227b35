"""The second stage of the table: what people say is laid beside what annexes print.

After ``train_static`` has learnt from the articles, the table gets the words that no article has, and goes on learning from
three kinds of batches at once: articles as before, among them what citizens ask of them; authored pairs (a question and its
task); and words of one meaning from the concept lexicon and the everyday glossary.
"""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from index.meaning import concept_lexicon, glossary
from index.meaning.asked import Asked
from index.text.words import read
from index.training.articles import Ids
from index.training.authored_pairs import Pair
from index.training.citizens_asked import Citizens
from index.training.contrast import Adam, Matrix, loss_and_gradient
from index.training.pairs import Batch, Sampler, bags, together
from index.training.weights import Pieces, Weights, counted, thinned

log = logging.getLogger("index.training")

Ways = list[tuple[float, Ids]]  # how something is said, and how surely it is meant

_NEW_SCORE = -13.0  # of a word that no article has: rarer than all others, likelier than its letters
_SHARES = {"everyday": 3.0, "english": 1.5, "officer": 1.0, "unmarked": 0.7, "keywords": 0.5}  # how often each kind is drawn
_AS_TYPED = 0.25  # share of the questions that are read by their pieces alone
_STANDS_FIRST = 0.6  # share of the draws in which words are laid beside the first printed form
_GLOSSED = 0.7


@dataclass(frozen=True, slots=True)
class Tuning:
    """Everything that decides the second stage, besides its texts. Sizes are rows of a batch."""

    steps: int = 270
    warm_up: int = 15
    rate: float = 0.01
    articles: int = 1792
    citizens: int = 800
    words: int = 3072

    def rate_at(self, step: int) -> float:
        return self.rate * min((step + 1) / self.warm_up, (self.steps - step) / max(self.steps - self.warm_up, 1))


def extended(
    tokenizer: Tokenizer, table: Matrix, pairs: Sequence[Pair], random: np.random.Generator
) -> tuple[Tokenizer, Matrix]:
    """The same with a piece for each syllable that pairs and lexicon say at least twice and that has none, near nothing in the
    table. Of what was said once nothing can be learnt that another would ask."""
    state = json.loads(tokenizer.to_str())
    held = {piece for piece, _ in state["model"]["vocab"]}
    said = Counter(syllable for text in _said(pairs) for word in read(text) for syllable in word.syllables)
    often = [syllable for syllable, count in said.items() if count > 1 and not any(map(str.isdigit, syllable))]
    new = [f"▁{syllable}" for syllable in often if f"▁{syllable}" not in held]
    state["model"]["vocab"] += [(piece, _NEW_SCORE) for piece in new]
    rows = random.standard_normal((len(new), table.shape[1]), dtype=np.float32) * np.float32(0.02)
    return Tokenizer.from_str(json.dumps(state)), np.vstack([table, rows])


def tune(
    table: Matrix, articles: Sampler, citizens: Citizens, authored: Authored, tuning: Tuning, random: np.random.Generator
) -> None:
    """Goes on learning, in place."""
    adam = Adam.over(table)
    for step in range(tuning.steps):
        legal = together(articles.draw(tuning.articles, bool(step % 2), random), citizens.draw(tuning.citizens, random))
        batches = legal, authored.pairs(random), authored.words(tuning.words, random)
        learnt = [loss_and_gradient(table, batch) for batch in batches]
        adam.update(table, np.sum([gradient for _, gradient in learnt], axis=0), tuning.rate_at(step))
        if step % 10 == 9:
            log.info("step %d, losses %s", step + 1, " ".join(f"{loss:.3f}" for loss, _ in learnt))


class Authored:
    """Draws batches from the pairs and from the words without end; the same seed draws the same."""

    def __init__(self, pairs: Sequence[Pair], tokenizer: Tokenizer) -> None:
        self._pieces = Pieces(tokenizer)
        self._tasks = {text: counted(self._pieces.ids(text)) for text in dict.fromkeys(pair.text for pair in pairs)}
        self._questions: dict[str, list[tuple[float, Weights, Weights]]] = {text: [] for text in self._tasks}
        for pair in pairs:
            asked = Asked.of(pair.query)
            typed = counted(self._pieces.ids(asked.text))
            if meant := self._pieces.meant(asked):
                self._questions[pair.text].append((_SHARES[pair.kind], meant, typed or meant))
        self._words = [*self._concepts(), *self._glossed()]

    def pairs(self, random: np.random.Generator) -> Batch:
        """One question for each task."""
        questions, tasks = [], []
        for text, asked in self._questions.items():
            _, meant, typed = asked[_drawn([share for share, _, _ in asked], random)]
            questions.append(thinned(typed if random.random() < _AS_TYPED else meant, random))
            tasks.append(thinned(self._tasks[text], random))
        return Batch(self._pieces.bags(questions), self._pieces.bags(tasks), np.arange(len(tasks)))

    def words(self, size: int, random: np.random.Generator) -> Batch:
        """An everyday form and a printed one, of as many concepts."""
        chosen = random.choice(len(self._words), min(size, len(self._words)), replace=False)
        said, printed = [], []
        for i in chosen:
            forms, ways = self._words[i]
            said.append(ways[_drawn([strength for strength, _ in ways], random)][1])
            printed.append(forms[0 if random.random() < _STANDS_FIRST else int(random.integers(len(forms)))])
        return Batch(bags(said, len(self._pieces)), bags(printed, len(self._pieces)), chosen)

    def _concepts(self) -> Iterable[tuple[list[Ids], Ways]]:
        """For each concept that is called in several ways: its printed forms, and the ways with their strengths."""
        for concept in concept_lexicon.installed().concepts():
            printed = [form for form in concept.forms if form.column in {"formal", "short"}]
            ways = [*(form for form in concept.forms if form.column == "everyday"), *printed[1:]]
            if ways:
                yield (
                    [self._pieces.ids(form.text) for form in printed],
                    [(form.strength, self._pieces.ids(form.text)) for form in ways],
                )

    def _glossed(self) -> Iterable[tuple[list[Ids], Ways]]:
        for word, printed in glossary.installed("everyday").items():
            yield [self._pieces.ids(form) for form in printed], [(_GLOSSED, self._pieces.ids(word))]


def _said(pairs: Sequence[Pair]) -> Iterable[str]:
    yield from (text for pair in pairs if pair.kind != "english" for text in (pair.query, pair.text))
    forms = (form for concept in concept_lexicon.installed().concepts() for form in concept.forms)
    yield from (form.text for form in forms if form.column != "english")
    yield from (word for word, _ in glossary.installed("everyday").items())


def _drawn(shares: Sequence[float], random: np.random.Generator) -> int:
    weights = np.array(shares)
    return int(random.choice(len(weights), p=weights / weights.sum()))
