"""Which bodies issue a paper together, where each has a line of the head? Its symbol tells: "77/QCPH-CAT-SYT".

CÔNG AN TỈNH NGHỆ AN
SỞ Y TẾ
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus import agencies
from corpus.spelling import bare

_JOINT = re.compile(r"phối hợp|liên tịch|liên ngành|ký kết|thỏa thuận|thoả thuận", re.IGNORECASE)
_SHORTEST = 3  # letters of a code: "VX", "VP" are units
_LEFT_OUT = frozenset({"va"})


def parties(lines: Sequence[str], symbol: str | None, title: str | None) -> tuple[str, ...]:
    """The bare names in the order of the symbol; empty where one body issues.

    ``lines`` are the capital lines over the number. Two of them at least must be those of the symbol, or one where the title
    says that bodies work together and the registry knows the codes of the others.
    """
    codes = re.split(r"[-/]", symbol or "")[1:]
    if len(codes) < 2 or not all(len(code) >= _SHORTEST for code in codes):
        return ()
    known = [(one.name, _initials(one.name)) for line in lines if (one := agencies.lookup(line)) is not None]
    printed = [next((name for name, initials in known if code in initials), None) for code in codes]
    named = [name or _by_code(code) for name, code in zip(printed, codes, strict=True)]
    enough = 2 if not _JOINT.search(title or "") else 1
    if sum(name is not None for name in printed) < enough or not all(named) or len(set(named)) < 2:
        return ()
    return tuple(name for name in named if name)


def is_joint(title: str | None) -> bool:
    """Whether a paper calls itself one of several bodies: "Chương trình phối hợp", "Kế hoạch liên tịch"."""
    return _JOINT.search(title or "") is not None


def _by_code(code: str) -> str | None:
    known = agencies.lookup(code)
    return known.name if known is not None else None


def _initials(name: str) -> str:
    """ "Công an tỉnh" → "CAT", "Sở Văn hóa, Thể thao và Du lịch" → "SVHTTDL"."""
    words = re.findall(r"[^\W\d_]+", name)
    return "".join(word[0].upper() for word in words if bare(word.lower()) not in _LEFT_OUT)
