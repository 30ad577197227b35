"""One uploaded file: copied into a private temporary folder within the size limit, and handed to the intake."""

from __future__ import annotations

import tempfile
from pathlib import Path

from fastapi import UploadFile

from api.intake import Result
from api.wiring import KnowledgeBase
from corpus.errors import InputError, Refused

_CHUNK = 1 << 20


def receive(base: KnowledgeBase, file: UploadFile) -> Result:
    """What became of the file; the index is brought up to date by ``base.intake.follow``.

    Raises ``InputError`` for a file without a name, ``Refused`` for one over the limit.
    """
    name = Path((file.filename or "").replace("\\", "/")).name
    if not name:
        raise InputError("Tệp tải lên không có tên.")
    with tempfile.TemporaryDirectory(prefix="tracuu-") as folder:
        path = Path(folder) / name
        _copy(file, path, base.settings.limit_mb)
        return base.intake.take_one(path, origin=f"upload:{name}", source_file=name)


def _copy(file: UploadFile, path: Path, limit_mb: int) -> None:
    with path.open("wb") as copy:
        while chunk := file.file.read(_CHUNK):
            if copy.tell() + len(chunk) > limit_mb * 1024 * 1024:
                raise Refused(f"Tệp lớn hơn {limit_mb} MB. Hãy chia nhỏ hoặc nén ảnh trong tệp.", "too_large")
            copy.write(chunk)
