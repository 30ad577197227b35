"""What a directive is: a document (văn bản), its sections (mục), tasks (nhiệm vụ) and references (viện dẫn).

Every fact knows its place. A value that was read from the paper is a ``Field``: cleaned text plus the spans it was read from,
and ``document.text[start:end]`` is the original, untouched. Offsets are Unicode code points into the stored NFC text, end
exclusive. ``None`` always means "the paper does not state it".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

TaskKind = Literal["row", "item", "narrative"]
DeadlineKind = Literal["by", "on", "in_month", "in_quarter", "from", "recurring", "ongoing", "done", "other"]
Frequency = Literal["daily", "weekly", "monthly", "quarterly", "half_yearly", "yearly"]
MentionKind = Literal["agency", "unit", "group", "external", "unknown"]
SectionKind = Literal[
    "title", "section", "numbered_paragraph", "list_task", "closing", "recipients", "signature", "annex", "group", "footnote"
]


class Span(NamedTuple):
    """A half-open range ``[start, end)`` of code points in one document's stored text."""

    start: int
    end: int


class Box(NamedTuple):
    """Where a span stands on the page: PDF points, origin at the top left corner, page counted from 1."""

    span: Span
    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Field:
    """A value as read: ``text`` has markup, line breaks and doubled blanks removed; ``spans`` are its fragments in order.

    Several spans where a page, a repeated table header or a hard line break cuts the value.
    """

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """One agency (cơ quan), inner unit or group phrase as a cell or sentence names it.

    ``name`` is canonical (abbreviations expanded), ``as_written`` is the print. ``part`` is the share of the work that the
    cell gives it ("phụ trách chỉ số Kinh tế số"), ``sub_unit`` the unit in brackets that acts for it.
    """

    name: str
    as_written: str
    kind: MentionKind
    spans: tuple[Span, ...] = ()
    part: str | None = None
    sub_unit: str | None = None

    @property
    def group(self) -> bool:
        return self.kind == "group"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A cycle; ``days`` are days of the month (monthly), ``dates`` (month, day) pairs of a year (yearly, quarterly)."""

    frequency: Frequency
    days: tuple[int, ...] = ()
    dates: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit (hạn) as printed and as understood.

    ``due`` is the last day inside the limit as printed; ``strict_before`` says that the paper wrote "trước ngày". ``also`` is a
    second clause of the same cell ("thường xuyên duy trì" after a date), ``trigger`` the event that starts or asks for it,
    ``reporter`` who reports in a reporting cycle. ``inferred`` names what the print leaves out and the reader filled in
    (``"year"``).
    """

    raw: str
    kind: DeadlineKind
    start: date | None = None
    due: date | None = None
    strict_before: bool = False
    recurrence: Recurrence | None = None
    also: DeadlineKind | None = None
    trigger: str | None = None
    reporter: str | None = None
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A group row (La Mã in the STT column) that stands over task rows, or the section that holds a list."""

    label: str
    title: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """One task (nhiệm vụ): an annex row, a list item, or a duty in running text.

    ``id`` is unique in the knowledge base. ``cells`` maps a column (``stt content lead coordinating deliverable deadline
    adjusted_deadline sources note``) to the spans of its print; ``spans`` is the whole record, one span a fragment. ``action``
    counts from 1 where one STT stands over several actions, each a task.
    """

    id: str
    kind: TaskKind
    content: Field
    spans: tuple[Span, ...]
    annex: str | None = None
    group: Group | None = None
    stt: str | None = None
    section: str | None = None
    lead: tuple[AgencyMention, ...] = ()
    coordinating: tuple[AgencyMention, ...] = ()
    deliverable: Field | None = None
    deadline: Deadline | None = None
    adjusted_deadline: Deadline | None = None
    sources: tuple[str, ...] = ()
    note: str | None = None
    cells: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    action: int | None = None

    @property
    def effective_deadline(self) -> Deadline | None:
        """The adjusted deadline where one is printed, else the original."""
        return self.adjusted_deadline or self.deadline


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with all that stands under it, sub-sections included.

    ``label`` is the path of numbers ("II.1", "PHỤ LỤC I"); ``level`` 0 is the document itself.
    """

    label: str
    heading: str
    level: int
    kind: SectionKind
    span: Span
    heading_spans: tuple[Span, ...]
    body: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention (viện dẫn) of another document: its number, where, and in which relation.

    ``relation`` is one of ``implements specifies replaces amends repeals legal_basis attaches annex_of assigned_by cites``;
    ``date`` and ``issuer`` as printed beside it; ``sentence`` is where the claim stands.
    """

    number: str
    relation: str
    spans: tuple[Span, ...]
    sentence: tuple[Span, ...]
    type: str | None = None
    date: date | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning (cảnh báo): something that a person should look at. ``code`` is stable, ``message`` is Vietnamese."""

    code: str
    message: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed: authority prefix as printed ("KT.", "TM.") or ``None``, office in lower case, name."""

    name: str
    role: str
    authority: str | None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One directive as understood.

    ``number_evidence`` is ``printed`` (in its own head), ``cited`` (resolved from documents that cite it) or ``None``. A blank
    number is ``None``, never invented. ``issuer`` is as full as the paper allows ("Sở Tư pháp tỉnh Thái Nguyên"), ``agency``
    the bare name ("Sở Tư pháp"), ``province`` its place or ``None``. ``pages`` is 0 where the format has no pages;
    ``page_spans`` then is empty; where several papers share a file, a page of another one is ``(-1, -1)``.
    """

    id: str
    source_file: str
    text: str
    type: str | None = None
    number: str | None = None
    number_evidence: Literal["printed", "cited"] | None = None
    symbol: str | None = None
    title: str | None = None
    issuer: str | None = None
    agency: str | None = None
    province: str | None = None
    place: str | None = None
    date: date | None = None
    date_precision: Literal["day", "month", "year"] | None = None
    signer: Signer | None = None
    recipients: tuple[str, ...] = ()
    page_spans: tuple[Span, ...] = ()
    boxes: tuple[Box, ...] = ()
    sections: tuple[Section, ...] = ()
    tasks: tuple[Task, ...] = ()
    references: tuple[Reference, ...] = ()
    warnings: tuple[Notice, ...] = ()

    @property
    def label(self) -> str:
        """What a sentence calls it: its number, or its file where it prints none."""
        return self.number or self.source_file

    @property
    def task_count(self) -> int:
        """The tasks that the paper lists, in tables and lists; the duties of its running text are counted apart."""
        return sum(task.kind != "narrative" for task in self.tasks)

    @property
    def pages(self) -> int:
        return sum(span.start >= 0 for span in self.page_spans)

    @property
    def last_page(self) -> int:
        """The number of its last page in the file; 0 where the format has no pages."""
        return len(self.page_spans)

    def page_of(self, offset: int) -> int | None:
        """The page (from 1) that holds ``offset``; ``None`` where the format has no pages."""
        for number, span in enumerate(self.page_spans, start=1):
            if span.start <= offset < span.end:
                return number
        return None
