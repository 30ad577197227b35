"""What a person is asked to look at: each warning where it is due, with its place, and not where nothing is wrong."""

from __future__ import annotations

import pytest

from corpus.model import Document
from ingest.directive.task_notices import likely
from ingest.directive.understanding import understand
from ingest.formats import plain

HEAD = (
    "UBND TỈNH NGHỆ AN\nSỞ Y TẾ\n\nSố: {number}\n\nNghệ An, ngày 10 tháng 4 năm 2026\n\nKẾ HOẠCH\n\nChuyển đổi số năm 2026\n\n"
)
TABLE = "STT\tNhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời hạn\n"


def read(body: str, number: str = "12/KH-SYT") -> Document:
    return understand(plain.read(HEAD.format(number=number) + body + "\n"), "d", "d.txt")


def warned(document: Document, code: str) -> list[str]:
    """The print that each warning of a code points at."""
    return [" … ".join(document.text[s.start : s.end] for s in w.spans) for w in document.warnings if w.code == code]


def rows(*given: str) -> str:
    return "I. NHIỆM VỤ\n\n" + TABLE + "\n".join(row.replace("|", "\t") for row in given)


GOOD = rows("1|Rà soát hồ sơ|Sở Y tế|Sở Tài chính|30/6/2026", "2|Tập huấn|Sở Nội vụ||Quý III")
WARNINGS = [
    ("stt_gap", rows("1|Một|Sở Y tế||30/6/2026", "3|Ba|Sở Y tế||30/6/2026"), ["3"], "2 is missing"),
    ("stt_gap", GOOD, [], "1, 2"),
    ("agency_unknown", rows("1|Một|Nhóm nghệ sĩ trẻ||30/6/2026"), ["Nhóm nghệ sĩ trẻ"], "nobody knows them"),
    ("agency_unknown", GOOD, [], "departments"),
    ("agency_unknown", rows("1|Một|Đề nghị Tòa án nhân dân tối cao||30/6/2026"), [], "an order before a name is none of it"),
    ("deadline_unread", rows("1|Một|Sở Y tế||Sớm nhất có thể"), ["Sớm nhất có thể"], "no time that can be reckoned"),
    ("deadline_unread", rows("1|Một|Sở Y tế||", "2|Hai|Sở Y tế||-"), [], "an empty cell states nothing"),
    ("lead_empty", rows("1|Một||Sở Tài chính|30/6/2026"), ["Một"], "nobody leads"),
    ("content_empty", rows("1|Một|Sở Y tế||30/6/2026", "2||Sở Nội vụ||Quý III"), ["2\t\tSở Nội vụ\t\tQuý III"], "the words of a row are lost"),
    ("content_empty", GOOD, [], "each has its words"),
    ("lead_empty", GOOD, [], "each has its lead"),
    ("agency_suspect", rows("1|Một|Sở Tài chinh||30/6/2026"), ["Sở Tài chinh"], "read all the same, but pointed out"),
    ("agency_suspect", rows("1|Một|so tai chinh||30/6/2026"), [], "typed without marks throughout"),
    ("agency_suspect", rows("1|Một|Sở Y tê||30/6/2026"), ["Sở Y tê"], "a mark was lost"),
    ("agency_suspect", rows("1|Một|Bộ Văn hóa, Thẻ thao và Du lịch (theo chức năng)||30/6/2026"), ["Bộ Văn hóa, Thẻ thao và Du lịch (theo chức năng)"], "a letter misread, a bracket behind it"),
    ("agency_suspect", rows("1|Một|Sở Y tế; Nhóm nghệ sĩ trẻ||30/6/2026"), [], "right, and near nothing"),
    ("name_variants", rows("1|Một|UBND xã Phượng Tiến||30/6/2026", "2|Hai|UBND xã Phương Tiến||30/6/2026"), ["UBND xã Phượng Tiến … UBND xã Phương Tiến"], "one commune in two spellings"),
    ("name_variants", rows("1|Một|UBND xã Phượng Tiến||30/6/2026", "2|Hai|UBND xã Hòa Bình; UBND xã Hoà Bình||30/6/2026"), [], "other names; two styles of one mark"),
    ("section_repeated", "I. MỤC ĐÍCH\n\nNâng cao.\n\nII. MỤC TIÊU\n\nĐạt 90%.\n\nII. NHIỆM VỤ\n\nRà soát.", ["II. NHIỆM VỤ"], "II twice"),
    ("section_repeated", "I. MỤC ĐÍCH\n\n1. Một\n\nNâng cao.\n\nII. NHIỆM VỤ\n\n1. Một\n\nRà soát.", [], "1 under I and under II"),
    ("annex_missing", "I. NHIỆM VỤ\n\nPhân công chi tiết tại Phụ lục II kèm theo.", ["Phụ lục II kèm theo"], "cited, not in the file"),
    ("annex_missing", "I. NHIỆM VỤ\n\nTheo phân công (phụ lục đính kèm).", ["phụ lục đính kèm"], "without a number"),
    ("annex_missing", "I. NHIỆM VỤ\n\nPhân công tại Phụ lục I, II kèm theo.\n\nPHỤ LỤC I\nDANH MỤC NHIỆM VỤ\n\n" + TABLE + "1\tMột\tSở Y tế\t\t30/6/2026", ["Phụ lục I, II kèm theo"], "the second is missing"),
    ("annex_missing", "I. NHIỆM VỤ\n\nPhân công tại Phụ lục 01 kèm theo Kế hoạch này.\n\nPHỤ LỤC I\nDANH MỤC NHIỆM VỤ\n\n" + TABLE + "1\tMột\tSở Y tế\t\t30/6/2026", [], "01 is I"),
    ("annex_missing", "I. NHIỆM VỤ\n\nTheo mẫu tại Phụ lục I Nghị định số 30/2020/NĐ-CP; Phụ lục III ban hành kèm theo Thông tư số 01/2026/TT-BNV.", [], "annexes of other papers"),
    ("no_tasks", "I. MỤC ĐÍCH\n\nNâng cao hiệu quả.", [""], "nothing at all"),
    ("no_tasks", "I. TỔ CHỨC THỰC HIỆN\n\nGiao Văn phòng Sở theo dõi.", ["Giao Văn phòng Sở theo dõi."], "running text alone: the first duty is shown"),
    ("no_tasks", GOOD, [], "rows"),
    ("two_dates", GOOD + "\n\nPHỤ LỤC I\nDANH MỤC\n(Kèm theo Kế hoạch số 12/KH-SYT ngày 11/4/2026 của Sở Y tế)\n\nNội dung.", ["ngày 11/4/2026"], "the caption has another day"),
    ("two_dates", GOOD + "\n\nPHỤ LỤC I\nDANH MỤC\n(Kèm theo Kế hoạch số 12/KH-SYT ngày 10/4/2026 của Sở Y tế)\n\nNội dung.", [], "the same day"),
    ("number_blank", GOOD, [], "it is printed"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "body", "expected", "why"), WARNINGS)
