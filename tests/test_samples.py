"""The sample papers: the committed files are what ``lay_out`` writes, and what their README promises stands in them."""

import os
import re
from collections import Counter
from itertools import chain
from pathlib import Path

import pdfplumber
import pytest
from docx import Document
from docx.table import Table
from pdfplumber.page import Page
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]

from corpus.typesetting.lay_out import SAMPLES, lay_out
from corpus.typesetting.paper import Annex, Paper, load_papers

PAPERS = {paper.file: paper for paper in load_papers()}
SMALL = 200_000  # bytes

STP, DONG_LAC, BEN_GOT = "04_kh_so_tu_phap.docx", "07_kh_31_ubnd_xa_dong_lac.txt", "08_kh_61_ubnd_phuong_ben_got.docx"
PROVINCE, NOI_VU = "03_kh_152_ubnd_tinh.pdf", "09_kh_64_so_noi_vu.docx"


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All papers laid out anew; a machine without the fonts skips, and fails where CI=true."""
    folder = tmp_path_factory.mktemp("samples")
    try:
        lay_out(folder)
    except LookupError as error:
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(str(error))
    return folder


def words(path: Path) -> str:
    """All text of a file in reading order; for PDF page by page, for Word paragraph by paragraph and cell by cell."""
    if path.suffix == ".pdf":
        with pdfplumber.open(path) as pages:
            return "\f".join(page.extract_text() for page in pages.pages)
    if path.suffix != ".docx":
        return path.read_text(encoding="utf-8")
    blocks = Document(str(path)).iter_inner_content()
    return "\n".join(cells(block) if isinstance(block, Table) else block.text for block in blocks)


def cells(table: Table) -> str:
    return "\n".join("\t".join(cell.text for cell in row.cells) for row in table.rows)


@pytest.mark.parametrize("name", PAPERS)
def test_the_committed_file_is_what_lay_out_writes(name: str, laid_out: Path) -> None:
    assert words(SAMPLES / name) == words(laid_out / name)


def test_text_files_are_the_same_to_the_byte(laid_out: Path) -> None:
    for name in PAPERS:
        if Path(name).suffix in {".txt", ".md"}:
            assert (SAMPLES / name).read_bytes() == (laid_out / name).read_bytes()


def test_laying_out_twice_gives_the_same_bytes(laid_out: Path, tmp_path: Path) -> None:
    for path in lay_out(tmp_path):
        assert path.read_bytes() == (laid_out / path.name).read_bytes(), path.name


def test_every_sample_is_small() -> None:
    assert all((SAMPLES / name).stat().st_size < SMALL for name in PAPERS)


def test_every_letter_of_the_pdf_papers_has_a_glyph(laid_out: Path) -> None:
    assert laid_out.is_dir()  # the fonts are here
    for face in ("", "-Bold", "-Italic", "-BoldItalic"):
        known = TTFont(f"glyphs{face}", f"DejaVuSerifCondensed{face}.ttf").face.charToGlyph
        for paper in PAPERS.values():
            assert {letter for letter in printed(paper) if ord(letter) not in known} <= {"\n"}


def printed(paper: Paper) -> str:
    """All words of a paper but its numbering, which Word may print by itself."""
    table = chain.from_iterable(row[1:] for annex in paper.annexes for row in annex.rows)
    body = (re.sub(r"^(-|\d+\.)\s", "", paragraph.text) for paragraph in paper.body)
    return "".join((paper.title, *body, *table))


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_is_lost_on_the_way_to_paper(name: str) -> None:
    """Text and Word print every cell as it is; a PDF may cut one, so there every letter is counted."""
    text = bare(words(SAMPLES / name))
    assert not Counter(bare(printed(PAPERS[name]))) - Counter(text)
    if not name.endswith(".pdf"):
        rows = chain.from_iterable(annex.rows for annex in PAPERS[name].annexes)
        assert [one for one in chain.from_iterable(row[1:] for row in rows) if bare(one) not in text] == []


def bare(text: str) -> str:
    return re.sub(r"\s|<br>", "", text)


def test_rows_are_cut_by_a_page_without_a_rule() -> None:
    """The provincial plan's tables run on below their last full rule on the pages where a row is cut."""
    with pdfplumber.open(SAMPLES / PROVINCE) as plan:
        cut = [page.page_number for page in plan.pages if page.lines and runs_on(page)]
    assert len(cut) == 5  # README, section 7: I.5, I.10, I.14, I.20, II.5


def runs_on(page: Page) -> bool:
    rules = [line for line in page.lines if line["top"] == line["bottom"]]
    edges = [line for line in page.lines if line["x0"] == line["x1"]]
    return max(edge["bottom"] for edge in edges) > max(rule["bottom"] for rule in rules) + 1 if edges else False


def test_word_repeats_the_header_row_and_merges_the_group_rows() -> None:
    table = Document(str(SAMPLES / BEN_GOT)).tables[2]  # after the head and the signature
    assert table.rows[0]._tr.trPr is not None
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    group = table.rows[1].cells
    assert len({id(cell._tc) for cell in group}) == 2


