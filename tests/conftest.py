"""Shared fixtures: the real documents beside the checkout."""

import os
from pathlib import Path

import pytest

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
