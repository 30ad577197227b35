"""Papers as other provinces, departments, communes and Party bodies lay them out: each row is of a kind that was once misread."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.model import Document, Recurrence
from ingest.directive.understanding import understand
from ingest.formats import plain
from ingest.grammar.columns import Role, roles_of
from ingest.grammar.deadlines import read as read_deadline
from ingest.names import agencies
from search.held.due import next_turn

HEAD = """UBND TỈNH NGHỆ AN

Số: 501/KH-UBND

Nghệ An, ngày 15 tháng 5 năm 2026

KẾ HOẠCH
Chuyển đổi số năm 2026

I. NHIỆM VỤ

"""


def paper(body: str, head: str = HEAD) -> Document:
    return understand(plain.read(head + body + "\n"), "doc", "a.txt")


def table(rows: str) -> str:
    return "\n".join("\t".join(cell.strip() for cell in line.split("|")) for line in rows.splitlines())


def names(document: Document, place: int = 0) -> tuple[list[str], list[str]]:
    task = document.tasks[place]
    for mention in (*task.lead, *task.coordinating):
        assert "".join(document.text[start:end] for start, end in mention.spans)
    return [one.name for one in task.lead], [one.name for one in task.coordinating]


def warned(document: Document) -> list[str]:
    return [notice.code for notice in document.warnings]


# --- deadlines ---------------------------------------------------------------------------------------------------------------

QUARTERS = ((3, 15), (6, 15), (9, 15), (12, 15))
CYCLES: list[tuple[str, Recurrence, str]] = [
    ("trước ngày 15 của tháng cuối quý", Recurrence("quarterly", dates=QUARTERS), "no day of every month"),
    ("định kỳ hằng quý (trước ngày 15 tháng cuối quý)", Recurrence("quarterly", dates=QUARTERS), "the day stands in brackets"),
    ("Trước ngày 10 của tháng đầu quý sau", Recurrence("quarterly", dates=((1, 10), (4, 10), (7, 10), (10, 10))), "the next quarter"),
    ("15 hằng tháng", Recurrence("monthly", days=(15,)), "without the word ngày"),
    ("hằng tháng báo cáo kết quả (qua Văn phòng) trước ngày 20", Recurrence("monthly", days=(20,)), "the work stands between"),
    ("định kỳ hàng năm trước ngày 15 tháng 12", Recurrence("yearly", dates=((12, 15),)), "the day behind the cycle"),
    ("Trước ngày 25 tháng 3, 6, 9, 12 hằng năm", Recurrence("yearly", dates=((3, 25), (6, 25), (9, 25), (12, 25))), "months listed"),
    ("Ba tháng một lần", Recurrence("quarterly"), "counted in words, not monthly"),
    ("vào các ngày thứ Bảy hằng tuần", Recurrence("weekly"), "a day of the week"),
    ("Mỗi quý 01 lần", Recurrence("quarterly"), "once in each quarter"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "expected", "why"), CYCLES, ids=[row[0] for row in CYCLES])
def test_cycles(raw: str, expected: Recurrence, why: str) -> None:
    found = read_deadline(raw, 2026)
    assert (found.kind, found.recurrence) == ("recurring", expected), why


def test_the_next_turn_of_a_quarterly_cycle() -> None:
    assert next_turn(Recurrence("quarterly", dates=QUARTERS), date(2026, 6, 16)) == date(2026, 9, 15)


DAYS: list[tuple[str, str, str | None, str | None, str]] = [
    ("Trước ngày 25/3, 25/6 và 25/12/2026", "other", "2026-03-25", "2026-12-25", "three turns: no one day is due"),
    ("Quý I + II năm 2026", "in_quarter", "2026-01-01", "2026-06-30", "a plus joins as a comma does"),
    ("T3-T11/2026", "in_month", "2026-03-01", "2026-11-30", "both ends are printed with T"),
    ("Qúy II/2026", "in_quarter", "2026-04-01", "2026-06-30", "the mark on the wrong letter"),
    ("Quý ba năm 2026", "in_quarter", "2026-07-01", "2026-09-30", "a quarter in words is no year"),
    ("Tháng Tư/2026", "in_month", "2026-04-01", "2026-04-30", "a month in words"),
    ("04-2026", "in_month", "2026-04-01", "2026-04-30", "a hyphen before the year"),
    ("30 - 6 - 2026", "on", None, "2026-06-30", "blanks around the hyphens"),
    ("Tuần đầu tháng 6/2026", "in_month", "2026-06-01", "2026-06-30", "no first of June"),
    ("Kỳ họp giữa năm 2026", "other", "2026-01-01", "2026-12-31", "no thirtieth of June"),
    ("Năm học 2026 - 2027", "other", "2026-09-01", "2027-05-31", "a school year"),
    ("Trước 17h00' ngày 20/5/2026", "by", None, "2026-05-20", "minutes with their sign"),
    ("Trưóc ngày 30/6/2026", "by", None, "2026-06-30", "a mark misread by a scan loses no cue"),
    ("TX", "ongoing", None, None, "thường xuyên"),
    ("Từ 15/11 - 15/12/2026", "by", "2026-11-15", "2026-12-15", "a dash behind từ"),
    ("05/2026 – 10/6/2026", "by", "2026-05-01", "2026-06-10", "from a month to a day"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "kind", "start", "due", "why"), DAYS, ids=[row[0] for row in DAYS])
def test_days(raw: str, kind: str, start: str | None, due: str | None, why: str) -> None:
    found = read_deadline(raw, 2026)
    days = (found.start and found.start.isoformat(), found.due and found.due.isoformat())
    assert (found.kind, *days) == (kind, start, due), why


# --- agencies ----------------------------------------------------------------------------------------------------------------

CELLS: list[tuple[str, str | None, list[str], str]] = [
    ("các Sở", "Sở Tư pháp", ["Các sở"], "the departments, not the one that speaks"),
    ("Sở TC, Sở XD", None, ["Sở Tài chính", "Sở Xây dựng"], "initials"),
    ("UBND TP. Hồ Chí Minh", None, ["Ủy ban nhân dân thành phố Hồ Chí Minh"], "the dot ends no sentence"),
    ("1/ Sở Nội vụ 2/ Sở Y tế", None, ["Sở Nội vụ", "Sở Y tế"], "numbers with a slash"),
    ("a. Sở Nội vụ b. Sở Y tế", None, ["Sở Nội vụ", "Sở Y tế"], "letters with a dot"),
    ("UBND các xã: Đề Gi, Cát Tiến và phường Quy Nhơn", None,
     ["Ủy ban nhân dân xã Đề Gi", "Ủy ban nhân dân xã Cát Tiến", "Ủy ban nhân dân phường Quy Nhơn"], "the committee printed once"),
    ("UBND các xã Ea Kao, Cư M'gar", None, ["Ủy ban nhân dân xã Ea Kao", "Ủy ban nhân dân xã Cư M'gar"], "an apostrophe"),
    (
        "UBND các phường Xuân Hương - Đà Lạt, Cam Ly - Đà Lạt",
        None,
        ["Ủy ban nhân dân phường Xuân Hương - Đà Lạt", "Ủy ban nhân dân phường Cam Ly - Đà Lạt"],
        "a hyphen inside the name",
    ),
    ("UBND xã A Lưới - Sở Tài chính", None, ["Ủy ban nhân dân xã A Lưới", "Sở Tài chính"], "a hyphen between two"),
    ("UBND xã Yên Bình, Nhà đầu tư", None, ["Ủy ban nhân dân xã Yên Bình", "Nhà đầu tư"], "no commune Nhà"),
    (
        "Sở Tư pháp các tỉnh, thành phố",
        None,
        ["Sở Tư pháp các tỉnh, thành phố"],
        "the department of each of them",
    ),
    ("UBND 124 xã, phường", None, ["Ủy ban nhân dân 124 xã, phường"], "a set with its number"),
    ("Ban Chỉ đạo chuyển đổi số xã; Công an xã", None, ["Ban Chỉ đạo chuyển đổi số xã", "Công an xã"], "its field of work"),
    ("UBND các xã có rừng", None, ["Ủy ban nhân dân các xã có rừng"], "a subset has no names"),
    ("Trường Đại học Cần Thơ và các cơ sở đào tạo", None, ["Trường Đại học Cần Thơ", "Các cơ sở đào tạo"], "a name, then a set"),
    ("Viện Quy hoạch - UBND các xã, phường", None, ["Viện Quy hoạch", "Ủy ban nhân dân các xã, phường"], "a set is nobody's parent"),
    ("Ủy ban MTTQ tỉnh; các tổ chức CT-XH", None,
     ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Các tổ chức chính trị - xã hội"], "an abbreviation inside a set"),
    ("Đảng ủy UBND tỉnh lãnh đạo, chỉ đạo Sở Tài chính, Sở Y tế", None, ["Đảng ủy Ủy ban nhân dân tỉnh"], "whom it directs is its part"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "issuer", "expected", "why"), CELLS, ids=[row[0] for row in CELLS])
def test_cells(cell: str, issuer: str | None, expected: list[str], why: str) -> None:
    assert [one.name for one in agencies.read(cell, issuer)] == expected, why


# --- tables ------------------------------------------------------------------------------------------------------------------

HEADERS: list[tuple[list[str], list[Role | None], str]] = [
    (["T T", "Hạng mục", "Cơ quan soạn thảo", "Lộ trình thực hiện", "Cơ sở giao nhiệm vụ"],
     ["stt", "content", "lead", "deadline", "sources"], "rarer words; a narrow column breaks TT"),
    (["TT", "Tên báo cáo", "Đơn vị liên quan", "Từ", "Đến"], ["stt", "content", "coordinating", "start", "deadline"], "bare Từ, Đến"),
    (["TT", "Nội dung", "Đơn vị chủ tri", "Đơn vị phôi hợp", "Kết quà"],
     ["stt", "content", "lead", "coordinating", "deliverable"], "wrong marks of a scan"),
]  # fmt: skip


@pytest.mark.parametrize(("header", "expected", "why"), HEADERS, ids=[row[2] for row in HEADERS])
def test_headers(header: list[str], expected: list[Role | None], why: str) -> None:
    assert list(roles_of(header)) == expected


def test_ordinals_without_a_header_and_in_the_last_column() -> None:
    unnamed = paper(table(" | Nội dung | Chủ trì | Thời gian\n1 | Một | Sở Y tế | Quý I\n2 | Hai | Sở Y tế | Quý I"))
    last = paper(table("Thời gian | Chủ trì | Nội dung | STT\nQuý I | Sở Y tế | Một | 1\nQuý I | Sở Y tế | Hai | 2"))
    assert [task.stt for task in unnamed.tasks] == [task.stt for task in last.tasks] == ["1", "2"]
    assert "column_unread" not in warned(unnamed)


def test_a_cell_that_repeats_the_one_above() -> None:
    rows = "STT | Nội dung | Chủ trì | Phối hợp | Hạn\n1 | Một | Sở Y tế | Sở Nội vụ | Quý I\n2 | Hai | -nt- | Như trên | nt"
    found = paper(table(rows))
    assert names(found, 1) == (["Sở Y tế"], ["Sở Nội vụ"])
    assert found.tasks[1].deadline
    assert found.tasks[1].deadline.raw == "Quý I"
    assert "ditto" in warned(found)


def test_a_list_that_marks_its_lead_alone() -> None:
    found = paper(table("STT | Nội dung | Đơn vị thực hiện | Hạn\n1 | Một | Sở Y tế (chủ trì), Sở Nội vụ | Quý I"))
    assert names(found) == (["Sở Y tế"], ["Sở Nội vụ"])
    assert "roles_unclear" in warned(found)


def test_roles_by_their_initials() -> None:
    found = paper(table("STT | Nội dung | Đơn vị thực hiện | Hạn\n1 | Một | Sở Y tế (CT); Sở Nội vụ (PH) | Quý I"))
    assert names(found) == (["Sở Y tế"], ["Sở Nội vụ"])


IN_THE_WORK = [
    ("Sở Tài chính chủ trì, phối hợp với Sở Y tế tổ chức tập huấn", ["Sở Tài chính"], ["Sở Y tế"]),
    ("Văn phòng UBND tỉnh: Xây dựng phần mềm", ["Văn phòng Ủy ban nhân dân tỉnh"], []),
    ("Khảo sát (Sở Nội vụ chủ trì; Bưu điện tỉnh phối hợp)", ["Sở Nội vụ"], ["Bưu điện tỉnh"]),
]


@pytest.mark.parametrize(("content", "lead", "others"), IN_THE_WORK)
def test_the_lead_stands_in_the_words_of_the_work(content: str, lead: list[str], others: list[str]) -> None:
    found = paper(table(f"STT | Nội dung | Thời gian | Ghi chú\n1 | {content} | Tháng 6 | "))
    assert names(found) == (lead, others)
    assert "lead_in_text" in warned(found)
    assert "lead_empty" not in warned(found)


def test_a_row_that_breaks_off_at_the_end() -> None:
    rows = "STT | Nội dung | Chủ trì | Hạn\n1 | Rà soát, sắp xếp trụ sở và | Sở Y tế | Quý I"
    assert "row_cut" in warned(paper(table(rows)))


def test_groups_over_groups_are_sections() -> None:
    rows = "STT | Nội dung | Chủ trì | Hạn\nA | KINH TẾ | | \nI | Trồng trọt | | \n1 | Một | Sở Y tế | Quý I"
    found = paper("PHỤ LỤC\nDANH MỤC\n\n" + table(rows))
    assert [one.heading for one in found.sections if one.kind == "group"] == ["A. KINH TẾ", "A.I. Trồng trọt"]


def test_the_months_of_two_columns_make_one_stretch() -> None:
    limit = (
        paper(table("STT | Nội dung | Chủ trì | Bắt đầu | Kết thúc\n1 | Một | Sở Y tế | 3/2026 | 12/2026")).tasks[0].deadline
    )
    assert limit
    assert (limit.kind, limit.start, limit.due) == ("by", date(2026, 3, 1), date(2026, 12, 31))


# --- text --------------------------------------------------------------------------------------------------------------------

DUTIES = [
    ("1. Giao các Sở: Tài chính, Xây dựng rà soát đơn giá.", ["Sở Tài chính", "Sở Xây dựng"], "the word Sở printed once"),
    (
        "1. UBND các xã: Đề Gi, Cát Tiến bàn giao mặt bằng.",
        ["Ủy ban nhân dân xã Đề Gi", "Ủy ban nhân dân xã Cát Tiến"],
        "communes",
    ),
    ("1. Trạm Y tế xã phối hợp với các trường học khám sức khỏe cho học sinh.", ["Trạm Y tế xã"], "an act behind the partner"),
    ("1. Cảng vụ Hàng hải Quảng Ninh kiểm đếm tàu.", ["Cảng vụ Hàng hải Quảng Ninh"], "a body and a verb that were not known"),
]


@pytest.mark.parametrize(("body", "lead", "why"), DUTIES)
def test_duties(body: str, lead: list[str], why: str) -> None:
    assert names(paper(body))[0] == lead, why


def test_a_letter_speaks_to_those_whom_it_is_for() -> None:
    head = """BỘ TƯ PHÁP
