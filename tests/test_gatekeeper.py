"""Who is let in, and which headers every answer carries."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.server import create_app
from api.settings import Settings

HERE = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    app = create_app(Settings(home=tmp_path_factory.mktemp("kb"), host="tracuu.so.vn"))

    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("a defect")

    with TestClient(app, base_url=HERE, raise_server_exceptions=False) as opened:
        yield opened


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/docs", 200), ("/static/style.css", 200), ("/healthz", 200), ("/api/documents", 200), ("/nowhere", 404),
     ("/api/nowhere", 404), ("/static/nowhere", 404), ("/?at=never&q=x", 400), ("/tasks?page=0", 422), ("/broken", 500)],
)  # fmt: skip
def test_every_answer_carries_the_headers(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-security-policy"].startswith("default-src 'self';")
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "a defect" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/nowhere", "text/html"), ("/broken", "text/html"), ("/documents/none", "text/html"), ("/api/nowhere", "application/problem+json"),
     ("/api/documents/none", "application/problem+json")],
)  # fmt: skip
def test_errors_are_pages_for_people_and_problems_for_programs(client: TestClient, path: str, kind: str) -> None:
    answer = client.get(path)
    assert answer.headers["content-type"].startswith(kind)
    assert "<h1>" in answer.text or answer.json()["status"] == answer.status_code


@pytest.mark.parametrize(
    ("host", "status", "why"),
    [
        ("127.0.0.1:8000", 200, "this machine"),
        ("localhost", 200, "this machine by name"),
        ("[::1]:8000", 200, "this machine over IPv6"),
        ("TRACUU.so.vn:80", 200, "the configured host, in any case"),
        ("evil.example", 400, "a rebound name"),
        ("127.0.0.1.evil.example", 400, "a name that begins like this machine"),
        ("10.0.0.7", 400, "an address that the server does not listen on"),
        ("", 400, "no host"),
        ("[::1", 400, "malformed"),
    ],
)
def test_only_our_own_hosts_are_answered(client: TestClient, host: str, status: int, why: str) -> None:
    assert client.get("/healthz", headers={"host": host}).status_code == status, why


@pytest.mark.parametrize(("host", "status"), [("10.0.0.7:8000", 200), ("[2001:db8::1]", 200), ("evil.example", 400)])
def test_on_all_addresses_any_address_is_ours_but_no_name(tmp_path: Path, host: str, status: int) -> None:
    with TestClient(create_app(Settings(home=tmp_path, host="0.0.0.0")), base_url=HERE) as client:
        assert client.get("/healthz", headers={"host": host}).status_code == status


@pytest.mark.parametrize(
    ("headers", "status", "why"),
    [
        ({}, 404, "a program: neither header"),
        ({"sec-fetch-site": "same-origin"}, 404, "our own page"),
        ({"sec-fetch-site": "none"}, 404, "typed by the person"),
        ({"origin": HERE}, 404, "our own page in an old browser"),
        ({"sec-fetch-site": "cross-site"}, 403, "another site"),
        ({"sec-fetch-site": "same-site"}, 403, "another port of this machine"),
        ({"origin": "http://127.0.0.1:9999"}, 403, "another port in an old browser"),
        ({"origin": "null"}, 403, "a sandboxed frame"),
        ({"origin": "https://evil.example", "sec-fetch-site": "same-origin"}, 404, "what the browser states itself counts"),
    ],
)
@pytest.mark.parametrize(("method", "path"), [("POST", "/documents/none/forget"), ("DELETE", "/api/documents/none")])
def test_changes_are_taken_from_our_own_pages_only(
    client: TestClient, method: str, path: str, headers: dict[str, str], status: int, why: str
) -> None:  # fmt: skip
    assert client.request(method, path, headers=headers).status_code == status, why


def test_reading_is_free_for_links_from_other_sites(client: TestClient) -> None:
    assert client.get("/documents", headers={"sec-fetch-site": "cross-site"}).status_code == 200
