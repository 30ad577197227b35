"""The draft annex as a Word file and as a workbook, marked as a draft."""

from __future__ import annotations

from collections.abc import Iterator

from api.coverage.draft_view import PARTS
from api.exports.office_docx import Block, Heading, Paragraph, Runs, Table, paper, plain
from api.exports.office_xlsx import Line, Sheet, workbook
from api.telling import wording
from search.drafting.columns import Column
from search.drafting.draft import Draft, DraftTable, PartName

STAMP = "DỰ THẢO"
_BLANK = "…………"
_WIDTHS: dict[Column, float] = {  # centimetres of an A4 page held sideways, before they are fitted
    "stt": 1.0, "content": 8.0, "lead": 3.0, "coordinating": 3.0, "deliverable": 4.0, "deadline": 2.6,
    "adjusted_deadline": 2.6, "sources": 2.6, "note": 3.6,
}  # fmt: skip
_PAGE = 26.0
_CHARACTERS = 5.2  # of a workbook's column, a centimetre


def draft_docx(draft: Draft) -> bytes:
    """Title, the parts with a table for each annex, what is left to do."""
    blocks: list[Block] = [
        Paragraph(plain(draft.agency.upper(), "bold")),
        Heading(_title(draft), 0),
        Paragraph(plain(f"(Kèm theo {_BLANK} số {_BLANK} ngày {_BLANK} của {draft.agency})", "italic"), centred=True),
    ]
    for name, tables in draft.parts:
        blocks.append(Heading(PARTS[name]))
        for table in tables:
            blocks.append(Paragraph(plain(f"Theo {table.place} của {wording.short_name(draft.parent)}", "italic")))
            blocks.append(Table(_fitted(table), tuple(_rows(table))))
    if not len(draft):
        blocks.append(Paragraph(plain("Không còn việc nào của văn bản cấp trên mà kế hoạch chưa nêu.")))
    blocks += [Paragraph(plain(words, "note")) for words in _remarks(draft)]
    return paper(blocks, _title(draft), landscape=True, stamp=STAMP)


def draft_xlsx(draft: Draft) -> bytes:
    """A sheet for each part and annex."""
    sheets = [
        _sheet(draft, f"{PARTS[name][:1]} {number}", name, table)
        for name, tables in draft.parts
        for number, table in enumerate(tables, start=1)
    ]
    empty = Sheet("Dự thảo", f"{STAMP}: {_title(draft)}", ("Không còn việc nào chưa nêu.",), (("TT", 6), ("Nội dung", 60)), ())
    return workbook(sheets or [empty], f"{STAMP}: {_title(draft)}")


def _title(draft: Draft) -> str:
    what = "DANH MỤC NHIỆM VỤ CÒN THIẾU" if draft.missing_only else "DANH MỤC NHIỆM VỤ"
    return f"{what} THỰC HIỆN {wording.document_name(draft.parent).upper()}"


def _remarks(draft: Draft) -> Iterator[str]:
    about = f"{wording.document_name(draft.parent)} {wording.issued(draft.parent)}".strip()
    yield f"{STAMP} lập bằng máy từ {about}: nội dung, sản phẩm, thời hạn, nguồn chép nguyên văn; không thêm việc nào."
    yield "Cột đơn vị chủ trì để trống cho đơn vị phân công. Đối chiếu bản gốc trước khi trình."


def _fitted(table: DraftTable) -> tuple[tuple[str, float], ...]:
    """The columns made as wide together as the page."""
    whole = sum(_WIDTHS[name] for name in table.columns)
    return tuple(
        (title, round(_WIDTHS[name] * _PAGE / whole, 2)) for name, title in zip(table.columns, table.titles, strict=True)
    )


def _rows(table: DraftTable) -> Iterator[tuple[Runs, ...]]:
    group = ""
    for line in table.lines:
        if line.group and line.group != group:
            group = line.group
            yield (plain(group, "bold"),)
        yield tuple(_said(name, value) for name, value in zip(table.columns, line.values, strict=True))


def _said(name: Column, value: str) -> Runs:
    return plain(value or _BLANK if name == "lead" else value, "note" if name == "note" else "plain")


def _sheet(draft: Draft, name: str, part: PartName, table: DraftTable) -> Sheet:
    lines: list[Line] = []
    group = ""
    for line in table.lines:
        if line.group and line.group != group:
            group = line.group
            lines.append(Line((group,), heading=True))
        lines.append(Line((int(line.values[0]), *line.values[1:]) if table.columns[0] == "stt" else line.values))
    columns = tuple(
        (title, max(6, round(_WIDTHS[name] * _CHARACTERS))) for name, title in zip(table.columns, table.titles, strict=True)
    )
    above = (PARTS[part], f"Theo {table.place} của {wording.short_name(draft.parent)}")
    return Sheet(name, f"{STAMP}: {_title(draft)}", above, columns, tuple(lines), 2, tuple(_remarks(draft)))
