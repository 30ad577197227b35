"""The API: the same answers as the command line, lists that page without losing a row, errors as problem+json."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.server import create_app
from api.settings import Settings
from api.wiring import KnowledgeBase

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ["which tasks is Sở Tư pháp responsible for", "kế hoạch nào lấy 08-CTr/BCĐ làm nguồn giao nhiệm vụ"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("kb")
    base = KnowledgeBase(Settings(home=home))
    base.intake.take([ROOT / "corpus/samples"])
    base.close()
    return home


@pytest.fixture(scope="module")
def client(home: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(home=home)), base_url="http://127.0.0.1:8000") as client:
        yield client


def get(client: TestClient, path: str, **parameters: Any) -> Any:
    response = client.get(path, params=parameters)
    assert response.status_code == 200, response.text
    return response.json()


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_answer_as_the_command_line(client: TestClient, home: Path, question: str) -> None:
    here = get(client, "/api/ask", q=question)
    command = [sys.executable, "-m", "api.cli", "ask", question, "--json", "--home", str(home)]
    there = json.loads(subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True).stdout)
    for body in (here, there):
        body.pop("took_ms")
    assert here == there


def test_pages_never_change_the_set(client: TestClient) -> None:
    whole = get(client, "/api/tasks", agency="Sở Tư pháp", role="lead", limit=100)
    collected, cursor = [], None
    while True:
        page = get(client, "/api/tasks", agency="Sở Tư pháp", role="lead", limit=7, **({"cursor": cursor} if cursor else {}))
        assert page["total"] == whole["total"]
        collected += [task["id"] for task in page["tasks"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert collected == [task["id"] for task in whole["tasks"]]


def test_documents_text_and_original(client: TestClient) -> None:
    listed = get(client, "/api/documents")
    assert listed["total"] == 10
    for document in listed["documents"]:
        whole = get(client, f"/api/documents/{document['id']}")
        text = client.get(f"/api/documents/{document['id']}/text").text
        for task in whole["task_records"]:
            for fragment in task["citation"]["fragments"]:
                assert text[fragment["start"] : fragment["end"]] == fragment["quote"]
        original = client.get(f"/api/documents/{document['id']}/original")
        assert original.content == (ROOT / "corpus/samples" / document["source_file"]).read_bytes()
    assert get(client, "/api/documents/152/KH-UBND")["source_file"] == "03_kh_152_ubnd_tinh.pdf"


def test_pdf_fragments_have_boxes(client: TestClient) -> None:
    plan = get(client, "/api/documents/152/KH-UBND")
    fragment = plan["task_records"][0]["citation"]["fragments"][0]
    assert fragment["page"] >= 1
    assert all(x0 < x1 and y0 < y1 for x0, y0, x1, y1 in fragment["boxes"])
    assert fragment["boxes"]


def test_search(client: TestClient) -> None:
    found = get(client, "/api/search", q="bệnh án điện tử", limit=5)
    assert len(found["hits"]) == 5
    assert found["hits"][0]["rank"] == 1
    assert [h["score"] for h in found["hits"]] == sorted((h["score"] for h in found["hits"]), reverse=True)
    following = get(client, "/api/search", q="bệnh án điện tử", limit=5, cursor=found["next"])
    assert following["hits"][0]["rank"] == 6


PROBLEMS = [
    ("/api/documents/none", {}, 404, "not_held"),
    ("/api/ask", {}, 422, "validation"),
    ("/api/tasks", {"role": "boss"}, 400, "input"),
    ("/api/tasks", {"due_before": "31/2/2026"}, 400, "input"),
    ("/api/tasks", {"limit": 1000}, 422, "validation"),
    ("/api/tasks", {"cursor": "!!"}, 400, "input"),
    ("/api/nothing", {}, 404, "http"),
]


@pytest.mark.parametrize(("path", "parameters", "status", "code"), PROBLEMS)
def test_errors_are_problems(client: TestClient, path: str, parameters: dict[str, Any], status: int, code: str) -> None:
    response = client.get(path, params=parameters)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["type"].endswith(code)
    assert body["title"]
    assert body["detail"]


def test_upload_and_delete(home: Path, tmp_path: Path) -> None:
    plan = (
        "KẾ HOẠCH\n\nVề A\n\nI. VIỆC\n\nSTT\tNội dung nhiệm vụ\tCơ quan chủ trì\tHạn\n1\tRà soát\tSở Nội vụ\tQuý I\n".encode()
    )
    with TestClient(create_app(Settings(home=tmp_path / "kb")), base_url="http://127.0.0.1:8000") as client:
        taken = client.post("/api/documents", files={"file": ("../../plan.txt", plan)})
        assert taken.status_code == 201, taken.text
        assert taken.json()["tasks"] == 1
        refused = client.post("/api/documents", files={"file": ("empty.txt", b"")})
        assert refused.status_code == 422
        assert refused.headers["content-type"] == "application/problem+json"
        secret = client.post("/api/documents", files={"file": ("mat.txt", "MẬT\n\n".encode() + plan)})
        assert secret.status_code == 409
        identifier = taken.json()["document"]
        assert client.delete(f"/api/documents/{identifier}").json()["forgotten"] == identifier
        assert client.get("/api/documents").json()["total"] == 0
        assert not list((tmp_path / "kb/originals").iterdir())


def test_openapi_tells_of_problems(client: TestClient) -> None:
    schema = get(client, "/openapi.json")
    operation = schema["paths"]["/api/ask"]["get"]
    assert "application/problem+json" in operation["responses"]["default"]["content"]
    assert "HTTPValidationError" not in schema.get("components", {}).get("schemas", {})


@pytest.mark.parametrize(
    "question", ["", "\x00", "(" * 3000, "a" * 9000, "<script>alert(1)</script>", "' OR 1=1 --", "🙂" * 50]
)
def test_no_question_breaks_it(client: TestClient, question: str) -> None:
    assert client.get("/api/ask", params={"q": question}).status_code == 200
    assert client.get("/api/search", params={"q": question}).status_code == 200
