"""What a person should look at in a document as a whole: no tasks, no number, several dates, a number printed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from corpus.model import Document, Notice, Span, Task
from ingest.extent import Extent
from ingest.grammar import numbers
from ingest.names.naming import parties_of
from ingest.paper.identity import Identity, joined_digits
from ingest.paper.joint_issuers import is_joint
from ingest.paper.numbered_headings import marked
from ingest.paper.paragraphs import Paragraph
from ingest.paper.parts import Part
from ingest.paper.signatures import is_name
from ingest.reading import Row

_NUMBER = re.compile(r"^\W*Số\s*:?\s*(?P<number>\S.*)$", re.IGNORECASE)
_SIDES = re.compile(  # "- Hai bên …", "Lãnh đạo hai ngành"
    r"(?i)\W*(?:(?:thủ trưởng|lãnh đạo)\s+)?(?:hai|ba|bốn|các|mỗi)\s+(?:bên|ngành|cơ quan|đơn vị|sở|tổ chức)\b"
)
_AGAIN = re.compile(r"-(?:[2-9]|\d{2,})$")  # how the outline labels a number that is printed once more: "II-2"


def of_document(parts: Sequence[Part], identity: Identity, tasks: Sequence[Task]) -> Iterator[Notice]:
    if all(task.kind == "narrative" for task in tasks):
        spoken = f"tách được {len(tasks)} việc" if tasks else "không thấy việc nào được giao"
        words = f"Văn bản không có bảng hay danh mục nhiệm vụ; trong lời văn {spoken}. Hãy đối chiếu với bản gốc."
        yield Notice("no_tasks", words, _places(tasks[:1]))
    if identity.number is None:
        printed = f" (chỉ in ký hiệu {identity.symbol})" if identity.symbol else ""
        yield Notice("number_blank", f"Văn bản không in số{printed}.", _number_line(parts, identity.symbol))
    yield from _parted_number(parts)
    yield from _signatures(parts, identity)
    yield from _dates(identity)
    for part in parts:
        if part.kind == "document":
            yield _another_document(part)
        if part.kind == "attachment":
            spans = tuple(span for piece in part.heading for span in piece.spans())
            named = f"“{part.title}”; các mục của nó mang nhãn {part.label}"
            yield Notice("attachment", f"Tệp có văn bản kèm theo, được đọc như một phần của văn bản này: {named}.", spans)
        if part.kind == "section" and _AGAIN.search(part.label):
            spans = part.heading[0].spans() if part.heading else ()
            yield Notice("section_repeated", f"Số mục {part.number} in hai lần.", spans)


def of_parties(parts: Sequence[Part], tasks: Sequence[Task], issuer: str | None) -> Iterator[Notice]:
    """ "Hai bên", "hai ngành" in a paper of several bodies: whom they were taken for, or that nobody knows."""
    parties = parties_of(issuer) if issuer else ()
    mentions = (one for task in tasks for one in (*task.lead, *task.coordinating) if _SIDES.match(one.as_written))
    said = {one.spans[0]: one for one in mentions if one.name in parties and one.spans}
    if said:
        words = ", ".join(dict.fromkeys(f"“{one.as_written}”" for one in said.values()))
        message = f"{words} được hiểu là các cơ quan cùng ban hành: {', '.join(parties)}. Hãy kiểm tra."
        yield Notice("joint_parties", message, tuple(said))
    title = next((part.title for part in parts if part.kind == "title"), None)
    lines = [piece for part in parts for piece in part.flow if isinstance(piece, Paragraph) and not piece.footnote]
    begun = [] if parties or not is_joint(title) else [_begun(line) for line in lines]
    unclear = tuple(span for words in begun if words is not None for span in words.spans())
    if unclear:
        message = "“Hai bên”, “các bên” không rõ là những cơ quan nào: việc của họ chưa gắn với ai. Hãy xem bản gốc."
        yield Notice("parties_unclear", message, unclear)


def _begun(line: Paragraph) -> Extent | None:
    """The words of a paragraph that give something to "hai bên"."""
    mark = marked(line)
    words = line.extent.part(mark[1]) if mark else line.extent
    return words if _SIDES.match(words.text) else None


def split_notice(papers: Sequence[Document], place: int) -> Iterator[Notice]:
    """What a paper out of a file of several is told of the others."""
    others = ", ".join(_paper(paper) for number, paper in enumerate(papers) if number != place)
    message = f"Tệp có {len(papers)} văn bản, được tách làm {len(papers)}: đây là văn bản thứ {place + 1}; còn lại: {others}."
    yield Notice("file_split", message)


def _paper(paper: Document) -> str:
    return " ".join(part for part in (paper.type or "Văn bản", paper.number or "(chưa có số)") if part)


def _places(tasks: Sequence[Task]) -> tuple[Span, ...]:
    return tuple(span for task in tasks for span in task.spans)


def _number_line(parts: Sequence[Part], symbol: str | None) -> tuple[Span, ...]:
    """Where the number should stand: the line "Số:      /KH-UBND" of the head, else the caption of an annex."""
    flow = [piece for part in parts for piece in (*part.flow, *part.heading)]
    pieces = [piece.extent if isinstance(piece, Paragraph) else piece for piece in flow if not isinstance(piece, Row)]
    blank = re.compile(rf"(?<![\w.])\s*/\s*{re.escape(symbol)}(?!\w)" if symbol else r"^\W*Số\s*:")
    found = next(((piece, match) for piece in pieces if (match := blank.search(piece.text))), None)
    return found[0].spans(*found[1].span()) if found else ()


def _signatures(parts: Sequence[Part], identity: Identity) -> Iterator[Notice]:
    """A joint paper bears the names of several; one of them is kept as its signer."""
    body = (part for part in parts if part.kind == "signature" and part.above is None)
    signed = [piece for part in body for piece in part.flow if isinstance(piece, Paragraph) and is_name(piece)]
    names = list(dict.fromkeys(piece.text.strip(" *") for piece in signed))
    if len(names) > 1 and identity.signer:
        message = f"Văn bản có {len(names)} chữ ký: {', '.join(names)}; người ký được ghi là {identity.signer.name}."
        yield Notice("several_signatures", message, tuple(span for piece in signed for span in piece.extent.spans()))


def _parted_number(parts: Sequence[Part]) -> Iterator[Notice]:
    """Blanks inside the number of the head: read as one number, which a person should look at."""
    for piece in parts[0].flow if parts and parts[0].kind == "head" else ():
        found = _NUMBER.match(piece.text) if isinstance(piece, Paragraph) else None
        whole = joined_digits(found["number"]) if found else ""
        if found and isinstance(piece, Paragraph) and whole != found["number"]:
            message = f"Số in “{found['number']}” có khoảng trắng bên trong, đọc là “{whole}”. Hãy kiểm tra."
            yield Notice("number_suspect", message, piece.extent.spans(*found.span("number")))


def _dates(identity: Identity) -> Iterator[Notice]:
    dates = identity.caption_dates
    known: set[date] = {day for day, _ in dates}
    if identity.date and identity.date_precision == "day":
        known.add(identity.date)
    if len(known) > 1:
        listing = ", ".join(f"{day.day:02d}/{day.month}/{day.year}" for day in sorted(known))
        spans = tuple(span for _, where in dates for span in where)
        yield Notice("two_dates", f"Một văn bản mang nhiều ngày: {listing}.", spans)


def _another_document(part: Part) -> Notice:
    """A file is one document; what somebody put behind it is read, but it has no number of its own here."""
    number = next(
        (found.canonical for piece in part.flow if isinstance(piece, Paragraph) for found in numbers.find(piece.text)), ""
    )
    named = f"“{part.title}”" + (f" số {number}" if number else "")
    return Notice(
        "second_document",
        f"Tệp chứa thêm một văn bản: {named}. Các mục của nó mang nhãn {part.label}; nên tách thành tệp riêng rồi nạp lại.",
        tuple(span for piece in part.heading for span in piece.spans()),
    )
