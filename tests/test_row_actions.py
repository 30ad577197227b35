"""Several actions under one STT, as text, Word and PDF show them; and the rows that only look like further actions.

A cell is words, ``None`` where the cell above reaches down over it. A task reads "STT/action | content | lead | deadline | note".
"""

from __future__ import annotations

import os
from pathlib import Path

import docx
import pytest
from reportlab.lib import colors
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

from corpus.model import Document
from ingest.directive.understanding import understand
from ingest.door import read_document
from ingest.formats import plain
from search.held.task_labels import task_label

HEAD = """UBND TỈNH NGHỆ AN

Số: 501/KH-UBND

Nghệ An, ngày 15 tháng 5 năm 2026

KẾ HOẠCH
Phòng, chống rửa tiền

I. MỤC ĐÍCH

PHỤ LỤC I
DANH MỤC NHIỆM VỤ

"""
HEADER = ["STT", "Nội dung hành động", "Hành động cụ thể", "Chủ trì", "Phối hợp", "Hạn"]
Cells = list[str | None]

FIRST: Cells = ["1", "Hoàn thiện pháp luật", "Sửa đổi quy chế.", "Công an tỉnh", "Sở Tư pháp", "10/2027"]
SECOND: Cells = [None, None, "Ban hành quy trình.", "Sở Tư pháp", "Công an tỉnh; Sở Y tế", "12/2027"]
NEXT: Cells = ["2", "Đào tạo", "Mở lớp tập huấn.", "Sở Nội vụ", "", "Liên tục"]
APART = [
    "1/1 | Sửa đổi quy chế. | Công an tỉnh | 10/2027 | Nội dung hành động: Hoàn thiện pháp luật",
    "1/2 | Ban hành quy trình. | Sở Tư pháp | 12/2027 | Nội dung hành động: Hoàn thiện pháp luật",
    "2 | Mở lớp tập huấn. | Sở Nội vụ | Liên tục | Nội dung hành động: Đào tạo",
]


def typed(rows: list[Cells]) -> Document:
    """As text, which shows no merged cells."""
    lines = ["\t".join(cell or "" for cell in row) for row in rows]
    return understand(plain.read(HEAD + "\n".join(lines) + "\n"), "doc", "a.txt")


def in_word(rows: list[Cells], path: Path) -> Document:
    file = docx.Document()
    for line in HEAD.split("\n\n"):
        file.add_paragraph(line)
    table = file.add_table(len(rows), len(rows[0]), "Table Grid")
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            if words is None:
                table.cell(number - 1, column).merge(table.cell(number, column))
            else:
                table.cell(number, column).text = words
    file.save(str(path))
    return read_document(path, "doc", path.name)


def on_pages(pages: list[list[Cells]], path: Path) -> Document:
    """A ruled table on each page."""
    try:
        pdfmetrics.registerFont(TTFont("Serif", "DejaVuSerif.ttf"))
    except TTFError as error:
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(str(error))
    canvas = Canvas(str(path), pagesize=(842, 595))
    for number, rows in enumerate(pages):
        canvas.setFont("Serif", 10)
        top = 550
        for line in HEAD.split("\n") if number == 0 else []:
            canvas.drawString(60, top, line)
            top -= 14
        spans = [
            ("SPAN", (column, above(rows, row, column)), (column, last(rows, row, column)))
            for row in range(len(rows))
            for column in range(len(rows[0]))
            if rows[row][column] is None and last(rows, row, column) == row
        ]
        table = Table([[cell or "" for cell in row] for row in rows], colWidths=[40, 170, 180, 120, 140, 80])
        table.setStyle([("GRID", (0, 0), (-1, -1), 1, colors.black), ("FONT", (0, 0), (-1, -1), "Serif", 9), *spans])
        table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP")])
        _, high = table.wrapOn(canvas, 740, 500)
        table.drawOn(canvas, 50, top - high - 10)
        canvas.showPage()
    canvas.save()
    return read_document(path, "doc", path.name)


