"""What opens a paper: the lines of a head, the type line, the addressees; and where a further paper opens inside one file.

A decision brings its plan or regulation with it behind the signature, with or without a head of its own, under "(Kèm theo Quyết
định số …)". Whatever has a number of its own there is another document that somebody put into the same file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Literal

from corpus.spelling import CAPITALS, bare
from ingest.admission.secrecy import is_mark
from ingest.extent import Extent
from ingest.grammar.landmarks import MOTTO, NATIONAL_NAME, NUMBER_LINE, PARTY_NAME, PLACE_DATE
from ingest.paper.annex_headings import is_caption
from ingest.paper.paragraphs import Flow, Paragraph, following

_TYPES = (
    "NGHỊ QUYẾT|QUYẾT ĐỊNH|CHỈ THỊ|QUY CHẾ|QUY ĐỊNH|THÔNG CÁO|THÔNG BÁO|THÔNG TRI|HƯỚNG DẪN|CHƯƠNG TRÌNH HÀNH ĐỘNG"
    "|CHƯƠNG TRÌNH|KẾ HOẠCH|PHƯƠNG ÁN|ĐỀ ÁN|DỰ ÁN|BÁO CÁO|BIÊN BẢN|TỜ TRÌNH|CÔNG ĐIỆN|CÔNG VĂN|KẾT LUẬN|CHIẾN LƯỢC|QUY HOẠCH"
)
_LETTERS = CAPITALS.replace("A-Z", ascii_uppercase)
_MARKED = {plain: "".join(letter for letter in _LETTERS if bare(letter) == plain) for plain in "adeiouy"}
_SLIPS = "".join(f"[{_MARKED[bare(c)]}]" if bare(c) in _MARKED else c for c in _TYPES)  # a scan reads wrong marks: "KÉ HOẠCH"
_NAMES = {bare(name): name.capitalize() for name in _TYPES.split("|")}
_TOGETHER = r"(?:\s+(?:PHỐI HỢP|LIÊN TỊCH|LIÊN NGÀNH)(?=\W*$|\s*\n))?"  # "KẾ HOẠCH PHỐI HỢP"
TYPE_LINE = re.compile(rf"^\W*(?P<type>{_SLIPS})\b{_TOGETHER}(?P<rest>.*)$", re.DOTALL)
SUBJECT_LINE = re.compile(r"^\W*V/v\s*:?\s*(?P<subject>\S.*)$", re.IGNORECASE | re.DOTALL)
ADDRESSED = re.compile(r"^\W*Kính\s+gửi\b\s*:?\s*(?P<addressee>.*)$", re.IGNORECASE | re.DOTALL)

# Who decides, over "Căn cứ …": "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", "HỘI ĐỒNG NHÂN DÂN TỈNH SÔNG THAO", "GIÁM ĐỐC SỞ Y TẾ".
_OFFICE = "CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỦ TƯỚNG|CHÁNH|TRƯỞNG BAN|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|HIỆU TRƯỞNG|BÍ THƯ"
_COMMITTEE = r"[ỦU][YỶ] BAN|UBND|HỘI ĐỒNG|HĐND|(?:TỈNH|THÀNH|ĐẢNG) [ỦU][YỶ]|CHÍNH PHỦ|QUỐC HỘI"
_PARTY_BODY = "BAN (?:THƯỜNG VỤ|CHẤP HÀNH|BÍ THƯ|CHỈ ĐẠO)|THƯỜNG TRỰC"
_AUTHORITY = re.compile(rf"^\W*(?:(?:PHÓ\s)?(?:{_OFFICE})|{_COMMITTEE}|{_PARTY_BODY})\b")
_GROUNDS = re.compile(r"^\W*(?:Căn cứ|Xét\b|Theo đề nghị|(?:QUYẾT ĐỊNH|QUYẾT NGHỊ)\W*$)")
_LETTERHEAD = re.compile(
    rf"^\W*(?:{_COMMITTEE}|SỞ|BAN|BỘ|CỤC|CHI CỤC|VĂN PHÒNG|THANH TRA|CÔNG AN|CƠ QUAN|TRUNG TÂM|PHÒNG|TRƯỜNG|THỦ TƯỚNG)\b"
)
_STATED_NUMBER = re.compile(r"Số\s*:?\s*\d")
_STATED_DAY = re.compile(r"ngày\s*\d")
_HEAD_LINES = 14
_CAPTION_LINES = 6
_AUTHORITY_LINES = 3
_LONGEST_TYPE_LINE = 200


@dataclass(frozen=True, slots=True)
class Opening:
    """``lines`` are the head, ``last`` the type line under it (``titled``) or the addressees of a letter, which has none."""

    kind: Literal["attachment", "document"]
    lines: tuple[Paragraph, ...]
    last: Paragraph
    titled: bool


def type_name(match: re.Match[str]) -> str:
    """The type that a match of ``TYPE_LINE`` names, spelt right: "Kế hoạch" for "KÉ HOẠCH"."""
    return _NAMES[bare(match["type"])]


def is_type_line(paragraph: Paragraph) -> bool:
    return TYPE_LINE.match(paragraph.text) is not None and len(paragraph.text) < 600


def is_authority(flow: Sequence[Flow], at: int) -> bool:
    """Whether the paragraph names who decides, at the head of a decision; a signature looks the same."""
    paragraph = flow[at]
    if not isinstance(paragraph, Paragraph) or not paragraph.capital or not _AUTHORITY.match(paragraph.text):
        return False
    for piece in following(flow, at, _AUTHORITY_LINES):
        if not isinstance(piece, Paragraph):
            return False
        if _GROUNDS.match(piece.text):
            return True
        if not piece.capital and any(c.isalnum() for c in piece.text):
            return False
    return False


def subject_lines(head: Sequence[Flow]) -> tuple[list[Extent], list[Flow]]:
    """("V/v …" with the lines that go on with it, the rest of a letter's head)."""
    subject: list[Extent] = []
    rest: list[Flow] = []
    inside = False
    for piece in head:
        text = piece.text if isinstance(piece, Paragraph) else ""
        goes_on = inside and (text[:1].islower() or (isinstance(piece, Paragraph) and _is_rest_of_subject(piece)))
        inside = SUBJECT_LINE.match(text) is not None or goes_on
        if inside and isinstance(piece, Paragraph):
            subject.append(piece.extent)
        else:
            rest.append(piece)
    return subject, rest


def _is_rest_of_subject(piece: Paragraph) -> bool:
    """ "V/v phòng, chống bệnh" | "Dịch tả lợn Châu Phi": a line broken before a name, no line of the head's other column."""
    if piece.capital or not piece.text[:1].isupper() or is_mark(piece.text):
        return False
    return not any(mark.search(piece.text) for mark in (MOTTO, NUMBER_LINE, PLACE_DATE, ADDRESSED))


def opening(flow: Sequence[Flow], at: int, ended: bool) -> Opening | None:
    """The further paper that opens with the paragraph at ``at``; ``None`` where it is the paper before that goes on.

    ``ended`` says that the paper before has been signed and is not in an annex: there a bare type line opens what is attached.
    In an annex a head without number and day is a form to fill in.
    """
    first = flow[at]
    if not isinstance(first, Paragraph) or not _begins_head(first):
        return None
    lines: list[Paragraph] = []
    for index in range(at, min(at + _HEAD_LINES, len(flow))):
        piece = flow[index]
        if not isinstance(piece, Paragraph):
            return None
        if _is_bare_type(piece) or (lines and ADDRESSED.match(piece.text)):
            return _judged(lines, piece, flow[index + 1 : index + 1 + _CAPTION_LINES], ended)
        if not _is_head_line(piece):
            return None
        lines.append(piece)
    return None


def _judged(lines: Sequence[Paragraph], last: Paragraph, rest: Sequence[Flow], ended: bool) -> Opening | None:
    titled = not ADDRESSED.match(last.text)
    stately = any(NATIONAL_NAME.search(line.text) or PARTY_NAME.search(line.text) for line in lines)
    stated = any(_STATED_NUMBER.search(line.text) for line in lines)
    dated = any(PLACE_DATE.search(line.text) and _STATED_DAY.search(line.text) for line in lines)
    numbered = any(NUMBER_LINE.search(line.text) for line in lines)
    if titled and _has_caption(rest) and (ended or stately):
        return Opening("attachment", tuple(lines), last, titled)
    if (stately and (stated or dated)) or (stated and dated) or (ended and stately and numbered):
        return Opening("document", tuple(lines), last, titled)
    return Opening("attachment", tuple(lines), last, titled) if ended and titled and not numbered else None


def _has_caption(rest: Sequence[Flow]) -> bool:
    """Whether "(Kèm theo …)" stands under the title."""
    for piece in rest:
        if not isinstance(piece, Paragraph):
            return False
        if is_caption(piece):
            return True
    return False


def _begins_head(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if _is_bare_type(paragraph) or NATIONAL_NAME.search(text) or PARTY_NAME.search(text):
        return True
    return paragraph.capital and _LETTERHEAD.match(text) is not None


def _is_bare_type(paragraph: Paragraph) -> bool:
    """ "KẾ HOẠCH" alone, or with a subject in capitals."""
    return paragraph.capital and len(paragraph.text) < _LONGEST_TYPE_LINE and TYPE_LINE.match(paragraph.text) is not None


def _is_head_line(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if len(text) > _LONGEST_TYPE_LINE:
        return False
    if paragraph.capital or not any(c.isalnum() for c in text):
        return True
    return any(pattern.search(text) for pattern in (MOTTO, NUMBER_LINE, PLACE_DATE, SUBJECT_LINE))
