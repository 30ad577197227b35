"""A part of a document, and the path by which people cite it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from ingest.extent import Extent
from ingest.paper.paragraphs import Flow, Paragraph

PartKind = Literal[
    "head", "title", "section", "numbered_paragraph", "table", "closing", "recipients", "signature",
    "annex", "attachment", "document",
]  # fmt: skip
UNNUMBERED_ANNEX = "PL"


@dataclass(slots=True, eq=False)
class Part:
    """One part of a document. ``flow`` is what stands directly in it; sub-sections are parts of their own.

    ``label`` is the path as people cite it ("II.1", "PL-I", "KT.II"); ``number`` the printed number alone; ``above`` the part
    that holds it, ``None`` at the top; ``lead_in`` the numbered paragraph or title line that it begins with.
    """

    kind: PartKind
    label: str
    number: str = ""
    level: int = 0
    heading: list[Extent] = field(default_factory=list)
    flow: list[Flow] = field(default_factory=list)
    lead_in: Paragraph | None = None
    above: Part | None = None

    @property
    def title(self) -> str:
        return " ".join(piece.text for piece in self.heading)

    @property
    def name(self) -> str:
        """The heading without its number."""
        return self.title.strip().removeprefix(self.number).lstrip(" .:)/-–").rstrip(" :") if self.number else self.title

    @property
    def annex(self) -> Part | None:
        """The annex that it is or stands in."""
        part: Part | None = self
        while part is not None and part.kind != "annex":
            part = part.above
        return part


def give_paths(parts: Sequence[Part]) -> None:
    """Turns each label from its own element into the whole path; ``parts`` are in reading order.

    A number printed twice among siblings gets "-1", "-2"; annexes without a number get "(1)", "(2)", for "PL-1" is Phụ lục 1.
    """
    counts = Counter((id(part.above), part.label) for part in parts)
    seen: Counter[tuple[int, str]] = Counter()
    for part in parts:
        key, own = (id(part.above), part.label), part.label
        if counts[key] > 1:
            seen[key] += 1
            own += f"-({seen[key]})" if own == UNNUMBERED_ANNEX else f"-{seen[key]}"
        part.label = f"{part.above.label}.{own}" if part.above else own
