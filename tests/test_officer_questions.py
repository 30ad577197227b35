"""Questions as officers put them: old and short names, exclusions, one vague word; and what the answer must not claim."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from api.settings import Settings
from api.wiring import KnowledgeBase
from search.answering.answer import Answer, ask

SAMPLES = Path(__file__).resolve().parent.parent / "corpus/samples"
TODAY = date(2026, 5, 6)
LETTER = """UBND TỈNH KHÁNH HÒA               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ NỘI VỤ                          Độc lập - Tự do - Hạnh phúc
Số: 780/SNV-CCHC                   Khánh Hòa, ngày 20 tháng 4 năm 2026
V/v đôn đốc thực hiện Kế hoạch số 2145/KH-UBND

Kính gửi: Các sở, ban, ngành.

Sở Nội vụ đề nghị:

1. Sở Khoa học và Công nghệ báo cáo danh mục lớp tập huấn trước ngày 10/5/2026.

2. Các cơ quan có liên quan báo cáo kết quả trước ngày 20/5/2026.

3. Bộ Nội vụ chủ trì hướng dẫn nghiệp vụ, hoàn thành trước ngày 30/6/2026./.

Nơi nhận:                          KT. GIÁM ĐỐC
- Như trên;                         PHÓ GIÁM ĐỐC
- Lưu: VT, CCHC.
                                    Võ Minh Tuấn
