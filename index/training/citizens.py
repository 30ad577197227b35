"""What do citizens ask, and which article answers? Questions written by hand over the Bộ pháp điển, read from plain text.

``python -m index.training.citizens --articles ARTICLES.jsonl.xz --out FOLDER`` writes them as a judged set over all articles
with a body, all or some folds of them. Grammar: ``citizens/README.md``. The id of a question begins with its topic, so that
folds can part the topics. With ``--unseen`` it writes those of hands that nothing is learnt from: what the index is worth to
people whom it does not know.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from index.training.articles import rows

CITIZENS = Path(__file__).parent / "citizens"
FOLDS = 5

_FAMILY = "citizens"  # the folds are those of ``train_ranker``, which asks of trees that never saw a topic either
_ARTICLE, _ALSO, _QUESTION = "=", "&", "?"
_LINE = re.compile(r"(?P<mark>[=&?]) (?P<body>\S(?:.*\S)?)")  # "? Nghỉ thai sản được mấy tháng?"
_NAMED = re.compile(r"Điều \S+ .+? số [^\s,]+")  # "Điều 139 Bộ luật số 45/2019/QH14"
_ANCHOR = "###"  # of the source's page, no text
_SHORTEST_BODY = 80  # characters; below that an entry is a title only


@dataclass(frozen=True, slots=True)
class Question:
    """``articles`` are named by article and act; each of them answers. ``topic`` is the name of the file."""

    text: str
    articles: tuple[str, ...]
    topic: str

    @property
    def fold(self) -> int:
        """Questions of one topic are of one fold."""
        return crc32(f"{_FAMILY} {self.topic}".encode()) % FOLDS


@dataclass(frozen=True, slots=True)
class Article:
    """``name`` is empty where the source says no number or another article has the same name."""

    id: str
    name: str
    text: str


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--articles", type=Path, required=True, help="lines of {id, title, source, body}; .xz")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=int, nargs="*", default=range(FOLDS), help="0 … 4: the questions of these alone")
    parser.add_argument("--unseen", action="store_true", help="the questions of hands that nothing is learnt from, instead")
    options = parser.parse_args(arguments)
    asked = (unseen if options.unseen else read)(CITIZENS)
    questions = [question for question in asked if question.fold in options.folds]
    write(options.out, questions, articles(options.articles))


def read(folder: Path) -> list[Question]:
    """The questions of every topic in order; a fault raises ValueError with file and line."""
    return [question for path in sorted(folder.glob("topic_*.txt")) for question in _read_file(path)]


def unseen(folder: Path) -> list[Question]:
    """Those of hands that nothing is learnt from, about articles that nobody else asks about."""
    return [question for path in sorted(folder.glob("unseen_*.txt")) for question in _read_file(path)]


def articles(path: Path) -> list[Article]:
    """The articles that have a body, each as its title and its text."""
    texts = ((row, _text(row["title"], row["body"])) for row in rows(path))
    whole = [(row, text, name_of(row["source"])) for row, text in texts if text]
    named = Counter(name for _, _, name in whole)
    return [Article(row["id"], name if named[name] == 1 else "", text) for row, text, name in whole]


def ids(path: Path) -> dict[str, str]:
    """The ids of the articles that have a name and a body."""
    return _ids(articles(path))


def name_of(source: str) -> str:
    """``Điều 2 Luật số 8/2012/QH13, có hiệu lực …`` by article and act; empty where it says no number."""
    found = _NAMED.match(unicodedata.normalize("NFC", source))
    return found[0] if found else ""


def write(folder: Path, questions: Sequence[Question], corpus: Sequence[Article]) -> None:
    """The shape is ``index.evaluation``'s. Raises ValueError where a named article is not there."""
    ids = _ids(corpus)
    missing = sorted({name for question in questions for name in question.articles} - set(ids))
    if missing:
        raise ValueError(f"no such article: {', '.join(missing)}")
    folder.mkdir(parents=True, exist_ok=True)
    asked = {f"{question.topic}/{number}": question for number, question in enumerate(questions)}
    _write_lines(folder / "corpus.jsonl", ({"_id": article.id, "text": article.text} for article in corpus))
    _write_lines(folder / "queries.jsonl", ({"_id": id_, "text": question.text} for id_, question in asked.items()))
    grades = "".join(f"{id_}\t{ids[name]}\t1\n" for id_, question in asked.items() for name in question.articles)
    (folder / "qrels.tsv").write_text(f"query-id\tcorpus-id\tscore\n{grades}", encoding="utf-8")


def _ids(corpus: Iterable[Article]) -> dict[str, str]:
    return {article.name: article.id for article in corpus if article.name}


def _read_file(path: Path) -> Iterator[Question]:
    names: tuple[str, ...] = ()
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line:
            continue
        match = _LINE.fullmatch(line)
        if match is None or not unicodedata.is_normalized("NFC", line) or (match["mark"] != _ARTICLE and not names):
            raise ValueError(f"{path.name}:{number}: expected an article, then its questions, found {line!r}")
        if match["mark"] == _QUESTION:
            yield Question(match["body"], names, path.stem)
        else:
            names = (match["body"],) if match["mark"] == _ARTICLE else (*names, match["body"])


def _text(title: str, body: str) -> str:
    """Title and body as an article is printed; nothing where there is hardly a body."""
    lines = [line for line in body.split("\n") if line.strip() and not line.startswith(_ANCHOR)]
    return f"{title}\n\n{chr(10).join(lines)}" if sum(map(len, lines)) >= _SHORTEST_BODY else ""


def _write_lines(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
