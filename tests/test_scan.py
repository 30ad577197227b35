"""Scanned pages: rules and slant found in pictures made here, and real scans read word by word where the program is installed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import Refused, SecretPaper
from corpus.model import Box, Span
from ingest.admission import secrecy
from ingest.directive.understanding import understand
from ingest.door import read_document
from ingest.formats.pdf import reader as pdf
from ingest.formats.pdf.grid import Rule, grids
from ingest.formats.pdf.layout import Paper
from ingest.formats.pdf.lines import runs
from ingest.formats.pdf.sheet import Sheet
from ingest.formats.scan import reader as scan
from ingest.formats.scan.columns import with_columns
from ingest.formats.scan.doubts import doubts, quality
from ingest.formats.scan.image import Picture, Placing, ink_of, quartered, straight, whitened
from ingest.formats.scan.ocr import PrintedLine, Unread, Word
from ingest.formats.scan.ocr import _pages as parsed
from ingest.formats.scan.page import ReadPage
from ingest.formats.scan.register import registered
from ingest.formats.scan.rules import erased, traced
from ingest.formats.scan.words import Seen, written
from ingest.reading import Line, Reading, Row

SCALE = 300 / 72  # pixels of the pictures made here a point


def picture(grey: np.ndarray, number: int = 1) -> Picture:
    high, wide = grey.shape
    return Picture(grey, SCALE, number, Placing(wide / SCALE, high / SCALE))


def drawn(*rules: tuple[float, float, float, float], wide: int = 400, high: int = 300, degrees: float = 0.0) -> np.ndarray:
    """White paper with black rules (x0, y0, x1, y1 in points), one point thick."""
    image = Image.new("L", (round(wide * SCALE), round(high * SCALE)), 255)
    for rule in rules:
        ImageDraw.Draw(image).line([edge * SCALE for edge in rule], fill=0, width=round(SCALE))
    return np.asarray(image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255))


FRAME = (
    (50, 50, 350, 50),
    (50, 100, 350, 100),
    (50, 200, 350, 200),
    (50, 50, 50, 200),
    (150, 50, 150, 200),
    (350, 50, 350, 200),
)


def places(found: list[float] | tuple[float, ...]) -> list[int]:
    return [round(place / 5) * 5 for place in found]


# --- rules -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "columns", "bands", "why"),
    [
        (FRAME, [50, 150, 350], [50, 100, 200], "a table of two rows"),
        (FRAME[:2] + FRAME[3:], [50, 150, 350], [50, 100, 200], "the last row is cut by the page: no rule closes it"),
        (
            (*FRAME[:2], (50, 200, 180, 200), (183, 200, 350, 200), *FRAME[3:]),
            [50, 150, 350],
            [50, 100, 200],
            "a gap in a rule",
        ),
        ((*FRAME, (150, 150, 350, 150)), [50, 150, 350], [50, 100, 150, 200], "a rule over some columns"),
    ],
)
def test_grid(rules: tuple[tuple[float, float, float, float], ...], columns: list[int], bands: list[int], why: str) -> None:
    found = grids([one.rule for one in traced(ink_of(drawn(*rules)), SCALE)])
    assert [(places(grid.columns), places(grid.bands)) for grid in found] == [(columns, bands)], why


def test_a_leaning_rule_is_one_rule() -> None:
    found = traced(ink_of(drawn((20, 100, 380, 101.5))), SCALE)
    assert [(one.rule.level, round(one.rule.at)) for one in found] == [(True, 101)]


@pytest.mark.parametrize(
    ("strokes", "why"),
    [
        (((100, 100, 100, 118), (104, 100, 104, 118), (108, 100, 108, 118)), "the stems of big letters"),
        (((100, 100, 115, 100),), "a dash"),
        (((0.2, 0, 0.2, 300),), "the edge of the paper"),
    ],
)
def test_what_is_no_rule(strokes: tuple[tuple[float, float, float, float], ...], why: str) -> None:
    assert traced(ink_of(drawn(*strokes)), SCALE) == [], why


def test_erased_rules_leave_the_words() -> None:
    grey = drawn(*FRAME, (200, 150, 206, 150))
    clean = ink_of(erased(grey, traced(ink_of(grey), SCALE)))
    assert clean[: round(140 * SCALE)].sum() == 0
    assert clean.sum() > 0


ROWS = tuple((50.0, y, 350.0, y) for y in (50, 80, 110, 140, 170))
WORDS = tuple((x, y, x + wide, y) for y in (65, 95, 155) for x, wide in ((55, 20), (105, 60), (205, 100)))
TITLE = tuple((x, 125.0, x + 27, 125.0) for x in range(55, 190, 30))  # runs across the first gaps, nothing behind it


@pytest.mark.parametrize(
    ("strokes", "columns", "cells", "why"),
    [
        ((*ROWS, *WORDS, *TITLE[:1]), [50, 95, 185, 350], 12, "no upright rule: columns are where no row has ink"),
        ((*ROWS, *WORDS, *TITLE), [50, 85, 200, 350], 10, "a title across the columns is one cell"),
        ((*ROWS, (55, 65, 345, 65), (55, 95, 345, 95), (55, 155, 345, 155)), [], 0, "lines of text between rules"),
        ((*ROWS[:2], *WORDS[:3]), [], 0, "two rules are no table"),
    ],
)
def test_columns_without_rules(
    strokes: tuple[tuple[float, float, float, float], ...], columns: list[int], cells: int, why: str
) -> None:
    """Words are drawn as strokes, too short or between the rules of the table."""
    page = drawn(*strokes)
    levels = [Rule(True, y, x0, x1) for x0, y, x1, other in ROWS if (x0, y, x1, other) in strokes and y == other]
    blank = Image.fromarray(page)
    for level in levels:
        ImageDraw.Draw(blank).line([level.low * SCALE, level.at * SCALE, level.high * SCALE, level.at * SCALE], 255, 12)
    found = [grid for grid in grids(with_columns(levels, ink_of(np.asarray(blank)), SCALE)) if len(grid.columns) > 2]
    assert [places(grid.columns) for grid in found] == ([columns] if columns else []), why
    assert sum(len(set(grid.cell.values())) for grid in found) == cells, why


# --- straight pages --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("degrees", [-3.0, -0.5, 0.0, 0.7, 2.6])
def test_a_page_is_laid_straight_and_its_boxes_lead_back(degrees: float) -> None:
    lines = [(40, y, 360, y) for y in range(40, 280, 15)]
    mark = (300, 100, 330, 100)  # as thick as the others: found again by the gap on both its sides
    slanted = drawn(*(line for line in lines if line[1] != 100), mark, degrees=degrees)
    page = straight(picture(slanted))
    assert page.placing.degrees == pytest.approx(-degrees, abs=0.06)
    x0, y0, x1, y1 = page.placing.back(298, 97, 332, 103)
    left, top, right, bottom = (round(edge * SCALE) for edge in (x0, y0, x1, y1))
    assert (slanted[top:bottom, left:right] < 128).sum() >= 0.95 * 30 * SCALE * SCALE


@given(
    quarters=st.integers(0, 3),
    corner=st.tuples(st.floats(0, 400), st.floats(0, 600)),
    size=st.tuples(st.floats(1, 100), st.floats(1, 50)),
)
def test_quarter_turns_keep_sizes_and_lead_back(quarters: int, corner: tuple[float, float], size: tuple[float, float]) -> None:
    x, y = corner
    x0, y0, x1, y1 = Placing(595, 842, quarters).back(x, y, x + size[0], y + size[1])
    assert sorted((x1 - x0, y1 - y0)) == pytest.approx(sorted(size))
    once, again = Placing(595, 842, quarters), Placing(*((842, 595) if quarters % 2 else (595, 842)), (4 - quarters) % 4)
    assert again.back(*once.back(x, y, x, y)) == pytest.approx((x, y, x, y))


def test_a_turned_picture_leads_back() -> None:
    grey = drawn((100, 60, 130, 60))
    page = quartered(picture(grey), 1)
    rows, columns = np.nonzero(page.grey < 128)
    found = page.placing.back(columns.min() / SCALE, rows.min() / SCALE, columns.max() / SCALE, rows.max() / SCALE)
    assert found == pytest.approx((100, 59.5, 130, 60.5), abs=0.6)


def test_shadows_and_noise_become_paper() -> None:
    grey = drawn(*FRAME).astype(np.float64) * np.linspace(0.7, 1.0, round(400 * SCALE)) + np.random.default_rng(1).normal(
        0, 4, (1250, 1667)
    )
    clean = whitened(np.clip(grey, 0, 255).astype(np.uint8))
    assert (clean[: round(45 * SCALE)] == 255).mean() > 0.97
    assert (clean < 60).sum() == pytest.approx((drawn(*FRAME) < 60).sum(), rel=0.1)


def test_a_table_goes_on_where_it_stood() -> None:
    def page(shift: float) -> ReadPage:
        rules = [Rule(True, y, 50 + shift, 350 + shift) for y in (50, 100)]
        rules += [Rule(False, x + shift, 50, 100) for x in (50, 150, 350)]
        return ReadPage(
            Sheet(Paper(1, 400, 300), (), tuple(rules), "words"), Placing(400, 300), (Seen("a", 60 + shift, 70, 90),), 0
        )

    found = registered({1: page(0), 2: page(17), 3: page(-8)})
    assert [one.seen[0].x for one in found.values()] == pytest.approx([60, 60, 60])
    assert [one.placing.back(60, 0, 61, 1)[0] for one in found.values()] == pytest.approx([60, 77, 52])


# --- words -----------------------------------------------------------------------------------------------------------


def words(*parts: tuple[str, float, float, float], base: float = 100.0, height: float = 6.8) -> PrintedLine:
    """Words (text, left, right, sureness) of one line in points."""
    return PrintedLine(tuple(Word(text, (x0, base - 9, x1, base), sure) for text, x0, x1, sure in parts), base, height)


BLANK = np.zeros((1250, 1667), np.bool_)


@pytest.mark.parametrize(
    ("line", "wanted", "why"),
    [
        (words(("Sở", 10, 30, 96), ("Tư", 34, 50, 95), ("pháp", 54, 80, 95)), ["Sở Tư pháp"], "one line"),
        (words(("-", 10, 14, 58), ("Sở", 18, 30, 96), ("Tài", 33, 50, 96), ("chính", 53, 80, 96)), ["- Sở Tài chính"], "a list's dash"),
        (words(("-", 10, 10.7, 84), ("Lưu:", 18, 40, 96), ("VT", 44, 60, 96)), ["Lưu: VT"], "a speck beside a line"),
        (words(("Tháng", 10, 40, 96), ("4/2026", 44, 80, 93), ("_", 84, 86, 69), (":", 88, 89, 40)), ["Tháng 4/2026"], "specks"),
        (words(("j", 2, 5, 50), ("QUYẾT", 30, 70, 90), ("ĐỊNH", 74, 100, 93)), ["QUYẾT ĐỊNH"], "a stroke read as a consonant"),
        (words(("Æk", 10, 30, 11), ("»;ñ", 34, 50, 20), ("oƯ", 54, 80, 15)), [], "a seal"),
        (words(("11", 10, 20, 40)), ["11"], "a number is kept however unsure"),
        (words(("–", 10, 16, 85)), ["–"], "a cell that says none"),
        (words(("Số:", 10, 30, 93), ("#0", 34, 50, 19), ("/QĐ-TTg", 54, 90, 85)), ["Số: /QĐ-TTg"], "a number written by hand"),
        (words(("Số:", 10, 30, 93), ("45/KH-UBND", 34, 90, 55)), ["Số: 45/KH-UBND"], "a doubtful number in print"),
        (
            words(("ỦY", 10, 26, 96), ("BAN", 30, 50, 96), ("CỘNG", 63, 90, 96), ("HÒA", 94, 110, 96), height=9.6),
            ["CỘNG HÒA", "ỦY BAN"], "two columns that nearly touch",
        ),
    ],
)  # fmt: skip
def test_written(line: PrintedLine, wanted: list[str], why: str) -> None:
    assert [run.spelled() for run in runs(written([line], BLANK, SCALE).glyphs)] == wanted, why


def test_lines_that_nobody_can_read_are_counted() -> None:
    found = written(
        [words(("Æk»;ñSu", 10, 30, 11)), words(("»", 10, 30, 11)), words(("Kế", 10, 30, 95), ("hoạch", 33, 60, 95))],
        BLANK,
        SCALE,
    )
    assert (found.lost, [seen.text for seen in found.seen]) == (1, ["Kế", "hoạch", ""]), "and the place is kept"


def test_sizes_settle_on_the_commonest() -> None:
    found = [words((f"những chữ thường {i}", 10, 200, 95), base=20.0 * i, height=6.5 + i % 3 * 0.3) for i in range(1, 10)]
    found.append(words(("CHỮ HOA", 10, 200, 95), base=220, height=9.6))
    found.append(words(("chú thích nhỏ", 10, 200, 95), base=240, height=4.8))
    sizes = [glyph.size for glyph in written(found, BLANK, SCALE).glyphs if glyph.text != " "]
    assert set(sizes[:10]) == {14.0}
    assert 9.5 <= sizes[10] <= 10.5


HOCR = """<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><body><div class='ocr_page' title='image "a.pgm"; bbox 0 0 900 100; ppageno 0'>
<span class='ocr_line' title="bbox 10 20 210 60; baseline -0.01 -10; x_size 50; x_descenders 9; x_ascenders 12">
<span class='ocrx_word' title='bbox 10 20 90 60; x_wconf 96'><strong>Qu&#39;ý</strong></span>
<span class='ocrx_word' title='bbox 100 22 210 60; x_wconf 51'>II⁄2026</span></span>
</div><div class='ocr_page' title='image "b.pgm"; bbox 0 0 9 9; ppageno 1'></div></body></html>"""


def test_hocr() -> None:
    first, second = parsed(HOCR, 2)
    assert second == []
    assert [(word.text, word.box, word.sure) for word in first[0].words] == [
        ("Qu'ý", (10, 20, 90, 60), 96), ("II/2026", (100, 22, 210, 60), 51),
    ]  # fmt: skip
    assert (first[0].base, first[0].height) == (49.0, 29.0)


@pytest.mark.parametrize("answer", ["", "<html", HOCR[:600]])
def test_a_broken_answer_is_no_page(answer: str) -> None:
    with pytest.raises(Unread):
        parsed(answer, 2)


# --- doubts ----------------------------------------------------------------------------------------------------------


def test_one_notice_for_each_line_or_cell_with_a_doubt() -> None:
    text = "Kế hoạch tinh\n1\tVăn phóng Sở\tQuý II\n"
    line, cells = Span(0, 13), (Span(14, 15), Span(16, 28), Span(29, 35))
    boxes = tuple(
        Box(span, 1, 10.0 + 100 * i, 50.0 * (i > 0), 100.0 + 100 * i, 50.0 * (i > 0) + 14)
        for i, span in enumerate((line, *cells))
    )
    seen = (
        Seen("tinh", 60, 8, 40),
        Seen("phóng", 230, 58, 70),
        Seen("Sở", 260, 58, 60),
        Seen("II", 340, 58, 92),
        Seen("12", 600, 300, 5),
    )
    page = ReadPage(Sheet(Paper(1, 800, 800), (), (), "words"), Placing(800, 800), seen, 2)
    reading = Reading(text, (Line(line, 1), Row(cells, 1, 1)), (Span(0, len(text)),), boxes)
    found = list(doubts(reading, {1: page}))
    assert [[text[start:end] for start, end in notice.spans] for notice in found] == [["tinh"], ["phóng", "Sở"]]
    assert {notice.code for notice in found} == {"low_confidence"}
    assert [notice.code for notice in quality({1: page})] == ["page_quality", "page_quality"], "read badly, and lines lost"


# --- the program -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def program() -> None:
    missing = scan.missing_tools()
    if missing:
        reason = f"reading scans needs a program: {missing[0]}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


def bare(text: str) -> str:
    return "".join(text.split()).lower()


def apart(one: str, other: str) -> int:
    """How many signs must be changed, put in or taken out (Levenshtein)."""
    before = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        here = [i]
        for j, b in enumerate(other, 1):
            here.append(min(before[j] + 1, here[-1] + 1, before[j - 1] + (a != b)))
        before = here
    return before[-1]


def rows(reading: Reading) -> list[list[str]]:
    return [[reading.text[start:end] for start, end in block.cells] for block in reading.blocks if isinstance(block, Row)]


def read(path: Path, pages: Sequence[int] | None = None) -> Reading:
    """A PDF of which only these pages are recognised, where they are named."""

    def some(path: Path, numbers: Sequence[int]) -> scan.Scans | None:
        return scan.recognised(path, [number for number in numbers if pages is None or number in pages])

    return pdf.read(path, recognise=some)


@pytest.mark.usefixtures("program")
def test_the_cells_of_a_scan(shared: Path) -> None:
    """The scan against the reading of the same document's text layer: 97 cells in 100, the others flagged or a sign apart."""
    reading = read(shared / "renders/000_scan.pdf", pages=[3, 4])
    assert [notice.code for notice in reading.notices[:2]] == ["page_without_text"] * 2
    truth = read_document(shared / "renders/000.pdf", "doc", "000.pdf")
    found = understand(reading, "doc", "000_scan.pdf")
    rows, printed_rows = ([task for task in document.tasks if task.kind == "row"] for document in (found, truth))
    assert [(task.annex, task.stt) for task in rows] == [(task.annex, task.stt) for task in printed_rows]
    flagged = [span for notice in reading.notices if notice.code == "low_confidence" for span in notice.spans]
    wrong = total = 0
    for task, wanted in zip(rows, printed_rows, strict=True):
        assert task.cells.keys() == wanted.cells.keys()
        for role, spans in wanted.cells.items():
            total += 1
            seen, printed = (bare("".join(d.text[a:b] for a, b in s)) for d, s in ((found, task.cells[role]), (truth, spans)))
            if seen != printed:
                wrong += 1
                doubted = any(start <= flag.start < end for start, end in task.cells[role] for flag in flagged)
                assert doubted or apart(seen, printed) <= 1, (task.stt, role, seen, printed)
    assert wrong <= 0.03 * total


