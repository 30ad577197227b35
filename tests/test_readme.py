"""The README says what the program says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from api.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_commands_are_those_of_help() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "api.cli", "--help"], capture_output=True, text=True, cwd=ROOT, check=True
    ).stdout
    spoken = " ".join(shown[shown.index("các lệnh") :].split())
    written = re.findall(r"^\| `tracuu (\w+)` \| (.+?) \|$", README, re.MULTILINE)
    assert len(written) >= 10
    for command, words in written:
        assert f"{command} {words}" in spoken, command
    listed = re.findall(r"^\s{4}([a-z]+)(?=\s)", shown, re.MULTILINE)
    assert set(listed) == {command for command, _ in written}


def test_every_setting_is_documented() -> None:
    for name in Settings.__dataclass_fields__:
        assert f"`{PREFIX}{name.upper()}`" in README, name


def test_links_and_pictures_exist() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
