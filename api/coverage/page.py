"""A coverage report as the page shows it: rows by state, both texts side by side with the words that differ marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from api.coverage.words import FIELD_WORDS, ROLE_WORDS, STATE_WORDS, difference_words, standing_words
from api.telling import wording
from api.telling.wording import Link
from corpus.model import Document, Span
from search.coverage.decided import Decided, Standing, records_of
from search.coverage.model import Coverage, CoverageRow, Difference, Match, ParentNote, State
from search.held.citations import task_label
from search.held.knowledge import Knowledge, Record

SHOWN = {"all": "Tất cả", "gaps": "Còn thiếu, cần xem", "changed": "Có thay đổi"}
_GAPS: tuple[State, ...] = ("not_covered", "not_covered_to_check")
_OPEN: tuple[State, ...] = (*_GAPS, "covered_in_part", "covered")  # shown whole; the others as a list that opens
_LONGEST_CHOICE = 90


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of a match; ``kind`` is ``finding``, ``differs`` or ``same``."""

    label: str
    kind: str
    parent: Markup
    child: Markup
    words: str


@dataclass(frozen=True, slots=True)
class MatchView:
    """``standing`` tells of a decision on it, ``suspect`` that a text has changed since."""

    child_task: str
    place: Link
    score: str
    fields: tuple[FieldRow, ...]
    same: str
    standing: str
    suspect: bool
    rejected: bool


@dataclass(frozen=True, slots=True)
class RowView:
    """``fields`` are those of the parent task alone, for a row without a match."""

    id: str
    task: str
    state: State
    place: Link
    role: str
    binding: str
    because: str
    content: str
    facts: tuple[tuple[str, str], ...]
    matches: tuple[MatchView, ...]
    standing: str
    suspect: bool
    binds: bool


@dataclass(frozen=True, slots=True)
class Group:
    state: State
    words: str
    open: bool
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """``choices`` are (task id, words) of the child's tasks; ``hidden`` the form fields that lead back to this page."""

    parent: Link
    child: Link
    parent_about: str
    child_about: str
    agency: str
    shown: str
    filters: tuple[tuple[str, int, str | None], ...]
    summary: tuple[tuple[State, str, int], ...]
    groups: tuple[Group, ...]
    orphans: tuple[tuple[str, Link, str], ...]
    notes: tuple[tuple[str, tuple[Link, ...]], ...]
    lost: tuple[tuple[str, str], ...]
    suspect: int
    unread: bool
    choices: tuple[tuple[str, str], ...]
    hidden: tuple[tuple[str, str], ...]
    query: str


def coverage_page(found: Decided, view: Knowledge, shown: str, asked: str = "") -> CoveragePage:
    """``shown`` is a key of ``SHOWN``; ``asked`` the agency as typed, empty for the child's issuer."""
    coverage = found.coverage
    texts = view.by_id
    named = [("child", coverage.child.id), ("parent", coverage.parent.id), *([("agency", asked)] if asked else [])]
    rows = [row for row in coverage.rows if _is_shown(row, shown)]
    return CoveragePage(
        parent=_paper(coverage.parent), child=_paper(coverage.child), parent_about=wording.issued(coverage.parent),
        child_about=wording.issued(coverage.child), agency=coverage.agency, shown=shown,
        filters=tuple(_filters(coverage, named, shown)),
        summary=tuple((state, STATE_WORDS[state], count) for state, count in coverage.summary.items() if count),
        groups=tuple(_groups(rows, found, texts)),
        orphans=tuple(_orphans(coverage, texts)) if shown == "all" else (),
        notes=tuple(_note(note, texts) for note in coverage.notes) if shown == "all" else (),
        lost=tuple(_lost(standing) for standing in found.lost), suspect=found.suspect, unread=coverage.unread,
        choices=tuple(_choices(records_of(view, coverage.child))), hidden=(*named, ("show", shown)), query=urlencode(named),
    )  # fmt: skip


def address(child: str, parent: str, agency: str = "", shown: str = "", row: str = "") -> str:
    """The page of one report, opened at a row."""
    named = [("child", child), ("parent", parent), ("agency", agency), ("show", shown)]
    query = urlencode([(name, value) for name, value in named if value])
    return f"/coverage?{query}" + (f"#{anchor(row)}" if row else "")


def anchor(task: str) -> str:
    """The id of a row on the page."""
    return "viec-" + "".join(c if c.isalnum() or c in "-_" else "-" for c in task)


def _paper(document: Document) -> Link:
    return Link(wording.document_name(document), wording.document_address(document.id))


def _is_shown(row: CoverageRow, shown: str) -> bool:
    match shown:
        case "gaps":
            return row.state in _GAPS
        case "changed":
            return row.changed
        case _:
            return True


def _filters(coverage: Coverage, named: Sequence[tuple[str, str]], shown: str) -> Iterator[tuple[str, int, str | None]]:
    """(words, rows, address; ``None`` for the one that is shown)."""
    for name, words in SHOWN.items():
        count = sum(_is_shown(row, name) for row in coverage.rows)
        yield words, count, None if name == shown else f"/coverage?{urlencode([*named, ('show', name)])}"


