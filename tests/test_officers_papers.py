"""Papers as an officer meets them: each row is of a kind that once lost or bent a duty."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import pytest

from corpus.errors import Refused
from corpus.model import Document, Recurrence
from ingest.directive.understanding import understand
from ingest.door import read_document
from ingest.formats import plain
from ingest.grammar.deadlines import is_read, read
from ingest.names import agencies

HEAD = "UBND TỈNH SƠN LA\n\nSố: 501/KH-UBND\n\nSơn La, ngày 15 tháng 5 năm 2026\n\nKẾ HOẠCH\nPhòng, chống thiên tai năm 2026\n\nI. NHIỆM VỤ\n\n"


def paper(body: str, head: str = HEAD) -> Document:
    return understand(plain.read(head + body + "\n"), "d", "d.txt")


def warned(found: Document, code: str) -> list[str]:
    return [notice.message for notice in found.warnings if notice.code == code]


# --- whom a sentence names ---------------------------------------------------------------------------------------------------

JOINING = [
    ("các sở, ngành liên quan xây dựng Kế hoạch trình UBND tỉnh", "Các sở, ngành liên quan", "a verb behind liên quan"),
    ("các cơ quan xây dựng Đề án bảo đảm an ninh", "Các cơ quan", "a paper is drawn up"),
    ("các sở, ngành tổ chức hội nghị trong tháng 6", "Các sở, ngành", "tổ chức as a verb"),
    ("các cơ quan, tổ chức liên quan rà soát", "Các cơ quan, tổ chức liên quan", "tổ chức as a body"),
]


@pytest.mark.parametrize(("words", "expected", "why"), JOINING, ids=[row[2] for row in JOINING])
def test_the_verb_is_no_part_of_those_who_join_in(words: str, expected: str, why: str) -> None:
    found = paper(f"1. Sở Y tế chủ trì, phối hợp với {words}.")
    assert [one.name for task in found.tasks for one in task.coordinating] == [expected], why


def test_a_department_that_draws_up_a_plan_is_no_department_of_construction() -> None:
    named = agencies.read("Các đơn vị trực thuộc Sở xây dựng kế hoạch", "Sở Y tế")
    assert "Sở Xây dựng" not in named[0].name
    assert [one.name for one in agencies.read("sở xây dựng", "Sở Y tế")] == ["Sở Xây dựng"]


BESIDE = [
    ("Sở Y tế chủ trì, các sở, ban, ngành phối hợp cắt giảm 30% thời gian.", ["Các sở, ban, ngành"], "a phrase"),
    ("Sở Y tế chủ trì, Sở Nội vụ và Sở Tài chính phối hợp rà soát.", ["Sở Nội vụ", "Sở Tài chính"], "two of them"),
    ("Sở Y tế chủ trì tổ chức tập huấn, Sở Nội vụ phối hợp.", ["Sở Nội vụ"], "behind the work"),
    ("Sở Y tế chủ trì; Sở Nội vụ phối hợp tổ chức tập huấn.", ["Sở Nội vụ"], "behind a semicolon: one duty"),
    ("Tổ chức tập huấn, do Sở Y tế chủ trì, Sở Nội vụ phối hợp.", ["Sở Nội vụ"], "both behind the work"),
]


@pytest.mark.parametrize(("body", "expected", "why"), BESIDE, ids=[row[2] for row in BESIDE])
def test_who_joins_in_stands_before_the_verb(body: str, expected: list[str], why: str) -> None:
    found = paper(f"1. {body}")
    assert [(task.content.text, [one.name for one in task.lead]) for task in found.tasks] == [(body, ["Sở Y tế"])]
    assert [one.name for one in found.tasks[0].coordinating] == expected, why


def test_a_count_behind_a_name_is_no_part_of_the_work() -> None:
    found = paper("1. SỞ TÀI CHÍNH (03 nhiệm vụ)\na) Trình dự toán bổ sung.")
    assert [(one.name, one.part) for task in found.tasks for one in task.lead] == [("Sở Tài chính", None)]


@pytest.mark.parametrize("words", ["Chủ tịch UBND các xã: Kim Sơn, Yên Mô", "Chủ tịch UBND các xã Kim Sơn, Yên Mô"])
def test_heads_of_communes_that_are_listed_are_no_others(words: str) -> None:
    found = paper(f"1. {words} khẩn trương di dời 45 hộ dân.")
    assert [one.name for one in found.tasks[0].lead] == ["Ủy ban nhân dân xã Kim Sơn", "Ủy ban nhân dân xã Yên Mô"]


def test_names_behind_two_levels_are_the_part_of_the_phrase() -> None:
    found = paper(
        "1. Giao UBND các xã, phường: Kim Sơn, Phát Diệm di dời 45 hộ dân.\n2. UBND các xã, phường: Tổ chức tập huấn."
    )
    assert [(one.name, one.part) for task in found.tasks for one in task.lead] == [
        ("Ủy ban nhân dân các xã, phường", "Kim Sơn, Phát Diệm"),
        ("Ủy ban nhân dân các xã, phường", None),
    ]


def test_a_state_of_those_meant_is_no_duty() -> None:
    found = paper("1. Chủ tịch UBND các xã có khoáng sản chưa khai thác: xây dựng phương án bảo vệ.")
    assert [one.name for one in found.tasks[0].lead] == ["Chủ tịch Ủy ban nhân dân các xã có khoáng sản chưa khai thác"]


def test_somebody_who_informs_has_a_duty() -> None:
    assert len(paper("1. UBND xã Gia Viễn thông tin kết quả tới cử tri.").tasks) == 1


def test_owners_of_public_works_are_bound_without_an_order() -> None:
    found = paper("1. Các chủ đầu tư định kỳ ngày 20 hằng tháng báo cáo tiến độ giải ngân về Sở Tài chính.")
    assert [(one.lead[0].name, one.deadline and one.deadline.recurrence) for one in found.tasks] == [
        ("Các chủ đầu tư", Recurrence("monthly", days=(20,)))
    ]


# --- times -------------------------------------------------------------------------------------------------------------------

LUNAR = ["10/3 âm lịch", "Ngày 15 tháng 8 (Âm lịch)", "Từ 01/9 đến 15/9 âm lịch", "Trước 23/12 ÂL", "Trước Tết Nguyên đán 2027"]


@pytest.mark.parametrize("raw", LUNAR)
def test_a_day_of_the_lunar_calendar_is_no_other_day(raw: str) -> None:
    found = read(raw, 2026)
    assert (found.kind, found.start, found.due, found.trigger) == ("other", None, None, raw)


def test_a_sitting_at_the_end_of_a_year_is_no_last_day_of_it() -> None:
    assert read("Kỳ họp HĐND tỉnh cuối năm 2026", 2026).kind == "other"
    assert read("Kỳ họp HĐND tỉnh cuối năm", 2026).due is None


def test_a_lunar_day_in_brackets_leaves_the_day_before_it() -> None:
    assert read("Trước ngày 10/02/2026 (23 tháng Chạp)", 2026).due == date(2026, 2, 10)


CELLS = [
    ("Trong năm", "other", date(2026, 12, 31), None, "the year of the plan"),
    ("06 tháng, năm", "recurring", None, Recurrence("half_yearly"), "reports without a word for it"),
    ("Quý, 6 tháng, năm", "recurring", None, Recurrence("quarterly"), "the shortest of three"),
    ("15 - 20/6", "on", date(2026, 6, 20), None, "days without the word"),
    ("Từ 10 đến 20/6", "by", date(2026, 6, 20), None, "the first day without its month"),
]


@pytest.mark.parametrize(("raw", "kind", "due", "cycle", "why"), CELLS, ids=[row[4] for row in CELLS])
def test_short_cells(raw: str, kind: str, due: date | None, cycle: Recurrence | None, why: str) -> None:
    found = read(raw, 2026)
    assert (found.kind, found.due, found.recurrence) == (kind, due, cycle), why
    assert is_read(found)


REPORTS = [
    ("Sở Y tế báo cáo UBND tỉnh hằng tuần.", "weekly", "to whom"),
    ("Sở Y tế báo cáo tình hình dịch bệnh hằng ngày về Văn phòng UBND tỉnh.", "daily", "what"),
    ("Sở Y tế tổng hợp vào báo cáo công tác hằng năm.", None, "the name of a report"),
    ("Sở Y tế đưa nội dung báo cáo kết quả hằng năm vào đánh giá.", None, "a report that is spoken of"),
]


@pytest.mark.parametrize(("body", "cycle", "why"), REPORTS, ids=[row[2] for row in REPORTS])
def test_reports_that_come_again(body: str, cycle: str | None, why: str) -> None:
    limits = [task.deadline for task in paper(f"1. {body}").tasks]
    assert [one.recurrence and one.recurrence.frequency if one else None for one in limits] == [cycle], why


def test_a_duty_before_a_feast_keeps_its_time() -> None:
    limits = [task.deadline for task in paper("1. Sở Y tế công bố đường dây nóng trước Tết Nguyên đán.").tasks]
    assert [one and (one.raw, one.due) for one in limits] == [("trước Tết Nguyên đán", None)]


RUNS = [
    ("Cao điểm từ 15/5 - 30/6", "by", date(2026, 5, 15), date(2026, 6, 30), "a dash behind từ"),
    ("Hoàn thành 30/6; báo cáo 05/7", "other", date(2026, 6, 30), date(2026, 7, 5), "two steps, each with its day"),
    ("Trước 30/6/2026 trình 5/10 dự án", "by", None, date(2026, 6, 30), "figures that are no day"),
    ("Đầu năm học", "other", None, None, "no first of January"),
    ("Từ ngày 01/7/2025 đến nay", "other", None, None, "what was, no limit"),
]


@pytest.mark.parametrize(("raw", "kind", "start", "due", "why"), RUNS, ids=[row[4] for row in RUNS])
def test_days_behind_each_other(raw: str, kind: str, start: date | None, due: date | None, why: str) -> None:
    found = read(raw, 2026)
    assert (found.kind, found.start, found.due) == (kind, start, due), why


def test_a_title_gives_its_year_with_a_month() -> None:
    head = HEAD.replace("Sơn La, ngày 15 tháng 5 năm 2026\n\n", "").replace("thiên tai năm 2026", "thiên tai tháng 6/2026")
    limits = [task.deadline for task in paper("STT\tNội dung\tChủ trì\tHạn\n1\tMột\tSở Y tế\t15/6", head).tasks]
    assert [one and one.due for one in limits] == [date(2026, 6, 15)]


# --- tables ------------------------------------------------------------------------------------------------------------------


def table(*rows: str) -> str:
    return "\n".join("\t".join(cell.strip() for cell in row.split("|")) for row in rows)


def parties(found: Document) -> list[tuple[list[str], list[str]]]:
    return [([m.name for m in task.lead], [m.name for m in task.coordinating]) for task in found.tasks]


MATRIX = [
    (table("STT | Việc cần làm | Sở Nội vụ | Sở Y tế | Hạn", "1 | Một | CT | PH | Quý I", "2 | Hai | | CT | Quý I"),
     [(["Sở Nội vụ"], ["Sở Y tế"]), (["Sở Y tế"], [])], "marks that name the role"),
    (table("STT | Việc cần làm | Đơn vị chủ trì | | Hạn", " | | Sở Nội vụ | Sở Y tế |", "1 | Một | x | | Quý I", "2 | Hai | x | x | Quý I"),
     [(["Sở Nội vụ"], []), (["Sở Nội vụ", "Sở Y tế"], [])], "crosses under a label that does"),
    (table("STT | Việc cần làm | Sở Nội vụ | Sở Y tế | Hạn", "1 | Một | x | | Quý I"), [([], [])], "crosses under none"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected", "why"), MATRIX, ids=[row[2] for row in MATRIX])
def test_columns_of_agencies(body: str, expected: list[tuple[list[str], list[str]]], why: str) -> None:
    found = paper(body)
    assert parties(found) == expected, why
    assert len(warned(found, "parties_from_columns")) == any(lead for lead, _ in expected)


def test_who_behind_the_work_in_one_cell() -> None:
    rows = ("1 | Hội nghị. Chủ trì: Sở Tài chính; phối hợp: Sở Y tế | Tháng 6", "2 | Sở Y tế chủ trì tổ chức hội chợ | Tháng 9")
    found = paper(table("STT | Nội dung, đơn vị thực hiện | Thời gian", *rows))
    assert parties(found) == [(["Sở Tài chính"], ["Sở Y tế"]), (["Sở Y tế"], [])]


def test_who_and_when_in_one_column() -> None:
    rows = ("1 | Một | Sở Y tế; tháng 6/2026", "2 | Hai | Sở Nội vụ, Sở Y tế, quý III", "3 | Ba | Sở Y tế (hằng quý)")
    found = paper(table("STT | Việc cần làm | Đơn vị thực hiện, thời gian hoàn thành", *rows))
    assert parties(found) == [(["Sở Y tế"], []), (["Sở Nội vụ", "Sở Y tế"], []), (["Sở Y tế"], [])]
    assert [task.deadline and task.deadline.raw for task in found.tasks] == ["tháng 6/2026", "quý III", "hằng quý"]


@pytest.mark.parametrize("cell", ["Sở Y tế: quý II; Sở Nội vụ: quý III", "Sở Y tế (tháng 6), Sở Nội vụ (tháng 9)"])
def test_the_time_of_one_of_several_is_not_that_of_all(cell: str) -> None:
    found = paper(table("STT | Việc cần làm | Đơn vị thực hiện", f"1 | Một | {cell}"))
    assert [task.deadline for task in found.tasks] == [None]


# --- lists -------------------------------------------------------------------------------------------------------------------


def test_a_field_as_above() -> None:
    first = "1. Phủ sóng 5G.\n- Đơn vị chủ trì: Sở Y tế.\n- Thời gian: Quý IV/2026.\n"
    found = paper(f"{first}2. Nâng cấp Trung tâm dữ liệu.\n- Đơn vị chủ trì: Sở Nội vụ.\n- Thời gian: Như trên.")
    one, other = found.tasks
    assert one.deadline
    assert one.deadline == other.deadline
    assert [found.text[s.start : s.end][:10] for s in other.spans] == ["2. Nâng cấ"]  # no part of the task above
    assert "STT 2 theo STT 1" in warned(found, "ditto")[0]


# --- files -------------------------------------------------------------------------------------------------------------------

BROKEN = [
    (
        "| STT | Nội dung | Chủ trì | Hạn |\n| 1 | Tập huấn\ncho 200 hộ dân | Sở Y tế | Tháng 6 |\n| 2 | Hai | Sở Nội vụ | Tháng 7 |",
        "pipes",
    ),
    ("STT\tNội dung\tChủ trì\tHạn\n1\tTập huấn\ncho 200 hộ dân\tSở Y tế\tTháng 6\n2\tHai\tSở Nội vụ\tTháng 7", "tabs"),
]


@pytest.mark.parametrize(("body", "why"), BROKEN, ids=[row[1] for row in BROKEN])
def test_a_row_with_a_line_end_inside_a_cell(body: str, why: str) -> None:
    told = [(task.content.text, [one.name for one in task.lead]) for task in paper(body).tasks]
    assert told == [("Tập huấn cho 200 hộ dân", ["Sở Y tế"]), ("Hai", ["Sở Nội vụ"])], why


def test_a_row_without_its_last_cells_takes_no_line_below() -> None:
    body = "STT\tNội dung\tChủ trì\tHạn\n1\tMột\tSở Y tế\nII\tNhóm hai\n2\tHai\tSở Nội vụ\tTháng 7"
    assert [task.content.text for task in paper(body).tasks] == ["Một", "Hai"]


TAGGED = "<table><tr><th>STT</th><th>Nội dung</th><th>Chủ trì</th><th>Hạn</th></tr>{rows}</table>"
ROW = "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>"


def test_tables_that_a_converter_left_as_tags() -> None:
    first = '<tr><td>1</td><td>Rà soát<br>TTHC</td><td rowspan="2">Sở Y tế</td><td>Tháng 6</td></tr>\n'
    body = f"Gồm: {TAGGED.format(rows=first + '<tr><td>2</td><td>Kiểm tra</td><td>Quý III</td></tr>')} và "
    group = "<tr><td colspan=4>I. Nhóm</td></tr>"
    body += TAGGED.format(rows=group + ROW.format(1, "Ba", "Sở Nội vụ", "Tháng 7")) + "\n\n1. Sở Tài chính bố trí kinh phí."
    found = paper(body)
    assert [(task.content.text, [one.name for one in task.lead]) for task in found.tasks] == [
        ("Rà soát TTHC", ["Sở Y tế"]),
        ("Kiểm tra", ["Sở Y tế"]),
        ("Ba", ["Sở Nội vụ"]),
        ("Sở Tài chính bố trí kinh phí.", ["Sở Tài chính"]),
    ]
    assert [task.deadline and task.deadline.raw for task in found.tasks] == ["Tháng 6", "Quý III", "Tháng 7", None]


def test_a_cell_reaches_down_over_more_than_a_hundred_rows() -> None:
    first = '<tr><td>1</td><td>Việc 1</td><td rowspan="120">Sở Y tế</td><td>Tháng 6</td></tr>'
    rest = "".join(f"<tr><td>{n}</td><td>Việc {n}</td><td>Tháng 6</td></tr>" for n in range(2, 121))
    found = paper(TAGGED.format(rows=first + rest))
    assert {tuple(one.name for one in task.lead) for task in found.tasks} == {("Sở Y tế",)}
    assert len(found.tasks) == 120


def test_spans_beyond_all_measure_are_refused() -> None:
    with pytest.raises(Refused, match="quá nhiều ô"):
        paper(TAGGED.format(rows="<tr><td colspan=999>x</td></tr>" * 600))


SET = """STT   Nội dung                      Chủ trì      Hạn
1     Rà soát thủ tục hành chính    Sở Nội vụ    Tháng 6
2     Kiểm tra công vụ tại các sở   Sở Y tế      Quý III
      và UBND cấp xã
