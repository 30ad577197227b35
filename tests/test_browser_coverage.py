"""Coverage in a real browser: gaps, both citations, a rejected match that outlives its file, a changed row that makes it suspect."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from api.settings import Settings
from api.wiring import KnowledgeBase

SAMPLES = Path(__file__).resolve().parent.parent / "corpus/samples"
PARENT, CHILD = "03_kh_152_ubnd_tinh.pdf", "07_kh_31_ubnd_xa_dong_lac.txt"
REPORT = "/coverage?child=31%2FKH-UBND&parent=152%2FKH-UBND"


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    for name in (PARENT, CHILD):
        shutil.copy(SAMPLES / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def base(papers: Path) -> Iterator[KnowledgeBase]:
    opened = KnowledgeBase(Settings(home=papers / "kb"))
    opened.intake.take([papers / PARENT, papers / CHILD])
    yield opened
    opened.close()


@pytest.fixture
def page(chromium_path: str) -> Iterator[Page]:
    """A browser without JavaScript: nothing here may need it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox", "--disable-gpu"])
        yield browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False).new_page()
        browser.close()


def test_a_decision_in_the_browser(page: Page, site: str, base: KnowledgeBase, papers: Path) -> None:
    page.goto(site + REPORT)
    page.get_by_role("link", name="Còn thiếu, cần xem").click()
    gap = page.locator("article.not_covered")
    assert gap.count() == 1
    assert "bảng đăng ký rút ngắn" in gap.inner_text(), "the planted gap"

    page.get_by_role("link", name="Tất cả").click()
    duty = page.locator("article.duty", has=page.locator("table.fields"), has_text="STT 4, trang").first
    cited = {side: duty.locator(f"a.{side}-cite").first.get_attribute("href") for side in ("parent", "child")}
    for address in cited.values():
        page.goto(site + str(address))
        assert page.locator("mark").count() >= 1, "the citation opens on its words"

    page.goto(site + REPORT)
    child = page.locator("article.duty", has_text="STT 4, trang").locator("details.decide").first
    child.locator("summary").click()
    child.get_by_label("Người quyết định").fill("Trần Thị Bình")
    child.get_by_label("Lý do").fill("khác đối tượng")
    child.get_by_role("button", name="Không phải việc này").click()
    page.wait_for_url("**#viec-**")
    rejected = page.locator("article.not_covered", has_text="STT 4, trang")
    assert "Trần Thị Bình đã bác bỏ" in rejected.inner_text()
    assert "khác đối tượng" in rejected.inner_text()

    plan = papers / CHILD
    text = plan.read_text(encoding="utf-8")
    ingest(base, plan, text.replace("Nơi nhận", "Nơi  nhận"))
    page.goto(site + REPORT)
    assert "Trần Thị Bình đã bác bỏ" in page.locator("article.not_covered", has_text="STT 4, trang").inner_text()
    assert page.locator(".standing.suspect").count() == 0

    content = next(r for r in base.knowledge.records if r.document.source_file == CHILD and r.task.stt == "1").task.content.text
    ingest(base, plan, text.replace(content, f"{content} theo hướng dẫn của tỉnh", 1))
    page.goto(site + REPORT)
    assert "1 quyết định cần xem lại" in page.locator("[role=status]").first.inner_text()
    assert "lời văn đã thay đổi" in page.locator(".standing.suspect").first.inner_text()


def ingest(base: KnowledgeBase, path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    assert [result.outcome for result in base.intake.take([path])] == ["replaced"]


@pytest.mark.parametrize("path", ["/coverage", REPORT, "/coverage?parent=152%2FKH-UBND", "/documents/152%2FKH-UBND"])
def test_nothing_sticks_out_sideways(page: Page, site: str, path: str) -> None:
    page.goto(site + path)
    for width in (1280, 768, 390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.locator("html").evaluate("e => e.scrollWidth") <= width


@pytest.mark.parametrize("path", ["/coverage", REPORT, "/coverage?parent=152%2FKH-UBND"])
def test_controls_are_labelled_and_headings_do_not_skip(page: Page, site: str, path: str) -> None:
    page.goto(site + path)
    controls = page.locator("main :is(input:not([type=hidden]), select)")
    assert all(controls.nth(i).evaluate("e => e.labels.length") for i in range(min(controls.count(), 40)))
    tags = page.locator("main :is(h1, h2, h3, h4)").evaluate_all("found => found.map(e => +e.tagName[1])")
    assert tags.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(tags))


def test_the_chain_is_drawn_with_links_and_titles(page: Page, site: str) -> None:
    page.goto(f"{site}/documents/31%2FKH-UBND")
    drawing = page.locator("svg.chain")
    assert drawing.locator("a").count() >= 5
    assert drawing.locator("a").count() == drawing.locator("a > title").count()
    box = drawing.locator("a.held rect").first.bounding_box()
    assert box
    assert box["width"] > 100
    drawing.locator("a.held").first.click()
    page.wait_for_url("**/documents/*")
