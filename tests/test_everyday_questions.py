"""Questions that officers ask every day, over the sample papers; each answer was read from the papers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from api.settings import Settings
from api.wiring import KnowledgeBase
from corpus.spelling import bare
from search.answering.answer import Answer, ask
from search.answering.question_scores import task_names

TODAY = date(2026, 4, 30)
BOTH_TYPINGS = pytest.mark.parametrize("typed", [str, bare], ids=["marked", "unmarked"])


def asked(base: KnowledgeBase, question: str) -> Answer:
    return ask(question, base.knowledge, base.searcher, TODAY)


def rows(base: KnowledgeBase, answer: Answer) -> set[str]:
    names = task_names(base.knowledge)
    return {names[match.record.task.id] for match in answer.tasks}


# question · value · rows · words of the answer that say how it was counted
RANKED = [
    ("cơ quan nào chủ trì nhiều nhiệm vụ nhất trong kế hoạch 152", "Sở Khoa học và Công nghệ (12)", 12, "nêu đích danh ở phần chủ trì"),
    ("đơn vị nào được giao nhiều việc nhất", "Sở Khoa học và Công nghệ (14)", 14, "cụm từ chỉ chung"),
    ("which agency leads the most tasks", "Sở Khoa học và Công nghệ (14)", 14, "lời văn không tính"),
    ("sở nào ít việc nhất", "Sở Giáo dục và Đào tạo (1); Sở Dân tộc và Tôn giáo (1)", 2, "mỗi nơi"),
    ("đơn vị nào phối hợp nhiều nhất", "Sở Khoa học và Công nghệ (8); Công an tỉnh (8)", 15, "ở phần phối hợp"),
    ("phòng nào của Sở Tư pháp chủ trì nhiều việc nhất", "Phòng Hành chính tư pháp (Sở Tư pháp tỉnh Sông Thao) (2)", 2, "tiếp theo"),
    ("kế hoạch nào có nhiều nhiệm vụ nhất", "152/KH-UBND (50)", 50, "tiếp theo"),
    ("Sở Y tế hay Sở Tư pháp nhiều việc hơn", "Sở Tư pháp (5); Sở Y tế (4)", 9, "nêu đích danh"),
]  # fmt: skip


@BOTH_TYPINGS
@pytest.mark.parametrize(("question", "value", "count", "rule"), RANKED, ids=[row[0] for row in RANKED])
def test_rankings(base: KnowledgeBase, question: str, value: str, count: int, rule: str, typed: type) -> None:
    """ "nhiều nhất" with the rows it is counted from, its rule and its ties."""
    answer = asked(base, typed(question))
    assert (answer.kind, answer.value, len(answer.tasks)) == ("value", value, count)
    assert rule in answer.text
    assert answer.complete


def test_at_least_is_no_ranking(base: KnowledgeBase) -> None:
    assert asked(base, "phân công ít nhất 01 công chức chuyên trách hạn khi nào").kind == "value"
    assert asked(base, "phân công ít nhất 01 công chức chuyên trách hạn khi nào").question.intent == "deadline_of"
    assert asked(base, "nhiệm vụ về thống nhất dữ liệu").question.intent != "ranking"


@BOTH_TYPINGS
def test_how_many_each(base: KnowledgeBase, typed: type) -> None:
    for question in ("mỗi sở được giao bao nhiêu việc trong 152/KH-UBND", "những sở nào được giao nhiệm vụ trong kế hoạch 152"):
        answer = asked(base, typed(question))
        assert answer.value is not None
        assert answer.value.startswith("Sở Khoa học và Công nghệ (12); Sở Nội vụ (5); Sở Tài chính (4); Sở Tư pháp (3)")
        assert "Công an" not in answer.value


WITHOUT_LEAD = """ỦY BAN NHÂN DÂN TỈNH SÔNG THAO
Số: 99/KH-UBND

Sông Thao, ngày 05 tháng 5 năm 2026

KẾ HOẠCH
Nâng cấp hạ tầng số

II. NHIỆM VỤ

