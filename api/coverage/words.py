"""The words of a coverage report, the same on the page, in a workbook, on paper and on a terminal."""

from __future__ import annotations

from api.asking.filters import HANOI
from search.coverage.decided import Standing
from search.coverage.model import Difference, FieldName, Relation, Role, State

STATE_WORDS: dict[State, str] = {
    "not_covered": "Còn thiếu", "not_covered_to_check": "Chưa thấy, cần xem", "covered_in_part": "Có, nhưng thay đổi",
    "covered": "Đủ", "not_covered_coordination": "Việc phối hợp chưa nêu",
    "not_covered_if_concerned": "Chưa nêu, tùy điều kiện", "not_applicable": "Không thuộc cơ quan này",
}  # fmt: skip
STATE_SHORT: dict[State, str] = {
    "not_covered": "thiếu", "not_covered_to_check": "cần xem", "covered_in_part": "đổi", "covered": "đủ",
    "not_covered_coordination": "phối hợp", "not_covered_if_concerned": "điều kiện", "not_applicable": "–",
}  # fmt: skip
ROLE_WORDS: dict[Role, str] = {
    "lead": "chủ trì",
    "own_output": "phải có sản phẩm riêng",
    "coordinating": "phối hợp",
    "none": "không nêu",
}
FIELD_WORDS: dict[FieldName, str] = {
    "content": "Nội dung", "lead": "Chủ trì", "coordinating": "Phối hợp", "deliverable": "Sản phẩm", "deadline": "Thời hạn",
    "sources": "Văn bản giao",
}  # fmt: skip
RELATION_WORDS: dict[Relation, str] = {
    "same": "không đổi", "narrowed": "thu hẹp", "widened": "mở rộng", "changed": "thay đổi", "missing": "không còn",
    "earlier": "sớm hơn", "later": "muộn hơn",
}  # fmt: skip
VERDICT_WORDS = {"confirmed": "đã xác nhận", "rejected": "đã bác bỏ", "withdrawn": "đã rút"}


def difference_words(difference: Difference) -> str:
    """ "thu hẹp: bỏ chỉ tiêu 100%"; the note alone where it says it all."""
    relation = RELATION_WORDS[difference.relation]
    note = difference.note.strip().rstrip(".")
    return note if relation in note.lower() else relation if not note else f"{relation}: {note}"


def standing_words(standing: Standing) -> str:
    """ "Nguyễn Văn A đã bác bỏ ngày 22/11/2026: hai việc khác nhau"."""
    decision = standing.decision
    when = decision.when.astimezone(HANOI)
    day = f"{when.day:02d}/{when.month}/{when.year}"
    why = f": {decision.why}" if decision.why else ""
    return f"{decision.who} {VERDICT_WORDS[decision.verdict]} ngày {day}{why}"
