"""Which papers were signed by the holder of an office? "văn bản nào do Phó Chủ tịch ký", "plans signed by a director"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.model import Document
from corpus.spelling import bare
from search.answering.copies import without_copies
from search.answering.document_answers import signed
from search.answering.replies import Answer
from search.asking.offices import holds, office
from search.asking.question import Question
from search.binding.asked_agency import full_name, issued_by
from search.held.knowledge import Knowledge
from search.selecting.deadline_terms import within
from search.selecting.retrieve import Searcher

_FOR = re.compile(r"\bky thay\b(?! mat)")  # "ký thay Chủ tịch": a deputy did


def signed_by_office(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    """The papers whose block of signature prints the office, of the asked agencies and papers."""
    wanted = office(question.read) or ""
    among = [document for document in without_copies(knowledge) if _is_asked(document, question)]
    if _FOR.search(bare(question.read)):
        wanted = f"phó {wanted}"
    held = [document for document in among if document.signer and holds(document.signer.role, wanted)]
    of = f" {', '.join(map(full_name, question.query.everyone))}" if question.query.everyone else ""
    beside = deputies(among, wanted)
    if not held:
        offices = dict.fromkeys(d.signer.role for d in among if d.signer and d.signer.role)
        known = f" Chức vụ của người ký trong kho: {', '.join(offices)}." if offices and not beside else ""
        return Answer(question, "none", f"Không văn bản nào trong kho do {wanted.capitalize()}{of} ký.{beside}{known}", count=0)
    names = "; ".join(f"{d.signer.name} ({d.label})" for d in held if d.signer)
    text = f"{len(held)} văn bản do {wanted.capitalize()}{of} ký: {names}.{beside}"
    return Answer(question, "documents", text, documents=tuple(map(signed, held)), count=len(held))


def _is_asked(document: Document, question: Question) -> bool:
    query = question.query
    if query.documents and document.id not in query.documents:
        return False
    if query.spans and not any(within(document.date, *span) for span in query.spans):
        return False
    return not query.everyone or any(issued_by(document, agency) for agency in query.everyone)


def deputies(among: Iterable[Document], wanted: str) -> str:
    """Who signed for the holder of the office ("KT. CHỦ TỊCH / PHÓ CHỦ TỊCH")."""
    found = [(d, d.signer) for d in among if d.signer and holds(d.signer.role, f"phó {wanted}")]
    papers = ", ".join(f"{document.label} ({signer.name})" for document, signer in found)
    return f" Cấp phó ký thay {len(found)} văn bản: {papers}." if found else ""
