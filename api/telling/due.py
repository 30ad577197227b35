"""The state of a deadline in an officer's words: "quá hạn 12 ngày", "còn 5 ngày", "không nêu hạn"."""

from __future__ import annotations

from corpus.model import Task
from ingest.grammar.deadline_words import say_day
from search.held.due import Due


def due_words(due: Due, task: Task) -> str:
    """Never empty: what has no day is told as such."""
    match due.state:
        case "overdue" | "soon" | "later":
            return days_words(due.days or 0)
        case "recurring":
            return f"kỳ tới {say_day(due.day)}, {days_words(due.days or 0)}" if due.day else "định kỳ, không nêu ngày"
        case "ongoing":
            deadline = task.effective_deadline
            return "đang thực hiện" if deadline and deadline.kind == "from" else "thường xuyên"
        case "done":
            return "đã hoàn thành"
        case _:
            return "không nêu ngày" if task.effective_deadline else "không nêu hạn"


def days_words(days: int) -> str:
    """ "còn 5 ngày", "quá hạn 12 ngày"."""
    if days < 0:
        return f"quá hạn {-days} ngày"
    return f"còn {days} ngày" if days else "đến hạn hôm nay"
