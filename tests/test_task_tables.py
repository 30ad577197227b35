"""Task tables as offices draw them: from printed rows to tasks, each table with the reason why it is here.

A table is written with a bar between its cells; a task reads "group | STT | content | lead | coordinating | deadline | note".
"""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import Refused
from corpus.model import Document, Span
from ingest.directive.understanding import understand
from ingest.door import read_document
from ingest.extent import extent
from ingest.formats import plain
from ingest.formats.pdf.grid import Rule
from ingest.formats.pdf.lines import Glyph
from ingest.formats.pdf.tables import tables as drawn_tables
from ingest.formats.pdf.text import Writer
from ingest.grammar.columns import columns, numbers_columns, refines
from ingest.reading import Row
from ingest.tables.group_rows import is_last_words, label_of, may_be_title
from ingest.tables.row_numbers import number, read
from ingest.tables.shared_cells import divided, says_both

HEAD = """UBND TỈNH NGHỆ AN

Số: 501/KH-UBND

Nghệ An, ngày 15 tháng 5 năm 2026

KẾ HOẠCH
Chuyển đổi số năm 2026

I. MỤC ĐÍCH

PHỤ LỤC I
DANH MỤC NHIỆM VỤ

"""
HEADER = "STT | Nhiệm vụ | Chủ trì | Phối hợp | Hạn"
TWO_STOREYS = "STT | Nội dung | Cơ quan thực hiện | | Hạn\n | | Chủ trì | Phối hợp |"


def typed(table: str) -> str:
    return HEAD + "\n".join("\t".join(cell.strip() for cell in line.split("|")) for line in table.splitlines()) + "\n"


def document(table: str) -> Document:
    return understand(plain.read(typed(table)), "doc", "a.txt")


def told(found: Document) -> list[str]:
    lines = []
    for task in found.tasks:
        group = f"{task.group.label}: {task.group.title}" if task.group else "-"
        lead, others = (", ".join(one.name for one in mentions) for mentions in (task.lead, task.coordinating))
        limit = task.deadline.raw if task.deadline else ""
        lines.append(" | ".join((group, task.stt or "", task.content.text, lead, others, limit, task.note or "")).rstrip(" |"))
    return lines


def warned(found: Document) -> list[str]:
    return [notice.code for notice in found.warnings]


