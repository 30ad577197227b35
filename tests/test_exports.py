"""Task lists as files: what a spreadsheet, a calendar and a program get, and that nothing in them calculates or goes missing."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from starlette.testclient import TestClient

from api.exports.files import exported
from api.exports.listing import listing_of
from api.exports.rows import COLUMNS, Listing, neutral
from api.settings import Settings
from api.wiring import KnowledgeBase
from search.binding.asked_agency import AskedAgency
from search.held.due import due
from search.selecting.query import TaskQuery, select

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "corpus/samples"
DAY = date(2026, 5, 10)
QUESTION = "which tasks is Sở Tư pháp responsible for"
HOSTILE = """ỦY BAN NHÂN DÂN TỈNH SÔNG THAO

Số: 7/KH-UBND

KẾ HOẠCH
Thử năm 2026

STT\tNội dung nhiệm vụ\tCơ quan chủ trì\tThời hạn\tGhi chú
1\t=HYPERLINK("http://x.invalid","bấm")\tSở Tư pháp\t30/5/2026\t@SUM(1)
2\t+cmd|' /C calc'!A0\tSở Tư pháp\tTrước ngày 31 hằng tháng\t-1+2
3\t- Rà soát danh mục; - Báo cáo\tSở Tư pháp\tTrước ngày 10 hằng tháng\t
4\t- 2+3+cmd|' /C calc'!A0\tSở Tư pháp\t\t
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, sample_papers: list[Path]) -> Iterator[KnowledgeBase]:
    opened = KnowledgeBase(Settings(home=tmp_path_factory.mktemp("kb")))
    paper = tmp_path_factory.mktemp("papers") / "xau.txt"
    paper.write_text(HOSTILE, encoding="utf-8")
    assert all(result.outcome == "stored" for result in opened.intake.take([*sample_papers, paper]))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def listing(base: KnowledgeBase) -> Listing:
    """All that binds Sở Tư pháp, on a fixed day."""
    query = TaskQuery(agencies=(AskedAgency("Sở Tư pháp"),), at=DAY)
    return listing_of(select(base.knowledge, query), query, base.knowledge)


def sheet_of(data: bytes) -> tuple[Any, list[dict[str, Any]]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Nhiệm vụ"]
    head, *body = sheet.iter_rows(values_only=True)
    return sheet, [dict(zip(head, row, strict=True)) for row in body]


def events_of(data: bytes) -> list[Any]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def test_the_sheet_is_one_to_read_and_to_filter(listing: Listing) -> None:
    data = exported(listing, "xlsx")
    sheet, rows = sheet_of(data)
    assert sheet.freeze_panes == "F2"
    assert sheet.auto_filter.ref == f"A1:T{len(listing) + 1}"
    assert [cell.value for cell in sheet[1]] == [column.title for column in COLUMNS]
    assert all(cell.font.bold for cell in sheet[1])
    assert all(cell.alignment.wrap_text for cell in sheet[2])
    assert sheet.column_dimensions["E"].width >= 50
    assert all(sheet.row_dimensions[number].height >= 17 for number in range(2, len(listing) + 2))
    assert len(rows) == len(listing)
    days = [row["Ngày đến hạn"] for row in rows if row["Ngày đến hạn"]]
    assert days
    assert all(isinstance(day, datetime) for day in days), "real dates, to be sorted and filtered by"
    assert sheet["N2"].number_format == "dd/mm/yyyy"


def test_the_first_sheet_says_what_was_asked_and_searched(listing: Listing) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exported(listing, "xlsx")))
    assert book.sheetnames == ["Tra cứu", "Nhiệm vụ"]
    assert book.active.title == "Nhiệm vụ"
    told = {row[0]: row[1] for row in book["Tra cứu"].iter_rows(values_only=True)}
    assert told["Cơ quan"] == "Sở Tư pháp"
    assert told["Tính đến ngày"] == "10/5/2026"
    assert told["Đã tìm trong"].startswith("11 văn bản")
    assert re.fullmatch(r"\d\d/\d\d/\d{4} \d\d:\d\d", told["Lập lúc"])


def test_what_is_possible_and_what_stands_in_running_text_is_told_apart(listing: Listing) -> None:
    _, rows = sheet_of(exported(listing, "xlsx"))
    sure = [row["Mức chắc chắn"] for row in rows]
    assert sure[: len(listing.certain)] == ["chắc chắn"] * len(listing.certain)
    assert sure[len(listing.certain) :][: len(listing.possible)] == ["có thể liên quan"] * len(listing.possible)
    kinds = {row["Loại"] for row in rows}
    assert {"dòng phụ lục", "việc trong lời văn"} <= kinds
    assert {row["Loại"] for row in rows[-len(listing.narrative) :]} == {"việc trong lời văn"}
    assert all(row["Vì sao"] for row in rows)


def test_csv_and_xlsx_hold_the_same(listing: Listing) -> None:
    data = exported(listing, "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") >= len(listing) + 1
    lines = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    _, rows = sheet_of(exported(listing, "xlsx"))
    plain = [{k: v.date().isoformat() if isinstance(v, datetime) else v or "" for k, v in row.items()} for row in rows]
    assert lines == plain


def test_a_citation_of_a_row_stands_there(listing: Listing) -> None:
    _, rows = sheet_of(exported(listing, "xlsx"))
    row = next(row for row in rows if row["Văn bản"] == "152/KH-UBND" and row["STT"])
    assert re.fullmatch(r"Kế hoạch số 152/KH-UBND, Phụ lục \w+, mục \w+, STT \d+, trang \d+", row["Trích dẫn"])
    start, end = map(int, row["Vị trí trong bản gốc"].split(":"))
    document = listing.knowledge.resolve("152/KH-UBND").id
    assert row["Nội dung nhiệm vụ"].split()[0] in listing.knowledge.text(document)[start:end]


FORMULAS = [
    ("=1+1", "'=1+1", "a formula"),
    ("+84 912", "'+84 912", "plus opens one too"),
    ("@SUM(A1)", "'@SUM(A1)", "old macro sign"),
    ("\t=1", "'\t=1", "a tab before it"),
    ("\r=1", "' =1", "a return before it"),
    ("-1+2", "'-1+2", "minus and a number"),
    ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0", "DDE"),
    ("- 2+3", "'- 2+3", "a sum with a blank"),
    ("- Rà soát", "– Rà soát", "a list stays readable"),
    ("-", "-", "nothing stated"),
    ("＝1", "'＝1", "full width"),
    ("Rà soát = tốt", "Rà soát = tốt", "inside a text it is a sign"),
    ("a\x07b", "a b", "no control characters"),
    ("", "", "nothing"),
]


@pytest.mark.parametrize(("text", "safe", "why"), FORMULAS, ids=[row[2] for row in FORMULAS])
def test_no_text_becomes_a_formula(text: str, safe: str, why: str) -> None:
    assert neutral(text) == safe, why


@given(st.text(max_size=40))
def test_nothing_opens_as_a_formula(text: str) -> None:
    safe = neutral(text)
    assert safe[:1] not in ("=", "+", "@", "\t", "\r", "\n")
    assert safe[:1] != "-" or len(safe) == 1
    assert neutral(safe) == safe


def test_a_hostile_paper_calculates_nothing(client: TestClient) -> None:
    answer = client.get("/api/tasks.xlsx", params={"document": "7/KH-UBND", "at": "2026-05-10"})
    sheet, rows = sheet_of(answer.content)
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value} <= {"s", "d"}
    assert [row["Nội dung nhiệm vụ"][:3] for row in rows] == ["'=H", "'+c", "– R", "'- "]
    text = client.get("/api/tasks.csv", params={"document": "7/KH-UBND"}).content.decode("utf-8-sig")
    assert not re.search(r'(?m)(?:^|,)"?[=+@\t]', text)


def test_a_calendar_as_rfc_5545_asks(listing: Listing) -> None:
    data = exported(listing, "ics")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")
    events = events_of(data)
    assert len({str(event["uid"]) for event in events}) == len(events)
    for event in events:
        assert not isinstance(event["dtstart"].dt, datetime), "all day"
        assert (event["dtend"].dt - event["dtstart"].dt).days == 1
        assert [str(alarm["trigger"].to_ical().decode()) for alarm in event.walk("VALARM")] == ["-P7D", "-P1D"]


def test_the_same_papers_give_the_same_calendar(listing: Listing) -> None:
    """Stamps and UIDs do not hang on the clock: a calendar that is taken in again changes nothing."""
    later = replace(listing, made=datetime(2027, 1, 1, 12, 0))
    assert exported(later, "ics") == exported(listing, "ics")
    uids = [
        [str(event["uid"]) for event in events_of(exported(one, "ics"))]
        for one in (listing, replace(listing, certain=listing.certain[:5]))
    ]
    assert set(uids[1]) <= set(uids[0]), "the UID of a task does not hang on the list that it is in"


