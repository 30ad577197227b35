"""Shared fixtures: the real documents beside the checkout, a knowledge base of the samples and its server, the browser."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient

from api.server import create_app
from api.settings import Settings
from api.wiring import KnowledgeBase
from search.answering.question_scores import task_names

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents and gold annotations; absent is a failure in CI and a skip elsewhere."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        reason = f"the real documents are not here: {folder.name}/ is expected beside the checkout"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def sample_papers() -> list[Path]:
    """The ten papers of ``corpus/samples``."""
    found = (ROOT / "corpus/samples").glob("[0-9]*")
    return sorted(path for path in found if path.suffix in (".pdf", ".docx", ".txt", ".md"))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, sample_papers: list[Path]) -> Iterator[KnowledgeBase]:
    """A knowledge base of the samples; a module with other papers has its own of this name."""
    opened = KnowledgeBase(Settings(home=tmp_path_factory.mktemp("kb")))
    opened.intake.take(sample_papers)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def names(base: KnowledgeBase) -> dict[str, str]:
    """Task id → its place as the tables of questions write it: "03-I-7"."""
    return task_names(base.knowledge)


@pytest.fixture(scope="module")
def client(base: KnowledgeBase) -> Iterator[TestClient]:
    with TestClient(create_app(base.settings), base_url="http://127.0.0.1:8000") as opened:
        yield opened


@pytest.fixture(scope="module")
def site(base: KnowledgeBase) -> Iterator[str]:
    """The address of a server over the module's knowledge base."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(base.settings), log_level="error", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        deadline = time.monotonic() + 20
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=20)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Debian's browser; missing, it is a failure in CI and a skip elsewhere."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        reason = "chromium is not installed: sh tests/browser.sh"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return path