TABLES = [
    ("a header in two rows: the lower labels win", f"{TWO_STOREYS}\n1 | Một | Sở Y tế | Sở Nội vụ | Quý I",
     ["- | 1 | Một | Sở Y tế | Sở Nội vụ | Quý I"]),
    ("and in any order", "STT | Nội dung | Cơ quan thực hiện | | Hạn\n | | Phối hợp | Chủ trì |\n1 | Một | Sở Nội vụ | Sở Y tế | Quý I",
     ["- | 1 | Một | Sở Y tế | Sở Nội vụ | Quý I"]),
    ("a converter repeats the labels of merged cells",
     "STT | Nội dung | Cơ quan thực hiện | Cơ quan thực hiện | Hạn\nSTT | Nội dung | Chủ trì | Phối hợp | Hạn\n"
     "1 | Một | Sở Y tế | Sở Nội vụ | Quý I",
     ["- | 1 | Một | Sở Y tế | Sở Nội vụ | Quý I"]),
    ("on the next page both rows of the header, or the first alone, are repetitions",
     f"{TWO_STOREYS}\n1 | Một của | Sở Y tế | | Quý I\n{TWO_STOREYS}\n | tỉnh | | |\n2 | Hai của | Sở Y tế | | Quý I\n"
     f"{TWO_STOREYS.splitlines()[0]}\n | xã | | |",
     ["- | 1 | Một của tỉnh | Sở Y tế |  | Quý I", "- | 2 | Hai của xã | Sở Y tế |  | Quý I"]),
    ("a lower label may say only which part of the column it is",
     "TT | Nội dung | Đơn vị | Tiến độ | \n | | | Năm 2026 | Năm 2027\n1 | Một | Sở Y tế | Quý IV/2026 | Quý I/2027",
     ["- | 1 | Một | Sở Y tế |  | Quý IV/2026 | Tiến độ – Năm 2027: Quý I/2027"]),
    ("begin and end in columns of their own",
     "STT | Nội dung | Cơ quan chủ trì | Thời gian bắt đầu | Thời gian kết thúc\n1 | Một | Sở Y tế | 01/6/2026 | 30/9/2026",
     ["- | 1 | Một | Sở Y tế |  | 30/9/2026 | Thời gian bắt đầu: 01/6/2026"]),
    ("the agency leads, not the deputy chairman who watches over it",
     "TT | Nội dung | Lãnh đạo phụ trách | Cơ quan chủ trì | Hạn | Ghi chú\n1 | Một | Đ/c Nguyễn Văn A | Sở Y tế | Quý I | Gấp",
     ["- | 1 | Một | Sở Y tế |  | Quý I | Gấp; Lãnh đạo phụ trách: Đ/c Nguyễn Văn A"]),
    ("who leads is named more exactly than who carries out",
     "STT | Nhiệm vụ | Cơ quan thực hiện | Cơ quan chủ trì | Hạn\n1 | Một | Chi cục Thủy lợi | Sở Y tế | Quý I",
     ["- | 1 | Một | Sở Y tế |  | Quý I | Cơ quan thực hiện: Chi cục Thủy lợi"]),
    ("the limit is the completion, not a step on the way",
     "STT | Nhiệm vụ | Đơn vị | Thời hạn trình | Thời hạn hoàn thành\n1 | Một | Sở Y tế | Quý I | Quý II",
     ["- | 1 | Một | Sở Y tế |  | Quý II | Thời hạn trình: Quý I"]),
    ("one column for both parties: the cell's own words divide it",
     "STT | Nội dung | Cơ quan chủ trì, phối hợp | Hạn\n1 | Một | Chủ trì: Sở Y tế; phối hợp: Sở Nội vụ | Quý I\n"
     "2 | Hai | Sở Tư pháp chủ trì, phối hợp với Công an tỉnh | Quý I",
     ["- | 1 | Một | Sở Y tế | Sở Nội vụ | Quý I", "- | 2 | Hai | Sở Tư pháp | Công an tỉnh | Quý I"]),
    ("the same words in the column of those who carry out",
     "STT | Nội dung | Đơn vị thực hiện | Hạn\n1 | Một | Chủ trì: Sở Y tế. Phối hợp: Sở Nội vụ | Quý I",
     ["- | 1 | Một | Sở Y tế | Sở Nội vụ | Quý I"]),
    ("titles without a label are groups, never labels cut from their first letter",
     f"{HEADER}\nLĩnh vực y tế | | | |\n1 | Một | Sở Y tế | | Quý I\n | Chuyển đổi số trong y tế | | |\n2 | Hai | Sở Y tế | | Quý I",
     [": Lĩnh vực y tế | 1 | Một | Sở Y tế |  | Quý I", ": Chuyển đổi số trong y tế | 2 | Hai | Sở Y tế |  | Quý I"]),
    ("the rest of a cut row is no title, though it begins with a capital letter",
     f"{HEADER}\n1 | Phối hợp với | Sở Y tế | | Quý I\n{HEADER}\n | Sở Nội vụ | | |\n2 | Cùng các | Sở Y tế | | Quý I\n"
     " | Sở, ban, ngành | | |\n3 | Ba | Sở Y tế | | Quý I",
     ["- | 1 | Phối hợp với Sở Nội vụ | Sở Y tế |  | Quý I", "- | 2 | Cùng các Sở, ban, ngành | Sở Y tế |  | Quý I",
      "- | 3 | Ba | Sở Y tế |  | Quý I"]),
    ("a list that goes on inside a cell holds no groups",
     f"{HEADER}\n1 | Các việc: | Sở Y tế | | Quý I\n | 1. Rà soát | | |\n | 2. Báo cáo | | |\n2 | Hai | Sở Y tế | | Quý I",
     ["- | 1 | Các việc: 1. Rà soát 2. Báo cáo | Sở Y tế |  | Quý I", "- | 2 | Hai | Sở Y tế |  | Quý I"]),
    ("a number without work over its parts is a group, one over the next number a task; a task beside a group is not in it",
     f"{HEADER}\n1 | Hạ tầng | | |\n1.1 | Một | Sở Y tế | | Quý I\n1.2. | Hai | Sở Y tế | | Quý I\n2 | Ba | | |\n3 | Bốn | Sở Y tế | |",
     ["1: Hạ tầng | 1.1 | Một | Sở Y tế |  | Quý I", "1: Hạ tầng | 1.2 | Hai | Sở Y tế |  | Quý I", "- | 2 | Ba", "- | 3 | Bốn | Sở Y tế"]),
    ("numbered groups over tasks that count anew",
     f"{HEADER}\n1. | Hạ tầng | | |\n1 | Một | Sở Y tế | |\n2 | Hai | Sở Y tế | |\n2. | Nhân lực | | |\n1 | Ba | Sở Y tế | |",
     ["1: Hạ tầng | 1 | Một | Sở Y tế", "1: Hạ tầng | 2 | Hai | Sở Y tế", "2: Nhân lực | 1 | Ba | Sở Y tế"]),
    ("numbered groups over tasks that count on",
     f"{HEADER}\n1. | Hạ tầng | | |\n1 | Một | Sở Y tế | |\n2 | Hai | Sở Y tế | |\n2. | Nhân lực | | |\n3 | Ba | Sở Y tế | |",
     ["1: Hạ tầng | 1 | Một | Sở Y tế", "1: Hạ tầng | 2 | Hai | Sở Y tế", "2: Nhân lực | 3 | Ba | Sở Y tế"]),
    ("number and title in one merged cell",
     f"{HEADER}\n1. Phát triển hạ tầng | | | |\n1.1 | Một | Sở Y tế | |\n2. Nhân lực | | | |\n2.1 | Hai | Sở Y tế | |",
     ["1: Phát triển hạ tầng | 1.1 | Một | Sở Y tế", "2: Nhân lực | 2.1 | Hai | Sở Y tế"]),
    ("groups in groups keep their path; C follows on B, it is no 100",
     f"{HEADER}\nA | NHÓM A | | | |\nI | Thể chế | | |\n1 | Một | Sở Y tế | |\nII | Kinh tế | | |\n1 | Hai | Sở Y tế | |\n"
     "B | NHÓM B | | |\nI | Xã hội | | |\n1 | Ba | Sở Y tế | |\nC | NHÓM C | | |\n1 | Bốn | Sở Y tế | |",
     ["A.I: Thể chế | 1 | Một | Sở Y tế", "A.II: Kinh tế | 1 | Hai | Sở Y tế", "B.I: Xã hội | 1 | Ba | Sở Y tế",
      "C: NHÓM C | 1 | Bốn | Sở Y tế"]),
    ("a group printed again on the next page is the same group",
     f"{HEADER}\nI | Thể chế | | |\n1 | Một | Sở Y tế | |\n{HEADER}\nI | Thể chế (tiếp theo) | | |\n2 | Hai | Sở Y tế | |",
     ["I: Thể chế | 1 | Một | Sở Y tế", "I: Thể chế | 2 | Hai | Sở Y tế"]),
    ("letters are ordinals, a dash with a lead of its own counts on, one without joins",
     f"{HEADER}\n1 | Việc lớn | Sở Y tế | |\na) | Việc con | Sở Nội vụ | |\n- | Gạch | Sở Xây dựng | | Quý I\n2 | Hai | Sở Y tế | |\n- | gồm ý một | | |",
     ["- | 1 | Việc lớn | Sở Y tế", "- | a | Việc con | Sở Nội vụ", "- | 1.1 | Gạch | Sở Xây dựng |  | Quý I",
      "- | 2 | Hai gồm ý một | Sở Y tế"]),
    ("letters and dashes under a number without work",
     f"{HEADER}\n1 | Hạ tầng | | |\na | Một | Sở Y tế | |\nb | Hai | Sở Y tế | |\n2 | Nhân lực | | |\n- | Ba | Sở Y tế | |\n3 | Bốn | Sở Y tế | |",
     ["1: Hạ tầng | a | Một | Sở Y tế", "1: Hạ tầng | b | Hai | Sở Y tế", "2: Nhân lực | 2.1 | Ba | Sở Y tế", "- | 3 | Bốn | Sở Y tế"]),
    ("La Mã and an ordinal; leading zeros",
     f"{HEADER}\nI | Hạ tầng | | |\nI.1 | Một | Sở Y tế | |\nI.2 | Hai | Sở Y tế | |\n03 | Ba | Sở Y tế | |",
     ["I: Hạ tầng | I.1 | Một | Sở Y tế", "I: Hạ tầng | I.2 | Hai | Sở Y tế", "I: Hạ tầng | 03 | Ba | Sở Y tế"]),
    ("La Mã with a lead beside it is the ordinal of a task",
     f"{HEADER}\nI | Một | Sở Y tế | | Quý I\nII | Hai | Sở Y tế | | Quý I",
     ["- | I | Một | Sở Y tế |  | Quý I", "- | II | Hai | Sở Y tế |  | Quý I"]),
    ("rarer header words",
     "Số TT | Công việc | Trách nhiệm thực hiện | Mốc hoàn thành\n1) | Một | Sở Y tế | Quý I",
     ["- | 1 | Một | Sở Y tế |  | Quý I"]),
    ("the row that counts the columns is no task", f"{HEADER}\n(1) | (2) | (3) | (4) | (5)\n1 | Một | Sở Y tế | |", ["- | 1 | Một | Sở Y tế"]),
    ("nor is it without brackets", f"{HEADER}\n1 | 2 | 3 | 4 | 5\n1 | Một | Sở Y tế | |", ["- | 1 | Một | Sở Y tế"]),
    ("a page number stands between the parts of a row",
     f"{HEADER}\n1 | Một của | Sở Khoa | |\n\n- 12 -\n\n{HEADER}\n | tỉnh | học và Công nghệ | |\n\nTrang 13/20\n\n | ta | | |",
     ["- | 1 | Một của tỉnh ta | Sở Khoa học và Công nghệ"]),
    ("a second table with the same header counts anew",
     f"{HEADER}\n1 | Một | Sở Y tế | |\n2 | Hai | Sở Y tế | |\n\n{HEADER}\n1 | Ba | Sở Y tế | |\n\nBảng 3. Việc khác\n\n{HEADER}\n1 | Bốn | Sở Y tế | |",
     ["- | 1 | Một | Sở Y tế", "- | 2 | Hai | Sở Y tế", "- | 1 | Ba | Sở Y tế", "Bảng 3: Việc khác | 1 | Bốn | Sở Y tế"]),
    ("also when its groups begin anew",
     f"{HEADER}\nI | Một | | |\n1 | a | Sở Y tế | |\nII | Hai | | |\n2 | b | Sở Y tế | |\n\n{HEADER}\nI | Ba | | |\n1 | c | Sở Y tế | |",
     ["I: Một | 1 | a | Sở Y tế", "II: Hai | 2 | b | Sở Y tế", "I: Ba | 1 | c | Sở Y tế"]),
]  # fmt: skip


