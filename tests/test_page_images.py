"""Pages of the original as pictures: marks that cover their words, a cache that forgets, bad files and bad numbers told."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.colors import red
from reportlab.pdfgen.canvas import Canvas
from starlette.testclient import TestClient

from api import page_cache
from api.server import create_app
from api.settings import Settings
from api.wiring import KnowledgeBase
from corpus.errors import NotHeld, Refused
from ingest.formats.pdf import page_image
from ingest.formats.pdf import reader as pdf

SAMPLES = Path(__file__).resolve().parent.parent / "corpus/samples"
PLAN = SAMPLES / "03_kh_152_ubnd_tinh.pdf"  # 2 portrait pages, then 10 landscape ones; five rows cut by a page
NOTICE = SAMPLES / "01_tb_13_cqtt.pdf"
WORD = SAMPLES / "04_kh_so_tu_phap.docx"
PLAIN = SAMPLES / "05_kh_46_so_y_te.txt"
PAGE = "/api/documents/152%2FKH-UBND/pages/{}.png"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("kb")
    base = KnowledgeBase(Settings(home=home))
    base.intake.take([PLAN, NOTICE, WORD, PLAIN])
    base.close()
    return home


@pytest.fixture(scope="module")
def client(home: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(home=home)), base_url="http://127.0.0.1:8000") as client:
        yield client


def plan_of(client: TestClient) -> dict[str, Any]:
    whole: dict[str, Any] = client.get("/api/documents/152%2FKH-UBND").json()
    return whole


def picture_of(html: str) -> str:
    """The drawing over the page's image; the page has others."""
    return html.partition('class="sheet"')[2].partition("</svg>")[0]


def cite_of(task: dict[str, Any]) -> str:
    return ",".join(f"{f['start']}-{f['end']}" for f in task["citation"]["fragments"])


def test_every_page_is_a_picture_of_its_size(client: TestClient, home: Path) -> None:
    identifier = plan_of(client)["id"]
    for number in range(1, 13):
        answer = client.get(PAGE.format(number))
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
        drawn = Image.open(io.BytesIO(answer.content))
        wide, high = page_image.size(PLAN, number)
        assert drawn.size == pytest.approx((wide * page_image.DPI / 72, high * page_image.DPI / 72), abs=1)
        assert (wide > high) == (number > 2), "the annexes are landscape"
        assert (home / "pages" / identifier / f"{number}.png").read_bytes() == answer.content
        assert client.get(PAGE.format(number)).content == answer.content


