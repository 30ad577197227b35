"""A bracket without labels behind the work, "(Sở Nội vụ; tháng 6)": who and when, each with its place; never where it says less."""

from __future__ import annotations

import pytest

from corpus.model import Document
from ingest.directive.understanding import understand
from ingest.formats import plain

HEAD = "UBND TỈNH NGHỆ AN\n\nSố: 501/KH-UBND\n\nNghệ An, ngày 15 tháng 5 năm 2026\n\nKẾ HOẠCH\nCải cách hành chính năm 2026\n\n"
OFFICE = "Văn phòng Ủy ban nhân dân tỉnh"


def paper(body: str, heading: str = "I. NHIỆM VỤ") -> Document:
    return understand(plain.read(f"{HEAD}{heading}\n\n{body}\n"), "d", "d.txt")


def read(found: Document) -> list[tuple[str, list[str], str]]:
    """Content, leads, deadline as printed; each span of a field holds its print."""
    for task in found.tasks:
        for mention in task.lead:
            assert "".join(found.text[s.start : s.end] for s in mention.spans).startswith(mention.as_written)
        if task.deadline:
            assert task.deadline.raw == "".join(found.text[s.start : s.end] for s in task.cells["deadline"])
    return [
        (task.content.text, [one.name for one in task.lead], task.deadline.raw if task.deadline else "") for task in found.tasks
    ]


BOTH = [
    ("1. Rà soát vị trí việc làm (Sở Nội vụ; tháng 6).", "Rà soát vị trí việc làm", ["Sở Nội vụ"], "tháng 6", "a semicolon"),
    ("1. Xây dựng định mức (Sở Tài chính, quý II/2026)", "Xây dựng định mức", ["Sở Tài chính"], "quý II/2026", "a comma"),
    ("- Họp giao ban (đ/c Chánh Văn phòng; trước 15/8);", "Họp giao ban", [OFFICE], "trước 15/8", "an officer with đ/c"),
    ("- Tập huấn kỹ năng số (Sở Nội vụ - quý III).", "Tập huấn kỹ năng số", ["Sở Nội vụ"], "quý III", "a hyphen"),
    ("a) Ban hành quy chế (tháng 6; Sở Nội vụ).", "Ban hành quy chế", ["Sở Nội vụ"], "tháng 6", "the time first"),
    ("+ Nâng cấp cổng thông tin (Sở Y tế, Sở Nội vụ, hoàn thành trong tháng 9/2026)", "Nâng cấp cổng thông tin",
     ["Sở Y tế", "Sở Nội vụ"], "hoàn thành trong tháng 9/2026", "two agencies, the same comma"),
    ("- Báo cáo kết quả (các sở, ban, ngành; hằng tháng).", "Báo cáo kết quả", ["Các sở, ban, ngành"], "hằng tháng", "a phrase and a cycle"),
    ("- Sửa Quy chế làm việc (Sở Nội vụ (Phòng Tổ chức); trước 30/9/2026)", "Sửa Quy chế làm việc", ["Sở Nội vụ"], "trước 30/9/2026", "a bracket inside"),
    ("- Kiểm tra công vụ (Sở Nội vụ chủ trì; quý IV)", "Kiểm tra công vụ", ["Sở Nội vụ"], "quý IV", "with its role"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "content", "lead", "limit", "why"), BOTH, ids=[row[0] for row in BOTH])
def test_who_and_when(body: str, content: str, lead: list[str], limit: str, why: str) -> None:
    found = paper(body)
    assert read(found) == [(content, lead, limit)], why
    assert "lead_in_bracket" in [one.code for one in found.warnings]


LESS = [
    ("- Kiểm tra công vụ (Sở Y tế phối hợp; quý IV).", "I. NHIỆM VỤ", "nobody leads"),
    ("- Tham quan mô hình (Đồng Tháp, tháng 7).", "I. NHIỆM VỤ", "a place"),
    ("- Tổ chức 05 hội nghị (Sở Nội vụ, tháng 3).", "I. KẾT QUẢ NĂM 2025", "what was done"),
    ("- Đã tổ chức 05 hội nghị (Sở Nội vụ, tháng 3).", "I. NHIỆM VỤ", "what was done, below any heading"),
    ("- Đạt 95% hồ sơ trực tuyến (năm 2025 đạt 80%).", "I. NHIỆM VỤ", "figures"),
    ("- Nâng cao nhận thức (Sở Nội vụ).", "I. MỤC TIÊU", "an aim"),
    ("- Thực hiện Nghị quyết số 57-NQ/TW (ngày 22/12/2024).", "I. NHIỆM VỤ", "the date of a paper"),
]


@pytest.mark.parametrize(("body", "heading", "why"), LESS, ids=[row[0] for row in LESS])
def test_no_task_where_the_bracket_says_less(body: str, heading: str, why: str) -> None:
    assert read(paper(body, heading)) == [], why


def test_the_work_names_its_own_lead() -> None:
    found = paper("- Sở Nội vụ tổ chức tập huấn (Sở Y tế; tháng 6).")
    assert [one[1] for one in read(found)] == [["Sở Nội vụ"]]


