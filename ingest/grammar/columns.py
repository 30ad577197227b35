"""Which column is which, by the words of its header, never by its place (domain: no two offices name them alike).

The same words name the fields of a task in list form ("- Đơn vị thực hiện: …").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corpus.spelling import bare

Role = Literal[
    "stt", "content", "lead", "coordinating", "deliverable", "deadline", "adjusted_deadline", "sources", "note",
    "start", "parties",
]  # fmt: skip
"""``start`` (when the work begins) and ``parties`` (lead and coordinating in one) are roles of table columns only."""

# In the order of asking: a header may hold words of several columns, the earlier line is the surer sign.
_SIGNS: tuple[tuple[Role, str], ...] = (
    ("stt", r"^(?:s ?t ?t|t ?t|số t ?t|(?:số )?thứ tự|số t\.?t\.?|mục|#)$"),  # a narrow column breaks it: "T T"
    ("adjusted_deadline", r"điều chỉnh.*(?:tiến độ|thời gian|thời hạn|hạn)|(?:tiến độ|thời gian|thời hạn|hạn).*điều chỉnh"),
    ("note", r"ghi chú"),
    (
        "sources",
        r"văn bản (?:giao|chỉ đạo|căn cứ)|(?:căn cứ|cơ sở) (?:giao|thực hiện|pháp lý)|nguồn (?:giao|nhiệm vụ)"
        r"|^(?:căn cứ|cơ sở|nguồn)$|văn bản.*giao",
    ),
    ("coordinating", r"phối hợp|tham gia|^(?:cơ quan|đơn vị)(?: có)? liên quan$"),
    (
        "lead",
        r"chủ trì|tham mưu|đầu mối|phụ trách|phân công"
        r"|(?:cơ quan|đơn vị|bộ phận|phòng|người)[^:]*(?:thực hiện|chịu trách nhiệm|được giao|soạn thảo|chuẩn bị)"
        r"|^(?:cơ quan|đơn vị)(?: trình)?$|^trách nhiệm(?: (?:tổ chức )?(?:thực hiện|triển khai))?$",
    ),
    (
        "deadline",
        r"\bhạn\b|thời gian|thời hạn|tiến độ|thời điểm|lộ trình|\bmốc (?:hoàn thành|tiến độ)|^mốc$"
        r"|^ngày (?:hoàn thành|kết thúc)|hoàn thành (?:trước|trong|vào)|^(?:hoàn thành|kết thúc|bắt đầu)$"
        r"|^(?:từ|đến)(?: (?:ngày|tháng))?$",
    ),
    ("deliverable", r"sản phẩm|kết quả|yêu cầu cần đạt|đầu ra"),
    (
        "content",
        r"nội dung|nhiệm vụ|công việc|đầu việc|(?:hoạt|hành) động|giải pháp|chỉ tiêu|việc (?:cần|phải)"
        r"|^hạng mục|tên (?:việc|đề án|dự án|chương trình|văn bản|kế hoạch|báo cáo)",
    ),
)
# "Thời gian bắt đầu", "Bắt đầu", "Từ ngày"; but "Thời gian bắt đầu - kết thúc" is a deadline
_START = re.compile(r"^(?!.*(?:kết thúc|hoàn thành|đến)).*bắt đầu|^từ(?: (?:ngày|tháng))?$")
# "Cơ quan chủ trì, phối hợp", "Đơn vị thực hiện/phối hợp"; but not "Cơ quan phối hợp với đơn vị chủ trì"
_PARTIES = re.compile(
    r"chủ trì.*(?:phối hợp|tham gia)|phối hợp(?! với).*chủ trì"
    r"|(?:thực hiện|tham mưu|đầu mối) ?(?:[,;/–-]|và) ?(?:cơ quan |đơn vị )?phối hợp"
)
# "Nội dung, đơn vị thực hiện": who does it stands behind the work
_WORK_AND_WHO = re.compile(
    r"^(?:nội dung|nhiệm vụ|công việc|hoạt động)[^,;/]{0,30}(?:[,;/]|và) ?(?:cơ quan|đơn vị|bộ phận) (?:chủ trì|thực hiện)"
)
# "Lãnh đạo phụ trách", "Người chịu trách nhiệm"; but not "Cơ quan, người thực hiện"
_PERSON = re.compile(r"^(?:lãnh đạo|đồng chí|phó )|^(?!.*(?:cơ quan|đơn vị)).*(?:đ / c|người|cán bộ|chuyên viên|thành viên)")
_STATUS = r"thực tế|tình hình|tình trạng"
_STEP = rf"(?!.*(?:(?<!lộ )trình|gửi|báo cáo|phê duyệt|ban hành|{_STATUS}))"  # "Thời hạn trình" is a step on the way
# Of several columns that name one role, the most exact words first: "Thời hạn hoàn thành" before "Thời hạn trình".
_EXACT: dict[Role, tuple[str, ...]] = {
    "lead": (r"chủ trì", r"đầu mối|tham mưu|soạn thảo", r"thực hiện|trách nhiệm|được giao", r"^(?:cơ quan|đơn vị)$"),
    "deadline": (
        rf"^(?!.*(?:{_STATUS})).*(?:hoàn thành|kết thúc|^đến )", rf"^{_STEP}.*hạn\b",
        rf"^{_STEP}.*(?:thời gian|tiến độ|lộ trình) (?:thực hiện|triển khai)", rf"^{_STEP}.*(?:thời|tiến độ|mốc|lộ trình)",
    ),
    "content": (r"cụ thể|chi tiết", r"^(?!.*(?:nhóm|lĩnh vực|loại)).*(?:nhiệm vụ|việc)", r"nội dung"),
    "deliverable": (r"sản phẩm", rf"^(?!.*(?:{_STATUS}|thực hiện))"),
}  # fmt: skip
_COMPILED = tuple((role, re.compile(pattern)) for role, pattern in _SIGNS)
_ONLY_OVER_COLUMNS = frozenset({"to chuc thuc hien", "nguoi thuc hien"})  # in running text the name of a section
_UNMARKED = tuple((role, re.compile(bare(pattern))) for role, pattern in _SIGNS)
_RANKED = {role: tuple(map(re.compile, patterns)) for role, patterns in _EXACT.items()}
_COLUMN_NUMBER = re.compile(r"^\(?\s*(?P<count>\d{1,2}|[A-E])\s*\)?\.?(?:\s*=.*)?$")
_LONGEST_SUBLABEL = 60
_LONGEST_LABEL = 160  # "Tiến độ điều chỉnh thời gian thực hiện theo chỉ đạo của Ban Chỉ đạo"
_PARENTHESES = re.compile(r"\([^()]*\)")
_SPLIT: dict[Role, Role] = {"start": "deadline", "parties": "lead"}


@dataclass(frozen=True, slots=True)
class Column:
    """``role`` is ``None`` where no role is named, and where another column names it more exactly (then ``named``).

    ``chain`` are the labels over the column from top to bottom, ``label`` is all of them.
    """

    label: str
    role: Role | None
    named: bool = False
    chain: tuple[str, ...] = ()


def role_of(header: str) -> Role | None:
    """The role that a header cell or a field label names; ``None`` when its words name none."""
    role = _named(header)
    return _SPLIT.get(role, role) if role else None


def names_work(column: Column) -> bool:
    """Whether a column says what is to be done, though another may say it more exactly ("Nhiệm vụ cụ thể")."""
    return column.role == "content" or (column.named and role_of(column.label) == "content")


def roles_of(header: Sequence[str]) -> tuple[Role | None, ...]:
    """The role of each column of a header in one row; no two have the same."""
    return tuple(column.role for column in columns([header]))


def columns(header: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """The columns under a header of one row or more; a lower label refines the one that it stands under.

    Each role goes to one column, to the one whose words name it most exactly; of equals to the first.
    """
    labels = _labels(header)
    named = [_role_under(chain) for chain in labels]
    held = _held(named, [_plain(" ".join(chain)) for chain in labels])
    return tuple(
        Column(" – ".join(chain), held.get(place), role is not None, chain)
        for place, (chain, role) in enumerate(zip(labels, named, strict=True))
    )


def is_header(cells: Sequence[str]) -> bool:
    """A row of short labels: it begins with "STT" and names another role, or every label of three or more names its own.

    "STT" may also stand last where every label names a role.
    """
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or any(len(cell) > _LONGEST_LABEL for cell in filled):
        return False
    named = [role for role in roles_of(filled) if role]
    if named[:1] == ["stt"]:
        return len(named) >= 2
    return (
        len(named) == len(filled) >= 3 and "content" in named and all(cell[:1].isupper() and len(cell) <= 60 for cell in filled)
    )


def assigns(table: Sequence[Column]) -> bool:
    """Whether a table under these columns gives tasks: they name the work, and who does it or by when."""
    roles = {column.role for column in table}
    return "content" in roles and bool(roles & {"lead", "parties", "deadline", "adjusted_deadline", "start"})


def refines(header: Sequence[Sequence[str]], cells: Sequence[str], named: bool = True) -> bool:
    """Whether a row right below a header is a part of it: labels in the columns over which a label above spans.

    Other cells are empty, or repeat what stands above them. ``named`` asks that a label names a role ("Chủ trì"), else all
    columns of the span have one.
    """
    top = header[0]
    filled = [place for place, cell in enumerate(cells[: len(top)]) if cell]
    lower = [place for place in filled if _plain(cells[place]) != _plain(top[place])]
    spanned = [place for place in lower if place and (not top[place] or top[place] == top[place - 1])]
    heads = {place - 1 for place in spanned}
    return (
        bool(spanned)
        and all(place in spanned or place in heads for place in lower)
        and all(len(cells[place]) <= _LONGEST_SUBLABEL for place in lower)
        and (any(_named(cells[place]) for place in lower) or (not named and all(cells[place] for place in heads)))
    )


def numbers_columns(cells: Sequence[str]) -> bool:
    """Whether a row right below a header only counts its columns: "(1) (2) (3) …", "A B 1 2 3", "(5)=(3)+(4)"."""
    counts = [match["count"] if (match := _COLUMN_NUMBER.match(cell)) else "" for cell in cells if cell]
    letters = [count for count in counts if count.isalpha()]
    digits = [int(count) for count in counts if count.isdigit()]
    ascending = digits in (list(range(1, len(digits) + 1)), list(range(len(letters) + 1, len(counts) + 1)))
    return len(counts) >= 3 and all(counts) and counts == [*letters, *map(str, digits)] and ascending


def _labels(header: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """The labels over each column from top to bottom; a label above spans over the blanks on its right."""
    top = list(header[0])
    for place in range(1, len(top)):
        if not top[place] and any(row[place : place + 1] not in ([], [""]) for row in map(list, header[1:])):
            top[place] = top[place - 1]
    chains = [[_label(cell)] for cell in top]
    for row in header[1:]:
        for chain, cell in zip(chains, row, strict=False):
            chain.append(_label(cell))
    return [tuple(dict.fromkeys(label for label in chain if label)) or ("",) for chain in chains]


def _label(cell: str) -> str:
    return " ".join(cell.split()).strip(" .:*")


def _role_under(chain: Sequence[str]) -> Role | None:
    """ "Chủ trì" under "Cơ quan thực hiện" names its own role, "Năm 2027" under "Tiến độ" that of the label above.

    Where no label is spelt right, wrong marks are looked through: "Đơn vị chủ tri", "Kết quà" in a scan.
    """
    *above, lowest = chain
    tried = (lowest, " ".join(chain), *reversed(above))
    return next((role for read in (_named, _slipped) for text in tried if (role := read(text)) is not None), None)


def _held(named: Sequence[Role | None], words: Sequence[str]) -> dict[int, Role]:
    """The role of each place that holds one. One column for both parties competes with those for the lead."""
    best: dict[Role, int] = {}
    for place, role in enumerate(named):
        if role is None:
            continue
        wanted: Role = "lead" if role == "parties" else role
        if wanted not in best or _rank(wanted, words[place]) < _rank(wanted, words[best[wanted]]):
            best[wanted] = place
    both = "lead" in best and named[best["lead"]] == "parties" and "coordinating" not in best
    return {place: "parties" if role == "lead" and both else role for role, place in best.items()}


def _rank(role: Role, words: str) -> int:
    """How exactly a header names its role, 0 the best; a person never names the agency."""
    signs = _RANKED.get(role, ())
    found = next((rank for rank, sign in enumerate(signs) if sign.search(words)), len(signs))
    return found + len(signs) + 1 if role == "lead" and _PERSON.search(words) else found


def _named(header: str) -> Role | None:
    words = _plain(header)
    if _WORK_AND_WHO.search(words):
        return "content"
    role = next((role for role, sign in _COMPILED if sign.search(words)), None)
    if role in ("lead", "coordinating") and _PARTIES.search(" ".join(unicodedata.normalize("NFC", header).lower().split())):
        return "parties"
    return "start" if role == "deadline" and _START.search(words) else role


@lru_cache(maxsize=4096)
def _slipped(header: str) -> Role | None:
    """The role by words without their marks, and by words that name one over a column only."""
    words = bare(_plain(header))
    if words in _ONLY_OVER_COLUMNS:
        return "lead"
    return next((role for role, sign in _UNMARKED if sign.search(words)), None)


def _plain(header: str) -> str:
    words = unicodedata.normalize("NFC", _PARENTHESES.sub(" ", header)).lower()
    return " ".join(words.replace("/", " / ").split()).strip(" .:*")
