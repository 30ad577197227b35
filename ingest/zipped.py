"""What is inside a ZIP container, judged from its directory before anything is unpacked."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path

from corpus.errors import Refused

_MAX_FILES = 5_000
_MAX_TOTAL = 512 * 2**20
# XML grows about tenfold when it becomes a tree; a task plan of 5,000 rows has some 15 MiB.
_MAX_XML = 128 * 2**20
# Deflate reaches 1,030 : 1 on zeros; Word's own parts stay under 60 : 1.
_MAX_RATIO, _RATIO_FROM = 250, 2**20

# What the standard library raises on a container that is cut or forged.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError, struct.error)

_TYPES = "[Content_Types].xml"
_DOCX = b"wordprocessingml.document.main+xml"
_MACRO = b"macroEnabled"
_TEMPLATE = b"wordprocessingml.template.main+xml"
_STRICT = b"purl.oclc.org/ooxml"
_OTHERS = {
    b"spreadsheetml.sheet": "bảng tính Excel (.xlsx)",
    b"presentationml.": "bản trình chiếu PowerPoint (.pptx)",
    b"oasis.opendocument.text": "tài liệu OpenDocument (.odt)",
    b"oasis.opendocument": "tài liệu OpenDocument",
    b"application/epub": "sách điện tử EPUB",
}


def content_of(path: Path) -> str | None:
    """``None`` for a Word document that can be read, else what it is, in words for people ("" for a plain archive).

    Raises ``Refused`` with the codes ``broken_docx zip_bomb encrypted_docx macro_docx unsupported_format``.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_sizes(archive.infolist(), path.name)
            return _content(archive, path.name)
    except DAMAGE as error:
        message = f"Tệp “{path.name}” hỏng hoặc thiếu một phần. Hãy lấy lại bản gốc, hoặc mở bằng Word và lưu lại."
        raise Refused(message, "broken_docx") from error


def _check_sizes(entries: list[zipfile.ZipInfo], name: str) -> None:
    xml = sum(entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
    total = sum(entry.file_size for entry in entries)
    if len(entries) > _MAX_FILES or total > _MAX_TOTAL or xml > _MAX_XML or any(map(_swells, entries)):
        message = f"Tệp “{name}” bung ra quá lớn ({total / 2**20:.0f} MiB): có thể là tệp phá hoại. Hãy kiểm tra nguồn gốc tệp."
        raise Refused(message, "zip_bomb")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused(f"Tệp “{name}” được bảo vệ bằng mật khẩu. Hãy gỡ mật khẩu rồi nạp lại.", "encrypted_docx")


def _swells(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _RATIO_FROM and entry.file_size > _MAX_RATIO * max(1, entry.compress_size)


def _content(archive: zipfile.ZipFile, name: str) -> str | None:
    types = _part(archive, _TYPES) or _part(archive, "mimetype")
    if _MACRO in types or any(entry.endswith("vbaProject.bin") for entry in archive.namelist()):
        message = f"Tệp “{name}” chứa macro nên không được nhận. Hãy lưu lại dạng .docx không macro rồi nạp lại."
        raise Refused(message, "macro_docx")
    if _TEMPLATE in types or (_DOCX in types and _STRICT in _part(archive, "_rels/.rels")):
        message = f"Tệp “{name}” là mẫu Word hoặc kiểu Strict Open XML. Hãy mở bằng Word, lưu lại dạng Word Document (.docx)."
        raise Refused(message, "unsupported_format")
    if _DOCX in types:
        return None
    return next((label for mark, label in _OTHERS.items() if mark in types), "")


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one part, empty where there is none; its size was checked before."""
    return archive.read(name) if name in archive.namelist() else b""
