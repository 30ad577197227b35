"""The office (chức vụ) that a question about signed papers names: "văn bản nào do Phó Chủ tịch ký"."""

from __future__ import annotations

import re

from corpus.spelling import bare

_NAMES = (
    "tổng bí thư", "bí thư", "thủ tướng", "bộ trưởng", "thứ trưởng", "chủ tịch", "tổng giám đốc", "giám đốc", "chánh văn phòng",
    "chánh thanh tra", "trưởng ban", "cục trưởng", "vụ trưởng", "chi cục trưởng", "viện trưởng", "hiệu trưởng", "trưởng phòng",
    "trưởng công an",
)  # fmt: skip
_ENGLISH = {
    "director": "giám đốc", "chairman": "chủ tịch", "chairwoman": "chủ tịch", "chairperson": "chủ tịch",
    "party secretary": "bí thư", "secretary": "bí thư", "minister": "bộ trưởng", "head of office": "chánh văn phòng",
}  # fmt: skip
_WORDS = {bare(name): name for name in _NAMES} | _ENGLISH
_OFFICE = re.compile(
    rf"\b(?P<deputy>pho |(?:vice|deputy)[ -])?(?P<office>{'|'.join(sorted(_WORDS, key=len, reverse=True))})s?\b"
)
_SIGNED = re.compile(r"\bky\b(?!\s+(?:\d|so\b|ket|nang|thuat|han|niem|luat|hop))|\bsign(?:ed|s)?\b|\bchu ky\b")
_FIRST = re.compile(r"^\W*(?:ai\b|who\b)|\bai\b[^,;]{0,20}\bky\b|\bla ai\b|\bten gi\b|\bwho is\b")


def office(text: str) -> str | None:
    """The office that a question about signed papers names, as papers print it ("phó chủ tịch"); ``None`` without one."""
    plain = bare(text)
    found = _OFFICE.search(plain)
    if found is None or not _SIGNED.search(plain) or _FIRST.search(plain):
        return None
    return f"{'phó ' if found['deputy'] else ''}{_WORDS[found['office']]}"
