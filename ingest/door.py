"""The door of ``ingest``: the gate, the format reader, the secrecy gate, and the understanding, in this order.

Nothing is stored here, and a stamped paper is stopped before anything of it is understood.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import Refused
from corpus.model import Document
from ingest.admission import encoding, gate, secrecy
from ingest.admission.legacy import suspected_encoding
from ingest.formats import plain
from ingest.reading import Reading


@dataclass(frozen=True, slots=True)
class Limits:
    """``bytes`` of one file and ``pages`` of one PDF that are read at most."""

    bytes: int = 100 * 1024 * 1024
    pages: int = 2000


def admit(path: Path, limits: Limits | None = None) -> gate.Kind:
    """What the file holds; an ``archive`` is to be unpacked, see ``ingest.admission.archive``, and has no document of its own.

    Raises ``Refused`` for what may not even be opened: too large, empty, of an unknown format.
    """
    return gate.kind_of(path, (limits or Limits()).bytes)


def read_document(path: Path, identifier: str, source_file: str, limits: Limits | None = None) -> Document:
    """The document in a file. Raises ``Refused`` (its message says why and what to do), ``SecretPaper`` for a stamped one."""
    from ingest.directive import (
        understanding,  # here, as the readers below: a question opens the door only to look at the limits
    )

    return understanding.understand(_admitted(path, limits or Limits()), identifier, source_file)


def read_papers(path: Path, identifier: str, source_file: str, limits: Limits | None = None) -> tuple[Document, ...]:
    """The papers in a file, nearly always one; further ones have ids of their own. Raises as ``read_document`` does."""
    from ingest.directive import understanding

    return understanding.understand_all(_admitted(path, limits or Limits()), identifier, source_file)


def _admitted(path: Path, limits: Limits) -> Reading:
    """The reading of a paper that bears no stamp of secrecy."""
    reading = _read(path, limits)
    secrecy.check(reading)
    return replace(reading, notices=(*reading.notices, *secrecy.access_marks(reading)))


def _read(path: Path, limits: Limits) -> Reading:
    match gate.kind_of(path, limits.bytes):
        case "docx":
            from ingest.formats.word import reader as word

            return word.read(path)
        case "pdf":
            from ingest.formats.pdf import reader as pdf
            from ingest.formats.scan import reader as scan

            return _legible(pdf.read(path, limits.pages, recognise=scan.recognised), path)
        case "sheet":
            from ingest.formats.sheet import reader as sheet

            return sheet.read(path)
        case "html":
            from ingest.formats.markup import reader as markup

            return markup.read(path)
        case "office":
            from ingest.formats import office

            return office.read(path)
        case "archive":
            raise Refused(f"“{path.name}” là tệp nén. Hãy giải nén rồi nạp từng tệp trong đó.", "archive")
        case "text":
            return _plain(path)


def _legible(reading: Reading, path: Path) -> Reading:
    """A PDF as it is, unless an old font stands behind its letters: ư is drawn by a hyphen that no page keeps."""
    suspect = suspected_encoding(reading.text)
    if suspect:
        message = (
            f"Chữ trong “{path.name}” không phải tiếng Việt Unicode; có vẻ là {suspect}. Hãy nạp bản Word của văn bản này."
        )
        raise Refused(message, "unknown_encoding")
    return reading


def _plain(path: Path) -> Reading:
    words = encoding.converted(encoding.decoded(path.read_bytes()))
    reading = plain.read(_not_blank(words.text, path))
    return replace(reading, notices=(*reading.notices, *words.notices))


def _not_blank(text: str, path: Path) -> str:
    if not text.strip("\ufeff \t\r\n\f\v\u00a0"):
        raise Refused(f"Tệp “{path.name}” không có chữ nào. Hãy kiểm tra lại tệp rồi nạp lại.", "empty_file")
    return text
