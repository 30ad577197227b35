"""Which printed number does a paragraph begin with, and how deep does it stand?

Heading levels of a converter mean little (one file mixes ``#### 1.`` and ``## 2.``); the rank comes from the kind of number:
Phần › Chương › I. › Điều › 1. › Nhiệm vụ 1: › 1.1. › a). A number before a whole sentence is a numbered paragraph, no heading.
"""

from __future__ import annotations

import re

from corpus.spelling import CAPITALS
from ingest.paper.paragraphs import Paragraph

_SMALL = CAPITALS.lower()
_ORDINAL = r"(?:THỨ|thứ)\s+(?:NHẤT|HAI|BA|TƯ|NĂM|SÁU|nhất|hai|ba|tư|năm|sáu)"
_COUNTED = "Nhiệm vụ|NHIỆM VỤ|Công việc|Đầu việc|Hoạt động|HOẠT ĐỘNG"
_MARKS: tuple[tuple[float, re.Pattern[str]], ...] = (
    (
        1,
        re.compile(
            rf"^\W*(?P<label>(?:PHẦN|Phần)\s+(?:{_ORDINAL}|[IVXL]{{1,6}}|\d{{1,2}}|[A-ZĐ]))(?!\w)\s*[.:\-–]?\s*(?P<title>.*)$",
            re.DOTALL,
        ),
    ),
    (2, re.compile(r"^\W*(?P<label>(?:CHƯƠNG|Chương)\s+[IVXL\d]{1,5})(?!\w)\s*[.:\-–]?\s*(?P<title>.*)$", re.DOTALL)),
    (3, re.compile(r"^(?!V/v)(?P<label>[IVXL]{1,6})\s?[.\-/)]\s?(?P<title>\S.*)$", re.DOTALL)),
    (3, re.compile(rf"^(?P<label>[A-ZĐ])\.\s(?P<title>[^{_SMALL}]{{6,}})$", re.DOTALL)),
    (4, re.compile(r"^\W*(?P<label>Điều\s+\d{1,3})\s*[.:]\s*(?P<title>.*)$", re.DOTALL)),
    (5, re.compile(r"^(?P<label>\d{1,2})\s?[.)\-–/]\s(?P<title>\S.*)$", re.DOTALL)),
    (
        5.5,  # "Nhiệm vụ 1: Xây dựng cơ sở dữ liệu"
        re.compile(rf"^[^\w\-–+•]*(?P<label>(?:{_COUNTED})\s+(?:số\s+)?\d{{1,2}})\s*[.:]\s*(?P<title>\S.*)$", re.DOTALL),
    ),
    # "1.1. ", "1.1-Rà soát"
    (6, re.compile(r"^(?P<label>\d{1,2}(?:\.\d{1,2}){1,3})\s?(?:[.)/]?\s|[-–]\s?)(?P<title>\S.*)$", re.DOTALL)),
    (7, re.compile(r"^(?P<label>[a-zđ])\s?\)\s?(?P<title>\S.*)$", re.DOTALL)),
)
_HEADED = 7  # a rank from here on stands over a heading only where the print shows it


def marked(paragraph: Paragraph) -> tuple[str, int] | None:
    """The printed number of a paragraph and where its own words begin; ``None`` where it has none."""
    mark = mark_of(paragraph)
    return (mark[1], mark[2]) if mark else None


def mark_of(paragraph: Paragraph) -> tuple[float, str, int] | None:
    """(rank, number, where its own words begin); "1.1.1" ranks below "1.1"."""
    for rank, pattern in _MARKS:
        match = pattern.match(paragraph.text)
        if match:
            return rank + match["label"].count(".") / 10, match["label"], match.start("title")
    return None


def is_heading(paragraph: Paragraph, rank: float) -> bool:
    """A number stands over a heading when it is bold, marked, capital, or a short line without a full stop."""
    if paragraph.bold or paragraph.heading_mark or paragraph.capital:
        return True
    return rank < _HEADED and len(paragraph.text) < 200 and not paragraph.text.rstrip().endswith((".", ";", ","))


def path_element(number: str, above: str) -> str:
    """A number in the path below ``above``: "2.1" under "2" is "1", for people cite "III.2.1"."""
    return number.removeprefix(f"{above}.") if above else number


def belongs(number: str, above: str) -> bool:
    """Whether a dotted number can stand under a counted heading: "1.1" under "Nhiệm vụ 1", not under "Nhiệm vụ 2"."""
    counted = re.search(r"\D\s(\d{1,2})$", above)
    return not ("." in number and counted and number.split(".", maxsplit=1)[0] != counted[1])