CỤC CÔNG NGHỆ THÔNG TIN

Số: 412/CNTT-HTTT
V/v phối hợp tập huấn

Hà Nội, ngày 11 tháng 8 năm 2026

Kính gửi: Sở Tư pháp các tỉnh, thành phố

Cục Công nghệ thông tin đề nghị Quý Sở thực hiện các nội dung sau:

"""
    found = paper("1. Cử 01 lãnh đạo tham gia tập huấn.\n\n2. Rà soát dữ liệu trước ngày 25/8/2026.", head)
    assert [names(found, place)[0] for place in (0, 1)] == [["Sở Tư pháp các tỉnh, thành phố"]] * 2
    assert (found.issuer, found.province) == ("Cục Công nghệ thông tin", None)


def test_a_rule_of_markdown_with_short_dashes_is_no_row() -> None:
    rows = "| STT | Nhiệm vụ | Tổ chức thực hiện | Thời gian |\n|:-:|---|---|---|\n| 1 | Một | - Chủ trì: Sở Y tế | Quý I |"
    found = paper(rows)
    assert [task.stt for task in found.tasks] == ["1"]
    assert names(found) == (["Sở Y tế"], [])


def test_of_two_columns_of_time_the_work_has_its_own() -> None:
    rows = "TT | Nội dung | Chủ trì | Mốc thời gian | Thời gian thực hiện\n1 | Một | Sở Y tế | 2025 - 2026 | Quý II"
    limit = paper(table(rows)).tasks[0].deadline
    assert limit is not None
    assert limit.raw == "Quý II"


def test_a_name_that_is_not_understood_takes_no_duties_from_the_one_before() -> None:
    found = paper(
        "Sở Tài chính:\n- Gửi báo cáo.\n\nUBND các xã thuộc vùng hạ du hồ Núi Cốc năm 2025:\n- Báo cáo theo đề cương."
    )
    assert [task.content.text for task in found.tasks if task.lead[0].name == "Sở Tài chính"] == ["Gửi báo cáo."]


def test_party_numbers_with_a_hyphen() -> None:
    found = paper("1.1- Tổ chức hội nghị.\n- Cơ quan chủ trì: Sở Y tế\n\n1.2-Mở chuyên mục.\n- Cơ quan chủ trì: Sở Nội vụ")
    assert [(task.stt, task.content.text) for task in found.tasks] == [("1.1", "Tổ chức hội nghị."), ("1.2", "Mở chuyên mục.")]


# --- who, when, to whom ------------------------------------------------------------------------------------------------------

TWO_SIDES = """UBND XÃ NÀ PHẶC\t\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
\t\tĐộc lập - Tự do - Hạnh phúc
Số:  45 /KH-UBND\tNà Phặc, ngày  06  tháng  4  năm 2026

