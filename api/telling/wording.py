"""How things are worded: names of documents, places, reasons, numbers; and the addresses that the web page links to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlencode

from corpus.model import AgencyMention, Document, Section, Signer, Span, Task
from ingest.grammar.deadline_words import say_day
from search.binding.reach import Reach
from search.held.citations import task_label
from search.held.task_labels import place_words
from search.selecting.passages import section_at

ROLES = {"lead": "chủ trì", "coordinating": "phối hợp"}
STATES = {
    "overdue": "quá hạn", "soon": "còn không quá 7 ngày", "later": "còn trên 7 ngày", "recurring": "định kỳ",
    "ongoing": "thường xuyên, đang thực hiện", "done": "đã hoàn thành", "unstated": "không nêu ngày",
}  # fmt: skip
REASONS = {
    "by_name": "nêu đích danh", "issuer": "kế hoạch do cơ quan này ban hành", "deliverable": "sản phẩm đòi mỗi cơ quan tự làm",
    "body": "nội dung đòi mỗi cơ quan tự làm",
}  # fmt: skip
RELATIONS = {
    "implements": "thực hiện", "specifies": "cụ thể hóa", "replaces": "thay thế", "amends": "sửa đổi", "repeals": "bãi bỏ",
    "legal_basis": "căn cứ", "attaches": "đính kèm", "annex_of": "kèm theo", "assigned_by": "nguồn giao nhiệm vụ",
    "cites": "viện dẫn",
}  # fmt: skip
_EVIDENCE = {"printed": "in trên văn bản", "cited": "theo viện dẫn của văn bản khác"}


def window(after: date | None, before: date | None) -> str:
    """ "từ 01/4/2026 đến 30/6/2026", "đến 30/6/2026"."""
    ends = (("từ", after), ("đến", before))
    return " ".join(f"{word} {say_day(day)}" for word, day in ends if day)


def figure(number: int) -> str:
    """ "1.234": thousands are parted by a full stop."""
    return f"{number:,}".replace(",", ".")


def document_name(document: Document) -> str:
    """ "Kế hoạch số 152/KH-UBND", "Kế hoạch (chưa có số)"."""
    kind = document.type or "Văn bản"
    return f"{kind} số {document.number}" if document.number else f"{kind} (chưa có số)"


def short_name(document: Document) -> str:
    return document.number or f"{document.type or 'Văn bản'} chưa có số"


def issued(document: Document) -> str:
    """ "ngày 10/4/2026 của UBND tỉnh Sông Thao"."""
    when = day(document)
    dated = f"{when} " if when.startswith(("tháng", "năm")) else f"ngày {when} " if when else ""
    return f"{dated}của {document.issuer}" if document.issuer else dated.strip()


def day(document: Document) -> str:
    """The date as exactly as the paper states it; empty where it states none."""
    if document.date is None:
        return ""
    match document.date_precision:
        case "month":
            return f"tháng {document.date.month}/{document.date.year}"
        case "year":
            return f"năm {document.date.year}"
        case _:
            return say_day(document.date)


def evidence(document: Document) -> str:
    """Where the number is known from; empty where there is none."""
    return _EVIDENCE.get(document.number_evidence or "", "")


def signature(signer: Signer) -> str:
    office = " ".join(part for part in (signer.authority, signer.role) if part)
    return f"{signer.name} ({office})" if office else signer.name


def names(mentions: Iterable[AgencyMention]) -> str:
    """Agencies with their share of the work in brackets."""
    return "; ".join(f"{mention.name} ({mention.part})" if mention.part else mention.name for mention in mentions)


def reason(reach: Reach, with_role: bool) -> str:
    """Why a task binds the asked agency: "phối hợp, qua cụm “Các sở, ban, ngành”"."""
    words = REASONS.get(reach.because) or f"qua cụm “{reach.phrase}”"
    return f"{ROLES[reach.role]}, {words}" if with_role else words


def place_heading(task: Task) -> str:
    """The place above a task: "Phụ lục I — II. Dữ liệu, hạ tầng"."""
    annex = f"Phụ lục {task.annex}".strip() if task.annex is not None else ""
    group = f"{task.group.label}. {task.group.title}".strip(". ") if task.group else ""
    if not annex and not group:
        return place_words(task) or "Trong lời văn"
    return " — ".join(part for part in (annex, group) if part)


_UNHEADED = {"title": "Phần mở đầu", "closing": "Phần kết", "recipients": "Nơi nhận", "signature": "Chữ ký"}
_LONGEST_HEADING = 90


def section_words(section: Section | None) -> str:
    """The name of a section: its heading, shortened, or what kind of part it is."""
    if section is None:
        return "Phần đầu"
    if section.kind in _UNHEADED:
        return _UNHEADED[section.kind]
    if not section.heading:
        return f"Mục {section.label}"
    heading = section.heading
    return heading if len(heading) <= _LONGEST_HEADING else heading[:_LONGEST_HEADING].rsplit(" ", 1)[0] + "…"


def place(document: Document, spans: Sequence[Span]) -> str:
    """Where some spans of a whole document stand, in an officer's words: "Phụ lục I, STT 7, trang 12"."""
    start = spans[0].start
    task = next((task for task in document.tasks if any(span.start <= start < span.end for span in task.spans)), None)
    label = task_label(task) if task else section_words(section_at(document.sections, start))
    return paged(label, document, spans)


def paged(label: str, document: Document, spans: Sequence[Span]) -> str:
    """The label of a place with its page, where the format has pages."""
    page = document.page_of(spans[0].start) if spans else None
    return f"{label}, trang {page}" if page else label


def glued(label: str) -> str:
    """A label whose short parts stay on one line: "STT 7", "trang 12"."""
    return ", ".join(part.replace(" ", "\u00a0") if len(part) < 16 else part for part in label.split(", "))


def searched_words(searched: Mapping[str, int]) -> str:
    """ "Đã tìm trong 10 văn bản, 97 nhiệm vụ và 31 việc giao trong lời văn; 3 chỗ máy chưa đọc chắc."."""
    documents, tasks, spoken, unparsed = (
        f"{searched.get(name, 0):,}".replace(",", ".") for name in ("documents", "tasks", "narrative", "unparsed")
    )
    beside = f" và {spoken} việc giao trong lời văn" if searched.get("narrative") else ""
    return f"Đã tìm trong {documents} văn bản, {tasks} nhiệm vụ{beside}; {unparsed} chỗ máy chưa đọc chắc."


@dataclass(frozen=True, slots=True)
class Link:
    words: str
    address: str


def document_address(identifier: str, spans: Iterable[Span] = ()) -> str:
    """The page of a document, opened at the cited spans."""
    address = f"/documents/{quote(identifier)}"
    cited = ",".join(f"{start}-{end}" for start, end in spans)
    return f"{address}?cite={cited}#trich" if cited else address


def tasks_address(filters: Iterable[tuple[str, str]]) -> str:
    return f"/tasks?{urlencode(list(filters))}"


def agency_address(name: str) -> str:
    """The page of an agency's work."""
    return f"/agency/{quote(name, safe='')}"


def question_address(question: str, at: str | None = None) -> str:
    return "/?" + urlencode({"q": question} | ({"at": at} if at else {}))
