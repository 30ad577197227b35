"""The page of one agency, its timeline, and the names that are suggested while one types."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.asking.vocabulary import vocabulary
from api.pages.timeline import timeline
from api.routes.suggestions import MOST, suggestions
from api.wiring import KnowledgeBase
from corpus.model import Deadline, Document, Field, Recurrence, Span, Task
from search.held.due import STATES, due, is_overdue, next_turn
from search.held.knowledge import Knowledge, Record
from search.selecting.query import Match

SAMPLES = Path(__file__).resolve().parent.parent / "corpus/samples"
DAY = date(2026, 5, 10)
AT = {"at": DAY.isoformat()}


@pytest.fixture(scope="module")
def knowledge(base: KnowledgeBase) -> Knowledge:
    return base.knowledge


def task(deadline: Deadline | None) -> Task:
    return Task("d:1", "row", Field("Rà soát", (Span(0, 7),)), (Span(0, 7),), deadline=deadline)


def by(day: date, **other: object) -> Deadline:
    return Deadline("x", "by", due=day, **other)  # type: ignore[arg-type]


DEADLINES = [
    (None, "unstated", None, "no deadline at all"),
    (by(date(2026, 5, 9)), "overdue", -1, "the day after is overdue"),
    (by(DAY), "soon", 0, "due today is not overdue"),
    (by(DAY, strict_before=True), "soon", 0, "nor is “trước ngày” of today"),
    (by(date(2026, 5, 17)), "soon", 7, "a week is soon"),
    (by(date(2026, 5, 18)), "later", 8, "eight days are not"),
    (Deadline("x", "done", due=date(2026, 1, 1)), "done", None, "done is never overdue"),
    (Deadline("x", "from", start=date(2026, 1, 1)), "ongoing", None, "it began and goes on"),
    (Deadline("x", "ongoing"), "ongoing", None, "thường xuyên"),
    (Deadline("x", "recurring", recurrence=Recurrence("monthly", (20,))), "recurring", 10, "the 20th of this month"),
    (Deadline("x", "recurring", recurrence=Recurrence("monthly", (5,))), "recurring", 26, "the 5th of the next one"),
    (Deadline("x", "recurring", recurrence=Recurrence("yearly", dates=((4, 1), (11, 15)))), "recurring", 189, "the second of two"),
    (Deadline("x", "recurring", recurrence=Recurrence("quarterly")), "recurring", None, "no day is named"),
    (Deadline("khi có yêu cầu", "other", trigger="khi có yêu cầu"), "unstated", None, "an event is no day"),
]  # fmt: skip


@pytest.mark.parametrize(("deadline", "state", "days", "why"), DEADLINES, ids=[row[3] for row in DEADLINES])
def test_the_state_of_a_deadline(deadline: Deadline | None, state: str, days: int | None, why: str) -> None:
    found = due(task(deadline), DAY)
    assert (found.state, found.days) == (state, days), why


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_every_day_has_one_state(today: date, day: date) -> None:
    found = due(task(by(day)), today)
    assert found.state in STATES
    assert is_overdue(task(by(day)), today) == (day < today)
    assert found.days == (day - today).days


@given(st.integers(1, 31), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_the_next_turn_is_the_first_one(day: int, today: date) -> None:
    found = next_turn(Recurrence("monthly", (day,)), today)
    assert found
    assert found.day == day
    assert found >= today
    between = (today + timedelta(days=ahead) for ahead in range((found - today).days))
    assert all(other.day != day for other in between)


def test_a_leap_day_comes_in_a_leap_year() -> None:
    assert next_turn(Recurrence("yearly", dates=((2, 29),)), DAY) == date(2028, 2, 29)
    assert next_turn(Recurrence("yearly", dates=((2, 29),)), date(2097, 1, 1)) == date(2104, 2, 29)


def figures(html: str) -> dict[str, int]:
    return {words: int(count) for count, words in re.findall(r"<b>(\d+)</b> ([^<]+)</a></li>", html)}


def test_the_page_counts_what_the_api_lists(client: TestClient) -> None:
    html = client.get("/agency/Sở Tư pháp", params=AT).text
    told = client.get("/api/tasks", params={"agency": "Sở Tư pháp", "limit": 100, **AT}).json()
    certain = [task for task in told["tasks"] if task["certain"]]
    shown = figures(html)
    assert shown["chủ trì"] + shown["phối hợp"] == len(certain)
    assert shown["có thể liên quan"] == len(told["tasks"]) - len(certain)
    assert shown["giao trong lời văn"] == told["narrative_total"]
    late = client.get("/api/tasks", params={"agency": "Sở Tư pháp", "state": "overdue", "limit": 100, **AT}).json()
    sure = sum(task["certain"] for task in late["tasks"])
    assert shown["quá hạn"] == sure
    assert shown.get("quá hạn, có thể liên quan", 0) == len(late["tasks"]) - sure
    assert shown.get("quá hạn, trong lời văn", 0) == len(late["narrative_tasks"])
    assert html.count('<td class="content"') >= told["total"] + told["narrative_total"]


def test_the_next_deadlines_come_in_order(client: TestClient) -> None:
    html = client.get("/agency/Sở Tư pháp", params=AT).text
    section = html.partition('<section class="coming">')[2].partition("</section>")[0]
    days = [tuple(map(int, reversed(day.split("/")))) for day in re.findall(r'<td class="day"[^>]*>([\d/]+)<', section)]
    assert len(days) == 8
    assert days == sorted(days)
    assert days[0] >= (2026, 5, 10)
    assert all("còn " in words or "đến hạn" in words for words in re.findall(r'<span class="due \w+">([^<]+)<', section))


@pytest.mark.parametrize("name", ["so tu phap", "STP", "Sở Tư pháp Sông Thao", "UBND xã Đồng Lạc", "Các sở, ban, ngành"])
def test_an_agency_is_known_by_many_names(client: TestClient, name: str) -> None:
    assert client.get(f"/agency/{name}", params=AT).status_code in ((200, 404) if name == "STP" else (200,))


def test_an_unknown_agency_gets_the_nearest_names(client: TestClient) -> None:
    answer = client.get("/agency/Sở Tư phát")
    if answer.status_code == 404:
        assert "Sở Tư pháp" in answer.text
    answer = client.get("/agency/Cục Thăm dò Mặt Trăng")
    assert answer.status_code == 404
    assert "Không văn bản nào trong kho nêu cơ quan" in answer.text
    assert "<script>alert" not in client.get("/agency/<script>alert(1)</script>").text


def test_a_name_in_the_form_leads_to_its_page(client: TestClient) -> None:
    answer = client.get("/agency", params={"name": " Sở Nội vụ "}, follow_redirects=False)
    assert answer.status_code == 303
    assert client.get(answer.headers["location"]).status_code == 200
    links = [unescape(link) for link in re.findall(r'<li><a href="(/agency/[^"]+)"', client.get("/agency").text)]
    assert len(links) > 30
    assert {link: status for link in links if (status := client.get(link).status_code) != 200} == {}


@pytest.mark.parametrize("sort", ["deadline", "-deadline", "lead", "content", "sources", "document"])
def test_a_list_is_sorted_by_the_server(client: TestClient, sort: str) -> None:
    html = client.get("/agency/Sở Tư pháp", params={"sort": sort, **AT}).text
    direction = "descending" if sort.startswith("-") else "ascending"
    assert f'aria-sort="{direction}"' in html
    listed = client.get("/api/tasks", params={"agency": "Sở Tư pháp", "sort": sort, "limit": 100, **AT}).json()["tasks"]
    contents = [task["content"] for task in listed if task["certain"]]
    section = html.partition('class="toolbar"')[2]
    assert [unescape(cell) for cell in re.findall(r'<td class="content"[^>]*>([^<]*)<', section)][: len(contents)] == contents


def test_days_sort_by_day_and_what_has_none_comes_last(client: TestClient) -> None:
    listed = client.get("/api/tasks", params={"agency": "Sở Tư pháp", "sort": "deadline", "limit": 100, **AT}).json()["tasks"]
    days = [(task["effective_deadline"] or {}).get("due") for task in listed if task["certain"]]
    dated = [day for day in days if day]
    assert len(dated) > 20
    assert [day for day in dated if day >= AT["at"]] == sorted(day for day in dated if day >= AT["at"])
    assert days[-1] is None


def test_the_drawing_shows_every_day_once(knowledge: Knowledge) -> None:
    matches = [Match(record) for record in knowledge.records]
    svg = str(timeline(matches, DAY))
    root = ElementTree.fromstring(svg)
    squares = [element for element in root.iter() if element.tag == "rect"]
    more = sum(int(element.text or 0) for element in root.iter("text") if element.get("class") == "more")
    first, last = date(2025, 11, 1), date(2027, 5, 1)
    dated = [state.day for record in knowledge.records if (state := due(record.task, DAY)).day and state.state != "done"]
    assert len(squares) + more == sum(first <= day < last for day in dated if day)
    box = list(map(float, root.attrib["viewBox"].split()))
    assert all(float(s.attrib["x"]) >= 0 and float(s.attrib["x"]) + float(s.attrib["width"]) <= box[2] for s in squares)
    assert all(float(s.attrib["y"]) >= 0 for s in squares)


def test_a_hostile_paper_draws_nothing_of_its_own() -> None:
    bad = '"><script>alert(1)</script>'
    document = Document("d", "x.txt", bad, number=bad)
    record = Record(Task("d:1", "row", Field(bad, (Span(0, 5),)), (Span(0, 5),), deadline=by(DAY)), document)
    svg = str(timeline([Match(record)], DAY))
    assert "<script" not in svg
    ElementTree.fromstring(svg)
    assert timeline([], DAY) is None
    assert timeline([Match(Record(task(by(date(2040, 1, 1))), document))], DAY) is None


def test_many_squares_are_counted() -> None:
    document = Document("d", "x.txt", "")
    svg = str(timeline([Match(Record(task(by(DAY)), document))] * 100, DAY))
    assert svg.count("<rect") == 24
    assert ">+76</text>" in svg


TYPED = [
    ("so tu", "Sở Tư pháp", "without marks"),
    ("Sở Tư", "Sở Tư pháp", "with marks"),
    ("SO TU", "Sở Tư pháp", "in capitals"),
    ("việc của so no", "việc của Sở Nội vụ", "what stands before stays"),
    ("nhiệm vụ theo 152", "nhiệm vụ theo 152/KH-UBND", "a number"),
    ("dong lac", "UBND xã Đồng Lạc", "a word inside a name"),
    ("chuyen doi so va so hoa", "Chuyển đổi số và số hóa tài liệu lưu trữ năm 2026 của Sở Nội vụ", "a title"),
]


@pytest.mark.parametrize(("typed", "question", "why"), TYPED, ids=[row[2] for row in TYPED])
def test_what_is_suggested(knowledge: Knowledge, typed: str, question: str, why: str) -> None:
    assert question in [one.question for one in suggestions(typed, vocabulary(knowledge))], why


@pytest.mark.parametrize("typed", ["", " ", "a", "zzzz", "(", "\\", "*" * 500, "Sở Tư pháp", "🙂🙂"])
def test_nothing_is_suggested(client: TestClient, typed: str) -> None:
    told = client.get("/api/suggest", params={"q": typed}).json()["suggestions"]
    assert [one for one in told if one["text"] == typed] == []
    assert typed == "Sở Tư pháp" or told == []


@given(st.text(max_size=60))
def test_suggestions_never_fail_and_are_few(knowledge: Knowledge, typed: str) -> None:
    assert len(suggestions(typed, vocabulary(knowledge))) <= MOST


def test_suggestions_lead_somewhere(client: TestClient) -> None:
    told = client.get("/api/suggest", params={"q": "so"}).json()["suggestions"]
    assert len(told) == MOST
    for one in told:
        assert one["address"] is None or client.get(one["address"]).status_code == 200
    only = client.get("/api/suggest", params={"q": "so", "kind": "agency"}).json()["suggestions"]
    assert {one["kind"] for one in only} == {"agency"}


def test_suggestions_take_milliseconds(knowledge: Knowledge) -> None:
    known = vocabulary(knowledge)
    started = time.perf_counter()
    for _ in range(50):
        suggestions("việc của sở tư ph", known)
    assert (time.perf_counter() - started) / 50 < 0.01


def test_search_looks_only_where_the_filters_allow(client: TestClient) -> None:
    """Inside, not after: a full page of hits comes back however few of the best ones fit."""
    allowed = client.get("/api/tasks", params={"agency": "Sở Nội vụ", "role": "lead", "limit": 100}).json()
    ids = {task["id"] for task in (*allowed["tasks"], *allowed["narrative_tasks"])}
    found = client.get("/api/search", params={"q": "dữ liệu số", "agency": "Sở Nội vụ", "role": "lead", "limit": 10}).json()[
        "hits"
    ]
    assert len(found) == 10
    assert {hit["task"]["id"] for hit in found} <= ids
    of_one = client.get("/api/search", params={"q": "dữ liệu", "document": "27/KH-SNV"}).json()["hits"]
    assert of_one
    assert {hit["citation"]["source_file"][:2] for hit in of_one} == {"10"}
    assert client.get("/api/search", params={"q": "x", "role": "boss"}).status_code == 400
    assert client.get("/api/search", params={"q": "dữ liệu", "source": "99/KHÔNG-CÓ"}).json()["hits"] == []