def test_a_browser_keeps_a_page_only_for_itself_and_asks_again(client: TestClient) -> None:
    first = client.get(PAGE.format(3))
    assert first.headers["cache-control"] == "private, no-cache"
    again = client.get(PAGE.format(3), headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(PAGE.format(4), headers={"if-none-match": first.headers["etag"]})
    assert other.status_code == 200


REFUSED = [
    ("/api/documents/152%2FKH-UBND/pages/13.png", 404, "not_held", "12 trang"),  # past the last
    ("/api/documents/152%2FKH-UBND/pages/0.png", 422, "validation", "number"),
    ("/api/documents/152%2FKH-UBND/pages/-1.png", 422, "validation", "number"),
    ("/api/documents/152%2FKH-UBND/pages/x.png", 422, "validation", "number"),
    ("/api/documents/152%2FKH-UBND/pages/99999999999999999999.png", 422, "validation", "number"),
    (f"/api/documents/{WORD.name}/pages/1.png", 404, "not_held", "không phải PDF"),
    (f"/api/documents/{PLAIN.name}/pages/1.png", 404, "not_held", "không phải PDF"),
    ("/api/documents/9%2FKH-UBND/pages/1.png", 404, "not_held", "trong kho"),
    ("/api/documents/..%2F..%2Ftracuu.db/pages/1.png", 404, "not_held", "trong kho"),
]


@pytest.mark.parametrize(("address", "status", "code", "words"), REFUSED)
def test_what_is_no_page_is_told(client: TestClient, address: str, status: int, code: str, words: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"].endswith(code)
    assert words in answer.json()["detail"]


# The marks


def words(text: str) -> str:
    return re.sub(r"\W", "", text)


def test_marks_cover_the_cited_words_and_no_others(client: TestClient) -> None:
    """Another engine's reading of what stands under the boxes: every citation of the plan, word for word.

    A sentence may begin and end within a printed line: the whole line is marked.
    """
    file = pypdfium2.PdfDocument(PLAN)
    pages = [(page.get_textpage(), page.get_height()) for page in file]
    whole = plan_of(client)
    seen = set()
    for item in (*whole["task_records"], *whole["sections"]):
        for fragment in item["citation"]["fragments"]:
            text, high = pages[fragment["page"] - 1]
            under = [text.get_text_bounded(x0 - 0.5, high - y1, x1 + 0.5, high - y0) for x0, y0, x1, y1 in fragment["boxes"]]
            if item.get("kind") == "narrative":
                assert words(fragment["quote"]) in words("".join(under))
            else:
                assert words("".join(under)) == words(fragment["quote"])
            seen.add(fragment["page"])
    assert seen == set(range(1, 13))


def lettered(path: Path, rotate: int = 0, crop: tuple[int, int, int, int] | None = None) -> Path:
    """A page of words; drawn so that they are upright once the page is turned."""
    canvas = Canvas(str(path), pagesize=(600, 600))
    if rotate == 90:
        canvas.transform(0, 1, -1, 0, 600, 0)
    if rotate == 180:
        canvas.transform(-1, 0, 0, -1, 600, 600)
    if rotate == 270:
        canvas.transform(0, -1, 1, 0, 0, 600)
    for line in range(12):
        canvas.drawString(90 + 3 * line, 400 - 23 * line, f"Nhiem vu {line}: ra soat, cap nhat du lieu chuyen nganh")
    if crop:
        canvas.setCropBox(crop)
    canvas.setPageRotation(rotate)
    canvas.save()
    return path


CROP = (40, 70, 590, 585)
TURNED = [(rotate, crop) for crop in (None, CROP) for rotate in (0, 90, 180, 270)]


@pytest.mark.parametrize(("rotate", "crop"), TURNED)
def test_boxes_and_picture_agree_on_turned_and_cropped_pages(
    tmp_path: Path, rotate: int, crop: tuple[int, int, int, int] | None
) -> None:
    """All ink lies in the boxes that the reader told."""
    path = lettered(tmp_path / "a.pdf", rotate, crop)
    wide, high = page_image.size(path, 1)
    picture = Image.open(io.BytesIO(page_image.render(path, 1))).convert("L")
    assert picture.width / picture.height == pytest.approx(wide / high, abs=0.01)
    boxes = pdf.read(path).boxes
    assert len(boxes) == 12
    ink = picture.point(lambda shade: 255 if shade < 128 else 0)
    assert ink.getbbox()
    scale = picture.width / wide
    for box in boxes:
        ink.paste(0, tuple(round(edge * scale) for edge in (box.x0 - 1, box.y0 - 1, box.x1 + 1, box.y1 + 1)))
    assert ink.getbbox() is None


def test_a_cut_row_is_marked_on_both_pages(client: TestClient) -> None:
    whole = plan_of(client)
    rows = [task for task in whole["task_records"] if task["kind"] == "row"]
    cut = [task for task in rows if len({f["page"] for f in task["citation"]["fragments"]}) > 1]
    assert len(cut) == 5
    for task in cut:
        fragments = task["citation"]["fragments"]
        shown = [f["page"] for f in fragments]
        for fragment in fragments:
            html = client.get(f"/documents/{whole['id']}", params={"cite": cite_of(task), "trang": fragment["page"]}).text
            assert len(re.findall(r"<rect ", picture_of(html))) == len(fragment["boxes"])
            assert f"<strong>Trang {fragment['page']}<" in html
            others = re.search(r'class="others">(.*?)</p>', html)
            assert others
            assert [f">trang {page}<" in others[1] for page in shown] == [page != fragment["page"] for page in shown]


def test_the_page_opens_at_the_cited_page_and_turns(client: TestClient) -> None:
    whole = plan_of(client)
    task = whole["task_records"][-1]
    cited = task["citation"]["page"]
    html = client.get(f"/documents/{whole['id']}", params={"cite": cite_of(task)}).text
    assert f'src="/api/documents/{whole["id"]}/pages/{cited}.png"' in html
    assert f'alt="Ảnh trang {cited} trong bản gốc của Kế hoạch số 152/KH-UBND, chỗ trích được tô vàng"' in html
    before = re.search(r'rel="prev" href="([^"]+)"', html)
    assert before
    assert before[1].endswith(f"trang={cited - 1}#trang-{cited - 1}")
    turned = client.get(before[1].replace("&amp;", "&")).text
    assert f"/pages/{cited - 1}.png" in turned
    assert "<mark" in turned, "the citation stays marked in the text"


@pytest.mark.parametrize(
    ("asked", "shown", "ways"),
    [
        ("", 1, ["next"]),
        ("1", 1, ["next"]),
        ("5", 5, ["prev", "next"]),
        ("12", 12, ["prev"]),
        ("99", 12, ["prev"]),
        ("-3", 1, ["next"]),
    ],
)
def test_pages_are_turned_within_the_file(client: TestClient, asked: str, shown: int, ways: list[str]) -> None:
    html = client.get("/documents/152%2FKH-UBND", params={"trang": asked} if asked else {}).text
    assert f"/pages/{shown}.png" in html
    assert re.findall(r'rel="(prev|next)"', html) == ways
    alone = client.get(f"/documents/152%2FKH-UBND/pages/{asked or 1}").text
    assert f"/pages/{shown}.png" in alone
    assert re.findall(r'rel="(prev|next)"', alone) == ways


def test_documents_without_pages_show_none(client: TestClient) -> None:
    for name in (WORD.name, PLAIN.name):
        html = client.get(f"/documents/{name}", params={"trang": 2}).text
        assert "<img" not in html
        assert "Trang trước" not in html
        alone = client.get(f"/documents/{name}/pages/1")
        assert alone.status_code == 404
        assert "không phải PDF" in alone.text


def test_both_pages_are_clean_html(client: TestClient) -> None:
    """No inline style (the policy forbids it), no id twice, every link within the page leads to something."""
    whole = plan_of(client)
    cite = cite_of(whole["task_records"][6])
    for address in (f"/documents/{whole['id']}?cite={cite}", f"/documents/{whole['id']}/pages/4?cite={cite}"):
        html = client.get(address).text
        assert " style=" not in html
        identifiers = re.findall(r' id="([^"]+)"', html)
        assert len(identifiers) == len(set(identifiers))
        assert set(re.findall(r' href="#([^"]+)"', html)) <= set(identifiers)
        assert {f"trang-{n}" for n in range(1, 13)} <= set(identifiers) or "/pages/" in address


# The cache


def test_a_forgotten_document_leaves_no_picture(tmp_path: Path) -> None:
    base = KnowledgeBase(Settings(home=tmp_path))
    kept, gone = (base.intake.take([path])[0].document or "" for path in (PLAN, NOTICE))
    for identifier in (kept, gone):
        page_cache.picture(base.store, identifier, 1)
    base.intake.forget(gone)
    assert [path.name for path in (tmp_path / "pages").iterdir()] == [kept]
    with pytest.raises(NotHeld):
        page_cache.picture(base.store, gone, 1)
    base.intake.forget(kept)
    assert list((tmp_path / "pages").iterdir()) == []


def test_a_replaced_document_leaves_no_picture(tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(PLAN.read_bytes())
    base = KnowledgeBase(Settings(home=tmp_path / "kb"))
    old = base.intake.take([file])[0].document or ""
    page_cache.picture(base.store, old, 1)
    file.write_bytes(NOTICE.read_bytes())
    assert base.intake.take([file])[0].outcome == "replaced"
    assert list((tmp_path / "kb/pages").iterdir()) == []


def test_what_a_killed_forgetting_left_is_cleared_by_the_next_run(tmp_path: Path) -> None:
    """Killed after the store let go of the documents: one's pictures untouched, the other's half cleared."""
    base = KnowledgeBase(Settings(home=tmp_path))
    first, second = (base.intake.take([path])[0].document or "" for path in (PLAN, NOTICE))
    for identifier in (first, second):
        page_cache.picture(base.store, identifier, 1)
        base.store.forget(identifier)
    (tmp_path / "pages" / second).rename(tmp_path / "pages/.half-cleared")
    base.close()
    KnowledgeBase(Settings(home=tmp_path)).intake.take([])
    assert list((tmp_path / "pages").iterdir()) == []


def test_forgetting_while_pages_are_drawn_leaves_nothing(tmp_path: Path) -> None:
    """The server draws while the command line, another process with its own store, forgets."""
    server, command = KnowledgeBase(Settings(home=tmp_path)), KnowledgeBase(Settings(home=tmp_path))
    for _ in range(8):
        identifier = command.intake.take([NOTICE])[0].document or ""
        stop = threading.Event()

        def draw(identifier: str = identifier, stop: threading.Event = stop) -> None:
            while not stop.is_set():
                for number in (1, 2):
                    with suppress(NotHeld):
                        page_cache.picture(server.store, identifier, number)
                    (tmp_path / "pages" / identifier / f"{number}.png").unlink(missing_ok=True)  # drawn anew each time

        with ThreadPoolExecutor(3) as pool:
            drawing = [pool.submit(draw) for _ in range(3)]
            threading.Event().wait(0.1)
            command.intake.forget(identifier)
            stop.set()
        assert [task.result() for task in drawing] == [None, None, None]
        assert list((tmp_path / "pages").iterdir()) == []


def test_a_full_disk_does_not_hide_the_page(tmp_path: Path) -> None:
    base = KnowledgeBase(Settings(home=tmp_path))
    identifier = base.intake.take([NOTICE])[0].document or ""
    (tmp_path / "pages").write_bytes(b"")  # no folder can be made here
    assert page_cache.picture(base.store, identifier, 1).startswith(b"\x89PNG")


# Files as they come


def test_many_ask_at_once_and_each_gets_its_page() -> None:
    """One call of pdfium at a time: it is not made for threads."""
    asked = [(path, number) for path in (PLAN, NOTICE) for number in (1, 2)] * 6
    alone = {one: page_image.render(*one) for one in set(asked)}
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda one: page_image.render(*one), asked)) == [alone[one] for one in asked]


@pytest.mark.parametrize("paper", [(14400, 14400), (14400, 3), (3, 14400), (3, 3), (2384, 3370)])
def test_a_huge_sheet_is_drawn_coarser(tmp_path: Path, paper: tuple[int, int]) -> None:
    """A0 and the largest page that a PDF may have: never more than 8 million pixels."""
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=paper)
    canvas.rect(0, 0, 1, 1)
    canvas.save()
    drawn = Image.open(io.BytesIO(page_image.render(tmp_path / "a.pdf", 1)))
    assert drawn.width * drawn.height <= 8_100_000
    assert min(drawn.size) >= 1


