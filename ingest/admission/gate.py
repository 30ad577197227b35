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
from ingest.admission import encoding, zipped

Kind = Literal["text", "html", "docx", "sheet", "pdf", "office", "archive"]

DEFAULT_LIMIT = 100 * 2**20

_HEAD = 8192
_CONVERT = "Hãy mở tệp và lưu lại dạng .docx (Word) hoặc .pdf rồi nạp lại; định dạng này chưa được hỗ trợ."

# Extensions and what they promise, the proper kind first: portals save a page under .doc and a table under .xls.
# "" also stands for what is no extension: "Kế hoạch số 12.2026".
_PROMISED: dict[str, tuple[Kind, ...]] = {
    "": ("text",),
    **dict.fromkeys((".txt", ".text", ".md"), ("text",)),
    **dict.fromkeys((".html", ".htm", ".xhtml"), ("html",)),
    **dict.fromkeys((".doc", ".xls"), ("office", "html")),
    **dict.fromkeys((".rtf", ".odt", ".ods"), ("office",)),
    ".docx": ("docx",),
    ".xlsx": ("sheet",),
    ".pdf": ("pdf",),
    ".zip": ("archive",),
}
_EXTENSION = re.compile(r"\.[a-z][a-z0-9]{0,5}")
_NAMES: dict[Kind, str] = {
    "text": "văn bản thuần (.txt)",
    "html": "trang web (.html)",
    "docx": "tài liệu Word (.docx)",
    "sheet": "bảng tính Excel (.xlsx)",
    "pdf": "tài liệu PDF (.pdf)",
    "office": "tài liệu Word 97-2003, Excel 97-2003, RTF hoặc OpenDocument (.doc, .xls, .rtf, .odt)",
    "archive": "tệp nén ZIP (.zip)",
}
_ZIPPED: dict[zipped.Content, Kind] = {"docx": "docx", "xlsx": "sheet", "odt": "office", "ods": "office", "zip": "archive"}
_FOREIGN_ZIPPED: dict[zipped.Content, str] = {
    "pptx": "bản trình chiếu PowerPoint (.pptx)",
    "odf": "tài liệu OpenDocument",
    "epub": "sách điện tử EPUB",
}

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF = b"{\\rtf"
_FOREIGN = {
    b"\x89PNG\r\n": "ảnh PNG",
    b"\xff\xd8\xff": "ảnh JPEG",
    b"GIF8": "ảnh GIF",
    b"II*\x00": "ảnh TIFF",
    b"MM\x00*": "ảnh TIFF",
    b"Rar!\x1a\x07": "tệp nén RAR",
    b"7z\xbc\xaf\x27\x1c": "tệp nén 7z",
    b"\x1f\x8b\x08": "tệp nén gzip",
    b"MIME-Version:": "trang web lưu thành một tệp (.mht)",
}
# Names of the streams inside an OLE container (UTF-16), most telling first; empty for those that are read.
_OLE_STREAMS = {
    "EncryptedPackage": "tài liệu có mật khẩu",
    "WordDocument": "",
    "Workbook": "",
    "PowerPoint Document": "bản trình chiếu PowerPoint 97-2003 (.ppt)",
}
# Control characters that no text file holds; tab, line feed, vertical tab, carriage return and form feed may.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_MARKUP = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html\b)", re.IGNORECASE | re.DOTALL)


