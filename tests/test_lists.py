"""Tasks in list form: which lines are fields of which task, and where every value stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.model import Document, Task
from ingest.directive.understanding import understand
from ingest.formats import plain
from search.held.task_labels import task_label

PLAN = "KẾ HOẠCH\n\nChuyển đổi số năm 2026\n\nI. MỤC ĐÍCH\n\nNâng cao hiệu quả.\n\nII. NHIỆM VỤ\n\n{body}\n\nIII. TỔ CHỨC THỰC HIỆN\n\nCác đơn vị thực hiện.\n"


def read(body: str) -> Document:
    return listed(understand(plain.read(PLAN.format(body=body)), "d", "d.txt"))


def listed(document: Document) -> Document:
    """Without the duties of running text ("Các đơn vị thực hiện.")."""
    return replace(document, tasks=tuple(task for task in document.tasks if task.kind != "narrative"))


def fields(task: Task) -> tuple[str, str, str, str, str]:
    """Content, lead, coordinating, deadline, deliverable."""
    named = ("; ".join(mention.as_written for mention in mentions) for mentions in (task.lead, task.coordinating))
    raw, deliverable = task.deadline.raw if task.deadline else "", task.deliverable.text if task.deliverable else ""
    return (task.content.text, *named, raw, deliverable)  # type: ignore[return-value]


ONE = [
    ("1. Tập huấn kỹ năng số\n\n- Cơ quan chủ trì: Sở Nội vụ\n- Phối hợp: Sở Tài chính\n- Thời hạn: Quý III/2026\n- Sản phẩm: 10 lớp",
     ("Tập huấn kỹ năng số", "Sở Nội vụ", "Sở Tài chính", "Quý III/2026", "10 lớp"), "one field a line"),
    ("1. Tập huấn kỹ năng số\n\nChủ trì: Sở Nội vụ; Phối hợp: Sở KH&CN; Thời hạn: 30/9/2026; Sản phẩm: 10 lớp",
     ("Tập huấn kỹ năng số", "Sở Nội vụ", "Sở KH&CN", "30/9/2026", "10 lớp"), "all on one line"),
    ("1. Tập huấn kỹ năng số\n\nChủ trì: Sở Nội vụ. Phối hợp: Sở KH&CN. Thời hạn: 30/9/2026. Sản phẩm: 10 lớp.",
     ("Tập huấn kỹ năng số", "Sở Nội vụ", "Sở KH&CN", "30/9/2026", "10 lớp"), "parted by full stops"),
    ("1. Tập huấn kỹ năng số\n\n(Chủ trì: Sở Nội vụ (Phòng Đào tạo); thời hạn: tháng 8/2026)",
     ("Tập huấn kỹ năng số", "Sở Nội vụ (Phòng Đào tạo)", "", "tháng 8/2026", ""), "in brackets, with brackets inside"),
    ("1. Tập huấn kỹ năng số (Chủ trì: Sở Nội vụ; thời hạn: tháng 8/2026).",
     ("Tập huấn kỹ năng số", "Sở Nội vụ", "", "tháng 8/2026", ""), "behind the sentence, in brackets"),
    ("1. Tập huấn kỹ năng số. Đơn vị chủ trì: Sở Nội vụ; thời gian hoàn thành: tháng 8/2026.",
     ("Tập huấn kỹ năng số", "Sở Nội vụ", "", "tháng 8/2026", ""), "behind the sentence"),
    ("1. Tập huấn kỹ năng số\n\na) Cơ quan chủ trì: Sở Nội vụ\n\nb) Cơ quan phối hợp: Sở Tài chính\n\nc) Thời hạn: 30/9/2026",
     ("Tập huấn kỹ năng số", "Sở Nội vụ", "Sở Tài chính", "30/9/2026", ""), "points that are fields"),
    ("Nhiệm vụ 1: Tập huấn kỹ năng số\n\nĐơn vị chủ trì: Sở Nội vụ\n\nThời hạn hoàn thành: 30/6/2026",
     ("Tập huấn kỹ năng số", "Sở Nội vụ", "", "30/6/2026", ""), "a counted task"),
    ("Điều 1. Tập huấn kỹ năng số\n\nĐơn vị chủ trì: Sở Nội vụ\n\nThời hạn hoàn thành: 30/6/2026",
     ("Tập huấn kỹ năng số", "Sở Nội vụ", "", "30/6/2026", ""), "an article"),
    ("a) Tập huấn kỹ năng số\n\n- Chủ trì: Sở Nội vụ.\n\n- Thời hạn: 30/6/2026.",
     ("Tập huấn kỹ năng số", "Sở Nội vụ", "", "30/6/2026", ""), "a lettered point"),
    ("- Tập huấn kỹ năng số (Chủ trì: Sở Nội vụ; thời hạn: 30/6/2026);",
     ("Tập huấn kỹ năng số", "Sở Nội vụ", "", "30/6/2026", ""), "an item without number"),
    ("- Tập huấn kỹ năng số\n+ Chủ trì: Sở Nội vụ\n+ Thời hạn: 30/6/2026",
     ("Tập huấn kỹ năng số", "Sở Nội vụ", "", "30/6/2026", ""), "an item with a finer list"),
    ("1. Tập huấn kỹ năng số\n\n- Nội dung: 10 lớp\n\n+ Lớp cơ bản\n\n- Chủ trì: Sở Nội vụ\n\n- Thời hạn: 30/6/2026",
     ("Tập huấn kỹ năng số Nội dung: 10 lớp Lớp cơ bản", "Sở Nội vụ", "", "30/6/2026", ""), "a finer list inside the content"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected", "why"), ONE)
def test_one_task_and_its_fields(body: str, expected: tuple[str, ...], why: str) -> None:
    document = read(body)
    [task] = document.tasks
    assert fields(task) == expected, why
    printed = {role: " ".join(document.text[start:end] for start, end in spans) for role, spans in task.cells.items()}
    told = ("lead", "coordinating", "deadline", "deliverable")
    assert [printed.get(role, "") for role in told] == list(expected[1:]), "every value stands where its cell says"


SEVERAL = [
    ("Nhiệm vụ 1: Một\n\nChủ trì: Sở Y tế\n\nThời hạn: 30/6/2026\n\nNhiệm vụ 2: Hai\n\nChủ trì: Sở Nội vụ\n\nThời hạn: 30/7/2026",
     ["Một | Sở Y tế | Mục II, Nhiệm vụ 1", "Hai | Sở Nội vụ | Mục II, Nhiệm vụ 2"], "counted tasks"),
    ("1. Về dữ liệu\n\n- Một (Chủ trì: Sở Y tế; thời hạn: 30/6/2026)\n\n- Hai (Chủ trì: Sở Nội vụ; thời hạn: 30/7/2026)",
     ["Một | Sở Y tế | Mục II.1", "Hai | Sở Nội vụ | Mục II.1"], "items of a list under a number"),
    ("- Một\n+ Chủ trì: Sở Y tế\n- Hai\n+ Chủ trì: Sở Nội vụ",
     ["Một | Sở Y tế | Mục II", "Hai | Sở Nội vụ | Mục II"], "items with finer lists"),
    ("Một việc\nChủ trì: Sở Y tế\nThời hạn: 30/6/2026\nHai việc\nChủ trì: Sở Nội vụ\nThời hạn: 30/7/2026",
     ["Một việc | Sở Y tế | Mục II", "Hai việc | Sở Nội vụ | Mục II"], "no marks at all"),
    ("1. Một\n\n- Chủ trì: Sở Y tế\n\n2. Hai\n\n- Chủ trì: Sở Nội vụ\n\na) Ba\n\n- Chủ trì: Sở Tư pháp",
     ["Một | Sở Y tế | Mục II, việc 1", "Hai | Sở Nội vụ | Mục II, việc 2", "Ba | Sở Tư pháp | Mục II.2, việc a"], "a point below a number"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected", "why"), SEVERAL)
def test_each_its_own_task(body: str, expected: list[str], why: str) -> None:
    tasks = read(body).tasks
    assert [f"{t.content.text} | {t.lead[0].as_written} | {task_label(t)}" for t in tasks] == expected, why
    assert len({task.id for task in tasks}) == len(tasks), why


NONE = [
    ("1. Sở Nội vụ chủ trì, phối hợp với các đơn vị: rà soát, báo cáo kết quả.", "a duty in words"),
    ("1. Thời gian: 02 ngày.\n\n2. Địa điểm: Hội trường.", "facts of a meeting"),
    ("1. Nộp báo cáo (kết quả: 100%) trước ngày 30/6/2026.", "the sentence goes on behind the bracket"),
    ("- Đơn vị: ………\n\n- Thời hạn: ………", "a form to fill in"),
]


@pytest.mark.parametrize(("body", "why"), NONE)
def test_no_task_in_list_form(body: str, why: str) -> None:
    assert [task for task in read(body).tasks if task.kind == "item"] == [], why


def test_an_item_of_an_annex_belongs_to_the_annex() -> None:
    text = PLAN.format(body="Như Phụ lục.") + "\nPHỤ LỤC I\nNHIỆM VỤ\n\n1. Tập huấn\n\n- Chủ trì: Sở Nội vụ\n"
    [task] = listed(understand(plain.read(text), "d", "d.txt")).tasks
    assert (task.annex, task.group, task_label(task)) == ("I", None, "Phụ lục I, việc 1")
