"""Rows of a task table that are no tasks: groups in their levels ("A" over "I" over "1."), totals, remarks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from ingest.tables import row_numbers
from ingest.tables.row_numbers import Number
from ingest.tables.rows import GroupRow

_ROMAN = r"(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_CAPITAL = rf"(?:{_ROMAN}|[A-ZĐ])(?![^\W_])"  # a label of its own: never the "C" of "Chuyển đổi số"
_LETTERED = re.compile(rf"^\W*(?P<label>{_CAPITAL})(?P<sign>\s*(?:[.)\-–:]+|/(?=\s))|)\s*(?P<title>.*)$", re.DOTALL)
_UNDER = r"(?:[IVXL]{1,6}\.|[A-ZĐ]\.)?"
# "1. Phát triển hạ tầng", "1.2 Hạ tầng số", "2) Nhân lực"; but not "2026 là năm …"
_NUMBERED = re.compile(  # "(1) Số liệu theo …" is a footnote
    rf"^[^\w(]*(?P<label>{_UNDER}\d{{1,2}}(?:(?:\.\d{{1,2}})+(?=[.):]?\s)|(?=[.):])))[.):]?\s*(?P<title>\D.*)$", re.DOTALL
)
# "Tổng cộng: 12 nhiệm vụ", "Tổng số", "Cộng (I+II)"; but not "Tổng hợp …", "Cộng tác viên …"
_TOTAL = re.compile(
    r"^\W*(?:Tổng cộng|Tổng số|Tổng|Cộng|TỔNG CỘNG|TỔNG SỐ|TỔNG|CỘNG)\s*(?:[:(\d].*|(?:nhiệm vụ|NHIỆM VỤ|việc).*)?$"
)
_REMARK = re.compile(r"^\W*(?:Ghi chú|GHI CHÚ|Lưu ý|LƯU Ý|Nguồn)\s*:")
_FIRST_ROMAN = frozenset("IVX")
_SHORTEST, _LONGEST = 3, 200  # letters of a title
_LONGEST_CLOSED = 8  # words of a title with a full stop: more are a sentence
# A row above that is not at its end: "… của", "…, kết nối với", "… gồm:"
_OPEN = re.compile(
    r"(?:[,;:(–-]|(?:^|\s)(?:của|và|về|theo|tại|với|cho|từ|đến|trong|các|những|để|hoặc|bằng|do|trên|là|gồm|trước|ngày))$"
)


class Label(NamedTuple):
    """A printed group label; ``title`` is where the words behind it begin, ``numbered`` tells "1." from "I" and "A"."""

    label: str
    title: int
    numbered: bool = False


def label_of(cell: str) -> Label | None:
    """The label that a cell begins with: "II", "A. THỂ CHẾ", "1. Phát triển hạ tầng"; ``None`` where it has none."""
    numbered = _NUMBERED.match(cell)
    if numbered:
        return Label(numbered["label"], numbered.start("title"), True)
    match = _LETTERED.match(cell)
    if match is None or (not match["sign"] and not _is_heading(match["title"], match["label"])):
        return None
    return Label(match["label"], match.start("title"))


def _is_heading(title: str, label: str) -> bool:
    """ "I Thể chế" and "A NHÓM THỂ CHẾ"; but not "A Lưới và vùng phụ cận"."""
    return title[:1].isupper() and (title.isupper() or re.fullmatch(_ROMAN, label) is not None) if title else True


def has_title(cell: str, label: Label) -> bool:
    return len(cell) - label.title > _SHORTEST


def may_be_title(cell: str) -> bool:
    """Whether words could be a group's title without a label: they begin with a capital letter, are few, and no label."""
    bare = cell.lstrip("“\"'")
    short = bare[:1].isupper() and _SHORTEST < len(bare) <= _LONGEST and not bare.endswith((",", ";", "-", "–"))
    sentence = bare.endswith(".") and len(bare.split()) > _LONGEST_CLOSED
    return short and not sentence and label_of(cell) is None and not is_last_words(cell)


def is_last_words(cell: str) -> bool:
    """A total or a remark, "Tổng cộng: 12 nhiệm vụ", "Ghi chú: …": neither a task nor a group."""
    return _TOTAL.match(cell) is not None or _REMARK.match(cell) is not None


def is_open(words: str) -> bool:
    """Whether words end in a way that asks for more."""
    return _OPEN.search(words.rstrip()) is not None or words.count("(") > words.count(")")


def counts_on(above: str, cell: str) -> bool:
    """Whether a cell goes on with a list that the cell above it began: "2. Báo cáo" after "… 1. Rà soát"."""
    label = label_of(cell)
    if label is None or not label.numbered or not label.label.isdigit():
        return False
    return re.search(rf"(?<![\d.]){int(label.label) - 1}[.)]\s", above) is not None


class Nesting:
    """The groups that stand over the row at hand, outermost first; a group ends where the next of its kind begins."""

    def __init__(self) -> None:
        self._levels: list[_Level] = []

    @property
    def innermost(self) -> GroupRow | None:
        return self._levels[-1].group if self._levels else None

    def enter(self, group: GroupRow) -> None:
        """Gives a new group the path of its labels: "A.I" for an "I" under an "A"; without a label it adds nothing to it."""
        own = group.label
        kind = self._kind(own)
        while any(kind == level.kind for level in self._levels):
            self._levels.pop()
        above = self._levels[-1] if self._levels else None
        if above and own.startswith(f"{above.own}.") and above.own:
            group.label = f"{above.group.label}{own[len(above.own) :]}"
        elif above:
            group.label = ".".join(part for part in (above.group.label, own) if part)
        self._levels.append(_Level(kind, own or (above.own if above else ""), group))

    def pass_by(self, number: Number) -> None:
        """A task of this number begins: "2" is no part of the group "1" whose tasks so far are "1.1" and "1.2"."""
        while self._levels and self._levels[-1].kind.startswith("number"):
            level = self._levels[-1]
            under = row_numbers.is_under(number, row_numbers.number(level.own))
            if under or not level.parts:
                level.parts = under
                break
            self._levels.pop()

    def _kind(self, label: str) -> str:
        if not label:
            return "title"
        if label[-1].isdigit():
            return f"number {label.count('.')}"
        letter = next((level.own for level in reversed(self._levels) if level.kind == "letter"), None)
        follows = letter is not None and len(label) == 1 and ord(label) == ord(letter) + 1
        begun = any(level.kind == "roman" for level in self._levels)
        roman = len(label) > 1 or label == "I" or (label in _FIRST_ROMAN and begun)
        return "letter" if follows or not roman else "roman"


@dataclass(slots=True)
class _Level:
    """``own`` is the group's own label; ``parts`` says that the last task under it is numbered as a part of it ("1.1")."""

    kind: str
    own: str
    group: GroupRow
    parts: bool = False
