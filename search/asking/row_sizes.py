"""Does a question ask for rows by how many bodies they name?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.spelling import bare
from search.asking.task_query import RoleName

_NUMBERS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5}
_NUMBER = rf"(?:\d+|{'|'.join(_NUMBERS)})"
_ASKED = re.compile(
    rf"\b(?:nhiem vu|viec)(?: nao)?\b.{{0,20}}?\b(?:(?P<only>chi)(?: co| do)? (?P<few>{_NUMBER})|(?P<many>nhieu)"
    rf"|(?:(?P<from>tu|it nhat|tren) )?(?P<number>{_NUMBER})) (?P<body>co quan|don vi|so|nganh|noi)(?: cung)?"
    r" (?P<role>chu tri|phoi hop)\b(?P<most>.{0,10}\bnhat\b)?"
)


@dataclass(frozen=True, slots=True)
class RowSize:
    """``least`` to ``greatest`` names in the role; with ``most`` the rows that have the largest number."""

    role: RoleName
    least: int
    greatest: int | None = None
    most: bool = False


def row_size(text: str) -> RowSize | None:
    found = _ASKED.search(bare(text))
    if found is None:
        return None
    role: RoleName = "lead" if found["role"] == "chu tri" else "coordinating"
    if found["many"]:
        return RowSize(role, 2, most=bool(found["most"]))
    number = _value(found["few"] or found["number"])
    if number == 1 and not found["only"]:  # "một sở chủ trì" is any of them, "một đơn vị" no other beside it
        return RowSize(role, 1, 1) if found["body"] in ("co quan", "don vi") else None
    if found["from"] == "tren":
        return RowSize(role, number + 1)
    return RowSize(role, number, number if found["only"] else None)


def _value(written: str) -> int:
    return _NUMBERS.get(written) or int(written)
