"""One uploaded file: copied into a private temporary folder within the size limit, and handed to the intake."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from pathlib import Path, PurePosixPath

from fastapi import UploadFile

from api.intake import Result
from api.wiring import KnowledgeBase
from corpus.errors import InputError, Refused

_CHUNK = 1 << 20
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")


def receive(base: KnowledgeBase, file: UploadFile) -> list[Result]:
    """What became of the file, or of each file in an archive; the index is brought up to date by ``base.intake.follow``.

    Raises ``InputError`` for a file without a name, ``Refused`` for one over the limit.
    """
    name = file_name(file)
    suffix = PurePosixPath(name).suffix
    with tempfile.TemporaryDirectory(prefix="tracuu-") as folder:
        path = Path(folder) / f"upload{suffix if _SUFFIX.fullmatch(suffix) else ''}"
        _copy(file, path, base.settings.limit_mb)
        results = base.intake.take_file(path, origin=f"upload:{name}", source_file=name)
    return [_as_sent(result, path, name) for result in results]


def _as_sent(result: Result, path: Path, name: str) -> Result:
    """The result under the name that the person gave the file."""
    reason = result.reason.replace(path.name, name) if result.reason else None
    return replace(result, path=result.path.replace(str(path), name), reason=reason)


def file_name(file: UploadFile) -> str:
    """The bare name of the file, whatever folder the browser puts before it. Raises ``InputError`` where it has none."""
    name = PurePosixPath((file.filename or "").replace("\\", "/")).name
    if name in ("", ".", ".."):
        raise InputError("Tệp tải lên không có tên.")
    return name


def _copy(file: UploadFile, path: Path, limit_mb: int) -> None:
    with path.open("wb") as copy:
        while chunk := file.file.read(_CHUNK):
            if copy.tell() + len(chunk) > limit_mb * 1024 * 1024:
                raise Refused(f"Tệp lớn hơn {limit_mb} MB. Hãy chia nhỏ hoặc nén ảnh trong tệp.", "too_large")
            copy.write(chunk)
