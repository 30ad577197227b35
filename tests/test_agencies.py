"""The cell grammar and the finder: the annotated cells, cells of other kinds, and that nothing of a cell is lost."""

from __future__ import annotations

import json
import re
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.agencies import agencies
from ingest.names.agencies import Named, find, near, read

KINDS = {"agency": "agency", "unit": "unit", "group": "group", "other": "external"}
CONNECTIVES = {"và", "cùng", "với", "chủ", "trì", "phối", "hợp", "a", "b", "c", "d", "đ", "e"}


def gold_cells(shared: Path) -> list[tuple[str, str, str, list[dict[str, Any]]]]:
    """(task and column, issuer, cell, annotated mentions) of every annotated column."""
    issuers = {
        name: document["issuer"]["canonical"]
        for name, document in json.loads((shared / "gold/documents.json").read_text(encoding="utf-8"))["documents"].items()
    }
    tasks = json.loads((shared / "gold/tasks.json").read_text(encoding="utf-8"))
    return [
        (f"{task['id']} {column}", issuers[task["doc_id"]], task[f"{column}_raw"], task[column])
        for task in tasks
        for column in ("lead", "coordinating")
        if task.get(f"{column}_raw") is not None
    ]


def test_every_annotated_cell(shared: Path) -> None:
    wrong = []
    cells = gold_cells(shared)
    for where, issuer, cell, mentions in cells:
        expected = [(m["canonical"], m["raw"], KINDS[m["type"]], m.get("part"), m.get("sub_unit")) for m in mentions]
        found = [(m.name, m.as_written, m.kind, m.part, m.sub_unit) for m in read(cell, issuer)]
        if found != expected:
            wrong.append((where, cell, found, expected))
    assert len(cells) > 200
    assert wrong == []


