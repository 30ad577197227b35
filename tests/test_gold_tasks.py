"""The real directives against the annotated rows: every cell of every row, in each format they were laid out in."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest

from corpus.model import Document, Task
from ingest.door import read_document

_MARKUP = re.compile(r"<sup>\s*\d+\s*</sup>|</?(?:b|p|ul|li|br|i|sup)[^>]*>|[*#|]")
_ROLES = ("stt", "content", "lead", "coordinating", "deliverable", "deadline", "adjusted_deadline", "sources")


def bare(text: str | None) -> str:
    """As the gold set compares: without white space and markup."""
    return "".join(_MARKUP.sub("", text or "").split())


def printed(document: Document, task: Task, role: str) -> str:
    return " ".join(document.text[start:end] for start, end in task.cells.get(role, ()))


def gold_rows(shared: Path, document: str) -> list[dict[str, Any]]:
    rows = json.loads((shared / "gold/tasks.json").read_text(encoding="utf-8"))
    return [row for row in rows if row["doc_id"] == document and row["kind"] in ("table", "list")]


def listed(document: Document) -> Document:
    """The document with the tasks of its tables and lists only."""
    return replace(document, tasks=tuple(task for task in document.tasks if task.kind != "narrative"))


def gold_cell(row: dict[str, Any], role: str) -> str:
    if role == "stt":
        return row["stt_raw"]
    if role in ("lead", "coordinating", "sources"):
        return row[f"{role}_raw"] or ""
    if role in ("deadline", "adjusted_deadline"):
        return (row[role] or {}).get("raw") or ""
    return row[role] or ""


SOURCES = [
    ("000", "directives/000.txt"), ("002", "directives/002.txt"), ("003", "directives/003.txt"), ("004", "directives/004.txt"),
    ("000", "renders/000.docx"), ("003", "renders/003.docx"), ("004", "renders/004.docx"),
    ("003", "renders/003_norepeat.docx"), ("003", "renders/003_groupstt.docx"),
    ("000", "renders/000.pdf"), ("003", "renders/003.pdf"), ("004", "renders/004.pdf"),
    ("003", "renders/003_norepeat.pdf"), ("003", "renders/003_groupstt.pdf"),
]  # fmt: skip


@pytest.fixture(scope="module", params=SOURCES, ids=lambda source: source[1])
def read(request: pytest.FixtureRequest, shared: Path) -> tuple[Document, list[dict[str, Any]]]:
    document, file = request.param
    return listed(read_document(shared / file, "doc", Path(file).name)), gold_rows(shared, document)


def test_every_row_and_nothing_else(read: tuple[Document, list[dict[str, Any]]]) -> None:
    document, gold = read
    found = [(task.annex, task.stt) for task in document.tasks]
    wanted = [((row["annex"] or "").removeprefix("Phụ lục ") or None, row["stt"]) for row in gold]
    assert found == wanted


@pytest.mark.parametrize("role", _ROLES)
def test_every_cell(read: tuple[Document, list[dict[str, Any]]], role: str) -> None:
    document, gold = read
    for task, row in zip(document.tasks, gold, strict=True):
        assert bare(printed(document, task, role)) == bare(gold_cell(row, role)), row["id"]


def test_field_text_is_the_textwithout_markup(read: tuple[Document, list[dict[str, Any]]]) -> None:
    document, gold = read
    for task, row in zip(document.tasks, gold, strict=True):
        assert bare(task.content.text) == bare(row["content"]), row["id"]
        assert bare(task.deliverable.text if task.deliverable else "") == bare(row["deliverable"]), row["id"]


def test_sources(read: tuple[Document, list[dict[str, Any]]]) -> None:
    document, gold = read
    for task, row in zip(document.tasks, gold, strict=True):
        assert list(task.sources) == row["sources"], row["id"]


def test_groups(read: tuple[Document, list[dict[str, Any]]]) -> None:
    document, gold = read
    for task, row in zip(document.tasks, gold, strict=True):
        wanted = row["group"]
        found = {"label": task.group.label, "heading": task.group.title} if task.group else None
        assert (found is None) == (wanted is None), row["id"]
        if wanted is not None and found is not None:
            assert (found["label"], bare(found["heading"])) == (wanted["label"], bare(wanted["heading"])), row["id"]


@pytest.mark.parametrize("role", ["lead", "coordinating"])
def test_agencies(read: tuple[Document, list[dict[str, Any]]], role: str) -> None:
    document, gold = read
    for task, row in zip(document.tasks, gold, strict=True):
        found = [(mention.name, mention.part, mention.sub_unit) for mention in getattr(task, role)]
        wanted = [(agency["canonical"], agency.get("part"), agency.get("sub_unit")) for agency in row[role]]
        assert found == wanted, row["id"]


@pytest.mark.parametrize("role", ["deadline", "adjusted_deadline", "effective_deadline"])
def test_deadlines(read: tuple[Document, list[dict[str, Any]]], role: str) -> None:
    document, gold = read
    for task, row in zip(document.tasks, gold, strict=True):
        wanted = row[role] if role == "effective_deadline" else (row[role] or {}).get("norm")
        found = getattr(task, role)
        assert (found is None) == (wanted is None), row["id"]
        if wanted is not None:
            dates = [day.isoformat() if day else None for day in (found.start, found.due)]
            assert [found.kind, *dates, found.strict_before] == [
                wanted["kind"], wanted["start"], wanted["due"], wanted.get("strict_before", False),
            ], row["id"]  # fmt: skip


def test_every_fragment_lies_in_a_gold_fragment(shared: Path) -> None:
    """In the text files offsets are the file's own: our fragments cover the annotated ones, and no more than their cells."""
    for name in ("000", "003", "004"):
        document = listed(read_document(shared / f"directives/{name}.txt", "doc", f"{name}.txt"))
        assert document.text == (shared / f"directives/{name}.txt").read_text(encoding="utf-8")
        for task, row in zip(document.tasks, gold_rows(shared, name), strict=True):
            for role, spans in row["cell_spans"].items():
                ours = task.cells.get(role, ())
                assert len(ours) == len(spans), (row["id"], role)
                for (start, end), (gold_start, gold_end) in zip(ours, spans, strict=True):
                    assert gold_start <= start < end <= gold_end + 1, (row["id"], role)


