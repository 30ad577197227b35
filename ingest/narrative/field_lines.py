"""The labelled fields of a task in running text: "Chủ trì: Sở Nội vụ; Phối hợp: Sở Tài chính; Thời hạn: 30/9/2026".

A line may hold one field or several, and so may the end of the sentence that states the work: "… cổng thông tin (Chủ trì: Văn
phòng; thời hạn: tháng 8/2026)". The labels are read with the same words as table headers (``ingest.grammar.columns``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.extent import Extent
from ingest.grammar.bare_times import behind
from ingest.grammar.columns import Role, role_of
from ingest.narrative.bracket_fields import Fields, trailing_fields

# "both": who and when, "(Sở Nội vụ; tháng 6)"; "lead": also who alone, "(Sở Nội vụ)"
Unlabelled = Literal["none", "both", "lead"]

_BULLET = re.compile(r"^\s*(?P<mark>[-–—+•*])\s*(?=\S)")
_FIRST = re.compile(r"^\W*(?P<label>(?:[^:.;()]|\([^()]*\)){3,60}?)\s*:\s*(?=\S)")
_NOUN = (  # how a label begins that stands behind other words
    r"(?i:cơ quan|đơn vị|bộ phận|người|chủ trì|phối hợp|tham gia|đầu mối|phân công|thời hạn|thời gian|tiến độ|hạn|hoàn thành"
    r"|sản phẩm|kết quả|ghi chú|nguồn|văn bản giao|căn cứ giao)"
)
_FURTHER = re.compile(rf"(?:[;.,(]\s*|\s[-–]\s+)(?P<label>{_NOUN}\b[^:.;,()]{{0,50}}?)\s*:\s*(?=\S)")
_BEGINS = re.compile(_NOUN)
_NAMING: frozenset[Role] = frozenset(
    {"lead", "coordinating", "deadline", "deliverable", "sources", "note", "adjusted_deadline"}
)
_NAMES: frozenset[Role] = frozenset({"lead", "coordinating"})
_LONGEST_LABEL = 9  # words
_LONGEST_OTHER = 5  # of a label that does not begin like one
_MARKS = "-–—", "•*", "+"  # from the coarser list to the finer


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A paragraph: ``words`` without bullet before its ``fields``; empty words where it begins with a label.

    ``start`` is the place of its first letter in the original, the bullet included; 0 without words.
    """

    mark: str
    words: Extent
    fields: Fields
    start: int

    @property
    def depth(self) -> int:
        """How fine the list is that the line stands in; 0 without a bullet."""
        return next((depth for depth, marks in enumerate(_MARKS, start=1) if self.mark and self.mark in marks), 0)


def field_line(words: Extent, unlabelled: Unlabelled = "none") -> FieldLine:
    """``words`` is a paragraph, without its number if it has one; ``unlabelled`` is what a bracket behind the work may say."""
    bullet = _BULLET.match(words.text)
    mark, own = (bullet["mark"], words.part(bullet.end())) if bullet else ("", words)
    fields = _leading(own)
    head, fields = (own.part(0, 0), fields) if fields else _trailing(own)
    if not fields and unlabelled != "none" and (found := trailing_fields(own, lead_alone=unlabelled == "lead")):
        head, fields = own.part(0, found[0]), found[1]
    return FieldLine(mark, head, fields, words.offsets[0] if words.offsets else 0)


def _leading(words: Extent) -> Fields:
    match = _FIRST.match(words.text)
    role = _role(match) if match else None
    if match is None or role is None or not _is_plain(match["label"]):
        return ()
    marks = [(role, match.start(), match.end()), *_labels(words.text, match.end())]
    return tuple(_values(words, marks))


def _trailing(words: Extent) -> tuple[Extent, Fields]:
    """The sentence, and the fields behind it: who leads, or two fields at least."""
    marks = list(_labels(words.text, 0))
    roles = {role for role, _, _ in marks}
    if not ("lead" in roles or len(roles) > 1) or _goes_on(words.text[marks[0][1] :]):
        return words, ()
    return words.part(0, marks[0][1]), tuple(_values(words, marks))


def _goes_on(fields: str) -> bool:
    """Words behind the bracket that holds the fields: the sentence is not at its end."""
    return fields.startswith("(") and any(c.isalnum() for c in fields[_closing(fields) :])


def _closing(text: str) -> int:
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return place
    return len(text)


def _labels(text: str, start: int) -> Iterator[tuple[Role, int, int]]:
    """(role, where the separator before a label stands, where its value begins)."""
    for match in _FURTHER.finditer(text, start):
        role = _role(match)
        if role is not None:
            yield role, match.start(), match.end()


def _is_plain(label: str) -> bool:
    """Not the end of a sentence: "Tập huấn kỹ năng số, chủ trì"."""
    return _BEGINS.match(label) is not None or ("," not in label and len(label.split()) <= _LONGEST_OTHER)


def _role(match: re.Match[str]) -> Role | None:
    role = role_of(match["label"])
    return role if role in _NAMING and len(match["label"].split()) <= _LONGEST_LABEL else None


def _values(words: Extent, marks: Sequence[tuple[Role, int, int]]) -> Iterator[tuple[Role, Extent]]:
    """The value behind each label; a time behind the names, "(Chủ trì: Sở Nội vụ, tháng 6)", counts if no label says when."""
    timed = any(role == "deadline" for role, _, _ in marks)
    for role, value in _labelled(words, marks):
        both = behind(value.text) if role in _NAMES and not timed else None
        if both is None:
            yield role, value
        else:
            timed = True
            yield role, value.part(*both[0])
            yield "deadline", value.part(*both[1])


def _labelled(words: Extent, marks: Sequence[tuple[Role, int, int]]) -> Iterator[tuple[Role, Extent]]:
    ends = [start for _, start, _ in marks[1:]] + [len(words.text)]
    for (role, _, start), end in zip(marks, ends, strict=True):
        value = words.text[start:end].rstrip(" .;,")
        if value.count(")") > value.count("("):
            value = value[: value.rindex(")")].rstrip(" .;,") if value.endswith(")") else value
        if any(c.isalnum() for c in value):  # a form to fill in has "……"
            yield role, words.part(start, start + len(value))
