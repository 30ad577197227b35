"""The lines over a signer's name: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH" (Nghị định 30/2020, Phụ lục I)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.agencies import lookup
from corpus.spelling import CAPITALS, bare
from ingest.grammar.landmarks import RANK
from ingest.paper.paragraphs import Flow, Paragraph, following

_OFFICES = (
    "GIÁM ĐỐC|CHỦ TỊCH|BÍ THƯ|CHÁNH VĂN PHÒNG|TRƯỞNG BAN|CHÁNH THANH TRA|TRƯỞNG PHÒNG|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|HIỆU TRƯỞNG"
    "|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|TRƯỞNG CƠ QUAN|ỦY VIÊN|UỶ VIÊN|TỔNG BIÊN TẬP|CHỦ NHIỆM"
)
_FOR = r"(?:(?:KT|TM|TL|TUQ|Q)\.|[TK]/[MTL](?=\s))"
AUTHORITY = re.compile(rf"^\W*(?P<authority>{_FOR})")
NAME = re.compile(rf"^(?:[{CAPITALS}][\w'’-]*)(?:\s[{CAPITALS}][\w'’-]*){{1,5}}$")
_SIGNATURE = re.compile(rf"^\W*(?:{_FOR}\s?\S|(?:PHÓ\s)?(?:{_OFFICES})\b)")
_UNMARKED = re.compile(rf"(?:pho )?(?:{bare(_OFFICES)})")
_LONGEST = 120
_LINES = 3


def is_signature_line(paragraph: Paragraph) -> bool:
    """An authority or an office in capitals."""
    if len(paragraph.text) >= _LONGEST or not paragraph.capital:
        return False
    return _SIGNATURE.match(paragraph.text) is not None or _is_office(paragraph.text)


def is_between(flow: Sequence[Flow], at: int) -> bool:
    """A line in capitals between "TM. ỦY BAN NHÂN DÂN" and "CHỦ TỊCH": the place of the committee."""
    paragraph = flow[at]
    lines = (piece for piece in following(flow, at, _LINES) if isinstance(piece, Paragraph))
    return isinstance(paragraph, Paragraph) and paragraph.capital and any(is_signature_line(line) for line in lines)


def _is_office(text: str) -> bool:
    """An office alone, also without the marks that a scan loses: "PHO CHỦ TỊCH"."""
    return _UNMARKED.fullmatch(bare(text.strip(" *."))) is not None


def is_name(paragraph: Paragraph) -> bool:
    """The signer's name as it is printed, without titles but for a rank: "Nguyễn Thị Loan"; "SỞ Y TẾ" is whom he signs for."""
    text = paragraph.text.strip(" *")
    return NAME.match(RANK.sub("", text)) is not None and not (text.isupper() and (lookup(text) or _is_office(text)))
