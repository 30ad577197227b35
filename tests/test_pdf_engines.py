"""Both engines of the PDF reader: pdfium gives what pdfplumber gives, and pdfplumber reads what pdfium cannot."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import Refused
from ingest.formats.pdf import sheet_pdfium
from ingest.formats.pdf.chars import Chars, phrases, with_blanks
from ingest.formats.pdf.grid import Rule
from ingest.formats.pdf.layout import Paper
from ingest.formats.pdf.lines import Glyph, lines, runs
from ingest.formats.pdf.matrix import Matrix, shown
from ingest.formats.pdf.reader import read
from ingest.formats.pdf.sheet import Engine, sheets
from ingest.reading import Reading

SAMPLES = sorted((Path(__file__).parent.parent / "corpus/samples").glob("*.pdf"))
SHARED = (
    *(f"renders/{name}.pdf" for name in ("000", "000_scan", "003", "003_norepeat", "003_groupstt", "004")),
    *(f"real/hanoi_{name}.pdf" for name in ("kh_173", "qd_01_2025", "qd_11_2025", "qd_2280")),
    "real/nq03_annex1.pdf",
    "real/qd_707_ttg_scan.pdf",
)


def reading(path: Path, engine: Engine) -> Reading | str:
    """The reading, or the words of the refusal."""
    try:
        return read(path, engine=engine)
    except Refused as refused:
        return str(refused)


def same(path: Path, near: float = 1.0) -> None:
    """Words, rows, paragraphs, pages and notices are equal; boxes to ``near`` points."""
    quick, thorough = reading(path, "pdfium"), reading(path, "pdfplumber")
    if isinstance(quick, str) or isinstance(thorough, str):
        assert quick == thorough
        return
    assert quick.text == thorough.text
    assert (quick.blocks, quick.pages, quick.notices) == (thorough.blocks, thorough.pages, thorough.notices)
    for ours, theirs in zip(quick.boxes, thorough.boxes, strict=True):
        assert (ours.span, ours.page) == (theirs.span, theirs.page)
        places = np.array([(box.x0, box.y0, box.x1, box.y1) for box in (ours, theirs)])
        assert np.abs(places[0] - places[1]).max() < near


@pytest.mark.parametrize("name", SHARED)
def test_engines_agree_on_real_files(shared: Path, name: str) -> None:
    same(shared / name)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_engines_agree_on_the_samples(path: Path) -> None:
    same(path)


# --- files made here -------------------------------------------------------------------------------------------------


def in_one(canvas: Canvas, x: float, y: float, words: list[str], size: float) -> None:
    canvas.drawString(x, y, " ".join(words))


def by_word(canvas: Canvas, x: float, y: float, words: list[str], size: float) -> None:
    """No blank is drawn."""
    for word in words:
        canvas.drawString(x, y, word)
        x += canvas.stringWidth(f"{word} ", FACE, size)


def by_letter(canvas: Canvas, x: float, y: float, words: list[str], size: float) -> None:
    """Each blank is a piece of its own, which pdfium leaves out, and narrower than usual."""
    for sign in " ".join(words):
        canvas.drawString(x, y, sign)
        x += 0.15 * size if sign == " " else canvas.stringWidth(sign, FACE, size)


def spread(canvas: Canvas, x: float, y: float, words: list[str], size: float) -> None:
    text = canvas.beginText(x, y)
    text.setWordSpace(2)
    text.setHorizScale(95)
    text.textOut(" ".join(words))
    canvas.drawText(text)


def kerned(canvas: Canvas, x: float, y: float, words: list[str], size: float) -> None:
    """Too near for a blank; pdfium puts one there."""
    text = canvas.beginText(x, y)
    text._code.append(f"[{' -180 '.join(f'({word})' for word in words)}] TJ")
    canvas.drawText(text)


def grid(canvas: Canvas, columns: list[float], bands: list[float]) -> None:
    canvas.grid(columns, bands)


def thin(canvas: Canvas, columns: list[float], bands: list[float]) -> None:
    """Word's borders: filled rectangles, in one path."""
    path = canvas.beginPath()
    for x in columns:
        path.rect(x, bands[-1], 0.5, bands[0] - bands[-1])
    for y in bands:
        path.rect(columns[0], y, columns[-1] - columns[0], 0.5)
    canvas.drawPath(path, stroke=0, fill=1)


