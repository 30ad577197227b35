"""Nothing of a document is left out of the index, and nothing of it is put there twice."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import Refused
from corpus.model import Document, Span
from ingest.directive.understanding import understand
from ingest.door import read_document
from ingest.formats import plain
from ingest.paper.outline import outline
from ingest.paper.paragraphs import Paragraph, assemble
from ingest.reading import Row
from search.held.task_labels import task_label
from search.selecting.passages import passages, place

SAMPLES = Path(__file__).resolve().parent.parent / "corpus/samples"
PAPERS = sorted(path.name for path in SAMPLES.iterdir() if path.name[:1].isdigit() and path.suffix in {".txt", ".md"})

LINES = [
    "KẾ HOẠCH", "QUYẾT ĐỊNH", "QUYẾT ĐỊNH:", "Triển khai chuyển đổi số năm 2026", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "UBND TỈNH NGHỆ AN",
    "Số: 12/KH-UBND", "Số: /KH-UBND", "V/v đôn đốc thực hiện nhiệm vụ chuyển đổi số", "Nghệ An, ngày 15 tháng 5 năm 2026",
    "Kính gửi: Các phòng, đơn vị thuộc Sở.", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", "Căn cứ Luật Tổ chức chính quyền địa phương;",
    "I. MỤC ĐÍCH, YÊU CẦU", "II. NHIỆM VỤ", "Điều 1. Phạm vi điều chỉnh", "Chương I", "1. Mục đích", "1.1. Rà soát văn bản của ngành.",
    "a) Kiểm tra dữ liệu của các đơn vị;", "Nhiệm vụ 1: Xây dựng cơ sở dữ liệu", "- Tập huấn kỹ năng số (Chủ trì: Sở Nội vụ; thời hạn: Quý III).",
    "Chủ trì: Sở Nội vụ; Thời hạn: 30/9/2026", "- Cơ quan chủ trì: Sở Y tế", "Các đơn vị nghiêm túc thực hiện Kế hoạch này./.",
    "Trên đây là Kế hoạch triển khai của Ủy ban nhân dân tỉnh.", "Nơi nhận:", "- Như trên;", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn An",
    "PHỤ LỤC", "Phụ lục II", "PHỤ LỤC I: DANH MỤC", "DANH MỤC NHIỆM VỤ", "(Kèm theo Kế hoạch số 12/KH-UBND)", "Bảng 1. Nhiệm vụ trọng tâm",
    "Nhiệm vụ thường xuyên của các cơ quan", "STT\tNhiệm vụ\tChủ trì\tHạn", "1\tViệc thứ nhất của bảng\tSở Y tế\t30/6/2026",
    "2\tViệc thứ hai của bảng\tSở Nội vụ\t30/7/2026", "I\tNHÓM THỂ CHẾ\t\t", "(tiếp theo)", "12",
]  # fmt: skip
MARK = re.compile(r"(?:\W*(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]|\s*[-+•])?\s*")  # of a list; a duty begins behind it
TEXTS = st.lists(st.sampled_from(LINES), min_size=1, max_size=40).map("\n\n".join)


def letters(text: str) -> int:
    return sum(c.isalpha() for c in text)


def covered(document: Document) -> list[Span]:
    """Where passages and tasks stand, and the headings that are the context of their section's passages."""
    spans = [stands[1] for passage in passages(document) if (stands := place(passage.id)) is not None]
    spans += [span for task in document.tasks for span in task.spans]
    return spans + [span for section in document.sections if section.body for span in section.heading_spans]


def uncovered(document: Document, text: str) -> list[str]:
    reading = plain.read(text)
    paragraphs = (piece for piece in assemble(reading.text, reading.blocks) if isinstance(piece, Paragraph))
    spans = covered(document)
    firsts = ((p, p.start + MARK.match(p.text).end()) for p in paragraphs)  # type: ignore[union-attr]
    return [p.text for p, first in firsts if letters(p.text) >= 20 and not any(start <= first < end for start, end in spans)]


