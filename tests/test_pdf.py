"""The PDF reader on real files: every word, every row, in order, and where it stands."""

from __future__ import annotations

import io
import json
import logging
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import Refused
from ingest.formats.pdf.reader import read
from ingest.reading import Line, Reading, Row

RENDERS = ("000", "003", "003_norepeat", "003_groupstt", "004")
TEXT_LAYER = ("hanoi_kh_173", "hanoi_qd_01_2025", "hanoi_qd_11_2025", "hanoi_qd_2280", "nq03_annex1")


def squeezed(text: str) -> str:
    return "".join(text.split())


def words(reading: Reading, block: Line) -> str:
    return reading.text[block.span.start : block.span.end]


def cells(reading: Reading, row: Row) -> list[str]:
    return [reading.text[cell.start : cell.end] for cell in row.cells]


def paragraphs(reading: Reading, footnote: bool = False) -> list[str]:
    found: list[str] = []
    for block in reading.blocks:
        if isinstance(block, Line) and block.footnote == footnote:
            if block.begins:
                found.append(words(reading, block))
            else:
                found[-1] += " " + words(reading, block)
    return found


def joined(reading: Reading) -> Iterator[tuple[list[str], list[int]]]:
    """Each row with its pages: repeated headers dropped, the rest of a cut row appended to the row before."""
    header: list[str] = []
    last: tuple[list[str], list[int]] | None = None
    for block in reading.blocks:
        if isinstance(block, Line):
            header = header if block.footnote else []
            continue
        row = cells(reading, block)
        if not header or squeezed("|".join(row)) == squeezed("|".join(header)):
            header = row
        elif last and (not row[0] or (goes_on(row[0]) and not any(last[0][1:] + row[1:]))):
            last[0][:] = [f"{above} {rest}" for above, rest in zip(last[0], row, strict=True)]
            last[1].append(block.page or 0)
        else:
            if last:
                yield last
            last = (row, [block.page or 0])
    if last:
        yield last


def goes_on(title: str) -> bool:
    """A group's title that begins without its La Mã is the rest of one that a page cut."""
    return not set(title.split(maxsplit=1)[0].rstrip(".")) <= set("IVX")


@pytest.fixture(scope="module")
def readings(shared: Path) -> dict[str, Reading]:
    return {name: read(shared / "renders" / f"{name}.pdf") for name in RENDERS}


@pytest.fixture(scope="module")
def real(shared: Path) -> dict[str, Reading]:
    return {name: read(shared / "real" / f"{name}.pdf") for name in TEXT_LAYER}


