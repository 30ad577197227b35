"""Several papers in one file: each with its own head, sections, tasks and pages; stored, replaced and forgotten together."""

from __future__ import annotations

import os
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from corpus.errors import NotHeld
from corpus.model import Document, Span
from corpus.store import Original, Store
from ingest.directive.understanding import understand_all
from ingest.door import read_document, read_papers
from ingest.formats import plain

SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"
LETTER = "SỞ NỘI VỤ\nSố: {number}\n\nLào Cai, ngày {day} tháng 3 năm 2026\n\nKính gửi: Các sở, ban, ngành.\n\n{body}\n\nNơi nhận:\n- Như trên.\n\nGIÁM ĐỐC\n\nLê Văn A\n\n"
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
ONE = LETTER.format(number="45/SNV-TCBC", day="02", body="Đề nghị Sở Y tế báo cáo trước ngày 15/3.")
TWO = STATE + LETTER.format(number="46/SNV-TCBC", day="03", body="Đề nghị Sở Tài chính báo cáo trước ngày 20/3.")


def papers(text: str) -> tuple[Document, ...]:
    return understand_all(plain.read(text), "abc", "thư.txt")


def test_each_paper_has_its_own_identity_and_tasks() -> None:
    first, second = papers(ONE + TWO)
    assert [(p.id, p.source_file, p.number) for p in (first, second)] == [
        ("abc", "thư.txt", "45/SNV-TCBC"), ("abc-2", "thư (văn bản 2).txt", "46/SNV-TCBC"),
    ]  # fmt: skip
    assert [[task.lead[0].name for task in p.tasks] for p in (first, second)] == [["Sở Y tế"], ["Sở Tài chính"]]
    assert second.tasks[0].id == "abc-2:N-1"
    assert first.text + second.text == ONE + TWO
    assert "46/SNV-TCBC" in next(w.message for w in first.warnings if w.code == "file_split")
    assert all(second.text[s.start : s.end].strip() for task in second.tasks for s in task.spans)


def test_a_paper_alone_is_one() -> None:
    [only] = papers(ONE)
    assert not any(warning.code == "file_split" for warning in only.warnings)


def test_an_act_keeps_the_plan_that_it_attaches() -> None:
    act = "UBND TỈNH NGHỆ AN\nSố: 12/QĐ-UBND\n\nNghệ An, ngày 02 tháng 3 năm 2026\n\nQUYẾT ĐỊNH\nVề việc ban hành Kế hoạch\n\nĐiều 1. Ban hành Kế hoạch kèm theo Quyết định này.\n\nNơi nhận:\n- Như Điều 1.\n\nCHỦ TỊCH\n\nLê Văn A\n\n"
    plan = "KẾ HOẠCH\nThoát nước năm 2026\n(Kèm theo Quyết định số 12/QĐ-UBND ngày 02/3/2026)\n\nI. TỔ CHỨC THỰC HIỆN\n\n1. Sở Xây dựng nạo vét cống trước ngày 30/4/2026.\n"
    [only] = papers(act + plan)
    assert [task.section for task in only.tasks] == ["KT.I.1"]
    assert [w.code for w in only.warnings if w.code in ("attachment", "file_split")] == ["attachment"]


def test_a_plan_behind_a_letter_is_a_paper_of_its_own() -> None:
    table = "KẾ HOẠCH\n\nVề A\n\nI. NHIỆM VỤ\n\nSTT\tNhiệm vụ\tChủ trì\n1\tMột\tSở Y tế\n"
    head = STATE + "Số: 47/KH-SNV\n\nLào Cai, ngày 03 tháng 3 năm 2026\n\n"
    assert [(p.number, p.task_count) for p in papers(ONE + head + table)] == [("45/SNV-TCBC", 0), ("47/KH-SNV", 1)]


@pytest.fixture(scope="module")
def scanned_together(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sample papers in one PDF."""
    path = tmp_path_factory.mktemp("pdf") / "gộp.pdf"
    merged = pdfium.PdfDocument.new()
    for name in ("01_tb_13_cqtt.pdf", "03_kh_152_ubnd_tinh.pdf"):
        merged.import_pages(pdfium.PdfDocument(SAMPLES / name))
    merged.save(path)
    return path


def test_two_papers_of_one_pdf_keep_the_pages_of_the_file(scanned_together: Path) -> None:
    first, second = read_papers(scanned_together, "abc", "gộp.pdf")
    alone = [read_document(SAMPLES / name, "x", name) for name in ("01_tb_13_cqtt.pdf", "03_kh_152_ubnd_tinh.pdf")]
    assert [(p.number, p.task_count, p.pages) for p in (first, second)] == [(p.number, p.task_count, p.pages) for p in alone]
    offset = first.last_page
    assert second.page_spans[:offset] == (Span(-1, -1),) * offset
    assert [t.content.text for t in second.tasks] == [t.content.text for t in alone[1].tasks]
    place = second.tasks[0].spans[0].start
    assert second.page_of(place) == (alone[1].page_of(alone[1].tasks[0].spans[0].start) or 0) + offset
    assert {box.page for box in second.boxes} == {page + offset for page in {box.page for box in alone[1].boxes}}


def test_they_are_stored_replaced_and_forgotten_together(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "kb")
    first, second = papers(ONE + TWO)
    store.put(first, Original("/a/thư.txt", "sha1", ".txt", b"x"), [second])
    assert [header.id for header in store.headers()] == ["abc", "abc-2"]
    assert store.original("abc") == store.original("abc-2")
    assert store.holding("sha1") == "thư.txt"
    [again] = understand_all(plain.read(ONE), "def", "thư.txt")
    assert store.put(again, Original("/a/thư.txt", "sha2", ".txt", b"y")) == "abc"
    assert [header.id for header in store.headers()] == ["def"]
    store.put(first, Original("/b/thư.txt", "sha1", ".txt", b"x"), [second])
    assert store.forget("abc-2") == ("abc", "abc-2")
    assert [header.id for header in store.headers()] == ["def"]
    with pytest.raises(NotHeld):
        store.document("abc")
    assert os.listdir(tmp_path / "kb/originals") == ["sha2.txt"]
    store.close()
