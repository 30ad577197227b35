"""Which lines open an annex, with which number; what belongs to its title; annexes without a heading; several tables in one."""

from __future__ import annotations

import pytest

from corpus.model import Document
from ingest.directive.understanding import understand
from ingest.formats import plain
from search.held.task_labels import task_label

HEAD = "KẾ HOẠCH\n\nTriển khai chuyển đổi số năm 2026\n\nI. MỤC ĐÍCH\n\nNâng cao hiệu quả.\n\n"
SIGNED = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn An\n\n"
COLUMNS = "STT\tNhiệm vụ\tChủ trì\tPhối hợp\tHạn\n"
TABLE = COLUMNS + "1\tViệc một\tSở Y tế\t\t30/6/2026\n2\tViệc hai\tSở Nội vụ\t\t30/6/2026\n"


def read(text: str) -> Document:
    return understand(plain.read(text), "d", "d.txt")


def places(document: Document) -> list[str]:
    return [task_label(task) for task in document.tasks]


HEADINGS = [
    ("PHỤ LỤC II\nDANH MỤC NHIỆM VỤ", "II", "the rule"),
    ("PHỤ LỤC 2A\nDANH MỤC NHIỆM VỤ", "2A", "a letter behind the figure"),
    ("PHỤ LỤC SỐ 02\nDANH MỤC NHIỆM VỤ", "2", "leading zeros left out"),
    ("PHỤ LỤC (1)\nDANH MỤC NHIỆM VỤ", "1", "in brackets"),
    ("PHỤ LỤC THỨ HAI\nDANH MỤC NHIỆM VỤ", "2", "an ordinal"),
    ("PHỤ LỤC DANH MỤC NHIỆM VỤ", "", "D of DANH MỤC is no number"),
    ("PHỤ LỤC 2026: DANH MỤC NHIỆM VỤ", "", "a year is no number"),
    ("Phụ lục II\nDANH MỤC NHIỆM VỤ", "II", "small letters, plain"),
    ("Phụ lục II.\nDANH MỤC NHIỆM VỤ", "II", "with a full stop"),
    ("Phụ lục số 01\nNHIỆM VỤ NĂM 2026", "1", "“số”"),
    ("Phụ lục 02: Danh mục nhiệm vụ năm 2026", "2", "the title on the same line"),
    ("Phụ lục\nDanh mục nhiệm vụ", "", "without number, the title in small letters"),
    ("Phụ lục\n(Kèm theo Kế hoạch số 12/KH-UBND ngày 15/5/2026 của UBND tỉnh)", "", "without title"),
    ("Phụ lục kèm theo", "", "no more words than that"),
    ("DANH MỤC NHIỆM VỤ\nPhụ lục II\n(Kèm theo Kế hoạch số 12/KH-UBND)", "II", "the title stands over the heading"),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "number", "why"), HEADINGS)
def test_headings_behind_the_signature(heading: str, number: str, why: str) -> None:
    document = read(HEAD + SIGNED + heading + "\n\n" + TABLE)
    assert [task.annex for task in document.tasks] == [number] * 2, why
    assert places(document) == [f"Phụ lục {number}".strip() + f", STT {n}" for n in (1, 2)], why
    [annex] = [section for section in document.sections if section.kind == "annex"]
    assert annex.label == (f"PL-{number}" if number else "PL"), why
    assert "phụ lục" in annex.heading.lower(), why


