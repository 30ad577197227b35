"""Several turns are no one day, and a misread figure is no other day: what a deadline cell must not state as certain."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.model import Document
from ingest.directive.understanding import understand
from ingest.formats import plain
from ingest.grammar.deadlines import describe, is_read, milestones_of, read

D = date
JUNE, NOVEMBER = D(2026, 6, 30), D(2026, 11, 30)
TURNS = [
    ("Đợt 1: trước 30/6; đợt 2: trước 30/11", JUNE, NOVEMBER, "labelled before"),
    ("Trước 30/6/2026 (đợt 1) và trước 30/11/2026 (đợt 2)", JUNE, NOVEMBER, "labelled behind"),
    ("Lần thứ nhất trước ngày 30/6/2026, lần thứ hai trước ngày 30/11/2026", JUNE, NOVEMBER, "in words"),
    ("Đợt 1: 30/6; đợt 2: 30/11", JUNE, NOVEMBER, "bare days"),
    ("Sơ kết: 30/6; Tổng kết: 30/11", JUNE, NOVEMBER, "each with its work"),
    ("30/6 và 30/11", JUNE, NOVEMBER, "nothing but days"),
    ("Trước ngày 30/6 và 30/11", JUNE, NOVEMBER, "one cue for both"),
    ("Giai đoạn 1: Quý II; giai đoạn 2: Quý IV/2026", D(2026, 4, 1), D(2026, 12, 31), "periods"),
    ("Đợt I (tháng 4/2026)\nĐợt II (tháng 11/2026)", D(2026, 4, 1), NOVEMBER, "in brackets, on lines of their own"),
    ("Tháng 6 và tháng 11", D(2026, 6, 1), NOVEMBER, "two months with a gap"),
    ("Quý I, quý III/2026", D(2026, 1, 1), D(2026, 9, 30), "two quarters with a gap"),
    ("6 tháng: trước 15/6; năm: trước 15/12", D(2026, 6, 15), D(2026, 12, 15), "two reports, each with its label"),
    ("Trước ngày 15 và 30/6/2026", D(2026, 6, 15), JUNE, "one month for two days"),
    ("Ngày 15 và ngày 30 tháng 6", D(2026, 6, 15), JUNE, "the same in words"),
    ("Tháng 4-6 và tháng 9-11/2026", D(2026, 4, 1), NOVEMBER, "two runs of months with a gap"),
    ("Trước 30/6 đối với cấp xã; trước 30/11 đối với cấp tỉnh", JUNE, NOVEMBER, "two addressees"),
]


@pytest.mark.parametrize(("raw", "start", "due", "why"), TURNS, ids=[row[0] for row in TURNS])
def test_turns_run_from_the_first_to_the_last(raw: str, start: date, due: date, why: str) -> None:
    found = read(raw, 2026)
    assert (found.kind, found.start, found.due) == ("other", start, due), why
    assert len(milestones_of(raw, 2026)) == 2
    assert describe(found) == " ".join(raw.split())  # said as printed: no day of it is the day


LISTED = [
    ("ngày 10, 20 và 30/6", ((6, 10), (6, 20), (6, 30)), "three days of a month"),
    ("trước ngày 10, 20 và 30/6/2026", ((6, 10), (6, 20), (6, 30)), "with a cue"),
    ("trước 15, 30/6", ((6, 15), (6, 30)), "without the word"),
    ("các ngày 10, 20, 30 tháng 6; ngày 15/7", ((6, 10), (6, 20), (6, 30), (7, 15)), "a further day"),
    ("ngày 15 tháng 3, 6, 9 và 12", ((3, 15), (6, 15), (9, 15), (12, 15)), "one day of several months"),
    ("Trước ngày 15 các tháng 3, 6, 9/2026", ((3, 15), (6, 15), (9, 15)), "the same with a cue"),
    ("trước ngày 15/3, 15/6, 15/9", ((3, 15), (6, 15), (9, 15)), "each with its month"),
    ("Tháng 6; nghiệm thu tháng 12", ((6, 30), (12, 31)), "two steps in months are no stretch"),
    ("Quý III/2026 (dự thảo), Quý IV/2026 (ban hành)", ((9, 30), (12, 31)), "nor are two quarters next to each other"),
    ("Tháng 6, 7; 12", ((7, 31), (12, 31)), "another separator"),
]


@pytest.mark.parametrize(("raw", "days", "why"), LISTED, ids=[row[0] for row in LISTED])
def test_no_day_of_a_list_is_lost(raw: str, days: tuple[tuple[int, int], ...], why: str) -> None:
    found = read(raw, 2026)
    assert milestones_of(raw, 2026) == tuple(D(2026, *day) for day in days), why
    assert (found.kind, found.due, describe(found)) == ("other", D(2026, *days[-1]), raw)


def test_days_that_share_a_month_only_where_they_are_days() -> None:
    assert read("Trước ngày 15 tháng 3, 6 tháng một lần", 2026).due == D(2026, 3, 15)
    assert read("Trước ngày 15 tháng 3, 20 xã hoàn thành", 2026).due == D(2026, 3, 15)
    assert read("Tháng 6; 2. Rà soát", 2026).due == D(2026, 6, 30)


ACROSS = [
    ("Quý IV-I", "a run that goes back: the first quarter of the next year, or a slip"),
    ("Quý IV, I", "a list that does"),
    ("Tháng 11-2", "months"),
    ("Từ quý IV đến quý I", "in words: no day of March 2026"),
    ("Từ tháng 11 đến tháng 2 năm sau", "nor of February"),
    ("Từ 15/11 đến 15/2", "days"),
    ("Quý IV năm 2026, quý I", "the year of one of them"),
]


@pytest.mark.parametrize(("raw", "why"), ACROSS, ids=[row[0] for row in ACROSS])
def test_no_day_where_the_year_of_the_end_is_not_said(raw: str, why: str) -> None:
    found = read(raw, 2026)
    assert (found.kind, found.start, found.due, is_read(found)) == ("other", None, None, False), why


def test_a_stretch_over_the_year_is_read_where_both_years_are_printed() -> None:
    for raw in ("Quý IV/2026 - Quý I/2027", "Quý IV/2026-I/2027", "Quý IV năm 2026 và quý I năm 2027"):
        assert (read(raw, 2026).start, read(raw, 2026).due) == (D(2026, 10, 1), D(2027, 3, 31)), raw


ONE = [
    ("Đợt 1 trước 30/6/2026", "by", "one turn"),
    ("Quý III, quý IV năm 2026", "in_quarter", "no gap between"),
    ("Tháng 4 - tháng 6/2026", "in_month", "a run"),
    ("Từ 01/6 đến 30/11/2026", "by", "a stretch"),
    ("Quý III/2026 (trước ngày 15/9/2026)", "by", "the narrower of two"),
    ("Ngày 15 và ngày 16 tháng 6", "on", "two days next to each other"),
    ("Trước ngày 30/6/2026 dự thảo; trước ngày 30/9/2026 trình", "by", "two steps of one work, the last ends it"),
    ("Định kỳ trước ngày 15/6 và 15/12 hằng năm", "recurring", "a cycle holds its days"),
    ("Đã hoàn thành đợt 1 trước 30/6/2026", "done", "done"),
]


@pytest.mark.parametrize(("raw", "kind", "why"), ONE, ids=[row[0] for row in ONE])
def test_no_turns(raw: str, kind: str, why: str) -> None:
    assert read(raw, 2026).kind == kind, why


MISREAD = [
    ("Quý lII/2026", "small l for I"),
    ("Quý 11/2026", "two figures for II: no November"),
    ("Quý 111/2026", "three"),
    ("Quý 5/2026", "no such quarter: no May"),
    ("Quý II I/2026", "a blank inside III: not the second"),
    ("Quý Il", "I and l"),
    ("Quý 1V/2026", "a figure in IV"),
    ("Ouý III/2026", "the word itself"),
    ("Quý III/2O26", "a letter in the year"),
    ("Tháng l2/2026", "December, no February"),
    ("Tháng 1O/2026", "October, no January"),
    ("Tháng O6/2026", "a letter for the nought"),
    ("Trước ngày l5/6/2026", "the fifteenth, no fifth"),
    ("Trước ngày 3O/6/2026", "a letter for the nought"),
    ("trước 30/6/2O26", "a letter in the year"),
]


@pytest.mark.parametrize(("raw", "why"), MISREAD, ids=[row[0] for row in MISREAD])
def test_a_misread_figure_states_nothing(raw: str, why: str) -> None:
    found = read(raw, 2026)
    assert not is_read(found), why
    assert found.due is None


@pytest.mark.parametrize(("raw", "due"), [("Quý 2-3/2026", D(2026, 9, 30)), ("Quý 2, 3", D(2026, 9, 30)), ("Năm 2026, 2027", D(2027, 12, 31)), ("Trước 17h00 ngày 15/6/2026 và 17h00 ngày 20/6/2026", D(2026, 6, 20)), ("Trước ngày 15/6 (6 tháng), 15/12 (năm)", D(2026, 12, 15))])  # fmt: skip
def test_the_last_of_a_list_counts(raw: str, due: date) -> None:
    assert read(raw, 2026).due == due


# --- in papers ---------------------------------------------------------------------------------------------------------------

HEAD = "UBND TỈNH NGHỆ AN\n\nSố: 501/KH-UBND\n\nNghệ An, ngày 15 tháng 5 năm 2026\n\nKẾ HOẠCH\nTiêm chủng năm 2026\n\nI. NHIỆM VỤ\n\n"
HEADER = "STT\tNội dung\tChủ trì\tThời hạn\n"


def paper(body: str) -> Document:
    return understand(plain.read(HEAD + body + "\n"), "d", "d.txt")


def warned(found: Document, code: str) -> list[str]:
    return [found.text[one.spans[0].start : one.spans[-1].end] for one in found.warnings if one.code == code]


TOLD = [
    (HEADER + "1\tTiêm phòng\tSở Y tế\tĐợt 1: trước 30/6; đợt 2: trước 30/11", ["Đợt 1: trước 30/6; đợt 2: trước 30/11"], "a cell"),
    ("1. Tiêm phòng\n- Chủ trì: Sở Y tế\n- Thời hạn: lần 1 tháng 4, lần 2 tháng 10", ["lần 1 tháng 4, lần 2 tháng 10"], "a list"),
    ("1. Sở Y tế báo cáo kết quả (đợt 1 trước ngày 30/6, đợt 2 trước ngày 30/11).", ["đợt 1 trước ngày 30/6, đợt 2 trước ngày 30/11"], "a sentence"),
    ("1. Sở Y tế gửi báo cáo trước ngày 15/6 và ngày 15/12/2026.", ["trước ngày 15/6 và ngày 15/12/2026"], "a list of days in a sentence"),
    (HEADER + "1\tĐề án\tSở Y tế\tTrước 30/6 dự thảo; trước 30/9 trình", ["Trước 30/6 dự thảo; trước 30/9 trình"], "steps are told as well"),
    (HEADER + "1\tĐề án\tSở Y tế\tTừ 01/6 đến 30/9", [], "one stretch"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected", "why"), TOLD, ids=[row[2] for row in TOLD])
def test_several_days_are_told(body: str, expected: list[str], why: str) -> None:
    found = paper(body)
    assert warned(found, "deadline_turns") == expected
    limit = found.tasks[0].deadline
    assert limit is not None
    assert [limit.raw] == expected or not expected, why


def test_a_first_quarter_in_figures_among_roman_ones_is_doubtful() -> None:
    rows = HEADER + "1\tMột\tSở Y tế\tQuý II\n2\tHai\tSở Y tế\tQuý 1"
    assert warned(paper(rows), "deadline_suspect") == ["Quý 1"]
    assert warned(paper(rows.replace("Quý II", "Quý 2")), "deadline_suspect") == []
