"""The secrecy gate: does this paper carry a stamp that forbids it to be here? Asked before anything is stored.

State secrets (Law 117/2025/QH15) are marked MẬT, TỐI MẬT or TUYỆT MẬT. A stamp stands alone on a line or in a cell; prose about
"hồ sơ cấp độ Mật, Tối Mật" or "bảo vệ bí mật nhà nước" does not. Capitals count everywhere; other spellings, and what OCR makes
of a stamp, only near the head of the paper or of an annex, where a stamp is put.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.errors import SecretPaper
from corpus.model import Notice, Span
from ingest.grammar.columns import role_of
from ingest.grammar.landmarks import MOTTO, NATIONAL_NAME, NUMBER_LINE, PARTY_NAME, PLACE_DATE
from ingest.reading import Line, Reading, Row

_MESSAGE = (
    "Tệp này mang dấu chỉ độ mật nên không được đưa vào hệ thống (Luật Bảo vệ bí mật nhà nước số 117/2025/QH15). "
    "Không nội dung nào của tệp được lưu lại; hãy liên hệ văn thư để xử lý theo quy định."
)

_HEAD_BLOCKS = 30
_ANNEX_BEFORE, _ANNEX_AFTER = 4, 6
_LONGEST_STAMP = 40

_EXACT = frozenset({"mật", "tốimật", "tuyệtmật"})
_FOLDED = ("MAT", "TOIMAT", "TUYETMAT")
# What OCR takes for a letter: "T0I MAT", "TU|ỆT".
_CONFUSED = str.maketrans("01|!45", "OIIIAS")

_ANNEX = re.compile(r"\W*(?:PHỤ\s+LỤC|Phụ\s+lục(?=\s+(?:số\s+)?[IVXL\d]+\W*$))")
_DASH = re.compile(r"\s*[-–+•*]\s")
# The compound that a wrapped line cuts: "… bảo vệ bí" | "MẬT".
_COMPOUND = re.compile(r"\b(?:bí|bảo|giải)\s*$", re.IGNORECASE)

_LEVEL = r"(?:tuyệt\s+mật|tối\s+mật|mật)(?!\w)"
# "ĐỘ MẬT: Mật", "Mức độ mật - Tối mật"; a choice "Mật/Tối mật" is a form and not a mark.
_LABEL = re.compile(rf"\W*(?:(?:mức|cấp)\s+)?độ\s+mật\s*[:=–-]\W*{_LEVEL}(?!\W*(?:và|hoặc)?\W*{_LEVEL})", re.IGNORECASE)
_FOLDED_LABEL = re.compile(r"(?:MUC|CAP)?DOMAT(?:TOI|TUYET)?MAT")
# "Bản số: 03/10", "Bản số: …/…", "Bản số 03/10": copies of a secret paper are numbered; "văn bản số 03/KH" is a citation.
_COPY = r"[\d.…_]+"
_COPY_CONTROL = re.compile(
    rf"(?<!văn\s)\bBản\s+số(?:\s*:\s*{_COPY}(?:\s*/\s*{_COPY})?|\s*{_COPY}\s*/\s*{_COPY})(?![/\w-])", re.IGNORECASE
)
_SECRECY_WORD = re.compile(rf"(?<!bí )(?<!bảo )\b{_LEVEL}(?!\s+(?:khẩu|độ|thư|ong|nhà))", re.IGNORECASE)
_COPY_REACH = 3
# a stamp with words around it, where a paper begins: "TÀI LIỆU TỐI MẬT", "MẬT (A)", "BÍ MẬT NHÀ NƯỚC"
_WORDED = re.compile(
    rf"\W*(?:(?:(?:tài\s+liệu|văn\s+bản|hồ\s+sơ)\s+)?{_LEVEL}(?:\s*\(?[A-Z]\d?\)?)?|bí\s+mật\s+nhà\s+nước)\W*", re.IGNORECASE
)
_COPY_LEVEL = re.compile(rf"\W*bản\s+số\s+\d+\W+{_LEVEL}\W*", re.IGNORECASE)


def _spaced(words: str) -> str:
    """``words`` with any blanks between their letters: stamps are printed "H Ỏ A  T Ố C" too."""
    return r"\s*".join(re.escape(letter) for letter in words if not letter.isspace())


# "DỰ THẢO LẦN 2", "Dự thảo 3", "Dự thảo (ngày 12/3/2026)".
_DRAFT_ROUND = r"(?:[\s(]*(?:lần|số)?\s*(?:thứ\s*)?\d{1,2}(?![\d/.]))?"
_DRAFT_DATE = r"(?:[\s(,-]*(?:ngày\s+)?\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})?)?"
_DRAFT_TAIL = _DRAFT_ROUND + _DRAFT_DATE

_ACCESS = {
    "internal_use": ("Văn bản lưu hành nội bộ: chỉ dùng trong cơ quan.", _spaced("LƯU HÀNH NỘI BỘ")),
    "return_after_reading": ("Văn bản ghi “xem xong trả lại”: chỉ dùng trong cơ quan.", _spaced("XEM XONG TRẢ LẠI")),
    "draft": (
        "Văn bản là dự thảo, chưa được ban hành.",
        _spaced("DỰ THẢO") + _DRAFT_TAIL,
    ),
    "urgent": (
        "Văn bản có dấu chỉ độ khẩn.",
        rf"(?:{_spaced('THƯỢNG KHẨN')}|{_spaced('HỎA TỐC')}|{_spaced('HOẢ TỐC')}|{_spaced('KHẨN')})(?:\s+hẹn\s+giờ)?",
    ),
}
_MARKS = {code: re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE) for code, (_, pattern) in _ACCESS.items()}
# What a stamp may share its printed line with when two columns are read as one.
_BESIDE = (NATIONAL_NAME, MOTTO, PARTY_NAME, PLACE_DATE, NUMBER_LINE, _COPY_CONTROL, *_MARKS.values())
_COLUMN_GAP = re.compile(r"\t|\s{3,}")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A line or cell; ``near_head`` of the paper or an annex, ``before`` the text of the unit above."""

    text: str
    span: Span
    near_head: bool
    in_row: bool
    before: str


