"""Departments and ministries whose common word is printed once: "Sở Tài chính, Nội vụ", "Các bộ: Tư pháp, Y tế"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from corpus.agencies import Agency, agencies
from corpus.spelling import Word, split_words
from ingest.names.mentions import Found

SHORT = frozenset({"so", "ministry"})  # their families


def short_at(words: Sequence[Word], at: int, common: str) -> Found | None:
    """The agency that bare words name behind its ``common`` one: "Nội vụ" for "Sở Nội vụ"."""
    for parts, agency in _names().get(common, ()):
        listed = words[at : at + len(parts)]
        if tuple(word.key for word in listed) == parts:
            return Found(agency.name, "agency", at + len(listed), listed[-1].end, agency=agency)
    return None


@cache
def _names() -> dict[str, tuple[tuple[tuple[str, ...], Agency], ...]]:
    """Departments and ministries by their common word: "sở" → ("nội", "vụ") and the others, longest first."""
    index: dict[str, list[tuple[tuple[str, ...], Agency]]] = {}
    for agency in agencies():
        if agency.family in SHORT:
            first, *rest = (word.key for word in split_words(agency.name))
            index.setdefault(first, []).append((tuple(rest), agency))
    return {first: tuple(sorted(found, key=lambda entry: -len(entry[0]))) for first, found in index.items()}