KẾ HOẠCH
Công tác tư pháp năm 2026

I. NHIỆM VỤ
1. Phòng Kinh tế cân đối kinh phí.

Nơi nhận:                              TM. ỦY BAN NHÂN DÂN
- UBND tỉnh,                                 CHỦ TỊCH
- Lưu VT.
                                         Hoàng Văn Páo
"""


def test_head_and_foot_in_two_columns_of_tabs_and_blanks() -> None:
    found = paper("", TWO_SIDES)
    assert (found.number, found.place, found.agency, found.date) == (
        "45/KH-UBND",
        "Nà Phặc",
        "UBND xã Nà Phặc",
        date(2026, 4, 6),
    )
    assert found.recipients == ("UBND tỉnh", "Lưu VT")
    assert found.signer
    assert (found.signer.authority, found.signer.role, found.signer.name) == (
        "TM.",
        "Chủ tịch",
        "Hoàng Văn Páo",
    )


HEADS = [
    ("UBND TỈNH LÀO CAI\nSỞ Y TÊ\n\nSố: 1 102/KH-SYT\n\nKÉ HOẠCH\nTiêm chủng năm 2026\n", "1102/KH-SYT", "Sở Y tế", "marks of a scan"),
    ("ỦY BAN NHÂN DÂN\nTỈNH GIA LAI\nVĂN PHÒNG\n\nSố: 214/TB-VP\n\nTHÔNG BÁO\nKết luận của Chủ tịch UBND tỉnh Phạm Anh Tuấn\n",
     "214/TB-VP", "Văn phòng UBND tỉnh Gia Lai", "the office of a committee; an office-holder is no province"),
    ("CÔNG AN TỈNH - SỞ Y TẾ\nTỈNH THANH HÓA\n\nSố: 77/KHPH-CAT-SYT\n\nKẾ HOẠCH PHỐI HỢP\nBảo đảm an ninh bệnh viện\n",
     "77/KHPH-CAT-SYT", "Công an tỉnh - Sở Y tế tỉnh Thanh Hóa", "a joint paper"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "number", "agency", "why"), HEADS, ids=[row[3] for row in HEADS])
def test_heads(head: str, number: str, agency: str, why: str) -> None:
    found = paper("I. NHIỆM VỤ\n1. Sở Tài chính bố trí kinh phí.", head + "\n")
    assert (found.number, found.agency) == (number, agency)
    assert ("number_suspect" in warned(found)) == ("1 102" in head)


def test_a_joint_paper_has_two_signatures() -> None:
    foot = "\n\nGIÁM ĐỐC                    GIÁM ĐỐC\nSỞ Y TẾ                     CÔNG AN TỈNH\n\nTạ Hồng Lựu              Đại tá Nguyễn Hữu Mạnh\n"
    found = paper("1. Sở Y tế trực ban." + foot)
    assert found.signer is not None
    assert found.signer.name == "Tạ Hồng Lựu"
    assert "several_signatures" in warned(found)


def test_the_hour_of_a_dispatch_and_the_caption_of_its_annex() -> None:
    head = HEAD.replace("Nghệ An, ngày", "Nghệ An, hồi 14 giờ 00 ngày")
    found = paper(
        "1. Sở Y tế trực ban.\n\nPHỤ LỤC\nDANH MỤC\n(Đính kèm Kế hoạch số 501/KH-UBND ngày 15/5/2026)\n\n1. Một", head
    )
    assert found.date == date(2026, 5, 15)
    assert [one.relation for one in found.references if one.number == "501/KH-UBND"] == ["annex_of"]
