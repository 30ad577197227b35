"""ZIP archives of documents: their members one by one, each a file of its own in a folder of ours, or the reason why not.

No member chooses where it is written: only the last part of its name is used, below a numbered folder. Archives inside an
archive stay closed.
"""

from __future__ import annotations

import re
import shutil
import stat
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from corpus.errors import Refused
from ingest.admission import zipped

_LONGEST_NAME = 120
# What Windows and macOS put beside documents.
_COMPANION = re.compile(r"(?:^|/)(?:__MACOSX/|\.(?!\.?/)|~\$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_ABSOLUTE = re.compile(r"/|[A-Za-z]:")
# A forged directory points to places outside of the file, which the system calls an invalid argument; a disk may also be full.
_DAMAGE = (*zipped.DAMAGE, OSError)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class Member(NamedTuple):
    """A file of an archive, by its name inside; either ``path`` says where it lies, or ``refusal`` why it is not taken in."""

    name: str
    path: Path | None = None
    refusal: Refused | None = None


def members(path: Path, folder: Path, limit_bytes: int) -> Iterator[Member]:
    """The files of the archive ``path``, unpacked below ``folder`` as they are asked for; ``limit_bytes`` is for each of them.

    ``path`` passed the gate, which judged their number and total size. Raises ``Refused`` ``broken_zip``, ``empty_archive``.
    """
    count = 0
    seen: set[str] = set()
    try:
        with zipfile.ZipFile(path) as archive:
            for count, entry in enumerate(_documents(archive), start=1):
                name = _name(entry)
                refusal = _refusal(entry, name, limit_bytes, seen)
                seen.add(name)
                yield Member(name, refusal=refusal) if refusal else _unpacked(archive, entry, name, folder / f"{count:05d}")
    except _DAMAGE as error:
        raise Refused(f"Tệp nén “{path.name}” hỏng hoặc không giải nén được. Hãy lấy lại bản gốc.", "broken_zip") from error
    if not count:
        raise Refused(f"Tệp nén “{path.name}” không có tệp nào bên trong. Hãy kiểm tra lại.", "empty_archive")


def _documents(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    named = ((entry, _name(entry)) for entry in archive.infolist())
    return (entry for entry, name in named if not name.endswith("/") and not _COMPANION.search(name))


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as people wrote it: many programs write UTF-8 without saying so, some with "\\", macOS in decomposed letters."""
    name = entry.filename or "_"
    if not entry.flag_bits & 0x800:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return _CONTROL.sub("_", unicodedata.normalize("NFC", name.replace("\\", "/")))


def _refusal(entry: zipfile.ZipInfo, name: str, limit_bytes: int, seen: set[str]) -> Refused | None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if _ABSOLUTE.match(name) or ".." in PurePosixPath(name).parts or kind not in (0, stat.S_IFREG):
        return Refused(
            f"“{name}” trong tệp nén trỏ ra ngoài tệp nén. Hãy giải nén, kiểm tra rồi nạp từng tệp.", "unsafe_member"
        )
    if name in seen:
        return Refused(f"“{name}” có hai lần trong tệp nén. Hãy đổi tên một tệp rồi nạp lại.", "duplicate_member")
    if zipped.is_encrypted(entry):
        message = f"“{name}” trong tệp nén được bảo vệ bằng mật khẩu. Hãy giải nén bằng mật khẩu rồi nạp lại."
        return Refused(message, "encrypted_member")
    if entry.file_size > limit_bytes:
        size = f"{entry.file_size / 2**20:.1f} MiB, giới hạn {limit_bytes / 2**20:.1f} MiB"
        return Refused(f"“{name}” trong tệp nén quá lớn ({size}). Hãy tách tệp rồi nạp lại.", "too_large")
    return zipped.bomb(name, entry.file_size) if zipped.swells(entry) else None


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, folder: Path) -> Member:
    last = PurePosixPath(name).name or "tep"
    suffix = PurePosixPath(last).suffix[:20]
    folder.mkdir(parents=True)
    path = folder / (last.removesuffix(suffix).encode()[:_LONGEST_NAME].decode(errors="ignore") + suffix)
    try:
        with archive.open(entry) as packed, path.open("wb") as copy:
            shutil.copyfileobj(packed, copy)  # never more than the size that was judged: zipfile stops there
    except _DAMAGE:
        shutil.rmtree(folder)
        return Member(
            name,
            refusal=Refused(f"“{name}” trong tệp nén hỏng hoặc không giải nén được. Hãy lấy lại bản gốc.", "broken_member"),
        )
    return Member(name, path)
