"""Every field of a child task against its parent's, and whether the child does all of it or a part."""

from __future__ import annotations

from collections.abc import Sequence

from search.coverage.grade_agencies import agencies
from search.coverage.grade_deadline import deadline
from search.coverage.grade_sources import sources
from search.coverage.grade_text import content, deliverable
from search.coverage.model import Difference, Extent
from search.coverage.pairing import Pairing

_LOWERED = frozenset({"target_lowered", "condition_added"})


def differences(pair: Pairing) -> tuple[Difference, ...]:
    """One for each field, in the order of ``model.FIELDS``."""
    return (
        content(pair),
        agencies(pair, "lead"),
        agencies(pair, "coordinating"),
        deliverable(pair),
        deadline(pair),
        sources(pair),
    )


def extent(pair: Pairing, found: Sequence[Difference]) -> Extent:
    """``partial`` where the duty itself is less: narrowed words, a lowered target, a dropped product, another deadline.

    Of a task that gives the agency a part only, the words may be its own.
    """
    by_field = {one.field: one for one in found}
    text, product, limit = by_field["content"], by_field["deliverable"], by_field["deadline"]
    less = [
        text.detail in _LOWERED or (text.finding and not pair.shared),
        product.detail in _LOWERED or (product.detail == "dropped" and product.relation == "missing"),
        limit.relation in {"later", "changed"} and limit.finding,
    ]
    return "partial" if any(less) else "full"
