"""Which units stand inside an agency, and what do they do? By what its own plans print, and what others name with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.agencies import key
from corpus.model import AgencyMention
from corpus.spelling import bare
from search.answering import wording
from search.answering.bodies import mentions
from search.answering.replies import Answer, Held
from search.asking.left_words import not_heeded
from search.asking.plans_made import units_with_plan
from search.asking.question import Question
from search.asking.task_query import EITHER, HELPS, LEADS, RoleName
from search.asking.units import units_in
from search.binding.asked_agency import AskedAgency, full_name, issued_by
from search.held.knowledge import Knowledge, Record
from search.selecting import topics
from search.selecting.query import Match, select
from search.selecting.retrieve import Searcher

_ROLES = {LEADS: "chủ trì", HELPS: "phối hợp", EITHER: "chủ trì hoặc phối hợp"}
_KINDS = {"phong": "phòng", "trung tam": "trung tâm", "chi cuc": "chi cục"}
_ONLY_NAMED = "Chỉ biết nơi có nêu tên trong nhiệm vụ; cơ quan có thể còn phòng, đơn vị khác."


@dataclass(frozen=True, slots=True)
class _Sought:
    """Whose units, in which roles; ``own`` are the ids of its papers, ``kinds`` those of ``search.asking.units``."""

    agency: AskedAgency
    roles: frozenset[RoleName]
    own: frozenset[str]
    kinds: tuple[str, ...]


def units_of(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    """The units by name with the number of their tasks, and these tasks; group phrases for all units count with them."""
    sought = _sought(question, knowledge)
    made = units_with_plan(question.read)
    topic = "" if made is not None else question.quoted or question.topic or not_heeded(question.words)
    query = replace(question.query, agencies=(), parties=(), roles=EITHER, narrative="apart", named_first=False)
    query = replace(query, about=tuple(topics.content_words(topic)) or query.about)
    selection = select(knowledge, query)
    named = {id(match): tuple(_units(match.record, sought)) for match in selection.all}
    tasks = tuple(match for match in selection.certain if named[id(match)])
    spoken = tuple(match for match in selection.narrative if named[id(match)])
    if not (tasks or spoken):
        text = f"{_nowhere(sought)}{_others(selection.certain, sought)} {_ONLY_NAMED}{wording.about(topic)}"
        return Answer(question, "none", text, count=0)
    counts = Counter(name for match in tasks for name in dict.fromkeys(named[id(match)]))
    if made is not None:
        return _plans(question, sought, list(counts), made, knowledge)
    listing = "; ".join(f"{name} ({count})" for name, count in counts.most_common())
    papers = ", ".join(dict.fromkeys(match.record.document.label for match in (*tasks, *spoken)))
    beside = f" Ngoài ra có {len(spoken)} việc giao trong lời văn, liệt kê riêng." if spoken else ""
    found = (
        f"{len(tasks)} nhiệm vụ do {_called(sought)} {_ROLES[sought.roles]}, tại {papers}: {listing or 'không có trong bảng'}."
    )
    text = f"{found}{beside}{_others(selection.certain, sought)} {_ONLY_NAMED}{wording.about(topic)}"
    told = bool(question.quoted or question.topic or not topic)  # else the words may be the asker's own
    return Answer(question, "tasks", text, tasks, narrative=spoken, count=len(tasks), complete=told)


def _plans(question: Question, sought: _Sought, units: Sequence[str], wanted: bool, knowledge: Knowledge) -> Answer:
    """Which of the named units have a plan of their own here, or have none: "đơn vị nào thuộc Sở Y tế chưa có kế hoạch"."""
    held = [d for d in knowledge.documents if d.agency and any(key(d.agency) == key(unit) for unit in units)]
    made = {key(document.agency) for document in held if document.agency}
    limits = "Có thể đã ban hành nhưng chưa nạp vào kho."
    if wanted:
        text = f"{len(held)} kế hoạch của {_called(sought)} có trong kho. {limits}"
        return Answer(question, "documents" if held else "none", text, documents=tuple(map(Held, held)), count=len(held))
    missing = [unit for unit in units if key(unit) not in made and not bare(unit).startswith("cac ")]  # no unit: all of them
    value = "; ".join(missing)
    text = f"{len(missing)} nơi được nêu tên mà kho không có kế hoạch riêng, trong {_called(sought)}: {value}. {limits}"
    return Answer(question, "value", text, value=value, count=len(missing), complete=False)


def _sought(question: Question, knowledge: Knowledge) -> _Sought:
    agency, units = question.query.everyone[0], units_in(question.read)
    own = [d for d in knowledge.documents if issued_by(d, agency) and d.id not in knowledge.copies]
    stated = [d for d in own if agency.province is not None and d.province is not None]  # others fit any province
    papers = frozenset(d.id for d in stated or own)
    return _Sought(agency, _roles(question), papers, units.kinds if units else ())


def _roles(question: Question) -> frozenset[RoleName]:
    if "coordinating" in question.cues:
        return EITHER if "lead" in question.cues else HELPS
    return LEADS if question.cues & {"tasks", "lead", "obliged"} else EITHER


def _units(record: Record, sought: _Sought) -> Iterator[str]:
    """What the row calls the units: those of its own plan; in other plans the unit in brackets behind the agency."""
    for mention in mentions(record, sought.roles):
        if record.document.id in sought.own and _is_inner(mention) and _is_meant(mention.name, sought):
            yield mention.name
        elif mention.sub_unit and key(mention.name) == key(sought.agency.name) and _is_meant(mention.sub_unit, sought):
            yield mention.sub_unit


def _is_inner(mention: AgencyMention) -> bool:
    return mention.kind == "unit" or (mention.kind == "group" and " thuoc " in bare(mention.name))


def _is_meant(name: str, sought: _Sought) -> bool:
    words = f" {' '.join(bare(name).replace(',', ' ').split())} "
    return not sought.kinds or any(f" {kind} " in words for kind in sought.kinds)


def _others(matches: tuple[Match, ...], sought: _Sought) -> str:
    """Who else works in its plans: whether they belong to it the print does not say."""
    own = (match.record for match in matches if match.record.document.id in sought.own and "phong" not in sought.kinds)
    found = (mention.name for record in own for mention in mentions(record, sought.roles) if mention.kind == "agency")
    others = (name for name in dict.fromkeys(found) if key(name) != key(sought.agency.name) and _is_meant(name, sought))
    names = ", ".join(others)
    return f" Kế hoạch ấy còn nêu {names}, nhưng không nói có thuộc {sought.agency.name} hay không." if names else ""


def _called(sought: _Sought) -> str:
    return f"{', '.join(_KINDS[kind] for kind in sought.kinds) or 'phòng, đơn vị'} của {full_name(sought.agency)}"


def _nowhere(sought: _Sought) -> str:
    plans = "" if sought.own else f"Kho không có kế hoạch của {full_name(sought.agency)}. "
    return f"{plans}Không nhiệm vụ nào phù hợp nêu {_called(sought)}."
