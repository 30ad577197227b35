"""The lines over a signer's name: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH" (Nghị định 30/2020, Phụ lục I)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.spelling import CAPITALS
from ingest.paragraphs import Flow, Paragraph, following

_OFFICES = (
    "GIÁM ĐỐC|CHỦ TỊCH|BÍ THƯ|CHÁNH VĂN PHÒNG|TRƯỞNG BAN|CHÁNH THANH TRA|TRƯỞNG PHÒNG|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|HIỆU TRƯỞNG"
    "|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|TRƯỞNG CƠ QUAN|ỦY VIÊN|UỶ VIÊN|TỔNG BIÊN TẬP|CHỦ NHIỆM"
)
_FOR = r"(?:(?:KT|TM|TL|TUQ|Q)\.|[TK]/[MTL](?=\s))"
AUTHORITY = re.compile(rf"^\W*(?P<authority>{_FOR})")
NAME = re.compile(rf"^(?:[{CAPITALS}][\w'’-]*)(?:\s[{CAPITALS}][\w'’-]*){{1,5}}$")
_SIGNATURE = re.compile(rf"^\W*(?:{_FOR}\s?\S|(?:PHÓ\s)?(?:{_OFFICES})\b)")
_LONGEST = 120
_LINES = 3


def is_signature_line(paragraph: Paragraph) -> bool:
    """An authority or an office in capitals."""
    return len(paragraph.text) < _LONGEST and paragraph.capital and _SIGNATURE.match(paragraph.text) is not None


def is_between(flow: Sequence[Flow], at: int) -> bool:
    """A line in capitals between "TM. ỦY BAN NHÂN DÂN" and "CHỦ TỊCH": the place of the committee."""
    paragraph = flow[at]
    lines = (piece for piece in following(flow, at, _LINES) if isinstance(piece, Paragraph))
    return isinstance(paragraph, Paragraph) and paragraph.capital and any(is_signature_line(line) for line in lines)


def is_name(paragraph: Paragraph) -> bool:
    """The signer's name as it is printed, without titles: "Nguyễn Thị Loan"."""
    return NAME.match(paragraph.text.strip(" *")) is not None
