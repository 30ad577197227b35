"""Which careless typings of a Vietnamese word does a pattern still accept?

Questions come as "hạn trước ngày 30/4", "han truoc ngay 30/4" and everything between. What is left out is tolerated, what is
wrong is not: "quỹ" is not a careless "quý".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import combinations

_D = {"đ": "[đd]", "Đ": "[ĐD]"}  # NFD leaves them whole


def either(pattern: str) -> str:
    """The regular expression ``pattern`` with each marked letter also accepting what is left when its marks are forgotten.

    "trước" then matches "truoc" and "trươc", never "trược". Marked letters must not stand inside ``[…]`` of ``pattern``.
    """
    return re.sub(r"[^\x00-\x7f]", lambda match: _with_fewer_marks(match.group()), pattern)


@lru_cache(maxsize=512)
def _with_fewer_marks(letter: str) -> str:
    base, *marks = list(unicodedata.normalize("NFD", letter))
    if not marks:
        return _D.get(letter, letter)
    kept = [subset for size in range(len(marks) + 1) for subset in combinations(marks, size)]
    return "[" + "".join(unicodedata.normalize("NFC", base + "".join(subset)) for subset in kept) + "]"
