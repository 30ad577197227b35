"""Counts the syllables and pairs with which marks are restored.

``python -m index.training.train_marks --articles ARTICLES.jsonl.xz --out index/models/marks.npz``

Half a minute. The same texts give the same file. Print is the articles, and ``spoken.txt``, for laws ask no questions. Talk is
what people say: ``spoken.txt`` and ``talk.txt`` beside this, the authored questions (those held out are never read), what
citizens ask, the words of the concepts, the everyday glossary and pyvi's dictionary.
"""

from __future__ import annotations

import argparse
import importlib.util
import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from corpus.errors import StateError
from index.marks.restoring import Restorer
from index.meaning import concept_lexicon, glossary
from index.training import articles as texts
from index.training import authored_pairs, citizens

log = logging.getLogger("index.training")

_HERE = Path(__file__).parent
_SPOKEN = 300  # lines of law for which a spoken one counts in print
_LEAST_SEEN = 3  # below that a syllable of print is mostly a slip of the typist
# In talk: how often each counts.
_SAID, _ASKED, _TASK, _GLOSSED, _CONCEPT, _WORD = 10, 2, 3, 5, 3, 1
_WITH_MARKS = {"everyday", "officer", "keywords"}

Weighed = Iterable[tuple[str, int]]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO)
    law = (line for article in texts.read(options.articles) for line in (article.title, *article.lines))
    printed = chain(((line, 1) for line in law), ((line, _SPOKEN) for line in _lines("spoken.txt")))
    counted = Restorer.count(printed, talk(authored_pairs.read(authored_pairs.PAIRS)), _LEAST_SEEN)
    counted.write(options.out)
    size = options.out.stat().st_size / 1e6
    pairs = len(counted.print.pairs), len(counted.talk.pairs)
    log.info("%d syllables, %d pairs in print and %d in talk, %.1f MB", len(counted.syllables) - 1, *pairs, size)


def talk(pairs: Sequence[authored_pairs.Pair]) -> Iterator[tuple[str, int]]:
    """Texts as people say them, each with how often it counts; ``pairs`` are those that may be learnt."""
    yield from ((line, _SAID) for name in ("spoken.txt", "talk.txt") for line in _lines(name))
    yield from ((pair.query, _SAID) for pair in pairs if pair.kind in _WITH_MARKS)
    yield from ((question.text, _ASKED) for question in citizens.read(citizens.CITIZENS))
    yield from ((text, _TASK) for text in dict.fromkeys(pair.text for pair in pairs))
    yield from ((word, _GLOSSED) for word, _ in glossary.installed("everyday").items())
    forms = (form for concept in concept_lexicon.installed().concepts() for form in concept.forms)
    yield from ((form.text, _CONCEPT) for form in forms if form.column != "english")
    yield from ((word, _WORD) for word in _dictionary())


def _lines(name: str) -> list[str]:
    return (_HERE / name).read_text(encoding="utf-8").splitlines()


def _dictionary() -> list[str]:
    """pyvi's words, one to six syllables each; all of Vietnamese and not only what offices print."""
    spec = importlib.util.find_spec("pyvi")
    if spec is None or spec.origin is None:
        raise StateError("Thiếu thư viện tách từ pyvi; hãy chạy lại: pip install pyvi")
    return (Path(spec.origin).parent / "models" / "words.txt").read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    main()