@pytest.mark.usefixtures("program")
def test_boxes_stand_where_the_words_do(shared: Path) -> None:
    """On the turned paper, not on the straight one: as far from the text layer's boxes as half a degree moves them."""
    found = read(shared / "renders/000_scan.pdf", pages=[3])
    truth = read_document(shared / "renders/000.pdf", "doc", "000.pdf")
    named = [(bare(truth.text[box.span.start : box.span.end]), box) for box in truth.boxes if box.page == 3]
    once = {words: box for words, box in named if sum(words == other for other, _ in named) == 1}
    pairs = [(box, once[words]) for box in found.boxes if (words := bare(found.text[box.span.start : box.span.end])) in once]
    assert len(pairs) > 20
    assert max(abs(a.x0 - b.x0) + abs(a.y1 - b.y1) for a, b in pairs) < 12


@pytest.mark.usefixtures("program")
def test_a_table_over_scanned_pages(shared: Path) -> None:
    """Two pages of a real scan with a seal over each: every row that rules part, counted on the pictures."""
    reading = read(shared / "real/qd_707_ttg_scan.pdf", pages=[5, 6])
    found = rows(reading)
    assert [row[0].rstrip(".") for row in found] == ["STT", "I", "1", "", "", "", "", "", "2"]
    assert [row[5] for row in found[2:6]] == ["10/2027", "12/2027", "12/2027", "12/2027"]
    assert {len(row) for row in found} == {6}


