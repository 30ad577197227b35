"""What a question names and the corpus lacks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unknown:
    """``kind`` is one of ``number agency issuer person file year``; ``near`` are names that look like it."""

    kind: str
    written: str
    near: tuple[str, ...] = ()