STT\tNội dung nhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời hạn
1\tRà soát đường truyền\tSở Khoa học và Công nghệ\tSở Tài chính\tTrước ngày 30/6/2026
2\tKiểm kê máy tính\t\tSở Nội vụ\tTrước ngày 15/7/2026
3\tTập huấn sử dụng\tSở Nội vụ\t\tQuý III/2026
"""


@BOTH_TYPINGS
@pytest.mark.parametrize(
    "question",
    ["nhiệm vụ nào chưa có cơ quan chủ trì", "việc nào chưa rõ đơn vị chủ trì", "nhiệm vụ nào không có đơn vị chủ trì",
     "nhiệm vụ nào chưa giao cho ai", "tasks without a lead agency", "trong kế hoạch 99/KH-UBND nhiệm vụ nào thiếu cơ quan chủ trì"],
)  # fmt: skip
def test_rows_without_a_lead(tmp_path: Path, question: str, typed: type) -> None:
    (tmp_path / "99.txt").write_text(WITHOUT_LEAD, encoding="utf-8")
    base = KnowledgeBase(Settings(home=tmp_path / "kb"))
    base.intake.take([tmp_path / "99.txt"])
    answer = asked(base, typed(question))
    assert [match.record.task.content.text for match in answer.tasks] == ["Kiểm kê máy tính"]
    assert answer.question.query.lacks == {"lead"}


# question · the parent's rows that are missing (29/KH-STP and 46/KH-SYT against 152/KH-UBND) · why
COMPARED = [
    ("kế hoạch của Sở Tư pháp còn thiếu gì so với kế hoạch của tỉnh", {"03-I-5", "03-I-9"}, "by issuer and level"),
    ("Sở Tư pháp còn thiếu việc gì so với 152/KH-UBND", {"03-I-5", "03-I-9"}, "by the agency alone"),
    ("kế hoạch sở y tế đã bao phủ hết nhiệm vụ tỉnh giao chưa", set(), "nothing missing"),
    ("does the plan of Sở Y tế cover all tasks of the provincial plan", set(), "English"),
]


@pytest.mark.parametrize(("question", "missing", "why"), COMPARED, ids=[row[2] for row in COMPARED])
def test_plans_named_by_their_issuer(base: KnowledgeBase, question: str, missing: set[str], why: str) -> None:
    for typed in (question, bare(question)):
        answer = asked(base, typed)
        assert (answer.question.intent, rows(base, answer)) == ("coverage", missing), why
        assert "so với 152/KH-UBND" in answer.text, why


def test_a_plan_that_may_be_one_of_several_is_asked_for(sample_papers: list[Path], tmp_path: Path) -> None:
    """Two plans of one office that carry out held papers: which is meant, only its number can say."""
    plan = next(path for path in sample_papers if path.name == "05_kh_46_so_y_te.txt")
    again = plan.read_text(encoding="utf-8").replace("46/KH-SYT", "77/KH-SYT")
    (tmp_path / "77.txt").write_text(again.replace("bệnh án điện tử", "hồ sơ điện tử"), encoding="utf-8")
    base = KnowledgeBase(Settings(home=tmp_path / "kb"))
    base.intake.take([*sample_papers, tmp_path / "77.txt"])
    assert not base.knowledge.copies, "the second is no other version of the first"
    answer = asked(base, "kế hoạch của Sở Y tế còn thiếu gì so với kế hoạch của tỉnh")
    assert (answer.kind, answer.complete, answer.count) == ("documents", False, 2)
    assert "46/KH-SYT" in answer.text
    assert "77/KH-SYT" in answer.text


def test_what_differs_from_the_parent(base: KnowledgeBase) -> None:
    answer = asked(base, "kế hoạch của Sở Tư pháp khác gì so với kế hoạch của tỉnh")
    assert rows(base, answer) == {"04-I-2", "04-I-3", "04-I-4", "04-I-7", "04-II-2", "04-II-4"}
    assert "2 có hạn muộn hơn" in answer.text


# question · files · why
SIGNED = [
    ("văn bản nào do Bí thư ký", [], "no such signature"),
    ("văn bản nào do Phó Chủ tịch ký", ["03", "08"], "of whatever body"),
    ("văn bản do Chủ tịch ký", ["07"], "a deputy is not the holder"),
    ("văn bản nào ký thay Chủ tịch", ["03", "08"], "KT. CHỦ TỊCH"),
    ("which plans were signed by a director", ["05", "06", "09"], "English"),
    ("kế hoạch nào do Phó Giám đốc Sở Tư pháp ký", ["04"], "of one agency"),
]


@BOTH_TYPINGS
@pytest.mark.parametrize(("question", "files", "why"), SIGNED, ids=[row[2] for row in SIGNED])
def test_papers_by_the_office_of_who_signed(
    base: KnowledgeBase, question: str, files: list[str], why: str, typed: type
) -> None:
    answer = asked(base, typed(question))
    assert [held.document.source_file[:2] for held in answer.documents] == files, why
    assert answer.kind == ("documents" if files else "none"), why
    assert all(held.spans for held in answer.documents), "each with the place of its signature"
    if not files:
        assert "Không văn bản nào trong kho do Bí thư ký" in answer.text


# question · value or rows · why
PARTNERS = [
    ("cơ quan nào cùng chủ trì với Sở Tài chính", "Sở Khoa học và Công nghệ (2); Thống kê tỉnh (1); Sở Công Thương (1)", "beside it"),
    ("Sở Y tế phối hợp với những ai", "Sở Nội vụ (1); Công an tỉnh (1); Sở Khoa học và Công nghệ (1); Phòng Công chức, viên chức (1)",
     "who leads where it coordinates by name"),
]  # fmt: skip


@BOTH_TYPINGS
@pytest.mark.parametrize(("question", "value", "why"), PARTNERS, ids=[row[2] for row in PARTNERS])
def test_who_works_with_whom(base: KnowledgeBase, question: str, value: str, why: str, typed: type) -> None:
    assert asked(base, typed(question)).value == value, why


def test_who_coordinates_is_not_what_one_coordinates(base: KnowledgeBase) -> None:
    answer = asked(base, "cơ quan nào phối hợp với Sở Y tế")
    assert {"03-II-10", "03-II-11", "03-II-14"} <= rows(base, answer)
    assert "03-I-6" not in rows(base, answer)  # there Sở Y tế coordinates
    assert "Công an tỉnh (4)" in (answer.value or "")


# question · rows · why
FIRST_AND_LAST = [
    ("nhiệm vụ nào có hạn sớm nhất", {"02-PL-4", "10-PL-1", "10-PL-4"}, "quý I and trước 31/3"),
    ("việc nào của Sở Y tế hạn gần nhất", {"03-I-5", "05-L-6"}, "not past, 15/5/2026"),
    ("nhiệm vụ nào có hạn muộn nhất", {"03-II-23"}, "giai đoạn 2026 - 2030"),
]


@BOTH_TYPINGS
@pytest.mark.parametrize(("question", "wanted", "why"), FIRST_AND_LAST, ids=[row[2] for row in FIRST_AND_LAST])
def test_the_first_and_the_last(base: KnowledgeBase, question: str, wanted: set[str], why: str, typed: type) -> None:
    assert rows(base, asked(base, typed(question))) == wanted, why


@BOTH_TYPINGS
def test_the_newest_paper(base: KnowledgeBase, typed: type) -> None:
    assert [held.document.number for held in asked(base, typed("văn bản nào mới nhất")).documents] == ["64/KH-SNV"]
    assert [held.document.number for held in asked(base, typed("văn bản nào cũ nhất")).documents] == ["27/KH-SNV"]


@BOTH_TYPINGS
def test_who_has_no_plan_yet(base: KnowledgeBase, typed: type) -> None:
    made = asked(base, typed("sở nào đã ban hành kế hoạch triển khai 152/KH-UBND"))
    assert [held.document.source_file[:2] for held in made.documents] == ["04", "05", "06", "09"]
    missing = asked(base, typed("sở nào chưa ban hành kế hoạch triển khai 152/KH-UBND"))
    assert missing.count == 7
    assert "Sở Xây dựng" in (missing.value or "")
    assert "Sở Y tế" not in (missing.value or "")
    assert not missing.complete  # a plan may exist that is not held


def test_what_is_not_due_yet(base: KnowledgeBase) -> None:
    for question in ("việc nào chưa quá hạn của Sở Nội vụ", "Sở Nội vụ còn bao nhiêu việc chưa đến hạn"):
        query = asked(base, question).question.query
        assert (query.overdue, query.states) == (False, {"soon", "later"})
    assert asked(base, "việc nào quá hạn của Sở Nội vụ").question.query.overdue


def test_rows_by_how_many_they_name(base: KnowledgeBase) -> None:
    assert rows(base, asked(base, "việc nào có 3 cơ quan chủ trì")) == {"03-I-14"}
    most = asked(base, "nhiệm vụ nào có nhiều đơn vị phối hợp nhất")
    assert rows(base, most) == {"03-I-2", "03-I-6", "03-I-16", "03-I-17", "03-I-19", "09-I-1"}


def test_both_counts_of_one_question(base: KnowledgeBase) -> None:
    text = asked(base, "Sở Tài chính chủ trì bao nhiêu việc, phối hợp bao nhiêu việc").text
    assert "Trong đó chủ trì 13, phối hợp 4." in text


def test_plans_are_no_other_papers(base: KnowledgeBase) -> None:
    papers = asked(base, "Kế hoạch nào được ban hành trong tháng 4/2026").documents
    assert {held.document.type for held in papers} == {"Kế hoạch"}
    listed = asked(base, "kho có những văn bản nào của Sở Nội vụ")
    assert [held.document.number for held in listed.documents] == ["64/KH-SNV", "27/KH-SNV"]


@BOTH_TYPINGS
def test_which_plans_lack_something(base: KnowledgeBase, typed: type) -> None:
    answer = asked(base, typed("kế hoạch nào chưa bao phủ hết 152/KH-UBND"))
    assert [held.document.source_file[:2] for held in answer.documents] == ["04", "07"]
    assert rows(base, answer) == {"03-I-5", "03-I-9", "03-I-22"}


def test_a_named_parent_is_the_one_compared_with(base: KnowledgeBase) -> None:
    assert "so với 08-CTr/BCĐ" in asked(base, "152/KH-UBND đã bao phủ hết 08-CTr/BCĐ chưa").text


def test_who_coordinates_but_does_not_lead(base: KnowledgeBase) -> None:
    answer = asked(base, "Sở Tư pháp không chủ trì mà phối hợp với Sở Khoa học và Công nghệ")
    assert rows(base, answer) == {"03-I-2"}
    led = asked(base, "việc nào của Sở Tư pháp chưa có ai phối hợp")
    assert led.question.query.roles == {"lead"}
    assert led.question.query.lacks == {"coordinating"}
