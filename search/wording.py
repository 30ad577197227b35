"""The Vietnamese words of an answer: what was found, why it counts, and what the officer should know beside it.

A private function gives a sentence that follows another one: it begins with its blank, and is empty where nothing is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from search.knowledge import Knowledge
from search.query import Selection
from search.question import Question, Unknown, issued_by
from search.reach import AskedAgency, Because, near

_REASONS: dict[Because, str] = {
    "by_name": "nêu đích danh", "via_group": "giao qua cụm từ chỉ chung", "issuer": "trong kế hoạch của chính cơ quan",
    "deliverable": "phải có sản phẩm riêng", "body": "phải tự làm theo nội dung",
}  # fmt: skip


def not_held(unknown: Unknown) -> str:
    alike = f" Gần nhất: {', '.join(unknown.near)}." if unknown.near else ""
    what = "Số hiệu" if unknown.kind == "number" else "Cơ quan"
    return f"{what} “{unknown.written}” không có trong kho.{alike}"


def tasks(question: Question, selection: Selection, knowledge: Knowledge) -> str:
    """How many tasks, in which roles, for which reasons."""
    found = f"{_subject(question)} {len(selection.certain)} nhiệm vụ{_spread(selection)}."
    return f"{found}{_homonyms(question, knowledge)}{_possible(selection)}"


def about(words: str, narrowed: bool) -> str:
    """What became of the words left over in the question."""
    if not words:
        return ""
    if narrowed:
        return f" Chỉ tính nhiệm vụ có đủ các từ “{words}”."
    return f" Không nhiệm vụ nào có đủ các từ “{words}” nên dưới đây là toàn bộ, không lọc theo các từ ấy."


def no_tasks(selection: Selection) -> str:
    return f"Không tìm thấy nhiệm vụ nào phù hợp trong {len(selection.searched)} văn bản của kho.{_possible(selection)}"


def strangers(agencies: Sequence[AskedAgency], question: Question, possible: int, knowledge: Knowledge) -> str:
    """Agencies that no paper here names; ``possible`` tasks may be theirs through a group phrase."""
    names = ", ".join(_full_name(agency.name, agency.province) for agency in agencies)
    text = f"Không văn bản nào trong kho nêu tên {names}.{_nearest(question, knowledge)}"
    if possible:
        text += f" Có {possible} nhiệm vụ giao qua cụm từ chỉ chung, có thể gồm cả cơ quan này."
    return text


def _subject(question: Question) -> str:
    query = question.query
    if query.agencies:
        joiner = " và " if query.joint else " hoặc "
        verb = "chịu trách nhiệm" if query.roles == {"lead"} else "phối hợp" if query.roles == {"coordinating"} else "tham gia"
        return f"{joiner.join(_full_name(a.name, a.province) for a in query.agencies)} {verb}"
    return f"Theo {', '.join(query.sources)}, có" if query.sources else "Có"


def _full_name(name: str, province: str | None) -> str:
    return f"{name} {province}" if province and province not in name else name


def _spread(selection: Selection) -> str:
    """ " trong 3 văn bản: 6 giao qua cụm từ chỉ chung, 13 trong kế hoạch của chính cơ quan"."""
    documents = {match.record.document.id for match in selection.certain}
    reasons = Counter(match.reach.because for match in selection.certain if match.reach is not None)
    listing = ", ".join(f"{reasons[kind]} {words}" for kind, words in _REASONS.items() if reasons[kind])
    return f" trong {len(documents)} văn bản" + (f": {listing}" if listing else "")


def _possible(selection: Selection) -> str:
    return f" Còn {len(selection.possible)} nhiệm vụ có thể liên quan, tùy điều kiện văn bản nêu." if selection.possible else ""


def _homonyms(question: Question, knowledge: Knowledge) -> str:
    """Offices of the same name in several provinces are told apart."""
    for agency in question.query.agencies:
        issuers = dict.fromkeys(d.issuer or "" for d in knowledge.documents if agency.province is None and issued_by(d, agency))
        if len(issuers) > 1:
            return f" Kho có {len(issuers)} cơ quan cùng tên: {', '.join(issuers)}."
    return ""


def _nearest(question: Question, knowledge: Knowledge) -> str:
    named = {m.name for r in knowledge.records for m in (*r.task.lead, *r.task.coordinating) if m.kind == "agency"}
    found = near(question.query.agencies[0].name, sorted(named))
    return f" Các tên gần nhất: {', '.join(found)}." if found else ""