@pytest.mark.parametrize(("document", "file"), SOURCES, ids=lambda value: value)
def test_the_duties_of_running_text(shared: Path, document: str, file: str) -> None:
    """F1 of 0.9 at least, with who and when right in each that is found; a duty is found where nine tenths of its words are."""
    rows = json.loads((shared / "gold/tasks.json").read_text(encoding="utf-8"))
    wanted = [row for row in rows if row["doc_id"] == document and row["kind"] == "narrative"]
    text = (shared / f"directives/{document}.txt").read_text(encoding="utf-8")
    found = [task for task in read_document(shared / file, "doc", "x").tasks if task.kind == "narrative"]
    pairs = [(task, row) for row in wanted for task in found if alike(task.content.text, printed_duty(row, text)) >= 0.9]
    assert len({task.id for task, _ in pairs}) == len({row["id"] for _, row in pairs}) == len(pairs)
    assert 2 * len(pairs) >= 0.9 * (len(found) + len(wanted))
    for task, row in pairs:
        assert [mention.name for mention in task.lead] == [agency["canonical"] for agency in row["lead"]], row["id"]
        due = task.deadline.due.isoformat() if task.deadline and task.deadline.due else None
        assert (task.deadline.kind if task.deadline else "other", due) == (
            row["deadline"]["norm"]["kind"], row["deadline"]["norm"]["due"],
        ), row["id"]  # fmt: skip


def printed_duty(row: dict[str, Any], text: str) -> str:
    return " ".join(text[part["start"] : part["end"]] for part in row["fragments"])


def alike(one: str, other: str) -> float:
    return SequenceMatcher(None, bare(one), bare(other), autojunk=False).ratio()