@pytest.mark.parametrize(("table", "tasks"), [row[1:] for row in TABLES], ids=[row[0] for row in TABLES])
def test_tasks(table: str, tasks: list[str]) -> None:
    found = document(table)
    assert told(found) == tasks
    assert len({task.id for task in found.tasks}) == len(tasks)
    labels = [section.label for section in found.sections]
    assert len(set(labels)) == len(labels)


WARNINGS = [
    ("first named", "STT | Nội dung | Cơ quan chủ trì, phối hợp | Hạn\n1 | Một | Sở Y tế, Sở Nội vụ | Quý I", ["roles_unclear"],
     ["- | 1 | Một | Sở Y tế | Sở Nội vụ | Quý I"]),
    ("a total and a remark", f"{HEADER}\n1 | Một | Sở Y tế | |\n | Tổng cộng: 01 nhiệm vụ | | |\nGhi chú: theo quý | | | |",
     ["row_unplaced", "row_unplaced"], ["- | 1 | Một | Sở Y tế"]),
    ("a column that nobody knows", "STT | Nội dung | Chủ trì | Kinh phí | Hạn\n1 | Một | Sở Y tế | 100 triệu | Quý I\n2 | Hai | Sở Y tế | - | Quý I",
     ["column_unread"], ["- | 1 | Một | Sở Y tế |  | Quý I | Kinh phí: 100 triệu", "- | 2 | Hai | Sở Y tế |  | Quý I"]),
    ("a cell too many", f"{HEADER}\n1 | Một | Sở Y tế | Sở Nội vụ | Quý I | Sở Tư pháp", ["column_unread"],
     ["- | 1 | Một | Sở Y tế | Sở Nội vụ | Quý I | Sở Tư pháp"]),
    ("01 is 1, 03 leaves out a number", f"{HEADER}\n01 | Một | Sở Y tế | |\n03 | Hai | Sở Y tế | |", ["stt_gap"],
     ["- | 01 | Một | Sở Y tế", "- | 03 | Hai | Sở Y tế"]),
    ("a part left out", f"{HEADER}\n1 | Hạ tầng | | |\n1.1 | Một | Sở Y tế | |\n1.3 | Hai | Sở Y tế | |\n2 | Ba | Sở Y tế | |", ["stt_gap"],
     ["1: Hạ tầng | 1.1 | Một | Sở Y tế", "1: Hạ tầng | 1.3 | Hai | Sở Y tế", "- | 2 | Ba | Sở Y tế"]),
    ("work without an ordinal is not lost", f"{HEADER}\n | Một | Sở Y tế | | Quý I\n1 | Hai | Sở Y tế | |", ["stt_unread"],
     ["- |  | Một | Sở Y tế |  | Quý I", "- | 1 | Hai | Sở Y tế"]),
]  # fmt: skip


