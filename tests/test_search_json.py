"""The reply of a search, written by parts, says byte for byte what the views say, and never what another view said."""

from __future__ import annotations

import gc
import json
import re
import weakref
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic_core import to_json

from api.server import create_app
from api.settings import Settings
from api.views.passages import found_view
from api.views.replies import Replies
from api.wiring import KnowledgeBase
from search.answering.answer import ask
from search.selecting.retrieve import Found

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = [
    ("bệnh án điện tử", "rows of plans"),
    ("benh an dien tu", "without marks"),
    ("căn cứ Luật Tổ chức chính quyền địa phương", "running text, with its section"),
    ("08-CTr/BCĐ", "a number"),
    ('"hồ sơ" \\ <b>\u2028𝄞', "what JSON must escape, and what it need not"),
    ("zzz", "hardly anything"),
    ("?", "nothing"),
]
PLAN = "KẾ HOẠCH\n\nVề A\n\nI. VIỆC\n\nSTT\tNội dung nhiệm vụ\tCơ quan chủ trì\tHạn\n1\t{}\tSở Nội vụ\tQuý I\n"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    home = tmp_path_factory.mktemp("kb")
    base = KnowledgeBase(Settings(home=home))
    base.intake.take([ROOT / "corpus/samples"])
    base.close()
    with TestClient(create_app(Settings(home=home)), base_url="http://127.0.0.1:8000") as client:
        yield client


@pytest.mark.parametrize("turn", ["first time", "once more"])
@pytest.mark.parametrize(("question", "why"), QUESTIONS)
def test_the_bytes_of_the_views(client: TestClient, question: str, why: str, turn: str) -> None:
    base = client.app.state.base  # type: ignore[attr-defined]
    response = client.get("/api/search", params={"q": question, "limit": 20})
    hits = base.searcher.search(question, base.knowledge, 21)
    following = response.json()["next"]
    whole = {"query": question, "hits": [found_view(hit, base.knowledge) for hit in hits[:20]], "next": following}
    assert response.content == to_json({**whole, "took_ms": response.json()["took_ms"]}), why
    assert (following is None) == (len(hits) <= 20)
    assert response.headers["content-type"] == "application/json"


def test_a_small_room_changes_nothing(client: TestClient) -> None:
    base = client.app.state.base  # type: ignore[attr-defined]
    small, large = Replies(room=3_000), Replies()
    for question, _ in QUESTIONS * 2:
        hits = base.searcher.search(question, base.knowledge, 10)
        written = small.hits(hits, base.knowledge)
        assert written == large.hits(hits, base.knowledge)
        assert json.loads(written) == json.loads(to_json([found_view(hit, base.knowledge) for hit in hits]))
    assert small.held <= 3_000 < large.held


def test_what_no_longer_fits_is_still_written(client: TestClient) -> None:
    base = client.app.state.base  # type: ignore[attr-defined]
    hits = base.searcher.search("bệnh án điện tử", base.knowledge, 3)
    none = Replies(room=0)
    assert len(json.loads(none.hits(hits, base.knowledge))) == 3
    assert none.held == 0


def test_a_hit_moves_and_its_passage_stays(client: TestClient) -> None:
    """Rank, score and highlights are those of the question, whatever was written of the passage before."""
    base = client.app.state.base  # type: ignore[attr-defined]
    replies, (first, *_) = Replies(), base.searcher.search("bệnh án điện tử", base.knowledge, 1)
    asked_again = Found(7, 0.25, first.document, first.text, "zzz", first.spans, first.record, first.section)
    replies.hits([first], base.knowledge)
    (told,) = json.loads(replies.hits([asked_again], base.knowledge))
    assert (told["rank"], told["score"], told["highlights"]) == (7, 0.25, [])


def test_a_change_is_in_the_next_answer(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(home=tmp_path / "kb")), base_url="http://127.0.0.1:8000") as client:

        def upload(duty: str) -> str:
            taken = client.post("/api/documents", files={"file": ("plan.txt", PLAN.format(duty).encode())})
            return str(taken.json()["document"])

        def found() -> list[str]:
            return re.findall(r"Rà soát hồ sơ đợt \w+", client.get("/api/search", params={"q": "rà soát hồ sơ"}).text)

        upload("Rà soát hồ sơ đợt một")
        assert set(found()) == {"Rà soát hồ sơ đợt một"}
        identifier = upload("Rà soát hồ sơ đợt hai")
        assert "Rà soát hồ sơ đợt hai" in found()
        client.delete(f"/api/documents/{identifier}")
        assert "Rà soát hồ sơ đợt hai" not in found()


def test_a_view_that_is_given_up_goes_at_once(tmp_path: Path) -> None:
    """Nothing holds it in a circle: the server hardly ever looks for garbage."""
    base = KnowledgeBase(Settings(home=tmp_path / "kb"))
    base.intake.take([ROOT / "corpus/samples/05_kh_46_so_y_te.txt"])
    gc.disable()
    try:
        replies, knowledge = Replies(), base.knowledge
        knowledge.prepare()
        replies.hits(base.searcher.search("bệnh án điện tử", knowledge, 10), knowledge)
        ask("nhiệm vụ của Sở Y tế", knowledge, base.searcher, date(2026, 11, 22))
        seen = weakref.ref(knowledge)
        assert replies.held
        del knowledge
        base.intake.take([ROOT / "corpus/samples/10_kh_27_so_noi_vu.md"])
        assert base.knowledge is not None
        assert seen() is None
        assert not replies.held
    finally:
        gc.enable()
