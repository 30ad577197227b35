"""Where a task stands, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from corpus.model import Field, Group, Task
from search.held.task_labels import place_words, printed_number, task_label

LABELS = [
    ({"annex": "I", "section": "PL-I", "stt": "7", "group": "II"}, "Phụ lục I, mục II, STT 7", "a group row in an annex"),
    ({"annex": "I", "section": "PL-I", "stt": "7", "title": "Dữ liệu"}, "Phụ lục I, mục Dữ liệu, STT 7", "a group without a label"),
    ({"annex": "", "section": "PL", "stt": "1"}, "Phụ lục, STT 1", "an annex without number"),
    ({"annex": "", "section": "PL-(2)", "stt": "1"}, "Phụ lục (thứ 2), STT 1", "the second of two without number"),
    ({"annex": "", "section": "PL-(2)", "stt": "1", "group": "A"}, "Phụ lục (thứ 2), mục A, STT 1", "and a group in it"),
    ({"annex": "I", "section": "PL-I-2", "stt": "1"}, "Phụ lục I, STT 1", "a number printed twice"),
    ({"annex": "1.2", "section": "PL-1.2", "stt": "1"}, "Phụ lục 1.2, STT 1", "a dotted annex number"),
    ({"annex": "I", "section": "PL-I.Bảng 2", "stt": "1", "group": "Bảng 2"}, "Phụ lục I, Bảng 2, STT 1", "one of two tables"),
    ({"annex": "I", "section": "PL-I.B2", "stt": "1"}, "Phụ lục I, bảng 2, STT 1", "without a printed number"),
    ({"annex": "I", "section": "PL-I.B2", "stt": "1", "group": "II"}, "Phụ lục I, bảng 2, nhóm II, STT 1", "and a group in it"),
    ({"annex": "I", "section": "PL-I.Bảng 2", "stt": "1", "group": "II"}, "Phụ lục I, Bảng 2, nhóm II, STT 1", "a group in a table"),
    ({"annex": "I", "section": "PL-I.II", "stt": "1", "group": "II"}, "Phụ lục I, mục II, STT 1", "a heading over the table"),
    ({"section": "II", "stt": "3"}, "Mục II, STT 3", "a table in the body"),
    ({"section": "II", "stt": "3", "group": "A"}, "Mục II, nhóm A, STT 3", "and a group in it"),
    ({"section": "KT.II", "stt": "1"}, "Văn bản kèm theo, mục II, STT 1", "in an attached plan"),
    ({"section": "KT-2.II", "stt": "1"}, "Văn bản kèm theo thứ 2, mục II, STT 1", "in the second of two"),
    ({"annex": "I", "section": "VB2.PL-I", "stt": "1"}, "Văn bản thứ 2 trong tệp, Phụ lục I, STT 1", "in another document"),
    ({"kind": "item", "section": "II.1", "stt": "1", "group": "II"}, "Mục II, việc 1", "a listed task"),
    ({"kind": "item", "section": "III.2.1", "stt": "2.1", "group": "2"}, "Mục III.2, việc 2.1", "a dotted number below its own"),
    ({"kind": "item", "section": "II.1.1", "stt": "1.1", "group": "II"}, "Mục II, việc 1.1", "a dotted number alone"),
    ({"kind": "item", "section": "II.Nhiệm vụ 1", "stt": "1", "group": "II"}, "Mục II, Nhiệm vụ 1", "a counted task"),
    ({"kind": "item", "section": "Điều 1", "stt": "1"}, "Điều 1", "an article"),
    ({"kind": "item", "section": "II.1", "stt": None}, "Mục II.1", "an item without number"),
    ({"kind": "narrative", "section": "III.2", "stt": None}, "Mục III.2, lời văn", "a duty in words"),
    ({"kind": "narrative", "section": "CLOSE", "stt": None}, "Phần kết, lời văn", "a part without a number"),
    ({"kind": "narrative", "section": "ND", "stt": None}, "Lời văn", "the body of a letter"),
    ({"section": "SIGN", "stt": "1"}, "STT 1", "never an inner label"),
    ({"section": None, "stt": None}, "Trong văn bản", "nothing printed"),
]  # fmt: skip


def task(given: dict[str, Any]) -> Task:
    group = Group(given.get("group", ""), given.get("title", "Tên nhóm")) if given.keys() & {"group", "title"} else None
    return Task(
        "d:1", given.get("kind", "row"), Field("", ()), (), given.get("annex"), group, given.get("stt"), given.get("section")
    )


@pytest.mark.parametrize(("given", "label", "why"), LABELS)
def test_labels(given: dict[str, Any], label: str, why: str) -> None:
    assert task_label(task(given)) == label, why


def test_the_place_alone() -> None:
    assert place_words(task(LABELS[0][0])) == "Phụ lục I, mục II"
    assert place_words(task(LABELS[-1][0])) == ""


@pytest.mark.parametrize(
    ("given", "shown"),
    [({"stt": "3"}, "3"), ({"stt": "3", "action": 2}, "3 (2)"), ({"stt": None}, ""), ({"stt": None, "kind": "narrative"}, "")],
)
def test_the_number_that_a_table_shows(given: dict[str, Any], shown: str) -> None:
    """Several actions under one STT are told apart."""
    assert printed_number(replace(task(given), action=given.get("action"))) == shown
