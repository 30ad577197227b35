"""Workbooks: what shows is what is read, and a sheet that was made to hurt does not."""

from __future__ import annotations

import datetime as dt
import io
import json
import time
import unicodedata
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from corpus.errors import Refused, SecretPaper
from ingest.admission import gate
from ingest.door import read_document
from ingest.formats.sheet import reader as sheet
from ingest.formats.sheet.values import Value, shown
from ingest.reading import Line, Reading, Row

HEADER = ["STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Hạn hoàn thành"]
Build = Callable[[Any], object]


def write(path: Path, *builds: Build) -> Path:
    """A workbook with one sheet for each of ``builds``."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for number, build in enumerate(builds, start=1):
        build(workbook.create_sheet(f"Trang {number}"))
    workbook.save(path)
    return path


def rows_of(*rows: list[Any]) -> Build:
    def build(page: Any) -> None:
        for row in rows:
            page.append(row)

    return build


def lines(reading: Reading) -> list[str]:
    return [reading.text[b.span.start : b.span.end] for b in reading.blocks if isinstance(b, Line)]


def table(reading: Reading) -> list[list[str]]:
    return [[reading.text[start:end] for start, end in b.cells] for b in reading.blocks if isinstance(b, Row)]


def codes(reading: Reading) -> set[str]:
    return {notice.code for notice in reading.notices}


def assert_sound(reading: Reading) -> None:
    """The law of every reading: NFC, each block on lines of its own, in order, cells divided by tabs."""
    assert unicodedata.is_normalized("NFC", reading.text)
    rebuilt = ""
    for block in reading.blocks:
        spans = [block.span] if isinstance(block, Line) else list(block.cells)
        assert spans[0].start == len(rebuilt)
        rebuilt += "\t".join(reading.text[start:end] for start, end in spans) + "\n"
    assert rebuilt == reading.text


DAY = dt.datetime(2026, 4, 1)


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (1, "General", "1"),
        (1.0, "General", "1"),  # never "1.0"
        (1.5, "General", "1.5"),
        (0.1 + 0.2, "General", "0.3"),
        (123456789012, "General", "123456789012"),
        (1, "00", "01"),
        (3, "0.", "3."),
        (2.5, "0", "3"),
        (0.954, "0%", "95%"),
        (0.954, "0.0%", "95.4%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (1000000, '#,##0\\ "đồng"', "1,000,000 đồng"),
        (1, "0.##", "1"),
        (1.5, "0.##", "1.5"),
        (-5, "0", "-5"),
        (-5, "0;(0)", "(5)"),
        (5, "_(* #,##0_);_(* (#,##0)", "5"),
        (7, "[Red]0", "7"),
        (0.5, "# ?/?", "0.5"),  # no fraction, but no lie either
        (float("inf"), "0", "inf"),
        (1e300, "0.00", "1e+300"),
        (DAY, "dd/mm/yyyy", "01/04/2026"),
        (DAY, "d/m/yyyy", "1/4/2026"),
        (DAY, "[$-42A]dd/mm/yyyy;@", "01/04/2026"),
        (DAY, "mm-dd-yy", "1/4/2026"),  # the short date of the machine: never the month first
        (DAY, "yyyy-mm-dd", "1/4/2026"),
        (DAY, "mm/yyyy", "04/2026"),
        (DAY, "mmm-yy", "4/2026"),  # what Excel makes of a typed "4/2026"
        (DAY, "d-mmm", "1/4"),  # and of "1/4"
        (DAY, "yyyy", "2026"),
        (DAY, '"ngày "dd" tháng "mm" năm "yyyy', "ngày 01 tháng 04 năm 2026"),
        (DAY, '"Tháng "m/yyyy', "Tháng 4/2026"),
        (DAY, "General", "1/4/2026"),
        (dt.datetime(2026, 4, 1, 8, 30), "dd/mm/yyyy hh:mm", "01/04/2026 08:30"),
        (dt.time(8, 30), "hh:mm", "08:30"),
        (dt.timedelta(hours=30), "[h]:mm", "30:00"),
        (True, "General", "TRUE"),
        (None, "General", ""),
        ("=1+1", "@", "=1+1"),
    ],
)
def test_values_as_they_show(value: Value, code: str, expected: str) -> None:
    assert shown(value, code) == expected


def plan(page: Any) -> None:
    page.title = "Phụ lục I"
    page["A1"], page["D1"] = "UBND TỈNH X\nSỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    page["A2"], page["D2"] = "Số: 12/KH-SY", "Độc lập - Tự do - Hạnh phúc"
    page["A4"] = "DANH MỤC NHIỆM VỤ NĂM 2026"
    page["A4"].font = Font(bold=True)
    page.merge_cells("A4:E4")
    for column, words in enumerate(HEADER, start=1):
        page.cell(6, column, words)
    page["A7"] = "I. CHUYỂN ĐỔI SỐ"
    page.merge_cells("A7:E7")
    page["A8"], page["B8"], page["C8"], page["E8"] = 1, "Rà soát\nthủ tục", "Sở Nội vụ", dt.date(2026, 4, 30)
    page["E8"].number_format = "dd/mm/yyyy"
    page["A9"], page["B9"], page["C9"], page["E9"] = 2.0, "Lập danh mục", "Sở Y tế", "Quý I"
    page["A11"], page["B11"], page["C11"], page["E11"] = 3, "Sau hàng trống", "Sở Tài chính", "Quý II"
    page["A13"], page["D13"] = "Nơi nhận:\n- Lưu: VT.", "KT. GIÁM ĐỐC"
    page["D14"] = "PHÓ GIÁM ĐỐC"


def test_a_task_list(tmp_path: Path) -> None:
    reading = sheet.read(write(tmp_path / "a.xlsx", plan))
    assert_sound(reading)
    assert lines(reading) == [
        "UBND TỈNH X", "SỞ NỘI VỤ", "Số: 12/KH-SY", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "DANH MỤC NHIỆM VỤ NĂM 2026", "Phụ lục I", "Nơi nhận:", "- Lưu: VT.", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC",
    ]  # fmt: skip
    assert table(reading) == [
        HEADER,
        ["I. CHUYỂN ĐỔI SỐ", "", "", "", ""],
        ["1", "Rà soát thủ tục", "Sở Nội vụ", "", "30/04/2026"],
        ["2", "Lập danh mục", "Sở Y tế", "", "Quý I"],
        ["3", "Sau hàng trống", "Sở Tài chính", "", "Quý II"],  # the columns of the header, though one is empty
    ]
    assert [block.table for block in reading.blocks if isinstance(block, Row)] == [1, 1, 1, 1, 2]
    assert [b.bold for b in reading.blocks if isinstance(b, Line)][5:7] == [True, True]
    assert reading.notices == ()


def test_its_tasks(tmp_path: Path) -> None:
    document = read_document(write(tmp_path / "a.xlsx", plan), "x", "a.xlsx")
    assert [(task.annex, task.stt, task.group and task.group.title) for task in document.tasks] == [
        ("I", stt, "CHUYỂN ĐỔI SỐ") for stt in ("1", "2", "3")
    ]
    assert [task.lead[0].name for task in document.tasks] == ["Sở Nội vụ", "Sở Y tế", "Sở Tài chính"]
    assert document.tasks[0].deadline is not None
    assert document.tasks[0].deadline.due == dt.date(2026, 4, 30)
    assert (document.number, document.agency) == ("12/KH-SY", "Sở Nội vụ")


@pytest.mark.parametrize(
    ("builds", "expected_lines", "expected_rows"),
    [
        # A table that begins in C5, without any title.
        ((lambda page: [page.cell(5 + i, 3 + j, v) for i, row in enumerate([HEADER[:3], [1, "a", "b"]]) for j, v in enumerate(row)],), [], [HEADER[:3], ["1", "a", "b"]]),
        # Two sheets with the same header: the second is told from the first by its name.
        ((rows_of(HEADER[:3], [1, "a", "b"]), rows_of(HEADER[:3], [1, "c", "d"])), ["Trang 2"], [HEADER[:3], ["1", "a", "b"], HEADER[:3], ["1", "c", "d"]]),
        # A second table behind the first, with its own title.
        ((rows_of(HEADER[:3], [1, "a", "b"], [], ["PHỤ LỤC II"], HEADER[:3], [1, "c", "d"]),), ["PHỤ LỤC II"], [HEADER[:3], ["1", "a", "b"], HEADER[:3], ["1", "c", "d"]]),
        # The same without an empty row between.
        ((rows_of(HEADER[:3], [1, "a", "b"], ["PHỤ LỤC II"], HEADER[:3], [1, "c", "d"]),), ["PHỤ LỤC II"], [HEADER[:3], ["1", "a", "b"], HEADER[:3], ["1", "c", "d"]]),
        # A signature right below the table is no row of it.
        ((rows_of(HEADER[:3], [1, "a", "b"], [None, "NGƯỜI LẬP BIỂU", "GIÁM ĐỐC"]),), ["NGƯỜI LẬP BIỂU", "GIÁM ĐỐC"], [HEADER[:3], ["1", "a", "b"]]),
        # A remark behind an empty row is none either.
        ((rows_of(HEADER[:3], [1, "a", "b"], [], ["Ghi chú: x"]),), ["Ghi chú: x"], [HEADER[:3], ["1", "a", "b"]]),
        # No header at all: blocks of two columns and more are kept as tables.
        ((rows_of(["Biểu 1"], [], ["a", 1], ["b", 2]),), ["Biểu 1"], [["a", "1"], ["b", "2"]]),
    ],
)  # fmt: skip
def test_what_is_a_table(
    builds: tuple[Build, ...], expected_lines: list[str], expected_rows: list[list[str]], tmp_path: Path
) -> None:
    reading = sheet.read(write(tmp_path / "a.xlsx", *builds))
    assert_sound(reading)
    assert (lines(reading), table(reading)) == (expected_lines, expected_rows)


def test_hidden_parts_are_left_out_and_named(tmp_path: Path) -> None:
    def build(page: Any) -> None:
        rows_of(HEADER[:4], [1, "thấy", "x", "ẩn"], [2, "ẩn", "y", "ẩn"], [3, "thấy nữa", "z", "ẩn"])(page)
        page.row_dimensions[3].hidden = True
        page.column_dimensions["D"].hidden = True

    def secret(page: Any) -> None:
        page["A1"] = "trang ẩn"
        page.sheet_state = "veryHidden"

    reading = sheet.read(write(tmp_path / "a.xlsx", build, secret))
    assert "ẩn" not in reading.text
    assert table(reading) == [HEADER[:3], ["1", "thấy", "x"], ["3", "thấy nữa", "z"]]
    assert {block.table for block in reading.blocks if isinstance(block, Row)} == {1}  # no gap where a row is hidden
    (notice,) = reading.notices
    assert notice.code == "hidden_cells"
    assert all(words in notice.message for words in ("trang tính “Trang 2”", "hàng 3", "cột D"))


def test_formulas_count_by_their_value(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", rows_of(HEADER[:3], [1, "a", "b"], ["=A2+1", "c", "d"]))
    assert codes(sheet.read(path)) == {"formula_without_value"}
    assert "A3" in sheet.read(path).notices[0].message
    change(path, "sheet1.xml", b"<f>A2+1</f><v></v>", b"<f>A2+1</f><v>2</v>")
    assert table(sheet.read(path))[2] == ["2", "c", "d"]
    assert sheet.read(path).notices == ()
    change(path, "sheet1.xml", b'<c r="A3"><f>A2+1</f><v>2</v>', b'<c r="A3" t="str"><f>A2+1</f><v></v>')  # an empty text
    assert sheet.read(path).notices == ()


def change(path: Path, part: str, old: bytes, new: bytes) -> None:
    source = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            assert not name.endswith(part) or old in data
            target.writestr(name, data.replace(old, new) if name.endswith(part) else data)


def test_merged_cells_count_once(tmp_path: Path) -> None:
    def build(page: Any) -> None:
        rows_of(HEADER, [1, "a", "Sở A", "Sở B", "Quý I"], [2, "b", None, "Sở C", "Quý II"])(page)
        page.merge_cells("C2:C3")

    path = write(tmp_path / "a.xlsx", build)
    change(path, "sheet1.xml", b'<c r="D3"', b'<c r="C3" t="str"><v>cu</v></c><c r="D3"')
    reading = sheet.read(path)
    assert table(reading)[2] == ["2", "b", "", "Sở C", "Quý II"]  # what is left over under a merged cell does not show
    assert codes(reading) == {"vertical_merge"}


def part(path: Path) -> bytes:
    return zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")


def test_comments_and_old_fonts_are_noticed(tmp_path: Path) -> None:
    def build(page: Any) -> None:
        rows_of(HEADER[:3], [1, "Rµ so¸t thñ tôc", "Sở A"])(page)
        page["B2"].font = Font(name=".VnTime")
        page["B2"].comment = Comment("lời nhắn", "ai đó")

    reading = sheet.read(write(tmp_path / "a.xlsx", build))
    assert "lời nhắn" not in reading.text
    assert table(reading)[1] == ["1", "Rà soát thủ tục", "Sở A"]
    assert codes(reading) == {"comments_ignored", "legacy_font_converted"}


@pytest.mark.parametrize("place", ["cell", "header"])
def test_a_stamp_stops_it(place: str, tmp_path: Path) -> None:
    def build(page: Any) -> None:
        rows_of(["TỐI MẬT" if place == "cell" else "x"], [], HEADER[:3], [1, "a", "Sở Y tế"])(page)
        if place == "header":
            page.oddHeader.center.text = "TỐI MẬT"
            page.oddHeader.center.size = 14

    with pytest.raises(SecretPaper):
        read_document(write(tmp_path / "a.xlsx", build), "x", "a.xlsx")


@pytest.mark.parametrize("bare", [False, True])
def test_prefixed_and_bare_xml(bare: bool, tmp_path: Path) -> None:
    """Other programs write "<x:c>", or cells that do not say where they stand."""
    path = write(tmp_path / "a.xlsx", rows_of(HEADER[:3], [1, "a", "b"]))
    data = part(path)
    if bare:
        for name in (b' r="A1"', b' r="B1"', b' r="C1"', b' r="A2"', b' r="B2"', b' r="C2"', b' r="1"', b' r="2"'):
            data = data.replace(name, b"")
    else:
        for name in (b"worksheet", b"sheetData", b"row", b"c", b"v", b"is", b"t"):
            for end in (b">", b" ", b"/"):
                data = data.replace(b"<" + name + end, b"<x:" + name + end).replace(b"</" + name + end, b"</x:" + name + end)
        data = data.replace(b"xmlns=", b"xmlns:x=")
        head, _, rest = data.partition(b"<x:sheetData>")
        data = (
            head[: head.index(b"<sheetPr")]
            + b"<x:sheetData>"
            + rest[: rest.index(b"</x:sheetData>")]
            + b"</x:sheetData></x:worksheet>"
        )
    change(path, "sheet1.xml", part(path), data)
    assert table(sheet.read(path)) == [HEADER[:3], ["1", "a", "b"]]


def swollen(path: Path, extra: bytes, tail: bytes = b"") -> Path:
    write(path, rows_of(HEADER[:3], [1, "a", "b"]))
    change(path, "sheet1.xml", b"</sheetData>", extra + b"</sheetData>" + tail)
    return path


def test_a_million_formatted_rows_are_quick(tmp_path: Path) -> None:
    extra = b"".join(
        b'<row r="%d" spans="1:3"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>' % (n, n, n) for n in range(3, 1_048_577)
    )
    path = swollen(tmp_path / "a.xlsx", extra)
    started = time.perf_counter()
    assert gate.kind_of(path) == "sheet"
    assert table(sheet.read(path)) == [HEADER[:3], ["1", "a", "b"]]
    assert time.perf_counter() - started < 15  # 1.5 s alone on a quiet machine


@pytest.mark.parametrize(
    ("extra", "tail"),
    [
        (b"", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),  # 17 milliards of covered cells
        (b'<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row>', b""),  # a cell in the last corner
        (b'<row r="9"><c r="A9" t="str"><v>x</v></c></row>' * 3, b""),  # the same row thrice
    ],
)
def test_far_corners_cost_nothing(extra: bytes, tail: bytes, tmp_path: Path) -> None:
    started = time.perf_counter()
    assert_sound(sheet.read(swollen(tmp_path / "a.xlsx", extra, tail)))
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("extra", "tail", "code"),
    [
        (b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(3, 300_010)), b"", "too_large"),
        (b"", b"<mergeCells>" + b'<mergeCell ref="A1:B2"/>' * 20_001 + b"</mergeCells>", "too_large"),
        (b'<row r="9"><c r="A9" t="s"><v>99999</v></c></row>', b"", "broken_xlsx"),  # a text that is not there
        (b'<row r="9"><c r="A9"><v>mot</v></c></row>', b"", "broken_xlsx"),  # a number that is none
        (b"<row", b"", "broken_xlsx"),
        (b'<row r="9"><c r="A9" t="str"><v>&bomb;</v></c></row>', b"", "broken_xlsx"),
    ],
    ids=["cells", "merged", "string", "number", "cut", "entity"],
)
def test_what_cannot_be_read_is_refused(extra: bytes, tail: bytes, code: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        sheet.read(swollen(tmp_path / "a.xlsx", extra, tail))
    assert caught.value.code == code
    assert "a.xlsx" in str(caught.value)


def test_one_long_text_in_many_cells_is_refused(tmp_path: Path) -> None:
    long = "chữ " * 8000
    path = write(tmp_path / "a.xlsx", rows_of(*([long] for _ in range(400))))
    with pytest.raises(Refused, match="quá nhiều chữ"):
        sheet.read(path)


@pytest.mark.parametrize("build", [rows_of([]), rows_of([1, 2], [3])])
def test_nothing_to_read(build: Build, tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        sheet.read(write(tmp_path / "a.xlsx", build))
    assert caught.value.code == "no_text"


@pytest.mark.parametrize("name", ["000", "003"])
def test_the_annexes_of_a_real_plan(name: str, shared: Path, tmp_path: Path) -> None:
    """The rows of a directive typed into a workbook, one sheet an annex, groups merged: every cell comes back."""
    truth = json.loads((shared / "renders" / f"{name}.truth.json").read_text(encoding="utf-8"))
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    expected = []
    for annex in truth["annexes"]:
        page = workbook.create_sheet(annex["annex"])
        page.append(["DANH MỤC NHIỆM VỤ"])
        page.append(annex["columns"])
        expected.append(annex["columns"])
        for row in (row for row in truth["rows"] if row["annex"] == annex["annex"]):
            words = [row["text"]] if row["kind"] == "group" else list(row["cells"].values())
            page.append(words)
            page.merge_cells(
                start_row=page.max_row, end_row=page.max_row, start_column=len(words), end_column=len(annex["columns"])
            )
            expected.append(words + [""] * (len(annex["columns"]) - len(words)))
    workbook.save(tmp_path / "a.xlsx")
    reading = sheet.read(tmp_path / "a.xlsx")
    assert [["".join(cell.split()) for cell in row] for row in table(reading)] == [
        ["".join(cell.split()) for cell in row] for row in expected
    ]
    tasks = read_document(tmp_path / "a.xlsx", "x", "a.xlsx").tasks
    assert [task.annex for task in tasks] == [
        row["annex"].removeprefix("Phụ lục ") for row in truth["rows"] if row["kind"] == "task"
    ]


def test_formatted_cells_around_a_table_do_not_count(tmp_path: Path) -> None:
    def build(page: Any) -> None:
        rows_of(HEADER[:3], [1, "a", "b"])(page)
        for row in page["D1:Z40"]:
            for cell in row:
                cell.fill = PatternFill("solid", start_color="FFFFFF")

    assert table(sheet.read(write(tmp_path / "a.xlsx", build))) == [HEADER[:3], ["1", "a", "b"]]


LATIN = "".join(map(chr, range(0xA0, 0x100)))  # enough of these is text in an old font, see test_legacy
WORDS = st.text(st.characters(exclude_characters=LATIN, exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp")), max_size=12)
CELLS = st.one_of(WORDS, st.integers(-(10**9), 10**9), st.booleans(), st.none())


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=6))
def test_any_cells_come_back(tmp_path_factory: pytest.TempPathFactory, cells: list[list[Any]]) -> None:
    """Numbered rows under a header: every one is a row, cell by cell."""
    path = tmp_path_factory.getbasetemp() / "any.xlsx"
    body = [[number, *(_as_text(value) for value in row)] for number, row in enumerate(cells, start=1)]
    reading = sheet.read(write(path, rows_of(HEADER[:4], *body)))
    assert_sound(reading)
    assert table(reading)[1:] == [[str(number), *(_printed(value) for value in row)] for number, *row in body]


def _as_text(value: Any) -> Any:
    """openpyxl takes a text with "=" in front for a formula."""
    return value.lstrip("=") if isinstance(value, str) else value


def _printed(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    invisible = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"))
    text = "" if value is None else str(value).translate(invisible | dict.fromkeys(map(ord, "\u2010\u2011"), "-"))
    return " ".join(unicodedata.normalize("NFC", text).split())


@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=12), st.data())
def test_a_damaged_workbook_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]], data: st.DataObject
) -> None:
    """Bytes changed inside the packed file, and inside one of its parts."""
    folder = tmp_path_factory.getbasetemp()
    whole = write(folder / "whole.xlsx", plan)
    packed = bytearray(whole.read_bytes())
    names = zipfile.ZipFile(whole).namelist()
    if data.draw(st.booleans()):
        for place, byte in changes:
            packed[place % len(packed)] = byte
        (folder / "damaged.xlsx").write_bytes(packed)
    else:
        damage_part(whole, folder / "damaged.xlsx", data.draw(st.sampled_from(names)), changes)
    with suppress(Refused):
        if gate.kind_of(folder / "damaged.xlsx") == "sheet":
            sheet.read(folder / "damaged.xlsx")


def damage_part(whole: Path, path: Path, part_name: str, changes: list[tuple[int, int]]) -> None:
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            data = bytearray(source.read(name))
            for place, byte in changes if name == part_name else ():
                data[place % len(data)] = byte
            target.writestr(name, bytes(data))