"""


def test_columns_that_only_blanks_set_apart() -> None:
    found = paper(f"{SET}\nII. TỔ CHỨC THỰC HIỆN\n\n1. Sở Tài chính bố trí kinh phí.")
    assert [(task.content.text, [one.name for one in task.lead]) for task in found.tasks] == [
        ("Rà soát thủ tục hành chính", ["Sở Nội vụ"]),
        ("Kiểm tra công vụ tại các sở và UBND cấp xã", ["Sở Y tế"]),
        ("Sở Tài chính bố trí kinh phí.", ["Sở Tài chính"]),
    ]
    assert not warned(found, "table_cut")


def test_a_row_out_of_its_columns_is_told() -> None:
    found = paper(SET + "3     Tập huấn cho công chức cấp xã toàn tỉnh Sở Y tế   Quý IV\n")
    assert (len(found.tasks), len(warned(found, "table_cut"))) == (2, 1)


def test_a_table_with_each_cell_on_a_line_is_told() -> None:
    found = paper("STT\nNội dung\nCơ quan chủ trì\nThời hạn\n1\nRà soát\nSở Nội vụ\nTháng 6\n")
    assert (len(found.tasks), len(warned(found, "table_unread"))) == (0, 1)


def test_the_two_sides_of_a_head_that_one_blank_parts() -> None:
    head = (
        "ỦY BAN NHÂN DÂN CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH THANH HOÁ Độc lập - Tự do - Hạnh phúc\n"
        "Số: 96 /KH-UBND Thanh Hoá, ngày 17 tháng 4 năm 2026\nKẾ HOẠCH\nBảo vệ trẻ em năm 2026\nI. NHIỆM VỤ\n"
    )
    found = paper("1. Sở Y tế tổ chức tập huấn.", head)
    assert (found.number, found.issuer, found.date) == ("96/KH-UBND", "UBND tỉnh Thanh Hoá", date(2026, 4, 17))


def test_a_day_on_a_line_of_its_own_belongs_to_the_words_before(tmp_path: Path) -> None:
    """A page sets a long date on the next line, which looks like a paragraph."""
    file = docx.Document()
    for line in [*HEAD.split("\n\n"), "1. Sở Y tế báo cáo UBND tỉnh trước ngày", "15/12/2026."]:
        file.add_paragraph(line)
    file.save(str(tmp_path / "a.docx"))
    limits = [task.deadline for task in read_document(tmp_path / "a.docx", "d", "a.docx").tasks]
    assert [one and one.due for one in limits] == [date(2026, 12, 15)]


# --- slips -------------------------------------------------------------------------------------------------------------------


def test_a_duty_that_a_slip_hides_is_told() -> None:
    body = "1. Sờ Y tế: chủ tri tổ chức tập huấn.\n2. Sở Tài chính bố tri kinh phí thực hiện.\n3. Sở Nội vụ tổ chức tập huấn."
    found = paper(body)
    assert [task.lead[0].name for task in found.tasks] == ["Sở Nội vụ"]
    assert [("“Sở Y tế”" in said, "“Sở Tài chính" in said) for said in warned(found, "duty_unread")] == [
        (True, False),
        (False, True),
    ]


def test_an_order_that_gave_no_task_is_told() -> None:
    body = "1. Sở Y tế tổ chức tập huấn.\n2. Giao các ông, bà có tên tại Điều 1 rà soát.\n3. Giao Sở Nội vụ thi hành Quyết định này."
    assert [said.partition("“")[2][:10] for said in warned(paper(body), "duty_unread")] == ["Giao các ô"]


def test_a_point_of_a_list_that_is_no_task_is_told() -> None:
    body = "1. Rà soát (Sở Y tế; tháng 6).\n2. Tổng kết (Sở Y tế, quý IV, Báo cáo).\n3. Kiểm tra [Sở Nội vụ - tháng 7]."
    found = paper(body)
    assert [(task.content.text, [one.name for one in task.lead]) for task in found.tasks] == [
        ("Rà soát", ["Sở Y tế"]),
        ("Kiểm tra", ["Sở Nội vụ"]),
    ]
    assert [said.partition("“")[2][:11] for said in warned(found, "duty_unread")] == ["2. Tổng kết"]


def test_statements_and_names_alone_are_no_hidden_duties() -> None:
    body = "1. Sở Y tế tổ chức tập huấn.\n2. Sở Nội vụ đã ban hành kế hoạch trong năm 2025.\n3. Sở Tài chính;"
    assert warned(paper(body), "duty_unread") == []


@pytest.mark.parametrize("words", ["quý ll/2026", "tháng l2/2026", "ngày 3O/6"])
def test_a_misread_time_in_a_sentence_is_told(words: str) -> None:
    found = paper(f"1. Sở Y tế rà soát cơ sở vật chất, hoàn thành trong {words}.")
    assert [task.deadline for task in found.tasks] == [None]
    assert len(warned(found, "deadline_suspect")) == 1
