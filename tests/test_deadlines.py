"""Deadlines: cells, running text, comparison of child and parent, wording."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.model import Deadline, Recurrence
from ingest.grammar.deadlines import compare, describe, find, is_read, read

D = date
CELLS = [
    # print, kind, start, due, strictly before, why
    ("Trước ngày 30/4/2026", "by", None, D(2026, 4, 30), True, "the day as printed, strictly before it"),
    ("Hoàn thành trước 30/8/2026", "by", None, D(2026, 8, 30), True, "without “ngày”"),
    ("Trước ngày 30/11/2026", "by", None, D(2026, 11, 30), True, "November, not January"),
    ("Chậm nhất ngày 30/4/2026", "by", None, D(2026, 4, 30), False, "the day itself is inside"),
    ("chậm nhất trước ngày 30/4", "by", None, D(2026, 4, 30), True, "trước wins; the plan's year"),
    ("Đến hết ngày 31/12/2026", "by", None, D(2026, 12, 31), False, "until the end of a day"),
    ("Đến năm 2030", "by", None, D(2030, 12, 31), False, "until the end of a year"),
    ("Trước quý III/2026", "by", None, D(2026, 6, 30), False, "the last day before a period"),
    ("Trước ngày 15/4/\n2026", "by", None, D(2026, 4, 15), True, "a cell cut over a page"),
    ("hoàn thành xong trước ngày 01-5-2026", "by", None, D(2026, 5, 1), True, "the Party's old style"),
    ("trước ngày 22 tháng 12 năm 2026", "by", None, D(2026, 12, 22), True, "spelt out"),
    ("12/7/2026", "on", None, D(2026, 7, 12), False, "day first: the twelfth of July"),
    ("02/10/2026", "on", None, D(2026, 10, 2), False, "padded"),
    ("Thời gian dự kiến: ngày 11/9/2026 (thứ Sáu)", "on", None, D(2026, 9, 11), False, "with its weekday"),
    ("cuối năm", "on", None, D(2026, 12, 31), False, "Bộ luật Dân sự, Điều 146"),
    ("giữa năm 2026", "on", None, D(2026, 6, 30), False, "the last day of June, same article"),
    ("đầu tháng 5/2026", "on", None, D(2026, 5, 1), False, "same article"),
    ("Tháng 4/2026", "in_month", D(2026, 4, 1), D(2026, 4, 30), False, "a month"),
    ("Trong tháng 04/2026", "in_month", D(2026, 4, 1), D(2026, 4, 30), False, "padded"),
    ("04/2026", "in_month", D(2026, 4, 1), D(2026, 4, 30), False, "bare"),
    ("Tháng 02/2028", "in_month", D(2028, 2, 1), D(2028, 2, 29), False, "a leap year"),
    ("Tuần 2 tháng 4/2026", "in_month", D(2026, 4, 1), D(2026, 4, 30), False, "not the second of April"),
    ("Tháng 4 - tháng 6/2026", "in_month", D(2026, 4, 1), D(2026, 6, 30), False, "a run of months"),
    ("Quý III/2026", "in_quarter", D(2026, 7, 1), D(2026, 9, 30), False, "a quarter"),
    ("quý III năm 2026", "in_quarter", D(2026, 7, 1), D(2026, 9, 30), False, "the year in words"),
    ("Quý 1/2026", "in_quarter", D(2026, 1, 1), D(2026, 3, 31), False, "in figures"),
    ("quý III, quý IV năm 2026", "in_quarter", D(2026, 7, 1), D(2026, 12, 31), False, "the last year holds for both"),
    ("Quý III-IV/2026", "in_quarter", D(2026, 7, 1), D(2026, 12, 31), False, "a run of quarters"),
    ("Bắt đầu từ ngày 10/4/2026", "from", D(2026, 4, 10), None, False, "open: never overdue"),
    ("Từ quý II/2026", "from", D(2026, 4, 1), None, False, "open, from a quarter"),
    ("từ ngày 11/9/2026 đến ngày 20/9/2026", "by", D(2026, 9, 11), D(2026, 9, 20), False, "a stretch of days"),
    ("từ ngày 11 đến 20/9/2026", "by", D(2026, 9, 11), D(2026, 9, 20), False, "the month stands at the end"),
    ("từ ngày 11/9 đến hết năm 2026", "by", D(2026, 9, 11), D(2026, 12, 31), False, "the year stands at the end"),
    ("Thường xuyên", "ongoing", None, None, False, "no day"),
    ("Thường xuyên trong năm 2026", "ongoing", None, None, False, "the year is only its frame"),
    ("Đã hoàn thành", "done", None, None, False, "a state, not a date"),
    ("Đã hoàn thành trước ngày 01/4/2026", "done", None, None, False, "done is done"),
    ("Năm 2026", "other", D(2026, 1, 1), D(2026, 12, 31), False, "a year has no kind of its own"),
    ("6 tháng đầu năm", "other", D(2026, 1, 1), D(2026, 6, 30), False, "nor has a half"),
    ("giai đoạn 2026 - 2030", "other", D(2026, 1, 1), D(2030, 12, 31), False, "nor a span of years"),
    (
        "Cụ thể hóa Kế hoạch số 54/KH-UBND ngày 13/02/2026: lộ trình. Hoàn thành trước ngày 30/11/2026",
        *("by", None, D(2026, 11, 30), True),
        "the date of a cited paper is no deadline",
    ),
    ("Thực hiện Kế hoạch 41-KH/TU, ngày 15/01/2026", "other", None, None, False, "only a citation"),
    ("Quý III/2026 (trước ngày 15/9/2026)", "by", None, D(2026, 9, 15), True, "the narrower of two"),
    ("Trước ngày 30/6/2026 dự thảo; trước ngày 30/9/2026 trình", "by", None, D(2026, 9, 30), True, "the last of two"),
    ("Bắt đầu từ 10/4/2026; xong trước 30/6/2026", "by", D(2026, 4, 10), D(2026, 6, 30), True, "both ends in two clauses"),
    ("31/2/2026", "other", None, None, False, "no such day"),
    ("Trước ngày 31/2/2026. Thường xuyên duy trì", "other", None, None, False, "no such day, and nothing guessed"),
    ("tháng 13/2026", "other", None, None, False, "no such month"),
    ("Tháng 11 - tháng 2/2026", "other", None, None, False, "of two years, no February to November"),
    ("", "other", None, None, False, "nothing printed"),
    ("sân bay", "other", None, None, False, "not about time"),
]


@pytest.mark.parametrize(("raw", "kind", "start", "due", "strict", "why"), CELLS, ids=[row[0][:40] for row in CELLS])
def test_cells(raw: str, kind: str, start: date | None, due: date | None, strict: bool, why: str) -> None:
    found = read(raw, 2026)
    assert (found.kind, found.start, found.due, found.strict_before) == (kind, start, due, strict), why
    assert found.raw == raw.strip()


CYCLES = [
    ("Trước ngày 20 hằng tháng", Recurrence("monthly", (20,)), "a day of the month"),
    ("định kỳ trước ngày 10 hàng tháng", Recurrence("monthly", (10,)), "hàng for hằng"),
    ("ngày 15 và 30 hằng tháng", Recurrence("monthly", (15, 30)), "two days"),
    ("trước ngày 25 của tháng", Recurrence("monthly", (25,)), "without hằng"),
    ("trước ngày 01/6 và 15/11 hàng năm", Recurrence("yearly", (), ((6, 1), (11, 15))), "two days of the year"),
    ("Trước ngày 15 tháng 12 hằng năm", Recurrence("yearly", (), ((12, 15),)), "spelt out"),
    ("Hằng năm", Recurrence("yearly"), "no day"),
    ("Tháng 12 hằng năm", Recurrence("yearly"), "a month of every year is no date"),
    ("định kỳ hằng quý, 6 tháng", Recurrence("quarterly"), "the first of two cycles"),
    ("Định kỳ 06 tháng, năm", Recurrence("half_yearly"), "six months"),
    ("2 lần/năm", Recurrence("half_yearly"), "twice a year"),
    ("Quý/lần", Recurrence("quarterly"), "once a quarter"),
    ("Hằng tuần", Recurrence("weekly"), "every week"),
    ("Định kỳ", None, "a cycle without its length"),
]


@pytest.mark.parametrize(("raw", "recurrence", "why"), CYCLES)
def test_cycles(raw: str, recurrence: Recurrence | None, why: str) -> None:
    found = read(raw, 2026)
    assert (found.kind, found.recurrence, found.due) == ("recurring", recurrence, None), why


def test_two_clauses() -> None:
    assert read("Hoàn thành trước ngày 30/5/2026. Thường xuyên duy trì, nâng cấp", 2026).also == "ongoing"
    assert read("Quý I/2026 và các năm tiếp theo", 2026).also == "ongoing"
    assert read("Thường xuyên, hằng năm", 2026).also == "ongoing"


TRIGGERS = [
    ("Báo cáo khi có văn bản yêu cầu của VP Tỉnh ủy", "khi có văn bản yêu cầu của VP Tỉnh ủy"),
    ("nếu có vướng mắc", "nếu có vướng mắc"),
    ("trong thời hạn 05 ngày làm việc kể từ ngày nhận", "trong thời hạn 05 ngày làm việc kể từ ngày nhận"),
    ("Theo tiến độ của Bộ", "Theo tiến độ của Bộ"),
]


@pytest.mark.parametrize(("raw", "trigger"), TRIGGERS)
def test_events_are_read_though_they_have_no_day(raw: str, trigger: str) -> None:
    found = read(raw, 2026)
    assert (found.kind, found.due, found.trigger, is_read(found)) == ("other", None, trigger, True)


def test_a_cycle_with_an_event_and_a_reporter() -> None:
    assert read("trước ngày 01/6 hằng năm (hoặc đột xuất khi có yêu cầu)", 2026).trigger == "đột xuất khi có yêu cầu"
    assert read("Sở KH&CN báo cáo định kỳ hàng tháng kết quả", 2026).reporter == "Sở KH&CN"


def test_a_bare_quarter_needs_the_plans_year() -> None:
    assert read("Quý III", 2026).inferred == ("year",)
    assert read("Quý III/2026", 2026).inferred == ()
    unknown = read("Quý III", None)
    assert (unknown.kind, unknown.due, is_read(unknown)) == ("other", None, False)


@pytest.mark.parametrize(
    "raw", ["31/2/2026", "Trước ngày 32 hằng tháng", "mỗi 05 tháng", "sân bay", "01 quý so với kế hoạch ban đầu"]
)
def test_unread(raw: str) -> None:
    found = read(raw, 2026)
    assert (found.kind, found.start, found.due, is_read(found)) == ("other", None, None, False)


@pytest.mark.parametrize("raw", ["", " ", "-", "…", "Thường xuyên", "Năm 2026", "Định kỳ"])
def test_read_or_nothing_to_read(raw: str) -> None:
    assert is_read(read(raw, 2026))


# --- the gold set ------------------------------------------------------------------------------------------------------------


def _gold(shared: Path) -> list[dict[str, Any]]:
    tasks: list[dict[str, Any]] = json.loads((shared / "gold/tasks.json").read_text(encoding="utf-8"))
    return tasks


def _as_gold(found: Deadline) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "start": found.start.isoformat() if found.start else None,
        "due": found.due.isoformat() if found.due else None,
        "strict_before": found.strict_before,
        "also": found.also,
        "year_inferred": found.inferred == ("year",),
        "recurrence": found.recurrence,
    }


def _expected(norm: dict[str, Any]) -> dict[str, Any]:
    cycle = norm["recurrence"]
    recurrence = None
    if cycle and cycle["freq"] != "unspecified":
        days = (cycle["before_day"],) if "before_day" in cycle else ()
        dates = tuple((int(day[:2]), int(day[3:])) for day in cycle.get("before_dates", ()))
        recurrence = Recurrence(cycle["freq"], days, dates)
    kept = {name: norm[name] for name in ("kind", "start", "due")}
    also = norm["also"]["kind"] if norm.get("also") else None
    flags = {"strict_before": norm.get("strict_before", False), "year_inferred": norm.get("year_inferred", False)}
    return {**kept, **flags, "also": also, "recurrence": recurrence}


def test_every_gold_deadline(shared: Path) -> None:
    tasks = _gold(shared)
    stated = [(task["id"], task[name]) for task in tasks for name in ("deadline", "adjusted_deadline") if task.get(name)]
    stated += [(task["id"], inner) for task in tasks for inner in task.get("inner_deadlines", ())]
    stated = [(name, limit) for name, limit in stated if limit["raw"] and limit["norm"]]
    wrong = [(name, limit["raw"]) for name, limit in stated if _as_gold(read(limit["raw"], 2026)) != _expected(limit["norm"])]
    assert (wrong, len(stated)) == ([], 155)


def test_every_gold_adjustment(shared: Path) -> None:
    adjusted = [task for task in _gold(shared) if task.get("adjustment") in ("earlier", "later", "same")]
    found = [compare(read(t["adjusted_deadline"]["raw"], 2026), read(t["deadline"]["raw"], 2026)) for t in adjusted]
    assert found == [task["adjustment"] for task in adjusted]
    assert len(found) == 47


def test_every_gold_step_inside_a_product_cell(shared: Path) -> None:
    for task in _gold(shared):
        for inner in task.get("inner_deadlines", ()):
            dues = {found.due and found.due.isoformat() for _, _, found in find(inner["raw"], 2026)}
            assert inner["norm"]["due"] in dues, (task["id"], inner["raw"])


# --- running text ------------------------------------------------------------------------------------------------------------

RUNNING = [
    ("chủ trì cuộc họp trước ngày 15/4/2026. Văn bản khác", ["trước ngày 15/4/2026"], "a step"),
    (
        "làm việc trong tháng 4/2026 (định kỳ hằng quý, 6 tháng đánh giá)",
        ["trong tháng 4/2026", "định kỳ hằng quý, 6 tháng"],
        "two",
    ),
    ("theo Kế hoạch số 5/KH-UBND ngày 13/02/2026 của UBND", [], "the date of a citation"),
    ("phát triển giai đoạn 2026 - 2030, đến năm 2030", [], "the years of a title"),
    ("đáp ứng hoạt động thường xuyên của hệ thống", [], "a quality"),
    ("Thường xuyên phối hợp với Công an tỉnh", ["Thường xuyên"], "a standing duty"),
    ("chương trình, kế hoạch công tác hằng năm của cơ quan", [], "what a plan is called"),
    ("các nhiệm vụ theo kế hoạch phải hoàn thành trong quý III", [], "the former limit"),
]


@pytest.mark.parametrize(("text", "expected", "why"), RUNNING)
def test_running_text(text: str, expected: list[str], why: str) -> None:
    found = find(text, 2026)
    assert [text[start:end] for start, end, _ in found] == expected, why
    assert [limit.raw for _, _, limit in found] == expected


# --- comparing and wording ---------------------------------------------------------------------------------------------------

COMPARED = [
    ("Trước ngày 30/8/2026", "Quý III", "earlier", "inside the quarter, before its end"),
    ("Trước ngày 10/4/2026", "Quý I", "later", "after the end of the quarter"),
    ("Tháng 4/2026", "Trước ngày 30/4/2026", "same", "the same last day as printed"),
    ("Trước ngày 10 hằng tháng", "Trước ngày 20 hằng tháng", "earlier", "a day of a cycle"),
    ("Trước ngày 20 hằng tháng", "Hằng tháng", "earlier", "an unnamed day is the end of the cycle"),
    ("Hằng quý", "Hằng tháng", "kind_changed", "another frequency"),
    ("Thường xuyên", "báo cáo định kỳ hàng tháng", "kind_changed", "a duty without its cycle"),
    ("Thường xuyên", "Thường xuyên", "same", "no day on both sides"),
    ("Bắt đầu từ ngày 15/4/2026", "bắt đầu từ ngày 10/4/2026", "later", "a later start"),
    ("", "Quý III", "missing", "the child says nothing"),
    ("", "", "same", "nor does the parent"),
]


@pytest.mark.parametrize(("child", "parent", "expected", "why"), COMPARED)
def test_compare(child: str, parent: str, expected: str, why: str) -> None:
    assert compare(read(child, 2026), read(parent, 2026)) == expected, why


SAID = [
    ("Hoàn thành trước ngày 30/4/2026", "trước 30/4/2026"),
    ("Trước ngày 5/2/2026", "trước 05/02/2026"),
    ("Chậm nhất ngày 9/4/2026", "chậm nhất 09/4/2026"),
    ("Quý III", "Quý III/2026 (đến 30/9/2026)"),
    ("quý III, quý IV năm 2026", "Quý III–IV/2026 (đến 31/12/2026)"),
    ("Tháng 4/2026", "Tháng 4/2026 (đến 30/4/2026)"),
    ("12/7/2026", "ngày 12/7/2026"),
    ("bắt đầu từ ngày 10/4/2026", "từ 10/4/2026"),
    ("từ ngày 11/9/2026 đến ngày 20/9/2026", "từ 11/9/2026 đến 20/9/2026"),
    ("Định kỳ trước ngày 20 hằng tháng", "hằng tháng, trước ngày 20"),
    ("trước ngày 01/6 và 15/11 hàng năm", "hằng năm, trước ngày 01/6 và 15/11"),
    ("Thường xuyên", "thường xuyên"),
    ("Hoàn thành trước ngày 30/5/2026. Thường xuyên duy trì", "trước 30/5/2026; thường xuyên"),
    ("Đã hoàn thành", "đã hoàn thành"),
    ("Năm 2026", "năm 2026"),
    ("6 tháng đầu năm", "6 tháng đầu năm 2026 (đến 30/6/2026)"),
    ("Khi có yêu cầu", "Khi có yêu cầu"),
    ("theo tình hình", "theo tình hình"),
    ("-", "không nêu"),
    ("", "không nêu"),
]


@pytest.mark.parametrize(("raw", "words"), SAID)
def test_wording(raw: str, words: str) -> None:
    assert describe(read(raw, 2026)) == words


# --- laws --------------------------------------------------------------------------------------------------------------------

_LEXICON = """
    trước ngày đến hết từ bắt đầu trong tháng quý năm hằng định kỳ thường xuyên đã hoàn thành lần khi có cuối giữa sau
    và chậm nhất I III IV 4 6 12 31/2 30/4 30/4/2026 2026 - 2030 / , ; . 1/1/0000 99/99/9999 57-NQ/TW
