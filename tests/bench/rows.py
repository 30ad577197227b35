"""Rows for the benchmarks: the tasks of real plans recombined, each under an id of its own, and questions that ask for them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.model import Document, Task
from index import Passage
from ingest.door import read_document
from search.selecting.passages import passages

ROOT = Path(__file__).resolve().parent.parent.parent
DIRECTIVES = ROOT.parent / "shared" / "directives"
ROWS_A_DOCUMENT = 100


@dataclass(frozen=True, slots=True)
class _Parts:
    papers: list[Document]
    tasks: list[Task]


def rows(count: int, seed: int = 1) -> Iterator[Passage]:
    """Tasks as ``search.selecting.passages`` makes them found. The content is the beginning of one task and the end of another."""
    chance, parts = random.Random(seed), _parts()
    for first in range(0, count, ROWS_A_DOCUMENT):
        yield from document(parts, chance, f"d{seed}x{first // ROWS_A_DOCUMENT:06}", min(ROWS_A_DOCUMENT, count - first))


def papers(count: int, seed: int = 1) -> Iterator[Document]:
    """Whole papers, with ``count`` such tasks between them: for a store. The tasks' places are those of their beginnings."""
    chance, parts = random.Random(seed), _parts()
    for first in range(0, count, ROWS_A_DOCUMENT):
        yield _paper(parts, chance, f"d{seed}x{first // ROWS_A_DOCUMENT:06}", min(ROWS_A_DOCUMENT, count - first))


def document(parts: _Parts, chance: random.Random, identifier: str, count: int) -> Iterator[Passage]:
    whole = replace(_paper(parts, chance, identifier, count), text="")
    yield from (passage for passage in passages(whole) if "@" not in passage.id)


def _paper(parts: _Parts, chance: random.Random, identifier: str, count: int) -> Document:
    paper = chance.choice(parts.papers)
    tasks = tuple(_recombined(parts.tasks, chance, f"{identifier}:{place}") for place in range(count))
    return replace(paper, id=identifier, source_file=f"{identifier}.txt", tasks=tasks, sections=(), boxes=())


def one_document(identifier: str, count: int, seed: int) -> list[Passage]:
    return list(document(_parts(), random.Random(seed), identifier, count))


def questions(count: int, seed: int = 2) -> list[str]:
    """Runs of 4 to 12 words of the contents: what a person remembers of a row."""
    chance, parts = random.Random(seed), _parts()
    asked = []
    while len(asked) < count:
        words = chance.choice(parts.tasks).content.text.split()
        length = chance.randint(4, 12)
        start = chance.randrange(max(len(words) - length, 1))
        asked.append(" ".join(words[start : start + length]))
    return asked


def _parts() -> _Parts:
    papers = [read_document(path, path.stem, path.name) for path in sorted(DIRECTIVES.glob("*.txt"))]
    if not papers:
        raise SystemExit("the real documents are expected in ../shared/directives")
    return _Parts(papers, [task for paper in papers for task in paper.tasks])


def _recombined(tasks: list[Task], chance: random.Random, identifier: str) -> Task:
    begins, ends, led, due, source = (chance.choice(tasks) for _ in range(5))
    head, tail = begins.content.text.split(), ends.content.text.split()
    text = " ".join(
        [*head[: chance.randint(4, max(len(head), 4))], *tail[chance.randrange(len(tail)) :], str(chance.randrange(10_000))]
    )
    return replace(
        begins,
        id=identifier,
        content=replace(begins.content, text=text),
        lead=led.lead,
        coordinating=led.coordinating,
        deliverable=ends.deliverable,
        deadline=due.deadline,
        sources=source.sources,
    )
