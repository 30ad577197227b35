"""One document as the page shows it: its head, what to look at, its outline, tasks, references, and its whole text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from api.pages.lineage import LineagePage, lineage_page
from api.pages.marked_text import marked_text
from api.pages.picture import PagePicture, alone_address, beside_address, picture_beside
from api.pages.task_tables import TaskList, tasks_of
from api.pages.text_layout import Heading
from api.telling import wording
from api.telling.wording import RELATIONS, Link
from corpus.model import Document, Reference, Span
from ingest.grammar.deadline_words import say_day
from search.chain.lineage import held_under
from search.held.knowledge import Knowledge

_CITE = re.compile(r"\d{1,9}-\d{1,9}(?:,\d{1,9}-\d{1,9}){0,499}")
_HEADED = frozenset({"title", "section", "annex", "closing"})
_OUTLINED = frozenset({"section", "annex", "group", "closing"})
# Where a page begins: on a wide window the picture beside the text turns to it, on a narrow one it opens by itself.
_PAGE = Markup(
    '<span class="page" id="trang-{0}">'
    '<a class="turn" href="{1}" aria-label="Trang {0}" data-page="Trang {0}"></a>'
    '<a class="open" href="{2}" aria-label="Trang {0}" data-page="Trang {0}"></a></span>'
)
_FIRST_PLACES = 12  # places of one reference that are linked; the rest is counted


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the head; a ``long`` one takes the whole width."""

    term: str
    value: str
    note: str = ""
    long: bool = False


@dataclass(frozen=True, slots=True)
class OutlineItem:
    words: str
    target: str
    level: int


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """All mentions of one document in one relation. ``held`` says whether its text is here, ``address`` where."""

    number: str
    relation: str
    about: str
    held: str
    address: str | None
    places: tuple[Link, ...]
    more: int


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """``cited`` names the place that the address asks for; empty without one, ``bad_citation`` for one that cannot be read.

    ``picture`` is a page of the original, ``None`` where the format has no pages.
    """

    id: str
    name: str
    short_name: str
    issued: str
    title: str
    facts: tuple[Fact, ...]
    warnings: tuple[tuple[str, Link | None], ...]
    outline: tuple[OutlineItem, ...]
    lists: list[TaskList]
    narrative: list[TaskList]
    references: tuple[ReferenceRow, ...]
    chain: LineagePage
    text: Markup
    picture: PagePicture | None
    cited: str
    citation: str
    bad_citation: bool


def document_page(identifier: str, knowledge: Knowledge, original: Path, cite: str, page: int | None = None) -> DocumentPage:
    """The view of a document; ``cite`` is "start-end,start-end" or empty, ``page`` the one to show of the ``original``."""
    document = knowledge.document(identifier)
    spans = cited_spans(cite)
    label = wording.place(document, spans) if spans else ""
    return DocumentPage(
        document.id,
        wording.document_name(document),
        wording.short_name(document),
        wording.issued(document),
        document.title or "",
        tuple(fact for fact in _facts(document) if fact.value),
        tuple((notice.message, _place(document, notice.spans)) for notice in document.warnings),
        tuple(_outline(document)),
        tasks_of(document, knowledge),
        tasks_of(document, knowledge, narrative=True),
        tuple(_references(document, knowledge)),
        lineage_page(document, knowledge),
        _text(document, spans),
        picture_beside(document, original, spans, page),
        label,
        f"{label}, {wording.document_name(document)} {wording.issued(document)}".rstrip() if label else "",
        bool(cite) and not spans,
    )


def cited_spans(cite: str) -> tuple[Span, ...]:
    """The spans of an address; none where it cannot be read."""
    if not _CITE.fullmatch(cite):
        return ()
    pairs = (part.split("-") for part in cite.split(","))
    return tuple(Span(int(start), int(end)) for start, end in pairs if int(start) < int(end))


def _place(document: Document, spans: Sequence[Span]) -> Link | None:
    return Link(wording.place(document, spans), wording.document_address(document.id, spans)) if spans else None


