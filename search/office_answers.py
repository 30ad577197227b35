"""Which papers were signed by the holder of an office? "văn bản nào do Phó Chủ tịch ký", "plans signed by a director"."""

from __future__ import annotations

import re

from corpus.model import Document
from corpus.spelling import bare
from search.asked import full_name, issued_by
from search.copies import without_copies
from search.document_answers import signed
from search.knowledge import Knowledge
from search.offices_named import office
from search.question import Question
from search.replies import Answer
from search.retrieve import Searcher

_FOR = re.compile(r"\bky thay\b(?! mat)")  # "ký thay Chủ tịch": a deputy did


def signed_by_office(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    """The papers whose block of signature prints the office, of the asked agencies and papers."""
    wanted = office(question.text) or ""
    among = [document for document in without_copies(knowledge) if _is_asked(document, question)]
    if _FOR.search(bare(question.text)):
        wanted = f"phó {wanted}"
    held = [document for document in among if document.signer and _holds(document.signer.role, wanted)]
    of = f" {', '.join(map(full_name, question.query.everyone))}" if question.query.everyone else ""
    beside = _deputies(among, wanted)
    if not held:
        offices = dict.fromkeys(d.signer.role for d in among if d.signer and d.signer.role)
        known = f" Chức vụ của người ký trong kho: {', '.join(offices)}." if offices and not beside else ""
        return Answer(question, "none", f"Không văn bản nào trong kho do {wanted.capitalize()}{of} ký.{beside}{known}", count=0)
    names = "; ".join(f"{d.signer.name} ({d.number or d.source_file})" for d in held if d.signer)
    text = f"{len(held)} văn bản do {wanted.capitalize()}{of} ký: {names}.{beside}"
    return Answer(question, "documents", text, documents=tuple(map(signed, held)), count=len(held))


def _is_asked(document: Document, question: Question) -> bool:
    query = question.query
    if query.documents and document.id not in query.documents:
        return False
    day, first, last = document.date, query.due_after, query.due_before
    if (first or last) and (day is None or (first and day < first) or (last and day > last)):
        return False
    return not query.everyone or any(issued_by(document, agency) for agency in query.everyone)


def _holds(role: str | None, wanted: str) -> bool:
    """Whether an office as printed is the wanted one: "Phó Trưởng ban thường trực" is a deputy head."""
    return role is not None and f"{bare(role)} ".startswith(f"{bare(wanted)} ")


def _deputies(among: list[Document], wanted: str) -> str:
    """Who signed for the holder of the office ("KT. CHỦ TỊCH / PHÓ CHỦ TỊCH")."""
    deputies = [d for d in among if d.signer and _holds(d.signer.role, f"phó {wanted}")]
    papers = ", ".join(document.number or document.source_file for document in deputies)
    return f" Cấp phó ký thay {len(deputies)} văn bản: {papers}." if deputies else ""
