"""Where may a bracket behind the work say who does it? Who and when together, anywhere; who alone, "(Sở Nội vụ)", below a
heading that says when, or where at least half of a list says it so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.extent import Extent
from ingest.narrative.bracket_fields import trailing_fields
from ingest.narrative.field_lines import Unlabelled
from ingest.narrative.headings import tells_only
from ingest.narrative.period_zones import Zones
from ingest.paper.numbered_headings import marked
from ingest.paper.paragraphs import Paragraph
from ingest.paper.parts import Part

_ENDS = (")", ").", ");", "),", "]", "].", "];")
_BULLETS = ("-", "–", "+", "•", "*")
_FEWEST = 2


class Brackets:
    """Asked for each line of a paper; below a heading of aims or findings a bracket gives nobody anything."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._zones = Zones(parts)
        below: dict[Part, list[Part]] = {}
        for part in parts:
            if part.above is not None:
                below.setdefault(part.above, []).append(part)
        self._over = {part for part in parts if part in below or any(piece is not part.lead_in for piece in part.flow)}
        self._lists = {part for part in parts if _names_throughout(list(self._lines(part, below.get(part, ()))))}

    def may_say(self, part: Part, words: Extent) -> Unlabelled:
        """What the bracket at the end of a line of ``part`` may say; "none" where there is no bracket."""
        if not words.text.endswith(_ENDS) or tells_only(part):
            return "none"
        own = part.lead_in is not None and words is part.lead_in.extent
        if own and part in self._over:
            return "both"  # "Đối với cấp tỉnh (các sở, ban, ngành)" stands over duties
        listed = (part.above if own else part) in self._lists
        return "lead" if listed or self._zones.at(words.offsets[0]) else "both"

    def _lines(self, part: Part, points: Sequence[Part]) -> Iterator[Extent]:
        """The items of one list: the numbered points below a part that stand over nothing, or its own bullets."""
        bullets = [piece.extent for piece in part.flow if isinstance(piece, Paragraph) and piece.text.startswith(_BULLETS)]
        bare = (point.lead_in for point in points if point not in self._over)
        numbered = [line.extent for line in bare if line is not None and marked(line)]
        yield from numbered or bullets


def _names_throughout(lines: Sequence[Extent]) -> bool:
    closed = [line for line in lines if line.text.endswith(_ENDS)]
    if len(closed) < _FEWEST or 2 * len(closed) < len(lines):
        return False
    named = sum(trailing_fields(line, lead_alone=True) is not None for line in closed)
    return named >= _FEWEST and 2 * named >= len(lines)
