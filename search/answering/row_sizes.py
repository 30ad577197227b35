"""Which rows name many, or only one? "nhiệm vụ nào có nhiều đơn vị phối hợp nhất", "việc nào có từ 2 cơ quan chủ trì"."""

from __future__ import annotations

from dataclasses import replace

from search.answering.bodies import mentions
from search.answering.replies import Answer
from search.asking.question import Question
from search.asking.row_sizes import row_size
from search.asking.task_query import RoleName
from search.held.knowledge import Knowledge
from search.selecting.query import Match, select
from search.selecting.retrieve import Searcher

_WORDS = {"lead": "chủ trì", "coordinating": "phối hợp"}


def row_sizes(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    """The rows by how many names they print in a role; a group phrase is one name."""
    asked = row_size(question.read)
    if asked is None:
        return Answer(question, "none", "Câu hỏi không nêu đếm đơn vị nào.", count=0)
    rows = select(knowledge, replace(question.query, narrative="without")).certain
    sizes = [(_size(match, asked.role), match) for match in rows]
    largest = max((size for size, _ in sizes), default=0)
    least = max(largest, 1) if asked.most else asked.least
    found = tuple(match for size, match in sizes if size >= least and (asked.greatest is None or size <= asked.greatest))
    how = f"nhiều nhất, {least}" if asked.most else f"đúng {least}" if asked.greatest == least else f"từ {least}"
    printed = f"trong bảng, danh mục ghi {how} đơn vị {_WORDS[asked.role]}"
    if not found:
        return Answer(question, "none", f"Không nhiệm vụ nào {printed}.", count=0)
    text = f"{len(found)} nhiệm vụ {printed}; một cụm từ chỉ chung tính là một."
    return Answer(question, "tasks", text, found, count=len(found))


def _size(match: Match, role: RoleName) -> int:
    return len({mention.name for mention in mentions(match.record, frozenset({role}))})