def kind_of(path: Path, limit_bytes: int = DEFAULT_LIMIT) -> Kind:
    """What ``path`` holds. Reads its first 8 KiB and, of a container, the directory: never a file over ``limit_bytes``.

    Raises ``Refused`` with one of the codes ``missing_file is_folder not_a_file unreadable_file empty_file too_large
    wrong_extension unknown_format unsupported_format zip_bomb`` and ``broken_docx encrypted_docx macro_docx`` (``_xlsx``,
    ``_odt``, ``_zip`` by the extension).
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
    """The words of a plain file in Unicode, see ``encoding``. Raises ``Refused`` ``unknown_encoding unknown_format``."""
    return encoding.converted(encoding.decoded(data)).text


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
    if head.startswith(OLE):
        return _ole_kind(path)
    if head.startswith(RTF):
        return "office"
    for magic, name in _FOREIGN.items():
        if head.startswith(magic):
            raise _foreign(path, name)
    if _looks_like_text(head):
        return "html" if _looks_like_markup(head, path) else "text"
    raise _not_recognised(path)


def _zip_kind(path: Path) -> Kind:
    content = zipped.content_of(path)
    if content == "zip" and _extension(path) in (".docx", ".xlsx"):
        message = f"Tệp “{path.name}” là tệp nén nhưng bên trong không có tài liệu. Hãy mở bằng Word hoặc Excel và lưu lại."
        raise Refused(message, f"broken_{_extension(path)[1:]}")
    if content in _FOREIGN_ZIPPED:
        raise _foreign(path, _FOREIGN_ZIPPED[content])
    return _ZIPPED[content]


def _ole_kind(path: Path) -> Kind:
    data = path.read_bytes()
    found = next((name for name in _OLE_STREAMS if name.encode("utf-16-le") in data), None)
    if found == "EncryptedPackage":
        message = f"Tệp “{path.name}” được bảo vệ bằng mật khẩu. Hãy gỡ mật khẩu (File → Info → Protect Document) rồi nạp lại."
        raise Refused(message, "encrypted_xlsx" if _extension(path) == ".xlsx" else "encrypted_docx")
    label = _OLE_STREAMS.get(found or "", "tài liệu Office đời cũ")
    if label:
        raise _foreign(path, label)
    return "office"


def _foreign(path: Path, name: str) -> Refused:
    """The refusal of a known kind that is not read; where the extension promises a kind that is, that is the first fault."""
    if _extension(path) in _PROMISED and _extension(path):
        message = f"Tệp “{path.name}” mang đuôi {path.suffix} nhưng nội dung là {name}. {_CONVERT}"
        return Refused(message, "wrong_extension")
    return Refused(f"Tệp “{path.name}” là {name}. {_CONVERT}", "unsupported_format")


def _not_recognised(path: Path) -> Refused:
    if _extension(path) in (".docx", ".xlsx", ".zip"):
        message = f"Tệp “{path.name}” mang đuôi {path.suffix} nhưng hỏng hoặc không phải loại tệp đó. Hãy lấy lại bản gốc."
        return Refused(message, f"broken_{_extension(path)[1:]}")
    message = (
        f"Không nhận ra định dạng của tệp “{path.name}”. "
        "Hệ thống đọc .txt, .html, .docx, .xlsx, .pdf, .doc, .xls, .rtf, .odt và .zip; hãy chuyển đổi rồi nạp lại."
    )
    return Refused(message, "unknown_format")


def _looks_like_text(head: bytes) -> bool:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    return len(_CONTROL.findall(head)) * 500 <= len(head) and b"\x00" not in head


def _looks_like_markup(head: bytes, path: Path) -> bool:
    """A page says so at its front; under its own extension any text is one, and a bare table under .xls."""
    codec = "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8"
    words = head.decode(codec, errors="replace").removeprefix("\ufeff")
    promised = _PROMISED.get(_extension(path), ())
    bare = "html" in promised and words.lstrip().startswith("<")
    return bare or promised == ("html",) or _MARKUP.match(words) is not None


def _checked(found: Kind, path: Path) -> Kind:
    extension = _extension(path)
    promised = _PROMISED.get(extension, ())
    if found in promised or (extension == "" and found != "text"):
        return found
    if not promised and found == "text":
        message = f"Tệp “{path.name}” có đuôi {path.suffix} chưa được hỗ trợ. Nếu là văn bản thuần, hãy lưu lại dạng .txt."
        raise Refused(message, "unsupported_format")
    message = f"Tệp “{path.name}” mang đuôi {path.suffix} nhưng thực ra là {_NAMES[found]}. Hãy đổi đuôi cho đúng rồi nạp lại."
    raise Refused(message, "wrong_extension")
