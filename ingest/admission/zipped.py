"""What is inside a ZIP container, judged from its directory before anything is unpacked."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path
from typing import Literal

from corpus.errors import Refused

Content = Literal["docx", "xlsx", "pptx", "odt", "ods", "odf", "epub", "zip"]

_MAX_FILES = 5_000
_MAX_TOTAL = 512 * 2**20
# XML grows about tenfold when it becomes a tree; a task plan of 5,000 rows has some 15 MiB.
_MAX_XML = 128 * 2**20
# Deflate reaches 1,030 : 1 on zeros; Word's own parts stay under 60 : 1.
_MAX_RATIO, _RATIO_FROM = 250, 2**20
_MAX_TYPES = 2**20

# What the standard library raises on a container that is cut or forged.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError, struct.error)

_TYPES = "[Content_Types].xml"
_DOCX = b"wordprocessingml.document.main+xml"
_XLSX = b"spreadsheetml.sheet.main+xml"
_MACRO = b"macroEnabled"
_TEMPLATES = (b"wordprocessingml.template.main+xml", b"spreadsheetml.template.main+xml")
_STRICT = b"purl.oclc.org/ooxml"
_CONTENTS: dict[bytes, Content] = {
    _DOCX: "docx",
    _XLSX: "xlsx",
    b"presentationml.": "pptx",
    b"oasis.opendocument.text": "odt",
    b"oasis.opendocument.spreadsheet": "ods",
    b"oasis.opendocument": "odf",
    b"application/epub": "epub",
}
# The program that can save a damaged or locked file anew, by the extension that it came under.
_PROGRAMS = {".xlsx": "Excel", ".zip": "chương trình nén", ".odt": "LibreOffice", ".ods": "LibreOffice"}


def content_of(path: Path) -> Content:
    """What the container holds; ``zip`` is an archive of other files.

    Raises ``Refused`` with the codes ``zip_bomb unsupported_format`` and, named by the extension, ``broken_docx encrypted_docx
    macro_docx`` (``broken_xlsx``, ``broken_zip`` …). The members of an archive are not judged here, but for their number and
    what they come to together.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            content = _content(archive, path)
            _check_total(archive.infolist(), path)
            if content != "zip":
                _check_parts(archive.infolist(), path)
            return content
    except DAMAGE as error:
        remedy = f"Hãy lấy lại bản gốc, hoặc mở bằng {_program(path)} và lưu lại."
        raise Refused(f"Tệp “{path.name}” hỏng hoặc thiếu một phần. {remedy}", f"broken_{_stem(path)}") from error


def is_encrypted(entry: zipfile.ZipInfo) -> bool:
    return bool(entry.flag_bits & 0x1)


def swells(entry: zipfile.ZipInfo) -> bool:
    """Whether the entry unpacks to more than any honest file of its packed size."""
    return entry.file_size > _RATIO_FROM and entry.file_size > _MAX_RATIO * max(1, entry.compress_size)


def bomb(name: str, size: int) -> Refused:
    """The refusal of what would unpack to ``size`` bytes."""
    message = f"Tệp “{name}” bung ra quá lớn ({size / 2**20:.0f} MiB): có thể là tệp phá hoại. Hãy kiểm tra nguồn gốc tệp."
    return Refused(message, "zip_bomb")


def _check_total(entries: list[zipfile.ZipInfo], path: Path) -> None:
    total = sum(entry.file_size for entry in entries)
    if len(entries) > _MAX_FILES or total > _MAX_TOTAL:
        raise bomb(path.name, total)


def _check_parts(entries: list[zipfile.ZipInfo], path: Path) -> None:
    xml = sum(entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
    if xml > _MAX_XML or any(map(swells, entries)):
        raise bomb(path.name, sum(entry.file_size for entry in entries))
    if any(map(is_encrypted, entries)):
        raise _locked(path)


def _content(archive: zipfile.ZipFile, path: Path) -> Content:
    types = _part(archive, _TYPES, path) or _part(archive, "mimetype", path)
    if types and (_MACRO in types or any(entry.endswith("vbaProject.bin") for entry in archive.namelist())):
        message = (
            f"Tệp “{path.name}” chứa macro nên không được nhận. Hãy lưu lại dạng .docx hoặc .xlsx không macro rồi nạp lại."
        )
        raise Refused(message, f"macro_{_stem(path)}")
    office = _DOCX in types or _XLSX in types
    if any(mark in types for mark in _TEMPLATES) or (office and _STRICT in _part(archive, "_rels/.rels", path)):
        message = f"Tệp “{path.name}” là tệp mẫu hoặc kiểu Strict Open XML. Hãy mở bằng {_program(path)}, lưu lại dạng "
        raise Refused(message + "Word Document (.docx) hoặc Excel Workbook (.xlsx).", "unsupported_format")
    return next((content for mark, content in _CONTENTS.items() if mark in types), "zip")


def _part(archive: zipfile.ZipFile, name: str, path: Path) -> bytes:
    """The beginning of one part, empty where there is none."""
    if name not in archive.namelist():
        return b""
    if is_encrypted(archive.getinfo(name)):
        raise _locked(path)
    with archive.open(name) as part:
        return part.read(_MAX_TYPES)


def _locked(path: Path) -> Refused:
    return Refused(f"Tệp “{path.name}” được bảo vệ bằng mật khẩu. Hãy gỡ mật khẩu rồi nạp lại.", f"encrypted_{_stem(path)}")


def _program(path: Path) -> str:
    return _PROGRAMS.get(path.suffix.lower(), "Word")


def _stem(path: Path) -> str:
    """The last part of a code: that of the extension, ``docx`` where it names no container."""
    suffix = path.suffix.lower()
    return suffix.removeprefix(".") if suffix in _PROGRAMS else "docx"