def truth(shared: Path, name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((shared / "renders" / f"{name[:3]}.truth.json").read_text("utf-8"))
    return loaded


@pytest.mark.parametrize("name", RENDERS)
def test_every_paragraph_in_order(shared: Path, readings: dict[str, Reading], name: str) -> None:
    wanted = [squeezed(part["text"]) for part in truth(shared, name)["paragraphs"] if part["kind"] != "annex_header"]
    assert [squeezed(text) for text in paragraphs(readings[name])] == wanted


@pytest.mark.parametrize("name", RENDERS)
def test_every_cell_of_every_row(shared: Path, readings: dict[str, Reading], name: str) -> None:
    wanted, pages = [], []
    for row in truth(shared, name)["rows"]:
        printed = list(row["cells"].values()) if row["kind"] == "task" else [row["text"]]
        wanted.append([squeezed(cell) for cell in printed])
        pages.append(row["pages"][f"{name}.pdf"])
    found = list(joined(readings[name]))
    groups = [row["kind"] == "group" for row in truth(shared, name)["rows"]]
    read_rows = [
        [squeezed("".join(row))] if group else [squeezed(cell) for cell in row]
        for (row, _), group in zip(found, groups, strict=True)
    ]
    assert read_rows == wanted
    assert [row_pages for _, row_pages in found] == pages


@pytest.mark.parametrize("name", RENDERS)
def test_headers_and_footnotes(shared: Path, readings: dict[str, Reading], name: str) -> None:
    wanted = truth(shared, name)
    rows = [
        [squeezed(cell) for cell in cells(readings[name], block)] for block in readings[name].blocks if isinstance(block, Row)
    ]
    assert all(
        [squeezed(cell) for cell in part["cells"]] in rows for part in wanted["paragraphs"] if part["kind"] == "annex_header"
    )
    notes = [squeezed(note) for note in paragraphs(readings[name], footnote=True)]
    assert notes == [squeezed(note["text"]) for note in wanted["footnotes"]]


def test_a_codes_hyphen_at_a_line_end_leaves_no_blank(shared: Path, readings: dict[str, Reading]) -> None:
    """The truth has no "41- KH/TU" in any cell, and neither have we: here blanks are compared, not squeezed out."""
    tasks = [row for row in truth(shared, "003")["rows"] if row["kind"] == "task"]
    wanted = [" ".join(cell.split()) for row in tasks for cell in row["cells"].values()]
    found = [" ".join(cell.split()) for row, _ in joined(readings["003"]) if any(row[1:]) for cell in row]
    assert found == wanted


def laws(reading: Reading) -> None:
    """What holds of every reading."""
    text = reading.text
    assert unicodedata.is_normalized("NFC", text)
    assert reading.pages[0].start == 0
    assert reading.pages[-1].end == len(text)
    assert all(left.end == right.start for left, right in pairwise(reading.pages))
    ends = 0
    for box in reading.boxes:
        printed = text[box.span.start : box.span.end]
        assert printed == " ".join(printed.split()) != ""
        assert box.span.start >= ends
        assert box.x0 <= box.x1
        assert box.y0 < box.y1
        assert reading.pages[box.page - 1].start <= box.span.start < reading.pages[box.page - 1].end
        ends = box.span.end
    boxed = "".join(text[box.span.start : box.span.end] for box in reading.boxes)
    assert squeezed(boxed) == squeezed(text)
    spans = [span for block in reading.blocks for span in (block.cells if isinstance(block, Row) else (block.span,))]
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert squeezed("".join(text[span.start : span.end] for span in spans)) == squeezed(text)
    for block in reading.blocks:
        assert "\n" not in text[block.span.start : block.span.end]
        assert block.page is not None


@pytest.mark.parametrize("name", RENDERS)
def test_laws_of_a_reading(readings: dict[str, Reading], name: str) -> None:
    laws(readings[name])


@pytest.mark.parametrize("name", TEXT_LAYER)
def test_real_files_are_read(real: dict[str, Reading], name: str) -> None:
    laws(real[name])
    assert not real[name].notices


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parent.parent / "corpus" / "samples").glob("*.pdf")), ids=lambda path: path.stem
)
def test_samples_are_read(path: Path) -> None:
    reading = read(path)
    laws(reading)
    assert not reading.notices


def test_printed_rows_of_a_real_annex(shared: Path, real: dict[str, Reading]) -> None:
    lines = (shared / "real" / "nq03_annex1.rows.jsonl").read_text("utf-8").splitlines()
    wanted = [[squeezed(cell) for cell in json.loads(line)] for line in lines]
    found = [[squeezed(cell) for cell in row] for row, _ in joined(real["nq03_annex1"])]
    assert found == wanted[1:]


# What a reader of the paper would say of it; the page's picture is the evidence.
REAL_PARAGRAPHS = (
    ("hanoi_kh_173", 0, "ỦY BAN NHÂN DÂN", "the left column comes first"),
    ("hanoi_kh_173", 2, "Số: /KH-UBND", "a blank number is one line of the left column"),
    ("hanoi_kh_173", 3, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "then the right column"),
    ("hanoi_kh_173", 7, "Tổ chức “Festival Thăng Long - Hà Nội lần thứ II, năm 2026”", "a centred title is its own paragraph"),
    ("hanoi_kh_173", -4, "- Lưu: VT, KGVX.", "the end of the left column"),
    ("hanoi_kh_173", -1, "Vũ Đại Thắng", "the signer stands last, the number of the empty last page is left out"),
    ("hanoi_qd_2280", 6, "QUYẾT ĐỊNH", "the type of the document stands alone over its subject"),
    ("hanoi_qd_01_2025", -9, "Ghi chú:", "text under a table begins a paragraph"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "place", "wanted", "why"), REAL_PARAGRAPHS)
def test_real_paragraphs(real: dict[str, Reading], name: str, place: int, wanted: str, why: str) -> None:
    assert paragraphs(real[name])[place] == wanted, why