def test_word_numbers_the_rows_by_itself() -> None:
    """In the ward's plan the STT is a list number, so no cell prints it."""
    rows = Document(str(SAMPLES / BEN_GOT)).tables[2].rows
    tasks = [row.cells[0] for row in rows if row.cells[0]._tc.xpath(".//w:numPr")]
    assert len(tasks) == 11
    assert {cell.text for cell in tasks} == {""}


# What README promises, section 4: where a thing was planted, and the whole cell that makes it so.
PLANTED = [
    (STP, 0, "1", "Hạn hoàn thành", "Trước ngày 28/4/2026"),  # earlier than the parent's 30/4
    (STP, 0, "1", "Văn bản giao nhiệm vụ", "13-TB/CQTT"),  # 35/KH-UBND dropped
    (STP, 0, "3", "Hạn hoàn thành", "Trong tháng 6/2026"),  # later than May
    (STP, 0, "7", "Sản phẩm", ""),  # deliverable dropped
    (STP, 1, "2", "Thời gian hoàn thành", "Quý IV"),  # the deadline before the adjustment
    (STP, 1, "4", "Thời gian hoàn thành", "Thường xuyên"),  # another kind of deadline
    (DONG_LAC, 0, "2", "Thời hạn", "Trước ngày 10/5/2026"),  # earlier than 15/5
    (DONG_LAC, 0, "8", "Thời hạn", "Thường xuyên"),  # another kind of deadline
    (BEN_GOT, 0, "5", "Thời hạn hoàn thành", "Trước ngày 15/7/2026"),  # later than 30/6
    (NOI_VU, 0, "4", "Văn bản giao nhiệm vụ", "41-KH/TU"),  # 08-CTr/BCĐ dropped
    (PROVINCE, 0, "1", "Hạn hoàn thành", "Trước ngày 30/4/2026"),
    (PROVINCE, 0, "4", "Hạn hoàn thành", "Trong tháng 5/2026"),
    (PROVINCE, 0, "18", "Hạn hoàn thành", "Trước ngày 30/6/2026"),
    (PROVINCE, 1, "12", "Tiến độ điều chỉnh theo chỉ đạo của Ban Chỉ đạo", "Quý III"),
]


@pytest.mark.parametrize(("name", "annex", "stt", "column", "expected"), PLANTED)
def test_planted_differences_still_stand(name: str, annex: int, stt: str, column: str, expected: str) -> None:
    assert cell(name, annex, stt, column) == expected


def test_planted_narrowings_still_stand() -> None:
    assert "100% thủ tục hành chính" in cell(PROVINCE, 0, "3", "Sản phẩm/kết quả")
    assert "90% thủ tục hành chính" in cell(STP, 0, "2", "Sản phẩm")
    assert "(nếu có)" in cell(STP, 0, "4", "Nội dung nhiệm vụ")
    assert "(nếu có)" not in cell(PROVINCE, 0, "8", "Nội dung nhiệm vụ")


def cell(name: str, annex: int, stt: str, column: str) -> str:
    table = PAPERS[name].annexes[annex]
    return dict(zip(table.columns, row_of(table, stt), strict=True))[column]


def row_of(annex: Annex, stt: str) -> tuple[str, ...]:
    (row,) = (row for row in annex.rows if row[0] == stt and len(row) == len(annex.columns))
    return row


def test_the_commune_skips_one_number() -> None:
    annex = PAPERS[DONG_LAC].annexes[0]
    assert [row[0] for row in annex.rows if len(row) > 2] == ["1", "2", "3", "4", "6", "7", "8", "9"]


def test_the_number_of_so_tu_phap_is_blank_and_cited_by_the_ward() -> None:
    assert re.fullmatch(r"Số:\s+/KH-STP", PAPERS[STP].number)
    assert "29/KH-STP ngày 16/4/2026 của Sở Tư pháp" in PAPERS[BEN_GOT].body[0].text


def test_two_captions_give_two_dates() -> None:
    assert [re.findall(r"\d+/4/2026", annex.caption) for annex in PAPERS[NOI_VU].annexes] == [["23/4/2026"], ["24/4/2026"]]


def test_three_plans_take_their_tasks_from_the_programme() -> None:
    counts = {name: sum(map(from_programme, paper.annexes)) for name, paper in PAPERS.items()}
    assert {name: count for name, count in counts.items() if count} == {PROVINCE: 9, STP: 4, DONG_LAC: 3}


def from_programme(annex: Annex) -> int:
    sources = (dict(zip(annex.columns, row, strict=False)).get("Văn bản giao nhiệm vụ", "") for row in annex.rows)
    return sum("08-CTr/BCĐ" in source for source in sources)


@pytest.mark.parametrize("name", PAPERS)
def test_readme_counts_the_rows(name: str) -> None:
    lines = (SAMPLES / "README.md").read_text(encoding="utf-8").splitlines()
    line = next(line for line in lines if line.startswith(f"| `{name}`"))
    counts = "; ".join(f"{annex.label.replace('PHỤ LỤC', 'PL')}: {annex.tasks}" for annex in PAPERS[name].annexes)
    assert counts in line
    if name.startswith("05"):
        items = sum(paragraph.text.startswith("- Đơn vị thực hiện:") for paragraph in PAPERS[name].body)
        assert f"danh sách: {items} |" in line
