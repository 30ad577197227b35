"""Which papers are held, by issuer, place, type and day? A list of papers, complete as far as they say these things."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from datetime import date

from corpus.model import Document
from corpus.places import today
from corpus.spelling import bare
from search.answering.copies import without_copies
from search.answering.replies import Answer, AnswerKind, Held
from search.asking.papers import asks_for_types, lacking, type_asked
from search.asking.question import Question
from search.binding.asked_agency import AskedAgency, full_name, home_of, issued_by
from search.binding.kinds import as_kind
from search.held.knowledge import Knowledge
from search.selecting.query import TaskQuery, select
from search.selecting.retrieve import Searcher

_LACKING = {"number": " chưa có số", "date": " không rõ ngày", "home": " không nêu tỉnh", "signer": " không rõ người ký"}
_NAMED = 20  # papers in one sentence


def papers_issued(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    """The papers of the asked type that the asked agencies or province issued, in the asked days."""
    wanted = type_asked(question.read)
    issuers = [as_kind(agency) or agency for agency in question.query.agencies]
    unsaid = lacking(question.read)
    among = [d for d in without_copies(knowledge) if _is_asked(d, question, issuers) and _is_of_type(d, wanted)]
    among = [d for d in among if unsaid is None or _lacks(d, unsaid)]
    here = [d for d in among if question.home is None or today(home_of(d) or "") == today(question.home)]
    within = {document.id: _within(document, question) for document in here}
    held = [document for document in here if within[document.id] == "yes"]
    nowhere = [document for document in among if question.home is not None and not home_of(document)]
    beside = _unread(nowhere, "không nêu tỉnh") + _unread(
        [d for d in here if within[d.id] == "unknown"], "không rõ ngày ban hành"
    )
    whose, named = f"{_whose(question)}{_LACKING.get(unsaid or '', '')}", wanted or "văn bản"
    if not held:
        return Answer(question, "none", f"Kho không có {named} nào{whose}.{beside}{_naming(question, knowledge)}", count=0)
    kind: AnswerKind = "count" if "count" in question.cues else "documents"
    listed = _by_type(held) if asks_for_types(question.read) else _listing(held)
    text = f"{len(held)} {named}{whose}: {listed}.{beside}"
    value = str(len(held)) if kind == "count" else None
    return Answer(question, kind, text, documents=tuple(map(Held, held)), value=value, count=len(held))


def _is_asked(document: Document, question: Question, issuers: Sequence[AskedAgency]) -> bool:
    documents = question.query.documents
    named = not documents or document.id in documents
    return named and (not issuers or any(issued_by(document, agency) for agency in issuers))


def _lacks(document: Document, unsaid: str) -> bool:
    said = {
        "number": document.number, "date": document.date, "home": home_of(document),
        "signer": document.signer and document.signer.name,
    }  # fmt: skip
    return not said[unsaid]


def _is_of_type(document: Document, wanted: str | None) -> bool:
    return wanted is None or document.type is None or bare(document.type) == bare(wanted)


def _within(document: Document, question: Question) -> str:
    """``yes`` or ``no`` for the asked days; ``unknown`` where the paper states none, or a month that is only partly meant."""
    days, spans = _days(document), question.query.spans
    if days is None:
        return "unknown" if spans else "yes"
    found = [_in_span(days, *span) for span in spans]
    return next((one for one in ("yes", "unknown") if one in found), "no" if spans else "yes")


def _in_span(days: tuple[date, date], first: date | None, last: date | None) -> str:
    if (first is None or days[0] >= first) and (last is None or days[1] <= last):
        return "yes"
    return "no" if (first and days[1] < first) or (last and days[0] > last) else "unknown"


def _days(document: Document) -> tuple[date, date] | None:
    """The first and the last day on which it may have been issued."""
    day = document.date
    if day is None:
        return None
    match document.date_precision:
        case "month":
            return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
        case "year":
            return date(day.year, 1, 1), date(day.year, 12, 31)
    return day, day


def _whose(question: Question) -> str:
    days = " hoặc".join(map(_said, question.query.spans))
    if question.query.agencies:
        return f" do {' hoặc '.join(map(full_name, question.query.agencies))} ban hành{days}"
    return (f" của {question.home}" if question.home else "") + (f" ban hành{days}" if days else "")


def _said(span: tuple[date | None, date | None]) -> str:
    first, last = span
    return (f" từ {first:%d/%m/%Y}" if first else "") + (f" đến {last:%d/%m/%Y}" if last else "")


def _listing(held: list[Document]) -> str:
    """The papers, by issuer where there are several."""
    issuers: dict[str, list[str]] = {}
    for document in held[:_NAMED]:
        issuers.setdefault(document.issuer or "không nêu cơ quan", []).append(document.label)
    more = " …" if len(held) > _NAMED else ""
    if len(issuers) == 1:
        return f"{'; '.join(next(iter(issuers.values())))}{more}"
    return "; ".join(f"{issuer} ({', '.join(papers)})" for issuer, papers in issuers.items()) + more


def _by_type(held: list[Document]) -> str:
    """How many papers of each type, the most frequent first."""
    types = Counter((document.type or "không nêu loại").lower() for document in held)
    return "; ".join(f"{count} {name}" for name, count in types.most_common())


def _unread(left_out: list[Document], why: str) -> str:
    names = ", ".join(document.label for document in left_out[:_NAMED])
    return f" Không tính {len(left_out)} văn bản {why}: {names}." if left_out else ""


def _naming(question: Question, knowledge: Knowledge) -> str:
    """Which held papers name the agency in a task, though it issued none."""
    if not question.query.agencies:
        return ""
    named = select(knowledge, TaskQuery(agencies=question.query.agencies, by=frozenset({"name"}))).certain
    papers = dict.fromkeys(match.record.document.label for match in named)
    return f" Có nêu tên trong nhiệm vụ của: {', '.join(papers)}." if papers else ""