def boxes(canvas: Canvas, columns: list[float], bands: list[float]) -> None:
    for left, right in pairwise(columns):
        for top, bottom in pairwise(bands):
            canvas.rect(left, bottom, right - left, top - bottom)


def form(canvas: Canvas, columns: list[float], bands: list[float]) -> None:
    """Drawn elsewhere and set on the page."""
    name = f"form{canvas.getPageNumber()}"
    canvas.beginForm(name)
    canvas.grid([x - 20 for x in columns], [y + 30 for y in bands])
    canvas.endForm()
    canvas.saveState()
    canvas.translate(20, -30)
    canvas.doForm(name)
    canvas.restoreState()


FACE = "Times-Roman"
WAYS: tuple[Callable[..., None], ...] = (in_one, by_word, by_letter, spread, kerned)
RULINGS: tuple[Callable[..., None], ...] = (grid, thin, boxes, form)
WORDS = st.lists(st.text("abcghx-/,.0123456789", min_size=1, max_size=8), min_size=1, max_size=7)
CELLS = st.lists(st.text("abcdx1", min_size=1, max_size=5), max_size=2)
PAGES = st.fixed_dictionaries(
    {
        "lines": st.lists(st.tuples(st.sampled_from(WAYS), WORDS), max_size=6),
        "size": st.sampled_from([12, 13, 14]),
        "rows": st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=4),
        "ruling": st.sampled_from(RULINGS),
        "quarters": st.sampled_from([0, 0, 0, 1, 2, 3]),
        "crop": st.booleans(),
    }
)


def laid(path: Path, pages: list[dict[str, Any]]) -> Path:
    canvas = Canvas(str(path), pagesize=(595, 842))
    for page in pages:
        canvas.setPageRotation(90 * page["quarters"])
        canvas.setCropBox((20, 30, 580, 900) if page["crop"] else None)
        canvas.translate(*((0, 0), (595, 0), (595, 842), (0, 842))[page["quarters"]])
        canvas.rotate(90 * page["quarters"])
        top = 520 if page["quarters"] % 2 else 770
        for place, (way, words) in enumerate(page["lines"]):
            canvas.setFont(FACE, page["size"])
            way(canvas, 72, top - 20 * place, words, page["size"])
        if page["rows"]:
            ruled(canvas, page, top - 150)
        canvas.showPage()
    canvas.save()
    return path


def ruled(canvas: Canvas, page: dict[str, Any], top: float) -> None:
    columns, bands = [72.0, 172, 272, 372], [top - 30 * row for row in range(len(page["rows"]) + 1)]
    page["ruling"](canvas, columns, bands)
    canvas.setFont(FACE, 10)
    for row, y in zip(page["rows"], bands, strict=False):
        for cell, x in zip(row, columns, strict=False):
            for line, word in enumerate(cell):
                canvas.drawString(x + 5, y - 12 - 12 * line, word)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(pages=st.lists(PAGES, min_size=1, max_size=2))
def test_engines_agree_on_files_of_every_make(tmp_path: Path, pages: list[dict[str, Any]]) -> None:
    same(laid(tmp_path / "a.pdf", pages), near=1.5)


# --- where pdfium fails ----------------------------------------------------------------------------------------------

UNICODE = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <5a> <006600660069> endbfchar 2 beginbfrange <41> <59> <0041> <61> <7a> <0061> endbfrange endcmap end"


def scanned(path: Path, shown: str) -> Path:
    """A page of hidden words in letters without ink, as text recognition sets them; without a table of its objects."""
    widths = " ".join(["500"] * 25 + ["900"] + ["0"] * 6 + ["500"] * 26)
    letters = [chr(code) for code in (*range(65, 91), *range(97, 123))]
    font = (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 0 0] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 65 /LastChar 122"
        f" /Widths [{widths}] /ToUnicode 6 0 R /Encoding << /Type /Encoding /Differences [65 {''.join(f'/{c}' for c in letters[:26])}"
        f" 97 {''.join(f'/{c}' for c in letters[26:])}] >> /CharProcs << {' '.join(f'/{c} 7 0 R' for c in letters)} >> /Resources << >> >>"
    )
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        stream(shown),
        font,
        stream(UNICODE),
        stream("500 0 d0"),
    )
    body = "".join(f"{number} 0 obj\n{content}\nendobj\n" for number, content in enumerate(objects, start=1))
    path.write_text(f"%PDF-1.4\n{body}trailer << /Root 1 0 R >>\n%%EOF\n", "latin-1")
    return path


def stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def test_a_lone_hidden_letter_is_read_with_the_other_engine(tmp_path: Path) -> None:
    """pdfium leaves out a piece without ink: a lone letter of a recognised page would be lost."""
    path = scanned(tmp_path / "a.pdf", "BT 3 Tr /F1 12 Tf 72 700 Td (Kehoach) Tj 60 0 Td (a) Tj ET")
    with sheet_pdfium.Book(path) as book:
        assert book.sheet(1) is None
    assert read(path).text == "Kehoach a\n"


def test_a_letter_that_stands_for_three_is_one_word_with_its_neighbours(tmp_path: Path) -> None:
    path = scanned(tmp_path / "a.pdf", "BT /F1 12 Tf 72 700 Td (oZce) Tj 60 0 Td (eZgy) Tj ET")
    assert read(path).text == "office effigy\n"
    same(path)


def test_a_file_that_pdfium_cannot_open_is_read_with_the_other_engine(tmp_path: Path) -> None:
    path = laid(
        tmp_path / "a.pdf", [{"lines": [(in_one, ["Ke", "hoach"])], "size": 12, "rows": [], "quarters": 0, "crop": False}]
    )
    trailer = b">]\n% ReportLab"  # the end of the file's identifier
    path.write_bytes(path.read_bytes().replace(trailer, trailer[1:]))
    with sheet_pdfium.Book(path) as book:
        assert len(book) == 0
    assert read(path).text == "Ke hoach\n"


def test_damage_that_pdfium_overlooks_is_refused(tmp_path: Path) -> None:
    """It shows what it can unpack of a page, and says nothing of the rest."""
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pageCompression=1)
    for place in range(20):
        canvas.drawString(72, 700 - 20 * place, f"Ke hoach {place}")
    canvas.save()
    body = path.read_bytes()
    start = body.index(b"endstream") - 40
    path.write_bytes(body[:start] + b"\xff" + body[start + 1 :])
    with pytest.raises(Refused) as refused:
        read(path)
    assert refused.value.code == "broken_pdf"


def test_pages_are_read_in_several_threads(tmp_path: Path) -> None:
    """pdfium is not safe in threads: uploads run in several."""
    page = {"lines": 20 * [(by_letter, ["Ke", "hoach"])], "size": 12, "rows": [], "quarters": 0, "crop": False}
    path = laid(tmp_path / "a.pdf", 2 * [page])
    with ThreadPoolExecutor(4) as pool:
        texts = {found.text for found in pool.map(lambda _: read(path), range(12))}
    assert texts == {read(path).text}


# --- phrases against characters --------------------------------------------------------------------------------------

GAPS = st.sampled_from([0.0, 1.0, 4.0, 20.0])
SET = st.tuples(st.text("abđ1 -\u0301", min_size=1, max_size=12), st.just(14.0), st.just(0.0), GAPS)
FIRST = st.tuples(st.text("abđ -", min_size=12, max_size=20), st.just(14.0), st.just(0.0), GAPS)
RAISED = st.tuples(st.sampled_from(["1", "12", "*"]), st.just(9.0), st.just(5.0), GAPS)
LINE = st.tuples(FIRST, st.lists(SET | RAISED, max_size=3)).map(lambda line: [line[0], *line[1]])


def chars_of(set_lines: list[list[tuple[str, float, float, float]]]) -> Chars:
    """Lines of pieces (text, size, rise, gap behind); a letter is half its size wide, a mark stands over the letter before."""
    rows = []
    for number, pieces in enumerate(set_lines):
        x = 72.0
        for text, size, rise, gap in pieces:
            for sign in text:
                mark = sign == "\u0301"
                wide = 0.0 if mark else size / 2 if sign != " " else size / 4
                rows.append((ord(sign), x, x + wide, 100.0 + 30 * number - rise, size, sign == " ", mark))
                x += wide
            x += gap
    codes, x0, x1, base, size, blank, mark = (np.array(column) for column in zip(*rows, strict=True))
    no, yes = np.zeros(len(rows), bool), np.ones(len(rows), bool)
    return Chars(codes.astype(np.uint32), x0, base - size, x1, base, base, size, no, yes, no, blank, mark, ~blank, no)


