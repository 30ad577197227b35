"""Tasks in list form: a numbered sentence, or an item of a list, with labelled fields.

    3. Bố trí cán bộ …                                  - Tập huấn kỹ năng số (Chủ trì: Sở Nội vụ; thời hạn: Quý III)
    - Đơn vị thực hiện: Văn phòng Sở.                   - Nâng cấp cổng thông tin
    - Thời gian thực hiện: Hằng năm.                    + Chủ trì: Văn phòng UBND tỉnh

A section of the outline is such a task when a labelled line under it names who does it or by when. Where every item of the list
under it has such lines of its own, the items are the tasks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.model import Span
from ingest.extent import Extent, join
from ingest.grammar.columns import Role
from ingest.narrative.bracket_lists import Brackets
from ingest.narrative.field_lines import FieldLine, Unlabelled, field_line
from ingest.paper.numbered_headings import marked
from ingest.paper.paragraphs import Paragraph
from ingest.paper.parts import Part

_WITH_ITEMS = ("section", "numbered_paragraph", "table", "annex", "attachment", "document")
_ASSIGNING: frozenset[Role] = frozenset({"lead", "deadline"})
_COUNTED = re.compile(r"\D\s(?P<number>\d{1,3})$")  # "Nhiệm vụ 1", "Điều 2"


@dataclass(slots=True)
class ListedTask:
    """``part`` is the outline part that holds it; ``cells`` the value of each labelled line.

    ``stt`` is ``None`` and ``number`` an empty extent for an item without a number. ``borrowed`` are the cells whose value
    stands with another task ("Như trên").
    """

    part: Part
    stt: str | None
    number: Extent
    content: Extent
    cells: dict[Role, Extent] = field(default_factory=dict)
    borrowed: set[Role] = field(default_factory=set)

    @property
    def hull(self) -> Span:
        """From its first to its last letter in the original."""
        own = [words for role, words in self.cells.items() if role not in self.borrowed]
        offsets = [offset for words in (self.number, self.content, *own) for offset in words.offsets]
        return Span(min(offsets), max(offsets) + 1)


@dataclass(slots=True, eq=False)
class _Run:
    """Lines without a label, then the fields behind them. ``item`` says that one line holds both."""

    lines: list[FieldLine] = field(default_factory=list)
    cells: dict[Role, Extent] = field(default_factory=dict)
    depth: int = 0  # of the first labelled line
    item: bool = False

    def take(self, line: FieldLine) -> None:
        if not self.cells:
            self.depth = line.depth
        for role, value in line.fields:
            self.cells[role] = join([self.cells[role], value]) if role in self.cells else value

    @property
    def assigning(self) -> bool:
        return bool(self.cells.keys() & _ASSIGNING)

    @property
    def coarser(self) -> bool:
        """Whether the fields are a finer list under the item before them: "-" over "+"."""
        return bool(self.lines) and 0 < self.lines[-1].depth < self.depth


def listed(parts: Sequence[Part]) -> Iterator[ListedTask]:
    """The list tasks of a document, in order."""
    below: dict[Part, list[Part]] = {}
    for part in parts:
        if part.above is not None:
            below.setdefault(part.above, []).append(part)
    fields, brackets = set[Part](), Brackets(parts)
    for part in parts:
        if part.kind in _WITH_ITEMS and part not in fields:
            points = _field_points(part, below)
            fields.update(points)
            yield from _tasks(part, points, brackets)


def _field_points(part: Part, below: dict[Part, list[Part]]) -> list[Part]:
    """The points of a numbered task that are its fields: "a) Cơ quan chủ trì: …", "b) Thời hạn: …"."""
    if not (part.number[:1].isdigit() or _COUNTED.search(part.number)):
        return []
    points = [point for point in below.get(part, ()) if point not in below and point.lead_in is not None]
    return [point for point in points if (line := _point(point)) is not None and line.fields and not line.words.text]


def _point(part: Part, unlabelled: Unlabelled = "none") -> FieldLine | None:
    mark = marked(part.lead_in) if part.lead_in is not None else None
    return field_line(part.lead_in.extent.part(mark[1]), unlabelled) if mark and part.lead_in is not None else None


def _tasks(part: Part, points: Sequence[Part], brackets: Brackets) -> Iterator[ListedTask]:
    mark = marked(part.lead_in) if part.lead_in is not None else None
    own, *others = _runs(part, points, brackets)
    first = own.lines.pop(0) if mark else None
    new = [run for run in others if _is_new(run, own)]
    itemised = bool(own.lines) and not own.item and (own.coarser or mark is None or any(not run.item for run in new))
    if mark and first and part.lead_in and not itemised:
        for run in others:
            if run not in new:
                own.take(FieldLine("", first.words, tuple(run.cells.items()), first.start))
        words = join([line.words for line in (first, *own.lines)])
        if own.assigning and words.text:
            yield ListedTask(part, _stt(mark[0]), part.lead_in.extent.part(0, mark[1]), words, own.cells)
    if itemised:
        own.lines = own.lines[-1:] if not own.lines[-1].mark else own.lines
    yield from (_item(part, run) for run in ([own] if itemised else []) + new if run.assigning)


def _runs(part: Part, points: Sequence[Part], brackets: Brackets) -> list[_Run]:
    """The first is the part's own: its first line is the numbered sentence where there is one."""
    runs = [_Run()]
    counted = _point(part) is not None
    for place, line in enumerate(_lines(part, points, brackets)):
        numbered = counted and place == 0
        if not numbered and line.words.text and line.fields and line.mark:
            runs.append(_Run(item=True))
        elif not numbered and line.words.text and runs[-1].cells:
            runs.append(_Run())
        if line.words.text or numbered:
            runs[-1].lines.append(line)
        runs[-1].take(line)
    return runs


def _lines(part: Part, points: Sequence[Part], brackets: Brackets) -> Iterator[FieldLine]:
    """The paragraphs of a part, the numbered sentence first, and of the points that are its fields."""
    lead = _point(part, brackets.may_say(part, part.lead_in.extent)) if part.lead_in is not None else None
    if lead is not None and part.lead_in is not None:
        mark = marked(part.lead_in)
        whole = part.lead_in.extent.part(mark[1]) if mark else lead.words
        yield lead if lead.words.text else FieldLine("", whole, (), lead.start)
    for piece in part.flow:
        if isinstance(piece, Paragraph) and piece is not part.lead_in and not piece.footnote:
            yield field_line(piece.extent, brackets.may_say(part, piece.extent))
    yield from (line for point in points if (line := _point(point)) is not None)


def _is_new(run: _Run, own: _Run) -> bool:
    """Whether the fields are those of another task than the numbered one: they say again who does it or by when."""
    return run.assigning and (run.item or run.coarser or bool(run.cells.keys() & own.cells.keys() & _ASSIGNING))


def _item(part: Part, run: _Run) -> ListedTask:
    """Without a number; its words begin with the last item of the coarsest list."""
    depths = [line.depth for line in run.lines]
    coarsest = min((depth for depth in depths if depth), default=0)
    start = max((i for i, depth in enumerate(depths) if depth == coarsest), default=0) if coarsest else 0
    first = run.lines[start].start
    return ListedTask(part, None, Extent("", (first,), (first,)), join([line.words for line in run.lines[start:]]), run.cells)


def _stt(number: str) -> str:
    """ "Nhiệm vụ 1" → "1"."""
    counted = _COUNTED.search(number)
    return counted["number"] if counted else number
