"""Who leads where a table has no column for it: the words of the work say so, often in bold.

"Sở Tài chính chủ trì, phối hợp với Kho bạc …", "Văn phòng Sở: Xây dựng …", "… (Sở Nội vụ chủ trì; Bưu điện tỉnh phối hợp)".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import AgencyMention, Notice, Span, Task
from ingest.extent import Extent, extent
from ingest.grammar import deadlines
from ingest.grammar.columns import Role
from ingest.names.naming import issuer_of
from ingest.narrative import clauses
from ingest.narrative.assignments import Assignment, Printed, mentions
from ingest.narrative.assignments import task as narrated
from ingest.narrative.bracket_fields import trailing_fields
from ingest.narrative.roles import trailing
from ingest.paper.setting import Setting
from ingest.tables import shared_cells

MESSAGE = "Bảng hoặc danh sách không có ô chủ trì: cơ quan chủ trì được đọc từ lời văn của nhiệm vụ. Hãy kiểm tra."
IN_BRACKET = "Ngoặc sau nhiệm vụ không có nhãn: tên cơ quan được đọc là chủ trì, mốc thời gian là hạn. Hãy kiểm tra."
_BRACKET = re.compile(r"\((?P<inside>[^()]{6,300})\)[\s.;]*$")
_LEADS = re.compile(r"chủ\s+trì", re.IGNORECASE)


def completed(tasks: Sequence[Task], setting: Setting) -> tuple[list[Task], list[Notice]]:
    """The tasks, those without a lead with the one that their own words name; a notice where there are such."""
    told = [task if task.lead or "lead" in task.cells else _told(task, setting) for task in tasks]
    spans = [task.cells["lead"][0] for task, before in zip(told, tasks, strict=True) if task is not before]
    notices = [Notice("lead_in_text", MESSAGE, tuple(spans))] if spans else []
    bare = [task.cells["lead"][0] for task in tasks if task.kind == "item" and _stands_bare(task, setting.text)]
    return told, notices + ([Notice("lead_in_bracket", IN_BRACKET, tuple(bare))] if bare else [])


def _stands_bare(task: Task, text: str) -> bool:
    """Whether a bracket begins with who or when itself, and no label: "(Sở Nội vụ; tháng 6)"."""
    places = [task.cells[role][0].start for role in ("lead", "deadline") if role in task.cells]
    return "lead" in task.cells and any(text[:place].rstrip().endswith(("(", "[")) for place in places)


def _told(task: Task, setting: Setting) -> Task:
    content = extent(setting.text, task.content.spans)
    bracket = _BRACKET.search(content.text)
    if bracket and _LEADS.search(bracket["inside"]):
        parties = shared_cells.divided(content.part(*bracket.span("inside")))
        return _given(task, _named(parties.lead, setting), _named(parties.coordinating, setting))
    if (found := trailing_fields(content)) is not None:
        return _from_bracket(task, dict(found[1]), setting)
    lead = _actor(content, setting)
    if not lead:
        return task
    return _given(task, lead, narrated(Assignment(content, lead, task.section or ""), setting).coordinating)


def _from_bracket(task: Task, fields: dict[Role, Extent], setting: Setting) -> Task:
    """ "Rà soát vị trí việc làm (Sở Nội vụ; tháng 6)": the time counts where no column has one."""
    parties, when = shared_cells.divided(fields["lead"]), fields["deadline"]
    given = _given(task, _named(parties.lead, setting), _named(parties.coordinating, setting))
    if task.deadline is not None or "deadline" in task.cells:
        return given
    return replace(given, deadline=deadlines.read(when.text, setting.year), cells={**given.cells, "deadline": when.spans()})


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
