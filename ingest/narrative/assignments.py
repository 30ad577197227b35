"""One duty of running text as a task record: who, with whom, by when, and whom to report to, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.agencies import key
from corpus.model import AgencyMention, Deadline, DeadlineKind, Span, Task
from ingest.extent import Extent
from ingest.grammar import deadlines
from ingest.grammar.deadline_clauses import TURN
from ingest.names import agencies
from ingest.names.cell_roles import role_of_part
from ingest.names.mentions import Named
from ingest.names.naming import issuer_of
from ingest.narrative import clauses
from ingest.paper.setting import Setting

_JOINT_WORK = re.compile(  # "phối hợp tổ chức hội nghị" names no organisation
    r"(?i)(?:phối hợp(?:\s+(?:chặt chẽ|thực hiện))?|cùng)(?:\s+(?:với|cùng))?\s*:?\s+(?:(?<=với )|(?!tổ chức\b))"
)
_LEADS, _JOIN_IN = re.compile(r"(?i)\bchủ trì\b"), re.compile(r"(?i)\bphối hợp\b(?! với| cùng)")
_COMMA = re.compile(r"[,;]\s*")
_SENT = re.compile(
    r"(?i)(?<!\w)(?P<how>gửi|(?<!gửi )báo cáo|(?<!quá )(?<!chương )(?<!quy )(?<!lộ )(?<!công )trình|phản ánh|kiến nghị)\s+"
)
_TO = re.compile(r"(?<!\w)(?:về|cho|lên|tới|đến|gửi|với)\s+")
_STOP = re.compile(r"[,;.()]")
_EVENT = re.compile(
    r"(?i)(?:(?:đột xuất\s+)?khi có (?:yêu cầu|văn bản|phát sinh|vướng mắc|khó khăn)[^,;.()]*"
    r"|nếu (?:có|phát sinh|có phát sinh) (?:khó khăn|vướng mắc|phát sinh|bất cập|nội dung)"
    r"(?:, (?:khó khăn|vướng mắc|bất cập|phát sinh))*"
    r"|trước kỳ họp[^,;.()]*"
    r"|trước (?:(?:ngày|đêm|mùng|dịp|rằm|\d{1,2}) )*(?:tết\b|tháng (?:giêng|chạp)|\d{1,2}(?:/| tháng )\d{1,2} \(?âm lịch)"
    r"[^,;.()]*"
    r"|(?:trong (?:thời hạn|vòng) )?\d{1,3} (?:ngày|giờ|tuần)(?: làm việc)?,? (?:kể|tính) từ[^,;.()]*)"
)
_TURN_AHEAD = re.compile(rf"{TURN}\W*$", re.IGNORECASE)  # "đợt 1: trước 30/6", "trước 30/6 (đợt 1)"
_TURN_BEHIND = re.compile(rf"\s*\(\s*{TURN}\s*\)", re.IGNORECASE)
_AVOIDED = re.compile(r"(?i)\b(?:không để|dồn)\b[^,;.]*$")
_LEADING: tuple[DeadlineKind, ...] = ("by", "on", "in_month", "in_quarter", "recurring", "other", "from", "ongoing", "done")
_STANDING: tuple[DeadlineKind, ...] = ("recurring", "ongoing")


@dataclass(frozen=True, slots=True)
class Printed:
    """Words that name agencies: ``words.text[start:end]``."""

    words: Extent
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """``words`` is the verbatim duty, ``actor`` who has it, ``more`` where else agencies are named that join in (a lead-in)."""

    words: Extent
    actor: Sequence[AgencyMention]
    section: str
    more: Printed | None = None


def mentions(printed: Printed, issuer: str | None) -> tuple[AgencyMention, ...]:
    """The agencies that a stretch of text names, as a cell would."""
    text = printed.words.text[printed.start : printed.end]
    return tuple(_mention(named, printed.words, printed.start) for named in agencies.read(text, issuer))


def task(given: Assignment, setting: Setting) -> Task:
    """The record; the id is given later."""
    text = given.words.text
    actor, beside = _by_role(given.actor)
    joining = [*beside, *_joining(Printed(given.words, 0, len(text)), setting)]
    if given.more:
        joining += _joining(given.more, setting)
    taken = {key(mention.name) for mention in actor}
    coordinating = tuple({m.name: m for m in joining if key(m.name) not in taken}.values())
    when = _deadline(text, setting.year)
    receiver = _receiver(given.words, setting)
    cells = {
        "content": given.words.spans(),
        "lead": _spans(actor),
        "coordinating": _spans(coordinating),
        "deadline": given.words.spans(when[0], when[1]) if when else (),
        "note": receiver[1] if receiver else (),
    }
    return Task(
        id="", kind="narrative", content=given.words.field(), spans=given.words.spans(), section=given.section,
        lead=tuple(actor), coordinating=coordinating, deadline=when[2] if when else None,
        note=receiver[0] if receiver else None, cells={role: spans for role, spans in cells.items() if spans},
    )  # fmt: skip


def _mention(named: Named, within: Extent, offset: int) -> AgencyMention:
    spans = within.spans(named.start + offset, named.end + offset)
    return AgencyMention(named.name, named.as_written, named.kind, spans, named.part, named.sub_unit)


def _by_role(actor: Sequence[AgencyMention]) -> tuple[list[AgencyMention], list[AgencyMention]]:
    """ "Sở Tài chính (chủ trì), Kho bạc Nhà nước (phối hợp) thực hiện …": who leads, and who takes part."""
    beside = [one for one in actor if role_of_part(one.part) == "coordinating"]
    leading = [one for one in actor if one not in beside]
    return (leading, beside) if leading else (list(actor), [])


def _spans(named: Sequence[AgencyMention]) -> tuple[Span, ...]:
    return tuple(span for mention in named for span in mention.spans)


def _joining(printed: Printed, setting: Setting) -> Iterator[AgencyMention]:
    """Those named behind "phối hợp với", "cùng với", and before "phối hợp" where somebody else leads."""
    for start, before in _beside(printed, setting):
        yield from (_mention(named, printed.words, start) for named in before)
    for found in _JOINT_WORK.finditer(printed.words.text, printed.start, printed.end):
        for named in _named_at(printed.words.text, found.end(), printed.end, setting):
            yield _mention(named, printed.words, found.end())


def _beside(printed: Printed, setting: Setting) -> Iterator[tuple[int, Sequence[Named]]]:
    """ "Sở Y tế chủ trì, Sở Nội vụ và Sở Tài chính phối hợp rà soát": those listed right before "phối hợp"."""
    text = printed.words.text
    leads = _LEADS.search(text, printed.start, printed.end)
    behind = leads.end() if leads else printed.end
    for found in _JOIN_IN.finditer(text, behind, printed.end):
        for comma in _COMMA.finditer(text, behind, found.start()):
            start = comma.end()
            stop = clauses.named_at(text, start, found.start(), issuer_of(setting.issuer))
            if stop > start and not text[stop : found.start()].strip():
                yield start, agencies.read(text[start:stop], setting.issuer)
                break


def _named_at(text: str, start: int, end: int, setting: Setting) -> Sequence[Named]:
    """The agencies listed right at ``start``; their offsets count from there."""
    stop = clauses.named_at(text, start, end, issuer_of(setting.issuer))
    return agencies.read(text[start:stop], setting.issuer) if stop > start else ()


def _receiver(given: Extent, setting: Setting) -> tuple[str, tuple[Span, ...]] | None:
    """Whom it goes to, "gửi Sở Khoa học và Công nghệ", and where that stands."""
    said: dict[str, tuple[Span, ...]] = {}
    for how in _SENT.finditer(given.text):
        for start in _behind(given.text, how.end()):
            named = _named_at(given.text, start, len(given.text), setting)
            if named and all(one.kind != "external" for one in named):
                names = ", ".join(one.name for one in named)
                said.setdefault(f"{how['how'].lower()} {names}", given.spans(how.start(), start + named[-1].end))
                break
    return ("; ".join(said), tuple(span for spans in said.values() for span in spans)) if said else None


def _behind(text: str, start: int) -> Iterator[int]:
    """Where the receiver may stand: right behind the verb, or behind a preposition of the same clause."""
    yield start
    stop = _STOP.search(text, start)
    for to in _TO.finditer(text, start, stop.start() if stop else len(text)):
        yield to.end()


def _deadline(text: str, year: int | None) -> tuple[int, int, Deadline] | None:
    """The deadline that leads, as in a cell: a dated one before a cycle before a standing duty; of several dates the last."""
    found = sorted(_limits(text, year), key=lambda one: _LEADING.index(one[2].kind))
    event = _EVENT.search(text)
    if not found:
        return (event.start(), event.end(), deadlines.read(event[0], year)) if event else None
    same = [one for one in found if one[2].kind == found[0][2].kind]
    if turns := _turns(text, [one for one in found if one[2].due and one[2].kind != "recurring"], year):
        return turns
    start, end, lead = max(same, key=lambda one: (one[2].due or date.min, -one[0]))
    also = next((one[2].kind for one in found if one[2].kind in _STANDING and one[2].kind != lead.kind), None)
    trigger = " ".join(event[0].split()) if event and lead.kind == "recurring" else lead.trigger
    return start, end, replace(lead, also=also, trigger=trigger)


def _turns(text: str, dated: Sequence[tuple[int, int, Deadline]], year: int | None) -> tuple[int, int, Deadline] | None:
    """ "… đợt 1 trước ngày 30/6, đợt 2 trước ngày 30/11": the turns with their labels, as in a cell."""
    if not dated:
        return None
    start, end = min(one[0] for one in dated), max(one[1] for one in dated)
    ahead, behind = _TURN_AHEAD.search(text, 0, start), _TURN_BEHIND.match(text, end)
    start, end = ahead.start() if ahead else start, behind.end() if behind else end
    limit = deadlines.read(text[start:end], year)
    return (start, end, limit) if limit.kind == "other" and len(deadlines.milestones_of(limit.raw, year)) > 1 else None


def _limits(text: str, year: int | None) -> Iterator[tuple[int, int, Deadline]]:
    """The deadlines in a text but those that are to be avoided: "không để dồn vào cuối năm"."""
    for found in deadlines.find(text, year):
        if not _AVOIDED.search(text[max(0, found[0] - 40) : found[0]]):
            yield found