"""


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    base = KnowledgeBase(Settings(home=tmp_path_factory.mktemp("samples")))
    base.intake.take([SAMPLES])
    return base


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """A letter whose head and signature stand in two columns of blanks, and a paper of another province."""
    folder = tmp_path_factory.mktemp("letter")
    (folder / "cv_780.txt").write_text(LETTER, encoding="utf-8")
    other = LETTER.replace("KHÁNH HÒA", "NGHỆ AN").replace("Khánh Hòa", "Nghệ An").replace("780/", "781/")
    (folder / "cv_781.txt").write_text(other, encoding="utf-8")
    base = KnowledgeBase(Settings(home=tmp_path_factory.mktemp("letters")))
    base.intake.take([folder])
    return base


def asked(base: KnowledgeBase, question: str) -> Answer:
    return ask(question, base.knowledge, base.searcher, TODAY)


# typed · the agency meant · why
SHORT = [
    ("Công an phải làm gì", "Công an tỉnh", "papers print its place, people leave it out"),
    ("thue phai lam gi", "Thuế tỉnh", "without marks"),
    ("Mặt trận tổ quốc phải làm gì", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "by a name of the registry"),
    ("Trường Chính trị chủ trì việc gì", "Trường Chính trị tỉnh", "no department"),
]


@pytest.mark.parametrize(("typed", "agency", "why"), SHORT, ids=[row[0] for row in SHORT])
def test_a_name_without_its_place(samples: KnowledgeBase, typed: str, agency: str, why: str) -> None:
    found = asked(samples, typed)
    assert [one.name for one in found.question.query.agencies] == [agency], why
    assert any(reach.because == "by_name" for match in found.tasks for reach in match.reaches), why


def test_what_is_spoken_of_is_no_agency(samples: KnowledgeBase) -> None:
    assert asked(samples, "nhiệm vụ về thuế").question.query.agencies == ()


def test_both_of_two_agencies(samples: KnowledgeBase) -> None:
    found = asked(samples, "việc gì vừa có Sở Tài chính vừa có Sở Khoa học và Công nghệ chủ trì")
    assert found.question.query.joint


def test_an_agency_left_out_has_no_part(samples: KnowledgeBase) -> None:
    """By name ("Sở Y tế" in I-19) and through a phrase ("các cơ quan, đơn vị" in I-18); what names others stays."""
    found = asked(samples, "các việc do Công an tỉnh chủ trì nhưng không có Sở Y tế phối hợp trong phụ lục I của 152")
    places = {match.record.task.stt for match in found.tasks}
    assert {"18", "19"}.isdisjoint(places)
    assert "20" in places


def test_who_took_over_is_told(samples: KnowledgeBase) -> None:
    text = asked(samples, "Sở Thông tin và Truyền thông làm gì").text
    assert "kết thúc hoạt động từ 01/03/2025" in text
    assert "Sở Khoa học và Công nghệ" in text
    assert "kết thúc" not in asked(samples, "Sở Y tế làm gì").text


def test_a_plan_that_has_all_but_in_part_says_so(samples: KnowledgeBase) -> None:
    text = asked(samples, "46/KH-SYT đã đủ việc 152/KH-UBND giao chưa").text
    assert "mới có một phần hoặc có thay đổi" in text


def test_a_vague_word_is_no_fact_about_whom_a_condition_brings_in(letter: KnowledgeBase) -> None:
    assert asked(letter, "Sở Xây dựng báo cáo khi nào").kind != "value"
    assert asked(letter, "Sở Khoa học và Công nghệ báo cáo khi nào").kind == "value"


def test_a_ministry_is_one_in_all_provinces(letter: KnowledgeBase) -> None:
    assert "cùng tên" not in asked(letter, "Bộ Nội vụ phải làm gì").text


def test_head_and_signature_in_two_columns_of_blanks(letter: KnowledgeBase) -> None:
    held = letter.knowledge.resolve("cv_780.txt")
    assert (held.issuer, held.number, held.date) == ("Sở Nội vụ tỉnh Khánh Hòa", "780/SNV-CCHC", date(2026, 4, 20))
    assert held.signer is not None
    assert held.signer.name == "Võ Minh Tuấn"


def test_a_letter_is_asked_for_what_it_demands(letter: KnowledgeBase) -> None:
    assert asked(letter, "công văn 780/SNV-CCHC yêu cầu những gì").kind == "tasks"
    assert asked(letter, "hạn chót hướng dẫn nghiệp vụ").kind == "value"


# question · the product's words that must stand in every row · the last day · why
OWED = [
    ("Báo cáo nào phải nộp trước 30/6/2026", "báo cáo", date(2026, 6, 30), "a paper that is owed is a product"),
    ("bao cao nao phai nop truoc 30/6/2026", "báo cáo", date(2026, 6, 30), "without marks"),
    ("Những kế hoạch nào cần ban hành trong quý II/2026", "kế hoạch", date(2026, 6, 30), "no list of the papers held"),
]


@pytest.mark.parametrize(("question", "product", "last", "why"), OWED, ids=[row[3] for row in OWED])
def test_papers_that_are_still_owed(samples: KnowledgeBase, question: str, product: str, last: date, why: str) -> None:
    answer = asked(samples, question)
    assert answer.kind == "tasks", why
    assert answer.tasks
    for match in answer.tasks:
        task = match.record.task
        assert task.deliverable is not None
        assert product in task.deliverable.text.lower()
        due = (task.adjusted_deadline or task.deadline).due  # type: ignore[union-attr]
        assert due is not None
        assert due <= last


def test_papers_that_were_issued_are_listed(samples: KnowledgeBase) -> None:
    assert asked(samples, "Kế hoạch nào được ban hành trong tháng 4/2026").kind == "documents"


def test_whether_work_was_done_is_not_known(samples: KnowledgeBase) -> None:
    answer = asked(samples, "Những việc nào Sở Y tế chưa làm xong")
    assert "không ghi việc đã làm xong hay chưa" in answer.text


@pytest.mark.parametrize("question", ["nguồn kinh phí thực hiện 152/KH-UBND", "Kinh phí triển khai 152/KH-UBND lấy từ đâu"])
def test_money_for_a_plan_is_not_what_the_plan_implements(samples: KnowledgeBase, question: str) -> None:
    assert asked(samples, question).question.intent == "sections"
    assert asked(samples, "152/KH-UBND thực hiện những văn bản nào").kind == "numbers"


# English question · what is meant · the answer: how it is given and what must stand in it
IN_ENGLISH = [
    ("What documents does 152/KH-UBND cite?", "numbers_by_relation", "13-TB/CQTT"),
    ("Which documents cite 152/KH-UBND?", "documents_by_relation", "văn bản viện dẫn"),
    ("Who leads task 7 in annex I of 152/KH-UBND?", "lead_of", "Chủ trì:"),
    ("Which agencies coordinate task II-18 of 152/KH-UBND?", "helpers_of", "Phối hợp:"),
    ("What deliverable is required for task I-12 of 152/KH-UBND?", "deliverable_of", "Sản phẩm:"),
    ("what must communes do", "tasks", "Ủy ban nhân dân cấp xã"),
    ("tasks for wards and communes", "tasks", "Ủy ban nhân dân cấp xã"),
]


@pytest.mark.parametrize(("question", "intent", "words"), IN_ENGLISH, ids=[row[0] for row in IN_ENGLISH])
def test_english_questions(samples: KnowledgeBase, question: str, intent: str, words: str) -> None:
    answer = asked(samples, question)
    assert answer.question.intent == intent
    assert words in answer.text
