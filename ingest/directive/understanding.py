"""From a reading to a directive: outline, identity, tasks, references, warnings put together, and every place verified."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.errors import Refused
from corpus.model import Document, Group, Notice, Reference, Task
from ingest.directive import lead_in_work, list_cells, period_headings
from ingest.directive.annex_citations import missing_annexes
from ingest.directive.notices import of_document, of_parties, split_notice
from ingest.directive.slices import cut, openings
from ingest.directive.task_notices import of_tasks
from ingest.directive.task_places import Tables, group_of, placed
from ingest.directive.tasks import check_numbering, from_list, from_table, group_of_row, with_ids
from ingest.directive.unread_duties import unread
from ingest.extent import Extent, extent
from ingest.grammar import references
from ingest.names import agencies
from ingest.narrative.duties import narrative
from ingest.narrative.lists import listed
from ingest.narrative.pieces import Piece
from ingest.paper.annex_headings import is_caption
from ingest.paper.identity import Identity, identify
from ingest.paper.outline import outline
from ingest.paper.paragraphs import Flow, Paragraph, assemble
from ingest.paper.parts import Part
from ingest.paper.sections import sections
from ingest.paper.setting import Setting
from ingest.reading import Reading, Row
from ingest.tables.joining import joined
from ingest.tables.rows import OtherTable, TaskTable

_PAGE_NUMBER = re.compile(r"^\W*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*$", re.IGNORECASE)
_YEAR = re.compile(r"(?:năm\s+|(?:tháng\s+\d{1,2}|quý\s+[IV]{1,3})\s*/\s*)((?:19|20)\d\d)", re.IGNORECASE)  # "THÁNG 6/2026"
_SHORTEST_PROSE = 60  # letters


def understand(reading: Reading, identifier: str, source_file: str) -> Document:
    """The document that a reading holds.

    Raises ``Refused``: ``not_a_directive`` (neither a head, nor a section, nor a task is recognised), ``no_table``,
    ``table_without_header``, ``duplicate_stt``.
    """
    parts = outline(assemble(reading.text, reading.blocks), reading.text)
    identity = identify(parts)
    setting = Setting(reading.text, _year(identity), " - ".join(identity.parties) or identity.agency)
    notices: list[Notice] = list(reading.notices)
    over: list[tuple[str, Group]] = []
    printed, told = lead_in_work.completed([*_rows(parts, setting, notices, over), *_items(parts, setting, notices)], setting)
    _require_directive(parts, identity, printed)
    left: list[Piece] = []
    timed, dated = period_headings.timed([*printed, *narrative(parts, setting, left)], parts, over, setting)
    tasks = with_ids(timed, identifier)
    notices += [*told, *dated, *of_parties(parts, tasks, setting.issuer)]
    notices += [*of_document(parts, identity, tasks), *of_tasks(tasks), *missing_annexes(parts), *unread(parts, tasks, left)]
    document = Document(
        id=identifier, source_file=source_file, text=reading.text, type=identity.type, number=identity.number,
        number_evidence="printed" if identity.number else None, symbol=identity.symbol, title=identity.title,
        issuer=identity.issuer, agency=identity.agency, province=identity.province, place=identity.place, date=identity.date,
        date_precision=identity.date_precision, signer=identity.signer, recipients=identity.recipients,
        page_spans=reading.pages, boxes=reading.boxes, sections=tuple(sections(parts, tasks, len(reading.text), over)),
        tasks=tuple(tasks), references=tuple(_references(parts, tasks, reading.text)), warnings=tuple(notices),
    )  # fmt: skip
    verify(document)
    return document


def understand_all(reading: Reading, identifier: str, source_file: str) -> tuple[Document, ...]:
    """The papers of a file, each by itself: "<id>", "<id>-2", …; "kế hoạch (văn bản 2).pdf".

    Where one of them cannot stand alone they stay one document, which says so. Raises ``Refused`` as ``understand`` does.
    """
    starts = openings(outline(assemble(reading.text, reading.blocks), reading.text))
    if not starts:
        return (understand(reading, identifier, source_file),)
    try:
        papers = [
            understand(part, identifier if number == 1 else f"{identifier}-{number}", _named(source_file, number))
            for number, part in enumerate(cut(reading, starts), start=1)
        ]
    except Refused:
        return (understand(reading, identifier, source_file),)
    if any(paper.type is None and paper.number is None for paper in papers):
        return (understand(reading, identifier, source_file),)
    told = (replace(paper, warnings=(*split_notice(papers, place), *paper.warnings)) for place, paper in enumerate(papers))
    return tuple(told)


def _named(source_file: str, number: int) -> str:
    name, dot, suffix = source_file.rpartition(".")
    return source_file if number == 1 else f"{name or source_file} (văn bản {number}){dot}{suffix if name else ''}"


def verify(document: Document) -> None:
    """Every span lies inside the text and every cited quote is what stands there. A breach is a defect of the parser."""
    spans = [span for task in document.tasks for fragments in (task.spans, *task.cells.values()) for span in fragments]
    spans += [span for reference in document.references for span in (*reference.spans, *reference.sentence)]
    spans += [span for notice in document.warnings for span in notice.spans]
    for span in spans:
        if not 0 <= span.start < span.end <= len(document.text):
            raise AssertionError(f"{document.source_file}: span {span} is outside the text")
    for task in document.tasks:
        for mention in (*task.lead, *task.coordinating):
            printed = "".join(document.text[start:end] for start, end in mention.spans)
            if _letters(mention.as_written) not in _letters(printed) and "<" not in printed:
                raise AssertionError(f"{document.source_file}: {mention.as_written!r} does not stand at {mention.spans}")


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _year(identity: Identity) -> int | None:
    """The plan's year: the last one that its title names, else that of its date."""
    named = _YEAR.findall(identity.title or "")
    return int(named[-1]) if named else identity.date.year if identity.date else None