def _facts(document: Document) -> Iterator[Fact]:
    yield Fact("Loại văn bản", document.type or "")
    blank = f"chưa có số (in ký hiệu {document.symbol})" if document.symbol else "chưa có số"
    yield Fact("Số, ký hiệu", document.number or blank, wording.evidence(document))
    yield Fact("Cơ quan ban hành", document.issuer or "")
    yield Fact("Ngày", wording.day(document), document.place or "")
    yield Fact("Người ký", wording.signature(document.signer) if document.signer else "")
    yield Fact("Số trang", wording.figure(document.pages) if document.pages else "")
    yield Fact("Tệp gốc", document.source_file, f"mã {document.id}")
    yield Fact("Nơi nhận", "; ".join(document.recipients), long=True)


def _outline(document: Document) -> Iterator[OutlineItem]:
    for index, section in enumerate(document.sections):
        if section.heading and section.kind in _OUTLINED:
            yield OutlineItem(section.heading, f"muc-{index}", min(section.level, 4))


def _references(document: Document, knowledge: Knowledge) -> Iterator[ReferenceRow]:
    """One row a number and relation; the rows of one number stand together."""
    grouped: dict[str, dict[str, list[Reference]]] = {}
    for reference in document.references:
        grouped.setdefault(reference.number, {}).setdefault(reference.relation, []).append(reference)
    for number, relations in grouped.items():
        held, address = _held(document, held_under(knowledge, document.id, (m for found in relations.values() for m in found)))
        for relation, mentions in relations.items():
            words = RELATIONS.get(relation, relation)
            more = max(0, len(mentions) - _FIRST_PLACES)
            yield ReferenceRow(number, words, _about(mentions), held, address, tuple(_places(document, mentions)), more)


def _held(document: Document, held: Sequence[Document]) -> tuple[str, str | None]:
    """What is held under a cited number, and its address where it is one other document."""
    if any(other.id == document.id for other in held):
        return "chính văn bản này", None
    if not held:
        return "được viện dẫn, chưa có toàn văn", None
    if len(held) > 1:
        return f"{len(held)} văn bản cùng số", None
    return "có toàn văn", wording.document_address(held[0].id)


def _about(mentions: Sequence[Reference]) -> str:
    """What the citing words say of the cited document: "Kế hoạch, ngày 10/4/2026, UBND tỉnh"."""
    kind = next((mention.type for mention in mentions if mention.type), "")
    when = next((f"ngày {say_day(mention.date)}" for mention in mentions if mention.date), "")
    issuer = next((mention.issuer for mention in mentions if mention.issuer), "")
    return ", ".join(part for part in (kind, when, issuer) if part)


def _places(document: Document, mentions: Sequence[Reference]) -> Iterator[Link]:
    """The first places of some mentions; a place that comes again is numbered."""
    seen: Counter[str] = Counter()
    for reference in mentions[:_FIRST_PLACES]:
        spans = reference.spans or reference.sentence
        label = wording.place(document, spans)
        seen[label] += 1
        words = label if seen[label] == 1 else f"lần {seen[label]}"
        yield Link(words, wording.document_address(document.id, spans))


def _text(document: Document, spans: Sequence[Span]) -> Markup:
    places: dict[int, Markup] = {}
    for number, page in enumerate(document.page_spans, start=1):
        if page.start < 0:
            continue  # a page of another paper in the file
        beside, alone = beside_address(document, number, spans), alone_address(document, number, spans)
        places[page.start] = places.get(page.start, Markup("")) + _PAGE.format(number, beside, alone)
    for index, section in enumerate(document.sections):
        target = Markup('<span id="muc-{}"></span>').format(index)
        places[section.span.start] = places.get(section.span.start, Markup("")) + target
    headed = [section for section in document.sections if section.kind in _HEADED]
    headings = [Heading(span, 0 if s.kind == "annex" else s.level) for s in headed for span in s.heading_spans]
    paragraphs = [span for s in document.sections for span in (*s.body, *s.heading_spans)]
    return marked_text(document.text, spans, places, paragraphs, headings)
