"""Both ends of a move of deadlines: "từ Quý IV lên Quý III", before any of them is read as a window."""

from __future__ import annotations

import re

from corpus.spelling import bare

_PERIOD = r"(?:(?:quy|thang)\s*(?:[ivx]{1,4}|\d{1,2})|\bq[1-4]\b)(?:\s*(?:nam\s*|/)\d{4})?"
_VERB = r"(?:(?:duoc |bi |dieu chinh |day |lui |chuyen |rut |doi |keo )*(?:len|sang|xuong|ve|thanh|to|con)|->|→)"
_MOVED = re.compile(
    r"(?:\b(?:chuyen|doi|day|lui|dieu chinh|rut|keo)\s+(?=tu\s))?(?:(?:tu|from)\s+)?"
    rf"(?P<before>{_PERIOD})\s+{_VERB}\s+(?P<after>{_PERIOD})"
)


def move_in(text: str) -> tuple[tuple[str, str], int, int] | None:
    """((before, after) as papers print them, start, end) of the first move."""
    found = _MOVED.search(bare(text))
    if found is None:
        return None
    ends = (_as_print(text[slice(*found.span("before"))]), _as_print(text[slice(*found.span("after"))]))
    return ends, found.start(), found.end()


def _as_print(period: str) -> str:
    """ "Q4" → "quý 4", "Quy IV" → "quý IV"."""
    plain = bare(period)
    if plain[1:2].isdigit():
        return f"quý {period[1:]}"
    return f"quý {period[3:]}" if plain.startswith("quy") else f"tháng {period[5:]}"
