"""The cell grammar and the finder: the annotated cells, cells of other kinds, and that nothing of a cell is lost."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.agencies import Named, find, near, read

KINDS = {"agency": "agency", "unit": "unit", "group": "group", "other": "external"}
CONNECTIVES = {"và", "cùng", "với", "phối", "hợp", "a", "b", "c", "d", "đ", "e"}


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


FIND: list[tuple[str, list[tuple[str, str | None, str | None]]]] = [  # text, [(name, province, commune)]
    ("so tu phap phai lam gi", [(SO, None, None)]),
    ("so giao duc va dao tao chu tri nhung gi", [("Sở Giáo dục và Đào tạo", None, None)]),
    ("STP Thái Nguyên làm gì", [("Sở Tư pháp Thái Nguyên", "Thái Nguyên", None)]),
    ("kế hoạch của sở tư pháp tỉnh đồng tháp", [("Sở Tư pháp tỉnh Đồng Tháp", "Đồng Tháp", None)]),
    ("the provincial tax office (Thuế tỉnh Thái Nguyên)", [("Thuế tỉnh Thái Nguyên", "Thái Nguyên", None)]),
    ("which tasks does the Department of Justice of Thai Nguyen lead", [("Sở Tư pháp Thái Nguyên", "Thái Nguyên", None)]),
    ("ubnd cap xa phai lam gi", [("Ủy ban nhân dân cấp xã", None, None)]),
    ("VP Sở của STP Thái Nguyên chủ trì việc gì", [("Văn phòng Sở Tư pháp", "Thái Nguyên", None)]),
    ("plan of UBND phường Phan Đình Phùng.", [("Ủy ban nhân dân phường Phan Đình Phùng", None, "Phan Đình Phùng")]),
    ("ubnd xã đại từ phải làm gì", [("Ủy ban nhân dân xã Đại Từ", None, "Đại Từ")]),
    ("UBND xã Đại Từ, tỉnh Thái Nguyên", [("Ủy ban nhân dân xã Đại Từ, tỉnh Thái Nguyên", "Thái Nguyên", "Đại Từ")]),
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
    # ordinary words and document numbers are no agencies
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


def test_near_names() -> None:
    known = ["Sở Tài chính", "Sở Tư pháp", "Công an tỉnh", "Sở Nội vụ"]
    assert near("so tu phap", known) == ("Sở Tư pháp",)
    assert near("Sở Nội vu", known)[0] == "Sở Nội vụ"
    assert near("Hãng phim", known) == ()


PIECES = [
    "Sở Tư pháp", "Sở KH&CN", "Các sở, ban, ngành", "UBND các xã, phường", "Công an tỉnh", "Phòng Kinh tế", "phụ trách: a, b",
    "nghệ nhân", "(Chi cục Thủy lợi)", "(", ")", "thuộc Sở", "các đơn vị liên quan", "1.", "Nhà đầu tư", "VNPT", "và",
    "Trung tâm", "phối hợp với", "doanh nghiệp", "xã Đại Từ", "tỉnh Thái Nguyên", "Sở", "Văn phòng", "cấp tỉnh",
    "Đại Từ:", "Chủ trì:",
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
