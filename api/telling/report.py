"""Answers in Vietnamese lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from api.telling.due import due_words
from api.telling.found import found_lines
from api.telling.terminal import printable, styled, table, wrapped
from api.telling.wording import REASONS, RELATIONS, searched_words
from corpus.model import AgencyMention, Document, Task
from ingest.grammar import deadlines
from search.answering.answer import Answer
from search.held.citations import task_label
from search.held.due import due
from search.held.knowledge import Knowledge
from search.held.task_labels import printed_number
from search.selecting.query import Match, Selection

if TYPE_CHECKING:
    from api.intake import Result

_OUTCOMES = {
    "stored": ("đã nạp", "green"),
    "replaced": ("đã thay", "green"),
    "unchanged": ("không đổi", "dim"),
    "refused": ("từ chối", "red"),
}
_SPOKEN = "Giao trong lời văn của văn bản (không nằm trong bảng, danh mục):"


def intake_lines(results: Sequence[Result], seconds: float) -> Iterator[str]:
    for result in results:
        word, colour = _OUTCOMES[result.outcome]
        name = printable(result.path.rpartition("/")[2])
        found = [f"{result.tasks} nhiệm vụ"] if result.tasks else []
        found += [f"{result.narrative} việc trong lời văn"] if result.narrative else []
        found += [f"{len(result.further) + 1} văn bản"] if result.further else []
        yield f"{styled(word.ljust(9), colour)}  {name}" + (f"  {', '.join(found)}" if found else "")
        if result.reason:
            yield from wrapped(result.reason, 11)
        elif result.warnings:
            yield f"           {result.warnings} điều cần xem (tracuu show “{name}”)"
    if not results:
        yield "Không có tệp nào để nạp: thư mục trống."
        return
    refused = sum(result.outcome == "refused" for result in results)
    yield f"Xong {len(results)} tệp trong {seconds:.1f} giây" + (f"; {refused} tệp bị từ chối." if refused else ".")


def document_lines(documents: Sequence[Document], counts: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    """``counts`` are (rows and list items, duties of running text) by document id."""
    rows = [
        (
            d.id, d.number or "(chưa có số)", _day(d), d.issuer or "(chưa rõ)", str(counts[d.id][0]), str(counts[d.id][1]),
            f"{d.source_file}{_twin(d)}",
        )
        for d in documents
    ]  # fmt: skip
    yield from table(rows, ("MÃ", "SỐ", "NGÀY", "CƠ QUAN BAN HÀNH", "VIỆC", "LỜI VĂN", "TỆP"))
    listed, spoken = (sum(pair[place] for pair in counts.values()) for place in (0, 1))
    yield f"{len(documents)} văn bản, {listed} nhiệm vụ" + (f" và {spoken} việc giao trong lời văn." if spoken else ".")


def _twin(document: Document) -> str:
    """Whether the knowledge base holds the paper in another file or version."""
    codes = {notice.code for notice in document.warnings}
    return " (có bản khác)" if "other_version" in codes else " (có tệp trùng)" if "same_paper" in codes else ""


def whole_document_lines(document: Document, knowledge: Knowledge) -> Iterator[str]:
    """The document as understood, for a person to check against the paper."""
    evidence = {"printed": "", "cited": " (theo văn bản viện dẫn)", None: ""}[document.number_evidence]
    signer = document.signer
    for label, value in (
        ("Tệp", f"{document.source_file} (mã {document.id})"),
        ("Loại", document.type),
        ("Số", f"{document.number}{evidence}" if document.number else None),
        ("Cơ quan", document.issuer),
        ("Ngày", _day(document)),
        ("Trích yếu", document.title),
        ("Người ký", " ".join(p for p in (signer.authority, signer.role, signer.name) if p) if signer else None),
        ("Nơi nhận", "; ".join(document.recipients) or None),
    ):
        yield from wrapped(value or "không nêu", 12, label)
    yield ""
    yield styled(f"Mục ({len(document.sections)})", "bold")
    for section in document.sections:
        yield f"  {'  ' * section.level}{printable(section.heading or section.label)[:100]}"
    yield ""
    for heading, count, spoken in (
        ("Nhiệm vụ", document.task_count, False),
        ("Việc giao trong lời văn", len(document.tasks) - document.task_count, True),
    ):
        yield styled(f"{heading} ({count})", "bold")
        for task in document.tasks:
            if (task.kind == "narrative") == spoken:
                yield from task_lines(task)
        yield ""
    yield styled(f"Viện dẫn ({len(document.references)})", "bold")
    yield from _reference_lines(document, knowledge)
    yield ""
    yield styled(f"Điều cần xem ({len(document.warnings)})", "bold")
    for notice in document.warnings:
        page = document.page_of(notice.spans[0].start) if notice.spans else None
        place = f" [{f'trang {page}, ' if page else ''}{notice.spans[0].start}:{notice.spans[0].end}]" if notice.spans else ""
        yield from wrapped(f"{notice.message}{place}", 4, "  - ")


def answer_lines(answer: Answer, knowledge: Knowledge) -> Iterator[str]:
    yield styled(f"Hỏi: {printable(answer.question.text)}", "bold")
    yield from wrapped(answer.text, 5, "Đáp:")
    if answer.documents:
        for held in answer.documents:
            yield from wrapped(_title(held.document), 4, "  •")
            places = [task_label(match.record.task) for match in held.evidence]
            if places:
                yield from wrapped("; ".join(places), 6)
    elif answer.tasks:
        yield from match_lines(answer.tasks, answer.question.query.at)
    yield from _beside(answer.possible, answer.narrative, answer.question.query.at)
    yield from found_lines(answer.passages, knowledge)
    yield styled(searched_words(answer.searched), "dim")


def _beside(possible: Sequence[Match], narrative: Sequence[Match], today: date | None) -> Iterator[str]:
    """What stands beside the certain tasks: what hangs on a condition, what running text gives."""
    if possible:
        yield styled("Có thể liên quan (văn bản nêu điều kiện):", "yellow")
        yield from match_lines(possible, today)
    if narrative:
        yield styled(_SPOKEN, "yellow")
        yield from match_lines(narrative, today)


def selection_lines(selection: Selection, today: date) -> Iterator[str]:
    yield from match_lines(selection.certain, today)
    yield from _beside(selection.possible, selection.narrative, today)
    found = f"{len(selection.certain)} nhiệm vụ, {len(selection.possible)} có thể liên quan"
    found += f", {len(selection.narrative)} việc giao trong lời văn" if selection.narrative else ""
    yield f"{found}; đã tìm trong {len(selection.searched)} văn bản."


def stranger_lines(names: Iterable[str]) -> Iterator[str]:
    """A line for each agency that no held paper names."""
    yield from (f"Không văn bản nào trong kho nêu cơ quan “{printable(name)}”." for name in names)


def match_lines(matches: Iterable[Match], today: date | None) -> Iterator[str]:
    for _, group in groupby(matches, key=lambda match: match.record.document.id):
        rows = list(group)
        yield styled(_title(rows[0].record.document), "cyan")
        for match in rows:
            yield from task_lines(match.record.task, match, today)


def task_lines(task: Task, match: Match | None = None, today: date | None = None) -> Iterator[str]:
    """A task with its facts; ``today`` tells how its deadline stands."""
    yield from wrapped(task.content.text, 6, f"  {printed_number(task) or '•'}.")
    facts = [("Chủ trì", _names(task.lead)), ("Phối hợp", _names(task.coordinating))]
    facts.append(("Hạn", _deadline(task, today)))
    facts.append(("Sản phẩm", task.deliverable.text if task.deliverable else ""))
    facts.append(("Nguồn", "; ".join(task.sources)))
    facts.append(("Ghi chú", (task.note or "") if task.kind != "narrative" else ""))  # there it repeats the sentence
    reason = match.reach if match else None
    if reason is not None:
        facts.append(("Vì", REASONS.get(reason.because) or f"qua cụm “{reason.phrase}”"))
    start = task.spans[0].start
    facts.append(("Tại", f"{task_label(task)} [{start}:{task.spans[-1].end}]"))
    yield from (styled(line, "dim") for line in wrapped(" · ".join(f"{n}: {v}" for n, v in facts if v), 6))


def _deadline(task: Task, today: date | None) -> str:
    """ "trước 30/4/2026 (còn 5 ngày)", "thường xuyên", "không nêu"."""
    said = deadlines.describe(task.effective_deadline) if task.effective_deadline else "không nêu"
    state = due(task, today) if today else None
    return f"{said} ({due_words(state, task)})" if state and state.day else said


def _reference_lines(document: Document, knowledge: Knowledge) -> Iterator[str]:
    from search.chain.lineage import held_under

    for number, relations in _relations(document):
        own = (reference for reference in document.references if reference.number == number)
        held = ", ".join(d.source_file for d in held_under(knowledge, document.id, own)) or "chưa có toàn văn"
        yield f"  {number}: {relations} ({held})"


def _relations(document: Document) -> Iterator[tuple[str, str]]:
    by_number: dict[str, list[str]] = {}
    for reference in document.references:
        by_number.setdefault(reference.number, []).append(RELATIONS.get(reference.relation, reference.relation))
    for number, words in by_number.items():
        yield (
            number,
            ", ".join(f"{word} ×{words.count(word)}" if words.count(word) > 1 else word for word in dict.fromkeys(words)),
        )


def _title(document: Document) -> str:
    name = f"{document.type or 'Văn bản'} {document.number or '(chưa có số)'}"
    return printable(f"{name} của {document.issuer or 'cơ quan chưa rõ'} ({document.source_file})")


def _names(mentions: Sequence[AgencyMention]) -> str:
    return "; ".join(f"{m.name} ({m.part})" if m.part else m.name for m in mentions)


def _day(document: Document) -> str:
    if document.date is None:
        return "không nêu"
    if document.date_precision == "day":
        return f"{document.date.day:02d}/{document.date.month}/{document.date.year}"
    return f"{document.date.month}/{document.date.year}" if document.date_precision == "month" else str(document.date.year)