FONT = "DejaVuSerif-Bold.ttf"


def letters(
    *texts: tuple[str, float, float], size: float = 14.0, frame: tuple[float, ...] = (), degrees: float = 0.0
) -> Image.Image:
    """An A4 page at 200 dpi with lines of text (x, y in points), and a framed stamp at ``frame`` (x, y, w, h)."""
    try:
        face = ImageFont.truetype(FONT, round(size * 200 / 72))
    except OSError:
        pytest.skip(f"no font {FONT}: apt-get install fonts-dejavu-core")
    page = Image.new("L", (1654, 2339), 245)
    for text, x, y in texts:
        ImageDraw.Draw(page).text((x * 200 / 72, y * 200 / 72), text, fill=30, font=face)
    if frame:
        x, y, wide, high = (edge * 200 / 72 for edge in frame)
        stamp = Image.new("L", (round(wide) + 8, round(high) + 8), 245)
        ImageDraw.Draw(stamp).rectangle((4, 4, wide + 3, high + 3), outline=90, width=4)
        ImageDraw.Draw(stamp).text(((wide + 8) / 2, (high + 8) / 2), "TỐI MẬT", fill=90, font=face, anchor="mm")
        page.paste(stamp.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=245), (round(x), round(y)))
    return page


HEAD = (
    ("ỦY BAN NHÂN DÂN", 80, 80),
    ("KẾ HOẠCH", 250, 190),
    ("Thực hiện các nhiệm vụ trọng tâm của năm", 110, 230),
    ("Sở Nội vụ chủ trì việc này.", 110, 260),
)


