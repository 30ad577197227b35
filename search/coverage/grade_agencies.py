"""Who leads and who joins in, as the child names them: handed down to inner units, mostly, which is no finding."""

from __future__ import annotations

from typing import Literal

from corpus.agencies import key
from corpus.model import AgencyMention
from search.coverage.model import Difference
from search.coverage.pairing import Pairing

Column = Literal["lead", "coordinating"]


def agencies(pair: Pairing, column: Column) -> Difference:
    above: tuple[AgencyMention, ...] = getattr(pair.parent, column)
    below: tuple[AgencyMention, ...] = getattr(pair.child, column)
    printed = _printed(above), _printed(below)
    spans = pair.spans(column)
    if not above and (not below or pair.parent.kind == "narrative"):
        return Difference(column, "same", *printed, "cấp trên không nêu", "n/a", False, *spans)
    if not above:
        return Difference(column, "changed", *printed, f"nêu thêm {printed[1]}", "child_only", False, *spans)
    if not below:
        detail = None if column in pair.columns else "no_column"
        return Difference(column, "missing", *printed, f"không nêu (cấp trên: {printed[0]})", detail, column == "lead", *spans)
    if _names(above) == _names(below):
        return Difference(column, "same", *printed, "giữ nguyên", None, False, *spans)
    return Difference(column, "changed", *printed, f"{printed[0]} → {printed[1]}", None, False, *spans)


def _printed(mentions: tuple[AgencyMention, ...]) -> str | None:
    return ", ".join(mention.as_written for mention in mentions) or None


def _names(mentions: tuple[AgencyMention, ...]) -> frozenset[str]:
    return frozenset(key(mention.name) for mention in mentions)