def test_marks_of_footnotes_leave_and_exponents_stay(real: dict[str, Reading]) -> None:
    reading = real["hanoi_qd_2280"]
    body = " ".join(paragraphs(reading))
    assert "vực dọc Đại lộ Thăng Long; (2) Đầu tư xây dựng hồ điều hoà Yên Nghĩa 1, xã An Khánh; (3)" in body
    assert "công suất 70 m3/s, bể hút" in body
    assert paragraphs(reading, footnote=True)[1] == "Quyết định số 5521/QĐ-UBND ngày 10/11/2025."


@pytest.mark.parametrize("name", ["real/qd_707_ttg_scan.pdf", "renders/000_scan.pdf"])
def test_a_scan_is_refused_with_the_remedy(shared: Path, name: str) -> None:
    with pytest.raises(Refused, match=r"trang 1–\d+.*\(OCR\)") as refused:
        read(shared / name)
    assert refused.value.code == "no_text_layer"


# --- files made here -------------------------------------------------------------------------------------------------


def drawn(path: Path, *pages: str, picture: bool = False, **options: Any) -> Path:
    """A file with one line of text on each page; an empty page shows a picture, or nothing."""
    canvas = Canvas(str(path), **options)
    for text in pages:
        if text:
            canvas.drawString(72, 700, text)
        elif picture:
            canvas.drawInlineImage(grey(), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    return path


def grey() -> Any:
    from PIL import Image

    return Image.new("L", (8, 8), 128)


REFUSALS = (
    ("empty", "empty_file", "nothing in it"),
    ("words", "broken_pdf", "a text file with the name of a PDF"),
    ("truncated", "broken_pdf", "only the head arrived"),
    ("encrypted", "encrypted_pdf", "asks for a password"),
    ("long", "too_many_pages", "over the limit"),
    ("picture", "no_text_layer", "a scan"),
    ("blank", "no_text_layer", "no word on any page"),
)


def refusable(folder: Path, kind: str) -> Path:
    path = folder / f"{kind}.pdf"
    match kind:
        case "empty":
            path.write_bytes(b"")
        case "words":
            path.write_text("Kế hoạch", "utf-8")
        case "truncated":
            path.write_bytes(drawn(path, "abc").read_bytes()[:60])
        case "encrypted":
            drawn(path, "abc", encrypt=StandardEncryption("user", "owner"))
        case "long":
            drawn(path, *("abc",) * 4)
        case "picture":
            drawn(path, "", "", picture=True)
        case _:
            drawn(path, "", "")
    return path


@pytest.mark.parametrize(("kind", "code", "why"), REFUSALS)
def test_refusals(tmp_path: Path, kind: str, code: str, why: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Refused) as refused:
        read(refusable(tmp_path, kind), most_pages=3)
    assert refused.value.code == code, why
    assert capfd.readouterr() == ("", "")


def test_an_owner_password_alone_is_no_hindrance(tmp_path: Path) -> None:
    path = drawn(tmp_path / "a.pdf", "abc", encrypt=StandardEncryption("", "owner", canPrint=0))
    assert read(path).text == "abc\n"


def test_a_page_without_text_is_noticed_not_refused(tmp_path: Path) -> None:
    reading = read(drawn(tmp_path / "a.pdf", "first", "", "third", picture=True))
    assert reading.text == "first\nthird\n"
    assert [(notice.code, "Trang 2" in notice.message) for notice in reading.notices] == [("page_without_text", True)]
    assert reading.pages == ((0, 6), (6, 6), (6, 12))


def test_nothing_of_the_file_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    read(drawn(tmp_path / "a.pdf", "TOI MAT"))
    assert not [record for record in caplog.records if record.name.startswith(("pdfminer", "pdfplumber"))]


def small() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pageCompression=0)
    canvas.drawString(72, 700, "Ke hoach 41-KH/TU")
    canvas.grid([72, 200, 300], [400, 450, 500])
    canvas.drawString(80, 470, "STT")
    canvas.save()
    return buffer.getvalue()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(
    edits=st.lists(st.tuples(st.integers(8, 1_800), st.binary(min_size=1, max_size=6)), min_size=1, max_size=8),
    cut=st.sampled_from([0, 0, 0, 60, 500]),
)
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, edits: list[tuple[int, bytes]], cut: int) -> None:
    body = bytearray(small())
    for place, put in edits:
        body[place % len(body) : place % len(body) + len(put)] = put
    path = tmp_path / "damaged.pdf"
    path.write_bytes(b"%PDF-1.4\n" + bytes(body[9 : len(body) - cut]))
    try:
        reading = read(path)
    except Refused:
        return
    laws(reading)
