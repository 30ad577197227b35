"""The page in a real browser: what it draws, loads and obeys; on a phone, by keyboard, without JavaScript, on paper."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest
from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

SAMPLES = Path(__file__).resolve().parent.parent / "corpus/samples"
QUESTION = "which tasks is Sở Tư pháp responsible for"
ASKED = f"/?q={quote(QUESTION)}"
PLAN = "/documents/152%2FKH-UBND"
AGENCY = f"/agency/{quote('Sở Tư pháp')}?at=2026-05-10"
PAGES = [
    "/",
    ASKED,
    f"/?q={quote('số hóa hồ sơ lưu trữ')}",
    f"{ASKED}&sort=deadline&at=2026-06-28",
    "/tasks",
    "/agency",
    AGENCY,
    "/documents",
    PLAN,
    f"{PLAN}/pages/4",
    f"{PLAN}/forget",
    "/docs",
    "/nowhere",
]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """Debian's browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page, what its console said, and which hosts it asked."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


Open = Callable[..., Visit]


@pytest.fixture
def visit(chromium: Browser, site: str) -> Iterator[Open]:
    """Opens an address in a fresh profile: ``visit(path, width=390, color_scheme="dark", java_script_enabled=False)``."""
    contexts = []

    def open_page(path: str, width: int = 1280, height: int = 900, **options: object) -> Visit:
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        visited = Visit(context.new_page())

        def heard(message: ConsoleMessage) -> None:
            if "404" not in message.text:  # the browser reports the status of a page that is not there
                visited.said.append(message.text)

        def requested(request: Request) -> None:
            visited.asked.append(request.url)

        visited.page.on("console", heard)
        visited.page.on("pageerror", lambda error: visited.said.append(str(error)))
        visited.page.on("request", requested)
        visited.page.goto(site + path, wait_until="load")
        return visited

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_obeys_its_policy_and_asks_no_other_host(visit: Open, site: str, path: str) -> None:
    visited = visit(path)
    if path == "/docs":
        visited.page.locator(".opblock-summary-control").first.click()
        visited.page.locator(".opblock-body").first.wait_for()
    assert visited.said == []
    assert [url for url in visited.asked if not url.startswith((site, "data:"))] == []


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/docs"])
def test_nothing_sticks_out_sideways(visit: Open, path: str) -> None:
    page = visit(path).page
    for width in (1280, 768, 390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_citation_opens_on_its_marked_words(visit: Open, site: str) -> None:
    page = visit(ASKED, width=1280).page
    link = page.locator("td.cite a").nth(8)
    place = link.inner_text().replace("\xa0", " ")
    link.click()
    page.wait_for_url("**#trich")
    mark = page.locator("mark#trich")
    box = mark.bounding_box()
    assert box
    assert 60 <= box["y"] <= 850, "in view, below the bar"
    assert f"Trích: {place}" in page.locator(".within").inner_text()
    spans = [tuple(map(int, part.split("-"))) for part in page.url.split("cite=")[1].split("#")[0].split(",")]
    identifier = page.url.split("/documents/")[1].split("?")[0]
    text = page.request.get(f"{site}/api/documents/{identifier}/text").text()
    assert page.evaluate("[...document.querySelectorAll('.paper mark')].map(m => m.textContent).join('')") == "".join(
        text[start:end] for start, end in spans
    )


def test_from_a_question_to_a_workbook(visit: Open, site: str, tmp_path: Path) -> None:
    """Asked, a chip taken away, the table sorted, a citation opened and marked, the list downloaded and read again."""
    visited = visit("/")
    page = visited.page
    page.get_by_label("Hỏi về nhiệm vụ").fill("Sở Tư pháp chủ trì nhiệm vụ nào trước 30/6/2026")
    page.get_by_role("button", name="Tra cứu").click()
    before = page.locator("td.content").count()
    page.get_by_role("link", name="Bỏ điều kiện Hạn").click()
    page.wait_for_load_state("load")
    assert page.get_by_label("Hỏi về nhiệm vụ").input_value() == "Sở Tư pháp chủ trì nhiệm vụ nào trước 30/6/2026"
    assert "due_before=" in page.url
    assert page.locator("td.content").count() > before
    contents = sorted(page.locator("td.content").all_inner_texts())
    page.locator("th.deadline a").first.click()
    page.wait_for_url("**sort=deadline**")
    assert page.locator('th[aria-sort="ascending"]').first.inner_text().startswith("Thời hạn")
    assert sorted(page.locator("td.content").all_inner_texts()) == contents, "the same tasks in another order"
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Excel").click()
    waiting.value.save_as(tmp_path / "việc.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "việc.xlsx")["Nhiệm vụ"]
    head, *body = sheet.iter_rows(values_only=True)
    rows = [dict(zip(head, row, strict=True)) for row in body]
    assert sorted(" ".join(row["Nội dung nhiệm vụ"].split()) for row in rows) == [" ".join(words.split()) for words in contents]
    first = page.locator("td.cite a").first
    place = first.inner_text().replace("\xa0", " ").partition(", ")[2]
    assert rows[0]["Trích dẫn"].endswith(place)
    first.click()
    page.wait_for_url("**#trich")
    assert f"Trích: {place}" in page.locator(".within").inner_text()
    marked = "".join(page.locator(".paper mark").all_text_contents())
    assert rows[0]["Nội dung nhiệm vụ"].split()[0] in marked
    assert visited.said == []


def test_a_chip_is_changed_by_keyboard(visit: Open) -> None:
    page = visit(ASKED).page
    menu = page.get_by_label("Đổi Vai trò: chủ trì")
    menu.focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("link", name="phối hợp", exact=True).is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("link", name="phối hợp", exact=True).is_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**role=coordinating**")
    assert "phối hợp" in page.locator(".chips").inner_text()


def test_names_are_suggested_and_taken_by_keyboard(visit: Open) -> None:
    visited = visit("/")
    field = visited.page.locator("#q")
    field.press_sequentially("viec cua so no")
    option = visited.page.get_by_role("option", name="Sở Nội vụ").first
    option.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == option.get_attribute("id")
    field.press("Enter")
    assert field.input_value() == "viec cua Sở Nội vụ"
    assert not visited.page.locator(".suggestions").is_visible()
    field.press("Enter")
    visited.page.wait_for_url("**q=viec**")
    assert visited.said == []


def test_twice_as_large_nothing_is_lost(visit: Open) -> None:
    """At 200 % a window of 1280 is one of 640 to the style sheet."""
    for path in (ASKED, AGENCY, "/tasks", PLAN):
        page = visit(path, width=640, height=450, device_scale_factor=2).page
        assert page.evaluate("document.documentElement.scrollWidth") <= 640
        hidden = page.evaluate(
            "[...document.querySelectorAll('main a, main button, main input:not([type=hidden]), main select')]"
            ".filter(e => e.offsetParent && e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll, .within')).length"
        )
        assert hidden == 0


def cut_row(page: Page, site: str) -> tuple[str, list[dict[str, object]]]:
    """The address of a citation that goes on over a page, and its fragments."""
    plan = page.request.get(f"{site}/api{PLAN}").json()
    cited = (task["citation"]["fragments"] for task in plan["task_records"])
    fragments = next(parts for parts in cited if len({part["page"] for part in parts}) == 2)
    cite = ",".join(f"{part['start']}-{part['end']}" for part in fragments)
    return f"{PLAN}?cite={cite}", fragments


MARKS_ON_PAPER = """() => {
  const image = document.querySelector('.sheet img'), box = image.getBoundingClientRect();
  const [, , wide, high] = document.querySelector('.sheet svg').getAttribute('viewBox').split(' ').map(Number);
  return [...document.querySelectorAll('.sheet rect')].map(r => r.getBoundingClientRect()).map(r =>
    [(r.left - box.left) / box.width * wide, (r.top - box.top) / box.height * high,
     (r.right - box.left) / box.width * wide, (r.bottom - box.top) / box.height * high]);
}"""


@pytest.mark.parametrize("width", [1152, 1366, 1920])
def test_a_citation_is_marked_on_the_page_beside_the_text(visit: Open, site: str, width: int) -> None:
    """Without JavaScript as well: the picture is drawn, in view beside the marked words, and turns to where the row goes on."""
    address, fragments = cut_row(visit("/documents").page, site)
    page = visit(f"{address}#trich", width=width, height=768, java_script_enabled=False).page
    for fragment in fragments:
        picture = page.locator(".sheet img")
        assert picture.evaluate("i => i.decode().then(() => i.naturalWidth)") > 900
        box, text = picture.bounding_box(), page.locator(".paper").bounding_box()
        assert box
        assert text
        assert 0 <= box["y"] < box["y"] + box["height"] <= 768, "the whole page is in view"
        assert text["x"] + text["width"] <= box["x"]
        drawn = page.evaluate(MARKS_ON_PAPER)
        assert len(drawn) == len(fragment["boxes"])
        for mark, told in zip(drawn, fragment["boxes"], strict=True):
            assert mark == pytest.approx([told[0] - 1, told[1] - 1, told[2] + 1, told[3] + 1], abs=0.6)
        if fragment is not fragments[-1]:
            page.get_by_role("link", name="Trang sau").click()
            page.wait_for_load_state("load")
    page.get_by_role("link", name="Trang trước").click()
    assert page.locator(".leaf strong").inner_text() == f"Trang {fragments[0]['page']} trên 12"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_colour_the_paper_and_leave_the_print_black(visit: Open, site: str, scheme: str) -> None:
    address, _ = cut_row(visit("/documents").page, site)
    page = visit(f"{address}#trich", color_scheme=scheme).page
    page.locator(".sheet img").evaluate("i => i.decode()")
    shot = Image.open(io.BytesIO(page.locator(".sheet").screenshot())).convert("RGB")
    colours = {colour: count for count, colour in shot.getcolors(1 << 24)}
    assert colours[(255, 255, 255)] > 0.6 * shot.width * shot.height, "paper is white in the dark too"
    assert colours[(255, 226, 122)] > 500, "the marker's yellow"
    assert min(sum(colour) for colour in colours) < 150, "print is black"


def test_a_phone_opens_the_page_of_the_original_by_itself(visit: Open, site: str) -> None:
    address, _ = cut_row(visit("/documents").page, site)
    visited = visit(f"{address}#trich", width=390, height=844)
    page = visited.page
    assert not page.locator(".original").is_visible()
    assert [url for url in visited.asked if url.endswith(".png")] == [], "nothing is drawn that is not seen"
    page.locator(".within .origin a").click()
    page.wait_for_url("**#trich")
    picture = page.locator(".sheet img")
    assert picture.evaluate("i => i.decode().then(() => i.naturalWidth)") > 900
    assert 340 <= picture.bounding_box()["width"] <= 390
    mark = page.locator("rect#trich").bounding_box()
    assert 0 <= mark["y"] <= 844
    page.get_by_role("link", name="Về toàn văn").click()
    page.locator(".paper .page a:visible").nth(2).click()
    page.wait_for_url("**/pages/3*")


def test_the_browser_holds_the_text_character_for_character(visit: Open, site: str) -> None:
    page = visit("/documents").page
    for document in page.request.get(f"{site}/api/documents").json()["documents"]:
        page.goto(f"{site}/documents/{document['id']}")
        text = page.request.get(f"{site}/api/documents/{document['id']}/text").text()
        assert page.evaluate("document.querySelector('.paper').textContent") == text


def test_all_works_without_javascript(visit: Open) -> None:
    page = visit("/", java_script_enabled=False).page
    page.get_by_label("Hỏi về nhiệm vụ").fill(QUESTION)
    page.get_by_role("button", name="Tra cứu").click()
    assert "Sở Tư pháp" in page.locator("h1").inner_text()
    page.get_by_role("link", name="Lọc thêm").click()
    page.get_by_label("Vai trò").select_option("coordinating")
    page.get_by_role("button", name="Lọc").click()
    assert "phối hợp" in page.get_by_label("Vai trò").locator("option:checked").inner_text().lower()
    page.locator("td.cite a").first.click()
    expect(page.locator("mark#trich")).to_have_count(1)


def test_the_keyboard_reaches_everything(visit: Open) -> None:
    page = visit("/tasks").page
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Đến nội dung chính"
    assert skip.bounding_box()["y"] >= 0, "seen once it has the focus"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("id") == "agency"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.parametrize("path", ["/", ASKED, "/tasks", "/agency", AGENCY, "/documents", PLAN])
def test_controls_are_labelled_and_headings_do_not_skip(visit: Open, path: str) -> None:
    page = visit(path).page
    unnamed = page.evaluate(
        "[...document.querySelectorAll('input:not([type=hidden]), select, button')].filter(e => !(e.labels && e.labels.length) && !e.textContent.trim()).length"
    )
    assert unnamed == 0
    levels = page.evaluate("[...document.querySelectorAll('main :is(h1,h2,h3,h4):not(.paper *)')].map(h => +h.tagName[1])")
    assert levels.count(1) == 1
    assert all(
        after <= before + 1 for before, after in zip(levels[levels.index(1) :], levels[levels.index(1) + 1 :], strict=False)
    )


def test_a_phone_shows_rows_as_cards_with_labels(visit: Open) -> None:
    page = visit(ASKED, width=390, height=844).page
    cell = page.locator("td.lead").first
    assert cell.evaluate("c => getComputedStyle(c).display") == "block"
    assert cell.evaluate("c => getComputedStyle(c, '::before').content") == '"Chủ trì"'
    assert page.locator("td.content").first.bounding_box()["width"] > 300


def test_paper_is_black_on_white_without_chrome(visit: Open) -> None:
    page = visit(ASKED, color_scheme="dark").page
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    for chrome in ("header.site", "footer.site", "form.ask", ".refine", ".toolbar", ".change"):
        assert not page.locator(chrome).first.is_visible()
    assert page.locator("td.cite a").first.is_visible(), "the place is printed"
    assert QUESTION in page.locator(".asked").inner_text()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_the_page_of_the_original_is_not_printed_with_the_text(visit: Open) -> None:
    page = visit(PLAN).page
    assert page.locator(".original").is_visible()
    page.emulate_media(media="print")
    assert not page.locator(".original").is_visible()
    assert page.locator(".paper").bounding_box()["width"] > 1000, "the text takes the whole width again"


def test_dark_follows_the_system(visit: Open) -> None:
    light, dark = (
        visit("/", color_scheme=scheme).page.evaluate("getComputedStyle(document.body).backgroundColor")
        for scheme in ("light", "dark")
    )
    assert light != dark


def test_an_upload_through_the_form(visit: Open, tmp_path: Path) -> None:
    paper = tmp_path / "thư mời.txt"
    paper.write_text("Kính mời đồng chí dự họp.", encoding="utf-8")
    page = visit("/documents").page
    page.get_by_label("Tệp PDF").set_input_files(paper)
    page.get_by_role("button", name="Nạp vào kho").click()
    page.get_by_role("heading", name="Kết quả nạp 1 tệp").wait_for()
    assert "thư mời.txt: bị từ chối" in page.locator(".results").inner_text()
