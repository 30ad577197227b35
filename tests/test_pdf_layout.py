"""The parts of the PDF reader on drawings made here: grids, printed lines, columns, paragraphs, pages that cannot be read."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import Refused
from ingest.formats.pdf.begins import Frame, Placed, begins
from ingest.formats.pdf.grid import Rule, grids
from ingest.formats.pdf.layout import Paper, flows
from ingest.formats.pdf.lines import Glyph, Run, lines, runs
from ingest.formats.pdf.margins import footnotes, without_furniture, without_number
from ingest.formats.pdf.reader import read
from ingest.formats.pdf.tables import Table, tables
from ingest.formats.pdf.words import clean, joint
from ingest.reading import Line, Row

PAPER = Paper(1, 595.0, 842.0)


def glyphs(text: str, x: float, base: float, size: float = 14.0, bold: bool = False) -> list[Glyph]:
    """A line of a fixed-width face, half its size wide."""
    width = size / 2
    return [Glyph(sign, x + i * width, x + (i + 1) * width, base, size, bold) for i, sign in enumerate(text)]


def run(text: str, x: float, base: float, size: float = 14.0, bold: bool = False) -> Run:
    return runs(glyphs(text, x, base, size, bold))[0]


def spelled(found: Sequence[Run]) -> list[str]:
    return [line.spelled() for line in found]


# --- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("drawn", "wanted", "why"),
    [
        ("Ke\u0302\u0301 hoa\u0323ch", "Kế hoạch", "letters and marks drawn apart"),
        ("41\u00adKH/TU", "41-KH/TU", "Word's hyphen may be a soft hyphen"),
        ("41\u2011KH", "41-KH", "a non-breaking hyphen is a hyphen, as in the Word reader"),
        ("2026\u00a0 -\u20092030", "2026 - 2030", "blanks of any width are one blank"),
        ("da\u200bta\ufeff", "data", "nothing invisible stays"),
        ("\ufb01bro", "fibro", "a ligature is two letters"),
        ("\uf0b7 Sở", "• Sở", "Word's bullet of the Symbol font"),
        ("a\u2028b\tc\nd", "a b c d", "no line end, tab or separator inside a printed line"),
    ],
)
def test_clean(drawn: str, wanted: str, why: str) -> None:
    assert clean(drawn) == wanted, why


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ("41-", "KH/TU", ""),
        ("35/KH-", "UBND", ""),
        ("13-TB/", "CQTT", ""),
        ("Văn hóa -", "Xã hội", " "),
        ("-", "Sở", " "),
        ("số", "35", " "),
    ],
)
def test_joint(before: str, after: str, wanted: str) -> None:
    assert joint(before, after) == wanted


def raised(text: str, x: float, base: float) -> list[Glyph]:
    return [glyph._replace(base=base - 5.0, size=8.0) for glyph in glyphs(text, x, base, 8.0)]


@pytest.mark.parametrize(
    ("before", "mark", "after", "marks", "wanted"),
    [
        ("Nguyên", "1", ", UBND", {"1"}, "Nguyên, UBND"),
        ("Nguyên", "1", " và", {"1"}, "Nguyên và"),
        ("170 m", "3", "/s", {"3"}, "170 m3/s"),
        ("70 km", "2", ".", set(), "70 km2."),
        ("10", "6", " đồng", set(), "106 đồng"),
        ("năm 2026", "2", ".", {"2"}, "năm 2026."),
        ("Nguyên", "1", ", UBND", set(), "Nguyên 1, UBND"),
    ],
)
def test_raised_marks(before: str, mark: str, after: str, marks: set[str], wanted: str) -> None:
    x = 72.0 + 7 * len(before)
    line = runs([*glyphs(before, 72, 100), *raised(mark, x, 100), *glyphs(after, x + 4, 100)])
    assert lines(line)[0].spelled(marks) == wanted


@given(words=st.lists(st.text("abcđê1-/.", min_size=1, max_size=6), min_size=1, max_size=24), seed=st.integers(0, 99))
def test_drawing_order_of_runs_says_nothing(words: list[str], seed: int) -> None:
    """However the runs are drawn, the lines read the same: words set four to a line, drawn in any order."""
    set_lines = [words[i : i + 4] for i in range(0, len(words), 4)]
    drawn = [
        glyphs(word, 72 + 120 * place, 100 + 20 * row) for row, line in enumerate(set_lines) for place, word in enumerate(line)
    ]
    random.Random(seed).shuffle(drawn)
    assert spelled(lines(runs([glyph for word in drawn for glyph in word]))) == [" ".join(line) for line in set_lines]


def test_a_line_drawn_twice_counts_once() -> None:
    assert spelled(lines(runs([*glyphs("KẾ HOẠCH", 72, 100), *glyphs("KẾ HOẠCH", 72.4, 100)]))) == ["KẾ HOẠCH"]


# --- tables ----------------------------------------------------------------------------------------------------------


def ruled(columns: Sequence[float], bands: Sequence[float], open_top: bool = False, open_bottom: bool = False) -> list[Rule]:
    """The rules of a table as offices print them; an open end is a page that cuts a row without a rule."""
    levels = [Rule(True, y, columns[0], columns[-1]) for y in bands[int(open_top) : len(bands) - int(open_bottom)]]
    return [*levels, *(Rule(False, x, bands[0], bands[-1]) for x in columns)]


def words_of(table: Table) -> list[list[str]]:
    return [[" ".join(spelled(cell)) for cell in row] for row in table.rows]


def cell_text(columns: Sequence[float], bands: Sequence[float], cells: Sequence[Sequence[str]]) -> list[Glyph]:
    return [
        glyph
        for y, row in zip(bands, cells, strict=False)
        for x, text in zip(columns, row, strict=False)
        for glyph in glyphs(text, x + 5, y + 16, 10)
    ]


table_words = st.text("abcdx", max_size=5)


@given(
    cells=st.integers(2, 5).flatmap(
        lambda width: st.lists(st.lists(table_words, min_size=width, max_size=width), min_size=1, max_size=6)
    ),
    open_top=st.booleans(),
    open_bottom=st.booleans(),
    dots=st.booleans(),
)
def test_rows_are_found_with_and_without_rules_at_the_cut(
    cells: list[list[str]], open_top: bool, open_bottom: bool, dots: bool
) -> None:
    columns = [60.0 + 80 * i for i in range(len(cells[0]) + 1)]
    bands = [100.0 + 24 * i for i in range(len(cells) + 1)]
    rules = ruled(columns, bands, open_top, open_bottom)
    if dots:  # Word draws a border as pieces of one cell each
        rules = [
            Rule(rule.level, rule.at, low, high)
            for rule in rules
            for low, high in pairwise(columns if rule.level else bands)
            if rule.low <= low < rule.high
        ]
    found, outside = tables(rules, cell_text(columns, bands, cells), None)
    assert not outside
    if any(any(row) for row in cells):
        assert words_of(found[0]) == cells
    else:
        assert not found


def test_merged_cells_stand_once_on_the_left() -> None:
    """A group row over all columns; a first column that covers two rows."""
    columns, bands = [60.0, 100, 200, 300], [100.0, 124, 148, 172]
    rules = [
        *(Rule(True, y, 60, 300) for y in (100, 124, 172)),
        Rule(True, 148, 100, 300),
        *(Rule(False, x, 100, 172) for x in (60, 300)),
        *(Rule(False, x, 124, 172) for x in (100, 200)),
    ]
    drawn = cell_text(columns, bands, [["II Phat trien nguon", "", ""], ["1", "a", "b"], ["", "c", "d"]])
    found, _ = tables(rules, drawn, None)
    assert words_of(found[0]) == [["II Phat trien nguon", "", ""], ["1", "a", "b"], ["", "c", "d"]]


HEADER = [["STT", "Noi dung", "Han"], ["1", "viec", "Quy I"]]


@pytest.mark.parametrize("cut", [["", "lam tiep", ""], ["", "", "thang 4"]])
def test_a_cut_row_under_a_repeated_header_is_parted_from_it(cut: list[str]) -> None:
    """No rule between them: one band holds both, and the words of the header are known from the page before."""
    columns, bands = [60.0, 100, 200, 300], [100.0, 124, 148]
    before = tables(ruled(columns, bands), cell_text(columns, bands, HEADER), None)[0][0]
    both = [
        *cell_text(columns, [60.0], HEADER[:1]),
        *cell_text(columns, [84.0], [cut]),
        *cell_text(columns, [108.0], [["2", "khac", "Quy II"]]),
    ]
    found, _ = tables(ruled(columns, [60.0, 108, 132]), both, before)
    assert words_of(found[0]) == [HEADER[0], cut, ["2", "khac", "Quy II"]]


def test_a_page_with_nothing_but_the_rest_of_a_group_row_keeps_the_columns() -> None:
    columns, bands = [60.0, 100, 200, 300], [100.0, 124, 148]
    before = tables(ruled(columns, bands), cell_text(columns, bands, HEADER), None)[0][0]
    rest = cell_text([60.0], [60.0], [["cac co quan trong he thong"]])
    assert words_of(tables(ruled([60.0, 300], [60.0, 84], open_top=True), rest, before)[0][0]) == [
        ["cac co quan trong he thong", "", ""]
    ]
    alone, outside = tables(ruled([60.0, 300], [60.0, 84]), rest, None)
    assert not alone, "a frame around text is no table"
    assert outside == rest


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        ([Rule(True, 100, 60, 200)], "an underline"),
        ([Rule(False, 60, 100, 160)], "a bracket beside recipients"),
        ([Rule(False, 60, 100, 160), Rule(False, 60, 200, 260)], "two brackets under each other"),
    ],
)
def test_strokes_are_no_tables(rules: list[Rule], why: str) -> None:
    assert not grids(rules), why


# --- the page --------------------------------------------------------------------------------------------------------

HEAD = [
    run("UBND TỈNH SÔNG THAO", 72, 60, 12),
    run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 270, 61, 12, bold=True),
    run("SỞ TƯ PHÁP", 95, 76, 12, bold=True),
    run("Độc lập - Tự do - Hạnh phúc", 290, 77, 12, bold=True),
    run("Số:", 80, 100, 12),
    run("/KH-STP", 146, 100, 12),
    run("Sông Thao, ngày 14 tháng 4 năm 2026", 275, 101, 12),
]


def test_two_columns_are_read_one_after_the_other() -> None:
    title = run("KẾ HOẠCH", 270, 130, bold=True)
    body = run("Thực hiện Thông báo số 13-TB/CQTT ngày 01/4/2026 của Cơ quan", 85, 160)
    found = flows([*HEAD, title, body], PAPER)
    assert [(flow.column, spelled(flow.lines)) for flow in found] == [
        (True, ["UBND TỈNH SÔNG THAO", "SỞ TƯ PHÁP", "Số: /KH-STP"]),
        (True, ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Sông Thao, ngày 14 tháng 4 năm 2026"]),
        (False, ["KẾ HOẠCH", "Thực hiện Thông báo số 13-TB/CQTT ngày 01/4/2026 của Cơ quan"]),
    ]


def test_a_short_title_below_a_head_belongs_to_no_column() -> None:
    """Its capitals end where the right column has not begun, one line and a half under the date."""
    head = [
        *HEAD[:1],
        run("CỘNG HÒA XÃ HỘI", 380, 61, 12),
        *HEAD[2:3],
        run("Độc lập", 410, 77, 12),
        *HEAD[4:6],
        run("ngày 14/4", 405, 101, 12),
    ]
    found = flows([*head, run("CHỈ THỊ", 270, 122)], PAPER)
    assert [spelled(flow.lines)[-1] for flow in found] == ["Số: /KH-STP", "ngày 14/4", "CHỈ THỊ"]


@pytest.mark.parametrize("rise", [0.0, 5.0, 16.0])
def test_recipients_stand_before_the_signature_at_any_height(rise: float) -> None:
    """The signature begins beside, above or half a line over "Nơi nhận"."""
    left = [
        run(text, 85, 400 + 13 * i, 11) for i, text in enumerate(["Nơi nhận:", "- UBND tỉnh;", "- Sở Tài chính;", "- Lưu: VT."])
    ]
    right = [run("KT. GIÁM ĐỐC", 380, 401 - rise), run("PHÓ GIÁM ĐỐC", 380, 417 - rise), run("Nguyễn Văn An", 377, 500)]
    found = flows([*left, *right], PAPER)
    assert [spelled(flow.lines) for flow in found] == [spelled(left), spelled(right)]


def test_a_label_with_a_tab_is_no_column() -> None:
    """ "1.    Phòng …" hangs: its gap stands at the left margin, not where a gutter stands."""
    drawn = [
        piece
        for i in range(4)
        for piece in (run(f"{i}.", 85, 100 + 20 * i), run("Phòng Hành chính và Bổ trợ tư pháp", 113, 100 + 20 * i))
    ]
    assert [flow.column for flow in flows(drawn, PAPER)] == [False]


@pytest.mark.parametrize(
    ("text", "x", "base", "page", "kept", "why"),
    [
        ("3", 294, 40, 3, False, "centred at the top"),
        ("- 2 -", 285, 815, 7, False, "centred at the bottom, numbered anew in an annex"),
        ("Trang 4/27", 480, 815, 4, False, "at the right, equal to the page's own number"),
        ("2026.", 85, 70, 5, True, "a year that the line wrap left alone"),
        ("12", 294, 400, 12, True, "in the middle of the page"),
    ],
)
def test_page_numbers(text: str, x: float, base: float, page: int, kept: bool, why: str) -> None:
    number, body = run(text, x, base), run("Kế hoạch", 85, 300)
    assert (number in without_number([number, body], Paper(page, 595, 842))) == kept, why


def test_what_every_page_repeats_in_its_margin_is_left_out() -> None:
    pages = [[run(f"Mã số 12/{page}", 85, 30, 8), run(f"Điều {page}", 85, 400)] for page in range(1, 5)]
    assert [spelled(page) for page in without_furniture(pages, [PAPER] * 4)] == [[f"Điều {page}"] for page in range(1, 5)]


def test_the_head_of_each_paper_in_a_file_is_no_furniture() -> None:
    pages = [
        [run("UBND TỈNH", 85, 70), run(f"Số: {page}/KH-UBND", 85, 90), run("Mã số 12", 85, 820, 8)] for page in range(1, 4)
    ]
    kept = [spelled(page) for page in without_furniture(pages, [PAPER] * 3)]
    assert kept == [["UBND TỈNH", f"Số: {page}/KH-UBND"] for page in range(1, 4)]


STROKE = Rule(True, 700.0, 85.0, 229.0)


@pytest.mark.parametrize(
    ("foot", "rules", "notes", "why"),
    [
        ([(True, "1", " Thong bao so 13")], [STROKE], 1, "a raised mark under the stroke"),
        ([(True, "1", " Thong bao so 13"), (False, "", "cua Co quan")], [], 2, "a raised mark is enough"),
        ([(False, "", "dung tren trang truoc")], [STROKE], 1, "goes on from the page before: the stroke alone"),
        ([(False, "", "- Luu: VT.")], [], 0, "small lines without either are recipients"),
        ([(False, "", "Ghi chu: gia chua co thue")], [STROKE._replace(low=300.0, high=400.0)], 0, "a stroke elsewhere"),
    ],
)
def test_footnotes(foot: list[tuple[bool, str, str]], rules: list[Rule], notes: int, why: str) -> None:
    body = [run("Nguoi dung dau co quan, don vi neu cao tinh than trach nhiem", 85, 600 + 19 * i) for i in range(3)]
    small = [
        runs(
            [
                *(glyph._replace(base=710.0 + 12 * i, size=6.0) for glyph in glyphs(mark, 85, 0, 6)),
                *glyphs(text, 92, 714.0 + 12 * i, 10),
            ]
        )[0]
        for i, (_, mark, text) in enumerate(foot)
    ]
    rest, found = footnotes([*body, *small], rules, PAPER, 14.0)
    assert len(found) == notes, why
    assert len(rest) == 3 + len(foot) - notes


FRAME = Frame(85.0, 539.0, 19.0, indented=True)
FULL = "x" * 64  # 448 points: nothing fits after it


@pytest.mark.parametrize(
    ("before", "here", "wanted", "why"),
    [
        ((FULL, 85, 100), ("tiếp tục câu trên", 85, 119), False, "at the margin under a full line"),
        ((FULL, 85, 100), ("- nghệ thuật và du lịch", 85, 119), False, "a dash at the margin under a full line goes on"),
        ((FULL, 85, 100), ("- Nâng cao vai trò", 121, 119), True, "a first line is set in"),
        (("hết đoạn.", 85, 100), ("Giao Văn phòng Sở", 85, 119), True, "the word had room on the line before"),
        (("Phân công đơn vị", 85, 100), ("chủ trì, tham mưu", 85, 119), False, "a hard wrap: small letter after an open end"),
        ((FULL, 121, 100), ("một khối thụt vào", 121, 119), False, "a block set in as a whole"),
        ((FULL + ".", 85, 100), ("Giao Văn phòng Sở", 85, 130), True, "a wider gap after a full stop"),
        ((FULL, 85, 100), ("KẾ HOẠCH", 85, 160), True, "far below"),
        (
            ("KẾ HOẠCH", 284, 100),
            ("Triển khai thực hiện Thông báo", 207, 116),
            True,
            "a title under its type: capitals, then not",
        ),
        (
            ("Về việc quy định chức năng", 221, 100),
            ("và cơ cấu tổ chức của Sở", 228, 116),
            False,
            "a centred title of two lines",
        ),
        (("PHỤ LỤC I", 280, 100), ("DANH MỤC NHIỆM VỤ THỰC HIỆN", 217, 116), True, "a short line over a long one"),
    ],
)
def test_begins(before: tuple[str, float, float], here: tuple[str, float, float], wanted: bool, why: str) -> None:
    first, second = (Placed(run(text, x, base), text, FRAME, 1) for text, x, base in (before, here))
    assert begins(first, second) is wanted, why


def test_a_paragraph_goes_on_over_a_page() -> None:
    first = Placed(run(FULL, 85, 780), FULL, FRAME, 1)
    assert not begins(first, Placed(run("và đúng tiến độ", 85, 70), "và đúng tiến độ", FRAME, 2))
    assert begins(first, Placed(run("2. Giao Sở", 121, 70), "2. Giao Sở", FRAME, 2))


# --- whole files that an office may hand in -------------------------------------------------------------------------


def canvas(path: Path, **options: Any) -> Canvas:
    return Canvas(str(path), pageCompression=0, **options)


def test_a_turned_page_and_a_cropped_one_are_read_as_shown(tmp_path: Path) -> None:
    drawing = canvas(tmp_path / "a.pdf", pagesize=(595, 842))
    drawing.setPageRotation(90)
    drawing.translate(595, 0)
    drawing.rotate(90)
    drawing.grid([100, 200, 400], [400, 450, 500])
    for x, y, word in ((110, 470, "STT"), (210, 470, "Han"), (110, 420, "1"), (210, 420, "Quy I")):
        drawing.drawString(x, y, word)
    drawing.showPage()
    drawing.setPageRotation(0)
    drawing.setCropBox((50, 50, 545, 792))
    drawing.drawString(100, 700, "shown")
    drawing.drawString(10, 10, "printer's mark")
    drawing.save()
    reading = read(tmp_path / "a.pdf")
    assert reading.text == "STT\tHan\n1\tQuy I\nshown\n"
    assert [round(place) for place in reading.boxes[0][2:5]] == [110, 595 - 470 - 11, 133]
    assert [round(place) for place in reading.boxes[-1][2:4]] == [50, 792 - 700 - 11]


def test_words_that_run_upwards_stay_in_their_cell_and_watermarks_are_left_out(tmp_path: Path) -> None:
    drawing = canvas(tmp_path / "a.pdf")
    drawing.grid([100, 130, 400], [400, 450, 500])
    drawing.drawString(140, 470, "Noi dung")
    drawing.drawString(140, 420, "Ra soat")
    for angle, x, y, word in ((90, 120, 455, "So TT"), (45, 200, 300, "DU THAO")):
        drawing.saveState()
        drawing.translate(x, y)
        drawing.rotate(angle)
        drawing.drawString(0, 0, word)
        drawing.restoreState()
    drawing.save()
    reading = read(tmp_path / "a.pdf")
    assert [
        [reading.text[cell.start : cell.end] for cell in block.cells] for block in reading.blocks if isinstance(block, Row)
    ] == [
        ["So TT", "Noi dung"],
        ["", "Ra soat"],
    ]
    assert not [block for block in reading.blocks if isinstance(block, Line)]


DESCRIPTOR = "/FontDescriptor << /Type /FontDescriptor /FontName /%s /Flags 32 /FontBBox [0 0 9 9] /Ascent 8 /Descent -2 >>"
OLD_FONT = "<< /Type /Font /Subtype /TrueType /BaseFont /.VnTime /Encoding /WinAnsiEncoding " + DESCRIPTOR % ".VnTime" + " >>"
CID = "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> " + DESCRIPTOR % "Times"
DESCENDANT = f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Times {CID} >>"
NO_UNICODE = f"<< /Type /Font /Subtype /Type0 /BaseFont /Times /Encoding /Identity-H /DescendantFonts [{DESCENDANT}] >>"


def handmade(path: Path, font: str) -> Path:
    """The least file that shows a few signs of a font; without a table of its objects, which readers rebuild."""
    shown = "BT /F1 12 Tf 72 700 Td (Ke hoach 41) Tj ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
        font,
    )
    body = "".join(f"{number} 0 obj\n{content}\nendobj\n" for number, content in enumerate(objects, start=1))
    path.write_text(f"%PDF-1.4\n{body}trailer << /Root 1 0 R >>\n%%EOF\n", "latin-1")
    return path


@pytest.mark.parametrize(
    ("font", "why"),
    [(OLD_FONT, "TCVN3: the letters of another alphabet"), (NO_UNICODE, "(cid:12): nothing says which letters the signs are")],
)
def test_letters_without_unicode_are_refused(tmp_path: Path, font: str, why: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Refused, match=r"trang 1: .*OCR") as refused:
        read(handmade(tmp_path / "a.pdf", font))
    assert refused.value.code == "no_text_layer", why
    assert capfd.readouterr() == ("", "")


def test_a_sound_font_in_the_same_file_is_read(tmp_path: Path) -> None:
    sound = "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>"
    assert read(handmade(tmp_path / "a.pdf", sound)).text == "Ke hoach 41\n"


def test_a_page_set_on_its_side_is_noticed(tmp_path: Path) -> None:
    drawing = canvas(tmp_path / "a.pdf")
    drawing.drawString(72, 700, "upright")
    drawing.showPage()
    drawing.rotate(90)
    drawing.drawString(100, -100, "on its side")
    drawing.save()
    reading = read(tmp_path / "a.pdf")
    assert reading.text == "upright\n"
    assert [notice.message[:28] for notice in reading.notices] == ["Trang 2: chữ in xoay ngang; "]
