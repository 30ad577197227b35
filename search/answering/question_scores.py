"""How good are the answers? Questions with known answers, scored one by one: the exact set, never a share of it.

A file is a JSON list: ``id``, ``kind``, ``question``, ``answer`` with ``type`` (``tasks documents sections doc_numbers value
count none``), ``required`` and ``optional`` names (``*`` stands for anything), ``value`` with ``aliases``. A record is named by
the front of its file's name and its place: "003-I-7" (annex row), "003-PL-7" (annex without a number), "004-L-3" (list item),
"000-N-4" (duty in running text, by order), "002:II-1" (section).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import Any

from corpus.errors import InputError
from corpus.model import Task
from corpus.spelling import bare
from search.answering.answer import Answer
from search.held.knowledge import Knowledge

Ask = Callable[[str], Answer]

_FIRST = 5


@dataclass(frozen=True, slots=True)
class Expected:
    """One question with its answer; ``required`` ⊆ returned ⊆ ``required`` ∪ ``optional`` is right."""

    id: str
    kind: str
    question: str
    type: str
    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    """``returned`` are the names of what was answered; ``abstained`` says that nothing was.

    ``first`` are those of the first five passages, best first, where a question was answered by rank and not by a set.
    """

    expected: Expected
    right: bool
    returned: frozenset[str]
    abstained: bool
    words: str
    first: tuple[str, ...] = ()

    @property
    def missing(self) -> list[str]:
        return sorted(self.expected.required - self.returned)

    @property
    def extra(self) -> list[str]:
        return sorted(name for name in self.returned - self.expected.required if not _tolerated(name, self.expected.optional))


@dataclass(frozen=True, slots=True)
class KindScore:
    """Right answers of one kind; ``precision`` and ``recall`` are means over the questions for a set, ``None`` without any.

    ``hit_5`` is the share of the questions answered by rank that have a required name among the first five passages.
    """

    kind: str
    right: int
    total: int
    precision: float | None
    recall: float | None
    hit_5: float | None


@dataclass(frozen=True, slots=True)
class Abstention:
    """``kept`` of the ``unanswerable`` questions were not answered, nor were ``false`` of the ``answerable`` ones."""

    unanswerable: int
    kept: int
    answerable: int
    false: int


def read_questions(path: Path) -> list[Expected]:
    """Raises ``InputError`` where the file is missing or a question lacks a field."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        return [_expected(entry) for entry in entries]
    except OSError as error:
        raise InputError(f"Không đọc được tệp câu hỏi {path}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: mỗi câu hỏi phải có id, kind, question và answer.type (lỗi ở {error})") from error


def score(questions: Iterable[Expected], ask: Ask, knowledge: Knowledge) -> list[Scored]:
    """Asks every question and compares."""
    names = task_names(knowledge)
    return [_scored(expected, ask(expected.question), names) for expected in questions]


def by_kind(scored: Iterable[Scored]) -> list[KindScore]:
    """One row a kind, in the order of the questions."""
    kinds: dict[str, list[Scored]] = {}
    for one in scored:
        kinds.setdefault(one.expected.kind, []).append(one)
    return [_kind_score(kind, those) for kind, those in kinds.items()]


def abstention(scored: Iterable[Scored]) -> Abstention:
    counts = Counter((one.expected.type == "none", one.abstained) for one in scored)
    return Abstention(
        counts[True, True] + counts[True, False], counts[True, True], counts[False, True] + counts[False, False],
        counts[False, True],
    )  # fmt: skip


def task_names(knowledge: Knowledge) -> dict[str, str]:
    """The name of every task by its id."""
    order: Counter[str] = Counter()
    names: dict[str, str] = {}
    for record in knowledge.records:
        front = _front(record.document.source_file)
        if record.task.kind == "narrative":
            order[record.document.id] += 1
        names[record.task.id] = f"{front}-{_place(record.task, order[record.document.id])}"
    return names


def _place(task: Task, order: int) -> str:
    if task.kind == "narrative":
        return f"N-{order}"
    return f"L-{task.stt}" if task.kind == "item" and task.annex is None else f"{task.annex or 'PL'}-{task.stt}"


def _front(source_file: str) -> str:
    """ "003.txt" → "003", "03_kh_152_ubnd_tinh.pdf" → "03"."""
    return PurePath(source_file).stem.split("_")[0]


def _expected(entry: dict[str, Any]) -> Expected:
    answer = entry["answer"]
    value = answer.get("value")
    values = (str(value), *answer.get("aliases", ())) if value is not None else ()
    required, optional = (frozenset(answer.get(name) or ()) for name in ("required", "optional"))
    return Expected(entry["id"], entry["kind"], entry["question"], answer["type"], required, optional, values)


def _scored(expected: Expected, answer: Answer, names: dict[str, str]) -> Scored:
    returned = frozenset(_returned(expected.type, answer, names))
    abstained = answer.kind == "none" and not answer.tasks
    first = tuple(names[found.record.task.id] if found.record else "" for found in answer.passages[:_FIRST])
    return Scored(expected, _is_right(expected, answer, returned, abstained), returned, abstained, answer.text, first)


def _returned(kind: str, answer: Answer, names: dict[str, str]) -> Iterator[str]:
    match kind:
        case "tasks":
            yield from (names[match.record.task.id] for match in answer.tasks)
            yield from (names[found.record.task.id] for found in answer.passages if found.record)
        case "documents":
            yield from (held.document.source_file for held in answer.documents)
        case "doc_numbers":
            yield from answer.numbers
        case "sections":
            yield from (f"{_front(document.source_file)}:{section.label}" for document, section in answer.sections)


def _is_right(expected: Expected, answer: Answer, returned: frozenset[str], abstained: bool) -> bool:
    match expected.type:
        case "none":
            return abstained
        case "count":
            return answer.kind in {"count", "tasks", "documents"} and str(answer.count) in expected.values
        case "value":
            return answer.value is not None and any(_says(answer.value, value) for value in expected.values)
        case _:
            allowed = expected.required | expected.optional
            return expected.required <= returned and all(_tolerated(name, allowed) for name in returned)


def _tolerated(name: str, patterns: frozenset[str]) -> bool:
    return name in patterns or any(fnmatchcase(name, pattern) for pattern in patterns if "*" in pattern)


def _says(given: str, wanted: str) -> bool:
    """Whether the answer's value holds the wanted words, one after the other; one word must stand by itself."""
    return f" {_plain(wanted)} " in f" {_plain(given)} "


def _plain(text: str) -> str:
    """Words and numbers only; "01/6" is "1 6"."""
    words = "".join(c if c.isalnum() else " " for c in bare(text)).split()
    return " ".join(word.lstrip("0") or "0" if word.isdigit() else word for word in words)


def _kind_score(kind: str, scored: list[Scored]) -> KindScore:
    sets = [one for one in scored if one.expected.type in {"tasks", "documents", "sections", "doc_numbers"}]
    precision = [_share(len(one.returned) - len(one.extra), len(one.returned)) for one in sets]
    recall = [_share(len(one.expected.required) - len(one.missing), len(one.expected.required)) for one in sets]
    hits = [float(not one.expected.required.isdisjoint(one.first)) for one in sets if one.first]
    return KindScore(kind, sum(one.right for one in scored), len(scored), _mean(precision), _mean(recall), _mean(hits))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None
