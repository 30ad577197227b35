"""A coverage report as files for an office: a workbook with one line a task, a paper with both citations of every finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from api.asking.filters import HANOI
from api.coverage.words import FIELD_WORDS, RELATION_WORDS, ROLE_WORDS, STATE_WORDS, difference_words, standing_words
from api.exports.office_docx import Block, Heading, Paragraph, Runs, Style, Table, paper, plain
from api.exports.office_xlsx import Line, Sheet, workbook
from api.telling import wording
from corpus.model import Document, Span, Task
from search.coverage.decided import Decided
from search.coverage.model import Cell, CoverageRow, Difference, Match, Matrix, Run, State
from search.held.citations import task_label
from search.held.knowledge import Record

_TITLE = "BÁO CÁO ĐỐI CHIẾU NHIỆM VỤ VỚI VĂN BẢN CẤP TRÊN"
_CAUTION = (
    "Máy đối chiếu lời văn, nguồn, thời hạn và thứ tự; mỗi nhận xét dẫn chỗ in ở cả hai văn bản, kết luận là của người xem."
)
_FILLS: dict[State, str] = {
    "not_covered": "red", "not_covered_to_check": "yellow", "covered_in_part": "yellow", "not_applicable": "grey",
}  # fmt: skip
_COLUMNS = (
    ("TT", 5), ("Vai trò", 10), ("Việc cấp trên giao", 40), ("Thời hạn", 13), ("Chỗ in ở văn bản cấp trên", 17),
    ("Việc trong kế hoạch", 40), ("Thời hạn", 13), ("Chỗ in ở kế hoạch", 17), ("Nhận xét", 30), ("Quyết định", 14),
    ("Ý kiến", 12),
)  # fmt: skip
_FINDING_COLUMNS = (
    ("TT", 5), ("Mục", 11), ("Quan hệ", 11), ("Cấp trên", 46), ("Chỗ in ở văn bản cấp trên", 20), ("Kế hoạch", 46),
    ("Chỗ in ở kế hoạch", 20), ("Nhận xét", 34),
)  # fmt: skip


def coverage_xlsx(reports: Sequence[Decided]) -> bytes:
    """For each parent three sheets: all rows, the findings, what has no parent."""
    sheets = [sheet for number, found in enumerate(reports, start=1) for sheet in _sheets(found, number, len(reports))]
    return workbook(sheets, _TITLE)


def coverage_docx(reports: Sequence[Decided]) -> bytes:
    """Gaps, what to check, findings with both places, tasks without a parent, notes on the parent."""
    blocks: list[Block] = [Heading(_TITLE, 0)]
    for found in reports:
        blocks.extend(_blocks(found))
    return paper(blocks, _TITLE)


def place(document: Document, record: Record, spans: Sequence[Span] = ()) -> str:
    """ "Phụ lục I, mục II, STT 7, trang 12"; the whole task where a field is blank."""
    return wording.paged(task_label(record.task), document, spans or record.task.spans)


def place_in(document: Document, record: Record, spans: Sequence[Span] = ()) -> str:
    """The place with its offsets in the stored text, for programs: "…, trang 12 [8990:9210]"."""
    at = spans or record.task.spans
    return f"{place(document, record, spans)} [{at[0].start}:{at[-1].end}]"


def matrix_xlsx(found: Matrix) -> bytes:
    """One line a task of the parent, one column a unit."""
    units = tuple((f"{unit.agency} ({wording.short_name(unit.child)})", 16) for unit in found.units)
    columns = (("TT", 5), ("Nhiệm vụ", 60), ("Chỗ in", 22), *units)
    lines = tuple(
        Line((count, record.task.content.text, place(found.parent, record), *(_state(cell) for cell in cells)))
        for count, (record, cells) in enumerate(zip(found.tasks, found.cells, strict=True), start=1)
    )
    title = "TÌNH HÌNH ĐƯA NHIỆM VỤ VÀO KẾ HOẠCH CỦA CÁC ĐƠN VỊ"
    above = (_full(found.parent), f"Lập lúc {datetime.now(HANOI):%d/%m/%Y %H:%M}")
    return workbook([Sheet("Các đơn vị", title, above, columns, lines, 3, (_CAUTION,))], title)


def _state(cell: Cell) -> str:
    words = STATE_WORDS[cell.state] if cell.binds != "no" or cell.children else ""
    return f"{words}; hạn muộn hơn" if cell.later else words


# --- the workbook ------------------------------------------------------------------------------------------------------------


def _sheets(found: Decided, number: int, of: int) -> Iterator[Sheet]:
    suffix = f" {number}" if of > 1 else ""
    above = tuple(_above(found))
    yield Sheet(f"Đối chiếu{suffix}", _TITLE, above, _COLUMNS, tuple(_lines(found)), 1, (_CAUTION,))
    findings = tuple(
        Line((count, FIELD_WORDS[d.field], RELATION_WORDS[d.relation], *_sides(found, match, d), difference_words(d)))
        for count, (match, d) in enumerate(_findings(found.coverage.rows), start=1)
    )
    yield Sheet(f"Thay đổi{suffix}", "NHỮNG CHỖ THAY ĐỔI SO VỚI VĂN BẢN CẤP TRÊN", above[:1], _FINDING_COLUMNS, findings)
    child = found.coverage.child
    orphans = tuple(
        Line((count, orphan.task.task.content.text, _limit(orphan.task.task), place_in(child, orphan.task)))
        for count, orphan in enumerate(found.coverage.without_parent, start=1)
    )
    columns = (("TT", 5), ("Việc trong kế hoạch", 80), ("Thời hạn", 20), ("Chỗ in ở kế hoạch", 40))
    yield Sheet(f"Ngoài cấp trên{suffix}", "VIỆC KHÔNG CÓ Ở VĂN BẢN CẤP TRÊN", above[:1], columns, orphans)


def _above(found: Decided) -> Iterator[str]:
    coverage = found.coverage
    yield f"{_full(coverage.child)} đối chiếu với {_full(coverage.parent)}"
    counts = "; ".join(f"{STATE_WORDS[state].lower()}: {count}" for state, count in coverage.summary.items() if count)
    yield f"Cơ quan: {coverage.agency}. {counts[:1].upper()}{counts[1:]}. Lập lúc {datetime.now(HANOI):%d/%m/%Y %H:%M}"


def _full(document: Document) -> str:
    return f"{wording.document_name(document)} {wording.issued(document)}".strip()


def _lines(found: Decided) -> Iterator[Line]:
    state: State | None = None
    count = 0
    for row in found.coverage.rows:
        if row.state != state:
            state = row.state
            yield Line((f"{STATE_WORDS[state]}: {found.coverage.summary[state]} việc",), heading=True)
        for match in row.matches or (None,):
            count += 1
            yield Line((count, *_cells(found, row, match)), _FILLS.get(row.state, ""))


def _cells(found: Decided, row: CoverageRow, match: Match | None) -> tuple[str, ...]:
    coverage, task = found.coverage, row.parent_task.task
    above = (ROLE_WORDS[row.role], task.content.text, _limit(task), place_in(coverage.parent, row.parent_task))
    if match is None:
        standing = found.bindings.get(task.id)
        return (*above, "", "", "", row.because, standing_words(standing) if standing else "", "")
    own = match.child_task
    remarks = "; ".join(difference_words(one) for one in match.findings)
    standing = found.matches.get(match.key)
    said = standing_words(standing) + (" (cần xem lại)" if standing.suspect else "") if standing else ""
    return (*above, own.task.content.text, _limit(own.task), place_in(coverage.child, own), remarks, said, "")


def _limit(task: Task) -> str:
    due = task.effective_deadline
    return due.raw if due else ""


def _findings(rows: Iterable[CoverageRow]) -> Iterator[tuple[Match, Difference]]:
    for row in rows:
        for match in row.matches:
            yield from ((match, one) for one in match.findings)


def _sides(found: Decided, match: Match, one: Difference) -> tuple[str, str, str, str]:
    coverage = found.coverage
    return (
        one.parent or "", place_in(coverage.parent, match.parent_task, one.parent_spans),
        one.child or "", place_in(coverage.child, match.child_task, one.child_spans),
    )  # fmt: skip


# --- the paper ---------------------------------------------------------------------------------------------------------------


def _blocks(found: Decided) -> Iterator[Block]:
    coverage = found.coverage
    for words in _above(found):
        yield Paragraph(plain(words, "italic"), centred=True)
    yield Paragraph(plain(_CAUTION, "note"), centred=True)
    yield from _listed("I. Việc còn thiếu", found, "not_covered")
    yield from _listed("II. Việc chưa thấy, cần xem", found, "not_covered_to_check")
    yield Heading("III. Việc có trong kế hoạch nhưng thay đổi")
    changed = [row for row in coverage.rows if row.changed]
    for number, row in enumerate(changed, start=1):
        yield from _changed(number, row, found)
    if not changed:
        yield Paragraph(plain("Không có."))
    yield Heading("IV. Việc không có ở văn bản cấp trên")
    for orphan in coverage.without_parent:
        yield Paragraph(
            (("– ", "plain"), (orphan.task.task.content.text, "plain"), (f" ({place(coverage.child, orphan.task)})", "note"))
        )
    if not coverage.without_parent:
        yield Paragraph(plain("Không có."))
    yield from _noted(found)


def _listed(title: str, found: Decided, state: State) -> Iterator[Block]:
    rows = [row for row in found.coverage.rows if row.state == state]
    yield Heading(title)
    if not rows:
        yield Paragraph(plain("Không có."))
        return
    columns = (("TT", 1.0), ("Việc cấp trên giao", 7.0), ("Vai trò, căn cứ", 4.0), ("Thời hạn", 2.2), ("Chỗ in", 2.8))
    yield Table(columns, tuple(_missing(number, row, found) for number, row in enumerate(rows, start=1)))


def _missing(number: int, row: CoverageRow, found: Decided) -> tuple[Runs, ...]:
    phrase = f", “{row.phrase}”" if row.phrase else ""
    return (
        plain(str(number)), plain(row.parent_task.task.content.text), plain(f"{ROLE_WORDS[row.role]}{phrase}"),
        plain(_limit(row.parent_task.task)), plain(place(found.coverage.parent, row.parent_task), "note"),
    )  # fmt: skip


def _changed(number: int, row: CoverageRow, found: Decided) -> Iterator[Block]:
    yield Paragraph((((f"{number}. {row.parent_task.task.content.text}"), "bold"),))
    columns = (("Mục", 2.2), ("Cấp trên giao", 5.4), ("Kế hoạch này", 5.4), ("Nhận xét", 4.0))
    rows: list[tuple[Runs, ...]] = []
    for match in row.matches:
        for one in match.findings:
            above_at = place(found.coverage.parent, match.parent_task, one.parent_spans)
            below_at = place(found.coverage.child, match.child_task, one.child_spans)
            rows.append(
                (
                    plain(FIELD_WORDS[one.field]),
                    (*_struck(one.parent or "", one.runs, parent=True), (f"\n{above_at}", "note")),
                    (*_struck(one.child or "", one.runs, parent=False), (f"\n{below_at}", "note")),
                    plain(difference_words(one)),
                )
            )
    yield Table(columns, tuple(rows))


def _struck(text: str, runs: Sequence[Run], *, parent: bool) -> Runs:
    """The text with what was dropped struck through, what was added underlined."""
    style: Style = "removed" if parent else "added"
    other = "added" if parent else "dropped"
    pieces: list[tuple[str, Style]] = []
    last = 0
    for start, end in sorted(run.parent if parent else run.child for run in runs if run.kind not in ("same", other)):
        if start < end:
            pieces += [(text[last:start], "plain"), (text[start:end], style)]
            last = end
    return tuple(piece for piece in (*pieces, (text[last:], "plain")) if piece[0])


def _noted(found: Decided) -> Iterator[Block]:
    if not found.coverage.notes:
        return
    yield Heading("V. Điều cần xem ngay trong văn bản cấp trên")
    for note in found.coverage.notes:
        places = "; ".join(
            place(found.coverage.parent, record, spans) for record, spans in zip(note.tasks, note.spans, strict=True)
        )
        yield Paragraph(((f"– {note.message} ", "plain"), (f"({places})", "note")))
