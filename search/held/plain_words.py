"""The words of a text for comparing: single syllables in one spelling of tones, numbers without leading zeros."""

from __future__ import annotations

import re

from corpus.spelling import one_style

_WORD = re.compile(r"[^\W_]+")


def tokens(text: str) -> list[str]:
    """The words of a text in order: "Tháng 05: Số hoá" → ["tháng", "5", "số", "hóa"]."""
    return [word.lstrip("0") or "0" if word[0] == "0" else word for word in _WORD.findall(one_style(text).lower())]