SENTENCES = [
    "Phụ lục II kèm theo Kế hoạch này quy định chi tiết các nhiệm vụ của từng cơ quan.",
    "Phụ lục II nêu các nhiệm vụ trọng tâm, các đơn vị căn cứ thực hiện;",
    "- Phụ lục I: Danh mục nhiệm vụ",
    "(Chi tiết tại Phụ lục II)",
    "Phụ lục II",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_in_the_body_open_nothing(sentence: str) -> None:
    document = read(f"{HEAD}{sentence}\n\nCác đơn vị tổ chức thực hiện nghiêm túc.\n\n{SIGNED}PHỤ LỤC I\nDANH MỤC\n\n{TABLE}")
    assert [section.label for section in document.sections if section.kind == "annex"] == ["PL-I"]


def test_a_sentence_behind_the_signature_opens_nothing() -> None:
    text = f"{HEAD}{SIGNED}PHỤ LỤC I\nDANH MỤC\n\n{TABLE}\nPhụ lục II kèm theo Kế hoạch này quy định chi tiết.\n"
    assert [section.label for section in read(text).sections if section.kind == "annex"] == ["PL-I"]


def test_before_a_table_an_annex_needs_no_signature() -> None:
    assert places(read(f"{HEAD}Phụ lục II\nDANH MỤC NHIỆM VỤ\n\n{TABLE}")) == ["Phụ lục II, STT 1", "Phụ lục II, STT 2"]


def test_two_annexes_without_a_number_are_told_apart() -> None:
    text = f"{HEAD}{SIGNED}PHỤ LỤC\nNHIỆM VỤ NĂM 2026\n\n{TABLE}\nPHỤ LỤC\nNHIỆM VỤ NĂM 2027\n\n{TABLE}\nPHỤ LỤC 1\nKHÁC\n\n{TABLE}"
    document = read(text)
    labels = [section.label for section in document.sections if section.kind == "annex"]
    assert labels == ["PL-(1)", "PL-(2)", "PL-1"]
    assert len(set(places(document))) == 6
    assert places(document)[2] == "Phụ lục (thứ 2), STT 1"


def test_a_heading_repeated_on_a_further_page_cuts_no_table() -> None:
    more = "\nPhụ lục II (tiếp theo)\n\n" + COLUMNS + "3\tViệc ba\tSở Y tế\t\t30/6/2026\n"
    document = read(f"{HEAD}{SIGNED}Phụ lục II\nDANH MỤC\n\n{TABLE}{more}")
    assert places(document) == [f"Phụ lục II, STT {n}" for n in (1, 2, 3)]
    assert not document.warnings or all(notice.code != "stt_gap" for notice in document.warnings)


UNHEADED = [
    ("BẢNG PHÂN CÔNG NHIỆM VỤ\n(Kèm theo Kế hoạch số 12/KH-UBND)", "BẢNG PHÂN CÔNG NHIỆM VỤ", "capitals and a caption"),
    ("Biểu số 01\nDANH MỤC NHIỆM VỤ", "Biểu số 01 DANH MỤC NHIỆM VỤ", "a numbered table"),
    ("Danh mục nhiệm vụ giao các sở", "Danh mục nhiệm vụ giao các sở", "small letters"),
    ("", "", "nothing at all"),
]


@pytest.mark.parametrize(("heading", "title", "why"), UNHEADED)
def test_a_table_behind_the_signature_is_an_annex(heading: str, title: str, why: str) -> None:
    document = read(f"{HEAD}{SIGNED}{heading}\n\n{TABLE}")
    assert places(document) == ["Phụ lục, STT 1", "Phụ lục, STT 2"], why
    assert [section.heading for section in document.sections if section.kind == "annex"] == [title], why
    assert document.signer is not None
    assert document.signer.name == "Nguyễn Văn An"


def test_the_name_in_capitals_stays_with_the_signature() -> None:
    document = read(f"{HEAD}{SIGNED.replace('Nguyễn Văn An', 'NGUYỄN VĂN AN')}DANH MỤC NHIỆM VỤ\n\n{TABLE}")
    assert document.signer is not None
    assert document.signer.name == "NGUYỄN VĂN AN"
    assert [section.heading for section in document.sections if section.kind == "annex"] == ["DANH MỤC NHIỆM VỤ"]


TITLES = [
    ("Bảng 1. Nhiệm vụ trọng tâm", "Bảng 2. Nhiệm vụ thường xuyên", ["Bảng 1", "Bảng 2"], "numbered"),
    ("BIỂU SỐ 1: TRỌNG TÂM", "BIỂU SỐ 2: THƯỜNG XUYÊN", ["BIỂU SỐ 1", "BIỂU SỐ 2"], "in capitals"),
    ("Nhiệm vụ trọng tâm", "Nhiệm vụ thường xuyên", [None, "bảng 2"], "without numbers: the further one is named"),
    ("I. Nhiệm vụ trọng tâm", "II. Nhiệm vụ thường xuyên", ["mục I", "mục II"], "headings as in the body"),
]


@pytest.mark.parametrize(("first", "second", "named", "why"), TITLES)
def test_two_tables_in_one_annex(first: str, second: str, named: list[str | None], why: str) -> None:
    document = read(f"{HEAD}{SIGNED}PHỤ LỤC III\nDANH MỤC NHIỆM VỤ\n\n{first}\n\n{TABLE}\n{second}\n\n{TABLE}")
    assert {task.annex for task in document.tasks} == {"III"}, why
    wanted = [", ".join(word for word in ("Phụ lục III", name, f"STT {n}") if word) for name in named for n in (1, 2)]
    assert places(document) == wanted, why
    assert len({task.id for task in document.tasks}) == 4


@pytest.mark.parametrize("between", ["12", "Trang 3/5", "(Tiếp theo bảng trên)"])
def test_a_line_between_the_pages_of_one_table_is_no_title(between: str) -> None:
    more = f"\n{between}\n\n{COLUMNS}3\tViệc ba\tSở Y tế\t\t30/6/2026\n"
    assert places(read(f"{HEAD}{SIGNED}PHỤ LỤC I\nDANH MỤC\n\n{TABLE}{more}")) == [f"Phụ lục I, STT {n}" for n in (1, 2, 3)]