SO = "Sở Tư pháp"
READ: list[tuple[str, str | None, list[tuple[str, str]]]] = [
    ("", None, []),
    ("-", None, []),
    # separators: ";", line breaks, bullets, numbers, commas and "và" between agencies
    ("Sở Nội vụ; Sở Y tế", None, [("Sở Nội vụ", "agency"), ("Sở Y tế", "agency")]),
    ("Sở Nội vụ\nSở Y tế", None, [("Sở Nội vụ", "agency"), ("Sở Y tế", "agency")]),
    ("- Sở Nội vụ - Công an tỉnh", None, [("Sở Nội vụ", "agency"), ("Công an tỉnh", "agency")]),
    ("1. Sở Nội vụ 2. Công an tỉnh", None, [("Sở Nội vụ", "agency"), ("Công an tỉnh", "agency")]),
    ("a) Sở Nội vụ; b) Công an tỉnh", None, [("Sở Nội vụ", "agency"), ("Công an tỉnh", "agency")]),
    ("Công an tỉnh và Sở Y tế", None, [("Công an tỉnh", "agency"), ("Sở Y tế", "agency")]),
    # commas and "và" inside a name never divide
    ("Sở Văn hóa, Thể thao và Du lịch, Sở Y tế", None, [("Sở Văn hóa, Thể thao và Du lịch", "agency"), ("Sở Y tế", "agency")]),
    ("Sở VHTT&DL; Sở GD-ĐT", None, [("Sở Văn hóa, Thể thao và Du lịch", "agency"), ("Sở Giáo dục và Đào tạo", "agency")]),
    # the common word printed once
    ("Các Sở: Tài chính, Nội vụ, Tư pháp", None, [("Sở Tài chính", "agency"), ("Sở Nội vụ", "agency"), (SO, "agency")]),
    ("Sở Tài chính, Nội vụ và Công an tỉnh", None, [
        ("Sở Tài chính", "agency"), ("Sở Nội vụ", "agency"), ("Công an tỉnh", "agency"),
    ]),
    ("Công thương", None, [("Sở Công Thương", "agency")]),
    # an order before a name; two names without a comma
    ("Đề nghị Tòa án nhân dân tối cao Bộ Công an", None, [("Tòa án nhân dân tối cao", "agency"), ("Bộ Công an", "agency")]),
    ("Các bộ, ngành có liên quan (theo chức năng, nhiệm vụ được giao) Đề nghị Tòa án nhân dân tối cao", None, [
        ("Các bộ, ngành liên quan", "group"), ("Tòa án nhân dân tối cao", "agency"),
    ]),
    # "Phòng, chống" is no room
    ("Chi cục Thủy lợi và Phòng, chống thiên tai; Sở Y tế", None, [
        ("Chi cục Thủy lợi và Phòng, chống thiên tai", "unit"), ("Sở Y tế", "agency"),
    ]),
    ("Chi cục Thủy lợi, Phòng Kinh tế", None, [("Chi cục Thủy lợi", "unit"), ("Phòng Kinh tế", "unit")]),
    # in a commune's plan "UBND xã" is its own, "UBND tỉnh" is not
    ("UBND tỉnh; UBND xã", "Ủy ban nhân dân xã Đại Từ", [
        ("Ủy ban nhân dân tỉnh", "agency"), ("Ủy ban nhân dân xã Đại Từ", "agency"),
    ]),
    # heads stand for their agency
    ("Giám đốc Sở Y tế; Chủ tịch UBND tỉnh", None, [("Sở Y tế", "agency"), ("Ủy ban nhân dân tỉnh", "agency")]),
    # group phrases stay whole, and a known agency ends them
    ("Các sở, ban, ngành, đoàn thể tỉnh, UBND các xã, phường", None, [
        ("Các sở, ban, ngành, đoàn thể tỉnh, Ủy ban nhân dân các xã, phường", "group"),
    ]),
    ("Các đơn vị có liên quan và Sở Nội vụ", None, [("Các đơn vị liên quan", "group"), ("Sở Nội vụ", "agency")]),
    ("Ủy ban MTTQ Việt Nam tỉnh và các tổ chức chính trị - xã hội", None, [
        ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "agency"), ("Các tổ chức chính trị - xã hội", "group"),
    ]),
    ("UBND các phường, xã và các đơn vị có liên quan", None, [
        ("Ủy ban nhân dân các phường, xã và các đơn vị liên quan", "group"),
    ]),
    ("Các doanh nghiệp, cá nhân có liên quan", None, [("Các doanh nghiệp, cá nhân liên quan", "external")]),
    ("UBND xã Bát Tràng, các nghệ sỹ, nghệ nhân gốm", None, [
        ("Ủy ban nhân dân xã Bát Tràng", "agency"), ("Các nghệ sỹ, nghệ nhân gốm", "external"),
    ]),
    # relative names, completed by who speaks
    ("Văn phòng", SO, [("Văn phòng Sở Tư pháp", "unit")]),
    ("Văn phòng", "UBND tỉnh Thái Nguyên", [("Văn phòng Ủy ban nhân dân tỉnh", "agency")]),
    ("Văn phòng", "UBND phường Gia Sàng", [("Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", "unit")]),
    ("Văn phòng Sở", None, [("Văn phòng Sở", "unit")]),
    ("Thanh tra Sở; Lãnh đạo Sở", SO, [("Thanh tra Sở Tư pháp", "unit"), (SO, "agency")]),
    ("Trưởng các phòng, đơn vị thuộc Sở", SO, [("Trưởng các phòng, đơn vị thuộc Sở Tư pháp", "group")]),
    ("Các phòng chuyên môn, đơn vị trực thuộc Sở", SO, [("Các phòng chuyên môn, đơn vị trực thuộc Sở Tư pháp", "group")]),
    ("UBND xã", "UBND xã Đại Từ", [("Ủy ban nhân dân xã Đại Từ", "agency")]),
    ("Các cơ quan, đơn vị", "UBND xã Đại Từ", [("Các cơ quan, đơn vị thuộc Ủy ban nhân dân xã Đại Từ", "group")]),
    ("Các cơ quan, đơn vị", "UBND tỉnh", [("Các cơ quan, đơn vị", "group")]),
    # offices of a commune, units, and units with a parent that answers for them
    ("Văn phòng HĐND&UBND; Phòng VH-XH", None, [
        ("Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", "unit"), ("Phòng Văn hóa - Xã hội", "unit"),
    ]),
    ("Phòng tổ chức - hành chính", SO, [("Phòng Tổ chức - Hành chính", "unit")]),
    ("Trung tâm Chuyển đổi số - Sở KH&CN", None, [("Sở Khoa học và Công nghệ", "agency")]),
    ("Phòng Bổ trợ tư pháp thuộc Sở", SO, [("Phòng Bổ trợ tư pháp", "unit")]),
    ("Trung tâm Khuyến nông thuộc Sở", None, [("Trung tâm Khuyến nông thuộc Sở", "unit")]),
    # names that the registry does not hold are kept
    ("Ban Chỉ đạo 57 tỉnh", None, [("Ban Chỉ đạo 57 tỉnh", "agency")]),
    ("Thuế cơ sở 3 tỉnh Thái Nguyên; KBNN Khu vực VII", None, [
        ("Thuế cơ sở 3 tỉnh Thái Nguyên", "agency"), ("Kho bạc Nhà nước Khu vực VII", "agency"),
    ]),
    ("Công ty Điện lực; VNPT Thái Nguyên", None, [("Công ty Điện lực", "agency"), ("VNPT Thái Nguyên", "agency")]),
    ("Hợp tác xã Bưởi Đồng Lạc", None, [("Hợp tác xã Bưởi Đồng Lạc", "agency")]),
    ("Trưởng thôn Khe Vàng, Trưởng thôn Đá Dựng", None, [("Thôn Khe Vàng", "unit"), ("Thôn Đá Dựng", "unit")]),
    ("Tổ trưởng các tổ dân phố", None, [("Tổ trưởng các tổ dân phố", "group")]),
    ("Các đảng ủy trực thuộc Tỉnh ủy", None, [("Các đảng ủy trực thuộc Tỉnh ủy", "group")]),
    # who is left out stays in the phrase and is no mention of its own
    ("Các sở, ban, ngành (trừ Sở Tư pháp)", None, [("Các sở, ban, ngành (trừ Sở Tư pháp)", "group")]),
    ("Các sở, ban, ngành (không bao gồm STP, Sở Y tế); UBND các xã", None, [
        ("Các sở, ban, ngành (không bao gồm Sở Tư pháp, Sở Y tế)", "group"), ("Ủy ban nhân dân các xã", "group"),
    ]),
    ("Các sở, ngành, ngoại trừ Sở Tư pháp và Sở Y tế, UBND các xã", None, [
        ("Các sở, ngành, ngoại trừ Sở Tư pháp và Sở Y tế", "group"), ("Ủy ban nhân dân các xã", "group"),
    ]),
    ("Các sở, ngành trừ Sở Tư pháp chủ trì", None, [("Các sở, ngành trừ Sở Tư pháp", "group")]),
    ("UBND các xã, phường, trừ các xã Đại Từ, Phú Lương; Sở Y tế", None, [
        ("Ủy ban nhân dân các xã, phường, trừ các xã Đại Từ, Phú Lương", "group"), ("Sở Y tế", "agency"),
    ]),
    ("UBND các xã có rừng (trừ xã Đại Từ)", None, [("Ủy ban nhân dân các xã có rừng (trừ xã Đại Từ)", "group")]),
    ("Các sở, ban, ngành\n(trừ Sở Tư pháp)", None, [("Các sở, ban, ngành (trừ Sở Tư pháp)", "group")]),
    ("Các sở, ban, ngành; trừ Sở Tư pháp", None, [("Các sở, ban, ngành (trừ Sở Tư pháp)", "group")]),
    ("Trừ Sở Tư pháp, các sở còn lại", None, [("Các sở còn lại (trừ Sở Tư pháp)", "group")]),
    ("Các phòng, đơn vị thuộc Sở (trừ Văn phòng)", SO, [("Các phòng, đơn vị thuộc Sở Tư pháp (trừ Văn phòng)", "group")]),
    ("UBND các xã chủ trì phòng trừ sâu bệnh", None, [("Ủy ban nhân dân các xã", "group")]),
    # districts, until 01/7/2025, keep their names
    ("UBND huyện Quỳ Hợp; UBND quận 1, UBND thị xã Phổ Yên", None, [
        ("Ủy ban nhân dân huyện Quỳ Hợp", "agency"), ("Ủy ban nhân dân quận 1", "agency"),
        ("Ủy ban nhân dân thị xã Phổ Yên", "agency"),
    ]),
    ("UBND TP Vinh; Công an huyện Quỳ Hợp; UBND huyện", None, [
        ("Ủy ban nhân dân thành phố Vinh", "agency"), ("Công an huyện Quỳ Hợp", "agency"), ("Ủy ban nhân dân huyện", "agency"),
    ]),
    ("UBND các huyện, thành phố; UBND cấp huyện", None, [
        ("Ủy ban nhân dân các huyện, thành phố", "group"), ("Ủy ban nhân dân cấp huyện", "group"),
    ]),
    ("Kho bạc Nhà nước huyện Quỳ Hợp", None, [("Kho bạc Nhà nước huyện Quỳ Hợp", "agency")]),
    # the registry has every department: another one is a slip, kept whole
    ("Sở ytế; SởY tế; Sở Y-tế", None, [("Sở Y tế", "agency")] * 3),
    ("Sở y tê", None, [("Sở y tê", "unknown")]),
    ("Sở Khoa học sáng tạo; Sở Vũ trụ", None, [("Sở Khoa học sáng tạo", "unknown"), ("Sở Vũ trụ", "unknown")]),
    ("Sở Khoa học tham mưu", None, [("Sở Khoa học và Công nghệ", "agency")]),
    # a verb inside a unit's name does not end it
    ("Trung tâm Trợ giúp pháp lý nhà nước; UBND các xã", None, [
        ("Trung tâm Trợ giúp pháp lý nhà nước", "unit"), ("Ủy ban nhân dân các xã", "group"),
    ]),
    ("Phòng Xây dựng, kiểm tra và theo dõi thi hành pháp luật", None, [
        ("Phòng Xây dựng, kiểm tra và theo dõi thi hành pháp luật", "unit"),
    ]),
    ("Như trên", None, [("Như trên", "unknown")]),
    ("SỞ TƯ PHÁP", None, [(SO, "agency")]),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "issuer", "expected"), READ, ids=[row[0] or "empty" for row in READ])
