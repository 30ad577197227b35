"""What a person should look at in the parent itself: notes, never verdicts.

One matter with several deadlines; tasks that are not moved forward as the parent's own rule says ("hoàn thành sớm ít nhất 01
quý"); deadlines that were adjusted to a later day; tasks that are printed as done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.model import Deadline, Span, Task
from ingest.grammar import deadlines
from search.coverage.model import NoteKind, ParentNote
from search.coverage.pairing import field_spans
from search.coverage.same_matter import groups
from search.coverage.states import is_done
from search.held.knowledge import Record
from search.held.task_labels import task_label

_SURE, _LIKELY, _UNSURE = 0.9, 0.7, 0.5
_LISTED = 12  # tasks that a message names; the note itself holds all
# "hoàn thành sớm (hơn) ít nhất 01 quý so với kế hoạch ban đầu"
_SOONER = re.compile(r"hoàn\s+thành\s+sớm(?:\s+hơn)?\s+ít\s+nhất\s+(?P<count>\d{1,2})\s+quý", re.IGNORECASE)
_EXCEPT = re.compile(r"trừ\s+(?:các\s+)?nhiệm\s+vụ", re.IGNORECASE)
_LATE_QUARTERS = (3, 4)  # whose tasks the rule speaks of


def notes(records: Sequence[Record]) -> tuple[ParentNote, ...]:
    """The notes on the tasks of one paper, contradictions first."""
    found = [*_contradictions(records), *_breaches(records)]
    later = [record for record in records if _is_later(record.task)]
    if later:
        found.append(_note("adjusted_later", "Tiến độ điều chỉnh muộn hơn thời gian giao", later, _SURE))
    done = [record for record in records if is_done(record.task)]
    if done:
        found.append(_note("done", "Văn bản ghi đã hoàn thành", done, _SURE))
    return tuple(found)


def _note(kind: NoteKind, words: str, records: Sequence[Record], confidence: float, first: Record | None = None) -> ParentNote:
    named = ([first] if first else []) + list(records)
    listing = "; ".join(_stated(record.task) for record in records[:_LISTED])
    rest = f" và {len(records) - _LISTED} việc khác" if len(records) > _LISTED else ""
    return ParentNote(
        kind, f"{words}: {listing}{rest}.", tuple(named), tuple(_deadline_spans(r.task) for r in named), confidence
    )


def _stated(task: Task) -> str:
    """Where a task stands and its deadline, the former one too."""
    said = [limit.raw for limit in (task.deadline, task.adjusted_deadline) if limit and limit.raw.strip()]
    return f"{task_label(task)} ({' → '.join(' '.join(raw.split()) for raw in said) or 'không nêu hạn'})"


def _contradictions(records: Sequence[Record]) -> Iterator[ParentNote]:
    listed = [record for record in records if record.task.kind != "narrative"]
    for group in groups([record.task for record in listed]):
        together = [listed[i] for i in group]
        limits = [limit for record in together if (limit := _stated_limit(record.task))]
        if len({_key(limit) for limit in limits}) > 1:
            yield _note("contradiction", "Cùng một việc, hạn khác nhau", together, _LIKELY)


def _stated_limit(task: Task) -> Deadline | None:
    limit = task.effective_deadline
    return limit if limit and limit.kind not in {"other", "done"} and deadlines.is_read(limit) else None


def _key(limit: Deadline) -> tuple[object, ...]:
    return (limit.due,) if limit.due else (limit.kind, limit.start, limit.recurrence)


def _breaches(records: Sequence[Record]) -> Iterator[ParentNote]:
    """Tasks of the third and fourth quarter that are not moved as far as the paper's own rule says."""
    rule = next((record for record in records if _SOONER.search(record.task.content.text)), None)
    if rule is None:
        return
    found = _SOONER.search(rule.task.content.text)
    count = int(found["count"]) if found else 1
    words = f"Quy tắc “{found[0] if found else ''}” ({task_label(rule.task)})"
    words += ", có nêu ngoại lệ" if _EXCEPT.search(rule.task.content.text) else ""
    spoken_of = [record for record in records if record.task.kind == "row" and _in_late_quarter(record.task.deadline)]
    short = [record for record in spoken_of if record.task.adjusted_deadline and _moved(record.task) < count]
    if short:
        yield _note("rule_breach", f"{words}; điều chỉnh chưa đủ", short, _LIKELY, rule)
    blank = [record for record in spoken_of if record.task.adjusted_deadline is None and _adjusting(record, records)]
    if blank:
        yield _note("rule_breach", f"{words}; không điều chỉnh", blank, _UNSURE, rule)


def _in_late_quarter(limit: Deadline | None) -> bool:
    return limit is not None and limit.due is not None and limit.kind == "in_quarter" and _quarter(limit) in _LATE_QUARTERS


def _moved(task: Task) -> int:
    """By how many quarters a deadline was moved forward; below 0 where it was put off."""
    before, after = task.deadline, task.adjusted_deadline
    if before is None or after is None or before.due is None or after.due is None:
        return 1  # "thường xuyên" instead of a quarter: nothing to compare
    return (before.due.year - after.due.year) * 4 + _quarter(before) - _quarter(after)


def _quarter(limit: Deadline) -> int:
    return (limit.due.month + 2) // 3 if limit.due else 0


def _adjusting(record: Record, records: Sequence[Record]) -> bool:
    """Whether the table of a row has a column of adjusted deadlines."""
    return any(other.task.annex == record.task.annex and other.task.adjusted_deadline for other in records)


def _is_later(task: Task) -> bool:
    before, after = task.deadline, task.adjusted_deadline
    return bool(before and after and before.due and after.due and deadlines.compare(after, before) == "later")


def _deadline_spans(task: Task) -> tuple[Span, ...]:
    """The print of the deadline in force; of the whole task where none is printed."""
    return field_spans(task, "deadline") or task.spans