def above(rows: list[Cells], row: int, column: int) -> int:
    while row and rows[row][column] is None:
        row -= 1
    return row


def last(rows: list[Cells], row: int, column: int) -> int:
    while row + 1 < len(rows) and rows[row + 1][column] is None:
        row += 1
    return row


def told(found: Document) -> list[str]:
    lines = []
    for task in found.tasks:
        stt = f"{task.stt}/{task.action}" if task.action else task.stt or ""
        lead, limit = ", ".join(one.name for one in task.lead), task.deadline.raw if task.deadline else ""
        lines.append(" | ".join((stt, task.content.text, lead, limit, task.note or "")).rstrip(" |"))
    return lines


def doubts(found: Document) -> list[str]:
    return [notice.message for notice in found.warnings if notice.code == "doubtful_row"]


# --- further actions ------------------------------------------------------------------------------------------------------


def test_rules_between_rows_under_one_stt_in_word(tmp_path: Path) -> None:
    found = in_word([HEADER, FIRST, SECOND, NEXT], tmp_path / "a.docx")
    assert told(found) == APART
    assert doubts(found) == []


def test_rules_between_rows_under_one_stt_in_pdf(tmp_path: Path) -> None:
    assert told(on_pages([[HEADER, FIRST, SECOND, NEXT]], tmp_path / "a.pdf")) == APART


def test_each_action_has_its_own_id_place_and_fragments() -> None:
    found = typed([HEADER, FIRST, SECOND, NEXT])
    assert told(found) == APART
    assert [task.id for task in found.tasks] == ["doc:I-1", "doc:I-1.2", "doc:I-2"]
    assert [task_label(task) for task in found.tasks] == [
        "Phụ lục I, STT 1, hành động 1", "Phụ lục I, STT 1, hành động 2", "Phụ lục I, STT 2",
    ]  # fmt: skip
    second = found.tasks[1]
    assert [found.text[start:end] for start, end in second.content.spans] == ["Ban hành quy trình."]
    assert [found.text[start:end] for start, end in second.cells["note"]] == ["Hoàn thiện pháp luật"]


def test_a_page_ends_between_two_actions(tmp_path: Path) -> None:
    """The merged cells begin blank on the next page: there no rule says that the row is a further action."""
    later: list[Cells] = [
        ["", "", "Ban hành quy trình.", "Sở Tư pháp", "Công an tỉnh", "10/2027"],
        [None, None, "Kiểm tra.", "Sở Tài chính", "", "6/2027"],
        NEXT,
    ]
    found = on_pages([[HEADER, FIRST], later], tmp_path / "a.pdf")
    assert told(found) == [
        "1/1 | Sửa đổi quy chế. | Công an tỉnh | 10/2027 | Nội dung hành động: Hoàn thiện pháp luật",
        "1/2 | Ban hành quy trình. | Sở Tư pháp | 10/2027 | Nội dung hành động: Hoàn thiện pháp luật",
        "1/3 | Kiểm tra. | Sở Tài chính | 6/2027 | Nội dung hành động: Hoàn thiện pháp luật",
        "2 | Mở lớp tập huấn. | Sở Nội vụ | Liên tục | Nội dung hành động: Đào tạo",
    ]
    assert doubts(found) == []


def test_a_page_cuts_an_action_and_ends_before_another(tmp_path: Path) -> None:
    """The rest of the second action stands first on the next page, the third below its rule."""
    cut: Cells = [None, None, "Ban hành quy trình", "Sở Tư pháp; Sở Y tế;", "Công an tỉnh", "12/2027"]
    later: list[Cells] = [
        ["", "", "xử lý tài sản.", "Sở Xây dựng", "", ""],
        [None, None, "Kiểm tra.", "Sở Tài chính", "", "6/2027"],
    ]
    found = on_pages([[HEADER, FIRST, cut], later], tmp_path / "a.pdf")
    assert [line.split(" | Nội dung")[0] for line in told(found)] == [
        "1/1 | Sửa đổi quy chế. | Công an tỉnh | 10/2027",
        "1/2 | Ban hành quy trình xử lý tài sản. | Sở Tư pháp, Sở Y tế, Sở Xây dựng | 12/2027",
        "1/3 | Kiểm tra. | Sở Tài chính | 6/2027",
    ]