@pytest.mark.parametrize(("table", "codes", "tasks"), [row[1:] for row in WARNINGS], ids=[row[0] for row in WARNINGS])
def test_what_a_person_should_look_at(table: str, codes: list[str], tasks: list[str]) -> None:
    found = document(table)
    assert warned(found) == codes
    assert told(found) == tasks


@pytest.mark.parametrize(
    "table",
    [
        f"{HEADER}\n1 | Một | Sở Y tế | |\n1 | Hai | Sở Y tế | |",
        f"{HEADER}\n1 | Một | Sở Y tế | |\n01. | Hai | Sở Y tế | |",  # the same number
        f"{HEADER}\nI | Nhóm | | |\n1 | Một | Sở Y tế | |\n2 | Hai | Sở Y tế | |\n2 | Ba | Sở Y tế | |",
    ],
)
def test_an_ordinal_twice_in_one_table_is_refused(table: str) -> None:
    with pytest.raises(Refused) as refusal:
        document(table)
    assert refusal.value.code == "duplicate_stt"


def test_the_begin_of_the_work_is_part_of_its_deadline() -> None:
    header = "STT | Nội dung | Chủ trì | Bắt đầu | Kết thúc"
    first, second = document(f"{header}\n1 | Một | Sở Y tế | 01/6/2026 | 30/9/2026\n2 | Hai | Sở Y tế | 01/7/2026 |").tasks
    limits = [(one.kind, str(one.start), str(one.due)) for task in (first, second) if (one := task.deadline)]
    assert limits == [("on", "2026-06-01", "2026-09-30"), ("from", "2026-07-01", "None")]


