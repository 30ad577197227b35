"""Sections (mục) of a document: each part of the outline with its extent, the groups of its annexes, its footnotes.

A section ends where the next of its level or of a higher one begins. Labels are the paths that people cite: "II.1", "PL-I", and
"PL-I.g-II" for a group of rows, "fn-1" for a footnote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.model import Section, Span, Task
from ingest.outline import Part
from ingest.paragraphs import Paragraph
from ingest.reading import Row


def sections(parts: Sequence[Part], tasks: Sequence[Task], length: int) -> Iterator[Section]:
    """Every section in reading order; ``length`` is that of the stored text."""
    real = [part for part in parts if part.kind != "head" and (part.heading or part.flow)]
    starts = [_start(part) for part in real]
    items = {task.section for task in tasks if task.kind == "item"}
    notes = 0
    for index, part in enumerate(real):
        following = (starts[j] for j in range(index + 1, len(real)) if real[j].level <= part.level)
        end = length if part.kind == "title" else next(following, length)
        yield _section(part, Span(starts[index], end), "list_task" if part.label in items else part.kind)
        for note in _footnotes(part):
            notes += 1
            yield Section(
                f"fn-{notes}", "", part.level + 1, "footnote", Span(note.start, note.end), (), (Span(note.start, note.end),)
            )
        if part.kind == "annex":
            yield from _groups(part, tasks, end)


def _section(part: Part, span: Span, kind: str) -> Section:
    heading = tuple(span for piece in part.heading for span in piece.spans())
    body = tuple(_span_of(piece) for piece in part.flow if isinstance(piece, Row) or not piece.footnote)
    return Section(part.label, part.title.rstrip(" :"), part.level, kind, span, heading, body)  # type: ignore[arg-type]


def _footnotes(part: Part) -> Iterator[Paragraph]:
    return (piece for piece in part.flow if isinstance(piece, Paragraph) and piece.footnote)


def _groups(part: Part, tasks: Sequence[Task], end: int) -> Iterator[Section]:
    """The groups of an annex's rows; each ends where the next begins. A label that is printed twice, or not, is counted on."""
    own = (task.group for task in tasks if task.kind == "row" and task.section == part.label)
    groups = {group.spans[0].start: group for group in own if group and group.spans}
    met: Counter[str] = Counter()
    for start, stop in pairwise([*sorted(groups), end]):
        group = groups[start]
        met[group.label] += 1
        counted = f"-{met[group.label]}" if met[group.label] > 1 or not group.label else ""
        label = f"{part.label}.g-{group.label or 'x'}{counted}"
        heading = ". ".join(words for words in (group.label, group.title) if words)
        yield Section(label, heading, part.level + 1, "group", Span(start, stop), group.spans)


def _start(part: Part) -> int:
    return part.heading[0].offsets[0] if part.heading else _span_of(part.flow[0]).start


def _span_of(piece: Paragraph | Row) -> Span:
    return Span(piece.start, piece.end) if isinstance(piece, Paragraph) else piece.span
