"""The house rules that a machine can hold: style, types, arrows, one importer for each heavy library, short functions."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("corpus", "ingest", "index", "search", "api")
TOOLS = [
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
]
ONE_IMPORTER = {
    "sqlite3": ("corpus/", "api/commands/doctor.py"),  # the other only asks for its version
    "pdfplumber": "ingest/formats/pdf/sheet_pdfplumber.py",
    "docx": ("ingest/formats/word/", "api/exports/office_docx.py"),  # one reads, the other writes
    "openpyxl": ("ingest/formats/sheet/", "api/exports/as_xlsx.py", "api/exports/office_xlsx.py"),
    "icalendar": "api/exports/as_ics.py",
    "pypdfium2": ("ingest/formats/pdf/", "ingest/formats/scan/"),
    "tantivy": "index/legs/lexical_tantivy.py",
    "faiss": "index/legs/vectors_faiss.py",
    "sentence_transformers": "index/",
    "tokenizers": ("index/encoders/pieces_tokenizers.py", "index/training/"),  # the bundled table is opened without it
}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if path.is_relative_to(ROOT / "corpus/typesetting"):
                continue  # lays out the samples; no part of the product
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("tool", TOOLS, ids=" ".join)
def test_tool_is_content(tool: tuple[str, ...]) -> None:
    program = Path(sys.executable).parent / tool[0]
    run = subprocess.run([program, *tool[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_one_importer_for_each_heavy_library() -> None:
    importers: dict[str, set[str]] = defaultdict(set)
    for name, tree in modules():
        for node in ast.walk(tree):
            names = (
                [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            for imported in names:
                importers[imported.partition(".")[0]].add(name)
    for library, home in ONE_IMPORTER.items():
        assert importers[library], f"{library} is a dependency that nothing uses"
        assert {name for name in importers[library] if not name.startswith(home)} == set(), library


def test_every_package_is_installed() -> None:
    """A folder that ``pyproject.toml`` does not name is missing from the wheel, and only there."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    folders = {path.parent.relative_to(ROOT) for package in PACKAGES for path in (ROOT / package).rglob("__init__.py")}
    folders.remove(Path("corpus/typesetting"))  # as above
    assert sorted(settings["tool"]["setuptools"]["packages"]) == sorted(".".join(folder.parts) for folder in folders)


def test_functions_are_short() -> None:
    long = [
        f"{name}:{node.lineno} {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and (node.end_lineno or 0) - node.lineno + 1 > 40
    ]
    assert long == []


def test_no_print_below_api() -> None:
    """Nothing below ``api`` writes to the terminal."""
    printing = [
        name
        for name, tree in modules()
        if not name.startswith(("api/", "index/training/"))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == []
