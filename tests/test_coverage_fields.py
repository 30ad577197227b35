"""One field against the other: each rule of grading with a row that says why it is there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import AgencyMention, Field, Task
from ingest.grammar import deadlines
from search.coverage.differing import diff
from search.coverage.grade_agencies import agencies
from search.coverage.grade_deadline import deadline
from search.coverage.grade_sources import sources
from search.coverage.grade_text import content, deliverable
from search.coverage.model import Difference, FieldName
from search.coverage.pairing import Pairing
from search.coverage.same_matter import groups
from search.coverage.targets import dropped_percentage, moved
from search.coverage.terms import clauses, figures, terms, words_of

EVERY: frozenset[FieldName] = frozenset({"content", "lead", "coordinating", "deliverable", "deadline", "sources"})


def task(text: str = "Việc", product: str | None = None, limit: str | None = None, given: tuple[str, ...] = ()) -> Task:
    return Task(
        "1", "row", Field(text, ()), (), deliverable=Field(product, ()) if product else None,
        deadline=deadlines.read(limit, 2026) if limit else None, sources=given,
    )  # fmt: skip


def graded(one: Difference) -> tuple[str, str | None, bool]:
    return one.relation, one.detail, one.finding


# why it is here · parent · child · relation, detail, finding
CONTENTS = [
    ("word for word", "Số hóa sổ hộ tịch", "Số hóa sổ hộ tịch", ("same", None, False)),
    ("the frame that says who", "Giao các sở, ban, ngành rà soát dữ liệu", "Rà soát dữ liệu", ("same", None, False)),
    ("a list mark and an order", "Yêu cầu các cơ quan, đơn vị: (1) chủ động rà soát việc", "Chủ động rà soát việc", ("same", None, False)),
    ("a scanner's marks", "Mạng thông tin diện rộng thống nhất", "Mạng thông tin điện rộng thông nhất", ("same", None, False)),
    ("a lost letter", "Cập nhật cơ sở dữ liệu chuyên ngành", "Cập nhật cơ sở dữ liệu chyên ngành", ("same", None, False)),
    ("one spelling for another", "Đảm bảo an toàn, bảo vệ hoà bình", "Bảo đảm an toàn, bảo vệ hòa bình", ("same", None, False)),
    ("a clause moved to the front", "Rà soát văn bản; kiểm tra hồ sơ lưu trữ", "Kiểm tra hồ sơ lưu trữ; rà soát văn bản", ("same", None, False)),
    ("small words", "Thực hiện việc rà soát văn bản", "Rà soát văn bản", ("same", None, False)),
    ("a dropped clause", "Rà soát văn bản; đề xuất sửa đổi quy định", "Rà soát văn bản", ("narrowed", "dropped", True)),
    ("a dropped verb", "Chuẩn hóa, làm giàu, kết nối dữ liệu", "Chuẩn hóa, kết nối dữ liệu", ("narrowed", "dropped", True)),
    ("if there is any", "Kết nối, chia sẻ dữ liệu", "Kết nối, chia sẻ dữ liệu (nếu có)", ("narrowed", "condition_added", True)),
    ("the parent's own condition", "Sửa đổi (nếu có) quy chế", "Sửa đổi (nếu có) quy chế", ("same", None, False)),
    ("a lowered share", "Số hóa 100% hồ sơ lưu trữ", "Số hóa 80% hồ sơ lưu trữ", ("narrowed", "target_lowered", True)),
    ("a raised share", "Số hóa 80% hồ sơ lưu trữ", "Số hóa 100% hồ sơ lưu trữ", ("widened", "target_raised", False)),
    ("something more", "Trang bị máy tính", "Rà soát, trang bị máy tính", ("widened", "added", False)),
    ("another word for it", "Bố trí cán bộ chuyên trách chuyển đổi số của cơ quan", "Bố trí công chức chuyên trách chuyển đổi số", ("changed", "reworded", False)),
]  # fmt: skip


@pytest.mark.parametrize(("why", "parent", "child", "expected"), CONTENTS, ids=[row[0] for row in CONTENTS])
def test_contents(why: str, parent: str, child: str, expected: tuple[str, str | None, bool]) -> None:
    assert graded(content(Pairing(task(parent), task(child), EVERY))) == expected


def test_what_a_split_task_says_elsewhere_is_not_dropped() -> None:
    parent = task("Rà soát văn bản; đề xuất sửa đổi quy định")
    one, other = task("Rà soát văn bản"), task("Đề xuất sửa đổi quy định")
    assert content(Pairing(parent, one, EVERY, siblings=(other,))).relation == "same"


def test_what_another_parent_task_gave_is_not_added() -> None:
    one, other = task("Thay máy tính cũ"), task("Ký số văn bản đi")
    merged = task("Thay máy tính cũ; ký số văn bản đi")
    assert content(Pairing(one, merged, EVERY, others=(other,))).relation == "same"
    assert content(Pairing(one, merged, EVERY)).relation == "widened"


def test_a_task_that_gives_a_part_only_may_be_worded_otherwise() -> None:
    parent, child = task("Công bố danh mục dữ liệu mở của tỉnh"), task("Đăng ký bộ dữ liệu mở của ngành")
    assert content(Pairing(parent, child, EVERY)).finding
    assert not content(Pairing(parent, child, EVERY, shared=True)).finding


# why it is here · parent's product · child's · columns of the child · relation, detail, finding
PRODUCTS = [
    ("nothing on either side", None, None, EVERY, ("same", "n/a", False)),
    ("no such column", "Kế hoạch triển khai", None, EVERY - {"deliverable"}, ("missing", "no_column", False)),
    ("a blank cell", "Kế hoạch triển khai", None, EVERY, ("missing", "dropped", True)),
    ("one of its own", None, "Kế hoạch", EVERY, ("widened", "child_only", False)),
    ("a share given up", "100% cơ quan gửi nhận văn bản", "Thực hiện việc gửi nhận văn bản", EVERY, ("narrowed", "target_lowered", True)),
    ("all is a hundred per cent", "100% hồ sơ phát sinh được số hóa", "Toàn bộ hồ sơ phát sinh được số hóa", EVERY, ("changed", "reworded", False)),
    ("part of it", "Quyết định phân công; báo cáo khó khăn về biên chế", "Quyết định phân công", EVERY, ("narrowed", "dropped", True)),
]  # fmt: skip


@pytest.mark.parametrize(("why", "parent", "child", "columns", "expected"), PRODUCTS, ids=[row[0] for row in PRODUCTS])
def test_products(
    why: str, parent: str | None, child: str | None, columns: frozenset[FieldName], expected: tuple[str, str | None, bool]
) -> None:
    assert graded(deliverable(Pairing(task(product=parent), task(product=child), columns))) == expected


def test_the_product_of_others_is_not_asked_of_the_child() -> None:
    parent = task(product="Kế hoạch của UBND tỉnh; kế hoạch của từng sở, ngành")
    pair = Pairing(parent, task(product="Kế hoạch của Sở"), EVERY, shared=True, own_phrase="từng sở, ngành")
    assert not deliverable(pair).finding


# why it is here · in force above · former above · child · relation, detail, finding
LIMITS = [
    ("the same day", "Trước ngày 30/4/2026", None, "Trước ngày 30/4/2026", ("same", None, False)),
    ("later", "Trong tháng 5/2026", None, "Trong tháng 6/2026", ("later", None, True)),
    ("earlier", "Trước ngày 30/4/2026", None, "Trước ngày 28/4/2026", ("earlier", None, False)),
    ("a day inside the quarter", "Quý III/2026", None, "Trước ngày 30/8/2026", ("earlier", None, False)),
    ("another kind", "Trước ngày 05 hằng tháng", None, "Thường xuyên", ("changed", "different_kind", True)),
    ("the adjusted one counts", "Quý III", "Quý IV", "Quý IV", ("later", None, True)),
    ("none", "Quý III", None, None, ("missing", None, True)),
    ("none above", None, None, "Quý III", ("changed", "child_only", False)),
    ("none at all", None, None, None, ("same", "n/a", False)),
    ("done above", "Đã hoàn thành", None, "Quý III", ("same", "n/a", False)),
    ("a cycle a few days earlier", "Trước ngày 05 hằng tháng", None, "Trước ngày 03 hằng tháng", ("earlier", None, False)),
    ("a start put off", "Bắt đầu từ ngày 10/4/2026", None, "Bắt đầu từ ngày 20/4/2026", ("later", None, True)),
    ("two clauses, one fits", "Trước ngày 05 hằng tháng", None, "Trước ngày 30/6/2026; báo cáo trước ngày 05 hằng tháng", ("same", None, False)),
]  # fmt: skip


@pytest.mark.parametrize(("why", "above", "former", "child", "expected"), LIMITS, ids=[row[0] for row in LIMITS])
def test_deadlines(
    why: str, above: str | None, former: str | None, child: str | None, expected: tuple[str, str | None, bool]
) -> None:
    parent = task(limit=above)
    if former:
        parent = replace(parent, deadline=deadlines.read(former, 2026), adjusted_deadline=parent.deadline)
    assert graded(deadline(Pairing(parent, task(limit=child), EVERY))) == expected


def test_a_kept_former_deadline_is_said_so() -> None:
    parent = replace(task(limit="Quý IV"), adjusted_deadline=deadlines.read("Quý III", 2026))
    assert "giữ hạn cũ" in deadline(Pairing(parent, task(limit="Quý IV"), EVERY)).note


def test_the_day_of_the_childs_own_part_counts() -> None:
    product = "Quyết định của tỉnh; mỗi sở, ngành đăng ký 02 bộ dữ liệu, gửi trước ngày 20/5/2026"
    parent = task(product=product, limit="Trong tháng 6/2026")
    pair = Pairing(parent, task(limit="Trước ngày 25/5/2026"), EVERY, shared=True, own_phrase="mỗi sở, ngành")
    assert deadline(pair).relation == "later"


def test_a_sentence_with_several_duties_has_several_deadlines() -> None:
    said = "Giao Văn phòng rà soát thủ tục trước ngày 31/5/2026; tổ chức học kỹ năng số trước ngày 20/4/2026"
    child = Task("2", "narrative", Field(said, ()), (), deadline=deadlines.read("trước ngày 31/5/2026", 2026))
    parent = task("Tổ chức học kỹ năng số cho công chức", limit="Trước ngày 30/4/2026")
    assert deadline(Pairing(parent, child, EVERY)).relation == "earlier"


# why it is here · parent's sources · child's · columns · relation, detail, finding
SOURCES = [
    ("the same", ("13-TB/CQTT",), ("13-TB/CQTT",), EVERY, ("same", None, False)),
    ("one dropped", ("13-TB/CQTT", "35/KH-UBND"), ("13-TB/CQTT",), EVERY, ("narrowed", "dropped", True)),
    ("all dropped", ("41-KH/TU",), ("13-TB/CQTT",), EVERY, ("missing", "dropped", True)),
    ("one more", ("13-TB/CQTT",), ("13-TB/CQTT", "41-KH/TU"), EVERY, ("widened", "added", False)),
    ("the parent itself", ("13-TB/CQTT",), ("152/KH-UBND",), EVERY, ("changed", "parent_cited", False)),
    ("no column", ("13-TB/CQTT",), (), EVERY - {"sources"}, ("missing", "no_column", False)),
    ("blank", ("13-TB/CQTT",), (), EVERY, ("missing", None, True)),
    ("none above", (), ("13-TB/CQTT",), EVERY, ("widened", "child_only", False)),
    ("zeros and dashes", ("08-CTr/BCĐ",), ("8–CTr/BCĐ",), EVERY, ("same", None, False)),
]  # fmt: skip


@pytest.mark.parametrize(("why", "parent", "child", "columns", "expected"), SOURCES, ids=[row[0] for row in SOURCES])
def test_sources(
    why: str,
    parent: tuple[str, ...],
    child: tuple[str, ...],
    columns: frozenset[FieldName],
    expected: tuple[str, str | None, bool],
) -> None:
    pair = Pairing(task(given=parent), task(given=child), columns, parent_number="152/KH-UBND")
    assert graded(sources(pair)) == expected


def test_a_lead_handed_down_is_no_finding() -> None:
    above, below = (
        AgencyMention("Các sở, ban, ngành", "Các sở, ban, ngành", "group"),
        AgencyMention("Văn phòng Sở", "VP Sở", "unit"),
    )
    parent, child = replace(task(), lead=(above,)), replace(task(), lead=(below,))
    assert graded(agencies(Pairing(parent, child, EVERY), "lead")) == ("changed", None, False)
    assert graded(agencies(Pairing(parent, task(), EVERY), "lead")) == ("missing", None, True)
    assert graded(agencies(Pairing(task(), child, EVERY), "lead")) == ("changed", "child_only", False)


# --- words, figures, targets -------------------------------------------------------------------------------------------------


def test_the_frame_and_cited_papers_say_nothing_of_the_duty() -> None:
    said = words_of("Giao Sở Tài chính chủ trì rà soát việc giao tại Kế hoạch số 41-KH/TU ngày 15/01/2026 của Tỉnh ủy")
    assert " ".join(word.key for word in said) == "rà soát việc giao"


def test_clauses_and_figures() -> None:
    assert clauses("Rà soát hồ sơ; kiểm tra kho. (2) Báo cáo kết quả") == ("Rà soát hồ sơ", "kiểm tra kho", "Báo cáo kết quả")
    assert figures("Số hóa 1.200 trang, 05 ngày, theo 41-KH/TU") == {"1.200", "5"}
    assert {"ho tich", "so"} <= terms("Số hóa sổ hộ tịch")


# parent · child · how its target moved
TARGETS = [
    ("100% thủ tục được rà soát", "90% thủ tục được rà soát", "lowered"),
    ("40 hội nghị tuyên truyền pháp luật", "20 hội nghị tuyên truyền pháp luật", "lowered"),
    ("số hóa 500.000 trang tài liệu", "số hóa 1,2 triệu trang tài liệu", "raised"),
    ("xong trong 05 ngày làm việc", "xong trong 03 ngày làm việc", None),
    ("trước ngày 30/4/2026", "trước ngày 15/4/2026", None),
    ("95% dân số được phủ sóng 5G", "95% dân số được phủ sóng 5G", None),
]


@pytest.mark.parametrize(("parent", "child", "expected"), TARGETS)
def test_targets(parent: str, child: str, expected: str | None) -> None:
    found = moved(parent, child)
    assert (found[0] if found else None) == expected


def test_a_share_that_is_no_longer_stated() -> None:
    assert dropped_percentage("100% hồ sơ", "Hồ sơ được số hóa") is not None
    assert dropped_percentage("95% hồ sơ", "Toàn bộ hồ sơ") is not None
    assert dropped_percentage("100% hồ sơ", "Toàn bộ hồ sơ") is None


WORDS = st.lists(
    st.sampled_from(
        [
            "rà",
            "soát",
            "văn",
            "bản",
            "hộ",
            "tịch",
            "số",
            "hóa",
            "dữ",
            "liệu",
            "kết",
            "nối",
            "chia",
            "sẻ,",
            ";",
            "95%",
            "và",
            "của",
            "41-KH/TU",
        ]
    ),
    max_size=14,
)


@given(WORDS, WORDS)
def test_runs_cover_both_texts_and_equal_texts_have_one(one: list[str], other: list[str]) -> None:
    parent, child = " ".join(one), " ".join(other)
    found = diff(parent, child)
    assert 0 <= found.kept <= 1
    for side, text in (("parent", parent), ("child", child)):
        ranges = [getattr(run, side) for run in found.runs]
        assert ranges == sorted(ranges)
        assert all(0 <= start <= end <= len(text) for start, end in ranges)
    assert diff(parent, parent).dropped == ()
    assert {run.kind for run in diff(parent, parent).runs} <= {"same"}


def test_one_matter_is_told_from_a_phrase_that_ends_many_tasks() -> None:
    ending = "Hoàn thành các thủ tục đầu tư"
    others = [
        "Thay máy tính cũ",
        "Xây trạm bơm",
        "Mua xe cứu hỏa",
        "Sửa mái nhà kho",
        "Số hóa sổ hộ tịch",
        "Trồng cây xanh",
        "Lắp camera",
    ]
    matter = "Phủ sóng di động băng rộng trên toàn bộ thôn, bản vùng cao biên giới"
    tasks = [
        task(f"{matter}; kéo cáp quang đến trường học"),
        *(task(text, product=ending) for text in others),
        task(f"Làm việc với doanh nghiệp viễn thông để {matter.lower()}"),
    ]
    assert groups(tasks) == [(0, 8)]