def test_each_where_it_is_due_and_with_its_place(code: str, body: str, expected: list[str], why: str) -> None:
    assert warned(read(body), code) == expected, why


def test_a_blank_number_is_shown_where_it_should_stand() -> None:
    assert warned(read(GOOD, "      /KH-SYT"), "number_blank") == ["/KH-SYT"]


def test_a_second_paper_in_the_file_is_told() -> None:
    second = (
        "\n\nNơi nhận:\n- Như trên.\n\nGIÁM ĐỐC\n\nLê Văn A\n\n" + HEAD.format(number="13/KH-SYT") + "I. NHIỆM VỤ\n\nRà soát."
    )
    assert len(warned(read(GOOD + second), "second_document")) == 1
    assert warned(read(GOOD), "second_document") == []


LIKELY = [
    ("Sở Y tê", "Sở Y tế", "a lost mark"),
    ("Viện kiểm sát nhân dân tôi cao", "Viện kiểm sát nhân dân tối cao", "a misread mark"),
    ("Sở Y tế", None, "right"),
    ("Nhóm nghệ sĩ trẻ", None, "near nothing"),
    ("Sở Vũ trụ", None, "no such department"),
    ("", None, "nothing"),
]


@pytest.mark.parametrize(("printed", "meant", "why"), LIKELY)
def test_what_was_probably_meant(printed: str, meant: str | None, why: str) -> None:
    assert likely(printed) == meant, why
