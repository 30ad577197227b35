"""Task records from joined rows and listed tasks: every field as read, with the fragments it was read from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.errors import Refused
from corpus.model import AgencyMention, Deadline, DeadlineKind, Field, Group, Notice, Span, Task, TaskKind
from ingest.extent import Extent, extent
from ingest.grammar import deadlines, numbers
from ingest.grammar.columns import Role
from ingest.names import agencies
from ingest.narrative.lists import ListedTask
from ingest.paper.parts import Part
from ingest.paper.setting import Setting
from ingest.tables import row_numbers
from ingest.tables.row_numbers import Run
from ingest.tables.rows import GroupRow, TaskRow, TaskTable


def from_table(table: TaskTable, part: Part, setting: Setting) -> Iterator[Task]:
    """The rows of one task table; ``part`` is the annex or section that it stands in. Ids are given later."""
    for row in table.rows:
        cells = {role: extent(setting.text, spans) for role, spans in row.cells.items()}
        if not any(cells[role].text for role in cells if role != "stt"):
            continue
        annex = part.number if part.kind == "annex" else None
        place = _Place("row", row.stt, annex, part.label, group_of_row(row.group, setting.text), tuple(row.rows), row.action)
        task = _noted(_task(cells, setting, place), table, row, setting.text)
        yield replace(task, deadline=deadlines.read(row.marked, setting.year)) if row.marked else task


def from_list(item: ListedTask, above: Part | None, setting: Setting) -> Task:
    """A task in list form; the section above it is its group."""
    cells: dict[Role, Extent] = {"stt": item.number, "content": item.content, **item.cells}
    group = Group(above.number, _title(above), tuple(s for h in above.heading for s in h.spans())) if above else None
    return _task(cells, setting, _Place("item", item.stt, None, item.part.label, group, (item.hull,)))


def with_ids(tasks: Sequence[Task], document: str) -> list[Task]:
    """Unique ids "<document>:I-7"; the group joins the id where an annex numbers each group anew.

    Duties of running text, which the paper does not number, are counted: "<document>:N-1".
    """
    plain = Counter((task.kind, task.annex, task.stt) for task in tasks)
    named: list[Task] = []
    taken: Counter[str] = Counter()
    used: set[str] = set()
    for task in tasks:
        name = _name(task, plain[(task.kind, task.annex, task.stt)] > 1)
        mark, given = "-" if task.kind == "narrative" else ".", ""
        while not given or given in used:  # "4.2" is the second action under 4, or printed
            taken[name] += 1
            given = f"{name}{mark}{taken[name]}" if taken[name] > 1 or not task.stt else name
        used.add(given)
        named.append(replace(task, id=f"{document}:{given}"))
    return named


def _name(task: Task, repeated: bool) -> str:
    if task.kind == "narrative":
        return "N"
    place = {"row": "B", "item": "L"}[task.kind] if task.annex is None else task.annex or "PL"
    group = task.group.label if repeated and task.group else None
    return "-".join(part for part in (place, group, task.stt or "x") if part)


def check_numbering(table: TaskTable, where: str) -> Iterator[Notice]:
    """Gaps in the run of STT are warnings; the same STT twice in one run refuses the file (which row is meant is unknowable).

    Raises ``Refused`` with code ``duplicate_stt``. A run begins anew at 1 under a new group.
    """
    run = Run()
    groups = {row_numbers.number(group.label) for group in table.groups}  # "2" may follow on the group "1"
    for row in table.rows:
        if row.stt is None or row.derived:
            continue
        number = row_numbers.number(row.stt)
        before = run.before(number, row.group)
        double, left_out = run.enter(number, row.group)
        if double:
            raise Refused(
                f"{where}: số thứ tự {row.stt} xuất hiện hai lần, không thể biết hàng nào đúng. Hãy sửa cột STT rồi nạp lại.",
                "duplicate_stt",
            )
        if left_out and row_numbers.previous(number) not in groups:
            yield Notice("stt_gap", f"{where}: số thứ tự nhảy từ {before} đến {row.stt}.", tuple(row.cells.get("stt", ())))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a task stands; ``rows`` are the fragments of the whole record, ``section`` the label of its annex or section."""

    kind: TaskKind
    stt: str | None
    annex: str | None
    section: str
    group: Group | None
    rows: tuple[Span, ...]
    action: int | None = None


