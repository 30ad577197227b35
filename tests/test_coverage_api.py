"""Coverage as people get it: the command line and HTTP give the contract's JSON, and the same."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.server import create_app
from api.settings import Settings
from corpus.store import Original, Store
from ingest.door import read_document

ROOT = Path(__file__).resolve().parent.parent
FILES = ("03_kh_152_ubnd_tinh.pdf", "04_kh_so_tu_phap.docx", "08_kh_61_ubnd_phuong_ben_got.docx", "10_kh_27_so_noi_vu.md")
CHILD = "04_kh_so_tu_phap"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("kb")
    store = Store.open(home)
    for name in FILES:
        data = (ROOT / "corpus/samples" / name).read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        document = read_document(ROOT / "corpus/samples" / name, digest[:12], name)
        store.put(document, Original(name, digest, Path(name).suffix, data))
    store.close()
    return home


@pytest.fixture(scope="module")
def client(home: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(home=home)), base_url="http://127.0.0.1:8000") as client:
        yield client


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "api.cli", "coverage", *arguments, "--home", str(home)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TRACUU_")}
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, check=False)


@pytest.fixture(scope="module")
def report(client: TestClient) -> dict[str, Any]:
    response = client.get("/api/coverage", params={"child": CHILD})
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


def test_the_command_line_prints_the_same(report: dict[str, Any], home: Path) -> None:
    done = run(home, CHILD, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == report


def test_the_shape_of_the_contract(report: dict[str, Any]) -> None:
    assert (report["parent"]["number"], report["child"]["number"]) == ("152/KH-UBND", "29/KH-STP")
    assert report["agency"] == "Sở Tư pháp tỉnh Sông Thao"
    assert sum(report["summary"].values()) == len(report["rows"])
    for row in report["rows"]:
        assert {"parent_task", "binds", "role", "phrase", "because", "confidence", "state", "matches"} <= row.keys()
        for match in row["matches"]:
            assert match["extent"] in {"full", "partial"}
            for one in match["differences"]:
                above, below = one["citations"]
                assert above["document"] == report["parent"]["id"]
                assert below["document"] == report["child"]["id"]
    assert [task["stt"] for task in report["without_parent"] if task["kind"] != "narrative"] == ["5"]


def test_gaps_first(report: dict[str, Any]) -> None:
    assert [row["parent_task"]["stt"] for row in report["rows"][:2]] == ["5", "9"]
    assert [row["state"] for row in report["rows"][:2]] == ["not_covered"] * 2


def test_lines_for_people(home: Path) -> None:
    done = run(home, CHILD)
    assert done.returncode == 0, done.stderr
    assert "Còn thiếu (2)" in done.stdout
    assert "chỉ tiêu giảm từ 100% xuống 90%" in done.stdout
    assert "\x1b" not in done.stdout


def test_the_matrix_of_one_parent(client: TestClient, home: Path) -> None:
    here = client.get("/api/coverage/matrix", params={"parent": "152/KH-UBND"}).json()
    assert [unit["agency"] for unit in here["units"]] == ["Sở Tư pháp tỉnh Sông Thao", "UBND phường Bến Gót, tỉnh Sông Thao"]
    assert {len(row) for row in here["cells"]} == {2}
    there = run(home, "152/KH-UBND", "--matrix", "--json")
    assert json.loads(there.stdout) == here
    assert "Bến Gót" in run(home, "152/KH-UBND", "--matrix").stdout


def test_files(home: Path, tmp_path: Path) -> None:
    done = run(home, CHILD, "--xlsx", str(tmp_path / "r.xlsx"), "--docx", str(tmp_path / "r.docx"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "r.xlsx").read_bytes()[:2] == (tmp_path / "r.docx").read_bytes()[:2] == b"PK"


def test_what_cannot_be_compared_is_said(client: TestClient, home: Path) -> None:
    done = run(home, "10_kh_27_so_noi_vu")
    assert done.returncode == 2
    assert "41-KH/TU" in done.stderr
    response = client.get("/api/coverage", params={"child": "10_kh_27_so_noi_vu"})
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("application/problem+json")
    assert client.get("/api/coverage", params={"child": "không có"}).status_code == 404
    assert client.get("/api/coverage").status_code == 422 or client.get("/api/coverage").status_code == 400
