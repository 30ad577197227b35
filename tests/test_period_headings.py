"""Working programmes print their months as headings: the work below has that time and its place, and nothing else has."""

from __future__ import annotations

import pytest

from corpus.model import Document
from ingest.directive.understanding import understand
from ingest.formats import plain
from ingest.narrative.headings import period_in

HEAD = "UBND TỈNH NGHỆ AN\n\nSố: 05/CTr-UBND\n\nNghệ An, ngày 15 tháng 01 năm 2026\n\nCHƯƠNG TRÌNH CÔNG TÁC\nNăm 2026 của UBND tỉnh\n\n"
HEADER = "STT\tNội dung\tCơ quan chuẩn bị\n"


def paper(body: str) -> Document:
    return understand(plain.read(HEAD + body + "\n"), "d", "d.txt")


def times(found: Document) -> list[tuple[str, str]]:
    """The lead and the last day of each task in the order of print; the deadline is what stands at its place."""
    for task in found.tasks:
        if task.deadline:
            assert task.deadline.raw == " ".join(found.text[s.start : s.end] for s in task.cells["deadline"])
    ordered = sorted(found.tasks, key=lambda task: task.spans[0].start)
    return [(one.lead[0].name, f"{one.deadline.due:%d/%m}" if one.deadline and one.deadline.due else "") for one in ordered]