@pytest.mark.usefixtures("program")
@pytest.mark.parametrize("degrees", [0.0, 2.0, -7.0])
def test_a_stamp_of_secrecy_is_read(tmp_path: Path, degrees: float) -> None:
    path = tmp_path / "a.pdf"
    letters(*HEAD, frame=(100, 120, 95, 26), degrees=degrees).save(path, resolution=200)
    with pytest.raises(SecretPaper):
        secrecy.check(read(path))


RED = (200, 40, 50)


def stamped(text: str, degrees: float, x: float, y: float, frame: bool) -> Image.Image:
    """A page with a red stamp over it, at 200 dpi, as a machine packs it."""
    page = letters(*HEAD).convert("RGB")
    face = ImageFont.truetype(FONT, 38)
    wide = round(face.getlength(text)) + 40
    stamp = Image.new("RGB", (wide, 70), "white")
    ImageDraw.Draw(stamp).text((wide / 2, 35), text, fill=RED, font=face, anchor="mm")
    if frame:
        ImageDraw.Draw(stamp).rectangle((3, 3, wide - 4, 66), outline=RED, width=4)
    ink = Image.new("RGB", page.size, "white")
    ink.paste(
        stamp.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor="white"), (round(x / 0.36), round(y / 0.36))
    )
    return Image.fromarray(np.minimum(np.asarray(page), np.asarray(ink)))


