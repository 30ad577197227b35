"""Papers that several bodies issue: "hai bên", "các bên", "hai ngành" are those bodies, which is told; elsewhere they are nobody."""

from __future__ import annotations

import pytest

from corpus.model import Document
from ingest.directive.understanding import understand
from ingest.formats import plain

DATE = "Nghệ An, ngày 15 tháng 5 năm 2026"
ONE_LINE = f"SỞ NỘI VỤ - LIÊN ĐOÀN LAO ĐỘNG TỈNH NGHỆ AN\n\nSố: 12/CTrPH-SNV-LĐLĐ\n\n{DATE}\n\nCHƯƠNG TRÌNH PHỐI HỢP\nChăm lo người lao động\n\n"
STACKED = f"CÔNG AN TỈNH NGHỆ AN\nSỞ Y TẾ\n\nSố: 77/QCPH-CAT-SYT\n\n{DATE}\n\nQUY CHẾ PHỐI HỢP\nBảo đảm an ninh bệnh viện\n\n"
BY_CODE = f"UBND TỈNH NGHỆ AN\nSỞ Y TẾ\n\nSố: 78/KHPH-SYT-CAT\n\n{DATE}\n\nKẾ HOẠCH PHỐI HỢP\nBảo đảm an ninh bệnh viện\n\n"
COMMUNE = f"UBND XÃ HÒA BÌNH - ỦY BAN MTTQ VIỆT NAM XÃ HÒA BÌNH\n\nSố: 03/KHLT-UBND-MTTQ\n\n{DATE}\n\nKẾ HOẠCH LIÊN TỊCH\nVệ sinh môi trường\n\n"
ALONE = f"UBND TỈNH NGHỆ AN\nSỞ Y TẾ\n\nSố: 12/KH-SYT\n\n{DATE}\n\nKẾ HOẠCH\nBảo đảm an ninh bệnh viện\n\n"
UNKNOWN = ALONE.replace("KẾ HOẠCH", "CHƯƠNG TRÌNH PHỐI HỢP").replace("12/KH-SYT", "12/CTr-SYT")
UNIONS, POLICE = ["Sở Nội vụ", "Liên đoàn Lao động tỉnh"], ["Công an tỉnh", "Sở Y tế"]
COUNCIL = ["Ủy ban nhân dân xã Hòa Bình", "Ủy ban Mặt trận Tổ quốc Việt Nam xã Hòa Bình"]
TABLE = "STT\tNội dung\tChủ trì\tThời gian\n1\tTập huấn\t{who}\tQuý III"


def paper(head: str, body: str) -> Document:
    return understand(plain.read(f"{head}I. NỘI DUNG PHỐI HỢP\n\n{body}\n"), "d", "d.txt")


def leads(found: Document) -> list[list[str]]:
    for task in found.tasks:
        for one in task.lead:
            assert one.as_written == "".join(found.text[s.start : s.end] for s in one.spans)
    return [[one.name for one in task.lead] for task in found.tasks]


def codes(found: Document) -> list[str]:
    return [notice.code for notice in found.warnings]


JOINT = [
    (ONE_LINE, "1. Hai bên phối hợp tổ chức tuyên truyền pháp luật.", [UNIONS], "a sentence"),
    (ONE_LINE, "1. Hai bên có trách nhiệm thông báo kết quả.", [UNIONS], "with their responsibility"),
    (ONE_LINE, "1. Các bên liên hệ thường xuyên, trao đổi thông tin.", [UNIONS], "“liên hệ” is no “liên quan”"),
    (ONE_LINE, "1. Định kỳ 6 tháng, các bên sơ kết kết quả.", [UNIONS], "behind a circumstance"),
    (ONE_LINE, "1. Mỗi bên cử 01 cán bộ làm đầu mối.", [UNIONS], "each"),
    (ONE_LINE, "1. Trách nhiệm của hai bên\n\na) Tổ chức kiểm tra.\n\n2. Trách nhiệm của Sở Nội vụ\n\na) Hướng dẫn doanh nghiệp.",
     [UNIONS, ["Sở Nội vụ"]], "a heading over duties"),
    (ONE_LINE, TABLE.format(who="Hai bên"), [UNIONS], "a cell"),
    (ONE_LINE, TABLE.format(who="Lãnh đạo hai cơ quan"), [UNIONS], "their heads"),
    (STACKED, "1. Hai ngành trao đổi thông tin.", [POLICE], "each has a line of the head"),
    (BY_CODE, "1. Hai ngành tuần tra bệnh viện.", [POLICE[::-1]], "one stands in the symbol alone"),
    (COMMUNE, "1. Hai cơ quan phát động phong trào.", [COUNCIL], "of a commune"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "body", "expected", "why"), JOINT, ids=[row[3] for row in JOINT])
def test_they_bind_all_who_issue(head: str, body: str, expected: list[list[str]], why: str) -> None:
    found = paper(head, body)
    assert leads(found) == expected, why
    assert "joint_parties" in codes(found)


def test_units_of_one_body_are_not_told_to_be_the_parties() -> None:
    found = paper(STACKED, "1. Hai ngành trao đổi thông tin.\n\n2. Các đơn vị tổ chức kiểm tra.")
    assert [notice.message.partition(" được")[0] for notice in found.warnings if notice.code == "joint_parties"] == [
        "“Hai ngành”"
    ]


def test_who_gives_an_order_together_is_not_bound_by_it() -> None:
    assert leads(paper(ONE_LINE, "Hai bên giao Văn phòng Sở theo dõi, đôn đốc.")) == [["Văn phòng Sở Nội vụ"]]


OTHERS = [
    (ALONE, "1. Hai bên đường phải trồng cây xanh.", [], "banks of a road"),
    (ONE_LINE, "1. Hai bên đường phải trồng cây xanh.", [], "also in a joint paper"),
    (ONE_LINE, "1. Hai đơn vị trực thuộc tổ chức tuyên truyền.", [], "units below them"),
    (ONE_LINE, "1. Các bên có liên quan tổ chức kiểm tra.", [], "whoever is concerned"),
    (ALONE, "1. Sở Y tế chủ trì kiểm tra hai cơ quan.", [["Sở Y tế"]], "an object"),
]


@pytest.mark.parametrize(("head", "body", "expected", "why"), OTHERS, ids=[row[3] for row in OTHERS])
def test_elsewhere_they_are_nobody(head: str, body: str, expected: list[list[str]], why: str) -> None:
    found = paper(head, body)
    assert leads(found) == expected, why
    assert not {"joint_parties", "parties_unclear"} & set(codes(found))


def test_where_nobody_knows_the_parties_it_is_told() -> None:
    found = paper(UNKNOWN, "1. Hai bên phối hợp tổ chức tuyên truyền.")
    places = [found.text[s.start : s.end] for w in found.warnings if w.code == "parties_unclear" for s in w.spans]
    assert places == ["Hai bên phối hợp tổ chức tuyên truyền."]
    assert "agency_unknown" in codes(paper(UNKNOWN, TABLE.format(who="Hai bên")))


def test_working_together_names_no_organisation() -> None:
    found = paper(ALONE, "1. Công an tỉnh phối hợp tổ chức tuyên truyền; phối hợp với Sở Y tế kiểm tra.")
    assert [one.name for one in found.tasks[0].coordinating] == ["Sở Y tế"]
