"""Does a question ask what two papers have in common? "việc nào có ở cả 152/KH-UBND lẫn 29/KH-STP"."""

from __future__ import annotations

import re

from corpus.spelling import bare

# "cả Sở Y tế và Sở Tư pháp", "cả hai sở" are agencies
_OF_PAPERS = r"\bca\b(?! (?:(?:hai|2) )?(?:so|ban|nganh|phong|xa|phuong|co quan|don vi|ubnd|uy ban|cong an|thanh tra)\b)"
_IN_BOTH = re.compile(
    rf"{_OF_PAPERS} (?:hai|2)\b|{_OF_PAPERS}.{{2,80}}\b(?:lan|va)\b|\bvua\b.{{2,80}}\bvua\b|\bdeu (?:co|giao|neu)\b"
    r"|\b(?:trung|giong) nhau\b|\btrung voi\b"
    r"|\b(?:nhiem vu|viec) (?:nao |gi )?chung\b|\bgiao nhau\b|\bin both\b|\bcommon to\b|\bin common\b"
)
# "nhiệm vụ nào của 152/KH-UBND đã có trong 46/KH-SYT"; "… có trong … chưa" asks whether it is there
_FOUND_AGAIN = re.compile(r"\b(?:da|cung|duoc)(?: duoc)? (?:co|dua|nam|the hien|neu)\b.{0,20}\b(?:trong|o|vao)\b(?!.*\bchua\b)")


def asks_for_both(text: str) -> bool:
    plain = bare(text)
    return _IN_BOTH.search(plain) is not None or _FOUND_AGAIN.search(plain) is not None
