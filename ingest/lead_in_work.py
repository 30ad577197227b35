"""Who leads where a table has no column for it: the words of the work say so, often in bold.

"Sở Tài chính chủ trì, phối hợp với Kho bạc …", "Văn phòng Sở: Xây dựng …", "… (Sở Nội vụ chủ trì; Bưu điện tỉnh phối hợp)".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import AgencyMention, Notice, Span, Task
from ingest import narrative_clauses as clauses
from ingest import shared_cells
from ingest.extent import Extent, extent
from ingest.naming import issuer_of
from ingest.narrative_roles import trailing
from ingest.narrative_tasks import Assignment, Printed, mentions
from ingest.narrative_tasks import task as narrated
from ingest.tasks import Setting

MESSAGE = "Bảng hoặc danh sách không có ô chủ trì: cơ quan chủ trì được đọc từ lời văn của nhiệm vụ. Hãy kiểm tra."
_BRACKET = re.compile(r"\((?P<inside>[^()]{6,300})\)[\s.;]*$")
_LEADS = re.compile(r"chủ\s+trì", re.IGNORECASE)


def completed(tasks: Sequence[Task], setting: Setting) -> tuple[list[Task], list[Notice]]:
    """The tasks, those without a lead with the one that their own words name; a notice where there are such."""
    told = [task if task.lead or "lead" in task.cells else _told(task, setting) for task in tasks]
    spans = [task.cells["lead"][0] for task, before in zip(told, tasks, strict=True) if task is not before]
    return told, [Notice("lead_in_text", MESSAGE, tuple(spans))] if spans else []


def _told(task: Task, setting: Setting) -> Task:
    content = extent(setting.text, task.content.spans)
    bracket = _BRACKET.search(content.text)
    if bracket and _LEADS.search(bracket["inside"]):
        parties = shared_cells.divided(content.part(*bracket.span("inside")))
        return _given(task, _named(parties.lead, setting), _named(parties.coordinating, setting))
    lead = _actor(content, setting)
    if not lead:
        return task
    return _given(task, lead, narrated(Assignment(content, lead, task.section or ""), setting).coordinating)


def _actor(content: Extent, setting: Setting) -> tuple[AgencyMention, ...]:
    issuer = issuer_of(setting.issuer)
    duty = clauses.read(content.text, issuer, carried=False)
    place = (duty.actor if duty else None) or trailing(content.text, issuer)
    return mentions(Printed(content, *place), setting.issuer) if place else ()


def _named(spans: Sequence[Span], setting: Setting) -> tuple[AgencyMention, ...]:
    words = extent(setting.text, spans)
    return mentions(Printed(words, 0, len(words.text)), setting.issuer) if spans else ()


def _given(task: Task, lead: Sequence[AgencyMention], others: Sequence[AgencyMention]) -> Task:
    if not lead:
        return task
    joining = task.coordinating or tuple(others)
    cells = {"lead": _spans(lead), **({} if task.coordinating or not others else {"coordinating": _spans(others)})}
    return replace(task, lead=tuple(lead), coordinating=joining, cells={**task.cells, **cells})


def _spans(named: Sequence[AgencyMention]) -> tuple[Span, ...]:
    return tuple(span for mention in named for span in mention.spans)
