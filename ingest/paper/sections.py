"""Sections (mục) of a document: each part of the outline with its extent, the groups of its annexes, its footnotes.

A section ends where the next of its level or of a higher one begins. Labels are the paths that people cite: "II.1", "PL-I",
"KT.II" in what a decision brings with it, "PL-I.g-II" for a group of rows, "fn-1" for a footnote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.model import Group, Section, SectionKind, Span, Task
from ingest.paper.paragraphs import Paragraph
from ingest.paper.parts import Part, PartKind
from ingest.reading import Row

_KINDS: dict[PartKind, SectionKind] = {"table": "group", "attachment": "annex", "document": "annex"}
_WITH_GROUPS: tuple[PartKind, ...] = ("annex", "attachment", "table")


def sections(
    parts: Sequence[Part], tasks: Sequence[Task], length: int, groups: Sequence[tuple[str, Group]] = ()
) -> Iterator[Section]:
    """Every section in reading order; ``length`` is that of the stored text.

    ``groups`` are the groups of rows by the label of the part that they stand in: also those that hold only other groups.
    """
    real = [part for part in parts if part.kind != "head" and (part.heading or part.flow)]
    starts = [_start(part) for part in real]
    items = {task.section for task in tasks if task.kind == "item" and task.stt}
    notes = 0
    for index, part in enumerate(real):
        following = (starts[j] for j in range(index + 1, len(real)) if real[j].level <= part.level)
        end = length if part.kind == "title" else next(following, length)
        yield _section(part, Span(starts[index], end), "list_task" if part.label in items else _kind(part))
        for note in _footnotes(part):
            notes += 1
            yield Section(
                f"fn-{notes}", "", part.level + 1, "footnote", Span(note.start, note.end), (), (Span(note.start, note.end),)
            )
        if part.kind in _WITH_GROUPS:
            yield from _groups(part, tasks, [group for label, group in groups if label == part.label], end)


def _kind(part: Part) -> SectionKind:
    return _KINDS.get(part.kind, part.kind)  # type: ignore[arg-type]  # the other kinds are kinds of sections


def _section(part: Part, span: Span, kind: SectionKind) -> Section:
    heading = tuple(span for piece in part.heading for span in piece.spans())
    body = tuple(_span_of(piece) for piece in part.flow if isinstance(piece, Row) or not piece.footnote)
    return Section(part.label, part.title.rstrip(" :"), part.level, kind, span, heading, body)


def _footnotes(part: Part) -> Iterator[Paragraph]:
    return (piece for piece in part.flow if isinstance(piece, Paragraph) and piece.footnote)


def _groups(part: Part, tasks: Sequence[Task], over: Sequence[Group], end: int) -> Iterator[Section]:
    """The groups of an annex's rows; each ends where the next begins. A label that is printed twice, or not, is counted on."""
    own = (task.group for task in tasks if task.kind == "row" and _stands_in(task.section or "", part))
    groups = {g.spans[0].start: g for g in (*over, *own) if g and g.spans and g.spans[0].start != _start(part)}
    met: Counter[str] = Counter()
    for start, stop in pairwise([*sorted(groups), end]):
        group = groups[start]
        met[group.label] += 1
        counted = f"-{met[group.label]}" if met[group.label] > 1 or not group.label else ""
        label = f"{part.label}.g-{group.label or 'x'}{counted}"
        heading = ". ".join(words for words in (group.label, group.title) if words)
        yield Section(label, heading, part.level + 1, "group", Span(start, stop), group.spans)


def _stands_in(section: str, part: Part) -> bool:
    """Directly, or in a further table without a title of its own ("PL-I.B2")."""
    return section == part.label or section.rpartition(".B")[0] == part.label


def _start(part: Part) -> int:
    """The head of an attachment stands over its heading."""
    return min([*(piece.offsets[0] for piece in part.heading[:1]), *(_span_of(piece).start for piece in part.flow[:1])])


def _span_of(piece: Paragraph | Row) -> Span:
    return Span(piece.start, piece.end) if isinstance(piece, Paragraph) else piece.span