def test_what_stands_in_the_note_can_be_cited() -> None:
    found = document("STT | Nội dung | Chủ trì | Lãnh đạo phụ trách | Hạn\n1 | Một | Sở Y tế | Đ/c Nguyễn Văn A | Quý I")
    assert [found.text[start:end] for start, end in found.tasks[0].cells["note"]] == ["Đ/c Nguyễn Văn A"]


# --- cells merged downwards ----------------------------------------------------------------------------------------------

MERGED: list[list[str | None]] = [
    ["STT", "Nhiệm vụ", "Chủ trì", "Hạn"],
    ["1", "Một", "Sở Y tế", "Quý I"],
    ["2", "Hai", None, None],  # both reach down
    ["3", "Ba", "", "Quý II"],  # blank, not merged
    ["4", "Bốn", "Sở Nội vụ", "Quý III"],
    [None, "Phần hai", "Sở Tư pháp", "Quý IV"],  # its own work under a merged ordinal
    ["5", "Năm", "Sở Xây dựng", "Quý I"],
    [None, "và phần hai", None, None],  # no work of its own
]
INHERITED = [
    "- | 1 | Một | Sở Y tế |  | Quý I", "- | 2 | Hai | Sở Y tế |  | Quý I", "- | 3 | Ba |  |  | Quý II",
    "- | 4 | Bốn | Sở Nội vụ |  | Quý III", "- | 4 | Phần hai | Sở Tư pháp |  | Quý IV",
    "- | 5 | Năm và phần hai | Sở Xây dựng |  | Quý I",
]  # fmt: skip


