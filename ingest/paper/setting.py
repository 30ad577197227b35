"""What a phrase takes from the paper that it stands in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """What a cell needs to know of its document: its text, the plan's year (bare quarters) and the issuer (relative names)."""

    text: str
    year: int | None
    issuer: str | None