@pytest.mark.parametrize("name", PAPERS)
def test_every_paragraph_of_the_samples_can_be_found(name: str) -> None:
    document = read_document(SAMPLES / name, "d", name)
    assert uncovered(document, document.text) == []


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_every_paragraph_of_any_paper_can_be_found(text: str) -> None:
    try:
        document = understand(plain.read(text), "d", "d.txt")
    except Refused:
        return
    assert uncovered(document, text) == []
    identifiers = Counter(passage.id for passage in passages(document))
    assert max(identifiers.values()) == 1


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_the_outline_takes_every_piece_once_and_labels_are_paths(text: str) -> None:
    reading = plain.read(text)
    flow = assemble(reading.text, reading.blocks)
    parts = outline(flow, reading.text)
    headings = Counter(id(extent) for part in parts for extent in part.heading)
    pieces = Counter(id(piece) for part in parts for piece in part.flow)
    for piece in flow:
        heading = 0 if isinstance(piece, Row) else headings[id(piece.extent)]
        assert heading + pieces[id(piece)] == 1, piece
    labels = [part.label for part in parts]
    assert len(set(labels)) == len(labels)
    assert all(part.above is None or part.label.startswith(part.above.label + ".") for part in parts)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_no_task_stands_in_a_signature(text: str) -> None:
    try:
        document = understand(plain.read(text), "d", "d.txt")
    except Refused:
        return
    for task in document.tasks:
        assert not {"SIGN", "NN"} & set(task_label(task).replace(",", " ").replace(".", " ").split())
        assert (task.section or "").rpartition(".")[2] not in ("SIGN", "NN")


def test_what_stands_in_a_column_of_no_field_can_be_found() -> None:
    rows = "STT\tNhiệm vụ\tChủ trì\tHạn\tThẩm quyền quyết định của các cấp\n1\tViệc một\tSở Y tế\t30/6/2026\tHội đồng nhân dân tỉnh quyết nghị\n"
    document = understand(plain.read(f"KẾ HOẠCH\n\nVề A\n\nI. NHIỆM VỤ\n\n{rows}"), "d", "d.txt")
    texts = [passage.text for passage in passages(document)]
    assert any("Hội đồng nhân dân tỉnh quyết nghị" in text for text in texts)
    assert sum("Việc một" in text for text in texts) == 1


def test_the_rest_of_a_paragraph_that_holds_a_task_is_a_passage() -> None:
    body = "- Tập huấn kỹ năng số (Chủ trì: Sở Nội vụ; thời hạn: Quý III).\n\nKinh phí do ngân sách tỉnh bảo đảm theo quy định."
    document = understand(plain.read(f"KẾ HOẠCH\n\nVề A\n\nI. NHIỆM VỤ\n\n{body}\n"), "d", "d.txt")
    assert "Kinh phí do ngân sách tỉnh bảo đảm theo quy định." in [passage.text for passage in passages(document)]


def test_a_heading_right_over_another_is_a_passage() -> None:
    document = understand(
        plain.read("KẾ HOẠCH\n\nVề A\n\nI. TĂNG CƯỜNG CHUYỂN ĐỔI SỐ\n\n1. Mục đích\n\nNâng cao hiệu quả quản lý.\n"),
        "d",
        "d.txt",
    )
    assert "I. TĂNG CƯỜNG CHUYỂN ĐỔI SỐ" in [passage.text for passage in passages(document)]


def test_every_sentence_of_a_letter_is_a_passage() -> None:
    """A letter has no numbered sections: its body is one section, its duties are tasks, nothing is lost."""
    body = [
        "Thời gian qua, công tác sắp xếp đạt nhiều kết quả.",
        "Sở Nội vụ đề nghị các đơn vị báo cáo trước ngày 15/3.",
        "Rất mong nhận được sự quan tâm phối hợp của các đơn vị./.",
    ]
    text = "SỞ NỘI VỤ\nSố: 45/SNV-TCBC\n\nLào Cai, ngày 02 tháng 3 năm 2026\n\nKính gửi: Các sở, ban, ngành.\n\n" + "\n\n".join(
        body
    )
    document = understand(plain.read(text), "d", "d.txt")
    assert [section.label for section in document.sections] == ["TITLE", "ND"]
    found = [passage.text for passage in passages(document)]
    for sentence in body:
        assert any(sentence in passage for passage in found), sentence
