"""How is a deadline said to people, shortly and in Vietnamese?"""

from __future__ import annotations

import re
from datetime import date

from corpus.model import Deadline, DeadlineKind, Frequency, Recurrence
from ingest.grammar.deadline_clauses import scan
from ingest.grammar.deadline_turns import are_turns, milestones


def describe(deadline: Deadline) -> str:
    """ "trước 30/4/2026", "Quý III/2026 (đến 30/9/2026)", "hằng tháng, trước ngày 20", "thường xuyên", "không nêu"."""
    also = _STATES.get(deadline.also or "other")
    return _said(deadline) + (f"; {also}" if also else "")


def say_day(day: date) -> str:
    """As official papers write a day: "08/4/2026", "26/01/2026" (days under 10 and months 1–2 get a 0; NĐ 30/2020)."""
    return f"{day.day:02d}/{_month(day)}/{day.year}"


_STATES: dict[DeadlineKind, str] = {"ongoing": "thường xuyên", "done": "đã hoàn thành", "recurring": "định kỳ"}
_FREQUENCIES: dict[Frequency, str] = {
    "daily": "hằng ngày",
    "weekly": "hằng tuần",
    "monthly": "hằng tháng",
    "quarterly": "hằng quý",
    "half_yearly": "6 tháng một lần",
    "yearly": "hằng năm",
}
_HALVES = {(1, 6): "đầu", (7, 12): "cuối"}
_ROMANS = ("I", "II", "III", "IV")


def _said(deadline: Deadline) -> str:
    match deadline.kind:
        case "recurring" if deadline.recurrence:
            return _cycle(deadline.recurrence, before=re.search(r"trước", deadline.raw, re.IGNORECASE) is not None)
        case "from" if deadline.start:
            return f"từ {say_day(deadline.start)}"
        case "ongoing" | "done" | "recurring":
            return _STATES[deadline.kind]
        case "other" if deadline.start and deadline.due and _has_turns(deadline.raw, deadline.due.year):
            return _printed(deadline)
        case _ if deadline.due:
            return _limit(deadline, deadline.due)
        case _:
            return deadline.trigger or _printed(deadline)


def _printed(deadline: Deadline) -> str:
    return " ".join(deadline.raw.split()).strip("-–—.… ") or "không nêu"


def _has_turns(raw: str, year: int) -> bool:
    """ "Đợt 1: trước 30/6; đợt 2: trước 30/11" is said as it is printed: no one of its days is the day."""
    return are_turns(raw, milestones(raw, scan(raw, year), year))


def _limit(deadline: Deadline, due: date) -> str:
    start = deadline.start
    match deadline.kind:
        case "in_month" | "in_quarter" if start:
            return f"{_period(start, due, deadline.kind)} (đến {say_day(due)})"
        case "by" if start is None:
            return f"{'trước' if deadline.strict_before else 'chậm nhất'} {say_day(due)}"
        case "other" if start and (start.month, start.day, due.month, due.day) == (1, 1, 12, 31):
            return f"năm {start.year}" + (f"–{due.year}" if due.year > start.year else "")
        case "other" if start and start.year == due.year and (start.month, due.month) in _HALVES:
            return f"6 tháng {_HALVES[start.month, due.month]} năm {due.year} (đến {say_day(due)})"
        case _ if start:
            first = f"{'các ngày ' if deadline.kind == 'on' else ''}từ {say_day(start)}"
            return f"{first}, trước {say_day(due)}" if deadline.strict_before else f"{first} đến {say_day(due)}"
        case _:
            return f"ngày {say_day(due)}"


def _period(start: date, due: date, kind: DeadlineKind) -> str:
    if kind == "in_month":
        names, word = (_month(start), _month(due)), "Tháng"
    else:
        names, word = (_ROMANS[(start.month - 1) // 3], _ROMANS[(due.month - 1) // 3]), "Quý"
    if start.year != due.year:
        return f"{word} {names[0]}/{start.year}–{names[1]}/{due.year}"
    return f"{word} {'–'.join(dict.fromkeys(names))}/{due.year}"


def _cycle(recurrence: Recurrence, before: bool) -> str:
    days = [str(day) for day in recurrence.days] + [f"{day:02d}/{month}" for month, day in recurrence.dates]
    said = f", {'trước ' if before else ''}ngày {' và '.join(days)}" if days else ""
    return _FREQUENCIES[recurrence.frequency] + said


def _month(day: date) -> str:
    return f"{day.month:02d}" if day.month < 3 else str(day.month)
