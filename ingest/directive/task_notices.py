"""What a person should look at in the tasks: no lead, an unread deadline, an unknown agency, a name with a slip.

A name that is one letter or one mark off a known one (a misread scan, a slip of the hand) is pointed out, never corrected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from corpus.agencies import words
from corpus.agency_slips import mistyped
from corpus.model import AgencyMention, Deadline, Notice, Task
from corpus.spelling import bare, one_style, split_words
from ingest.grammar import deadlines

_LIMITS = ("deadline", "adjusted_deadline")
# "quý ll/2026", "tháng l2", "ngày 3O/6" of a scan: in running text no time, and nothing else
_MISREAD = re.compile(
    r"(?i:\bquý)\s+(?=[IV|]{0,2}[l|])[IVl|]{1,3}(?!\w)|(?i:\b(?:tháng|ngày))\s+(?:[lO]\d|\d[lO])(?!\w)(?:\s?/\s?[\dlO]+)*"
)
_QUARTER = r"(?i:\bqu[ýí]|\bqúy)\s*"
_ROMAN_QUARTER, _FIRST_QUARTER = re.compile(rf"{_QUARTER}(?:IV|I{{1,3}})\b"), re.compile(rf"{_QUARTER}1\b")


def of_tasks(tasks: Sequence[Task]) -> Iterator[Notice]:
    """The notices of each task in order, then those about names that the document spells in several ways."""
    for task in tasks:
        where = _where(task)
        if task.kind != "narrative":  # of those who and when were found by their grammars
            yield from _fields(task, where)
        elif found := _MISREAD.search(task.content.text):
            message = f"{where}: “{found[0]}” có thể là thời hạn đọc nhầm; máy không sửa. Hãy xem bản gốc."
            yield Notice("deadline_suspect", message, task.spans)
        yield from _milestones(task, where)
        yield from _names(task, where)
    yield from _spelled_twice(tasks)
    yield from _misread_quarters(tasks)


def likely(printed: str) -> str | None:
    """The known name that print is one letter or mark off: "Sở Y tê" → "Sở Y tế"; ``None`` for none, or a right one."""
    printed = printed.partition("(")[0].rstrip()
    listed = words(printed)
    found = mistyped(printed, listed, 0) if listed else None
    return found.name if found and found.end == len(listed) else None


def _where(task: Task) -> str:
    if task.kind == "narrative":
        return f"Lời văn, mục {task.section}" if task.section else "Lời văn"
    action = f", hành động {task.action}" if task.action else ""
    return f"{(task.annex and f'Phụ lục {task.annex}, ') or ''}STT {task.stt or '?'}{action}"


def _fields(task: Task, where: str) -> Iterator[Notice]:
    if not task.content.text:
        yield Notice("content_empty", f"{where}: ô nội dung trống hoặc không đọc được; hãy xem bản gốc.", task.spans)
    if not task.lead:
        yield Notice("lead_empty", f"{where}: không nêu cơ quan chủ trì.", task.cells.get("content", task.spans))
    for role in _LIMITS:
        limit: Deadline | None = getattr(task, role)
        if limit is not None and not deadlines.is_read(limit):
            yield Notice("deadline_unread", f"{where}: chưa hiểu thời hạn “{limit.raw}”.", task.cells.get(role, ()))


def _milestones(task: Task, where: str) -> Iterator[Notice]:
    """Several days by which something is to be done: one due day tells but a part of them."""
    for role in _LIMITS:
        limit: Deadline | None = getattr(task, role)
        if limit is None or limit.due is None or limit.kind not in ("by", "on", "other"):
            continue
        days = deadlines.milestones_of(limit.raw, limit.due.year)
        if task.kind == "narrative" and len(days) < 2:
            days = _told(task.content.text, limit.due.year)
        if len(days) > 1:
            said = "; ".join(deadlines.say_day(day) for day in days)
            which = "không mốc nào được coi là hạn của cả nhiệm vụ" if limit.kind == "other" else "hạn được ghi là mốc cuối"
            message = f"{where}: thời hạn nêu nhiều mốc ({said}); {which}. Hãy xem bản gốc."
            yield Notice("deadline_turns", message, task.cells.get(role, task.spans))


def _misread_quarters(tasks: Sequence[Task]) -> Iterator[Notice]:
    """ "Quý 1" in a paper that counts its quarters "Quý II", "Quý III": a scan reads so for any of them."""
    limits = [(task, role, limit) for task in tasks for role in _LIMITS if (limit := getattr(task, role)) is not None]
    if any(_ROMAN_QUARTER.search(limit.raw) for _, _, limit in limits):
        for task, role, limit in limits:
            if _FIRST_QUARTER.search(limit.raw):
                message = (
                    f"{_where(task)}: “{limit.raw}” viết quý bằng chữ số, nơi khác trong văn bản viết số La Mã: "
                    "có thể đọc nhầm từ Quý I, II hoặc III. Hãy xem bản gốc."
                )
                yield Notice("deadline_suspect", message, task.cells.get(role, task.spans))


def _told(text: str, year: int) -> tuple[date, ...]:
    """The days by which running text wants something done."""
    found = (limit for _, _, limit in deadlines.find(text, year))
    return tuple(sorted({limit.due for limit in found if limit.due and limit.kind in ("by", "on")}))


def _names(task: Task, where: str) -> Iterator[Notice]:
    for mention in _mentions([task]):
        meant = likely(mention.as_written) if mention.kind in ("unknown", "unit") else _lost_mark(mention)
        if meant:
            message = f"{where}: “{mention.as_written}” có thể là “{meant}” (đọc hay gõ nhầm); máy không sửa, hãy xem bản gốc."
            yield Notice("agency_suspect", message, mention.spans)
        elif mention.kind == "unknown" and task.kind != "narrative":
            yield Notice("agency_unknown", f"{where}: chưa nhận ra cơ quan “{mention.as_written}”.", mention.spans)


def _lost_mark(mention: AgencyMention) -> str | None:
    """The name, where print has a word of it without its marks among marked ones: "Sở Tài chinh"."""
    printed, known = split_words(mention.as_written), split_words(mention.name)
    if [word.bare for word in printed] != [word.bare for word in known]:
        return None
    lost = any(one.key != other.key for one, other in zip(printed, known, strict=True))
    return mention.name if lost and not mention.as_written.isascii() else None


def _spelled_twice(tasks: Sequence[Task]) -> Iterator[Notice]:
    """Names of one document that differ by their marks alone: "xã Phượng Tiến" and "xã Phương Tiến"."""
    known: dict[str, dict[str, AgencyMention]] = {}
    for mention in _mentions(tasks):
        if mention.kind != "group":
            known.setdefault(bare(mention.name), {}).setdefault(one_style(mention.name).lower(), mention)
    for spelled in known.values():
        if len(spelled) > 1:
            listing = ", ".join(f"“{mention.as_written}”" for mention in spelled.values())
            spans = tuple(span for mention in spelled.values() for span in mention.spans)
            yield Notice("name_variants", f"Một tên viết nhiều cách: {listing}. Hãy xem bản gốc.", spans)


def _mentions(tasks: Iterable[Task]) -> Iterator[AgencyMention]:
    return (mention for task in tasks for mention in (*task.lead, *task.coordinating))