def test_cells_of_other_kinds(cell: str, issuer: str | None, expected: list[tuple[str, str]]) -> None:
    assert [(m.name, m.kind) for m in read(cell, issuer)] == expected


PARTS: list[tuple[str, list[tuple[str, str | None, str | None]]]] = [  # cell, [(name, part, sub-unit)]
    ("Sở Tài chính phụ trách các chỉ số: TFP; ICOR; Thống kê tỉnh phụ trách chỉ số khác", [
        ("Sở Tài chính", "phụ trách các chỉ số: TFP; ICOR", None), ("Thống kê tỉnh", "phụ trách chỉ số khác", None),
    ]),
    ("Sở Y tế (chủ trì nội dung 1), Sở Nội vụ (nội dung 2)", [
        ("Sở Y tế", "chủ trì nội dung 1", None), ("Sở Nội vụ", "nội dung 2", None),
    ]),
    ("Sở NN&MT (Chi cục Thủy lợi; Chi cục Kiểm lâm); UBND các xã", [
        ("Sở Nông nghiệp và Môi trường", None, "Chi cục Thủy lợi; Chi cục Kiểm lâm"), ("Ủy ban nhân dân các xã", None, None),
    ]),
    ("Sở Tài chính phụ trách năng suất (TFP); các thôn phối hợp", [
        ("Sở Tài chính", "phụ trách năng suất (TFP)", None), ("Các thôn", "phối hợp", None),
    ]),
    ("Công an tỉnh (PA05)", [("Công an tỉnh", None, "PA05")]),
    ("Tập đoàn Công nghiệp - Viễn thông Quân đội (Viettel)", [
        ("Tập đoàn Công nghiệp - Viễn thông Quân đội (Viettel)", None, None),
    ]),
    ("Cơ quan chủ trì: Sở Nội vụ", [("Sở Nội vụ", None, None)]),
    ("Lĩnh vực y tế: Sở Y tế; lĩnh vực đất đai: Sở NN&MT", [
        ("Sở Y tế", "Lĩnh vực y tế", None), ("Sở Nông nghiệp và Môi trường", "lĩnh vực đất đai", None),
    ]),
    ("Sở Y tế chủ trì; Công an tỉnh phối hợp", [("Sở Y tế", "chủ trì", None), ("Công an tỉnh", "phối hợp", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "expected"), PARTS, ids=[row[0] for row in PARTS])
def test_parts_and_sub_units(cell: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert [(m.name, m.part, m.sub_unit) for m in read(cell)] == expected


ROLES: list[tuple[str, list[tuple[str, str | None]]]] = [  # cell, [(name, role that the cell itself gives)]
    ("Sở Y tế; Sở Nội vụ", [("Sở Y tế", None), ("Sở Nội vụ", None)]),
    ("Sở Y tế (chủ trì); Sở Nội vụ (phối hợp)", [("Sở Y tế", "lead"), ("Sở Nội vụ", "coordinating")]),
    ("Sở Y tế (cơ quan chủ trì), Sở Nội vụ (cơ quan phối hợp)", [("Sở Y tế", "lead"), ("Sở Nội vụ", "coordinating")]),
    ("Sở Y tế - chủ trì; Sở Nội vụ - phối hợp", [("Sở Y tế", "lead"), ("Sở Nội vụ", "coordinating")]),
    ("Sở Y tế chủ trì, phối hợp với Sở Nội vụ, Công an tỉnh", [
        ("Sở Y tế", "lead"), ("Sở Nội vụ", "coordinating"), ("Công an tỉnh", "coordinating"),
    ]),
    ("Sở Y tế chủ trì phối hợp các sở, ngành liên quan", [("Sở Y tế", "lead"), ("Các sở, ngành liên quan", "coordinating")]),
    ("Sở Y tế chủ trì, phối hợp với: Sở Nội vụ; Công an tỉnh", [
        ("Sở Y tế", "lead"), ("Sở Nội vụ", "coordinating"), ("Công an tỉnh", "coordinating"),
    ]),
    ("Sở Y tế phối hợp với Sở Nội vụ; Công an tỉnh", [("Sở Y tế", None), ("Sở Nội vụ", "coordinating"), ("Công an tỉnh", None)]),
    ("Sở Y tế phối hợp chặt chẽ với Sở Nội vụ", [("Sở Y tế", None), ("Sở Nội vụ", "coordinating")]),
    ("Sở Y tế chủ trì, Sở Nội vụ, Công an tỉnh phối hợp", [
        ("Sở Y tế", "lead"), ("Sở Nội vụ", "coordinating"), ("Công an tỉnh", "coordinating"),
    ]),
    ("Sở Y tế chủ trì, tham mưu; Sở Nội vụ phối hợp cung cấp số liệu", [("Sở Y tế", "lead"), ("Sở Nội vụ", "coordinating")]),
    ("Chủ trì: Sở Y tế; Phối hợp: Sở Nội vụ\nCông an tỉnh", [
        ("Sở Y tế", "lead"), ("Sở Nội vụ", "coordinating"), ("Công an tỉnh", "coordinating"),
    ]),
    ("Cơ quan chủ trì: Sở Y tế. Các đơn vị phối hợp: Sở Nội vụ", [("Sở Y tế", "lead"), ("Sở Nội vụ", "coordinating")]),
    ("Chủ trì Sở Y tế, phối hợp Sở Nội vụ", [("Sở Y tế", "lead"), ("Sở Nội vụ", "coordinating")]),
    # together, both at once, or only a part: the column rules
    ("Sở Y tế, Sở Nội vụ phối hợp thực hiện", [("Sở Y tế", None), ("Sở Nội vụ", None)]),
    ("Sở Y tế cùng với Sở Nội vụ", [("Sở Y tế", None), ("Sở Nội vụ", None)]),
    ("Đơn vị chủ trì, phối hợp: Sở Y tế, Sở Nội vụ", [("Sở Y tế", None), ("Sở Nội vụ", None)]),
    ("Sở Y tế (chủ trì nội dung 1, phối hợp nội dung 2)", [("Sở Y tế", None)]),
    ("UBND các xã (trừ xã Đại Từ) chủ trì; Sở Y tế phối hợp", [
        ("Ủy ban nhân dân các xã (trừ xã Đại Từ)", "lead"), ("Sở Y tế", "coordinating"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "expected"), ROLES, ids=[row[0] for row in ROLES])
def test_roles_inside_a_cell(cell: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(m.name, m.role) for m in read(cell)] == expected


FIND: list[tuple[str, list[tuple[str, str | None, str | None]]]] = [  # text, [(name, province, commune)]
    ("so tu phap phai lam gi", [(SO, None, None)]),
    ("so giao duc va dao tao chu tri nhung gi", [("Sở Giáo dục và Đào tạo", None, None)]),
    # the name of an agency is bare, its province apart
    ("STP Thái Nguyên làm gì", [(SO, "Thái Nguyên", None)]),
    ("kế hoạch của sở tư pháp tỉnh đồng tháp", [(SO, "Đồng Tháp", None)]),
    ("the provincial tax office (Thuế tỉnh Thái Nguyên)", [("Thuế tỉnh", "Thái Nguyên", None)]),
    ("which tasks does the Department of Justice of Thai Nguyen lead", [(SO, "Thái Nguyên", None)]),
    ("Sở Tư pháp thành phố Hà Nội, UBND thành phố Hà Nội", [
        (SO, "Hà Nội", None), ("Ủy ban nhân dân thành phố", "Hà Nội", None),
    ]),
    ("Thành ủy Hà Nội, Thuế cơ sở 3 tỉnh Thái Nguyên", [("Thành ủy", "Hà Nội", None), ("Thuế cơ sở 3", "Thái Nguyên", None)]),
    ("VNPT Thái Nguyên làm gì", [("VNPT Thái Nguyên", "Thái Nguyên", None)]),  # a branch is named by its province
    ("ubnd cap xa phai lam gi", [("Ủy ban nhân dân cấp xã", None, None)]),
    ("VP Sở của STP Thái Nguyên chủ trì việc gì", [("Văn phòng Sở Tư pháp", "Thái Nguyên", None)]),
    ("plan of UBND phường Phan Đình Phùng.", [("Ủy ban nhân dân phường Phan Đình Phùng", None, "Phan Đình Phùng")]),
    ("ubnd xã đại từ phải làm gì", [("Ủy ban nhân dân xã Đại Từ", None, "Đại Từ")]),
    ("UBND xã Đại Từ, tỉnh Thái Nguyên", [("Ủy ban nhân dân xã Đại Từ", "Thái Nguyên", "Đại Từ")]),
    ("Kho bạc Nhà nước được giao gì", [("Kho bạc Nhà nước", None, None)]),
    ("vnpt chu tri nhiem vu gi", [("Tập đoàn Bưu chính Viễn thông Việt Nam (VNPT)", None, None)]),
    ("các địa phương phải phối hợp việc gì", [("Các địa phương", None, None)]),
    ("Các đơn vị thuộc, trực thuộc Sở Tư pháp Đồng Tháp", [
        ("Các đơn vị thuộc, trực thuộc Sở Tư pháp Đồng Tháp", "Đồng Tháp", None),
    ]),
    ("Giao Sở Khoa học và Công nghệ đôn đốc các sở, ban, ngành", [
        ("Sở Khoa học và Công nghệ", None, None), ("Các sở, ban, ngành", None, None),
    ]),
    ("Phòng Xây dựng và Kiểm tra văn bản quy phạm pháp luật phối hợp với các cơ quan có liên quan", [
        ("Phòng Xây dựng và Kiểm tra văn bản quy phạm pháp luật", None, None), ("Các cơ quan liên quan", None, None),
    ]),
    # one slip of the hand, or syllables run together
    ("sơ tư pháp phải làm gì", [(SO, None, None)]),
    ("sở tư phap phải làm gì", [(SO, None, None)]),
    ("so tuphap lam gi", [(SO, None, None)]),
    ("sở y té chủ trì gì", [("Sở Y tế", None, None)]),
    ("sở tài chín, sở tài chnih, sở tàichính", [("Sở Tài chính", None, None)] * 3),
    ("hội nông đân tỉnh làm gì", [("Hội Nông dân tỉnh", None, None)]),
    # a commune stands for its People's Committee
    ("xã Đồng Lạc phải làm gì", [("Ủy ban nhân dân xã Đồng Lạc", None, "Đồng Lạc")]),
    ("Nhiệm vụ của phường bến gót là gì", [("Ủy ban nhân dân phường Bến Gót", None, "Bến Gót")]),
    ("xa dong lac phai lam gi", [("Ủy ban nhân dân xã Dong Lac", None, "Dong Lac")]),
    ("tasks of commune Đồng Lạc", [("Ủy ban nhân dân xã Đồng Lạc", None, "Đồng Lạc")]),
    ("what must Ben Got ward do", [("Ủy ban nhân dân phường Ben Got", None, "Ben Got")]),
    ("xã đại từ tỉnh thái nguyên làm gì", [("Ủy ban nhân dân xã Đại Từ", "Thái Nguyên", "Đại Từ")]),
    ("phường 12 phải làm gì", [("Ủy ban nhân dân phường 12", None, "12")]),
    ("Phòng Kinh tế xã Đồng Lạc phải làm gì", [("Phòng Kinh tế xã Đồng Lạc", None, "Đồng Lạc")]),
    ("UBND huyện Quỳ Hợp phải làm gì", [("Ủy ban nhân dân huyện Quỳ Hợp", None, None)]),
    ("Các sở, ban, ngành trừ Sở Tư pháp phải làm gì", [("Các sở, ban, ngành trừ Sở Tư pháp", None, None)]),
    # ordinary words and document numbers are no agencies
    ("trẻ sơ sinh, ban đầu, ban hành kế hoạch, phòng chống tham nhũng, sở hữu trí tuệ", []),
    ("Phòng chống thiên tai do ai chủ trì", []),
    ("Bộ Tiêu chí đánh giá, bộ chỉ số", []),
    ("hồ sơ y tế, cơ sở giáo dục, cán bộ y tế, chuyển đổi số nông nghiệp", []),
    ("chuyen doi so y te do ai chu tri", []),
    ("thanh tra tình hình sử dụng đất", []),
    ("xã nào, xã hội hóa, đào tạo từ xa, phương án của xã, bức xạ xa gia đình", []),
    ("dự án tại xã Đồng Lạc", []),  # a place
    ("which commune leads", []),
    ("so sánh hai kế hoạch", []),
    ("thuế suất tăng", []),
    ("phát triển chính phủ số, xã hội số", []),
    ("thủ tục hải quan", []),
    ("con cat", []),
    ("theo 144/KH-UBND, 13-TB/CQTT và 08-CTr/BCĐ", []),
    ("135-ctr/tu do ai ban hanh", []),
    ("vận động nhân dân, doanh nghiệp tham gia", []),
    ("các ngành kinh tế mũi nhọn, các bộ dữ liệu", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FIND, ids=[row[0] for row in FIND])
def test_find(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    found = find(text)
    assert [(m.name, m.province, m.commune) for m in found] == expected
    assert all(" ".join(text[m.start : m.end].split()) == m.as_written for m in found)


UNKNOWN: list[tuple[str, str, str | None]] = [  # text, what it names in the shape of an agency, its province
    ("Sở Vũ trụ phải làm gì", "Sở Vũ trụ", None),
    ("nhiệm vụ của Sở Vũ trụ tỉnh Nghệ An", "Sở Vũ trụ", "Nghệ An"),
    ("sở vũ trụ phải làm gì", "Sở vũ trụ", None),
    ("so vu tru phai lam gi", "So vu tru", None),
    ("phòng Vũ trụ làm gì", "Phòng Vũ trụ", None),
    ("ban vũ trụ phải làm gì", "Ban vũ trụ", None),
    ("Bộ Vũ trụ chủ trì việc gì", "Bộ Vũ trụ", None),
    ("Phòng Bổ trợ tư pháp phải làm gì", "Phòng Bổ trợ tư pháp", None),  # the papers may name it
]


@pytest.mark.parametrize(("text", "name", "province"), UNKNOWN, ids=[row[0] for row in UNKNOWN])
def test_what_only_looks_like_an_agency(text: str, name: str, province: str | None) -> None:
    assert [(m.kind, m.name, m.province) for m in find(text)] == [("unknown", name, province)]


def test_near_names() -> None:
    known = ["Sở Tài chính", "Sở Tư pháp", "Công an tỉnh", "Sở Nội vụ"]
    assert near("so tu phap", known) == ("Sở Tư pháp",)
    assert near("Sở Nội vu", known)[0] == "Sở Nội vụ"
    assert near("Hãng phim", known) == ()
    assert near("Sở Vũ trụ", known) == ()  # "sở" alone is no likeness
    assert near("Bộ Công an", ["Hội Nông dân xã", "Công an xã", "Công an tỉnh", "Bộ Tư pháp"]) == ("Công an tỉnh", "Công an xã")
    assert near("Sở Y tế và Dân số", ["Sở Y tế", "Trạm Y tế xã", "Sở Nội vụ"])[0] == "Sở Y tế"
    assert near("sở nội vụu", known)[0] == "Sở Nội vụ"


PIECES = [
    "Sở Tư pháp", "Sở KH&CN", "Các sở, ban, ngành", "UBND các xã, phường", "Công an tỉnh", "Phòng Kinh tế", "phụ trách: a, b",
    "nghệ nhân", "(Chi cục Thủy lợi)", "(", ")", "thuộc Sở", "các đơn vị liên quan", "1.", "Nhà đầu tư", "VNPT", "và",
    "Trung tâm", "phối hợp với", "doanh nghiệp", "xã Đại Từ", "tỉnh Thái Nguyên", "Sở", "Văn phòng", "cấp tỉnh",
    "Đại Từ:", "Chủ trì:", "trừ", "(trừ Sở Y tế)", "phối hợp:", "chủ trì", "huyện Quỳ Hợp", "sở ytế",
]  # fmt: skip
JOINTS = [", ", "; ", " ", "\n", " - ", " và ", "/", ". ", ": "]
made_cells = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(JOINTS)), min_size=1, max_size=6).map(
    lambda pieces: "".join(piece + joint for piece, joint in pieces)
)


def lost_words(cell: str, found: tuple[Named, ...]) -> set[str]:
    inside = {i for mention in found for i in range(mention.start, mention.end)}
    words = [match for match in re.finditer(r"[^\W_]+", cell) if not set(range(*match.span())) <= inside]
    return {match.group().lower() for match in words if not match.group().isdigit()}


@settings(max_examples=300, deadline=None)
@given(cell=st.one_of(made_cells, st.text(max_size=60)), issuer=st.sampled_from([None, "Sở Tư pháp", "UBND xã Đại Từ"]))
def test_nothing_of_a_cell_is_lost(cell: str, issuer: str | None) -> None:
    found = read(cell, issuer)
    assert lost_words(cell, found) <= CONNECTIVES
    spans = [(mention.start, mention.end) for mention in found]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(cell) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@settings(max_examples=200, deadline=None)
@given(text=st.one_of(made_cells, st.text(max_size=60)))
def test_found_mentions_are_in_order_and_in_print(text: str) -> None:
    found = find(text)
    assert all(" ".join(text[m.start : m.end].split()) == m.as_written for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_every_agency_survives_one_slip() -> None:
    """A blank left out, a letter left out of a word of four and more, or a wrong mark: the agency is still found."""
    for agency in agencies():
        if agency.family not in {"so", "ministry", "front"} or len(agency.name.split()) < 3:
            continue
        small = agency.name.lower()
        words = [(match.start(), match.end()) for match in re.finditer(r"[^\W_]+", small)]
        run_together = {small[:end] + small[end + 1 :] for _, end in words[:-1] if small[end] == " "}
        shorter = {small[: end - 1] + small[end:] for start, end in words[1:] if end - start > 4}
        for typed in {*run_together, *shorter, small.replace("sở", "sơ", 1)}:
            assert agency.name in [m.name for m in find(f"{typed} phải làm gì")], typed


@pytest.mark.parametrize(
    "phrase", ["liên quan ", "trường ", "ban ", "nhân dân, ", "các sở, ban, ngành, ", "Sở Y tế, ", "63/KH-UBND ", "1. Sở Y tế "]
)
def test_a_phrase_that_comes_again_and_again_is_read_in_time(phrase: str) -> None:
    """24,000 letters; reading each start of a phrase to its end anew took minutes."""
    text = phrase * (24_000 // len(phrase))
    started = time.perf_counter()
    find(text)
    read(text, "Sở Y tế")
    assert time.perf_counter() - started < 15


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Đề nghị các cơ quan, đơn vị quan tâm thực hiện", ["Các cơ quan, đơn vị"]),
        ("Yêu cầu các sở, ngành quan trắc môi trường", ["Các sở, ngành"]),
        ("cac so, ban, nganh", ["Các sở, ban, ngành"]),
        ("các so, nganh, địa phương", ["Các sở, ngành, địa phương"]),
    ],
)
def test_an_unmarked_word_before_a_marked_one_stands_for_itself(text: str, named: list[str]) -> None:
    assert [found.name for found in find(text)] == named
