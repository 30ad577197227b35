"""The row joiner over small tables, and properties of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extent import extent
from ingest.formats import plain
from ingest.grammar.columns import is_header, role_of
from ingest.reading import Row
from ingest.tables.joining import OtherTable, TaskTable, joined

HEADER = "STT\tNội dung nhiệm vụ\tCơ quan chủ trì\tHạn hoàn thành"

ROLES = [
    ("STT", "stt"), ("TT", "stt"), ("Số TT", "stt"),
    ("Nội dung nhiệm vụ", "content"), ("Tên nhiệm vụ", "content"), ("Nhiệm vụ, giải pháp", "content"), ("Công việc", "content"),
    ("Cơ quan chủ trì /tham mưu", "lead"), ("Đơn vị thực hiện", "lead"), ("Đơn vị chủ trì", "lead"), ("Đầu mối", "lead"),
    ("Cơ quan phối hợp", "coordinating"), ("Đơn vị phối hợp thực hiện", "coordinating"),
    ("Sản phẩm/kết quả", "deliverable"), ("Yêu cầu kết quả", "deliverable"), ("Kết quả đầu ra", "deliverable"),
    ("Hạn hoàn thành", "deadline"), ("Thời gian giao theo kế hoạch", "deadline"), ("Thời gian thực hiện", "deadline"), ("Tiến độ", "deadline"),
    ("Tiến độ điều chỉnh thời gian thực hiện theo chỉ đạo của Ban Chỉ đạo", "adjusted_deadline"),
    ("Văn bản giao nhiệm vụ", "sources"), ("Căn cứ giao nhiệm vụ", "sources"),
    ("Ghi chú", "note"), ("Diện tích (ha)", None), ("Địa chỉ", None),
]  # fmt: skip


@pytest.mark.parametrize(("header", "role"), ROLES)
def test_columns_are_known_by_their_words(header: str, role: str | None) -> None:
    assert role_of(header) == role


def test_a_cut_row_is_no_header() -> None:
    assert not is_header(
        ["", "đại, an toàn có tính dự phòng", "", "doanh nghiệp liên quan", "thống nhất lộ trình, giải pháp thực hiện", ""]
    )
    assert is_header(["STT", "Tên nhiệm vụ", "Cơ quan chủ trì"])


def tables(text: str) -> list[TaskTable | OtherTable]:
    reading = plain.read(text)
    return joined(reading.text, [block if isinstance(block, Row) else None for block in reading.blocks])


def cells(text: str, table: TaskTable) -> list[list[str]]:
    columns = ("stt", "content", "lead", "deadline")
    return [[extent(text, row.cells.get(column, ())).text for column in columns] for row in table.rows]


def only(text: str) -> TaskTable:
    (table,) = tables(text)
    assert isinstance(table, TaskTable)
    return table


def test_a_repeated_header_is_dropped_and_a_cut_row_joined() -> None:
    text = f"{HEADER}\n1.\tRà soát dữ\tSở Khoa học và\tQuý\n\n{HEADER}\n\tliệu\tCông nghệ\tIII\n2.\tHai\tSở Y tế\tQuý I"
    assert cells(text, only(text)) == [
        ["1.", "Rà soát dữ liệu", "Sở Khoa học và Công nghệ", "Quý III"],
        ["2.", "Hai", "Sở Y tế", "Quý I"],
    ]


def test_groups_stay_groups_in_both_forms() -> None:
    text = f"{HEADER}\nI\tThể chế\t\t\n1\tMột\tSở Y tế\tQuý I\nII. Hạ tầng số\t\t\t\n2\tHai\tSở Y tế\tQuý I"
    table = only(text)
    assert [(group.label, extent(text, group.title).text) for group in table.groups] == [("I", "Thể chế"), ("II", "Hạ tầng số")]
    assert [row.group.label if row.group else None for row in table.rows] == ["I", "II"]


def test_columns_in_another_order() -> None:
    text = "TT\tCơ quan chủ trì\tThời hạn\tNội dung công việc\n1\tSở Y tế\tQuý I\tMột"
    row = only(text).rows[0]
    assert {role: extent(text, spans).text for role, spans in row.cells.items()} == {
        "stt": "1", "lead": "Sở Y tế", "deadline": "Quý I", "content": "Một",
    }  # fmt: skip


def test_pipe_tables() -> None:
    text = "| STT | Nội dung nhiệm vụ | Cơ quan chủ trì | Hạn |\n|---|---|---|---|\n| 1 | Một \\| hai | Sở Y tế | Quý I |"
    assert cells(text, only(text)) == [["1", "Một | hai", "Sở Y tế", "Quý I"]]


def test_a_list_of_schools_is_no_task_table() -> None:
    (table,) = tables("STT\tTên trường\tĐịa chỉ\n1\tTH Kim Đồng\txã A\n2\tTHCS B\tphường C")
    assert isinstance(table, OtherTable)
    assert table.headed


def test_numbered_rows_without_a_header_are_told_apart() -> None:
    (table,) = tables("1\tMột\tSở Y tế\tQuý I\n2\tHai\tSở Y tế\tQuý II")
    assert isinstance(table, OtherTable)
    assert [row[0] for row in table.numbered] == ["1", "2"]
    assert not table.headed


def test_a_row_that_fits_nowhere_is_reported() -> None:
    table = only(f"{HEADER}\n\tlạc\t\t\n1\tMột\tSở Y tế\tQuý I")
    assert [notice.code for notice in table.notices] == ["row_unplaced"]


@given(st.lists(st.lists(st.sampled_from(["một", "hai ba", "bốn"]), min_size=3, max_size=3), min_size=1, max_size=5), st.data())
def test_cutting_a_table_anywhere_changes_nothing(rows: list[list[str]], data: st.DataObject) -> None:
    """A page break after any row, or inside one between two words of a cell, gives the same cells."""
    whole = "\n".join([HEADER, *(f"{i}.\t" + "\t".join(row) for i, row in enumerate(rows, start=1))])
    number = data.draw(st.integers(0, len(rows) - 1))
    upper, lower = [], []
    for cell in rows[number]:
        words = cell.split()
        at = data.draw(st.integers(0, len(words)))
        upper.append(" ".join(words[:at]))
        lower.append(" ".join(words[at:]))
    lines = [HEADER, *(f"{i}.\t" + "\t".join(row) for i, row in enumerate(rows, start=1))]
    lines[number + 1 : number + 2] = [f"{number + 1}.\t" + "\t".join(upper), "", HEADER, "\t" + "\t".join(lower)]
    cut = "\n".join(lines)
    assert cells(cut, only(cut)) == cells(whole, only(whole))
