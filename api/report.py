"""Answers in Vietnamese lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from api.intake import Result
from api.terminal import printable, styled, table, wrapped
from corpus.model import AgencyMention, Document, Task
from ingest import deadlines
from search.answer import Answer
from search.citations import task_label
from search.knowledge import Knowledge
from search.query import Match, Selection
from search.retrieve import Found

_OUTCOMES = {
    "stored": ("đã nạp", "green"),
    "replaced": ("đã thay", "green"),
    "unchanged": ("không đổi", "dim"),
    "refused": ("từ chối", "red"),
}
REASONS = {
    "by_name": "nêu đích danh", "issuer": "kế hoạch do cơ quan này ban hành", "deliverable": "sản phẩm đòi mỗi cơ quan tự làm",
    "body": "nội dung đòi mỗi cơ quan tự làm",
}  # fmt: skip
RELATIONS = {
    "implements": "thực hiện", "specifies": "cụ thể hóa", "replaces": "thay thế", "amends": "sửa đổi", "repeals": "bãi bỏ",
    "legal_basis": "căn cứ", "attaches": "đính kèm", "annex_of": "kèm theo", "assigned_by": "nguồn giao nhiệm vụ",
    "cites": "viện dẫn",
}  # fmt: skip


def intake_lines(results: Sequence[Result], seconds: float) -> Iterator[str]:
    for result in results:
        word, colour = _OUTCOMES[result.outcome]
        name = printable(result.path.rpartition("/")[2])
        yield f"{styled(word.ljust(9), colour)}  {name}" + (f"  {result.tasks} nhiệm vụ" if result.tasks else "")
        if result.reason:
            yield from wrapped(result.reason, 11)
        elif result.warnings:
            yield f"           {result.warnings} điều cần xem (tracuu show “{name}”)"
    refused = sum(result.outcome == "refused" for result in results)
    yield f"Xong {len(results)} tệp trong {seconds:.1f} giây" + (f"; {refused} tệp bị từ chối." if refused else ".")


def document_lines(documents: Sequence[Document], counts: dict[str, int]) -> Iterator[str]:
    rows = [
        (d.id, d.number or "(chưa có số)", _day(d), d.issuer or "(chưa rõ)", str(counts[d.id]), d.source_file)
        for d in documents
    ]
    yield from table(rows, ("MÃ", "SỐ", "NGÀY", "CƠ QUAN BAN HÀNH", "VIỆC", "TỆP"))
    yield f"{len(documents)} văn bản, {sum(counts.values())} nhiệm vụ."


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
    yield styled(f"Nhiệm vụ ({len(document.tasks)})", "bold")
    for task in document.tasks:
        yield from task_lines(task)
    yield ""
    yield styled(f"Viện dẫn ({len(document.references)})", "bold")
    for number, relations in _relations(document):
        held = ", ".join(d.source_file for d in knowledge.numbered(number)) or "chưa có toàn văn"
        yield f"  {number}: {relations} ({held})"
    yield ""
    yield styled(f"Điều cần xem ({len(document.warnings)})", "bold")
    for notice in document.warnings:
        place = f" [{notice.spans[0].start}:{notice.spans[0].end}]" if notice.spans else ""
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
        yield from match_lines(answer.tasks)
    if answer.possible:
        yield styled("Có thể liên quan (văn bản nêu điều kiện):", "yellow")
        yield from match_lines(answer.possible)
    yield from found_lines(answer.passages, knowledge)
    searched = answer.searched
    yield styled(
        f"Đã tìm trong {searched['documents']} văn bản, {searched['tasks']} nhiệm vụ; "
        f"{searched['unparsed']} chỗ máy chưa đọc chắc.",
        "dim",
    )


def selection_lines(selection: Selection) -> Iterator[str]:
    yield from match_lines(selection.certain)
    if selection.possible:
        yield styled("Có thể liên quan (văn bản nêu điều kiện):", "yellow")
        yield from match_lines(selection.possible)
    found = f"{len(selection.certain)} nhiệm vụ, {len(selection.possible)} có thể liên quan"
    yield f"{found}; đã tìm trong {len(selection.searched)} văn bản."


def match_lines(matches: Iterable[Match]) -> Iterator[str]:
    for _, group in groupby(matches, key=lambda match: match.record.document.id):
        rows = list(group)
        yield styled(_title(rows[0].record.document), "cyan")
        for match in rows:
            yield from task_lines(match.record.task, match)


def task_lines(task: Task, match: Match | None = None) -> Iterator[str]:
    yield from wrapped(task.content.text, 6, f"  {task.stt or '•'}.")
    facts = [("Chủ trì", _names(task.lead)), ("Phối hợp", _names(task.coordinating))]
    deadline = task.effective_deadline
    facts.append(("Hạn", deadlines.describe(deadline) if deadline else "không nêu"))
    facts.append(("Nguồn", "; ".join(task.sources)))
    reason = match.reach if match else None
    if reason is not None:
        facts.append(("Vì", REASONS.get(reason.because) or f"qua cụm “{reason.phrase}”"))
    start = task.spans[0].start
    facts.append(("Tại", f"{task_label(task)} [{start}:{task.spans[-1].end}]"))
    yield from (styled(line, "dim") for line in wrapped(" · ".join(f"{n}: {v}" for n, v in facts if v), 6))


def found_lines(hits: Sequence[Found], knowledge: Knowledge) -> Iterator[str]:
    for hit in hits:
        document = knowledge.by_id[hit.document]
        place = task_label(hit.record.task) if hit.record else (hit.section.heading[:60] if hit.section else "")
        yield from wrapped(hit.text, 6, f"  {hit.rank}.")
        yield styled(
            f"      {document.number or document.source_file} · {printable(place)} [{hit.spans[0].start}:{hit.spans[-1].end}]",
            "dim",
        )


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
