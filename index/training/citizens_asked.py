"""Batches of what citizens ask and the articles that answer: law in the words of those who don't know it.

What a hand asks that nothing was learnt from, about articles that nobody else asks about, the table alone finds by .591
(MRR@10) after 4,818 questions, by .622 after 12,542.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from tokenizers import Tokenizer

from index.meaning.asked import Asked
from index.training.articles import Article, Ids, Tokenised
from index.training.citizens import Question
from index.training.pairs import Batch
from index.training.weights import Pieces, Weights, counted, thinned

_AS_TYPED = 0.75  # share of the questions that are read by their pieces alone: law is mostly asked in words that it prints


class Citizens:
    """Draws batches without end; the same seed draws the same."""

    def __init__(
        self,
        questions: Sequence[Question],
        ids: Mapping[str, str],
        articles: Sequence[Article],
        tokenised: Sequence[Tokenised],
        tokenizer: Tokenizer,
    ) -> None:
        """``ids`` by the names of articles; a question is left out whose first article is not among ``articles``."""
        self._pieces = Pieces(tokenizer)
        places = {article.id: place for place, article in enumerate(articles)}
        answered = ((question, places.get(ids.get(question.articles[0], ""))) for question in questions)
        self._asked = [(*self._read(question.text), place) for question, place in answered if place is not None]
        self._articles = {place: counted(np.concatenate(_lines(tokenised[place]))) for _, _, place in self._asked}

    def draw(self, size: int, random: np.random.Generator) -> Batch:
        """``article`` is its place among all, so that no other text of it is held against it."""
        chosen = random.choice(len(self._asked), min(size, len(self._asked)), replace=False)
        asked = [self._asked[i] for i in chosen]
        questions = [thinned(typed if random.random() < _AS_TYPED else meant, random) for typed, meant, _ in asked]
        answers = [thinned(self._articles[place], random) for _, _, place in asked]
        return Batch(self._pieces.bags(questions), self._pieces.bags(answers), np.array([place for _, _, place in asked]))

    def _read(self, question: str) -> tuple[Weights, Weights]:
        asked = Asked.of(question)
        meant = self._pieces.meant(asked)
        return counted(self._pieces.ids(asked.text)) or meant, meant


def _lines(article: Tokenised) -> tuple[Ids, ...]:
    return article.title, *article.lines
