"""By which words is a type of document (tên loại) called in running text?"""

from __future__ import annotations

from ingest.grammar.number_grammar import TYPE_NAMES

_ALSO = (
    "Luật", "Bộ luật", "Chương trình hành động", "Chương trình công tác", "Kế hoạch hành động", "Thông tri", "Công văn",
    "Chiến lược", "Tuyên bố", "Lời kêu gọi",
)  # fmt: skip

NAMES: dict[str, str | None] = {
    **{name.lower(): name for name in (*TYPE_NAMES.values(), *_ALSO)},
    "thông báo kết luận": "Thông báo",
    "văn bản": None,
}
"""Words in lower case → the type; "văn bản" may be any."""

TYPE_WORDS = "(?:" + "|".join(name.replace(" ", r"\s+") for name in sorted(NAMES, key=len, reverse=True)) + r")(?!\w)"
"""A regular expression for the words of a type, the longest first; to be used without regard to case."""
