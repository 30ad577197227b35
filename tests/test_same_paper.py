"""One paper held as several files is counted once; a replaced plan's tasks are not overdue; offices of one name are told apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from api.settings import Settings
from api.views.answers import answer_view
from api.wiring import KnowledgeBase
from corpus.model import Document
from search.answering.answer import Answer, ask
from search.held.same_paper import Says, copies

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "corpus/samples"
PLAN = SAMPLES / "07_kh_31_ubnd_xa_dong_lac.txt"
TODAY = date(2026, 11, 22)


def paper(
    identifier: str, number: str | None = "31/KH-UBND", issuer: str | None = "UBND xã Đồng Lạc", day: int = 21
) -> Document:
    return Document(
        identifier, f"{identifier}.txt", "", number=number, issuer=issuer, date=date(2026, 4, day), date_precision="day"
    )


# documents · fingerprints · further copy → the one that answers · why
COPIES: list[tuple[list[Document], dict[str, str], dict[str, str], str]] = [
    ([paper("a"), paper("b")], {}, {"b": "a"}, "number, issuer and day agree"),
    ([paper("a"), paper("b", issuer="UBND xã Mường Chài")], {}, {}, "many communes have a 31/KH-UBND"),
    ([paper("a"), paper("b", day=22)], {}, {}, "another day is another paper"),
    ([paper("a", None), paper("b", None)], {"a": "x", "b": "x"}, {"b": "a"}, "no number, the same words"),
    ([paper("a", None), paper("b", None, "UBND xã Mường Chài")], {"a": "x", "b": "x"}, {}, "one model plan, two communes"),
    ([paper("a", None), paper("b")], {"a": "x", "b": "x"}, {"b": "a"}, "a draft without number and the issued paper"),
    ([paper("a"), paper("b"), paper("c")], {}, {"b": "a", "c": "a"}, "three files, one paper"),
]


@pytest.mark.parametrize(("documents", "fingerprints", "wanted", "why"), COPIES, ids=[row[3] for row in COPIES])
def test_copies(documents: list[Document], fingerprints: dict[str, str], wanted: dict[str, str], why: str) -> None:
    assert copies(documents, fingerprints) == wanted, why


FULL = Says(frozenset({"I.1", "I.2", "a", "b"}), frozenset({"tong hop"}))
# what "a" and "b" say · are their tasks the same · further copy → the one that answers · why
VERSIONS: list[tuple[Says, Says, bool, dict[str, str], str]] = [
    (FULL, FULL, True, {"b": "a"}, "a further format of it"),
    (FULL, Says(frozenset({"I.1", "a"})), False, {"a": "b"}, "the corrected version drops a task: the later one answers"),
    (FULL, Says(frozenset({"I.1", "I.2", "a", "c"})), False, {"a": "b"}, "it words one anew"),
    (FULL, Says(frozenset({"I.1", "I.2", "c", "d"})), False, {"a": "b"}, "it words all anew, in the same places"),
    (FULL, Says(spoken=frozenset({"tong hop"})), False, {"b": "a"}, "its body alone, later"),
    (FULL, Says(), False, {"b": "a"}, "nothing could be read of it"),
    (Says(spoken=frozenset({"tong hop"})), Says(frozenset({"I.1", "a"})), False, {}, "body and annex: both answer"),
    (Says(frozenset({"I.1", "a"})), Says(frozenset({"II.1", "b"})), False, {}, "two annexes: both answer"),
    (Says(spoken=frozenset({"x"})), Says(spoken=frozenset({"y"})), False, {"a": "b"}, "two versions without a table"),
]


@pytest.mark.parametrize(("one", "other", "same", "wanted", "why"), VERSIONS, ids=[row[4] for row in VERSIONS])
def test_versions_of_a_paper(one: Says, other: Says, same: bool, wanted: dict[str, str], why: str) -> None:
    said = {"a": one, "b": other}
    assert copies([paper("a"), paper("b")], {"a": "x", "b": "x" if same else "y"}, said.__getitem__) == wanted, why


@pytest.mark.parametrize(
    ("old", "new"),
    [("trước ngày 10/6/2026", "trước ngày 10/7/2026"), ("Phòng Kinh tế", "Phòng Văn hóa - Xã hội")],
    ids=["another deadline", "another lead"],
)
def test_a_corrected_version_answers(tmp_path: Path, old: str, new: str) -> None:
    """The same number and day, one field changed: the later file answers, and the answer names the earlier one."""
    text = PLAN.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "dinh_chinh.txt").write_text(text.replace(old, new), encoding="utf-8")
    base = KnowledgeBase(Settings(home=tmp_path / "kb"))
    base.intake.take([PLAN, tmp_path / "dinh_chinh.txt"])
    found = answered(base, "31/KH-UBND có những nhiệm vụ nào")
    assert {match.record.document.source_file for match in found.tasks} == {"dinh_chinh.txt"}
    assert [document.source_file for document in found.copies] == [PLAN.name]
    assert "nhiệm vụ khác" in found.text
    assert base.knowledge.resolve("31/KH-UBND").source_file == "dinh_chinh.txt"
    base.close()


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """All samples, and the commune's plan once more with a line at its end."""
    folder = tmp_path_factory.mktemp("papers")
    again = folder / "07_ban_khac.txt"
    again.write_text(PLAN.read_text(encoding="utf-8") + "\n\n", encoding="utf-8")
    base = KnowledgeBase(Settings(home=tmp_path_factory.mktemp("home")))
    base.intake.take([SAMPLES, again])
    return base