def _task(cells: Mapping[Role, Extent], setting: Setting, place: _Place) -> Task:
    assigned = [*_agencies(cells, "lead", setting), *_agencies(cells, "coordinating", setting)]
    return Task(
        id="",
        kind=place.kind,
        content=_field(cells, "content") or Field("", ()),
        spans=place.rows,
        annex=place.annex,
        group=place.group,
        stt=place.stt,
        action=place.action if place.stt else None,
        section=place.section,
        lead=tuple(mention for role, mention in assigned if role == "lead"),
        coordinating=tuple(mention for role, mention in assigned if role == "coordinating"),
        deliverable=_field(cells, "deliverable"),
        deadline=_deadline(cells, "deadline", setting),
        adjusted_deadline=_deadline(cells, "adjusted_deadline", setting),
        sources=_sources(cells),
        note=cells["note"].text or None if "note" in cells else None,
        cells={role: words.spans() for role, words in cells.items() if words.text and role != "start"},
    )


def _noted(task: Task, table: TaskTable, row: TaskRow, text: str) -> Task:
    """With the columns that no field holds in its note, each behind its header: "Lãnh đạo phụ trách: Đ/c Nguyễn Văn A"."""
    notes = [task.note] if task.note else []
    spans = list(task.cells.get("note", ()))
    begins = next((place for place, column in enumerate(table.columns) if column.role == "start"), 0)
    starts = {begins: row.cells["start"]} if "start" in row.cells else {}
    for place, fragments in sorted({**row.rest, **starts}.items()):
        words = extent(text, fragments)
        if words.text.strip(" -–—.…/"):
            label = table.columns[place].label if place < len(table.columns) else ""
            notes.append(f"{label}: {words.text}" if label else words.text)
            spans += words.spans()
    return replace(task, note="; ".join(notes), cells={**task.cells, "note": tuple(spans)}) if spans else task


def _field(cells: Mapping[Role, Extent], role: Role) -> Field | None:
    words = cells.get(role)
    return words.field() if words and words.text.strip() else None


def _agencies(cells: Mapping[Role, Extent], column: Role, setting: Setting) -> Iterator[tuple[Role, AgencyMention]]:
    """The mentions of a column with their role: the column's, unless the cell says another: "Sở Nội vụ (phối hợp)"."""
    words = cells.get(column)
    if words is None:
        return
    for m in agencies.read(words.text, setting.issuer):
        yield m.role or column, AgencyMention(m.name, m.as_written, m.kind, words.spans(m.start, m.end), m.part, m.sub_unit)


def _deadline(cells: Mapping[Role, Extent], role: Role, setting: Setting) -> Deadline | None:
    """A column of its own may say when the work begins."""
    words, begins = cells.get(role), cells.get("start") if role == "deadline" else None
    limit = deadlines.read(words.text, setting.year) if words and words.text.strip(" -–.") else None
    first = deadlines.read(begins.text, setting.year) if begins and begins.text.strip(" -–.") else None
    start = (first.start or first.due) if first else None
    if first is None or start is None:
        return limit or first
    if limit is None:
        return Deadline(first.raw, "from", start, inferred=first.inferred)
    if limit.due is None or start > limit.due or (limit.start is not None and limit.start <= start):
        return limit
    stretch: DeadlineKind = "by" if limit.kind in ("in_month", "in_quarter") else limit.kind
    return replace(limit, kind=stretch, start=start)


def _sources(cells: Mapping[Role, Extent]) -> tuple[str, ...]:
    words = cells.get("sources")
    return tuple(dict.fromkeys(found.canonical for found in numbers.find(words.text))) if words else ()


def group_of_row(row: GroupRow | None, text: str) -> Group | None:
    """The group that a row of a table opens."""
    return Group(row.label, extent(text, row.title).text.strip(), extent(text, row.cells).spans()) if row else None


def _title(part: Part) -> str:
    title = part.title
    return title.split(" ", 1)[1].strip() if part.number and title.startswith(part.number) and " " in title else title