def check(reading: Reading) -> None:
    """Raise ``SecretPaper`` where the paper carries a mark of secrecy. The message holds none of its words."""
    units = list(_units(reading))
    if any(_is_secret(unit) for unit in units) or _has_copy_control(units):
        raise SecretPaper(_MESSAGE)


def access_marks(reading: Reading) -> tuple[Notice, ...]:
    """Marks that restrict or hurry but do not forbid: ``internal_use return_after_reading draft urgent``, in reading order."""
    return tuple(notice for unit in _units(reading) if unit.near_head for notice in _notices(unit))


def is_mark(text: str) -> bool:
    """Whether a line of page furniture is a stamp of either kind: a running header or watermark that must not be left out."""
    unit = _Unit(text, Span(0, len(text)), near_head=True, in_row=False, before="")
    return _is_secret(unit) or _COPY_CONTROL.search(text) is not None or any(True for _ in _notices(unit))


def _units(reading: Reading) -> Iterator[_Unit]:
    near = _near_heads(reading)
    data_tables = _data_tables(reading)
    before = ""
    for index, block in enumerate(reading.blocks):
        spans = (block.span,) if isinstance(block, Line) else block.cells
        if isinstance(block, Line) or block.table not in data_tables:
            texts = [reading.text[start:end] for start, end in spans]
            several = isinstance(block, Row) and sum(_is_exact(text) for text in texts) > 1
            for text, span in zip(texts, spans, strict=True):
                if text.strip() and not several:
                    yield _Unit(text, span, index in near, isinstance(block, Row), before)
        before = reading.text[spans[0].start : spans[-1].end]


def _near_heads(reading: Reading) -> set[int]:
    """The indexes of the blocks where a stamp may stand: the first ones, and those around an annex heading."""
    near = set(range(_HEAD_BLOCKS))
    for index, block in enumerate(reading.blocks):
        if isinstance(block, Line) and _ANNEX.match(reading.text, block.span.start, block.span.end):
            near.update(range(index - _ANNEX_BEFORE, index + _ANNEX_AFTER + 1))
    return near


def _data_tables(reading: Reading) -> set[int]:
    """The tables with an ordinal column: their cells speak about levels ("Độ mật: Tối mật"), they are not stamped."""
    rows = (block for block in reading.blocks if isinstance(block, Row))
    return {row.table for row in rows if any(role_of(reading.text[start:end]) == "stt" for start, end in row.cells)}


