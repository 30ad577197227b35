"""The web page as a browser gets it: the same answers as the API, citations that land on their words, nothing let through."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.server import create_app
from api.settings import Settings
from api.wiring import KnowledgeBase

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "corpus/samples"
SHOWCASE = ("which tasks is Sở Tư pháp responsible for", "kế hoạch nào lấy 08-CTr/BCĐ làm nguồn giao nhiệm vụ")
BAD = "<script>alert(1)</script><img src=x onerror=alert(2)>"
HOSTILE = f"""ỦY BAN NHÂN DÂN XÃ {BAD}

Số: 7/KH-UBND

KẾ HOẠCH

Thử {BAD} năm 2026

I. MỤC ĐÍCH {BAD}

Thực hiện Kế hoạch số 9/KH-UBND ngày 01/4/2026 của {BAD}.

PHỤ LỤC I

STT\tNội dung {BAD}\tCơ quan chủ trì\tCơ quan phối hợp\tThời hạn\tVăn bản giao nhiệm vụ
I\tNhóm {BAD}\t\t\t\t
1\tViệc {BAD}\tSở Tư pháp {BAD}\t{BAD}\t{BAD}\t9/KH-UBND {BAD}
"""


class Page(HTMLParser):
    """The parts of a page that the tests ask for."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.marked, self.links, self.tags, self.attributes = "", "", [], [], []
        self.cells: dict[str, list[str]] = {}
        self._marks, self._cell = 0, ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self._marks += tag == "mark"
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])
        if tag == "td":
            self._cell = (found.get("class") or "").split(" ")[0]
            self.cells.setdefault(self._cell, []).append("")

    def handle_endtag(self, tag: str) -> None:
        self._marks -= tag == "mark"
        if tag == "td":
            self._cell = ""

    def handle_data(self, data: str) -> None:
        self.text += data
        self.marked += data if self._marks else ""
        if self._cell:
            self.cells[self._cell][-1] += data


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A knowledge base over the samples and a hostile paper."""
    home, paper = tmp_path_factory.mktemp("kb"), tmp_path_factory.mktemp("papers") / "<b>xấu.txt"
    paper.write_text(HOSTILE, encoding="utf-8")
    base = KnowledgeBase(Settings(home=home))
    samples = [
        path
        for path in sorted(SAMPLES.iterdir())
        if path.suffix in (".pdf", ".docx", ".txt", ".md") and path.stem[:2].isdigit()
    ]
    assert all(result.outcome == "stored" for result in base.intake.take([*samples, paper]))
    base.close()
    with TestClient(create_app(Settings(home=home)), base_url="http://127.0.0.1:8000") as opened:
        yield opened


def opened(client: TestClient, address: str, **parameters: str) -> Page:
    answer = client.get(address, params=parameters or None)
    assert answer.status_code == 200, answer.text
    return Page(answer.text)


@pytest.mark.parametrize("question", SHOWCASE)
def test_an_answer_page_holds_what_the_api_answers(client: TestClient, question: str) -> None:
    told = client.get("/api/ask", params={"q": question}).json()
    page = opened(client, "/", q=question)
    answer = told["answer"]
    assert answer["text"] in page.text
    lists = (answer["tasks"], answer["possible_tasks"], answer["narrative_tasks"])
    contents = [task["content"] for tasks in lists for task in tasks]
    assert contents
    assert page.cells["content"] == contents
    searched = told["searched"]
    assert f"Đã tìm trong {searched['documents']} văn bản, {searched['tasks']} nhiệm vụ" in page.text


@pytest.mark.parametrize("question", SHOWCASE)
def test_every_citation_lands_on_its_exact_words(client: TestClient, question: str) -> None:
    tasks = client.get("/api/ask", params={"q": question}).json()["answer"]["tasks"]
    links = [link for link in opened(client, "/", q=question).links if "cite=" in link]
    for task in tasks:
        fragments = task["citation"]["fragments"]
        cite = ",".join(f"{f['start']}-{f['end']}" for f in fragments)
        address = f"/documents/{task['document']}?cite={cite}#trich"
        assert address in links
        page = opened(client, address.partition("#")[0])
        assert page.marked == "".join(f["quote"] for f in fragments)
        assert ("mark", "id", "trich") in page.attributes


def test_the_text_of_every_document_is_shown_whole(client: TestClient) -> None:
    for document in client.get("/api/documents").json()["documents"]:
        text = client.get(f"/api/documents/{document['id']}/text").text
        page = opened(client, f"/documents/{document['id']}", cite=f"0-{len(text)}")
        assert page.marked == text


def test_every_link_of_the_pages_leads_somewhere(client: TestClient) -> None:
    seen: set[str] = set()
    for start in ("/", "/documents", "/tasks", *(f"/?q={question}" for question in SHOWCASE)):
        for link in opened(client, start).links:
            if not link.startswith("#"):
                seen.add(link.partition("#")[0])
    assert all(link.startswith("/") for link in seen), "no outside host"
    assert {link: status for link in sorted(seen) if (status := client.get(link).status_code) != 200} == {}


@pytest.mark.parametrize(
    "address",
    ["/", "/documents", "/tasks", f"/?q={BAD}", f"/tasks?agency={BAD}&text={BAD}&due_after={BAD}", "/agency", f"/agency/{BAD}"],
)
def test_nothing_of_a_paper_or_a_question_becomes_html(client: TestClient, address: str) -> None:
    check_clean(Page(client.get(address).text))


def test_nothing_of_a_hostile_paper_becomes_html(client: TestClient) -> None:
    page = opened(client, "/documents/7/KH-UBND".replace("7/", "7%2F"))
    assert BAD in page.text
    check_clean(page)
    check_clean(opened(client, "/documents/7%2FKH-UBND/forget"))
    check_clean(opened(client, "/", q="nhiệm vụ theo 9/KH-UBND"))
    check_clean(opened(client, "/", q="alert onerror việc"))


def check_clean(page: Page) -> None:
    """No script but our own, no foreign element, no handler, no inline style (the policy forbids both)."""
    scripts = [value for tag, name, value in page.attributes if tag == "script" and name == "src"]
    assert page.tags.count("script") == len(scripts)
    assert all(source.startswith("/static/") for source in scripts)
    assert "img" not in page.tags
    assert not [name for _, name, _ in page.attributes if name.startswith("on") or name == "style"]


def test_the_question_is_understood_in_words_and_can_be_refined(client: TestClient) -> None:
    """The chips name what was understood; "Lọc thêm" is the same list as filters."""
    html = client.get("/", params={"q": SHOWCASE[0]}).text
    chips = dict(re.findall(r'<span class="label">([^<]+)</span> <span class="value">([^<]+)</span>', html))
    assert chips == {"Hỏi về": "nhiệm vụ", "Cơ quan": "Sở Tư pháp", "Vai trò": "chủ trì"}
    refined = re.search(r'class="refine" href="([^"]+)"', html)
    assert refined
    assert Page(client.get(refined[1].replace("&amp;", "&")).text).cells["content"] == Page(html).cells["content"]


def test_a_chip_taken_away_asks_for_the_rest(client: TestClient) -> None:
    html = client.get("/", params={"q": SHOWCASE[0]}).text
    without = re.search(r'href="([^"]+)" aria-label="Bỏ điều kiện Vai trò', html)
    assert without
    told = client.get("/api/tasks", params={"agency": "Sở Tư pháp"}).json()
    total = told["total"] + told["narrative_total"]
    assert len(Page(client.get(without[1].replace("&amp;", "&")).text).cells["content"]) == total


@pytest.mark.parametrize(
    "filters",
    [{}, {"agency": "Sở Tài chính"}, {"agency": "Sở Tài chính", "role": "lead"}, {"agency": "so tai chinh", "by": "group"},
     {"source": "08-CTr/BCĐ"}, {"document": "152/KH-UBND"}, {"due_before": "2026-05-31"}, {"due_after": "01/6/2026"},
     {"overdue": "true", "at": "2026-07-01"}, {"text": "dữ liệu"}, {"text": "không có từ này"}],
    ids=lambda filters: " ".join(filters.values()) or "all",
)  # fmt: skip
def test_the_task_list_filters_like_the_api(client: TestClient, filters: dict[str, str]) -> None:
    told = client.get("/api/tasks", params=filters | {"limit": "100"}).json()
    shown: list[str] = []
    total = told["total"] + told["narrative_total"]
    for number in range(1, total // 100 + 2):
        shown += opened(client, "/tasks", **filters, page=str(number)).cells.get("content", [])
    assert len(shown) == total
    assert sorted(shown) == sorted(task["content"] for task in (*told["tasks"], *told["narrative_tasks"])) or told["next"]


def test_a_bad_filter_is_explained_beside_the_form(client: TestClient) -> None:
    answer = client.get("/tasks", params={"due_after": "hôm kia"})
    assert answer.status_code == 400
    assert "Hạn từ ngày nhận một ngày" in answer.text
    assert 'value="hôm kia"' in answer.text
    asked = client.get("/", params={"q": "Sở Tư pháp phải làm gì", "at": "hôm kia"})
    assert asked.status_code == 400
    assert "Tính đến ngày nhận một ngày" in asked.text


@pytest.mark.parametrize(
    ("cite", "told"),
    [("", False), ("x", True), ("5", True), ("9-3", True), ("0-999999999", False), ("1-2;3-4", True), ("-1-2", True)],
)
def test_a_citation_that_cannot_be_read_is_told(client: TestClient, cite: str, told: bool) -> None:
    answer = client.get("/documents/152%2FKH-UBND", params={"cite": cite})
    assert answer.status_code == 200
    assert ("Địa chỉ trích dẫn không đọc được" in answer.text) == told


def test_every_link_within_a_document_page_leads_to_a_place_on_it(client: TestClient) -> None:
    """Also from the boxes of the drawn chain, whose papers are not all listed beside it."""
    for held in client.get("/api/documents").json()["documents"]:
        html = client.get(f"/documents/{held['id']}").text
        assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r'\bid="([^"]+)"', html)), held["number"]


def test_a_document_page_names_evidence_warnings_and_references(client: TestClient) -> None:
    for document in client.get("/api/documents").json()["documents"]:
        whole = client.get(f"/api/documents/{document['id']}").json()
        page = opened(client, f"/documents/{document['id']}")
        words = {"printed": "in trên văn bản", "cited": "theo viện dẫn", None: "chưa có số"}[document["number_evidence"]]
        assert words in page.text
        for warning in whole["warnings"]:
            assert warning["message"] in page.text
        for reference in whole["references"]:
            assert reference["number"] in page.text
        assert len(page.cells.get("content", [])) == document["tasks"] + whole["narrative_total"]


def test_what_is_unknown_is_said_with_the_nearest_names_as_links(client: TestClient) -> None:
    page = opened(client, "/", q="nhiệm vụ theo 153/KH-UBND")
    assert "không có trong kho" in page.text
    assert any("152%2FKH-UBND" in link for link in page.links if link.startswith("/?q="))


@pytest.mark.parametrize("question", ["văn bản nào thay thế 27/KH-SNV", "ai ký 152/KH-UBND"])
def test_a_document_that_answers_shows_the_words_that_say_so(client: TestClient, question: str) -> None:
    told = client.get("/api/ask", params={"q": question}).json()["answer"]
    assert told["documents"]
    page = opened(client, "/", q=question)
    cited = [link for link in page.links if link.startswith(f"/documents/{told['documents'][0]['id']}?cite=")]
    assert cited
    assert opened(client, cited[0].partition("#")[0]).marked


def test_open_questions_get_passages_with_their_words_marked(client: TestClient) -> None:
    page = opened(client, "/", q="số hóa hồ sơ lưu trữ cũ")
    assert "không phải danh sách đầy đủ" in page.text
    assert "số hóa" in page.marked.lower()
    assert [link for link in page.links if "#trich" in link]


def test_upload_tells_of_every_file_and_forgetting_takes_it_away(tmp_path: Path) -> None:
    plan = next(SAMPLES.glob("[0-9]*.md"))
    files = [
        ("files", (name, data))
        for name, data in ((plan.name, plan.read_bytes()), ("bảng.xyz", b"?"), (plan.name, plan.read_bytes()))
    ]
    with TestClient(create_app(Settings(home=tmp_path)), base_url="http://127.0.0.1:8000") as client:
        assert "Kho chưa có văn bản nào" in client.get("/").text
        done = client.post("/documents", files=files)
        assert done.status_code == 200
        assert [words for words in ("đã nạp", "bị từ chối", "đã có, không đổi") if words not in done.text] == []
        identifier = client.get("/api/documents").json()["documents"][0]["id"]
        assert "Gỡ văn bản này khỏi kho?" in client.get(f"/documents/{identifier}/forget").text
        assert client.get("/api/documents").json()["total"] == 1, "asking is not doing"
        gone = client.post(f"/documents/{identifier}/forget", headers={"origin": "http://127.0.0.1:8000"})
        assert "Đã gỡ văn bản khỏi kho" in gone.text
        assert client.get("/api/documents").json()["total"] == 0
        assert client.get(f"/documents/{identifier}").status_code == 404


@pytest.mark.parametrize("name", ["..", "../../x.txt", "C:\\x\\kế hoạch.txt", "a" * 400 + ".txt", "x.txt\0.pdf", "<b>.txt"])
def test_no_file_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with TestClient(create_app(Settings(home=tmp_path / "kb")), base_url="http://127.0.0.1:8000") as client:
        answer = client.post("/documents", files=[("files", (name, HOSTILE.encode()))])
        assert answer.status_code in (200, 422)
        check_clean(Page(answer.text))
    assert [path.name for path in tmp_path.iterdir()] == ["kb"]


def test_a_file_over_the_limit_is_refused_with_the_limit(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(home=tmp_path, limit_mb=1)), base_url="http://127.0.0.1:8000") as client:
        answer = client.post("/documents", files=[("files", ("dài.txt", b"a" * (1 << 20) + b"a"))])
    assert answer.status_code == 422
    assert "lớn hơn 1 MB" in answer.text


STYLE = (ROOT / "api/static/style.css").read_text(encoding="utf-8")


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_aa(scheme: str) -> None:
    """WCAG 2.2 AA: 4.5 for text on every ground it stands on, 3 for the frames of controls."""
    light, dark = STYLE.split("prefers-color-scheme: dark", 1)
    colours = tokens(light if scheme == "light" else dark.split("* {", 1)[0])
    pairs = [(ink, ground) for ink in ("ink", "soft", "red", "red-hover") for ground in ("paper", "sheet", "tint")]
    pairs += [(state, ground) for state in ("late", "near", "far", "cycle") for ground in ("paper", "sheet", "tint")]
    pairs += [("on-red", "red"), ("on-red", "red-hover"), ("mark-ink", "mark")]
    assert {pair: ratio for pair in pairs if (ratio := contrast(colours[pair[0]], colours[pair[1]])) < 4.5} == {}
    assert contrast(colours["strong-line"], colours["sheet"]) >= 3


def test_no_page_names_an_outside_host() -> None:
    folder = ROOT / "api"
    ours = [*folder.glob("templates/*"), *folder.glob("static/*.*")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in ours)
    assert set(re.findall(r"(?:https?:)?//[\w.-]+\.\w+[^\s\"']*", text)) <= {"http://www.w3.org/2000/svg"}


def test_vendored_files_are_the_ones_that_the_readme_names() -> None:
    folder = ROOT / "api/static/swagger-ui"
    sums = dict(re.findall(r"\| `([^`]+)` \| `([0-9a-f]{64})` \|", (folder / "README.md").read_text(encoding="utf-8")))
    assert {path.name for path in folder.iterdir()} == {*sums, "README.md"}
    assert {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in sums} == sums


def test_the_api_has_its_own_page(client: TestClient) -> None:
    page = opened(client, "/docs")
    check_clean(page)
    for _, name, value in page.attributes:
        if name in ("src", "href"):
            assert client.get(value).status_code == 200
