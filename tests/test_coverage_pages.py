"""Coverage as a browser and an office get it: the matrix, filters, marked differences, decisions, workbooks, papers, drafts."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from docx import Document as WordFile
from docx.enum.section import WD_ORIENT
from openpyxl import load_workbook
from starlette.testclient import TestClient

from api.coverage.page import marked
from api.exports.office_docx import Heading, Paragraph, Table, paper, plain
from api.exports.office_xlsx import Line, Sheet, workbook
from api.server import create_app
from api.settings import Settings
from api.wiring import KnowledgeBase
from search.drafting.annex_header import printed_header

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted(path for path in (ROOT / "corpus/samples").glob("[0-9]*") if path.suffix in (".pdf", ".docx", ".txt", ".md"))
CHILD, PARENT = "29/KH-STP", "152/KH-UBND"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("kb")
    base = KnowledgeBase(Settings(home=home))
    base.intake.take(SAMPLES)
    base.close()
    return home


@pytest.fixture(scope="module")
def client(home: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(home=home)), base_url="http://127.0.0.1:8000") as opened:
        yield opened


def page(client: TestClient, path: str = "/coverage", **query: str) -> str:
    answer = client.get(f"{path}?{urlencode(query)}")
    assert answer.status_code == 200, answer.text
    return answer.text


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_the_index_lists_every_pair(client: TestClient) -> None:
    said = words(page(client))
    assert "29/KH-STP" in said
    assert "152/KH-UBND" in said
    assert "64/KH-SNV" in said


def test_the_report_shows_both_texts_and_both_places(client: TestClient) -> None:
    html = page(client, child=CHILD, parent=PARENT)
    assert '<a class="parent-cite" href="/documents/' in html
    assert '<a class="child-cite" href="/documents/' in html
    assert "<del>" in html
    assert "<ins>" in html
    assert "muộn hơn" in words(html)


@pytest.mark.parametrize(
    ("show", "there", "away"),
    [("gaps", "Còn thiếu", '<table class="fields"'), ("changed", '<table class="fields"', 'article class="duty not_covered"')],
)
def test_filters(client: TestClient, show: str, there: str, away: str) -> None:
    html = page(client, child=CHILD, parent=PARENT, show=show)
    assert there in html
    assert away not in html


def test_the_matrix_has_a_column_for_each_unit(client: TestClient) -> None:
    html = page(client, parent=PARENT)
    units = len(re.findall(r"<th scope=\"col\"><a", html))
    assert units == 6
    assert len(re.findall(r"<td class=", html)) % units == 0
    gaps = page(client, parent=PARENT, show="gaps")
    assert 0 < gaps.count("<tr>") < html.count("<tr>")


def test_a_cell_of_the_matrix_leads_to_its_row(client: TestClient) -> None:
    html = page(client, parent=PARENT)
    address = unescape(re.search(r'<td class="not_covered"><a href="([^"]+)"', html)[1])
    path, row = address.split("#")
    assert f'id="{row}"' in client.get(path).text


def test_decisions_by_the_form(client: TestClient) -> None:
    html = page(client, child=CHILD, parent=PARENT, show="changed")
    form = re.search(r'<form action="/coverage/decisions".*?</form>', html, re.DOTALL)[0]
    fields = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    answer = client.post(
        "/coverage/decisions",
        data=fields | {"who": "<b>An</b>", "why": "<i>thử</i>", "verdict": "rejected"},
        follow_redirects=False,
    )
    assert answer.status_code == 303
    html = page(client, child=CHILD, parent=PARENT)
    assert "&lt;b&gt;An&lt;/b&gt; đã bác bỏ" in html
    assert "<b>An</b>" not in html
    client.post("/coverage/decisions", data=fields | {"who": "An", "verdict": "withdrawn"})
    assert "đã bác bỏ" not in page(client, child=CHILD, parent=PARENT)


def test_a_form_without_a_name_is_refused_in_words(client: TestClient) -> None:
    answer = client.post(
        "/coverage/decisions",
        data={"kind": "match", "verdict": "rejected", "parent": PARENT, "parent_task": "x", "child": CHILD},
    )
    assert answer.status_code == 400
    assert "tên người quyết định" in answer.text


@pytest.mark.parametrize("path", ["/coverage/decisions", "/api/coverage/decisions"])
def test_no_other_site_may_decide(client: TestClient, path: str) -> None:
    answer = client.post(path, headers={"Sec-Fetch-Site": "cross-site"}, data={"who": "x"})
    assert answer.status_code == 403


def test_decisions_by_a_program(client: TestClient) -> None:
    report = client.get("/api/coverage", params={"child": CHILD, "parent": PARENT}).json()
    row = next(row for row in report["rows"] if row["matches"])
    body = {
        "kind": "match", "verdict": "confirmed", "parent": PARENT, "parent_task": row["parent_task"]["id"], "child": CHILD,
        "child_task": row["matches"][0]["child_task"]["id"], "who": "Phần mềm theo dõi",
    }  # fmt: skip
    assert client.post("/api/coverage/decisions", json=body).status_code == 201
    assert client.post("/api/coverage/decisions", json=body | {"verdict": "withdrawn"}).status_code == 201
    listed = client.get("/api/coverage/decisions").json()
    assert listed["total"] >= 2
    assert "Phần mềm theo dõi" in {one["who"] for one in listed["decisions"]}
    assert client.post("/api/coverage/decisions", json=body | {"color": "red"}).status_code == 422


@pytest.mark.parametrize(
    ("query", "status"), [({"child": "nothing"}, 404), ({"child": "13-TB/CQTT"}, 404), ({"parent": "nothing"}, 404)]
)
def test_what_is_not_held(client: TestClient, query: dict[str, str], status: int) -> None:
    answer = client.get(f"/coverage?{urlencode(query)}")
    assert answer.status_code == status
    assert "<h1>" in answer.text


def test_the_workbook_is_for_an_office(client: TestClient) -> None:
    answer = client.get(f"/coverage/report.xlsx?{urlencode({'child': CHILD, 'parent': PARENT})}")
    assert answer.headers["content-disposition"] == 'attachment; filename="doi-chieu.xlsx"'
    book = load_workbook(io.BytesIO(answer.content))
    sheet = book["Đối chiếu"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "TT")
    assert sheet.freeze_panes == f"B{head[0].row + 1}"
    assert sheet.print_title_rows == f"${head[0].row}:${head[0].row}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == ("landscape", 9, 1)
    report = client.get("/api/coverage", params={"child": CHILD, "parent": PARENT}).json()
    lines = [row for row in sheet.iter_rows(min_row=head[0].row + 1, values_only=True) if isinstance(row[0], int)]
    assert len(lines) == sum(max(1, len(row["matches"])) for row in report["rows"])
    findings = list(book["Thay đổi"].iter_rows(values_only=True))
    assert all(row[4] and row[6] for row in findings if isinstance(row[0], int)), "both places of every finding"


def test_the_paper_has_both_places_of_every_finding(client: TestClient) -> None:
    answer = client.get(f"/coverage/report.docx?{urlencode({'child': CHILD, 'parent': PARENT})}")
    made = WordFile(io.BytesIO(answer.content))
    changed = [table for table in made.tables if table.rows[0].cells[1].text == "Cấp trên giao" and len(table.columns) == 4]
    assert changed
    for table in changed:
        for row in table.rows[1:]:
            assert "Phụ lục" in row.cells[1].text.splitlines()[-1] or "ục" in row.cells[1].text
            assert "Phụ lục" in row.cells[2].text.splitlines()[-1] or "ục" in row.cells[2].text
    headings = [p.text for p in made.paragraphs if p.style.name.startswith("Heading")]
    assert headings[:2] == ["I. Việc còn thiếu", "II. Việc chưa thấy, cần xem"]


def draft(client: TestClient, **query: str) -> dict[str, object]:
    answer = client.get(f"/coverage/draft.docx?{urlencode(query)}")
    assert answer.status_code == 200, answer.text
    return {"made": WordFile(io.BytesIO(answer.content))}


def test_a_draft_copies_and_invents_nothing(client: TestClient, home: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "api.cli", "draft", "--home", str(home), "--json", PARENT, "--agency", "Sở Tư pháp"],
        capture_output=True, text=True, cwd=ROOT, check=True,
    )  # fmt: skip
    made = json.loads(run.stdout)
    assert made["draft"] is True
    tasks = {task["id"]: task for task in client.get(f"/api/documents/{PARENT}").json()["task_records"]}
    lines = [row for part in made["parts"] for row in part["rows"]]
    assert made["total"] == len(lines)
    for row in lines:
        task, cells = tasks[row["parent_task"]["id"]], row["cells"]
        assert cells["content"] == task["content"]
        assert cells["lead"] == "", "left for the unit to fill"
        assert cells["deadline"] == (task["deadline"]["raw"] if task["deadline"] else "")
        assert cells.get("sources", "") == "; ".join(task["sources"])
        assert cells["note"].startswith(f"Từ {PARENT}, ")
        assert not task["stt"] or f"STT {task['stt']}" in cells["note"]
    own = [row["parent_task"] for part in made["parts"] if part["part"] == "own" for row in part["rows"]]
    found = {(task["annex"], task["stt"]) for task in own if task["kind"] == "row"}
    assert {("I", stt) for stt in ("1", "3", "4", "5", "8", "9", "18", "22")} <= found
    assert {("II", stt) for stt in ("2", "12", "24", "25")} <= found
    annex_two = next(part for part in made["parts"] if part["place"] == "Phụ lục II")
    assert "adjusted_deadline" in annex_two["columns"], "the annex's own columns"
    assert annex_two["titles"][5] == "Thời gian giao theo kế hoạch", "under its own words"


def test_a_draft_of_what_is_missing_is_marked_as_a_draft(client: TestClient) -> None:
    made = draft(client, parent=PARENT, child=CHILD)["made"]
    assert made.sections[0].header.paragraphs[0].text == "DỰ THẢO"
    assert made.sections[0].orientation == WD_ORIENT.LANDSCAPE
    text = "\n".join(cell.text for table in made.tables for row in table.rows for cell in row.cells)
    assert "công chức chuyên trách chuyển đổi số" in text, "a planted gap"
    assert "Rà soát từng thủ tục hành chính" not in text, "what the plan has"
    answer = client.get(f"/coverage/draft.xlsx?{urlencode({'parent': PARENT, 'child': CHILD})}")
    assert "DỰ THẢO" in load_workbook(io.BytesIO(answer.content)).worksheets[0]["A1"].value


@pytest.mark.parametrize(
    ("address", "asked"),
    [("/coverage/draft.docx", {"parent": PARENT}), ("/api/coverage", {"child": CHILD, "parent": PARENT})],
    ids=["a draft", "a report"],
)
def test_what_is_no_agency_is_refused(client: TestClient, address: str, asked: dict[str, str]) -> None:
    """A paper that says "no duty" would be believed."""
    answer = client.get(f"{address}?{urlencode({**asked, 'agency': 'abc xyz'})}")
    assert answer.status_code == 404
    assert "Không nhận ra cơ quan" in answer.text


def test_a_draft_needs_an_agency(client: TestClient) -> None:
    answer = client.get(f"/coverage/draft.docx?{urlencode({'parent': PARENT})}")
    assert answer.status_code == 400
    assert "cơ quan" in answer.text


def test_the_matrix_as_a_workbook(client: TestClient) -> None:
    answer = client.get(f"/coverage/matrix.xlsx?{urlencode({'parent': PARENT})}")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    head = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "TT")
    assert len(head) == 3 + 6
    assert sheet.freeze_panes.startswith("D")


BAD = "<script>alert(1)</script>"
TABLE = "PHỤ LỤC I\n\nSTT\tNội dung nhiệm vụ\tCơ quan chủ trì\tThời hạn\n1\t{}\t{}\tTrước ngày 30/4/2026 {}\n"


def test_nothing_of_a_paper_gets_through(tmp_path: Path) -> None:
    duty = f"Rà soát toàn bộ thủ tục hành chính {BAD} trên địa bàn, công khai kết quả"
    parent = f"UBND TỈNH THÁI NGUYÊN\nSố: 5/KH-UBND\nThái Nguyên, ngày 01 tháng 4 năm 2026\nKẾ HOẠCH\nThử {BAD}\n\nI. MỤC ĐÍCH\n1. Làm tốt.\n\n"
    child = f"SỞ TƯ PHÁP\nSố: 3/KH-STP\nThái Nguyên, ngày 10 tháng 4 năm 2026\nKẾ HOẠCH\nThực hiện Kế hoạch số 5/KH-UBND ngày 01/4/2026 của UBND tỉnh {BAD}\n\nI. MỤC ĐÍCH\n1. Làm tốt.\n\n"
    (tmp_path / "a.txt").write_text(parent + TABLE.format(duty, f"Các sở, ban, ngành {BAD}", BAD), encoding="utf-8")
    (tmp_path / "b.txt").write_text(child + TABLE.format(f"{duty} của Sở", f"Văn phòng {BAD}", ""), encoding="utf-8")
    base = KnowledgeBase(Settings(home=tmp_path / "kb"))
    base.intake.take([tmp_path / "a.txt", tmp_path / "b.txt"])
    base.close()
    with TestClient(create_app(Settings(home=tmp_path / "kb")), base_url="http://127.0.0.1:8000") as opened:
        for query in ({}, {"child": "3/KH-STP", "agency": f"Sở Tư pháp {BAD}"}, {"parent": "5/KH-UBND"}, {"child": "3/KH-STP"}):
            html = page(opened, **query)
            assert "<script>alert" not in html
        refused = opened.get("/coverage", params={"child": "3/KH-STP", "agency": BAD})
        assert refused.status_code == 404
        assert "<script>alert" not in refused.text
        assert "&lt;script&gt;" in page(opened, child="3/KH-STP")
        assert "<script>alert" not in opened.get("/documents/3%2FKH-STP").text


HEADERS = [
    # the lines above the first row, the columns in order
    ("STT\tTên việc\tĐơn vị chủ trì\tThời hạn\n", ["STT", "Tên việc", "Đơn vị chủ trì", "Thời hạn"]),
    ("| STT | Nội dung | Chủ trì | Hạn |\n|---|---|---|---|\n| I | Nhóm |  |  |\n", ["STT", "Nội dung", "Chủ trì", "Hạn"]),
    ("<b>STT</b>\t<b>Nội dung</b>\tSản phẩm\tChủ trì\n\n", ["STT", "Nội dung", "Sản phẩm", "Chủ trì"]),  # with markup
    ("Không có bảng.\n", []),
]


@pytest.mark.parametrize(("above", "titles"), HEADERS)
def test_the_header_of_an_annex(above: str, titles: list[str]) -> None:
    text = f"PHỤ LỤC I\n{above}1\tRà soát\tSở Tư pháp\t30/4/2026\n"
    assert list(printed_header(text, text.index("1\tRà")).values()) == titles


HOSTILE = ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")']


@pytest.mark.parametrize("value", HOSTILE)
def test_no_cell_calculates(value: str) -> None:
    data = workbook(
        [Sheet("a", value, (value,), ((value, 10),), (Line((value, 1)[:1]), Line((value,), heading=True)), 1, (value,))], value
    )
    for row in load_workbook(io.BytesIO(data)).active.iter_rows():
        for cell in row:
            assert cell.data_type in ("s", "n")
            assert not str(cell.value or "").startswith(("=", "+", "@", "\t"))


def test_a_word_file_takes_any_character() -> None:
    blocks = [Heading("a\x00b", 0), Paragraph(plain("\x0b<w:p>&")), Table((("x\x1f", 3.0),), ((plain("\ud800"),),))]
    made = WordFile(io.BytesIO(paper(blocks, "t\x01")))
    assert made.paragraphs[1].text == " <w:p>&"


MARKED = [
    ("một hai ba", [((4, 7), "del")], "một <del>hai</del> ba"),
    ("<b>&", [((0, 3), "ins")], "<ins>&lt;b&gt;</ins>&amp;"),
    ("một", [], "một"),
    ("một", [((3, 3), "ins")], "một"),  # nothing stands here
    (None, [], ""),
]


@pytest.mark.parametrize(("text", "runs", "html"), MARKED)
def test_marked_words_are_escaped(text: str | None, runs: list[tuple[tuple[int, int], str]], html: str) -> None:
    assert marked(text, runs) == html
