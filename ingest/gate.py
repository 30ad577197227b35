"""May this file come in at all, and as what? Decided by its content; the extension is a check, never the proof."""

from __future__ import annotations

import codecs
import errno
import os
import re
import stat
from pathlib import Path
from typing import Literal

from corpus.errors import Refused
from ingest import zipped
from ingest.legacy import suspected_encoding

Kind = Literal["text", "docx", "pdf"]

DEFAULT_LIMIT = 100 * 2**20

_HEAD = 8192
_CONVERT = "Hãy mở tệp và lưu lại dạng .docx (Word) hoặc .pdf rồi nạp lại; định dạng này chưa được hỗ trợ."

# Extensions that promise one kind of content. "" also stands for what is no extension: "Kế hoạch số 12.2026".
_PROMISED: dict[str, Kind] = {"": "text", ".txt": "text", ".text": "text", ".md": "text", ".docx": "docx", ".pdf": "pdf"}
_EXTENSION = re.compile(r"\.[a-z][a-z0-9]{0,5}")
_NAMES: dict[str, str] = {"text": "văn bản thuần (.txt)", "docx": "tài liệu Word (.docx)", "pdf": "tài liệu PDF (.pdf)"}

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = {
    b"{\\rtf": "tài liệu RTF",
    b"\x89PNG\r\n": "ảnh PNG",
    b"\xff\xd8\xff": "ảnh JPEG",
    b"GIF8": "ảnh GIF",
    b"II*\x00": "ảnh TIFF",
    b"MM\x00*": "ảnh TIFF",
    b"Rar!\x1a\x07": "tệp nén RAR",
    b"7z\xbc\xaf\x27\x1c": "tệp nén 7z",
    b"\x1f\x8b\x08": "tệp nén gzip",
}
# Names of the streams inside an OLE container (UTF-16), most telling first.
_OLE_STREAMS = {
    "EncryptedPackage": "",
    "WordDocument": "tài liệu Word 97-2003 (.doc)",
    "Workbook": "bảng tính Excel 97-2003 (.xls)",
    "PowerPoint Document": "bản trình chiếu PowerPoint 97-2003 (.ppt)",
}
# Control characters that no text file holds; tab, line feed, carriage return and form feed may.
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x19\x1c-\x1f]")


def kind_of(path: Path, limit_bytes: int = DEFAULT_LIMIT) -> Kind:
    """What ``path`` holds. Reads its first 8 KiB and, of a container, the directory: never a file over ``limit_bytes``.

    Raises ``Refused`` with one of the codes ``missing_file is_folder not_a_file unreadable_file empty_file too_large
    wrong_extension unknown_format unsupported_format broken_docx zip_bomb encrypted_docx macro_docx``.
    """
    _check_size(_status(path), limit_bytes, path.name)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            found = _sniffed(head, path)
    except OSError as error:
        raise _unreadable(path, error) from error
    return _checked(found, path)


def decode(data: bytes) -> str:
    """The text of a plain file: UTF-8 with or without its mark, or UTF-16 with its mark; the mark is dropped.

    Raises ``Refused`` ``unknown_encoding`` where the bytes are anything else, or read as text of a legacy font.
    """
    codec, skip = _codec(data)
    try:
        text = data[skip:].decode(codec)
    except UnicodeDecodeError as error:
        raise _undecodable(data, error.start + skip, codec) from error
    if "\x00" in text:
        raise Refused("Tệp chứa byte 0: đây không phải văn bản thuần. Hãy lưu lại dạng .txt mã UTF-8.", "unknown_format")
    _refuse_legacy(text)
    return text


