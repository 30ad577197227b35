"""A task list as a calendar (RFC 5545): an all-day event on each due day, alarms before it, and what has no day told by name.

The same papers give the same bytes, but for the day from which cycles are counted and the words of the question: the stamp of
an event is the day of its paper, its UID follows from what the task says and where.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5

from icalendar import Alarm, Calendar, Event, vText

from api.exports.rows import Listing
from api.telling import wording
from corpus.model import Deadline, Document, Recurrence, Task
from ingest.grammar import deadlines
from search.held.citations import task_label
from search.held.due import due, next_turn
from search.selecting.query import Match

_NAMES = UUID("5b0a7c1e-36f4-5c0e-9d3a-1f6f0c2b7d11")  # of the UIDs; never changes
_ALARMS = (timedelta(days=-7), timedelta(days=-1))
_SHORT = 110
_LAST_SURE_DAY = 28  # that every month has
_UNSTATED = "không có ngày nên không có sự kiện trong lịch này"


@dataclass(frozen=True, slots=True)
class Slot:
    """A day to remember, and its cycle as an RRULE ("FREQ" and so on), empty for a single day."""

    day: date
    rule: dict[str, str | int]


def ics_of(listing: Listing) -> bytes:
    """The calendar; lines end in CRLF and are folded at 75 octets."""
    calendar = Calendar()
    calendar.add("prodid", "-//Tra cuu//Nhiem vu//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(f"Hạn nhiệm vụ: {listing.title}"[:200]))
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    left_out: list[str] = []
    seen: Counter[str] = Counter()
    for match, certain in listing.matches():
        slots = tuple(_slots(match, listing.today))
        if not slots:
            left_out.append(_left_out(match, listing.today))
        for event in _events(match, certain, slots, seen):
            calendar.add_component(event)
    about = _about(listing, left_out)
    calendar.add("x-wr-caldesc", vText(about))
    calendar.add("description", about)
    return bytes(calendar.to_ical())


def _slots(match: Match, today: date) -> Iterator[Slot]:
    """The days of a task that the paper states for certain; none for work that is done or has no day."""
    task, deadline = match.record.task, match.record.task.effective_deadline
    if deadline is None or due(task, today).state in ("done", "ongoing"):
        return
    if deadline.due is not None:
        yield Slot(deadline.due, {})
    elif deadline.recurrence is not None:
        yield from _turns(deadline.recurrence, deadline.start or match.record.document.date or today)


def _turns(cycle: Recurrence, since: date) -> Iterator[Slot]:
    """A rule for each printed day of a cycle; a day that some months lack is no rule."""
    if cycle.frequency == "monthly":
        for day in cycle.days:
            first = next_turn(Recurrence("monthly", (day,)), since)
            if first and day <= _LAST_SURE_DAY:
                yield Slot(first, {"FREQ": "MONTHLY", "BYMONTHDAY": day})
    if cycle.dates:
        for month, day in cycle.dates:
            first = next_turn(Recurrence("yearly", dates=((month, day),)), since)
            if first and (month, day) != (2, 29):
                yield Slot(first, {"FREQ": "YEARLY", "BYMONTH": month, "BYMONTHDAY": day})


def _events(match: Match, certain: bool, slots: Sequence[Slot], seen: Counter[str]) -> Iterator[Event]:
    task, document = match.record.task, match.record.document
    name = _name(task, document)
    seen[name] += 1
    for number, slot in enumerate(slots):
        event = Event()
        event.add("uid", f"{uuid5(_NAMES, f'{name}|{seen[name]}|{number}')}@tracuu")
        event.add("dtstamp", datetime.combine(document.date or slot.day, time(), UTC))
        event.add("dtstart", slot.day)
        if slot.day < date.max:
            event.add("dtend", slot.day + timedelta(days=1))
        if slot.rule:
            event.add("rrule", slot.rule)
        event.add("summary", _summary(task, certain))
        event.add("description", _description(match))
        event.add("categories", [wording.short_name(document), "chắc chắn" if certain else "có thể liên quan"])
        event.add("status", "CONFIRMED" if certain else "TENTATIVE")
        event.add("transp", "TRANSPARENT")
        for before in _ALARMS:
            event.add_component(_alarm(before, _summary(task, certain)))
        yield event


def _alarm(before: timedelta, words: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", before)
    alarm.add("description", words)
    return alarm


def _name(task: Task, document: Document) -> str:
    """What makes a task the same one when its paper is taken in again, in another format or corrected elsewhere."""
    paper = f"{document.number}|{document.issuer}" if document.number else document.source_file
    group = task.group.label if task.group else ""
    return "|".join((paper, task.annex or "", group, task.section or "", task.stt or "", task.content.text))


def _summary(task: Task, certain: bool) -> str:
    """ "Hạn trước 30/4/2026: Rà soát …"."""
    doubt = "" if certain else "[có thể liên quan] "
    return f"{doubt}Hạn {_said(task.effective_deadline)}: {_short(task.content.text)}"


def _description(match: Match) -> str:
    task, document = match.record.task, match.record.document
    facts = (
        ("Nội dung", task.content.text),
        ("Chủ trì", wording.names(task.lead)),
        ("Phối hợp", wording.names(task.coordinating)),
        ("Sản phẩm", task.deliverable.text if task.deliverable else ""),
        ("Thời hạn", " ".join(task.effective_deadline.raw.split()) if task.effective_deadline else ""),
        ("Văn bản giao", "; ".join(task.sources)),
        ("Vì sao", match.reach.rule if match.reach else ""),
        ("Trích dẫn", f"{wording.document_name(document)}, {wording.paged(task_label(task), document, task.spans)}"),
    )
    return "\n".join(f"{label}: {words}" for label, words in facts if words)


def _about(listing: Listing, left_out: Sequence[str]) -> str:
    """What was asked, what was searched, and every task that has no event."""
    lines = [f"{label}: {words}" for label, words in listing.told if label != "Lập lúc"]
    if left_out:
        lines += [f"{wording.figure(len(left_out))} nhiệm vụ {_UNSTATED}:", *left_out]
    return "\n".join(lines)


def _left_out(match: Match, today: date) -> str:
    task, document = match.record.task, match.record.document
    done = due(task, today).state == "done"
    why = "đã hoàn thành" if done else _said(task.effective_deadline) if task.effective_deadline else "không nêu hạn"
    return f"- {wording.short_name(document)}, {task_label(task)}: {_short(task.content.text)} ({why})"


def _said(deadline: Deadline | None) -> str:
    return deadlines.describe(deadline) if deadline else ""


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else text[:_SHORT].rsplit(" ", 1)[0] + "…"
