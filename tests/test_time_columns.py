"""Crosses under months and quarters are deadlines, in every format; cells that are as another one take its value."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from corpus.model import Document
from ingest.directive.understanding import understand
from ingest.door import read_document
from ingest.formats import plain

HEAD = "UBND TỈNH NGHỆ AN\n\nSố: 501/KH-UBND\n\nNghệ An, ngày 15 tháng 5 năm 2026\n\nKẾ HOẠCH\nChuyển đổi số năm 2026\n\nI. NHIỆM VỤ\n\n"
D = date


def paper(*rows: str) -> Document:
    table = "\n".join("\t".join(cell.strip() for cell in row.split("|")) for row in rows)
    return understand(plain.read(f"{HEAD}{table}\n"), "d", "d.txt")


def limits(found: Document) -> list[tuple[str, date | None, date | None]]:
    return [(task.deadline.raw, task.deadline.start, task.deadline.due) for task in found.tasks if task.deadline]


def warned(found: Document, code: str) -> list[str]:
    return [notice.message for notice in found.warnings if notice.code == code]


QUARTERS = ("STT | Nội dung | Chủ trì | Thời gian thực hiện | | |", " | | | Quý I | Quý II | Quý III | Quý IV")
ROWS = [
    ("x | | |", "Quý I", D(2026, 1, 1), D(2026, 3, 31), "one"),
    ("| X | X |", "Quý II, Quý III", D(2026, 4, 1), D(2026, 9, 30), "two in a row"),
    ("✓ | ✓ | ✓ | ✓", "Quý I, Quý II, Quý III, Quý IV", D(2026, 1, 1), D(2026, 12, 31), "all"),
    ("x | | x |", "Quý I, Quý III", D(2026, 1, 1), D(2026, 9, 30), "two with a gap: turns"),
    ("| 30/6 | |", "30/6", None, D(2026, 6, 30), "a day of its own"),
]


@pytest.mark.parametrize(("cells", "raw", "start", "due", "why"), ROWS, ids=[row[4] for row in ROWS])
def test_crosses_under_quarters(cells: str, raw: str, start: date | None, due: date, why: str) -> None:
    found = paper(*QUARTERS, f"1 | Một | Sở Nội vụ | {cells}")
    assert limits(found) == [(raw, start, due)], why
    assert found.tasks[0].note is None
    quote = " ".join(found.text[s.start : s.end] for s in found.tasks[0].cells["deadline"]).split()
    own = [] if raw == "30/6" else raw.replace(",", "").split()
    assert quote == [*own, *cells.replace("|", "").split()]
    assert len(warned(found, "deadline_from_marks")) == (cells != "| 30/6 | |")


HEADERS = [
    (("STT | Nội dung | Chủ trì | Năm 2026 | | Năm 2027 |", " | | | Quý III | Quý IV | Quý I | Quý II"), "| x | x |",
     ("Quý IV năm 2026, Quý I năm 2027", D(2026, 10, 1), D(2027, 3, 31)), "the year above"),
    (("STT | Nội dung | Chủ trì | Thời gian (tháng) | | |", " | | | 5 | 6 | 7 | 8"), "| x | x |",
     ("tháng 6, tháng 7", D(2026, 6, 1), D(2026, 7, 31)), "figures under a word"),
    (("STT | Nội dung | Chủ trì | T9 | T10 | T11 | T12",), "| | | x", ("tháng 12", D(2026, 12, 1), D(2026, 12, 31)), "short months"),
    (("STT | Nội dung | Chủ trì | Quý II/2026 | Quý III/2026",), "| x", ("Quý III/2026", D(2026, 7, 1), D(2026, 9, 30)), "one row of labels"),
    (("STT | Nội dung | Chủ trì | 2026 | 2027",), "x | x", ("năm 2026, năm 2027", D(2026, 1, 1), D(2027, 12, 31)), "years"),
]  # fmt: skip


@pytest.mark.parametrize(("header", "cells", "limit", "why"), HEADERS, ids=[row[3] for row in HEADERS])
def test_columns_of_time(header: tuple[str, ...], cells: str, limit: tuple[str, date, date], why: str) -> None:
    assert limits(paper(*header, f"1 | Một | Sở Y tế | {cells}")) == [limit], why


def test_crosses_make_tasks_where_no_column_says_who_or_when() -> None:
    assert len(limits(paper("STT | Nội dung | Tháng 5 | Tháng 6", "1 | Một | x |", "2 | Hai | | x"))) == 2


def test_figures_under_quarters_make_none() -> None:
    assert not paper("STT | Chỉ tiêu | Quý I | Quý II", "1 | Thu ngân sách | 10 | 20").tasks


def test_a_cross_beside_a_deadline_in_words_is_told() -> None:
    found = paper("STT | Nội dung | Chủ trì | Hạn | Quý II | Quý III", "1 | Một | Sở Y tế | 30/6 | x |")
    assert [(task.deadline and task.deadline.due, task.note) for task in found.tasks] == [(D(2026, 6, 30), "Quý II: x")]
    assert len(warned(found, "deadline_marks")) == 1


def _word(path: Path) -> None:
    file = docx.Document()
    for line in HEAD.split("\n\n"):
        file.add_paragraph(line)
    table = file.add_table(rows=4, cols=5)
    for row, cells in enumerate((("STT", "Nội dung", "Chủ trì", "Thời gian", ""), ("", "", "", "Quý I", "Quý II"), ("1", "Một", "Sở Y tế", "x", ""), ("2", "Hai", "Sở Y tế", "x", "x"))):  # fmt: skip
        for place, words in enumerate(cells):
            table.cell(row, place).text = words
    for place in range(3):
        table.cell(0, place).merge(table.cell(1, place))
    table.cell(0, 3).merge(table.cell(0, 4))
    file.save(str(path))


def _sheet(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in HEAD.split("\n\n"):
        sheet.append([line])
    start = sheet.max_row + 1
    for cells in (("STT", "Nội dung", "Chủ trì", "Thời gian", ""), ("", "", "", "Quý I", "Quý II"), (1, "Một", "Sở Y tế", "x", None), (2, "Hai", "Sở Y tế", "x", "x")):  # fmt: skip
        sheet.append(list(cells))
    for column in "ABC":
        sheet.merge_cells(f"{column}{start}:{column}{start + 1}")
    sheet.merge_cells(f"D{start}:E{start}")
    book.save(path)


@pytest.mark.parametrize(("name", "write"), [("a.docx", _word), ("a.xlsx", _sheet)])
def test_merged_headers_of_files(name: str, write: object, tmp_path: Path) -> None:
    assert callable(write)
    write(tmp_path / name)
    assert [limit[0] for limit in limits(read_document(tmp_path / name, "d", name))] == ["Quý I", "Quý I, Quý II"]


# --- cells that are as another one -------------------------------------------------------------------------------------------

HEADER = "STT | Nội dung | Chủ trì | Phối hợp | Hạn"
SAME = [
    ("nt | -nt- | nt", "the row above"),
    ("Như trên | như hàng trên | Như ở trên", "in words"),
    ('" | ” | -"-', "strokes"),
    ("Như mục 1 | như STT 1 | giống nhiệm vụ số 1 nêu trên", "by its number"),
]


@pytest.mark.parametrize(("cells", "why"), SAME, ids=[row[1] for row in SAME])
def test_the_value_of_the_row_that_is_meant(cells: str, why: str) -> None:
    found = paper(HEADER, "1 | Một | Sở Y tế | Sở Nội vụ | Quý I", f"2 | Hai | {cells}")
    one, other = found.tasks
    assert (one.deadline, [m.name for m in other.lead], [m.name for m in other.coordinating]) == (
        other.deadline,
        ["Sở Y tế"],
        ["Sở Nội vụ"],
    ), why
    assert [message.partition("(STT")[2] for message in warned(found, "ditto")] == [" 2 theo STT 1). Hãy kiểm tra."]


def test_a_number_is_that_of_the_group() -> None:
    rows = ("I | Nhóm A | | |", "1 | Một | Sở Y tế | |", "II | Nhóm B | | |", "1 | Hai | Sở Nội vụ | |")
    found = paper(HEADER, *rows, "2 | Ba | Như mục 1 | Như mục I.1 |")
    assert [m.name for m in found.tasks[2].lead] == ["Sở Nội vụ"]
    assert warned(found, "agency_unknown")  # nobody coordinates in I.1


def test_what_names_no_row_stays_and_is_told() -> None:
    found = paper(HEADER, "1 | Một | Sở Y tế | | Quý I", "2 | Hai | Như mục 9 | Như mục 1, 2 | Theo mục 1")
    assert [m.name for m in found.tasks[1].lead] == ["Như mục 9"]
    assert (len(warned(found, "agency_unknown")), len(warned(found, "deadline_unread")), warned(found, "ditto")) == (2, 1, [])