NARROW = [
    ("the column merged over the actions names the work most exactly: each action still says its own",
     [["STT", "Nhiệm vụ", "Hoạt động", "Chủ trì", "Hạn"], ["1", "Chuyển đổi số", "Mua máy", "Sở Y tế", "Quý I"],
      [None, None, "Mở lớp", "Sở Nội vụ", "Quý II"]],
     ["1/1 | Mua máy | Sở Y tế | Quý I | Nhiệm vụ: Chuyển đổi số", "1/2 | Mở lớp | Sở Nội vụ | Quý II | Nhiệm vụ: Chuyển đổi số"]),
    ("only results differ: the work is that of the merged cell",
     [["STT", "Nhiệm vụ", "Sản phẩm", "Chủ trì", "Hạn"], ["1", "Chuyển đổi số", "Đề án", "Sở Y tế", "Quý I"],
      [None, None, "Báo cáo", None, "Quý II"]],
     ["1/1 | Chuyển đổi số | Sở Y tế | Quý I", "1/2 | Chuyển đổi số | Sở Y tế | Quý II"]),
    ("two who lead, each with a deadline",
     [["STT", "Nhiệm vụ", "Chủ trì", "Hạn"], ["1", "Báo cáo", "Sở Y tế", "Quý I"], [None, None, "Sở Nội vụ", "Quý II"]],
     ["1/1 | Báo cáo | Sở Y tế | Quý I", "1/2 | Báo cáo | Sở Nội vụ | Quý II"]),
    ("two agencies in rows of their own lead one task: joined",
     [["STT", "Nhiệm vụ", "Chủ trì", "Hạn"], ["1", "Báo cáo", "Sở Y tế", "Quý I"], [None, None, "Sở Nội vụ", None]],
     ["1 | Báo cáo | Sở Y tế, Sở Nội vụ | Quý I"]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "rows", "wanted"), NARROW, ids=[row[0][:30] for row in NARROW])
def test_what_an_action_says_itself(why: str, rows: list[Cells], wanted: list[str], tmp_path: Path) -> None:
    assert told(in_word(rows, tmp_path / "a.docx")) == wanted, why


# --- rows that only look like further actions -----------------------------------------------------------------------------