def as_word(path: Path) -> None:
    file = docx.Document()
    for line in HEAD.split("\n\n"):
        file.add_paragraph(line)
    table = file.add_table(len(MERGED), 4, "Table Grid")
    for row, cells in enumerate(MERGED):
        for column, words in enumerate(cells):
            if words is None:
                table.cell(row - 1, column).merge(table.cell(row, column))
            else:
                table.cell(row, column).text = words
    file.save(str(path))


def as_sheet(path: Path) -> None:
    workbook = openpyxl.Workbook()
    page = workbook.active
    for line in HEAD.split("\n\n"):
        page.append([line])
    for cells in MERGED:
        page.append(cells)
        for column, words in enumerate(cells, start=1):
            if words is None:
                page.merge_cells(
                    start_row=page.max_row - 1, end_row=page.max_row, start_column=column, end_column=column
                )  # fmt: skip
    workbook.save(path)


def as_page(path: Path) -> None:
    rows = []
    for row, cells in enumerate(MERGED):
        below = MERGED[row + 1] if row + 1 < len(MERGED) else ["", "", "", ""]
        drawn = [
            f"<td{' rowspan=2' if below[column] is None else ''}>{html.escape(words)}</td>"
            for column, words in enumerate(cells)
            if words is not None
        ]
        rows.append(f"<tr>{''.join(drawn)}</tr>")
    head = "".join(f"<p>{line}</p>" for line in HEAD.split("\n") if line)
    path.write_text(f'<html><body>{head}<table border="1">{"".join(rows)}</table></body></html>', encoding="utf-8")


@pytest.mark.parametrize(("name", "write"), [("a.docx", as_word), ("a.xlsx", as_sheet), ("a.html", as_page)])
def test_a_cell_merged_downwards_counts_for_each_row(name: str, write: Callable[[Path], None], tmp_path: Path) -> None:
    write(tmp_path / name)
    found = read_document(tmp_path / name, "doc", name)
    assert told(found) == INHERITED
    assert warned(found).count("vertical_merge") == 1
    first, second = found.tasks[:2]
    assert first.cells["lead"] == second.cells["lead"]
    assert [task.id for task in found.tasks if task.stt == "4"] == ["doc:I-4", "doc:I-4.2"]


def test_a_cell_without_a_rule_below_it_is_merged_downwards() -> None:
    """As a page draws it: no rule between the second and the third band of the lead's column."""
    x, y = (72.0, 112.0, 272.0, 392.0, 472.0), (100.0, 130.0, 160.0, 190.0)
    levels = [Rule(True, at, x[0], x[-1]) for at in (y[0], y[1], y[3])]
    levels += [Rule(True, y[2], x[0], x[2]), Rule(True, y[2], x[3], x[4])]
    rows = [["STT", "Nhiệm vụ", "Chủ trì", "Hạn"], ["1", "Một", "Sở Y tế", "Quý I"], ["2", "Hai", "", "Quý II"]]
    ink = [
        Glyph(sign, x[column] + 4 + 5 * place, x[column] + 9 + 5 * place, y[band] + 20, 10.0, False)
        for band, row in enumerate(rows)
        for column, words in enumerate(row)
        for place, sign in enumerate(words)
    ]
    (table,), _ = drawn_tables([*levels, *(Rule(False, at, y[0], y[-1]) for at in x)], ink, None)
    assert table.covered == (frozenset(), frozenset(), frozenset({2}))
    writer = Writer()
    writer.turn(1, ())
    writer.table(table)
    assert [block.covered for block in writer.reading(()).blocks if isinstance(block, Row)][-1] == {2}


# --- the parts ------------------------------------------------------------------------------------------------------------

HEADERS = [
    (["STT", "Nhóm nhiệm vụ", "Nhiệm vụ cụ thể", "Người thực hiện", "Cơ quan chủ trì, phối hợp"], "stt - content - parties"),
    (["STT", "Nội dung", "Cơ quan chủ trì", "Cơ quan chủ trì, phối hợp"], "stt content lead -"),
    (["STT", "Nội dung", "Cơ quan chủ trì (đơn vị phối hợp)", "Hạn"], "stt content parties deadline"),
    (["STT", "Nội dung", "Cơ quan phối hợp với đơn vị chủ trì", "Đơn vị chủ trì"], "stt content coordinating lead"),
    (["STT", "Nội dung", "Thời gian bắt đầu - kết thúc", "Đơn vị"], "stt content deadline lead"),
    (["STT", "Nội dung", "Thời gian hoàn thành thực tế", "Kỳ hạn"], "stt content - deadline"),
    (["STT", "Nội dung", "Kết quả thực hiện", "Sản phẩm"], "stt content - deliverable"),
]  # fmt: skip