def _rows(parts: Sequence[Part], setting: Setting, notices: list[Notice], over: list[tuple[str, Group]]) -> Iterator[Task]:
    """The tasks of all tables; what is to be told goes to ``notices``, groups with the part that they stand in to ``over``."""
    labels = {part.label for part in parts}
    for part in parts:
        pieces = [piece if isinstance(piece, Row) else None for piece in part.flow if not _is_furniture(piece)]
        if not any(pieces):
            continue
        tables = Tables(part, labels)
        for table in joined(setting.text, pieces):
            if isinstance(table, TaskTable):
                known = {notice.code for notice in notices} & {"vertical_merge"}  # the reader saw it first
                notices += [notice for notice in table.notices if notice.code not in known]
                notices += check_numbering(table, _place_name(part))
                over += [(part.label, group) for row in table.groups if (group := group_of_row(row, setting.text))]
                path = tables.path({row.stt for row in table.rows if row.stt})
                yield from (placed(task, part, path) for task in from_table(table, part, setting))
            else:
                notices.append(_other_table(table, part))


def _is_furniture(piece: Flow) -> bool:
    """What a page puts between the two parts of a row that it cuts: footnotes, "12", "- 12 -", "Trang 12/30"."""
    return isinstance(piece, Paragraph) and (piece.footnote or _PAGE_NUMBER.match(piece.text) is not None)


def _other_table(table: OtherTable, part: Part) -> Notice:
    if _lost_its_header(table):
        raise Refused(
            f"{_place_name(part)}: bảng giao việc có cột số thứ tự nhưng không có hàng tiêu đề, "
            "không thể biết cột nào chủ trì, cột nào phối hợp. "
            "Hãy thêm hàng tiêu đề (STT, Nội dung, Cơ quan chủ trì, …) rồi nạp lại.",
            "table_without_header",
        )
    return Notice(
        "other_table", f"{_place_name(part)}: bảng này không phải bảng nhiệm vụ, chỉ giữ làm văn bản.", tuple(table.spans[:1])
    )


