"""Time expressions in questions: in Vietnamese with and without marks, and in English."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.spelling import bare
from ingest.grammar.windows import window

D = date
TODAY = D(2026, 5, 6)  # a Wednesday

ASKED = [
    # question, start, end, words, sense, why
    ("việc phải xong trước 30/4", None, D(2026, 4, 30), "trước 30/4", "before", "the day of the limit counts"),
    ("phải hoàn thành trước ngày 10/4/2027", None, D(2027, 4, 10), "trước ngày 10/4/2027", "before", "a printed year"),
    ("due before 30 April", None, D(2026, 4, 30), "before 30 April", "before", "English"),
    ("by the end of April", None, D(2026, 4, 30), "by the end of April", "before", "the end of a month"),
    ("trước quý III", None, D(2026, 6, 30), "trước quý III", "before", "the day before a period"),
    ("đến hết quý 2", None, D(2026, 6, 30), "đến hết quý 2", "before", "the end of a period"),
    ("tính đến ngày 01/5/2026 có gì quá hạn", None, D(2026, 5, 1), "tính đến ngày 01/5/2026", "as_of", "a day of reckoning"),
    ("overdue as of 1 May 2026", None, D(2026, 5, 1), "as of 1 May 2026", "as_of", "the same in English"),
    ("bắt đầu từ ngày 10/4/2026", D(2026, 4, 10), None, "bắt đầu từ ngày 10/4/2026", "from", "an open end"),
    ("từ ngày 10 đến 20/6", D(2026, 6, 10), D(2026, 6, 20), "từ ngày 10 đến 20/6", "within", "the month stands at the end"),
    ("sau ngày 30/4", D(2026, 5, 1), None, "sau ngày 30/4", "from", "after a day"),
    ("hạn trong quý 3 năm 2026", D(2026, 7, 1), D(2026, 9, 30), "trong quý 3 năm 2026", "within", "a quarter"),
    ("due in Q3", D(2026, 7, 1), D(2026, 9, 30), "in Q3", "within", "the same in English"),
    ("third quarter of 2027", D(2027, 7, 1), D(2027, 9, 30), "third quarter of 2027", "within", "in words"),
    ("hạn tháng 4", D(2026, 4, 1), D(2026, 4, 30), "hạn tháng 4", "within", "the year is the caller's"),
    ("in May", D(2026, 5, 1), D(2026, 5, 31), "in May", "within", "the month, not the verb"),
    ("quý này", D(2026, 4, 1), D(2026, 6, 30), "quý này", "within", "counted from today"),
    ("tuần này", D(2026, 5, 4), D(2026, 5, 10), "tuần này", "within", "Monday to Sunday"),
    ("next week", D(2026, 5, 11), D(2026, 5, 17), "next week", "within", "the same, one on"),
    ("tháng trước", D(2026, 4, 1), D(2026, 4, 30), "tháng trước", "within", "“trước” behind a unit"),
    ("cuối tháng", D(2026, 5, 31), D(2026, 5, 31), "cuối tháng", "within", "of this month"),
    ("7 ngày tới", D(2026, 5, 6), D(2026, 5, 13), "7 ngày tới", "within", "a stretch from today"),
    ("việc gì sắp đến hạn", D(2026, 5, 6), D(2026, 5, 13), "sắp đến hạn", "within", "a week from today"),
    ("viec nao gan het han", D(2026, 5, 6), D(2026, 5, 13), "gan het han", "within", "without marks"),
    ("tasks due soon", D(2026, 5, 6), D(2026, 5, 13), "due soon", "within", "in English"),
    ("hôm nay", TODAY, TODAY, "hôm nay", "within", "today"),
    ("từ 1/4 đến 30/4", D(2026, 4, 1), D(2026, 4, 30), "từ 1/4 đến 30/4", "within", "a stretch"),
    ("from April to June", D(2026, 4, 1), D(2026, 6, 30), "from April to June", "within", "the same in English"),
    ("tháng 4 và tháng 5", D(2026, 4, 1), D(2026, 5, 31), "tháng 4 và tháng 5", "within", "a list"),
    ("trong năm 2027", D(2027, 1, 1), D(2027, 12, 31), "trong năm 2027", "within", "a year that is asked for"),
    ("2026-04-30", D(2026, 4, 30), D(2026, 4, 30), "2026-04-30", "within", "ISO"),
    ("quý III có hạn trước 30/8", None, D(2026, 8, 30), "trước 30/8", "before", "a limit tells more than a period"),
]


@pytest.mark.parametrize(("text", "start", "end", "words", "sense", "why"), ASKED, ids=[row[0] for row in ASKED])
def test_asked(text: str, start: date | None, end: date | None, words: str, sense: str, why: str) -> None:
    found = window(text, TODAY, 2026)
    assert found, why
    assert (found.start, found.end, found.words, found.sense) == (start, end, words, sense), why


@pytest.mark.parametrize(("text", "start", "end", "words", "sense", "why"), ASKED, ids=[row[0] for row in ASKED])
def test_the_same_without_marks(text: str, start: date | None, end: date | None, words: str, sense: str, why: str) -> None:
    found = window(bare(text), TODAY, 2026)
    assert found, why
    assert (found.start, found.end, found.words, found.sense) == (start, end, bare(words), sense)


def test_half_the_marks() -> None:
    found = window("viêc xong trươc ngày 30/4", TODAY, 2026)
    assert found
    assert (found.end, found.sense) == (D(2026, 4, 30), "before")


NOT_ASKED = [
    ("kế hoạch năm 2026", "a year in a title"),
    ("Kế hoạch số 144/KH-UBND ngày 09/4/2026 giao gì", "the date of a citation"),
    ("điều chỉnh từ Quý IV lên Quý III", "a move, not a time"),
    ("làm theo chu kỳ hằng tháng", "a cycle"),
    ("báo cáo trước ngày 20 hằng tháng", "a cycle with its day"),
    ("Chiến dịch 100 ngày đêm", "a name"),
    ("quỹ 3", "wrong marks are not missing marks"),
    ("trực 24/7", "round the clock"),
    ("31/2", "no such day"),
    ("may I ask", "a verb"),
    ("nhiệm vụ của Sở Tư pháp", "nothing about time"),
]


@pytest.mark.parametrize(("text", "why"), NOT_ASKED)
def test_not_asked(text: str, why: str) -> None:
    assert window(text, TODAY, 2026) is None, why


@given(st.text(max_size=80), st.dates(D(2000, 1, 1), D(2090, 12, 31)))
def test_any_text_gives_a_window_inside_it(text: str, today: date) -> None:
    found = window(text, today, today.year)
    if found:
        assert found.words == text[found.start_pos : found.end_pos]
        assert found.start is None or found.end is None or found.start <= found.end


_CUES = st.sampled_from(["trước ", "đến ", "trong ", "từ ", "sau ", "tính đến ", "before ", "by ", "in ", "hạn ", ""])
_TIMES = st.sampled_from(
    ["ngày {d}/{m}", "tháng {m}", "quý {q}", "tuần này", "cuối năm", "{d} April", "Q{q}", "3 tuần tới", "cuối tháng {m}"]
)


@given(_CUES, _TIMES, st.integers(1, 28), st.integers(1, 12), st.integers(1, 4), st.dates(D(2000, 1, 1), D(2090, 12, 31)))
def test_marks_may_be_left_out(cue: str, words: str, day: int, month: int, number: int, today: date) -> None:
    text = "việc nào " + cue + words.format(d=day, m=month, q=number)
    marked, unmarked = window(text, today, 2026), window(bare(text), today, 2026)
    assert marked
    assert unmarked
    assert (marked.start, marked.end, marked.sense) == (unmarked.start, unmarked.end, unmarked.sense)
    assert text.endswith(marked.words)


@given(st.dates(D(2000, 1, 1), D(2090, 12, 31)), st.sampled_from(["tuần", "tháng", "quý"]))
def test_turns_meet_without_a_gap(today: date, unit: str) -> None:
    last, this, following = (window(f"{unit} {turn}", today, today.year) for turn in ("trước", "này", "sau"))
    assert last
    assert this
    assert following
    assert last.end
    assert this.start
    assert this.end
    assert this.start <= today <= this.end
    assert last.end + timedelta(days=1) == this.start
    assert this.end + timedelta(days=1) == following.start
