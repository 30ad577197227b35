"""Is this the committee of a province? Its plans are "kế hoạch của tỉnh", what stands under it are agencies of their own."""

from __future__ import annotations

from corpus.agencies import lookup
from corpus.model import Document


def is_provincial(name: str) -> bool:
    known = lookup(name)
    return known is not None and known.family == "committee" and known.level == "province"


def is_of_province(document: Document) -> bool:
    return is_provincial(document.agency or document.issuer or "")