def answered(base: KnowledgeBase, question: str) -> Answer:
    return ask(question, base.knowledge, base.searcher, TODAY)


def test_a_second_file_of_a_paper_is_not_counted(base: KnowledgeBase) -> None:
    assert len(base.knowledge.documents) == 11
    found = answered(base, "31/KH-UBND có bao nhiêu nhiệm vụ trong hai phụ lục")
    assert found.count == 12
    assert [document.source_file for document in found.copies] == ["07_ban_khac.txt"]
    assert "Bản khác" in found.text
    assert answered(base, "kế hoạch nào lấy 08-CTr/BCĐ làm nguồn").count == 3
    assert answered(base, "kế hoạch nào triển khai 152/KH-UBND").count == 6


def test_a_copy_stands_in_the_json_with_its_place(base: KnowledgeBase) -> None:
    view = answer_view(answered(base, "xã Đồng Lạc có việc gì phải xong trong quý III/2026"), base.knowledge, 1.0)
    assert [copy["source_file"] for copy in view["answer"]["copies"]] == ["07_ban_khac.txt"]
    assert view["answer"]["copies"][0]["citation"]["fragments"][0]["quote"]


def test_a_number_names_the_copy_that_answers(base: KnowledgeBase) -> None:
    assert base.knowledge.resolve("31/KH-UBND").source_file == PLAN.name
    assert base.knowledge.resolve("07_ban_khac").source_file == "07_ban_khac.txt"


def test_a_copy_asked_for_by_itself_answers(base: KnowledgeBase) -> None:
    copy = base.knowledge.resolve("07_ban_khac.txt")
    found = ask(
        "31/KH-UBND có những nhiệm vụ nào", base.knowledge, base.searcher, TODAY,
        lambda question: replace(question, query=replace(question.query, documents=(copy.id,))),
    )  # fmt: skip
    assert {match.record.document.id for match in found.tasks} == {copy.id}


def test_tasks_of_a_replaced_plan_are_not_overdue(base: KnowledgeBase) -> None:
    """64/KH-SNV replaces 27/KH-SNV: who asks what is overdue is told, and finds the old tasks apart."""
    found = answered(base, "còn việc gì quá hạn")
    assert "10_kh_27_so_noi_vu.md" not in {match.record.document.source_file for match in found.tasks}
    assert "10_kh_27_so_noi_vu.md" in {match.record.document.source_file for match in found.possible}
    assert "27/KH-SNV đã được 64/KH-SNV thay thế" in found.text


def test_a_replaced_plan_asked_for_by_name_answers_and_says_so(base: KnowledgeBase) -> None:
    found = answered(base, "27/KH-SNV có việc gì quá hạn")
    assert {match.record.document.source_file for match in found.tasks} == {"10_kh_27_so_noi_vu.md"}
    assert "thay thế" in found.text


def test_near_names_stand_in_the_json(base: KnowledgeBase) -> None:
    view = answer_view(answered(base, "kế hoạch nào lấy 09-CTr/BCĐ làm nguồn"), base.knowledge, 1.0)
    assert view["answer"]["kind"] == "none"
    assert view["answer"]["near"][0] == "08-CTr/BCĐ"


def test_marks_are_restored_in_what_was_understood(base: KnowledgeBase) -> None:
    view = answer_view(answered(base, "so tu phap phai lam gi"), base.knowledge, 1.0)
    assert view["understood"]["restored"] == "Sở Tư pháp phải làm gì"
    assert answered(base, "Sở Tư pháp phải làm gì").question.restored == "Sở Tư pháp phải làm gì"


def test_offices_of_one_name_are_all_counted(shared: Path, tmp_path: Path) -> None:
    base = KnowledgeBase(Settings(home=tmp_path))
    base.intake.take([shared / "directives"])
    found = answered(base, "Sở Tư pháp phải làm gì")
    assert "Kho có 3 cơ quan cùng tên" in found.text
    assert "không nêu tỉnh" in found.text
    base.close()