THROUGHOUT = [
    ("1. Rà soát vị trí (Sở Nội vụ).\n\n2. Xây dựng định mức (Sở Tài chính).\n\n3. Tổ chức hội nghị.", [["Sở Nội vụ"], ["Sở Tài chính"]], "numbered"),
    ("- Rà soát vị trí (Sở Nội vụ);\n- Khảo sát (Sở Y tế, Sở Tài chính).", [["Sở Nội vụ"], ["Sở Y tế", "Sở Tài chính"]], "bullets"),
    ("1. Đối với cấp tỉnh (các sở, ban, ngành)\n\n- Việc một.\n\n2. Đối với cấp xã (UBND các xã)\n\n- Việc hai.", [], "headings over duties"),
    ("- Thực hiện chỉ đạo của cấp trên (Tỉnh ủy).\n- Nâng cao nhận thức.\n- Đổi mới lề lối.", [], "one line alone"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected", "why"), THROUGHOUT, ids=[row[2] for row in THROUGHOUT])
def test_who_alone_where_the_list_says_it_throughout(body: str, expected: list[list[str]], why: str) -> None:
    assert [one[1] for one in read(paper(body))] == expected, why


def test_others_of_the_list_are_not_lost() -> None:
    found = paper("1. Các nội dung\n\n- Rà soát vị trí (Sở Nội vụ; tháng 6).\n\n- Sở Xây dựng trình Đề án nhà ở.")
    assert [one[1] for one in read(found)] == [["Sở Nội vụ"], ["Sở Xây dựng"]]


ROWS = "STT\tNội dung\tGhi chú\n1\tRà soát vị trí việc làm (Sở Nội vụ; tháng 6)\t\n2\tTập huấn (Sở Y tế, Sở Tài chính - quý III/2026)\t"


def test_in_a_table_without_such_columns() -> None:
    found = paper(ROWS.replace("Ghi chú", "Thời gian"))
    assert [one[1:] for one in read(found)] == [(["Sở Nội vụ"], "tháng 6"), (["Sở Y tế"], "quý III/2026")]
    assert "lead_in_text" in [one.code for one in found.warnings]


LABELLED = [
    ("1. Rà soát vị trí (Chủ trì: Sở Nội vụ, tháng 6).", ["Sở Nội vụ"], [], "tháng 6", "a comma"),
    ("1. Rà soát vị trí (Chủ trì: Sở Nội vụ; quý II/2026).", ["Sở Nội vụ"], [], "quý II/2026", "a semicolon"),
    ("1. Rà soát vị trí (Chủ trì: Sở Nội vụ, Sở Y tế - hoàn thành tháng 9/2026).", ["Sở Nội vụ", "Sở Y tế"], [], "hoàn thành tháng 9/2026", "a hyphen"),
    ("1. Rà soát vị trí (Chủ trì: Sở Nội vụ, phối hợp: Sở Y tế, trước 30/6/2026).", ["Sở Nội vụ"], ["Sở Y tế"], "trước 30/6/2026", "behind the last label"),
    ("1. Rà soát vị trí.\n- Đơn vị thực hiện: Sở Nội vụ, tháng 6.", ["Sở Nội vụ"], [], "tháng 6", "a line of its own"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "lead", "others", "limit", "why"), LABELLED, ids=[row[4] for row in LABELLED])
def test_a_time_behind_the_names_of_a_label(body: str, lead: list[str], others: list[str], limit: str, why: str) -> None:
    """It is no agency "tháng 6" that nobody knows."""
    found = paper(body)
    assert [(names, when) for _, names, when in read(found)] == [(lead, limit)], why
    assert [one.name for one in found.tasks[0].coordinating] == others


JOINING = [
    ("(Sở Nội vụ, Sở Y tế phối hợp; tháng 6)", ["Sở Nội vụ"], ["Sở Y tế"], False, "the first leads"),
    (
        "(Sở Nội vụ, Sở Y tế và Sở Tài chính phối hợp; tháng 6)",
        ["Sở Nội vụ"],
        ["Sở Y tế", "Sở Tài chính"],
        True,
        "or the first two",
    ),
    ("(Sở Nội vụ và Sở Y tế phối hợp; tháng 6)", ["Sở Nội vụ", "Sở Y tế"], [], False, "together"),
    ("(Sở Nội vụ; Sở Y tế phối hợp; tháng 6)", ["Sở Nội vụ"], ["Sở Y tế"], False, "apart"),
]


@pytest.mark.parametrize(("bracket", "lead", "others", "unclear", "why"), JOINING, ids=[row[4] for row in JOINING])
def test_who_joins_in(bracket: str, lead: list[str], others: list[str], unclear: bool, why: str) -> None:
    found = paper(f"1. Rà soát vị trí việc làm {bracket}.")
    table = paper(f"STT\tNội dung\tĐơn vị thực hiện\tHạn\n1\tRà soát\t{bracket[1:].rpartition(';')[0]}\ttháng 6")
    for one in (found, table):
        assert [([m.name for m in t.lead], [m.name for m in t.coordinating]) for t in one.tasks] == [(lead, others)], why
        assert ("roles_unclear" in [notice.code for notice in one.warnings]) == unclear
