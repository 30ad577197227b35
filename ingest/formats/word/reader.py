"""Word files (.docx): paragraphs and tables in reading order, with the words as they print.

Numbers of automatic lists are written out, tracked changes count as accepted, hidden text is left out. A table that only places
the head or the signature side by side comes as lines, a table of data as rows. A Word file has no pages and no boxes.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx
from docx.document import Document as WordFile
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml

from corpus.errors import Refused
from ingest.admission import zipped
from ingest.admission.legacy import CONVERTIBLE, converted_notice, suspected_encoding
from ingest.formats.word.fonts import unify
from ingest.formats.word.story import Parts, told
from ingest.formats.word.styles import Styles
from ingest.formats.word.wordml import Element
from ingest.reading import Reading

# What python-docx and lxml (whose syntax errors are SyntaxError) raise on a damaged file.
_DAMAGE = (*zipped.DAMAGE, OpcError, PythonDocxError, KeyError, SyntaxError, AttributeError, OSError)


def read(path: Path) -> Reading:
    """The words of a .docx that ``gate.kind_of`` let in.

    Raises ``Refused``: ``broken_docx`` (damaged), ``no_text`` (only pictures, or nothing), ``unknown_encoding`` (typed in a
    legacy encoding that cannot be converted).
    """
    try:
        reading = _unified(_parts(path))
    except _DAMAGE as error:
        message = f"Tệp “{path.name}” hỏng, không đọc được. Hãy mở bằng Word và lưu lại, hoặc lấy lại bản gốc."
        raise Refused(message, "broken_docx") from error
    if not any(character.isalpha() for character in reading.text):
        message = (
            f"Tệp “{path.name}” không có chữ nào (chỉ có ảnh hoặc trang trắng). Hãy nạp bản có chữ hoặc bản PDF đã nhận dạng."
        )
        raise Refused(message, "no_text")
    suspect = suspected_encoding(reading.text)
    if suspect:
        message = f"Tệp “{path.name}” gõ bằng bảng mã cũ, có vẻ là {suspect}. Hãy chuyển sang Unicode rồi nạp lại."
        raise Refused(message, "unknown_encoding")
    return reading


def _unified(parts: Parts) -> Reading:
    """The file as read, what is typed in old fonts in Unicode; where no font says so, the letters do."""
    styles = Styles(parts.styles)
    roots = [
        parts.body,
        *(parts.notes or {}).values(),
        *parts.furniture,
        *([parts.numbering] if parts.numbering is not None else []),
    ]
    encodings = unify(roots, styles)
    reading = told(parts)
    suspect = suspected_encoding(reading.text)
    if suspect in CONVERTIBLE:
        encodings |= unify(roots, styles, forced=suspect)
        reading = told(parts)
    return replace(reading, notices=(*reading.notices, converted_notice(encodings))) if encodings else reading


def _opened(path: Path) -> WordFile:
    try:
        return docx.Document(str(path))
    except TypeError as error:  # what python-docx makes of a relationship without a target
        raise OpcError(str(error)) from error


def _parts(path: Path) -> Parts:
    document = _opened(path).part
    found: dict[str, list[Element]] = {}
    for relation in document.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if not relation.is_external and kind in ("styles", "numbering", "footnotes", "endnotes", "header", "footer"):
            part = relation.target_part
            found.setdefault(kind, []).append(part.element if hasattr(part, "element") else parse_xml(part.blob))
    only = {kind: roots[0] for kind, roots in found.items()}
    return Parts(
        body=document.element.body,
        styles=only.get("styles"),
        numbering=only.get("numbering"),
        notes={kind: only[kind] for kind in ("footnotes", "endnotes") if kind in only},
        furniture=(*found.get("header", ()), *found.get("footer", ())),
    )