@pytest.mark.parametrize(("header", "roles"), HEADERS, ids=[" ".join(header) for header, _ in HEADERS])
def test_the_most_exact_words_name_the_column(header: list[str], roles: str) -> None:
    assert " ".join(column.role or "-" for column in columns([header])) == roles


def test_rows_of_a_header() -> None:
    top = ["STT", "Nội dung", "Cơ quan thực hiện", "", "Hạn"]
    assert refines([top], ["", "", "Chủ trì", "Phối hợp", ""])
    assert not refines([top], ["", "liệu", "Công nghệ", "", "III"]), "the rest of a cut row"
    assert not refines([top], ["1", "Một", "Chủ trì", "Phối hợp", ""]), "a task"
    assert not refines([top], ["", "", "học và Công nghệ", "các ngành", ""]), "the rest of two cells"
    counting = (["A", "B", "1", "2", "3"], ["1", "2", "3=1+2"], ["(1)", "(2)", "(3) = (1) + (2)"])
    assert [numbers_columns(row) for row in counting] == [True, True, True]
    assert not numbers_columns(["1", "Một", "3"])
    assert not numbers_columns(["1", "1", "2"])


LABELS = [
    ("II. Phát triển hạ tầng", "II"), ("A. THỂ CHẾ", "A"), ("I Thể chế", "I"), ("A NHÓM THỂ CHẾ", "A"), ("1. Hạ tầng", "1"),
    ("1.2 Hạ tầng số", "1.2"), ("2) Nhân lực", "2"), ("IV", "IV"),
    ("Chuyển đổi số", None), ("Lĩnh vực y tế", None), ("2026 là năm đầu", None), ("A Lưới và vùng phụ cận", None),
    ("CCVC và người lao động", None), ("Đ/c Nguyễn Văn A", None), ("30/6/2026", None),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "label"), LABELS)
def test_labels_stand_for_themselves(cell: str, label: str | None) -> None:
    found = label_of(cell)
    assert (found.label if found else None) == label


def test_titles_and_last_words() -> None:
    assert [may_be_title(words) for words in ("Lĩnh vực y tế", "“Hạ tầng” số:")] == [True, True]
    assert not any(map(may_be_title, ("và nhân lực", "Sở Y tế,", "I. Thể chế", "Tổng cộng", "Rà soát " * 40)))
    assert all(map(is_last_words, ("Tổng cộng: 12 nhiệm vụ", "Tổng số", "Cộng (I+II)", "Tổng 5 việc", "Ghi chú: theo quý")))
    assert not any(map(is_last_words, ("Tổng hợp báo cáo", "Cộng tác viên", "Tổng kết công tác")))


ORDINALS = [
    ("1.", "1", ("1",)), ("01", "01", ("1",)), ("1.1.", "1.1", ("1", "1")), ("(2)", "2", ("2",)), ("I.1", "I.1", ("I", "1")),
    ("a)", "a", ("a",)), ("7a", "7a", ("7", "a")), ("10", "10", ("10",)),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "stt", "parts"), ORDINALS)
def test_ordinals(cell: str, stt: str, parts: tuple[str, ...]) -> None:
    assert read(cell) == stt
    assert number(stt) == parts


@pytest.mark.parametrize("cell", ["", "-", "I", "A", "STT", "1 việc", "30/6", "và"])
def test_no_ordinals(cell: str) -> None:
    assert read(cell) is None


