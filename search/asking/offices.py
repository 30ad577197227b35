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
    "director": "giám đốc", "head": "giám đốc", "chairman": "chủ tịch", "chairwoman": "chủ tịch", "chairperson": "chủ tịch",
    "party secretary": "bí thư", "secretary": "bí thư", "minister": "bộ trưởng", "head of office": "chánh văn phòng",
}  # fmt: skip
_WORDS = {bare(name): name for name in _NAMES} | _ENGLISH
_OFFICE = re.compile(
    rf"\b(?P<deputy>pho |(?:vice|deputy)[ -])?(?P<office>{'|'.join(sorted(_WORDS, key=len, reverse=True))})s?\b"
)
_SIGNED = re.compile(r"\bky\b(?!\s+(?:\d|so\b|ket|nang|thuat|han|niem|luat|hop))|\bsign(?:ed|s)?\b|\bchu ky\b")
_WHO = re.compile(r"^\W*(?:cho hoi )?(?:ai|nguoi nao) (?:la|lam|giu)\b|\bla (?:ai|nguoi nao)\b|\bten (?:gi|la)\b|^\W*who is\b")
# "ai là Phó Giám đốc …, ký văn bản nào" asks for both
_WHAT = re.compile(
    r"\bky (?:nhung |cac )?(?:(?:van ban|ke hoach|thong bao|quyet dinh) )?(?:nao|gi)\b|\bsigned (?:which|what)\b"
)
_FIRST = re.compile(r"^\W*(?:ai\b|who\b)|\bai\b[^,;]{0,20}\bky\b|\bla ai\b|\bten gi\b|\bwho is\b")


def office(text: str) -> str | None:
    """The office that a question about signed papers names; ``None`` without one."""
    plain = bare(text)
    asked = _SIGNED.search(plain) and (_WHAT.search(plain) or not _FIRST.search(plain))
    return named_office(text) if asked else None


def asks_for_holder(text: str) -> bool:
    """ "ai là Phó Giám đốc Sở Tư pháp", "Bí thư Tỉnh ủy tên gì": who holds an office, not who signed what."""
    plain = bare(text)
    return _WHO.search(plain) is not None and _SIGNED.search(plain) is None and _OFFICE.search(plain) is not None


def opens_with_office(text: str) -> bool:
    """ "Giám đốc Sở Y tế" and no more: who is it?"""
    return _OFFICE.match(bare(text).strip()) is not None and _SIGNED.search(bare(text)) is None


def named_office(text: str) -> str | None:
    """The first office that a text names, as papers print it in small letters ("phó chủ tịch"); ``None`` without one."""
    found = _OFFICE.search(bare(text))
    return f"{'phó ' if found['deputy'] else ''}{_WORDS[found['office']]}" if found else None


def holds(role: str | None, wanted: str) -> bool:
    """Whether an office as printed is the wanted one: "Phó Trưởng ban thường trực" is a deputy head."""
    return role is not None and f"{bare(role)} ".startswith(f"{bare(wanted)} ")
