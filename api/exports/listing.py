"""A selection of tasks as a file tells of it: what was asked, in words, what was searched, and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from api.asking.chips import filter_parts
from api.asking.filters import HANOI, today
from api.exports.rows import Listing
from api.telling import wording
from ingest.grammar.deadline_words import say_day
from search.held.knowledge import Knowledge
from search.selecting.query import Selection, TaskQuery


def listing_of(selection: Selection, query: TaskQuery, knowledge: Knowledge, question: str = "") -> Listing:
    """``question`` is what was typed; empty where filters were set."""
    day, made = query.at or today(None), datetime.now(HANOI)
    parts = [(part.label, part.value) for part in filter_parts(query, knowledge) if part.name != "at"]
    title = question or "; ".join(f"{label.lower()}: {value}" for label, value in parts) or "mọi nhiệm vụ trong kho"
    told = (*parts, *_searched(selection, knowledge), ("Tính đến ngày", say_day(day)), ("Lập lúc", f"{made:%d/%m/%Y %H:%M}"))
    return Listing(title, told, selection.certain, selection.possible, selection.narrative, knowledge, day, made)


def _searched(selection: Selection, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    yield "Chắc chắn", f"{wording.figure(len(selection.certain))} nhiệm vụ"
    yield "Có thể liên quan", f"{wording.figure(len(selection.possible))} nhiệm vụ, tùy điều kiện văn bản nêu"
    if selection.narrative:
        yield "Giao trong lời văn", f"{wording.figure(len(selection.narrative))} việc, không tính vào số nhiệm vụ"
    documents = [knowledge.by_id[identifier] for identifier in selection.searched]
    unparsed = wording.figure(knowledge.unparsed(documents))
    yield "Đã tìm trong", f"{wording.figure(len(documents))} văn bản; {unparsed} chỗ máy chưa đọc chắc"