def _groups(rows: Iterable[CoverageRow], found: Decided, texts: dict[str, Document]) -> Iterator[Group]:
    by_state: dict[State, list[RowView]] = {}
    for row in rows:
        by_state.setdefault(row.state, []).append(_row(row, found, texts))
    for state, views in by_state.items():
        yield Group(state, STATE_WORDS[state], state in _OPEN, tuple(views))


def _row(row: CoverageRow, found: Decided, texts: dict[str, Document]) -> RowView:
    record = row.parent_task
    task = record.task
    standing = found.bindings.get(task.id)
    matches = [_match(match, found.matches.get(match.key), False, texts) for match in row.matches]
    matches += [_match(m, found.matches.get(m.key), True, texts) for m in found.rejected.get(task.id, ())]
    return RowView(
        id=anchor(task.id), task=task.id, state=row.state, place=_place(record, texts), role=ROLE_WORDS[row.role],
        binding=f"“{row.phrase}”" if row.phrase else "", because=row.because, content=task.content.text,
        facts=tuple(_facts(record)), matches=tuple(matches), standing=standing_words(standing) if standing else "",
        suspect=standing is not None and standing.suspect, binds=row.binds != "no",
    )  # fmt: skip


def _facts(record: Record) -> Iterator[tuple[str, str]]:
    """What the parent demands of a row that has no match."""
    task = record.task
    due = task.effective_deadline
    facts = (
        ("Chủ trì", wording.names(task.lead)), ("Phối hợp", wording.names(task.coordinating)),
        ("Sản phẩm", task.deliverable.text if task.deliverable else ""), ("Thời hạn", due.raw if due else ""),
        ("Văn bản giao", "; ".join(task.sources)),
    )  # fmt: skip
    yield from ((label, value) for label, value in facts if value)


def _match(match: Match, standing: Standing | None, rejected: bool, texts: dict[str, Document]) -> MatchView:
    differing = [one for one in match.differences if one.relation != "same" or one.field == "content"]
    same = [FIELD_WORDS[one.field].lower() for one in match.differences if one not in differing and (one.parent or one.child)]
    return MatchView(
        child_task=match.child_task.task.id, place=_place(match.child_task, texts),
        score=f"{match.score:.0%}".replace("%", " %"), fields=tuple(_field(one) for one in differing),
        same=", ".join(same), standing=standing_words(standing) if standing else "",
        suspect=standing is not None and standing.suspect, rejected=rejected,
    )  # fmt: skip


def _field(one: Difference) -> FieldRow:
    kind = "finding" if one.finding else "same" if one.relation == "same" else "differs"
    parent = marked(one.parent, [(run.parent, "del") for run in one.runs if run.kind in ("dropped", "changed")])
    child = marked(one.child, [(run.child, "ins") for run in one.runs if run.kind in ("added", "changed")])
    return FieldRow(FIELD_WORDS[one.field], kind, parent, child, difference_words(one))


def marked(text: str | None, runs: Iterable[tuple[tuple[int, int], str]]) -> Markup:
    """A field with its runs in ``<del>`` or ``<ins>``; all else escaped. Blank where the paper states nothing."""
    if text is None:
        return Markup("")
    pieces, last = [], 0
    for (start, end), tag in sorted(runs):
        if start < end:
            pieces += [Markup("{}").format(text[last:start]), Markup(f"<{tag}>{{}}</{tag}>").format(text[start:end])]
            last = end
    return Markup("").join([*pieces, Markup("{}").format(text[last:])])


def _place(record: Record, texts: dict[str, Document]) -> Link:
    return _linked(record, record.task.spans, texts)


def _linked(record: Record, spans: Sequence[Span], texts: dict[str, Document]) -> Link:
    document = texts[record.document.id]
    words = wording.paged(task_label(record.task), document, spans)
    return Link(words, wording.document_address(document.id, spans))


def _orphans(coverage: Coverage, texts: dict[str, Document]) -> Iterator[tuple[str, Link, str]]:
    """(content, where it stands, what comes nearest)."""
    for orphan in coverage.without_parent:
        near = f"gần nhất: {task_label(orphan.nearest.task)} ({orphan.score:.0%})" if orphan.nearest else ""
        held = [texts[name].number or texts[name].source_file for name in orphan.elsewhere if name in texts]
        elsewhere = f"có ở {', '.join(held)}" if held else ""
        yield orphan.task.task.content.text, _place(orphan.task, texts), elsewhere or near


def _note(note: ParentNote, texts: dict[str, Document]) -> tuple[str, tuple[Link, ...]]:
    links = (_linked(record, spans or record.task.spans, texts) for record, spans in zip(note.tasks, note.spans, strict=True))
    return note.message, tuple(links)


def _lost(standing: Standing) -> tuple[str, str]:
    """(which tasks, by their places; what was decided)."""
    decision = standing.decision
    places = decision.parent.place + (f" ↔ {decision.child.place}" if decision.child else "")
    return places, standing_words(standing)


def _choices(records: Iterable[Record]) -> Iterator[tuple[str, str]]:
    for record in records:
        content = record.task.content.text
        short = content if len(content) <= _LONGEST_CHOICE else content[:_LONGEST_CHOICE].rsplit(" ", 1)[0] + "…"
        yield record.task.id, f"{task_label(record.task)}: {short}"