def _lost_its_header(table: OtherTable) -> bool:
    """Numbered rows without a header of which half name an agency in a cell of its own: duties that cannot be told apart."""
    assigning = sum(any(_is_agency_cell(cell) for cell in cells[1:]) for cells in table.numbered)
    return not table.headed and 0 < len(table.numbered) <= 2 * assigning


def _is_agency_cell(cell: str) -> bool:
    mentions = agencies.read(cell) if 4 < len(cell) < 200 else ()
    return bool(mentions) and all(mention.kind in ("agency", "group") for mention in mentions)


def _items(parts: Sequence[Part], setting: Setting, notices: list[Notice]) -> Iterator[Task]:
    """The tasks of all lists; what is to be told goes to ``notices``."""
    items = list(listed(parts))
    notices += list_cells.settle(items, setting.text)
    for item in items:
        yield placed(from_list(item, group_of(item.part, item.stt is not None), setting), item.part)


def _place_name(part: Part) -> str:
    if part.annex is not None:
        return f"Phụ lục {part.annex.number}".strip() + (f", {part.number or part.name}" if part.kind == "table" else "")
    return f"Mục {part.label}" if part.level else "Phần đầu văn bản"


def _require_directive(parts: Sequence[Part], identity: Identity, tasks: Sequence[Task]) -> None:
    if not tasks and identity.type is None and not any(part.kind in ("section", "annex") for part in parts):
        raise Refused(
            "Không nhận ra văn bản chỉ đạo: không có tên loại, không có mục, không có bảng nhiệm vụ. Hãy kiểm tra lại tệp.",
            "not_a_directive",
        )
    for part in parts:
        announces = part.kind == "annex" and "nhiệm vụ" in part.title.lower()
        holds = any(task.section == part.label or (task.section or "").startswith(part.label + ".") for task in tasks)
        inside = [other for other in parts if other is part or other.label.startswith(part.label + ".")]
        has_words = any(isinstance(piece, Row) or _is_prose(piece) for other in inside for piece in other.flow)
        if announces and not holds and not has_words:
            raise Refused(
                f"{_place_name(part)} mang tên danh mục nhiệm vụ nhưng không có bảng hay danh sách nào đọc được. "
                "Hãy kiểm tra bảng trong tệp (có thể là ảnh) rồi nạp lại.",
                "no_table",
            )


def _is_prose(paragraph: Paragraph) -> bool:
    """A sentence, not the cells of a table that could not be read as one."""
    return len(paragraph.text) > _SHORTEST_PROSE and "|" not in paragraph.text and not is_caption(paragraph)


def _references(parts: Sequence[Part], tasks: Sequence[Task], text: str) -> Iterator[Reference]:
    """Citations in running text, in the cells of tasks, and the source column of every task."""
    for part in parts:
        captioned = part.kind in ("annex", "attachment")
        yield from (found for piece in part.heading for found in _in_text(piece, caption=captioned))
        for paragraph in part.flow:
            if isinstance(paragraph, Paragraph):
                yield from _in_text(paragraph.extent, caption=captioned and is_caption(paragraph))
    for task in tasks:
        for column in ("content", "deliverable", "deadline", "adjusted_deadline", "note"):
            if task.kind == "row" and column in task.cells:
                yield from _in_text(extent(text, task.cells[column]))
        for number in task.sources:
            spans = task.cells.get("sources", ())
            yield Reference(number, "assigned_by", spans, spans)


def _in_text(words: Extent, *, caption: bool = False) -> Iterator[Reference]:
    """``caption``: "(Đính kèm Kế hoạch số …)" over an annex names the paper that it belongs to."""
    for found in references.find(words.text):
        yield Reference(
            found.number,
            "annex_of" if caption and found.relation == "attaches" else found.relation,
            words.spans(found.start, found.end),
            words.spans(),
            found.type,
            found.date,
            found.issuer,
        )
