"""What was understood is what the filters say: the same rows by question, by chips and by ``/api/tasks``."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date
from html import unescape
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.asking.filters import NAMES, filters_of, given, pairs, task_query
from api.asking.parameters import AskParameters, ExportParameters, FilterParameters, SearchParameters, TaskForm, TaskParameters
from api.server import create_app
from api.settings import Settings
from api.wiring import KnowledgeBase
from search.asking.task_query import Party
from search.binding.kinds import meant
from search.binding.reach import AskedAgency
from search.held.knowledge import Knowledge
from search.selecting.query import TaskQuery

SAMPLES = Path(__file__).resolve().parent.parent / "corpus/samples"
AT = "2026-05-10"
AGENCIES = [
    "Sở Tư pháp", "so tai chinh", "Sở Nội vụ tỉnh Sông Thao", "Sở Y tế", "UBND xã Đồng Lạc", "Công an tỉnh", "UBND phường Bến Gót",
    "Sở KH&CN",
]  # fmt: skip
SHAPES = [
    "{} phải làm gì", "{} chủ trì nhiệm vụ nào", "{} phối hợp những nhiệm vụ nào", "nhiệm vụ nào của {} đã quá hạn",
    "việc {} phải làm trước 30/6/2026", "{} có bao nhiêu nhiệm vụ trong quý II năm 2026", "nhiệm vụ hằng tháng của {}",
    "{} được nêu đích danh ở nhiệm vụ nào", "which tasks does {} coordinate", "nhiệm vụ thường xuyên của {}",
    "{} chủ trì, Công an tỉnh phối hợp việc gì", "{} phối hợp với Sở Tài chính làm gì", "nhiệm vụ của {} theo 08-CTr/BCĐ", "{} chỉ phối hợp nhiệm vụ nào", "{} phải làm gì về dữ liệu",
]  # fmt: skip
QUESTIONS = [shape.format(agency) for shape, agency in product(SHAPES, AGENCIES)] + [
    "nhiệm vụ nào có hạn trong tháng 5", "nhiệm vụ nào được điều chỉnh hạn", "nhiệm vụ nào sớm hơn kế hoạch",
    "nhiệm vụ nào không nêu cơ quan phối hợp", "nhiệm vụ theo 08-CTr/BCĐ", "nhiệm vụ trong Phụ lục I của 152/KH-UBND",
    "Sở Tư pháp và Sở Nội vụ cùng phải làm gì", "nhiệm vụ nào có sản phẩm là báo cáo", "còn việc gì quá hạn",
    "tasks due before 30/6/2026", "nhiệm vụ STT 3 Phụ lục II 152/KH-UBND", "nhiệm vụ định kỳ hằng quý",
    "nhiệm vụ không theo 08-CTr/BCĐ của Sở Y tế", "việc giao trong lời văn cho Sở Tư pháp",
]  # fmt: skip


@pytest.fixture(scope="module")
def knowledge(base: KnowledgeBase) -> Knowledge:
    return base.knowledge


def get(client: TestClient, path: str, **parameters: Any) -> Any:
    answer = client.get(path, params=parameters)
    assert answer.status_code == 200, (parameters, answer.text)
    return answer.json()


def rows(client: TestClient, **filters: Any) -> set[str]:
    found, cursor = set(), None
    while True:
        page = get(client, "/api/tasks", limit=100, **filters, **({"cursor": cursor} if cursor else {}))
        found |= {task["id"] for task in (*page["tasks"], *page["narrative_tasks"])}
        cursor = page["next"]
        if cursor is None:
            return found


def answered(told: dict[str, Any]) -> set[str]:
    return {task["id"] for name in ("tasks", "possible_tasks", "narrative_tasks") for task in told["answer"][name]}


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_filters_of_a_question_give_its_rows(client: TestClient, question: str) -> None:
    told = get(client, "/api/ask", q=question, at=AT)
    if told["understood"]["intent"] not in ("tasks", "count") or told["answer"]["kind"] not in ("tasks", "count"):
        return
    filters = told["understood"]["filters"]
    assert rows(client, **{"at": AT, **filters}) == answered(told)


def test_each_agency_is_shown_with_its_role(client: TestClient) -> None:
    told = get(client, "/api/ask", q="nhiệm vụ Công an tỉnh chủ trì, Sở Y tế phối hợp", at=AT)
    understood = told["understood"]
    assert understood["filters"]["party"] == ["lead: Công an tỉnh", "coordinating: Sở Y tế"]
    shown = [part for part in understood["parts"] if part["part"] == "party"]
    assert [part["value"] for part in shown] == ["Công an tỉnh chủ trì", "Sở Y tế phối hợp"]
    assert shown[0]["without"] == {"party": ["coordinating: Sở Y tế"]}
    turned = next(choice["with"] for choice in shown[0]["choices"] if choice["value"] == "Công an tỉnh phối hợp")
    assert turned == {"party": ["coordinating: Công an tỉnh", "coordinating: Sở Y tế"]}
    again = get(client, "/api/ask", q=told["question"], at=AT, **turned)
    assert again["answer"]["text"].startswith(("Công an tỉnh và Sở Y tế phối hợp:", "Không tìm thấy"))


def test_a_party_that_cannot_be_read_is_refused(client: TestClient) -> None:
    for party in ("Sở Y tế", "lead:", "chủ trì: Sở Y tế"):
        assert client.get("/api/tasks", params={"party": party}).status_code == 400


def test_most_questions_are_lists(client: TestClient) -> None:
    """So that the test above tests something."""
    kinds = [get(client, "/api/ask", q=question, at=AT)["answer"]["kind"] for question in QUESTIONS]
    assert sum(kind in ("tasks", "count") for kind in kinds) >= 0.6 * len(QUESTIONS)


SAID: dict[str, Any] = {
    "agencies": (AskedAgency("Sở Tư pháp", "Sông Thao"), AskedAgency("Sở Y tế")), "roles": frozenset({"lead"}),
    "by": frozenset({"name", "issuer"}), "joint": True, "only_role": True, "sources": ("08-CTr/BCĐ", "41-KH/TU"), "all_sources": True,
    "cited": ("54/KH-UBND",), "annex": "II", "stt": "7", "due_after": date(2026, 4, 1), "due_before": date(2026, 6, 30), "starting": True,
    "other_days": ((date(2026, 8, 1), date(2026, 8, 31)), (date(2026, 10, 1), date(2026, 12, 31))),
    "overdue": True, "states": frozenset({"overdue", "soon"}), "at": date(2026, 5, 10), "ongoing": True, "frequency": "monthly",
    "adjustment": "earlier", "moved": ("Quý IV", "Quý III"), "words": ("dữ", "liệu"), "about": ("số", "hóa"), "deliverable": ("bao", "cao"), "narrative": "with",
    "without_sources": ("9/KH",), "sources_only": True, "lacks": frozenset({"deadline"}), "other_annexes": ("III",), "group": "IV",
    "unconditional": True, "named_first": True, "documents": (), "filled": frozenset({"deadline", "deliverable"}), "alone": True,
    "without": (Party(AskedAgency("Sở Y tế"), frozenset({"coordinating"})),),
    "receivers": (AskedAgency("Sở Khoa học và Công nghệ", "Sông Thao"),),
    "parties": (
        (Party(AskedAgency("Công an tỉnh"), frozenset({"lead"})),),
        (Party(meant("commune"), frozenset({"coordinating"})),),
        (
            Party(AskedAgency("Sở Tài chính"), frozenset({"coordinating"})),
            Party(AskedAgency("Sở Nội vụ"), frozenset({"lead", "coordinating"})),
        ),
    ),
}  # fmt: skip


def test_every_part_of_a_query_can_be_said_by_filters(knowledge: Knowledge) -> None:
    """A field of ``TaskQuery`` without a filter is a chip that cannot be changed and an address that cannot be sent."""
    assert {field.name for field in fields(TaskQuery)} == set(SAID)
    query = TaskQuery(**SAID | {"documents": (knowledge.documents[2].id,)})
    filters = filters_of(query, knowledge)
    assert task_query(filters, knowledge) == query
    written: dict[str, list[str]] = {}
    for name, value in pairs(filters):
        written.setdefault(name, []).append(value)
    assert set(written) == set(NAMES)
    assert task_query(given(written), knowledge) == query


@pytest.mark.parametrize(
    "model", [FilterParameters, TaskParameters, AskParameters, SearchParameters, ExportParameters, TaskForm]
)
def test_every_filter_is_a_parameter(model: type[FilterParameters]) -> None:
    assert set(NAMES) <= set(model.model_fields)


def test_every_agency_of_the_papers_keeps_its_name(knowledge: Knowledge) -> None:
    """Its full name in an address asks for the same agency."""
    mentions = {m.name for record in knowledge.records for m in (*record.task.lead, *record.task.coordinating)}
    query = TaskQuery(at=date(2026, 5, 10))
    for name in sorted(mentions):
        once = task_query(given({"agency": [name]}), knowledge)
        again = task_query(filters_of(once, knowledge), knowledge)
        assert again.agencies == once.agencies, (name, replace(query, agencies=again.agencies))


def chips(html: str) -> dict[str, dict[str, Any]]:
    """Label → value, address without it, {words: address} of its choices."""
    found: dict[str, dict[str, Any]] = {}
    for item in html.partition('class="chips"')[2].partition("</div>")[0].split('<span class="label">')[1:]:
        label, value = re.match(r'([^<]+)</span> <span class="value">([^<]+)<', item).groups()
        without = re.search(r'class="without" href="([^"]+)"', item)
        choices = {unescape(words): unescape(link) for link, words in re.findall(r'<li><a href="([^"]+)">([^<]+)</a>', item)}
        found[unescape(label)] = {
            "value": unescape(value),
            "without": unescape(without[1]) if without else None,
            "choices": choices,
        }
    return found


def test_a_chip_taken_away_leaves_the_question(client: TestClient) -> None:
    """The address still holds the question, and the other parts stay."""
    before = chips(client.get("/", params={"q": "Sở Tư pháp chủ trì việc gì trước 30/6/2026", "at": AT}).text)
    assert set(before) >= {"Hỏi về", "Cơ quan", "Vai trò", "Hạn", "Tính đến ngày"}
    address = before["Hạn"]["without"]
    assert address.startswith("/?q=")
    after = chips(client.get(address).text)
    assert set(after) == set(before) - {"Hạn"}
    assert after["Cơ quan"]["value"] == before["Cơ quan"]["value"] == "Sở Tư pháp"


def test_a_chip_can_be_changed(client: TestClient) -> None:
    before = chips(client.get("/", params={"q": "Sở Tư pháp chủ trì việc gì", "at": AT}).text)
    html = client.get(before["Vai trò"]["choices"]["phối hợp"]).text
    assert chips(html)["Vai trò"]["value"] == "phối hợp"
    contents = {unescape(cell).strip() for cell in re.findall(r'<td class="content"[^>]*>([^<]*)<', html)}
    listed = client.get("/api/tasks", params={"agency": "Sở Tư pháp", "role": "coordinating", "at": AT, "limit": 100}).json()
    assert contents == {" ".join(task["content"].split(" ")) for task in (*listed["tasks"], *listed["narrative_tasks"])}


def test_the_api_tells_the_same_parts(client: TestClient) -> None:
    told = get(client, "/api/ask", q="Sở Tư pháp chủ trì việc gì trước 30/6/2026", at=AT)
    shown = chips(client.get("/", params={"q": told["question"], "at": AT}).text)
    assert {part["label"]: part["value"] for part in told["understood"]["parts"]} == {k: v["value"] for k, v in shown.items()}
    role = next(part for part in told["understood"]["parts"] if part["part"] == "role")
    changed = get(client, "/api/ask", q=told["question"], at=AT, **role["without"])
    assert changed["understood"]["filters"].get("role") is None
    assert answered(changed) >= answered(told)


def test_the_kind_of_answer_can_be_changed(client: TestClient) -> None:
    assert get(client, "/api/ask", q="Sở Tư pháp phải làm gì", intent="count")["answer"]["kind"] == "count"
    assert get(client, "/api/ask", q="Sở Tư pháp phải làm gì", intent="passages")["answer"]["kind"] == "passages"
    assert client.get("/api/ask", params={"q": "x", "intent": "signer"}).status_code == 400


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"at": "hôm qua"}, "Tham số at nhận một ngày"), ({"due_before": "31/2/2026"}, "Tham số due_before nhận một ngày"),
        ({"role": "boss"}, "Tham số role nhận lead"), ({"state": "late"}, "Tham số state nhận overdue"),
        ({"moved": "Quý I"}, "Tham số moved"), ({"at": "9999-12-31"}, "Tham số at nhận một ngày"), ({"sort": "colour"}, "Không sắp xếp được"),
        ({"also_due": "quý III"}, "Tham số also_due nhận ngày đầu và ngày cuối"),
        ({"also_due": "2026-09-30 > 2026-07-01"}, "Tham số also_due nhận ngày đầu và ngày cuối"),
    ],
)  # fmt: skip
def test_errors_speak_the_callers_words(client: TestClient, filters: dict[str, str], words: str) -> None:
    answer = client.get("/api/tasks", params=filters)
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith(words)
    assert "--" not in answer.json()["detail"]


def test_further_days_are_a_filter_by_themselves(client: TestClient) -> None:
    """Not only beside ``due_after`` and ``due_before``."""
    alone = get(client, "/api/tasks", also_due="1/7/2026 > 30/9/2026")
    assert 0 < alone["total"] == get(client, "/api/tasks", due_after="2026-07-01", due_before="2026-09-30")["total"]


def test_homonyms_are_offered(tmp_path: Path) -> None:
    """Two offices of one name in two provinces: the chip changes to the other one, the agency's page names it."""
    paper = "ỦY BAN NHÂN DÂN\nTỈNH {}\n\nSố: {}/KH-UBND\n\n{}, ngày 05 tháng 4 năm 2026\n\nKẾ HOẠCH\nThử năm 2026\n\nSTT\tNội dung nhiệm vụ\tCơ quan chủ trì\tThời hạn\n1\tRà soát việc {}\tSở Tư pháp\tQuý II\n"
    base = KnowledgeBase(Settings(home=tmp_path))
    for number, place in enumerate(("THÁI NGUYÊN", "ĐỒNG THÁP"), start=7):
        file = tmp_path / f"{number}.txt"
        file.write_text(paper.format(place, number, place.title(), place.title()), encoding="utf-8")
        assert base.intake.take([file])[0].outcome == "stored"
    base.close()
    with TestClient(create_app(Settings(home=tmp_path)), base_url="http://127.0.0.1:8000") as client:
        choices = chips(client.get("/", params={"q": "Sở Tư pháp phải làm gì"}).text)["Cơ quan"]["choices"]
        assert set(choices) == {"Sở Tư pháp Đồng Tháp", "Sở Tư pháp Thái Nguyên"}
        one = client.get(choices["Sở Tư pháp Đồng Tháp"]).text
        assert "Rà soát việc Đồng Tháp" in one
        assert "Rà soát việc Thái Nguyên" not in one
        page = client.get("/agency/Sở Tư pháp").text
        assert "Sở Tư pháp Đồng Tháp" in page
        assert "Sở Tư pháp Thái Nguyên" in page