def glyph_by_glyph(chars: Chars) -> list[Glyph]:
    found: list[Glyph] = []
    measures = (chars.codes, chars.x0, chars.x1, chars.base, chars.size, chars.bold, chars.mark)
    for code, x0, x1, base, size, bold, mark in zip(*(measure.tolist() for measure in measures), strict=True):
        if mark and found:
            found[-1] = found[-1]._replace(text=found[-1].text + chr(code))
        else:
            found.append(Glyph(chr(code), x0, x1, base, size, bold))
    return found


@given(set_lines=st.lists(LINE, min_size=1, max_size=4))
def test_phrases_spell_what_their_characters_spell(set_lines: list[list[tuple[str, float, float, float]]]) -> None:
    chars = chars_of(set_lines)
    quick = lines(runs(phrases(chars, Paper(1, 2000.0, 2000.0), [])))
    thorough = lines(runs(glyph_by_glyph(chars)))
    assert [line.spelled() for line in quick] == [line.spelled() for line in thorough]
    assert [(line.x0, line.x1, line.base, line.size) for line in quick] == [
        (line.x0, line.x1, line.base, line.size) for line in thorough
    ]


@pytest.mark.parametrize(
    ("walls", "wanted", "why"),
    [
        ([], ["ab", "ab ab ab ab"], "whether the first word fits on the line before is asked"),
        ([105], ["ab", "ab", "ab", "ab ab"], "it ends at a wall, and a cell may hold no more than a frame"),
        ([50, 105, 200], ["ab ab", "ab ab ab"], "in a table no first word is asked for"),
    ],
)
def test_where_a_phrase_ends(walls: list[int], wanted: list[str], why: str) -> None:
    chars = chars_of([[("ab ab ab ab ab", 14.0, 0.0, 0.0)]])
    rules = [Rule(False, float(at), 50.0, 150.0) for at in walls]
    assert [glyph.text for glyph in phrases(chars, Paper(1, 2000.0, 2000.0), rules)] == wanted, why


def test_a_blank_is_put_in_where_it_stood() -> None:
    chars = with_blanks(chars_of([[("abab", 14.0, 0.0, 0.0)]]), np.array([1]), np.array([86.0]), np.array([100.1]))
    assert [glyph.text for glyph in phrases(chars, Paper(1, 2000.0, 2000.0), [])] == ["ab", " ", "ab"]


# --- places ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("quarters", "wanted"), [(0, (10, 30)), (1, (170, 10)), (2, (90, 170)), (3, (30, 90)), (5, (170, 10))])
def test_a_turned_page_shows_each_point_where_it_belongs(quarters: int, wanted: tuple[float, float]) -> None:
    """The shown part is 100 wide and 200 high; the point stands 10 from its left and 30 from its top."""
    assert shown(50, 60, 150, 260, quarters).point(60.0, 230.0) == wanted


def test_matrices_follow_each_other() -> None:
    turn, move = Matrix(0, 1, -1, 0, 0, 0), Matrix(1, 0, 0, 1, 5, 7)
    assert turn.then(move).point(2.0, 3.0) == move.point(*turn.point(2.0, 3.0))


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_white_ink_rules_nothing(tmp_path: Path, engine: Engine) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.drawString(72, 700, "Ke hoach")
    for shade, y in ((1.0, 600), (0.0, 500)):
        canvas.setStrokeGray(shade)
        canvas.setFillGray(shade)
        canvas.line(72, y, 300, y)
        canvas.rect(72, y - 50, 200, 0.5, stroke=0, fill=1)
    canvas.save()
    (sheet,) = sheets(tmp_path / "a.pdf", 1, engine)
    assert [round(rule.at) for rule in sheet.rules] == [round(841.89 - 500), round(841.89 - 450)]
