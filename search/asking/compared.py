"""Does a question set agencies or papers side by side? "so sánh nhiệm vụ của Sở A và Sở B", "KH 29 khác gì KH 46"."""

from __future__ import annotations

import re

from corpus.spelling import bare

_FIRST = r"(?:ke hoach |thoi han |han |thoi gian |tien do )*(?:ban dau|cu|goc)\b"  # a deadline that was adjusted
_COMPARED = re.compile(
    rf"\bso sanh\b|\bdoi chieu\b|\bso voi\b(?! {_FIRST})|\bgiong (?:va |hay )?khac\b"
    r"|\bkhac (?:gi |biet )?(?:voi |so voi |nhau|o dau|nhu the nao|the nao)"
    r"|\bkhac gi\b|\bcompare[sd]?\b|\bcomparison\b|\bversus\b|\bvs\b|\bdifferences? between\b|\bdiffers?\b"
)


def asks_to_compare(text: str) -> bool:
    return _COMPARED.search(bare(text)) is not None
