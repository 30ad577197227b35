"""Odd tables and sentences that once lost a duty silently: each kind in several layouts."""

from __future__ import annotations

import pytest

from corpus.model import Document
from ingest.directive.understanding import understand
from ingest.formats import plain

HEAD = "UBND TỈNH NGHỆ AN\n\nSố: 501/KH-UBND\n\nNghệ An, ngày 15 tháng 5 năm 2026\n\nKẾ HOẠCH\nChuyển đổi số năm 2026\n\nI. NHIỆM VỤ\n\n"


def paper(body: str, head: str = HEAD) -> Document:
    return understand(plain.read(head + body + "\n"), "d", "d.txt")


def table(*rows: str) -> str:
    return "\n".join("\t".join(cell.strip() for cell in row.split("|")) for row in rows)


def leads(found: Document) -> list[tuple[str | None, str, list[str]]]:
    return [(task.stt, task.content.text, [one.name for one in task.lead]) for task in found.tasks]


def warned(found: Document, code: str) -> list[str]:
    return [notice.message for notice in found.warnings if notice.code == code]


# --- tables ------------------------------------------------------------------------------------------------------------------

BESIDE = [
    (table("STT | Nội dung | Chủ trì | STT | Nội dung | Chủ trì", "1 | Một | Sở Nội vụ | 3 | Ba | Sở Y tế", "2 | Hai | Sở Tài chính | |"),
     ["1", "2", "3"], "the right table goes on with the count"),
    (table("STT | Nội dung | Chủ trì | | STT | Nội dung | Chủ trì", "1 | Một | Sở Nội vụ | | 3 | Ba | Sở Y tế", "2 | Hai | Sở Tài chính | | 4 | Bốn | Sở Xây dựng"),
     ["1", "2", "3", "4"], "an empty column parts them"),
    (table("STT | Nội dung | Chủ trì | STT | Nội dung | Chủ trì", "1 | Một | Sở Nội vụ | 2 | Hai | Sở Y tế", "3 | Ba | Sở Tài chính | 4 | Bốn | Sở Xây dựng"),
     ["1", "2", "3", "4"], "counted from left to right"),
    (table("STT | Nội dung | Chủ trì | STT | Nội dung | Chủ trì", "1 | Một | Sở Nội vụ | 1 | Hai | Sở Y tế", "2 | Ba | Sở Tài chính | 2 | Bốn | Sở Xây dựng"),
     ["1", "2", "1", "2"], "each counted for itself"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected", "why"), BESIDE, ids=[row[2] for row in BESIDE])
def test_two_tables_side_by_side(body: str, expected: list[str], why: str) -> None:
    found = paper(body)
    assert [stt for stt, *_ in leads(found)] == expected, why
    assert all(names for *_, names in leads(found))
    assert not warned(found, "stt_gap")


def test_a_row_without_ordinal_that_breaks_inside_a_word() -> None:
    rows = (
        "Nội dung | Đơn vị | Hạn",
        "Tập huấn công chức, viên | Sở Y tế, Sở Tài | Quý III",
        "chức tại cơ sở | chính |",
        "Tổng kết | Sở Nội vụ | 15/12",
    )
    assert leads(paper(table(*rows))) == [
        (None, "Tập huấn công chức, viên chức tại cơ sở", ["Sở Y tế", "Sở Tài chính"]),
        (None, "Tổng kết", ["Sở Nội vụ"]),
    ]


def test_rows_that_are_all_in_small_letters_stay_apart() -> None:
    found = paper(table("Nội dung | Đơn vị | Hạn", "rà soát | sở nội vụ | quý III", "tổng kết | sở y tế | quý IV"))
    assert [content for _, content, _ in leads(found)] == ["rà soát", "tổng kết"]


def test_a_footnote_between_rows_is_no_group() -> None:
    rows = (
        "STT | Nội dung | Chủ trì | Hạn",
        "1 | Một | Sở Nội vụ | Quý I",
        " | (1) Theo Báo cáo số 12/BC-STC | |",
        "2 | Hai | Sở Y tế | Quý II",
    )
    found = paper(table(*rows))
    assert [task.group for task in found.tasks] == [None, None]
    assert "(1) Theo Báo cáo số 12/BC-STC" in found.tasks[0].content.text


ITEMS = [
    ("a) Rà soát b) Niêm yết", "a) Sở Tư pháp b) Các sở, ngành", "Quý II", 1, "leads beside items"),
    ("- Hồ sơ đất đai - Hộ tịch", "Sở Tư pháp", "- 30/6/2026 - 30/9/2026", 1, "times beside items"),
    ("- Hồ sơ đất đai - Hộ tịch", "Sở Tư pháp", "Quý II", 0, "items of one agency"),
    ("Rà soát", "1. Sở Tư pháp 2. Sở Nội vụ", "Quý II", 0, "agencies of one work"),
]


@pytest.mark.parametrize(("work", "lead", "limit", "expected", "why"), ITEMS, ids=[row[4] for row in ITEMS])
def test_lists_that_run_side_by_side_in_one_row(work: str, lead: str, limit: str, expected: int, why: str) -> None:
    found = paper(table("STT | Nội dung | Chủ trì | Hạn", f"1 | {work} | {lead} | {limit}"))
    assert len(warned(found, "doubtful_row")) == expected, why


# --- sentences ---------------------------------------------------------------------------------------------------------------

SENTENCES = [
    ("1. Công tác cán bộ: a) Sở Nội vụ: Rà soát vị trí; b) Sở Tài chính: Bố trí kinh phí; c) Công an tỉnh: Bảo đảm an ninh.",
     [["Sở Nội vụ"], ["Sở Tài chính"], ["Công an tỉnh"]], "letters inside a paragraph"),
    ("1. Sở Nội vụ rà soát. b) Sở Tài chính bố trí kinh phí.", [["Sở Nội vụ"], ["Sở Tài chính"]], "a letter behind a full stop"),
    ("1. Sở Nội vụ rà soát; 2) Sở Tài chính bố trí kinh phí.", [["Sở Nội vụ"], ["Sở Tài chính"]], "a number behind a semicolon"),
    ("1. Sở Tài chính (chủ trì), Kho bạc Nhà nước (phối hợp) thực hiện giải ngân.", [["Sở Tài chính"]], "roles in brackets"),
    ("1. Bộ phận một cửa niêm yết thủ tục.", [["Bộ phận một cửa"]], "a unit in small letters"),
    ("1. Đối với cấp tỉnh (các sở, ban, ngành)\n\n- Rà soát văn bản.\n\n2. Đối với cấp xã (UBND các xã, phường)\n\n- Niêm yết công khai.",
     [["Các sở, ban, ngành"], ["Ủy ban nhân dân các xã, phường"]], "headings that name in brackets whose the duties are"),
    ("1. Sở Nội vụ dự thảo Đề án.", [["Sở Nội vụ"]], "drafting is work"),
    ("1. Giao đồng chí Phó Chủ tịch UBND tỉnh Nguyễn Văn Đệ chỉ đạo tại thực địa.", [["Ủy ban nhân dân tỉnh"]], "who holds an office is no province"),
    ("1. Đ/c Hùng - CB Địa chính: hoàn thiện hồ sơ trước 15/8.", [["Đ/c Hùng - CB Địa chính"]], "a person"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected", "why"), SENTENCES, ids=[row[2] for row in SENTENCES])
def test_each_duty_has_its_own_lead(body: str, expected: list[list[str]], why: str) -> None:
    found = paper(body)
    assert [names for *_, names in leads(found)] == expected, why
    assert all(task.content.text[:1].isupper() for task in found.tasks)  # without the letter before it


def test_who_takes_part_by_his_bracket() -> None:
    found = paper("1. Sở Tài chính (chủ trì), Kho bạc Nhà nước (phối hợp) thực hiện giải ngân.")
    assert [one.name for one in found.tasks[0].coordinating] == ["Kho bạc Nhà nước"]


def test_the_one_who_speaks_gives_himself_work_behind_an_order() -> None:
    head = "TỈNH ỦY NGHỆ AN\nVĂN PHÒNG\n\nSố 12-TB/VPTU\n\nNghệ An, ngày 15 tháng 5 năm 2026\n\nTHÔNG BÁO\nkết luận của Thường trực\n\n"
    found = paper("1- Giao Ban Tổ chức Tỉnh ủy tham mưu đề án; Văn phòng Tỉnh ủy theo dõi, đôn đốc.", head)
    assert [names for *_, names in leads(found)] == [["Ban Tổ chức Tỉnh ủy"], ["Văn phòng Tỉnh ủy"]]


def test_an_event_of_the_council_is_a_time() -> None:
    limit = paper("1. Sở Nội vụ tham mưu đề án, xong trước kỳ họp cuối năm của HĐND tỉnh.").tasks[0].deadline
    assert limit is not None
    assert (limit.due, limit.trigger) == (None, "trước kỳ họp cuối năm của HĐND tỉnh")


def test_a_report_at_an_hour_of_each_day() -> None:
    limit = paper("1. Sở Công Thương chỉ đạo các thủy điện, báo cáo trước 16h hằng ngày.").tasks[0].deadline
    assert limit is not None
    assert (limit.kind, limit.recurrence and limit.recurrence.frequency) == ("recurring", "daily")


def test_a_commune_that_bears_the_name_of_a_province() -> None:
    head = "UBND XÃ HÒA BÌNH\nVĂN PHÒNG HĐND VÀ UBND\n\nSố: 15/TB-VP\n\nHòa Bình, ngày 03 tháng 8 năm 2026\n\nTHÔNG BÁO\nKết luận giao ban\n\n"
    assert paper("1. Công an xã tuần tra.", head).province is None


def test_further_work_without_ordinal_lead_and_rule_is_doubtful() -> None:
    rows = (
        "TT | Đơn vị | Nhiệm vụ được giao | Thời hạn",
        "1 | Bệnh viện tỉnh | Triển khai bệnh án điện tử | 30/9/2026",
        " | | Khám sức khỏe | Quý IV",
    )
    found = paper(table(*rows))
    assert len(warned(found, "doubtful_row")) == 1
    assert found.tasks[0].deadline is not None
    assert (found.tasks[0].deadline.kind, len(warned(found, "deadline_turns"))) == ("other", 1)
