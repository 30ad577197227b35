"""From the bytes of a text file to its words: byte order marks, declared charsets, UTF-8, and the fonts before Unicode."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from corpus.errors import Refused
from corpus.model import Notice
from ingest.admission.legacy import CONVERTIBLE, converted_notice, is_unicode, suspected_encoding, to_unicode

# Charsets that a page may declare, by the codec that reads them; browsers read ISO-8859-1 as Windows-1252.
_CHARSETS = {
    "utf-8": "utf-8", "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8", "us-ascii": "cp1252", "ascii": "cp1252",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "windows-1252": "cp1252", "windows-1258": "cp1258", "cp1258": "cp1258",
    "x-cp1258": "cp1258",
    "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8",  # without a mark its own declaration could not be read
}  # fmt: skip
_TAG = re.compile(r"<[^<>]*>")
_REMEDY = "Hãy chuyển mã sang Unicode (UTF-8), ví dụ bằng Unikey, rồi nạp lại."


class Converted(NamedTuple):
    """``notices`` say what had to be converted."""

    text: str
    notices: tuple[Notice, ...] = ()


def decoded(data: bytes, declared: str | None = None) -> str:
    """The letters of a file: UTF-8 with or without its mark, UTF-16 with its mark, ``declared`` where a page names its charset,
    bytes of an old font one by one; the mark is dropped.

    Raises ``Refused``: ``unknown_encoding``, or ``unknown_format`` where bytes 0 stand between the letters.
    """
    codec, skip = _codec(data, declared)
    try:
        text = data[skip:].decode(codec)
    except UnicodeDecodeError as error:
        text = _eight_bits(data, codec, error.start + skip)
    if "\x00" in text:
        raise Refused("Tệp chứa byte 0: đây không phải văn bản thuần. Hãy lưu lại dạng .txt mã UTF-8.", "unknown_format")
    return text


def converted(text: str) -> Converted:
    """Text that reads as TCVN3 or VNI, in Unicode; any other text as it is. Raises ``Refused`` ``unknown_encoding``."""
    suspect = suspected_encoding(text)
    if suspect is None:
        return Converted(text)
    if suspect in CONVERTIBLE:
        unicode = to_unicode(text, suspect)
        if is_unicode(unicode) and suspected_encoding(unicode) is None:
            return Converted(unicode, (converted_notice([suspect]),))
    message = f"Chữ trong tệp không phải tiếng Việt Unicode; có vẻ là {suspect}. Hãy chuyển mã sang Unicode rồi nạp lại."
    raise Refused(message, "unknown_encoding")


def _codec(data: bytes, declared: str | None) -> tuple[str, int]:
    """The codec that the byte order mark or the page names, and the mark's length; UTF-8 where there is none."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise Refused("Tệp mã hóa UTF-32. Hãy lưu lại dạng .txt với mã UTF-8.", "unknown_encoding")
    if data.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le", 2
    if data.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be", 2
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8", 3
    return _CHARSETS.get((declared or "utf-8").strip().lower(), "utf-8"), 0


def _eight_bits(data: bytes, codec: str, offset: int) -> str:
    """What is no UTF-8 may be text in an old font, one byte a sign; anything else is refused with its first wrong byte."""
    text = data.decode("cp1252", errors="replace") if codec == "utf-8" else ""
    suspect = suspected_encoding(_TAG.sub(" ", text[: 2**20]))
    if suspect in CONVERTIBLE:
        return text
    guess = f"; có vẻ là {suspect}" if suspect else ""
    message = f"Không đọc được bảng mã: byte thứ {offset} không hợp lệ theo {codec.upper()}{guess}. {_REMEDY}"
    raise Refused(message, "unknown_encoding")