def test_stamps_keep_their_colour_and_signatures_are_shown(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(300, 300))
    canvas.drawString(20, 20, "chu den")
    canvas.showPage()
    canvas.setFillColor(red)
    canvas.circle(100, 100, 40, fill=1)
    canvas.showPage()
    canvas.acroForm.textfield(value="Ky boi: A", x=40, y=40, width=200, height=60)
    canvas.showPage()
    canvas.save()
    grey, coloured, signed = (Image.open(io.BytesIO(page_image.render(tmp_path / "a.pdf", n))) for n in (1, 2, 3))
    assert (grey.mode, coloured.mode) == ("L", "RGB")
    assert (255, 0, 0) in (colour for _, colour in coloured.getcolors(1 << 20) or [])
    assert signed.convert("L").getextrema()[0] < 100


BROKEN = {
    "empty": b"",
    "no pdf": b"K\xe1\xba\xbf ho\xe1\xba\xa1ch",
    "cut off": PLAN.read_bytes()[:3000],
    "noise": b"%PDF-1.7\n" + bytes(range(256)) * 20,
    "page that is no page": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj[1 2 3]endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_refused_in_words(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    for call in (page_image.render, page_image.size):
        with pytest.raises(Refused, match="Không vẽ được trang 1") as told:
            call(path, 1)
        assert told.value.code == "broken_page"


def test_a_stored_original_that_rots_is_told_and_the_rest_is_shown(tmp_path: Path) -> None:
    base = KnowledgeBase(Settings(home=tmp_path))
    identifier = base.intake.take([NOTICE])[0].document or ""
    original = base.store.original(identifier)
    base.close()
    with TestClient(create_app(Settings(home=tmp_path)), base_url="http://127.0.0.1:8000") as client:
        original.write_bytes(b"%PDF-1.7 no more")
        broken = client.get(f"/api/documents/{identifier}/pages/1.png")
        assert (broken.status_code, broken.json()["type"].rpartition("/")[2]) == (404, "broken_page")
        for address in (f"/documents/{identifier}", f"/documents/{identifier}/pages/1"):
            shown = client.get(address)
            assert shown.status_code == 200
            assert "Không vẽ được trang 1" in shown.text
            assert "<img" not in shown.text
        original.unlink()
        assert client.get(f"/api/documents/{identifier}/pages/1.png").status_code == 404
        assert client.get(f"/documents/{identifier}").status_code == 200