def _is_secret(unit: _Unit) -> bool:
    if _COMPOUND.search(unit.before) and _letters(unit.text).lower().startswith("mật"):
        return False
    if unit.in_row and not unit.near_head:
        return False
    if _is_stamp(unit.text, unit.near_head) or _is_label(unit.text, unit.near_head):
        return True
    if not unit.near_head:
        return False
    if _COPY_LEVEL.fullmatch(unit.text) or _is_worded(unit):
        return True
    rest = _without_neighbours(unit.text)
    columns = _COLUMN_GAP.split(unit.text.strip())
    capitals = [column for column in columns if len(columns) > 1 and column.isupper()]
    return (rest != unit.text and (_is_stamp(rest, True) or _is_label(rest, True))) or any(_is_stamp(c, True) for c in capitals)


def _is_worded(unit: _Unit) -> bool:
    """A stamp with words around it, over which nothing stands but the head: no item of a list, no end of a title."""
    worded = _WORDED.fullmatch(unit.text) is not None and _DASH.match(unit.text) is None
    return worded and not re.search(r"\w", _without_neighbours(unit.before))


def _without_neighbours(text: str) -> str:
    for pattern in _BESIDE:
        text = pattern.sub(" ", text)
    return text


def _is_stamp(text: str, near_head: bool) -> bool:
    """The line holds a level and nothing else."""
    if len(text.strip()) > _LONGEST_STAMP or _is_item(text):
        return False
    if _is_exact(text):
        return near_head or text.isupper()
    return near_head and text.isupper() and any(_is_near(_folded(text), level) for level in _FOLDED)


def _is_item(text: str) -> bool:
    """ "- Tối mật", "Tối mật;" and "- MẬT;" are list items or the end of a sentence; after capitals alone OCR may see a dot."""
    signs = (_DASH.match(text) is not None, text.rstrip().endswith((";", ".", ",", ":")), not text.isupper())
    return sum(signs) >= 2


def _is_label(text: str, near_head: bool) -> bool:
    found = _LABEL.match(text)
    if found is not None:
        return near_head or not re.search(r"\w", text[found.end() :])
    return near_head and ":" in text and text.isupper() and _FOLDED_LABEL.fullmatch(_folded(text)) is not None


def _is_exact(text: str) -> bool:
    """A level letter by letter, however spaced, framed or doubled ("M Ậ T", "[TỐI MẬT]", "MMẬẬTT", "MẬT MẬT")."""
    if any(character.isdigit() for character in text):
        return False
    letters = unicodedata.normalize("NFC", _letters(text)).lower()
    half = letters[: len(letters) // 2]
    return {letters, re.sub(r"(.)\1", r"\1", letters), half if half * 2 == letters else letters} & _EXACT != set()


def _letters(text: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKC", text) if character.isalpha())


def _folded(text: str) -> str:
    """Capital letters without marks, digits read as the letters that they resemble: "T0I MÂT" → "TOIMAT"."""
    framed = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text).translate(_CONFUSED)
    parts = unicodedata.normalize("NFKD", framed.upper().replace("Đ", "D"))
    return "".join(character for character in parts if character.isascii() and character.isalpha())


def _is_near(word: str, level: str) -> bool:
    """Equal, or one letter read wrongly, lost or doubled in a level that is long enough to be told apart."""
    if word == level or len(level) < 6:
        return word == level
    if len(word) == len(level):
        return sum(a != b for a, b in zip(word, level, strict=True)) == 1
    longer, shorter = (word, level) if len(word) > len(level) else (level, word)
    return len(longer) == len(shorter) + 1 and any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def _has_copy_control(units: list[_Unit]) -> bool:
    """A numbered copy with a secrecy word on its line or within three lines of it, near a head."""
    for index, unit in enumerate(units):
        if unit.near_head and _COPY_CONTROL.search(unit.text):
            around = units[max(0, index - _COPY_REACH) : index + _COPY_REACH + 1]
            if any(_SECRECY_WORD.search(other.text) for other in around):
                return True
    return False


def _notices(unit: _Unit) -> Iterator[Notice]:
    """The marks of a line that holds marks and parts of the head only, or of one column of such a line."""
    for column in re.finditer(r"(?:(?!\t|\s{3}).)+", unit.text, re.DOTALL):
        if not re.search(r"\w", _without_neighbours(column[0])):
            for code, pattern in _MARKS.items():
                for found in pattern.finditer(unit.text, column.start(), column.end()):
                    span = Span(unit.span.start + found.start(), unit.span.start + found.end())
                    yield Notice(code, _ACCESS[code][0], (span,))
