"""What this machine lacks, with the line that installs it."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import dataclass
from importlib.util import find_spec

from api.settings import Settings
from ingest.formats import office
from ingest.formats.scan import reader as scan


@dataclass(frozen=True, slots=True)
class Finding:
    name: str
    fine: bool
    words: str


def examine(settings: Settings) -> list[Finding]:
    """Every check, in a fixed order."""
    return [*_packages(), *_programs(), _sqlite(), _home(settings)]


def _packages() -> list[Finding]:
    needed = {
        "pdfplumber": "đọc PDF", "docx": "đọc DOCX", "tantivy": "tìm theo từ", "faiss": "tìm theo nghĩa",
        "pyvi": "tách từ tiếng Việt", "fastapi": "trang web và API",
        "sentence_transformers": "dùng mô hình khác (tracuu reindex --model)",
    }  # fmt: skip
    return [
        Finding(
            name,
            find_spec(name) is not None,
            purpose if find_spec(name) else f"cần để {purpose}: chạy lại “make run” hoặc pip install .",
        )
        for name, purpose in needed.items()
    ]


def _programs() -> list[Finding]:
    lines = {"libreoffice": ("đọc DOC, RTF, ODT", office.missing_tools()), "tesseract": ("đọc ảnh quét", scan.missing_tools())}
    return [
        Finding(name, not missing, f"cần để {purpose}: {missing[0]}" if missing else purpose)
        for name, (purpose, missing) in lines.items()
    ]


def _sqlite() -> Finding:
    fine = sqlite3.sqlite_version_info >= (3, 35)
    return Finding("sqlite", fine, sqlite3.sqlite_version if fine else f"{sqlite3.sqlite_version} quá cũ, cần từ 3.35")


def _home(settings: Settings) -> Finding:
    home = settings.home
    if not home.exists():
        return Finding("kho", False, f"chưa có kho tại {home}; chạy: tracuu ingest THƯ_MỤC")
    free = shutil.disk_usage(home).free // 2**20
    return Finding("kho", free > 500, f"{home}, còn trống {free} MB")