def test_every_task_is_an_event_or_named_without_one(listing: Listing) -> None:
    data = exported(listing, "ics")
    calendar = Calendar.from_ical(data)
    told = str(calendar["description"])
    states = {match.record.task.id: due(match.record.task, DAY) for match, _ in listing.matches()}
    dated = {
        name
        for name, state in states.items()
        if (state.day and state.state != "done" and state.day.day < 29) or (state.state != "recurring" and state.day)
    }
    days = sum(len(match.record.task.effective_deadline.recurrence.dates or (1,)) if match.record.task.effective_deadline.recurrence else 1
               for match, _ in listing.matches() if match.record.task.id in dated)  # fmt: skip
    assert len(events_of(data)) == days
    left_out = [match for match, _ in listing.matches() if match.record.task.id not in dated]
    assert left_out
    assert f"{len(left_out)} nhiệm vụ không có ngày nên không có sự kiện" in told
    for match in left_out:
        assert match.record.task.content.text[:60] in told
    assert b"X-WR-CALDESC:" in data


def test_only_certain_cycles_become_rules(client: TestClient) -> None:
    """A day that every month has is a rule; the 31st is named instead."""
    data = client.get("/api/tasks.ics", params={"document": "7/KH-UBND", "at": "2026-05-10"}).content
    rules = [event["rrule"].to_ical().decode() for event in events_of(data) if "rrule" in event]
    assert rules == ["FREQ=MONTHLY;BYMONTHDAY=10"]
    assert "hằng tháng, trước ngày 31" in str(Calendar.from_ical(data)["description"])


def test_a_doubtful_event_is_tentative(listing: Listing) -> None:
    events = events_of(exported(listing, "ics"))
    doubtful = [event for event in events if str(event["summary"]).startswith("[có thể liên quan] ")]
    assert doubtful
    assert {str(event["status"]) for event in doubtful} == {"TENTATIVE"}
    assert {str(event["status"]) for event in events if event not in doubtful} == {"CONFIRMED"}


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ics"])
def test_a_question_can_be_downloaded(client: TestClient, kind: str) -> None:
    answer = client.get(f"/api/ask.{kind}", params={"q": QUESTION, "at": "2026-05-10"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"].startswith(
        'attachment; filename="which-tasks-is-so-tu-phap-responsible-for-2026-05-10.'
    )
    told = client.get("/api/ask", params={"q": QUESTION, "at": "2026-05-10"}).json()["answer"]
    contents = [task["content"] for name in ("tasks", "possible_tasks", "narrative_tasks") for task in told[name]]
    if kind == "xlsx":
        assert [neutral(content) for content in contents] == [row["Nội dung nhiệm vụ"] for row in sheet_of(answer.content)[1]]


def test_filters_and_order_hold_in_the_file(client: TestClient) -> None:
    asked = {"agency": "Sở Tư pháp", "role": "lead", "sort": "deadline", "at": "2026-05-10", "state": "later"}
    rows = sheet_of(client.get("/api/tasks.xlsx", params=asked).content)[1]
    days = [row["Ngày đến hạn"] for row in rows if row["Mức chắc chắn"] == "chắc chắn" and row["Loại"] == "dòng phụ lục"]
    assert days == sorted(days)
    assert rows
    assert all(row["Tình trạng"].startswith("còn ") for row in rows)


@pytest.mark.parametrize(
    ("path", "parameters", "status"),
    [
        ("/api/tasks.pdf", {}, 422),
        ("/api/ask.xlsx", {"q": "ai ký 152/KH-UBND"}, 400),
        ("/api/tasks.csv", {"agencie": "x"}, 422),
    ],
)
def test_what_cannot_be_exported_is_told(client: TestClient, path: str, parameters: dict[str, str], status: int) -> None:
    answer = client.get(path, params=parameters)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_command_line_writes_the_same_files(base: KnowledgeBase, client: TestClient, tmp_path: Path) -> None:
    files = {kind: tmp_path / f"a.{kind}" for kind in ("csv", "xlsx", "ics")}
    command = [
        sys.executable,
        "-m",
        "api.cli",
        "tasks",
        "--home",
        str(base.settings.home),
        "--agency",
        "Sở Tư pháp",
        "--at",
        "2026-05-10",
    ]
    command += [part for kind, path in files.items() for part in (f"--{kind}", str(path))]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    asked = {"agency": "Sở Tư pháp", "at": "2026-05-10"}
    for kind in ("csv", "ics"):
        assert files[kind].read_bytes() == client.get(f"/api/tasks.{kind}", params=asked).content
    assert sheet_of(files["xlsx"].read_bytes())[1] == sheet_of(client.get("/api/tasks.xlsx", params=asked).content)[1]
    done = subprocess.run([*command, "--csv", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Không ghi được" in done.stderr