LAYOUTS = [
    ("I. THÁNG 01\n\n1. Sở Tài chính trình Kế hoạch vốn.\n\nII. THÁNG 02\n\n1. Sở Y tế tổ chức hội nghị.",
     [("Sở Tài chính", "31/01"), ("Sở Y tế", "28/02")], "numbered headings"),
    ("I. QUÝ I\n\n1. Tháng 01\n\na) Sở Tài chính: Báo cáo thu chi.\n\n2. Tháng 3\n\n- Sở Y tế: Kế hoạch tiêm chủng.\n\nII. QUÝ II\n\n- Sở Nội vụ: Đề án sắp xếp.",
     [("Sở Tài chính", "31/01"), ("Sở Y tế", "31/03"), ("Sở Nội vụ", "30/06")], "months in a quarter: the nearest counts"),
    ("I. NỘI DUNG\n\nTháng 01:\n- Sở Tài chính: Báo cáo thu chi.\nTháng 02:\n- Sở Y tế: Kế hoạch tiêm chủng.\n\nII. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ theo dõi, đôn đốc.",
     [("Sở Tài chính", "31/01"), ("Sở Y tế", "28/02"), ("Sở Nội vụ", "")], "lines without a number end at the next section"),
    ("I. NỘI DUNG\n\nTháng 01\n\n1. Sở Tài chính trình Kế hoạch vốn.\n\n2. Sở Y tế trình Đề án.\n\nTháng 02\n\n3. Sở Nội vụ trình Đề án.\n\nNhiệm vụ thường xuyên\n\n4. Sở Xây dựng kiểm tra hiện trường.",
     [("Sở Tài chính", "31/01"), ("Sở Y tế", "31/01"), ("Sở Nội vụ", "28/02"), ("Sở Xây dựng", "")], "the count goes on over the months"),
    ("I. NHIỆM VỤ TRỌNG TÂM QUÝ III NĂM 2026\n\n1. Sở Tài chính trình Kế hoạch vốn.\n\nII. NHIỆM VỤ THƯỜNG XUYÊN\n\n1. Sở Y tế kiểm tra.",
     [("Sở Tài chính", "30/09"), ("Sở Y tế", "")], "the next section is not of that quarter"),
    ("I. THÁNG 5\n\n1. Sở Tài chính trình Kế hoạch vốn trước ngày 10/5/2026.", [("Sở Tài chính", "10/05")], "a time of its own"),
    ("I. THÁNG 5\n\n- Đề án phát triển du lịch (Sở Du lịch).", [("Sở Du lịch", "31/05")], "below a month a bracket says who"),
    ("I. THÁNG 5\n\n- Đề án phát triển du lịch (Sở Du lịch trình).", [("Sở Du lịch", "31/05")], "with what it does"),
    ("I. THÁNG 5\n\n1. Nghe báo cáo thu chi. Cơ quan trình: Sở Tài chính.", [("Sở Tài chính", "31/05")], "a label behind the work"),
    ("PHỤ LỤC I\nDANH MỤC NHIỆM VỤ QUÝ III NĂM 2026\n\n" + HEADER + "1\tĐề án A\tSở Tài chính\n\nPHỤ LỤC II\nNHIỆM VỤ KHÁC\n\n" + HEADER + "1\tĐề án B\tSở Y tế",
     [("Sở Tài chính", "30/09"), ("Sở Y tế", "")], "the title of an annex"),
    ("I. NỘI DUNG\n\nBảng 1. Nhiệm vụ tháng 8\n\n" + HEADER + "1\tĐề án A\tSở Tài chính\n\nBảng 2. Nhiệm vụ thường xuyên\n\n" + HEADER + "1\tĐề án B\tSở Y tế",
     [("Sở Tài chính", "31/08"), ("Sở Y tế", "")], "the titles of two tables"),
    (HEADER + "I\tTháng 01\t\n1\tĐề án A\tSở Tài chính\nII\tTháng 02\t\n1\tĐề án B\tSở Y tế\nIII\tNhiệm vụ khác\t\n1\tĐề án C\tSở Nội vụ",
     [("Sở Tài chính", "31/01"), ("Sở Y tế", "28/02"), ("Sở Nội vụ", "")], "groups of rows"),
    (HEADER + "A\tQUÝ I\t\nI\tLĩnh vực kinh tế\t\n1\tĐề án A\tSở Tài chính", [("Sở Tài chính", "31/03")], "a group around the group"),
    ("I. THÁNG 01\n\n" + HEADER + "1\tĐề án A\tSở Tài chính\n\nII. THÁNG 02\n\n" + HEADER + "1\tĐề án B\tSở Y tế",
     [("Sở Tài chính", "31/01"), ("Sở Y tế", "28/02")], "a table under each"),
    ("STT\tNội dung\tChủ trì\tThời gian\nI\tTháng 02/2026\t\t\n1\tĐề án A\tSở Tài chính\tNgày 10\n2\tĐề án B\tSở Y tế\tTuần 2\n3\tĐề án C\tSở Nội vụ\tQuý IV",
     [("Sở Tài chính", "10/02"), ("Sở Y tế", "28/02"), ("Sở Nội vụ", "31/12")], "days and weeks of the month; another time stays"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected", "why"), LAYOUTS, ids=[row[2] for row in LAYOUTS])
def test_layouts(body: str, expected: list[tuple[str, str]], why: str) -> None:
    assert times(paper(body)) == expected, why


def test_it_is_told() -> None:
    found = paper("I. THÁNG 01\n\n1. Sở Tài chính trình Kế hoạch vốn.")
    assert [found.text[s.start : s.end] for w in found.warnings if w.code == "deadline_from_heading" for s in w.spans] == [
        "THÁNG 01"
    ]


HEADINGS = [
    ("II. THÁNG 02/2026", "THÁNG 02/2026"),
    ("I Tháng 01", "Tháng 01"),
    ("Nhiệm vụ trọng tâm quý III năm 2026:", "quý III năm 2026"),
    ("6 tháng đầu năm", "6 tháng đầu năm"),
    ("III. KẾT QUẢ THÁNG 6", None),
    ("NHIỆM VỤ NĂM 2026", None),
    ("Báo cáo tháng 6", None),
    ("Trước tháng 6", None),
    ("Tháng 4 và tháng 9 tổ chức hội nghị", None),
]


@pytest.mark.parametrize(("heading", "expected"), HEADINGS)
def test_headings(heading: str, expected: str | None) -> None:
    place = period_in(heading)
    assert (heading[slice(*place)] if place else None) == expected
