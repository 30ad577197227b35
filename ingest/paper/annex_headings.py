"""What stands over an annex (phụ lục), and what is only a sentence that speaks of one?

Printed are "PHỤ LỤC I: DANH MỤC NHIỆM VỤ", "Phụ lục số 02", "PHỤ LỤC 2A" or "Phụ lục" alone, then the title, then the caption
"(Kèm theo Kế hoạch số …)". "Phụ lục II kèm theo Kế hoạch này quy định …" is a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.paper.numbered_headings import mark_of
from ingest.paper.paragraphs import Flow, Paragraph, following
from ingest.paper.signatures import is_name
from ingest.reading import Row

_ORDINALS = {"nhất": "1", "hai": "2", "ba": "3", "tư": "4", "năm": "5", "sáu": "6"}
_NUMBER = r"(?P<label>[IVXL]{1,6}|\d{1,2}(?:\.\d{1,2})?[A-ZĐa-zđ]?|[A-ZĐ])"
_ORDINAL = rf"(?i:thứ\s+(?P<ordinal>{'|'.join(_ORDINALS)}))"
_ANNEX = re.compile(
    rf"^[^\w\-–+•(]*(?P<word>PHỤ LỤC|Phụ lục)(?!\w)(?:\s*(?i:số)?\s*:?\s*\(?(?:{_NUMBER}|{_ORDINAL})(?!\w)\)?)?"
    r"\s*(?P<mark>[:.\-–]*)\s*(?P<title>.*)$",
    re.DOTALL,
)
_CAPTION = re.compile(  # "Kèm theo …", "Ban hành kèm theo …"; only in brackets "(Đính kèm …", "(Kèm Công văn số …"
    r"\W*(?:(?:(?:Được\s+)?ban\s+hành\s+)?kèm\s+theo|(?<=\()\s*(?:(?:đính|gửi)\s+)?kèm(?:\s+theo)?)\b", re.IGNORECASE
)
_CAPTION_BEHIND = re.compile(rf"\s*\({_CAPTION.pattern}[^()]*(?:\([^()]*\)[^()]*)*\)?\s*$", re.IGNORECASE)
# A title that names a list of its own, printed in small letters too: "Danh mục nhiệm vụ", "Bảng phân công".
_LIST_TITLE = re.compile(r"\W*(?:danh mục|danh sách|bảng|biểu|phân công|nhiệm vụ|phụ lục)\b", re.IGNORECASE)
_AGAIN = re.compile(r"\(\s*tiếp(?:\s+theo)?\s*\)\W*$", re.IGNORECASE)
_OPEN_OR_CLOSED = (".", ";", ":", ",")
_LONGEST_CAPITAL, _LONGEST_PLAIN = 400, 200
_TITLE_LINES = 5  # between the heading of an annex and its caption or table


def annex_number(paragraph: Paragraph, expected: bool) -> str | None:
    """The number of the annex that this paragraph stands over, leading zeros left out; "" where none is printed.

    ``None`` where it is no annex heading. ``expected`` says that the body has ended or that a table or a caption follows: only
    there do plain small letters make a heading.
    """
    match = _ANNEX.match(paragraph.text)
    if match is None:
        return None
    printed_large = paragraph.bold or bool(paragraph.heading_mark)
    if match["word"] == "PHỤ LỤC":
        sentence = bool(match["title"]) and paragraph.text.rstrip().endswith((".", ";"))
        heading = len(paragraph.text) < _LONGEST_CAPITAL and not sentence
    else:
        heading = _is_small_heading(paragraph, match) and (printed_large or expected)
    return _number(match) if heading else None


def has_title(paragraph: Paragraph) -> bool:
    """Whether an annex heading holds a title beside its number."""
    match = _ANNEX.match(paragraph.text)
    return bool(match and _CAPTION_BEHIND.sub("", match["title"]).strip())


def caption_at(text: str) -> int | None:
    """Where "(Kèm theo …)" begins behind a title; ``None`` where nothing stands before it or it is missing."""
    match = _CAPTION_BEHIND.search(text)
    return match.start() if match and match.start() > 0 else None


def is_repeated(paragraph: Paragraph) -> bool:
    """ "Phụ lục I (tiếp theo)": the heading again on a further page."""
    return _ANNEX.match(paragraph.text) is not None and _AGAIN.search(paragraph.text) is not None


def is_caption(paragraph: Paragraph) -> bool:
    """ "(Kèm theo Kế hoạch số …)", "(Đính kèm Quyết định số …)"; not a sentence about "Quyết định này"."""
    about_itself = " này" in paragraph.text and not paragraph.text.lstrip().startswith("(")
    return _CAPTION.match(paragraph.text) is not None and not about_itself


def is_title(paragraph: Paragraph) -> bool:
    """A line that may stand as the title of an annex or a table: short, no list item, no sentence."""
    text = paragraph.text.strip()
    return len(text) <= _LONGEST_PLAIN and text[:1] not in "-–+•(*" and not text.endswith((".", ";", ","))


def is_list_title(paragraph: Paragraph, large: bool) -> bool:
    """A title by its words ("Danh mục …"), or a caption; where ``large``, also by capitals or bold alone."""
    if is_caption(paragraph):
        return True
    return is_title(paragraph) and bool(_LIST_TITLE.match(paragraph.text) or (large and (paragraph.capital or paragraph.bold)))


def take_titles(flow: list[Flow], large: bool) -> list[Paragraph]:
    """Takes the titles of a list off the end of a signature, in order; those in capitals or bold only where ``large``."""
    lines: list[Paragraph] = []
    name = next((i for i, piece in enumerate(flow) if isinstance(piece, Paragraph) and is_name(piece)), -1)
    while len(flow) > name + 1 and isinstance(last := flow[-1], Paragraph) and is_list_title(last, large):
        lines.insert(0, last)
        flow.pop()
    return lines


def goes_on(flow: Sequence[Flow], at: int, bare: bool) -> bool:
    """Whether the paragraph at ``at`` is one more line of an annex title: capital or bold, up to the caption or the table.

    ``bare`` says that the annex has no title yet: then a line in small letters is one too, where nothing else can follow.
    """
    paragraph = flow[at]
    if not isinstance(paragraph, Paragraph) or is_caption(paragraph) or mark_of(paragraph):
        return False
    return paragraph.capital or paragraph.bold or (bare and is_title(paragraph) and _is_last_line(flow, at))


def is_announced(flow: Sequence[Flow], at: int) -> bool:
    """Whether a caption or a table follows behind nothing but titles."""
    for piece in following(flow, at, _TITLE_LINES):
        if isinstance(piece, Row) or is_caption(piece):
            return True
        if not is_title(piece):
            return False
    return False


def _is_last_line(flow: Sequence[Flow], at: int) -> bool:
    piece = next(following(flow, at, 1), None)
    if piece is None or isinstance(piece, Row):
        return piece is not None
    return is_caption(piece) or mark_of(piece) is not None or piece.capital or piece.bold


def _is_small_heading(paragraph: Paragraph, match: re.Match[str]) -> bool:
    title = _CAPTION_BEHIND.sub("", match["title"]).strip()
    if len(paragraph.text) > _LONGEST_CAPITAL or len(title) > _LONGEST_PLAIN:
        return False
    if not title:
        return True
    numbered = bool(match["label"] or match["ordinal"])
    return (numbered or bool(match["mark"])) and not title[0].islower() and not title.endswith(_OPEN_OR_CLOSED)


def _number(match: re.Match[str]) -> str:
    if match["ordinal"]:
        return _ORDINALS[match["ordinal"].lower()]
    label = match["label"] or ""
    return label.lstrip("0") or label
