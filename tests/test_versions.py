"""Files that are one paper, in other words or another shape; and papers that only look alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from api.settings import Settings
from api.wiring import KnowledgeBase
from corpus.model import Document
from search.held.versions import pairs, warnings

PLAN = Document(
    "a", "a.docx", "", type="Kế hoạch", number="12/KH-SYT", title="Chuyển đổi số ngành y tế năm 2026", issuer="Sở Y tế tỉnh Nghệ An",
    agency="Sở Y tế", province="Nghệ An", date=date(2026, 4, 10), date_precision="day",
)  # fmt: skip
DRAFT = replace(PLAN, id="b", source_file="b.docx", number=None, date=None, date_precision=None)

ALIKE = [
    (replace(PLAN, id="b"), "x", [("copy", ())], "the same paper in another format"),
    (replace(PLAN, id="b"), "y", [("version", ("tasks",))], "one number and day, other tasks"),
    (replace(PLAN, id="b", date=date(2026, 4, 20)), "x", [("version", ("day",))], "issued again under its number"),
    (DRAFT, "x", [("version", ("number", "day"))], "the draft of it"),
    (replace(PLAN, id="b", number="9/KH-SYT"), "x", [], "two numbers are two papers"),
    (replace(PLAN, id="b", date=date(2025, 4, 10)), "x", [], "numbers begin anew each year"),
    (replace(PLAN, id="b", province="Hà Tĩnh"), "x", [], "the office of another province"),
    (replace(PLAN, id="b", agency="Sở Nội vụ"), "x", [], "another office"),
    (replace(DRAFT, title="Kế hoạch năm"), "y", [], "a title that says nothing"),
    (replace(DRAFT, title="Số hóa hồ sơ", date=PLAN.date), "x", [("version", ("number", "title"))], "one day, the same tasks"),
]  # fmt: skip


@pytest.mark.parametrize(("other", "tasks", "expected", "why"), ALIKE)
def test_two_files(other: Document, tasks: str, expected: list[tuple[str, tuple[str, ...]]], why: str) -> None:
    found = pairs([PLAN, other], {"a": "x", "b": tasks})
    assert [(pair.kind, pair.differ) for pair in found] == expected, why


def test_both_are_warned_and_copies_are_told_together() -> None:
    papers = [PLAN, *(replace(PLAN, id=name, source_file=f"{name}.pdf") for name in "bc"), replace(DRAFT, id="d")]
    told = warnings(papers, dict.fromkeys("abcd", "x"))
    assert {identifier: [notice.code for notice in found] for identifier, found in told.items()} == {
        "a": ["same_paper", "other_version"], "b": ["same_paper", "other_version"], "c": ["same_paper", "other_version"],
        "d": ["other_version"] * 3,
    }  # fmt: skip
    assert "b.pdf" in told["a"][0].message
    assert "c.pdf" in told["a"][0].message


def test_the_documents_of_a_knowledge_base_tell_of_each_other(tmp_path: Path) -> None:
    text = "SỞ Y TẾ\nSố: 12/KH-SYT\n\nNghệ An, ngày 10 tháng 4 năm 2026\n\nKẾ HOẠCH\n\nChuyển đổi số ngành y tế năm 2026\n\n1. Giao Văn phòng Sở {}.\n"
    (tmp_path / "a.txt").write_text(text.format("theo dõi"), encoding="utf-8")
    (tmp_path / "b.txt").write_text(text.format("đôn đốc, tổng hợp"), encoding="utf-8")
    base = KnowledgeBase(Settings(home=tmp_path / "kb"))
    base.intake.take([tmp_path / "a.txt", tmp_path / "b.txt"])
    for document in base.knowledge.documents:
        assert document.warnings[0].code == "other_version"
        assert base.knowledge.document(document.id).warnings == document.warnings
    base.close()
