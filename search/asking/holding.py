"""Does a question ask whether a paper is held, or what a paper says of which only the number is known?"""

from __future__ import annotations

import re

from corpus.spelling import bare

_HELD = re.compile(
    r"\b(?:co|da co|nam)(?: (?:ban|toan van|file|san))* (?:trong|o|vao|tai) (?:kho|he thong)\b"  # not "có hệ thống nào"
    r"|\b(?:co|da co) (?:van ban |ke hoach |thong bao |chuong trinh |quyet dinh |so )*\d\S*/\S+ (?:trong|o) (?:kho|he thong)\b"
    r"|\bluu(?: (?:ban|toan van|file|san))*(?: (?:trong|o|vao|tai))? (?:kho|he thong)\b|\b(?:duoc|da) nap\b"
    r"|^\W*(?:kho |trong kho )?(?:da |dang )?co (?:van ban |ke hoach |thong bao |quyet dinh |so )*\S*\d\S*/\S+ (?:khong|chua)\b"
    r"|\b(?:do you have|is .{2,60} (?:held|in the store))\b"
)
_SAYS = re.compile(
    r"\b(?:tom tat|quy dinh|viet|noi|yeu cau)(?: (?:cua|la|ve|nhung|cac))* (?:gi|nhu the nao|the nao)\b|\bnoi dung\b"
    r"|\bla (?:van ban|tai lieu|ke hoach|chuong trinh|cai) (?:gi|nao)\b"
)


def asks_whether_held(text: str) -> bool:
    """ "41-KH/TU có trong kho không"."""
    return _HELD.search(bare(text)) is not None


def asks_what_it_says(text: str) -> bool:
    """ "nội dung 41-KH/TU là gì"."""
    return _SAYS.search(bare(text)) is not None