JOINED = [
    ("a list of agencies goes on, its sentence too",
     "Rà soát quy chế của", "Sở Y tế; Sở Nội vụ;", "Quý I", "Ủy ban nhân dân tỉnh.", "Sở Tư pháp", "",
     "Rà soát quy chế của Ủy ban nhân dân tỉnh. | Sở Y tế, Sở Nội vụ, Sở Tư pháp | Quý I", False),
    ("a list of agencies goes on where the sentence ended",
     "Rà soát quy chế.", "Sở Y tế; Sở Nội vụ;", "Quý I", "Báo cáo kết quả.", "Sở Tư pháp", "",
     "Rà soát quy chế. Báo cáo kết quả. | Sở Y tế, Sở Nội vụ, Sở Tư pháp | Quý I", False),
    ("no sign parts the agencies of a list, and the deadline stands above: the next may lead another action",
     "Rà soát quy chế.", "Sở Y tế", "Quý I", "Báo cáo kết quả.", "Sở Tư pháp", "",
     "Rà soát quy chế. Báo cáo kết quả. | Sở Y tế, Sở Tư pháp | Quý I", True),
    ("the deadline alone is repeated",
     "Rà soát quy chế.", "Sở Y tế", "Quý I", "Báo cáo kết quả.", "", "Quý I",
     "Rà soát quy chế. Báo cáo kết quả. | Sở Y tế | Quý I Quý I", False),
    ("a broken sentence goes on beside a repeated deadline",
     "Rà soát", "Sở Y tế", "Quý I", "quy chế.", "", "Quý I", "Rà soát quy chế. | Sở Y tế | Quý I Quý I", False),
    ("lead and deadline are repeated: who must do what by when is the same either way",
     "Rà soát quy", "Sở Y tế", "Quý I", "chế.", "Sở Y tế", "Quý I", "Rà soát quy chế. | Sở Y tế, Sở Y tế | Quý I Quý I", False),
    ("another deadline without a lead",
     "Rà soát quy chế.", "Sở Y tế", "Quý I", "Báo cáo kết quả.", "", "Quý II",
     "Rà soát quy chế. Báo cáo kết quả. | Sở Y tế | Quý I Quý II", True),
    ("a name broken by the page",
     "Rà soát quy chế.", "Sở Khoa học và", "Quý", "Báo cáo.", "Công nghệ", "I/2026",
     "Rà soát quy chế. Báo cáo. | Sở Khoa học và Công nghệ | Quý I/2026", False),
]  # fmt: skip


@pytest.mark.parametrize("case", JOINED, ids=[row[0][:30] for row in JOINED])
def test_the_rest_of_a_cut_row_is_joined(case: tuple[str, str, str, str, str, str, str, str, bool]) -> None:
    why, work, lead, limit, rest, others, again, wanted, unsure = case
    found = typed([["STT", "Nhiệm vụ", "Chủ trì", "Hạn"], ["1", work, lead, limit], ["", rest, others, again]])
    assert told(found) == [f"1 | {wanted}"], why
    assert bool(doubts(found)) == unsure, why


def test_a_doubt_names_both_actions() -> None:
    found = typed(
        [["STT", "Nhiệm vụ", "Chủ trì", "Hạn"], ["1", "Rà soát.", "Sở Y tế", "Quý I"], ["", "Báo cáo.", "Sở Tư pháp", ""]]
    )
    (message,) = doubts(found)
    assert message.startswith("Một STT, nhiều hành động: “Rà soát.” và “Báo cáo.” cùng ở STT 1")


def test_several_leads_line_by_line_in_one_cell_are_one_task(tmp_path: Path) -> None:
    """No rule parts the actions: which lead goes with which only the eye can tell, and a warning says so."""
    rows: list[Cells] = [
        ["STT", "Nhiệm vụ", "Chủ trì", "Hạn"],
        ["1", "- Gia nhập nhóm.\n- Ký ghi nhớ.\n- Ký hiệp định.", "Sở Y tế\nSở Y tế\nCông an tỉnh", "Quý I"],
        ["2", "- Rà soát.\n- Báo cáo.", "Sở Y tế\nSở Nội vụ", "Quý I"],
    ]
    found = in_word(rows, tmp_path / "a.docx")
    assert [task.stt for task in found.tasks] == ["1", "2"]
    (message,) = doubts(found)
    assert "“Gia nhập nhóm.”; “Ký ghi nhớ.”; “Ký hiệp định.” ở STT 1 trong một ô" in message


def test_a_printed_number_never_takes_the_id_of_an_action() -> None:
    rows: list[Cells] = [["STT", "Nhiệm vụ", "Chủ trì", "Hạn"], ["4", "Rà soát.", "Sở Y tế", "Quý I"]]
    found = typed([*rows, ["", "Báo cáo.", "Sở Tư pháp", "Quý II"], ["4.2", "Kiểm tra.", "Sở Nội vụ", "Quý III"]])
    assert [task.id for task in found.tasks] == ["doc:I-4", "doc:I-4.2", "doc:I-4.2.2"]