"""
_WORDS = st.sampled_from(_LEXICON.split())
_TEXTS = st.one_of(
    st.text(max_size=60), st.lists(_WORDS, max_size=12).map(" ".join), st.lists(_WORDS, max_size=12).map("".join)
)
_DAYS = st.dates(D(1950, 1, 1), D(2079, 12, 31))


@given(_TEXTS, st.one_of(st.none(), st.integers(1950, 2079)))
@example("từ ngày 30/6/2026 đến ngày 01/4/2026", 2026)
def test_any_text_is_read_without_error(text: str, year: int | None) -> None:
    found = read(text, year)
    assert found.raw == text.strip()
    assert found.start is None or found.due is None or found.start <= found.due
    assert describe(found)
    assert compare(found, found) == "same"
    for start, end, inner in find(text, year):
        assert 0 <= start < end <= len(text)
        assert inner.raw == text[start:end]


@given(
    _DAYS,
    st.sampled_from(["Trước ngày {}", "Hoàn thành trước {}", "trước\nngày {}", "Chậm nhất ngày {}", "{}", "đến hết ngày {}."]),
)
def test_a_day_is_due_on_that_day_however_it_is_padded(day: date, words: str) -> None:
    prints = [
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day:02d}/{day.month:02d}/{day.year}",
        f"{day.day:02d}/{day.month}/{day.year}",
    ]
    prints += [f"{day.day:02d}-{day.month:02d}-{day.year}", f"{day.day} tháng {day.month} năm {day.year}"]
    assert {read(words.format(printed), None).due for printed in prints} == {day}


@given(st.integers(1, 4), st.integers(1950, 2079))
def test_quarters_part_the_year(number: int, year: int) -> None:
    roman = ["I", "II", "III", "IV"][number - 1]
    found = read(f"Quý {roman}/{year}", None)
    assert found == Deadline(f"Quý {roman}/{year}", "in_quarter", found.start, found.due)
    assert read(f"quý {number} năm {year}", None).due == found.due == read(f"Quý {roman}", year).due
    following = read(f"Quý {roman}", year).due
    assert found.start
    assert following
    assert (following - found.start).days in (89, 90, 91)


@given(_DAYS, _DAYS)
def test_compare_is_the_order_of_the_days(one: date, other: date) -> None:
    first, second = (read(f"Trước ngày {day.day}/{day.month}/{day.year}", None) for day in (one, other))
    assert compare(first, second) == ("same" if one == other else "earlier" if one < other else "later")


@pytest.mark.parametrize(
    "phrase", ["ngày 15, ", "12/5 - ", "Quý III; ", "trước ngày 30/4/2026, ", "hằng tháng ", "63/KH-UBND ngày 11/02/2026 "]
)
def test_a_phrase_that_comes_again_and_again_is_read_in_time(phrase: str) -> None:
    text = phrase * (24_000 // len(phrase))
    started = time.perf_counter()
    read(text, 2026)
    find(text, 2026)
    assert time.perf_counter() - started < 5


def test_an_hour_before_the_day() -> None:
    found = read("trước 17 giờ 00 ngày 21/8/2026", 2026)
    assert (found.kind, found.due, found.strict_before) == ("by", date(2026, 8, 21), True)


HALVES = [
    "định kỳ 6 tháng (trước 15/6) và năm (trước 15/12)",
    "Định kỳ 06 tháng (trước ngày 15/6), hằng năm (trước ngày 15/12)",
    "6 tháng trước ngày 15/6 và năm trước ngày 15/12",
]


@pytest.mark.parametrize("printed", HALVES)
def test_a_report_for_the_half_year_and_one_for_the_year(printed: str) -> None:
    """Each with a day of its own: both come again every year."""
    assert read(printed, 2026).recurrence == Recurrence("yearly", dates=((6, 15), (12, 15)))