@pytest.mark.usefixtures("program")
@pytest.mark.parametrize(
    ("text", "degrees", "x", "y", "frame"),
    [
        pytest.param("MẬT", 4, 100, 110, False, id="no frame, a little askew"),
        pytest.param("TỐI MẬT", -9, 90, 110, True, id="further askew"),
        pytest.param("TUYỆT MẬT", 3, 150, 86, True, id="the frame touches the line above"),
    ],
)
def test_a_red_stamp_is_read(tmp_path: Path, text: str, degrees: float, x: float, y: float, frame: bool) -> None:
    path = tmp_path / "a.pdf"
    stamped(text, degrees, x, y, frame).save(path, resolution=200)
    with pytest.raises(SecretPaper):
        read_document(path, "doc", "a.pdf")


@pytest.mark.usefixtures("program")
def test_red_ink_that_is_no_mark_and_prose_about_marks_pass(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    page = stamped("CÔNG VĂN ĐẾN", 3, 100, 110, True)
    face = ImageFont.truetype(FONT, 33)
    ImageDraw.Draw(page).text((300, 800), "Bảo vệ hồ sơ cấp độ Mật, Tối Mật theo quy định.", fill=(30, 30, 30), font=face)
    page.save(path, resolution=200)
    reading = read(path)
    secrecy.check(reading)
    assert "KẾ HOẠCH" in reading.text
    assert "cấp độ Mật, Tối Mật" in reading.text


@pytest.mark.usefixtures("program")
def test_words_under_a_red_seal_are_read(tmp_path: Path) -> None:
    page = letters(*HEAD).convert("RGB")
    seal = Image.new("RGB", page.size, "white")
    for radius in (140, 95):
        ImageDraw.Draw(seal).ellipse((750 - radius, 640 - radius, 750 + radius, 640 + radius), outline=RED, width=8)
    ImageDraw.Draw(seal).regular_polygon((750, 640, 45), 5, fill=RED)
    path = tmp_path / "a.pdf"
    Image.fromarray(np.minimum(np.asarray(page), np.asarray(seal))).save(path, resolution=200)
    assert "Thực hiện các nhiệm vụ trọng tâm của năm" in read(path).text


@pytest.mark.usefixtures("program")
@pytest.mark.parametrize(
    ("layer", "said", "why"),
    [
        (
            "So Noi vu chu tri viec nay. Thuc hien cac nhiem vu trong tam cua nam.",
            "không có dấu",
            "a program without Vietnamese",
        ),
        ("Xq wkrt zzpf gjhk bvcx lkjm dfgt qwrt plmn vbgf.", "không phải tiếng Việt", "a font with a wrong table of letters"),
    ],
)
def test_a_bad_text_layer_is_read_anew(tmp_path: Path, layer: str, said: str, why: str) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.drawImage(ImageReader(letters(*HEAD)), 0, 0, 595, 842)
    hidden = canvas.beginText(60, 700)
    hidden.setTextRenderMode(3)
    for _ in range(8):
        hidden.textLine(layer)
    canvas.drawText(hidden)
    canvas.save()
    reading = read(path)
    assert "Sở Nội vụ chủ trì việc này." in reading.text, why
    assert layer[:20] not in reading.text
    notice = next(notice for notice in reading.notices if notice.code == "page_quality")
    assert said in notice.message
    assert "nhận dạng lại" in notice.message
    kept = pdf.read(path)
    assert layer[:20] in kept.text, "without the program the words stay, with a notice"
    assert "apt-get install tesseract-ocr" in kept.notices[0].message


@pytest.mark.usefixtures("program")
def test_a_stamp_that_a_good_text_layer_does_not_know_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    pdfmetrics.registerFont(TTFont("Serif", FONT))
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.drawImage(ImageReader(stamped("TỐI MẬT", 4, 100, 110, True)), 0, 0, 595, 842)
    hidden = canvas.beginText(60, 640)
    hidden.setFont("Serif", 10)
    hidden.setTextRenderMode(3)
    for _ in range(10):
        hidden.textLine("Thực hiện các nhiệm vụ trọng tâm của năm, Sở Nội vụ chủ trì.")
    canvas.drawText(hidden)
    canvas.save()
    secrecy.check(pdf.read(path))
    with pytest.raises(SecretPaper):
        read_document(path, "doc", "a.pdf")


@pytest.mark.usefixtures("program")
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_on_its_side(tmp_path: Path, quarters: int) -> None:
    more = [(f"Đoạn {i}: các cơ quan phối hợp thực hiện kế hoạch này.", 60, 300 + 25 * i) for i in range(12)]
    path = tmp_path / "a.pdf"
    letters(*HEAD, *more, size=12).rotate(90 * quarters, expand=True).save(path, resolution=200)
    reading = read(path)
    assert "KẾ HOẠCH" in reading.text
    box = next(box for box in reading.boxes if "KẾ HOẠCH" in reading.text[box.span.start : box.span.end])
    middle = ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
    wanted = {1: (200, 595 - 295), 2: (595 - 295, 842 - 200), 3: (842 - 200, 295)}[quarters]
    assert middle == pytest.approx(wanted, abs=15)


@pytest.mark.usefixtures("program")
def test_the_scanned_page_of_a_file_with_text(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.drawString(72, 700, "The first page has a text layer of its own.")
    canvas.showPage()
    canvas.drawImage(ImageReader(letters(*HEAD)), 0, 0, 595, 842)
    canvas.showPage()
    canvas.drawImage(ImageReader(Image.new("L", (1654, 2339), 250)), 0, 0, 595, 842)
    canvas.save()
    reading = read(path)
    pages = [reading.text[start:end] for start, end in reading.pages]
    assert pages[0] == "The first page has a text layer of its own.\n"
    assert "KẾ HOẠCH" in pages[1]
    assert pages[2] == ""
    assert [notice.code for notice in reading.notices if notice.code != "low_confidence"] == ["page_without_text"]


@pytest.mark.usefixtures("program")
def test_a_scan_without_words_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    Image.new("L", (1654, 2339), 250).save(path, resolution=200)
    with pytest.raises(Refused, match="quét lại") as refused:
        read(path)
    assert refused.value.code == "no_text_layer"


def test_without_the_program_the_line_that_installs_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    letters(*HEAD).save(path, resolution=200)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert scan.missing_tools() == ("apt-get install tesseract-ocr tesseract-ocr-vie",)
    with pytest.raises(Refused, match="apt-get install tesseract-ocr tesseract-ocr-vie") as refused:
        read_document(path, "doc", "a.pdf")
    assert refused.value.code == "no_text_layer"
