"""How good is the ranking? The same index and fusion that ``search`` uses, on judged questions in BEIR form.

A folder holds ``corpus.jsonl`` (``_id``, ``text``, perhaps ``title``), ``queries.jsonl`` (``_id``, ``text``) and ``qrels.tsv``
(a heading line, then query-id, corpus-id, score); each may be packed as ``.xz``.
"""

from __future__ import annotations

import json
import lzma
import math
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from corpus.errors import InputError
from index.encoders.encoder import Encoder
from index.hybrid import BOTH, Index, Leg
from index.passages import Passage
from index.ranking.reranker import DEPTH, Reranker, reordered
from index.text.words import folded
from index.writing.building import build

_DEPTH = 100
_LONGEST_HEADING = 300  # characters


@dataclass(frozen=True, slots=True)
class Judged:
    """A corpus, its questions by id, and for each question the grade of every relevant passage."""

    passages: tuple[Passage, ...]
    queries: dict[str, str]
    grades: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over the judged questions; the times are those of one search on this machine, in the middle and of 95 in 100."""

    passages: int
    queries: int
    mrr_10: float
    ndcg_10: float
    recall_10: float
    recall_100: float
    ms_p50: float
    ms_p95: float


@dataclass(frozen=True, slots=True)
class Asking:
    """How the questions are asked: ``unmarked`` strips their marks, ``only`` leaves a leg out, ``limit`` takes the first ones.

    ``reranker`` looks at the best passages once more.
    """

    unmarked: bool = False
    only: Collection[Leg] = BOTH
    limit: int | None = None
    reranker: Reranker | None = None


PLAINLY = Asking()


def evaluate(folder: Path, encoder: Encoder, asking: Asking = PLAINLY) -> Figures:
    """Builds an index of the folder's corpus in a temporary place and asks it every judged question.

    Raises ``InputError`` where a file is missing or its shape is wrong.
    """
    judged = read(folder)
    with TemporaryDirectory(prefix="tracuu-eval-") as place:
        build(Path(place), judged.passages, encoder)
        return measure(Index.open(Path(place), encoder), judged, asking)


def measure(index: Index, judged: Judged, asking: Asking = PLAINLY) -> Figures:
    """The figures of an index that holds the judged corpus."""
    asked = [query for query in judged.queries if judged.grades.get(query)][: asking.limit]
    if not asked:
        raise InputError("Không có câu hỏi nào có đáp án trong bộ đánh giá")
    texts = {passage.id: passage.text for passage in judged.passages}
    _found(index, "khởi động", asking, texts)  # opens what is opened on first use
    scores, times = [], []
    for query in asked:
        words = judged.queries[query]
        began = time.perf_counter()
        found = _found(index, folded(words) if asking.unmarked else words, asking, texts)
        times.append(time.perf_counter() - began)
        scores.append(score(found, judged.grades[query]))
    mrr, ndcg, recall_10, recall_100 = (sum(column) / len(scores) for column in zip(*scores, strict=True))
    median, most = (1000 * sorted(times)[int(len(times) * share)] for share in (0.5, 0.95))
    return Figures(len(judged.passages), len(asked), mrr, ndcg, recall_10, recall_100, median, most)


def _found(index: Index, question: str, asking: Asking, texts: Mapping[str, str]) -> list[str]:
    """The ids of the best passages, best first."""
    found = [hit.id for hit in index.search(question, _DEPTH, legs=asking.only)]
    if asking.reranker is None:
        return found
    order = reordered(question, [texts[name] for name in found[:DEPTH]], asking.reranker)
    return [*(found[place] for place, _ in order), *found[DEPTH:]]


def score(ranked: Sequence[str], grades: dict[str, int]) -> tuple[float, float, float, float]:
    """Reciprocal rank in the first 10, nDCG at 10 (linear gain), recall at 10 and at 100, of one question."""
    ranks = [rank for rank, passage in enumerate(ranked, start=1) if grades.get(passage, 0) > 0]
    reciprocal = 1 / ranks[0] if ranks and ranks[0] <= 10 else 0.0
    gain = sum(grades.get(passage, 0) / math.log2(rank + 1) for rank, passage in enumerate(ranked[:10], start=1))
    best = sorted(grades.values(), reverse=True)[:10]
    ideal = sum(grade / math.log2(rank + 1) for rank, grade in enumerate(best, start=1))
    return reciprocal, gain / ideal, sum(rank <= 10 for rank in ranks) / len(grades), sum(r <= 100 for r in ranks) / len(grades)


def read(folder: Path) -> Judged:
    """Raises ``InputError`` naming the file that is missing or misshapen; judgements of 0 are left out."""
    passages = tuple(
        Passage(id=row["_id"], document=row["_id"], text=_titled(row), title=row.get("title", "") or _heading(row["text"]))
        for row in _rows(folder, "corpus.jsonl")
    )
    queries = {row["_id"]: row["text"] for row in _rows(folder, "queries.jsonl")}
    grades: dict[str, dict[str, int]] = {}
    for query, passage, grade in _judgements(folder):
        if grade > 0:
            grades.setdefault(query, {})[passage] = grade
    return Judged(passages, queries, grades)


def _heading(text: str) -> str:
    """The first line, where a blank line divides it from the rest as articles of law are printed; else none."""
    first, _, rest = text.partition("\n\n")
    return first if rest and "\n" not in first and len(first) <= _LONGEST_HEADING else ""


def _titled(row: dict[str, Any]) -> str:
    """Title and text as one, as BEIR reads them: vectors and ranker see the text alone, and were learnt on titled articles."""
    title, text = row.get("title", ""), row["text"]
    return text if text.startswith(title) else f"{title}\n\n{text}"


def _rows(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    for line in _lines(folder, name):
        row = _parsed(line, name)
        if not isinstance(row.get("_id"), str) or not isinstance(row.get("text"), str):
            raise InputError(f"{name}: mỗi dòng phải có _id và text là chuỗi")
        yield row


def _parsed(line: str, name: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise InputError(f"{name}: có dòng không phải JSON") from error
    return value if isinstance(value, dict) else {}


def _judgements(folder: Path) -> Iterator[tuple[str, str, int]]:
    for line in list(_lines(folder, "qrels.tsv"))[1:]:
        try:
            query, passage, grade = line.split("\t")
            yield query, passage, int(grade)
        except ValueError as error:
            raise InputError("qrels.tsv: mỗi dòng phải có ba cột query-id, corpus-id, score") from error


def _lines(folder: Path, name: str) -> Iterator[str]:
    """Lines of a file or of its ``.xz``; never ``splitlines``, which also cuts at U+2028."""
    plain, packed = folder / name, folder / f"{name}.xz"
    if plain.is_file():
        text = plain.read_text(encoding="utf-8")
    elif packed.is_file():
        text = lzma.decompress(packed.read_bytes()).decode("utf-8")
    else:
        raise InputError(f"Không có tệp {name} trong {folder}")
    return (line for line in text.split("\n") if line.strip())
