"""Which column is which, by the words of its header, never by its place (domain: no two offices name them alike).

The same words name the fields of a task in list form ("- Đơn vị thực hiện: …").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal

Role = Literal["stt", "content", "lead", "coordinating", "deliverable", "deadline", "adjusted_deadline", "sources", "note"]

# In the order of asking: a header may hold words of several columns, the earlier line is the surer sign.
_SIGNS: tuple[tuple[Role, str], ...] = (
    ("stt", r"^(?:stt|tt|số tt|số thứ tự|số t\.?t\.?)$"),
    ("adjusted_deadline", r"điều chỉnh.*(?:tiến độ|thời gian|thời hạn|hạn)|(?:tiến độ|thời gian|thời hạn|hạn).*điều chỉnh"),
    ("note", r"ghi chú"),
    (
        "sources",
        r"văn bản (?:giao|chỉ đạo|căn cứ)|căn cứ (?:giao|thực hiện|pháp lý)|nguồn (?:giao|nhiệm vụ)"
        r"|^(?:căn cứ|cơ sở)$|văn bản.*giao",
    ),
    ("coordinating", r"phối hợp|tham gia"),
    (
        "lead",
        r"chủ trì|tham mưu|đầu mối|phụ trách|(?:cơ quan|đơn vị|bộ phận|phòng|người)[^:]*thực hiện"
        r"|^(?:cơ quan|đơn vị)$|phân công",
    ),
    ("deadline", r"\bhạn\b|thời gian|thời hạn|tiến độ|thời điểm|hoàn thành (?:trước|trong)|^hoàn thành$"),
    ("deliverable", r"sản phẩm|kết quả|yêu cầu cần đạt|đầu ra"),
    (
        "content",
        r"nội dung|nhiệm vụ|công việc|đầu việc|hoạt động|giải pháp|chỉ tiêu|việc (?:cần|phải)|tên (?:việc|đề án|dự án)",
    ),
)
_COMPILED = tuple((role, re.compile(pattern)) for role, pattern in _SIGNS)
_LONGEST_LABEL = 160  # "Tiến độ điều chỉnh thời gian thực hiện theo chỉ đạo của Ban Chỉ đạo"
_PARENTHESES = re.compile(r"\([^()]*\)")


def role_of(header: str) -> Role | None:
    """The role that a header cell or a field label names; ``None`` when its words name none."""
    words = _plain(header)
    return next((role for role, sign in _COMPILED if sign.search(words)), None)


def roles_of(header: Sequence[str]) -> tuple[Role | None, ...]:
    """The role of each column; the second column of one role is ``None`` (a table names each role once)."""
    roles: list[Role | None] = []
    for cell in header:
        role = role_of(cell)
        roles.append(None if role in roles else role)
    return tuple(roles)


def is_header(cells: Sequence[str]) -> bool:
    """A row of short labels: it begins with "STT" and names another role, or every label of three or more names its own."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or any(len(cell) > _LONGEST_LABEL for cell in filled):
        return False
    named = [role for role in roles_of(filled) if role]
    if "stt" in named:
        return named.index("stt") == 0 and len(named) >= 2
    return (
        len(named) == len(filled) >= 3 and "content" in named and all(cell[:1].isupper() and len(cell) <= 60 for cell in filled)
    )


def is_task_header(cells: Sequence[str]) -> bool:
    """A header that makes its table a task table: it names the work, and who does it or by when."""
    roles = set(roles_of(cells))
    return is_header(cells) and "content" in roles and bool(roles & {"lead", "deadline", "adjusted_deadline"})


def _plain(header: str) -> str:
    words = unicodedata.normalize("NFC", _PARENTHESES.sub(" ", header)).lower()
    return " ".join(words.replace("/", " / ").split()).strip(" .:*")
