"""What an answer about moved deadlines says beside its rows: which way they moved, and what is not known."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from search.asking.question import Question
from search.selecting.deadline_terms import adjustment
from search.selecting.query import Selection

_WAYS = {"earlier": "sớm hơn", "later": "muộn hơn", "same": "giữ nguyên"}
_RULE = (
    " Chỉ biết hạn điều chỉnh ghi cạnh hạn ban đầu trong cùng bảng; hạn mà kế hoạch cấp dưới đặt khác cấp trên phải đối chiếu"
    " từng kế hoạch."
)


def really_moved(question: Question, selection: Selection) -> Selection:
    """Without the deadlines that stayed as they were, where it is asked what was moved ("dời hạn", "đổi hạn")."""
    if question.query.adjustment != "any" or "moved" not in question.cues:
        return selection
    return replace(selection, certain=tuple(match for match in selection.certain if adjustment(match.record.task) != "same"))


def ways_told(question: Question, selection: Selection) -> str:
    """How many moved which way; empty for a question about anything else."""
    if question.query.adjustment is None or question.query.moved:
        return ""
    counts = Counter(adjustment(match.record.task) for match in selection.certain)
    listed = ", ".join(f"{counts[way]} {words}" for way, words in _WAYS.items() if counts[way])
    several = sum(bool(counts[way]) for way in _WAYS) > 1
    return (f" So với hạn ban đầu: {listed}." if several else "") + _RULE