SHARED = [
    ("Chủ trì: Sở Y tế; phối hợp: Sở Nội vụ", ["Sở Y tế"], ["Sở Nội vụ"], False),
    ("- Cơ quan chủ trì: Sở Y tế. - Cơ quan phối hợp: Các sở, ngành; UBND xã", ["Sở Y tế"], ["Các sở, ngành; UBND xã"], False),
    ("Sở Y tế chủ trì tham mưu; Sở Nội vụ, Sở Tài chính phối hợp thực hiện", ["Sở Y tế"], ["Sở Nội vụ, Sở Tài chính"], False),
    ("Chủ trì Sở Y tế, phối hợp Sở Nội vụ", ["Sở Y tế"], ["Sở Nội vụ"], False),
    ("Sở Y tế (chủ trì), Sở Nội vụ, Sở Tài chính (phối hợp)", ["Sở Y tế"], ["Sở Nội vụ, Sở Tài chính"], False),
    ("Sở Y tế (chủ trì); Sở Nội vụ", ["Sở Y tế"], ["Sở Nội vụ"], False),
    ("Sở Y tế, Sở Nội vụ (phối hợp)", ["Sở Y tế"], ["Sở Nội vụ"], False),
    ("Sở Y tế phối hợp với Sở Nội vụ", ["Sở Y tế"], ["Sở Nội vụ"], False),
    ("Phối hợp: Sở Y tế", [], ["Sở Y tế"], False),
    ("Sở Y tế", ["Sở Y tế"], [], False),
    ("Sở Y tế, Sở Nội vụ, Sở Tài chính", ["Sở Y tế"], ["Sở Nội vụ, Sở Tài chính"], True),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "lead", "coordinating", "unclear"), SHARED, ids=[row[0] for row in SHARED])
def test_cells_of_both_parties(cell: str, lead: list[str], coordinating: list[str], unclear: bool) -> None:
    parties = divided(extent(cell, (Span(0, len(cell)),)))
    assert [cell[start:end] for start, end in parties.lead] == lead
    assert [cell[start:end] for start, end in parties.coordinating] == coordinating
    assert parties.unclear == unclear


@pytest.mark.parametrize("cell", ["Sở Y tế", "Sở Y tế chủ trì", "Phối hợp: Sở Y tế", "", "Các sở, ban, ngành"])
def test_a_lead_that_names_nobody_beside_itself_stays_whole(cell: str) -> None:
    assert not says_both(cell)


PIPES = [
    ("without outer pipes", "STT | Nội dung | Chủ trì | Hạn\n--- | --- | --- | ---\n1 | Một \\| hai | Sở Y tế | Quý I"),
    ("with them in some rows", "STT | Nội dung | Chủ trì | Hạn\n---|---|---|---\n| 1 | Một \\| hai | Sở Y tế | Quý I |"),
    ("an empty first cell", "STT | Nội dung | Chủ trì | Hạn\n---|---|---|---\n1 | Một \\| | Sở Y tế | Quý I\n | hai | | "),
]  # fmt: skip


@pytest.mark.parametrize("table", [row[1] for row in PIPES], ids=[row[0] for row in PIPES])
def test_pipe_tables_without_outer_pipes(table: str) -> None:
    assert told(understand(plain.read(f"{HEAD}{table}\n"), "doc", "a.md")) == ["- | 1 | Một | hai | Sở Y tế |  | Quý I"]


def test_pipes_without_a_rule_are_running_text() -> None:
    assert not [block for block in plain.read("a | b | c\nd | e | f").blocks if isinstance(block, Row)]


SIZES = st.lists(st.integers(1, 4), min_size=1, max_size=4)


@given(SIZES, st.sampled_from(["I", "1.", "title", "merged"]), st.booleans())
def test_groups_in_any_style_hold_their_tasks(sizes: list[int], style: str, anew: bool) -> None:
    """Whatever the label of a group looks like, and whether its tasks count anew or on: each task stands under its group."""
    roman = ("I", "II", "III", "IV")
    lines, wanted, count = [HEADER], [], 0
    for group, size in enumerate(sizes):
        title = f"Nhóm việc {'abcd'[group]}"
        label = {"I": roman[group], "1.": f"{group + 1}.", "title": "", "merged": f"{roman[group]}. {title}"}[style]
        lines.append(f"{label} | {'' if style == 'merged' else title} | | |")
        count = 0 if anew else count
        for _ in range(size):
            count += 1
            lines.append(f"{count} | Việc {count} | Sở Y tế | |")
            wanted.append((title, str(count)))
    found = document("\n".join(lines))
    assert [(task.group and task.group.title, task.stt) for task in found.tasks] == wanted
    assert len({task.id for task in found.tasks}) == len(wanted)
    assert warned(found) == []
