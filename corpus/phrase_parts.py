"""What a group phrase is read into: its nouns with their qualifiers, and which words did what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Role = Literal["quantifier", "head", "holder", "noun", "qualifier", "dropped"]
Scope = Literal["central", "province", "district", "commune", "internal", "both", "all"]
OPEN = "liên quan"

ALONE = frozenset({"locality", "outside", "political_system"})  # bodies that one noun without "các" may name


@dataclass(slots=True)
class Part:
    """One noun of a phrase: its body, and what its qualifiers say.

    ``scope`` is the level named ("cấp tỉnh"), ``None`` = the issuer's own, ``province`` the one named ("tỉnh Hà Tĩnh");
    ``condition`` is ``liên quan`` or the words of a subset; ``of_government`` says "thuộc UBND" (no vertical agencies); ``run``
    numbers the quantifier that it stands under.
    """

    body: str
    run: int
    scope: Scope | None = None
    province: str | None = None
    condition: str | None = None
    of_government: bool = False
    distributive: bool = False


class Piece(NamedTuple):
    """Words ``[start, end)`` of the phrase and what they do in it; ``name`` is the word of the table, marks included."""

    start: int
    end: int
    role: Role
    name: str | None = None


class Exclusion(NamedTuple):
    """Words ``[start, end)`` that leave somebody out, "trừ" the first of them.

    ``stop`` is the offset behind them, a closing bracket included.
    """

    start: int
    end: int
    stop: int
    bracketed: bool


@dataclass(slots=True)
class Scan:
    """A phrase as scanned: its nouns, its pieces in order, and ``end``, the index behind its last word.

    An ``exclusion`` ("trừ Sở Tư pháp") stands behind the pieces; ``stop`` is the offset behind it all.
    """

    parts: list[Part] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    end: int = 0
    exclusion: Exclusion | None = None
    stop: int = 0

    @property
    def last_run(self) -> list[Part]:
        """The nouns that a qualifier or a tail speaks of; behind "doanh nghiệp" the enterprises alone."""
        if self.parts[-1].body == "outside":
            return self.parts[-1:]
        return [part for part in self.parts if part.run == self.parts[-1].run and part.body != "outside"]

    @property
    def is_group(self) -> bool:
        """Whether the words name a set: a bare "ban" or "Phòng" is the beginning of one agency's name."""
        if not self.parts:
            return False
        quantified = any(piece.role in {"quantifier", "holder"} for piece in self.pieces)
        qualified = any(part.condition or part.scope in {"internal", "both"} for part in self.parts if part.body != "office")
        return quantified or qualified or len(self.parts) > 1 or self.parts[0].body in ALONE
