"""What stands in brackets behind an agency: a unit of it that acts, or a remark on its part."""

from __future__ import annotations

import re

from corpus.agencies import expand, longest, words
from ingest.names.mention_words import IN_BRACKETS
from ingest.names.mentions import Speech, unit_at
from ingest.names.naming import Issuer

_ROLE = re.compile(r"[\s,]+(?:là\s+)?(?:chủ trì|thực hiện|làm đầu mối|đầu mối|tham mưu|thường trực)\s*$", re.IGNORECASE)
_CODE = re.compile(r"[A-ZĐ]{2,}\d*(?:\s*[,;]\s*P[A-ZĐ]{1,2}\d{2})*")  # "PA05", "PA03, PC06", the codes of sections
_COUNT = re.compile(r"\d+\s+(?:nhiệm vụ|nội dung|việc|đầu việc|chỉ tiêu)\b", re.IGNORECASE)


def is_unit(inside: str) -> bool:
    listed = words(inside)
    return bool(listed) and bool(IN_BRACKETS.at(listed, 0) or longest(inside, listed, 0) or _CODE.fullmatch(inside))


def sub_unit(inside: str, issuer: Issuer) -> str:
    inside = _ROLE.sub("", inside)
    unit = unit_at(Speech(inside, words(inside), issuer), 0, len(inside))
    return unit.name if unit and unit.kind == "unit" else expand(inside)


def counts(inside: str) -> bool:
    """Whether it only counts what follows: "SỞ TÀI CHÍNH (03 nhiệm vụ)"."""
    return _COUNT.match(inside) is not None