def _status(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except OSError as error:
        raise _unreadable(path, error) from error
    except ValueError as error:
        raise Refused("Tên tệp chứa ký tự không hợp lệ. Hãy đổi tên tệp rồi nạp lại.", "missing_file") from error


def _unreadable(path: Path, error: OSError) -> Refused:
    name = path.name
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR | errno.ENAMETOOLONG:
            return Refused(f"Không tìm thấy tệp “{name}”. Hãy kiểm tra lại đường dẫn.", "missing_file")
        case errno.ELOOP:
            return Refused(f"“{name}” là liên kết vòng, không dẫn tới tệp nào. Hãy trỏ tới tệp gốc.", "not_a_file")
        case _:
            return Refused(f"Không đọc được tệp “{name}”. Hãy kiểm tra quyền đọc và ổ đĩa.", "unreadable_file")


def _check_size(status: os.stat_result, limit: int, name: str) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise Refused(f"“{name}” là thư mục, không phải tệp. Hãy nạp từng tệp trong đó.", "is_folder")
    if not stat.S_ISREG(status.st_mode):
        raise Refused(f"“{name}” không phải tệp thường (thiết bị hoặc ống dẫn). Hãy nạp một tệp.", "not_a_file")
    if status.st_size == 0:
        raise Refused(f"Tệp “{name}” rỗng (0 byte). Hãy lấy lại bản gốc.", "empty_file")
    if status.st_size > limit:
        size = f"{status.st_size / 2**20:.1f} MiB, giới hạn {limit / 2**20:.1f} MiB"
        raise Refused(f"Tệp “{name}” quá lớn ({size}). Hãy tách tệp hoặc giảm độ phân giải ảnh quét.", "too_large")


def _extension(path: Path) -> str:
    suffix = path.suffix.lower()
    return suffix if _EXTENSION.fullmatch(suffix) else ""


def _sniffed(head: bytes, path: Path) -> Kind:
    if b"%PDF-" in head[: 1024 if _extension(path) == ".pdf" else 16]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(path)
    if head.startswith(_OLE):
        raise _ole_refusal(path)
    for magic, name in _FOREIGN.items():
        if head.startswith(magic):
            raise _foreign(path, name)
    if _looks_like_text(head):
        return "text"
    raise _not_recognised(path)


def _zip_kind(path: Path) -> Kind:
    name = zipped.content_of(path)
    if name is None:
        return "docx"
    if name == "" and _extension(path) == ".docx":
        message = f"Tệp “{path.name}” là tệp nén nhưng bên trong không có tài liệu Word. Hãy mở bằng Word và lưu lại."
        raise Refused(message, "broken_docx")
    raise _foreign(path, name or "tệp nén ZIP")


def _ole_refusal(path: Path) -> Refused:
    data = path.read_bytes()
    found = next((name for name in _OLE_STREAMS if name.encode("utf-16-le") in data), None)
    if found == "EncryptedPackage":
        message = f"Tệp “{path.name}” được bảo vệ bằng mật khẩu. Hãy gỡ mật khẩu (File → Info → Protect Document) rồi nạp lại."
        return Refused(message, "encrypted_docx")
    return _foreign(path, _OLE_STREAMS.get(found or "", "tài liệu Office đời cũ"))


def _foreign(path: Path, name: str) -> Refused:
    """The refusal of a known kind that is not read; where the extension promises a kind that is, that is the first fault."""
    if _extension(path) in _PROMISED and _extension(path):
        message = f"Tệp “{path.name}” mang đuôi {path.suffix} nhưng nội dung là {name}. {_CONVERT}"
        return Refused(message, "wrong_extension")
    return Refused(f"Tệp “{path.name}” là {name}. {_CONVERT}", "unsupported_format")


def _not_recognised(path: Path) -> Refused:
    if _extension(path) == ".docx":
        message = f"Tệp “{path.name}” mang đuôi .docx nhưng hỏng hoặc không phải tài liệu Word. Hãy lấy lại bản gốc."
        return Refused(message, "broken_docx")
    message = f"Không nhận ra định dạng của tệp “{path.name}”. Hệ thống đọc .txt, .docx và .pdf; hãy chuyển đổi rồi nạp lại."
    return Refused(message, "unknown_format")


def _looks_like_text(head: bytes) -> bool:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    return len(_CONTROL.findall(head)) * 500 <= len(head) and b"\x00" not in head


def _checked(found: Kind, path: Path) -> Kind:
    extension = _extension(path)
    promised = _PROMISED.get(extension)
    if promised == found or (extension == "" and found != "text"):
        return found
    if promised is None and found == "text":
        message = f"Tệp “{path.name}” có đuôi {path.suffix} chưa được hỗ trợ. Nếu là văn bản thuần, hãy lưu lại dạng .txt."
        raise Refused(message, "unsupported_format")
    message = f"Tệp “{path.name}” mang đuôi {path.suffix} nhưng thực ra là {_NAMES[found]}. Hãy đổi đuôi cho đúng rồi nạp lại."
    raise Refused(message, "wrong_extension")


def _codec(data: bytes) -> tuple[str, int]:
    """The codec that the byte order mark names, and the mark's length; UTF-8 where there is none."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise Refused("Tệp mã hóa UTF-32. Hãy lưu lại dạng .txt với mã UTF-8.", "unknown_encoding")
    if data.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le", 2
    if data.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be", 2
    return "utf-8", 3 if data.startswith(codecs.BOM_UTF8) else 0


def _undecodable(data: bytes, offset: int, codec: str) -> Refused:
    suspect = suspected_encoding(data[: 2**20].decode("cp1252", errors="replace")) if codec == "utf-8" else None
    guess = f"; có vẻ là {suspect}" if suspect else ""
    remedy = "Hãy chuyển mã sang Unicode (UTF-8), ví dụ bằng Unikey, rồi nạp lại."
    message = f"Không đọc được bảng mã: byte thứ {offset} không hợp lệ theo {codec.upper()}{guess}. {remedy}"
    return Refused(message, "unknown_encoding")


def _refuse_legacy(text: str) -> None:
    suspect = suspected_encoding(text)
    if suspect:
        message = f"Chữ trong tệp không phải tiếng Việt Unicode; có vẻ là {suspect}. Hãy chuyển mã sang Unicode rồi nạp lại."
        raise Refused(message, "unknown_encoding")
